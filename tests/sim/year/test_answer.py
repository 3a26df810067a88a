"""The best sets of a year, and who tells of them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim import CostLine, Exact, example
from sim.play.enough import played as answered
from sim.year.answer import LISTED, Weighed, weighed
from sim.year.choices import firmness, under_choices
from sim.year.sets import Sets, every_set
from sim.year.shared import played
from sim.year.year import set_of
from tests.sim.year.fairs import eight, plain, scaled, year_of

BUDGET = 350_000.0


@pytest.fixture(scope="module")
def found() -> Weighed:
    return weighed(year_of(*eight()), trials=4_096)


def test_the_sets_are_the_best_within_the_budget_and_not_going_is_one_of_them(
    found: Weighed,
) -> None:
    best = found.best(BUDGET)
    assert len(best.sets) == LISTED
    assert all(each.cost <= BUDGET for each in best.sets)
    assert [each.fairs for each in best.sets].count(()) == 1
    means = [found.sets.mean[found.sets.at(each.chosen)] for each in best.sets]
    assert means == sorted(means, reverse=True)
    paid = found.sets.within(BUDGET)
    assert best.by_mean == 0
    assert means[0] == found.sets.mean[paid].max()
    assert best.by_chance is not None
    likeliest = best.sets[best.by_chance]
    assert found.sets.chance[found.sets.at(likeliest.chosen)] == found.sets.chance[paid].max()


def test_a_budget_below_the_cheapest_fair_leaves_not_going_alone(found: Weighed) -> None:
    best = found.best(100.0)
    assert [each.fairs for each in best.sets] == [()]
    assert (best.by_mean, best.by_chance) == (0, None)
    assert (best.sets[0].mean.value, best.sets[0].chance.value) == (0.0, 0.0)


def test_not_going_is_never_chosen_by_chance_though_it_never_loses() -> None:
    plan = plain()
    hopeless = plan.with_(costs=(*plan.costs, CostLine("Fine", Exact(1e9))))
    best = weighed(year_of(hopeless), trials=64).best(math.inf)
    assert best.sets[best.by_mean].fairs == ()
    assert best.by_chance is None


def test_a_fair_alone_has_the_chance_of_its_plan(found: Weighed) -> None:
    for place, fair in enumerate(found.year.fairs):
        chance = answered(fair.plan).chance_covering_costs
        assert found.alone[place] == chance
        assert found.told(1 << place).chance == chance  # none of them ever breaks even exactly


def test_figures_are_told_by_other_years_than_those_that_chose(found: Weighed) -> None:
    best = found.best(BUDGET).sets[0]
    telling = found.years.told(found.years.profit(best.chosen))
    assert best.mean == telling.mean("profit")
    assert found.sets.mean[found.sets.at(best.chosen)] != best.mean.value


def test_what_was_chosen_is_not_told_by_the_luck_that_chose_it() -> None:
    """Ten fairs that are alike: whichever comes out best, its own true mean is that of any; those
    who chose it overrate it, those who tell do not."""
    plans = [plain(name) for name in "abcdefghij"]
    true = played(year_of(plans[0]), trials=65_536).fairs[0].profit.mean()
    chosen, told = [], []
    for seed in range(6):
        year = year_of(*plans)
        choosing = every_set(played(year, trials=64, seed=1_000 + seed))
        ones = [choosing.at(1 << place) for place in range(10)]
        best = max(ones, key=lambda at: choosing.mean[at])
        telling = played(year, trials=64, seed=seed)
        chosen.append(choosing.mean[best] - true)
        told.append(telling.profit(int(choosing.chosen[best])).mean() - true)
    error = np.std(told) / math.sqrt(6)
    assert np.mean(chosen) > 4 * np.std(chosen) / math.sqrt(6)
    assert abs(np.mean(told)) < 4 * error


def test_what_a_fair_adds_is_the_year_with_it_less_the_year_without_it(found: Weighed) -> None:
    chosen = set_of([0, 2, 6])
    adds = found.adds(chosen)
    with_, without = (found.years.profit(each) for each in (set_of([0, 2, 4, 6]), chosen))
    added = adds[4]
    assert added is not None
    assert added.mean.value == pytest.approx((with_ - without).mean())
    assert added.chance.value == pytest.approx(np.mean(with_ > 0) - np.mean(without > 0))
    taken = adds[2]
    assert taken is not None
    less = found.years.profit(set_of([0, 6]))
    assert taken.mean.value == pytest.approx((without - less).mean())


def test_other_money_buys_the_best_that_it_pays_for(found: Weighed) -> None:
    more = found.other_budget(BUDGET, 50_000.0)
    assert found.year.cost(found.year.members(more.chosen)) <= BUDGET + 50_000
    wanted = found.years.profit(more.chosen) - found.years.profit(found.sets.best(BUDGET))
    assert more.mean.value == pytest.approx(wanted.mean())
    assert found.other_budget(BUDGET, 0.0).mean.value == 0


def test_the_frontier_goes_from_most_money_to_the_highest_chance_and_nothing_on_it_is_beaten(
    found: Weighed,
) -> None:
    sets = Sets(
        chosen=np.arange(7),
        cost=np.array([0.0, 5, 5, 5, 5, 5, 9]),
        mean=np.array([0.0, 100, 90, 50, 40, 60, 500]),
        chance=np.array([0.0, 0.2, 0.45, 0.5, 0.4, 0.4, 0.9]),
        goal=np.zeros(7),
        dust=0.0,
    )
    made_up = replace(found, sets=sets)
    assert made_up.frontier(5.0) == (1, 2, 3)
    assert made_up.between(5.0) == 2
    assert made_up.frontier(9.0) == (6,)
    assert made_up.between(9.0) is None
    assert made_up.frontier(0.0) == ()


def test_the_range_over_choices_says_where_the_best_set_is_another_one() -> None:
    year = year_of(eight()[0], eight()[6])
    under = under_choices(year, trials=2_048)
    firm = firmness(under, under["planned"], set_of([1]), 400_000.0)
    low, high = firm.mean
    assert low < firm.planned.mean < high
    assert firm.choices["dependence_none"].mean < 0 < firm.planned.mean
    assert "dependence_none" in firm.turns
    assert firm.choices["years_apart"].mean == pytest.approx(firm.planned.mean, rel=0.5)


def test_more_conversations_to_follow_up_take_no_fair_off_a_budget_that_pays_it() -> None:
    year = year_of(scaled(example("regional"), "Richer, with a rush", 1.0, 4.0))
    under = under_choices(year, trials=2_048)
    one, money = set_of([0]), year.cost((0,))
    assert under["rush_none"].cost[under["rush_none"].at(one)] > money + 100
    firm = firmness(under, under["planned"], one, money)
    assert firm.choices["rush_none"].mean > firm.planned.mean > 0
    assert "rush_none" not in firm.turns
