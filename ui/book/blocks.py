"""Blocks of every page that works on the book: sign-in, problems, and two who saved at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

import streamlit as st

from sim.links.plan_text import loads
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import SETTINGS
from store import Document, Fair, StoreError
from ui.book import at_hand
from ui.frame import blocks
from ui.frame.choices import distinct
from ui.visit import clock, sign_in, state
from words.beliefs import belief_told
from words.catalogue import Words
from words.markdown import plain, quoted
from words.translation import spoken

MANY: Final = 30  # differences that are listed
Told = Callable[[str, Words], Mapping[str, str]]
Taken = Callable[[Document], object]


def name_box(*, label: bool = True) -> None:
    """Who saves, where nobody signs in; asked once a visit. Without a label it says in the box what
    it is for."""
    if sign_in.mail():
        return
    w = state.language()
    state.put("book_by", at_hand.by())
    st.text_input(
        w("fairs.by.label"),
        key="book_by",
        max_chars=120,
        on_change=_named,
        help=w("fairs.by.help") if label else None,
        placeholder=None if label else w("fairs.by.label"),
        label_visibility="visible" if label else "collapsed",
    )


@state.whole
def _named() -> None:
    at_hand.call_me(str(state.widget("book_by", "")))


def problem() -> StoreError | None:
    """What went wrong in a callback, told once."""
    found = at_hand.problem()
    if found is not None:
        tell(found)
    return found


def with_plan() -> list[Fair]:
    """The fairs of the book that have a plan, to choose from; none for whoever has no book, or
    where it cannot be read, which is told in its place."""
    if sign_in.owner() is None:
        return []
    problem()
    try:
        return [fair for fair in at_hand.fairs().listed(archived=None) if "plan" in fair.parts]
    except StoreError as found:
        st.info(sentence(found, state.language()), icon=":material/cloud_off:")
        return []


def tell(problem: StoreError) -> None:
    """A problem of the book, in one sentence."""
    w = state.language()
    st.error(sentence(problem, w), icon=":material/error:")


def sentence(problem: StoreError, w: Words) -> str:
    """The words for a problem of the book; what a user wrote is plain text in them."""
    values = {
        key: moment(value, w) if isinstance(value, datetime) else quoted(str(value))
        for key, value in problem.values.items()
    }
    if problem.code == "large_book":
        values["fairs"] = w.number(float(str(problem.values["fairs"])))
    return w(f"fairs.store.{problem.code}", **values)


def moment(when: datetime, w: Words) -> str:
    """Day and time where the visitor is; in UTC, and said so, where that is not known."""
    local = clock.local(when)
    there = "" if clock.zone() is not None else " UTC"
    return f"{w.date(local.date())}, {local:%H:%M}{there}"


def somebody(document: Document, w: Words) -> str:
    """Who saved a document, as plain text."""
    return quoted(document.by) or w("fairs.by.nobody")


def labels(fairs: Iterable[Fair]) -> dict[str, str]:
    """The title of each fair by its id, in their order; no two are the same."""
    given = list(fairs)
    by_age = sorted(given, key=lambda fair: fair.created)
    found = distinct({fair.id: fair.title for fair in by_age})
    return {fair.id: found[fair.id] for fair in given}


def names() -> dict[str, str]:
    """The same of every fair of the book, in the list or not. Raises `StoreError`."""
    return labels(at_hand.fairs().listed(archived=None))


def name(fair: Fair) -> str:
    """What a fair is called wherever one could take it for another."""
    try:
        return names().get(fair.id, fair.title)
    except StoreError:  # told where the book is read
        return fair.title


def conflict(
    part: str,
    tells: Told,
    id: str = "",
    *,
    about: str = "",
    taken: Taken | None = None,
    saved: Taken | None = None,
) -> None:
    """Where somebody else saved first: who, when and what differs, and the choice.

    `about` says of which fair; `tells(content, w)` is what a content says, label by label, as
    Markdown; `taken(document)` is called where the visitor goes on with theirs, `saved(document)`
    where their own is the newest.
    """
    found, w = at_hand.clash(part, id), state.language()
    if found is None:
        return
    with st.container(border=True, key=f"clash-{part}"):
        who, when = somebody(found.theirs, w), moment(found.theirs.saved, w)
        title = "title_first" if found.before is None else "title"
        st.markdown(f"**{plain(about)}{': ' * bool(about)}{w(f'fairs.clash.{title}')}**")
        which = "first" if found.before is None else "text"
        st.markdown(w(f"fairs.clash.{which}", who=who, when=when))
        told = {
            "before": {} if found.before is None else tells(found.before.content, w),
            "theirs": tells(found.theirs.content, w),
            "mine": tells(found.mine, w),
        }
        differences(told, found.theirs.part, w)
        with st.container(horizontal=True):
            for choice in ("mine", "theirs"):
                st.button(
                    w(f"fairs.clash.{choice}"),
                    key=f"clash.{part}.{choice}",
                    on_click=_choose,
                    args=(choice, part, id, saved if choice == "mine" else taken),
                )
        st.caption(w("fairs.clash.kept"))


@state.whole
def _choose(choice: str, part: str, id: str, then: Taken | None) -> None:
    keep = at_hand.keep_mine if choice == "mine" else at_hand.keep_theirs
    document = keep(part, id)
    if document is not None and then is not None:
        then(document)


def differences(columns: Mapping[str, Mapping[str, str]], key: str, w: Words) -> None:
    """Every label at which "theirs" and "mine" differ, with what stood there "before"."""
    columns = {name: told for name, told in columns.items() if told}
    theirs, mine = columns["theirs"], columns["mine"]
    every = [label for told in columns.values() for label in told]
    labels = [one for one in dict.fromkeys(every) if theirs.get(one) != mine.get(one)]
    if not labels:
        st.markdown(w("fairs.clash.nothing"))
        return
    heads = [w("fairs.clash.what"), *(w(f"fairs.clash.of_{name}") for name in columns)]
    rows = [heads, *(
        [label, *(one.get(label, w("compare.differ.nothing")) for one in columns.values())]
        for label in labels[:MANY]
    )]  # fmt: skip
    blocks.table(rows, f"clash-{key}", even=True)
    if len(labels) > MANY:
        st.caption(w("fairs.clash.more", n=len(labels) - MANY))


def plan_told(content: str, w: Words) -> dict[str, str]:
    """What a plan says, label by label; the examples' own words in this language."""
    plan, seed = loads(content)
    plan = spoken(plan, w)
    found = {w("plan.name"): plain(plan.name)}
    for path in (path for path in PATHS if path in plan.inputs):
        found[w.input(path)] = belief_told(plan.inputs[path], PATHS[path].unit, plan.currency, w)
    for line in plan.costs:
        label = w("compare.differ.cost", name=plain(line.label))
        amount = belief_told(line.amount, Unit.MONEY, plan.currency, w)
        found[label] = amount if line.per == "fair" else f"{amount} {w(f'per.{line.per}')}"
    if plan.goal is not None:
        money, margin = w.costs(plan.goal.revenue, plan.currency), w.percent(plan.goal.margin)
        found[w("groups.goal")] = w("compare.differ.goal", revenue=money, margin=margin)
    for name in SETTINGS:
        value = getattr(plan, name)
        if value:
            found[str(w.parameters[name]["label"])] = w.short(value)
    found[w("how.seed")] = str(seed)
    return found
