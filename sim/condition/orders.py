"""How many orders come of so many people, worked out: a sum of Binomials, one for each phase.

A chain of thinned Binomials is one with the product of the shares. The sum of three has the
generating function

    G(x) = product over phases of (1 - s + s x)^n,

so that with the odds r = s / (1 - s), E(x) = product of (1 + r x) and
A(x) = sum of n r times the product of the other (1 + r x), E G' = A G: its coefficients follow from
the three before each,

    (k + 1) g(k + 1) = sum over j = 0, 1, 2 of [a(j) - e(j + 1) (k - j)] g(k - j),

in a few operations for all trials at once. Odds above 1 let rounding grow by r with each step;
where that could reach 1e-7 the coefficients come from G at the roots of unity instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.condition.takings import COUNTS, Table, added
from sim.plan.johnson import Array

WORKED_OUT: Final = 160  # orders of a trial up to which their number is worked out
DEVIATIONS: Final = 5.0  # and `MORE` orders above the average: less than 1e-6 is beyond
MORE: Final = 4
GROWTH: Final = 20.0  # logarithm of what rounding may grow by
ABREAST: Final = 8192  # trials whose recurrences run side by side
AT_ONCE: Final = 512  # trials whose roots of unity are in memory at a time


def none_of(people: Array, share: Array) -> Array:
    """The chance of no order at all; people and shares of shape (3, trials)."""
    with np.errstate(divide="ignore"):
        each = np.where(people > 0, people, 1.0) * np.log1p(-np.minimum(share, 1.0))
    return np.asarray(np.exp(np.where(people > 0, each, 0.0).sum(axis=0)))


def most_of(people: Array, share: Array) -> Array:
    """A number of orders that is hardly ever exceeded, whole, shape (trials,)."""
    mean = people * share
    spread = np.sqrt((mean * (1 - share)).sum(axis=0))
    beyond = np.ceil(mean.sum(axis=0) + DEVIATIONS * spread + MORE)
    return np.asarray(np.minimum(beyond, people.sum(axis=0)))


def expected(people: Array, share: Array, tables: Sequence[Table], most: Array) -> Array:
    """For each table the chance that the orders of these people are enough, shape (tables, trials).

    people, share  shape (3, trials), people whole
    most           `most_of` these, shape (trials,); what is beyond counts as if it were that
    """
    found = np.zeros((len(tables), most.size))
    highest = np.maximum(np.maximum(share[0], share[1]), share[2])
    grows = highest > 1 / 2
    with np.errstate(divide="ignore"):
        odds = highest[grows] / (1 - highest[grows])
    grows[grows] = most[grows] * np.log(odds) > GROWTH
    order = np.argsort(-most.astype(np.int16), kind="stable")
    for which, way, size in ((~grows, _stepwise, ABREAST), (grows, _by_roots, AT_ONCE)):
        some = order[(which & (most > 0))[order]]
        for part in (some[start : start + size] for start in range(0, some.size, size)):
            chosen = [table.of(part) for table in tables]
            given = people.take(part, axis=1), share.take(part, axis=1)
            for row, told in zip(found, way(*given, chosen, most[part]), strict=True):
                row[part] = told
    return found


def _stepwise(people: Array, share: Array, tables: list[Table], most: Array) -> Array:
    """By the recurrence, for shares below 1. The trials with the most orders stand first, so that
    those that are not done yet are the first ones of every array; `COUNTS` numbers at a time are
    worked out and then looked up, and the last three of them begin the next."""
    e, factor = _coefficients(people, share)
    ends = most.astype(np.intp)
    left = np.searchsorted(-most, -np.arange(1, ends[0] + COUNTS + 1), side="right").tolist()
    before, three = np.zeros(e.shape), np.empty(e.shape)
    before[2] = none_of(people, share)
    rest = 1 - before[2]
    total = np.zeros((len(tables), most.size))
    for part, first in enumerate(range(1, int(ends[0]) + 1, COUNTS)):
        n, going = left[first - 1], left[first - 1 + COUNTS]
        g = np.zeros((3 + COUNTS, n))
        g[:3] = before[:, :n]
        for k in range(min(COUNTS, int(ends[0]) + 1 - first)):
            m = left[first - 1 + k]
            factor[:, :m] -= e[:, :m]
            each = np.multiply(factor[:, :m], g[k : k + 3, :m], out=three[:, :m])
            new = np.add(each[0], each[1], out=g[k + 3, :m])
            new += each[2]
            new *= 1 / (first + k)
        before, likely = g[-3:], np.maximum(g[3:], 0.0, out=g[3:])
        rest = rest[:n] - added(likely)
        done = np.arange(going, n)
        likely[ends[done] - first, done] += np.maximum(rest[done], 0.0)
        for row, table in zip(total, tables, strict=True):
            row[:n] += table.enough(part, likely)
    return total


def _coefficients(people: Array, share: Array) -> tuple[Array, Array]:
    """Of E, from x^3 down to x, and a(j) - e(j + 1) (k - j) for k = -1, from j = 2 down to 0; shape
    (3, trials) each."""
    r = share / (1 - share)
    mean = people * r
    others = (r[1] + r[2], r[0] + r[2], r[0] + r[1])
    every = r[0] * r[1] * r[2]
    e = np.stack([every, r[0] * others[0] + r[1] * r[2], r[0] + others[0]])
    a = np.stack(
        [
            (people[0] + people[1] + people[2]) * every,
            mean[0] * others[0] + mean[1] * others[1] + mean[2] * others[2],
            mean[0] + mean[1] + mean[2],
        ]
    )
    return e, a + e * np.array([[3.0], [2.0], [1.0]])


def _by_roots(people: Array, share: Array, tables: list[Table], most: Array) -> Array:
    """By the generating function at the roots of unity, of which each trial has the more, the more
    orders it may have."""
    sizes = 2 ** np.ceil(np.log2(most + 2)).astype(np.int64)
    found = np.empty((len(tables), most.size))
    for size in np.unique(sizes).tolist():
        part = np.flatnonzero(sizes == size)
        roots = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
        each = np.power(1 + share[:, part, None] * (roots - 1), people[:, part, None])
        chances = np.fft.irfft(each.prod(axis=0), size, axis=1)
        some = min(size - 1, WORKED_OUT)
        likely = np.zeros((-(-some // COUNTS), COUNTS, part.size))
        likely.reshape(-1, part.size)[:some] = chances[:, 1 : some + 1].T
        for row, table in zip(found, (table.of(part) for table in tables), strict=True):
            row[part] = sum(table.enough(at, each) for at, each in enumerate(likely))
    return found
