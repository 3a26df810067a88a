"""Leads out of a CRM's table: one row a lead, counted as far as it had come on a day.

Where the file has the days on which a lead came to its stages, it tells every day before too: a
stage counts from its day, a lead from its own. Whoever was at a stage was at the ones before it by
then; a stage without a day counts from the next that has one, otherwise from the one before.

A lead is open unless it is won, lost, or closed by the column that says so. Empty cells there are
as the stage says; in a column of ticks, where all others say the same, they say the opposite.
A lead that is lost was at the stage that its days show; without days, at that of its word.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.cells import amounts, days
from sim.crm.meaning import LOST, MEANINGS, ROLES, Columns, Words, folded, guess_words
from sim.crm.sheet import Lead, Sheet, Wrong
from sim.crm.table import Row, Table
from sim.crm.vocabulary import vocabulary
from sim.plan.problems import ScenarioError, at

_DAYS: Final = tuple(f"date.{stage}" for stage in LEADS)
_ORDERS: Final = len(LEADS) - 1


def leads(table: Table, columns: Columns, words: Words | None = None) -> Sheet:
    """The leads of a table, by the role of each column and the meaning of the file's words.

    columns  role (`sim.crm.meaning.ROLES`) -> name of a column; phase, and stage or days, are
             needed
    words    role -> word, folded -> meaning (`MEANINGS`); by default as they are guessed

    Raises `ScenarioError` where columns or words are impossible; a wrong row raises nothing.
    """
    _check(table, columns)
    given = guess_words(table, columns) if words is None else words
    for role, meanings in given.items():
        for found in meanings.values():
            if found not in MEANINGS.get(role, ()):
                allowed = ", ".join(MEANINGS.get(role, MEANINGS))
                raise ScenarioError("not_one_of", f"words.{role}", got=found, allowed=allowed)
    return _Reader(table, columns, given).sheet()


def _check(table: Table, columns: Columns) -> None:
    for role, column in columns.items():
        if role not in ROLES:
            raise ScenarioError("unknown_key", role, allowed=", ".join(ROLES))
        with at(role):
            table.column(column)
    if "phase" not in columns:
        raise ScenarioError("no_column", "phase")
    if "stage" not in columns and not set(_DAYS[1:]) & set(columns):
        raise ScenarioError("no_column", "stage")


class _WrongError(Exception):
    """A row is wrong in the column of a role."""

    def __init__(self, role: str, code: str, **values: object) -> None:
        self.role, self.code, self.values = role, code, values


class _Reader:
    """Reads each different cell once, then row by row."""

    def __init__(self, table: Table, columns: Columns, words: Words) -> None:
        self.table, self.columns = table, columns
        found = {role: table.column(column) for role, column in columns.items()}
        cells = {role: set(column) - {""} for role, column in found.items()}
        self.cells = {role: _said(column, cells[role]) for role, column in found.items()}
        self.told = {
            role: {cell: words.get(role, {}).get(folded(cell)) for cell in cells.get(role, ())}
            for role in MEANINGS
        }
        self.amounts = amounts(cells.get("value", ()))
        dated = [role for role in columns if role.startswith("date.")]
        self.days, self.order = days([cells[role] for role in dated])
        said = set(self.told["open"].values()) - {None}
        self.unticked = {"yes": "no", "no": "yes"}.get(said.pop() or "") if len(said) == 1 else None
        self.seen: dict[str, int] = {}
        self.unsaid = 0

    def sheet(self) -> Sheet:
        found: list[Lead] = []
        wrong: list[Wrong] = []
        empty = 0
        for place, (line, row) in enumerate(zip(self.table.lines, self.table.rows, strict=True)):
            if not any(row):
                empty += 1
                continue
            try:
                if place in self.table.damage:
                    code, values = self.table.damage[place]
                    raise _WrongError("", code, **values)
                found.append(self._lead(line, place))
            except _WrongError as one:
                wrong.append(Wrong(line, self.columns.get(one.role, ""), one.code, one.values))
        dated = any(role.startswith("date.") for role in self.columns)
        return Sheet(tuple(found), tuple(wrong), empty, self.order, self.unsaid, dated)

    def _cell(self, role: str, place: int) -> str:
        return self.cells[role][place] if role in self.cells else ""

    def _word(self, role: str, place: int) -> str | None:
        """What the word of a row means; None for an empty cell."""
        cell = self._cell(role, place)
        meant = self.told[role].get(cell)
        if cell and meant is None:
            raise _WrongError(role, "unknown_word", got=cell)
        return meant

    def _lead(self, line: int, place: int) -> Lead:
        phase = self._word("phase", place)
        if phase is None:
            raise _WrongError("phase", "cell_empty")
        came = [self._day(role, place) if role in self.cells else None for role in _DAYS]
        closed = self._day("date.closed", place)
        stage, lost, unsaid = self._stage(place, came)
        open_ = not lost and stage != _ORDERS
        value = self._value(place)
        if lost and closed is not None:
            late = max((day for day in came if day is not None), default=closed)
            if late > closed:
                raise _WrongError("date.closed", "after_lost", day=closed, got=late)
        if stage == _ORDERS and came[_ORDERS] is None:
            came[_ORDERS] = closed
        self._check_once(line, place)
        self.unsaid += unsaid
        return Lead(line, phase, stage, open_, _since(came, stage), closed if lost else None, value)

    def _stage(self, place: int, came: list[date | None]) -> tuple[int, bool, bool]:
        """How far, whether lost, and whether nothing tells at which stage."""
        word, state = self._word("stage", place), self._word("open", place)
        state = state or (self.unticked if word not in LOST else None)
        dated = max((at for at, day in enumerate(came) if day is not None), default=0)
        if word is None and "stage" in self.columns and state != "won":
            raise _WrongError("stage", "cell_empty")
        lost = word in LOST
        if lost and state in ("yes", "won"):
            raise _WrongError("open", "lost_and_open")
        stage = dated if word is None else LEADS.index(word.removeprefix("lost."))
        if lost:
            stage = min(max(stage, dated), _ORDERS - 1)
        if state == "won":
            stage = _ORDERS
        unsaid = lost and word == LOST[0] and not stage
        return stage, lost or (state == "no" and stage != _ORDERS), unsaid

    def _day(self, role: str, place: int) -> date | None:
        cell = self._cell(role, place)
        if cell and self.days[cell] is None:
            raise _WrongError(role, "not_day", got=cell)
        return self.days[cell] if cell else None

    def _value(self, place: int) -> float | None:
        cell = self._cell("value", place)
        value = self.amounts[cell] if cell else None
        if cell and (value is None or value < 0):
            raise _WrongError("value", "not_amount", got=cell)
        return value

    def _check_once(self, line: int, place: int) -> None:
        """Of two rows with the same number the first counts."""
        cell = self._cell("id", place)
        if cell and self.seen.setdefault(cell, line) != line:
            raise _WrongError("id", "same_id", got=cell, line=self.seen[cell])


def _said(column: Row, cells: set[str]) -> list[str]:
    """The cells of a column, those that say nothing as empty ones."""
    nothing = vocabulary().nothing
    said = {cell: "" if cell.lower() in nothing else cell for cell in cells}
    return [said.get(cell, "") for cell in column]


def _since(came: list[date | None], stage: int) -> tuple[date | None, ...]:
    """The day from which each stage up to the furthest counts."""
    since = came[: stage + 1]
    for place in range(stage - 1, -1, -1):
        known = [day for day in since[place : place + 2] if day is not None]
        since[place] = min(known, default=None)
    for place in range(1, stage + 1):
        since[place] = since[place] or since[place - 1]
    return tuple(since)
