"""The boxes of the joint goal and the company's hurdle: what is typed stays, what cannot be read is
named, and what was left alone keeps all its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from sim.plan.problems import ScenarioError
from sim.plan.scenario import Goal
from ui.editing import doubts, question
from ui.editing.doubts import GOAL, GOAL_UNITS
from ui.visit import state
from words.catalogue import Words, words

PARTS: Final = tuple(GOAL_UNITS)


def _shown(goal: Goal | None, w: Words) -> dict[str, str]:
    """The goal as it stands in its boxes."""
    return {
        part: "" if goal is None else w.typed(getattr(goal, part), unit)
        for part, unit in GOAL_UNITS.items()
    }


def boxes() -> None:
    """The joint goal of marketing and sales."""
    w = state.language()
    typed, problem = state.drafts().get(GOAL, ({}, None))
    shown = _shown(state.plan().goal, w)
    with st.container(horizontal=True, wrap=False, gap="xsmall", key="boxes.goal"):
        for part in PARTS:
            state.put(f"goal.{part}", typed.get(part, shown[part]))
            st.text_input(w(f"goal.{part}"), key=f"goal.{part}", on_change=read, args=(w.code,))
    if problem is not None and problem.code == "missing" and state.plan().goal is None:
        st.caption(w("goal.half"))
        return
    if problem is not None:
        st.error(w.problem(problem), icon=":material/error:")
        return
    doubt = doubts.goal_doubt()
    unit = GOAL_UNITS[doubt.part if doubt else PARTS[0]]
    question.show(GOAL, doubt, unit, take=(_meant, ()), keep=(_kept, ()))
    st.caption(w("goal.hint"))


def rows() -> None:
    """The joint goal, and the company's own hurdle."""
    w, plan = state.language(), state.plan()
    boxes()
    state.put("hurdle", round(100 * plan.hurdle) if plan.hurdle is not None else 0)
    st.slider(
        w("goal.hurdle"),
        0,
        100,
        step=5,
        key="hurdle",
        on_change=_hurdle,
        help=w("goal.hurdle_help"),
    )


@state.whole
def read(code: str) -> None:
    """Reads the boxes of the goal, drawn in the language `code`."""
    w, before = words(code), state.plan().goal
    typed = {part: str(state.widget(f"goal.{part}", "")) for part in PARTS}
    try:
        changed = state.plan().with_(goal=_read(typed, before, w))
    except ScenarioError as problem:
        state.draft(GOAL, typed, problem, code)
        return
    state.drafts().pop(GOAL, None)
    state.commit(changed)
    doubts.goal_was_typed(before, typed)


def _read(typed: Mapping[str, str], before: Goal | None, w: Words) -> Goal | None:
    """The goal in the boxes; None where both are empty. Raises `ScenarioError`."""
    if not any(text.strip() for text in typed.values()):
        return None
    values, shown = {}, _shown(before, w)
    for part, unit in GOAL_UNITS.items():
        if not typed[part].strip():
            raise ScenarioError("missing", f"goal.{part}", form=unit.form)
        if before is not None and typed[part] == shown[part]:
            values[part] = getattr(before, part)
            continue
        try:
            values[part] = w.parse(typed[part], unit)
        except ScenarioError as problem:
            raise problem.at(f"goal.{part}") from None
    return Goal(**values)


@state.whole
def _meant() -> None:
    """The visitor means the other number of the two that are asked about."""
    goal, doubt = state.plan().goal, doubts.goal_doubt()
    if goal is not None and doubt is not None:
        changed = replace(goal, **{doubt.part: doubt.meant})
        state.commit(state.plan().with_(goal=changed))
    _kept()


@state.whole
def _kept() -> None:
    """What was typed is meant."""
    doubts.ask(state.slot(), GOAL, None)


@state.whole
def _hurdle() -> None:
    hurdle = int(state.widget("hurdle"))
    state.commit(state.plan().with_(hurdle=hurdle / 100 if hurdle else None))
