"""The Johnson quantile-parameterised distributions: scales, curves and their moments.

Hadlock and Bickel (2017), "Johnson Quantile-Parameterized Distributions", Decision Analysis 14(1):
smooth, closed form, through three percentiles exactly, never out of their support.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FARTHEST = 600.0  # the argument of a hyperbolic sine, and a logarithm, that nothing lies beyond
TENTH = 1.2815515655446004  # standard normal quantile of 0.9


class Scale(Enum):
    """The line on which a belief is symmetric: probit for shares, logarithm for the rest, of what
    is above 1 for numbers that are never less."""

    SHARE = "share"
    POSITIVE = "positive"
    ABOVE_ONE = "above_one"

    @property
    def least(self) -> float:
        """Where the support begins; open, no belief but an exact one holds it."""
        return 1.0 if self is Scale.ABOVE_ONE else 0.0

    def to_line(self, x: float | Array) -> Array:
        """From the support to the whole line."""
        if self is Scale.POSITIVE:
            return np.asarray(np.log(x), dtype=float)
        if self is Scale.ABOVE_ONE:
            return np.asarray(np.log(np.subtract(x, 1)), dtype=float)
        from scipy.special import ndtri

        return np.asarray(ndtri(x), dtype=float)

    def from_line(self, y: float | Array) -> Array:
        """From the line to the support, the inverse of `to_line`."""
        if self is Scale.POSITIVE:
            return np.asarray(np.exp(np.minimum(y, FARTHEST)), dtype=float)
        if self is Scale.ABOVE_ONE:
            return np.asarray(1 + np.exp(np.minimum(y, FARTHEST)), dtype=float)
        from scipy.special import ndtr

        return np.asarray(ndtr(y), dtype=float)


@dataclass(frozen=True)
class Curve:
    """The curve y(z) on the line through (-c, L), (0, B), (c, H); c is `TENTH`.

    Section 3 of Hadlock and Bickel (2017); `bend` 0 is the straight line.
    """

    scale: Scale
    low: float
    likely: float
    high: float

    @cached_property
    def side(self) -> float:
        return float(np.sign(self.low + self.high - 2 * self.likely))

    @cached_property
    def bend(self) -> float:
        nearer = min(self.likely - self.low, self.high - self.likely)
        excess = abs(self.low + self.high - 2 * self.likely) / (2 * nearer)
        root = math.sqrt(excess * (2 + excess))
        if self.scale is Scale.SHARE:
            return math.log1p(excess + root) / TENTH  # arccosh(1 + excess) / c
        return root / TENTH  # sinh(arccosh(1 + excess)) / c

    @cached_property
    def anchor(self) -> float:
        return self.low if self.side > 0 else self.high

    @cached_property
    def size(self) -> float:
        if self.scale is Scale.SHARE:
            return (self.high - self.low) / math.sinh(2 * self.bend * TENTH)
        return min(self.likely - self.low, self.high - self.likely) / (self.bend * TENTH)

    def at(self, z: Array) -> Array:
        if self.bend == 0:
            return np.asarray(self.likely + (self.high - self.low) / (2 * TENTH) * z)
        if self.scale is Scale.SHARE:
            far = self.bend * (z + self.side * TENTH)
            rise = np.sinh(np.clip(far, -FARTHEST, FARTHEST))
            return np.asarray(self.anchor + self.size * rise)
        # sinh(arcsinh(a) + arcsinh(b)) = a sqrt(1 + b^2) + b sqrt(1 + a^2)
        bent, end = self.bend * z, self.side * TENTH * self.bend
        turned = bent * math.sqrt(1 + end * end) + end * np.sqrt(1 + bent * bent)
        return self.anchor + self.size * turned

    def inverse(self, y: Array) -> Array:
        if self.bend == 0:
            return np.asarray((y - self.likely) * (2 * TENTH) / (self.high - self.low))
        rise = np.arcsinh((y - self.anchor) / self.size)
        if self.scale is Scale.SHARE:
            return np.asarray(rise / self.bend - self.side * TENTH)
        turned = np.sinh(rise - np.arcsinh(self.side * TENTH * self.bend))
        return np.asarray(turned / self.bend)


@lru_cache(maxsize=1)
def wide_rule() -> tuple[Array, Array]:
    """Points and weights of the trapezoidal rule against the standard normal density.

    Spectrally exact for smooth functions (Trefethen and Weideman 2014, SIAM Review 56(3)).
    """
    points = np.linspace(-36.0, 36.0, 4609)
    weights = np.exp(-points * points / 2)
    return points, weights / weights.sum()
