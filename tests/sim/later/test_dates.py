"""What it is worth to decide later, against closed forms and plain draws made independently."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from sim import Exact, Range, Scenario, example, simulate
from sim.later.dates import Later, decided, later
from sim.later.regression import Known
from sim.plan.choices.dates import DecisionDate
from sim.plan.document import from_document
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.why.information import information
from sim.why.luck import expected_profit
from tests.sim.made_up import certain_document

TRIALS = 16_384
DRAWS = 400_000


def asked(plan: Scenario, *dates: DecisionDate, trials: int = TRIALS) -> Later:
    return later(simulate(plan.with_(decide=dates), trials=trials, detail=True))


def at(months: int, fee: float, *known: str) -> DecisionDate:
    return DecisionDate(fee, months_before=months, known=known)


def simple(**inputs: Any) -> Scenario:
    """Every visitor orders for 100 at a margin of 1, and the fair costs 20,000; no stand limits it,
    and nothing moves together."""
    plan = from_document(certain_document(visitors=200) | {"dependence": 0})
    return plan.with_(inputs=inputs, costs=()).with_(
        costs=from_document(
            certain_document() | {"costs": [{"label": "stand", "amount": 20_000}]}
        ).costs
    )


VISITORS, VALUE = Range(100, 400, 180), Range(60, 170, 95)


def normals(seed: int, size: int = DRAWS) -> Array:
    return np.random.default_rng(seed).standard_normal(size)


def drawn(belief: Range, seed: int) -> Array:
    return belief.quantile(normals(seed))


def evenly(belief: Range, size: int) -> Array:
    """The middles of so many equally likely parts."""
    return belief.quantile(norm.ppf((np.arange(size) + 0.5) / size))


# Closed forms


@pytest.mark.parametrize(("mean", "spread", "fee"), [(5, 20, 3), (-8, 20, 12), (0, 10, 0)])
def test_the_normal_case_is_its_closed_form(mean: float, spread: float, fee: float) -> None:
    """E[max(M, -p)] with M ~ N(m, s) is (m + p) Phi(d) + s phi(d) - p, d = (m + p) / s."""
    x, noise = normals(1, TRIALS), normals(2, TRIALS)
    ends = np.linspace(0, TRIALS, 33).astype(int).tolist()
    groups = [slice(a, b) for a, b in itertools.pairwise(ends)]
    profit = mean + spread * x + 2 * spread * noise
    paid, on = decided(profit, fee, Known(x, groups))
    d = (mean + fee) / spread
    expected = (mean + fee) * norm.cdf(d) + spread * norm.pdf(d) - fee
    # x itself is what was drawn: without that noise the best rule is known trial by trial
    best = np.maximum(mean + spread * x, -fee)
    assert paid.mean() == pytest.approx(expected, abs=4 * paid.std() / TRIALS**0.5)
    assert best.mean() == pytest.approx(expected, abs=4 * best.std() / TRIALS**0.5)
    assert np.mean(on == (mean + spread * x > -fee)) > 0.95


def test_without_fees_it_is_what_find_out_says_of_the_same_number() -> None:
    """Of inputs that say nothing of how good the fair is; of others Find out tells the own part."""
    plan = example("international")
    told = information(simulate(plan, trials=TRIALS, detail=True))
    alone = [one for one in told.inputs if one.path in PATHS and not PATHS[one.path].dependent]
    assert alone[0].value.value > 1000
    for worth in alone[:5]:
        found = asked(plan, at(3, 0.0, worth.path)).worth
        assert found.value == pytest.approx(worth.value.value, abs=4 * worth.value.error)


def test_knowing_everything_without_fees_is_the_most_that_any_research_is_worth() -> None:
    plan = example("regional")
    plan = plan.with_(costs=tuple(c for c in plan.costs if isinstance(c.amount, Exact)))
    told = information(simulate(plan, trials=TRIALS, detail=True)).everything
    found = asked(plan, at(3, 0.0, *PATHS)).worth
    assert 0.99 * told.value <= found.value <= told.value + 1e-6


@pytest.mark.parametrize("name", ["regional", "international"])
def test_a_fee_without_bound_is_worth_nothing_where_going_beats_cancelling_today(
    name: str,
) -> None:
    found = asked(example(name), DecisionDate(1e6, "today"), at(3, 1e12, *PATHS))
    assert found.go_now
    assert (found.worth.value, found.cancelled) == (0, 0)


# Plain draws


def test_two_numbers_known_together_are_worth_what_plain_draws_say() -> None:
    plan = simple(visitors=VISITORS, order_value=VALUE, margin=PATHS["margin"].read([0.6, 0.9]))
    share = plan.inputs["margin"].mean
    profit = np.rint(drawn(VISITORS, 1)) * drawn(VALUE, 2) * share - 20_000
    for fee in (0.0, 3000.0):
        found = asked(plan, DecisionDate(0.0, "today"), at(2, fee, "visitors", "order_value"))
        now = max(profit.mean(), 0)
        expected = max(np.maximum(profit, -fee).mean(), 0) - now
        assert found.worth.value == pytest.approx(expected, rel=0.03)


def test_a_rate_tells_of_the_rates_that_move_with_it() -> None:
    """With dependence d two rates have normals with correlation d: the other one is, given the
    first, x(d z + sqrt(1 - d^2) e)."""
    d, one, other = 0.8, [0.2, 0.5], [0.1, 0.6]
    plan = simple(
        visitors=Exact(2000.0),
        reach_share=PATHS["reach_share"].read(one),
        follow_up_share=PATHS["follow_up_share"].read(other),
    ).with_(dependence=d)
    points, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    z, known = normals(1), plan.inputs["reach_share"]
    inner = plan.inputs["follow_up_share"].quantile(d * z[:, None] + (1 - d**2) ** 0.5 * points)
    profit = 2000 * known.quantile(z) * (inner @ weights) * 100 - 20_000
    expected = np.maximum(profit, -2000).mean() - max(profit.mean(), 0)
    found = asked(plan, at(2, 2000.0, "reach_share"))
    assert found.worth.value == pytest.approx(expected, rel=0.03)


def test_dates_add_up_backwards_as_in_plain_draws() -> None:
    """First the visitors become known, then the value of an order."""
    plan = simple(visitors=VISITORS, order_value=VALUE)
    first, second = 500.0, 4000.0
    visitors, value = np.rint(evenly(VISITORS, 2000)), evenly(VALUE, 4000)
    last = np.maximum(visitors[:, None] * value - 20_000, -second)
    going_on = last.mean(axis=1)
    expected = np.maximum(going_on, -first).mean()
    dates = (at(6, first, "visitors"), at(2, second, "order_value"))
    found = asked(plan, *dates)
    assert found.open.value == pytest.approx(expected, abs=0.04 * abs(expected) + 60)
    early, late = (moment.cancelled.value for moment in found.dates)
    assert early == pytest.approx(np.mean(going_on <= -first), abs=0.02)
    stays = going_on > -first
    assert late == pytest.approx((last[stays] == -second).sum() / last.size, abs=0.02)
    alone = [asked(plan, date).worth.value for date in dates]
    assert found.worth.value >= max(alone) - 1e-9


def test_cancelling_what_loses_is_a_clairvoyant_and_worth_more() -> None:
    plan = example("regional")
    result = simulate(plan, trials=TRIALS, detail=True)
    profit = result["profit"]
    for fee in (234.0, 1248.0):
        clairvoyant = np.maximum(profit, -fee).mean() - max(profit.mean(), 0)
        found = asked(plan, at(2, fee, "visitors", "contacts_per_hour"))
        assert 0 <= found.worth.value < clairvoyant / 2


# Always


PLANS = {"regional": example("regional"), "simple": simple(visitors=VISITORS, order_value=VALUE)}


@given(
    name=st.sampled_from([*PLANS]),
    fees=st.lists(st.floats(0, 20_000), min_size=2, max_size=3),
    today=st.floats(0, 20_000),
    known=st.lists(st.sampled_from(["visitors", "order_value", "margin"]), max_size=3),
)
@settings(max_examples=25, deadline=None)
def test_it_is_never_negative_and_never_less_with_one_date_more(
    name: str, fees: list[float], today: float, known: list[str]
) -> None:
    dates = [at(9 - n, fee, *known[: n + 1]) for n, fee in enumerate(fees)]
    now = DecisionDate(today, "today")
    found = asked(PLANS[name], now, *dates, trials=2048)
    fewer = asked(PLANS[name], now, *dates[1:], trials=2048)
    assert found.worth.value >= 0
    assert all(moment.worth.value >= 0 for moment in found.dates)
    assert found.worth.value >= fewer.worth.value - 1e-6
    best = max(found.going.value, -today)
    assert found.worth.value == pytest.approx(max(found.open.value - best, 0), abs=1e-6)


def test_one_number_alone_has_the_limit_below_which_it_is_cancelled() -> None:
    plan = simple(visitors=VISITORS)
    (moment,) = asked(plan, at(2, 3000.0, "visitors")).dates
    assert moment.limit is not None
    assert (moment.limit.path, moment.limit.below) == ("visitors", True)
    assert moment.limit.value == pytest.approx((20_000 - 3000) / 100, rel=0.03)


def test_one_decides_again_on_the_first_date_on_which_it_may_be_cancelled() -> None:
    plan = simple(visitors=VISITORS)
    idle, news = at(6, 10.0), at(2, 3000.0, "visitors")
    found = asked(plan.with_(inputs={"order_value": Exact(130.0)}), idle, news)
    assert [moment.cancelled.value > 0 for moment in found.dates] == [False, True]
    assert found.again == found.dates[1]
    assert asked(plan, idle).again is not None


def test_without_a_date_waiting_is_worth_nothing() -> None:
    found = asked(example("regional"), DecisionDate(3.0, "today"))
    assert (found.worth.value, found.cancelled, found.dates) == (0, 0, ())
    assert found.open.value == max(found.going.value, -3)


def test_going_is_the_average_profit_of_the_plan() -> None:
    plan = example("regional").with_(decide=(at(3, 0.0, "visitors"),))
    result = simulate(plan, trials=TRIALS, detail=True)
    assert later(result).going.value == expected_profit(result).mean()


def test_the_error_is_as_large_as_the_worth_differs_between_seeds() -> None:
    plan = simple(visitors=VISITORS, order_value=VALUE).with_(decide=(at(3, 500.0, "visitors"),))
    runs = [simulate(plan, trials=2048, seed=seed, detail=True) for seed in range(1, 33)]
    found = [later(run).worth for run in runs]
    spread = np.std([one.value for one in found], ddof=1)
    told = np.sqrt(np.mean([one.error**2 for one in found]))
    assert 0.5 < told / spread < 2
