"""Round numbers: the one rule by which numbers are rounded, and beliefs in few figures.

What was learned has no end of figures, and says no more with them. In a belief in round numbers
low, likely and high each get the fewest figures, two at least, that move them by no more than
1 / `NEAR` of the way to the nearer neighbour, on the line of their scale
(`sim.plan.johnson.Scale`): on a straight belief that is 0.05 standard deviations: still 1 time in
10 below low, 9.1 % to 10.9 %.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sim.plan.beliefs import Range
from sim.plan.johnson import Scale
from sim.plan.problems import ScenarioError

NEAR: Final = 25
FEWEST: Final = 2  # figures
MOST: Final = 15
ROUNDING: Final = 1e-12  # relative: a product of decimal numbers is no nearer to what is meant
SURE: Final = 15  # figures of a number that arithmetic has not spoilt, as spreadsheets count them


def places(value: float, figures: int) -> int:
    """The decimals of a value with so many figures, negative before the point: 2 figures of 14,712
    end at its thousands, -3. `value` is finite and not 0."""
    return figures - 1 - math.floor(math.log10(abs(value)))


def rounded(value: float, figures: int) -> tuple[float, int]:
    """The value rounded to so many figures, and how many decimals that takes."""
    if value == 0 or not math.isfinite(value):
        return value, 0
    decimals = places(value, figures)
    return half_up(value, decimals), max(decimals, 0)


def half_up(value: float, decimals: int = 0) -> float:
    """The value at so many decimals, negative before the point; halves go away from zero, as
    people and spreadsheets round them.

    What arithmetic has added behind the figures that are `SURE` does not count: costs that add up
    to 32,549.999999999996 are 32,550, and in hundreds 32,600.
    """
    if not math.isfinite(value):
        return value
    exact = Decimal(f"{value:.{SURE}g}")
    last = exact.adjusted() - SURE + 1  # the place of the last figure that is sure
    if last > -decimals:  # nothing is to go; of whole numbers no figure either
        return value if last > 0 else float(exact)
    return float(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def of_hundred(share: float) -> int:
    """Of 100 so many, 0 to 100. Here halves go to the even number, so that a chance and what is
    left of it always make 100 together."""
    return round(100 * share)


def in_round_numbers(belief: Range) -> Range:
    """The same belief in round numbers; as it is where there are none near enough."""
    low, likely, high = (float(belief.scale.to_line(x)) for x in _points(belief))
    step = min(likely - low, high - likely) / NEAR
    low, likely, high = (_near(x, belief.scale, step) for x in _points(belief))
    try:
        return Range(low, high, likely, belief.scale)
    except ScenarioError:  # at the edge of what a range may be
        return belief


def with_round_ends(belief: Range, kept: Collection[str] = ()) -> Range:
    """The same belief with low and high in round numbers, but those of "low" and "high" that are
    `kept`; likely stays."""
    line = belief.scale.to_line
    low, likely, high = (float(line(x)) for x in _points(belief))
    step = min(likely - low, high - likely) / NEAR
    low = belief.low if "low" in kept else _near(belief.low, belief.scale, step)
    high = belief.high if "high" in kept else _near(belief.high, belief.scale, step)
    try:
        return Range(low, high, belief.likely, belief.scale)
    except ScenarioError:  # at the edge of what a range may be
        return belief


def _points(belief: Range) -> tuple[float, float, float]:
    return belief.low, belief.likely, belief.high


def _near(x: float, scale: Scale, step: float) -> float:
    """The number with the fewest figures that is no further than a step from `x` on the line."""
    on_line = float(scale.to_line(x))
    for figures in range(FEWEST, MOST):
        found, _ = rounded(x, figures)
        if scale.least < found < (1 if scale is Scale.SHARE else math.inf) and (
            abs(float(scale.to_line(found)) - on_line) <= step
        ):
            return found
    return x
