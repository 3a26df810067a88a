"""Whether what is told after a fair holds as often as it says: fairs that are drawn from a plan's
own beliefs by plain numbers (`benchmarks.calibration`, which asks many more of them).

Few fairs tell roughly only; every bound is what was asked and the error of so many fairs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from scipy import stats

from benchmarks.calibration.fairs import ROWS, Held, Row, believed, measured, written
from sim.actuals.actuals import LEADS, Actuals
from sim.evaluate.beliefs import learned_plan
from sim.plan.file import example
from sim.plan.johnson import Array

FAIRS = 16
MONTH = 3.0
NATIONAL = example("national")
BY_NAME = {row.name: row for row in ROWS}
BELIEVED = (
    "nobody said lost",
    "losses told",
    "lost sooner or later",
    "totals only",
    "totals of three stages",
)


@cache
def held(row: Row) -> Held:
    return measured(row, FAIRS, months=(MONTH,), trials=1024)[MONTH]


@pytest.mark.thorough
@pytest.mark.parametrize("name", BELIEVED)
def test_eight_of_ten_hold_as_often_as_they_say(name: str) -> None:
    """Profits 74 to 88 of 100, and 3.5 errors of so many coins; rates, which hang together at a
    fair, from 70, and 3.5 errors of so many fairs."""
    found = held(BY_NAME[name])
    coins = 3.5 * math.sqrt(0.8 * 0.2 / FAIRS)
    assert 0.74 - coins <= np.mean(found.held) <= 0.88 + coins
    each = np.array(found.rates)
    fairs = 3.5 * each.std() / math.sqrt(FAIRS)
    assert 0.74 - fairs <= each.mean() <= 0.88 + fairs


@pytest.mark.parametrize("name", BELIEVED)
def test_as_many_cover_their_costs_as_was_said_and_the_day_is_no_worse_than_the_plan(
    name: str,
) -> None:
    """Within 5 of 100, and 3.5 errors of coins with these chances; the Brier score is compared
    fair by fair."""
    found = held(BY_NAME[name])
    said, came = np.array(found.said), np.array(found.came, dtype=float)
    error = math.sqrt(float((said * (1 - said)).sum())) / FAIRS
    assert abs(said.mean() - came.mean()) <= 0.05 + 3.5 * error
    gain = (found.frozen - came) ** 2 - (said - came) ** 2
    assert gain.mean() >= -3.5 * gain.std() / math.sqrt(FAIRS)


def test_rates_that_are_half_of_what_was_believed_soon_show() -> None:
    found = held(BY_NAME["rates half, losses told"])
    said = np.array(found.said)
    assert not any(found.came)
    assert said.mean() < 0.05 + 3.5 * said.std() / math.sqrt(FAIRS)
    assert np.median(said) < 0.05


def ranks(fairs: int = 1000) -> Mapping[str, Array]:
    """Where what is true lies in what was learned of the audience, of extra orders and of values,
    told one by one."""
    rng = np.random.default_rng(11)
    beliefs = dict(written())
    truth = {
        path: believed(path, beliefs[path], rng.standard_normal(fairs))
        for path in ("visitors", "target_share", "extra_share", "order_value")
    }
    variance = math.log1p(float(beliefs["order_value_spread"]) ** 2)
    found: dict[str, list[float]] = {}
    for at in range(fairs):
        visitors, orders = round(truth["visitors"][at]), int(rng.integers(0, 20))
        single = np.exp(rng.normal(-variance / 2, math.sqrt(variance), orders))
        known = Actuals(
            visitors=visitors,
            target_visitors=int(rng.binomial(visitors, truth["target_share"][at])),
            reached={f"{stage}.decision": orders for stage in LEADS},
            extra_orders=int(rng.binomial(orders, truth["extra_share"][at])),
            values=tuple((truth["order_value"][at] * single).tolist()),
        )
        plan = learned_plan(NATIONAL, known, rates=False)
        for path in ("target_share", "extra_share", "order_value"):
            belief = plan.inputs[path]
            levels = np.array([belief.low, belief.likely, belief.high])
            found.setdefault(path, []).append(float((levels < truth[path][at]).sum()))
    return {path: np.array(each) for path, each in found.items()}


def test_what_is_learned_of_the_audience_extra_orders_and_values_holds_as_often() -> None:
    """Of so many fairs a tenth lies below, a tenth above, and half of the others on either side:
    chi-squared with 3 degrees of freedom."""
    for path, each in ranks().items():
        counts = np.bincount(each.astype(int), minlength=4)
        expected = np.array([0.1, 0.4, 0.4, 0.1]) * each.size
        assert stats.chisquare(counts, expected).pvalue > 1e-4, path
