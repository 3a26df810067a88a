"""What orders bring in against the money needed: the table, and the same of a known number."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr

from sim import Exact, Range, Scale
from sim.condition.takings import COUNTS, OFF, Stepped, Table, Takings, smooth
from sim.plan.beliefs import Belief
from sim.plan.johnson import Array

VALUE = Range(34_000, 60_000, 45_000)
MARGIN = Range(0.18, 0.32, 0.25, Scale.SHARE)
NARROW = Range(9_900, 10_100)
WAYS: dict[str, Takings] = {
    "values and margin": Takings(0.8, (VALUE, MARGIN)),
    "values": Takings(2.0, (VALUE,)),
    "hardly anything": Takings(1.5, (NARROW,)),
    "nothing": Takings(0.6, ()),
    "all orders equal": Takings(0.0, (VALUE, MARGIN)),
    "nearly equal": Takings(0.2, ()),
}


def place(takings: Takings) -> float:
    """The logarithm of what one order brings in, about."""
    return sum(math.log(belief.likely) for belief in takings.beliefs)


def enough(table: Table, count: int, trials: int) -> Array:
    """The chance that so many orders are enough in each trial."""
    part, place = divmod(count - 1, COUNTS)
    likely = np.zeros((COUNTS, trials))
    likely[place] = 1.0
    return table.enough(part, likely)


@pytest.mark.parametrize("way", WAYS)
def test_the_table_is_as_far_off_as_it_says(way: str) -> None:
    takings = WAYS[way]
    logs = place(takings) + np.linspace(-1.5, math.log(60), 5000)
    table = takings.table(logs)
    assert isinstance(table, Stepped)
    for count in (1, 3, 17, 40):
        exact = takings.enough(logs, np.full(logs.size, float(count)))
        off = np.abs(enough(table, count, logs.size) - exact)
        assert off.max() < OFF + 5e-5


@pytest.mark.parametrize("way", WAYS)
def test_the_chance_never_rises_with_the_need_nor_falls_with_the_orders(way: str) -> None:
    takings = WAYS[way]
    logs = place(takings) + np.linspace(-2, 4, 2000)
    table = takings.table(logs)
    chances = np.array([enough(table, count, logs.size) for count in range(1, 31)])
    assert (np.diff(chances, axis=1) <= 1e-12).all()
    assert (np.diff(chances, axis=0) >= -1e-7).all()
    assert chances.min() >= -1e-12
    assert chances.max() <= 1 + 1e-12


@pytest.mark.parametrize(
    ("spread", "beliefs"),
    [(0.8, (VALUE, MARGIN)), (2.0, (VALUE,)), (1.5, (NARROW,)), (0.6, ()), (0.0, (VALUE, MARGIN))],
)
@pytest.mark.parametrize("count", [1, 4, 30])
def test_it_is_the_share_of_plain_draws(
    spread: float, beliefs: tuple[Belief, ...], count: int
) -> None:
    rng = np.random.default_rng(count)
    takings = Takings(spread, beliefs)
    deviation = math.sqrt(math.log1p(spread * spread))
    size = 400_000
    money = np.zeros(size)
    for _ in range(count):
        money += rng.lognormal(-(deviation**2) / 2, deviation, size)
    for belief in beliefs:
        money *= belief.quantile(rng.standard_normal(size))
    needs = np.quantile(money, [0.05, 0.3, 0.5, 0.9])
    found = takings.enough(np.log(needs), np.full(needs.size, float(count)))
    for need, chance in zip(needs, found, strict=True):
        error = math.sqrt(chance * (1 - chance) / size)
        assert abs(float(np.mean(money >= need)) - chance) <= 4 * error + 5e-5


def test_orders_of_one_value_are_enough_or_not() -> None:
    takings = Takings(0.0, ())
    table = takings.table(np.log(np.array([1.0, 2.5, 3.0, 3.5])))
    assert enough(table, 3, 4).tolist() == [1, 1, 1, 0]
    found = takings.enough(np.log(np.array([7.0, 7.5])), np.array([7.0, 7.0]))
    assert found.tolist() == [1, 0]


def test_hundreds_of_orders_are_spread_as_little_as_their_number_says() -> None:
    """The sum of k is about normal with mean k and variance k spread^2."""
    counts = np.full(5, 900.0)
    z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    for beliefs in ((), (NARROW,)):
        width = 0.1 * math.sqrt(900)
        logs = np.log(900 + z * width)
        if beliefs:
            logs += math.log(NARROW.likely)
            relative = math.hypot(width / 900, math.log(10_100 / 9_900) / 2 / 1.2815515655446004)
            z_wide = np.log(1 + z * width / 900) / relative
        else:
            z_wide = z
        found = Takings(0.1, beliefs).enough(logs, counts)
        np.testing.assert_allclose(found, ndtr(-z_wide), atol=0.004)


@pytest.mark.parametrize(
    ("belief", "so"),
    [
        (VALUE, True),
        (MARGIN, True),
        (Exact(3.0), False),
        (Range(0.3, 0.97, 0.93, Scale.SHARE), False),
        (Range(20_000, 200_000, 24_000), False),
    ],
)
def test_what_is_believed_too_skewly_stays_drawn(belief: Belief, so: bool) -> None:
    assert smooth(belief) is so
