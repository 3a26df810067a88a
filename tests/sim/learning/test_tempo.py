"""How fast the leads of a whole fair go on, against plain draws."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from benchmarks.calibration.fairs import Row, believed, measured, written
from sim.actuals.actuals import Actuals
from sim.learning.leads import Likelihood, steps
from sim.learning.pace import QUICKEST
from sim.learning.tempo import FACTORS, Tempo
from sim.plan.file import example

Floats = NDArray[np.float64]

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


@pytest.mark.parametrize(("months", "ordered"), [(3, 0), (3, 4), (7, 2)])
def test_open_quotes_order_as_often_as_those_of_fairs_whose_orders_are_late_or_soon(
    months: float, ordered: int
) -> None:
    """Fairs drawn one by one, late by any factor of a lognormal, kept where as many of 20 quotes
    have become orders: which part of those who wait still orders. For four standard errors of both,
    and one of a hundred because the factors are five."""
    quotes, rng = 20, np.random.default_rng(8)
    places = {"contacts": 60, "followed_up": 60, "calls": 40, "visits": 30, "quotes": quotes}
    told = places | {"orders": ordered}
    known = Actuals(months=months, reached={f"{key}.decision": n for key, n in told.items()})
    passings = steps(NATIONAL, known)[-1].timely

    x, quick, late = drawn(rng, 200_000)
    when = np.interp(months / late, *times(), left=0.0, right=1.0)
    w = when + (1 - when) * (1 - rng.uniform(size=x.size) ** (1 / np.exp(quick * QUICKEST)))
    kept = rng.binomial(quotes, x * w) == ordered
    exact = (x * (1 - w) / (1 - x * w))[kept]

    x, quick, _ = drawn(rng, 50_000)
    tempo = Tempo(quick, rng.integers(len(FACTORS), size=x.size))
    log = tempo.each(lambda at, of: passings[at].log_likelihood(x[of], quick[of]))
    score = rng.standard_normal(x.size)
    w = tempo.each(lambda at, of: passings[at].pace(x[of], quick[of], score[of]))
    weight, chance = np.exp(log - log.max()), x * (1 - w) / (1 - x * w)
    found = weight @ chance / weight.sum()
    error = exact.std() / np.sqrt(exact.size), chance.std() / np.sqrt(effective(weight))
    assert abs(found - exact.mean()) <= 4 * np.hypot(*error) + 0.01


def drawn(rng: np.random.Generator, fairs: int) -> tuple[Floats, Floats, Floats]:
    """Of each, the share of quotes that become orders, ln k over its most, and how late it is."""
    belief = dict(written())["order_share.decision"]
    x = believed("order_share.decision", belief, rng.standard_normal(fairs))
    return x, rng.uniform(size=fairs), np.exp(0.5 * rng.standard_normal(fairs))


def times() -> tuple[Floats, Floats]:
    """Months to an order, and the part of the orders that take no longer."""
    z = np.linspace(-8, 8, 4001)
    belief = dict(written())["months_to_order.decision"]
    return believed("months_to_order.decision", belief, z), stats.norm.cdf(z)


def effective(weight: Floats) -> float:
    return float(weight.sum() ** 2 / (weight @ weight))


@pytest.mark.thorough
def test_the_band_holds_two_of_three_fairs_whose_orders_take_twice_as_long() -> None:
    held = measured(LATE, 60, months=(3.0,), trials=1024)[3.0]
    assert np.mean(held.held) >= 0.65
