"""The chances that are worked out: against plain draws, against the trials that they belong to, as
honest as their errors, and what holds of them trial by trial."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim import CostLine, Exact, Measured, Range, Result, Scale, Scenario, simulate
from sim.condition.takings import OFF
from sim.draws.streams import Draws
from sim.plan.document import from_document
from sim.play.conditioned import stage_of
from sim.play.engine import chances
from sim.play.result import CHANCES
from tests.sim.condition.plans import NATIONAL, PLANS, changed
from tests.sim.condition.record import FILE
from tests.sim.made_up import FUNNEL, agree, raised

RECORDED: dict[str, dict[str, tuple[float, float]]] = json.loads(FILE.read_text("utf-8"))
REPEATED = [
    "regional",
    "national",
    "odd",
    "all exact",
    "income",
    "per m2, over six fairs",
    "a small fair",
    "heavy orders",
    "skewed beliefs",
    "nearly everybody orders",
    "a huge fair",
]


def chance(result: Result, key: str) -> Measured:
    """A chance by its key in `CHANCES`."""
    found = getattr(result, "chance_no_orders" if key == "no_orders" else f"chance_{key}")
    assert isinstance(found, Measured)
    return found


@lru_cache
def worked_out(name: str) -> Result:
    return chances(PLANS[name], trials=32_768, seed=3)


def test_every_plan_has_been_drawn_plainly() -> None:
    assert set(RECORDED) == set(PLANS)
    assert all(set(found) == set(CHANCES) for found in RECORDED.values())


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("key", CHANCES)
@pytest.mark.parametrize("name", PLANS)
def test_a_chance_agrees_with_millions_of_plain_draws(name: str, key: str) -> None:
    value, error = RECORDED[name][key]
    assert agree(chance(worked_out(name), key), (value, error))


def with_inputs(scenario: Scenario, **inputs: Any) -> Scenario:
    return scenario.with_(inputs={k.replace("__", "."): v for k, v in inputs.items()})


LIMITED: dict[str, Scenario] = {
    "triage": PLANS["national"].with_(triage=0.7),
    "a horizon": PLANS["national"].with_(horizon=6),
    "hours to follow up": with_inputs(
        PLANS["national"], follow_up_hours=Exact(60.0), hours_per_follow_up=Range(0.3, 1.0)
    ),
    "cost per quote and order": PLANS["regional"].with_(
        costs=(
            *PLANS["regional"].costs,
            CostLine("paper", Range(50, 200), "quote"),
            CostLine("bonus", Exact(300.0), "order"),
        )
    ),
    "all of these": with_inputs(
        PLANS["odd"].with_(triage=0.4),
        follow_up_hours=Exact(20.0),
        hours_per_follow_up=Range(0.3, 1.0),
    ),
}


@pytest.mark.parametrize("name", LIMITED)
def test_a_chance_is_the_average_of_what_it_stands_for_in_the_same_trials(name: str) -> None:
    result = simulate(LIMITED[name], trials=65_536, seed=2, chances=True)
    goal = LIMITED[name].goal
    assert goal is not None
    happens = {
        "covering_costs": result["profit"] >= 0,
        "crediting_all_orders": result["profit_crediting_all_orders"] >= 0,
        "no_orders": result["extra_orders"] == 0,
        "goal": (result["revenue"] >= goal.revenue) & (result["margin"] >= goal.margin),
    }
    for key, drawn in happens.items():
        off = result.measured(drawn - result[f"chance.{key}"], lambda x: float(x.mean()))
        assert abs(off.value) <= 4 * off.error, key


@pytest.mark.thorough
@pytest.mark.parametrize("name", REPEATED)
def test_the_error_is_that_of_sixty_repetitions(name: str) -> None:
    """The variance of 60 chances over the one that their errors tell is chi-square with 59 degrees
    of freedom, over 59; that the errors are estimates too widens it by next to nothing."""
    runs = [chances(PLANS[name], trials=1024, seed=seed) for seed in range(60)]
    low, high = (float(stats.chi2.ppf(share, 59)) / 59 for share in (0.0002, 0.9998))
    for key in ("covering_costs", "crediting_all_orders", "no_orders"):
        found = [run.mean(f"chance.{key}") for run in runs]
        values = np.array([one.value for one in found])
        told = np.mean([one.error**2 for one in found])
        if values.std() > 1e-6:
            assert low < values.var(ddof=1) / told < high, key


def test_a_chance_alone_is_to_the_last_digit_that_of_the_simulation() -> None:
    for name in ("national", "odd", "skewed beliefs", "a huge fair"):
        alone = chances(PLANS[name], trials=1000, seed=4)
        full = simulate(PLANS[name], trials=1000, seed=4, chances=True)
        for key in alone.columns:
            np.testing.assert_array_equal(alone[key], full[key])
        one = chances(PLANS[name], trials=1000, seed=4, only=("covering_costs",))
        assert [*one.columns] == ["chance.covering_costs"]
        np.testing.assert_array_equal(one["chance.covering_costs"], full["chance.covering_costs"])


def test_the_number_of_threads_changes_no_chance() -> None:
    plan = PLANS["national"]
    one, three = (chances(plan, trials=40_000, threads=threads) for threads in (1, 3))
    for key in one.columns:
        np.testing.assert_array_equal(one[key], three[key])


def test_the_trials_are_those_of_the_simulation_without_chances() -> None:
    plain = simulate(PLANS["odd"], trials=1000)
    found = simulate(PLANS["odd"], trials=1000, chances=True)
    for key, column in plain.columns.items():
        np.testing.assert_array_equal(column, found[key])


def test_an_input_that_is_given_is_not_worked_out() -> None:
    """What is given of the value of an order counts as it is given."""
    plan = PLANS["national"].with_(costs=(CostLine("all", Exact(20_000.0)),))

    def given(draws: Draws) -> dict[str, Any]:
        return {"order_value": np.full(draws.block.size, 52_000.0)}

    exact = with_inputs(plan, order_value=Exact(52_000.0))
    found = chances(plan, trials=2048, drawn=given)
    expected = chances(exact, trials=2048)
    for key in found.columns:
        np.testing.assert_allclose(found[key], expected[key], atol=1e-9)


BARE = PLANS["national"].with_(costs=(CostLine("all", Range(30_000, 60_000)),))
MONEY = ("order_value", "repeat_factor", "margin")


@pytest.mark.parametrize("path", [*FUNNEL, *MONEY])
def test_a_better_input_lowers_no_chance_of_any_trial(path: str) -> None:
    """Beyond what the table may be off by; the costs know nothing of the people."""
    belief = BARE.inputs[path]
    better = BARE.with_(inputs={path: raised(belief, belief.scale)})
    one, other = (chances(plan, trials=2048, seed=6) for plan in (BARE, better))
    for key in CHANCES:
        rise = other[f"chance.{key}"] - one[f"chance.{key}"]
        if key == "no_orders":
            assert rise.max() <= 1e-12
        else:
            assert rise.min() >= -2 * OFF, key


@pytest.mark.parametrize("path", ["staff", "visitors"])
def test_more_people_lower_no_chance_where_they_cost_nothing(path: str) -> None:
    belief = BARE.inputs[path]
    better = BARE.with_(inputs={path: raised(belief, Scale.POSITIVE)})
    one, other = (chances(plan, trials=2048, seed=6) for plan in (BARE, better))
    lost = one["chance.covering_costs"] - other["chance.covering_costs"]
    assert np.mean(lost > 2 * OFF) == 0


def test_higher_costs_raise_the_chance_of_no_trial() -> None:
    plan = PLANS["odd"]
    dearer = plan.with_(costs=(*plan.costs, CostLine("more", Exact(500.0))))
    one, other = (chances(each, trials=2048, seed=6) for each in (plan, dearer))
    for key in ("covering_costs", "crediting_all_orders"):
        assert (other[f"chance.{key}"] - one[f"chance.{key}"]).max() <= 2 * OFF
    np.testing.assert_array_equal(one["chance.no_orders"], other["chance.no_orders"])


def test_crediting_every_order_is_never_less_likely_to_cover_the_costs() -> None:
    for name in ("national", "odd", "a huge fair", "nearly everybody orders"):
        result = worked_out(name)
        rosier = result["chance.crediting_all_orders"] - result["chance.covering_costs"]
        assert rosier.min() >= -1e-6, name


@pytest.mark.parametrize("name", PLANS)
def test_a_chance_lies_between_0_and_1(name: str) -> None:
    for key, column in worked_out(name).columns.items():
        assert np.isfinite(column).all(), key
        assert column.min() >= 0, key
        assert column.max() <= 1, key


def test_people_are_drawn_up_to_the_last_stage_that_money_counts() -> None:
    assert stage_of(PLANS["national"]) == "visits"
    assert stage_of(PLANS["nothing per visit"]) == "contacts"
    assert stage_of(PLANS["income"]) == "quotes"
    assert stage_of(PLANS["odd"]) == "orders"
    assert stage_of(PLANS["per m2, over six fairs"]) == "followed_up"
    assert stage_of(LIMITED["hours to follow up"]) == "visits"
    waiting = LIMITED["hours to follow up"].with_(costs=())
    assert stage_of(waiting) == "followed_up"


def test_there_is_less_noise_for_the_same_trials() -> None:
    """At least ten times less variance in the examples."""
    for name in ("regional", "national", "international"):
        result = simulate(PLANS[name], trials=8192, chances=True)
        plain = result.chance(result["profit"] >= 0)
        assert 10 * result.chance_covering_costs.error**2 < plain.error**2


def test_an_all_exact_break_even_is_met() -> None:
    """Costs of just so many equal orders are covered by so many, whatever the rounding."""
    raw = changed(NATIONAL, order_value=0.1, order_value_spread=0, margin=0.1, repeat_factor=3)
    costs = [{"label": "all", "amount": 0.15}]
    plan = from_document(raw | {"costs": costs})  # 0.1 * 0.1 * 3 * 5
    exact = with_inputs(plan, cost_overrun=Exact(1.0))
    result = simulate(exact, trials=4096, chances=True)
    off = result.measured(
        (result["extra_orders"] >= 5) - result["chance.covering_costs"], lambda x: float(x.mean())
    )
    assert abs(off.value) <= 4 * off.error
