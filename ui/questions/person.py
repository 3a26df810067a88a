"""What one more person on the stand costs: as somebody says, otherwise as the budget has it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from sim.plan.budget import CostLine
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import half_up
from sim.plan.scenario import Scenario
from ui.visit import state
from ui.visit.keys import Key
from words import costs
from words.catalogue import Words, words
from words.markdown import quoted

# What one more person costs, once somebody said so; None in it where they said nothing after all.
SAID: Final = Key[tuple[float | None] | None]("levers.person", None)


def people(staff: float, w: Words) -> str:
    return w.counted("levers.team.people", staff, n=w.short(staff))


def own_people(plan: Scenario) -> list[CostLine]:
    """The lines of a budget that are paid for the people on the stand: wages, hotel, travel."""
    return [
        line for line in plan.costs if line.per == "fair" and costs.of_own_people(_called(line))
    ]


def _called(line: CostLine) -> str:
    """What a line is for: an example's own keep what they were for, however they are called."""
    own = line.key in words("en").examples["costs"]
    return line.key.replace("_", " ") if own else line.label


def proposed_cost(plan: Scenario) -> float | None:
    """What one person costs by the budget, in whole units; None where it has no such line."""
    total, staff = sum(line.amount.likely for line in own_people(plan)), plan.inputs["staff"].likely
    return half_up(total / staff) if total > 0 and staff > 0 else None


def source(plan: Scenario, w: Words) -> str:
    """Which lines the proposal is from."""
    lines = own_people(plan)
    return w(
        "levers.team.cost_proposed",
        lines=", ".join(f"'{quoted(line.label)}'" for line in lines),
        total=w.costs(sum(line.amount.likely for line in lines), plan.currency),
        people=people(plan.inputs["staff"].likely, w),
    )


def said_cost(plan: Scenario) -> float | None:
    """What one more person costs, as somebody said in this visit, otherwise by the budget."""
    said = state.kept(SAID)
    return proposed_cost(plan) if said is None else said[0]


def cost(plan: Scenario, w: Words) -> tuple[float | None, bool]:
    """What one more person costs, kept for the visit, and whether that was proposed from the
    budget; None where nothing is said."""
    said = state.kept(SAID)
    kept = said_cost(plan)
    typed, problem = state.drafts().get("levers.person", ({}, None))
    shown = "" if kept is None else w.typed(kept, Unit.MONEY)
    state.put("levers.person", typed.get("person", shown))
    label = f"{w('levers.team.cost')} ({plan.currency})"
    st.text_input(label, key="levers.person", on_change=_priced, width=420,
                  help=w("levers.team.cost_help"))  # fmt: skip
    if problem is not None:
        st.error(w.problem(problem, Unit.MONEY), icon=":material/error:")
    return kept, kept is not None and said is None


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
