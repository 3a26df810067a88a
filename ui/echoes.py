"""What widgets held before the page changed them, and what it told them to hold.

A browser that has not been told of a new number yet sends the old one once more with whatever the
visitor does next, and then the new one as if it were news: Streamlit takes both for something that
was just typed. Nobody types the number that stood there within `SOON`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from ui import state

SOON: Final = 1.0  # seconds
ECHOES: Final = "echoes"
Held = Mapping[str, Any]  # values by the keys of the widgets


def changing(values: Held) -> None:
    """These widgets, which belong together, are about to hold these values."""
    before = {key: state.widget(key) for key in values}
    if before != values and None not in before.values():
        now = time.monotonic()
        fresh = [(at, held) for at, held in state.kept(ECHOES, ()) if now - at < SOON]
        state.keep(ECHOES, (*fresh, (now, before), (now, dict(values))))


def heard(values: Held) -> bool:
    """Whether these widgets only say what the page has just changed, or made of it."""
    now = time.monotonic()
    return any(now - at < SOON and held == values for at, held in state.kept(ECHOES, ()))
