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

import itertools
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sim.plan.beliefs import Exact, Range
from sim.plan.funnel import STAGES
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import ROUNDING
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, chances, simulate
from sim.play.enough import ENOUGH
from sim.play.result import EVENTS, Measured, Result
from sim.play.trials import TRIALS

CHANCE: Final = 0.7
ALIKE: Final = 400  # trials
MOST: Final = 1024.0  # times the visitors of the plan
END: Final = math.log(MOST)
LEAST: Final = 1e-12  # of a chance that has a normal score, and below 1
PATIENCE: Final = 4  # steps of a secant, before what is left is halved now and then
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
    scenario: Scenario,
    *,
    chance: float = CHANCE,
    trials: int = TRIALS,
    seed: int = SEED,
    planned: Result | None = None,
) -> Required:
    """What the team has to reach so that the goal is met with `chance`; `planned`: these trials of
    the plan, with chances, where the caller has them.

    Raises `ScenarioError` for a plan without a goal.
    """
    if scenario.goal is None:
        raise ScenarioError("missing", "goal", form="revenue and margin")
    planned = planned or simulate(scenario, trials=trials, seed=seed, chances=True)
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
    """The smallest factor that is enough; in no trial do more visitors lower the revenue. An eighth
    of the trials tell about where it is, all of them from there on exactly where."""

    def over(way: float, trials: int) -> float:
        """So much the chance is above what is asked for, at the logarithm of a factor."""
        try:
            grown = _grown(scenario, math.exp(way))
        except ScenarioError:  # more visitors than there may be
            return 1.0 if way > 0 else -1.0
        goal = chances(grown, trials=trials, seed=seed, only=("goal",)).chance_goal
        assert goal is not None  # checked in `required`
        return goal.value - chance

    few = max(trials // 8, 64)
    about = _crossing(_Way(), chance, lambda way: over(way, few), ABOUT)
    start = _Way(about.at, about.slope)
    near = EXACTLY if about.slope != _Way().slope else replace(EXACTLY, sure=0.0)
    high = _crossing(start, chance, lambda way: over(way, trials), near).high
    return None if high is None else math.exp(high)


@dataclass(frozen=True)
class _Near:
    """Enough by at most `over` of a chance, or between two places of which one is enough and the
    other is not, so far apart, is near enough. From a chance that is off by at most `sure` the next
    place is so without a look: by a slope that is known it is off by less than there is room."""

    over: float
    apart: float
    sure: float = 0.0


ABOUT: Final = _Near(0.02, 0.05)
EXACTLY: Final = _Near(ENOUGH, 0.002, 0.008)


@dataclass(frozen=True)
class _Way:
    """Where a search is, on the logarithm of a factor: `at` the place to look at next, `slope` that
    of the normal score of the chance there; `low` is not enough, `high` is, None before any is
    known."""

    at: float = 0.0
    slope: float = 1.0
    low: float | None = None
    high: float | None = None

    def ended(self, apart: float) -> bool:
        """Whether the crossing lies between places so near, or beyond an end."""
        if self.low is None or self.high is None:
            return self.low == END or self.high == -END
        return self.high - self.low <= apart

    def to(self, place: float, *, halved: bool) -> _Way:
        """On to a place; where what is known rules it out, or `halved`, to the middle of what is
        left, or to an end that was not looked at."""
        low, high = (
            (-END if self.low is None else self.low),
            (END if self.high is None else self.high),
        )
        if halved or not low < place < high:
            known = self.low is not None and self.high is not None
            place = (low + high) / 2 if known else END if self.high is None else -END
        return replace(self, at=place)


def _crossing(way: _Way, chance: float, over: Callable[[float], float], near: _Near) -> _Way:
    """The search, ended; `at` is then where all trials would look. The normal score of a chance
    that rises from 0 to 1 hardly bends, so that a secant finds it; where that leads on slowly, as
    over a chance that jumps, what is left is halved."""
    from scipy.special import ndtri

    def score(more: float) -> float:
        return float(ndtri(min(max(chance + more, LEAST), 1 - LEAST)) - ndtri(chance))

    before: tuple[float, float] | None = None
    for turn in itertools.count():
        at, more = way.at, over(way.at)
        way = replace(way, high=at) if more >= 0 else replace(way, low=at)
        if before is not None and (slope := (score(more) - before[1]) / (at - before[0])) > 0:
            way = replace(way, slope=slope)
        before = (at, score(more))
        if way.ended(near.apart):
            return way
        if 0 <= more <= near.over:
            break
        place = at - (score(more) - score(near.over / 2)) / way.slope
        if abs(more) <= near.sure:
            return replace(way, high=place)
        way = way.to(place, halved=turn >= PATIENCE and turn % 2 == 0)
    return replace(way, at=at - (score(more) - score(ENOUGH / 2)) / way.slope)
