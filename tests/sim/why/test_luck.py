"""Luck and what is not known yet: held against fairs played again and again with fixed inputs."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from sim import Exact, Measured, Range, Result, Scenario, simulate
from sim.capacity.peaks import Room
from sim.plan.beliefs import Belief
from sim.plan.document import from_document
from sim.plan.file import loads
from sim.plan.funnel import PHASES
from sim.plan.parameters import exactly
from sim.play.expected import means
from sim.why.luck import drawn_amounts, expected_contacts, expected_profit, split
from tests.oracles import independent
from tests.sim.made_up import (
    FAIRS,
    ODD,
    PER_UNIT,
    agree,
    agrees,
    certain_document,
    exact_document,
    fair,
    scenarios,
)

FAIRS_AS_THEY_WERE = Path(__file__).parents[2] / "reference" / "fairs"
BOTH = {"national": fair("national"), "odd": from_document(ODD)}
TEAM: dict[str, Any] = {"staff": 1, "days": 3, "hours_per_day": 6, "contacts_per_hour": [5, 12]}


def played(scenario: Scenario, trials: int = 8192, seed: int = 1) -> Result:
    return simulate(scenario, trials=trials, seed=seed, detail=True)


def known(result: Result, trial: int) -> Scenario:
    """The plan of somebody who knows all inputs of one trial."""
    plan = result.scenario
    inputs: dict[str, Belief] = {
        path: exactly(path, float(result[f"inputs.{path}"][trial]))
        for path in plan.inputs
        if f"inputs.{path}" in result.columns
    }
    lines = zip(plan.costs, drawn_amounts(result).values(), strict=True)
    costs = tuple(
        replace(line, amount=Exact(float(np.broadcast_to(amount, result.trials)[trial])))
        for line, amount in lines
    )
    return plan.with_(inputs=inputs, costs=costs)


@pytest.mark.parametrize("limited", [True, False])
@pytest.mark.parametrize("name", BOTH)
def test_the_expected_profit_of_a_trial_is_its_average_over_other_luck(
    name: str, limited: bool
) -> None:
    plan = BOTH[name] if limited else BOTH[name].without_staff_limit()
    result = played(plan, trials=256)
    expected = expected_profit(result)
    for trial in range(0, 256, 37):
        again = simulate(known(result, trial), trials=4096, seed=trial + 2)
        assert agrees(again.mean("profit"), float(expected[trial]))


@pytest.mark.parametrize("name", FAIRS)
def test_expected_profits_average_to_the_exact_mean(name: str) -> None:
    result = played(fair(name).without_staff_limit())
    found = result.measured(expected_profit(result), lambda x: float(x.mean()))
    assert agrees(found, means(result.scenario)["profit"])


def test_expected_contacts_are_the_sum_over_all_numbers_of_stand_visitors() -> None:
    for n, p, c in ((0, 0.3, 5), (7, 0.0, 3), (7, 1.0, 3), (9, 0.4, 0), (9, 0.4, 9), (50, 0.2, 10)):
        k = np.arange(n + 1)
        expected = float(np.minimum(k, c) @ stats.binom.pmf(k, n, p))
        found = expected_contacts(np.array(n), np.array(p), Room(np.array(c)))
        assert float(found) == pytest.approx(expected, rel=1e-12, abs=1e-15)
    without = expected_contacts(np.array([100.0]), np.array(0.3), Room(np.inf))
    assert without.tolist() == [30.0]


@pytest.mark.parametrize("limits", [{}, TEAM], ids=["no limit", "limited"])
def test_the_split_is_that_of_a_nested_simulation(limits: dict[str, object]) -> None:
    """Outer loop: inputs; inner loop: luck; the law of total variance by brute force."""
    changes: dict[str, object] = {"reach_share": [0.2, 0.6], "order_value": [4000, 12000]}
    plan = from_document(exact_document(PER_UNIT, **changes, **limits))
    outer, many, deep = played(plan, trials=64, seed=5), 64, 1024
    inner = [simulate(known(outer, k), trials=deep, seed=k) for k in range(many)]
    within = np.array([result["profit"].var(ddof=1) for result in inner])
    average = np.array([result["profit"].mean() for result in inner])
    between = average.var(ddof=1)  # a mean over `deep` fairs wavers by a thousandth of `within`
    share = within.mean() / (within.mean() + between)
    spread = ((1 - share) * within - share * (average - average.mean()) ** 2) / within.mean()
    error = float(share * spread.std() / math.sqrt(many))
    assert agree(split(played(plan)).luck, (float(share), error))


def test_the_split_of_a_margin_and_a_crowd_is_the_closed_form() -> None:
    """Profit m V (X1 + ... + XK): K ~ Binomial(n, p), X of mean 1 and deviation s, m the margin.
    Given m it has variance (m V)^2 (n p (1 - p) + n p s^2) and mean m V n p."""
    n, p, s = 60, 0.3, 0.8
    rates = dict.fromkeys(PHASES, p)
    changes = {"margin": [0.1, 0.3], "order_share": rates, "order_value_spread": s}
    plan = from_document(certain_document(visitors=n, **changes))
    margin = plan.inputs["margin"]
    within = (margin.variance + margin.mean**2) * (n * p * (1 - p) + n * p * s * s)
    between = margin.variance * (n * p) ** 2
    found = split(played(plan, trials=65_536)).luck
    assert found.error < 0.01
    assert agrees(found, within / (within + between))


def test_the_part_of_the_good_or_bad_fair_is_the_variance_of_its_averages() -> None:
    """Of 1,000 visitors each who comes to the stand orders for 100. Given W the share is a plain
    sum over its own part; luck is Binomial."""
    d, n = 0.4, 1000
    plan = from_document(certain_document(visitors=n, reach_share=[0.02, 0.1, 0.3]))
    found = split(played(plan.with_(dependence=d), trials=65_536))
    grid = stats.norm.ppf((np.arange(2000) + 0.5) / 2000)
    share = plan.inputs["reach_share"].quantile(
        math.sqrt(d) * grid[:, None] + math.sqrt(1 - d) * grid
    )
    luck, known = n * float((share * (1 - share)).mean()), n * n * float(share.var())
    common = n * n * float(share.mean(axis=1).var())
    total = luck + known
    assert agrees(found.luck, luck / total)
    assert agrees(found.good_fair, common / total)
    assert agrees(found.known, (known - common) / total)
    assert max(found.good_fair.error, found.known.error) < 0.01


@pytest.mark.thorough
def test_the_luck_of_the_national_fair_is_that_of_two_fairs_of_the_same_inputs() -> None:
    """Plain NumPy: each fair played twice with other luck. Half the mean square of the difference
    is the variance of luck. Between runs of 100,000 pairs that share wavers by .0034, for a few
    fairs with very large orders weigh most; over 4 million it is .2558, error .0005."""
    document = tomllib.loads((FAIRS_AS_THEY_WERE / "national.toml").read_text("utf-8"))
    luck, total = [], []
    for batch in range(8):
        first, second = (twin(document, 40_000, batch, of) for of in (1, 2))
        luck.append(float(((first - second) ** 2).mean()) / 2)
        total.append(float((first.var() + second.var()) / 2))
    share = sum(luck) / sum(total)
    wavering = np.array(luck) - share * np.array(total)
    error = float(wavering.std(ddof=1) / np.mean(total) / math.sqrt(len(luck)))
    plan = loads((FAIRS_AS_THEY_WERE / "national.toml").read_text("utf-8"))
    assert error < 0.004
    assert agree(split(played(plan, trials=65_536)).luck, (share, error))


class Twin(independent.Draw):
    """Inputs of one seed, luck of another."""

    inputs_of = 0

    def __init__(self, document: dict[str, Any], trials: int, rng: np.random.Generator) -> None:
        self.own = np.random.default_rng([self.inputs_of, 1])
        super().__init__(document, trials, rng)
        self.common = self.normal()

    def normal(self) -> np.ndarray:
        return self.own.standard_normal(self.trials)


def twin(document: dict[str, Any], trials: int, inputs: int, luck: int) -> np.ndarray:
    """Profits of fairs whose inputs are the same for the same `inputs`."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Twin, "inputs_of", inputs)
        patched.setattr(independent, "Draw", Twin)
        found = independent.simulate(document, trials=trials, seed=100 * luck + inputs)
    return np.asarray(found["profit"])


