"""What cancelling costs where a booked fair is left out of the year: plain sums over sets.

The fees are written out here, the sets are walked by hand, and what fairs earn comes from the
fairs themselves: nothing of it asks the year what leaving a fair out costs.
"""

from __future__ import annotations

import itertools
import json
import math
from datetime import date

import numpy as np
import pytest

from console.year.asked import of_plans
from console.year.told import as_json
from sim import CostLine, Exact, Scenario
from sim.actuals.year_forecast import Figures, YearForecast, dumps, forecast_of, loads
from sim.evaluate.year_as_of import year_so_far
from sim.links.plan_link import Link
from sim.links.year_link import FairOfYear, YearLink, decode_year, encode_year
from sim.links.year_presentation import YearBrief, brief_of
from sim.plan.choices.dates import TODAY, DecisionDate, FeeShare
from sim.plan.parameters import exactly
from sim.year.advice import advice
from sim.year.answer import Weighed, weighed
from sim.year.choices import under_choices
from sim.year.months import months
from sim.year.settings import Settings
from sim.year.year import Candidate, Year, set_of
from tests.sim.year.fairs import eight, year_of

TRIALS = 1_024
STAND = 20_000.0
FEES = {0: 4_000.0, 1: 0.25 * STAND}  # of places in the list; the third fair is not booked
SMALLER = 3  # replaces the first


def booked(plan: Scenario, fee: float | FeeShare) -> Scenario:
    later = DecisionDate(9_999.0, months_before=2)  # is no fee of today
    return plan.with_(decide=(DecisionDate(fee, TODAY), later))


def plans() -> list[Scenario]:
    """Two fairs that are booked, one that is not, and a smaller one in the place of the first, of
    which cancelling would cost less."""
    first, second, third, smaller = eight()[:4]
    second = second.with_(costs=(*second.costs, CostLine("Booked stand", Exact(STAND))))
    return [
        booked(first, 4_000.0),
        booked(second, FeeShare(0.25, "Booked stand")),
        third,
        booked(smaller.with_(name="Smaller"), 1_500.0),
    ]


def year() -> Year:
    of = {SMALLER: 0}
    return Year(
        tuple(Candidate(plan, at, of.get(at)) for at, plan in enumerate(plans())), goal=-5_000.0
    )


def left_out(members: tuple[int, ...]) -> float:
    """By hand: the smaller fair is the first one's booking, kept."""
    return (0.0 if {0, SMALLER} & {*members} else FEES[0]) + (0.0 if 1 in members else FEES[1])


SETS = [
    members
    for size in range(5)
    for members in itertools.combinations(range(4), size)
    if not {0, SMALLER} <= {*members}
]


@pytest.fixture(scope="module")
def found() -> Weighed:
    return weighed(year(), trials=TRIALS)


def profit(found: Weighed, members: tuple[int, ...]) -> np.ndarray:
    fairs = [found.years.fairs[at] for at in members]
    earned = sum((fair.contribution + fair.rest for fair in fairs), np.zeros(TRIALS))
    return np.asarray(earned - left_out(members))


@pytest.mark.parametrize("members", SETS, ids=str)
def test_every_set_pays_for_the_booked_fairs_that_it_leaves_out(
    found: Weighed, members: tuple[int, ...]
) -> None:
    chosen, by_hand = set_of(members), profit(found, members)
    np.testing.assert_allclose(found.years.profit(chosen), by_hand)
    told = found.told(chosen)
    assert told.mean.value == pytest.approx(by_hand.mean())
    planned = sum(found.year.planned[at] for at in members)
    assert told.cost == pytest.approx(planned + left_out(members))
    assert told.goal is not None
    assert told.goal.value == pytest.approx(np.mean(by_hand >= -5_000.0))


def test_the_sets_that_choose_count_the_fees_too(found: Weighed) -> None:
    without = year().with_plans([plan.with_(decide=()) for plan in plans()])
    free = weighed(without, trials=TRIALS).sets
    for members in SETS:
        at, before = found.sets.at(set_of(members)), free.at(set_of(members))
        assert found.sets.mean[at] == pytest.approx(free.mean[before] - left_out(members))
    careful = weighed(year(), trials=TRIALS, cautious=True).sets
    assert careful.cost[careful.at(0)] == pytest.approx(sum(FEES.values()))


