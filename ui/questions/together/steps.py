"""The boxes of the steps: what each is called, what it costs, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from sim.plan.checks import LONGEST_TEXT
from sim.plan.parameters import BY_KEY, PATHS
from sim.plan.steps.step import Step
from ui.questions.together import rows
from ui.questions.together.rows import Row
from ui.visit import state
from words.catalogue import Words

EXAMPLE: Final = "+1"  # of a change, in an empty box


def show(of_plan: Sequence[Step]) -> None:
    """A row for each step, and an empty one to go on in."""
    w = state.language()
    st.caption(w("together.edit_hint"))
    for number, row in enumerate(rows.held(of_plan), start=1):
        with st.container(key=f"together.step.{row.number}", border=True, gap="xsmall"):
            _row(row, number, w)


def _row(row: Row, number: int, w: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small",
                      key=f"boxes-step-{row.number}"):  # fmt: skip
        _text(row, "label", _called("label", number, w), w("together.box.new"))
        _text(row, "cost", _called("cost", number, w))
    for at in range(row.changes):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small",
                          key=f"boxes-change-{row.number}-{at}"):  # fmt: skip
            _input(row, at, _called("input", number, w), w)
            _text(row, f"to.{at}", _called("to", number, w), EXAMPLE, seen=at == 0)
    if row.problem is not None:
        st.error(w.problem(row.problem), icon=":material/error:")
    if not row.empty:
        st.button(
            w("together.box.delete"), key=f"together.delete.{row.number}", type="tertiary",
            icon=":material/delete:", on_click=rows.deleted,
            args=(rows.table(), w.code, row.number),
        )  # fmt: skip


def _called(part: str, number: int, w: Words) -> str:
    """What a box is called; which step it is of is heard only."""
    return f"{w(f'together.box.{part}')}\n\n{w('together.box.of', n=number)}"


def _text(row: Row, part: str, label: str, shown: str = "\u2013", *, seen: bool = True) -> None:
    st.text_input(
        label,
        value=row.texts[part],
        key=rows.box(row.number, part),
        max_chars=LONGEST_TEXT,
        placeholder=shown,
        label_visibility="visible" if seen else "collapsed",
        on_change=rows.typed,
        args=(rows.table(), state.language().code),
    )


def _input(row: Row, at: int, label: str, w: Words) -> None:
    names = rows.options(state.plan())
    chosen = row.texts[f"input.{at}"]
    if chosen not in names:
        names.append(chosen)

    def named(name: str) -> str:
        if not name:
            return w("together.box.choose")
        return w.input(name) if name in PATHS else str(w.parameters[BY_KEY[name].key]["label"])

    st.selectbox(
        label,
        names,
        index=names.index(chosen),
        key=rows.box(row.number, f"input.{at}"),
        format_func=named,
        label_visibility="visible" if at == 0 else "collapsed",
        on_change=rows.typed,
        args=(rows.table(), w.code),
    )
