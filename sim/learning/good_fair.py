"""How good or bad a fair is, as all of its counts tell together, and its rates with it.

The rates rise and fall together: z = sqrt(d) W + sqrt(1 - d) e with the dependence d
(`sim.play.engine`). So what is counted of one rate tells of W, and W of all the others. Given W the
rates are independent, and with the likelihood L of each one's counts (`sim.learning.learning`)

    p(W | all counts) ~ exp(-W^2 / 2) product over the rates of M(W)
    M(W) = integral of N(z; sqrt(d) W, 1 - d) L(z) dz

on grids. A trial draws W from it, and then each rate from its N(z; ...) L(z), both at the
quantile of the numbers that the plan draws: so a trial stays the fair that it was in the plan, as
far as the counts let it, and without any counts all of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Final

import numpy as np

from sim.draws.streams import Draws
from sim.learning.grids import DEPTH, around, below, located
from sim.learning.learning import Evidence, log_likelihood
from sim.plan.beliefs import Counted, Exact
from sim.plan.funnel import GOOD_FAIR
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario

Likelihood = Callable[[Array], Array]

FARTHEST: Final = 7.0  # normal scores of W
POINTS: Final = (41, 41, 101)  # of ever narrower grids of W; of the last every `EVERY`-th has a row
EVERY: Final = 4
RATE_POINTS: Final = 401  # of the grid of a rate
SCORES: Final = np.linspace(-6.5, 6.5, 66)  # of a rate's own normal score e, in a row


class Together:
    """The rates of a fair that move with W, after all of its counts.

    rates  by path, those of which something was counted
    """

    def __init__(
        self,
        scenario: Scenario,
        counted: Mapping[str, Evidence],
        others: Mapping[str, Likelihood] | None = None,
    ) -> None:
        """scenario: the plan before it learns; counted: of each share, by its path; others:
        logarithms of likelihoods of normal scores, in the place of counts."""
        self.root, self.rest = math.sqrt(scenario.dependence), 1 - scenario.dependence
        self.beliefs = {
            path: belief.range if isinstance(belief, Counted) else belief
            for path, belief in scenario.inputs.items()
            if PATHS[path].dependent and not isinstance(belief, Exact)
        }
        told: dict[str, Likelihood] = {
            path: partial(log_likelihood, belief, counted[path])
            for path, belief in self.beliefs.items()
            if path in counted and not counted[path].empty
        }
        self.rates = {
            path: _Rate(likelihood, self.root * FARTHEST, self.rest)
            for path, likelihood in (told | dict(others or {})).items()
        }
        ends = (-FARTHEST, FARTHEST)
        for points in POINTS:
            self.w = np.linspace(*ends, points)
            self.height = -self.w * self.w / 2
            for rate in self.rates.values():
                self.height += rate.held(self.root * self.w)
            first, last = around(self.height, DEPTH)
            ends = (self.w[first], self.w[last])

    def drawn(self, draws: Draws) -> dict[str, Array]:
        """Every rate that is not known exactly, in each trial of a block, by path."""
        from scipy.special import ndtr

        w = draws.normal(GOOD_FAIR)
        if self.rates:
            w = np.interp(ndtr(w), below(self.height), self.w)
        place = (w - self.w[0]) / (self.w[1] - self.w[0]) / EVERY
        found = {}
        for path, belief in self.beliefs.items():
            e = draws.normal(PATHS[path].stream(path) or 0)
            rate = self.rates.get(path)
            z = self.root * w + math.sqrt(self.rest) * e if rate is None else rate.at(place, e)
            found[path] = belief.quantile(z)
        return found


class _Rate:
    """One rate after its counts, given W."""

    def __init__(self, likelihood: Likelihood, most: float, rest: float) -> None:
        """Given W, z is normal around a middle from -`most` to `most`, with the variance `rest`."""

        def ends(middle: float) -> tuple[float, float]:
            def height(z: Array) -> Array:
                return likelihood(z) - (z - middle) ** 2 / (2 * rest)

            found = located(height, 2)
            return float(found[0]), float(found[1])

        (low, least), (most, high) = ends(-most), ends(most)
        self.z = np.linspace(min(low, most), max(least, high), RATE_POINTS)
        self.told = likelihood(self.z)
        self.rest = rest

    def held(self, middle: Array) -> Array:
        """Logarithm of M(W), up to a constant, for middles that belong to the grid of W."""
        self.heights = self.told - (self.z - middle[:, None]) ** 2 / (2 * self.rest)
        top = self.heights.max(axis=1)
        return np.asarray(top + np.log(np.exp(self.heights - top[:, None]).sum(axis=1)))

    @cached_property
    def rows(self) -> Array:
        """z at `SCORES`, one row for every `EVERY`-th W of the last grid."""
        from scipy.special import ndtr

        u = ndtr(SCORES)
        return np.stack([np.interp(u, below(one), self.z) for one in self.heights[::EVERY]])

    def at(self, place: Array, e: Array) -> Array:
        """z between the nearest points: `place` among the rows, `e` the rate's own score."""
        across = np.clip(place, 0, len(self.rows) - 1)
        along = np.clip((e - SCORES[0]) / (SCORES[1] - SCORES[0]), 0, SCORES.size - 1)
        row = np.minimum(across.astype(int), len(self.rows) - 2)
        column = np.minimum(along.astype(int), SCORES.size - 2)
        down, right = across - row, along - column
        upper, lower = (
            (1 - right) * self.rows[one, column] + right * self.rows[one, column + 1]
            for one in (row, row + 1)
        )
        return np.asarray((1 - down) * upper + down * lower)
