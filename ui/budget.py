"""The table of costs, and the goal: what is typed stays, what cannot be read is named."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd
import streamlit as st

from sim.beliefs import Belief, Exact, Range
from sim.funnel import PER
from sim.johnson import Scale
from sim.parameters import Unit
from sim.problems import ScenarioError
from sim.scenario import CostLine, Goal
from ui import state
from ui.text import Words, words

SEEN: Final = ("label", "likely", "per", "low", "high")
COLUMNS: Final = (*SEEN, "key", "month")
NEEDED: Final = ("label", "likely")


def cost_table() -> None:
    """The budget as an editable table: rows are added below and removed with their check box."""
    w = state.language()
    key = f"costs.{state.slot()}.{state.version()}"
    base = _base(key)
    per = {p: w(f"per.{p}") for p in PER}
    amount = {"min_value": 0.0, "format": "localized"}
    st.data_editor(
        base,
        key=key,
        hide_index=True,
        num_rows="dynamic",
        on_change=_edited,
        args=(key,),
        column_order=SEEN,
        placeholder="\u2013",
        alt=w("budget.alt"),
        column_config={
            "label": st.column_config.TextColumn(w("budget.label"), max_chars=120, width=116),
            "likely": st.column_config.NumberColumn(w("budget.likely"), width=78, **amount),
            "per": st.column_config.SelectboxColumn(
                w("budget.per"), options=list(per), format_func=per.get, width=66
            ),
            "low": st.column_config.NumberColumn(w("inputs.low"), width=62, **amount),
            "high": st.column_config.NumberColumn(w("inputs.high"), width=62, **amount),
        },
    )
    for place, (_, problem) in state.drafts().items():
        if place.startswith("costs"):
            st.error(w.problem(problem, Unit.MONEY), icon=":material/error:")
    st.caption(w("budget.hint"))


def _base(key: str) -> pd.DataFrame:
    """The table as it was when the editor was opened: it must not change under the edits."""
    if state.widget(key) is None or state.kept(f"base.{key}") is None:
        typed, _ = state.drafts().get("costs", ({}, None))
        rows = typed.get("rows") or [row_of(line) for line in state.plan().costs]
        state.keep(
            f"base.{key}",
            pd.DataFrame(rows, columns=list(COLUMNS)).astype(
                {"likely": float, "low": float, "high": float}
            ),
        )
    return state.kept(f"base.{key}")


def row_of(line: CostLine) -> dict[str, Any]:
    """A cost line as a row of the table."""
    amount = line.amount
    ranged = isinstance(amount, Range)
    return {
        "label": line.label,
        "likely": amount.likely,
        "per": line.per,
        "key": line.key,
        "month": line.month,
        "low": amount.low if ranged else None,
        "high": amount.high if ranged else None,
    }


def line_of(row: dict[str, Any]) -> CostLine:
    """A row of the table as a cost line. Raises `ScenarioError`."""
    label, likely, low, high = (row.get(part) for part in ("label", "likely", "low", "high"))
    if _empty(label):
        raise ScenarioError("missing", "label", form="a text")
    if _empty(likely) and (_empty(low) or _empty(high)):
        raise ScenarioError("missing", "amount", form=Unit.MONEY.form)
    amount: Belief
    if _empty(low) and _empty(high):
        amount = Exact(float(likely))
    elif _empty(low) or _empty(high):
        raise ScenarioError("missing", "low" if _empty(low) else "high", form=Unit.MONEY.form)
    else:
        amount = Range(
            float(low), float(high), None if _empty(likely) else float(likely), Scale.POSITIVE
        )
    per = row.get("per")
    return CostLine(
        str(label),
        amount,
        "fair" if _empty(per) else str(per),
        "" if _empty(row.get("key")) else str(row["key"]),
        0 if _empty(row.get("month")) else int(row["month"]),
    )


def _empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


@state.whole
def _edited(key: str) -> None:
    rows = edited_rows(state.kept(f"base.{key}"), state.widget(key))
    lines = []
    for at, row in enumerate(rows, start=1):
        try:
            lines.append(line_of(row))
        except ScenarioError as problem:
            state.drafts()["costs"] = ({"rows": rows}, problem.at(f"costs[{at}]"))
            return
    try:
        changed = state.plan().with_(costs=tuple(lines))
    except ScenarioError as problem:
        state.drafts()["costs"] = ({"rows": rows}, problem)
        return
    state.drafts().pop("costs", None)
    state.commit(changed)


def edited_rows(base: pd.DataFrame, edits: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of `base` with the edits that Streamlit keeps for its data editor."""
    rows = base.astype(object).where(base.notna(), None).to_dict("records")
    for at, change in edits["edited_rows"].items():
        rows[int(at)] |= change
    kept = [row for at, row in enumerate(rows) if at not in set(edits["deleted_rows"])]
    added = [dict(row) for row in edits["added_rows"]]
    return kept + [row for row in added if not all(_empty(v) for v in row.values())]


def goal_boxes() -> None:
    """The joint goal of marketing and sales."""
    w, goal = state.language(), state.plan().goal
    typed, problem = state.drafts().get("goal", ({}, None))
    shown = {
        "revenue": w.number(goal.revenue) if goal else "",
        "margin": w.percent(goal.margin) if goal else "",
    }
    with st.container(horizontal=True, wrap=False, gap="xsmall", key="boxes.goal"):
        for part in ("revenue", "margin"):
            state.put(f"goal.{part}", typed.get(part, shown[part]))
            st.text_input(
                w(f"goal.{part}"), key=f"goal.{part}", on_change=goal_typed, args=(w.code,)
            )
    if problem is not None:
        st.error(w.problem(problem), icon=":material/error:")
    else:
        st.caption(w("goal.hint"))


def goal_rows() -> None:
    """The joint goal, and the company's own hurdle."""
    w, plan = state.language(), state.plan()
    goal_boxes()
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
def goal_typed(code: str) -> None:
    """Reads the boxes of the goal, drawn in the language `code`."""
    w = words(code)
    typed = {part: str(state.widget(f"goal.{part}", "")) for part in ("revenue", "margin")}
    try:
        changed = state.plan().with_(goal=_read_goal(typed, w))
    except ScenarioError as problem:
        state.draft("goal", typed, problem, code)
        return
    state.drafts().pop("goal", None)
    state.commit(changed)


def _read_goal(typed: dict[str, str], w: Words) -> Goal | None:
    if not any(text.strip() for text in typed.values()):
        return None
    values = {}
    for part, unit in (("revenue", Unit.MONEY), ("margin", Unit.SHARE)):
        if not typed[part].strip():
            raise ScenarioError("missing", f"goal.{part}", form=unit.form)
        try:
            values[part] = w.parse(typed[part], unit)
        except ScenarioError as problem:
            raise problem.at(f"goal.{part}") from None
    return Goal(**values)


@state.whole
def _hurdle() -> None:
    hurdle = int(state.widget("hurdle"))
    state.commit(state.plan().with_(hurdle=hurdle / 100 if hurdle else None))
