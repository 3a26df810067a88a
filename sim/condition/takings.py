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
about a plan looks in one table, which grows with the orders by `COUNTS`.
"""

from __future__ import annotations

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
FINER: Final = 16  # times as fine as the steps of a table
OFF: Final = 0.25 / (8 * STEPS**2)  # largest error of a straight line between two steps
QUARTERS: Final = 8  # a step is a power of 2 times 4, 5, 6 or 7 of these
ROWS: Final = 2048  # steps of a table on either side of its middle, at most
COUNTS: Final = 16  # numbers of orders in a part of a table, a power of 2
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
    _parts: dict[int, Part] = field(default_factory=dict, compare=False, repr=False)

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

    def part(self, at: int) -> Part:
        """The table for the numbers of orders from `at` times `COUNTS` on."""
        if at not in self._parts:
            self._parts[at] = _part(self, at)
        return self._parts[at]

    def below(self, low: int, step: float, rows: int, sums: Array) -> Array:
        """The chance that orders which bring in `sums`, shape (counts, nodes), are worth at most
        e^logs, for `rows` logarithms from `low` steps on; shape (counts, rows)."""
        found = np.empty((len(sums), rows))
        logs = np.asarray(step * np.arange(low, low + rows), dtype=float)
        widths = _widths(sums)
        steepness = self.worth.slopes[0] if self.worth else 0.0
        known = -math.inf
        for most, apart in ((NARROW * steepness, 4), (EVEN * steepness, 2)):
            some = np.flatnonzero((known < widths) & (widths <= most))
            if self.worth is not None and some.size:
                found[some] = _averaged(self.worth, low, step, rows, *_some(sums[some], apart))
            known = most
        for at in np.flatnonzero(widths > known).tolist():
            law = Law(sums[at])
            if self.worth is None:
                found[at] = law.below(logs)
            else:
                nodes, weight = _nodes(self.worth, float(widths[at]))
                found[at] = law.below(logs[:, None] - nodes) @ weight
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
        nodes, weight = _some(sums, 2)
        return 1 - self.worth.below(logs[:, None] - nodes) @ weight


@lru_cache(maxsize=32)
def takings_of(spread: float, beliefs: tuple[Belief, ...]) -> Takings:
    """What orders bring in, with the tables that were made of it before."""
    return Takings(spread, beliefs)


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


def _averaged(law: Law, low: int, step: float, rows: int, nodes: Array, weight: Array) -> Array:
    """The chance of at most e^logs under a law, for `rows` logarithms from `low` steps on, less
    each of the `nodes`, shape (counts, nodes), and averaged by their weights; shape (counts, rows).

    Steps and nodes fall between `FINER` times as many steps, where the law is worked out once; it
    is straight between these, which is off by less than a hundredth of `OFF`."""
    places = (low * step - nodes) * (FINER / step)
    first = np.floor(places)
    start = first.min()
    size = rows + math.ceil((first.max() - start + 2) / FINER)
    fine = law.below((start + np.arange(size * FINER)) * (step / FINER))
    apart = np.ascontiguousarray(fine.reshape(size, FINER).T)  # those a whole step apart in a row
    windows = np.lib.stride_tricks.sliding_window_view(apart.ravel(), rows)
    found = np.zeros((len(nodes), 1, rows))
    for near in (0, 1):
        row, phase = np.divmod((first - start).astype(np.intp) + near, FINER)
        part = 1 - np.abs(places - first - near)
        found += (part * weight)[:, None, :] @ windows[phase * size + row]
    return np.asarray(found[:, 0])


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
class Part:
    """Chances that so many orders are enough, shape (`COUNTS`, rows), for needs of which the
    logarithm is `low`, `low` + 1, ... steps; beyond both ends nothing changes."""

    step: float
    low: int
    chances: Array


def _part(takings: Takings, at: int) -> Part:
    counts = np.arange(at * COUNTS + 1, (at + 1) * COUNTS + 1, dtype=float)
    sums = takings.sums(counts)
    worth = takings.worth.width if takings.worth else 0.0
    step = _step(math.hypot(worth, float(_widths(sums).min())))
    low, high = _ends(takings, sums, step)
    return Part(step, low, 1 - takings.below(low, step, high + 1 - low, sums))


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


def added(each: Array) -> Array:
    """The sum of `COUNTS` rows, shape (`COUNTS`, trials), by halves: the digits of a trial are the
    same whatever stands beside it."""
    while len(each) > 1:
        half = len(each) // 2
        each = each[:half] + each[half:]
    return np.asarray(each[0])


@dataclass(frozen=True, eq=False)
class Stepped:
    """The table, and where each trial stands in it: needs of e^logs, shape (trials,)."""

    takings: Takings
    logs: Array

    def enough(self, part: int, likely: Array) -> Array:
        """The chance that the orders are enough and are as many as in this part of the table, of
        the first trials, shape (trials,), where each of these numbers is so `likely`, shape
        (`COUNTS`, trials)."""
        told = self.takings.part(part)
        last = told.chances.shape[1] - 1
        place = np.clip(self.logs[: likely.shape[1]] / told.step - told.low, 0.0, last)
        at = np.minimum(place.astype(np.intp), last - 1)
        low, high = (added(told.chances.take(row, axis=1) * likely) for row in (at, at + 1))
        return np.asarray(low + (place - at) * (high - low))

    def of(self, trials: NDArray[np.int64]) -> Stepped:
        """For some of the trials."""
        return Stepped(self.takings, self.logs[trials])


@dataclass(frozen=True, eq=False)
class Whole:
    """The same where every order brings in 1: so many are enough for e^logs, or not."""

    logs: Array

    def enough(self, part: int, likely: Array) -> Array:
        """As `Stepped.enough`."""
        counts = np.log(np.arange(part * COUNTS + 1, (part + 1) * COUNTS + 1))
        return added((self.logs[: likely.shape[1]] <= counts[:, None]) * likely)

    def of(self, trials: NDArray[np.int64]) -> Whole:
        """For some of the trials."""
        return Whole(self.logs[trials])


Table = Stepped | Whole
