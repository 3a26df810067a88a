"""Plans that Hypothesis makes up, and inputs at the edge of what is allowed: every chance is one,
and the average of what it stands for in the same trials."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from sim import Goal, Scenario, simulate
from sim.play.result import CHANCES
from tests.sim.made_up import scenarios
from tests.sim.play.test_engine import EDGES

MADE = settings(deadline=None, derandomize=True, max_examples=60, phases=[Phase.generate])
FEW = 5


def assert_chances(scenario: Scenario, trials: int) -> None:
    result = simulate(scenario, trials=trials, chances=True)
    drawn = {
        "covering_costs": result["profit"] >= 0,
        "crediting_all_orders": result["profit_crediting_all_orders"] >= 0,
        "no_orders": result["extra_orders"] == 0,
    }
    if scenario.goal is not None:
        goal = scenario.goal
        drawn["goal"] = (result["revenue"] >= goal.revenue) & (result["margin"] >= goal.margin)
    for key in CHANCES:
        if key not in drawn:
            assert f"chance.{key}" not in result.columns
            continue
        chance = result[f"chance.{key}"]
        assert np.isfinite(chance).all(), key
        assert 0 <= chance.min() <= chance.max() <= 1, key
        off = result.measured(drawn[key] - chance, lambda x: float(x.mean()))
        # what no trial or only few have met is not seen in the spread of the replicates
        assert abs(off.value) <= 4 * off.error + FEW / trials, key


@MADE
@given(scenario=scenarios())
def test_the_chances_of_any_plan_are_those_of_its_trials(scenario: Scenario) -> None:
    assert_chances(scenario.with_(goal=Goal(20_000.0, 0.2)), 8192)


@pytest.mark.parametrize("edge", EDGES)
def test_the_chances_at_the_edge_of_what_is_allowed_are_those_of_the_trials(edge: str) -> None:
    assert_chances(EDGES[edge], 640)
