"""How many orders come, against convolutions of SciPy's Binomials."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.condition.orders import expected, most_of, none_of
from sim.condition.takings import Takings, Whole
from sim.plan.beliefs import Range

Floats = NDArray[np.float64]


def number(people: Floats, share: Floats) -> Floats:
    """The chance of 0, 1, 2, ... orders of one trial; people and share of shape (3,)."""
    found = np.ones(1)
    for n, p in zip(people, share, strict=True):
        found = np.convolve(found, stats.binom.pmf(np.arange(int(n) + 1), n, p))
    return found


def made(share: tuple[float, float], people: int, seed: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, people + 1, (3, 200)).astype(float), rng.uniform(*share, (3, 200))


CASES = {
    "few of few": made((0.0, 0.3), 6, 1),
    "few of many": made((0.0, 0.02), 900, 2),
    "many of many": made((0.05, 0.3), 120, 3),
    "most of few": made((0.6, 1.0), 12, 4),
    "most of many": made((0.4, 0.95), 50, 5),
    "all or nobody": (np.full((3, 200), 7.0), np.resize([0.0, 1.0, 0.4], (3, 200))),
}


@pytest.mark.parametrize("case", CASES)
def test_the_chance_of_so_many_orders_is_that_of_the_convolution(case: str) -> None:
    people, share = CASES[case]
    most = most_of(people, share)
    needs = np.random.default_rng(6).integers(1, np.maximum(most, 1) + 1)
    found = expected(people, share, [Whole(np.log(needs))], most)[0]
    for trial in range(most.size):
        exact = number(people[:, trial], share[:, trial])[needs[trial] :].sum()
        assert found[trial] == pytest.approx(exact, abs=2e-6)


@pytest.mark.parametrize("case", CASES)
def test_the_chance_of_no_order_is_that_of_the_convolution(case: str) -> None:
    people, share = CASES[case]
    exact = [number(people[:, trial], share[:, trial])[0] for trial in range(people.shape[1])]
    np.testing.assert_allclose(none_of(people, share), exact, rtol=1e-9, atol=1e-300)


@pytest.mark.parametrize("case", CASES)
def test_more_orders_than_the_most_hardly_ever_come(case: str) -> None:
    people, share = CASES[case]
    most = most_of(people, share)
    for trial in range(most.size):
        beyond = number(people[:, trial], share[:, trial])[int(most[trial]) + 1 :].sum()
        assert beyond < 2e-6


def test_several_tables_are_worked_out_in_one_go() -> None:
    people, share = CASES["many of many"]
    most = most_of(people, share)
    tables = [Whole(np.full(most.size, np.log(need))) for need in (3.0, 9.0)]
    both = expected(people, share, tables, most)
    for row, table in zip(both, tables, strict=True):
        np.testing.assert_array_equal(row, expected(people, share, [table], most)[0])
    assert (both[0] >= both[1]).all()


@pytest.mark.parametrize("case", CASES)
def test_a_trial_ends_the_same_to_the_last_digit_whatever_is_worked_out_along_with_it(
    case: str,
) -> None:
    people, share = CASES[case]
    most = most_of(people, share)
    table = Takings(0.8, (Range(5_000, 20_000, 9_000),)).table(np.log(np.full(200, 40_000.0)))
    all_ = expected(people, share, [table], most)
    for some in (np.array([17]), np.array([3, 150]), np.arange(40, 90)):
        alone = expected(people[:, some], share[:, some], [table.of(some)], most[some])
        np.testing.assert_array_equal(alone, all_[:, some])
