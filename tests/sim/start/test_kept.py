"""A plan made anew from other facts keeps what was changed by hand and takes what is said anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import CostLine, Counted, Exact, Goal, Range, Scale, Scenario, example
from sim.plan.choices.dates import DecisionDate, FeeShare
from sim.plan.parameters import PATHS, TEAM, exactly
from sim.start.facts import Facts
from sim.start.first_plan import first_plan, kept
from tests.sim.start.made_up import budget, facts


def _fee(plan: Scenario) -> float | FeeShare:
    """A share of the first line, where it is booked beforehand."""
    first = next(iter(plan.costs), None)
    return 5.0 if first is None or first.stage else FeeShare(0.4, first.name)


BY_HAND: dict[str, Callable[[Scenario], Scenario]] = {
    "a range": lambda plan: plan.with_(
        inputs={"reach_share": Range(0.2, 0.5, 0.3, Scale.SHARE)},
        yours=plan.yours | {"reach_share"},
    ),
    "a count": lambda plan: plan.with_(inputs={"margin": Counted(2, 9)}),
    "a visitor more": lambda plan: plan.with_(inputs={"visitors": exactly("visitors", 4321)}),
    "how it is known": lambda plan: plan.with_(
        evidence={**plan.evidence, "extra_share": "counted"}
    ),
    "nothing known": lambda plan: plan.with_(evidence={}),
    "nothing set": lambda plan: plan.with_(yours=frozenset()),
    "no limit": lambda plan: plan.without_staff_limit(),
    "no size": lambda plan: plan.without("area"),
    "a size": lambda plan: plan.with_(inputs={"area": Exact(33.0)}),
    "no months": lambda plan: plan.without("months_to_order"),
    "a budget": lambda plan: plan.with_(costs=(CostLine("Mine", Exact(77.0), "visit"),)),
    "no budget": lambda plan: plan.with_(costs=()),
    "a name": lambda plan: plan.with_(name="Autumn"),
    "a date to decide": lambda plan: plan.with_(decide=(DecisionDate(_fee(plan), "2027-03-01"),)),
    "a goal": lambda plan: plan.with_(goal=Goal(5.0, 0.5)),
    "no goal": lambda plan: plan.with_(goal=None),
    "dependence": lambda plan: plan.with_(dependence=0.7, cost_dependence=0.2, triage=0.4),
    "a hurdle": lambda plan: plan.with_(hurdle=0.6, currency="CHF"),
}


def changed(plan: Scenario, how: list[str]) -> Scenario:
    for each in how:
        plan = BY_HAND[each](plan)
    return plan


@given(told=facts(), how=st.lists(st.sampled_from([*BY_HAND]), max_size=5))
@settings(max_examples=60, deadline=None)
def test_facts_that_did_not_change_change_nothing(told: Facts, how: list[str]) -> None:
    before = first_plan(told).plan
    now = changed(before, how)
    assert kept(before, before, now) == now


@given(told=facts(), then=facts())
@settings(max_examples=40, deadline=None)
def test_a_plan_that_nobody_touched_is_the_one_that_was_made(told: Facts, then: Facts) -> None:
    before, made = first_plan(told).plan, first_plan(then).plan
    assert kept(made, before, before) == made


@given(told=facts(), then=facts(), how=st.lists(st.sampled_from([*BY_HAND]), max_size=5))
@settings(max_examples=60, deadline=None)
def test_what_is_said_anew_is_taken_and_the_rest_is_kept_whatever_was_changed(
    told: Facts, then: Facts, how: list[str]
) -> None:
    before, made = first_plan(told).plan, first_plan(then).plan
    now = changed(before, how)
    newest = {"visitors", "costs"}
    found = kept(made, before, now, newest)
    assert found.inputs["visitors"] == made.inputs["visitors"]
    assert ("visitors" in found.yours) == ("visitors" in made.yours)
    if found.inputs.get("area") in (None, made.inputs.get("area")):
        assert budget(found) == pytest.approx(budget(made))
    for path in {*PATHS} - newest:
        by_hand = now.inputs.get(path) != before.inputs.get(path)
        assert found.inputs.get(path) == (now if by_hand else made).inputs.get(path)
    for name in ("name", "goal", "dependence", "cost_dependence", "triage", "hurdle", "currency"):
        by_hand = getattr(now, name) != getattr(before, name)
        assert getattr(found, name) == getattr(now if by_hand else made, name)


def test_a_budget_changed_by_hand_stays_until_costs_are_said_again() -> None:
    before = first_plan(Facts("regional", area=12.0)).plan
    now = before.with_(costs=(*before.costs[:3], CostLine("Mine", Exact(5.0))))
    made = first_plan(Facts("regional", area=20.0)).plan
    assert kept(made, before, now, {"area"}).costs == now.costs
    assert kept(made, before, now, {"area"}).inputs["area"] == Exact(20.0)
    made = first_plan(Facts("regional", area=20.0, costs=4000.0)).plan
    assert kept(made, before, now, {"costs"}).costs == made.costs


def test_a_team_said_after_the_limit_was_taken_out_is_a_whole_one() -> None:
    before = first_plan(Facts("national")).plan
    now = before.without_staff_limit()
    made = first_plan(Facts("national", staff=7, days=2)).plan
    assert not kept(made, before, now).limited
    found = kept(made, before, now, {"staff", "days"})
    assert {key: found.inputs[key] for key in TEAM} == {key: made.inputs[key] for key in TEAM}


def test_costs_said_after_the_size_was_taken_out_are_the_same_money() -> None:
    before = first_plan(Facts("national", area=50.0)).plan
    now = before.without("area")
    made = first_plan(Facts("national", area=50.0, costs=30_000.0)).plan
    found = kept(made, before, now, {"costs"})
    assert "area" not in found.inputs
    assert budget(found) == pytest.approx(30_000.0)


def test_a_line_per_m2_made_by_hand_is_the_same_money_where_the_size_is_unsaid() -> None:
    before = first_plan(Facts(area=50.0)).plan
    now = before.with_(costs=(CostLine("Floor", Exact(200.0), "m2"),))
    made = first_plan(Facts(visitors=500)).plan
    assert "area" not in made.inputs
    assert kept(made, before, now, {"area"}).costs == (CostLine("Floor", Exact(10_000.0)),)


def test_a_number_set_by_hand_is_known_as_it_was_said_by_hand() -> None:
    before = first_plan(Facts("regional")).plan
    counted = before.with_(
        inputs={"margin": Range(0.3, 0.5, 0.4, Scale.SHARE)},
        evidence={"margin": "counted"},
        yours=frozenset({"margin"}),
    )
    made = first_plan(Facts("regional", margin=0.2)).plan
    assert kept(made, before, counted).evidence_for("margin") == "counted"
    newest = kept(made, before, counted, {"margin"})
    assert newest.inputs["margin"] == made.inputs["margin"]
    assert newest.evidence_for("margin") == "guess"
    assert example("regional").evidence_for("visitors") == "benchmark"
    assert kept(made, before, counted).evidence_for("visitors") == "guess"  # as it was set by hand
