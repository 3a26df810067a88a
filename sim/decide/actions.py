"""What can be done about a plan, held against the trials of the plan as it is.

Everything else is simulated with the same seed and as many trials: it meets the same fairs. Results
that are given have the detail and the chances, as the answer to a plan has (`sim.play.enough`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.decide.backwards import Required, required
from sim.decide.dials import NOBODY, Bounds
from sim.decide.levers import Needed, Worth, all_needed, step_worth
from sim.decide.team import TeamCurve, team_curve
from sim.decide.variants import People
from sim.plan.beliefs import Exact
from sim.plan.funnel import PHASES
from sim.play.engine import simulate
from sim.play.enough import played
from sim.play.result import Measured, Result

DECISION: Final = PHASES[-1]
ANY: Final = Bounds(1.0, math.inf, math.inf, math.inf)


@dataclass(frozen=True)
class Levers:
    """Every lever, the nearest first; today's chance of covering costs and of no extra order; the
    average costs, money; and how far levers may be asked to go."""

    today: Measured
    no_orders: Measured
    costs: float
    needed: tuple[Needed, ...]
    bounds: Bounds = ANY


def levers(result: Result, chance: float, people: People = NOBODY) -> Levers:
    """What each lever would have to be for `chance`, 0 to 1, of covering costs; `people` as of
    `sim.decide.levers.all_needed`."""
    return Levers(
        result.chance_covering_costs,
        result.chance_no_orders,
        result.mean("costs").value,
        all_needed(result.scenario, chance=chance, people=people, **_as_played(result)),
    )


def steps(result: Result, cost_of_person: float = 0.0) -> tuple[Worth, ...]:
    """What one small step more of each lever is worth; one more person at a cost, money."""
    plan, trials, seed = result.scenario, result.trials, result.seed
    run: dict[str, Any] = {"trials": trials, "seed": seed, "planned": result}
    return step_worth(plan, cost_of_person=cost_of_person, **run)


@dataclass(frozen=True)
class Team:
    """The curve; what the best number brings more than the planned one on average, and the next
    person before what they cost, each in the same trials, money."""

    curve: TeamCurve
    best: Measured
    next: Measured


def team(planned: Result, cost: float) -> Team:
    """How many people on the stand, each more than planned at a `cost`, money."""
    curve = team_curve(
        planned.scenario,
        cost_of_person=cost,
        trials=planned.trials,
        seed=planned.seed,
        planned=planned,
    )
    staff, best = planned.scenario.inputs["staff"].likely, curve.best_mean.staff
    return Team(
        curve,
        _more(planned, _with_staff(planned, best), cost * (best - staff)),
        _more(planned, _with_staff(planned, staff + 1), 0.0),
    )


def _with_staff(planned: Result, staff: float) -> Result:
    plan = planned.scenario.with_(inputs={"staff": Exact(staff)})
    return simulate(plan, trials=planned.trials, seed=planned.seed)


def _more(planned: Result, other: Result, cost: float) -> Measured:
    return planned.average(other["profit"] - planned["profit"] - cost)


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


def triage(planned: Result) -> Triage:
    """Who is served with more and with less triage than planned; of a result with detail."""
    plan = planned.scenario
    without = _with_triage(planned, 0.0)
    found = []
    for share in sorted({0.0, plan.triage, 1.0}):
        result = without if share == 0.0 else _with_triage(planned, share)
        decision = result[f"contacts.{DECISION}"]
        found.append(
            Served(
                share,
                result.average(decision),
                result.average(result["contacts"] - decision),
                result.mean("profit"),
                _more(without, result, 0.0),
                result.chance_covering_costs,
            )
        )
    return Triage(without.chance_stand_full, tuple(found))


def _with_triage(planned: Result, share: float) -> Result:
    if share == planned.scenario.triage:
        return planned
    plan = planned.scenario.with_(triage=share)
    return played(plan, trials=planned.trials, seed=planned.seed, detail=True)


@dataclass(frozen=True)
class Backwards:
    """What the goal takes, and the highest margin that comes out with the chance asked for."""

    required: Required
    margin: float


def backwards(result: Result, chance: float) -> Backwards:
    """What the plan's goal takes, reached with `chance`, 0 to 1."""
    margin = result.quantiles("margin", np.array([1 - chance]))
    return Backwards(
        required(result.scenario, chance=chance, **_as_played(result)),
        float(margin[0]),
    )


def _as_played(result: Result) -> dict[str, Any]:
    """Seed, trials and the fairs themselves, for whatever else is asked of the same ones."""
    return {"trials": result.trials, "seed": result.seed, "planned": result}
