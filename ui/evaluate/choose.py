"""Which fair is evaluated: the one at hand, one of the book, or the plan on the screen."""

from __future__ import annotations

import streamlit as st

from sim.actuals import forecast
from sim.links import plan_text
from sim.plan.problems import ScenarioError
from sim.play.engine import ENGINE
from store import Fair, StoreError
from ui.actuals import held
from ui.actuals.held import Held
from ui.book import at_hand, blocks
from ui.book.actions import do
from ui.frame import door
from ui.frame.choices import choose, chosen
from ui.visit import clock, journal, state
from ui.visit.answers import answer
from words.catalogue import Words
from words.markdown import quoted


def arrive() -> Held | None:
    """The fair at hand; where there is none, the choice of one is drawn."""
    w = state.language()
    if not door.may_enter():
        return None
    try:
        at_hand.arrive()
        found = held.open_fair()
        if found is None:
            _choose(at_hand.at_hand(), w)
        else:
            journal.tell_once("opened", "evaluation", fair=found.fair.id)
        return found
    except StoreError as problem:
        at_hand.take("")
        blocks.tell(problem)
        _choose(None, w)
    except ScenarioError as problem:
        st.error(w.problem(problem), icon=":material/error:")
    return None


def _choose(unfrozen: Fair | None, w: Words) -> None:
    blocks.problem()
    if unfrozen is not None:
        st.markdown(w("evaluate.choose.no_forecast", name=quoted(blocks.name(unfrozen))))
        if unfrozen.version("plan"):
            st.button(
                w("evaluate.choose.freeze"), key="evaluate.freeze", type="primary",
                on_click=do, args=("freeze", unfrozen),
            )  # fmt: skip
    st.markdown(w("evaluate.choose.text"))
    try:
        names = blocks.names()
        fairs = [fair for fair in at_hand.fairs().listed() if fair.version("frozen")]
        offered = {fair.id: names[fair.id] for fair in fairs}
    except StoreError:  # told already
        offered = {}
    if offered:
        choose(
            st.selectbox,
            w("evaluate.choose.fair"),
            offered,
            index=None,
            placeholder=w("evaluate.choose.none"),
            key="evaluate.fair",
            on_change=_chosen,
        )
    st.markdown(w("evaluate.choose.from_plan", name=quoted(state.plan().name)))
    st.button(
        w("evaluate.choose.take"),
        key="evaluate.take",
        type="secondary" if offered else "primary",
        on_click=_take_plan,
    )


@state.whole
def _chosen() -> None:
    at_hand.take(str(chosen("evaluate.fair") or ""))


@state.whole
def _take_plan() -> None:
    """The plan on the screen becomes a fair of this year, its answer the forecast."""
    plan, seed, today = state.plan(), state.seed(), clock.today()
    try:
        fair = at_hand.fairs().new(plan.name, today.year)
        made = forecast.Forecast(plan, answer(plan, seed), today, ENGINE)
        for part, content in (
            ("plan", plan_text.dumps(plan, seed)),
            ("frozen", forecast.dumps(made)),
        ):
            at_hand.fairs().save(fair.id, part, content, base=0, by=at_hand.by())
        at_hand.noted("saved", "freeze", fair.id)
        at_hand.take(fair.id)
    except StoreError as problem:
        at_hand.report(problem)
