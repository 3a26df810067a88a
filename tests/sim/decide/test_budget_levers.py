"""What can be done about a budget: income as a lever, people paid per head, smaller plans."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim import CostLine, Exact, Income, Range, Scenario, example, simulate
from sim.decide.comparison import HOME, compare, differing
from sim.decide.dials import Dial, levers
from sim.decide.levers import Needed, needed, step_worth
from sim.decide.team import team_curve
from sim.decide.variants import (
    odds_of,
    one_person_less,
    smaller_and_less_seen,
    smaller_stand,
)
from sim.plan.document import from_document
from sim.play.enough import ENOUGH
from sim.why.drivers import drivers
from sim.why.information import information
from sim.why.losing import hangs
from tests.sim.made_up import agrees, exact_document

TRIALS = 4096
NATIONAL = example("national")
INCOME = (Income("Subsidy", Range(4000, 9000)), Income("Tickets", Exact(10.0), "visitor"))
WITH_INCOME = NATIONAL.with_(income=INCOME)


def chance(plan: Scenario) -> float:
    return simulate(plan, trials=TRIALS, seed=1, chances=True).chance_covering_costs.value


@pytest.mark.parametrize("lever", ["income.0", "income.1", "costs.0", "order_value", "margin"])
@pytest.mark.parametrize("up", [-0.02, 0.02])
def test_with_the_needed_value_just_so_many_fairs_cover_their_costs(lever: str, up: float) -> None:
    asked = chance(WITH_INCOME) + up
    found = needed(WITH_INCOME, lever, chance=asked, trials=TRIALS, seed=1)
    assert found.belief is not None
    turned = chance(Dial(WITH_INCOME, lever).turned(found.belief))
    assert asked <= turned <= asked + ENOUGH
    assert (found.distance > 0) == (up > 0)


def test_income_of_nothing_is_no_lever() -> None:
    plan = NATIONAL.with_(income=(Income("Nothing", Exact(0.0)), INCOME[0]))
    assert [lever for lever in levers(plan) if lever.startswith("income")] == ["income.1"]


def test_a_point_more_margin_is_worth_a_hundredth_of_the_revenue_beside_income() -> None:
    found = {one.step: one for one in step_worth(WITH_INCOME, trials=TRIALS, seed=1)}
    revenue = simulate(WITH_INCOME, trials=TRIALS, seed=1).mean("revenue").value
    assert found["margin"].profit.value == pytest.approx(revenue / 100, rel=1e-9)


def test_uncertain_income_is_among_what_the_profit_hangs_on_and_can_be_found_out() -> None:
    result = simulate(WITH_INCOME, trials=TRIALS, detail=True)
    assert "income.Subsidy.1" in {one.path for one in drivers(result)}
    found = hangs(result)
    assert found.usual["income.Subsidy.1"] == (4000, 9000)
    assert "income.Subsidy.1" in {one.path for one in information(result).inputs}


def test_the_same_income_in_two_plans_is_no_difference_and_more_of_it_is_all_of_it() -> None:
    more = WITH_INCOME.with_(income=(*INCOME, Income("Sponsor", Exact(700.0))))
    found = compare([more, WITH_INCOME], trials=TRIALS)
    pair = found.pairs[0, 1]
    assert pair.beats.value == 1.0
    assert pair.mean.value == pytest.approx(700, rel=1e-9)
    assert found.pairs[0, HOME].mean.value == pytest.approx(found.answers[0].bands["profit"][0])
    assert [one.place for one in differing([more, WITH_INCOME])] == ["income.Sponsor.1"]


def test_a_cost_over_more_fairs_is_a_difference_and_another_month_is_none() -> None:
    first, *rest = NATIONAL.costs
    spread, later = (
        NATIONAL.with_(costs=(one, *rest))
        for one in (replace(first, over=4), replace(first, month=4))
    )
    assert [one.place for one in differing([spread, NATIONAL])] == [f"costs.{first.name}.1"]
    assert differing([later, NATIONAL]) == []


# People who are paid per head

# 160 visitors come to the stand; a person talks to 20. Whoever is there costs the same.
PAID: dict[str, Any] = {"days": 1, "hours_per_day": 4, "contacts_per_hour": 5}


def paid(staff: float, wage: float) -> Scenario:
    costs = [{"label": "Wages", "amount": wage, "per": "person"}, {"label": "Fee", "amount": 900}]
    return from_document(exact_document(staff=staff, **PAID, cost_overrun=1.0) | {"costs": costs})


def chances(plan: Scenario) -> dict[int, float]:
    every = (plan.with_(inputs={"staff": Exact(float(n))}) for n in range(1, 41))
    return {n: chance(one) for n, one in enumerate(every, start=1)}


def staff_for(plan: Scenario, asked: float) -> Needed:
    return needed(plan, "staff", chance=asked, trials=TRIALS, seed=1)


@pytest.mark.thorough
@pytest.mark.parametrize("staff", [2, 5, 9, 15, 25, 38])
@pytest.mark.parametrize("part", [0.3, 0.8, 0.99, 1.02])
def test_where_people_are_paid_the_nearest_number_that_is_enough_is_found(
    staff: int, part: float
) -> None:
    plan = paid(staff, 900)
    of = chances(plan)
    best = max(of.values())
    assert 0.2 < best < 0.98
    asked = part * best
    enough = [n for n, value in of.items() if value >= asked]
    found = staff_for(plan, asked)
    if not enough:
        assert found.likely is None
        return
    assert found.likely is not None
    if found.reached:  # how few would still do
        assert found.likely.value == min(enough)
    else:
        assert found.likely.value == min(enough, key=lambda n: (abs(n - staff), n))


def test_too_many_people_who_are_paid_are_told_to_be_fewer() -> None:
    plan = paid(30, 900)
    of = chances(plan)
    asked = 0.5 * (max(of.values()) + of[30])
    found = staff_for(plan, asked)
    assert found.likely is not None
    assert found.likely.value < 30
    assert found.distance < 0
    assert of[int(found.likely.value)] >= asked > of[int(found.likely.value) + 1]


def test_the_team_curve_takes_what_people_cost_by_the_budget() -> None:
    plan = paid(9, 900)
    free = plan.with_(costs=plan.costs[1:])
    dear, cheap = (team_curve(one, range(4, 12), trials=TRIALS) for one in (plan, free))
    for a, b in zip(dear.points, cheap.points, strict=True):
        assert b.mean.value - a.mean.value == pytest.approx(900 * a.staff, rel=1e-9)
    whole = team_curve(plan, trials=TRIALS)
    profits = {n: simulate(plan.with_(inputs={"staff": Exact(float(n))}), trials=TRIALS)
               .mean("profit").value for n in range(1, 19)}  # fmt: skip
    assert whole.best_mean.staff == max(profits, key=lambda n: profits[n])
    worth = {one.step: one.profit for one in step_worth(plan, trials=TRIALS, seed=1)}["staff"]
    more, now = (simulate(paid(n, 900), trials=32 * TRIALS, seed=2) for n in (10, 9))
    away = more["profit"] - now["profit"] - worth.value
    assert agrees(now.measured(away, lambda x: float(x.mean())), 0.0)


# Smaller plans


def test_half_the_stand_and_one_person_less_change_one_number_each() -> None:
    costs = (*NATIONAL.costs, CostLine("Floor", Exact(250.0), "m2"))
    per_m2 = sum(line.amount.likely for line in costs if line.per == "m2")
    assert per_m2 == 900  # of the example 200 and 450
    plan = NATIONAL.with_(inputs={"area": Exact(24.0)}, costs=costs)
    smaller, fewer = smaller_stand(plan), one_person_less(plan)
    assert smaller == plan.with_(inputs={"area": Exact(12.0)})
    assert fewer == plan.with_(inputs={"staff": Exact(plan.inputs["staff"].likely - 1)})
    pair = compare([smaller, plan], trials=512).pairs[0, 1]
    overrun = simulate(plan, trials=512, detail=True).mean("inputs.cost_overrun")
    assert pair.mean.value == pytest.approx(12 * per_m2 * overrun.value, rel=1e-9)


@pytest.mark.parametrize(("saves", "left"), [(700.0, 0.5), (1_400.0, 0.0), (0.0, 1.0)])
def test_one_person_less_saves_in_compare_what_the_curve_of_the_team_reckons(
    saves: float, left: float
) -> None:
    wages = CostLine("Wages", Range(1_000.0, 1_800.0, 1_400.0), over=1)
    fixed = CostLine("Space", Exact(5_000.0))
    exact = {"cost_overrun": Exact(1.0), "staff": Exact(4.0)}
    plan = NATIONAL.with_(inputs=exact, costs=(wages, fixed))
    fewer = one_person_less(plan, saves, [wages])
    assert fewer is not None
    assert fewer.costs[0].amount.likely == pytest.approx(left * 1_400)
    assert fewer.costs[1] == fixed
    sure = plan.with_(costs=(CostLine("Wages", Exact(1_400.0)), fixed))
    less = one_person_less(sure, saves, sure.costs[:1])
    assert less is not None
    curve = team_curve(sure, [3.0, 4.0], cost_of_person=saves, trials=TRIALS)
    a, b = curve.points
    pair = compare([less, sure], trials=TRIALS).pairs[0, 1]
    assert pair.mean.value == pytest.approx(a.mean.value - b.mean.value, rel=1e-9)


def test_what_the_lines_for_people_do_not_hold_is_taken_from_every_line_per_fair() -> None:
    wages, space = CostLine("Wages", Exact(300.0)), CostLine("Space", Exact(2_700.0))
    called = CostLine("Calls", Exact(5.0), "call")
    plan = NATIONAL.with_(inputs={"staff": Exact(4.0)}, costs=(wages, space, called))
    fewer = one_person_less(plan, 600.0, [wages])
    assert fewer is not None
    assert [line.amount.likely for line in fewer.costs] == pytest.approx([240.0, 2_160.0, 5.0])
    nothing = one_person_less(plan, 9_000.0, [])
    assert nothing is not None
    assert [line.amount.likely for line in nothing.costs] == [0.0, 0.0, 5.0]


def test_a_smaller_stand_is_less_seen_by_a_tenth_of_the_odds_with_every_quarter() -> None:
    assert odds_of(0.75) == pytest.approx(0.9)
    assert odds_of(0.75**2) == pytest.approx(0.81)
    assert odds_of(1.0) == 1.0
    half, less_seen = smaller_stand(NATIONAL), smaller_and_less_seen(NATIONAL)
    assert half is not None
    assert less_seen is not None
    now, then = (plan.inputs["reach_share"].likely for plan in (NATIONAL, less_seen))
    assert then / (1 - then) == pytest.approx(now / (1 - now) * odds_of(0.5))
    assert less_seen.with_(inputs={"reach_share": NATIONAL.inputs["reach_share"]}) == half


def test_what_would_change_nothing_or_leave_nobody_is_not_offered() -> None:
    fixed = NATIONAL.with_(costs=tuple(x for x in NATIONAL.costs if x.per != "m2"))
    assert smaller_stand(fixed.without("area")) is None
    assert smaller_stand(fixed) is None
    assert smaller_stand(NATIONAL) is not None
    assert one_person_less(NATIONAL.without_staff_limit()) is None
    assert one_person_less(NATIONAL.with_(inputs={"staff": Exact(1.0)})) is None
    per_m2 = (Income("Co-exhibitor", Exact(90.0), "m2"),)
    assert smaller_stand(fixed.with_(income=per_m2)) is not None
