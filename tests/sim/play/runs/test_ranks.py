"""Values by their place: those of numpy's sort, of few and of many values, and of tallies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.play import ranks
from sim.play.ranks import Ranks, Tally

Values = NDArray[Any]
SIZE = 300_000
RANDOM = np.random.default_rng(5)
KINDS: dict[str, Values] = {
    "normal": RANDOM.normal(size=SIZE),
    "sorted": np.arange(SIZE, dtype=float),
    "backwards": np.arange(SIZE, dtype=float)[::-1].copy(),
    "waves": np.sin(np.arange(SIZE) * np.pi),
    "same": np.full(SIZE, 7.5),
    "half of them nothing": np.where(RANDOM.random(SIZE) < 0.5, 0.0, RANDOM.random(SIZE)),
    "whole": RANDOM.integers(0, 20, SIZE),
    "sample misleads": np.where(
        np.arange(SIZE) % (SIZE // ranks.SAMPLE) == 0, 1e9, RANDOM.random(SIZE)
    ),
    "infinite ends": np.where(RANDOM.random(SIZE) < 0.3, -np.inf, np.inf),
    "not numbers": np.where(RANDOM.random(SIZE) < 0.3, np.nan, RANDOM.random(SIZE)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_places_of_many_values_are_those_of_the_sorted_ones(kind: str) -> None:
    values = KINDS[kind]
    assert values.size > ranks.SORTED
    kept, ordered, found = values.copy(), np.sort(values), Ranks(values)
    for first in (0, 1, 17, SIZE // 10, SIZE // 2, SIZE - 1):
        for last in {first, min(first + 1000, SIZE - 1), min(first + SIZE // 3, SIZE - 1)}:
            between = found.between(first, last)
            np.testing.assert_array_equal(between, ordered[first : last + 1])
            assert between.dtype == values.dtype
    np.testing.assert_array_equal(values, kept)


def test_few_values_are_sorted_once() -> None:
    values = RANDOM.random(1000)
    found = Ranks(values)
    np.testing.assert_array_equal(found.between(0, 999), np.sort(values))
    assert found.at(3) == np.sort(values)[3]
    assert np.shares_memory(found.between(1, 5), found.between(3, 9))


@pytest.mark.parametrize("size", [1000, SIZE])
def test_a_part_counts_its_places_from_its_own_start(size: int) -> None:
    values = KINDS["normal"][:size]
    ordered, part = np.sort(values), Ranks(values).part(100, 900)
    assert part.size == 800
    assert (part.at(0), part.at(799)) == (ordered[100], ordered[899])
    assert part.part(10, 20).at(0) == ordered[110]


SIZES = (40, 40, 39)


@pytest.mark.parametrize("most", [2, 30, 39, 40, 10_000, 10**9])
def test_a_tally_tells_what_the_numbers_themselves_tell(most: int) -> None:
    """Small numbers as a table, large ones one by one, and the two after each other."""
    numbers = [RANDOM.integers(0, most, size).astype(float) for size in SIZES]
    numbers[0][:20] = 1.0  # so that the table comes first
    tally = Tally(SIZES)
    for first, last in ((0, 20), (20, 40)):
        tally.add(0, np.stack([row[first:last] for row in numbers[:2]]))
    tally.add(2, numbers[2][None])
    every = np.concatenate(numbers)
    assert tally.mean == every.mean()
    assert tally.means.tolist() == [row.mean() for row in numbers]
    for value in (0.0, 1.0, float(np.median(every)), 1e9):
        upto = [np.mean(row <= value) for row in numbers]
        assert tally.shares_upto(value).tolist() == upto
    assert tally.ranks.size == every.size
    np.testing.assert_array_equal(tally.ranks.between(0, 118), np.sort(every))
    np.testing.assert_array_equal(tally.ranks.between(50, 60), np.sort(every)[50:61])
