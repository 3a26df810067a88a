"""What fairs of a year share, held against closed forms and plain draws written without the
engine. A figure lies within 4 standard errors at a fixed seed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim import Exact, Range, Scale, Scenario, ScenarioError, example, simulate
from sim.draws.streams import REPLICATES, replicate_sizes, shuffled
from sim.play.result import Measured
from sim.year.shared import Years, played
from sim.year.year import MOST, Candidate, Overlap, Year, set_of
from tests.oracles.exact import chain_orders_pmf
from tests.oracles.independent import PHASES, value
from tests.sim.year.fairs import document, eight, plain, year_of

Array = NDArray[np.float64]
FEW = 4_096


def near(found: Measured, wanted: float, error: float = 0.0) -> None:
    assert abs(found.value - wanted) <= 4 * math.hypot(found.error, error)


def covariance(years: Years, one: int, other: int) -> Measured:
    """Of two fairs' profits, its error from the replicates."""
    a, b = (years.fairs[place].profit for place in (one, other))
    product = (a - a.mean()) * (b - b.mean())
    return years.told(product).mean("profit")


def share(low: float, likely: float, high: float) -> Range:
    return Range(low, high, likely, Scale.SHARE)


def test_each_fair_of_a_year_is_by_itself_what_its_plan_says() -> None:
    plans = [example(name) for name in ("regional", "national", "international")]
    years = played(year_of(*plans), trials=FEW)
    for plan, fair in zip(plans, years.fairs, strict=True):
        alone = simulate(plan, trials=32_768, seed=11)
        told = years.told(fair.profit)
        for figure in (told.mean("profit"), alone.mean("profit")):
            assert figure.error > 0
        near(told.mean("profit"), *both(alone.mean("profit")))
        for level in (0.1, 0.5, 0.9):
            near(told.quantile("profit", level), *both(alone.quantile("profit", level)))


def both(figure: Measured) -> tuple[float, float]:
    return figure.value, figure.error


@pytest.mark.parametrize("together", [0.0, 0.5, 1.0])
def test_the_mean_of_a_sum_is_the_sum_of_the_means_whatever_is_shared(together: float) -> None:
    plans = [example(name) for name in ("regional", "national")]
    years = played(year_of(*plans, together=together), trials=FEW)
    alone = [simulate(plan, trials=32_768, seed=5).mean("profit") for plan in plans]
    wanted = sum(figure.value for figure in alone)
    error = math.hypot(*(figure.error for figure in alone))
    near(years.told(years.profit(0b11)).mean("profit"), wanted, error)


UNKNOWN = {
    "reach_share": share(0.05, 0.10, 0.16),
    "follow_up_share": share(0.55, 0.80, 0.95),
    "call_share.decision": share(0.40, 0.62, 0.80),
    "order_share.decision": share(0.25, 0.42, 0.60),
    "order_share.orientation": share(0.15, 0.28, 0.42),
    "margin": share(0.22, 0.30, 0.38),
    "order_value": Range(11_000, 22_000, 16_000),
}
FIRM = ("follow_up_share", "order_share.decision", "order_share.orientation", "margin")


def expected_given_the_shared(plan: Scenario, together: float, years: int) -> Array:
    """E[contribution | what the firm shares] in so many years, shape (years,): plain draws of the
    firm's own numbers and of the year, Gauss-Hermite over the fair's good or bad day and its own
    parts."""
    rng = np.random.default_rng(17)
    firm = {path: rng.standard_normal(years) for path in (*FIRM, "order_value")}
    common = rng.standard_normal(years)
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    weights = weights / weights.sum()
    told, d = document(plan)["inputs"], plan.dependence

    def belief(key: str, phase: str) -> object:
        return told[key][phase] if isinstance(told[key], dict) else told[key]

    def rate(key: str, phase: str, good: Array) -> Array:
        path = f"{key}.{phase}" if isinstance(told[key], dict) else key
        if path in firm:
            z = math.sqrt(d) * good + math.sqrt(1 - d) * firm[path]
            return np.asarray(value(belief(key, phase), True, z))
        own = [
            weight * value(belief(key, phase), True, math.sqrt(d) * good + math.sqrt(1 - d) * node)
            for node, weight in zip(nodes, weights, strict=True)
        ]
        return np.asarray(np.sum(own, axis=0))

    mix = np.array([told["mix"][phase] for phase in PHASES])
    orders = np.zeros(years)
    for node, weight in zip(nodes, weights, strict=True):
        good = math.sqrt(together) * common + math.sqrt(1 - together) * node
        before = rate("reach_share", "", good) * rate("follow_up_share", "", good)
        for phase, part in zip(PHASES, mix / mix.sum(), strict=True):
            chain = before * part
            for key in ("call_share", "visit_share", "quote_share", "order_share"):
                chain = chain * rate(key, phase, good)
            orders += weight * chain
    people = told["visitors"] * told["target_share"] * told["extra_share"]
    money = value(told["order_value"], False, firm["order_value"])
    margin = value(told["margin"], True, firm["margin"])
    return np.asarray(people * orders * money * told["repeat_factor"] * margin)


