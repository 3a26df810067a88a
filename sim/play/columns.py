"""The columns that a simulation fills: which there are, and of what kind."""

from __future__ import annotations

import numpy as np

from sim.plan.beliefs import Exact
from sim.plan.funnel import PHASES, WAITING
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.result import CHANCES, COUNTED, PHASED, Values


def empty(
    scenario: Scenario, trials: int, *, detail: bool, chances: bool = False
) -> dict[str, Values]:
    """Room for every column of `Result.columns`: counts as int32, money as float64."""
    counts = [*COUNTED, WAITING] if scenario.sales_limited else list(COUNTED)
    money = ["revenue", "revenue_crediting_all_orders", "costs"]
    if scenario.income:
        money.append("income")
    if not isinstance(scenario.inputs["margin"], Exact):
        money.append("margin")
    if chances:
        money += chances_of(scenario)
    if detail:
        counts += [f"{stage}.{phase}" for stage in PHASED for phase in PHASES]
        money += [f"inputs.{path}" for path in drawn_paths(scenario)] + ["good_fair"]
        money += [f"costs.{at}" for at in range(len(scenario.costs))]
        money += [f"income.{at}" for at in range(len(scenario.income))]
    return {key: np.empty(trials, dtype=np.int32) for key in counts} | {
        key: np.empty(trials) for key in money
    }


def chances_of(scenario: Scenario) -> list[str]:
    """The columns of its chances."""
    return [f"chance.{key}" for key in CHANCES if key != "goal" or scenario.goal is not None]


def drawn_paths(scenario: Scenario) -> list[str]:
    """Paths of the inputs that are drawn."""
    return [
        path
        for path, belief in scenario.inputs.items()
        if not isinstance(belief, Exact) and PATHS[path].dimension is not None
    ]
