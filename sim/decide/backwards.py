"""From the joint goal of marketing and sales backwards: what the team has to reach.

The goal is a revenue of M at a margin of at least N. What has to be reached is the plan with the
same rates, but so many more visitors, and nobody turned away, that the goal is met with the chance
that is asked for; the counts are the medians of that plan's trials, stage by stage.

Why so: the counts belong together, one funnel from the first contact to the last order, and it is
the team's own rates that lead from each to the next. The chance of the goal among the trials with
at least k quotes would be simpler, but it picks the good fairs: many contacts and good rates go
together (`dependence`), so that it asks for too little.

More people cannot raise the margin: no chance is above that of a margin of at least N.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.plan.beliefs import Exact, Range
from sim.plan.funnel import STAGES
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import ROUNDING
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, chances, simulate
from sim.play.result import EVENTS, Measured, Result
from sim.play.trials import TRIALS

CHANCE: Final = 0.7
ALIKE: Final = 400  # trials
MOST: Final = 1024.0  # times the visitors of the plan
NEAR: Final = 0.5  # over the root of the trials, relative: the factor is not known better
WORKING_DAYS: Final = 10  # in the first two weeks after the fair


@dataclass(frozen=True)
class Required:
    """What leads to the goal.

    today     chance of the goal as planned
    ceiling   chance that the margin is at least that of the goal
    factor    so many times the visitors of the plan, and no limit of staff
    counts    stage -> median of the trials that the plan needs, whole people; ``contacts`` and
              later. None: no number of contacts is enough at these rates and this margin
    contacts_a_day     of one person, with the staff and days of the plan; None without a team
    contacts_possible  of one person a day, at the likely rate; None without a team
    calls_a_day        phone appointments a working day in the first two weeks, all of the fair:
                       assumed is that every lead is called by then, because leads grow cold
    given_orders       chance of the goal among the fairs that the plan needs with just these orders
                       in the middle: above the chance asked for, because that counts the fairs too
                       that get fewer
    """

    today: Measured
    ceiling: Measured
    factor: float | None
    counts: dict[str, Measured] | None
    contacts_a_day: float | None
    contacts_possible: float | None
    calls_a_day: float | None
    given_orders: Measured | None = None


def required(
    scenario: Scenario, *, chance: float = CHANCE, trials: int = TRIALS, seed: int = SEED
) -> Required:
    """What the team has to reach so that the goal is met with `chance`.

    Raises `ScenarioError` for a plan without a goal.
    """
    if scenario.goal is None:
        raise ScenarioError("missing", "goal", form="revenue and margin")
    planned = simulate(scenario, trials=trials, seed=seed, chances=True)
    ceiling = planned.chance(planned["margin"] >= scenario.goal.margin * (1 - ROUNDING))
    factor = _factor(scenario, chance, trials, seed) if ceiling.value >= chance else None
    today = planned.chance_goal
    assert today is not None  # there is a goal
    possible = _possible(scenario)
    grown: Scenario | None = None
    if factor is not None:
        with suppress(ScenarioError):  # more visitors than there may be
            grown = _grown(scenario, factor)
    if grown is None:
        return Required(today, ceiling, None, None, None, possible, None)
    result = simulate(grown, trials=trials, seed=seed)
    stages = STAGES[STAGES.index("contacts") :]
    counts = {stage: result.quantile(stage, 0.5) for stage in stages if stage != "unserved"}
    a_day = None
    if scenario.limited:
        days = scenario.inputs["staff"].likely * scenario.inputs["days"].likely
        a_day = counts["contacts"].value / days if days else None
    calls = counts["calls"].value / WORKING_DAYS
    given = _given(result, counts["orders"].value)
    return Required(today, ceiling, factor, counts, a_day, possible, calls, given)


def _given(result: Result, orders: float) -> Measured:
    """The chance of the goal among the trials whose orders come nearest to these, `ALIKE` of them
    and all that are as near."""
    away = np.abs(result["orders"] - orders)
    alike = away <= np.partition(away, min(ALIKE, away.size) - 1)[min(ALIKE, away.size) - 1]
    both = np.stack([EVENTS["goal"](result) & alike, alike], axis=1)
    return result.measured(both, lambda x: float(x[:, 0].sum() / max(x[:, 1].sum(), 1)))


def _possible(scenario: Scenario) -> float | None:
    if not scenario.limited:
        return None
    return scenario.inputs["hours_per_day"].likely * scenario.inputs["contacts_per_hour"].likely


def _grown(scenario: Scenario, factor: float) -> Scenario:
    """So many times the visitors, and people enough for all who come to the stand."""
    visitors = scenario.inputs["visitors"]
    likely = visitors.likely * factor
    more = visitors.moved(likely) if isinstance(visitors, Range) else Exact(likely)
    return scenario.without_staff_limit().with_(inputs={"visitors": more})


def _factor(scenario: Scenario, chance: float, trials: int, seed: int) -> float | None:
    """The smallest factor that is enough, by bisection on its logarithm; in no trial do more
    visitors lower the revenue. The search starts with an eighth of the trials."""
    low, high = math.log(1 / MOST), math.log(MOST)

    def enough(way: float, trials: int) -> bool:
        try:
            grown = _grown(scenario, math.exp(way))
        except ScenarioError:  # more visitors than there may be
            return way > 0
        goal = chances(grown, trials=trials, seed=seed, only=("goal",)).chance_goal
        assert goal is not None  # checked in `required`
        return goal.value >= chance

    few, step = max(trials // 8, 64), 0.05
    middle = _crossing(lambda way: enough(way, few), low, high, step)
    low, high = middle - step, middle + step
    while not enough(high, trials):
        low, high, step = high, high + step, 2 * step
        if high > math.log(MOST):
            return None
    while enough(low, trials):
        high, low, step = low, low - step, 2 * step
        if low < math.log(1 / MOST):
            return math.exp(low)
    return math.exp(_crossing(lambda way: enough(way, trials), low, high, NEAR / trials**0.5))


def _crossing(enough: Callable[[float], bool], low: float, high: float, near: float) -> float:
    """Where `enough` begins, between a `low` that is not and a `high` that is; the upper end."""
    while high - low > near:
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
