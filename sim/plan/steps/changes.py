"""What a step does to an input: a new belief, a sum, or a factor.

In a file a sum is written as ``"+1"`` or ``"-2"`` and a factor as ``"x1.2"``; everything else is a
belief. A sum is for exact numbers only: of a range nobody can say which of its ends it moves. A
factor works on the odds p / (1 - p) of a share, so that it stays a share, and on anything else
itself: on every number of a range, and on the three percentiles of what was counted.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Final

from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.johnson import Scale
from sim.plan.parameters import Parameter
from sim.plan.problems import ScenarioError, written

FORM: Final = "a new belief, a sum such as +1 or a factor such as x1.2"
ABOVE_NOTHING: Final = "a factor above zero"
_WRITTEN: Final = re.compile(r"\s*([+\-\u2212x*\u00d7])\s*([+-]?[0-9.]+(?:e[+-]?[0-9]+)?)\s*", re.I)


@dataclass(frozen=True)
class Plus:
    """So much more of an exact number; less where it is negative."""

    more: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.more):
            raise ScenarioError("not_finite", got=self.more, form=FORM)

    @property
    def raw(self) -> str:
        """As it is written in a scenario file."""
        return f"{_plain(self.more):+}"

    def of(self, belief: Belief) -> Belief:
        """What it makes of a belief. Raises `ScenarioError` for one that is not exact."""
        if not isinstance(belief, Exact):
            raise ScenarioError("sum_of_belief", got=self.raw)
        return Exact(belief.value + self.more, belief.scale)


@dataclass(frozen=True)
class Times:
    """So many times the odds of a share, and so many times anything else."""

    factor: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.factor):
            raise ScenarioError("not_finite", got=self.factor, form=ABOVE_NOTHING)
        if self.factor <= 0:
            raise ScenarioError("below", got=self.factor, form=ABOVE_NOTHING)

    @property
    def raw(self) -> str:
        """As it is written in a scenario file."""
        return f"x{_plain(self.factor)}"

    def of(self, belief: Belief) -> Belief:
        """What it makes of a belief, which keeps its form. Raises `ScenarioError`."""
        times = self._odds if belief.scale is Scale.SHARE else self._plain
        if isinstance(belief, Exact):
            return Exact(times(belief.value), belief.scale)
        shape = belief.range if isinstance(belief, Counted) else belief
        given = None if shape.given is None else times(shape.given)
        return Range(times(shape.low), times(shape.high), given, shape.scale)

    def _odds(self, share: float) -> float:
        return self.factor * share / (1 - share + self.factor * share)

    def _plain(self, value: float) -> float:
        return self.factor * value


Change = Belief | Plus | Times


def read_change(raw: Any, parameter: Parameter) -> Change:
    """The change that is written as `raw`, as in a file, of an input. Raises `ScenarioError`."""
    if not isinstance(raw, str):
        return parameter.read(raw)
    found = _WRITTEN.fullmatch(raw)
    if found is None:
        raise ScenarioError("not_change", got=written(raw), form=FORM)
    sign, digits = found.groups()
    try:
        value = float(digits)
    except ValueError:
        raise ScenarioError("not_change", got=written(raw), form=FORM) from None
    if sign in "+-\u2212":
        if digits[0] in "+-":
            raise ScenarioError("not_change", got=written(raw), form=FORM)
        return Plus(value if sign == "+" else -value)
    return Times(value)


def changed(belief: Belief | None, change: Change, parameter: Parameter) -> Belief:
    """What a change makes of the belief about an input, None where the plan has none. Raises
    `ScenarioError` where that is nothing, or not allowed."""
    if isinstance(change, Plus | Times):
        if belief is None:
            raise ScenarioError("nothing_to_change", got=change.raw)
        change = change.of(belief)
    parameter.unit.check_belief(change)
    return change


def fitting(change: Change, before: Belief | None, now: Belief | None) -> Change | None:
    """The same change where the belief about its input becomes another one: a sum of a number that
    becomes a range is the factor that it was. None where nothing is left to change."""
    if not isinstance(change, Plus | Times):
        return change
    if now is None:
        return None
    if isinstance(change, Times) or isinstance(now, Exact):
        return change
    return None if before is None else _as_factor(before, change)


def _as_factor(before: Belief, change: Plus) -> Times | None:
    value, more = before.likely, before.likely + change.more
    try:
        if before.scale is Scale.SHARE:
            return Times(more / (1 - more) / (value / (1 - value)))
        return Times(more / value)
    except (ZeroDivisionError, ScenarioError):  # from or to an end of what there is
        return None


def _plain(value: float) -> float | int:
    """A whole number without its ``.0``."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value
