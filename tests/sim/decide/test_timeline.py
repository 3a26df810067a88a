"""Month by month: what must add up, and shares of orders that are known exactly."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr

from sim import CostLine, Exact, Range, Result, Scale, Scenario, ScenarioError, simulate
from sim.decide.stories import stories
from sim.decide.timeline import LAST, ORDERS_EACH, timeline
from sim.draws.order_values import summed_values
from sim.draws.streams import blocks, draws
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES, STAGES
from sim.plan.parameters import exactly
from tests.sim.made_up import agrees, certain_document

TRIALS = 2048
NATIONAL = example("national")


def months(plan: Scenario, awareness: float, orientation: float, decision: float) -> Scenario:
    exact = zip(PHASES, (awareness, orientation, decision), strict=True)
    return plan.with_(inputs={f"months_to_order.{phase}": Exact(when) for phase, when in exact})


def due(plan: Scenario, month: int) -> Scenario:
    """The plan with its first line paid in another month."""
    first, *others = plan.costs
    return plan.with_(costs=(replace(first, month=month), *others))


@pytest.mark.parametrize("name", EXAMPLES)
def test_at_the_last_month_every_trial_has_its_profit(name: str) -> None:
    result = simulate(example(name), trials=TRIALS, seed=1)
    for month in (0, -4, 110):
        told = timeline(due(example(name), month), trials=TRIALS, seed=1)
        np.testing.assert_array_equal(told.profit, result["profit"])
        assert told.paid_back[-1] == result.chance_covering_costs
        np.testing.assert_array_equal(
            told.bands[-1], result.quantiles("profit", np.array([0.1, 0.25, 0.5, 0.75, 0.9]))
        )
        assert told.months[0] == min(0, month)
        assert told.months[-1] >= month
        assert told.courses[:, -1].tolist() == [told.profit[s.trial] for s in told.stories]


def test_a_fair_is_paid_back_for_good() -> None:
    told = timeline(due(NATIONAL, -6), trials=TRIALS)
    chances = [chance.value for chance in told.paid_back]
    assert chances == sorted(chances)
    assert chances[0] == 0  # nothing is paid yet, but it will be


@pytest.mark.parametrize("month", [-6, 60])
def test_when_costs_are_paid_does_not_change_when_they_are_earned_back(month: int) -> None:
    usual = timeline(NATIONAL, trials=TRIALS)
    moved = timeline(due(NATIONAL, month), trials=TRIALS)
    paid = dict(zip(moved.months.tolist(), moved.paid_back, strict=True))
    assert [paid[at] for at in usual.months.tolist()] == list(usual.paid_back)


def test_orders_of_one_month_come_in_that_month() -> None:
    plan = months(NATIONAL, 3, 3, 3)
    result = simulate(plan, trials=TRIALS, seed=1)
    told = timeline(plan, trials=TRIALS, seed=1)
    assert told.months.tolist() == [0, 1, 2, 3]
    levels = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
    before = np.quantile(-result["costs"], levels, method="inverted_cdf")
    for month in range(3):
        np.testing.assert_allclose(told.bands[month], before)
    assert told.judged_after == 3
    deepest = np.quantile(result["costs"], [0.1, 0.5, 0.9], method="inverted_cdf")
    np.testing.assert_allclose([found.value for found in told.deepest], deepest)


def test_an_order_within_a_month_is_there_at_its_end() -> None:
    assert timeline(months(NATIONAL, 2.2, 2.2, 2.2), trials=64).judged_after == 3
    assert timeline(months(NATIONAL, 0, 0, 0), trials=64).judged_after == 0
    late = timeline(months(NATIONAL, 500, 500, 500), trials=64)
    assert late.months[-1] == late.judged_after == LAST


@pytest.mark.parametrize("horizon", [4, 9])
def test_orders_after_the_horizon_are_as_many_and_as_dear_as_the_belief_says(horizon: int) -> None:
    result = simulate(NATIONAL, trials=4 * TRIALS, seed=1, detail=True)
    told = timeline(NATIONAL.with_(horizon=horizon), trials=4 * TRIALS, seed=1)
    late = 0.0
    for phase in PHASES:
        belief = NATIONAL.inputs[f"months_to_order.{phase}"]
        assert isinstance(belief, Range)
        share = float(ndtr(-belief.z(np.array(float(horizon)))))
        late += share * result.mean(f"extra_orders.{phase}").value
    assert agrees(told.late, late)
    assert told.months[-1] == horizon
    missing = result["profit"].mean() - told.profit.mean()
    assert told.late_value.value == pytest.approx(missing)


def test_late_money_is_the_late_share_of_all_money_where_phases_do_not_differ() -> None:
    when = Range(2.0, 12.0, 5.0)
    alike = {f"months_to_order.{phase}": when for phase in PHASES}
    plan = NATIONAL.with_(inputs=alike)
    told = timeline(plan.with_(horizon=6), trials=4 * TRIALS, seed=1)
    share = float(ndtr(-when.z(np.array(6.0))))
    assert agrees(told.late_value, share * simulate(plan, trials=65_536).mean("contribution").value)


def test_each_order_brings_its_own_value_in_every_block() -> None:
    plan = months(NATIONAL, 1, 2, 2)
    trials = 10_000  # two blocks
    result = simulate(plan, trials=trials, seed=1, detail=True)
    first, every = result["extra_orders.awareness"], result["extra_orders"]
    spread = plan.inputs["order_value_spread"].likely
    earned, offset = np.zeros(trials), 0
    for block in blocks(trials):
        part = slice(offset, offset := offset + block.size)
        drawn = draws(1, trials, block)
        early, total = summed_values(drawn, first[part], every[part], spread)
        earned[part] = result["contribution"][part] * early / np.maximum(total, 1e-300)
    told = timeline(plan.with_(horizon=1), trials=trials, seed=1)
    few = every < ORDERS_EACH
    np.testing.assert_allclose(told.profit[few], (earned - result["costs"])[few], rtol=1e-9)


def test_crowds_of_orders_come_in_the_same_shares() -> None:
    crowd = from_document(certain_document(visitors=3000)).with_(
        inputs={f"months_to_order.{phase}": Range(2.0, 12.0, 5.0) for phase in PHASES},
        costs=(CostLine("stand", Exact(1000.0)),),
    )
    told = timeline(crowd.with_(horizon=5), trials=TRIALS, seed=1)
    assert agrees(told.late, 1500)  # half of 3,000: 5 months is the median
    assert agrees(told.late_value, 150_000)
    assert timeline(crowd, trials=TRIALS, seed=1).judged_after == 12


def test_too_early_to_judge_ends_where_90_of_100_orders_have_come() -> None:
    alone = {f"mix.{phase}": exactly(f"mix.{phase}", 0.0) for phase in PHASES[:2]}
    when = {"months_to_order.decision": Range(2.5, 8.5, 4.5)}
    told = timeline(NATIONAL.with_(inputs={**alone, **when}), trials=4 * TRIALS)
    assert told.judged_after == 9  # the 90th percentile is 8.5


def test_costs_are_out_from_the_month_in_which_they_are_due() -> None:
    stand = CostLine("stand", Exact(3000.0), month=-2)
    rest = CostLine("rest", Exact(500.0), month=1)
    nobody = from_document(certain_document(visitors=0)).with_(costs=(stand, rest))
    told = timeline(months(nobody, 1, 1, 1), trials=64)
    assert told.months.tolist() == [-2, -1, 0, 1]
    assert told.bands[:, 2].tolist() == [-3000, -3000, -3000, -3500]
    assert [found.value for found in told.deepest] == [3500, 3500, 3500]
    assert told.judged_after is None
    assert told.late.value == told.late_value.value == 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_stories_are_real_trials_near_their_percentile_and_say_what_made_them(name: str) -> None:
    told = timeline(example(name), trials=4 * TRIALS, seed=1)
    result = simulate(example(name), trials=4 * TRIALS, seed=1)
    rank = np.argsort(np.argsort(told.profit, kind="stable")) / result.trials
    usual = {stage: np.quantile(result[stage], 0.5, method="inverted_cdf") for stage in STAGES}
    assert [story.name for story in told.stories] == ["weak", "middle", "strong"]
    for story, level in zip(told.stories, (0.1, 0.5, 0.9), strict=True):
        assert abs(rank[story.trial] - level) < 0.01
        assert story.orders == result["extra_orders"][story.trial]
        assert story.usual_orders == usual["extra_orders"]
        if story.stage is not None:
            assert story.count == result[story.stage][story.trial]
            assert story.usual == usual[story.stage]
    weak, middle, strong = told.stories
    assert weak.orders < middle.orders < strong.orders
    for story, lower in ((weak, True), (strong, False)):
        assert story.stage is not None
        for stage in STAGES[STAGES.index(story.stage) :]:
            if stage != "unserved":  # and it stays so to the end
                assert (result[stage][story.trial] < usual[stage]) == lower


def made(begins: str | None) -> Result:
    """Counts of 100 everywhere, but for those from one stage on, which differ by trial and make
    the profit; without one it is the money. The visitors differ too, to no effect, and those of
    the target group to little."""
    random = np.random.default_rng(1)
    varying = random.permutation(20_001)
    columns = {stage: np.full(20_001, 100) for stage in STAGES}
    for stage in STAGES[STAGES.index(begins) :] if begins else ():
        columns[stage] = 50 + varying
    columns["visitors"] = random.permutation(20_001)
    columns["target_visitors"] = varying + 3 * random.permutation(20_001)
    money = columns["extra_orders"] if begins else varying
    more = {"contribution": money.astype(float), "profit": varying - 5000.0}
    return Result(NATIONAL, 20_001, 1, {**columns, **more})


@pytest.mark.parametrize("begins", ["stand_visitors", "calls", "extra_orders"])
def test_a_story_names_the_stage_from_which_on_it_went_that_way(begins: str) -> None:
    result = made(begins)
    weak, middle, strong = stories(result, result["profit"])
    assert (weak.stage, middle.stage, strong.stage) == (begins, None, begins)
    assert weak.count is not None
    assert strong.count is not None
    assert weak.count < 50 + 10_000 < strong.count


def test_where_the_counts_are_as_usual_it_was_the_money() -> None:
    result = made(None)
    assert [story.stage for story in stories(result, result["profit"])] == [None, None, None]


def test_a_fair_without_luck_has_no_stage_that_made_it() -> None:
    sure = from_document(certain_document(visitors=7))
    told = timeline(months(sure, 1, 2, 3), trials=64)
    usual = [story.stage for story in told.stories]
    assert usual == [None, None, None]
    assert all(a <= b for a, b in itertools.pairwise(told.bands[:, 2]))


def test_the_timeline_needs_months() -> None:
    inputs = {k: v for k, v in NATIONAL.inputs.items() if not k.startswith("months_to_order")}
    bare = Scenario("bare", inputs)
    with pytest.raises(ScenarioError) as problem:
        timeline(bare, trials=64)
    assert problem.value.code == "missing"


def test_the_same_seed_tells_the_same_story() -> None:
    assert Scale.POSITIVE is NATIONAL.inputs["months_to_order.decision"].scale
    one, other = (timeline(NATIONAL, trials=256, seed=5) for _ in range(2))
    np.testing.assert_array_equal(one.bands, other.bands)
    assert one.stories == other.stories
