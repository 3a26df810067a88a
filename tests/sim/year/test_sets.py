"""Every set of fairs that a year allows, held against sums written out."""

from __future__ import annotations

import itertools
import math
import tracemalloc

import numpy as np
import pytest

from sim import CostLine, Exact, Income, Range
from sim.draws.streams import REPLICATES
from sim.year.sets import FEW, PART, every_set
from sim.year.shared import Years, played
from sim.year.year import Candidate, Overlap, Year, set_of
from tests.sim.year.fairs import eight, year_of

TRIALS = 1_024


def by_hand(years: Years, members: tuple[int, ...]) -> np.ndarray:
    """The profit of a set, fair by fair in the order of the year."""
    year = years.year
    order = sorted(members, key=lambda place: (year.fairs[place].month, place))
    total = years.always.copy()
    for later in order:
        fair, kept = years.fairs[later], np.ones(years.trials)
        for earlier in order[: order.index(later)]:
            before = years.fairs[earlier]
            for lap in year.overlaps:
                if {lap.first, lap.second} == {earlier, later}:
                    common = lap.share * np.minimum(before.target, fair.target)
                    with np.errstate(invalid="ignore"):
                        kept *= 1 - np.nan_to_num(common / fair.target) * before.met
        total += fair.contribution * kept + fair.rest
    return total - years.stand if members else total


def test_every_set_has_the_mean_and_the_chance_of_its_sum() -> None:
    plans = eight()[:5]
    year = Year(
        tuple(Candidate(plan, month) for plan, month in zip(plans, (7, 2, 2, 11, 4), strict=True)),
        overlaps=(Overlap(0, 1, 0.3), Overlap(1, 4, 0.8), Overlap(3, 4, 0.5), Overlap(0, 4, 0.6)),
        clashes=((2, 3),),
        stand=Range(5_000, 9_000),
        costs=(CostLine("Agency", Exact(2_000.0)),),
        income=(Income("Subsidy", Range(1_000, 3_000)),),
        goal=20_000.0,
    )
    years = played(year, trials=TRIALS)
    sets = every_set(years)
    wanted = [
        members
        for size in range(6)
        for members in itertools.combinations(range(5), size)
        if not {2, 3} <= {*members}
    ]
    assert {*sets.chosen.tolist()} == {*map(set_of, wanted)}
    for members in wanted:
        profit, at = by_hand(years, members), sets.at(set_of(members))
        assert sets.mean[at] == pytest.approx(profit.mean())
        assert sets.chance[at] == np.mean(profit > 0)
        assert sets.goal[at] == np.mean(profit >= 20_000)
        np.testing.assert_allclose(years.profit(set_of(members)), profit)
        stand = Range(5_000, 9_000).likely if members else 0.0
        planned = sum(year.planned[place] for place in members)
        assert sets.cost[at] == pytest.approx(2_000 + stand + planned)


def test_a_careful_budget_is_what_nine_of_ten_years_do_not_exceed() -> None:
    plans = eight()[:3]
    year = year_of(*plans, stand=Exact(4_000.0))
    sets = every_set(played(year, trials=8_192), cautious=True)
    others = played(year, trials=8_192, seed=9)
    assert sets.cost[sets.at(0)] == 0
    for members in ((1,), (0, 2), (0, 1, 2)):
        costs = np.sum([others.fairs[at].costs for at in members], axis=0) + 4_000
        cost = sets.cost[sets.at(set_of(members))]
        within = float(np.mean(costs <= cost))
        years = 8_192 * FEW / REPLICATES  # that tell what is not exceeded
        assert abs(within - 0.9) <= 4 * math.sqrt(0.9 * 0.1 * (1 / years + 1 / 8_192))
        assert cost > year.cost(members)


def test_a_budget_pays_for_what_it_can_and_not_going_costs_nothing() -> None:
    year = year_of(*eight()[:3])
    sets = every_set(played(year, trials=64))
    cheapest = min(year.planned)
    assert sets.chosen[sets.within(0.99 * cheapest)].tolist() == [0]
    assert sets.within(cheapest).sum() >= 2
    assert sets.within(math.inf).all()
    assert (sets.mean[0], sets.chance[0]) == (0.0, 0.0)


@pytest.mark.parametrize("scorecard", ["by chance", "by mean over cost"])
def test_a_scorecard_buys_a_fair_that_loses_on_average_and_misses_the_best_set(
    scorecard: str,
) -> None:
    years = played(year_of(*eight()), trials=4_096)
    sets, year, budget = every_set(years), years.year, 300_000.0
    alone = [sets.at(1 << place) for place in range(8)]
    score = sets.chance[alone] if scorecard == "by chance" else sets.mean[alone] / sets.cost[alone]
    bought: list[int] = []
    for place in np.argsort(score)[::-1].tolist():
        if year.cost([*bought, place]) <= budget:
            bought.append(place)
    best = sets.best(budget)
    assert sets.mean[sets.at(best)] > sets.mean[sets.at(set_of(bought))] + 5_000
    assert min(years.fairs[place].profit.mean() for place in bought) < 0
    assert min(years.fairs[place].profit.mean() for place in year.members(best)) > 0


def test_the_sets_of_twelve_fairs_are_weighed_in_bounded_memory() -> None:
    rng = np.random.default_rng(8)
    year = year_of(*[eight()[0].with_(name=f"Fair {n}") for n in range(12)])
    small = played(year_of(eight()[0]), trials=16_384).fairs[0]
    fairs = []
    for luck in range(12):
        again = rng.permutation(16_384)
        columns = {key: getattr(small, key)[again] for key in ("contribution", "rest")}
        fairs.append(
            type(small)(luck, **columns, costs=small.costs, target=small.target, met=small.met)
        )
    years = Years(year, 16_384, 1, tuple(fairs), np.zeros(16_384), np.zeros(16_384))
    assert every_set(years).chosen.size == 4_096
    tracemalloc.start()
    every_set(years)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held < 40 * PART * 8 + 4_096 * 200
