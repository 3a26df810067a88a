"""How many people on the stand: what each number of staff would bring.

A further person costs nothing in the model unless the budget says so per person, person per day,
contact, call and so on: lines per fair stay as they are, wages and hotels among them.
`cost_of_person` adds what each person more (or less) than planned costs beside that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from sim.draws.streams import REPLICATES
from sim.plan.beliefs import Exact
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.beforehand import beforehand
from sim.play.engine import SEED, simulate
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS
from sim.why.luck import expected_profit

FEWER: Final = 32  # one trial in so many tells about where the best number is
TOLD: Final = ("profit", "unserved", "contacts", "chance.covering_costs")


@dataclass(frozen=True)
class TeamPoint:
    """The fair with `staff` people at the same time: profit (money), the chance of covering costs,
    and visitors of the stand who leave without a conversation, and contacts, on average."""

    staff: float
    mean: Measured
    p10: Measured
    p50: Measured
    p90: Measured
    chance: Measured
    unserved: Measured
    contacts: Measured


@dataclass(frozen=True)
class TeamCurve:
    """One point for each number of staff, as asked; `best_mean` and `best_chance` are the fewest
    people with the highest mean profit and the highest chance."""

    points: tuple[TeamPoint, ...]

    @property
    def best_mean(self) -> TeamPoint:
        return max(self.points, key=lambda point: (point.mean.value, -point.staff))

    @property
    def best_chance(self) -> TeamPoint:
        return max(self.points, key=lambda point: (point.chance.value, -point.staff))


def team_curve(
    scenario: Scenario,
    staff: Iterable[float] | None = None,
    *,
    cost_of_person: float = 0.0,
    trials: int = TRIALS,
    seed: int = SEED,
    planned: Result | None = None,
) -> TeamCurve:
    """The plan with each number of `staff`, in the same trials.

    staff           by default the planned number and the best, each with those beside it, and half
                    and twice as many as planned
    cost_of_person  money for each person more than planned, saved for each person less
    planned         these trials of the plan, with chances, where the caller has them

    Raises `ScenarioError` where the plan has no staff limit, or for a number that is not allowed.
    """
    if not scenario.limited:
        raise ScenarioError("missing", "inputs.staff", form="a number of people")
    today = scenario.inputs["staff"].likely
    told: dict[str, Any] = {"trials": trials, "seed": seed, "columns": TOLD, "chances": True}

    def of(staff: float) -> Result:
        known = planned if staff == today else None
        return known or simulate(scenario.with_(inputs={"staff": Exact(float(staff))}), **told)

    def played(numbers: Iterable[float]) -> tuple[TeamPoint, ...]:
        return tuple(_point(of(n), n, cost_of_person * (n - today)) for n in numbers)

    if staff is not None:
        curve = TeamCurve(played(staff))
        if not curve.points:
            raise ScenarioError("missing", "staff", form="at least one number of people")
        return curve
    last = max(2, math.ceil(2 * today))
    about = partial(_about, scenario, last, cost_of_person, trials, seed)
    return _usual(played, today, last, about)


def _usual(
    played: Callable[[Iterable[float]], tuple[TeamPoint, ...]],
    today: float,
    last: int,
    about: Callable[[], float],
) -> TeamCurve:
    """The numbers that are asked about by default, see `team_curve`. Each person more brings less
    than the one before, so that a number is the best where those beside it are not better; where
    one is, the search goes on from the number that is `about` the best."""
    one_less, one_more = math.ceil(today) - 1, math.floor(today) + 1
    half = math.ceil(today / 2)
    ends = {half, last} if half < one_less - 1 else {last}
    found = TeamCurve(played(sorted({today, max(one_less, 1), one_more, *ends})))
    while True:
        best = found.best_mean.staff
        beside = {math.ceil(best) - 1, math.floor(best) + 1}
        found = _with(found, played, {people for people in beside if 0 < people <= last})
        if found.best_mean.staff == best:
            return found
        found = _with(found, played, {about()})


def _about(scenario: Scenario, last: int, cost: float, trials: int, seed: int) -> int:
    """The number of people, 1 to the last, with about the highest average in a few fairs: the last,
    or half of what is left goes each time, by what one person more brings in the middle."""
    few = max(trials // FEWER, 2 * REPLICATES)

    def earned(people: int) -> float:
        staff = {"staff": Exact(float(people))}
        fair = beforehand(scenario.with_(inputs=staff), trials=few, seed=seed)
        return float(expected_profit(fair).mean()) - cost * people

    low, high, middle = 1, last, last - 1
    while low < high:
        if earned(middle + 1) > earned(middle):
            low = middle + 1
        else:
            high = middle
        middle = (low + high) // 2
    return low


def _with(
    curve: TeamCurve,
    played: Callable[[Iterable[float]], tuple[TeamPoint, ...]],
    asked: Set[float],
) -> TeamCurve:
    """With the points for these numbers of people too."""
    more = played(sorted(asked - {point.staff for point in curve.points}))
    return TeamCurve(tuple(sorted((*curve.points, *more), key=lambda point: point.staff)))


def _point(result: Result, staff: float, more: float) -> TeamPoint:
    profit = np.asarray(result["profit"] - more)
    asked = Result(result.scenario, result.trials, result.seed, {"profit": profit})
    p10, p50, p90 = (asked.quantile("profit", level) for level in (0.1, 0.5, 0.9))
    return TeamPoint(
        staff=float(staff),
        mean=asked.mean("profit"),
        p10=p10,
        p50=p50,
        p90=p90,
        chance=asked.chance(profit >= 0) if more else result.chance_covering_costs,
        unserved=result.mean("unserved"),
        contacts=result.mean("contacts"),
    )
