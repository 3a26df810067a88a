"""The value of information: held against closed forms, a nested calculation and a table."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from sim import CostLine, Exact, Range, Result, Scenario, simulate
from sim.draws.streams import REPLICATES
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, example, loads
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS, exactly
from sim.play.expected import means
from sim.why.choosing import Choosing, Groups, chosen
from sim.why.information import (
    Information,
    full_value,
    information,
    information_between,
    partial_value,
)
from sim.why.luck import expected_profit
from tests.sim.made_up import agrees, certain_document, exact_document, fair, scenarios

REFERENCE = Path(__file__).parents[2] / "reference" / "fairs"
TRIALS = 16_384
GROUPS: Groups = [slice(a, a + TRIALS // 32) for a in range(0, TRIALS, TRIALS // 32)]


def unit_normal_loss(u: float) -> float:
    """psi(u) = phi(u) - u Phi(-u); Raiffa and Schlaifer 1961, Applied Statistical Decision Theory,
    5.3.2: the expected value of knowing a normal profit is sigma psi(|mean| / sigma)."""
    return float(stats.norm.pdf(u) - u * stats.norm.cdf(-u))


def normals(count: int, seed: int = 1) -> Array:
    """Independent standard normals, shape (count, TRIALS)."""
    return np.random.default_rng(seed).standard_normal((count, TRIALS))


def played(scenario: Scenario, trials: int = 4096, seed: int = 1) -> Result:
    return simulate(scenario, trials=trials, seed=seed, detail=True)


def worths(found: Information) -> dict[str, float]:
    return {worth.path: worth.value.value for worth in found.inputs}


# Arrays, and what is known of them


@pytest.mark.parametrize(("u", "loss"), [(0.0, 0.3989), (0.5, 0.1978), (1.0, 0.08332)])
def test_knowing_a_normal_profit_is_worth_what_the_table_says(u: float, loss: float) -> None:
    """The losses: table of the unit normal loss integral, Raiffa and Schlaifer 1961, table IV."""
    assert unit_normal_loss(u) == pytest.approx(loss, abs=5e-5)
    for sign in (-1, 1):
        profit = 1000 * (sign * u + normals(1)[0])
        assert agrees(full_value(profit, GROUPS), 1000 * unit_normal_loss(u))
        assert agrees(partial_value(profit, profit, GROUPS), 1000 * unit_normal_loss(u))


@pytest.mark.parametrize("mean", [-4000.0, -1000.0, 3000.0])
@pytest.mark.parametrize("slope", [-5000.0, 2000.0, 9000.0])
def test_of_a_linear_profit_each_part_is_worth_its_closed_form(mean: float, slope: float) -> None:
    """E[profit | x] is normal with sigma = |slope|, so that its value is the loss integral; x
    itself may be any rising function of its normal."""
    z, rest, noise = normals(3)
    profit = mean + slope * z + 6000 * rest + 4000 * noise
    value = abs(slope) * unit_normal_loss(abs(mean / slope))
    for x in (z, np.exp(z), stats.norm.cdf(z - 1)):
        assert agrees(partial_value(profit, x, GROUPS), value)


def test_what_moves_together_tells_of_each_other() -> None:
    """x has correlation r with z and no effect of its own: E[profit | x] = mean + slope r x."""
    z, other = normals(2)
    x = 0.6 * z + 0.8 * other
    profit = -1000 + 5000 * z
    assert agrees(partial_value(profit, x, GROUPS), 3000 * unit_normal_loss(1 / 3))


def test_a_bent_curve_is_worth_its_integral() -> None:
    """Profit c - z^2: going pays in the middle only. E[max(c - z^2, 0)] over |z| < sqrt(c)."""
    z, noise = normals(2)
    c = 0.5
    edge = math.sqrt(c)
    inside = 2 * stats.norm.cdf(edge) - 1
    middle = (c - 1) * inside + 2 * edge * stats.norm.pdf(edge)  # E[z^2; |z| < e] by parts
    assert agrees(partial_value(c - z**2 + noise, z, GROUPS), middle)


def test_a_count_of_few_values_is_worth_the_sum_over_them() -> None:
    z, noise = normals(2)
    x = np.searchsorted(stats.norm.ppf([0.5, 0.8]), z)  # 0, 1, 2 with 5, 3 and 2 chances in 10
    profit = np.array([-3.0, 1.0, 2.0])[x] + noise
    assert agrees(partial_value(profit, x, GROUPS), 0.3 * 1.0 + 0.2 * 2.0)  # alone it is -0.8


@pytest.mark.parametrize("mean", [-500.0, 20.0, 500.0])
def test_what_has_no_effect_is_worth_nothing_within_its_error(mean: float) -> None:
    x, noise = normals(2)
    found = partial_value(mean + 1000 * noise, x, GROUPS)
    assert found.value <= 4 * found.error


def test_noise_is_not_taken_for_something_to_know() -> None:
    """Going and staying are equally good and x says nothing. What a curve earns on other trials
    is below 0, and so 0, about as often as above; on its own trials it would always earn."""
    draws = np.random.default_rng(1).standard_normal((64, 2, 1024))
    groups = [slice(a, a + 32) for a in range(0, 1024, 32)]
    found = [partial_value(noise, x, groups).value for x, noise in draws]
    assert np.count_nonzero(found) <= 64 / 2 + 4 * math.sqrt(64 / 4)


def test_what_never_varies_is_worth_exactly_nothing() -> None:
    found = partial_value(normals(1)[0], np.ones(TRIALS), GROUPS)
    assert (found.value, found.error) == (0.0, 0.0)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("low", "likely", "high"), [(10_000, 12_000, 150_000), (4_000, 5_000, 100_000)]
)
def test_under_long_tails_an_order_value_is_worth_what_brute_force_says_on_every_seed(
    low: float, likely: float, high: float
) -> None:
    """The profit of the regional fair is linear in the order value, which is independent of all
    else: two runs with it exact give the line, and many quantiles its average above 0."""
    plan = loads((REFERENCE / "regional.toml").read_text("utf-8"))
    belief = Range(low, high, likely)
    ends = [
        float(expected_profit(played(plan.with_(inputs={"order_value": Exact(x)}), 131_072)).mean())
        for x in (0.0, 10_000.0)
    ]
    z = stats.norm.ppf((np.arange(2**19) + 0.5) / 2**19)
    profits = ends[0] + (ends[1] - ends[0]) * belief.quantile(z) / 10_000
    value = float(np.maximum(profits, 0).mean() - max(profits.mean(), 0))
    for seed in range(1, 11):
        result = played(plan.with_(inputs={"order_value": belief}), 8192, seed)
        found = {worth.path: worth.value.value for worth in information(result).inputs}
        assert found["order_value"] == pytest.approx(value, rel=0.1)
        assert max(found, key=lambda path: found[path]) == "order_value"


def test_the_good_or_bad_fair_is_worth_knowing_and_no_input_borrows_from_it() -> None:
    """Only the reach share is uncertain: what its own part and W are worth is a sum over a grid."""
    d = 0.5
    document = certain_document(visitors=1000, reach_share=[0.02, 0.1, 0.3])
    plan = from_document(document).with_(costs=(CostLine("stand", Exact(12_000.0)),), dependence=d)
    grid = stats.norm.ppf((np.arange(2000) + 0.5) / 2000)
    share = plan.inputs["reach_share"].quantile(
        math.sqrt(d) * grid[:, None] + math.sqrt(1 - d) * grid
    )
    profit = 1e5 * share - 12_000
    found = information(played(plan, TRIALS))
    now = max(float(profit.mean()), 0.0)
    (own,) = found.inputs
    assert found.good_fair is not None
    assert agrees(own.value, float(np.maximum(profit.mean(axis=0), 0).mean()) - now)
    assert agrees(found.good_fair.value, float(np.maximum(profit.mean(axis=1), 0).mean()) - now)
    assert agrees(found.everything, float(np.maximum(profit, 0).mean()) - now)
    assert information(played(plan.with_(dependence=0.0), 256)).good_fair is None


def test_several_known_numbers_tell_more_than_one_and_a_fee_is_a_choice_too() -> None:
    """Profit -m + a x + b y: known together its deviation is sqrt(a2 + b2); cancelling costs 1."""
    x, y, noise = normals(3)
    profit = -2 + 3 * x + 4 * y + 2 * noise
    fee = np.full(TRIALS, -1.0)
    choices = np.stack([fee, profit], axis=1)
    both = Choosing(choices, GROUPS).gain(np.stack([x, y], axis=1))
    assert agrees(both, 5 * unit_normal_loss(1 / 5))
    assert agrees(Choosing(choices, GROUPS).gain(x), 3 * unit_normal_loss(1 / 3))
    taken = chosen(choices, np.stack([x, y], axis=1), GROUPS)
    assert np.mean(taken == (-2 + 3 * x + 4 * y > -1)) > 0.98


def test_an_answer_that_cannot_change_the_decision_is_worth_exactly_nothing() -> None:
    z, noise = normals(2)
    for sign in (-1, 1):
        found = partial_value(sign * 10.0 + z + 3 * noise, z, GROUPS)
        assert (found.value, found.error) == (0.0, 0.0)


def test_choosing_between_two_plans_that_both_pay_is_worth_the_loss_of_their_difference() -> None:
    z, other, noise = normals(3)
    plans = np.stack([100 + 3 * z + other, 101 - z + noise], axis=1)
    assert agrees(partial_value(plans, z, GROUPS), 4 * unit_normal_loss(1 / 4))
    sigma = math.sqrt(4**2 + 1 + 1)  # of the difference, when everything is known
    assert agrees(full_value(plans, GROUPS), sigma * unit_normal_loss(1 / sigma))


def test_with_home_there_are_three_ways_to_go() -> None:
    """Plans z and -z: one of them always pays, E[max(z, -z, 0)] = E|z| = sqrt(2 / pi)."""
    z = normals(1)[0]
    plans = np.stack([z - 1e-9, -z - 1e-9], axis=1)
    assert agrees(partial_value(plans, z, GROUPS), math.sqrt(2 / math.pi))


def test_the_error_is_what_other_seeds_show() -> None:
    found = []
    for seed in range(40):
        z, noise = normals(2, seed)
        found.append(partial_value(-1 + 2 * z + 3 * noise, z, GROUPS))
    spread = np.var([worth.value for worth in found], ddof=1)
    ratio = 39 * spread / np.mean([worth.error**2 for worth in found])
    # chi-squared with 39 degrees of freedom, beyond 1 in 10,000 at either side
    assert stats.chi2.ppf(1e-4, 39) <= ratio <= stats.chi2.ppf(1 - 1e-4, 39)
    average = float(np.mean([worth.value for worth in found]))  # no bias that 40 runs can show
    assert abs(average - 2 * unit_normal_loss(0.5)) <= 4 * math.sqrt(spread / 40)


# Fairs


SMALL = from_document(
    exact_document(
        reach_share=[0.2, 0.6],
        extra_share=[0.4, 0.9],
        order_value=[2500, 6500],
        margin=[0.1, 0.35],
    )
    | {"dependence": 0.0}
)


@pytest.mark.parametrize("path", ["reach_share", "extra_share", "order_value", "margin"])
def test_an_input_is_worth_what_a_nested_calculation_says(path: str) -> None:
    """Outer loop: the input; inner: the exact mean, which for these inputs is a straight line."""
    belief = SMALL.inputs[path]
    low, likely, high = (
        means(SMALL.with_(inputs={path: exactly(path, x)}))["profit"]
        for x in (belief.low, belief.likely, belief.high)
    )
    slope = (high - low) / (belief.high - belief.low)
    assert likely == pytest.approx(low + slope * (belief.likely - belief.low), rel=1e-9)
    drawn = belief.quantile(stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000))
    profits = low + slope * (drawn - belief.low)
    value = float(np.maximum(profits, 0).mean()) - max(float(profits.mean()), 0.0)
    assert value > 0
    (found,) = (w.value for w in information(played(SMALL, TRIALS)).inputs if w.path == path)
    assert agrees(found, value)


def test_with_a_staff_limit_too_it_is_worth_what_nested_simulations_say() -> None:
    path = "contacts_per_hour"
    team: dict[str, Any] = {"staff": 1, "days": 2, "hours_per_day": 5, path: [5, 15]}
    limited = from_document(exact_document(**team))
    plan = SMALL.with_(inputs={path: limited.inputs[path] for path in team})
    z = stats.norm.ppf((np.arange(40) + 0.5) / 40)
    inner = [
        simulate(plan.with_(inputs={path: Exact(float(x))}), trials=2048).mean("profit")
        for x in plan.inputs[path].quantile(z)
    ]
    profits = np.array([mean.value for mean in inner])
    value = float(np.maximum(profits, 0).mean()) - max(float(profits.mean()), 0.0)
    error = float(np.mean([mean.error for mean in inner]))  # the same seed: they err together
    found = {w.path: w.value for w in information(played(plan, TRIALS)).inputs}
    assert value > 0
    assert abs(found[path].value - value) <= 4 * math.hypot(found[path].error, error)


def test_an_uncertain_cost_line_can_be_found_out_too() -> None:
    """Nothing else is uncertain: the amount is everything. Two lines of a name are two."""
    line = CostLine("travel", Range(500.0, 3000.0), "visit")
    certain = certain_document(visitors=10, margin=0.9, order_value=3400)
    result = played(from_document(certain).with_(costs=(line, line)))
    found = information(result)
    assert sorted(worths(found)) == ["costs.travel.1", "costs.travel.2"]
    assert 0 < found.inputs[0].value.value <= found.everything.value
    alone = information(played(result.scenario.with_(costs=(line,))))
    assert agrees(alone.inputs[0].value, alone.everything.value)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_uncertain_input_is_there_and_none_is_worth_more_than_all(name: str) -> None:
    result = played(example(name))
    found = information(result)
    inputs = {key.removeprefix("inputs.") for key in result.columns if key.startswith("inputs.")}
    assert {path for path in worths(found) if path in PATHS} == inputs
    values = list(worths(found).values())
    assert values == sorted(values, reverse=True)
    assert all(0 <= value <= found.everything.value for value in values)


def test_the_bound_is_below_the_looser_one_that_counts_luck() -> None:
    result = played(fair("national"))
    parts = np.array_split(np.arange(result.trials), REPLICATES)
    groups = [slice(part[0], part[-1] + 1) for part in parts]
    loose = full_value(result["profit"], groups)
    assert information(result).everything.value < loose.value
    assert information(result).everything == full_value(expected_profit(result), groups)


def test_exact_inputs_and_hopeless_or_certain_fairs_need_no_research() -> None:
    assert information(played(from_document(exact_document()), 256)) == Information(
        full_value(np.zeros(256), [slice(0, 128), slice(128, 256)]), ()
    )
    dear = CostLine("dear", Exact(1e9))
    for plan in (fair("national").with_(costs=(dear,)), fair("national").with_(costs=())):
        found = information(played(plan))
        assert (found.everything.value, found.everything.error) == (0.0, 0.0)
        assert {worth.value.value for worth in found.inputs} == {0.0}


def test_the_same_plan_twice_is_worth_knowing_as_much_as_once() -> None:
    result = played(fair("national"))
    assert information_between([result, result]) == information(result)


def test_a_plan_that_is_worse_by_a_fixed_sum_adds_nothing_to_know() -> None:
    plan = fair("national")
    worse = plan.with_(costs=(*plan.costs, CostLine("waste", Exact(500.0))))
    one = information(played(plan))
    two = information_between([played(plan), played(worse)])
    assert worths(two) == pytest.approx(worths(one), rel=1e-9)
    assert two.everything.value == pytest.approx(one.everything.value, rel=1e-9)


def test_plans_that_differ_in_what_they_know_are_compared_on_the_same_market() -> None:
    """The second fair is exactly the first but for another belief about the margin, which is the
    same question; the order of the plans does not matter."""
    plan = fair("national")
    other = plan.with_(inputs={"margin": PATHS["margin"].unit.read([0.1, 0.5])}, dependence=0.6)
    results = [played(plan), played(other)]
    one, two = (information_between(r) for r in (results, results[::-1]))
    assert worths(one) == pytest.approx(worths(two), rel=1e-6, abs=1e-6)
    assert list(worths(one)).count("margin") == 1


def test_results_that_are_not_paired_cannot_be_compared() -> None:
    plan = fair("regional")
    for results in (
        [],
        [played(plan, 256), played(plan, 512)],
        [played(plan, 256, s) for s in (1, 2)],
    ):
        with pytest.raises(ValueError, match="same trials and seed"):
            information_between(results)


@settings(deadline=None, derandomize=True, max_examples=15)
@given(scenarios())
def test_in_any_scenario_values_are_finite_and_between_nothing_and_everything(
    scenario: Scenario,
) -> None:
    found = information(played(scenario, 256))
    for worth in found.inputs:
        assert 0 <= worth.value.value <= found.everything.value * (1 + 1e-9)
        assert math.isfinite(worth.value.error)
    keys = [worth.path for worth in found.inputs]
    assert all(a != b for a, b in itertools.pairwise(sorted(keys)))
