"""Boxes for what is known more closely: what stands in them, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import streamlit as st

from sim.year.settings import Settings
from ui.visit import state
from ui.year import listed, wrong


def box(place: str, about: str) -> None:
    """A box for a setting, with what it is and help."""
    w, key = state.language(), f"year.{place}"
    state.put(key, typed(place))
    st.text_input(
        w(f"year.refine.{place}"),
        key=key,
        placeholder=w("year.refine.nothing"),
        help=w(about),
        on_change=enter,
        args=(place,),
    )
    problem(place)


def problem(place: str) -> None:
    """What is wrong with what stands in the box of a setting."""
    found = wrong.problem(place)
    if found is not None:
        w = state.language()
        st.error(w.problem(found, wrong.unit_of(place)), icon=":material/error:")


def typed(place: str) -> str:
    """What stands in the box of a setting: what was typed, where it could not be read."""
    value: float | None = getattr(listed.settings(), place)
    nothing = value is None or (place in ("stand", "overlap") and value == 0)
    return written(place, None if nothing else value)


def written(place: str, value: float | None) -> str:
    """What stands in the box of a place for this value, None for an empty one: what was typed,
    where it could not be read."""
    if wrong.problem(place) is not None:
        return state.kept(wrong.TYPED).get(place, "")
    return "" if value is None else state.language().typed(value, wrong.unit_of(place))


@state.whole
def enter(place: str) -> None:
    """Reads the box of a setting; nothing in it is what the setting begins with."""
    first: Any = next(field.default for field in fields(Settings) if field.name == place)
    read(place, lambda value: listed.change(**{place: first if value is None else value}))


def read(place: str, change: Callable[[float | None], None]) -> None:
    """Reads a box and changes what it is of: to None where nothing stands in it. What cannot be
    read stays in the box."""
    text = str(state.widget(f"year.{place}") or "")
    state.change(wrong.TYPED, lambda before: {**before, place: text})
    unit = wrong.unit_of(place)

    def entered() -> None:
        value = None
        if text.strip():
            value = state.language().parse(text, unit)
            unit.check(value)
        change(value)

    wrong.attempt(place, entered)
