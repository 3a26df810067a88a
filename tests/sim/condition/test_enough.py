"""The rule that gives a plan its number of trials."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.draws.streams import BLOCK, REPLICATES, Draws, replicate_sizes
from sim.play.engine import chances
from sim.play.enough import ENOUGH, MOST, ONLY, beside, played, trials_for
from sim.play.trials import TRIALS
from sim.why.unmeasured import variants
from tests.sim.condition.plans import PLANS


@pytest.mark.parametrize("name", PLANS)
def test_so_many_trials_that_the_chance_is_known_to_a_tenth_of_a_hundredth(name: str) -> None:
    trials = trials_for(PLANS[name])
    found = chances(PLANS[name], trials=trials, only=("covering_costs",))
    assert found.chance_covering_costs.error <= ENOUGH == 0.001


@pytest.mark.parametrize("name", ["national", "income", "a huge fair"])
def test_who_plays_by_the_rule_plays_that_many(name: str) -> None:
    result = played(PLANS[name], detail=True)
    assert result.trials == trials_for(PLANS[name])
    assert "visits.decision" in result.columns
    assert result.chance_covering_costs.error <= ENOUGH
    alone = chances(PLANS[name], trials=result.trials).chance_covering_costs
    assert result.chance_covering_costs == alone


def test_some_plans_need_more_than_the_least() -> None:
    assert trials_for(PLANS["regional"]) == TRIALS
    assert TRIALS < trials_for(PLANS["income"]) <= MOST


def test_the_numbers_are_full_sets_of_points_up_to_one_that_is_always_enough() -> None:
    for trials in (TRIALS, MOST):
        (size,) = {*replicate_sizes(trials)}
        assert size & (size - 1) == 0
        assert size * REPLICATES == trials
    assert TRIALS == BLOCK  # in one go
    assert math.sqrt(0.25 / MOST) < ENOUGH


@pytest.mark.parametrize("choice", ["dependence_none", "rush_strong"])
def test_the_error_of_a_chance_beside_another_is_right(choice: str) -> None:
    """Over 12 seeds, held against one run of many more fairs."""
    plan = PLANS["national"]
    other = dict(variants(plan))[choice]
    truth = chances(other, trials=MOST // 4, seed=99, only=ONLY).chance_covering_costs
    found = []
    for seed in range(12):
        known = chances(plan, trials=TRIALS, seed=seed, only=ONLY)
        one = beside(known, other)
        assert one.error <= 1.5 * ENOUGH
        found.append((one.value - truth.value) / math.hypot(one.error, truth.error))
    assert abs(np.mean(found)) <= 4 / math.sqrt(12)
    assert np.mean(np.square(found)) <= 1 + 4 * math.sqrt(2 / 12)


def test_a_plan_beside_itself_is_itself() -> None:
    known = chances(PLANS["regional"], trials=TRIALS, only=ONLY)
    again = beside(known, PLANS["regional"])
    assert again.value == pytest.approx(known.chance_covering_costs.value, abs=1e-12)
    few = chances(PLANS["regional"], trials=1024, only=ONLY)
    assert beside(few, PLANS["regional"]) == few.chance_covering_costs


@pytest.mark.parametrize("name", ["regional", "income", "heavy orders"])
def test_the_fairs_of_a_short_run_are_the_first_of_a_longer_one_to_the_last_digit(
    name: str,
) -> None:
    plan = PLANS[name]
    run = [chances(plan, trials=trials, only=ONLY) for trials in (1024, 2048)]
    half = chances(plan, trials=2048, only=ONLY, half=True)
    short, long, second = (one[f"chance.{ONLY[0]}"].reshape(REPLICATES, -1) for one in (*run, half))
    assert np.hstack([short, second]).tolist() == long.tolist()
    assert run[1].first(run[1][f"chance.{ONLY[0]}"], 1024).tolist() == short.ravel().tolist()


def test_the_seed_counts() -> None:
    one, other = (played(PLANS["regional"], seed=seed) for seed in (1, 2))
    assert one["visitors"].tolist() != other["visitors"].tolist()


def test_what_is_given_counts() -> None:
    """Where the visitors are known exactly, what is given of them is what the rule plays."""

    def nobody(draws: Draws) -> dict[str, Any]:
        return {"visitors": np.zeros(draws.block.size)}

    result = played(PLANS["regional"], drawn=nobody)
    assert result.trials == trials_for(PLANS["regional"], drawn=nobody) == TRIALS
    assert result.chance_no_orders.value == 1
