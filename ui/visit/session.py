"""What Streamlit keeps for one visitor, and the one place that reads and writes it.

Streamlit may break off a script at every touch of its session, callbacks too, when the browser
has sent something newer: half of a start would stay, and a number typed on a busy server would be
gone. So everything of our own is one object, put there when it is complete, and a callback
(`whole`) works on a copy of the session, whose making is no place to break off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

import streamlit as st

VISIT: Final = "visit"
TOLD: Final = "told"
_held: ContextVar[Mapping[str, Any] | None] = ContextVar("held", default=None)
P = ParamSpec("P")
R = TypeVar("R")


def begun() -> bool:
    """Whether this visitor has been here before."""
    return VISIT in st.session_state


def begin(fill: Callable[[], None]) -> None:
    """A new visitor: all that `fill` keeps, or nothing."""
    visit: dict[str, Any] = {}
    with _instead({VISIT: visit}):
        fill()
    st.session_state[VISIT] = visit


def own() -> dict[str, Any]:
    """What this visitor has, by name."""
    found: dict[str, Any] = _session()[VISIT]
    return found


def kept(name: str, default: Any = None) -> Any:
    """One thing that this visitor has."""
    return own().get(name, default)


def keep(name: str, value: Any) -> None:
    """Remembers a thing for the rest of the visit."""
    own()[name] = value


def widget(key: str, default: Any = None) -> Any:
    """What a widget holds now."""
    return _session().get(key, default)


def put(key: str, value: Any) -> None:
    """Sets a widget, before it is drawn; never in a callback."""
    st.session_state[key] = value


def follow(key: str, value: Any, form: Any) -> None:
    """The same for a widget that is drawn in this `form` while it may be moving: one that holds the
    value is left alone, because it would be set back where the browser has moved it on meanwhile.
    In another form (other ends of a slider) it is another widget to Streamlit, and knows nothing.
    """
    known: Mapping[str, Any] = kept(TOLD, {})
    if known.get(key) != form or widget(key) != value:
        keep(TOLD, {other: its for other, its in known.items() if other != key})
        put(key, value)


def told(forms: Mapping[str, Any]) -> None:
    """The browser has been told what these widgets hold, in which form; of what a run that was
    broken off has set it may never have heard."""
    keep(TOLD, {**kept(TOLD, {}), **forms})


def untold() -> None:
    """The whole page is about to be drawn, every widget anew."""
    keep(TOLD, {})


def query_parameter(key: str) -> str | None:
    """A parameter of the address."""
    return st.query_params.get(key)


def whole(callback: Callable[P, R]) -> Callable[P, R]:
    """A callback that runs to its end, whatever the browser sends meanwhile."""

    @wraps(callback)
    def run(*args: P.args, **named: P.kwargs) -> R:
        if _held.get() is not None:
            return callback(*args, **named)
        with _instead(st.session_state.to_dict()):
            return callback(*args, **named)

    return run


def _session() -> Mapping[Any, Any]:
    held = _held.get()
    return st.session_state if held is None else held


@contextmanager
def _instead(held: Mapping[str, Any]) -> Iterator[None]:
    mark = _held.set(held)
    try:
        yield
    finally:
        _held.reset(mark)
