"""What was learned for the next fair: every belief before and after, and the plan that starts from
it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import streamlit as st

from sim.evaluate.next_plan import Next, has_learned, next_plan
from sim.evaluate.several import OTHER, SAME, Past
from sim.plan.scenario import Scenario
from store import Fair, StoreError
from store.entries import NAME, named_for
from ui.actuals import held
from ui.book import at_hand
from ui.book import blocks as book_blocks
from ui.book import read as fairs_found
from ui.plan import learned, origins
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import dollars_escaped, quoted

WEIGHTS = (0.0, 0.1, 0.3, 0.5, 0.7, 1.0)
PLANNED: Final = Key[Scenario | None]("evaluate.planned", None)  # the plan that was made here
WEIGHED: Final = Key[Mapping[str, float]]("evaluate.weighed", {})  # fair -> its weight, as chosen


def show() -> None:
    """The whole part."""
    w, fair = state.language(), held.held()
    assert fair is not None
    st.header(w("evaluate.next.title"), anchor=False)
    here = Past(book_blocks.name(fair.fair), held.record().known())
    past = [here, *_others(fair.fair, has_learned(fair.forecast.plan), w)]
    year = fair.fair.year + 1
    before = at_hand.called(fair.forecast.plan, fair.fair).name
    made = next_plan(fair.forecast.plan, past, name=named_for(before, fair.fair.year, year)[:NAME])
    if not made.origins:
        st.markdown(w("evaluate.next.nothing"))
        return
    n = sum(any(one.of != 0 for one in sources) for sources in made.origins.values())
    first = [w.counted("evaluate.next.text", n, n=n), *higher(fair.forecast.plan, made, w)]
    st.markdown(dollars_escaped(" ".join(first)))
    st.button(
        w("evaluate.next.plan", year=year),
        key="evaluate.next",
        type="primary",
        icon=":material/event_upcoming:",
        on_click=_plan,
        args=(made, fair.fair),
    )
    if state.kept(PLANNED) == made.plan:
        st.success(w("evaluate.next.planned"), icon=":material/check:")
        label = w("evaluate.next.open")
        st.page_link("plan.py", label=label, query_params={"s": state.token()})
    learned.show(fair.forecast.plan, made, w)


@state.whole
def _plan(made: Next, fair: Fair) -> None:
    state.open_file(made.plan, origins.LEARNED)
    origins.keep(made.origins, book_blocks.name(fair))
    at_hand.propose(fair.year + 1, fair.series)
    state.keep(PLANNED, made.plan)


def higher(before: Scenario, made: Next, w: Words) -> Iterator[str]:
    """Why the learned order is worth more than the planned one and than those that came."""
    sources = [one for one in made.origins.get("order_value", ()) if one.value is not None]
    learned = made.plan.inputs["order_value"].likely
    known = [before.inputs["order_value"].likely, *(one.value or 0.0 for one in sources)]
    if sources and learned > max(known):
        yield w(
            "evaluate.next.higher",
            value=w.money(learned, before.currency),
            spread=w.percent(before.inputs["order_value_spread"].likely),
        )


# Other fairs


def _others(here: Fair, learned: bool, w: Words) -> list[Past]:
    """Other fairs of the book of which something is known, and how much each of them counts; by
    default not at all where a plan that has learned came after them."""
    try:
        names = book_blocks.names()
        found = [fairs_found.glance(fair) for fair in at_hand.fairs().listed(archived=None)]
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
        if learned:
            st.caption(w("evaluate.next.others_in"))
        for one in known:
            same = one.fair.series == here.series
            usual = SAME if same else OTHER
            earlier = learned and one.fair.year < here.year
            key = _weight(one.fair.id)
            state.put(key, state.kept(WEIGHED).get(one.fair.id, 0.0 if earlier else usual))
            weight = st.select_slider(
                quoted(names[one.fair.id]),
                WEIGHTS,
                key=key,
                format_func=lambda share: w.percent(share),
                on_change=_weighed,
                args=(one.fair.id,),
            )
            plan = None if one.forecast is None else one.forecast.plan
            assert one.known is not None
            past.append(Past(names[one.fair.id], one.known, plan, same, float(weight)))
    return past


def _weight(id: str) -> str:
    """The widget that weighs a fair."""
    return f"evaluate.weight.{id}"


@state.whole
def _weighed(id: str) -> None:
    weight = float(state.widget(_weight(id)))
    state.change(WEIGHED, lambda others: {**others, id: weight})
