"""Learning from counts, against an independent integral, closed forms and simulated fairs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize, stats

from sim import Counted, Exact, Range, Scale, ScenarioError
from sim.learning.learning import (
    Evidence,
    fitted,
    learned,
    learned_value,
    log_likelihood,
    percentiles,
)
from sim.plan.beliefs import Belief
from sim.plan.johnson import TENTH
from sim.plan.parameters import Unit
from tests.sim.made_up import shares

SHARE = Scale.SHARE
COUNTS = st.integers(0, 200)
MADE = settings(deadline=None, derandomize=True, max_examples=60)

CASES = [
    (Range(0.05, 0.2, 0.1, SHARE), Evidence(3, 27)),
    (Range(0.05, 0.2, 0.1, SHARE), Evidence(0, 5)),
    (Range(0.05, 0.2, 0.1, SHARE), Evidence(4, 0)),
    (Range(0.3, 0.9, 0.7, SHARE), Evidence(40, 60)),
    (Range(0.3, 0.9, None, SHARE), Evidence(2, 1)),
    (Range(0.01, 0.04, 0.02, SHARE), Evidence(9, 400)),
    (Range(0.4, 0.6, 0.5, SHARE), Evidence(0, 0)),
    (Range(0.1, 0.5, 0.2, SHARE), Evidence(2.5, 7.5)),
    (Range(0.001, 0.9, 0.3, SHARE), Evidence(12, 3)),
    (Range(0.6, 0.95, 0.9, SHARE), Evidence(1, 30)),
]


def independent(belief: Range, evidence: Evidence, level: float) -> float:
    """The same percentile by adaptive quadrature over the share itself: its prior density is that
    of the normal score, found by differentiating it."""

    def density(x: float) -> float:
        z = float(belief.z(np.array(x)))
        step = 1e-6 * min(x, 1 - x)
        slope = float(belief.z(np.array(x + step)) - belief.z(np.array(x - step))) / (2 * step)
        value = stats.norm.logpdf(z) + math.log(slope)
        return value + evidence.hits * math.log(x) + evidence.misses * math.log(1 - x)

    points = np.linspace(0.0005, 0.9995, 2000)
    heights = np.array([density(x) for x in points])
    top, middle = float(heights.max()), float(points[heights.argmax()])
    near = points[heights > top - 40]
    ends = (max(float(near[0]) - 0.0005, 1e-9), min(float(near[-1]) + 0.0005, 1 - 1e-9))

    def area(low: float, high: float) -> float:
        if high <= low:
            return 0.0
        return float(integrate.quad(lambda x: math.exp(density(x) - top), low, high, limit=200)[0])

    total = area(ends[0], middle) + area(middle, ends[1])

    def below(x: float) -> float:
        first = area(ends[0], min(x, middle))
        return (first + area(middle, x)) / total - level

    return float(optimize.brentq(below, *ends, xtol=1e-10))


@pytest.mark.by_turns(3)
@pytest.mark.parametrize(("belief", "evidence"), CASES)
def test_the_posterior_is_that_of_an_independent_integral(
    belief: Range, evidence: Evidence
) -> None:
    for level, found in zip((0.1, 0.5, 0.9), percentiles(belief, evidence), strict=True):
        assert found == pytest.approx(independent(belief, evidence, level), rel=2e-4)


@MADE
@given(shares())
def test_no_data_leaves_the_belief_as_it_is(belief: Belief) -> None:
    assert learned(belief, Evidence()) is belief


@pytest.mark.parametrize("share", [0.03, 0.4, 0.97])
@pytest.mark.parametrize("belief", [case[0] for case in CASES[::4]])
def test_much_data_brings_the_belief_to_the_counted_share(belief: Range, share: float) -> None:
    many = 1_000_000
    found = learned(belief, Evidence(share * many, (1 - share) * many))
    spread = math.sqrt(share * (1 - share) / many)
    assert found.likely == pytest.approx(share, abs=3 * spread)
    assert found.high - found.low == pytest.approx(2 * TENTH * spread, rel=0.05)


def test_a_counted_belief_goes_on_counting() -> None:
    assert learned(Counted(12, 150), Evidence(3, 27)) == Counted(15, 180)
    half = learned(Counted(12, 150), Evidence(3.5, 27))
    assert Counted(15, 180).likely < half.likely < Counted(16, 181).likely


EDGES = [
    Range(0.42, 0.97, 0.58, SHARE),
    Range(0.4, 0.6, 0.5999, SHARE),
    Range(0.48, 0.83, 0.8217, SHARE),
    Range(0.001, 0.9, 0.0011, SHARE),
    Range(1e-9, 1 - 1e-9, None, SHARE),
    Range(0.9, 1 - 1e-15, None, SHARE),
    Counted(0, 1),
    Counted(10**9, 10**9),
]


@pytest.mark.parametrize("belief", EDGES)
@pytest.mark.parametrize("many", [1, 623, 10**6, 10**8])
def test_all_or_none_of_any_number_leaves_a_belief(belief: Belief, many: int) -> None:
    """Percentiles that a number cannot tell from 0 or 1 stay inside, and rise."""
    every, none = learned(belief, Evidence(many)), learned(belief, Evidence(0, many))
    for found in (every, none):
        assert 0 < found.low < found.likely < found.high < 1
    assert every.likely >= belief.likely * (1 - 1e-9)
    assert none.likely <= belief.likely * (1 + 1e-9)


@pytest.mark.parametrize("belief", [Range(1, 1e6), Range(1, 1e6, 5e5), Range(1e11, 1e12)])
@pytest.mark.parametrize("values", [[1e-300], [1e12] * 100, [1e-3, 1e12], [0.0, 5e4]])
@pytest.mark.parametrize("spread", [1e-12, 0.8, 1e6])
def test_orders_of_any_value_leave_a_belief_about_money(
    belief: Range, values: list[float], spread: float
) -> None:
    found = learned_value(belief, values, spread)
    assert 0 < found.low < found.likely < found.high <= Unit.MONEY.most


def test_orders_of_nothing_and_orders_without_a_spread_leave_the_belief_as_it_is() -> None:
    belief = Range(4e4, 9e4)
    assert learned_value(belief, [0.0, 0.0], 0.8) is belief
    assert learned_value(belief, [], 0.8) is belief
    assert learned_value(belief, [5e4], 0.0) is belief


def test_the_average_of_orders_is_learned_as_in_closed_form() -> None:
    """A lognormal belief and lognormal orders: precisions of the logarithms add up. The grid has
    a step of 1/62 standard deviations; its sums (step^2 / 12) and the straight lines between them
    (step^2 / 8) put a score wrong by so much of itself."""
    belief, values, spread = Range(4e4, 9e4), [3e4, 5e4, 7e4], 0.8
    variance = math.log1p(spread**2)
    prior = (math.log(9e4 / 4e4) / (2 * TENTH)) ** 2
    precision = 1 / prior + 3 / variance
    told = np.log(values).sum() + 3 * variance / 2
    middle = (math.log(4e4 * 9e4) / 2 / prior + told / variance) / precision
    found = learned_value(belief, values, spread)
    scores = (np.log([found.low, found.likely, found.high]) - middle) * math.sqrt(precision)
    assert scores == pytest.approx([-TENTH, 0, TENTH], abs=TENTH / 62**2 * (1 / 12 + 1 / 8))


def test_what_nobody_doubts_stays() -> None:
    assert learned(Exact(0.3, SHARE), Evidence(0, 1000)) == Exact(0.3, SHARE)


@MADE
@given(shares(), COUNTS, COUNTS)
def test_one_success_more_never_lowers_a_belief_and_one_failure_more_never_raises_it(
    belief: Belief, hits: int, misses: int
) -> None:
    now = learned(belief, Evidence(hits, misses))
    better, worse = (learned(belief, Evidence(hits + more, misses + 1 - more)) for more in (1, 0))
    assert better.likely >= now.likely * (1 - 1e-9)
    assert worse.likely <= now.likely * (1 + 1e-9)


@pytest.mark.parametrize("wrong", [{"hits": -1}, {"misses": math.nan}, {"hits": math.inf}])
def test_what_cannot_have_been_counted_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ScenarioError):
        Evidence(**wrong)
    with pytest.raises(ScenarioError):
        learned(Range(1, 2), Evidence(1, 1))


def test_simulated_posteriors_are_calibrated() -> None:
    """Simulation-based calibration (Talts and others 2018): shares drawn from the belief, counts
    drawn from the shares; so often does the share lie below each percentile of its posterior."""
    random, times = np.random.default_rng(7), 1500
    belief = Range(0.05, 0.3, 0.12, SHARE)
    drawn = belief.quantile(random.standard_normal(times))
    below = np.zeros(3)
    for share in drawn:
        closed = int(random.integers(0, 40))
        hits = int(random.binomial(closed, share))
        below += share <= np.array(percentiles(belief, Evidence(hits, closed - hits)))
    for found, level in zip(below / times, (0.1, 0.5, 0.9), strict=True):
        assert abs(found - level) <= 3.5 * math.sqrt(level * (1 - level) / times)


@pytest.mark.parametrize("share", [0.0, 1e-290, 1e-9, 0.0255509776307, 0.3, 1 - 1e-9, 1.0])
@pytest.mark.parametrize("ends", ["alike", "all"])
def test_percentiles_that_a_number_cannot_tell_apart_are_a_belief_all_the_same(
    share: float, ends: str
) -> None:
    low, high = (share, share) if ends == "alike" else (0.0, 1.0)
    found = fitted(Scale.SHARE, low, share, high)
    assert 0 < found.low < found.likely < found.high < 1
    assert found.likely == pytest.approx(share, abs=1e-15)


def test_counts_say_something_finite_of_a_share_that_no_number_tells_from_none_or_all() -> None:
    wide = Range(1e-250, 1 - 1e-15, 0.5, Scale.SHARE)
    z = np.array([-38.0, -8.0, 0.0, 8.0, 38.0])
    assert {0.0, 1.0} <= set(wide.quantile(z).tolist())
    assert np.isfinite(log_likelihood(wide, Evidence(9668, 0), z)).all()
    assert np.isfinite(log_likelihood(wide, Evidence(0, 9668), z)).all()
