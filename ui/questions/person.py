"""What one more person on the stand costs: as somebody says, otherwise as the budget has it."""

from __future__ import annotations

import streamlit as st

from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.editing.person import SAID, asked
from ui.visit import state
from words.catalogue import Words
from words.costs import HOUR, hours_of_person, own_people
from words.markdown import quoted


def people(staff: float, w: Words) -> str:
    return w.counted("levers.team.people", staff, n=w.short(staff))


def source(plan: Scenario, w: Words) -> str:
    """Which lines the proposal is from, or how it is reckoned without any."""
    lines = own_people(plan)
    if not lines:
        hour, hours = w.costs(HOUR, plan.currency), w.short(hours_of_person(plan))
        return w("levers.team.cost_hours", hours=hours, hour=hour)
    return w(
        "levers.team.cost_proposed",
        lines=", ".join(f"'{quoted(line.label)}'" for line in lines),
        total=w.costs(sum(line.amount.likely / line.over for line in lines), plan.currency),
        people=people(plan.inputs["staff"].likely, w),
    )


def cost(plan: Scenario, w: Words) -> tuple[float | None, bool]:
    """What one more person costs, kept for the visit, and whether that was proposed from the
    budget; None where nothing is said."""
    kept = asked(plan)
    typed, problem = state.drafts().get("levers.person", ({}, None))
    shown = "" if kept is None else w.typed(kept, Unit.MONEY)
    state.put("levers.person", typed.get("person", shown))
    label = f"{w('levers.team.cost')} ({plan.currency})"
    st.text_input(label, key="levers.person", on_change=_priced, width=420,
                  help=w("levers.team.cost_help"))  # fmt: skip
    if problem is not None:
        st.error(w.problem(problem, Unit.MONEY), icon=":material/error:")
    return kept, kept is not None and state.kept(SAID) is None


@state.whole
def _priced() -> None:
    text = str(state.widget("levers.person", "")).strip()
    found = None
    try:
        if text:
            found = state.language().parse(text, Unit.MONEY)
            Unit.MONEY.check(found)
    except ScenarioError as problem:
        state.drafts()["levers.person"] = ({"person": text}, problem)
        return
    state.drafts().pop("levers.person", None)
    state.keep(SAID, (found,))
