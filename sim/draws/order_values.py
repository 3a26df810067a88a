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
    starts, sizes = lots()
    units = np.searchsorted(starts, orders).astype(np.int64)  # units that start before `orders`
    deviations = np.array([math.sqrt(math.log1p(spread * spread / size)) for size in sizes])
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
    return sums[0], sums[1]


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
