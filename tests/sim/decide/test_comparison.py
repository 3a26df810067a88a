"""Plans side by side: what pairing promises, and what the two results say by themselves."""

from __future__ import annotations

import math
import pickle
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from sim import CostLine, Exact, Range, Scenario, simulate
from sim.decide.comparison import COARSE, HOME, MOST, Comparison, compare, differing
from sim.plan.file import EXAMPLES, example
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Goal
from sim.play.answer import LEVELS
from tests.sim.made_up import agrees

TRIALS = 4096
REGIONAL = example("regional")
EXTRA = CostLine("one thing more", Exact(750.0))
DEARER = REGIONAL.with_(costs=(*REGIONAL.costs, EXTRA))
HIGHER = REGIONAL.with_(inputs={"order_value": REGIONAL.inputs["order_value"].moved(20_000)})  # type: ignore[union-attr]


def compared(*plans: Scenario, trials: int = TRIALS, seed: int = 1) -> Comparison:
    return compare(plans, trials=trials, seed=seed)


def profit(plan: Scenario, seed: int = 1) -> Any:
    return simulate(plan, trials=TRIALS, seed=seed)["profit"]


def test_identical_plans_end_the_same_in_every_trial() -> None:
    again = REGIONAL.with_(name="the same under another name", hurdle=0.9)
    pair = compared(REGIONAL, again).pairs[0, 1]
    assert not pair.levels.any()
    assert (pair.equal.value, pair.beats.value, pair.loses.value) == (1, 0, 0)
    assert pair.mean.value == pair.mean.error == 0
    assert pair.gain is pair.loss is None


def test_the_order_of_the_budget_changes_nothing() -> None:
    turned = REGIONAL.with_(costs=REGIONAL.costs[::-1])
    assert compared(REGIONAL, turned).pairs[0, 1].equal.value == 1


def test_one_cost_more_is_exactly_that_cost_in_every_trial() -> None:
    overrun = simulate(REGIONAL, trials=TRIALS, seed=1, detail=True)["inputs.cost_overrun"]
    pair = compared(REGIONAL, DEARER).pairs[0, 1]
    at = np.ceil(np.arange(1, LEVELS + 1) / LEVELS * TRIALS).astype(int) - 1
    assert np.allclose(pair.levels[1:], 750 * np.sort(overrun)[at], rtol=1e-9)
    assert (pair.beats.value, pair.loses.value, pair.equal.value) == (1, 0, 0)
    each = REGIONAL.with_(costs=(*REGIONAL.costs, CostLine("tax", Exact(750.0), "order")))
    orders = simulate(REGIONAL, trials=TRIALS, seed=1)["orders"]
    pair = compared(REGIONAL, each).pairs[0, 1]
    assert pair.beats.value == np.mean(orders > 0)
    assert pair.equal.value == np.mean(orders == 0)


def test_a_higher_order_value_never_ends_lower() -> None:
    pair = compared(HIGHER, REGIONAL).pairs[0, 1]
    assert pair.levels[0] >= 0
    assert pair.loses.value == 0
    without_orders = np.mean(simulate(REGIONAL, trials=TRIALS, seed=1)["extra_orders"] == 0)
    assert pair.equal.value == pytest.approx(without_orders)


