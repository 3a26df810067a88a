"""What is drawn again when a number changes, and in which order it is asked for."""

from __future__ import annotations

import time
from typing import Any

import pytest
import streamlit as st

from sim.plan.beliefs import Exact
from ui.editing import redraw
from ui.editing.moves import MOVES
from ui.visit import state


class Browser:
    """What the page asks of the browser: to wait for rest, and to draw fragments; where it was told
    to draw all of the page, None stands for them."""

    def __init__(self) -> None:
        self.waits: list[int] = []
        self.drawn: list[list[str] | None] = []
        self.paused = 0.0

    def rests(self, *, data: dict[str, Any], **_: Any) -> None:
        self.waits.append(data["moves"])
        assert data["quiet"] == redraw.QUIET

    def rerun(self, fragments: list[str] | None = None) -> None:
        self.drawn.append(fragments)

    def sleep(self, seconds: float) -> None:
        self.paused += seconds


@pytest.fixture
def browser(screen: Any, monkeypatch: pytest.MonkeyPatch) -> Browser:
    found = Browser()
    monkeypatch.setattr(redraw, "_RESTS", found.rests)
    monkeypatch.setattr(st, "rerun", found.rerun)
    monkeypatch.setattr(time, "sleep", found.sleep)
    monkeypatch.setattr(redraw, "answer", lambda plan, seed: None)
    redraw.begun()
    return found


def edit(path: str) -> None:
    """Something that changed a number."""


def nothing(path: str) -> bool:
    """Something that changed none."""
    return False


# The choice of a plan is drawn with the rest once: nobody has drawn it in these tests.
FIRST = (redraw.CHOICE, redraw.ADDRESS)


def rows(*paths: str) -> list[str]:
    return [fragment(path) for path in paths for fragment in (redraw.row, redraw.below)]


def test_a_slider_moves_the_picture_alone_and_the_rest_follows_when_it_rests(
    browser: Browser,
) -> None:
    redraw.watch_for_rest()
    redraw.moved(edit, "visitors")
    redraw._rested()  # it moved on before its picture was there
    assert browser.drawn == []
    redraw.watch_for_rest()
    redraw._rested()
    assert browser.drawn == [[*rows("visitors"), *FIRST]]
    redraw.rest_is_drawn()
    redraw.watch_for_rest()
    redraw._rested()
    assert browser.waits == [0, 1, 0]
    assert len(browser.drawn) == 1


def test_all_sliders_that_moved_before_one_rests_are_drawn(browser: Browser) -> None:
    for path in ("visitors", "margin", "visitors"):
        redraw.moved(edit, path)
        redraw.watch_for_rest()
    redraw._rested()
    assert browser.waits == [1, 2, 3]
    assert browser.drawn == [[*rows("margin", "visitors"), *FIRST]]


def test_a_slider_that_moves_after_the_rest_was_asked_for_is_drawn_the_next_time(
    browser: Browser,
) -> None:
    """A box and a slider may come in one message; the rest is asked for by the box."""
    redraw.after(edit, "visitors")
    redraw.moved(edit, "margin")
    redraw.watch_for_rest()
    redraw.rest_is_drawn()
    redraw._rested()
    assert browser.drawn[1:] == [[*rows("margin"), *FIRST]]


def test_a_box_draws_the_picture_first_and_what_waits_for_a_slider_too(browser: Browser) -> None:
    redraw.moved(edit, "margin")
    redraw.after(nothing, "visitors")
    assert browser.drawn == []
    redraw.after(edit, "visitors")
    name = redraw.name("visitors")
    assert browser.drawn == [[redraw.FORECAST, name, *rows("margin", "visitors"), *FIRST]]


@pytest.mark.parametrize("callback", [redraw.moved, redraw.after])
def test_the_browser_gets_a_moment_for_the_picture_once_after_a_change(
    callback: Any, browser: Browser
) -> None:
    redraw.picture_first()
    assert browser.paused == 0
    callback(edit, "visitors")
    redraw.picture_first()
    redraw.picture_first()
    assert browser.paused == redraw.PAUSE


def test_a_page_begun_anew_waits_for_no_slider(browser: Browser) -> None:
    redraw.moved(edit, "visitors")
    redraw.begun()
    redraw.watch_for_rest()
    redraw._rested()
    assert (browser.waits, browser.drawn) == ([0], [])


def test_the_whole_page_is_drawn_where_more_changed_than_numbers(browser: Browser) -> None:
    redraw.if_more_changed()
    assert browser.drawn == []
    state.speak("nl")
    redraw.if_more_changed()
    assert browser.drawn == [None]
    redraw.begun()
    redraw.if_more_changed()
    assert len(browser.drawn) == 1


def test_the_whole_page_is_drawn_once_a_link_need_not_be_spoken_of_any_more(
    browser: Browser,
) -> None:
    state.open_link("not a link")
    redraw.begun()
    redraw.if_more_changed()
    assert browser.drawn == []
    state.commit(state.plan())
    redraw.if_more_changed()
    assert browser.drawn == [None]
    assert not state.kept(MOVES).waiting


def test_the_choice_of_a_plan_is_drawn_again_where_it_would_say_something_else(
    browser: Browser,
) -> None:
    state.keep(redraw.OFFERED, redraw.offered())
    redraw.after(edit, "visitors")
    name = redraw.name("visitors")
    assert browser.drawn.pop() == [redraw.FORECAST, name, *rows("visitors"), redraw.ADDRESS]

    def changed(path: str) -> None:
        state.believe(path, Exact(20_000.0))

    redraw.after(changed, "visitors")
    assert redraw.CHOICE in (browser.drawn.pop() or [])


def test_a_part_follows_where_it_tells_something_else_and_until_it_was_drawn(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "fragment", lambda draw, key: draw)
    drawn: list[str] = []
    tells = {"costs": "1", "funnel": "few"}
    redraw.part("costs", lambda: tells["costs"], drawn.append)
    redraw.part("funnel", lambda: tells["funnel"], drawn.append)
    assert drawn == ["1", "few"]

    def asked() -> list[str] | None:
        redraw.after(edit, "visitors")
        return browser.drawn.pop()

    head = [redraw.FORECAST, redraw.name("visitors"), *rows("visitors"), redraw.CHOICE]
    assert asked() == [*head, redraw.ADDRESS]
    tells["funnel"] = "many"
    assert asked() == asked() == [*head, "funnel", redraw.ADDRESS]
    redraw.part("funnel", lambda: tells["funnel"], drawn.append)
    assert drawn == ["1", "few", "many"]
    assert asked() == [*head, redraw.ADDRESS]


def test_a_part_that_was_broken_off_is_asked_for_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "fragment", lambda draw, key: draw)
    tells = ["few"]
    redraw.part("funnel", lambda: tells[0], str)
    tells[0] = "many"
    with pytest.raises(InterruptedError):
        redraw.part("funnel", lambda: tells[0], _broken_off)
    redraw.after(edit, "visitors")
    assert "funnel" in (browser.drawn.pop() or [])


def _broken_off(told: str) -> None:
    raise InterruptedError
