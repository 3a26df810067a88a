"""The sliders of the open rows: part of the forecast's fragment, in places that the page keeps.

A slider that belongs to the forecast moves it in one run. From a fragment of its own it could only
ask for the forecast, and a browser that is told of two runs goes through every element of the page
twice before it draws. Whatever else depends on the number follows once it rests
(`ui.editing.redraw`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.plan.beliefs import Belief, Counted
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from ui.editing import counting, echoes, ends, redraw
from ui.editing.moves import MOVES, Form
from ui.visit import state
from ui.visit.keys import Key


class Place(NamedTuple):
    """Where the slider of the input at `path` stands; `step` is None where its size tells."""

    path: str
    step: float | None
    at: DeltaGenerator


PLACES: Final = Key[tuple[Place, ...]]("places", ())  # that this run of the page has reserved


def begun() -> None:
    """The whole page is about to be drawn: no row is open yet."""
    state.keep(PLACES, ())


def reserve(path: str, step: float | None = None) -> None:
    """The slider of this input comes here."""
    place = Place(path, step, st.container())
    state.change(PLACES, lambda others: (*others, place))


def places() -> tuple[Place, ...]:
    """Those that this run of the page has reserved."""
    return state.kept(PLACES)


def draw(places: Sequence[Place]) -> dict[str, Form]:
    """Puts every slider in its place, and gives its form by its key; a number that was counted, or
    whose count is being typed, has none."""
    drawn = {}
    for path, step, at in places:
        belief = state.plan().inputs[path]
        with at:
            if isinstance(belief, Counted) or counting.begun(path):
                st.empty()  # a place that stays unused in a run of the page is lost
            else:
                drawn[f"slide.{path}"] = _slider(path, belief, step)
    return drawn


def _slider(path: str, belief: Belief, step: float | None) -> Form:
    w, key = state.language(), f"slide.{path}"
    low, high, step = form = bounds(path, belief.likely, step)
    stands = min(max(belief.likely, low), high)
    echoes.changing({key: stands})
    follow(key, stands, form)
    st.slider(
        w("inputs.slide", name=w.input(path)),
        low,
        high,
        step=step,
        key=key,
        format="percent" if PATHS[path].unit is Unit.SHARE else "localized",
        on_change=redraw.moved,
        args=(slid, path),
        label_visibility="collapsed",
    )
    return form


def follow(key: str, value: float, form: Form) -> None:
    """Sets a slider that is drawn in this form while it may be moving: one that holds the value is
    left alone, because it would be set back where the browser has moved it on meanwhile. In another
    form (other ends) it is another widget to Streamlit, and knows nothing."""
    if not state.kept(MOVES).knows(key, form) or state.widget(key) != value:
        state.change(MOVES, lambda moves: moves.unknown(key))
        state.put(key, value)


def arrived(forms: Mapping[str, Form]) -> None:
    """The browser has these sliders as they were set; of what a run that was broken off has set it
    may never have heard."""
    state.change(MOVES, lambda moves: moves.arrived(forms))


def slid(path: str) -> None:
    """The likely value was moved by the slider."""
    belief = state.plan().inputs[path]
    likely = float(state.widget(f"slide.{path}"))
    if echoes.heard(f"slide.{path}", likely):
        return
    state.drafts().pop(path, None)
    if likely == belief.likely:
        return
    try:
        new = ends.shifted(path, belief, likely)
        PATHS[path].unit.check_belief(new)
    except ScenarioError as problem:
        state.drafts()[path] = ({}, problem)
        return
    state.believe(path, new)


def bounds(path: str, likely: float, step: float | None = None) -> Form:
    """Lowest, highest and step of the slider: they stay while a plan is edited."""
    unit = PATHS[path].unit
    start = state.origin(state.slot()).inputs.get(path)
    top = _nice(2.5 * (start.high if start is not None else 0.0) or 2.5 * likely or 1.0)
    while top < likely:
        top = _nice(2 * top)
    top = 0.99 if unit is Unit.SHARE and top >= 1 else min(top, unit.most)
    step = step or _nice(top / 200)
    low = math.floor(unit.least) + step
    return low, max(math.floor(top / step + 1e-9) * step, low + step), step


def _nice(x: float) -> float:
    """1, 2 or 5 times a power of ten, not below x."""
    power = 10.0 ** math.floor(math.log10(x))
    return next(float(f"{m * power:.12g}") for m in (1, 2, 5, 10) if m * power >= x * (1 - 1e-9))
