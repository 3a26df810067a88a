"""How many people on the stand: what every trial promises, and the best number."""

from __future__ import annotations

import itertools

import pytest

from sim import Exact, ScenarioError, simulate
from sim.decide.team import team_curve
from sim.plan.file import EXAMPLES, example
from sim.play.enough import played

NATIONAL = example("national")
TRIALS = 2048


def test_more_people_serve_more_and_turn_fewer_away_in_every_trial() -> None:
    results = [
        simulate(NATIONAL.with_(inputs={"staff": Exact(staff)}), trials=TRIALS, seed=1)
        for staff in (0.0, 0.5, 1.0, 2.0, 4.0, 9.0)
    ]
    for fewer, more in itertools.pairwise(results):
        assert (more["unserved"] <= fewer["unserved"]).all()
        assert (more["contacts"] >= fewer["contacts"]).all()
        assert (more["contribution"] >= fewer["contribution"]).all()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_curve_never_falls_where_people_cost_nothing_and_more_contacts_neither(
    name: str,
) -> None:
    per_fair = tuple(line for line in example(name).costs if line.per == "fair")
    points = team_curve(example(name).with_(costs=per_fair), trials=TRIALS).points
    for fewer, more in itertools.pairwise(points):
        assert more.unserved.value <= fewer.unserved.value
        assert more.contacts.value >= fewer.contacts.value
        for figure in ("mean", "p10", "p50", "p90", "chance"):
            assert getattr(more, figure).value >= getattr(fewer, figure).value
    assert points[-1].mean.value > points[0].mean.value


def test_the_curve_has_a_point_for_each_number_and_half_to_twice_the_plan_by_default() -> None:
    curve = team_curve(NATIONAL, trials=64)
    assert [point.staff for point in curve.points] == [4, 5, 6, 9, 10]
    assert curve.best_mean.staff == 10
    curve = team_curve(NATIONAL.with_(inputs={"staff": Exact(8.0)}), trials=64)
    assert {4, 7, 8, 9, 16} <= {point.staff for point in curve.points}
    curve = team_curve(NATIONAL.with_(inputs={"staff": Exact(1.5)}), trials=64)
    assert [point.staff for point in curve.points] == [1, 1.5, 2, 3]
    curve = team_curve(NATIONAL, (2, 5.5), trials=64)
    assert [point.staff for point in curve.points] == [2, 5.5]


def test_the_point_of_the_plan_is_the_plan() -> None:
    (point,) = team_curve(NATIONAL, [5], cost_of_person=9e9, trials=TRIALS, seed=1).points
    plan = played(NATIONAL, trials=TRIALS, seed=1)
    assert point.mean == plan.mean("profit")
    assert (point.p10, point.p90) == (plan.quantile("profit", 0.1), plan.quantile("profit", 0.9))
    assert point.chance == plan.chance_covering_costs
    assert point.unserved == plan.mean("unserved")


def test_each_person_more_costs_what_is_said_and_each_less_saves_it() -> None:
    free = team_curve(NATIONAL, (3, 5, 9), trials=TRIALS).points
    paid = team_curve(NATIONAL, (3, 5, 9), cost_of_person=1000.0, trials=TRIALS).points
    saved = [a.mean.value - b.mean.value for a, b in zip(free, paid, strict=True)]
    assert saved == pytest.approx([-2000, 0, 4000], abs=1e-6)
    assert paid[2].p50.value == pytest.approx(free[2].p50.value - 4000)


def test_the_best_number_is_the_fewest_people_that_do_best() -> None:
    curve = team_curve(NATIONAL, range(1, 16), cost_of_person=4000.0, trials=TRIALS)
    assert curve.best_mean.mean.value == max(point.mean.value for point in curve.points)
    assert curve.best_chance.chance.value == max(point.chance.value for point in curve.points)
    assert 1 < curve.best_mean.staff < 15
    enough = team_curve(NATIONAL, (1000, 2000, 500), trials=64)
    assert enough.points[0].mean == enough.points[2].mean
    assert enough.best_mean.staff == enough.best_chance.staff == 500


def test_without_a_limit_or_a_number_there_is_no_curve() -> None:
    with pytest.raises(ScenarioError):
        team_curve(NATIONAL.without_staff_limit(), trials=64)
    with pytest.raises(ScenarioError):
        team_curve(NATIONAL, [], trials=64)
    with pytest.raises(ScenarioError):
        team_curve(NATIONAL, [-1], trials=64)


@pytest.mark.parametrize("cost", [2000.0, 5000.0, 9000.0, 20000.0])
def test_the_best_number_is_found_wherever_it_is(cost: float) -> None:
    few = team_curve(NATIONAL, cost_of_person=cost, trials=1024)
    every = team_curve(NATIONAL, range(1, 11), cost_of_person=cost, trials=1024)
    assert few.best_mean == every.best_mean


def test_a_large_team_has_the_best_number_without_playing_every_one() -> None:
    large = example("international").with_(inputs={"staff": Exact(17.0)})
    few = team_curve(large, cost_of_person=6000.0, trials=1024)
    every = team_curve(large, range(1, 35), cost_of_person=6000.0, trials=1024)
    numbers = [point.staff for point in few.points]
    assert numbers == sorted(set(numbers))
    assert len(numbers) < 14
    assert {17.0, few.best_mean.staff - 1, few.best_mean.staff + 1} <= set(numbers)
    assert few.best_mean == every.best_mean
