"""What would have to be different: what each lever would have to be so that the fair pays off.

The levers are in `sim.decide.dials`, the search for their settings in `sim.decide.search`. Order
value, margin and the lines of the budget need no search: in every trial the profit is linear in
them, so that each trial has its own threshold, and the answer is a quantile of these thresholds.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.decide.dials import MOST_SHARE, NOBODY, Bounds, Dial, levers
from sim.decide.search import Search, hopes
from sim.decide.variants import People
from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.johnson import Array, Scale
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.beforehand import beforehand
from sim.play.engine import SEED, chances, simulate
from sim.play.enough import COLUMN, ENOUGH, ONLY
from sim.play.ranks import Values
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS
from sim.why.luck import COMMON, expected_profit
from sim.why.unmeasured import LEAST

CHANCE: Final = 0.7
STRAIGHT: Final = ("order_value", "margin")  # the profit is linear in them


@dataclass(frozen=True)
class Needed:
    """What one lever would have to be, all else equal.

    lever     path of the input, or ``costs.0``, ``income.0`` for the first line of the budget
    chance    so many of the fairs are to cover their costs
    today     so many do as planned
    now       the belief as planned
    likely    of the needed belief, and its error: the least that is enough, for a cost the most,
              for staff that the budget pays for the nearest number. None: not by this lever alone,
              even at its limit (a share likely 0.99, staff for every visitor, a cost of 0).
              Infinite: a cost that cannot matter
    belief    the needed belief; None without `likely`, or if that is infinite
    distance  from today's likely to the needed one, positive where it has to get better: in
              half-widths of today's range on its own scale (1: about as far as today's low or
              high), relative for an exact input. Infinite without `likely`
    """

    lever: str
    chance: float
    today: Measured
    now: Belief
    likely: Measured | None
    belief: Belief | None
    distance: float

    @property
    def reached(self) -> bool:
        """The plan is good enough as it is, as far as its chance is known: within two standard
        errors of it. `likely` says how much worse the lever may become."""
        return self.today.value + 2 * self.today.error >= self.chance

    def within(self, bounds: Bounds) -> bool:
        """The needed value is none that nobody would ask for; where the plan is good enough as it
        is, nothing is asked for."""
        likely = self.likely
        if likely is None or self.reached:
            return likely is not None
        return bounds.allow(self.lever, self.now, likely.value, self.distance)

    @property
    def inside(self) -> bool:
        """The needed likely value lies within today's low and high."""
        likely = self.likely
        return likely is not None and self.now.low <= likely.value <= self.now.high


def needed(
    scenario: Scenario,
    lever: str,
    *,
    chance: float = CHANCE,
    trials: int = TRIALS,
    seed: int = SEED,
) -> Needed:
    """What `lever` would have to be so that `chance` of the fairs cover their costs.

    Raises `ScenarioError` for a lever that the plan does not have (see `levers`).
    """
    if lever not in levers(scenario):
        raise ScenarioError("unknown_key", lever, allowed=", ".join(levers(scenario)))
    return _needed(
        simulate(scenario, trials=trials, seed=seed, detail=True, chances=True), lever, chance
    )


def all_needed(
    scenario: Scenario,
    *,
    chance: float = CHANCE,
    trials: int = TRIALS,
    seed: int = SEED,
    people: People = NOBODY,
    planned: Result | None = None,
) -> tuple[Needed, ...]:
    """Every lever, the nearest first (absolute `distance`); those that cannot do it come last.
    `people` tells what more of them on the stand cost; `planned`: these trials of the plan, with
    detail and chances, where the caller has them."""
    run: dict[str, Any] = {"trials": trials, "seed": seed, "detail": True, "chances": True}
    planned = planned or simulate(scenario, **run)
    asked = levers(scenario)
    dials = (Dial(scenario, lever, people) for lever in asked if lever not in STRAIGHT)
    searched = [Search(planned, chance, dial) for dial in dials if dial.line is None]
    upwards = [one for one in searched if not one.reached and one.dial.lever != "staff"]
    for one, hope in zip(upwards, hopes(upwards) if upwards else [], strict=True):
        one.hope = hope
    known = {one.dial.lever: one for one in searched}
    found = [_needed(planned, lever, chance, people, known.get(lever)) for lever in asked]
    return tuple(sorted(found, key=lambda each: (each.likely is None, abs(each.distance))))


