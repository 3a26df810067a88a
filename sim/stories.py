"""Three real trials that say what a weak, a middling and a strong fair look like."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.funnel import STAGES
from sim.johnson import Array
from sim.result import Result

STORIES: Final = (("weak", 0.10), ("middle", 0.50), ("strong", 0.90))
NEAR: Final = 200  # one trial in so many on each side of the percentile is near it
TOLD: Final = tuple(stage for stage in STAGES if stage != "unserved")


@dataclass(frozen=True)
class Story:
    """One real trial near the 10th, 50th or 90th percentile of the profit: of those near it the
    one whose counts lie nearest to their medians, so that nothing in it is odd without need.

    name     weak, middle or strong
    trial    its number
    stage    what made it so: the stage whose count lies furthest below (weak), above (strong) or
             anywhere off (middle) its median, in ranks; the earliest of equals. None where no
             stage does, and it was the money
    count    of that stage in this trial
    usual    its median
    """

    name: str
    trial: int
    stage: str | None = None
    count: int | None = None
    usual: int | None = None


def stories(result: Result, profit: Array) -> tuple[Story, ...]:
    """`STORIES` by `profit`, shape (trials,)."""
    order = np.argsort(profit, kind="stable")
    ordered = {stage: np.sort(result[stage]) for stage in TOLD}
    found = []
    for name, level in STORIES:
        middle, room = math.ceil(level * order.size) - 1, order.size // NEAR
        near = order[max(middle - room, 0) : middle + room + 1]
        off = np.stack([_off(ordered[stage], result[stage][near]) for stage in TOLD])
        chosen = int(np.abs(off).sum(axis=0).argmin())
        found.append(_story(result, name, int(near[chosen]), off[:, chosen], ordered))
    return tuple(found)


def _off(ordered: Array, counts: Array) -> Array:
    """Ranks of `counts` from the median, -1/2 to 1/2, in the middle of equals; 0 for the median
    itself, however many trials are there."""
    below, upto = (np.searchsorted(ordered, counts, side=side) for side in ("left", "right"))
    rank = (below + upto) / 2 / ordered.size - 0.5
    return np.asarray(np.where(counts == _median(ordered), 0.0, rank))


def _story(result: Result, name: str, trial: int, off: Array, ordered: dict[str, Array]) -> Story:
    side = {"weak": -off, "strong": off}.get(name, np.abs(off))
    if side.max() <= 0:
        return Story(name, trial)
    stage = TOLD[int(side.argmax())]
    return Story(name, trial, stage, int(result[stage][trial]), _median(ordered[stage]))


def _median(ordered: Array) -> int:
    return int(ordered[(ordered.size - 1) // 2])
