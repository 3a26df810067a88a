"""What a result answers, by hand on a few trials and by NumPy on many."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim import CostLine, Exact, Goal, Result, Scale, Scenario, simulate
from sim.draws.streams import REPLICATES, replicate_sizes
from sim.plan.document import from_document
from sim.plan.funnel import PHASES
from tests.sim.made_up import FAIRS, certain_document, fair

# Permanent keys, in files, links and tables: written out here so that none changes by accident.
STAGES = [
    "visitors",
    "target_visitors",
    "stand_visitors",
    "contacts",
    "unserved",
    "followed_up",
    "calls",
    "visits",
    "quotes",
    "orders",
    "extra_orders",
]
MONEY = [
    "revenue",
    "revenue_crediting_all_orders",
    "margin",
    "contribution",
    "costs",
    "profit",
    "profit_crediting_all_orders",
    "roi",
]
PHASED = ["contacts", "followed_up", "calls", "visits", "quotes", "orders", "extra_orders"]


@lru_cache
def national(trials: int = 5000) -> Result:
    return simulate(fair("national"), trials=trials, detail=True)


def by_hand(scenario: Scenario | None = None, **columns: Any) -> Result:
    """A result of 64 trials, two a replicate; a column is given as 64 numbers or one."""
    plain = dict.fromkeys([*STAGES, "revenue", "revenue_crediting_all_orders", "costs"], 0)
    del plain["unserved"]
    full = {key: np.broadcast_to(value, 64) for key, value in {**plain, **columns}.items()}
    return Result(scenario or from_document(certain_document()), 64, 1, full)


PROFITS = np.tile([-40.0, 10.0, -20.0, 30.0], 16)  # margin 1 and no costs: revenue is profit


@pytest.mark.parametrize("key", [*STAGES, *MONEY])
@pytest.mark.parametrize("trials", [5000, 64])
def test_a_quantile_is_that_of_numpy(key: str, trials: int) -> None:
    result = national(trials)
    for share in (0.0, 0.01, 0.1, 0.25, 0.5, 0.9, 0.975, 1.0):
        expected = np.quantile(result[key], share, method="inverted_cdf")
        assert result.quantile(key, share).value == expected
    shares = np.linspace(0, 1, 41)
    expected = np.quantile(result[key], shares, method="inverted_cdf")
    np.testing.assert_array_equal(result.quantiles(key, shares), expected)


@pytest.mark.parametrize("key", [*STAGES, *MONEY])
def test_a_mean_is_that_of_all_trials_and_its_error_that_of_the_replicates(key: str) -> None:
    result = national()
    found = result.mean(key)
    assert found.value == pytest.approx(float(np.mean(result[key])), rel=1e-12)
    pieces = np.split(result[key], np.cumsum(replicate_sizes(5000))[:-1])
    assert len(pieces) == REPLICATES
    each = [float(np.mean(piece)) for piece in pieces]
    assert found.error == pytest.approx(np.std(each, ddof=1) / math.sqrt(REPLICATES), rel=1e-9)
    assert float(found) == found.value


def test_an_error_is_that_of_the_replicates_by_hand() -> None:
    revenue = np.repeat(np.arange(32.0), 2)  # replicate r has mean r
    found = by_hand(revenue=revenue).mean("profit")
    assert found.value == 15.5
    # the variance of 0 ... 31 with 31 degrees of freedom is 32 x 33 / 12 = 88
    assert found.error == pytest.approx(math.sqrt(88 / 32))


def test_what_is_certain_has_no_error() -> None:
    result = by_hand(revenue=5.0)
    for found in (result.mean("profit"), result.quantile("profit", 0.1)):
        assert found.error == 0


def test_a_chance_is_known_to_one_trial_at_best() -> None:
    never = by_hand(revenue=5.0, extra_orders=1).chance_no_orders
    assert (never.value, never.error) == (0, 1 / 64)


def test_the_error_of_a_whole_number_is_its_chance_to_be_another_one() -> None:
    """A quantile far inside the trials of one number is certain; beside an edge it may jump."""
    few = np.arange(64 * 64) % 64  # each replicate has the same shares
    for edge, sure in ((32, False), (16, True)):  # half of the trials are below 32
        result = replace(
            by_hand(revenue=1.0, extra_orders=np.zeros(64, int)),
            trials=few.size,
            columns={"extra_orders": (few >= edge).astype(np.int32)},
        )
        found = result.quantile("extra_orders", 0.5)
        assert (found.error == 0) if sure else (0.3 < found.error <= 1)


def test_chances_are_shares_of_the_trials() -> None:
    # of four trials each: profit -40, 10, -20, 30
    result = by_hand(
        revenue=PROFITS,
        revenue_crediting_all_orders=PROFITS + 25,
        extra_orders=np.tile([0, 1, 0, 0], 16),
        stand_visitors=np.tile([5, 5, 5, 9], 16),
        contacts=np.tile([5, 4, 5, 5], 16),
    )
    assert result.chance_covering_costs.value == 0.5  # 10 and 30
    assert result.chance_crediting_all_orders.value == 0.75  # all but -40 + 25
    assert result.chance_no_orders.value == 0.75
    assert result.chance_stand_full.value == 0.5  # 5 - 4 and 9 - 5 leave
    assert result.chance(result["profit"] > 20).value == 0.25
    assert result.chance(np.zeros(64, dtype=bool)).value == 0


def test_a_profit_of_exactly_nothing_covers_the_costs() -> None:
    assert by_hand(revenue=0.0).chance_covering_costs.value == 1
    assert by_hand(revenue=-1e-9).chance_covering_costs.value == 0


def break_even(margin: float, orders: int, value: float, costs: float) -> Scenario:
    raw = certain_document(visitors=orders, margin=margin, order_value=value)
    return from_document(raw | {"costs": [{"label": "all", "amount": costs}]})


@pytest.mark.parametrize(
    ("margin", "orders", "value", "costs"),
    [
        (0.10, 10, 10_000, 10_000),  # model, section 1
        (0.29, 5, 20_000, 29_000),
        (0.57, 5, 20_000, 57_000),
    ],
)
def test_a_fair_that_breaks_even_to_the_cent_covers_its_costs(
    margin: float, orders: int, value: float, costs: float
) -> None:
    result = simulate(break_even(margin, orders, value, costs), trials=64)
    assert result.chance_covering_costs.value == 1


def test_the_goal_asks_for_revenue_and_margin_together() -> None:
    goal = Goal(20.0, 0.3)
    raw = from_document(certain_document(margin=[0.1, 0.4]))
    result = by_hand(
        raw.with_(goal=goal),
        revenue=np.tile([10.0, 20.0, 30.0, 30.0], 16),
        margin=np.tile([0.5, 0.3, 0.2, 0.4], 16),
    )
    assert result.chance_goal is not None
    assert result.chance_goal.value == 0.5  # 20 at 0.3 and 30 at 0.4
    exact = by_hand(from_document(certain_document(margin=0.3)).with_(goal=goal), revenue=20.0)
    assert exact.chance_goal is not None
    assert exact.chance_goal.value == 1
    assert by_hand().chance_goal is None


def test_the_typical_gain_and_loss_are_medians_of_their_own_side() -> None:
    result = by_hand(revenue=np.repeat([-40.0, -20.0, -10.0, 0.0, 10.0, 30.0, 50.0, 90.0], 8))
    gain, loss = result.typical_gain, result.typical_loss
    assert gain is not None
    assert loss is not None
    assert gain.value == 30  # of 0, 10, 30, 50, 90, the lower middle where there are two
    assert loss.value == -20  # of -40, -20, -10


@pytest.mark.parametrize("name", FAIRS)
def test_typical_gain_and_loss_are_those_of_numpy(name: str) -> None:
    result = simulate(fair(name), trials=4096)
    profit = result["profit"]
    for found, side in (
        (result.typical_gain, profit[profit >= 0]),
        (result.typical_loss, profit[profit < 0]),
    ):
        assert found is not None
        assert found.value == np.quantile(side, 0.5, method="inverted_cdf")
        assert found.error > 0


def test_without_any_gain_or_loss_there_is_no_typical_one() -> None:
    assert by_hand(revenue=5.0).typical_loss is None
    assert by_hand(revenue=-5.0).typical_gain is None
    assert by_hand(revenue=-5.0).typical_loss is not None


def test_a_gain_in_one_replicate_only_is_told_without_an_error() -> None:
    revenue = np.full(64, -5.0)
    revenue[0] = 7.0
    gain = by_hand(revenue=revenue).typical_gain
    assert gain is not None
    assert gain.value == 7
    assert math.isnan(gain.error)


def test_the_cost_of_an_order_is_average_costs_over_average_orders() -> None:
    result = by_hand(costs=np.tile([100.0, 300.0], 32), orders=np.tile([1, 3], 32))
    assert result.cost_per("orders").value == 100  # 200 / 2
    uneven = by_hand(costs=np.tile([100.0, 300.0], 32), orders=np.tile([3, 1], 32))
    assert uneven.cost_per("orders").value == 100  # not the average of 33 and 300
    assert by_hand(costs=100.0).cost_per("orders").value == math.inf
    found = national().cost_per("contacts")
    expected = national()["costs"].mean() / national()["contacts"].mean()
    assert found.value == pytest.approx(expected, rel=1e-12)


def test_without_costs_there_is_no_return_on_them() -> None:
    result = by_hand(revenue=5.0, costs=0.0)
    assert np.isnan(result["roi"]).all()
    assert math.isnan(result.mean("roi").value)
    assert math.isnan(result.quantile("roi", 0.5).value)
    assert by_hand(revenue=5.0, costs=2.0).mean("roi").value == 1.5  # (5 - 2) / 2


def test_money_follows_from_revenue_margin_and_costs() -> None:
    scenario = from_document(certain_document(margin=0.25))
    result = by_hand(scenario, revenue=100.0, revenue_crediting_all_orders=200.0, costs=40.0)
    expected = {"contribution": 25, "profit": -15, "profit_crediting_all_orders": 10, "roi": -0.375}
    for key, value in expected.items():
        assert (result[key] == value).all(), key
    assert (result["margin"] == 0.25).all()
    with pytest.raises(KeyError):
        result["nothing"]


def test_a_table_has_the_permanent_keys_and_one_row_a_trial() -> None:
    frame = simulate(fair("national"), trials=640).frame()
    assert sorted(frame.columns) == sorted([*STAGES, *MONEY])
    assert len(frame) == 640
    for key in STAGES:
        assert pd.api.types.is_integer_dtype(frame[key].dtype)
    exact = simulate(from_document(certain_document()), trials=64).frame()
    assert sorted(exact.columns) == sorted([*STAGES, *MONEY])
    assert not exact.drop(columns="roi").isna().any(axis=None)


def test_a_table_has_what_the_result_has() -> None:
    frame = national().frame()
    for key in frame.columns:
        np.testing.assert_array_equal(frame[key].to_numpy(), national()[key])


def test_with_detail_there_is_a_column_for_each_phase_input_and_cost_line() -> None:
    scenario = fair("national").with_(
        inputs={"margin": Exact(0.25, Scale.SHARE)},
        costs=[CostLine("a", Exact(1.0)), CostLine("b", Exact(2.0), "visit")],
    )
    result = simulate(scenario, trials=64, detail=True)
    phases = {f"{stage}.{phase}" for stage in PHASED for phase in PHASES}
    # what national.toml gives as a range, without months_to_order, which is not in a trial
    single = {"visitors", "target_share", "reach_share", "contacts_per_hour", "rush"}
    single |= {"follow_up_share", "extra_share", "order_value", "cost_overrun"}
    by_phase = {"mix", "call_share", "visit_share", "quote_share", "order_share"}
    inputs = single | {f"{key}.{phase}" for key in by_phase for phase in PHASES}
    money = {"revenue", "revenue_crediting_all_orders", "costs"}
    expected = set(STAGES) - {"unserved"} | money | phases | {"good_fair", "costs.0", "costs.1"}
    assert set(result.columns) == expected | {f"inputs.{path}" for path in inputs}
    assert {column.shape for column in result.columns.values()} == {(64,)}
    for stage in PHASED:
        assert list(result.by_phase(stage)) == list(PHASES)
    with pytest.raises(KeyError):
        simulate(scenario, trials=64).by_phase("calls")
