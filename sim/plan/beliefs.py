"""What somebody thinks about one number: exactly known, a range, or counted.

A belief is a function x(z) that rises with z, a standard normal (`sim.plan.johnson`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.plan.johnson import Array, Curve, Scale, wide_rule
from sim.plan.problems import ScenarioError, written

MOST_COUNTED = 10**9
WIDEST = 1e6  # high over low of a positive range: beyond it the tails leave what money can count


@dataclass(frozen=True)
class Exact:
    """A number that nobody doubts."""

    value: float
    scale: Scale = Scale.POSITIVE

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ScenarioError("not_finite", got=self.value, form="a number")

    @property
    def low(self) -> float:
        return self.value

    @property
    def likely(self) -> float:
        return self.value

    @property
    def high(self) -> float:
        return self.value

    @property
    def mean(self) -> float:
        return self.value

    @property
    def variance(self) -> float:
        return 0.0

    @property
    def raw(self) -> float:
        """As it is written in a scenario file."""
        return self.value

    def quantile(self, z: Array) -> Array:
        """The value, in the shape of `z`."""
        return np.full(np.shape(z), self.value, dtype=float)


@dataclass(frozen=True)
class Range:
    """Low and high, and the likely value where it is given: the 10th, 90th and 50th percentile.

    Raises `ScenarioError` where not low < likely < high, or outside the open support.
    """

    low: float
    high: float
    given: float | None = None
    scale: Scale = Scale.POSITIVE

    def __post_init__(self) -> None:
        for value in (self.low, self.high, self.given):
            if value is not None and not math.isfinite(value):
                raise ScenarioError("not_finite", got=value, form="low and high")
        least = self.scale.least
        if self.low <= least:
            raise ScenarioError("below", got=self.low, form=f"a low above {least:.0f}")
        if self.scale is Scale.SHARE and self.high >= 1:
            raise ScenarioError("above", got=self.high, form="a high below 1")
        if not self.low < self.high:
            raise ScenarioError("low_not_below_high", low=self.low, high=self.high)
        if self.given is not None and not self.low < self.given < self.high:
            raise ScenarioError("likely_outside", likely=self.given, low=self.low, high=self.high)
        wide = self.scale is not Scale.SHARE
        if wide and self.high - least > WIDEST * (self.low - least):
            raise ScenarioError("too_wide", low=self.low, high=self.high, most=WIDEST)
        if self._curve is None:
            raise ScenarioError("too_close")

    @cached_property
    def _curve(self) -> Curve | None:
        """None where the three points cannot be told apart on the line."""
        low, high = (float(self.scale.to_line(x)) for x in (self.low, self.high))
        likely = (low + high) / 2 if self.given is None else float(self.scale.to_line(self.given))
        return Curve(self.scale, low, likely, high) if low < likely < high else None

    @property
    def _line(self) -> Curve:
        assert self._curve is not None  # checked in the constructor
        return self._curve

    @cached_property
    def likely(self) -> float:
        """The median."""
        return self.given if self.given is not None else float(self.quantile(np.zeros(())))

    @property
    def raw(self) -> list[float]:
        """As it is written in a scenario file."""
        return [x for x in (self.low, self.given, self.high) if x is not None]

    def quantile(self, z: Array) -> Array:
        """The value for standard normals `z`, in their shape; rises with z."""
        return self.scale.from_line(self._line.at(np.asarray(z, dtype=float)))

    def z(self, x: Array) -> Array:
        """The standard normal that gives `x`, the inverse of `quantile`."""
        return self._line.inverse(self.scale.to_line(x))

    @property
    def mean(self) -> float:
        return self.scale.least + self._moment(1)

    @property
    def variance(self) -> float:
        if self.scale is not Scale.SHARE:
            return max(self._moment(2) - self._moment(1) ** 2, 0.0)
        points, weights = wide_rule()
        with np.errstate(over="ignore"):
            return float(weights @ (self.quantile(points) - self.mean) ** 2)

    def _moment(self, power: int) -> float:
        """The average of what x is above the least to a power; a long tail is summed as
        logarithms, where it fits."""
        points, weights = wide_rule()
        with np.errstate(over="ignore", divide="ignore"):
            if self.scale is Scale.SHARE:
                return float(weights @ self.quantile(points) ** power)
            return float(np.exp(power * self._line.at(points) + np.log(weights)).sum())

    def moved(self, likely: float) -> Range:
        """The same range around another likely value, as wide as now on its own scale."""
        return self._around(likely, 1.0)

    def widened(self, factor: float) -> Range:
        """So many times as wide on its own scale, around the same likely value."""
        return self._around(self.likely, factor)

    def _around(self, likely: float, factor: float) -> Range:
        now, then = (float(self.scale.to_line(x)) for x in (self.likely, likely))
        ends = (then + factor * (float(self.scale.to_line(x)) - now) for x in (self.low, self.high))
        low, high = (float(self.scale.from_line(end)) for end in ends)
        return Range(low, high, likely, self.scale)


@dataclass(frozen=True)
class Counted:
    """A share that was counted: `hits` of `of`.

    Its percentiles are those of Beta(hits + 1/2, of - hits + 1/2), the posterior under the prior
    of Jeffreys (1946); between them it is the same family as a `Range`.
    """

    hits: int
    of: int

    def __post_init__(self) -> None:
        for value, least in ((self.hits, 0), (self.of, 1)):
            if not isinstance(value, int) or isinstance(value, bool) or value < least:
                raise ScenarioError("not_whole", got=value, least=least)
        if self.of > MOST_COUNTED:
            raise ScenarioError("above", got=self.of, form=f"at most {MOST_COUNTED}")
        if self.hits > self.of:
            raise ScenarioError("hits_above_of", hits=self.hits, of=self.of)

    @property
    def scale(self) -> Scale:
        return Scale.SHARE

    @cached_property
    def range(self) -> Range:
        from scipy.special import betaincinv

        a, b = self.hits + 0.5, self.of - self.hits + 0.5
        low, likely, high = (float(betaincinv(a, b, p)) for p in (0.1, 0.5, 0.9))
        return Range(low, high, likely, Scale.SHARE)

    @property
    def low(self) -> float:
        return self.range.low

    @property
    def likely(self) -> float:
        return self.range.likely

    @property
    def high(self) -> float:
        return self.range.high

    @property
    def mean(self) -> float:
        return self.range.mean

    @property
    def variance(self) -> float:
        return self.range.variance

    @property
    def raw(self) -> dict[str, int]:
        """As it is written in a scenario file."""
        return {"hits": self.hits, "of": self.of}

    def quantile(self, z: Array) -> Array:
        """The share for standard normals `z`, in their shape; rises with z."""
        return self.range.quantile(z)


Belief = Exact | Range | Counted


def read_belief(raw: Any, scale: Scale, form: str) -> Belief:
    """A belief as a file has it: ``0.1``, ``[low, high]``, ``[low, likely, high]``, ``{hits, of}``;
    `form` says in an error what is allowed. Raises `ScenarioError`."""
    if isinstance(raw, list):
        if len(raw) not in (2, 3):
            raise ScenarioError("not_belief", got=written(raw), form=form)
        values = [number(x, form) for x in raw]
        given = values[1] if len(values) == 3 else None
        return Range(values[0], values[-1], given, scale)
    if isinstance(raw, dict):
        if set(raw) != {"hits", "of"}:
            raise ScenarioError("not_belief", got=written(raw), form=form)
        if scale is not Scale.SHARE:
            raise ScenarioError("shares_only", form=form)
        return Counted(raw["hits"], raw["of"])
    return Exact(number(raw, form), scale)


def number(raw: Any, form: str) -> float:
    """`raw` as a finite float; raises `ScenarioError` for anything that is no number."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ScenarioError("not_number", got=written(raw), form=form)
    try:
        value = float(raw)
    except OverflowError:
        raise ScenarioError("above" if raw > 0 else "below", got=raw, form=form) from None
    if not math.isfinite(value):
        raise ScenarioError("not_finite", got=value, form=form)
    return value