def _needed(
    planned: Result,
    lever: str,
    chance: float,
    people: People = NOBODY,
    search: Search | None = None,
) -> Needed:
    dial = Dial(planned.scenario, lever, people)
    if lever == "order_value":
        found = _factor(planned, _ratio(_due(planned), planned["contribution"]), chance, dial, 1)
    elif lever.startswith("costs."):
        line = planned[lever]
        room = planned["profit"] + line  # what the line may cost in this trial
        most = _ratio(np.maximum(room, 0.0), line, planned["profit"] >= 0)
        found = _factor(planned, np.where(room < 0, -math.inf, most), chance, dial, -1)
    elif lever.startswith("income."):
        line = planned[lever]
        lacks = np.maximum(line - planned["profit"], 0.0)  # without the line
        found = _factor(planned, _ratio(lacks, line), chance, dial, 1)
    elif lever == "margin":
        found = _margin(planned, chance, dial)
    else:
        search = search or Search(planned, chance, dial)
        return _as_needed(planned, search.found(), chance, dial)
    return _as_needed(planned, _worked_out(planned, found, chance, dial), chance, dial)


def _as_needed(planned: Result, found: Measured | None, chance: float, dial: Dial) -> Needed:
    belief: Belief | None = None
    if found is not None and math.isfinite(found.value):
        try:
            belief = dial.belief(found.value)
            dial.turned(belief)
        except ScenarioError:  # beyond what the input allows
            found = belief = None
    distance = math.inf if found is None else dial.distance(found.value)
    today = planned.chance_covering_costs
    return Needed(dial.lever, chance, today, dial.now, found, belief, distance)


def _worked_out(
    planned: Result, found: Measured | None, chance: float, dial: Dial
) -> Measured | None:
    """A setting that was found by counting trials, moved to where the chance that is worked out is
    just enough, so that what a plan promises is what it shows: false position from today's on. From
    `NEAR` it the next place is the answer: what that is off is less than the room there is. At the
    limits, and where nothing moves the chance, it stays as it was counted."""
    if found is None or not 0 < found.value < math.inf:
        return found
    before = (dial.shape.likely, planned.chance_covering_costs)
    value = found.value
    for _ in range(STEPS):
        try:
            turned = dial.turned(dial.belief(value))
        except ScenarioError:  # beyond what the input allows
            return found
        now = chances(turned, trials=planned.trials, seed=planned.seed, only=ONLY)
        there = now.chance_covering_costs
        way = value - before[0]
        slope = (there.value - before[1].value) / way if way else 0.0
        over = there.value - chance
        if not slope or (0 <= over <= ENOUGH):
            return Measured(value, math.hypot(there.error, over) / abs(slope) if slope else 0.0)
        ends = (before[0], before[1].value), (value, there.value)
        sure = NEAR if abs(before[1].value - chance) <= CLOSE else NEAR / 3
        before = (value, there)
        value = _crossed(dial, *ends, chance + ENOUGH / 2)
        if not 0 < value < math.inf:
            return found
        if abs(over) <= sure:
            return Measured(value, math.hypot(there.error, ENOUGH / 2) / abs(slope))
    return found


def _crossed(
    dial: Dial, one: tuple[float, float], other: tuple[float, float], chance: float
) -> float:
    """Where a chance is reached on the way from one setting, with its chance, through another: over
    money of the budget, and over an input on its own scale, its normal score hardly bends."""
    from scipy.special import ndtri

    def line(value: float) -> float:
        if dial.line is not None:
            return value
        return float(dial.scale.to_line(value)) if value > 0 else -math.inf

    settings = [line(value) for value, _ in (one, other)]
    scores = [float(ndtri(share)) for share in (one[1], other[1], chance)]
    if not np.isfinite([*settings, *scores]).all() or scores[0] == scores[1]:
        return other[0] - (other[1] - chance) * (other[0] - one[0]) / (other[1] - one[1])
    slope = (scores[1] - scores[0]) / (settings[1] - settings[0])
    place = settings[1] - (scores[1] - scores[2]) / slope
    return place if dial.line is not None else float(dial.scale.from_line(place))


def _due(planned: Result) -> Array:
    """What the contribution has to cover in each trial: costs less income, never below 0."""
    return np.asarray(np.maximum(planned["costs"] - planned["income"], 0.0))


def _ratio(above: Array, below: Array, enough: Values | bool = False) -> Array:
    """above / below; where there is nothing below it, infinite if that is `enough` or too little
    for any cost, 0 if nothing is above."""
    some = below > 0
    out = np.where(np.asarray(enough) | (above > 0), math.inf, 0.0)
    return np.asarray(np.divide(above, below, out=out, where=some))


def _quantile(planned: Result, thresholds: Array, share: float) -> Measured:
    columns = {"threshold": thresholds}
    return Result(planned.scenario, planned.trials, planned.seed, columns).quantile(
        "threshold", share
    )


def _factor(
    planned: Result, factors: Array, chance: float, dial: Dial, better: int
) -> Measured | None:
    """Today's likely value times the factor that is enough in `chance` of the trials; a range on
    the logarithm moves by a factor, the same in every trial."""
    factor = _quantile(planned, better * factors, chance)
    value = better * factor.value
    if (better > 0 and value == math.inf) or value == -math.inf:
        return None
    return Measured(dial.shape.likely * value, dial.shape.likely * factor.error)