@pytest.mark.parametrize("together", [0.0, 0.5, 1.0])
def test_two_equal_plans_vary_together_by_the_variance_of_what_they_share(together: float) -> None:
    one = plain("One", **UNKNOWN)
    years = played(year_of(one, one.with_(name="Other"), together=together), trials=16_384)
    given = expected_given_the_shared(one, together, 16_000)
    batches = given.reshape(40, -1).var(axis=1)
    near(covariance(years, 0, 1), float(given.var()), float(batches.std() / math.sqrt(40)))


def test_fairs_that_share_nothing_are_strangers_whose_distributions_multiply() -> None:
    """Every input exact: the numbers of extra orders are Binomial, and the characteristic function
    of their sum is the product of both."""
    one, other = plain("One"), plain("Other", visitors=Exact(9_000.0))
    chances = [chain_orders_pmf(document(plan)) for plan in (one, other)]
    size = sum(each.size for each in chances)
    transform = np.prod([np.fft.rfft(each, size) for each in chances], axis=0)
    orders = np.fft.irfft(transform, size)
    contribution = 16_000.0 * one.inputs["margin"].likely
    costs = sum(line.amount.likely for plan in (one, other) for line in plan.costs)
    profit = contribution * np.arange(size) - costs
    years = played(year_of(one, other))
    sum_of_both = years.told(years.profit(0b11))
    for least in (0.0, -contribution, contribution):
        above = float(orders[profit > least].sum())
        assert 0.02 < above < 0.98
        near(sum_of_both.chance(sum_of_both["profit"] > least), above)


def chain(plan: Scenario) -> float:
    """Extra orders of a fair whose shares are all exact, on average."""
    told = document(plan)["inputs"]
    mix = np.array([told["mix"][phase] for phase in PHASES])
    people = np.array(mix / mix.sum() * told["visitors"] * told["target_share"])
    people *= told["reach_share"] * told["follow_up_share"] * told["extra_share"]
    for key in ("call_share", "visit_share", "quote_share", "order_share"):
        people *= [told[key][phase] for phase in PHASES]
    return float(people.sum())


def test_more_of_one_fair_is_so_many_times_it_only_where_all_but_the_shared_is_exact() -> None:
    many = {"visitors": Exact(1e8), "target_share": Exact(0.9, Scale.SHARE)}  # luck hardly counts
    shared = {key: UNKNOWN[key] for key in ("margin", "order_value")}
    fairs = [plain(name, **many, **shared) for name in "abc"]
    years = played(year_of(*fairs), trials=FEW)
    off = years.profit(0b111) / (3 * years.fairs[0].profit) - 1
    orders = chain(fairs[0])
    luck = math.sqrt((2 + (1 - 3) ** 2) / 9) / math.sqrt(orders)  # of two more and the first again
    assert off.std() == pytest.approx(luck, rel=0.1)
    lucky = [plain(name, visitors=Range(8e3, 3e4), **shared) for name in "abc"]
    others = played(year_of(*lucky), trials=FEW)
    assert np.corrcoef(others.fairs[0].profit, others.fairs[1].profit)[0, 1] < 0.9


def test_where_nothing_is_shared_and_no_year_is_good_everywhere_fairs_do_not_vary_together() -> (
    None
):
    own = {"visitors": Range(8e3, 3e4), "reach_share": UNKNOWN["reach_share"]}
    plans = [plain(name, **own) for name in ("One", "Other")]
    near(covariance(played(year_of(*plans, together=0.0)), 0, 1), 0.0)
    assert covariance(played(year_of(*plans, together=1.0)), 0, 1).value > 0


def test_of_eight_fairs_copies_move_together_strangers_do_not_and_the_right_ones_lie_between() -> (
    None
):
    plans = eight()
    right = played(year_of(*plans), trials=FEW)
    copies = [simulate(plan, trials=FEW)["profit"] for plan in plans]
    found = np.corrcoef([fair.profit for fair in right.fairs])
    apart = found[np.triu_indices(8, 1)]
    assert apart.min() > 0.15
    assert apart.max() < 0.45
    assert np.corrcoef(copies)[np.triu_indices(8, 1)].min() > 0.8
    six = [0, 1, 2, 3, 4, 7]
    strangers = np.sum([simulate(plans[at], trials=FEW, seed=50 + at)["profit"] for at in six], 0)
    low = [
        float(np.quantile(total, 0.1))
        for total in (np.sum([copies[at] for at in six], 0), right.profit(set_of(six)), strangers)
    ]
    assert low[0] < low[1] < low[2]


def test_a_fair_that_comes_along_leaves_the_years_of_the_others_as_they_were() -> None:
    plans = eight()
    few, more = (played(year_of(*plans[:n]), trials=512) for n in (2, 4))
    for one, other in zip(few.fairs, more.fairs, strict=False):
        np.testing.assert_array_equal(one.profit, other.profit)


