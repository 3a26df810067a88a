"""Leads out of a CRM's table: every person once, as far as each had come on a day.

Where the file has the days on which a lead came to its stages, it tells every day before too: a
stage counts from its day, a lead from its own. Whoever was at a stage was at the ones before it by
then; a stage without a day counts from the next that has one, otherwise from the one before.

A status beside the stage goes before it: a deal that is won at the stage of a quote is an order,
one that is lost there got its quote. Where no status says otherwise, a day on which a lead was won
or lost does, and a chance of 100 or 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.columns import ROLES, WHO, Columns
from sim.crm.meaning import (
    CLOSED,
    LOST,
    MEANINGS,
    OPEN,
    ORDERS,
    Words,
    guess_words,
    key,
    tick,
)
from sim.crm.people import person, together
from sim.crm.rows import Kind
from sim.crm.sheet import Lead, Money, Sheet, Unknown, Wrong
from sim.crm.table import Table
from sim.crm.told import Told
from sim.plan.problems import ScenarioError, at

_LAST: Final = len(LEADS) - 1
_KNOWN_BY: Final = (*WHO, "id")  # who or what a row is
_BY_STATE: Final = {ORDERS: (True, False)} | dict.fromkeys(LOST, (False, True))  # won, lost


def leads(
    table: Table,
    columns: Columns,
    words: Words | None = None,
    only: frozenset[str] | None = None,
    *,
    day_first: bool = True,
) -> Sheet:
    """The leads of a table, by the role of each column and the meaning of the file's words.

    columns  role (`sim.crm.columns.ROLES`) -> name of a column
    words    role -> word, as `sim.crm.meaning.key` has it -> meaning (`MEANINGS`); by default as
             they are guessed
    only     cells of the column of sources whose rows count; None: all
    day_first  whether 3-4-2026 is in April, where no cell of the file tells

    Raises `ScenarioError` where columns or words are impossible, and ``no_column`` where none says
    who a lead is or how far it came; a wrong row raises nothing.
    """
    for role, column in columns.items():
        if role not in ROLES:
            raise ScenarioError("unknown_key", role, allowed=", ".join(ROLES))
        with at(role):
            table.column(column)
    if not set(columns) - {"phase", "value", "actual", "currency", "source"}:
        raise ScenarioError("no_column", "columns")
    given = guess_words(table, columns) if words is None else words
    for role, meanings in given.items():
        for found in meanings.values():
            if found not in MEANINGS.get(role, ()):
                allowed = ", ".join(MEANINGS.get(role, tuple(MEANINGS)))
                raise ScenarioError("not_one_of", f"words.{role}", got=found, allowed=allowed)
    return _Reader(table, columns, given, only, day_first).sheet()


class _Reader:
    """Reads each different cell once, then row by row."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        words: Words,
        only: frozenset[str] | None,
        day_first: bool,
    ) -> None:
        self.table, self.only = table, only
        self.told = Told(table, columns, words, day_first)
        self.unread: list[Wrong] = []
        self.unknown: Counter[Unknown] = Counter()
        self.against = 0
        self.unsaid: set[int] = set()

    def sheet(self) -> Sheet:
        """All rows, the leads of the same person together."""
        rows: list[tuple[Lead, str, str]] = []
        wrong: list[Wrong] = []
        dropped = Counter(self.table.dropped)
        empty = others = 0
        for place, (line, row) in enumerate(zip(self.table.lines, self.table.rows, strict=True)):
            if not any(row):
                empty += 1
            elif place in self.table.damage:
                code, values = self.table.damage[place]
                wrong.append(Wrong(line, "", code, values))
            elif self._goes_on(place):
                dropped[Kind.MORE] += 1
            elif self.only is not None and self.told.cell("source", place) not in self.only:
                others += 1
            else:
                rows.append((self._lead(line, place), *self._who(place)))
        return self._sheet(rows, tuple(wrong), dropped, empty, others)

    def _sheet(
        self,
        rows: list[tuple[Lead, str, str]],
        wrong: tuple[Wrong, ...],
        dropped: Mapping[Kind, int],
        empty: int,
        others: int,
    ) -> Sheet:
        found, told = together(rows), self.told
        lost = any(not lead.open and lead.stage != _LAST for lead, _, _ in rows)
        return Sheet(
            leads=found,
            rows=len(rows),
            wrong=wrong,
            unread=tuple(self.unread),
            dropped=dict(dropped),
            others=others,
            empty=empty,
            unknown=dict(self.unknown),
            against=self.against,
            dates=told.order,
            dated=any(role.startswith("date.") for role in told.columns),
            unsaid=sum(lead.line in self.unsaid for lead in found),
            unpriced=sum(lead.stage == _LAST and not lead.money for lead in found),
            knows=told.knows(),
            says_open=lost or told.says_open(),
            phased=bool(found) and all(lead.phase is not None for lead in found),
        )

    def _goes_on(self, place: int) -> bool:
        """Whether a row goes on with the one above: nothing in it says who or how far."""
        if not self.told.known_by or any(
            self.told.cells[role][place] for role in self.told.known_by
        ):
            return False
        far = (role for role in ("stage", "state") if role in self.told.cells)
        return (
            not any(self.told.cell(role, place) for role in far)
            or self.told.columns.get("stage") == self.table.columns[-1]
        )

    def _who(self, place: int) -> tuple[str, str]:
        said = {
            role: self.told.cell(role, place) for role in ("email", "person", "surname", "company")
        }
        return person(said), self.told.cell("id", place).casefold()

    def _lead(self, line: int, place: int) -> Lead:
        came: list[date | None] = [None] * len(LEADS)
        for step, role in self.told.came:
            came[step] = self._day(role, place)
        ended = self._day("date.closed", place) if not self.told.planned else None
        stage, lost = self._stage(place, came)
        since_lost = self._day("date.lost", place) or ended
        if stage == _LAST and came[_LAST] is None:
            came[_LAST] = ended
        if lost and stage == 0 and self._tells_nothing(place):
            self.unsaid.add(line)
        money = self._money(line, place, came[_LAST]) if stage == _LAST else ()
        phase = self.told.word("phase", place)
        if self.told.cell("phase", place) and phase is None:
            self.unknown[Unknown("phase", key("phase", self.told.cell("phase", place)))] += 1
        open_ = not lost and stage != _LAST
        return Lead(
            line, phase, stage, open_, _since(came, stage), since_lost if lost else None, money
        )

    def _tells_nothing(self, place: int) -> bool:
        """Whether no word says at which stage a lead was lost."""
        words = {self.told.word(role, place) for role in ("stage", "state")}
        return not words & {*LEADS, *LOST[1:]}

    def _stage(self, place: int, came: list[date | None]) -> tuple[int, bool]:
        """How far a lead came, and whether it was lost there."""
        state = self.told.word("state", place)
        if state is None and not self.told.cell("state", place) and "state" in self.told.cells:
            state = self.told.unticked
        stage = self.told.word("stage", place)
        won, lost = self._ended(place, state, stage, came)
        places = [0]
        for word in (stage, state):
            plain = (word or "").removeprefix("lost.")
            if plain in LEADS[:-1]:
                places.append(LEADS.index(plain))
        places += [at for at, day in enumerate(came) if day is not None]
        places += [step for step, role in self.told.done if self.told.done_at(role, place)]
        if won:
            return _LAST, False
        self._note_unknown(place, state, stage, lost)
        return min(max(places), _LAST - 1), lost

    def _ended(
        self, place: int, state: str | None, stage: str | None, came: list[date | None]
    ) -> tuple[bool, bool]:
        """Whether a lead was won, and whether it was lost; the status goes first."""
        if state in _BY_STATE:
            return _BY_STATE[state]
        chance = self._chance(place, stage)
        won = stage == ORDERS or chance == ORDERS or bool(came[_LAST])
        won = won or self.told.done_at("done.orders", place)
        lost = stage in LOST or chance in LOST or bool(self.told.cell("date.lost", place))
        lost = lost or self.told.done_at("done.lost", place)
        if state == OPEN:
            if stage in (ORDERS, CLOSED, *LOST):
                self.against += 1
            return False, False
        if stage in LOST:
            return False, True
        if CLOSED in (state, stage):
            return won, not won
        return won, lost and not won

    def _chance(self, place: int, stage: str | None) -> str | None:
        """Won or lost by a chance of 100 or 0, where that is not what every new lead has."""
        said = self.told.word("probability", place)
        if said in LOST and self.told.cell("stage", place) in self.told.usual:
            return None
        return said

    def _note_unknown(self, place: int, state: str | None, stage: str | None, lost: bool) -> None:
        """Words that nobody knows, of a row about which nothing else tells as much."""
        for role, said in (("stage", stage), ("state", state)):
            cell = self.told.cell(role, place)
            if cell and said is None and not (role == "stage" and lost):
                self.unknown[Unknown(role, key(role, cell))] += 1
        chance = self.told.cell("probability", place)
        if chance and not self.told.far and self.told.word("probability", place) is None:
            self.unknown[Unknown("probability", key("probability", chance))] += 1

    def _day(self, role: str, place: int) -> date | None:
        cell = self.told.cell(role, place)
        if not cell:
            return None
        day = self.told.days[cell]
        if day is None and tick(cell) is None:
            self._unread(role, place, "not_day", cell)
        return day

    def _money(self, line: int, place: int, day: date | None) -> tuple[Money, ...]:
        """What an order is worth: what it came to, otherwise what was expected."""
        for role in ("actual", "done.orders", "value"):
            cell = self.told.cell(role, place)
            if not cell or (role == "done.orders" and tick(cell) is not None):
                continue
            amount = self.told.amounts[role][cell]
            if amount is None or amount < 0:
                self._unread(role, place, "not_amount", cell)
                return ()
            if amount:
                return (Money(day, amount, self.told.currency(role, cell, place)),)
        return ()

    def _unread(self, role: str, place: int, code: str, cell: str) -> None:
        self.unread.append(
            Wrong(self.table.lines[place], self.told.columns[role], code, {"got": cell})
        )


def _since(came: list[date | None], stage: int) -> tuple[date | None, ...]:
    """The day from which each stage up to the furthest counts."""
    since = came[: stage + 1]
    for place in range(stage - 1, -1, -1):
        known = [day for day in since[place : place + 2] if day is not None]
        since[place] = min(known, default=None)
    for place in range(1, stage + 1):
        since[place] = since[place] or since[place - 1]
    return tuple(since)
