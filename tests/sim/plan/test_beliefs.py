"""Beliefs against the published formulas, SciPy's distributions and numerical integration."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from sim import Counted, Exact, Range, Scale, ScenarioError
from sim.plan.beliefs import Belief, read_belief
from tests.oracles import independent
from tests.sim.made_up import FAIRS, TENTH, counted, document, fair, positives, shares, three

SHARE, POSITIVE = Scale.SHARE, Scale.POSITIVE
Z = np.linspace(-6.4, 6.4, 641)  # a Sobol normal is at most ndtri(1 - 2^-33) = 6.34 away from 0
RANGES = shares(exact=False) | positives(0.001, 5, exact=False) | positives(1, 9e5, exact=False)

EXTREME = [
    Range(1, 1e6),
    Range(1e6, 1e12, 1e6 * (1 + 1e-15)),
    Range(1, 1e6, 999_999.0),
    Range(1e-300, 1e-299),
    Range(1e-300, 0.5, None, SHARE),
    Range(0.5, 1 - 1e-16, 1 - 2e-16, SHARE),
    Range(0.1, 0.9, 0.1 + 1e-10, SHARE),
    Range(0.1, 0.9, 0.9 - 1e-10, SHARE),
    Counted(0, 1),
    Counted(1, 1),
    Counted(0, 10**9),
    Counted(10**9, 10**9),
    Counted(500_000_000, 10**9),
]
ABSURD = [  # allowed too, but their tails overflow where moments are integrated
    Range(1, 1e6, 1.0000001),
    Range(0.1, 0.9, 0.1 + 1e-12, SHARE),
    Range(0.1, 0.9, 0.9 - 1e-12, SHARE),
]

MOMENTS: list[Belief] = [
    *dict.fromkeys(b for b in fair("international").inputs.values() if b.variance > 0),
    Range(0.03, 0.10, None, SHARE),
    Range(0.03, 0.10, 0.06, SHARE),
    Range(0.2, 0.9, 0.85, SHARE),
    Range(0.02, 0.98, 0.5, SHARE),
    Range(10, 40),
    Range(10, 40, 12),
    Range(10, 40, 38),
    Counted(12, 150),
    Counted(0, 4),
    Counted(7, 7),
]


def quantile(belief: Belief, z: float) -> float:
    return float(belief.quantile(np.array(z)))


def integral(belief: Belief, power: int, middle: float) -> float:
    """E[(x(z) - middle)^power] by adaptive quadrature, piece by piece."""

    def density(z: float) -> float:
        return (quantile(belief, z) - middle) ** power * stats.norm.pdf(z)

    edges = np.arange(-12, 16, 4)
    return sum(
        integrate.quad(density, a, b, epsabs=0, epsrel=1e-10)[0]
        for a, b in itertools.pairwise(edges)
    )


@settings(deadline=None, derandomize=True, max_examples=200)
@given(RANGES)
def test_low_likely_and_high_are_the_10th_50th_and_90th_percentile(belief: Belief) -> None:
    found = belief.quantile(np.array([-TENTH, 0.0, TENTH]))
    # exact but for the rounding of the closed form, which grows with the bend of the curve
    np.testing.assert_allclose(found, [belief.low, belief.likely, belief.high], rtol=1e-9)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(RANGES)
def test_a_belief_never_leaves_its_support(belief: Belief) -> None:
    x = belief.quantile(Z)
    assert np.isfinite(x).all()
    assert (x >= 0).all()
    assert belief.scale is POSITIVE or (x <= 1).all()


@settings(deadline=None, derandomize=True, max_examples=200)
@given(RANGES)
def test_a_belief_rises_with_z(belief: Belief) -> None:
    x = belief.quantile(Z)
    assert (np.diff(x) >= -8 * np.spacing(x[1:])).all()  # nearly flat tails rest on rounding
    assert belief.low < belief.likely < belief.high
    inside = belief.quantile(np.linspace(-TENTH, TENTH, 21))
    assert (np.diff(inside) > 0).all()


@settings(deadline=None, derandomize=True, max_examples=200)
@given(three(1, 999, SHARE) | three(1000, 9000, POSITIVE))
def test_z_is_the_inverse_of_quantile(belief: Range) -> None:
    x = belief.quantile(np.linspace(-TENTH, TENTH, 21))
    again = belief.quantile(belief.z(x))
    np.testing.assert_allclose(again, x, rtol=1e-9)
    ends = belief.z(np.array([belief.low, belief.likely, belief.high]))
    np.testing.assert_allclose(ends, [-TENTH, 0, TENTH], atol=1e-6)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(RANGES, st.lists(st.floats(-4, 4), min_size=1, max_size=9))
def test_the_curve_is_the_one_that_hadlock_and_bickel_published(
    belief: Belief, at: list[float]
) -> None:
    """Against the formulas as they are written, with arccosh."""
    z = np.array(at)
    raw = belief.raw
    found = belief.quantile(z)
    expected = independent.value(raw, belief.scale is SHARE, z)
    # arccosh(1 + e) loses half of the digits near the straight line
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize("scale", Scale)
def test_a_likely_value_near_the_middle_gives_nearly_the_straight_line(scale: Scale) -> None:
    low, high = (0.05, 0.3) if scale is SHARE else (10.0, 40.0)
    straight = Range(low, high, None, scale)
    z = np.linspace(-6, 6, 49)
    for off, size in ((1e-15, 1e-6), (1e-9, 1e-3), (-1e-12, 1e-4), (1e-5, 0.2)):
        near = Range(low, high, straight.likely * (1 + off), scale).quantile(z)
        # the bend is sqrt(2 e) / c for an excess e: the distance shrinks like a square root
        np.testing.assert_allclose(near, straight.quantile(z), rtol=size)


def test_a_range_without_likely_value_is_lognormal_or_has_a_normal_probit() -> None:
    z = np.linspace(-4, 4, 33)
    sigma = math.log(40 / 10) / (2 * TENTH)
    lognormal = stats.lognorm(sigma, scale=20).ppf(stats.norm.cdf(z))  # median sqrt(10 x 40)
    np.testing.assert_allclose(Range(10, 40).quantile(z), lognormal, rtol=1e-9)
    low, high = np.asarray(stats.norm.ppf([0.1, 0.3]))
    probit = stats.norm.cdf((low + high) / 2 + (high - low) / (2 * TENTH) * z)
    np.testing.assert_allclose(Range(0.1, 0.3, None, SHARE).quantile(z), probit, rtol=1e-12)
    assert Range(10, 40).likely == pytest.approx(20, rel=1e-12)  # sqrt(10 x 40)


@pytest.mark.parametrize("belief", MOMENTS, ids=str)
def test_mean_and_variance_are_those_of_the_integral(belief: Belief) -> None:
    mean = integral(belief, 1, 0.0)
    assert belief.mean == pytest.approx(mean, rel=1e-8)
    assert belief.variance == pytest.approx(integral(belief, 2, mean), rel=1e-6)


@pytest.mark.parametrize(("low", "high"), [(10, 40), (1, 1.1), (0.2, 900), (1e6, 1e9)])
def test_the_moments_of_a_range_without_likely_value_are_the_lognormal_ones(
    low: float, high: float
) -> None:
    law = stats.lognorm(math.log(high / low) / (2 * TENTH), scale=math.sqrt(low * high))
    mean, variance = law.stats("mv")
    assert Range(low, high).mean == pytest.approx(float(mean), rel=1e-9)
    assert Range(low, high).variance == pytest.approx(float(variance), rel=1e-8)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(counted())
def test_counted_evidence_has_the_percentiles_of_the_jeffreys_posterior(belief: Counted) -> None:
    posterior = stats.beta(belief.hits + 0.5, belief.of - belief.hits + 0.5)
    low, likely, high = posterior.ppf([0.1, 0.5, 0.9])
    found = (belief.low, belief.likely, belief.high)
    np.testing.assert_allclose(found, [low, likely, high], rtol=1e-9)
    same = Range(belief.low, belief.high, belief.likely, SHARE)
    np.testing.assert_array_equal(belief.quantile(Z), same.quantile(Z))
    assert (belief.mean, belief.variance) == (same.mean, same.variance)


def test_twelve_of_150_is_about_eight_percent() -> None:
    belief = Counted(12, 150)
    assert belief.likely == pytest.approx(stats.beta.median(12.5, 138.5))
    assert belief.mean == pytest.approx(12.5 / 151, rel=0.01)  # the mean of the same Beta
    assert belief.low < 12 / 150 < belief.high


@pytest.mark.parametrize("belief", [*EXTREME, *ABSURD], ids=str)
def test_extreme_but_allowed_beliefs_stay_finite(belief: Belief) -> None:
    x = belief.quantile(Z)
    assert np.isfinite(x).all()
    assert (x >= 0).all()
    assert belief.scale is POSITIVE or (x <= 1).all()
    ends = belief.quantile(np.array([-TENTH, 0, TENTH]))
    np.testing.assert_allclose(ends, [belief.low, belief.likely, belief.high], rtol=1e-9)


@pytest.mark.parametrize("belief", [*EXTREME, *ABSURD, *MOMENTS], ids=str)
def test_a_belief_is_finite_however_far_off_it_is_asked_about(belief: Belief) -> None:
    """A search goes there, step by step, before it turns back."""
    x = belief.quantile(np.array([-1e6, -5000.0, -300.0, 0.0, 300.0, 5000.0, 1e6]))
    assert np.isfinite(x).all()
    assert (np.diff(x) >= 0).all()


@pytest.mark.parametrize(
    "belief",
    [*EXTREME, *ABSURD],
    ids=str,
)
def test_moments_of_extreme_but_allowed_beliefs_are_finite(belief: Belief) -> None:
    assert 0 <= belief.mean < math.inf
    assert 0 <= belief.variance < math.inf


def on_line(belief: Range) -> Any:
    """Low, likely and high where the belief is symmetric: by the formulas of the model."""
    points = np.array([belief.low, belief.likely, belief.high])
    return stats.norm.ppf(points) if belief.scale is SHARE else np.log(points - belief.scale.least)


@pytest.mark.parametrize("scale", Scale)
def test_a_moved_belief_is_as_wide_as_before_on_its_own_line(scale: Scale) -> None:
    least = scale.least
    old = Range(least + 0.10, least + 0.30, least + 0.15, scale)
    new = old.moved(least + 0.4)
    assert new.likely == pytest.approx(least + 0.4, rel=1e-12)
    before, after = on_line(old), on_line(new)
    np.testing.assert_allclose(after - after[1], before - before[1], rtol=1e-9)


@pytest.mark.parametrize("scale", Scale)
def test_a_widened_belief_keeps_its_likely_value_and_is_so_much_wider_on_its_line(
    scale: Scale,
) -> None:
    least = scale.least
    old = Range(least + 0.10, least + 0.30, least + 0.15, scale)
    before, after = on_line(old), on_line(old.widened(1.5))
    np.testing.assert_allclose(after[1], before[1], rtol=1e-9)
    np.testing.assert_allclose(after - after[1], 1.5 * (before - before[1]), rtol=1e-9)


def test_moving_a_belief_to_where_it_is_changes_nothing() -> None:
    old = Range(10, 40, 15)
    new = old.moved(15)
    np.testing.assert_allclose((new.low, new.likely, new.high), (10, 15, 40), rtol=1e-12)
    symmetric = Range(10, 40)
    np.testing.assert_allclose(symmetric.moved(20).quantile(Z), symmetric.quantile(Z), rtol=1e-6)


def test_an_exact_number_is_the_same_everywhere() -> None:
    belief = Exact(0.25, SHARE)
    np.testing.assert_array_equal(belief.quantile(Z), np.full(Z.shape, 0.25))
    assert (belief.low, belief.likely, belief.high, belief.mean) == (0.25,) * 4
    assert belief.variance == 0


def test_beliefs_are_equal_and_hash_alike_when_they_are_written_alike() -> None:
    assert Range(1, 3, 2) == Range(1.0, 3.0, 2.0)
    assert len({Range(1, 3), Range(1, 3), Range(1, 3, 2), Exact(1), Counted(1, 3)}) == 4
    Range(1, 3).likely  # noqa: B018  a cached value must not count
    assert Range(1, 3) == Range(1, 3)


@pytest.mark.parametrize(
    ("raw", "belief"),
    [
        (0.1, Exact(0.1, SHARE)),
        (1, Exact(1.0, SHARE)),
        ([0.03, 0.1], Range(0.03, 0.1, None, SHARE)),
        ([0.03, 0.06, 0.1], Range(0.03, 0.1, 0.06, SHARE)),
        ({"hits": 12, "of": 150}, Counted(12, 150)),
    ],
)
def test_every_way_of_writing_a_belief_is_read_and_written_back(raw: Any, belief: Belief) -> None:
    assert read_belief(raw, SHARE, "a share") == belief
    assert belief.raw == raw


@pytest.mark.parametrize(
    ("raw", "scale", "code"),
    [
        ("0.1", SHARE, "not_number"),
        (True, SHARE, "not_number"),
        (None, SHARE, "not_number"),
        (math.nan, SHARE, "not_finite"),
        (math.inf, POSITIVE, "not_finite"),
        (10**400, POSITIVE, "above"),
        (-(10**400), POSITIVE, "below"),
        ([0.03, math.nextafter(0.03, 1), 0.1], SHARE, "too_close"),
        ([], SHARE, "not_belief"),
        ([0.1], SHARE, "not_belief"),
        ([0.1, 0.2, 0.3, 0.4], SHARE, "not_belief"),
        ([0.1, "0.2"], SHARE, "not_number"),
        ([0.1, False], SHARE, "not_number"),
        ([0.1, math.nan, 0.3], SHARE, "not_finite"),
        ([0.1, -math.inf], SHARE, "not_finite"),
        ([0, 0.1], SHARE, "below"),
        ([-1, 5], POSITIVE, "below"),
        ([0.1, 1], SHARE, "above"),
        ([0.1, 1.5], SHARE, "above"),
        ([0.2, 0.1], SHARE, "low_not_below_high"),
        ([0.2, 0.2], SHARE, "low_not_below_high"),
        ([3, 3], POSITIVE, "low_not_below_high"),
        ([0.1, 0.1, 0.2], SHARE, "likely_outside"),
        ([0.1, 0.2, 0.2], SHARE, "likely_outside"),
        ([0.1, 0.3, 0.2], SHARE, "likely_outside"),
        ([1, 1.1e6], POSITIVE, "too_wide"),
        ({"hits": 1}, SHARE, "not_belief"),
        ({"hits": 1, "of": 2, "and": 3}, SHARE, "not_belief"),
        ({}, SHARE, "not_belief"),
        ({"hits": 1, "of": 2}, POSITIVE, "shares_only"),
        ({"hits": 3, "of": 2}, SHARE, "hits_above_of"),
        ({"hits": -1, "of": 2}, SHARE, "not_whole"),
        ({"hits": 0, "of": 0}, SHARE, "not_whole"),
        ({"hits": 1.0, "of": 2}, SHARE, "not_whole"),
        ({"hits": True, "of": 2}, SHARE, "not_whole"),
        ({"hits": 1, "of": 10**10}, SHARE, "above"),
    ],
)
def test_what_is_no_belief_is_refused_with_a_reason(raw: Any, scale: Scale, code: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        read_belief(raw, scale, "a number")
    assert problem.value.code == code
    assert "\n" not in str(problem.value)


def test_every_belief_of_the_fairs_is_read_as_it_stands_in_the_file() -> None:
    for name in FAIRS:
        inputs, scenario = document(name)["inputs"], fair(name)
        for path, belief in scenario.inputs.items():
            key, _, phase = path.partition(".")
            assert belief.raw == (inputs[key][phase] if phase else inputs[key])
