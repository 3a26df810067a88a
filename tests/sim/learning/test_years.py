"""Several years together, held against plain draws that are weighed by what was counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import stats

from sim import Range
from sim.learning.learning import LEVELS
from sim.learning.years import FREEDOM, LEAST, PART, SCALE, Site, next_year, site
from sim.plan.johnson import TENTH, Array, Scale

Counts = Sequence[tuple[int, int]]  # so many of so many, a year

WIDE = Range(0.1, 0.6, 0.3, Scale.SHARE)
NARROW = Range(0.22, 0.5, 0.36, Scale.SHARE)
DRAWS = 400_000


def slope(belief: Range) -> float:
    low, high = belief.quantile(np.array([-0.01, 0.01]))
    return float((np.log(high / (1 - high)) - np.log(low / (1 - low))) / 0.02)


def told(belief: Range, hits: int, of: int) -> Site:
    """By the moments of the posterior on a plain grid."""
    z = np.linspace(-8, 8, 8001)
    share = np.clip(belief.quantile(z), 1e-12, 1 - 1e-12)
    height = hits * np.log(share) + (of - hits) * np.log1p(-share) - z * z / 2
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    mean = weight @ z
    return site(np.array([mean]), np.array([[weight @ (z - mean) ** 2]]), np.eye(1))


def learned(belief: Range, counts: Counts, loading: float = 0.0) -> Array:
    """The share of the next year: 1 time in 10 below, the middle, 1 time in 10 above."""
    sites = [told(belief, *each) for each in counts]
    (found,) = next_year(np.array([loading]), np.array([slope(belief)]), sites)
    return belief.quantile(found.quantiles(LEVELS))


def drawn(belief: Range, counts: Counts, loading: float) -> Array:
    """The same by drawing fairs from the beliefs and weighing each with its Binomial chances."""
    random = np.random.default_rng(5)
    own = 1 - loading**2
    tau = np.abs(stats.t.rvs(FREEDOM, size=DRAWS, random_state=random))
    yearly = (tau * min(SCALE / slope(belief), PART * np.sqrt(own))) ** 2
    lasts = np.sqrt(np.maximum(own - yearly, LEAST * own)) * random.standard_normal(DRAWS)

    def year() -> Array:
        rest = np.sqrt(yearly) * random.standard_normal(DRAWS)
        z = loading * random.standard_normal(DRAWS) + lasts + rest
        return np.asarray(belief.quantile(np.clip(z, -30, 30)))

    weight = np.ones(DRAWS)
    for hits, of in counts:
        share = np.clip(year(), 1e-12, 1 - 1e-12)
        weight *= share**hits * (1 - share) ** (of - hits)
    following = year()
    order = np.argsort(following)
    below = np.cumsum(weight[order]) / weight.sum()
    return np.interp(LEVELS, below, following[order])


@pytest.mark.parametrize("loading", [0.0, np.sqrt(0.3)])
@pytest.mark.parametrize(
    ("belief", "counts"),
    [
        (WIDE, [(10, 50)]),
        (WIDE, [(10, 50), (40, 100)]),
        (NARROW, [(10, 50), (40, 100)]),
        (WIDE, [(3, 10), (2, 12), (6, 20)]),
    ],
)
def test_the_next_year_is_what_weighed_draws_say(
    belief: Range, counts: Counts, loading: float
) -> None:
    assert learned(belief, counts, loading) == pytest.approx(
        drawn(belief, counts, loading), abs=0.015
    )


def test_two_years_that_differ_leave_a_wide_range() -> None:
    """10 of 50 and then 40 of 100, as one Binomial .31 to .41; with a belief that says little, and
    nothing else that tells of good and bad fairs, about .15 to .57."""
    low, _, high = learned(WIDE, [(10, 50), (40, 100)])
    assert high - low > 0.2
    assert low < 0.2
    assert high > 0.4


def test_years_alike_narrow_the_range_and_years_that_differ_do_not() -> None:
    def width(counts: Counts) -> float:
        low, _, high = learned(WIDE, counts)
        return float(high - low)

    alike, differ = [(30, 100)] * 10, [(15, 100), (45, 100)] * 5
    assert width(alike) < width([(30, 100)]) / 2
    assert width(differ) > 2 * width(alike)


def test_the_next_fair_may_be_good_or_bad_however_much_was_counted() -> None:
    loading = np.sqrt(0.3)
    low, _, high = learned(WIDE, [(3000, 10_000)] * 30, loading)
    alone = WIDE.quantile(WIDE.z(np.array(0.3)) + loading * TENTH * np.array([-1.0, 1.0]))
    assert low <= alone[0]
    assert high >= alone[1]


def test_a_fair_that_told_nothing_changes_nothing() -> None:
    """However many of them, and a direction that a sample left as wide as it was says nothing."""
    nothing = Site(np.zeros((2, 2)), np.zeros(2))
    before = np.array([[1.0, 0.3], [0.3, 1.0]])
    assert np.array_equal(site(np.zeros(2), before, before).precision, nothing.precision)
    both = next_year(np.full(2, 0.5), np.array([np.nan, np.nan]), [nothing] * 3)
    for one in both:
        assert one.quantiles(LEVELS) == pytest.approx([-TENTH, 0, TENTH], abs=0.001)


def test_one_share_tells_of_another_at_the_same_fair_only_by_how_good_it_was() -> None:
    """A fair at which one share was far above its belief is taken to have been good: the other,
    counted in the middle of its belief, is then taken to be lower than that at the next."""
    loading = np.full(2, 0.7)
    counted = np.array([[50.0, 0.0], [0.0, 50.0]])
    good = Site(counted, counted @ np.array([1.5, 0.0]))
    plain = Site(counted, counted @ np.zeros(2))
    after_good = next_year(loading, np.full(2, np.nan), [good])[1].quantiles([0.5])
    after_plain = next_year(loading, np.full(2, np.nan), [plain])[1].quantiles([0.5])
    assert after_good < after_plain - 0.1


def test_a_power_weighs_a_fair() -> None:
    once = told(WIDE, 60, 100)
    assert np.array_equal(once.discounted(0.3).precision, 0.3 * once.precision)
    half, full = (
        next_year(np.zeros(1), np.array([np.nan]), [once.discounted(power)])[0].quantiles([0.5])
        for power in (0.1, 1.0)
    )
    assert 0 < half < full
