"""What orders bring in against the money that is needed: the chance that k of them are enough.

The money is the sum of k values (`sim.condition.values`) times what is believed of an order's worth
(its average value, the repeat factor, the margin), which depends on nothing else in a fair. So

    P(S_k U >= need) = integral of P(U >= need / S_k) over the law of S_k,

by the trapezoidal rule over the narrower of the two (`sim.condition.laws`). For many fairs it is a
table over k and the logarithm of the need, in steps of a `STEPS`-th of the narrowest law and
straight between them. A straight line over a step h is off by at most h^2 / 8 times the largest
curvature, for a normal of width w at most 0.242 / w^2: by `OFF`, 1 in 8,000, at a point, and by
turns up and down, so by much less on average. It never rises with the need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.condition.laws import FINE, Law, Z, law_of, product, weights
from sim.condition.values import laws
from sim.plan.beliefs import Belief, Exact
from sim.plan.johnson import Array

STEPS: Final = 16
OFF: Final = 0.25 / (8 * STEPS**2)  # largest error of a straight line between two steps
ROWS: Final = 4096  # of a table at most: beyond, its steps are wider
SKEW: Final = 12.0  # times as steep here as there
EVEN: Final = 2.5  # widths of the worth: single orders that are spread less are its nodes


@lru_cache(maxsize=64)
def smooth(belief: Belief) -> bool:
    """Whether a belief can be worked out: its logarithm rises with z by not much less here than
    there. Of others, as of a margin that is nearly certain and may yet be nothing, the laws here
    have too few points; they stay drawn."""
    if isinstance(belief, Exact):
        return False
    least, most = law_of(belief).slopes
    return most < SKEW * least


@lru_cache(maxsize=64)
def worth_of(beliefs: tuple[Belief, ...]) -> Law | None:
    """The law of the product of what is believed; None for nothing."""
    return reduce(product, map(law_of, beliefs)) if beliefs else None


@dataclass(frozen=True)
class Takings:
    """What orders bring in.

    spread   coefficient of variation of single orders
    beliefs  about factors that are worked out, not drawn; each `smooth`
    """

    spread: float
    beliefs: tuple[Belief, ...]

    @cached_property
    def worth(self) -> Law | None:
        return worth_of(self.beliefs)

    def sums(self, counts: Array) -> Array:
        """The logarithm of the sum of so many values at each node, shape (counts.size, nodes)."""
        if self.spread == 0:
            return np.log(counts)[:, None]
        return laws(self.spread, counts)

    def table(self, logs: Array, most: int) -> Table:
        """For 1 ... `most` orders, and needs of e^logs, shape (trials,)."""
        if self.worth is None and self.spread == 0:
            return Whole(logs)
        counts = np.arange(1, most + 1, dtype=float)
        sums = self.sums(counts)
        narrowest = math.hypot(self.worth.width if self.worth else 0.0, float(_widths(sums)[-1]))
        step = max(narrowest / STEPS, float(np.ptp(logs)) / ROWS)
        first = math.floor(float(logs.min()) / step)
        last = math.floor(float(logs.max()) / step) + 1
        rows = np.asarray(step * np.arange(first, last + 1), dtype=float)
        place = logs / step - first
        at = place.astype(np.int64)
        return Stepped(1 - self._below(rows, sums), at, place - at)

    def _below(self, logs: Array, sums: Array) -> Array:
        """The chance of at most e^logs, shape (sums.shape[0], logs.size)."""
        found = np.empty((sums.shape[0], logs.size))
        widths = _widths(sums)
        even = np.zeros(widths.size, bool)
        if self.worth is not None:
            even = widths <= EVEN * self.worth.slopes[0]
            nodes, weight = _every_other(sums[even])
            found[even] = self.worth.below(logs[:, None] - nodes[:, None]) @ weight
        for one in np.flatnonzero(~even):
            law = Law(sums[one])
            if self.worth is None:
                found[one] = law.below(logs)
            else:
                nodes, weight = _nodes(self.worth, float(widths[one]))
                found[one] = law.below(logs[:, None] - nodes) @ weight
        return found

    def enough(self, logs: Array, counts: Array) -> Array:
        """The chance that a known number of orders, 1 or more, brings in e^logs; all of shape
        (trials,)."""
        if self.worth is None and self.spread == 0:
            return (np.log(counts) >= logs).astype(float)
        sums = self.sums(counts)
        if self.worth is None:
            return _above(sums, logs)
        widths = _widths(sums)
        if float(widths.max(initial=0.0)) > EVEN * self.worth.slopes[0]:
            nodes, weight = _nodes(self.worth, float(widths.min()))
            each = zip(weight, nodes, strict=True)
            return np.asarray(sum(weight * _above(sums, logs - log) for weight, log in each))
        nodes, weight = _every_other(sums)
        return 1 - self.worth.below(logs[:, None] - nodes) @ weight


def _nodes(law: Law, width: float) -> tuple[Array, Array]:
    """Points of a law that stand no further apart than another law is wide, and their weights."""
    apart = width / law.slopes[1] / (FINE[1] - FINE[0])
    step = 2 ** min(max(math.floor(math.log2(max(apart, 1.0))), 0), 4)
    z = FINE[::step]
    weight = np.exp(-z * z / 2)
    return law.at(z), weight / weight.sum()


def _every_other(sums: Array) -> tuple[Array, Array]:
    """Every other point of sums, and its weight: enough where the other law is not much narrower
    (`EVEN`)."""
    if sums.shape[1] == 1:
        return sums, np.ones(1)
    weight = weights()[::2]
    return sums[:, ::2], weight / weight.sum()


def _widths(sums: Array) -> Array:
    """Standard deviation of the logarithm of each, shape (sums.shape[0],)."""
    if sums.shape[1] == 1:
        return np.zeros(sums.shape[0])
    mean = sums @ weights()
    return np.asarray(np.sqrt((sums - mean[:, None]) ** 2 @ weights()))


def _above(sums: Array, logs: Array) -> Array:
    """The chance that a sum is above e^logs, its logarithm at each of `Z` in a row of `sums`;
    shape of `logs`."""
    from scipy.special import ndtr

    reached = (sums <= logs[:, None]).sum(axis=1)
    first = np.clip(reached - 2, 0, Z.size - 4)
    near = np.take_along_axis(sums, first[:, None] + np.arange(4), axis=1)
    z = np.zeros(logs.size)
    for k in range(4):
        weight = np.ones(logs.size)
        for j in range(4):
            if j != k:
                weight *= (logs - near[:, j]) / (near[:, k] - near[:, j])
        z += weight * Z[first + k]
    z = np.where(reached == 0, -np.inf, np.where(reached == Z.size, np.inf, z))
    return np.asarray(ndtr(-z))


@dataclass(frozen=True, eq=False)
class Stepped:
    """Chances of 1, 2, ... orders at each step of the need, shape (most, rows), and where each
    trial stands: above row `at`, by a `part` of a step."""

    chances: Array
    at: NDArray[np.int64]
    part: Array

    def enough(self, count: int, first: int) -> Array:
        """The chance that so many orders are enough, of the first trials, shape (first,)."""
        column, at = self.chances[count - 1], self.at[:first]
        low = column.take(at)
        return np.asarray(low + self.part[:first] * (column[1:].take(at) - low))

    def of(self, trials: NDArray[np.int64]) -> Stepped:
        """For some of the trials."""
        return Stepped(self.chances, self.at[trials], self.part[trials])


@dataclass(frozen=True, eq=False)
class Whole:
    """The same where every order brings in 1: so many are enough for e^logs, or not."""

    logs: Array

    def enough(self, count: int, first: int) -> Array:
        """As `Stepped.enough`."""
        return (self.logs[:first] <= math.log(count)).astype(float)

    def of(self, trials: NDArray[np.int64]) -> Whole:
        """For some of the trials."""
        return Whole(self.logs[trials])


Table = Stepped | Whole
