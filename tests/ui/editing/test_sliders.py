"""What happens around a slider that moves: the step that is simulated ahead, what a browser says
once more, and which sliders are left alone."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from sim import Scenario
from sim.plan.file import EXAMPLES, example
from sim.plan.parameters import PATHS
from ui.editing import echoes, edits, redraw, sliders
from ui.editing.moves import LATER, SOON
from ui.visit import state


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Scenario]:
    """The plans whose answers were asked for ahead of time."""
    plans: list[Scenario] = []
    monkeypatch.setattr(sliders, "answer", lambda plan, seed: plans.append(plan))
    return plans


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that stands still until it is told to go on."""

    class Clock:
        now = 100.0

        def monotonic(self) -> float:
            return self.now

    standing = Clock()
    monkeypatch.setattr(echoes, "time", standing)
    return standing


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_slider_keeps_its_ends_wherever_it_goes(name: str, screen: Any) -> None:
    state.choose(name)
    for path, belief in example(name).inputs.items():
        low, high, step = sliders.bounds(path, belief.likely)
        for likely in (low, high):
            assert sliders.bounds(path, likely) == (low, high, step)


def drawn(screen: Any) -> dict[str, str]:
    """The boxes of the visitors are drawn, and reach the browser some time later."""
    belief, unit = screen.belief("visitors"), PATHS["visitors"].unit
    told = {part: edits.box_text(belief, part, unit, state.language()) for part in edits.PARTS}
    echoes.changing({f"{part}.visitors": text for part, text in told.items()})
    return told


def test_what_a_browser_says_once_more_is_not_taken_for_typed(screen: Any, clock: Any) -> None:
    before = screen.belief("visitors")
    old = drawn(screen)
    screen.type("visitors")
    screen.slide("visitors", 20_000)
    new = drawn(screen)
    screen.slide("visitors", 20_500)
    for said in (old, new, {**old, "likely": new["likely"]}):
        screen.type("visitors", **said)
        assert screen.belief("visitors").likely == 20_500
    clock.now += SOON
    screen.type("visitors", **new)
    assert screen.belief("visitors").likely == 20_500
    screen.type("visitors", **{**new, "likely": old["likely"]})
    assert screen.belief("visitors").likely == before.likely


def test_a_slow_browser_that_says_old_numbers_beside_a_new_one_takes_no_move_back(
    screen: Any, clock: Any
) -> None:
    """All boxes of one row at once, while the slider of another is moved: nobody does that."""
    before, old = screen.belief("visitors"), drawn(screen)
    screen.type("visitors", **old)
    screen.slide("visitors", 20_000)
    drawn(screen)
    echoes.changing({"slide.target_share": 0.06})
    clock.now += 3 * SOON
    st.session_state["slide.target_share"] = 0.065
    screen.type("visitors", **old)
    assert screen.belief("visitors").likely == 20_000
    clock.now += LATER
    screen.type("visitors", **old)
    assert screen.belief("visitors") == before


def test_boxes_that_are_reported_one_by_one_are_read_as_one(screen: Any, clock: Any) -> None:
    screen.slide("visitors", 150_000)
    told = drawn(screen)
    clock.now += SOON
    for _ in edits.PARTS:
        screen.type("visitors", **{**told, "likely": "18000"})
    assert screen.belief("visitors") == example("regional").inputs["visitors"]
    assert not state.drafts()


def test_what_cannot_be_read_stays_so_while_another_box_is_typed(screen: Any, clock: Any) -> None:
    told = {**drawn(screen), "low": "abc"}
    screen.type("visitors", **told)
    echoes.changing({"low.visitors": "abc"})
    screen.type("visitors", **{**told, "likely": "19,000"})
    assert "visitors" in state.drafts()
    screen.type("visitors", **{**told, "low": "9,000"})
    assert screen.belief("visitors").low == 9_000
    assert not state.drafts()


def test_a_slider_that_says_once_more_where_it_stood_moves_nothing(screen: Any, clock: Any) -> None:
    screen.slide("visitors", 18_000)
    screen.type("visitors", likely="40,000")
    echoes.changing({"slide.visitors": 40_000.0})
    screen.slide("visitors", 18_000)
    assert screen.belief("visitors").likely == 40_000
    clock.now += SOON
    screen.slide("visitors", 18_000)
    assert screen.belief("visitors").likely == 18_000


def test_a_widget_that_was_never_drawn_held_nothing_before(screen: Any, clock: Any) -> None:
    echoes.changing({"likely.visitors": "1"})
    assert echoes.heard("likely.visitors", "1")
    assert not echoes.heard("likely.visitors", "2")
    assert not echoes.heard("low.visitors", "1")


def test_a_slider_that_stands_where_it_should_is_left_alone_once_the_browser_knows(
    screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[tuple[str, Any]] = []
    monkeypatch.setattr(state, "put", lambda *what: put.append(what))
    short, long = (0.0, 10.0, 1.0), (0.0, 100.0, 1.0)
    st.session_state["slide.x"] = 1.0
    sliders.follow("slide.x", 1.0, short)
    sliders.arrived({"slide.x": short})
    sliders.follow("slide.x", 1.0, short)
    assert put == [("slide.x", 1.0)]
    sliders.follow("slide.x", 2.0, short)
    sliders.follow("slide.x", 1.0, short)
    assert put == [("slide.x", 1.0), ("slide.x", 2.0), ("slide.x", 1.0)]
    sliders.arrived({"slide.x": short})
    sliders.follow("slide.x", 1.0, long)
    sliders.arrived({"slide.x": long})
    redraw.begun()
    sliders.follow("slide.x", 1.0, long)
    assert len(put) == 5
