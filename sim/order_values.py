"""The value of every single order, summed for each trial.

Single values are lognormal with mean 1 and the given coefficient of variation, so that
sigma^2 = ln(1 + cv^2) and mu = -sigma^2 / 2. The k-th order of a trial always has the same value,
and the extra orders come first: one order more never lowers a sum.

Beyond the `SINGLE`-th order of one trial, where single values hardly show, orders come in lots of
`SINGLE`, then twice as many, and so on; the average of a lot is lognormal with the lot's own
coefficient of variation (mean and variance exact, shape as in Fenton 1960). So no input, however
absurd, makes the work endless.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sim.funnel import FIRST_ORDERS
from sim.johnson import Array
from sim.sampling import Draws, Whole

SINGLE: Final = 1024


def summed_values(draws: Draws, extra: Array, orders: Array, spread: float) -> tuple[Array, Array]:
    """Values of the extra orders and of all orders, in units of the average order value.

    extra <= orders, whole, shape (trials,); `spread` is the coefficient of variation.
    """
    if spread == 0:
        return extra, orders
    beyond = np.maximum(orders - SINGLE, 0)
    lots = np.ceil(np.log2(1 + beyond / SINGLE)) if beyond.any() else beyond
    units = (np.minimum(orders, SINGLE) + lots).astype(np.int64)
    z, place = draws.each_normal("order_value", units, FIRST_ORDERS)
    trial = np.repeat(np.arange(orders.size), units)
    deviation = math.sqrt(math.log1p(spread * spread))
    value = np.exp(deviation * z - deviation * deviation / 2)
    if not beyond.any():
        first = np.where(place < np.repeat(extra, units), value, 0.0)
        return _per_trial(trial, first, orders.size), _per_trial(trial, value, orders.size)
    size = np.exp2(np.maximum(place - SINGLE, 0)) * np.where(place < SINGLE, 1, SINGLE)
    start = np.where(place < SINGLE, place, size)
    in_lot = np.sqrt(np.log1p(spread * spread / size))
    value = np.exp(in_lot * z - in_lot * in_lot / 2)
    some, every = (
        _per_trial(trial, value * np.clip(np.repeat(count, units) - start, 0, size), orders.size)
        for count in (extra, orders)
    )
    return some, every


def _per_trial(trial: Whole, values: Array, trials: int) -> Array:
    """Sums in a fixed order, so that a further value never lowers one by rounding."""
    return np.asarray(np.bincount(trial, values, trials), dtype=float)
