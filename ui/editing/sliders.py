"""The sliders of the open rows: part of the forecast's fragment, in places that the page keeps.

A slider that belongs to the forecast moves it in one run. From a fragment of its own it could only
ask for the forecast, and a browser that is told of two runs goes through every element of the page
twice before it draws. Whatever else depends on the number follows once it rests
(`ui.editing.redraw`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.plan.beliefs import Belief, Counted
from sim.plan.parameters import PATHS, Unit
from ui.editing import echoes, edits, redraw
from ui.visit import session, state

PLACES: Final = "places"


class Place(NamedTuple):
    """Where the slider of the input at `path` stands; `step` is None where its size tells."""

    path: str
    step: float | None
    at: DeltaGenerator


def begun() -> None:
    """The whole page is about to be drawn: no row is open yet."""
    state.keep(PLACES, ())


def reserve(path: str, step: float | None = None) -> None:
    """The slider of this input comes here."""
    state.keep(PLACES, (*state.kept(PLACES), Place(path, step, st.container())))


def places() -> tuple[Place, ...]:
    """Those that this run of the page has reserved."""
    found: tuple[Place, ...] = state.kept(PLACES)
    return found


def draw(places: Sequence[Place]) -> dict[str, tuple[float, float, float]]:
    """Puts every slider in its place, and gives its ends and step by its key; a number that was
    counted has none."""
    drawn = {}
    for path, step, at in places:
        belief = state.plan().inputs[path]
        with at:
            if isinstance(belief, Counted):
                st.empty()  # a place that stays unused in a run of the page is lost
            else:
                drawn[f"slide.{path}"] = _slider(path, belief, step)
    return drawn


def _slider(path: str, belief: Belief, step: float | None) -> tuple[float, float, float]:
    w, key = state.language(), f"slide.{path}"
    low, high, step = form = bounds(path, belief.likely, step)
    stands = min(max(belief.likely, low), high)
    echoes.changing({key: stands})
    session.follow(key, stands, form)
    st.slider(
        w("inputs.slide", name=w.input(path)),
        low,
        high,
        step=step,
        key=key,
        format="percent" if PATHS[path].unit is Unit.SHARE else "localized",
        on_change=redraw.moved,
        args=(edits.slid, path),
        label_visibility="collapsed",
    )
    return form


def bounds(path: str, likely: float, step: float | None = None) -> tuple[float, float, float]:
    """Lowest, highest and step of the slider: they stay while a plan is edited."""
    unit = PATHS[path].unit
    start = state.origin(state.slot()).inputs.get(path)
    top = _nice(2.5 * (start.high if start is not None else 0.0) or 2.5 * likely or 1.0)
    while top < likely:
        top = _nice(2 * top)
    top = 0.99 if unit is Unit.SHARE and top >= 1 else min(top, unit.most)
    step = step or _nice(top / 200)
    return step, max(math.floor(top / step + 1e-9) * step, 2 * step), step


def _nice(x: float) -> float:
    """1, 2 or 5 times a power of ten, not below x."""
    power = 10.0 ** math.floor(math.log10(x))
    return next(float(f"{m * power:.12g}") for m in (1, 2, 5, 10) if m * power >= x * (1 - 1e-9))