def test_the_other_way_round_is_the_mirror() -> None:
    plans = [example(name) for name in EXAMPLES]
    there, back = compared(*plans), compared(*plans[::-1])
    last = len(plans) - 1
    for i, j in combinations(range(len(plans)), 2):
        for mirrored in (there.pairs[j, i], back.pairs[last - j, last - i]):
            pair = there.pairs[i, j]
            assert mirrored.loses == pair.beats
            assert mirrored.beats == pair.loses
            assert mirrored.mean.value == pytest.approx(-pair.mean.value)
            assert mirrored.gain == pytest.approx(-(pair.loss or 0), rel=0.01)
        assert np.array_equal(there.pairs[j, i].levels, -there.pairs[i, j].levels[::-1])


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_a_beats_b_as_often_as_the_two_results_say(seed: int) -> None:
    plans = [example(name) for name in (*EXAMPLES, "own")]
    found = compared(*plans, seed=seed)
    assert len(found.pairs) == MOST * (MOST - 1) + 2 * MOST
    for i, j in combinations(range(MOST), 2):
        a, b = (profit(plans[k], seed) for k in (i, j))
        assert found.pairs[i, j].beats.value == np.mean(a > b)
        assert found.pairs[i, j].mean.value == pytest.approx(np.mean(a - b))
        assert found.pairs[i, j].difference(0.5) == pytest.approx(np.sort(a - b)[TRIALS // 2 - 1])
        assert found.pairs[i, j].gain == pytest.approx(np.median((a - b)[a > b]), rel=0.01)


def test_beside_not_going_the_difference_is_the_profit_and_breaking_even_is_equal() -> None:
    result = simulate(REGIONAL, trials=TRIALS, seed=1)
    found = compared(REGIONAL)
    pair = found.pairs[0, HOME]
    assert np.array_equal(pair.levels, found.answers[0].levels)
    counted = result.chance(result["profit"] > 0)
    assert abs(pair.beats.value - counted.value) <= 4 * counted.error
    assert pair.beats.value + pair.loses.value + pair.equal.value == pytest.approx(1)
    assert pair.beats.value + pair.equal.value == pytest.approx(found.answers[0].chance.value)
    assert (found.pairs[HOME, 0].beats, found.pairs[HOME, 0].loses) == (pair.loses, pair.beats)
    nothing = REGIONAL.with_(inputs={"visitors": Exact(0.0)}, costs=())
    free = compared(nothing)
    assert free.pairs[0, HOME].equal.value == free.answers[0].chance.value == 1


def test_a_paired_difference_is_known_better_than_an_unpaired_one() -> None:
    pair = compared(HIGHER, REGIONAL).pairs[0, 1]
    apart = [
        simulate(plan, trials=TRIALS, seed=1).mean("profit").error for plan in (HIGHER, REGIONAL)
    ]
    assert 0 < pair.mean.error < math.hypot(*apart) / 2


def test_the_error_of_the_difference_is_right() -> None:
    """Means of twenty other seeds lie around the first as its error says."""
    first, *others = (compared(HIGHER, REGIONAL, trials=512, seed=seed) for seed in range(21))
    means = np.array([other.pairs[0, 1].mean.value for other in others])
    errors = np.array([other.pairs[0, 1].mean.error for other in others])
    assert agrees(first.pairs[0, 1].mean, float(means.mean()))
    # The spread of twenty normals is known to 1 / sqrt(2 * 19).
    assert abs(means.std(ddof=1) / errors.mean() - 1) < 4 / np.sqrt(2 * 19)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_loss_above_any_amount_is_answered_from_the_levels(name: str) -> None:
    plan = example(name)
    found, result = compared(plan), simulate(plan, trials=TRIALS, seed=1)
    levels = found.answers[0].levels
    for amount in (-1e12, *-levels[:: COARSE // 4], 0.0, 12_345.67, -7.0, 1e12):
        exact = result.chance(result["profit"] < -amount)
        answered = found.loss_above(0, float(amount))
        assert abs(answered.value - exact.value) <= 1 / LEVELS
    for at in range(COARSE, LEVELS, COARSE):
        exact = result.chance(result["profit"] < levels[at])
        assert found.loss_above(0, -float(levels[at])).error >= exact.error
    assert found.loss_above(0, 1e12).value == found.loss_above(0, 1e12).error == 0
    assert found.loss_above(0, -1e12).value == 1


def test_a_loss_that_is_the_same_in_every_trial() -> None:
    nobody = REGIONAL.with_(
        inputs={"visitors": Exact(0.0), "cost_overrun": Exact(1.0)},
        costs=(CostLine("stand", Exact(10_000.0)),),
    )
    found = compared(nobody)
    assert [found.loss_above(0, x).value for x in (9_999, 10_000, 10_001)] == [1, 0, 0]


def test_money_tied_up_is_every_cost_and_committed_what_is_paid_whatever_comes() -> None:
    visits = CostLine("travel", Range(200.0, 400.0), "visit")
    plan = REGIONAL.with_(costs=(*REGIONAL.costs, visits))
    found = compared(REGIONAL.with_(costs=(CostLine("stand", Exact(8e3)),)), plan, example("own"))
    overrun = simulate(REGIONAL, trials=TRIALS, seed=1, detail=True)["inputs.cost_overrun"]
    expected = np.quantile(overrun * 8e3, (0.1, 0.5, 0.9), method="inverted_cdf")
    assert found.committed[0] == pytest.approx(tuple(expected))
    assert found.money_tied_up(0) == pytest.approx(found.committed[0])
    result = simulate(plan, trials=TRIALS, seed=1)
    assert found.money_tied_up(1)[1] == result.quantile("costs", 0.5).value
    assert found.money_tied_up(1)[2] > found.committed[1][2]


def test_no_trials_are_kept_and_a_comparison_can_be_stored() -> None:
    found = compared(REGIONAL, HIGHER, example("national"), example("own"), trials=16_384)
    kept = pickle.dumps(found)
    assert len(kept) < 700_000  # 20 pairs and 4 answers of 2,001 levels of 8 bytes are 384 kB
    assert pickle.loads(kept).pairs[0, 1].beats == found.pairs[0, 1].beats


def test_more_plans_than_four_are_refused() -> None:
    with pytest.raises(ScenarioError, match="5"):
        compared(*[REGIONAL] * (MOST + 1), trials=64)
    assert compared(trials=64).pairs == {}


def test_what_differs_is_named_in_the_funnels_order() -> None:
    assert differing([REGIONAL, REGIONAL.with_(name="x", currency="USD")]) == []
    (asked,) = differing([REGIONAL, REGIONAL.with_(hurdle=0.5)])
    assert (asked.place, asked.values) == ("hurdle", (None, 0.5))
    assert differing([REGIONAL]) == []
    other = REGIONAL.without_staff_limit().with_(
        dependence=0.5,
        goal=Goal(2e5, 0.2),
        costs=(*REGIONAL.costs, EXTRA, EXTRA),
    )
    other = other.with_(inputs={"order_value": Exact(5.0), "visitors": Exact(300.0)})
    found = differing([REGIONAL, other, REGIONAL])
    places = [one.place for one in found]
    assert places[:2] == ["visitors", "staff"]
    extra = [f"costs.{EXTRA.label}.{n}" for n in (1, 2)]
    assert places[-5:] == ["order_value", "dependence", *extra, "goal"]
    paths = [place for place in places if place in PATHS]
    assert paths == sorted(paths, key=list(PATHS).index)
    assert found[0].values == (REGIONAL.inputs["visitors"], Exact(300.0), *found[0].values[:1])
    assert found[1].values[1] is None
    assert found[-2].values == (None, EXTRA, None)


def test_a_cost_line_under_another_label_is_the_same_line_by_its_key() -> None:
    first, *rest = REGIONAL.costs
    renamed = REGIONAL.with_(costs=(CostLine("x", first.amount, first.per, first.key), *rest))
    assert differing([REGIONAL, renamed]) == []


def test_a_cost_that_is_paid_for_something_else_differs() -> None:
    first, *rest = REGIONAL.costs
    moved = REGIONAL.with_(costs=(CostLine(first.label, first.amount, "visit", first.key), *rest))
    assert [one.place for one in differing([REGIONAL, moved])] == [f"costs.{first.key}.1"]
