"""What the plan says beside the answers to the seven questions: it may have been refined since, or
have come by a link. A box shows the plan's number; what no box asks is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sim.plan.parameters import PATHS
from sim.plan.scenario import Frozen, Scenario
from sim.start.facts import NUMBERS
from ui.start import said
from ui.visit import state
from words.catalogue import Words, words

COSTS: Final = "costs"


def budget(plan: Scenario) -> float:
    """What the fair costs in all, in whole money at the likely values; without what only comes with
    leads and orders."""
    lines = [line for line in plan.costs if line.stage is None]
    return float(round(sum(line.amount.likely * line.size(plan.inputs) for line in lines)))


def stands(plan: Scenario, box: str) -> float | None:
    """The likely number that a plan has in the place of a box; None where it has none."""
    if box == COSTS:
        return budget(plan)
    belief = plan.inputs.get(box)
    return None if belief is None else belief.likely


def shown(now: said.Said) -> said.Said:
    """The answers with the plan's number in every box of which they make another one; a box in
    which nothing can be read stays as it is."""
    if state.slot() != state.OWN:
        return now
    w, plan, made = words(now.code), state.plan(), said.made(now).plan
    _, wrong = now.read()
    typed = {
        box: _text(stands(plan, box), box, w)
        for box in (*NUMBERS, COSTS)
        if box not in wrong and _differs(plan, made, box, w)
    }
    if not typed:
        return now
    pasted = "" if COSTS in typed else now.budget
    return replace(now, typed=Frozen({**now.typed, **typed}), budget=pasted, turn=now.turn + 1)


def _text(value: float | None, box: str, w: Words) -> str:
    return "" if value is None else w.typed(value, said.unit_of(box))


def _differs(plan: Scenario, made: Scenario, box: str, w: Words) -> bool:
    """Whether two plans have different numbers in the place of a box, as they would be typed, or
    somebody set it in one of them alone. What the plan does without cannot be typed."""
    there = stands(plan, box)
    if there is None:
        return False
    if box in plan.yours and box not in made.yours:
        return True
    return _text(there, box, w) != _text(stands(made, box), box, w)


def others(now: said.Said) -> frozenset[str]:
    """The inputs of the visitor's own plan that no box shows and that are not as the answers make
    them."""
    if state.slot() != state.OWN:
        return frozenset()
    mine, made = state.plan().inputs, said.made(now).plan.inputs
    return frozenset(
        path for path in PATHS if path not in NUMBERS and mine.get(path) != made.get(path)
    )


def lines(now: said.Said) -> int:
    """How many lines the budget of the visitor's own plan has, where they are not those that the
    answers make; 0 otherwise."""
    if state.slot() != state.OWN:
        return 0
    mine, made = ([line for line in plan.costs if line.stage is None]
                  for plan in (state.plan(), said.made(now).plan))  # fmt: skip
    return 0 if mine == made else len(mine)
