"""The table of costs, and the goal: what is typed stays, what cannot be read is named."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.funnel import PER
from sim.plan.johnson import Scale
from sim.plan.parameters import BY_KEY, Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import CostLine, Goal
from ui.plan import optional
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words, words
from words.translation import translated

SEEN: Final = ("label", "likely", "per", "low", "high")
COLUMNS: Final = (*SEEN, "at")
NUMBERS: Final = ("likely", "low", "high")
NEW: Final = -1  # a row that comes from no line of the plan
WRAPPED: Final = 65  # pixels: from here on the table breaks long names over lines
Row = dict[str, Any]
Base = tuple[pd.DataFrame, tuple[CostLine, ...]]
BASES: Final = Key[Mapping[str, Base]]("costs.bases", {})  # table -> its rows, unedited, and lines


def cost_table() -> None:
    """The budget as an editable table: rows are added below and removed with their check box."""
    w = state.language()
    key = f"costs.{state.slot()}.{state.version()}"
    base, _ = _base(key, w)
    per = {p: w(f"per.{p}") for p in PER}
    column = st.column_config
    st.data_editor(
        base,
        key=key,
        hide_index=True,
        num_rows="dynamic",
        on_change=_edited,
        args=(key, w.code),
        column_order=SEEN,
        placeholder="\u2013",
        row_height=WRAPPED,
        height="content",
        alt=w("budget.alt"),
        column_config={
            "label": column.TextColumn(w("budget.label"), max_chars=120, width=126),
            "likely": column.TextColumn(w("budget.likely"), width=82, alignment="right"),
            "per": column.SelectboxColumn(
                w("budget.per"), options=list(per), format_func=lambda p: per[str(p)], width=58
            ),
            "low": column.TextColumn(w("inputs.low"), width=68, alignment="right"),
            "high": column.TextColumn(w("inputs.high"), width=66, alignment="right"),
        },
    )
    for place, (_, problem) in state.drafts().items():
        if place.startswith("costs"):
            st.error(w.problem(problem, Unit.MONEY), icon=":material/error:")
    st.caption(w("budget.hint"))


def _base(key: str, w: Words) -> Base:
    """The table as it was when the editor was opened, which must not change under the edits, and
    the lines that its column `at` counts."""
    if state.widget(key) is None or key not in state.kept(BASES):
        lines = state.plan().costs
        rows = [row_of(line, at, w) for at, line in enumerate(lines)]
        typed, _ = state.drafts().get("costs", ({}, None))
        if typed:
            rows, lines = typed["rows"], typed["lines"]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        base = frame.astype(dict.fromkeys(SEEN, object)).fillna({"at": NEW}).astype({"at": int})
        state.change(BASES, lambda others: {**others, key: (base, lines)})
    return state.kept(BASES)[key]


def row_of(line: CostLine, at: int, w: Words) -> Row:
    """A cost line, the one at this place of the plan, as a row of the table."""
    amount = line.amount
    ranged = isinstance(amount, Range)
    return {
        "label": line.label,
        "likely": w.typed(amount.likely, Unit.MONEY),
        "per": line.per,
        "low": w.typed(amount.low, Unit.MONEY) if ranged else None,
        "high": w.typed(amount.high, Unit.MONEY) if ranged else None,
        "at": at,
    }


def line_of(row: Row, lines: tuple[CostLine, ...], w: Words) -> CostLine:
    """A row of the table as a cost line; what was left alone of the line that it comes from keeps
    all its figures. Raises `ScenarioError`."""
    at = row.get("at")
    old = at if isinstance(at, int) else NEW
    was = lines[old] if 0 <= old < len(lines) else None
    shown = row_of(was, old, w) if was else {}
    if was and all(row.get(part) == shown[part] for part in SEEN):
        return was
    if _empty(row.get("label")):
        raise ScenarioError("missing", "label", form="a text")
    values = {}
    for part in NUMBERS:
        if _empty(text := row.get(part)):
            continue
        if was and text == shown[part]:
            values[part] = float(getattr(was.amount, part))
        else:
            values[part] = _money(str(text), part, w)
    per = "fair" if _empty(row.get("per")) else str(row["per"])
    kept = (was.key, was.month) if was else ("", 0)
    return CostLine(str(row["label"]), _amount(values), per, *kept)


def _money(text: str, part: str, w: Words) -> float:
    try:
        value = w.parse(text, Unit.MONEY)
        Unit.MONEY.check(value)
    except ScenarioError as problem:
        raise problem.at("amount" if part == "likely" else part) from None
    return value


def _amount(values: dict[str, float]) -> Belief:
    likely, low, high = (values.get(part) for part in NUMBERS)
    if low is None and high is None:
        if likely is None:
            raise ScenarioError("missing", "amount", form=Unit.MONEY.form)
        return Exact(likely)
    if likely is None and (low is None or high is None):
        raise ScenarioError("missing", "amount", form=Unit.MONEY.form)
    if low is None or high is None:
        raise ScenarioError("missing", "low" if low is None else "high", form=Unit.MONEY.form)
    return Range(low, high, likely, Scale.POSITIVE)


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, float) and math.isnan(value))


@state.whole
def _edited(key: str, code: str) -> None:
    """Reads the table, drawn in the language `code`."""
    w = words(code)
    base, old = state.kept(BASES)[key]
    rows = edited_rows(base, state.widget(key))
    typed, lines = {"rows": rows, "lines": old}, []
    for number, row in enumerate(rows, start=1):
        try:
            lines.append(line_of(row, old, w))
        except ScenarioError as problem:
            state.draft("costs", typed, problem.at(f"costs[{number}]"), code)
            return
    try:
        changed = state.plan().with_(costs=tuple(lines), inputs=_sizes(lines))
    except ScenarioError as problem:
        state.draft("costs", typed, problem, code)
        return
    state.drafts().pop("costs", None)
    state.commit(translated(changed, w, state.language()))


def _sizes(lines: Sequence[CostLine]) -> dict[str, Belief]:
    """What the plan lacks of that by which the lines are multiplied, as its row begins."""
    lacking = [key for line in lines for key in line.needs if key not in state.plan().inputs]
    addable = [key for key in lacking if BY_KEY[key].start is not None]
    return {path: belief for key in addable for path, belief in optional.start(key).items()}


def edited_rows(base: pd.DataFrame, edits: dict[str, Any]) -> list[Row]:
    """The rows of `base` with the edits that Streamlit keeps for its data editor."""
    found = base.astype(object).where(base.notna(), None).to_dict("records")
    rows: list[Row] = [{str(column): cell for column, cell in row.items()} for row in found]
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
