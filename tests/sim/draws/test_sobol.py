"""The Sobol points against SciPy's, and what scrambling has to keep."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from sim.draws.sobol import BITS, DIMENSIONS, directions, points, scrambled


def plain(start: int, count: int) -> np.ndarray:
    """Unscrambled points as numbers in [0, 1), shape (count, DIMENSIONS)."""
    nothing = np.zeros(DIMENSIONS, dtype=np.uint32)
    return points(directions(), nothing, start, count).T * 2.0**-BITS


def test_the_unscrambled_points_are_those_of_scipy() -> None:
    count = 4096
    scipy = qmc.Sobol(DIMENSIONS, scramble=False).random(count)
    order = np.arange(count)
    gray = order ^ (order >> 1)  # SciPy's k-th point is number k in the Gray code
    np.testing.assert_array_equal(plain(0, count)[gray], scipy)


def test_later_points_are_those_of_scipy_too() -> None:
    start, count = 2**20, 1024
    sequence = qmc.Sobol(DIMENSIONS, scramble=False, bits=BITS).fast_forward(start)
    scipy = sequence.random(count)
    order = np.arange(start, start + count)
    gray = (order ^ (order >> 1)) % count  # the Gray code of a run of 2^10 stays in a run
    run = (start ^ (start >> 1)) // count * count
    np.testing.assert_array_equal(plain(run, count)[gray], scipy)


@pytest.mark.parametrize(("start", "count"), [(0, 1), (0, 100), (256, 256), (768, 200), (1023, 1)])
def test_a_run_of_points_is_a_piece_of_the_whole(start: int, count: int) -> None:
    table, shifts = scrambled(3, 4, 10)
    whole = points(table[:, 7], shifts[:, 7], 0, 1024)
    part = points(table[:, 7], shifts[:, 7], start, count)
    np.testing.assert_array_equal(part, whole[:, start : start + count])


def test_more_columns_change_no_point() -> None:
    few, shifts = scrambled(3, 4, 8)
    many, same = scrambled(3, 4, 20)
    np.testing.assert_array_equal(shifts, same)
    np.testing.assert_array_equal(few, many[:, :, :8])


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_every_scrambled_dimension_has_one_point_in_each_interval(seed: int) -> None:
    table, shifts = scrambled(seed, 3, 8)
    for dimension in range(DIMENSIONS):
        bits = points(table[:, dimension], shifts[:, dimension], 0, 256)
        interval = np.sort(bits >> np.uint32(BITS - 8), axis=1)
        np.testing.assert_array_equal(interval, np.tile(np.arange(256), (3, 1)))


@pytest.mark.parametrize("boxes", range(9))
def test_the_first_two_scrambled_dimensions_have_one_point_in_each_box(boxes: int) -> None:
    """A (0, 8, 2)-net in base 2 (Niederreiter 1987): all splits of 256 boxes."""
    table, shifts = scrambled(5, 1, 8)
    first, second = (points(table[:, d], shifts[:, d], 0, 256)[0].astype(np.uint64) for d in (0, 1))
    box = (first >> np.uint64(32 - boxes)) << np.uint64(8 - boxes)
    box += second >> np.uint64(32 - (8 - boxes))
    np.testing.assert_array_equal(np.sort(box), np.arange(256))


def test_scrambles_keep_how_evenly_pairs_of_dimensions_are_spread() -> None:
    """A linear scramble moves points between boxes, but every box keeps a full share."""
    scipy = qmc.Sobol(DIMENSIONS, scramble=False).random(256)
    table, shifts = scrambled(8, 1, 8)
    ours = np.stack(
        [points(table[:, d], shifts[:, d], 0, 256)[0] * 2.0**-BITS for d in range(DIMENSIONS)]
    ).T
    for one, other in ((0, 1), (3, 4), (10, 40), (70, 71)):
        theirs, own = (
            np.sort(np.histogram2d(x[:, one], x[:, other], 16, [[0, 1], [0, 1]])[0], axis=None)
            for x in (scipy, ours)
        )
        np.testing.assert_array_equal(theirs, own)


def test_first_points_are_uniform_over_replicates_dimensions_and_seeds() -> None:
    first = np.stack([scrambled(seed, 32, 4)[1] for seed in range(8)]) * 2.0**-BITS
    count = first.size
    # mean 1/2, variance 1/12, fourth central moment 1/80 of a uniform number
    assert abs(first.mean() - 1 / 2) <= 4 * np.sqrt(1 / 12 / count)
    assert abs(first.var() - 1 / 12) <= 4 * np.sqrt((1 / 80 - 1 / 144) / count)
    assert np.unique(first).size >= count - 4 * np.sqrt(count**2 / 2 / 2.0**32 + 1)


def test_replicates_and_seeds_are_not_correlated() -> None:
    shifts = np.stack([scrambled(seed, 32, 4)[1] for seed in range(8)]) * 2.0**-BITS - 0.5
    for pairs in (shifts[:, 1:] * shifts[:, :-1], shifts[1:] * shifts[:-1]):
        # products of independent uniforms around 0: mean 0, variance 1/144
        assert abs(pairs.mean()) <= 4 * np.sqrt(1 / 144 / pairs.size)


def test_scrambles_of_replicates_dimensions_and_seeds_differ() -> None:
    tables = np.concatenate([scrambled(seed, 4, 16)[0].reshape(-1, 16) for seed in (0, 1)])
    assert len(np.unique(tables, axis=0)) == len(tables) == 2 * 4 * DIMENSIONS


def test_seed_0_is_a_seed_like_any_other() -> None:
    np.testing.assert_array_equal(scrambled(0, 2, 8)[1], scrambled(0, 2, 8)[1])
    assert (scrambled(0, 2, 8)[1] != scrambled(1, 2, 8)[1]).all()
