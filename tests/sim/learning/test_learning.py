"""Learning from counts, against an independent integral, closed forms and simulated fairs.

Long because it mirrors one module.
"""

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
    learned,
    learned_parts,
    learned_value,
    percentiles,
    together,
)
from sim.plan.beliefs import Belief
from sim.plan.johnson import TENTH
from sim.plan.parameters import Unit
from tests.sim.made_up import shares

SHARE = Scale.SHARE
COUNTS = st.integers(0, 200)
PASSED = st.floats(0, 1)
OPEN = st.lists(st.tuples(PASSED, st.integers(0, 30), st.integers(0, 30)), max_size=3).map(tuple)
EVIDENCE = st.builds(Evidence, COUNTS, COUNTS, OPEN)
MADE = settings(deadline=None, derandomize=True, max_examples=60)

CASES = [
    (Range(0.05, 0.2, 0.1, SHARE), Evidence(3, 27)),
    (Range(0.05, 0.2, 0.1, SHARE), Evidence(0, 5)),
    (Range(0.05, 0.2, 0.1, SHARE), Evidence(4, 0)),
    (Range(0.3, 0.9, 0.7, SHARE), Evidence(40, 60)),
    (Range(0.3, 0.9, None, SHARE), Evidence(2, 1, ((0.5, 10, 4),))),
    (Range(0.01, 0.04, 0.02, SHARE), Evidence(9, 400, ((0.2, 50, 0), (0.9, 30, 60)))),
    (Range(0.4, 0.6, 0.5, SHARE), Evidence(0, 0, ((1.0, 6, 2),))),
    (Range(0.1, 0.5, 0.2, SHARE), Evidence(2.5, 7.5)),
    (Range(0.001, 0.9, 0.3, SHARE), Evidence(12, 3)),
    (Range(0.6, 0.95, 0.9, SHARE), Evidence(1, 30, ((0.7, 4, 1),))),
]


RULE = np.polynomial.legendre.leggauss(60)


def averaged(x: float, passed: float, many: float, lost: float) -> float:
    """Of those open and lost, over every pace from 0 to `passed`: Gauss and Legendre's rule, exact
    for a polynomial of as many degrees."""
    points, weights = RULE
    pace = passed * (points + 1) / 2
    waiting = x * (1 - passed) + (1 - x) * (1 - pace)
    each = (pace * (1 - x)) ** lost * waiting**many
    return float(weights @ each) / 2


def independent(belief: Range, evidence: Evidence, level: float) -> float:
    """The same percentile by adaptive quadrature over the share itself: its prior density is that
    of the normal score, found by differentiating it."""

    def density(x: float) -> float:
        z = float(belief.z(np.array(x)))
        step = 1e-6 * min(x, 1 - x)
        slope = float(belief.z(np.array(x + step)) - belief.z(np.array(x - step))) / (2 * step)
        value = stats.norm.logpdf(z) + math.log(slope)
        value += evidence.hits * math.log(x) + evidence.misses * math.log(1 - x)
        for passed, many, lost in evidence.open:
            value += math.log(averaged(x, passed, many, lost))
        return value

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
    assert learned(belief, Evidence(open=((0.0, 30, 0), (0.5, 0, 0)))) is belief


@MADE
@given(shares(), EVIDENCE, EVIDENCE, EVIDENCE)
def test_the_order_of_the_batches_does_not_matter(
    belief: Belief, one: Evidence, two: Evidence, three: Evidence
) -> None:
    assert learned(belief, one + two) == learned(belief, two + one)
    expected = learned(belief, together([one, two, three]))
    for batches in ([three, one, two], [two, three, one]):
        assert learned(belief, together(batches)) == expected


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
    waiting = learned(Counted(12, 150), Evidence(3, 27, ((0.5, 40, 0),)))
    assert waiting.high < Counted(15, 180).high


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
    lost = learned(belief, Evidence(open=((1.0, many, many),)))
    for found in (every, none, lost):
        assert 0 < found.low < found.likely < found.high < 1
    assert every.likely >= belief.likely * (1 - 1e-9)
    assert max(none.likely, lost.likely) <= belief.likely * (1 + 1e-9)


@pytest.mark.parametrize("belief", [Range(1, 1e6), Range(1, 1e6, 5e5), Range(1e11, 1e12)])
@pytest.mark.parametrize("values", [[1e-300], [1e12] * 100, [1e-3, 1e12], [0.0, 5e4]])
@pytest.mark.parametrize("spread", [1e-12, 0.8, 1e6])
def test_orders_of_any_value_leave_a_belief_about_money(
    belief: Range, values: list[float], spread: float
) -> None:
    for power in (1e-9, 1.0):
        found = learned_value(belief, values, spread, [power] * len(values))
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


