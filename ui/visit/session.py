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

from ui.visit.keys import Key

VISIT: Final = "visit"
_held: ContextVar[Mapping[str, Any] | None] = ContextVar("held", default=None)
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def begun() -> bool:
    """Whether this visitor has been here before."""
    return VISIT in st.session_state


def begin(fill: Callable[[], None]) -> None:
    """A new visitor: all that `fill` keeps, or nothing."""
    visit: dict[str, Any] = {}
    with _instead({VISIT: visit}):
        fill()
    st.session_state[VISIT] = visit


def kept(key: Key[T]) -> T:
    """One thing that this visitor has, or the key's default."""
    found: T = _own().get(key.name, key.default)
    return found


def keep(key: Key[T], value: T) -> None:
    """Remembers a thing for the rest of the visit."""
    _own()[key.name] = value


def change(key: Key[T], by: Callable[[T], T]) -> None:
    """What is kept becomes what `by` makes of it, at one touch of Streamlit's session: there is no
    place between reading and writing to break off."""
    own = _own()
    own[key.name] = by(own.get(key.name, key.default))


def keeper(key: Key[T]) -> Callable[[T], None]:
    """`keep` of this visit, for a thread that knows no visit."""
    own = _own()
    return lambda value: own.update({key.name: value})


def _own() -> dict[str, Any]:
    """What this visitor has, by the names of its keys."""
    found: dict[str, Any] = _session()[VISIT]
    return found


def widget(key: str, default: Any = None) -> Any:
    """What a widget holds now."""
    return _session().get(key, default)


def put(key: str, value: Any) -> None:
    """Sets a widget, before it is drawn; never in a callback."""
    st.session_state[key] = value


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
