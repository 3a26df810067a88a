"""After the fair: bills of costs that are spread, and income as planned."""

from __future__ import annotations

import numpy as np
import pytest

from sim import CostLine, Exact, Income, Range, example, simulate
from sim.actuals.actuals import Actuals
from sim.evaluate.bridge import bridge
from sim.evaluate.next_plan import next_plan
from sim.evaluate.several import Past
from sim.evaluate.standing import standings
from sim.evaluate.updated import updated

TRIALS = 2048
LINES = (Income("Subsidy", Range(500, 3000)), Income("Tickets", Exact(4.0), "visitor"))
PLAN = example("national").with_(
    costs=(CostLine("Stand", Range(9000, 15_000), over=6), CostLine("Fee", Exact(900.0))),
    income=LINES,
)


def test_before_anything_is_known_income_is_as_planned() -> None:
    today = updated(PLAN, Actuals(), trials=TRIALS)
    planned = simulate(PLAN, trials=TRIALS, detail=True)
    for key in ("income", "income.0", "income.1", "costs.0", "profit"):
        np.testing.assert_allclose(today[key], planned[key], rtol=1e-9, atol=1e-6)


def test_a_bill_counts_for_its_part_of_this_fair() -> None:
    today = updated(PLAN, Actuals(costs={0: 12_600.0, 1: 950.0}), trials=TRIALS)
    assert (today["costs.0"] == 2100).all()
    assert (today["costs.1"] == 950).all()
    np.testing.assert_allclose(
        today["profit"], today["contribution"] + today["income"] - 3050, rtol=1e-9, atol=1e-6
    )


def test_income_per_visitor_follows_those_that_came_and_the_rest_stands_as_planned() -> None:
    today = updated(PLAN, Actuals(stand_visitors=300), trials=TRIALS)
    planned = simulate(PLAN, trials=TRIALS, detail=True)
    assert (today["income.1"] == 1200).all()
    np.testing.assert_array_equal(today["income.0"], planned["income.0"])


def test_the_bridge_adds_up_with_income_and_a_spread_bill() -> None:
    found = bridge(PLAN, Actuals(stand_visitors=300, costs={0: 30_000.0}), trials=TRIALS)
    steps = {step.name: step.moved.value for step in found.steps}
    assert sum(steps.values()) == pytest.approx(found.now.value - found.planned.value, rel=1e-9)
    before = simulate(PLAN, trials=TRIALS, detail=True).mean("costs.0").value
    assert steps["costs"] == pytest.approx(before - 5000, rel=1e-9)


def test_a_bill_is_held_against_its_part_and_the_next_plan_takes_it_whole() -> None:
    known = Actuals(costs={0: 12_600.0})
    planned = simulate(PLAN, trials=TRIALS, detail=True)
    (stand,) = (one for one in standings(planned, known) if one.figure == "costs.0")
    assert stand.real == 2100
    assert stand.p10.value < 2100 < stand.p90.value
    made = next_plan(PLAN, [Past("Fair", known)]).plan
    assert (made.costs[0].amount.likely, made.costs[0].over) == (12_600, 6)
    assert made.income == PLAN.income


def test_income_is_no_certain_figure_where_the_plan_has_none() -> None:
    bare = PLAN.with_(income=())
    planned = simulate(bare, trials=TRIALS, detail=True)
    now = updated(bare, Actuals(), trials=TRIALS)
    assert "income" not in {one.figure for one in standings(planned, Actuals(), now)}
    sure = PLAN.with_(income=LINES[1:])
    now = updated(sure, Actuals(stand_visitors=300), trials=TRIALS)
    told = standings(simulate(sure, trials=TRIALS, detail=True), Actuals(stand_visitors=300), now)
    assert {one.figure: one.real for one in told}["income"] == 1200