@pytest.mark.parametrize(
    ("beliefs", "counts"),
    [
        ([Range(0.3, 0.7, 0.5, SHARE), Range(0.2, 0.5, 0.3, SHARE), Range(0.05, 0.3, 0.15, SHARE)],
         (14, 10, 5)),
        ([Range(0.3, 0.7, 0.5, SHARE), Range(0.2, 0.5, 0.3, SHARE), Range(0.05, 0.3, 0.15, SHARE)],
         (140, 100, 50)),
        ([Range(0.45, 0.55, 0.5, SHARE), Range(0.1, 0.6, 0.3, SHARE),
          Range(0.05, 0.3, 0.15, SHARE)], (14, 10, 25)),
    ],
)  # fmt: skip
def test_parts_are_those_of_draws_weighted_by_their_multinomial(
    beliefs: list[Belief], counts: tuple[int, ...]
) -> None:
    """The rate is taken for known: middles within a tenth of the range, ranges up to a fifth too
    narrow, as `learned_parts` says."""
    random = np.random.default_rng(1)

    def divided(of: list[Belief], times: int) -> Any:
        drawn = [belief.quantile(random.standard_normal(times)) for belief in of]
        return np.stack(drawn) / np.sum(drawn, axis=0)

    prior = divided(beliefs, 500_000)
    height = np.array(counts) @ np.log(prior)
    weight = np.exp(height - height.max())
    found = divided(learned_parts(beliefs, counts), 100_000)
    for true, told in zip(prior, found, strict=True):
        order = np.argsort(true)
        below = np.cumsum(weight[order]) / weight.sum()
        low, middle, high = true[order][np.searchsorted(below, (0.1, 0.5, 0.9))]
        ends = np.quantile(told, (0.1, 0.5, 0.9))
        assert abs(ends[1] - middle) <= 0.1 * (high - low)
        assert 0.8 <= (ends[2] - ends[0]) / (high - low) <= 1.05


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


@pytest.mark.parametrize("still", [((0.0, 30, 4),), ((0.6, 0, 4),)])
def test_who_was_lost_beside_leads_that_say_nothing_counts(
    still: tuple[tuple[float, float, float], ...],
) -> None:
    belief = Range(0.05, 0.3, 0.15, SHARE)
    found, lost = learned(belief, Evidence(open=still)), learned(belief, Evidence(misses=4))
    assert found.raw == pytest.approx(lost.raw, rel=1e-9)
    assert found.likely < belief.likely
    assert learned(Counted(12, 150), Evidence(open=still)).likely < Counted(12, 150).likely


def test_a_lead_that_waits_longer_says_more() -> None:
    belief = Range(0.05, 0.3, 0.15, SHARE)
    likely = [learned(belief, Evidence(open=((w, 20, 0),))).likely for w in (0.1, 0.4, 0.8, 1.0)]
    assert likely == sorted(likely, reverse=True)
    lost = learned(belief, Evidence(misses=20)).likely
    assert likely[-1] == pytest.approx(lost, rel=1e-9)


def test_another_fair_counts_for_less() -> None:
    belief, other = Range(0.05, 0.3, 0.15, SHARE), Evidence(30, 70, ((0.5, 10, 9),))
    likely = [learned(belief, other.discounted(power)).likely for power in (0.0, 0.3, 1.0)]
    assert likely[0] == belief.likely
    assert likely == sorted(likely)
    assert learned(belief, other.discounted(1.0)) == learned(belief, other)
    assert other.discounted(0.5) == Evidence(15, 35, ((0.5, 5, 4.5),))


@pytest.mark.parametrize(
    "wrong",
    [{"hits": -1}, {"misses": math.nan}, {"open": ((1.5, 1, 0),)}, {"open": ((0.5, -2, 0),)}],
)
def test_what_cannot_have_been_counted_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ScenarioError):
        Evidence(**wrong)
    with pytest.raises(ScenarioError):
        learned(Range(1, 2), Evidence(1, 1))
    with pytest.raises(ScenarioError):
        Evidence().discounted(1.1)


def test_simulated_posteriors_are_calibrated() -> None:
    """Simulation-based calibration (Talts and others 2018): shares drawn from the belief, counts
    drawn from the shares; so often does the share lie below each percentile of its posterior."""
    random, times = np.random.default_rng(7), 1500
    belief = Range(0.05, 0.3, 0.12, SHARE)
    drawn = belief.quantile(random.standard_normal(times))
    passed = np.array([0.2, 0.7])
    below = np.zeros(3)
    for share in drawn:
        closed = int(random.integers(0, 40))
        hits = int(random.binomial(closed, share))
        waiting = random.integers(0, 25, size=2)
        going = random.binomial(waiting, share)
        come = random.binomial(going, passed)  # whoever has gone on waits no longer
        lost = random.binomial(waiting - going, passed * random.uniform(size=2))
        left = waiting - come - lost
        still = tuple(zip(passed.tolist(), left.tolist(), lost.tolist(), strict=True))
        evidence = Evidence(hits + int(come.sum()), closed - hits, still)
        below += share <= np.array(percentiles(belief, evidence))
    for found, level in zip(below / times, (0.1, 0.5, 0.9), strict=True):
        assert abs(found - level) <= 3.5 * math.sqrt(level * (1 - level) / times)


@pytest.mark.parametrize("passed", [1e-320, 1e-94, 1e-35, 1e-14, 1e-10, 1e-6])
@pytest.mark.parametrize("belief", [Range(0.05, 0.2, 0.12, Scale.SHARE),
                                    Range(0.45, 0.8, 0.62, Scale.SHARE)])  # fmt: skip
def test_right_after_the_fair_open_leads_say_nothing(passed: float, belief: Range) -> None:
    after = percentiles(belief, Evidence(open=((passed, 120, 0),)))
    before = percentiles(belief, Evidence())  # on the same grid
    assert after == pytest.approx(before, rel=120 * passed + 1e-9)
