"""The oracles against each other and against numbers that can be had by hand."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import ndtr, ndtri
from scipy.stats import beta, binom, lognorm, multivariate_normal

from . import exact, independent

PHASES = ("awareness", "orientation", "decision")
STEPS = ("call", "visit", "quote", "order")
UNIT_COSTS: list[dict[str, Any]] = [
    {"label": "gift", "amount": 7.5, "per": "contact"},
    {"label": "phone", "amount": 20, "per": "call"},
    {"label": "travel", "amount": 285, "per": "visit"},
    {"label": "paper", "amount": 60, "per": "quote"},
    {"label": "bonus", "amount": 100, "per": "order"},
]
# call, visit, quote and order share (rows) of the three phases (columns)
SHARES = np.array([[0.2, 0.4, 0.7], [0.3, 0.5, 0.8], [0.5, 0.6, 0.9], [0.2, 0.5, 0.6]])


def phases(awareness: Any, orientation: Any, decision: Any) -> dict[str, Any]:
    """One belief a phase."""
    return {"awareness": awareness, "orientation": orientation, "decision": decision}


def fair(costs: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """An exact scenario: 80 contacts on average, about three orders, 4,400 euro per fair."""
    inputs = {
        "visitors": 400,
        "target_share": 0.5,
        "reach_share": 0.4,
        "mix": phases(1.0, 0.6, 0.4),
        "follow_up_share": 0.8,
        "extra_share": 0.7,
        "order_value": 8000,
        "order_value_spread": 0.8,
        "repeat_factor": 1.5,
        "margin": 0.2,
        "cost_overrun": 1.1,
    }
    inputs |= {f"{step}_share": phases(*row) for step, row in zip(STEPS, SHARES, strict=True)}
    lines = [{"label": "stand", "amount": 3000}, {"label": "hotel", "amount": 1000, "per": "fair"}]
    return {"inputs": inputs | changes, "costs": lines + (costs or [])}


def certain(**changes: Any) -> dict[str, Any]:
    """A scenario in which every visitor orders (all shares 1), with no cost."""
    ones = {f"{step}_share": phases(1, 1, 1) for step in STEPS}
    rest = {"target_share": 1, "reach_share": 1, "follow_up_share": 1, "extra_share": 1}
    money = {"order_value": 100, "repeat_factor": 1, "margin": 1, "cost_overrun": 1}
    document = fair(**(ones | rest | money | {"order_value_spread": 0} | changes))
    return document | {"costs": []}


def assert_chance(hits: Any, chance: float) -> None:
    """The frequency of the hits agrees with the chance within 4 standard errors."""
    error = np.sqrt(chance * (1 - chance) / np.size(hits))
    assert abs(np.mean(hits) - chance) <= 4 * error + 1e-6


def assert_mean(values: Any, mean: float) -> None:
    """The mean of the trials agrees within 4 standard errors."""
    found, error = independent.mean_and_error(values)
    assert abs(found - mean) <= 4 * error


def outcomes(document: dict[str, Any]) -> Iterator[tuple[float, float, float]]:
    """(chance, cost, 0 or 1 extra order) of every way that one visitor can go, by enumeration."""
    inputs, amounts = document["inputs"], dict.fromkeys(("fair", "contact", *STEPS), 0.0)
    for line in document["costs"]:
        amounts[line.get("per", "fair")] += line["amount"]
    total = sum(inputs["mix"].values())
    for phase, reached in product(PHASES, range(9)):
        shares = [inputs["target_share"], inputs["reach_share"], inputs["follow_up_share"]]
        shares += [inputs[f"{step}_share"][phase] for step in STEPS] + [inputs["extra_share"]]
        chance = inputs["mix"][phase] / total * np.prod(shares[:reached])
        chance *= 1 if reached == 8 else 1 - shares[reached]
        passed = {"contact": 2, "call": 4, "visit": 5, "quote": 6, "order": 7}
        cost = sum(amounts[unit] for unit, needed in passed.items() if reached >= needed)
        yield chance, cost, float(reached == 8)


@pytest.mark.parametrize("share", [True, False])
@pytest.mark.parametrize("belief", [[0.03, 0.06, 0.10], [0.2, 0.5, 0.6], [0.1, 0.5, 0.9]])
def test_a_belief_hits_its_percentiles_and_rises(belief: list[float], share: bool) -> None:
    z = np.array([-independent.C, 0.0, independent.C])
    np.testing.assert_allclose(independent.value(belief, share, z), belief, rtol=1e-12)
    assert np.all(np.diff(independent.value(belief, share, np.linspace(-3, 3, 61))) > 0)


def test_a_range_is_lognormal_or_its_probit_is_normal() -> None:
    z = np.array([-2.0, 0.3, 1.7])
    c = ndtri(0.9)
    money = np.exp(np.log(20) + np.log(4) / (2 * c) * z)
    np.testing.assert_allclose(independent.value([10, 40], False, z), money, rtol=1e-12)
    share = ndtr((ndtri(0.1) + ndtri(0.3)) / 2 + (ndtri(0.3) - ndtri(0.1)) / (2 * c) * z)
    np.testing.assert_allclose(independent.value([0.1, 0.3], True, z), share, rtol=1e-12)


def test_a_nearly_symmetric_belief_is_close_to_the_symmetric_one() -> None:
    z = np.linspace(-4, 4, 9)
    straight = independent.value([10, 40], False, z)
    for likely in (20 * (1 - 1e-8), 20.0, 20 * (1 + 1e-8)):
        found = independent.value([10, likely, 40], False, z)
        np.testing.assert_allclose(found, straight, rtol=1e-6)


def test_counted_evidence_has_the_percentiles_of_the_jeffreys_posterior() -> None:
    z = np.array([-independent.C, 0.0, independent.C])
    found = independent.value({"hits": 12, "of": 150}, True, z)
    np.testing.assert_allclose(found, beta(12.5, 138.5).ppf([0.1, 0.5, 0.9]), rtol=1e-9)


def test_two_thirds_of_three_visitors_gives_the_binomial_by_hand() -> None:
    document = certain(visitors=3, extra_share=2 / 3)
    pmf = np.array([1, 6, 12, 8]) / 27
    np.testing.assert_allclose(exact.chain_orders_pmf(document), pmf, rtol=1e-12)
    found = exact.profit_cdf(document, [-1, 50, 150, 250, 350])
    np.testing.assert_allclose(found, [0, *np.cumsum(pmf)], atol=1e-12)


def test_one_certain_order_has_the_lognormal_distribution() -> None:
    document = certain(visitors=1, order_value_spread=0.8)
    points = np.array([-5.0, 20.0, 80.0, 300.0])
    sigma = np.sqrt(np.log(1.64))
    law = lognorm(sigma, scale=100 * np.exp(-(sigma**2) / 2))
    np.testing.assert_allclose(exact.profit_cdf(document, points), law.cdf(points), atol=1e-9)


@pytest.mark.thorough
@pytest.mark.parametrize("spread", [0.1, 0.8, 2.0])
def test_two_certain_orders_are_the_convolution_of_two_lognormals(spread: float) -> None:
    sigma = np.sqrt(np.log1p(spread**2))
    law = lognorm(sigma, scale=100 * np.exp(-(sigma**2) / 2))
    document = certain(visitors=2, order_value_spread=spread)
    for point in (100.0, 190.0, 260.0, 700.0):
        by_hand, _ = quad(
            lambda x, y=point: law.pdf(x) * law.cdf(y - x), 0, point, epsabs=1e-10, limit=500
        )
        # 1e-6 is what the oracle promises
        assert exact.profit_cdf(document, point) == pytest.approx(by_hand, abs=1e-6)


def test_the_exact_distribution_is_that_of_an_enumeration() -> None:
    document = fair(UNIT_COSTS, visitors=3, target_share=0.9, reach_share=0.8, order_value_spread=0)
    one: defaultdict[tuple[float, float], float] = defaultdict(float)
    for chance, cost, order in outcomes(document):
        one[cost, order] += chance
    assert sum(one.values()) == pytest.approx(1, abs=1e-12)
    profits, chances = [], []
    for people in product(one.items(), repeat=3):
        chances.append(np.prod([chance for _, chance in people]))
        orders = sum(order for (_, order), _ in people)
        profits.append(2400 * orders - 4400 - sum(cost for (cost, _), _ in people))
    points = np.arange(-5600.7, 3000, 97)
    by_hand = [np.sum(np.array(chances)[np.array(profits) < point]) for point in points]
    np.testing.assert_allclose(exact.profit_cdf(document, points), by_hand, atol=1e-10)


@pytest.mark.parametrize("costs", [[], UNIT_COSTS], ids=["per fair", "per unit"])
@pytest.mark.parametrize("spread", [0.0, 0.8])
def test_the_simulator_has_the_exact_distribution_of_profit(
    costs: list[dict[str, Any]], spread: float
) -> None:
    document = fair(costs, order_value_spread=spread)
    trials = independent.simulate(document, trials=200_000, seed=11)
    points = np.array([-7001.3, -4400.1, -4300.1, -2000.3, -0.3, 1500.7, 4000.3, 9000.7])
    for point, chance in zip(points, exact.profit_cdf(document, points), strict=True):
        assert_chance(trials["profit"] < point, float(chance))


def test_crediting_every_order_is_the_same_fair_with_extra_share_one() -> None:
    trials = independent.simulate(fair(UNIT_COSTS), trials=200_000, seed=12)
    rosy = fair(UNIT_COSTS, extra_share=1)
    for point in (-5000.0, 0.0, 5000.0):
        chance = float(exact.profit_cdf(rosy, point))
        assert_chance(trials["profit_crediting_all_orders"] < point, chance)


def test_the_simulator_has_the_exact_distribution_of_extra_orders() -> None:
    document = fair()
    orders = independent.simulate(document, trials=200_000, seed=13)["extra_orders"]
    # 80 contacts x 0.8 followed up x 0.7 extra x the mix of the products of four shares
    mean = 80 * 0.8 * 0.7 * (0.5 * 0.006 + 0.3 * 0.06 + 0.2 * 0.3024)
    pmf = exact.chain_orders_pmf(document)
    np.testing.assert_allclose(pmf, binom.pmf(np.arange(401), 400, mean / 400), atol=1e-12)
    for count in range(9):
        assert_chance(orders == count, pmf[count])


def test_the_table_of_orders_and_costs_has_the_means_by_hand() -> None:
    table = exact.joint_pmf(exact.Fair(fair(UNIT_COSTS)))
    orders, ticks = (np.arange(size) for size in table.shape)
    # the greatest common divisor of 7.5, 20, 285, 60 and 100 is 2.5
    spent = 2.5 * float(table.sum(axis=0) @ ticks)
    counts = [80, *(64 * SHARES.cumprod(axis=0) @ [0.5, 0.3, 0.2])]
    by_hand = sum(line["amount"] * n for line, n in zip(UNIT_COSTS, counts, strict=True))
    assert spent == pytest.approx(by_hand, rel=1e-9)
    assert table.sum(axis=1) @ orders == pytest.approx(0.7 * counts[-1], rel=1e-9)
    assert table.sum() == pytest.approx(1, abs=1e-11)


def probit(low: float, high: float) -> tuple[float, float]:
    """a and b of the share Phi(a + b z) with this 10th and 90th percentile."""
    return (ndtri(low) + ndtri(high)) / 2, (ndtri(high) - ndtri(low)) / (2 * ndtri(0.9))


@pytest.mark.parametrize("dependence", [0.0, 0.3, 0.8])
def test_rates_share_one_gaussian_factor(dependence: float) -> None:
    """E[Phi(a + b z) Phi(a' + b' z')] is a bivariate normal probability."""
    rates: dict[str, Any] = {
        "reach_share": [0.1, 0.6],
        "call_share": phases([0.2, 0.9], 1, 1),
        "mix": phases(1, 0, 0),
    }
    document = certain(visitors=1000, **rates) | {"dependence": dependence}
    trials = independent.simulate(document, trials=200_000, seed=14)
    (a, b), (a2, b2) = probit(0.1, 0.6), probit(0.2, 0.9)
    scale, scale2 = np.sqrt(1 + b**2), np.sqrt(1 + b2**2)
    assert_mean(trials["contacts"], 1000 * float(ndtr(a / scale)))
    correlation = dependence * b * b2 / (scale * scale2)
    law = multivariate_normal(cov=[[1, correlation], [correlation, 1]])
    assert_mean(trials["calls"], 1000 * float(law.cdf([a / scale, a2 / scale2])))


def test_phases_share_the_factor_but_nothing_else() -> None:
    """Two phases of one rate are correlated by `dependence`, as any two rates."""
    rates = {"call_share": phases([0.1, 0.6], [0.2, 0.9], 1), "mix": phases(1, 1, 0)}
    document = certain(visitors=2, **rates) | {"dependence": 0.8}
    calls = independent.simulate(document, trials=400_000, seed=20)["calls"]
    (a, b), (a2, b2) = probit(0.1, 0.6), probit(0.2, 0.9)
    scale, scale2 = np.sqrt(1 + b**2), np.sqrt(1 + b2**2)

    def both(x: float, s: float, y: float, t: float, correlation: float) -> float:
        law = multivariate_normal(cov=[[1, correlation], [correlation, 1]])
        return float(law.cdf([x / s, y / t]))

    # both visitors in the first phase, both in the second, or (half the time) one in each
    chance = both(a, scale, a, scale, (b / scale) ** 2) / 4
    chance += both(a2, scale2, a2, scale2, (b2 / scale2) ** 2) / 4
    chance += both(a, scale, a2, scale2, 0.8 * b * b2 / (scale * scale2)) / 2
    assert_chance(calls == 2, chance)


def test_target_and_extra_share_do_not_follow_the_factor() -> None:
    beliefs = {key: [0.1, 0.6] for key in ("target_share", "reach_share", "extra_share")}
    document = certain(visitors=1000, **beliefs) | {"dependence": 0.95}
    trials = independent.simulate(document, trials=200_000, seed=21)
    a, b = probit(0.1, 0.6)
    assert_mean(trials["extra_orders"], 1000 * float(ndtr(a / np.sqrt(1 + b**2))) ** 3)


def test_dependence_is_three_tenths_where_nothing_is_said() -> None:
    document = certain(visitors=50, reach_share=[0.1, 0.6], follow_up_share=[0.1, 0.6])
    silent = independent.simulate(document, trials=1000, seed=22)["orders"]
    spoken = independent.simulate(document | {"dependence": 0.3}, trials=1000, seed=22)["orders"]
    np.testing.assert_array_equal(silent, spoken)


def test_uncertain_money_has_the_means_of_the_lognormal() -> None:
    lines = [{"label": "stand", "amount": [800, 1250]}, UNIT_COSTS[2] | {"amount": [100, 400]}]
    changes: dict[str, Any] = {
        "order_value": [5000, 20_000],
        "repeat_factor": [1, 4],
        "cost_overrun": [0.9, 1.6],
    }
    document = fair(**changes) | {"costs": lines}
    trials = independent.simulate(document, trials=200_000, seed=15)

    def mean(low: float, high: float) -> float:
        sigma = np.log(high / low) / (2 * ndtri(0.9))
        return float(np.sqrt(low * high) * np.exp(sigma**2 / 2))

    orders = float(np.arange(401) @ exact.chain_orders_pmf(fair()))
    visits = 64 * (0.5 * 0.06 + 0.3 * 0.2 + 0.2 * 0.56)
    assert_mean(trials["revenue"], orders * mean(5000, 20_000) * mean(1, 4))
    assert_mean(trials["costs"], mean(0.9, 1.6) * mean(800, 1250) + visits * mean(100, 400))


def test_staff_limits_the_contacts_and_the_rest_is_unserved() -> None:
    staff = {"staff": 2, "days": 3, "hours_per_day": 5, "contacts_per_hour": 2.55}
    trials = independent.simulate(certain(visitors=100, **staff), trials=10, seed=16)
    assert np.all(trials["contacts"] == 76)
    assert np.all(trials["unserved"] == 24)
    assert np.all(trials["profit"] == 7600)


def test_money_and_people_add_up_in_every_trial() -> None:
    uncertain = {"visitors": [300, 400, 600], "call_share": phases([0.1, 0.3], 0.4, [0.5, 0.9])}
    document = fair(UNIT_COSTS, **uncertain, margin=[0.1, 0.2, 0.25])
    out = independent.simulate(document, trials=20_000, seed=17)
    chain = ["visitors", "target_visitors", "stand_visitors", "contacts", "followed_up", "calls"]
    chain += ["visits", "quotes", "orders", "extra_orders"]
    for before, after in pairwise(chain):
        assert np.all(out[after] <= out[before])
    units = [(line["amount"], independent.UNITS[line["per"]]) for line in UNIT_COSTS]
    spent = 4400 + sum(amount * out[stage] for amount, stage in units)
    np.testing.assert_allclose(out["costs"], spent, rtol=1e-12)
    np.testing.assert_allclose(out["profit"], out["revenue"] * out["margin"] - spent, atol=1e-8)
    np.testing.assert_array_equal(out["roi"], out["profit"] / out["costs"])
    assert np.all(out["profit_crediting_all_orders"] >= out["profit"])


def test_the_same_seed_gives_the_same_trials() -> None:
    first, second = (independent.simulate(fair(), trials=100, seed=0) for _ in range(2))
    for name, values in first.items():
        np.testing.assert_array_equal(values, second[name])


def test_quantile_errors_agree_with_the_normal_theory() -> None:
    """The p quantile has standard error sqrt(p (1 - p) / n) / density."""
    values = np.random.default_rng(18).standard_normal(320_000)
    for level in (0.1, 0.5, 0.9):
        found, error = independent.quantile_and_error(values, level)
        theory = np.sqrt(level * (1 - level) / values.size) * np.sqrt(2 * np.pi)
        theory *= np.exp(ndtri(level) ** 2 / 2)
        assert abs(found - ndtri(level)) <= 4 * theory
        # an error from 32 batches is itself uncertain by a factor 1 / sqrt(62)
        assert abs(error / theory - 1) <= 4 / np.sqrt(62)


def test_the_figures_are_those_of_a_handful_of_trials() -> None:
    document = certain(visitors=2) | {"costs": [{"label": "stand", "amount": 250}]}
    trials = independent.simulate(document, trials=64, seed=19)
    found = independent.figures(trials, {"revenue": 200, "margin": 1})
    assert found["chance_covering_costs"] == (0, 0)
    assert found["chance_goal"] == (1, 0)
    assert found["profit.p10"] == found["profit.typical_loss"] == (-50, 0)
    assert np.isnan(found["profit.typical_gain"][0])
    assert found["roi.mean"] == pytest.approx((-0.2, 0))
    assert found["stages.extra_orders.p90"] == (2, 0)
    assert "chance_goal" not in independent.figures(trials, None)


def test_break_even_of_ten_thousand_at_ten_percent_is_a_hundred_thousand() -> None:
    document = certain(visitors=100, margin=0.1, order_value=4000, repeat_factor=1.25)
    document["costs"] = [{"label": "all", "amount": 10_000}]
    found = independent.break_even(document)
    assert found == pytest.approx({"revenue": 100_000, "orders": 20})


def test_the_best_guess_is_what_a_calculator_says() -> None:
    staff = {"staff": 1, "days": 1, "hours_per_day": 10, "contacts_per_hour": 7.55}
    wide = {"margin": [0.1, 0.2, 0.4], "order_value": [4000, 16_000], "repeat_factor": [1, 1.5, 3]}
    found = independent.best_guess(fair([UNIT_COSTS[2]], **staff, **wide))
    # 75.5 contacts, 0.8 followed up, phases 0.5, 0.3, 0.2; every product by hand
    orders = 60.4 * (0.5 * 0.006 + 0.3 * 0.06 + 0.2 * 0.3024)
    costs = 1.1 * 4000 + 285 * 60.4 * (0.5 * 0.06 + 0.3 * 0.2 + 0.2 * 0.56)
    by_hand = {
        "stand_visitors": 80,
        "contacts": 75.5,
        "followed_up": 60.4,
        "calls": 60.4 * (0.5 * 0.2 + 0.3 * 0.4 + 0.2 * 0.7),
        "visits": 60.4 * 0.202,
        "quotes": 60.4 * (0.5 * 0.03 + 0.3 * 0.12 + 0.2 * 0.504),
        "orders": orders,
        "extra_orders": 0.7 * orders,
        "revenue": 0.7 * orders * 12_000,
        "costs": costs,
        "income": 0,
        "profit": 0.7 * orders * 2400 - costs,
        "roi": 0.7 * orders * 2400 / costs - 1,
        "profit_crediting_all_orders": orders * 2400 - costs,
    }
    assert found == pytest.approx(by_hand)


@pytest.mark.parametrize("changes", [{"margin": [0.1, 0.2]}, {"staff": 2}])
def test_the_exact_oracle_refuses_what_it_cannot_do(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"exact|staff"):
        exact.profit_cdf(fair(**changes), 0.0)
