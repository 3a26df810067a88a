"""What one step and the best team rest on, and how far a lever may be asked to go."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import Exact, Measured, Range, Scenario, simulate
from sim.decide.actions import levers as acting
from sim.decide.backwards import required
from sim.decide.dials import NOBODY, Bounds, Dial, bounds_of
from sim.decide.levers import all_needed, step_worth, steps_of
from sim.decide.team import team_curve
from sim.decide.unmeasured import best_team, step_span
from sim.decide.variants import People
from sim.plan.file import example, loads
from sim.play.enough import played
from sim.why.unmeasured import variants

REFERENCE = Path(__file__).parents[2] / "reference" / "fairs"
NATIONAL = loads((REFERENCE / "national.toml").read_text("utf-8"))


def played_step(plan: Scenario, step: str) -> Measured:
    """What a step brings, fair by fair with its luck; one more person at 1,000."""
    run: dict[str, Any] = {"trials": 16_384, "seed": 5}
    now = simulate(plan, **run)
    if step == "margin":
        more = now["revenue"] * np.minimum(0.01, 1 - now["margin"])
    else:
        more = simulate(dict(steps_of(plan))[step], **run)["profit"] - now["profit"]
    return now.measured(more - 1000.0 * (step == "staff"), lambda x: float(x.mean()))


@pytest.mark.parametrize("step", ["staff", "visitors", "follow_up_share", "margin"])
def test_what_a_step_brings_under_a_choice_is_what_it_brings_when_played(step: str) -> None:
    found = step_span(NATIONAL, step, cost_of_person=1000.0)
    plans = dict(variants(NATIONAL))
    for choice, mean in (("", found.planned), ("rush_strong", found.under["rush_strong"])):
        plan = plans[choice] if choice else NATIONAL
        played_out = played_step(plan, step)
        error = math.hypot(played_out.error, mean.error)
        assert abs(played_out.value - mean.value) <= 4 * error
        (told,) = (
            one.profit
            for one in step_worth(plan, cost_of_person=1000.0, trials=16_384, seed=7)
            if one.step == step
        )
        assert abs(played_out.value - told.value) <= 4 * math.hypot(played_out.error, told.error)
    assert found.low.value <= found.planned.value <= found.high.value


def test_one_person_more_costs_in_the_steps_what_is_said() -> None:
    free, paid = (
        {one.step: one.profit for one in step_worth(NATIONAL, cost_of_person=cost, trials=512)}
        for cost in (0.0, 1033.0)
    )
    assert paid["staff"].value == pytest.approx(free["staff"].value - 1033.0)
    assert paid["visitors"] == free["visitors"]


def test_the_best_team_goes_by_the_same_averages_as_the_curve() -> None:
    numbers = [float(n) for n in range(3, 11)]
    under = best_team(NATIONAL, numbers, cost_of_person=4000.0)
    curve = team_curve(NATIONAL, numbers, cost_of_person=4000.0, trials=16_384)
    assert abs(under.planned.value - curve.best_mean.staff) <= 1
    assert under.low.value <= under.under["dependence_none"].value < under.high.value


def test_no_lever_asks_for_more_than_the_bounds_allow() -> None:
    """At the regional fair 70 of 100 by the stand building alone would mean a stand for next to
    nothing, and by the team alone more people than fit on it."""
    plan = example("regional")
    bounds = bounds_of(plan)
    for chance in (0.3, 0.5, 0.7):
        found = acting(played(plan, trials=1024, detail=True), chance)
        for one in found.needed:
            if one.likely is None or not one.within(bounds):
                continue
            if one.lever.startswith("costs."):
                assert one.likely.value >= (1 - bounds.saved) * one.now.likely
            elif one.lever == "staff":
                assert one.likely.value <= bounds.people
            elif isinstance(one.now, Exact):
                assert one.likely.value <= (1 + bounds.more) * one.now.likely
            else:
                assert abs(one.distance) <= bounds.beyond


def test_bounds_start_from_the_stand_and_can_be_moved() -> None:
    plan = example("regional")
    staff = plan.inputs["staff"].likely
    area = plan.with_(inputs={"area": Exact(24.0), "staff": Exact(3.0)})
    assert bounds_of(area).people == 6  # one person on every 4 m2
    small = plan.with_(inputs={"area": Exact(4.0), "staff": Exact(3.0)})
    assert bounds_of(small).people == 3  # what is planned fits
    if "area" not in plan.inputs:
        assert bounds_of(plan).people == 2 * staff
    assert bounds_of(plan.without_staff_limit()).people == math.inf
    building, team, value = Exact(3500.0), Exact(3.0), Exact(20_000.0)
    assert not Bounds(0.3, 6).allow("costs.0", building, 58.60, 1.0)
    assert Bounds(0.99, 6).allow("costs.0", building, 58.60, 1.0)
    assert not Bounds(0.3, 6).allow("staff", team, 14.0, 11 / 3)
    assert Bounds(0.3, 14).allow("staff", team, 14.0, 11 / 3)
    assert not Bounds(0.3, 6).allow("order_value", value, 40_000.0, 1.0)
    assert Bounds(0.3, 6, more=1.0).allow("order_value", value, 40_000.0, 1.0)


def test_an_uncertain_number_is_asked_to_go_so_many_times_as_far_as_its_range() -> None:
    """10 to 40 around 20 is a factor 2 on either side: the range's end lies at 40, as far again at
    80, three times as far at 160."""
    value = Range(10.0, 40.0, 20.0)
    dial = Dial(NATIONAL.with_(inputs={"order_value": value}), "order_value")
    for times, likely in ((1.0, 40.0), (2.0, 80.0), (3.0, 160.0)):
        distance = dial.distance(likely)
        assert distance == pytest.approx(times)
        for beyond in (times - 0.01, times + 0.01):
            bounds = Bounds(0.3, 6, beyond)
            assert bounds.allow("order_value", value, likely, distance) == (beyond > times)


def test_a_lever_of_people_counts_what_they_cost() -> None:
    """The team that is enough if it costs nothing is not, or is no smaller, where wages grow."""
    plan = example("national")
    wages = max(plan.costs, key=lambda line: "staff" in line.name)
    people = People(3000.0, (wages.name,))
    free, paid = (
        next(one for one in all_needed(plan, chance=0.28, trials=4096, people=each)
             if one.lever == "staff")
        for each in (NOBODY, people)
    )  # fmt: skip
    assert free.likely is not None
    more = free.likely.value - plan.inputs["staff"].likely
    assert more > 0
    assert paid.likely is None or paid.likely.value >= free.likely.value
    dearer = people.on_stand(plan, free.likely.value)
    line = next(line for line in dearer.costs if line.name == wages.name)
    assert line.amount.likely == pytest.approx(wages.amount.likely + 3000.0 * more)
    back = people.on_stand(dearer, plan.inputs["staff"].likely)
    assert [x.amount.likely for x in back.costs] == pytest.approx(
        [x.amount.likely for x in plan.costs]
    )


def test_where_a_plan_is_good_enough_every_lever_may_get_as_much_worse_as_it_likes() -> None:
    plan = NATIONAL.with_(inputs={"order_value": Exact(400_000.0)})
    found = [one for one in all_needed(plan, chance=0.3, trials=512) if one.likely is not None]
    assert all(one.within(Bounds(0.0, 0.0, 0.0, 0.0)) for one in found)


def test_a_card_says_what_its_orders_give() -> None:
    """Among fairs with just the orders of the card the goal is reached more often than asked for,
    for those with fewer are left out; counted in fairs of another seed."""
    plan = example("national")
    found = required(plan, chance=0.4, trials=8192)
    assert found.counts is not None
    assert found.given_orders is not None
    assert found.factor is not None
    visitors = plan.inputs["visitors"]
    more = visitors.moved(visitors.likely * found.factor)  # type: ignore[union-attr]
    grown = plan.without_staff_limit().with_(inputs={"visitors": more})
    result = simulate(grown, trials=65_536, seed=9)
    alike = result["orders"] == round(found.counts["orders"].value)
    assert plan.goal is not None
    met = (result["revenue"] >= plan.goal.revenue) & (result["margin"] >= plan.goal.margin)
    share = float(np.mean(met[alike]))
    error = math.hypot(found.given_orders.error, math.sqrt(share * (1 - share) / alike.sum()))
    assert abs(found.given_orders.value - share) <= 4 * error + 0.02  # orders nearly as many too
