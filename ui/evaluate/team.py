"""What the team makes of a fair: both views side by side, what they agree on, and who does what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from sim.actuals.evaluation import LONGEST, MOST_ACTIONS, TEAMS, UNDECIDED, VERDICTS, Action, View
from sim.plan.problems import ScenarioError
from ui.actuals import held
from ui.book import at_hand
from ui.frame.grids import edited_rows
from ui.frame.shell import on_phone
from ui.visit import state
from ui.visit.keys import Key

PROBLEM: Final = Key[ScenarioError | None]("actions.problem", None)
TURN: Final = Key[int]("actions.turn", 0)  # rises when the table has to be filled anew
BASES: Final = Key[Mapping[str, pd.DataFrame]]("actions.bases", {})  # table -> its rows, unedited


def show() -> None:
    """The whole part."""
    w, now = state.language(), held.evaluation()
    st.header(w("evaluate.team.title"), anchor=False)
    st.caption(w("evaluate.team.hint"))
    columns = [st.container() for _ in TEAMS] if on_phone() else st.columns(2, gap="large")
    for column, team in zip(columns, TEAMS, strict=True):
        with column:
            _view(team)
    if now.differ:
        st.info(w("evaluate.team.differ"), icon=":material/balance:")
    st.subheader(w("evaluate.team.agreed"), anchor=False)
    _choice("agreed", now.agreed)
    _text("reason", w("evaluate.team.reason"), now.reason)
    _actions()
    problem = state.kept(PROBLEM)
    if problem is not None:
        st.error(w.problem(problem), icon=":material/error:")


def _view(team: str) -> None:
    w, view = state.language(), held.evaluation().views[team]
    st.subheader(w(f"evaluate.team.{team}"), anchor=False)
    _choice(f"verdict.{team}", view.verdict, team)
    _text(f"well.{team}", w("evaluate.team.well"), view.well, team)
    _text(f"differently.{team}", w("evaluate.team.differently"), view.differently, team)


def _choice(key: str, now: str, team: str = "") -> None:
    w = state.language()
    state.put(key, now or None)
    st.segmented_control(
        w("evaluate.team.verdict"),
        VERDICTS,
        key=key,
        format_func=lambda verdict: w(f"evaluate.verdicts.{verdict}"),
        on_change=_said,
        args=(team,),
    )


def _text(key: str, label: str, now: str, team: str = "") -> None:
    state.put(key, now)
    st.text_area(label, key=key, height=110, max_chars=LONGEST, on_change=_said, args=(team,))


@state.whole
def _said(team: str) -> None:
    """What one side says, or what is agreed on where it is no side."""
    now = held.evaluation()
    if not team:
        verdict = state.widget("agreed") or UNDECIDED
        held.agree(replace(now, agreed=verdict, reason=str(state.widget("reason", ""))))
        return
    view = View(
        state.widget(f"verdict.{team}") or UNDECIDED,
        str(state.widget(f"well.{team}", "")),
        str(state.widget(f"differently.{team}", "")),
    )
    held.agree(now.with_view(team, view))


# Who does what


def _actions() -> None:
    w = state.language()
    st.subheader(w("evaluate.team.actions"), anchor=False)
    key = f"actions.{at_hand.here()}.{state.kept(TURN)}"
    if state.widget(key) is None or key not in state.kept(BASES):
        rows = [(action.what, action.who) for action in held.evaluation().actions]
        base = pd.DataFrame(rows, columns=["task", "who"]).astype(str)
        state.change(BASES, lambda others: {**others, key: base})
    st.data_editor(
        state.kept(BASES)[key],
        key=key,
        hide_index=True,
        num_rows="dynamic",
        on_change=_todo,
        args=(key,),
        width="stretch",
        alt=w("evaluate.team.actions"),
        column_config={
            "task": st.column_config.TextColumn(w("evaluate.team.what"), max_chars=LONGEST),
            "who": st.column_config.TextColumn(w("evaluate.team.who"), max_chars=200),
        },
    )


@state.whole
def _todo(key: str) -> None:
    rows = edited_rows(state.kept(BASES)[key], state.widget(key))
    try:
        actions = tuple(
            Action(str(row.get("task") or ""), str(row.get("who") or "")) for row in rows
        )
        held.agree(replace(held.evaluation(), actions=actions[: MOST_ACTIONS + 1]))
    except ScenarioError as problem:
        state.keep(PROBLEM, problem)
        return
    state.keep(PROBLEM, None)


def redraw() -> None:
    """The table of actions is filled anew: another fair, or another version of it."""
    state.change(TURN, lambda turn: turn + 1)
