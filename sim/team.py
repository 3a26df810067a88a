"""How many people on the stand: what each number of staff would bring.

A further person costs nothing in the model unless the budget says so per contact, call and so on:
lines per fair stay as they are, wages and hotels among them. `cost_of_person` adds what each
person more (or less) than planned costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sim.beliefs import Exact
from sim.engine import SEED, TRIALS, simulate
from sim.problems import ScenarioError
from sim.result import Measured, Result
from sim.scenario import Scenario


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
) -> TeamCurve:
    """The plan with each number of `staff`, in the same trials.

    staff           by default 1, 2, ... up to twice as many as planned
    cost_of_person  money for each person more than planned, saved for each person less

    Raises `ScenarioError` where the plan has no staff limit, or for a number that is not allowed.
    """
    if not scenario.limited:
        raise ScenarioError("missing", "inputs.staff", form="a number of people")
    planned = scenario.inputs["staff"].likely
    numbers = range(1, max(2, math.ceil(2 * planned)) + 1) if staff is None else staff
    points = []
    for number in numbers:
        changed = scenario.with_(inputs={"staff": Exact(float(number))})
        result = simulate(changed, trials=trials, seed=seed)
        points.append(_point(result, number, cost_of_person * (number - planned)))
    if not points:
        raise ScenarioError("missing", "staff", form="at least one number of people")
    return TeamCurve(tuple(points))


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
        chance=asked.chance(profit >= 0),
        unserved=result.mean("unserved"),
        contacts=result.mean("contacts"),
    )
