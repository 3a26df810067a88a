"""Fairs that were each played by themselves become fairs of one year: what each said stays."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Scenario, simulate
from sim.draws.streams import seed_of
from sim.play.result import Result
from sim.year.coupled import coupled
from sim.year.shared import played
from tests.sim.year.fairs import eight, plain, year_of

TRIALS = 8192
FEW = 512


def apart(*plans: Scenario, trials: int = TRIALS) -> list[Result]:
    """Each played by itself, with a seed of its own."""
    return [
        simulate(plan, trials=trials, seed=seed_of(1, f"apart.{at}"), detail=True)
        for at, plan in enumerate(plans)
    ]


def test_what_each_fair_said_by_itself_stays_to_the_last_trial() -> None:
    plans = eight()[:3]
    results = apart(*plans, trials=FEW)
    years = coupled(year_of(*plans), results, seed=1)
    for fair, result in zip(years.fairs, results, strict=True):
        for key in ("contribution", "costs"):
            np.testing.assert_array_equal(np.sort(getattr(fair, key)), np.sort(result[key]))
        np.testing.assert_allclose(np.sort(fair.profit), np.sort(result["profit"]), atol=1e-6)


@pytest.mark.parametrize("together", [0.0, 0.5, 1.0])
def test_before_anything_is_known_it_is_the_year_that_was_played_together(together: float) -> None:
    """There every number that is shared is the same number, trial by trial."""
    plans = (eight()[3], eight()[4], eight()[6])
    year = year_of(*plans, together=together)
    one = played(year, trials=TRIALS, seed=1)
    other = coupled(year, apart(*plans), seed=1)
    first, second = one.profit(0b111), other.profit(0b111)
    chance = one.told(first).chance(first > 0), other.told(second).chance(second > 0)
    assert abs(chance[0].value - chance[1].value) < 0.015
    ends = [np.quantile(profit, (0.1, 0.5, 0.9)) for profit in (first, second)]
    assert np.abs(ends[0] - ends[1]).max() < 0.03 * np.ptp(ends[0])
    alike = [np.corrcoef([fair.profit for fair in years.fairs]) for years in (one, other)]
    assert np.abs(alike[0] - alike[1]).max() < 0.06
    apart_by_far = np.corrcoef([result["profit"] for result in apart(*plans)])
    assert np.abs(alike[0] - apart_by_far).max() > 0.09  # strangers would not do


def test_good_fairs_meet_good_fairs_where_good_years_are_good_everywhere() -> None:
    plans = eight()[:2]
    found = {}
    for together in (0.0, 1.0):
        years = coupled(year_of(*plans, together=together), apart(*plans), seed=1)
        found[together] = np.corrcoef([fair.profit for fair in years.fairs])[0, 1]
    assert 0 < found[0.0] < found[1.0] - 0.1


def test_a_fair_of_which_nothing_is_open_is_the_same_in_every_year() -> None:
    sure = plain().without_staff_limit()
    sure = sure.with_(inputs={"order_value": sure.inputs["order_value"]}, costs=sure.costs)
    open_one = eight()[0]
    results = apart(sure, open_one, trials=FEW)
    closed = Result(sure, FEW, 5, {**results[0].columns, "revenue": np.full(FEW, 1000.0)})
    years = coupled(year_of(sure, open_one), [closed, results[1]], seed=1)
    assert np.ptp(years.fairs[0].profit) == 0
    both = years.profit(0b11) - years.fairs[0].profit
    np.testing.assert_allclose(np.sort(both), np.sort(results[1]["profit"]), atol=1e-6)


def test_fairs_of_one_seed_are_copies_and_no_year() -> None:
    plans = eight()[:2]
    results = [simulate(plan, trials=64, seed=3, detail=True) for plan in plans]
    with pytest.raises(ValueError, match="no year"):
        coupled(year_of(*plans), results, seed=1)


def test_the_error_of_the_years_chance_is_that_of_other_seeds() -> None:
    plans = eight()[:2]
    chances, errors = [], []
    for seed in range(24):
        results = [
            simulate(plan, trials=1024, seed=seed_of(seed, f"{at}"), detail=True)
            for at, plan in enumerate(plans)
        ]
        years = coupled(year_of(*plans), results, seed=seed)
        profit = years.profit(0b11)
        chance = years.told(profit).chance(profit > 0)
        chances.append(chance.value)
        errors.append(chance.error)
    assert 0.6 < np.mean(errors) / np.std(chances, ddof=1) < 1.7
