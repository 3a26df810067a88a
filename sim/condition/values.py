"""The sum of the values of k orders: its law for every k, out of the laws of few.

Single values are those of `sim.draws.order_values`: lognormal with mean 1 and the given coefficient
of variation, and beyond the `SINGLE`-th order lots, whose average is lognormal with the lot's own.
The laws of 1 to 8 orders and of four numbers in each doubling after that are worked out as sums of
halves; between them the logarithm of the sum at each z goes along a cubic in ln k. Within a lot it
is that of a lot which is used in part, by the same cubic.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from sim.condition.laws import Law, Z, cubics, lognormal, total
from sim.draws.order_values import SINGLE, lots
from sim.plan.johnson import Array


@lru_cache(maxsize=1)
def numbers() -> Array:
    """The numbers of orders whose law is worked out, rising: halves and thirds of powers of 2, then
    the ends of lots."""
    powers = [2**k for k in range(int(math.log2(SINGLE)) + 1)]
    single = sorted({*powers, *(3 * one // 2 for one in powers[1:-1])})
    starts, sizes = lots()
    return np.array([*single, *(starts + sizes)[SINGLE:]], dtype=float)


@lru_cache(maxsize=1024)
def law(spread: float, at: int) -> Law:
    """The law of `numbers()[at]` orders."""
    count = numbers()[at]
    if count == 1:
        return lognormal(1.0, math.sqrt(math.log1p(spread * spread)))
    if count <= SINGLE:
        halves = (math.ceil(count / 2), math.floor(count / 2))
        one, other = (law(spread, int(np.searchsorted(numbers(), half))) for half in halves)
        return total(one, other)
    size = count - numbers()[at - 1]
    return total(
        law(spread, at - 1),
        lognormal(size, math.sqrt(math.log1p(spread * spread / size))),
    )


def laws(spread: float, counts: Array) -> Array:
    """The logarithm of the sum of so many orders' values at each z of `sim.condition.laws.Z`.

    spread  coefficient of variation, above 0
    counts  numbers of orders, 1 or more, at most those of all lots; shape (n,)

    Shape (n, POINTS).
    """
    if not counts.size:
        return np.empty((0, Z.size))
    known = numbers()
    last = min(int(np.searchsorted(known, counts.max())) + 2, known.size)
    some = np.array([law(spread, at).logs for at in range(max(last, 4))])
    rises = np.log(known[: some.shape[0]])
    return np.asarray(cubics(np.log(counts), rises) @ some)
