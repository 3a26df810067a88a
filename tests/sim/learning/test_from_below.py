"""What several fairs say that each tell from below, against years that are drawn plainly.

A fair has two numbers, x and y, and is seen at the smaller of both: how many came, and how many
there was time for. What lasts and how good each year was are drawn; the density of what was seen is
that of the smaller of two normal numbers.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy.stats import norm

from sim.learning.from_below import Drawn, next_year
from sim.learning.years import Site, site
from sim.plan.johnson import Array

LOADING = np.array([0.5, 0.0])  # of what moves all shares of a fair
LASTS = np.array([0.375, 0.5])  # half of the rest, as where nothing tells how much is yearly
YEARLY = np.array([0.375, 0.5])
BEFORE = np.outer(LOADING, LOADING) + np.diag(1 - LOADING**2)
LEVELS = (0.1, 0.5, 0.9)
NEAR = 0.04  # of what was seen at a fair
DRAWS = 400_000
NAN = np.full(2, np.nan)
WITHIN = 0.06  # of a normal score, the noise of 512 draws and of a fair's own
LOW = (-1.0,) * 10
BY_TURNS = (-0.5, 0.7) * 3


def alone(rng: np.random.Generator, seen: float) -> Drawn:
    """What one fair says by itself: those of many that were seen so."""
    good, own = rng.standard_normal(DRAWS), rng.standard_normal((2, DRAWS))
    both = LOADING[:, None] * good + np.sqrt(1 - LOADING**2)[:, None] * own
    kept = both[:, np.abs(both.min(axis=0) - seen) < NEAR][:, :4096]
    return Drawn((0, 1), kept, np.full(kept.shape[1], 1 / kept.shape[1]))


@cache
def fairs(seen: tuple[float, ...]) -> tuple[list[Site], list[Drawn]]:
    rng = np.random.default_rng(4)
    each = [alone(rng, one) for one in seen]
    return [site(one.scores.mean(axis=1), np.cov(one.scores), BEFORE) for one in each], each


@cache
def played(seen: tuple[float, ...]) -> Array:
    """Quantiles of both numbers of the year after, shape (2, levels)."""
    rng = np.random.default_rng(8)
    lasts = np.sqrt(LASTS)[:, None] * rng.standard_normal((2, DRAWS))
    weight = np.zeros(DRAWS)
    for one in seen:
        x, y = (norm(m, s) for m, s in zip(_year(rng, lasts), np.sqrt(YEARLY), strict=True))
        weight += np.log(x.pdf(one) * y.sf(one) + y.pdf(one) * x.sf(one))
    weight = np.exp(weight - weight.max())
    assert weight.sum() ** 2 / (weight**2).sum() > 2000
    after = _year(rng, lasts) + np.sqrt(YEARLY)[:, None] * rng.standard_normal((2, DRAWS))
    found = []
    for each in after:
        order = np.argsort(each)
        below = np.cumsum(weight[order]) / weight.sum()
        found.append(np.interp(LEVELS, below, each[order]))
    return np.array(found)


def _year(rng: np.random.Generator, lasts: Array) -> Array:
    """The middle of both numbers in a year that is as good as it is."""
    return np.asarray(lasts + LOADING[:, None] * rng.standard_normal(lasts.shape[1]))


@pytest.mark.parametrize("seen", [(0.9, 0.8), LOW, BY_TURNS])
def test_the_next_year_is_that_of_the_years_that_were_seen_so(seen: tuple[float, ...]) -> None:
    sites, each = fairs(seen)
    for mixture, plain in zip(
        next_year(LOADING, NAN, sites, [1.0] * len(seen), each), played(seen), strict=True
    ):
        assert mixture.quantiles(LEVELS) == pytest.approx(plain, abs=WITHIN)


def test_normal_sites_that_add_up_miss_it() -> None:
    sites, each = fairs(LOW)
    added_up = next_year(LOADING, NAN, sites, [1.0] * len(each), [None] * len(each))
    found = np.array([mixture.quantiles(LEVELS) for mixture in added_up])
    assert np.abs(found - played(LOW)).max() > 2 * WITHIN


def test_fairs_that_count_for_nothing_teach_nothing() -> None:
    sites, each = fairs((0.9, 0.8))
    for mixture in next_year(LOADING, NAN, sites, [0.0, 0.0], each):
        assert mixture.quantiles(LEVELS) == pytest.approx(norm.ppf(LEVELS), abs=WITHIN)
