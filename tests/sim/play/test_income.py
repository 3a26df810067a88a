"""Income, and costs that are spread over several fairs, against arithmetic written out here."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from sim import CostLine, Exact, Income, Range, Result, Scenario, ScenarioError, simulate
from sim.decide.timeline import timeline
from sim.plan.document import from_document
from sim.play.expected import best_guess, means
from sim.why.luck import expected_profit, split
from tests.oracles import independent
from tests.sim.made_up import agrees, exact_document, fair

TRIALS = 4096
NATIONAL = fair("national")
TEAM: dict[str, Any] = {
    "staff": 3,
    "days": 4,
    "hours_per_day": 8,
    "contacts_per_hour": 5,
    "area": 24,
}
STAND, FOLLOWED_UP = 160.0, 128.0  # 800 visitors x 0.5 x 0.4, of whom 0.8 are followed up


def plan(
    costs: list[dict[str, Any]], income: list[dict[str, Any]] | None = None, **inputs: Any
) -> Scenario:
    document = exact_document(**inputs) | {"costs": costs}
    return from_document(document | ({"income": income} if income else {}))


@pytest.mark.parametrize(
    ("per", "money"),
    [
        ("fair", 1.25 * 6000 / 6),
        ("m2", 1.25 * 6000 * 24 / 6),
        ("person", 1.25 * 6000 * 3 / 6),
        ("person_day", 1.25 * 6000 * 12 / 6),
    ],
)
def test_a_cost_over_six_fairs_takes_a_sixth_of_the_profit_and_nothing_else(
    per: str, money: float
) -> None:
    scenario = plan([{"label": "Stand", "amount": 6000, "per": per, "over": 6}], **TEAM)
    result = simulate(scenario, trials=64)
    np.testing.assert_allclose(result["costs"], money, rtol=1e-12)
    np.testing.assert_allclose(result["profit"], result["contribution"] - money, rtol=1e-9)
    assert best_guess(scenario).costs == pytest.approx(money, rel=1e-12)


def test_what_is_counted_is_spread_too() -> None:
    line = {"label": "Cups", "amount": 3, "per": "visitor", "over": 2.5}
    result = simulate(plan([line]), trials=256)
    np.testing.assert_allclose(result["costs"], result["stand_visitors"] * 3 / 2.5, rtol=1e-12)


@pytest.mark.parametrize(
    ("per", "money"),
    [("fair", 50), ("m2", 50 * 24), ("person", 50 * 3), ("person_day", 50 * 12)],
)
def test_income_known_beforehand_has_no_overrun_and_no_margin(per: str, money: float) -> None:
    cost = {"label": "Fee", "amount": 4000}
    bare, with_income = (
        plan([cost], income, **TEAM)
        for income in (None, [{"label": "Subsidy", "amount": 50, "per": per}])
    )
    before, after = (simulate(one, trials=512) for one in (bare, with_income))
    np.testing.assert_allclose(after["income"], money, rtol=1e-12)
    for key in ("profit", "profit_crediting_all_orders"):
        np.testing.assert_allclose(after[key] - before[key], money, rtol=1e-9)
    for key in ("revenue", "contribution", "costs"):
        np.testing.assert_array_equal(after[key], before[key])
    np.testing.assert_allclose(after["roi"], after["profit"] / after["costs"], rtol=1e-12)


@pytest.mark.parametrize(
    ("per", "stage", "mean"),
    [("visitor", "stand_visitors", STAND), ("follow_up", "followed_up", FOLLOWED_UP)],
)
def test_income_per_visitor_is_so_many_times_its_amount(per: str, stage: str, mean: float) -> None:
    scenario = plan([], [{"label": "Tickets", "amount": 50, "per": per}])
    result = simulate(scenario, trials=TRIALS)
    np.testing.assert_allclose(result["income"], 50.0 * result[stage], rtol=1e-12)
    assert agrees(result.mean("income"), 50 * mean)
    assert best_guess(scenario).income == pytest.approx(50 * mean, rel=1e-12)
    known = means(scenario)
    assert known["income"] == pytest.approx(50 * mean, rel=1e-12)
    assert known["profit"] == pytest.approx(known["contribution"] + 50 * mean, rel=1e-12)


def test_every_kind_of_income_and_spread_is_that_of_a_simulation_written_apart() -> None:
    pers = ("fair", "m2", "person", "person_day", "visitor", "follow_up", "contact", "visit")
    document = exact_document(**TEAM, reach_share=[0.3, 0.6], cost_overrun=[0.9, 1.1, 1.6])
    amounts = {"amount": [5, 10, 30]}
    document |= {"income": [{"label": per, "per": per, **amounts} for per in pers]}
    document |= {"costs": [{"label": per, "per": per, "over": 3, **amounts} for per in pers]}
    scenario = from_document(document)
    result = simulate(scenario, trials=TRIALS)
    other = independent.simulate(document, trials=100_000, seed=7)
    for key in ("costs", "income", "profit", "roi"):
        mean, error = independent.mean_and_error(other[key])
        found = result.mean(key)
        assert abs(found.value - mean) <= 4 * np.hypot(found.error, error), key
    calculated = independent.best_guess(document)
    for key in ("costs", "income", "profit"):
        assert getattr(best_guess(scenario), key) == pytest.approx(calculated[key], rel=1e-9)


def test_the_profit_is_expected_given_the_inputs_and_luck_is_the_rest() -> None:
    lines = (Income("Subsidy", Range(500, 3000)), Income("Tickets", Range(2, 9), "visitor"))
    result = simulate(NATIONAL.with_(income=lines), trials=TRIALS, detail=True)
    gap = result["profit"] - expected_profit(result)
    assert agrees(result.measured(gap, lambda x: float(x.mean())), 0.0)
    certain = plan([{"label": "Fee", "amount": 4000}], [{"label": "Subsidy", "amount": [1, 9]}])
    sure = certain.with_(inputs={"extra_share": Exact(0.0, certain.inputs["extra_share"].scale)})
    assert split(simulate(sure, trials=512, detail=True)).known.value == 1.0


def test_revenue_to_break_even_is_costs_less_income_over_the_margin_and_never_below_0() -> None:
    costs = [{"label": "Fee", "amount": 10_000}]
    of = {"cost_overrun": 1.0, "margin": 0.1}
    for income, revenue in ((None, 100_000), (4000, 60_000), (10_000, 0), (12_000, 0)):
        lines = [{"label": "Subsidy", "amount": income}] if income else None
        guess = best_guess(plan(costs, lines, **of))
        assert guess.break_even_revenue == pytest.approx(revenue, abs=1e-9)
        assert guess.break_even_orders == pytest.approx(revenue / guess.value_of_order, abs=1e-9)


def same(a: Result, b: Result, *but: str) -> None:
    for key in {*a.columns} - {*but}:
        np.testing.assert_array_equal(a[key], b[key], err_msg=key)


def test_income_and_spreading_disturb_no_other_luck() -> None:
    costs = (CostLine("Stand", Range(4000, 9000)), CostLine("Visits", Range(50, 90), "visit"))
    before = simulate(NATIONAL.with_(costs=costs), trials=512, detail=True)
    spread = (CostLine("Stand", Range(4000, 9000), over=4), costs[1])
    lines = (Income("Stand", Range(500, 2000)), Income("Tickets", Range(1, 4), "visitor"))
    full = NATIONAL.with_(costs=spread, income=lines)
    after = simulate(full, trials=512, detail=True)
    same(before, after, "costs", "costs.0")
    np.testing.assert_allclose(after["costs.0"], before["costs.0"] / 4, rtol=1e-12)
    fewer = simulate(full.with_(income=lines[1:]), trials=512, detail=True)
    np.testing.assert_array_equal(fewer["income.0"], after["income.1"])
    # A line of income and a cost of the same name do not rise and fall together.
    assert abs(np.corrcoef(after["income.0"], after["costs.0"])[0, 1]) < 0.2


def test_a_plan_without_income_has_the_columns_that_it_had() -> None:
    result = simulate(NATIONAL, trials=64, detail=True)
    assert not [key for key in result.columns if key.startswith("income")]
    assert not (result["income"] != 0).any()
    assert "income" not in result.frame().columns
    more = simulate(NATIONAL.with_(income=(Income("Sponsor", Exact(5.0)),)), trials=64)
    assert (more.frame()["income"] == 5).all()


def test_more_income_or_more_fairs_never_lower_a_profit() -> None:
    line = CostLine("Stand", Range(4000, 9000))
    plans = [
        NATIONAL.with_(costs=(line,)),
        NATIONAL.with_(costs=(line,), income=(Income("Tickets", Range(1, 3), "visitor"),)),
        NATIONAL.with_(costs=(line,), income=(Income("Tickets", Range(2, 4), "visitor"),)),
    ]
    plans.append(plans[-1].with_(costs=(CostLine("Stand", Range(4000, 9000), over=2),)))
    profits = [simulate(one, trials=512)["profit"] for one in plans]
    for less, more in itertools.pairwise(profits):
        assert (more >= less).all()


def test_cash_takes_a_spread_cost_in_full_and_income_in_its_month() -> None:
    costs = (CostLine("Stand", Exact(6000.0), month=-2, over=6), CostLine("Fee", Exact(500.0)))
    lines = (Income("Subsidy", Exact(1500.0), month=4), Income("Sponsor", Exact(200.0), month=-3))
    # No order counts: the cash is what is written here.
    sure = {"cost_overrun": Exact(1.0), "extra_share": Exact(0.0, NATIONAL.inputs["margin"].scale)}
    told = timeline(NATIONAL.with_(costs=costs, income=lines, inputs=sure), trials=64)
    by_month = dict(zip(told.months.tolist(), told.bands[:, 2].tolist(), strict=True))
    assert by_month == {
        -3: 200,
        -2: -5800,
        -1: -5800,
        0: -6300,
        1: -6300,
        2: -6300,
        3: -6300,
        4: -4800,
    }
    assert (told.profit == 1500 + 200 - 500 - 1000).all()
    assert told.deepest[1].value == 6300
    assert told.others == 5000
    # Costs that this fair takes are 1500; the subsidy covers the rest of them in its month.
    assert [chance.value for chance in told.paid_back] == [0.0] * 7 + [1.0]


def test_at_the_last_month_the_cash_is_the_profit_less_what_other_fairs_take() -> None:
    costs = (CostLine("Stand", Range(4000, 9000), over=4), CostLine("Visits", Exact(60.0), "visit"))
    lines = (Income("Tickets", Range(1, 4), "visitor", month=1),)
    scenario = NATIONAL.with_(costs=costs, income=lines)
    result = simulate(scenario, trials=1024, detail=True)
    told = timeline(scenario, trials=1024)
    np.testing.assert_allclose(told.profit, result["profit"], rtol=1e-9, atol=1e-6)
    assert told.paid_back[-1].value == result.chance_covering_costs.value
    cash = result["profit"] - 3 * result["costs.0"]
    expected = np.quantile(cash, [0.1, 0.25, 0.5, 0.75, 0.9], method="inverted_cdf")
    np.testing.assert_allclose(told.bands[-1], expected, rtol=1e-9)
    assert told.others == pytest.approx(3 * result["costs.0"].mean(), rel=1e-12)


@pytest.mark.parametrize(("over", "code"), [(0, "below"), (0.5, "below"), (1001, "above"),
                                            (float("nan"), "not_finite"), ("6", "not_number"),
                                            (True, "not_number")])  # fmt: skip
def test_a_number_of_fairs_that_cannot_be_is_refused_at_its_place(over: Any, code: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        plan([{"label": "Fee", "amount": 1}, {"label": "Stand", "amount": 1, "over": over}])
    assert (raised.value.code, raised.value.place) == (code, "costs[2].over")


@pytest.mark.parametrize(("wrong", "place"), [
    ({"amount": 1}, "income[1].label"),
    ({"label": "Subsidy"}, "income[1].amount"),
    ({"label": "Subsidy", "amount": -1}, "income[1].amount"),
    ({"label": "Subsidy", "amount": 1, "per": "head"}, "income[1].per"),
    ({"label": "Subsidy", "amount": 1, "month": 500}, "income[1].month"),
    ({"label": "Subsidy", "amount": 1, "over": 6}, "income[1].over"),
    ({"label": "Subsidy", "amount": 1, "per": "m2"}, "income[1].per"),
])  # fmt: skip
def test_income_that_cannot_be_is_refused_at_its_place(wrong: dict[str, Any], place: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        plan([], [wrong])
    assert raised.value.place == place
