"""The plans of a comparison as cards, what can be done with each, and how another is added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from sim.decide.comparison import MOST, Comparison, differing
from sim.plan.file import EXAMPLES
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from ui.compare import chosen
from ui.compare.chosen import Entry
from ui.frame.blocks import on_request
from ui.frame.choices import choose
from ui.plan.files import FILES
from ui.visit import state
from words.answer import first_sentence, second_sentence
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted

BRING: Final = ("fair", "audience")  # groups of inputs that bring people to the stand


def cards(found: Comparison) -> None:
    """Every plan with its two sentences, two in a row; then not going."""
    w = state.language()
    plans = [*zip(chosen.entries(), chosen.names(), found.answers, strict=True)]
    for at in range(0, len(plans), 2):
        for column, plan in zip(st.columns(2), plans[at : at + 2], strict=False):
            with column.container(border=True, height="stretch"):
                _card(*plan)
    currencies = {one.scenario.currency for one in chosen.entries()}
    zero = w.money(0.0, currencies.pop() if len(currencies) == 1 else "EUR")
    st.markdown(dollars_escaped(w("compare.home_about", zero=zero)))
    compared = [entry.scenario for entry in chosen.entries()]
    for line in as_well_visited(compared, chosen.names(), w):
        st.caption(line)


def as_well_visited(plans: Sequence[Scenario], names: Sequence[str], w: Words) -> list[str]:
    """That a smaller stand is taken to draw as many visitors, for each plan beside which another
    has a larger one and the same of all that brings people to it."""
    reach = w.input("reach_share")
    return [
        w("compare.smaller_stand", name=f"**{quoted(name)}**", reach=reach)
        for plan, name in zip(plans, names, strict=True)
        if any(_smaller_alike(plan, other) for other in plans)
    ]


def _smaller_alike(plan: Scenario, other: Scenario) -> bool:
    if "area" not in plan.inputs or "area" not in other.inputs:
        return False
    if plan.inputs["area"].likely >= other.inputs["area"].likely:
        return False
    places = [each.place for each in differing([plan, other])]
    return not any(place in PATHS and PATHS[place].group in BRING for place in places)


def _card(entry: Entry, name: str, answer: Answer) -> None:
    w = state.language()
    with st.container(horizontal=True, key=f"head.compare.{entry.key}"):
        st.header(plain(name), anchor=False)
        # Without its name: a label that changes would close the box while a name is typed in it.
        box = st.popover(
            w("compare.plan.change"), key=f"about.compare.{entry.key}", on_change="rerun"
        )
    if box.open:
        with box:
            _actions(entry)
    same = "screen" if entry.scenario == state.plan() else "copy"
    st.caption(w(f"compare.plan.{same}"))
    st.markdown(f"**{first_sentence(answer, w)}**")
    st.markdown(dollars_escaped(second_sentence(answer, entry.scenario, w)))


def _actions(entry: Entry) -> None:
    """Another name, another place, out, or further on the Plan page."""
    w, key = state.language(), entry.key
    box = f"compare.name.{key}"
    problem = chosen.problem(f"name.{key}")
    if problem is None:
        state.put(box, entry.scenario.name)
    st.text_input(w("compare.plan.name"), key=box, on_change=_renamed, args=(key,))
    if problem is not None:
        st.error(w("compare.plan.name_problem", problem=w.problem(problem)))
    at = [one.key for one in chosen.entries()].index(key)
    last = len(chosen.entries()) - 1
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            w("compare.plan.up"),
            key=f"compare.up.{key}",
            icon=":material/arrow_upward:",
            disabled=at == 0,
            on_click=chosen.move,
            args=(key, -1),
        )
        st.button(
            w("compare.plan.down"),
            key=f"compare.down.{key}",
            icon=":material/arrow_downward:",
            disabled=at == last,
            on_click=chosen.move,
            args=(key, 1),
        )
        st.button(
            w("compare.plan.remove"),
            key=f"compare.remove.{key}",
            icon=":material/close:",
            disabled=last == 0,
            on_click=chosen.remove,
            args=(key,),
        )
    if st.button(w("compare.plan.open"), key=f"compare.open.{key}", icon=":material/insights:"):
        state.open_file(entry.scenario, "comparison")
        st.switch_page("plan.py")


@state.whole
def _renamed(key: int) -> None:
    chosen.rename(key, str(state.widget(f"compare.name.{key}", "")))


def adding(book: Callable[[], None]) -> None:
    """A copy of the plan, one of the `book`, an example, a file or a link; closed until somebody
    asks."""
    w = state.language()
    if chosen.full():
        st.caption(w("compare.full", most=MOST))
        return
    _variants()
    key, icon = "compare.add", ":material/add:"
    on_request(w("compare.add.title"), key, lambda: _ways(book), icon=icon)


def _variants() -> None:
    """One click each for what is asked first of a plan; only what there is."""
    w = state.language()
    found = {which: chosen.variant(which) for which in ("area", "staff")}
    there = {
        which: one for which, one in found.items() if one is not None and not chosen.held(one[0])
    }
    if not there:
        return
    st.markdown(w("compare.add.what_if", name=plain(state.plan().name)))
    with st.container(horizontal=True, key="compare.variants"):
        for which, (_, before, after) in there.items():
            st.button(
                w(f"compare.add.{which}", before=w.short(before), after=w.short(after)),
                key=f"compare.variant.{which}",
                help=_help(which, w),
                on_click=chosen.add_variant,
                args=(which,),
            )


def _help(which: str, w: Words) -> str:
    """What changes with it, and what does not."""
    saved = chosen.saved() if which == "staff" else None
    if saved is None:
        return w(f"compare.add.{which}_help")
    cost = w.costs(saved, state.plan().currency)
    return dollars_escaped(w("compare.add.staff_saves", cost=cost, page=w("menu.levers")))


def _ways(book: Callable[[], None]) -> None:
    st.markdown(state.language()("compare.add.hint"))
    _current()
    book()
    left, right = st.columns(2)
    with left:
        _example()
        _link()
    with right:
        _file()


def _current() -> None:
    w = state.language()
    st.button(
        w("compare.add.current", name=plain(state.plan().name)),
        key="compare.current",
        icon=":material/content_copy:",
        on_click=chosen.add_current,
    )


def _example() -> None:
    w = state.language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = choose(
            st.selectbox,
            w("compare.add.example"),
            {name: w.examples["fairs"][name] for name in EXAMPLES},
            key="compare.example",
        )
        st.button(
            w("compare.add.add_example"),
            key="compare.add_example",
            on_click=_example_added,
            args=(name,),
        )


@state.whole
def _example_added(name: str) -> None:
    if name in EXAMPLES:
        chosen.add_example(name)


def _file() -> None:
    w = state.language()
    key = f"compare.file.{chosen.latest()}"
    st.file_uploader(
        w("compare.add.file"), type=list(FILES), key=key, on_change=_file_added, args=(key,)
    )
    problem = chosen.problem("file")
    if problem is not None:
        st.error(w("compare.add.file_problem", problem=_told(problem)))


@state.whole
def _file_added(key: str) -> None:
    file = state.widget(key)
    if file is not None:
        chosen.add_file(file.name, file.getvalue())


def _link() -> None:
    w = state.language()
    state.put("compare.link", chosen.typed_link())
    st.text_input(w("compare.add.link"), key="compare.link", on_change=_link_added)
    problem = chosen.problem("link")
    if problem is not None:
        st.error(w("compare.add.link_problem", problem=_told(problem)))


@state.whole
def _link_added() -> None:
    chosen.add_link(str(state.widget("compare.link", "")))


def _told(problem: ScenarioError) -> str:
    w = state.language()
    return w("compare.full", most=MOST) if problem.code == "too_many" else w.problem(problem)
