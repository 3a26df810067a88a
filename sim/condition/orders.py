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

from sim.condition.takings import Table
from sim.plan.johnson import Array

WORKED_OUT: Final = 160  # orders of a trial up to which their number is worked out
DEVIATIONS: Final = 5.0  # and `MORE` orders above the average: less than 1e-6 is beyond
MORE: Final = 4
GROWTH: Final = 20.0  # logarithm of what rounding may grow by
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
    with np.errstate(divide="ignore"):
        odds = np.max(share / (1 - share), axis=0, initial=1.0)
        grows = most * np.log(odds) > GROWTH
    for which, way in ((~grows, _stepwise), (grows, _by_roots)):
        some = np.flatnonzero(which & (most > 0))
        if some.size:
            chosen = [table.of(some) for table in tables]
            found[:, some] = way(people[:, some], share[:, some], chosen, most[some])
    return found


def _stepwise(people: Array, share: Array, tables: list[Table], most: Array) -> Array:
    """By the recurrence, for shares below 1. The trials with the most orders stand first, so that
    those that are not done yet are the first ones of every array."""
    order = np.argsort(-most.astype(np.int16), kind="stable")
    people, share, most = people[:, order], share[:, order], most[order]
    tables = [table.of(order) for table in tables]
    e, a = _coefficients(people, share)
    factor = a + e * np.array([[1.0], [2.0], [3.0]])  # a(j) - e(j + 1) (k - j) for k = -1
    g = np.zeros((3, most.size))
    g[0] = none_of(people, share)
    rest = 1 - g[0]
    total = np.zeros((len(tables), most.size))
    last = int(most[0])
    left = np.searchsorted(-most, -np.arange(1, last + 2), side="right").tolist()
    for count, n, going in zip(range(1, last + 1), left, left[1:], strict=False):
        factor[:, :n] -= e[:, :n]
        new = np.einsum("ij,ij->j", factor[:, :n], g[:, :n])
        new *= 1 / count
        np.maximum(new, 0.0, out=new)
        g[2, :n], g[1, :n], g[0, :n] = g[1, :n], g[0, :n], new
        rest[:n] -= new
        new[going:] += np.maximum(rest[going:n], 0.0)
        for row, table in zip(total, tables, strict=True):
            row[:n] += new * table.enough(count, n)
    found = np.empty(total.shape)
    found[:, order] = total
    return found


def _coefficients(people: Array, share: Array) -> tuple[Array, Array]:
    """Of E, from x on, and of A; shape (3, trials) each."""
    r = share / (1 - share)
    mean = people * r
    others = (r[1] + r[2], r[0] + r[2], r[0] + r[1])
    every = r[0] * r[1] * r[2]
    e = [r.sum(axis=0), r[0] * others[0] + r[1] * r[2], every]
    a = [
        mean.sum(axis=0),
        mean[0] * others[0] + mean[1] * others[1] + mean[2] * others[2],
        people.sum(axis=0) * every,
    ]
    return np.stack(e), np.stack(a)


def _by_roots(people: Array, share: Array, tables: list[Table], most: Array) -> Array:
    """By the generating function at the roots of unity, of which each trial has the more, the more
    orders it may have."""
    sizes = 2 ** np.ceil(np.log2(most + 2)).astype(np.int64)
    found = np.empty((len(tables), most.size))
    for size in np.unique(sizes).tolist():
        trials = np.flatnonzero(sizes == size)
        roots = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
        for start in range(0, trials.size, AT_ONCE):
            part = trials[start : start + AT_ONCE]
            each = np.power(1 + share[:, part, None] * (roots - 1), people[:, part, None])
            chances = np.fft.irfft(each.prod(axis=0), size, axis=1)
            counts = range(1, min(size - 1, WORKED_OUT) + 1)
            for row, table in zip(found, (one.of(part) for one in tables), strict=True):
                row[part] = sum(chances[:, n] * table.enough(n, part.size) for n in counts)
    return found
