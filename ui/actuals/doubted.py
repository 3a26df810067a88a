"""What is asked about a figure far from the one before, or from the one that was planned.

A figure is held against what its box showed; where that was empty, against what the plan has for it
(the audience, the lines per fair, the value of an order, the margin).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sim.actuals.actuals import LINES
from sim.actuals.record import Figure
from sim.plan.budget import Line
from sim.plan.parameters import Unit
from sim.plan.scenario import Scenario
from sim.play.expected import best_guess
from ui.actuals import held
from ui.book import at_hand
from ui.editing import doubts
from ui.editing.doubts import Doubt

AUDIENCE: Final = ("visitors", "target_visitors", "stand_visitors")
FEW: Final = 10  # a count below it says nothing of the next: 1 order can become 40


def _scope(day: date) -> str:
    return f"{at_hand.here()}@{day}"


def open_doubt(key: str, day: date) -> Doubt | None:
    """What is asked at the box of this figure: nothing any more where another one is known."""
    doubt = doubts.found(_scope(day), key)
    if doubt is None or _numbers(_said(key, day)).get(doubt.part) != doubt.typed:
        return None
    return doubt


def settle(key: str, day: date) -> None:
    """Nothing is asked at this box any more."""
    doubts.ask(_scope(day), key, None)


def as_meant(key: str, day: date) -> Figure | None:
    """The figure with the other number of the two that are asked about; None where nothing is."""
    doubt = open_doubt(key, day)
    if doubt is None:
        return None
    figure = _said(key, day)
    if isinstance(figure, tuple):
        return tuple(doubt.meant if str(at) == doubt.part else x for at, x in enumerate(figure))
    return round(doubt.meant) if isinstance(figure, int) else doubt.meant


def were_typed(
    key: str, unit: Unit, texts: Sequence[str], before: Figure | None, day: date
) -> None:
    """The figure of the box was typed, a text for each of its numbers, and is told now; `before`
    is what the box showed. A figure that was still asked about is no measure for the next."""
    asked = doubts.found(_scope(day), key)
    settle(key, day)
    now = _numbers(_said(key, day))
    old = {} if isinstance(before, tuple) else _numbers(before)
    known = _numbers(before).values() if isinstance(before, tuple) else ()
    for (part, typed), text in zip(now.items(), texts, strict=True):
        stood = old.get(part)
        of = doubts.PLAN if stood is None else doubts.BOX
        measure = _planned(key, held.forecast().plan) if stood is None else stood
        if asked is not None and (asked.part, asked.typed) == (part, stood):
            measure, of = asked.before, asked.of
        if typed in known or (unit is Unit.COUNT and (measure or 0) < FEW):
            continue
        if measure is None and unit is not Unit.SHARE:
            continue
        meant = doubts.meant_by(unit, typed, measure, text)
        if meant is not None and (unit is not Unit.COUNT or meant == int(meant)):
            doubts.ask(_scope(day), key, Doubt(part, typed, meant, measure, of))
            return


def _said(key: str, day: date) -> Figure | None:
    found = held.record().said(day).get(key)
    return found and found[0]


def _numbers(figure: Figure | None) -> dict[str, float]:
    """The numbers of a figure: one, or that of each order."""
    if figure is None:
        return {}
    several = figure if isinstance(figure, tuple) else (figure,)
    return {str(at): float(x) for at, x in enumerate(several)}


def _planned(key: str, plan: Scenario) -> float | None:
    """What the plan expects as this figure, where it has one number for it."""
    head, _, at = key.partition(".")
    if head in LINES:
        line: Line = getattr(plan, head)[int(at)]
        return line.amount.likely * line.size(plan.inputs) if line.stage is None else None
    if key == "values":
        return plan.inputs["order_value"].likely
    if key == "margin":
        return plan.inputs["margin"].likely
    return best_guess(plan).stages[key] if key in AUDIENCE else None
