"""After the fair: bills of costs that are spread, and what came in beside orders."""

from __future__ import annotations

import numpy as np
import pytest

from sim import CostLine, Exact, Income, Range, example, simulate
from sim.actuals.actuals import Actuals
from sim.evaluate.bridge import bridge
from sim.evaluate.next_plan import next_plan, taken_back
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


def test_income_that_came_counts_as_it_came_and_the_other_lines_are_drawn() -> None:
    came = Actuals(stand_visitors=300, income={0: 2500.0})
    today = updated(PLAN, came, trials=TRIALS)
    assert (today["income.0"] == 2500).all()
    assert (today["income"] == 2500 + 4 * 300).all()
    np.testing.assert_allclose(
        today["profit"], today["contribution"] + 3700 - today["costs"], rtol=1e-9, atol=1e-6
    )
    (line,) = (
        one
        for one in standings(simulate(PLAN, trials=TRIALS, detail=True), came)
        if one.figure == "income.0"
    )
    assert (line.real, line.final) == (2500, True)


def test_income_that_came_is_a_step_of_the_bridge_and_only_where_a_plan_has_any() -> None:
    found = bridge(PLAN, Actuals(income={0: 2500.0}), trials=TRIALS)
    (step,) = (one for one in found.steps if one.known)
    planned = simulate(PLAN, trials=TRIALS, detail=True).mean("income.0").value
    assert step.name == "income"
    assert step.moved.value == pytest.approx(2500 - planned, rel=1e-9)
    assert found.moved.value == pytest.approx(step.moved.value, rel=1e-9)
    bare = bridge(PLAN.with_(income=()), Actuals(costs={0: 6000.0}), trials=TRIALS)
    assert "income" not in [one.name for one in bare.steps]


def test_the_next_plan_has_income_as_it_came_and_one_click_takes_it_back() -> None:
    past = [Past("Fair", Actuals(stand_visitors=300, income={0: 2500.0, 1: 900.0}))]
    made = next_plan(PLAN, past)
    subsidy, tickets = made.plan.income
    assert subsidy.amount.likely == 2500
    assert tickets.amount == Exact(3.0)  # each visitor's part of 900
    assert {"income.0", "income.1"} <= {*made.origins}
    assert taken_back(made.plan, PLAN, made) == PLAN


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
