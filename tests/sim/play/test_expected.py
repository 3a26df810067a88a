"""The simulation against what can be known without it (model, section 6), and against the plain
simulator and the exact distribution that were written apart from it.

Long because it mirrors one module.
"""

from __future__ import annotations

import copy
import math
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from scipy import integrate, optimize, special, stats

from sim import Counted, Exact, Range, Result, Scale, Scenario, simulate
from sim.plan.document import from_document
from sim.plan.funnel import PER, PHASES, SIZE, STAGES
from sim.plan.parameters import BY_KEY, PATHS, gone_with
from sim.play import expected
from tests.oracles import exact, independent
from tests.sim.made_up import (
    FAIRS,
    ODD,
    PER_UNIT,
    agree,
    agrees,
    certain_document,
    document,
    exact_document,
    fair,
)

TRIALS = 32_768
KEYS = [*STAGES, "revenue", "contribution", "costs", "income", "profit"]


def free(raw: dict[str, Any]) -> dict[str, Any]:
    """The document without a staff limit."""
    out = copy.deepcopy(raw)
    for parameter in gone_with("staff"):
        out["inputs"].pop(parameter.key, None)
    return out


def wide() -> dict[str, Any]:
    """Ranges of every shape, few people, so that rounding and luck show."""
    out = free(ODD)
    out["inputs"] |= {"visitors": [20, 30, 90], "reach_share": [0.3, 0.6, 0.7]}
    return out


MADE_UP: dict[str, dict[str, Any]] = {
    "odd": free(ODD),
    "few people": wide(),
    "exact": exact_document(PER_UNIT),
    "everybody orders": certain_document(),
}


