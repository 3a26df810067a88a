"""Parameter -> widgets -> belief: one row for each number of the plan.

A row shows low, likely and high as texts in the language's own form (Streamlit's number boxes know
no decimal comma), a slider for the likely value, and what the range means, in its own numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import EVIDENCE
from ui.editing import counting, doubts, echoes, edits, nine_of_ten, question, redraw, sliders
from ui.plan import optional, origins
from ui.visit import state
from words.beliefs import far_up, playback
from words.catalogue import Words, sources
from words.markdown import dollars_escaped

KINDS: Final = ("range", "exact", "counted")


def kind_of(belief: Belief) -> str:
    """How a belief is written: one of `KINDS`."""
    if isinstance(belief, Counted):
        return "counted"
    return "exact" if isinstance(belief, Exact) else "range"


def row(path: str) -> None:
    """The row of one input; one that is always exact, as people, days and hours, has one box."""
    parameter = PATHS[path]
    with st.container(key=f"row.{path}", gap="xxsmall"):
        st.fragment(_name, key=redraw.name(path))(path)
        st.fragment(_box if parameter.certain else _boxes, key=redraw.row(path))(path)
        sliders.reserve(path, parameter.step)
        st.fragment(_below, key=redraw.below(path))(path)


def _name(path: str) -> None:
    """Name, what can be said about the number, and the heads of its boxes."""
    w = state.language()
    with st.container(gap="xxsmall"):
        _heading(path, w)
        if not PATHS[path].certain:
            st.html(_parts(edits.boxes(path), w))


def _boxes(path: str) -> None:
    """A box for each part of the belief."""
    w = state.language()
    holds = _holds(path, edits.boxes(path))
    with st.container(horizontal=True, wrap=False, gap="xsmall", key=f"boxes.{path}"):
        for part, text in holds.items():
            state.put(f"{part}.{path}", text)
            st.text_input(
                w("inputs.part", name=w.input(path), part=w.within(w(f"inputs.{part}"))),
                key=f"{part}.{path}",
                label_visibility="collapsed",
                on_change=redraw.after,
                args=(edits.typed, path, w.code),
                width="stretch",
            )


def _box(path: str) -> None:
    """The only box of a fact."""
    w, key = state.language(), f"likely.{path}"
    state.put(key, _holds(path, ("likely",))["likely"])
    st.text_input(
        w.input(path),
        key=key,
        on_change=redraw.after,
        args=(edits.typed, path, w.code),
        label_visibility="collapsed",
    )


def _holds(path: str, parts: Sequence[str]) -> dict[str, str]:
    """What the boxes of a row are to hold: what was typed and cannot be read, otherwise the
    belief."""
    w = state.language()
    typed, _ = state.drafts().get(path, ({}, None))
    holds = {part: str(typed.get(part, edits.shown(path, part, w))) for part in parts}
    echoes.changing({f"{part}.{path}": text for part, text in holds.items()})
    return holds


def _below(path: str) -> None:
    """What cannot be read in the boxes, otherwise how the number is known and what it means."""
    w, plan = state.language(), state.plan()
    belief, unit = plan.inputs[path], PATHS[path].unit
    _, problem = state.drafts().get(path, ({}, None))
    if problem is not None:
        st.error(w.problem(problem, unit), icon=":material/error:")
        return
    take, keep = ((redraw.after, (edit, path)) for edit in (edits.meant, doubts.settle))
    question.show(path, doubts.open_doubt(path), unit, take=take, keep=keep)
    known = w.capital(evidence_word(path, w))
    if not PATHS[path].certain:
        meant = playback(belief, unit, w, plan.currency)
        if counting.begun(path):
            st.caption(w("inputs.counting"))
        st.caption(dollars_escaped(f"**{known}.** {_learned(path, w)}{meant}"))
        if far := far_up(belief, unit, w, plan.currency):
            st.caption(dollars_escaped(f":material/trending_up: {far}"))
    elif known:
        st.caption(f"**{known}.**")


def _learned(path: str, w: Words) -> str:
    """The counts that the number was learned from, and the fairs."""
    origin = origins.of(path, w)
    return w("inputs.learned", origin=origin) + " " if origin else ""


def _parts(parts: tuple[str, ...], w: Words) -> str:
    """The heads over the boxes: to the eye only, the boxes carry their whole names."""
    heads = "".join(f"<span>{w(f'inputs.{part}')}</span>" for part in parts)
    return f'<div class="parts" aria-hidden="true">{heads}</div>'


def _heading(path: str, w: Words) -> None:
    plan = state.plan()
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall", key=f"head.{path}"
    ):
        st.markdown(f"**{w.input(path)}**", width="stretch")
        about = st.popover(
            w("inputs.about", name=w.input(path)),
            type="tertiary",
            key=f"about.{path}",
            on_change="rerun",
            help=w("inputs.about", name=w.input(path)),
        )
        if about.open:
            redraw.there(redraw.name(path))
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
        way = "counted" if counting.begun(path) else kind_of(belief)
        state.put(f"kind.{path}", way)
        st.segmented_control(
            w("inputs.kind"),
            kinds,
            key=f"kind.{path}",
            required=True,
            format_func=lambda kind: w(f"kinds.{kind}"),
            on_change=redraw.after,
            args=(edits.kind, path),
        )
        if way != "counted":
            state.put(f"evidence.{path}", state.plan().evidence_for(path))
            st.segmented_control(
                w("inputs.evidence"),
                EVIDENCE,
                key=f"evidence.{path}",
                required=True,
                on_change=redraw.after,
                args=(edits.evidence, path),
                format_func=lambda kind: w(f"evidence.{kind}"),
            )
        nine_of_ten.offer(path)
    words = w.parameters[parameter.key]
    for part in ("what", "where", "benchmark"):
        st.markdown(f"**{w(f'inputs.{part}')}** {words[part]}")
    if words["sources"]:
        st.caption(
            "  \n".join(
                f"[{sources()[s]['title']}]({sources()[s]['url']})" for s in words["sources"]
            )
        )
    optional.leave_out(parameter)


def triage_slider(key: str) -> None:
    """The plan's triage; `key` is the widget's own on its page."""
    w, words = state.language(), state.language().parameters["triage"]
    state.put(key, round(100 * state.plan().triage))
    told = f"{words['what']} {words['where']}"
    shown = "%d".join(part.replace("%", "%%") for part in w.marks.percent)
    st.slider(words["label"], 0, 100, step=5, format=shown, key=key, on_change=_triaged,
              args=(key,), help=told)  # fmt: skip


@state.whole
def _triaged(key: str) -> None:
    state.commit(state.plan().with_(triage=int(state.widget(key)) / 100))
