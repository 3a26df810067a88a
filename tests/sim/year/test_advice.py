"""What is advised for the money of a year, told by plain facts of its sets."""

from __future__ import annotations

import math

import pytest

from sim.plan.parameters import exactly
from sim.year.advice import WHY, advice
from sim.year.answer import Weighed, weighed
from sim.year.year import set_of
from tests.sim.year.fairs import eight, year_of


@pytest.fixture(scope="module")
def found() -> Weighed:
    return weighed(year_of(*eight()[:4]), trials=2048)


def test_no_set_within_the_budget_has_a_clearly_higher_average(found: Weighed) -> None:
    for budget in (0.0, 15_000.0, 40_000.0, math.inf):
        told = advice(found, 0, budget)
        assert told.advised.cost <= budget
        for chosen in found.sets.chosen[found.sets.within(budget)].tolist():
            more = found.more(chosen, told.advised.chosen).mean
            assert more.value <= 0 or more.value <= 3 * more.doubt


def test_not_going_is_always_there_and_no_set_twice_nor_more_than_four(found: Weighed) -> None:
    for ticked in (0, set_of([0]), set_of([0, 1, 2, 3])):
        for budget in (0.0, 30_000.0, math.inf):
            choices = advice(found, ticked, budget).choices
            sets = [one.told.chosen for one in choices]
            assert 0 in sets
            assert len(sets) == len({*sets}) <= 4
            assert {one.why for one in choices} <= {*WHY}


def test_what_was_chosen_stays_where_it_is_as_good_and_is_told_where_it_costs_too_much(
    found: Weighed,
) -> None:
    best = advice(found, 0, math.inf).advised
    assert advice(found, best.chosen, math.inf).choices[0].why == "ticked"
    every = set_of([0, 1, 2, 3])
    over = advice(found, every, 10_000.0).over
    assert over == pytest.approx(found.told(every).cost - 10_000)


def test_a_year_whose_fairs_all_lose_is_one_to_stay_at_home() -> None:
    poor = [plan.with_(name=str(at)) for at, plan in enumerate(eight()[:2])]
    lost = [plan.with_(inputs={"margin": exactly("margin", 0.02)}) for plan in poor]
    told = advice(weighed(year_of(*lost), trials=1024), set_of([0]), math.inf)
    assert told.choices[0].why == "nowhere"
    assert told.advised.fairs == ()
    assert told.shown.fairs
    assert not advice(weighed(year_of(*lost), trials=64), 0, 1.0).shown.fairs  # pays for none


def test_a_budget_in_whole_units_pays_for_what_is_told_to_cost_as_much(found: Weighed) -> None:
    """TechniShow, told as 71,887, costs 71,887.16."""
    place = next(at for at, cost in enumerate(found.year.planned) if 0 < cost % 1 < 0.5)
    only = set_of([place])
    told = round(found.year.planned[place])
    assert told < found.told(only).cost
    assert advice(found, only, told).over is None
    assert only in found.sets.chosen[found.sets.within(told)]
    assert advice(found, only, told - 1.0).over is not None


def test_where_staying_home_is_best_the_best_that_goes_stands_beside_it() -> None:
    lost = [plan.with_(inputs={"margin": exactly("margin", 0.15)}) for plan in eight()[:3]]
    told = weighed(year_of(*lost), trials=1024)
    choices = advice(told, 0, math.inf).choices
    going = [each.mean.value for each in told.best(math.inf).sets if each.fairs]
    assert [one.why for one in choices[:2]] == ["nowhere", "by_mean"]
    assert choices[1].told.mean.value == pytest.approx(max(going), rel=0.05)


def test_what_shows_the_same_number_of_years_is_not_called_likelier() -> None:
    same = [eight()[0].with_(name=name) for name in "ABC"]
    told = weighed(year_of(*same, clashes=((0, 1), (0, 2), (1, 2))), trials=8_192)
    for ticked in range(3):
        choices = advice(told, set_of([ticked]), math.inf).choices
        assert [one.why for one in choices] == ["nowhere", "ticked"]
