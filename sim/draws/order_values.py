"""The value of every single order, summed for each trial.

Single values are lognormal with mean 1 and the given coefficient of variation, so that
sigma^2 = ln(1 + cv^2) and mu = -sigma^2 / 2. The k-th order of a trial always has the same value,
and the extra orders come first: one order more never lowers a sum.

Beyond the `SINGLE`-th order of one trial, where single values hardly show, orders come in lots,
each a sixteenth of all before it; the average of a lot is lognormal with the lot's own
coefficient of variation (mean and variance exact, shape as in Fenton 1960; a lot that is only
partly used has up to 2 % too little variance in the sum). So no input, however absurd, makes the
work endless.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from sim.draws.streams import Draws, Whole
from sim.plan.funnel import FIRST_ORDERS
from sim.plan.johnson import Array

SINGLE: Final = 1024
LOT: Final = 16  # a lot is one part in so many of the orders before it
MOST: Final = 4e9  # orders that the lots reach
AT_ONCE: Final = 500_000  # values in memory at a time, for each thread


def summed_values(draws: Draws, extra: Array, orders: Array, spread: float) -> tuple[Array, Array]:
    """Values of the extra orders and of all orders, in units of the average order value.

    extra <= orders, whole, shape (trials,); `spread` is the coefficient of variation.
    """
    if spread == 0:
        return extra, orders
    if not draws.kept or orders.max(initial=0) > SINGLE or orders.sum() > AT_ONCE:
        sums = _summed(draws, extra, orders, spread)
        return sums[0], sums[1]
    table = draws.latest(
        ("order_value", spread),
        lambda known: bool((orders <= known.orders).all()),
        lambda known: _table(draws, spread, orders, known),
    )
    return table.of(extra), table.of(orders)


@dataclass(frozen=True, eq=False)
class _Table:
    """Sums of the first values of each trial, so that other counts of orders find theirs.

    orders  so many orders of each trial it holds, whole, shape (trials,)
    starts  where the sums of a trial start, shape (trials,): that of none, of one, ...
    sums    shape (sum of orders + 1,)
    """

    orders: Array
    starts: Whole
    sums: Array

    def of(self, orders: Array) -> Array:
        return self.sums[self.starts + orders.astype(np.int64)]


def _table(draws: Draws, spread: float, orders: Array, known: _Table | None) -> _Table:
    """The sums of as many orders; those that are known already are taken over."""
    if known is not None and np.maximum(known.orders, orders).sum() > AT_ONCE:
        known = None
    had = np.zeros(orders.size, dtype=np.int64)
    if known is not None:
        had, orders = known.orders.astype(np.int64), np.maximum(known.orders, orders)
    units = orders.astype(np.int64)
    more = units - had
    starts = np.cumsum(units + 1) - (units + 1)
    z, place = draws.each_normal("order_value", units, FIRST_ORDERS, after=had)
    deviation = float(_deviations(spread)[0])
    sums = np.zeros(units.size + int(units.sum()))
    sums[np.repeat(starts + 1, more) + place] = np.exp(deviation * z - deviation**2 / 2)
    if known is not None:
        sums[np.arange(known.sums.size) + np.repeat(starts - known.starts, had + 1)] = known.sums
    longest = np.argsort(-more, kind="stable")
    ends = (starts + had)[longest]
    total = sums.take(ends)
    reach = np.searchsorted(-more[longest], -np.arange(1, more.max(initial=0) + 1), "right")
    for k, count in enumerate(reach.tolist(), start=1):  # one by one, in the order of `_summed`
        at = ends[:count] + k
        total = total[:count] + sums.take(at)
        sums[at] = total
    return _Table(orders, starts, sums)


def _summed(draws: Draws, extra: Array, orders: Array, spread: float) -> Array:
    """The same, shape (2, trials); a trial without orders costs no work."""
    starts, sizes = lots()
    units = np.searchsorted(starts, orders).astype(np.int64)  # units that start before `orders`
    deviations = _deviations(spread)
    sums = np.empty((2, orders.size))
    for part in _parts(units):
        z, place = draws.each_normal("order_value", units, FIRST_ORDERS, part)
        trial = np.repeat(np.arange(units[part].size), units[part])
        value = np.exp(deviations[place] * z - deviations[place] ** 2 / 2)
        for row, counts in enumerate((extra, orders)):
            used = np.repeat(counts[part], units[part]) - starts[place]
            weighed = value * np.clip(used, 0, sizes[place])
            # Sums in a fixed order, so that a further value never lowers one by rounding.
            sums[row, part] = np.bincount(trial, weighed, units[part].size)
    return sums


@lru_cache(maxsize=4)
def _deviations(spread: float) -> Array:
    """Standard deviation of the logarithm of each unit's average value."""
    _, sizes = lots()
    return np.array([math.sqrt(math.log1p(spread * spread / size)) for size in sizes])


@lru_cache(maxsize=1)
def lots() -> tuple[Array, Array]:
    """Orders before each unit, and in it: single orders, then growing lots."""
    starts = [float(k) for k in range(SINGLE + 1)]
    while starts[-1] < MOST:
        starts.append(starts[-1] + starts[-1] // LOT)
    return np.array(starts[:-1]), np.diff(starts)


def _parts(units: Whole) -> list[slice]:
    """Runs of trials with at most about `AT_ONCE` units each."""
    ends = np.cumsum(units)
    if ends[-1] <= AT_ONCE:
        return [slice(0, units.size)]
    cuts = np.flatnonzero(np.diff(ends // AT_ONCE)) + 1
    edges = [0, *cuts.tolist(), units.size]
    return [slice(a, b) for a, b in itertools.pairwise(edges)]
