"""The law of the sum of so many orders, against plain draws and the simulation's own lots."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.condition.laws import INNER, Law
from sim.condition.values import laws, numbers
from sim.draws.order_values import SINGLE, lots, summed_values
from sim.draws.streams import REPLICATES, Block, Draws

SHARES = np.array([0.02, 0.2, 0.5, 0.8, 0.98])


def assert_shares(law: Law, sums: np.ndarray) -> None:
    """As many of the independent sums lie below as the law says, within 4 standard errors."""
    for at in np.quantile(sums, SHARES):
        expected = float(law.below(np.log(at)))
        error = math.sqrt(expected * (1 - expected) / sums.size)
        # the place is a quantile of the same sums: their share below is without noise
        assert abs(float(np.mean(sums <= at)) - expected) <= 4 * error + 2e-5


@pytest.mark.parametrize("spread", [0.1, 0.8, 2.5, 20.0])
@pytest.mark.parametrize("count", [1, 2, 5, 7, 40])
def test_a_sum_has_the_law_of_plain_draws(spread: float, count: int) -> None:
    rng = np.random.default_rng(count)
    deviation = math.sqrt(math.log1p(spread * spread))
    sums = np.zeros(400_000)
    for _ in range(count):
        sums += rng.lognormal(-(deviation**2) / 2, deviation, sums.size)
    (logs,) = laws(spread, np.array([float(count)]))
    assert_shares(Law(logs), sums)


@pytest.mark.parametrize("spread", [0.8, 3.0])
def test_many_orders_have_the_law_of_the_lots_of_the_simulation(spread: float) -> None:
    starts, sizes = lots()
    counts = [SINGLE, float((starts + sizes)[SINGLE + 20]), float(starts[SINGLE + 9] + 30)]
    for count in counts:
        draws = Draws(3, 128, Block(0, REPLICATES, 0, 128))
        ones = np.ones(draws.block.size)
        sums, _ = summed_values(draws, ones * count, ones * count, spread)
        (logs,) = laws(spread, np.array([count]))
        assert_shares(Law(logs), sums)


def test_the_average_of_a_sum_is_the_number_of_orders() -> None:
    z = np.linspace(-5.5, 5.5, 2001)
    weight = np.exp(-z * z / 2)
    for count in (1.0, 5.0, 60.0, 700.0, 3000.0, 50_000.0):
        (logs,) = laws(0.7, np.array([count]))
        mean = np.exp(Law(logs).at(z)) @ weight / weight.sum()
        assert mean == pytest.approx(count, rel=2e-4)


def test_numbers_that_have_a_law_are_sums_of_two_before_them() -> None:
    known = [int(number) for number in numbers() if number <= SINGLE]
    assert known[0] == 1
    assert known[-1] == SINGLE
    for number in known[1:]:
        assert {math.ceil(number / 2), number // 2} <= set(known)


def test_a_law_rises_with_the_number_of_orders() -> None:
    logs = laws(1.0, np.arange(1.0, 200.0))[:, INNER]
    assert (np.diff(logs, axis=0) > 0).all()
