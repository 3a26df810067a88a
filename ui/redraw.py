"""What is drawn again when a number changes: the answer, its reasons and the number's own row.

A page of fifty elements takes a browser three times as long to redraw as the chart alone, so the
parts are keyed fragments, the forecast first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from ui import ahead, session, state
from ui.answer import answer

FORECAST: Final = "forecast"
REASONS: Final = "reasons"
MINI: Final = "mini"
CHOICE: Final = "choice"
MENU: Final = "menu"
PAUSE: Final = 0.05  # seconds
DRAWN: Final = 0.03  # of them, until the picture is likely to be there


def row(path: str) -> str:
    """The fragment of an input's row."""
    return f"row.{path}"


@state.whole
def after(edit: Callable[..., None], path: str, *told: str) -> None:
    """The callback of a widget: edits the input at `path`, then draws what depends on it.

    It simulates too, because a browser that is told of a run first goes through every element of
    the page: the answer comes while it does."""
    edit(path, *told)
    answer(state.plan(), state.seed())
    state.keep("hurry", True)
    st.rerun([FORECAST, row(path), MINI, CHOICE, REASONS, MENU])


@state.whole
def everything(edit: Callable[..., None], *args: object) -> None:
    """The callback of a widget inside a fragment that changes the whole page."""
    edit(*args)
    st.rerun()


def begun() -> None:
    """The whole page is about to be drawn."""
    session.moving(None)
    state.keep("drawn", _frame())


def rest() -> None:
    """Draws the whole page where more has changed than numbers. A box that is left by a click on
    another language is such a case: both arrive at once, and Streamlit draws the box's part only.
    """
    if state.kept("drawn") != _frame():
        st.rerun()


def _frame() -> tuple[int, bool]:
    """What is drawn around the numbers: words and tables, and a link that was not opened."""
    return state.version(), state.kept("link_problem") is not None


def picture_first() -> None:
    """Lets the browser draw the forecast before more arrives: whatever it gets within some
    milliseconds it draws at once, and fifty elements take it three times as long as a picture."""
    if state.kept("hurry"):
        state.keep("hurry", False)
        since = time.monotonic()
        time.sleep(DRAWN)
        ahead.simulate()
        time.sleep(max(0.0, PAUSE - (time.monotonic() - since)))