def test_a_variant_has_the_luck_of_the_fair_that_it_replaces_and_is_never_added_to_it() -> None:
    plan = eight()[0]
    dearer = plan.with_(name="With a dearer stand", costs=plan.costs + plan.costs[1:2])
    year = Year((Candidate(plan), Candidate(dearer, variant_of=0), Candidate(eight()[3])))
    years = played(year, trials=512)
    np.testing.assert_array_equal(years.fairs[0].contribution, years.fairs[1].contribution)
    assert year.excluded == (0b010, 0b001, 0)
    with pytest.raises(ValueError, match="one seed"):
        years.profit(0b011)


def test_trials_are_shuffled_within_their_replicate_and_by_name() -> None:
    one, other = shuffled(1, "one", 1_000), shuffled(1, "other", 1_000)
    start = 0
    for size in replicate_sizes(1_000):
        of_replicate = one[start : start + size]
        assert sorted(of_replicate) == [*range(start, start + size)]
        start += size
    assert np.mean(one == other) < 3 / (1_000 / REPLICATES)


def test_two_runs_of_other_seeds_are_strangers_only_in_orders_of_their_own() -> None:
    """The scrambles of a dimension keep its first digits, so that one replicate of each run is a
    function of the other; shuffled, the correlations of replicates are those of plain draws."""
    plan = plain(visitors=Range(8e3, 3e4))
    runs = [
        simulate(plan, trials=16_384, seed=seed, detail=True)["inputs.visitors"] for seed in (5, 6)
    ]
    normal = [np.log(run) for run in runs]
    size = 16_384 // REPLICATES
    order = shuffled(1, "one", 16_384)

    def correlations(one: Array, other: Array) -> Array:
        pairs = zip(one.reshape(-1, size), other.reshape(-1, size), strict=True)
        return np.array([np.corrcoef(*pair)[0, 1] for pair in pairs])

    assert np.abs(correlations(*normal)).mean() > 0.5
    mended = correlations(normal[0][order], normal[1])
    assert np.sqrt((mended**2).mean()) < 1.5 / math.sqrt(size)


def test_the_later_fair_loses_the_orders_of_those_whom_the_earlier_one_has_met() -> None:
    """With every share exact: overlap x smaller / later x the earlier fair's reach, of what the
    later fair earns; the fair of the later month is the later one, wherever it stands."""
    large, small = plain("Large"), plain("Small", visitors=Exact(4_000.0))
    overlap = (Overlap(0, 1, 0.4),)
    reach = large.inputs["reach_share"].likely
    ratio = 4_000.0 / large.inputs["visitors"].likely
    for months, later, lost in (((0, 1), 1, 0.4 * reach), ((5, 2), 0, 0.4 * reach * ratio)):
        fairs = tuple(
            Candidate(plan, month) for plan, month in zip((large, small), months, strict=True)
        )
        with_, without = (played(Year(fairs, overlaps=laps), trials=FEW) for laps in (overlap, ()))
        difference = without.profit(0b11) - with_.profit(0b11)
        expected = simulate((large, small)[later], trials=16_384).mean("contribution")
        near(with_.told(difference).mean("profit"), lost * expected.value, lost * expected.error)


def orders_of_people(people: int, common: int, reach: float, buys: float) -> Array:
    """Extra orders of a fair in 4,000 years, person by person of its target group: who is common to
    an earlier fair and was met there brings none any more."""
    rng = np.random.default_rng(3)
    met_before = rng.random((4_000, people)) < reach
    met_before[:, common:] = False
    orders = rng.random((4_000, people)) < reach * buys
    return np.asarray((orders & ~met_before).sum(axis=1))


def test_what_a_thinned_fair_earns_is_what_people_followed_one_by_one_earn() -> None:
    shares = {"target_share": Exact(0.5, Scale.SHARE), "reach_share": Exact(0.6, Scale.SHARE)}
    earlier, later = (
        plain(name, visitors=Exact(visitors), **shares)
        for name, visitors in (("Earlier", 2_000.0), ("Later", 1_200.0))
    )
    followed = orders_of_people(600, 300, 0.6, chain(later) / (600 * 0.6))
    money = 16_000.0 * later.inputs["margin"].likely
    years = played(year_of(earlier, later, overlaps=(Overlap(0, 1, 0.5),)))
    kept = years.profit(0b11) - years.fairs[0].profit - years.fairs[1].rest
    error = float(followed.std()) / math.sqrt(followed.size)
    near(years.told(kept).mean("profit"), money * float(followed.mean()), money * error)


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"currency": "CHF"}, "currencies_differ", "plans[2]"),
        ({}, "plan_twice", "plans[2]"),
    ],
)
def test_a_year_of_two_currencies_and_a_plan_twice_are_refused(
    change: dict[str, Any], code: str, place: str
) -> None:
    plan = example("regional")
    with pytest.raises(ScenarioError) as refused:
        year_of(plan, plan.with_(**change))
    assert (refused.value.code, refused.value.place) == (code, place)


def test_a_year_has_twelve_fairs_at_most_and_one_at_least() -> None:
    plan = example("regional")
    plans = [plan.with_(name=f"Fair {n}") for n in range(MOST + 1)]
    year_of(*plans[:MOST])
    with pytest.raises(ScenarioError, match="too_many_fairs"):
        year_of(*plans)
    with pytest.raises(ScenarioError, match="no_fairs"):
        played(Year(()), trials=64)