# Means.


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("dependence", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("name", [*FAIRS, *MADE_UP])
def test_the_average_of_the_simulation_is_the_exact_mean(name: str, dependence: float) -> None:
    raw = document(name) if name in FAIRS else MADE_UP[name]
    scenario = from_document(free(raw)).with_(dependence=dependence)
    known = expected.means(scenario)
    assert set(known) == set(KEYS)
    result = simulate(scenario, trials=TRIALS, seed=3)
    for key in KEYS:
        assert agrees(result.mean(key), known[key]), key


def invented(seed: int) -> Scenario:
    """Beliefs of every form, at random, none so wide that its average rests on rare trials."""
    rng = np.random.default_rng(seed)

    def share() -> Any:
        low = rng.uniform(0.1, 0.5)
        points = [low, low + rng.uniform(0.05, 0.15), low + rng.uniform(0.2, 0.45)]
        of = int(rng.integers(4, 60))
        counted = {"hits": int(rng.integers(1, of)), "of": of}
        return [points, points[::2], points[1], counted][rng.integers(4)]

    def positive(size: float) -> Any:
        points = [size, size * rng.uniform(1.05, 1.4), size * rng.uniform(1.5, 2.5)]
        return [points, points[::2], points[1]][rng.integers(3)]

    def phases() -> dict[str, Any]:
        return {phase: share() for phase in PHASES}

    raw = certain_document(
        visitors=positive(rng.uniform(30, 3000)),
        **{key: share() for key in ("target_share", "reach_share", "follow_up_share")},
        **{key: phases() for key in ("call_share", "visit_share", "quote_share", "order_share")},
        mix=phases(),
        extra_share=share(),
        margin=share(),
        order_value=positive(9000),
        repeat_factor=positive(1),
        cost_overrun=positive(0.8),
        order_value_spread=rng.uniform(0, 1.5),
        area=rng.uniform(1, 90),
    )
    pers = [per for per in PER if "staff" not in SIZE.get(per, ())]
    costs = [{"label": "line", "amount": positive(rng.uniform(1, 900)), "per": per} for per in pers]
    return from_document(raw | {"costs": costs, "dependence": rng.uniform(0, 0.95)})


@pytest.mark.parametrize("seed", range(8))
def test_the_average_of_an_invented_fair_is_the_exact_mean(seed: int) -> None:
    scenario = invented(seed)
    known = expected.means(scenario)
    result = simulate(scenario, trials=TRIALS, seed=seed)
    for key in KEYS:
        assert agrees(result.mean(key), known[key]), key


def test_the_means_of_a_single_counted_phase_are_those_of_that_phase() -> None:
    """Two phases do not exist: whatever the third share is, everybody is in it."""
    raw = certain_document(mix={"awareness": 0, "orientation": 0, "decision": 0.5})
    counted = raw["inputs"]["mix"] | {"decision": {"hits": 0, "of": 1}}
    other = certain_document(mix=counted)
    assert expected.means(from_document(other)) == expected.means(from_document(raw))


def test_with_a_staff_limit_only_the_stages_before_it_have_a_closed_form() -> None:
    known = expected.means(fair("national"))
    assert set(known) == {"visitors", "target_visitors", "stand_visitors"}
    result = simulate(fair("national"), trials=TRIALS)
    for key, mean in known.items():
        assert agrees(result.mean(key), mean)


def test_two_dependent_rates_have_the_mean_of_a_bivariate_normal() -> None:
    """E[Phi(a + b z) Phi(a' + b' z')] is the chance that two correlated normals are below."""
    raw = certain_document(visitors=1000, reach_share=[0.2, 0.5], follow_up_share=[0.3, 0.8])
    scenario = from_document(raw).with_(dependence=0.9)
    low, high = (np.asarray(stats.norm.ppf(ends)) for ends in ([0.2, 0.3], [0.5, 0.8]))
    a, b = (low + high) / 2, (high - low) / (2 * stats.norm.ppf(0.9))
    scale = np.sqrt(1 + b**2)
    correlation = 0.9 * b[0] * b[1] / (scale[0] * scale[1])
    law = stats.multivariate_normal(cov=[[1, correlation], [correlation, 1]])
    known = expected.means(scenario)
    assert known["contacts"] == pytest.approx(1000 * stats.norm.cdf(a[0] / scale[0]), rel=1e-9)
    assert known["followed_up"] == pytest.approx(1000 * law.cdf(a / scale), rel=1e-6)


def test_a_dependent_chain_has_the_mean_of_a_double_integral() -> None:
    """Orders by adaptive quadrature over W of products of integrals over each own normal."""
    raw = certain_document(
        visitors=1000,
        reach_share=[0.1, 0.3, 0.4],
        order_share={phase: {"hits": 3, "of": 9} for phase in PHASES},
    )
    scenario = from_document(raw).with_(dependence=0.6)
    reach, order = scenario.inputs["reach_share"], scenario.inputs["order_share.decision"]

    def rate(belief: Any, w: float) -> float:
        def weighted(e: float) -> float:
            z = np.array(math.sqrt(0.6) * w + math.sqrt(0.4) * e)
            return float(belief.quantile(z)) * stats.norm.pdf(e)

        return float(integrate.quad(weighted, -9, 9, epsabs=1e-10)[0])

    points, weights = np.polynomial.legendre.leggauss(60)
    w, weights = 8 * points, 8 * weights * stats.norm.pdf(8 * points)
    mean = 1000 * sum(
        weight * rate(reach, at) * rate(order, at) for at, weight in zip(w, weights, strict=True)
    )
    assert expected.means(scenario)["orders"] == pytest.approx(mean, rel=1e-6)


@pytest.mark.parametrize(
    "belief",
    [
        Exact(17.5),
        Exact(16.5),
        Range(0.2, 3),
        Range(4, 30, 12),
        Range(900, 1200),
        Range(4, 30, 5),
    ],
    ids=str,
)
def test_visitors_are_rounded_and_their_mean_too(belief: Any) -> None:
    scenario = from_document(certain_document()).with_(inputs={"visitors": belief})
    if isinstance(belief, Exact):
        mean = float(np.rint(belief.value))
    else:  # sum over k of k P(k - 1/2 < x < k + 1/2)
        k = np.arange(200_000)
        below = stats.norm.cdf(belief.z(k + 0.5))
        mean = float((k * np.diff(below, prepend=0.0)).sum())
    assert expected.means(scenario)["visitors"] == pytest.approx(mean, rel=1e-6)
    assert agrees(simulate(scenario, trials=TRIALS).mean("visitors"), mean)


# The single-number calculation, by plain arithmetic on the file.


def likely(raw: dict[str, Any]) -> dict[str, Any]:
    """The likely value of every input of a file; those that have phases as they stand there."""
    found = raw["inputs"].items()
    return {key: value[1] if isinstance(value, list) else value for key, value in found}


def by_the_moment(stand: float, capacity: float, rush: float) -> float:
    """Those who are served where visitors come in two peaks: the rate of the day (model, section
    8) by adaptive quadrature, as far as the stand can serve it."""
    wanted = math.log(rush)
    k = optimize.brentq(lambda k: k - math.log(special.i0(k)) - wanted, 1e-9, 50, xtol=1e-14)

    def serves(theta: float) -> float:
        come = stand * math.exp(k * math.cos(theta)) / special.i0(k)
        return min(come, capacity)

    edge = (math.log(capacity / stand) + math.log(special.i0(k))) / k  # cosine, where it is full
    kinks = [math.acos(edge)] if abs(edge) < 1 else None
    served = integrate.quad(serves, 0, math.pi, points=kinks, epsabs=0, epsrel=1e-13)[0]
    return float(served) / math.pi


def people_by_hand(one: dict[str, Any]) -> dict[str, float]:
    """Whoever comes to the fair and goes on from there, stage by stage."""
    stand = one["visitors"] * one["target_share"] * one["reach_share"]
    capacity = one["staff"] * one["days"] * one["hours_per_day"] * one["contacts_per_hour"]
    contacts = by_the_moment(stand, capacity, one["rush"])
    followed_up = calls = visits = quotes = orders = 0.0
    mix = sum(one["mix"][phase][1] for phase in PHASES)
    for phase in PHASES:
        people = contacts * one["mix"][phase][1] / mix * one["follow_up_share"]
        followed_up += people
        people *= one["call_share"][phase][1]
        calls += people
        people *= one["visit_share"][phase][1]
        visits += people
        people *= one["quote_share"][phase][1]
        quotes += people
        people *= one["order_share"][phase][1]
        orders += people
    return {
        "visitors": one["visitors"],
        "target_visitors": one["visitors"] * one["target_share"],
        "stand_visitors": stand,
        "contacts": contacts,
        "unserved": stand - contacts,
        "followed_up": followed_up,
        "calls": calls,
        "visits": visits,
        "quotes": quotes,
        "orders": orders,
        "extra_orders": orders * one["extra_share"],
    }


def costs_by_hand(raw: dict[str, Any], one: dict[str, Any], visits: float) -> float:
    fixed = sum(line["amount"] for line in raw["costs"] if line.get("per", "fair") == "fair")
    fixed += sum(line["amount"] * one["area"] for line in raw["costs"] if line.get("per") == "m2")
    visit = sum(line["amount"][1] for line in raw["costs"] if line.get("per") == "visit")
    return float(one["cost_overrun"] * fixed + visit * visits)


@pytest.mark.parametrize("name", FAIRS)
def test_the_best_guess_is_what_a_calculator_says(name: str) -> None:
    raw = document(name)
    one, guess = likely(raw), expected.best_guess(fair(name))
    people = people_by_hand(one)
    assert guess.stages == pytest.approx(people, rel=1e-12)

    costs = costs_by_hand(raw, one, people["visits"])
    value = one["order_value"] * one["repeat_factor"]
    revenue = people["extra_orders"] * value
    profit = revenue * one["margin"] - costs
    found = (guess.revenue, guess.costs, guess.profit, guess.roi, guess.contribution)
    by_hand = (revenue, costs, profit, profit / costs, revenue * one["margin"])
    assert found == pytest.approx(by_hand, rel=1e-12)
    assert guess.profit_crediting_all_orders == pytest.approx(
        people["orders"] * value * one["margin"] - costs, rel=1e-12
    )
    assert guess.break_even_revenue == pytest.approx(costs / one["margin"], rel=1e-12)
    assert guess.break_even_orders == pytest.approx(costs / one["margin"] / value, rel=1e-12)


def test_the_best_guess_of_a_range_is_its_middle_on_its_own_line() -> None:
    raw = certain_document(
        visitors=1000,
        target_share=[0.1, 0.3],
        order_value=[100, 400],
        order_share={phase: {"hits": 12, "of": 150} for phase in PHASES},
    )
    middle = stats.norm.cdf((stats.norm.ppf(0.1) + stats.norm.ppf(0.3)) / 2)
    jeffreys = stats.beta(12.5, 138.5).median()
    guess = expected.best_guess(from_document(raw))
    assert guess.stages["orders"] == pytest.approx(1000 * middle * jeffreys, rel=1e-9)
    assert guess.revenue == pytest.approx(1000 * middle * jeffreys * 200, rel=1e-9)  # sqrt(100 400)


def test_ten_thousand_at_ten_percent_asks_for_a_hundred_thousand() -> None:
    raw = certain_document(margin=0.1, order_value=4000, repeat_factor=1.25)
    raw["costs"] = [{"label": "all", "amount": 10_000}]
    guess = expected.best_guess(from_document(raw))
    assert guess.break_even_revenue == pytest.approx(100_000)  # model, section 1
    assert guess.break_even_orders == pytest.approx(20)  # 100,000 / (4,000 x 1.25)


def test_a_best_guess_that_would_divide_by_nothing_says_so() -> None:
    free_of_cost = expected.best_guess(from_document(certain_document()))
    assert free_of_cost.roi is None
    assert free_of_cost.break_even_revenue == 0
    raw = certain_document(margin=0) | {"costs": [{"label": "all", "amount": 10_000}]}
    assert expected.best_guess(from_document(raw)).break_even_revenue == math.inf
    raw = certain_document(order_value=0) | {"costs": [{"label": "all", "amount": 10_000}]}
    assert expected.best_guess(from_document(raw)).break_even_orders == math.inf


# With every input exact the whole distribution is known.


def test_a_chain_of_binomials_is_one_binomial() -> None:
    raw = exact_document()
    result = simulate(from_document(raw), trials=TRIALS, seed=5)
    pmf = exact.chain_orders_pmf(raw)
    # 800 x 0.5 x 0.4 x 0.8 x (mix x shares of each phase) x 0.7
    by_hand = 128 * 0.7 * (0.5 * 0.003 + 0.3 * 0.036 + 0.2 * 0.2016)
    assert pmf @ np.arange(pmf.size) == pytest.approx(by_hand, rel=1e-12)
    for count in np.flatnonzero(pmf > 0.002):
        assert agrees(result.chance(result["extra_orders"] == count), pmf[count]), count
    assert agrees(result.chance_no_orders, pmf[0])


CHANCES = {"visits": 0.202, "orders": 0.05262}  # mix x the shares that lead there, by phase


@pytest.mark.parametrize("stage", CHANCES)
def test_every_stage_is_one_binomial(stage: str) -> None:
    result = simulate(from_document(exact_document()), trials=TRIALS, seed=6)
    # 800 visitors, each with chance 0.5 x 0.4 x 0.8 x that of her phase
    law = stats.binom(800, 0.16 * CHANCES[stage])
    for count in range(800):
        if 0.02 < law.cdf(count) < 0.98:
            assert agrees(result.chance(result[stage] <= count), law.cdf(count)), count


@pytest.mark.parametrize("spread", [0, 0.8])
@pytest.mark.parametrize("costs", [[], PER_UNIT], ids=["per fair", "per unit"])
def test_profit_has_its_exact_distribution(costs: list[dict[str, Any]], spread: float) -> None:
    raw = exact_document(costs, order_value_spread=spread)
    result = simulate(from_document(raw), trials=TRIALS, seed=7)
    # between the atoms of spread 0: 6,000 per fair, 2,400 an order, costs in steps of 2.50
    points = np.array([-17_001.3, -9_000.7, -6_000.1, -3_000.7, 0.9, 1_500.7, 5_000.3, 9_000.7])
    for point, chance in zip(points, exact.profit_cdf(raw, points), strict=True):
        assert agrees(result.chance(result["profit"] < point), chance), point


def test_crediting_every_order_is_the_same_fair_with_extra_share_1() -> None:
    raw = exact_document(PER_UNIT)
    result = simulate(from_document(raw), trials=TRIALS, seed=8)
    rosy = exact_document(PER_UNIT, extra_share=1)
    for point in (-8000.3, 0.9, 5000.3):
        chance = float(exact.profit_cdf(rosy, point))
        assert agrees(result.chance(result["profit_crediting_all_orders"] < point), chance)
    covers = 1 - float(exact.profit_cdf(rosy, 0.0))
    assert agrees(result.chance_crediting_all_orders, covers)
    assert agrees(result.chance_covering_costs, 1 - float(exact.profit_cdf(raw, 0.0)))


@pytest.mark.parametrize("rate", [0.75, 2.55, 2.875, 3.2])
def test_contacts_are_the_smaller_of_a_binomial_and_the_capacity(rate: float) -> None:
    team: dict[str, Any] = {"staff": 2.5, "days": 3, "hours_per_day": 8, "contacts_per_hour": rate}
    raw = exact_document(**team)
    result = simulate(from_document(raw), trials=TRIALS, seed=9)
    capacity = math.floor(60 * rate)  # 2.5 people x 3 days x 8 hours
    law = stats.binom(800, 0.2)  # 0.5 x 0.4 of 800 come to the stand
    k = np.arange(801)
    mean = float(law.pmf(k) @ np.minimum(k, capacity))
    assert agrees(result.mean("contacts"), mean)
    assert agrees(result.mean("unserved"), float(law.pmf(k) @ np.maximum(k - capacity, 0)))
    assert agrees(result.chance_stand_full, float(law.sf(capacity)))
    assert result["contacts"].max() <= capacity


def test_nobody_is_spoken_to_without_staff() -> None:
    raw = exact_document(staff=0, days=3, hours_per_day=8, contacts_per_hour=3)
    result = simulate(from_document(raw), trials=640)
    assert (result["contacts"] == 0).all()
    assert (result["unserved"] == result["stand_visitors"]).all()
    assert result.chance_no_orders.value == 1


# Against the plain simulator.


@lru_cache
def plain(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    raw = ODD if name == "odd" else document(name)
    trials = independent.simulate(raw, trials=60_000, seed=21)
    return trials, independent.figures(trials, raw.get("goal"))


@lru_cache
def ours(name: str) -> Result:
    raw = ODD if name == "odd" else document(name)
    return simulate(from_document(raw), trials=TRIALS, seed=22)


NAMES = pytest.mark.parametrize("name", [*FAIRS, "odd"])
MONEY = ["profit", "revenue", "costs", "contribution", "roi"]


@NAMES
def test_the_chances_are_those_of_the_plain_simulator(name: str) -> None:
    _, figures = plain(name)
    for key in ("covering_costs", "crediting_all_orders", "no_orders", "goal"):
        found = getattr(ours(name), f"chance_{key}")
        assert agree(found, figures[f"chance_{key}"]), key


@NAMES
@pytest.mark.parametrize("key", [*MONEY, *STAGES])
def test_means_and_distribution_are_those_of_the_plain_simulator(name: str, key: str) -> None:
    trials, figures = plain(name)
    result = ours(name)
    prefix = "" if key in MONEY else "stages."
    assert agree(result.mean(key), figures[f"{prefix}{key}.mean"])
    # the share of trials up to a point: for counts a quantile would only jump
    for share in (0.1, 0.5, 0.9):
        point = result.quantile(key, share).value
        found = result.chance(result[key] <= point + 1e-9 * abs(point))
        other = independent.mean_and_error(trials[key] <= point + 1e-9 * abs(point))
        assert agree(found, other), (share, point)


@NAMES
@pytest.mark.parametrize("key", ["profit", "revenue", "costs"])
def test_money_has_the_percentiles_of_the_plain_simulator(name: str, key: str) -> None:
    _, figures = plain(name)
    for percent in (10, 50, 90):
        found = ours(name).quantile(key, percent / 100)
        assert agree(found, figures[f"{key}.p{percent}"]), percent


@NAMES
def test_typical_gain_and_loss_are_those_of_the_plain_simulator(name: str) -> None:
    _, figures = plain(name)
    for key in ("typical_gain", "typical_loss"):
        found = getattr(ours(name), key)
        assert agree(found, figures[f"profit.{key}"]), key


@pytest.mark.parametrize("dependence", [0.0, 0.9])
def test_dependence_makes_a_difference_and_the_same_as_in_the_plain_simulator(
    dependence: float,
) -> None:
    raw = document("national") | {"dependence": dependence}
    trials = independent.simulate(raw, trials=60_000, seed=23)
    result = simulate(from_document(raw), trials=TRIALS, seed=24)
    for key in ("orders", "profit"):
        other = independent.mean_and_error(trials[key])
        assert agree(result.mean(key), other)
        apart = (result[key] - other[0]) ** 2
        deviation = result.measured(apart, lambda x: float(x.mean()))
        assert agree(deviation, independent.mean_and_error((trials[key] - other[0]) ** 2))


def test_the_belief_of_every_path_is_read_by_both_simulators_alike() -> None:
    """So that a key that one of them overlooks cannot go unnoticed."""
    scenario = from_document(ODD)
    # the peaks stand in the fairs that both play; of hours and months the plain one knows nothing
    together = {*scenario.inputs, *fair("national").inputs} - set(BY_KEY["months_to_order"].paths)
    unknown = {"months_to_order", "follow_up_hours", "hours_per_follow_up", "hours_per_call"}
    unknown |= {"hours_per_visit", "hours_per_quote"}
    assert together == {path for path, p in PATHS.items() if p.key not in unknown}
    assert set(scenario.inputs) == together - {"rush"}
    assert isinstance(scenario.inputs["extra_share"], Counted)
    assert scenario.inputs["extra_share"].scale is Scale.SHARE
