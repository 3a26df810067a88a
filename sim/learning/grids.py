"""Densities of one number on a grid: where they are, what lies below each point, and what lies
between points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.plan.johnson import Array

Places = NDArray[np.intp]

FARTHEST: Final = 38.0  # normal scores: beyond it the density is 0
COARSE: Final = 201  # points of a grid that finds where a density is
PASSES: Final = 4
TINY: Final = float(np.finfo(float).tiny)
DEPTH: Final = 45.0  # logarithms below the highest density that still count


def located(log_density: Callable[[Array], Array], points: int) -> Array:
    """So many normal scores, evenly over all where the density is; ever finer grids find it."""
    z = np.linspace(-FARTHEST, FARTHEST, COARSE)
    for left in reversed(range(PASSES)):
        first, last = around(log_density(z), DEPTH)
        z = np.linspace(z[first], z[last], COARSE if left else points)
    return z


def around(height: Array, depth: float) -> tuple[int, int]:
    """Places of the points just outside of where logarithms lie at most `depth` below the top."""
    inside = np.flatnonzero(height >= height.max() - depth)
    return max(inside[0] - 1, 0), min(inside[-1] + 1, height.size - 1)


def below(density: Array) -> Array:
    """Share that lies below each point of an even grid, by a density there up to a factor; the
    points along the last axis."""
    found = np.zeros(density.shape)
    np.cumsum((density[..., 1:] + density[..., :-1]) / 2, axis=-1, out=found[..., 1:])
    return np.asarray(found / found[..., -1:])


def inverse(below: Array, x: Array, levels: Array) -> Array:
    """Where each of many functions that rise from 0 to 1 comes to the levels, linearly between its
    points: shape (functions, levels), out of (functions, points) twice."""
    many = np.arange(below.shape[0])[:, None]
    # One row behind the other is one list that rises, and so looked through at once.
    place = np.searchsorted((below + many).ravel(), (levels + many).ravel(), side="right")
    place = place.reshape(-1, levels.size) - many * below.shape[1]
    first = np.clip(place - 1, 0, below.shape[1] - 2)
    start, end = (np.take_along_axis(below, first + one, axis=1) for one in (0, 1))
    part = np.clip((levels - start) / np.maximum(end - start, TINY), 0, 1)
    start, end = (np.take_along_axis(x, first + one, axis=1) for one in (0, 1))
    return np.asarray(start + part * (end - start))


def between(
    table: Array, row: Array, column: Array, start: Places | int = 0, rows: int | None = None
) -> Array:
    """Between the nearest entries of a table, linearly both ways; places within it. Of several
    tables, one below the other, the one from the row `start` on, of so many `rows`."""
    first = np.minimum(row.astype(int), (rows or table.shape[0]) - 2)
    second = np.minimum(column.astype(int), table.shape[1] - 2)
    down, right = row - first, column - second
    flat, place = table.ravel(), (start + first) * table.shape[1] + second
    upper = flat[place] + right * (flat[place + 1] - flat[place])
    place = place + table.shape[1]
    lower = flat[place] + right * (flat[place + 1] - flat[place])
    return np.asarray(upper + down * (lower - upper))
