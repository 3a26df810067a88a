"""What one person on the stand costs: as the visitor says, otherwise as the budget has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sim.decide.variants import People
from sim.plan.scenario import Scenario
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.costs import cost_of_person, person_reckoned, reckoned

# What one more person costs, once somebody said so; None in it where they said nothing after all.
SAID: Final = Key[tuple[float | None] | None]("levers.person", None)


def asked(plan: Scenario) -> float | None:
    """What a person more is reckoned at, money, wherever that is asked; None where nothing says
    it."""
    said = state.kept(SAID)
    return person_reckoned(plan) or None if said is None else said[0]


def people(plan: Scenario, w: Words) -> People:
    """The same with the lines of the budget that grow by it, or what a line of its own is called
    where it has none."""
    return replace(reckoned(plan), cost=asked(plan) or 0.0, label=w("levers.team.line"))


def saved(plan: Scenario) -> float | None:
    """What a person less takes off the budget, money: as somebody said, otherwise what its own
    lines for people hold; None where nothing says it."""
    said = state.kept(SAID)
    return cost_of_person(plan) if said is None else said[0]
