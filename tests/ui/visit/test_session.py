"""Streamlit breaks a script off at a touch of its session: nothing of the visit may be lost."""

from __future__ import annotations

from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.state import session_state_proxy
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from ui.compare import chosen
from ui.editing import edits
from ui.visit import session, state
from ui.visit.keys import Key


class BrokenOff(BaseException):
    """As Streamlit's own, which no `except Exception` catches."""


class Busy:
    """A session of Streamlit's own kind, broken off at the `left`-th touch from now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 10**9
        kept = SafeSessionState(SessionState(), self._touched)
        monkeypatch.setattr(session_state_proxy, "get_session_state", lambda: kept)
        context = SimpleNamespace(locale="en-US", cookies={})
        monkeypatch.setattr(st, "context", context)
        monkeypatch.setattr(session, "query_parameter", lambda key: None)
        monkeypatch.setattr(state, "query_parameter", lambda key: None)

    def _touched(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise BrokenOff


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Busy:
    return Busy(monkeypatch)


@pytest.mark.parametrize("touches", range(6))
def test_a_start_that_is_broken_off_anywhere_is_made_good_by_the_next(
    busy: Busy, touches: int
) -> None:
    busy.left = touches
    try:
        state.start()
    except BrokenOff:
        busy.left = 10**9
        state.start()
    busy.left = 10**9
    assert state.plan() == state.origin("regional")
    assert state.drafts() == {}


@pytest.mark.parametrize("touches", range(6))
def test_a_comparison_that_is_broken_off_anywhere_is_made_good_by_the_next(
    busy: Busy, touches: int
) -> None:
    state.start()
    busy.left = touches
    try:
        chosen.begin()
    except BrokenOff:
        busy.left = 10**9
        chosen.begin()
    busy.left = 10**9
    assert len(chosen.entries()) == 2


def test_a_callback_reads_what_was_typed_though_the_browser_sends_more(busy: Busy) -> None:
    state.start()
    for part, text in {"low": "4,000", "likely": "5,000", "high": "6,000"}.items():
        state.put(f"{part}.visitors", text)
    busy.left = 0
    with pytest.raises(BrokenOff):
        edits.typed("visitors", "en")
    state.whole(edits.typed)("visitors", "en")
    busy.left = 10**9
    believed: Any = state.plan().inputs["visitors"]
    assert (believed.low, believed.likely, believed.high) == (4000, 5000, 6000)


def test_a_callback_inside_a_callback_sees_the_same(busy: Busy) -> None:
    state.start()
    state.put("view", "bands")

    @state.whole
    def outer() -> Any:
        return state.whole(lambda: state.widget("view"))()

    assert outer() == "bands"


COUNT = Key[int]("count", 1)
NAMES = Key[tuple[str, ...]]("names", ())


def test_what_was_never_kept_is_its_default(screen: Any) -> None:
    assert session.kept(COUNT) == 1
    session.keep(COUNT, 5)
    assert (session.kept(COUNT), session.kept(NAMES)) == (5, ())
    session.change(COUNT, lambda count: count + 1)
    session.change(NAMES, lambda names: (*names, "a"))
    assert (session.kept(COUNT), session.kept(NAMES)) == (6, ("a",))


@pytest.mark.parametrize("touches", range(4))
def test_a_change_that_is_broken_off_has_happened_or_has_not(busy: Busy, touches: int) -> None:
    state.start()
    busy.left = touches
    done = 0
    try:
        for _ in range(4):
            session.change(COUNT, lambda count: 2 * count)
            done += 1
    except BrokenOff:
        pass
    assert done == touches  # one touch each: there is nothing between reading and writing
    busy.left = 10**9
    assert session.kept(COUNT) == 2**done


def test_another_thread_keeps_things_of_the_visit_that_asked(screen: Any) -> None:
    mine, keep = st.session_state[session.VISIT], session.keeper(COUNT)
    st.session_state[session.VISIT] = {}
    other = Thread(target=keep, args=(7,))
    other.start()
    other.join()
    assert session.kept(COUNT) == COUNT.default
    st.session_state[session.VISIT] = mine
    assert session.kept(COUNT) == 7


@pytest.mark.parametrize("key", [COUNT, state.SCREEN], ids=["count", "screen"])
def test_two_visits_share_nothing(key: Key[Any], screen: Any) -> None:
    session.keep(key, "mine")
    st.session_state[session.VISIT] = {}
    assert session.kept(key) == key.default