def test_not_going_anywhere_is_the_fees_and_never_above_zero(found: Weighed) -> None:
    nowhere = found.told(0)
    assert nowhere.mean.value == pytest.approx(-9_000.0)
    assert nowhere.p10.value == pytest.approx(-9_000.0)
    assert (nowhere.cost, nowhere.chance.value) == (9_000.0, 0.0)
    assert found.sets.chance[found.sets.at(0)] == 0
    assert 0 not in found.frontier(math.inf)
    assert found.best(0.0).sets[0].chosen == 0  # a budget that does not even pay the fees
    cash = months(found.year, 0, trials=64)
    assert np.unique(cash.bands).tolist() == [-9_000.0]
    assert cash.deepest[1].value == 9_000.0


def test_what_a_fair_adds_holds_the_fee_that_is_saved_by_going(found: Weighed) -> None:
    adds = found.adds(set_of([1]))
    alone = [fair.contribution + fair.rest for fair in found.years.fairs]
    for place, fee in ((0, 4_000.0), (1, 5_000.0), (2, 0.0), (SMALLER, 4_000.0)):
        more = adds[place]
        assert more is not None
        assert more.mean.value == pytest.approx(alone[place].mean() + fee)


def test_one_fair_alone_beside_a_fee_has_no_longer_the_chance_of_its_plan(found: Weighed) -> None:
    alone, beside = found.told(set_of([2])), profit(found, (2,))
    assert alone.chance.value == pytest.approx(np.mean(beside > 0))
    assert alone.chance.value < found.alone[2].value


def test_the_cash_of_a_set_ends_where_its_profit_does(found: Weighed) -> None:
    cash = months(found.year, set_of([2]), trials=TRIALS)
    levels = np.quantile(profit(found, (2,)), (0.1, 0.25, 0.5, 0.75, 0.9), method="inverted_cdf")
    np.testing.assert_allclose(cash.bands[-1], levels, rtol=1e-6)


def poor(fee: float) -> Scenario:
    """A fair that loses on average what it costs, all but surely."""
    plan = eight()[0].with_(inputs={"margin": exactly("margin", 0.0)})
    return plan.with_(costs=(CostLine("All", Exact(3_000.0)),), income=(), decide=()).with_(
        decide=(DecisionDate(fee, TODAY),) if fee else ()
    )


@pytest.mark.parametrize(("fee", "goes"), [(0.0, False), (2_500.0, False), (3_500.0, True)])
def test_a_fair_that_loses_less_than_cancelling_it_costs_is_gone_to(fee: float, goes: bool) -> None:
    weighed_year = weighed(year_of(poor(fee)), trials=64)
    told = advice(weighed_year, 0, math.inf)
    assert bool(told.advised.fairs) == goes
    assert not told.level
    assert advice(weighed_year, 0, 100.0).over is None  # nothing was chosen that costs too much


def board(found: Weighed) -> YearBrief:
    under = under_choices(found.year, trials=64)
    return brief_of(found, under, "ABCD", set_of([2]), 1e9, "EUR")


def test_the_board_and_the_choices_nobody_measured_say_the_same(found: Weighed) -> None:
    brief = board(found)
    (nowhere,) = [one.told for one in brief.advice.choices if not one.told.fairs]
    assert nowhere.cost == 9_000.0
    assert nowhere.mean.value == pytest.approx(-9_000.0)
    for sets in under_choices(found.year, trials=64).values():
        assert sets.mean[sets.at(0)] == pytest.approx(-9_000.0)


def link() -> YearLink:
    """Of the year, with the third fair taken."""
    of = {SMALLER: 0}
    fairs = (FairOfYear(Link(plan, 1), at == 2, at, of.get(at)) for at, plan in enumerate(plans()))
    return decode_year(encode_year(YearLink(tuple(fairs), Settings())))


def test_the_record_of_a_kept_year_and_what_comes_of_it_hold_the_fees(found: Weighed) -> None:
    kept = link()
    alone = (Figures(0.3, 0.0, -1.0, 0.0, 1.0),) * 4
    made: YearForecast = loads(dumps(forecast_of(kept, found, alone, math.inf, date(2026, 11, 30))))
    assert made.figures.mean == pytest.approx(profit(found, (2,)).mean())
    now = year_so_far(made, {}, trials=TRIALS)
    (fair,) = now.fairs
    assert now.profit == pytest.approx(tuple(end - 9_000.0 for end in fair.profit))


def test_the_command_line_says_the_same_of_plans_that_are_booked() -> None:
    named = zip("ABC", plans()[:3], strict=True)
    read = [(name, lambda plan=plan: plan) for name, plan in named]
    told = json.loads(as_json(of_plans(read, None, "0.5", 64, 1)))
    (nowhere,) = [one for one in told["sets"] if not one["fairs"]]
    assert (nowhere["cost"], nowhere["chance_above_zero"]["value"]) == (9_000.0, 0.0)
    assert nowhere["mean"]["value"] == pytest.approx(-9_000.0)
