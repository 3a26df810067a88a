"""Draws of a posterior: where it is known in closed form, and which trials are kept."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.learning.posterior import Posterior, posterior, resampled, shares

Floats = NDArray[np.float64]
SIZE = 5


def nothing(xi: Floats) -> Floats:
    return np.zeros(xi.shape[1])


def test_without_any_counts_every_trial_stays_as_it_is() -> None:
    xi = np.random.default_rng(1).standard_normal((SIZE, 1000))
    found, weight = posterior(nothing, SIZE).moved(xi)
    np.testing.assert_allclose(found, xi, atol=1e-9)
    np.testing.assert_allclose(weight, 0, atol=1e-9)
    np.testing.assert_array_equal(resampled(weight), np.arange(1000))


def test_a_normal_posterior_is_that_of_linear_algebra() -> None:
    random = np.random.default_rng(2)
    told = random.standard_normal((8, SIZE))
    value = random.standard_normal(8) * 3

    def likelihood(xi: Floats) -> Floats:
        return np.asarray(-((told @ xi - value[:, None]) ** 2).sum(axis=0) / 2)

    spread = np.linalg.inv(np.eye(SIZE) + told.T @ told)
    found = posterior(likelihood, SIZE)
    xi = random.standard_normal((SIZE, 20_000))
    points, weight = found.moved(xi)
    points = points[:, resampled(weight)]
    mean = spread @ told.T @ value
    error = 4 * np.sqrt(np.diag(spread) / 20_000 * 2)
    assert (np.abs(points.mean(axis=1) - mean) < error).all()
    np.testing.assert_allclose(np.cov(points), spread, atol=0.05 * np.diag(spread).max())


@pytest.mark.parametrize("skew", [1.5, 4.0, -3.0])
def test_a_skewed_posterior_is_that_of_a_grid(skew: float) -> None:
    """One number that is told by a steep bend, beside others that are not."""

    def likelihood(xi: Floats) -> Floats:
        return np.asarray(stats.norm.logcdf(skew * (xi[0] + 0.3 * xi[1]) - 1.5))

    xi = np.random.default_rng(3).standard_normal((SIZE, 40_000))
    points, weight = posterior(likelihood, SIZE).moved(xi)
    drawn = points[:, resampled(weight)]
    grid = np.linspace(-8, 8, 1601)
    both = np.stack([*np.meshgrid(grid, grid, indexing="ij")])
    height = np.exp(-(both**2).sum(axis=0) / 2) * stats.norm.cdf(
        skew * (both[0] + 0.3 * both[1]) - 1.5
    )
    below = np.cumsum(height.sum(axis=1))
    ends = np.interp((0.1, 0.5, 0.9), below / below[-1], grid)
    levels = [(drawn[0] <= end).mean() for end in ends]
    np.testing.assert_allclose(levels, (0.1, 0.5, 0.9), atol=0.015)
    np.testing.assert_allclose(drawn[2:].std(axis=1), 1, atol=0.03)


def test_trials_are_kept_as_often_as_their_weights_say_and_in_place() -> None:
    random = np.random.default_rng(5)
    for size in (16, 333, 4096):
        weight = random.normal(0, 1.2, size)
        part = np.minimum(np.exp(weight), 10 * np.exp(weight).mean())
        expected = part / part.sum() * size
        kept = resampled(weight)
        times = np.bincount(kept, minlength=size)
        assert times.sum() == size
        assert (np.abs(times - expected) < 1 + 1e-9).all()
        for at in np.flatnonzero(times):
            assert kept[at] == at


def test_which_trials_are_kept_is_right_on_average() -> None:
    """Over many orders of the same weights each is kept as often as its weight says."""
    random, size, turns = np.random.default_rng(6), 512, 2000
    weight = random.normal(0, 1, size)
    part = np.minimum(np.exp(weight), 10 * np.exp(weight).mean())
    expected = part / part.sum() * size
    found = np.zeros(size)
    for _ in range(turns):
        order = random.permutation(size)
        found[order] += np.bincount(resampled(weight[order]), minlength=size)
    # A number between n and n + 1 is kept n times or n + 1: a coin.
    error = np.sqrt(0.25 / turns)
    np.testing.assert_allclose(found / turns, expected, atol=4.5 * error)


def test_one_weight_above_all_leaves_parts_that_are_numbers() -> None:
    weight = np.zeros(100)
    weight[7] = 800.0
    part = shares(weight)
    assert part.sum() == pytest.approx(1)
    assert (part >= 0).all()
    assert resampled(weight).size == 100


def test_any_likelihood_leaves_draws_that_are_numbers() -> None:
    """One that is flat but for a cliff, and one that rises without end."""

    def cliff(xi: Floats) -> Floats:
        return np.where(xi[0] > 1, 0.0, -200.0)

    def slope(xi: Floats) -> Floats:
        return np.asarray(30 * xi[0])

    xi = np.random.default_rng(8).standard_normal((SIZE, 2000))
    for likelihood, least in ((cliff, 0.9), (slope, 20.0)):
        found = posterior(likelihood, SIZE)
        assert isinstance(found, Posterior)
        points, weight = found.moved(xi)
        kept = points[:, resampled(weight)]
        assert np.isfinite(kept).all()
        assert kept[0].mean() > least
