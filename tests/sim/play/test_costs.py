"""What a cost line comes to, against closed forms written out here in plain numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim import CostLine, Exact, Range, Scenario, ScenarioError, dumps, loads, simulate
from sim.decide.timeline import timeline
from sim.plan.document import from_document
from sim.play.expected import best_guess, means
from sim.why.luck import expected_profit
from tests.oracles import independent
from tests.sim.made_up import agrees, exact_document, fair

TRIALS = 4096
NATIONAL = fair("national")
# 800 visitors, of whom 0.5 are in the target group and 0.4 of these come to the stand: 160; of
# them 0.8 are followed up: 128.
STAND, FOLLOWED_UP = 160.0, 128.0
TEAM: dict[str, Any] = {
    "staff": 3,
    "days": 4,
    "hours_per_day": 8,
    "contacts_per_hour": 5,
    "area": 24,
}


def plan(costs: list[dict[str, Any]], **inputs: Any) -> Scenario:
    return from_document(exact_document(**inputs) | {"costs": costs})


@pytest.mark.parametrize(
    ("per", "money"),
    [
        ("fair", 1.25 * 50),
        ("m2", 1.25 * 50 * 24),
        ("person", 1.25 * 50 * 3),
        ("person_day", 1.25 * 50 * 3 * 4),
    ],
)
def test_a_line_known_beforehand_is_its_size_and_the_overrun(per: str, money: float) -> None:
    line = {"label": "Line", "amount": 50, "per": per}
    result = simulate(plan([line], **TEAM), trials=64)
    np.testing.assert_allclose(result["costs"], money, rtol=1e-12)
    assert best_guess(result.scenario).costs == pytest.approx(money, rel=1e-12)


@pytest.mark.parametrize(
    ("per", "stage", "mean"),
    [("visitor", "stand_visitors", STAND), ("follow_up", "followed_up", FOLLOWED_UP)],
)
def test_a_line_per_visitor_or_follow_up_is_so_many_times_its_amount_without_overrun(
    per: str, stage: str, mean: float
) -> None:
    scenario = plan([{"label": "Line", "amount": 50, "per": per}])
    result = simulate(scenario, trials=TRIALS, detail=True)
    np.testing.assert_allclose(result["costs"], 50.0 * result[stage], rtol=1e-12)
    assert agrees(result.mean("costs"), 50 * mean)
    assert best_guess(scenario).costs == pytest.approx(50 * mean, rel=1e-12)
    assert means(scenario)["costs"] == pytest.approx(50 * mean, rel=1e-12)


def test_who_finds_nobody_free_is_a_visitor_of_the_stand_too() -> None:
    scenario = plan([{"label": "Cup", "amount": 2, "per": "visitor"}], **TEAM | {"staff": 0.1})
    result = simulate(scenario, trials=TRIALS, detail=True)
    assert result["contacts"].max() == 16  # 0.1 x 4 x 8 x 5
    assert agrees(result.mean("costs"), 2 * STAND)
    gap = result["profit"] - expected_profit(result)
    assert agrees(result.measured(gap, lambda x: float(x.mean())), 0.0)


def test_half_the_stand_is_one_number() -> None:
    floor: dict[str, Any] = {"label": "Floor", "amount": [100, 200], "per": "m2"}
    costs = [floor, {"label": "Fee", "amount": 500}]
    whole = simulate(plan(costs, **TEAM), trials=TRIALS, detail=True)
    half = simulate(plan(costs, **TEAM | {"area": 12}), trials=TRIALS, detail=True)
    np.testing.assert_allclose(half["costs.0"], whole["costs.0"] / 2, rtol=1e-12)
    np.testing.assert_array_equal(half["costs.1"], whole["costs.1"])
    np.testing.assert_array_equal(half["revenue"], whole["revenue"])


def test_the_new_kinds_are_those_of_a_simulation_written_apart() -> None:
    pers = ("m2", "person", "person_day", "visitor", "follow_up")
    costs = [{"label": per, "amount": [5, 10, 30], "per": per} for per in pers]
    document = exact_document(**TEAM, reach_share=[0.3, 0.6], cost_overrun=[0.9, 1.1, 1.6])
    document |= {"costs": costs}
    result = simulate(from_document(document), trials=TRIALS)
    other = independent.simulate(document, trials=100_000, seed=5)
    for key in ("costs", "profit"):
        mean, error = independent.mean_and_error(other[key])
        found = result.mean(key)
        assert abs(found.value - mean) <= 4 * np.hypot(found.error, error)
    calculated = independent.best_guess(document)
    assert best_guess(result.scenario).profit == pytest.approx(calculated["profit"], rel=1e-9)


@pytest.mark.parametrize(
    ("per", "key"), [("m2", "area"), ("person", "staff"), ("person_day", "staff")]
)
def test_a_line_needs_what_it_is_multiplied_by(per: str, key: str) -> None:
    bare = NATIONAL.without_staff_limit().without("area")
    assert key not in bare.inputs
    with pytest.raises(ScenarioError) as raised:
        bare.with_(costs=(CostLine("Fee", Exact(1.0)), CostLine("Line", Exact(1.0), per)))
    problem = raised.value
    assert (problem.code, problem.place) == ("size_missing", "costs[2].per")
    assert problem.values["form"] == f"inputs.{key}"


def test_without_its_input_a_line_costs_the_same_per_fair() -> None:
    lines = (
        CostLine("Floor", Range(100, 300, 150), "m2", month=-3),
        CostLine("Hotel", Exact(120.0), "person_day"),
        CostLine("Nothing", Range(1, 2), "person", key="free"),
    )
    full = NATIONAL.with_(inputs={"area": Exact(24.0)}, costs=lines)
    staff, days = (full.inputs[key].likely for key in ("staff", "days"))
    floor, hotel, nothing = full.without("area").without_staff_limit().costs
    assert (floor.per, hotel.per, nothing.per) == ("fair", "fair", "fair")
    assert (floor.amount.low, floor.amount.likely, floor.amount.high) == pytest.approx(
        (2400, 3600, 7200), rel=1e-9
    )
    assert hotel.amount == Exact(120.0 * staff * days)
    assert (floor.month, nothing.key) == (-3, "free")
    assert full.without("area").costs[1:] == lines[1:]
    before = simulate(full, trials=64, detail=True)
    after = simulate(full.without("area"), trials=64, detail=True)
    np.testing.assert_allclose(after["costs.0"], before["costs.0"], rtol=1e-9)


def test_an_area_that_no_line_is_paid_for_changes_no_number() -> None:
    bare = NATIONAL.without("area")
    assert "area" not in bare.inputs
    before = simulate(bare, trials=256)
    after = simulate(bare.with_(inputs={"area": Exact(24.0)}), trials=256)
    assert before.columns.keys() == after.columns.keys()
    for key in before.columns:
        np.testing.assert_array_equal(after[key], before[key])


def test_a_line_per_square_metre_comes_back_from_a_file_and_is_paid_in_its_month() -> None:
    line = CostLine("Floor", Exact(100.0), "m2", month=-3)
    scenario = NATIONAL.with_(inputs={"area": Exact(24.0)}, costs=(line,))
    assert loads(dumps(scenario)) == scenario
    overrun = scenario.with_(inputs={"cost_overrun": Exact(1.0)})
    told = timeline(overrun, trials=256)
    assert told.months[0] == -3
    np.testing.assert_allclose(told.bands[0], -2400, rtol=1e-9)


def total(together: float, *lines: CostLine) -> np.ndarray[Any, Any]:
    plan = NATIONAL.with_(costs=lines, cost_dependence=together)
    sure = plan.with_(inputs={"cost_overrun": Exact(1.0)})
    return simulate(sure, trials=65_536, detail=True)["costs"]


HALVES = (CostLine("Stand", Range(1000, 4000)), CostLine("Floor", Range(1000, 4000)))
# Symmetric on the logarithm: lognormal with mu = ln 2000, sigma = ln 2 / 1.2815515655446004.
SIGMA = math.log(2) / 1.2815515655446004


@pytest.mark.parametrize("together", [0.0, 0.3, 0.95])
def test_two_lines_have_the_variance_of_two_lognormals_that_move_together(together: float) -> None:
    """Cov(exp X, exp Y) = E[exp X] E[exp Y] (exp(cov(X, Y)) - 1)."""
    mean = 2000 * math.exp(SIGMA**2 / 2)
    of_one, of_both = (math.expm1(share * SIGMA**2) for share in (1.0, together))
    found = total(together, *HALVES)
    expected = 2 * mean**2 * (of_one + of_both)
    squares = (found - 2 * mean) ** 2
    error = squares.std() / math.sqrt(squares.size)
    assert abs(squares.mean() - expected) <= 4 * error
    assert abs(found.mean() - 2 * mean) <= 4 * found.std() / math.sqrt(found.size)


def test_a_budget_in_two_parts_that_move_together_means_nearly_the_same_as_one_line() -> None:
    whole = total(0.0, CostLine("All", Range(2000, 8000)))
    low, apart, close = (
        np.quantile(one, 0.1) for one in (whole, total(0.0, *HALVES), total(0.95, *HALVES))
    )
    assert abs(low - 2000) < 20
    assert close - low < 0.2 * (apart - low)


def test_an_exact_line_does_not_move_and_one_line_alone_keeps_its_distribution() -> None:
    fee = CostLine("Fee", Exact(500.0))
    assert (total(0.9, fee) == 500).all()
    quantiles = np.quantile(total(0.9, HALVES[0]), [0.1, 0.5, 0.9])
    np.testing.assert_allclose(quantiles, [1000, 2000, 4000], rtol=0.03)


def test_lines_that_move_together_are_those_of_a_simulation_written_apart() -> None:
    costs = [{"label": per, "amount": [5, 10, 30], "per": per} for per in ("fair", "visitor")]
    document = exact_document() | {"costs": costs, "cost_dependence": 0.8}
    result = simulate(from_document(document), trials=TRIALS)
    other = independent.simulate(document, trials=100_000, seed=6)
    centre = other["costs"].mean()
    for power in (1, 2):
        mean, error = independent.mean_and_error((other["costs"] - centre) ** power)
        found = result.measured((result["costs"] - centre) ** power, lambda x: float(x.mean()))
        assert abs(found.value - mean) <= 4 * np.hypot(found.error, error)


def test_the_profit_is_expected_given_amounts_that_move_together() -> None:
    plan = NATIONAL.with_(costs=(*HALVES, CostLine("Visit", Range(50, 90), "visit")))
    result = simulate(plan.with_(cost_dependence=0.7), trials=TRIALS, detail=True)
    gap = result["profit"] - expected_profit(result)
    assert agrees(result.measured(gap, lambda x: float(x.mean())), 0.0)
    before = simulate(plan, trials=TRIALS, detail=True)
    np.testing.assert_array_equal(result["revenue"], before["revenue"])
