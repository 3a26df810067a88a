"""What was learned for the next fair: every belief before and after, and the plan that starts from
it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.next_plan import Next, Source, next_plan
from sim.parameters import PATHS, Unit
from sim.scenario import Scenario
from sim.several import OTHER, SAME, Past
from store import Fair, StoreError
from ui import book, book_blocks, fairs_found, hand, state
from ui.compare_tables import belief_told
from ui.text import Words, plain, quoted

WEIGHTS = (0.0, 0.1, 0.3, 0.5, 0.7, 1.0)


def show() -> None:
    """The whole part."""
    w, fair = state.language(), hand.held()
    assert fair is not None
    st.header(w("evaluate.next.title"), anchor=False)
    past = [Past(_called(fair.fair), hand.record().known()), *_others(fair.fair, w)]
    made = next_plan(fair.forecast.plan, past, name=fair.forecast.plan.name)
    if not made.origins:
        st.markdown(w("evaluate.next.nothing"))
        return
    st.markdown(w("evaluate.next.text", n=len(made.origins)))
    st.button(
        w("evaluate.next.plan", year=fair.fair.year + 1),
        key="evaluate.next",
        type="primary",
        icon=":material/event_upcoming:",
        on_click=_plan,
        args=(made,),
    )
    if state.kept("evaluate.planned") == made.plan:
        st.success(w("evaluate.next.planned"), icon=":material/check:")
        label = w("evaluate.next.open")
        st.page_link("app.py", label=label, query_params={"s": state.token()})
    _learned(fair.forecast.plan, made, w)


def _called(fair: Fair) -> str:
    return f"{fair.name} {fair.year}"


@state.whole
def _plan(made: Next) -> None:
    state.open_file(made.plan, "book")
    state.keep("evaluate.planned", made.plan)


# Other fairs


def _others(here: Fair, w: Words) -> list[Past]:
    """Other fairs of the book of which something is known, and how much each of them counts."""
    try:
        found = [fairs_found.glance(fair) for fair in book.fairs().listed(archived=None)]
    except StoreError as problem:
        book_blocks.tell(problem)
        return []
    known = [one for one in found if one.known is not None and one.fair.id != here.id]
    if not known:
        return []
    past = []
    box = st.expander(w("evaluate.next.others", n=len(known)), key="evaluate.others")
    with box:
        st.caption(w("evaluate.next.others_hint"))
        for one in known:
            same = one.fair.series == here.series
            key = f"evaluate.weight.{one.fair.id}"
            state.put(key, state.kept(key, SAME if same else OTHER))
            weight = st.select_slider(
                quoted(_called(one.fair)),
                WEIGHTS,
                key=key,
                format_func=lambda share: w.percent(share),
                on_change=_weighed,
                args=(key,),
            )
            plan = None if one.forecast is None else one.forecast.plan
            assert one.known is not None
            past.append(Past(_called(one.fair), one.known, plan, same, float(weight)))
    return past


@state.whole
def _weighed(key: str) -> None:
    state.keep(key, state.widget(key))


# What was learned


def _learned(before: Scenario, made: Next, w: Words) -> None:
    rows = [[w(f"evaluate.next.{head}") for head in ("what", "before", "after", "origin")]]
    for path, sources in made.origins.items():
        rows.append([*_told(path, before, made.plan, w), told_origin(path, sources, before, w)])
    book_blocks.table(rows, "learned")
    st.caption(w("evaluate.next.caption"))


def _told(path: str, before: Scenario, after: Scenario, w: Words) -> list[str]:
    """What it is called, and the belief before and after."""
    if path.startswith("costs."):
        at = int(path.removeprefix("costs."))
        label, unit = plain(before.costs[at].label), Unit.MONEY
        beliefs = [plan.costs[at].amount for plan in (before, after)]
    else:
        label, unit = w.input(path), PATHS[path].unit
        beliefs = [plan.inputs[path] for plan in (before, after)]
    return [label, *(belief_told(one, unit, before.currency, w) for one in beliefs)]


def told_origin(path: str, sources: Sequence[Source], plan: Scenario, w: Words) -> str:
    """Where a number comes from, fair by fair."""
    return "; ".join(_source(path, one, plan, w) for one in sources)


def _source(path: str, one: Source, plan: Scenario, w: Words) -> str:
    fair = quoted(one.fair)
    if one.power < 1:
        fair = w("evaluate.next.weighed", fair=fair, share=w.percent(one.power))
    if path == "order_value" and one.value is not None:
        value = w.money(one.value, plan.currency)
        return w("evaluate.next.average", value=value, of=w.number(one.of or 0), fair=fair)
    if one.value is not None:
        unit = Unit.MONEY if path.startswith("costs.") else PATHS[path].unit
        return w("evaluate.next.value", value=w.value(one.value, unit, plan.currency), fair=fair)
    if one.of is None:
        return w("evaluate.next.estimated", fair=fair)
    hits, of = w.number(one.hits or 0), w.number(one.of)
    which = "counted_open" if one.open else "counted"
    return w(f"evaluate.next.{which}", hits=hits, of=of, open=w.number(one.open), fair=fair)
