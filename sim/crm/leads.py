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
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from sim.actuals.actuals import LEADS
from sim.crm.files.rows import Kind
from sim.crm.files.table import Table
from sim.crm.headers import ROLES, Columns
from sim.crm.meaning import (
    CLOSED,
    LOST,
    MEANINGS,
    OPEN,
    ORDERS,
    Words,
    guess_words,
    key,
    meanings_of,
    tick,
)
from sim.crm.people import person, together
from sim.crm.sheet import Lead, Money, Sheet, Unknown, Wrong
from sim.crm.told import Told
from sim.plan.problems import ScenarioError, at

_LAST: Final = len(LEADS) - 1
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
            if found not in meanings_of(role):
                allowed = ", ".join(meanings_of(role) or tuple(MEANINGS))
                raise ScenarioError("not_one_of", f"words.{role}", got=found, allowed=allowed)
    return _Reader(table, columns, given, only, day_first).sheet()


class _Decision(NamedTuple):
    """How far a lead is: its stage, the one that a word says, whether it was lost, and nothing says
    where, the words of its row that nobody knows, and whether its status is against its stage."""

    stage: int
    told: int
    lost: bool
    unsaid: bool
    unknown: tuple[Unknown, ...]
    against: bool


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
        self.decided: dict[tuple[object, ...], _Decision] = {}

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
        came[0] = self._day("date.contacts", place)
        for step, role in self.told.steps:
            came[step] = came[step] or self._step(role, place)
        ended = self._day("date.closed", place) if not self.told.planned else None
        stage, told, lost, unsaid, unknown, against = self._decision(place)
        self.unknown.update(unknown)
        self.against += against
        since_lost = self._day("date.lost", place) or ended
        if stage == _LAST and came[_LAST] is None:
            came[_LAST] = ended
        if unsaid:
            self.unsaid.add(line)
        money = self._money(line, place, came[_LAST]) if stage == _LAST else ()
        phase = self.told.word("phase", place)
        open_ = not lost and stage != _LAST
        since = _since(came, stage, told)
        return Lead(line, phase, stage, open_, since, since_lost if lost else None, money)

    def _decision(self, place: int) -> _Decision:
        """What a row says of how far its lead is; worked out once for all rows that say the
        same."""
        told = self.told
        said = (
            *(told.cells[role][place] for role in told.deciding),
            *(told.step(role, place).came for _, role in told.steps),
        )
        if any(part is None for part in said):  # a word that nobody knows is noted row by row
            return _decided(told, place)
        if (known := self.decided.get(said)) is None:
            known = self.decided[said] = _decided(told, place)
        return known

    def _step(self, role: str, place: int) -> date | None:
        """The day on which a lead came to a stage."""
        found = self.told.step(role, place)
        if not found.readable:
            self._unread(role, place, "not_day", self.told.cell(role, place))
        return found.day

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
            answer = role == "done.orders" and self.told.amounts.get(role, {}).get(cell) is None
            if not cell or answer or (role == "done.orders" and tick(cell) is not None):
                continue
            amount = self.told.amount(role, cell)
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


def _since(came: Sequence[date | None], stage: int, told: int) -> tuple[date | None, ...]:
    """The day from which each stage up to the furthest counts.

    A stage without a day counts from the one before it where a word says that the lead is there,
    and a lead from ever; any other from the next that has a day, otherwise from the one before.
    """
    since = [*came[: stage + 1]]
    for place in range(stage - 1, 0, -1):
        known = [day for day in since[place : place + 2] if day is not None]
        since[place] = min(known, default=None) if place > told else since[place]
    for place in range(1, stage + 1):
        since[place] = since[place] or since[place - 1]
    if since[0] is None and since[-1] is not None and stage:
        return (None, *since[1:])
    return tuple(since)


def _decided(told: Told, place: int) -> _Decision:
    """How far the lead of a row is, by its words, days and answers."""
    state, stage = told.word("state", place), told.word("stage", place)
    if state is None and "state" in told.cells and not told.cell("state", place):
        state = told.unticked
    won, lost, against = _ended(told, place, state, stage)
    unknown = tuple(_unknown(told, place, lost or won))
    words = {(word or "").removeprefix("lost.") for word in (stage, state)}
    said = max((LEADS.index(word) for word in words & set(LEADS[:-1])), default=0)
    if won:
        return _Decision(_LAST, said, False, False, unknown, against)
    steps = [step for step, role in told.steps if told.step(role, place).came]
    far = min(max(said, *steps, 0), _LAST - 1)
    unsaid = lost and far == 0 and not {stage, state} & {*LEADS, *LOST[1:]}
    return _Decision(far, said, lost, unsaid, unknown, against)


def _ended(told: Told, place: int, state: str | None, stage: str | None) -> tuple[bool, bool, bool]:
    """Whether a lead was won, whether it was lost, and whether status and stage say otherwise; the
    status goes first."""
    if state in _BY_STATE:
        return *_BY_STATE[state], False
    chance = told.word("probability", place)
    if chance in LOST and told.cell("stage", place) in told.usual:
        chance = None
    ordered = any(told.step(role, place).came for step, role in told.steps if step == _LAST)
    won = stage == ORDERS or chance == ORDERS or ordered
    gone = any(told.step(role, place).came for role in ("date.lost", "done.lost"))
    lost = stage in LOST or chance in LOST or gone or bool(told.cell("reason", place))
    if state == OPEN:
        return False, False, stage in (ORDERS, CLOSED, *LOST)
    if stage in LOST:
        return False, True, False
    if CLOSED in (state, stage):
        return won, not won, False
    return won, lost and not won, False


def _unknown(told: Told, place: int, ended: bool) -> Iterator[Unknown]:
    """Words that nobody knows, of a row about which nothing else tells as much."""
    for role in ("stage", "state", "phase"):
        cell = told.cell(role, place)
        if cell and told.word(role, place) is None and not (role == "stage" and ended):
            yield Unknown(role, key(role, cell))
    for _, role in told.steps:
        if told.step(role, place).came is None:
            yield Unknown(role, key(role, told.cell(role, place)))
    chance = told.cell("probability", place)
    if chance and not told.far and told.word("probability", place) is None:
        yield Unknown("probability", key("probability", chance))