def test_with_every_input_exact_all_is_luck() -> None:
    for document in (exact_document(PER_UNIT), exact_document(**{**TEAM, "contacts_per_hour": 7})):
        found = split(played(from_document(document), trials=1024))
        assert (found.luck, found.known) == (Measured(1.0, 0.0), Measured(0.0, 0.0))


def test_where_nothing_can_be_lucky_nothing_is_luck() -> None:
    nobody = fair("national").with_(inputs={"visitors": Exact(0.0)})
    everybody = from_document(certain_document(margin=[0.1, 0.3], repeat_factor=[1, 3]))
    for plan in (nobody, everybody):
        found = split(played(plan, trials=1024))
        assert (found.luck, found.known) == (Measured(0.0, 0.0), Measured(1.0, 0.0))


def test_a_profit_that_never_varies_has_nothing_to_split() -> None:
    found = split(played(from_document(certain_document()), trials=1024))
    assert (found.luck, found.known) == (Measured(0.0, 0.0), Measured(0.0, 0.0))


def test_an_uncertain_cost_line_is_something_to_find_out_not_luck() -> None:
    line = replace(fair("national").costs[0], amount=Range(8_000.0, 800_000.0))
    plan = fair("national")
    more = split(played(plan.with_(costs=(line, *plan.costs[1:])))).luck
    assert more.value < split(played(plan)).luck.value / 2


@pytest.mark.thorough
@pytest.mark.parametrize("name", FAIRS)
def test_the_error_of_the_split_is_what_other_seeds_show(name: str) -> None:
    found = [split(played(fair(name), trials=1024, seed=seed)).luck for seed in range(20)]
    spread = np.var([share.value for share in found], ddof=1)
    ratio = 19 * spread / np.mean([share.error**2 for share in found])
    # the sum of squares follows chi-squared with 19 degrees of freedom; beyond 1 in 10,000 at
    # either side. Quasi-random numbers make the average of all replicates better than their
    # spread says, never worse.
    assert stats.chi2.ppf(1e-4, 19) <= ratio <= stats.chi2.ppf(1 - 1e-4, 19)


@settings(deadline=None, derandomize=True, max_examples=15)
@given(scenarios())
def test_in_any_scenario_the_shares_are_shares_and_add_up(scenario: Scenario) -> None:
    found = split(played(scenario, trials=256))
    shares = (found.luck, found.good_fair, found.known)
    total = sum(share.value for share in shares)
    assert all(share.value >= -1e-12 for share in shares)
    assert total == pytest.approx(1.0, abs=1e-12) or total == 0.0
    assert all(math.isfinite(share.error) for share in shares)


def test_without_the_detail_there_is_nothing_to_split() -> None:
    with pytest.raises(KeyError, match="inputs"):
        split(simulate(fair("national"), trials=256))
