"""What a belief about a share becomes when it is held against what was counted.

A belief is x(z) with a standard normal z (`sim.plan.johnson`), so that its posterior is the normal
density times the likelihood, on a grid of z fine enough to be exact for what anybody can see. The
counts enter as Binomial: x for each who went on, 1 - x for each who did not. Somebody who may
still go on has not done so yet: how much that says hangs on the share w of their months that has
passed, and on how many of the same leads have been lost meanwhile (`sim.learning.pace`). Another
fair counts with a power between 0 and 1: its likelihood is raised to it (power prior: Ibrahim and
Chen 2000, Statistical Science 15(1)).

The result is a belief like any other, through the 10th, 50th and 90th percentile of the posterior.
Evidence is added up before it is used, so that the order in which it came cannot matter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.learning.grids import below, located
from sim.plan.beliefs import MOST_COUNTED, WIDEST, Belief, Counted, Exact, Range
from sim.plan.johnson import Array, Scale
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError

LEVELS: Final = (0.1, 0.5, 0.9)
POINTS: Final = 1201  # of the grid on which a posterior is measured
LOWEST: Final = 1e-300  # posteriors that end beyond what a number can hold end here
ABOVE: Final = 2.0**-52  # the same below 1
NARROWEST: Final = 1e-12  # relative


@dataclass(frozen=True)
class Evidence:
    """What was counted about one share: how many went on, and how many did not and never will."""

    hits: float = 0.0
    misses: float = 0.0

    def __post_init__(self) -> None:
        for count in (self.hits, self.misses):
            if not 0 <= count < float("inf"):
                raise ScenarioError("below", got=count, form="a count from 0")

    @property
    def empty(self) -> bool:
        return not (self.hits or self.misses)


def learned(belief: Belief, evidence: Evidence) -> Belief:
    """The belief about a share after the evidence; without any it is the same belief.

    What is exactly known stays so. A counted belief takes whole counts as further counts, which is
    the same posterior in closed form. Raises `ScenarioError` for a belief that is no share.
    """
    if belief.scale is not Scale.SHARE:
        raise ScenarioError("shares_only", form="a share from 0 to 1")
    if isinstance(belief, Exact) or evidence.empty:
        return belief
    whole = evidence.hits == int(evidence.hits) and evidence.misses == int(evidence.misses)
    if isinstance(belief, Counted) and whole:
        hits, misses = int(evidence.hits), int(evidence.misses)
        if belief.of + hits + misses <= MOST_COUNTED:
            return Counted(belief.hits + hits, belief.of + hits + misses)
    shape = belief.range if isinstance(belief, Counted) else belief
    return fitted(Scale.SHARE, *percentiles(shape, evidence))


def learned_value(belief: Range, values: Sequence[float], spread: float) -> Range:
    """The belief about the average order value after single orders, money each."""
    told = value_likelihood(belief, values, spread)
    return belief if told is None else fitted(belief.scale, *_percentiles(belief, told))


def value_likelihood(
    belief: Range, values: Sequence[float], spread: float
) -> Callable[[Array], Array] | None:
    """Logarithm of the likelihood of single orders, money each, for normal scores of the belief
    about their average, up to a constant.

    They are lognormal around it with the coefficient of variation `spread`, as the simulation
    draws them; without a spread they say nothing (None), because any two orders would contradict
    each other. Orders of nothing are left out: no lognormal has them.
    """
    paid = np.array(values, dtype=float)
    paid = paid[paid > 0]
    if not paid.size or spread <= 0:
        return None
    variance = math.log1p(spread * spread)
    middle = float(np.log(paid).mean()) + variance / 2

    def likelihood(z: Array) -> Array:
        gap = np.log(belief.quantile(z)) - middle
        return np.asarray(-paid.size * gap * gap / (2 * variance))

    return likelihood


def fitted(
    scale: Scale, low: float, likely: float, high: float, most: float = Unit.MONEY.most
) -> Range:
    """The belief through three percentiles that rise. Where they end at the edge of the support or
    beyond `most`, or so near to one another that a number cannot tell them apart, they stay just
    so far off that it can."""
    if scale is Scale.SHARE:
        apart = np.array([1, 2, 3])
        inside = np.maximum([low, likely, high], LOWEST * apart)
        low, likely, high = np.minimum(inside, 1 - ABOVE * apart[::-1]).tolist()
        step = max(NARROWEST * likely * (1 - likely), math.ulp(likely))
        return Range(min(low, likely - step), max(high, likely + step), likely, scale)
    likely = min(max(likely, LOWEST), most * (1 - NARROWEST))
    low = min(max(low, LOWEST), likely * (1 - NARROWEST))
    high = min(max(high, likely * (1 + NARROWEST)), most)
    wide = high / low
    if wide > WIDEST:
        part = math.log(WIDEST) / math.log(wide) * (1 - NARROWEST)
        low, high = (likely * (end / likely) ** part for end in (low, high))
    return Range(low, high, likely, scale)


def percentiles(belief: Range, evidence: Evidence) -> tuple[float, float, float]:
    """The 10th, 50th and 90th percentile of the posterior."""
    return _percentiles(belief, lambda z: log_likelihood(belief, evidence, z))


def _percentiles(belief: Range, likelihood: Callable[[Array], Array]) -> tuple[float, float, float]:
    def log_density(z: Array) -> Array:
        return np.asarray(-z * z / 2 + likelihood(z))

    z = located(log_density, POINTS)
    height = log_density(z)
    found = belief.quantile(np.interp(LEVELS, below(np.exp(height - height.max())), z))
    low, likely, high = (float(x) for x in found)
    return low, likely, high


def moments(likelihood: Callable[[Array], Array]) -> tuple[float, float]:
    """Mean and variance of a standard normal number after a likelihood of which the logarithm is
    given."""

    def log_density(z: Array) -> Array:
        return np.asarray(-z * z / 2 + likelihood(z))

    z = located(log_density, POINTS)
    height = log_density(z)
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    mean = float(weight @ z)
    return mean, float(weight @ (z - mean) ** 2)


def log_likelihood(belief: Range, evidence: Evidence, z: Array) -> Array:
    """Of the counts, up to a constant, where the share is the belief's at normal scores `z`; in
    their shape. A share too near to 0 or 1 for a number is the nearest that one can hold, so that
    it is finite."""
    x = np.clip(belief.quantile(z), LOWEST, 1 - ABOVE)
    found = np.zeros(z.shape)
    if evidence.hits:
        found = found + evidence.hits * np.log(x)
    if evidence.misses:
        found = found + evidence.misses * np.log1p(-x)
    return np.asarray(found)
