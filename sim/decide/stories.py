"""Three real trials that say what a weak, a middling and a strong fair look like."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.plan.funnel import STAGES
from sim.plan.johnson import Array
from sim.play.ranks import Values
from sim.play.result import Result

STORIES: Final = (("weak", 0.10), ("middle", 0.50), ("strong", 0.90))
NEAR: Final = 200  # one trial in so many on each side of the percentile is near it
TOLD: Final = tuple(stage for stage in STAGES if stage != "unserved")  # ends with extra orders
USUAL: Final = 0.25  # ranks from the median: half of all trials lie no further off


@dataclass(frozen=True)
class Story:
    """One real trial near the 10th, 50th or 90th percentile of the profit: of those near it the
    most typical one, whose counts and money per order lie nearest to the medians of those near it.

    name          weak, middle or strong
    trial         its number
    stage         what made it so: the stage from which on all counts stay at least half as far
                  below (weak) or above (strong) their medians, in ranks, as the extra orders end.
                  None where these are not off, or less than the money per order is: then it was
                  the money. For a middle fair, none where its extra orders are about as usual
    count         of that stage in this trial
    usual         its median
    orders        extra orders in this trial
    usual_orders  their median
    """

    name: str
    trial: int
    stage: str | None = None
    count: int | None = None
    usual: int | None = None
    orders: int = 0
    usual_orders: int = 0


def stories(result: Result, profit: Array) -> tuple[Story, ...]:
    """`STORIES` by `profit`, shape (trials,)."""
    order = np.argsort(profit, kind="stable")
    ordered = {stage: np.sort(result[stage]) for stage in TOLD}
    paid = np.sort(_money(result)[result["extra_orders"] > 0])
    found = []
    for name, level in STORIES:
        middle, room = math.ceil(level * order.size) - 1, order.size // NEAR
        near = order[max(middle - room, 0) : middle + room + 1]
        off = np.stack([_off(ordered[stage], result[stage][near]) for stage in TOLD])
        money = _off(paid, _money(result)[near]) * (result["extra_orders"][near] > 0)
        both = np.vstack([off, money])
        chosen = int(np.abs(both - np.median(both, axis=1)[:, None]).sum(axis=0).argmin())
        at = _made_so(name, off[:, chosen], float(money[chosen]))
        found.append(_story(result, name, int(near[chosen]), at, ordered))
    return tuple(found)


def _money(result: Result) -> Values:
    """Contribution of an extra order, money, shape (trials,); 0 without one."""
    return np.asarray(result["contribution"] / np.maximum(result["extra_orders"], 1))


def _off(ordered: Array, values: Array) -> Array:
    """Ranks of `values` from the median, -1/2 to 1/2, in the middle of equals; 0 for the median
    itself, however many trials are there."""
    if not ordered.size:
        return np.zeros(values.shape)
    below, upto = (np.searchsorted(ordered, values, side=side) for side in ("left", "right"))
    rank = (below + upto) / 2 / ordered.size - 0.5
    return np.asarray(np.where(values == _median(ordered), 0.0, rank))


def _made_so(name: str, off: Array, money: float) -> int | None:
    """Which of `TOLD` made a story so, by the ranks of its counts and of its money per order."""
    sign = {"weak": -1.0, "strong": 1.0}.get(name, math.copysign(1.0, off[-1]))
    end, least = sign * float(off[-1]), USUAL if name == "middle" else 0.0
    if end <= max(least, sign * money):
        return None
    short = np.flatnonzero(sign * off < end / 2)
    return int(short[-1]) + 1 if short.size else 0


def _story(
    result: Result, name: str, trial: int, at: int | None, ordered: dict[str, Array]
) -> Story:
    def counted(stage: str) -> tuple[int, int]:
        return int(result[stage][trial]), int(_median(ordered[stage]))

    stage = None if at is None else TOLD[at]
    count, usual = (None, None) if stage is None else counted(stage)
    return Story(name, trial, stage, count, usual, *counted("extra_orders"))


def _median(ordered: Array) -> float:
    return float(ordered[(ordered.size - 1) // 2])
