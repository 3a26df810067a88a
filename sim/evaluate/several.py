"""What several fairs say together, and the plan for the next one.

Each fair's counts are raised to a power between 0 and 1 (power prior: Ibrahim and Chen 2000,
Statistical Science 15(1)): 1 for the same fair, 0.3 for another one, or what somebody chooses.
Evidence is added up before it is used, so that the order of the fairs cannot matter.

How many visitors come and what the stand costs says nothing of another fair: these, and these
alone, are taken from earlier years of the same fair only. Of them and of the margin there is one
number a fair, not counts; and so it is with the share of the visitors in the target group, because
among thousands of visitors it is the years that differ, not chance. Its belief is taken to be half
about what is usual at this fair and half about how one year differs from the next: on the belief's
own scale of normal scores z, with the powers' sum n,

    next ~ Normal(sum(power z) / (1 + n), (1 + 1 / (1 + n)) / 2)

so that nothing known leaves the belief as it is, one year moves it half way, and many years leave
the difference from year to year.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.actuals.actuals import Actuals, evidence, learned_shares
from sim.learning.learning import fitted, learned_value, together
from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.johnson import TENTH, Scale
from sim.plan.parameters import PATHS, RECORDED
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario

SAME: Final = 1.0
OTHER: Final = 0.3
YEARLY: Final = (*RECORDED, "target_share")  # of which a fair has one number
FARTHEST: Final = 4.0  # normal scores


@dataclass(frozen=True)
class Past:
    """A fair that was: its name, what is known of it, and its plan, where that is not the plan
    that learns (months of open leads and the lines of its budget are read there).

    same   whether it is the same fair in an earlier year
    power  0 to 1, how much its counts count; None: `SAME` or `OTHER`

    Raises `ScenarioError` for a power that is no share.
    """

    name: str
    actuals: Actuals
    plan: Scenario | None = None
    same: bool = True
    power: float | None = None

    def __post_init__(self) -> None:
        if self.power is not None and not 0 <= self.power <= 1:
            raise ScenarioError("above", "power", got=self.power, form="a number from 0 to 1")

    @property
    def weight(self) -> float:
        if self.power is not None:
            return self.power
        return SAME if self.same else OTHER


@dataclass(frozen=True)
class Told:
    """One number that one fair has, and the power it counts with."""

    fair: str
    power: float
    value: float


def learned_from(plan: Scenario, past: Sequence[Past]) -> Scenario:
    """The plan with its beliefs held against several fairs; without any it is the same plan.

    What nobody doubts stays. Costs and words stay too. Raises `ScenarioError`.
    """
    fairs = [fair for fair in ordered(past) if fair.weight]
    found = [(fair, evidence(fair.plan or plan, fair.actuals)) for fair in fairs]
    paths = dict.fromkeys(path for _, each in found for path in each)
    summed = {
        path: together(each[path].discounted(fair.weight) for fair, each in found if path in each)
        for path in paths
        if path not in YEARLY
    }
    inputs: dict[str, Belief] = learned_shares(plan, summed)
    value = plan.inputs["order_value"]
    if isinstance(value, Range):
        spread = plan.inputs["order_value_spread"].likely
        paid = [money for fair in fairs for money in fair.actuals.values]
        powers = [fair.weight for fair in fairs for _ in fair.actuals.values]
        inputs["order_value"] = learned_value(value, paid, spread, powers)
    for path in YEARLY:
        inputs[path] = _yearly(plan.inputs[path], told_once(fairs, path), PATHS[path].unit.most)
    changed = {path: belief for path, belief in inputs.items() if belief != plan.inputs[path]}
    return plan.with_(inputs=changed) if changed else plan


def ordered(past: Iterable[Past]) -> list[Past]:
    """In one order, whatever the order in which they came."""
    return sorted(past, key=lambda fair: (fair.name, fair.weight, repr(fair.actuals)))


def _yearly(belief: Belief, told: Sequence[Told], most: float) -> Belief:
    """The belief about next year's number after those of earlier years; one more than `FARTHEST`
    scores away, or off the belief's scale, is taken to be as far."""
    if not told or isinstance(belief, Exact):
        return belief
    if isinstance(belief, Counted):
        belief = belief.range
    total, middle = 1.0, 0.0
    for number in told:
        beyond = belief.scale is Scale.SHARE and number.value >= 1
        score = FARTHEST if beyond else -FARTHEST
        if number.value > 0 and not beyond:
            score = float(belief.z(np.array(number.value)))
        middle += number.power * min(max(score, -FARTHEST), FARTHEST)
        total += number.power
    width = TENTH * math.sqrt((1 + 1 / total) / 2)
    ends = middle / total + width * np.array([-1.0, 0.0, 1.0])
    low, likely, high = belief.quantile(ends).tolist()
    return fitted(belief.scale, low, likely, high, most)


def told_once(fairs: Iterable[Past], path: str) -> list[Told]:
    """What each fair has one number of, one of `YEARLY`; visitors of the same fair only."""
    found = []
    for fair in fairs:
        value = _number(fair.actuals, path)
        if value is not None and fair.weight and (fair.same or path != "visitors"):
            found.append(Told(fair.name, fair.weight, float(value)))
    return found


def _number(actuals: Actuals, path: str) -> float | None:
    if path != "target_share":
        found: float | None = getattr(actuals, path)
        return found
    if actuals.target_visitors is None or not actuals.visitors:
        return None
    return actuals.target_visitors / actuals.visitors
