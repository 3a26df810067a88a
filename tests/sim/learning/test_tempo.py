"""How fast the leads of a whole fair go on, against plain draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from benchmarks.calibration.fairs import Row, measured, ordered
from sim.actuals.actuals import Actuals
from sim.evaluate.updated import updated
from sim.learning.leads import Likelihood
from sim.learning.tempo import FACTORS, Tempo
from sim.plan.file import example
from sim.plan.funnel import PHASES

NATIONAL = example("national")
LATE = Row("orders twice as late", losses=True, late=2.0, lose="anyhow")


def tempo(trials: int) -> Tempo:
    return Tempo.of(np.random.default_rng(5).standard_normal((2, trials)))


def test_orders_are_as_late_as_a_lognormal_number_around_one_in_five_equal_parts() -> None:
    found = tempo(40_000)
    apart = np.bincount(found.late) / found.late.size
    np.testing.assert_allclose(apart, 0.2, atol=4 * np.sqrt(0.16 / found.late.size))
    middles = stats.lognorm(s=0.5).ppf([0.1, 0.3, 0.5, 0.7, 0.9])
    np.testing.assert_allclose(FACTORS, middles)
    assert stats.kstest(found.quick, "uniform").pvalue > 0.001


def test_each_trial_is_asked_at_the_lateness_that_it_has() -> None:
    found, x = tempo(500), np.random.default_rng(6).uniform(size=(3, 500))
    each = found.each(lambda at, of: x[:, of] * FACTORS[at])
    np.testing.assert_array_equal(each, x * np.array(FACTORS)[found.late])


def test_right_after_the_fair_no_lateness_is_likelier_and_later_on_it_is() -> None:
    """Nobody can have ordered yet, however late orders are; where ten months have gone by and few
    have ordered, it is likelier that all of them are late."""
    reached = {"contacts": 290, "followed_up": 200, "calls": 75, "quotes": 24, "orders": 1}
    rates = {path: np.full(2, belief.likely) for path, belief in NATIONAL.inputs.items()}
    mix, ends = np.full((3, 2), 1 / 3), np.array([0, len(FACTORS) - 1])
    told = [
        Likelihood(NATIONAL, Actuals(months=months, reached=reached, open={"quotes": 23}))(
            rates, mix, Tempo(np.ones(2), ends)
        )
        for months in (0, 10)
    ]
    assert told[0][0] == told[0][1]
    assert told[1][0] < told[1][1]


def test_of_orders_that_are_late_for_all_of_a_fair_not_all_are_taken_for_lost() -> None:
    """The same counts where the months say that a third of the orders may have come, and where they
    say that nearly all have: the fewer can have come, the more still do."""
    reached = {"contacts": 290, "followed_up": 200, "calls": 75, "visits": 33, "quotes": 24}
    told = [
        updated(
            NATIONAL,
            Actuals(months=months, reached=reached | {"orders": 2}, open={"quotes": 20}),
            trials=4096,
        )
        .mean("orders")
        .value
        for months in (2, 5, 10, 20)
    ]
    assert told == sorted(told, reverse=True)


@pytest.mark.thorough
def test_the_band_holds_two_of_three_fairs_whose_orders_take_twice_as_long() -> None:
    held = measured(LATE, 60, months=(3.0,), trials=1024)[3.0]
    assert np.mean(held.held) >= 0.65


def test_orders_of_the_benchmark_take_as_many_times_as_long_as_it_is_told() -> None:
    for phase in PHASES:
        assert ordered(phase, 8.0, 2.0) == ordered(phase, 4.0)
