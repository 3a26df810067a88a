"""Parameter -> widgets -> belief: one row for each number of the plan.

A row shows low, likely and high as texts in the language's own form (Streamlit's number boxes know
no decimal comma), a slider for the likely value, and what the range means, in its own numbers.
"""

from __future__ import annotations

import math
from typing import Any, Final

import streamlit as st

from sim.beliefs import Belief, Counted, Exact, Range
from sim.parameters import PATHS, Unit
from sim.problems import ScenarioError
from sim.scenario import EVIDENCE
from ui import state
from ui.text import Words, rounded, sources

KINDS: Final = ("range", "exact", "counted")
PARTS: Final = ("low", "likely", "high")


def kind_of(belief: Belief) -> str:
    """How a belief is written: one of `KINDS`."""
    if isinstance(belief, Counted):
        return "counted"
    return "exact" if isinstance(belief, Exact) else "range"


def belief_row(path: str) -> None:
    """The row of one uncertain input."""
    w, plan = state.language(), state.plan()
    belief, unit = plan.inputs[path], PATHS[path].unit
    typed, problem = state.drafts().get(path, ({}, None))
    with st.container(key=f"row.{path}", gap="xxsmall"):
        _heading(path, w)
        with st.container(horizontal=True, wrap=False, gap="xsmall", key=f"boxes.{path}"):
            for part in _parts(belief):
                key = f"{part}.{path}"
                state.put(key, typed.get(part, _shown(belief, part, unit, w)))
                st.text_input(w(f"inputs.{part}"), key=key, on_change=_typed, args=(path,),
                              width="stretch")
        if not isinstance(belief, Counted):
            _slider(path, belief, unit, w)
        if problem is not None:
            st.error(w.problem(problem, unit), icon=":material/error:")
        else:
            st.caption(playback(belief, unit, w, plan.currency))


def fact_row(path: str, step: float = 1.0) -> None:
    """The row of an input that is always exact: people, days, hours."""
    w, belief = state.language(), state.plan().inputs[path]
    with st.container(key=f"row.{path}", gap="xxsmall"):
        _heading(path, w)
        state.put(f"fact.{path}", float(belief.likely))
        st.number_input(w.input(path), min_value=0.0, max_value=1e6, step=step, format="%g",
                        key=f"fact.{path}", on_change=_fact, args=(path,),
                        label_visibility="collapsed")


def playback(belief: Belief, unit: Unit, w: Words, currency: str = "EUR") -> str:
    """What the belief means, in its own numbers."""
    low, likely, high = (w.value(x, unit, currency) for x in (belief.low, belief.likely,
                                                              belief.high))
    if isinstance(belief, Exact):
        return w("playback.exact", likely=likely)
    if isinstance(belief, Counted):
        return w("playback.counted", hits=w.number(belief.hits), of=w.number(belief.of),
                 likely=likely, low=low, high=high)
    return w("playback.range", low=low, likely=likely, high=high)


def _parts(belief: Belief) -> tuple[str, ...]:
    if isinstance(belief, Counted):
        return ("hits", "of")
    return ("likely",) if isinstance(belief, Exact) else PARTS


def _shown(belief: Belief, part: str, unit: Unit, w: Words) -> str:
    """One number of the belief as it stands in its box."""
    x = float(getattr(belief, part))
    if part in ("hits", "of"):
        return w.number(x)
    if unit is Unit.SHARE:
        return w.percent(x)
    return w.short(x, 5)


def _heading(path: str, w: Words) -> None:
    plan = state.plan()
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall",
                      key=f"head.{path}"):
        st.markdown(f"**{w.input(path)}**", width="stretch")
        st.caption(evidence_word(path, w), width="content")
        about = st.popover("", icon=":material/tune:", type="tertiary", key=f"about.{path}",
                           on_change="rerun", help=w("inputs.about"))
        if about.open:
            with about:
                _about(path, w, plan.inputs[path])


def evidence_word(path: str, w: Words) -> str:
    """How the number is known, and whether it is still the example's."""
    plan = state.plan()
    if PATHS[path].certain:
        return "" if path in plan.yours else w("inputs.example")
    word = w(f"evidence.{plan.evidence_for(path)}")
    return word if path in plan.yours else f"{w('inputs.example')} · {word}"


def _about(path: str, w: Words, belief: Belief) -> None:
    """How it is known, what it is, where to find one's own number, what is published."""
    parameter = PATHS[path]
    if not parameter.certain:
        kinds = KINDS if parameter.unit is Unit.SHARE else KINDS[:2]
        state.put(f"kind.{path}", kind_of(belief))
        st.segmented_control(w("inputs.kind"), kinds, key=f"kind.{path}", required=True,
                             format_func=lambda kind: w(f"kinds.{kind}"), on_change=_kind,
                             args=(path,))
        if not isinstance(belief, Counted):
            state.put(f"evidence.{path}", state.plan().evidence_for(path))
            st.segmented_control(w("inputs.evidence"), EVIDENCE, key=f"evidence.{path}",
                                 required=True, on_change=_evidence, args=(path,),
                                 format_func=lambda kind: w(f"evidence.{kind}"))
    words = w.parameters[parameter.key]
    for part in ("what", "where", "benchmark"):
        st.markdown(f"**{w(f'inputs.{part}')}** {words[part]}")
    if words["sources"]:
        st.caption("  \n".join(f"[{sources()[s]['title']}]({sources()[s]['url']})"
                               for s in words["sources"]))


