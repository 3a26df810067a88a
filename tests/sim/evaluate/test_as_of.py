"""A fair as of a day: its two ends, whether it is too early to judge, and when its time is over."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.calibration.fairs import ordered
from sim import Exact, Range, dumps, loads
from sim.actuals.actuals import LEADS, Actuals
from sim.evaluate.as_of import OVER, AsOf, beyond, covered, over, own_time
from sim.evaluate.next_plan import next_plan
from sim.evaluate.several import Past
from sim.evaluate.updated import updated
from sim.plan.checks import LAST_MONTH
from sim.plan.file import example
from sim.plan.funnel import PHASES
from tests.sim.evaluate.test_updated import CLOSED, LOST

NATIONAL = example("national")
TOTALS = {"contacts": 290, "followed_up": 205, "calls": 75, "visits": 33, "quotes": 24, "orders": 8}


def as_of(actuals: Actuals) -> AsOf:
    return AsOf(NATIONAL, actuals, trials=1024)


def test_where_nothing_is_open_all_ends_are_the_answer() -> None:
    one = as_of(Actuals(months=6, reached=CLOSED, open=LOST))
    assert one.all_lost is one.result
    assert one.all_go_on is one.result
    assert not one.too_early


@pytest.mark.parametrize("reached", [CLOSED, TOTALS])
def test_as_long_as_the_ends_differ_it_is_too_early(reached: dict[str, int]) -> None:
    one = as_of(Actuals(months=3, reached=reached))
    lost, on = (each.chance_covering_costs.value for each in (one.all_lost, one.all_go_on))
    assert lost < on
    assert one.too_early


GOOD = Actuals(
    months=1,
    reached={"contacts": 290, "followed_up": 150, "calls": 70, "visits": 40, "quotes": 25,
             "orders": 4},
    open={"contacts": 120, "followed_up": 40, "calls": 15, "visits": 8, "quotes": 15},
)  # fmt: skip


def test_where_leads_go_on_far_better_than_planned_the_answer_lies_past_both_ends() -> None:
    one = as_of(GOOD)
    chance, lost, on = (
        each.chance_covering_costs.value for each in (one.result, one.all_lost, one.all_go_on)
    )
    assert lost < on < chance - 0.1
    assert beyond(chance, (lost, on)) == 1


def test_an_answer_is_past_its_ends_only_outside_of_both_whichever_is_the_higher() -> None:
    ends = [(0.2, 0.6), (0.6, 0.2)]
    assert [[beyond(x, two) for x in (0.1, 0.2, 0.4, 0.6, 0.7)] for two in ends] == [
        [-1, 0, 0, 0, 1]
    ] * 2


def test_before_any_lead_was_told_it_is_too_early() -> None:
    assert as_of(Actuals()).too_early
    assert as_of(Actuals(visitors=20_000, costs={0: 9000.0})).too_early
    partly = Actuals(months=1, reached={"contacts.decision": 40})
    assert as_of(partly).too_early


def test_once_neither_end_can_change_it_any_more_it_is_not() -> None:
    rich = Actuals(
        months=3, reached=CLOSED, margin=0.3, extra_orders=8, values=(200_000.0,) * 8,
        costs=dict.fromkeys(range(len(NATIONAL.costs)), 4000.0),
    )  # fmt: skip
    one = as_of(rich)
    assert one.all_lost.chance_covering_costs.value == 1
    assert not one.too_early
    few = {"contacts": 60, "followed_up": 50, "calls": 1, "orders": 0}
    poor = Actuals(months=12, reached=few, open={"contacts": 0, "followed_up": 0, "calls": 1})
    assert as_of(poor).all_go_on.chance_covering_costs.value < 0.05
    assert not as_of(poor).too_early


RICH = Actuals(
    months=14, reached=TOTALS, values=(200_000.0,) * 8,
    costs=dict.fromkeys(range(len(NATIONAL.costs)), 4000.0),
)  # fmt: skip
EVEN = Actuals(months=14, reached=TOTALS | {"visits": 60, "quotes": 44, "calls": 90, "orders": 16})


@pytest.mark.parametrize("told", [RICH, EVEN, Actuals(months=14, reached=TOTALS)])
def test_few_fairs_say_whether_it_covered_its_costs_as_all_of_them_do(told: Actuals) -> None:
    chance = updated(NATIONAL, told, trials=4096).chance_covering_costs.value
    assert covered(NATIONAL, told, trials=4096) == (chance >= 0.5)


@pytest.mark.parametrize("even", [0.42, 0.65])
def test_so_they_do_where_it_is_nearly_even(even: float) -> None:
    """Orders are worth so much that so many fairs do not cover their costs."""
    told = Actuals(months=14, reached=TOTALS)
    first = updated(NATIONAL, told, trials=4096)
    worth = np.quantile(first["costs"] / np.maximum(first["contribution"], 1.0), even)
    value = NATIONAL.inputs["order_value"]
    low, high, likely = (float(x * worth) for x in (value.low, value.high, value.likely))
    plan = NATIONAL.with_(inputs={"order_value": Range(low, high, likely, value.scale)})
    chance = updated(plan, told, trials=4096).chance_covering_costs.value
    assert abs(chance - 0.5) < 0.2
    assert covered(plan, told, trials=4096) == (chance >= 0.5)


def test_its_own_time_is_over_once_nine_of_ten_orders_would_have_come() -> None:
    """By the mix and the likely rates, on a fine grid of months."""
    inputs = {path: belief.likely for path, belief in NATIONAL.inputs.items()}
    orders = []
    for phase in PHASES:
        rates = [inputs[f"{key}_share.{phase}"] for key in ("call", "visit", "quote", "order")]
        orders.append(inputs[f"mix.{phase}"] * inputs["follow_up_share"] * np.prod(rates))
    months = np.linspace(0, 40, 4001)
    come = [np.dot(orders, [ordered(p, m) for p in PHASES]) / sum(orders) for m in months]
    expected = float(np.interp(OVER, come, months))
    found = own_time(NATIONAL)
    assert found == pytest.approx(expected, abs=0.02)
    early, late = (Actuals(months=expected + more, reached=TOTALS) for more in (-0.1, 0.1))
    assert not over(NATIONAL, early)
    assert over(NATIONAL, late)


def test_without_months_to_order_a_fair_is_over_once_nobody_waits() -> None:
    plan = NATIONAL.without("months_to_order")
    assert own_time(plan) is None
    assert not over(plan, Actuals(months=200, reached=TOTALS))
    assert over(plan, Actuals(months=1, reached=TOTALS, open=dict.fromkeys(LEADS[:-1], 0)))


def test_orders_that_take_for_ever_end_with_the_last_month_there_is() -> None:
    slow = {f"months_to_order.{phase}": Exact(float(LAST_MONTH) * 2) for phase in PHASES}
    assert own_time(NATIONAL.with_(inputs=slow)) == LAST_MONTH


def test_with_a_horizon_its_own_time_is_that_of_the_orders_that_count() -> None:
    """Of those up to the sixth month nine of ten; the plan alone says eleven months."""
    short = NATIONAL.with_(horizon=6)
    inputs = {path: belief.likely for path, belief in NATIONAL.inputs.items()}
    found = own_time(short)
    assert found is not None
    come = dict.fromkeys((found, 6.0), 0.0)
    for phase in PHASES:
        rates = [inputs[f"{key}_share.{phase}"] for key in ("call", "visit", "quote", "order")]
        for months in come:
            come[months] += inputs[f"mix.{phase}"] * float(np.prod(rates)) * ordered(phase, months)
    assert come[found] / come[6.0] == pytest.approx(OVER, abs=1e-6)
    assert found < 6 < (own_time(NATIONAL) or 0)


@pytest.mark.parametrize("horizon", [0, 6])
def test_where_no_order_counts_its_own_time_is_over_at_the_horizon(horizon: int) -> None:
    slow = {f"months_to_order.{phase}": Exact(20.0) for phase in PHASES}
    assert own_time(NATIONAL.with_(inputs=slow, horizon=horizon)) == horizon


def test_more_of_the_orders_take_longer() -> None:
    parts = [own_time(NATIONAL, part) or 0.0 for part in (0.5, OVER, 0.99)]
    assert parts == sorted(set(parts))
    assert own_time(NATIONAL) == parts[1]


UNLIKELY = {
    "a thousand times the contacts": ("national", Actuals(
        months=12, visitors=1_247_932,
        reached={"contacts.awareness": 76, "contacts.orientation": 45_561,
                 "contacts.decision": 132_638},
    )),
    "nearly all followed up of a thousand times as many": ("regional", Actuals(
        months=60, stand_visitors=345_048,
        reached={"contacts": 172_524, "followed_up": 172_351, "calls": 8382, "visits": 838},
        open={"contacts": 0, "followed_up": 163_969, "calls": 0},
    )),
    "a few visits of a thousand times as many": ("regional", Actuals(
        months=60,
        reached={"contacts": 114_931, "followed_up": 11_493, "calls": 11_493, "visits": 11},
    )),
    "a thousandth of everything": ("international", Actuals(
        months=12, visitors=8, target_visitors=4, stand_visitors=4,
        reached={"contacts": 2, "followed_up": 2, "calls": 0, "visits": 0},
    )),
    "all of the target group came": ("international", Actuals(
        visitors=48_340, target_visitors=9668, stand_visitors=9668,
        reached={"contacts": 4834, "followed_up": 483, "calls": 0},
    )),
    "every contact of a thousand times as many ordered": ("national", Actuals(
        months=12, reached=dict.fromkeys(LEADS, 300_000),
    )),
}  # fmt: skip


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("name", UNLIKELY)
def test_a_record_that_the_plan_thought_impossible_has_an_answer_and_a_next_plan(
    name: str,
) -> None:
    """Without a warning: those are errors in tests."""
    example_of, actuals = UNLIKELY[name]
    plan = example(example_of)
    answer = AsOf(plan, actuals, trials=256).result
    contacts = actuals.count(LEADS[0])
    assert answer.quantile("contacts", 0.5).value == contacts
    assert answer.quantile("orders", 0.1).value >= (actuals.count(LEADS[-1]) or 0)
    made = next_plan(plan, [Past("Before", actuals)]).plan
    assert loads(dumps(made)).inputs == made.inputs