def _margin(planned: Result, chance: float, dial: Dial) -> Measured | None:
    """A range of shares moves on the probit, by the same step in every trial; an exact margin has
    to reach what is due / revenue."""
    least = _ratio(_due(planned), planned["revenue"])
    if isinstance(dial.shape, Exact):
        found = _quantile(planned, least, chance)
        return found if found.value <= max(MOST_SHARE, dial.shape.likely) else None
    from scipy.special import ndtri

    drawn = np.clip(planned["margin"], 1e-300, 1 - 2.0**-53)
    steps = np.asarray(ndtri(np.minimum(least, 1.0)) - ndtri(drawn)) / dial.half_width
    step = _quantile(planned, steps, chance)
    if step.value == -math.inf:
        return Measured(0.0, 0.0)
    if step.value > dial.distance(MOST_SHARE):
        return None
    ends = (dial.likely(step.value + side * step.error) for side in (1, -1))
    return Measured(dial.likely(step.value), abs(next(ends) - next(ends)) / 2)


STEPS: Final = 6  # of false position
NEAR: Final = 0.003  # of a chance, where the slope is that between two places so `CLOSE`
CLOSE: Final = 0.03
PEOPLE: Final = 1.0
VISITORS: Final = 10.0
POINT: Final = 0.01


@dataclass(frozen=True)
class Worth:
    """What one step more is worth, in the same trials: mean profit (money) and chance."""

    step: str
    profit: Measured
    chance: Measured


def step_worth(
    scenario: Scenario,
    *,
    cost_of_person: float = 0.0,
    trials: int = TRIALS,
    seed: int = SEED,
    planned: Result | None = None,
) -> tuple[Worth, ...]:
    """What small steps are worth, each against the plan in the same trials.

    staff             one more person on the stand, at `cost_of_person` beside what the budget says
                      per person, contact and so on; only where the staff is limited
    visitors          ten more visitors of the target group on average, as many as an invitation
                      brings: the belief about `visitors` times 1 + 10 / (mean target visitors)
    follow_up_share   every contact followed up
    margin            one point (0.01) more in every trial

    A step that would leave what is allowed is left out. `planned`: these trials of the plan, with
    chances, where the caller has them.

    More margin is counted in every trial. What the other steps change is worked out, their average
    over luck and their chance, in as few of these fairs as it takes to know it as well as the plan
    itself: the average profit, and a chance to `ENOUGH`.
    """
    planned = planned or simulate(scenario, trials=trials, seed=seed, chances=True)
    found = [
        _paired(planned, step, changed, cost_of_person if step == "staff" else 0.0)
        for step, changed in steps_of(scenario)
    ]
    dearer = np.minimum(planned["margin"] + POINT, 1.0)
    profit = planned["revenue"] * dearer + planned["income"] - planned["costs"]
    both = np.stack([profit >= 0, planned["profit"] >= 0], axis=1)
    margin = Worth(
        "margin",
        planned.average(profit - planned["profit"]),
        planned.measured(both, lambda x: float(x[:, 0].mean() - x[:, 1].mean())),
    )
    return (*found, margin)


def _paired(planned: Result, step: str, changed: Scenario, paid: float) -> Worth:
    """What a step brings that costs so much money beside what the budget says."""
    run: dict[str, Any] = {"seed": planned.seed}
    detail = COMMON in planned.columns
    known, few = planned.mean("profit").error, min(LEAST, planned.trials)
    while True:
        now = planned if detail else beforehand(planned.scenario, trials=few, **run)
        then = beforehand(changed, trials=few, **run)
        gain = expected_profit(then) - now.first(expected_profit(now), few) - paid
        profit = then.average(gain)
        turned = chances(changed, trials=few, only=ONLY, paid=paid, **run)[COLUMN]
        more = turned - planned.first(planned[COLUMN], few)
        chance = then.average(more)
        enough = profit.error <= known and chance.error <= ENOUGH
        if enough or few == planned.trials:
            return Worth(step, profit, chance)
        few = min(2 * few, planned.trials)


def steps_of(scenario: Scenario) -> list[tuple[str, Scenario]]:
    """The changed plans; a step that leaves what is allowed is left out."""
    inputs = scenario.inputs
    visitors, target = inputs["visitors"], inputs["target_share"]
    found = []
    for step in ("staff", "visitors", "follow_up_share"):
        belief: Belief | None = None
        with suppress(ScenarioError):
            if step == "staff" and scenario.limited:
                belief = Exact(inputs["staff"].likely + PEOPLE)
            elif step == "visitors" and visitors.mean * target.mean > 0:
                more = visitors.likely * (1 + VISITORS / (visitors.mean * target.mean))
                belief = visitors.moved(more) if isinstance(visitors, Range) else Exact(more)
            elif step == "follow_up_share":
                belief = Exact(1.0, Scale.SHARE)
            if belief is not None:
                found.append((step, scenario.with_(inputs={step: belief})))
    return found
