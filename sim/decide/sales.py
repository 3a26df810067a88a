"""What a fair asks of sales afterwards, in hours: first follow-ups, calls, visits and quotes.

Only the first follow-up is limited (`sim.capacity.follow_up`). The hours of a call, visit or quote
limit nothing; where nobody said them they are left out. Each is drawn once a fair, from a stream of
its own name.

By month: the first follow-up comes in the first month after the fair; a call, a visit and a quote
at `PARTS` of the likely months from fair to order of their phase, an assumption that nobody
measured.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.draws.streams import blocks, draws
from sim.plan.funnel import PHASES, WAITING
from sim.plan.johnson import Array
from sim.plan.parameters import exactly
from sim.plan.scenario import Scenario
from sim.play.engine import simulate
from sim.play.result import Measured, Result

AFTER: Final = {"calls": "hours_per_call", "visits": "hours_per_visit", "quotes": "hours_per_quote"}
PARTS: Final = {"calls": 0.25, "visits": 0.5, "quotes": 0.75}  # of the months to the order
FIRST: Final = "followed_up"
DAY: Final = 8.0  # hours of one day more
LEVELS: Final = (0.1, 0.5, 0.9)

Band = tuple[float, float, float]


@dataclass(frozen=True)
class Limit:
    """The first follow-up against the hours that there are.

    hours    that sales has
    wanted   hours that following up everybody who would be takes: 1 in 10 below, median, above
    fits     chance that these fit
    waiting  average of those who are not followed up
    more     profit that `DAY` hours more bring on average, money, in the same trials
    """

    hours: float
    wanted: Band
    fits: Measured
    waiting: Measured
    more: Measured


@dataclass(frozen=True)
class Sales:
    """limit   None where the hours for the first follow-up are not limited
    hours    by stage, of all fairs: 1 in 10 below, median, above; only what has hours
    total    the same of all together
    months   average hours in each month after the fair, the first is 1; empty where the months from
             fair to order are not known
    """

    limit: Limit | None
    hours: dict[str, Band]
    total: Band
    months: dict[int, float]


def told(plan: Scenario) -> bool:
    """Whether the plan says anything of the hours of sales."""
    return plan.sales_limited or any(key in plan.inputs for key in AFTER.values())


def sales(result: Result) -> Sales:
    """Of a result with detail."""
    hours = {stage: one * result[stage] for stage, one in _of_one(result).items()}
    total = sum(hours.values(), start=np.zeros(result.trials))
    limit = _limit(result) if result.scenario.sales_limited else None
    bands = {stage: _band(each) for stage, each in hours.items()}
    return Sales(limit, bands, _band(total), _months(result))


def _of_one(result: Result) -> dict[str, Array]:
    """Hours of one follow-up, call, visit or quote in every trial, by stage; of those that have."""
    inputs = result.scenario.inputs
    found = {}
    if result.scenario.sales_limited:
        key = "inputs.hours_per_follow_up"
        found[FIRST] = np.asarray(result.columns.get(key, inputs["hours_per_follow_up"].likely))
    for stage, key in AFTER.items():
        if key in inputs:
            z = [
                draws(result.seed, result.trials, block).named_normal(key)
                for block in blocks(result.trials)
            ]
            found[stage] = inputs[key].quantile(np.concatenate(z))
    return found


def _limit(result: Result) -> Limit:
    plan = result.scenario
    hours = plan.inputs["follow_up_hours"].likely
    wanted = _of_one(result)[FIRST] * (result[FIRST] + result[WAITING])
    longer = plan.with_(inputs={"follow_up_hours": exactly("follow_up_hours", hours + DAY)})
    more = simulate(longer, trials=result.trials, seed=result.seed)
    return Limit(
        hours,
        _band(wanted),
        result.chance(result[WAITING] == 0),
        result.mean(WAITING),
        result.average(more["profit"] - result["profit"]),
    )


def _months(result: Result) -> dict[int, float]:
    plan, found = result.scenario, defaultdict[int, float](float)
    if f"months_to_order.{PHASES[0]}" not in plan.inputs:
        return {}
    for stage, one in _of_one(result).items():
        for phase in PHASES:
            after = plan.inputs[f"months_to_order.{phase}"].likely * PARTS.get(stage, 0.0)
            hours = float(np.mean(one * result[f"{stage}.{phase}"]))
            found[math.floor(after) + 1] += hours
    return dict(sorted(found.items()))


def _band(values: Array) -> Band:
    low, middle, high = np.quantile(values, LEVELS, method="inverted_cdf").tolist()
    return low, middle, high
