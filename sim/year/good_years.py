"""Whether good years were good everywhere, learned from years that are over.

How good or bad a fair was is W = sqrt(s) W_year + sqrt(1 - s) W_fair, and s, 0 to 1, is
`Year.together`. Nobody counts W. What is counted are rates, on the belief's own scale of normal
scores

    z_fi = sqrt(d) W_f + sqrt(1 - d) e_fi,    e_fi its own; of an input of the firm the same number
                                              at every fair of the year

so that fairs of one year look alike for two reasons, and only the part by which all rates of a fair
move together tells of W. What is known of the z of a fair is a normal distribution (the site of
`sim.learning.years`). Given s all is normal: what is not known of W and e is integrated out
exactly, and s is found on a grid; before any year is known every s is as likely as any other.

Of the e of an input of the firm half lasts over the years (`LASTS`), half is of one year: plans
change between the years, and what was learned in one stands in the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from sim.plan.johnson import Array

ENOUGH: Final = 3  # years, from which on s is learned
LASTS: Final = 0.5
EDGES: Final = np.linspace(0.0, 1.0, 101)
GRID: Final = (EDGES[1:] + EDGES[:-1]) / 2
ENDS: Final = (0.1, 0.5, 0.9)


@dataclass(frozen=True, eq=False)
class RatesTold:
    """What was counted of the rates of one fair that rise and fall together.

    paths       of the rates, each once
    firm        whether each is the firm's own, the same at every fair of the year
    dependence  d of its plan
    precision, pull
                what is known of their z: exp(-z'Az / 2 + b'z), shapes (rates, rates) and (rates,)
    """

    paths: tuple[str, ...]
    firm: tuple[bool, ...]
    dependence: float
    precision: Array
    pull: Array


@dataclass(frozen=True, eq=False)
class GoodYears:
    """How far good years were good everywhere: weights of each s of `GRID`, which add up to 1, and
    from how many years and fairs."""

    weights: Array
    years: int
    fairs: int

    @property
    def mean(self) -> float:
        """What to count with: the likeness of two fairs is s itself."""
        return float(self.weights @ GRID)

    @cached_property
    def ends(self) -> tuple[float, float, float]:
        """1 in 10 below, the middle, 1 in 10 above."""
        below = np.concatenate([[0.0], np.cumsum(self.weights)])
        low, middle, high = np.interp(ENDS, below, EDGES).tolist()
        return low, middle, high


def good_years(years: Sequence[Sequence[RatesTold]]) -> GoodYears | None:
    """What these years say of s, each by its fairs; None from fewer than `ENOUGH` of those with two
    fairs or more, as one fair alone says nothing."""
    told = [list(year) for year in years if len(year) > 1]
    if len(told) < ENOUGH:
        return None
    firm = sorted({path for year in told for fair in year for path in _of_firm(fair)})
    height = np.zeros(GRID.size)
    precision, pull = np.zeros((GRID.size, len(firm), len(firm))), np.zeros((GRID.size, len(firm)))
    for year in told:
        inner, left, pulled = _year(*_said(year, firm), len(year))
        height, precision, pull = height + inner, precision + left, pull + pulled
    height += _integral(precision, pull)
    weights = np.exp(height - height.max())
    return GoodYears(weights / weights.sum(), len(told), sum(map(len, told)))


def _of_firm(fair: RatesTold) -> list[str]:
    return [path for path, firm in zip(fair.paths, fair.firm, strict=True) if firm]


def _said(fairs: Sequence[RatesTold], firm: Sequence[str]) -> tuple[Array, Array]:
    """What a year says of the W of each fair and then of the e of each input of the firm, what is a
    fair's own integrated out: precision and pull."""
    size = len(fairs) + len(firm)
    precision, pull = np.zeros((size, size)), np.zeros(size)
    for at, fair in enumerate(fairs):
        own = (1 - fair.dependence) * ~np.array(fair.firm)
        inner = np.eye(own.size) + fair.precision * own
        told, pulled = np.linalg.solve(inner, fair.precision), np.linalg.solve(inner, fair.pull)
        way = np.zeros((own.size, size))
        way[:, at] = np.sqrt(fair.dependence)
        for row, path in enumerate(fair.paths):
            if fair.firm[row]:
                way[row, len(fairs) + firm.index(path)] = np.sqrt(1 - fair.dependence)
        precision += way.T @ told @ way
        pull += way.T @ pulled
    return precision, pull


def _year(precision: Array, pull: Array, fairs: int) -> tuple[Array, Array, Array]:
    """For each s, what lasts of the firm's inputs apart: the logarithm of how likely all that was
    counted is, but for a constant, and the precision and pull of what lasts."""
    size = pull.size
    spread = np.zeros((GRID.size, size, size))
    spread[:, :fairs, :fairs] = GRID[:, None, None]
    every = np.arange(size)
    spread[:, every, every] = np.where(every < fairs, 1.0, 1 - LASTS)
    inner = np.eye(size) + precision @ spread
    told = np.linalg.solve(inner, np.broadcast_to(precision, inner.shape))
    pulled = np.linalg.solve(inner, np.broadcast_to(pull[:, None], (*inner.shape[:2], 1)))[..., 0]
    height = np.einsum("i,sij,sj->s", pull, spread, pulled) / 2
    height = np.asarray(height - np.linalg.slogdet(inner)[1] / 2, dtype=float)
    left = np.asarray(LASTS * told[:, fairs:, fairs:], dtype=float)
    return height, left, np.asarray(np.sqrt(LASTS) * pulled[:, fairs:])


def _integral(precision: Array, pull: Array) -> Array:
    """The logarithm of the integral of exp(-x'Ax / 2 + b'x) over standard normal x, for each s."""
    inner = np.eye(pull.shape[1]) + precision
    middle = np.linalg.solve(inner, pull[..., None])[..., 0]
    return np.asarray((pull * middle).sum(axis=1) / 2 - np.linalg.slogdet(inner)[1] / 2)
