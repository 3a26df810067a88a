"""What orders bring in against the money that is needed: the chance that k of them are enough.

The money is the sum of k values (`sim.condition.values`) times what is believed of an order's worth
(its average value, the repeat factor, the margin), which depends on nothing else in a fair. So

    P(S_k U >= need) = integral of P(U >= need / S_k) over the law of S_k,

by the trapezoidal rule over the narrower of the two (`sim.condition.laws`). For many fairs it is a
table over k and the logarithm of the need, straight between steps of about a `STEPS`-th of the
width of S_k U. A straight line over a step h is off by at most h^2 / 8 times the largest curvature,
for a normal of width w at most 0.242 / w^2: by `OFF`, 1 in 8,000, at a point, and by turns up and
down, so by much less on average. It never rises with the need.

Where the steps lie follows from k and from what is believed alone, not from the fairs: what a trial
finds in the table is the same to the last digit whatever is asked along with it, and every question
about a plan looks in one table, which grows with the orders by `AT_ONCE`.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
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
QUARTERS: Final = 8  # a step is a power of 2 times 4, 5, 6 or 7 of these
ROWS: Final = 2048  # steps of a table on either side of its middle, at most
AT_ONCE: Final = 16  # numbers of orders
SKEW: Final = 12.0  # times as steep here as there
EVEN: Final = 2.5  # widths of the worth: single orders that are spread less are its nodes
NARROW: Final = 1.0


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

    def table(self, logs: Array) -> Table:
        """For needs of e^logs, shape (trials,)."""
        return Whole(logs) if self.worth is None and self.spread == 0 else Stepped(self, logs)

    def rows(self, count: int) -> Rows:
        """The part of the table for so many orders."""
        parts = _parts(self, (count - 1) // AT_ONCE)
        return next(part for part in parts if count < part.first + len(part.chances))

    def below(self, logs: Array, sums: Array, width: float) -> Array:
        """The chance that orders which bring in `sums`, shape (nodes,), with so much standard
        deviation, are worth at most e^logs, in that shape."""
        if self.worth is None:
            return Law(sums).below(logs)
        if width <= EVEN * self.worth.slopes[0]:
            apart = 4 if width <= NARROW * self.worth.slopes[0] else 2
            nodes, weight = _some(sums[None, :], apart)
            return np.asarray(self.worth.below(logs[:, None] - nodes) @ weight)
        nodes, weight = _nodes(self.worth, width)
        return np.asarray(Law(sums).below(logs[:, None] - nodes) @ weight)

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
        nodes, weight = _some(sums, 2)
        return 1 - self.worth.below(logs[:, None] - nodes) @ weight


def _nodes(law: Law, width: float) -> tuple[Array, Array]:
    """Points of a law that stand no further apart than another law is wide, and their weights."""
    apart = width / law.slopes[1] / (FINE[1] - FINE[0])
    step = 2 ** min(max(math.floor(math.log2(max(apart, 1.0))), 0), 4)
    z = FINE[::step]
    weight = np.exp(-z * z / 2)
    return law.at(z), weight / weight.sum()


def _some(sums: Array, apart: int) -> tuple[Array, Array]:
    """Every other point of sums, or every fourth, and their weights: enough where the other law is
    not much narrower (`EVEN`), or not narrower (`NARROW`)."""
    if sums.shape[1] == 1:
        return sums, np.ones(1)
    weight = weights()[::apart]
    return sums[:, ::apart], weight / weight.sum()


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
class Rows:
    """Chances that `first`, `first` + 1, ... orders are enough, shape (counts, rows), for needs of
    which the logarithm is `low`, `low` + 1, ... steps; beyond both ends nothing changes."""

    first: int
    step: float
    low: int
    chances: Array


@lru_cache(maxsize=256)
def _parts(takings: Takings, part: int) -> tuple[Rows, ...]:
    """The table for the numbers of orders from `part` times `AT_ONCE` on, by their steps."""
    counts = np.arange(part * AT_ONCE + 1, (part + 1) * AT_ONCE + 1, dtype=float)
    sums = takings.sums(counts)
    widths = _widths(sums)
    steps = [_step(math.hypot(takings.worth.width if takings.worth else 0.0, w)) for w in widths]
    cuts = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), counts.size]
    found = []
    for start, stop in itertools.pairwise(cuts):
        some, step = slice(start, stop), steps[start]
        low, high = _ends(takings, sums[some], step)
        logs = np.asarray(step * np.arange(low, high + 1), dtype=float)
        each = zip(sums[some], widths[some].tolist(), strict=True)
        chances = 1 - np.stack([takings.below(logs, nodes, width) for nodes, width in each])
        found.append(Rows(int(counts[start]), step, low, chances))
    return tuple(found)


def _step(width: float) -> float:
    """At most a `STEPS`-th of it, and hardly less."""
    part, power = math.frexp(width / STEPS)
    return math.ldexp(math.floor(part * QUARTERS) / QUARTERS, power)


def _ends(takings: Takings, sums: Array, step: float) -> tuple[int, int]:
    """So many steps are the logarithm of what is always enough, and of what never is."""
    worth = takings.worth.at(FINE[[0, FINE.size // 2, -1]]) if takings.worth else np.zeros(3)
    middle = sums[:, sums.shape[1] // 2]
    low = max(worth[0] + sums.min(), worth[1] + middle.min() - ROWS * step)
    high = min(worth[2] + sums.max(), worth[1] + middle.max() + ROWS * step)
    return math.floor(low / step), math.ceil(high / step) + 1


@dataclass(frozen=True, eq=False)
class Stepped:
    """The table, and where each trial stands in it: needs of e^logs, shape (trials,)."""

    takings: Takings
    logs: Array
    _places: dict[int, tuple[Rows, NDArray[np.int64], Array]] = field(default_factory=dict)

    def enough(self, count: int, first: int) -> Array:
        """The chance that so many orders are enough, of the first trials, shape (first,)."""
        rows, every, part = self._placed(count, first)
        column, at = rows.chances[count - rows.first], every[:first]
        low = column.take(at)
        return np.asarray(low + part[:first] * (column[1:].take(at) - low))

    def _placed(self, count: int, first: int) -> tuple[Rows, NDArray[np.int64], Array]:
        """The part of the table for so many orders; of the first trials at least the row below, and
        by which part of a step each is above that."""
        if count not in self._places or self._places[count][1].size < first:
            rows = self.takings.rows(count)
            last = rows.chances.shape[1] - 1
            place = np.clip(self.logs[:first] / rows.step - rows.low, 0.0, last)
            at = np.minimum(place.astype(np.int64), last - 1)
            told = rows, at, place - at
            counts = range(rows.first, rows.first + len(rows.chances))
            self._places.update(dict.fromkeys(counts, told))
        return self._places[count]

    def of(self, trials: NDArray[np.int64]) -> Stepped:
        """For some of the trials."""
        return Stepped(self.takings, self.logs[trials])


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
