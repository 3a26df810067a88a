"""What widgets held before the page changed them, and what it told them to hold.

A browser that has not been told of a new number yet sends the old one once more with whatever the
visitor does next, and then the new one as if it were news: Streamlit takes both for something that
was just typed. Nobody types the number that stood there within `SOON`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from ui.visit import state

SOON: Final = 1.0  # seconds
RECENT: Final = "recently_held"
LAST: Final = "last_told"


def changing(values: Mapping[str, Any]) -> None:
    """The widgets with these keys are about to hold these values."""
    now = time.monotonic()
    recent = [(at, what) for at, what in state.kept(RECENT, ()) if now - at < SOON]
    for key, value in values.items():
        before = state.widget(key)
        if before is not None and before != value:
            recent += [(now, (key, before)), (now, (key, value))]
    state.keep(RECENT, tuple(recent))
    state.keep(LAST, {**state.kept(LAST, {}), **values})


def heard(key: str, value: Any) -> bool:
    """Whether the widget only says what the page made of it, or what it held just before."""
    now = time.monotonic()
    return state.kept(LAST, {}).get(key) == value or any(
        now - at < SOON and what == (key, value) for at, what in state.kept(RECENT, ())
    )
