"""What stands in the boxes of a table, and what comes of it.

A row that can be read is a line of the plan. One that cannot keeps what was typed, with a sentence
at its line, and the plan keeps the line that it was last; the other rows count all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.lines.kind import NEW, Kind, Row
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words, words
from words.translation import translated

SPARE: Final = 6  # empty rows at the end, so that nobody types faster than they come
TABLES: Final = 8  # that are remembered: the newest, of which an older box may still tell


@dataclass(frozen=True)
class Held:
    """A table as it is on the screen.

    rows   what stands in its boxes, each row with its number (``id``) and its ``problem``, None
           where there is none; the last ones are empty
    lines  the plan's lines, of which they tell; others mean that the plan was changed elsewhere
    open   numbers of the rows that are being refined
    """

    rows: tuple[Row, ...]
    lines: tuple[Any, ...]
    open: frozenset[int] = frozenset()


HELD: Final = Key[Mapping[str, Held]]("lines.held", {})  # tables by their keys
NUMBER: Final = Key[int]("lines.number", 0)  # of the row that was made last: no two share one


def key(kind: Kind) -> str:
    """The table of this kind that is on the screen."""
    return f"{kind.place}.{state.slot()}.{state.version()}"


def box(table: str, number: int, part: str) -> str:
    """The widget that holds a part of a row."""
    return f"lines.{table}.{number}.{part}"


def held(kind: Kind) -> Held:
    """The table on the screen; filled anew where the plan's lines were changed elsewhere."""
    table, lines = key(kind), kind.lines(state.plan())
    found = state.kept(HELD).get(table)
    if found is None or found.lines != lines:
        found = _keep(kind, table, Held(_filled(kind, lines), lines))
    return found


def _filled(kind: Kind, lines: Sequence[Any]) -> tuple[Row, ...]:
    """The rows of a new table: what was typed before and cannot be read, otherwise the lines."""
    w = state.language()
    typed, _ = state.drafts().get(kind.place, ({}, None))
    if typed:
        return tuple(typed["rows"])
    return tuple(kind.row_of(line, at, w) for at, line in enumerate(lines))


def _keep(kind: Kind, table: str, now: Held) -> Held:
    """Remembers a table, with a number for every row and empty rows at its end."""
    rows = [dict(row) for row in now.rows]
    full = next((at for at in range(len(rows), 0, -1) if not kind.empty(rows[at - 1])), 0)
    rows += [kind.blank() for _ in range(SPARE - (len(rows) - full))]
    for row in rows:
        if "id" not in row:
            state.change(NUMBER, lambda last: last + 1)
            row["id"] = state.kept(NUMBER)
    now = replace(now, rows=tuple(rows))
    others = {one: of for one, of in state.kept(HELD).items() if one != table}
    newest = dict([*others.items()][1 - TABLES :])
    state.keep(HELD, {**newest, table: now})
    return now


# Edits: each reads every box of the table


@state.whole
def typed(kind: Kind, table: str, code: str) -> None:
    """Reads the boxes of a table that was drawn in the language `code`."""
    _take(kind, table, code, _now(kind, table))


@state.whole
def deleted(kind: Kind, table: str, code: str, number: int) -> None:
    """A row is gone, and with it its line."""
    _take(kind, table, code, [row for row in _now(kind, table) if row["id"] != number])


@state.whole
def refined(kind: Kind, table: str, code: str, number: int) -> None:
    """Shows what else can be said of a row, or hides it again."""
    typed(kind, table, code)
    tables = state.kept(HELD)
    if table in tables:
        now = tables[table]
        state.keep(HELD, {**tables, table: replace(now, open=now.open ^ {number})})


@state.whole
def appended(kind: Kind, table: str, code: str, more: Iterable[Row]) -> None:
    """Further rows, behind those in which something stands."""
    rows = [row for row in _now(kind, table) if not kind.empty(row)]
    _take(kind, table, code, [*rows, *more])


