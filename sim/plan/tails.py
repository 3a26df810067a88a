"""What lies beyond low and high of a range: how far up it reaches, and what it means to others.

Between low and high lie 8 of 10 here. Guesstimate, Squiggle and squigglepy mean 9 of 10 by a range:
their "5 to 10" are the 5th and the 95th percentile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.plan.beliefs import Belief, Range
from sim.plan.johnson import TENTH, Curve
from sim.plan.problems import ScenarioError

TWENTIETH: Final = 1.6448536269514722  # standard normal quantile of 0.95
HUNDREDTH: Final = 2.3263478740408408  # standard normal quantile of 0.99
REACHES: Final = 3  # times high: a range that goes beyond it 1 time in 100 is told
NEAR: Final = 1e-9  # of a gap on the line, by which the percentiles are hit
STEPS: Final = 200


@dataclass(frozen=True)
class Reach:
    """How far up a range reaches, in the unit of its number.

    hundredth  it is above it 1 time in 100
    mean       its average; infinite where it is beyond what can be summed
    """

    hundredth: float
    mean: float


def reach(belief: Belief) -> Reach | None:
    """Of a range that means more than low and high say: above three times high 1 time in 100, or
    above high on average; None for any other belief."""
    if not isinstance(belief, Range):
        return None
    with np.errstate(over="ignore"):
        found = Reach(float(belief.quantile(np.asarray(HUNDREDTH))), belief.mean)
    far = found.hundredth > REACHES * belief.high or found.mean > belief.high
    return found if far else None


def from_nine_of_ten(belief: Range) -> Range | None:
    """The range whose 5th and 95th percentile are low and high of `belief`, of the same family and
    through the same likely value; None where the family has none.

    The gaps between likely and the ends are stretched, each by how far its percentile misses, until
    both are hit; on the line, where a range without a bend is hit at once.
    """
    scale = belief.scale
    low, likely, high = (float(scale.to_line(x)) for x in (belief.low, belief.likely, belief.high))
    wanted = np.array([likely - low, high - likely])
    gaps = wanted * (TENTH / TWENTIETH)
    for _ in range(STEPS):
        curve = Curve(scale, likely - gaps[0], likely, likely + gaps[1])
        with np.errstate(all="ignore"):
            found = np.abs(curve.at(np.array([-TWENTIETH, TWENTIETH])) - likely)
            missed = wanted / found
        if not np.isfinite(missed).all() or (missed <= 0).any():
            return None
        if np.abs(missed - 1).max() < NEAR:
            return _range(belief, likely - gaps[0], likely + gaps[1])
        gaps = gaps * missed
    return None


def _range(belief: Range, low: float, high: float) -> Range | None:
    """With these ends on the line; None where they cannot be told apart."""
    bottom, top = (float(belief.scale.from_line(x)) for x in (low, high))
    try:
        return Range(bottom, top, belief.given, belief.scale)
    except (ScenarioError, ValueError, ZeroDivisionError):
        return None
