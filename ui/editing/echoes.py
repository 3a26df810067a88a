"""What a browser says once more: it is not taken for something that was just typed.

See `ui.editing.moves.Moves.heard` for how that comes about, and for how long.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from ui.editing.moves import MOVES
from ui.visit import state


def changing(values: Mapping[str, Any]) -> None:
    """The widgets with these keys are about to hold these values."""
    before = {key: state.widget(key) for key in values}
    now = time.monotonic()
    state.change(MOVES, lambda moves: moves.holding(before, values, now))


def heard(key: str, value: Any) -> bool:
    """Whether the widget only says what the page made of it, or what it held just before."""
    moves = state.kept(MOVES)
    says = {other: state.widget(other) for other in moves.holds if other != key}
    others = any(said not in (None, moves.holds[other]) for other, said in says.items())
    return moves.heard(key, value, time.monotonic(), others=others)