def _now(kind: Kind, table: str) -> list[Row]:
    """The rows with what their boxes hold now."""
    found = state.kept(HELD).get(table)
    rows = [] if found is None else found.rows
    return [
        {**row} | {part: _holds(table, row, part) for part in kind.parts if part in row}
        for row in rows
    ]


def _holds(table: str, row: Row, part: str) -> str:
    return str(state.widget(box(table, row["id"], part), row[part]))


def _take(kind: Kind, table: str, code: str, rows: Sequence[Row]) -> None:
    """The plan's lines become what the rows say, as far as they can be read. A table that is no
    longer on the screen counts only where it was left by choosing another language."""
    w, before = words(code), state.kept(HELD).get(table)
    if before is None or (table != key(kind) and code == state.language().code):
        return
    plan = state.plan()
    read = [_read(kind, row, kind.lines(plan), w) for row in rows]
    changed, read = _changed(kind, plan, read)
    last = max((at for at, one in enumerate(read) if not kind.empty(one.row)), default=NEW)
    told = [one.told(begun=at == last) for at, one in enumerate(read)]
    if changed != plan:
        state.commit(translated(changed, w, state.language()))
    _draft(kind, told, read, code)
    lines = kind.lines(state.plan())
    _keep(kind, table, Held(tuple(told), lines, before.open))


@dataclass(frozen=True)
class Read:
    """A row as it was read: the line that it is in the plan now, None where it is none, and why it
    cannot be read."""

    row: Row
    line: Any = None
    problem: ScenarioError | None = None
    at: int = NEW

    @property
    def was(self) -> int:
        """Where in the plan its line was before; `NEW` where there was none."""
        return int(self.row.get("at", NEW))

    def told(self, *, begun: bool) -> Row:
        """The row for the screen. Nothing is said of one that was just begun, the last one in
        which something stands: its amount or its name is still to come."""
        problem = self.problem
        if problem is not None and problem.code == "missing" and begun and self.at == NEW:
            problem = None
        return {**self.row, "at": self.at, "problem": problem}


def _read(kind: Kind, row: Row, lines: Sequence[Any], w: Words) -> Read:
    if kind.empty(row):
        return Read(row)
    try:
        return Read(row, kind.line_of(row, lines, w))
    except ScenarioError as problem:
        at = int(row.get("at", NEW))
        return Read(row, lines[at] if 0 <= at < len(lines) else None, problem)


def _changed(kind: Kind, plan: Scenario, read: list[Read]) -> tuple[Scenario, list[Read]]:
    """The plan with the lines that were read, and where in it each of them is. A line that the
    plan does not take stays what it was, with the reason beside it."""
    there = [at for at, one in enumerate(read) if one.line is not None]
    try:
        changed = kind.changed(plan, tuple(read[at].line for at in there))
    except ScenarioError as problem:
        found = re.match(rf"{kind.place}\[(\d+)\]\.?", problem.place)
        wrong = there[int(found[1]) - 1] if found else there[-1]
        if read[wrong].problem is not None:  # what it was is not taken either
            return plan, [replace(one, at=one.was) for one in read]
        own = problem.place[found.end() :] if found else ""
        lines, was = kind.lines(plan), read[wrong].was
        refused = replace(
            read[wrong],
            line=lines[was] if 0 <= was < len(lines) else None,
            problem=ScenarioError(problem.code, own, **problem.values),
        )
        return _changed(kind, plan, [*read[:wrong], refused, *read[wrong + 1 :]])
    place = {at: n for n, at in enumerate(there)}
    return changed, [replace(one, at=place.get(at, NEW)) for at, one in enumerate(read)]


def _draft(kind: Kind, told: Sequence[Row], read: Sequence[Read], code: str) -> None:
    """Keeps the rows where one of them cannot be read."""
    wrong = [(n, one.problem) for n, one in enumerate(read, start=1) if one.problem is not None]
    if not wrong:
        state.drafts().pop(kind.place, None)
        return
    number, problem = wrong[0]
    rows = [row for row in told if not kind.empty(row)]
    about = problem.at(f"{kind.place}[{number}]")
    state.draft(kind.place, {"rows": rows}, about, code)
