"""A rate that something tells of by itself, whatever shape that has.

With the good or bad fair W its normal score is z = sqrt(d) W + sqrt(1 - d) e, and what tells of it
is a likelihood L(z) of any shape: people at a stand that may have been full have two peaks. So e is
drawn at the quantile of its own number from N(e; 0, 1) L(z) on a grid, given W; and of W it tells

    M(W) = integral of N(z; sqrt(d) W, 1 - d) L(z) dz
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import Final

import numpy as np

from sim.learning.grids import below, between, located
from sim.plan.johnson import Array

OfZ = Callable[[Array], Array]
FARTHEST: Final = 7.0  # normal scores of W
STEPS: Final = 113  # of its grid
POINTS: Final = 801  # of the grid of z
SCORES: Final = np.linspace(-6.5, 6.5, 131)


class OneRate:
    """After what tells of it; `likelihood` gives logarithms, of normal scores z."""

    def __init__(self, likelihood: OfZ, dependence: float) -> None:
        self.root, self.rest = math.sqrt(dependence), 1 - dependence
        self.w = np.linspace(-FARTHEST, FARTHEST, STEPS)
        middles = self.root * self.w

        def ends(middle: float) -> Array:
            return located(lambda z: self._height(likelihood, z, middle), 2)

        found = np.concatenate([ends(float(middles[at])) for at in (0, STEPS // 2, -1)])
        self.z = np.linspace(found.min(), found.max(), POINTS)
        self.heights = self._height(likelihood, self.z, middles[:, None])

    def _height(self, likelihood: OfZ, z: Array, middle: float | Array) -> Array:
        return np.asarray(likelihood(z) - (z - middle) ** 2 / (2 * self.rest))

    @cached_property
    def _densities(self) -> Array:
        """Of z, one row for each W of the grid, over the highest of the row."""
        return np.asarray(np.exp(self.heights - self.heights.max(axis=1, keepdims=True)))

    @cached_property
    def _told(self) -> Callable[[Array], Array]:
        from scipy.interpolate import CubicSpline

        found = self.heights.max(axis=1) + np.log(self._densities.sum(axis=1))
        return CubicSpline(self.w, found)

    def log_likelihood(self, w: Array) -> Array:
        """ln M(W), up to a constant."""
        return np.asarray(self._told(np.clip(w, -FARTHEST, FARTHEST)))

    @cached_property
    def _rows(self) -> Array:
        """z at `SCORES`, one row for each W of the grid."""
        from scipy.special import ndtr

        u = ndtr(SCORES)
        return np.stack([np.interp(u, one, self.z) for one in below(self._densities)])

    def at(self, w: Array, e: Array) -> Array:
        """z by W and the rate's own number."""
        row = (np.clip(w, -FARTHEST, FARTHEST) + FARTHEST) / (self.w[1] - self.w[0])
        column = (np.clip(e, SCORES[0], SCORES[-1]) - SCORES[0]) / (SCORES[1] - SCORES[0])
        return between(self._rows, row, column)
