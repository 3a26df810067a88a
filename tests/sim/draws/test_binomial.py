"""The Binomial quantile against SciPy's distribution function, in every corner."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import special, stats

from sim.draws.binomial import SUMMED, binomial_quantile

Floats = NDArray[np.float64]

LEAST = 2.0**-33  # the smallest uniform number of 32 bits, and how far the largest is below 1
PEOPLE = [1, 2, 3, 5, 8, 20, 33, 50, 100, 333, 1000, 10_000, 123_456, 10**6, 10**7, 10**8]
VARIANCES = [1e-9, 1e-6, 1e-3, 0.1, 0.5, 1, 2, 3, 4, 6, 8, 10, 16, 50, 1e3, 1e5, 1e7]
VARIANCES += [SUMMED * (1 - 1e-3), SUMMED * (1 + 1e-3), SUMMED * 1.1]


def distribution(k: Floats, n: int, p: float) -> Floats:
    """P(Binomial(n, p) <= k): SciPy's incomplete beta functions, from the side that is accurate.

    `scipy.stats.binom.cdf` is the same function but loses digits for p below 1e-6.
    """
    k = np.asarray(k, dtype=float)
    inside = (k >= 0) & (k < n)
    safe = np.where(inside, k, 0)
    if p <= 0.5:
        found = special.betaincc(safe + 1, n - safe, p)
    else:
        found = special.betainc(n - safe, safe + 1, 1 - p)
    return np.where(inside, found, np.where(k < 0, 0.0, 1.0))


def shares_with(variance: float, n: int) -> list[float]:
    """Both shares for which n people have this variance; none where it is too large for n."""
    rest = 1 - 4 * variance / n
    if rest < 0:
        return []
    low = 2 * variance / n / (1 + np.sqrt(rest))
    return [low, 1 - low]


def edges(n: int, p: float) -> Floats:
    """Numbers a little below and above the jumps of the distribution function, and the ends."""
    deviation = np.sqrt(n * p * (1 - p))
    k = np.unique(np.clip(np.rint(n * p + deviation * np.linspace(-7, 8, 80)), 0, n))
    at = distribution(k, n, p)
    jump = at - distribution(k - 1, n, p)
    # how near rounding lets anybody tell: 1 - p is off by up to 1e-16, which moves the chance by
    # n times as much of a jump; the incomplete beta function itself has eleven digits
    least = np.maximum(4e-16 * n * jump, 1e-11 * np.minimum(at, 1 - at))
    gaps = [np.maximum(part * jump, least) for part in (0, 1e-6, 1e-4, 0.02)]
    u = np.concatenate([at - gap for gap in gaps] + [at + gap for gap in gaps])
    u = np.concatenate([u, [LEAST, 1.7e-6, 0.47, 1 - 1.7e-6, 1 - LEAST]])
    u = u[(u >= LEAST) & (u <= 1 - LEAST)]
    clear = np.abs(u[:, None] - at[None, :]).min(axis=1) > 1e-14
    found: Floats = u[clear]
    return found


def assert_smallest(k: Floats, u: Floats, n: int, p: float) -> None:
    """k is the smallest count whose distribution function reaches u."""
    assert (distribution(k, n, p) >= u).all()
    assert (distribution(k - 1, n, p) < u).all()


@pytest.mark.parametrize("n", PEOPLE)
def test_the_quantile_is_the_smallest_count_whose_distribution_function_reaches_u(n: int) -> None:
    shares = [p for variance in VARIANCES for p in shares_with(variance, n)]
    shares += [1e-12, 1e-4, 0.3, 0.5, np.nextafter(0.5, 1), 0.7, 1 - 1e-4, 1 - 1e-12]
    for p in shares:
        u = edges(n, p)
        people = np.full(u.shape, float(n))
        assert_smallest(binomial_quantile(u, people, p), u, n, p)
        assert_smallest(binomial_quantile(u, people, p, special.ndtri(u)), u, n, p)


def test_both_ways_of_finding_the_quantile_are_tried_by_that_test() -> None:
    tried = {
        (n * p * (1 - p) > SUMMED, p > 0.5)
        for n in PEOPLE
        for variance in VARIANCES
        for p in shares_with(variance, n)
    }
    assert len(tried) == 4


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.integers(0, 5000), st.floats(0, 1), st.lists(st.integers(0, 2**32 - 1), min_size=1))
def test_the_quantile_is_that_of_scipy_for_every_sobol_point(
    n: int, p: float, bits: list[int]
) -> None:
    u = (np.array(bits) + 0.5) * 2.0**-32
    k = binomial_quantile(u, np.full(u.shape, float(n)), p)
    at, below = distribution(k, n, p), distribution(k - 1, n, p)
    assert (at >= u - 1e-14).all()  # on a jump, rounding may go either way
    assert (below < u + 1e-14).all()


def test_quantiles_of_moderate_binomials_are_those_of_scipy() -> None:
    u = (np.arange(4096) + 0.5) / 4096
    for n, p in ((7, 0.3), (60, 0.12), (200, 0.5), (200, 0.93), (5000, 0.07)):
        expected = stats.binom.ppf(u, n, p)
        np.testing.assert_array_equal(binomial_quantile(u, np.full(u.shape, n), p), expected)


@pytest.mark.parametrize("n", [0, 1, 17, 1000, 10**8])
def test_with_share_0_nobody_and_with_share_1_everybody_goes_on(n: int) -> None:
    u = np.array([LEAST, 0.1, 0.5, 0.9, 1 - LEAST])
    people = np.full(u.shape, float(n))
    np.testing.assert_array_equal(binomial_quantile(u, people, 0.0), np.zeros(u.shape))
    np.testing.assert_array_equal(binomial_quantile(u, people, 1.0), people)


@pytest.mark.parametrize("p", [0.0, 1e-9, 0.3, 0.5, 0.8, 1 - 1e-9, 1.0])
def test_of_nobody_nobody_goes_on(p: float) -> None:
    u = np.array([LEAST, 0.5, 1 - LEAST])
    np.testing.assert_array_equal(binomial_quantile(u, np.zeros(3), p), np.zeros(3))


def test_of_one_person_the_share_decides() -> None:
    u = np.array([0.1, 0.69, 0.71, 0.9])
    # P(0 of 1) = 0.7: below it nobody, above it one
    np.testing.assert_array_equal(binomial_quantile(u, np.ones(4), 0.3), [0, 0, 1, 1])


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.lists(st.integers(0, 2**32 - 1), min_size=2, max_size=2).map(sorted),
    st.lists(st.integers(0, 10**5), min_size=2, max_size=2).map(sorted),
    st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted),
)
def test_the_quantile_rises_with_luck_people_and_share(
    bits: list[int], people: list[int], shares: list[float]
) -> None:
    u = (np.array(bits) + 0.5) * 2.0**-32
    n, p = np.array(people, dtype=float), np.array(shares)
    # every combination, the first index changing slowest
    grid = [axis.ravel() for axis in np.meshgrid(u, n, p, indexing="ij")]
    k = binomial_quantile(*grid).reshape(2, 2, 2)
    for axis in range(3):
        assert (np.diff(k, axis=axis) >= 0).all()
    assert (k <= n[None, :, None]).all()


def test_one_person_more_is_at_most_one_count_more() -> None:
    rng = np.random.default_rng(4)
    u, p = rng.random(20_000), rng.random(20_000)
    n = rng.integers(0, 300, 20_000).astype(float)
    more = binomial_quantile(u, n + 1, p) - binomial_quantile(u, n, p)
    assert set(more) == {0.0, 1.0}


def test_the_quantile_rises_along_fine_steps_across_every_switch_of_method() -> None:
    u = np.repeat((np.arange(64) + 0.5) / 64, 2001)
    for n, low, high in ((100, 0.4, 0.6), (100, 0.02, 0.12), (40, 0.05, 0.35), (10**6, 3e-6, 9e-6)):
        p = np.tile(np.linspace(low, high, 2001), 64)
        k = binomial_quantile(u, np.full(u.shape, float(n)), p).reshape(64, 2001)
        assert (np.diff(k, axis=1) >= 0).all()
        assert (np.diff(k, axis=0) >= 0).all()


def test_people_and_shares_are_broadcast_and_every_element_stands_alone() -> None:
    rng = np.random.default_rng(5)
    u = rng.random(500)
    n, p = rng.integers(0, 2000, 500).astype(float), rng.random(500)
    whole = binomial_quantile(u, n, p)
    alone = [
        float(binomial_quantile(u[i : i + 1], n[i : i + 1], float(p[i]))[0]) for i in range(500)
    ]
    np.testing.assert_array_equal(whole, alone)
    np.testing.assert_array_equal(
        binomial_quantile(u, np.array(50.0), 0.2),
        binomial_quantile(u, np.full(500, 50.0), np.full(500, 0.2)),
    )
    table = binomial_quantile(u.reshape(5, 100), n[:100], p.reshape(5, 100))
    np.testing.assert_array_equal(table.ravel(), binomial_quantile(u, np.tile(n[:100], 5), p))
    assert binomial_quantile(np.empty(0), np.empty(0), 0.5).shape == (0,)


def test_a_normal_that_is_given_changes_no_count() -> None:
    u = (np.random.default_rng(6).integers(0, 2**32, 100_000).astype(float) + 0.5) * 2.0**-32
    rng = np.random.default_rng(7)
    n: Floats = np.exp(rng.uniform(0, 15, u.size)).round()
    p = rng.random(u.size)
    given_ = binomial_quantile(u, n, p, special.ndtri(u))
    np.testing.assert_array_equal(given_, binomial_quantile(u, n, p))
