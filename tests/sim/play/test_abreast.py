"""Plans side by side in the same fairs: each gets the chance that it gets alone."""

from __future__ import annotations

import numpy as np
import pytest

from sim import CostLine, Exact, Range, Scenario
from sim.condition.takings import OFF
from sim.plan.parameters import BY_KEY
from sim.plan.steps.changes import Times
from sim.play.abreast import Variant, chances_abreast
from sim.play.engine import chances
from tests.sim.condition.plans import PLANS
from tests.sim.made_up import FUNNEL

LINES = (CostLine("a step", Exact(700.0)), CostLine("another", Range(200.0, 900.0)))
TRIALS = 512


def variants(plan: Scenario) -> list[Variant]:
    """Of beliefs that are drawn, that are exact, and that are asked for as beliefs."""
    share = {path: Times(1.3).of(plan.inputs[path]) for path in FUNNEL[1:4]}
    value = {"order_value": Times(1.2).of(plan.inputs["order_value"])}
    visitors = {"visitors": Times(0.7).of(plan.inputs["visitors"])}
    spread = {"order_value_spread": Exact(0.3)}
    people = {"staff": Exact(3.0)} if plan.limited else {}
    rush = {"rush": BY_KEY["rush"].read((1.2, 1.5, 2.0))} if plan.limited else {}
    return [
        Variant({}),
        Variant(share, (0,)),
        Variant(value | people, (1,)),
        Variant(visitors, (0, 1)),
        Variant(share | value | spread),
        Variant(people | rush | visitors),
    ]


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("name", PLANS)
def test_every_plan_gets_the_chance_and_the_error_that_it_gets_alone(name: str) -> None:
    plan = PLANS[name]
    each = variants(plan)
    found = chances_abreast(plan, each, LINES, trials=TRIALS, seed=9)
    for variant, value, error in zip(each, found.value, found.error, strict=True):
        lines = (LINES[at] for at in variant.lines)
        alone = plan.with_(inputs=variant.inputs, costs=(*plan.costs, *lines))
        chance = chances(alone, trials=TRIALS, seed=9).chance_covering_costs
        assert value == pytest.approx(chance.value, abs=OFF)
        assert error <= chance.error + OFF


def test_more_than_are_played_side_by_side_get_the_same_chances() -> None:
    plan = PLANS["national"]
    each = variants(plan)
    few, many = (
        chances_abreast(plan, each * times, LINES, trials=TRIALS, seed=9) for times in (1, 20)
    )
    assert many.value.reshape(20, -1) == pytest.approx(np.tile(few.value, (20, 1)), abs=1e-12)
