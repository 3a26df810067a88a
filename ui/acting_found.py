"""What the page "What to do" takes from the core, worked out once for equal numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.backwards import Required, required
from sim.beliefs import Exact
from sim.engine import simulate
from sim.funnel import PHASES
from sim.levers import Needed, Worth, all_needed, step_worth
from sim.result import Measured, Result
from sim.scenario import Scenario
from sim.team import TeamCurve, team_curve
from ui import questions

DECISION: Final = PHASES[-1]


@dataclass(frozen=True)
class Levers:
    """Every lever, the nearest first; today's chance of covering costs and of no extra order; the
    average costs, money."""

    today: Measured
    no_orders: Measured
    costs: float
    needed: tuple[Needed, ...]


def levers(plan: Scenario, seed: int, chance: float) -> Levers:
    result = questions.detailed(plan, seed)
    return Levers(
        result.chance_covering_costs,
        result.chance_no_orders,
        result.mean("costs").value,
        all_needed(plan, chance=chance, **_run(seed)),
    )


def steps(plan: Scenario, seed: int) -> tuple[Worth, ...]:
    return step_worth(plan, **_run(seed))


@dataclass(frozen=True)
class Team:
    """The curve; what the best number brings more than the planned one on average, and the next
    person before what they cost, each in the same trials, money."""

    curve: TeamCurve
    best: Measured
    next: Measured


def team(plan: Scenario, seed: int, cost: float) -> Team:
    curve = team_curve(plan, cost_of_person=cost, **_run(seed))
    staff = plan.inputs["staff"].likely
    planned, best = questions.detailed(plan, seed), curve.best_mean.staff
    return Team(
        curve,
        _more(planned, _with_staff(plan, best, seed), cost * (best - staff)),
        _more(planned, _with_staff(plan, staff + 1, seed), 0.0),
    )


def _with_staff(plan: Scenario, staff: float, seed: int) -> Result:
    return simulate(plan.with_(inputs={"staff": Exact(staff)}), **_run(seed))


def _more(planned: Result, other: Result, cost: float) -> Measured:
    return planned.measured(other["profit"] - planned["profit"] - cost, _mean)


def _mean(values: Any) -> float:
    return float(values.mean())


@dataclass(frozen=True)
class Served:
    """The plan with another triage: average contacts in the decision phase and in the other two,
    average profit, and how much more that is than without triage, in the same trials."""

    triage: float
    decision: Measured
    others: Measured
    profit: Measured
    more: Measured
    chance: Measured


@dataclass(frozen=True)
class Triage:
    """Without triage, as planned, and with all who are in the decision phase recognised; `full`:
    the chance that somebody leaves without a conversation."""

    full: Measured
    served: tuple[Served, ...]


def triage(plan: Scenario, seed: int) -> Triage:
    without = questions.detailed(plan.with_(triage=0.0), seed)
    found = []
    for share in sorted({0.0, plan.triage, 1.0}):
        result = questions.detailed(plan.with_(triage=share), seed)
        decision = result[f"contacts.{DECISION}"]
        found.append(
            Served(
                share,
                result.measured(decision, _mean),
                result.measured(result["contacts"] - decision, _mean),
                result.mean("profit"),
                _more(without, result, 0.0),
                result.chance_covering_costs,
            )
        )
    return Triage(without.chance_stand_full, tuple(found))


@dataclass(frozen=True)
class Backwards:
    """What the goal takes, and the highest margin that comes out with the chance asked for."""

    required: Required
    margin: float


def backwards(plan: Scenario, seed: int, chance: float) -> Backwards:
    margin = questions.detailed(plan, seed).quantiles("margin", np.array([1 - chance]))
    return Backwards(required(plan, chance=chance, **_run(seed)), float(margin[0]))


def _run(seed: int) -> dict[str, int]:
    return {"trials": questions.TRIALS, "seed": seed}
