"""What one person on the stand costs: as the visitor says, otherwise as the budget has it."""

from __future__ import annotations

from typing import Final

from sim.plan.scenario import Scenario
from ui.visit import state
from ui.visit.keys import Key
from words.costs import cost_of_person

# What one more person costs, once somebody said so; None in it where they said nothing after all.
SAID: Final = Key[tuple[float | None] | None]("levers.person", None)


def asked(plan: Scenario) -> float | None:
    """What a person more or less is reckoned at, money, wherever that is asked; None where nothing
    says it."""
    said = state.kept(SAID)
    return cost_of_person(plan) if said is None else said[0]
