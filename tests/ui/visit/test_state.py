"""What a visitor has: corrections, renamed plans, plans of one name."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Range
from sim.plan.round_numbers import with_round_ends
from ui.plan import plans
from ui.visit import state


def test_a_likely_value_corrected_after_a_typing_error_takes_low_and_high_along(
    screen: Any,
) -> None:
    before = screen.belief("visitors")
    screen.type("visitors", likely="many")
    assert "visitors" in state.drafts()
    screen.type("visitors", likely="36,000")
    after = screen.belief("visitors")
    assert isinstance(before, Range)
    assert after == with_round_ends(before.moved(36_000))
    assert state.drafts() == {}


@pytest.mark.parametrize("change", [{"name": "Ours"}, {"hurdle": 0.7}, {"evidence": {}}])
def test_a_plan_with_another_name_hurdle_or_evidence_is_changed_and_can_be_undone(
    screen: Any, change: dict[str, Any]
) -> None:
    assert not state.changed("regional")
    before = state.plan()
    state.commit(before.with_(**change))
    assert state.changed("regional")
    state.reset()
    assert state.plan() == before
    assert not state.changed("regional")


def test_a_changed_language_alone_changes_no_plan(screen: Any) -> None:
    state.open_file(state.plan())
    state.speak("nl")
    assert [key for key in state.slots() if state.changed(key)] == []


def test_two_plans_of_one_name_are_told_apart(screen: Any) -> None:
    state.open_file(state.plan())
    state.open_file(state.plan())
    names = list(plans.names().values())
    assert len(set(names)) == len(names)
