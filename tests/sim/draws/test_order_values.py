"""The value of every single order: sums of lognormals with known mean and variance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.draws import streams
from sim.draws.order_values import SINGLE, summed_values
from sim.draws.streams import EVERY, REPLICATES, Block, Draws, Whole

Floats = NDArray[np.float64]
FULL = [SINGLE * 2**lots for lots in range(4)]  # all lots that were begun are full


def sums(extra: int, orders: int, spread: float, trials: int = 256) -> tuple[Floats, Floats]:
    """Both sums of many fairs with so many orders each."""
    draws = Draws(2, trials, Block(0, REPLICATES, 0, trials))
    ones = np.ones(draws.block.size)
    return summed_values(draws, ones * extra, ones * orders, spread)


def assert_mean(values: Floats, mean: float) -> None:
    each = values.reshape(REPLICATES, -1).mean(axis=1)
    error = each.std(ddof=1) / math.sqrt(REPLICATES)
    assert abs(values.mean() - mean) <= 4 * error


def assert_variance(values: Floats, mean: float, variance: float, fourth: float) -> None:
    """`fourth` is the fourth central moment, which gives the error of a variance."""
    error = math.sqrt((fourth - variance**2) / values.size)
    assert abs(((values - mean) ** 2).mean() - variance) <= 4 * error


def moments(spread: float) -> tuple[float, float]:
    """Variance and fourth cumulant of one order in units of its mean, by SciPy."""
    sigma = math.sqrt(math.log1p(spread**2))
    law = stats.lognorm(sigma, scale=math.exp(-(sigma**2) / 2))
    _, variance, _, excess = law.stats("mvsk")
    return float(variance), float(excess * variance**2)


@pytest.mark.parametrize("spread", [0.1, 0.6, 0.8, 1.0])
@pytest.mark.parametrize("orders", [1, 2, 3, 5, 40])
def test_the_sum_of_orders_has_mean_and_variance_of_independent_lognormals(
    orders: int, spread: float
) -> None:
    variance, fourth = moments(spread)
    assert variance == pytest.approx(spread**2)  # the coefficient of variation of mean 1
    _, every = sums(orders, orders, spread, trials=2048)
    assert_mean(every, orders)
    # cumulants add: fourth central moment = fourth cumulant + 3 variance^2
    total = orders * variance
    assert_variance(every, orders, total, orders * fourth + 3 * total**2)


@pytest.mark.parametrize("spread", [0.3, 0.8, 2.0])
def test_one_order_has_the_lognormal_distribution(spread: float) -> None:
    _, one = sums(1, 1, spread, trials=1024)
    sigma = math.sqrt(math.log1p(spread**2))
    law = stats.lognorm(sigma, scale=math.exp(-(sigma**2) / 2))
    # one quasi-random number a trial: each replicate has one value in each 1024th
    at = law.cdf(one).reshape(REPLICATES, -1)
    np.testing.assert_array_equal(np.sort(np.floor(at * 1024)), np.tile(np.arange(1024), (32, 1)))


def test_orders_of_one_fair_are_independent_of_each_other() -> None:
    two, one = sums(1, 2, 0.8, trials=1024)[::-1]
    second = two - one
    product = (one - 1) * (second - 1)
    assert_mean(product, 0.0)
    later = [sums(k, k + 1, 0.8, trials=1024) for k in (4, 9)]  # beyond the quasi-random ones
    for before, after in later:
        product = (after - before - 1) * (one - 1)
        error = product.std() / math.sqrt(product.size)
        assert abs(product.mean()) <= 4 * error


@pytest.mark.parametrize("extra", [0, 1, 3, 900, 2000, 10**6])
def test_with_equal_orders_the_sum_is_their_number(extra: int) -> None:
    found, every = sums(extra, extra + 5, 0.0, trials=2)
    assert (found == extra).all()
    assert (every == extra + 5).all()


def test_the_extra_orders_are_the_first_ones() -> None:
    extra, every = sums(2, 6, 0.8)
    alone, same = sums(2, 2, 0.8)
    np.testing.assert_array_equal(extra, alone)
    np.testing.assert_array_equal(extra, same)
    assert (every > extra).all()
    nothing, _ = sums(0, 6, 0.8)
    assert (nothing == 0).all()


def test_each_order_more_adds_its_own_value_and_lowers_no_sum() -> None:
    before = np.zeros(REPLICATES * 256)
    for orders in range(1, 12):
        _, every = sums(orders, orders, 1.5)
        assert (every > before).all()
        before = every


@pytest.mark.parametrize("spread", [0.3, 0.8])
@pytest.mark.parametrize("orders", FULL)
def test_full_lots_have_mean_and_variance_of_as_many_single_orders(
    orders: int, spread: float
) -> None:
    _, every = sums(orders, orders, spread, trials=64)
    assert_mean(every, orders)
    # so many orders are normal but for a skewness below 0.2: fourth moment 3 variance^2
    total = orders * spread**2
    assert_variance(every, orders, total, 3 * total**2)


@pytest.mark.parametrize("orders", [1025, 1448, 1800, 2500, 3072, 5000, 10**6])
def test_a_lot_that_is_partly_full_has_the_mean_and_most_of_the_variance(orders: int) -> None:
    """m orders in a lot of s have variance m^2 / s instead of m. Lots doubling from SINGLE, that is
    least, and 2 (sqrt(2) - 1) of all, where m / s = sqrt(2) - 1."""
    _, every = sums(orders, orders, 0.8, trials=64)
    assert_mean(every, orders)
    total = orders * 0.8**2
    found = ((every - orders) ** 2).mean() / total
    error = 4 * math.sqrt(2 / every.size)
    assert 2 * (math.sqrt(2) - 1) * (1 - error) <= found <= 1 + error


def test_an_order_more_never_lowers_a_sum_within_lots_and_from_lot_to_lot() -> None:
    rng = np.random.default_rng(3)
    draws = Draws(2, 64, Block(0, REPLICATES, 0, 64))
    orders = rng.integers(SINGLE + 1, 9 * SINGLE, draws.block.size).astype(float)
    orders[:200] = np.repeat([SINGLE, 2 * SINGLE, 4 * SINGLE, 8 * SINGLE], 50)
    extra = np.floor(orders * rng.random(orders.size))
    before = summed_values(draws, extra, orders, 0.8)
    for more in (1, 2, 700, 5000):
        after = summed_values(draws, extra + more, orders + more, 0.8)
        assert (after[0] >= before[0]).all()
        assert (after[1] >= before[1]).all()


@pytest.mark.parametrize(
    "spread",
    [
        0.1,
        0.6,
        1.0,
        0.8,
    ],
)
def test_a_fair_with_very_many_orders_changes_no_other_fair(spread: float) -> None:
    draws = Draws(2, 64, Block(0, REPLICATES, 0, 64))
    orders = np.random.default_rng(4).integers(0, SINGLE, draws.block.size).astype(float)
    more = orders.copy()
    more[7] = SINGLE + 6
    before = summed_values(draws, orders, orders, spread)
    after = summed_values(draws, more, more, spread)
    others = np.arange(orders.size) != 7
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one[others], other[others])


def test_very_many_orders_take_no_more_numbers_than_their_lots() -> None:
    drawn: list[int] = []

    class Counting(Draws):
        def each_normal(
            self,
            name: str,
            counts: Whole,
            dimensions: tuple[int, ...],
            part: slice = EVERY,
            **named: Any,
        ) -> tuple[Floats, Whole]:
            drawn.append(int(counts.max()))
            return super().each_normal(name, counts, dimensions, part, **named)

    draws = Counting(2, 2, Block(0, REPLICATES, 0, 2))
    many = np.full(draws.block.size, 1e9)
    found, every = summed_values(draws, many, many, 0.8)
    assert drawn[0] <= 2 * SINGLE
    np.testing.assert_array_equal(found, every)
    # 1e9 orders of spread 0.8: 0.8 / sqrt(1e9) of their number, at most 6.4 of that away
    assert (abs(every / 1e9 - 1) <= 6.4 * 0.8 / math.sqrt(1e9)).all()


def test_no_sum_depends_on_the_trials_beside_it() -> None:
    orders = np.random.default_rng(5).integers(0, 30, 32 * 64).astype(float)
    longest = streams.replicate_sizes(orders.size)[0]
    whole = summed_values(Draws(2, longest, Block(0, 32, 0, 64)), orders, orders, 0.8)[1]
    for replicate in (0, 17, 31):
        part = slice(64 * replicate, 64 * replicate + 64)
        alone = Draws(2, longest, Block(replicate, replicate + 1, 0, 64))
        found = summed_values(alone, orders[part], orders[part], 0.8)[1]
        np.testing.assert_array_equal(found, whole[part])


def test_further_orders_take_their_own_numbers_only_and_the_sums_are_those_of_all_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[int] = []
    each_normal = Draws.each_normal

    def counting(self: Draws, *args: Any, **named: Any) -> tuple[Floats, Whole]:
        z, place = each_normal(self, *args, **named)
        drawn.append(z.size)
        return z, place

    monkeypatch.setattr(Draws, "each_normal", counting)
    block = Block(0, REPLICATES, 0, 64)
    rng = np.random.default_rng(6)
    orders = rng.integers(0, 30, block.size).astype(float)
    kept = Draws(2, 64, block, keep=True)
    for more in (0, 1, 40, 0):
        counts = orders + rng.integers(0, more, orders.size, endpoint=True).astype(float)
        found = summed_values(kept, np.floor(counts / 2), counts, 0.8)
        plain = summed_values(Draws(2, 64, block), np.floor(counts / 2), counts, 0.8)
        drawn.pop()
        for one, other in zip(found, plain, strict=True):
            np.testing.assert_array_equal(one, other)
        orders = np.maximum(orders, counts)
    assert sum(drawn) == orders.sum()
