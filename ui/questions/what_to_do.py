"""What can we do: levers, one step more, the stand team, and the goal backwards, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from sim.decide import actions as acting_found
from sim.decide.unmeasured import step_span
from sim.plan.scenario import Scenario
from sim.why.unmeasured import Span
from ui.editing.person import asked
from ui.frame.blocks import table
from ui.questions import goal, levers, team
from ui.visit import state, worked_out
from ui.visit.answers import trials
from ui.visit.keys import Key
from words import actions as acting_words
from words.markdown import dollars_escaped

PART: Final = Key[str]("levers.part", "number")


def show() -> None:
    """The whole page; only the part that is open is worked out."""
    w = state.language()
    with st.container(key="headline"):
        st.title(w("levers.title"), anchor=False)
        state.put(PART.name, state.kept(PART))
        st.segmented_control(
            w("levers.choose"),
            tuple(PARTS),
            key=PART.name,
            required=True,
            format_func=lambda part: w(f"levers.parts.{part}"),
            on_change=_turned_to,
            label_visibility="collapsed",
        )
        part = str(state.widget(PART.name))
        with st.container(key=f"levers.{part}"):
            PARTS[part]()


@state.whole
def _turned_to() -> None:
    state.keep(PART, state.widget(PART.name))


def _steps() -> None:
    """What one small step more brings."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    cost = asked(plan) if plan.limited else None
    with worked_out.working(1, 1):
        found = worked_out.of_trials(acting_found.steps, plan, seed, cost or 0.0)
    st.header(dollars_escaped(acting_words.step_headline(found, plan, w)), anchor=False)
    table(acting_words.step_rows(found, plan, w), "levers.steps")
    if best := acting_words.best_step(found):
        span = worked_out.asked(_span, plan, seed, best.step, cost or 0.0)
        st.markdown(dollars_escaped(acting_words.step_range(best, span, plan, w)))
    for line in acting_words.step_notes(found, plan, w, cost):
        st.markdown(dollars_escaped(line))
    st.caption(acting_words.foot(w, seed, trials(plan, seed)))


def _span(plan: Scenario, seed: int, step: str, cost: float) -> Span:
    """What a step brings under each choice that nobody has measured."""
    return step_span(plan, step, cost_of_person=cost, seed=seed)


PARTS: Final[dict[str, Callable[[], None]]] = {
    "number": levers.show,
    "step": _steps,
    "team": team.show,
    "goal": goal.show,
}
