"""Several fairs together."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from sim import Counted, Range, ScenarioError
from sim.actuals.actuals import Actuals, evidence
from sim.evaluate.next_plan import next_plan
from sim.evaluate.several import Past, learned_from
from sim.learning.learning import Evidence, learned, learned_value
from sim.plan.file import example
from sim.plan.johnson import TENTH
from tests.sim.evaluate.test_updated import CLOSED

NATIONAL = example("national")
FULL = Actuals(
    months=30, visitors=15_000, target_visitors=3000, stand_visitors=400, reached=CLOSED,
    extra_orders=6, values=(60_000.0,) * 8, margin=0.22, costs={0: 9000.0, 12: 33 * 300.0},
)  # fmt: skip
LAST = Past("Contacta 2026", FULL)
OTHER = Past("Elsewhere", replace(FULL, margin=0.3), same=False)
OPEN = Past("Contacta 2025", Actuals(months=4, reached=CLOSED, open={"quotes.decision": 4}))


@pytest.mark.parametrize(
    "past", [[], [Past("x", Actuals())], [replace(LAST, power=0.0)], [OTHER, LAST][:0]]
)
def test_no_data_leaves_every_belief_as_it_is(past: list[Past]) -> None:
    assert learned_from(NATIONAL, past) == NATIONAL
    assert next_plan(NATIONAL, past).plan == NATIONAL
    assert not next_plan(NATIONAL, past).origins


def test_the_order_of_the_fairs_does_not_matter() -> None:
    found = {learned_from(NATIONAL, order) for order in itertools.permutations([LAST, OTHER, OPEN])}
    assert len(found) == 1
    planned = [next_plan(NATIONAL, o) for o in itertools.permutations([LAST, OTHER, OPEN])]
    assert len({one.plan for one in planned}) == 1
    assert all(one.origins == planned[0].origins for one in planned)


def test_another_fair_counts_with_its_power() -> None:
    path = "call_share.decision"
    found = learned_from(NATIONAL, [LAST, OTHER]).inputs[path]
    calls = evidence(NATIONAL, FULL)[path]
    weighed = Evidence(1.3 * calls.hits, 1.3 * calls.misses)
    assert found.likely == pytest.approx(learned(NATIONAL.inputs[path], weighed).likely)
    chosen = learned_from(NATIONAL, [LAST, replace(OTHER, power=1.0)]).inputs[path]
    twice = learned(NATIONAL.inputs[path], calls + calls)
    assert chosen == twice
    with pytest.raises(ScenarioError):
        Past("x", FULL, power=1.2)


def test_orders_of_another_fair_count_less() -> None:
    value = NATIONAL.inputs["order_value"]
    assert isinstance(value, Range)
    once = learned_value(value, FULL.values, 0.8)
    assert learned_from(NATIONAL, [LAST]).inputs["order_value"] == once
    less = learned_from(NATIONAL, [OTHER]).inputs["order_value"]
    assert value.likely < less.likely < once.likely


def test_visitors_of_another_fair_say_nothing_and_those_of_last_year_half() -> None:
    belief = NATIONAL.inputs["visitors"]
    assert isinstance(belief, Range)
    assert learned_from(NATIONAL, [OTHER]).inputs["visitors"] == belief
    found = learned_from(NATIONAL, [LAST]).inputs["visitors"]
    score = float(belief.z(np.array(15_000.0)))
    assert float(belief.z(np.array(found.likely))) == pytest.approx(score / 2)
    width = float(belief.z(np.array(found.high))) - score / 2
    assert width == pytest.approx(TENTH * np.sqrt(0.75))
    assert learned_from(NATIONAL, [OTHER]).inputs["margin"] != NATIONAL.inputs["margin"]


@pytest.mark.parametrize("belief", [NATIONAL.inputs["target_share"], Counted(12, 150)])
def test_a_target_group_that_was_counted_is_one_year_whatever_the_size_of_the_fair(
    belief: Range | Counted,
) -> None:
    plan = NATIONAL.with_(inputs={"target_share": belief})
    scores = belief.range if isinstance(belief, Counted) else belief
    for size in (1, 100):
        counted = Actuals(visitors=15_00 * size, target_visitors=3_00 * size)
        found = learned_from(plan, [Past("x", counted)]).inputs["target_share"]
        ends = scores.z(np.array([found.low, found.likely, found.high]))
        score = float(scores.z(np.array(0.2)))
        assert ends[1] == pytest.approx(score / 2)
        assert ends[2] - ends[1] == pytest.approx(TENTH * np.sqrt(0.75))
    nobody = Actuals(visitors=0, target_visitors=0)
    assert learned_from(plan, [Past("x", nobody)]).inputs["target_share"] == belief


@pytest.mark.parametrize(("margin", "side"), [(0.0, -1), (1e-12, -1), (1.0, 1)])
def test_a_margin_at_the_edge_is_taken_to_be_four_scores_away(margin: float, side: int) -> None:
    belief = NATIONAL.inputs["margin"]
    assert isinstance(belief, Range)
    found = learned_from(NATIONAL, [Past("x", Actuals(margin=margin))]).inputs["margin"]
    assert float(belief.z(np.array(found.likely))) == pytest.approx(side * 4 / 2)


@pytest.mark.parametrize("told", [0, 1, 10**8])
def test_any_number_of_visitors_leaves_a_plan(told: int) -> None:
    plan = NATIONAL.with_(inputs={"visitors": Range(5e7, 9.9e7)})
    past = [Past("x", Actuals(visitors=told))]
    assert 0 < learned_from(plan, past).inputs["visitors"].high <= 1e8
    assert next_plan(plan, past).plan.inputs["visitors"] != plan.inputs["visitors"]


def test_many_years_leave_the_difference_from_year_to_year() -> None:
    belief = NATIONAL.inputs["visitors"]
    assert isinstance(belief, Range)
    years = [Past(f"{year}", Actuals(visitors=15_000)) for year in range(400)]
    found = learned_from(NATIONAL, years).inputs["visitors"]
    assert found.likely == pytest.approx(15_000, rel=0.001)
    ends = belief.z(np.array([found.low, found.high]))
    assert ends[1] - ends[0] == pytest.approx(2 * TENTH * np.sqrt(0.5), rel=0.01)


def test_an_open_lead_is_weighed_by_the_months_of_its_own_plan() -> None:
    slow = NATIONAL.with_(inputs={"months_to_order.decision": Range(20, 40)})
    path = "order_share.decision"
    own = learned_from(NATIONAL, [OPEN]).inputs[path].likely
    slower = learned_from(NATIONAL, [replace(OPEN, plan=slow)]).inputs[path].likely
    assert slower > own