def _slider(path: str, belief: Exact | Range, unit: Unit, w: Words) -> None:
    low, high, step = slider_bounds(path, belief.likely)
    state.put(f"slide.{path}", min(max(belief.likely, low), high))
    st.slider(w("inputs.slide", name=w.input(path)), low, high, step=step, key=f"slide.{path}",
              format="percent" if unit is Unit.SHARE else "localized", on_change=_slid,
              args=(path,), label_visibility="collapsed")


def slider_bounds(path: str, likely: float) -> tuple[float, float, float]:
    """Lowest, highest and step of the slider: they stay while a plan is edited."""
    unit = PATHS[path].unit
    start = state.origin(state.slot()).inputs.get(path)
    top = 2.5 * start.high if start is not None else 2.5 * likely
    while top < likely:
        top *= 2
    top = _nice(top or 1.0)
    if unit is Unit.SHARE:
        top = min(top, 0.99)
    step = _nice(top / 200)
    return step, max(math.floor(top / step + 1e-9) * step, 2 * step), step


def _nice(x: float) -> float:
    """1, 2 or 5 times a power of ten, not below x."""
    power = 10.0 ** math.floor(math.log10(x))
    return next(float(f"{m * power:.12g}") for m in (1, 2, 5, 10) if m * power >= x * (1 - 1e-9))


# Callbacks


def _typed(path: str) -> None:
    """Reads the boxes of a row; what cannot be read stays with the reason beside it."""
    w, unit = state.language(), PATHS[path].unit
    belief = state.plan().inputs[path]
    parts = _parts(belief)
    typed = {part: str(state.widget(f"{part}.{path}", "")) for part in parts}
    try:
        values = {part: _value(belief, part, text, unit, w) for part, text in typed.items()}
        new = _believed(belief, values, path)
        unit.check_belief(new)
    except ScenarioError as problem:
        state.drafts()[path] = (typed, problem)
        return
    state.drafts().pop(path, None)
    if new != belief:
        state.believe(path, new)


def _value(belief: Belief, part: str, text: str, unit: Unit, w: Words) -> float:
    """The number in a box; one that was left alone keeps all its figures."""
    if text == _shown(belief, part, unit, w):
        return float(getattr(belief, part))
    if part in ("hits", "of"):
        count = w.parse(text, Unit.COUNT)
        if count != int(count):
            raise ScenarioError("not_whole", got=text, least=0)
        return count
    return w.parse(text, unit)


def _believed(belief: Belief, values: dict[str, float], path: str) -> Belief:
    """The belief that the boxes say; a likely value moved alone takes low and high along."""
    if isinstance(belief, Counted):
        return Counted(int(values["hits"]), int(values["of"]))
    if isinstance(belief, Exact):
        return Exact(values["likely"], belief.scale)
    alone = values["low"] == belief.low and values["high"] == belief.high
    drafted = path in state.drafts()
    if alone and not drafted and values["likely"] != belief.likely:
        PATHS[path].unit.check(values["likely"])
        return _moved(belief, values["likely"])
    return Range(values["low"], values["high"], values["likely"], belief.scale)


def _moved(belief: Range, likely: float) -> Range:
    try:
        return belief.moved(likely)
    except (ScenarioError, ValueError, FloatingPointError):
        raise ScenarioError("likely_outside", likely=likely, low=belief.low,
                            high=belief.high) from None


def _slid(path: str) -> None:
    belief = state.plan().inputs[path]
    likely = float(state.widget(f"slide.{path}"))
    if likely == belief.likely:
        return
    state.drafts().pop(path, None)
    new = belief.moved(likely) if isinstance(belief, Range) else Exact(likely, belief.scale)
    state.believe(path, new)


def _fact(path: str) -> None:
    value: Any = state.widget(f"fact.{path}")
    if value is not None:
        state.believe(path, Exact(float(value)))


def _kind(path: str) -> None:
    """The same belief, as near as it can be written in the other way."""
    belief, kind = state.plan().inputs[path], state.widget(f"kind.{path}")
    state.drafts().pop(path, None)
    if kind == "exact":
        state.believe(path, Exact(rounded(belief.likely, 4)[0], belief.scale))
    elif kind == "counted":
        state.believe(path, Counted(round(100 * belief.likely), 100))
    elif not isinstance(belief, Range):
        state.believe(path, _range_around(path, belief))


def _range_around(path: str, belief: Exact | Counted) -> Range:
    """The range of a count; around an exact number, as wide as the example's or a third."""
    if isinstance(belief, Counted):
        return belief.range
    start = state.origin(state.slot()).inputs.get(path)
    share = belief.scale is PATHS["margin"].unit.scale
    likely = min(max(belief.value, 0.001), 0.999) if share else max(belief.value, 1e-6)
    if isinstance(start, Range):
        return start.moved(likely)
    return Range(likely * 0.75, min(likely * 1.3, (1 + likely) / 2) if share else likely * 1.3,
                 likely, belief.scale)


def _evidence(path: str) -> None:
    plan = state.plan()
    evidence = {**plan.evidence, path: state.widget(f"evidence.{path}")}
    state.commit(plan.with_(evidence=evidence, yours=plan.yours | {path}))
