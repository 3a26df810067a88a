"""Triage against a stand that is played visitor by visitor, and what it promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import Exact, Scenario, simulate
from sim.capacity.triage import served_first
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES
from sim.plan.parameters import exactly
from sim.play.expected import best_guess
from sim.why.luck import expected_profit, split
from tests.sim.made_up import agrees, certain_document, scenarios

MADE = settings(deadline=None, derandomize=True, max_examples=60)
PEOPLE = st.integers(0, 60)
MIX = (0.5, 0.3, 0.2)


def stand(visitors: int, capacity: int, triage: float, mix: tuple[float, ...] = MIX) -> Scenario:
    """So many visitors, all of them at the stand, and time for so many contacts."""
    document = certain_document(visitors=visitors)
    team = {"staff": 1, "days": 1, "hours_per_day": 1, "contacts_per_hour": capacity}
    phases = dict(zip(PHASES, mix, strict=True))
    document["inputs"] |= {**team, "target_share": 1, "reach_share": 1, "mix": phases}
    return from_document(document).with_(triage=triage)


def played(visitors: int, capacity: int, triage: float, times: int) -> np.ndarray:
    """Average contacts of each phase, visitor by visitor: the first ones have a place; whoever
    comes later and is recognised takes that of somebody less far, awareness before orientation."""
    random = np.random.default_rng(1)
    found = np.zeros(3)
    for _ in range(times):
        phases = random.choice(3, size=visitors, p=MIX)
        known = random.random(visitors) < triage
        served = [int((phases[:capacity] == phase).sum()) for phase in range(3)]
        for asks, gives_way in ((2, (0, 1)), (1, (0,))):
            for phase, recognised in zip(phases[capacity:], known[capacity:], strict=True):
                place = next((p for p in gives_way if served[p]), None)
                if phase == asks and recognised and place is not None:
                    served[place] -= 1
                    served[phase] += 1
        found += served
    return found / times


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("triage", [0.0, 0.4, 1.0])
@pytest.mark.parametrize(("visitors", "capacity"), [(60, 40), (60, 15), (200, 12), (30, 40)])
def test_contacts_are_those_of_a_stand_played_visitor_by_visitor(
    visitors: int, capacity: int, triage: float
) -> None:
    times = 3000
    expected = played(visitors, capacity, triage, times)
    result = simulate(stand(visitors, capacity, triage), trials=16_384, detail=True)
    for phase, mean in zip(PHASES, expected, strict=True):
        column = result[f"contacts.{phase}"]
        error = result.mean(f"contacts.{phase}").error
        other = float(column.std()) / times**0.5
        assert abs(float(column.mean()) - mean) <= 4 * float(np.hypot(error, other)) + 1e-9
    assert (result["contacts"] == min(visitors, capacity)).all()


@MADE
@given(scenarios(limited=True), st.floats(0, 1), st.floats(0, 1))
def test_more_triage_never_lowers_the_contacts_of_the_decision_phase_in_any_trial(
    scenario: Scenario, one: float, other: float
) -> None:
    low, high = (
        simulate(scenario.with_(triage=share), trials=640, detail=True)
        for share in sorted((one, other))
    )
    assert (high["contacts.decision"] >= low["contacts.decision"]).all()
    np.testing.assert_array_equal(high["contacts"], low["contacts"])
    np.testing.assert_array_equal(high["unserved"], low["unserved"])


def test_triage_makes_a_difference() -> None:
    """So that the test before cannot pass because nothing happens."""
    none, half, all_of_them = (
        simulate(example("national").with_(triage=share), trials=2048, detail=True)
        for share in (0.0, 0.5, 1.0)
    )
    means = [r.mean("contacts.decision").value for r in (none, half, all_of_them)]
    assert means[0] * 1.1 < means[1] < means[2] / 1.05


@pytest.mark.thorough
@MADE
@given(scenarios(limited=False))
def test_where_nobody_walks_on_there_is_nothing_to_choose(scenario: Scenario) -> None:
    before, after = (
        simulate(scenario.with_(triage=share), trials=640, detail=True) for share in (0.0, 1.0)
    )
    for key, column in before.columns.items():
        np.testing.assert_array_equal(column, after.columns[key])


@settings(derandomize=True)
@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE, PEOPLE)
def test_places_change_hands_and_none_is_made(
    awareness: int, orientation: int, decision: int, oriented: int, decided: int
) -> None:
    contacts, known = np.array([awareness, orientation, decision]), np.array([oriented, decided])
    first, second, third = served_first(contacts, known).tolist()
    assert first + second + third == contacts.sum()
    assert min(first, second, third) >= 0
    assert third == decision + min(decided, awareness + orientation)
    assert not first or third == decision + decided
    assert not first or second == orientation + oriented


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("triage", [0.3, 1.0])
def test_luck_knows_the_average_of_a_stand_with_triage(name: str, triage: float) -> None:
    plan = example(name).with_(triage=triage)
    result = simulate(plan, trials=16_384, seed=3, detail=True)
    gap = result.measured(result["profit"] - expected_profit(result), lambda x: float(x.mean()))
    assert agrees(gap, 0.0)
    luck = split(result).luck
    without = split(simulate(plan.with_(triage=0.0), trials=16_384, seed=3, detail=True)).luck
    assert 0 < luck.value < without.value  # more orders, relatively less luck


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("triage", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("visitors", "capacity"), [(60, 15), (2000, 300), (500, 450)])
def test_the_average_given_the_inputs_is_near_in_small_and_in_large(
    visitors: int, capacity: int, triage: float
) -> None:
    plan = stand(visitors, capacity, triage).with_(costs=())
    some = {"target_share": exactly("target_share", 0.9), "margin": exactly("margin", 0.3)}
    result = simulate(plan.with_(inputs=some), trials=65_536, detail=True)
    expected = float(expected_profit(result)[0])
    found = result.mean("profit")
    assert abs(found.value - expected) <= 4 * found.error + 0.002 * abs(expected)


def test_the_calculator_serves_first_too() -> None:
    plan = stand(100, 40, 1.0)
    rates = {f"call_share.{phase}": exactly(f"call_share.{phase}", 0.0) for phase in PHASES[:2]}
    assert best_guess(plan.with_(inputs=rates)).stages["calls"] == pytest.approx(20)
    assert best_guess(plan.with_(inputs=rates, triage=0.0)).stages["calls"] == pytest.approx(8)
    half = best_guess(plan.with_(inputs={**rates, "staff": Exact(0.5)}, triage=0.5))
    assert half.stages["calls"] == pytest.approx(4 + 0.5 * 16)
