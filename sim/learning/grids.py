"""Densities of one number on a grid: where they are, and what lies below each point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from sim.plan.johnson import Array

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
