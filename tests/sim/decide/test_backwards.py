"""From the goal backwards: held against a plan that needs no chance, and against its own trials."""

from __future__ import annotations

import itertools

import pytest

from sim import Exact, Goal, Range, ScenarioError
from sim.decide.backwards import required
from sim.plan.document import from_document
from sim.plan.file import example
from sim.play.enough import played
from tests.sim.made_up import certain_document

OWN = example("own").with_(goal=Goal(100_000.0, 0.10))
TRIALS = 2048
SURE = from_document(certain_document(visitors=800)).with_(goal=Goal(revenue=10_000, margin=1.0))


def test_where_every_visitor_orders_for_100_a_goal_of_10_000_needs_100_of_each() -> None:
    found = required(SURE, trials=256)
    assert found.counts is not None
    assert {measured.value for measured in found.counts.values()} == {100}
    assert found.factor == pytest.approx(100 / 800, rel=0.01)
    assert (found.today.value, found.ceiling.value) == (1, 1)
    assert (found.contacts_a_day, found.contacts_possible) == (None, None)
    assert found.calls_a_day == 10  # in ten working days


def test_the_team_shares_the_contacts_over_its_days() -> None:
    team = {"staff": 4, "days": 5, "hours_per_day": 6, "contacts_per_hour": 2}
    plan = SURE.with_(inputs={key: Exact(float(value)) for key, value in team.items()})
    found = required(plan, trials=256)
    assert (found.contacts_a_day, found.contacts_possible) == (5, 12)


def test_the_needed_plan_reaches_the_goal_with_the_chance_and_hardly_more() -> None:
    found = required(OWN, chance=0.6, trials=TRIALS, seed=1)
    assert found.factor is not None
    visitors = OWN.inputs["visitors"]
    assert isinstance(visitors, Range)
    chances = []
    for part in (0.99, 1.0):
        more = {"visitors": visitors.moved(visitors.likely * found.factor * part)}
        result = played(OWN.without_staff_limit().with_(inputs=more), trials=TRIALS, seed=1)
        assert result.chance_goal is not None
        chances.append(result.chance_goal.value)
    assert chances[0] < 0.6 <= chances[1]


def test_the_chance_as_planned_is_that_of_the_answer() -> None:
    assert (
        required(OWN, trials=TRIALS, seed=3).today == played(OWN, trials=TRIALS, seed=3).chance_goal
    )


def test_a_higher_chance_needs_more_at_every_stage_and_no_stage_has_more_than_the_one_before() -> (
    None
):
    low, high = (required(OWN, chance=chance, trials=TRIALS) for chance in (0.3, 0.8))
    assert low.counts is not None
    assert high.counts is not None
    for stage, measured in low.counts.items():
        assert high.counts[stage].value > measured.value
    for found in (low.counts, high.counts):
        counts = [measured.value for measured in found.values()]
        assert all(before >= after for before, after in itertools.pairwise(counts))


def test_no_number_of_contacts_raises_the_margin() -> None:
    national = example("national")  # the goal's margin is the likely one
    found = required(national, chance=0.7, trials=TRIALS)
    assert (found.factor, found.counts, found.calls_a_day) == (None, None, None)
    assert abs(found.ceiling.value - 0.5) <= 4 * max(found.ceiling.error, 1 / TRIALS)
    assert required(national, chance=0.3, trials=TRIALS).factor is not None


def test_worthless_orders_never_reach_a_goal() -> None:
    plan = SURE.with_(inputs={"order_value": Exact(0.0)})
    assert required(plan, trials=64).factor is None


def test_more_visitors_than_there_may_be_are_no_way() -> None:
    plan = SURE.with_(inputs={"visitors": Exact(1e5)}, goal=Goal(revenue=1e11, margin=0.5))
    assert required(plan, trials=64).factor is None


def test_without_a_goal_there_is_no_way_back() -> None:
    with pytest.raises(ScenarioError) as problem:
        required(SURE.with_(goal=None), trials=64)
    assert problem.value.place == "goal"
