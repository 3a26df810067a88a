"""A horizon: orders later than a month do not count, in no figure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from sim import Exact, Range, Scenario, ScenarioError, simulate
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES
from sim.play.expected import best_guess, means
from sim.why.luck import expected_profit
from tests.sim.made_up import agrees, scenarios

MADE = settings(deadline=None, derandomize=True, max_examples=60)
KEYS = [f"months_to_order.{phase}" for phase in PHASES]


@pytest.mark.thorough
@MADE
@given(scenarios(), st.integers(0, 40), st.integers(0, 40))
def test_in_any_scenario_a_longer_horizon_never_means_fewer_orders_or_less_money(
    scenario: Scenario, one: int, other: int
) -> None:
    assume(KEYS[0] in scenario.inputs)
    horizons: list[int | None] = [*sorted((one, other)), None]
    runs = [
        simulate(scenario.with_(horizon=horizon), trials=640, detail=True) for horizon in horizons
    ]
    for shorter, longer in ((runs[0], runs[1]), (runs[1], runs[2])):
        for key in ("extra_orders", "revenue", "revenue_crediting_all_orders", "contribution"):
            assert (shorter[key] <= longer[key]).all()
        for key in ("contacts", "orders", "costs"):
            np.testing.assert_array_equal(shorter[key], longer[key])


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("horizon", [3, 12, 24])
def test_on_average_as_many_orders_count_as_the_months_say(name: str, horizon: int) -> None:
    plan = example(name)
    full = simulate(plan, trials=16_384, detail=True)
    cut = simulate(plan.with_(horizon=horizon), trials=16_384, detail=True)
    expected = np.zeros(full.trials)
    for phase in PHASES:
        belief = plan.inputs[f"months_to_order.{phase}"]
        assert isinstance(belief, Range)
        share = float(ndtr(belief.z(np.array(float(horizon)))))
        expected += share * full[f"extra_orders.{phase}"]
    gap = cut.measured(cut["extra_orders"] - expected, lambda x: float(x.mean()))
    assert agrees(gap, 0.0)
    unlimited = plan.without_staff_limit().with_(horizon=horizon)
    assert agrees(simulate(unlimited, trials=16_384).mean("profit"), means(unlimited)["profit"])


def test_exact_months_count_or_do_not() -> None:
    exact = dict(zip(KEYS, (Exact(12.0), Exact(6.0), Exact(3.0)), strict=True))
    plan = example("national").with_(inputs=exact)
    full = simulate(plan, trials=640, detail=True)
    for horizon, phases in ((2, ()), (3, PHASES[2:]), (11, PHASES[1:]), (12, PHASES)):
        cut = simulate(plan.with_(horizon=horizon), trials=640, detail=True)
        for phase in PHASES:
            key = f"extra_orders.{phase}"
            np.testing.assert_array_equal(cut[key], full[key] if phase in phases else 0)
    np.testing.assert_array_equal(
        simulate(plan.with_(horizon=12), trials=640)["profit"], full["profit"]
    )


def test_the_profit_given_the_inputs_knows_the_horizon() -> None:
    result = simulate(example("national").with_(horizon=8), trials=16_384, seed=2, detail=True)
    gap = result.measured(result["profit"] - expected_profit(result), lambda x: float(x.mean()))
    assert agrees(gap, 0.0)


def test_the_calculator_counts_the_share_that_comes_in_time() -> None:
    same = dict.fromkeys(KEYS, Range(2.0, 12.0, 5.0))
    plan = example("national").with_(inputs=same)
    full, cut = best_guess(plan), best_guess(plan.with_(horizon=5))
    assert cut.stages["extra_orders"] == pytest.approx(full.stages["extra_orders"] / 2)
    assert cut.revenue_crediting_all_orders == pytest.approx(full.revenue_crediting_all_orders / 2)
    assert cut.stages["orders"] == full.stages["orders"]
    assert cut.break_even_orders == pytest.approx(full.break_even_orders)


@pytest.mark.parametrize(("horizon", "code"), [(-1, "below"), (121, "above"), (2.5, "not_whole")])
def test_a_horizon_is_a_whole_number_of_months(horizon: float, code: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        example("national").with_(horizon=horizon)
    assert (problem.value.place, problem.value.code) == ("horizon", code)


def test_a_horizon_needs_months() -> None:
    plan = example("national")
    bare = {key: belief for key, belief in plan.inputs.items() if key not in KEYS}
    with pytest.raises(ScenarioError) as problem:
        Scenario("bare", bare, horizon=6)
    assert problem.value.place == "inputs.months_to_order"
