"""Leads out of a CRM's table: every person once, as far as each had come on a day.

Where the file has the days on which a lead came to its stages, it tells every day before too: a
stage counts from its day, a lead from its own. Whoever was at a stage was at the ones before it by
then; a stage without a day counts from the next that has one, otherwise from the one before.

A status beside the stage goes before it: a deal that is won at the stage of a quote is an order,
one that is lost there got its quote. Where no status says otherwise, a day on which a lead was won
or lost does, and a chance of 100 or 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.cells import amounts, bare, currency, days
from sim.crm.columns import DATES, DONE, ROLES, WHO, Columns
from sim.crm.files.grid import Row
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
from sim.crm.vocabulary import folded, vocabulary
from sim.plan.problems import ScenarioError, at

_LAST: Final = len(LEADS) - 1
_KNOWN_BY: Final = (*WHO, "id")  # who or what a row is


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
        self.table, self.columns, self.only = table, columns, only
        self.cells = {role: _said(table.column(name)) for role, name in columns.items()}
        self._fill_down()
        different = {role: set(cells) - {""} for role, cells in self.cells.items()}
        self.told = {
            role: {cell: words.get(role, {}).get(key(role, cell)) for cell in different[role]}
            for role in MEANINGS
            if role in different
        }
        self.unticked = self._unticked()
        self.amounts = {
            role: amounts(different.get(role, ())) for role in ("value", "actual", *DONE[-2:])
        }
        dated = [role for role in columns if role.startswith("date.")]
        self.days, self.order = days([different[role] for role in dated], day_first)
        self.planned = self._planned()
        self.far = bool({"stage", "state", *DATES[1:], "date.lost", *DONE} & set(columns))
        self.usual = self._usual_chances()
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
            elif self.only is not None and self._cell("source", place) not in self.only:
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
        found = together(rows)
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
            dates=self.order,
            dated=any(role.startswith("date.") for role in self.columns),
            unsaid=sum(lead.line in self.unsaid for lead in found),
            unpriced=sum(lead.stage == _LAST and not lead.money for lead in found),
            knows=self._knows(),
            says_open=self._says_open(rows),
            phased=bool(found) and all(lead.phase is not None for lead in found),
        )

    # What holds for the whole file

    def _fill_down(self) -> None:
        """A stage that stands in the first column and on the first row of its group only."""
        column = self.columns.get("stage")
        if column != self.table.columns[0]:
            return
        cells = self.cells["stage"]
        rows = [place for place, row in enumerate(self.table.rows) if any(row)]
        filled = [place for place in rows if cells[place]]
        if not filled or filled[0] != rows[0] or len(filled) == len(rows):
            return
        last = ""
        for place in rows:
            last = cells[place] = cells[place] or last

    def _unticked(self) -> str | None:
        """What an empty cell means in a column of ticks, all of which say the same."""
        said = set(self.told.get("state", {}).values()) - {None}
        opposite = {OPEN: CLOSED, CLOSED: OPEN}
        only = said.pop() if len(said) == 1 else None
        ticks = all(tick(cell) is not None for cell in self.told.get("state", {}))
        return opposite.get(only or "") if ticks else None

    def _planned(self) -> bool:
        """Whether the days of closing are plans: leads that are open have one too."""
        if "date.closed" not in self.cells:
            return False
        ended = {ORDERS, CLOSED, *LOST}
        for place, cell in enumerate(self.cells["date.closed"]):
            words = {self._word(role, place) for role in ("stage", "state")} - {None}
            if cell and words and not words & ended:
                return True
        return False

    def _usual_chances(self) -> frozenset[str]:
        """Words of stages whose leads all have a chance of 0, which then says nothing of them."""
        if not {"stage", "probability"} <= set(self.cells):
            return frozenset()
        seen: dict[str, set[str | None]] = defaultdict(set)
        for place, cell in enumerate(self.cells["stage"]):
            seen[cell].add(self._word("probability", place))
        first = {cell for cell, said in self.told["stage"].items() if said == LEADS[0]}
        return frozenset(cell for cell in first if seen[cell] == {LOST[0]})

    def _knows(self) -> frozenset[str]:
        """The stages of which the file tells."""
        said: set[str] = set()
        for role in ("stage", "state"):
            said |= {one.removeprefix("lost.") for one in self.told.get(role, {}).values() if one}
        for role, cells in self.cells.items():
            kind, _, stage = role.partition(".")
            if kind in ("date", "done") and (any(cells) or stage == ORDERS):
                said.add(stage)
        return frozenset(said & set(LEADS)) | {LEADS[0]}

    def _says_open(self, rows: list[tuple[Lead, str, str]]) -> bool:
        """Whether the file tells who is lost: somebody is, or a status says of each that it is
        not."""
        if any(not lead.open and lead.stage != _LAST for lead, _, _ in rows):
            return True
        return OPEN in self.told.get("state", self.told.get("stage", {})).values()

    # One row

    def _cell(self, role: str, place: int) -> str:
        return self.cells[role][place] if role in self.cells else ""

    def _word(self, role: str, place: int) -> str | None:
        """What the word of a row means; None for an empty cell, or one that nobody knows."""
        cell = self._cell(role, place)
        return self.told[role].get(cell) if cell else None

    def _goes_on(self, place: int) -> bool:
        """Whether a row goes on with the one above: nothing in it says who or how far."""
        known = [role for role in _KNOWN_BY if role in self.cells]
        if not known or any(self._cell(role, place) for role in known):
            return False
        far = (role for role in ("stage", "state") if role in self.cells)
        return (
            not any(self._cell(role, place) for role in far)
            or self.columns.get("stage") == self.table.columns[-1]
        )

    def _who(self, place: int) -> tuple[str, str]:
        said = {role: self._cell(role, place) for role in ("email", "person", "surname", "company")}
        return person(said), folded(self._cell("id", place))

    def _lead(self, line: int, place: int) -> Lead:
        came = [self._day(role, place) for role in DATES]
        ended = self._day("date.closed", place) if not self.planned else None
        stage, lost = self._stage(place, came)
        since_lost = self._day("date.lost", place) or ended
        if stage == _LAST and came[_LAST] is None:
            came[_LAST] = ended
        if lost and stage == 0 and self._tells_nothing(place):
            self.unsaid.add(line)
        money = self._money(line, place, came[_LAST]) if stage == _LAST else ()
        phase = self._word("phase", place)
        if self._cell("phase", place) and phase is None:
            self.unknown[Unknown("phase", key("phase", self._cell("phase", place)))] += 1
        open_ = not lost and stage != _LAST
        return Lead(
            line, phase, stage, open_, _since(came, stage), since_lost if lost else None, money
        )

    def _tells_nothing(self, place: int) -> bool:
        """Whether no word says at which stage a lead was lost."""
        words = {self._word(role, place) for role in ("stage", "state")}
        return not words & {*LEADS, *LOST[1:]}

    def _stage(self, place: int, came: list[date | None]) -> tuple[int, bool]:
        """How far a lead came, and whether it was lost there."""
        state = self._word("state", place)
        if state is None and not self._cell("state", place) and "state" in self.cells:
            state = self.unticked
        stage = self._word("stage", place)
        won, lost = self._ended(place, state, stage, came)
        places = [0]
        for word in (stage, state):
            plain = (word or "").removeprefix("lost.")
            if plain in LEADS[:-1]:
                places.append(LEADS.index(plain))
        places += [at for at, day in enumerate(came) if day is not None]
        places += [
            LEADS.index(role.removeprefix("done.")) for role in DONE if self._done(role, place)
        ]
        if won:
            return _LAST, False
        self._note_unknown(place, state, stage, lost)
        return min(max(places), _LAST - 1), lost

    def _ended(
        self, place: int, state: str | None, stage: str | None, came: list[date | None]
    ) -> tuple[bool, bool]:
        """Whether a lead was won, and whether it was lost; the status goes first."""
        by_state = {ORDERS: (True, False)} | dict.fromkeys(LOST, (False, True))
        if state in by_state:
            return by_state[state]
        chance = self._chance(place, stage)
        won = stage == ORDERS or chance == ORDERS or bool(came[_LAST])
        won = won or self._done("done.orders", place)
        lost = stage in LOST or chance in LOST or bool(self._cell("date.lost", place))
        lost = lost or self._done("done.lost", place)
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
        said = self._word("probability", place)
        if said in LOST and self._cell("stage", place) in self.usual:
            return None
        return said

    def _done(self, role: str, place: int) -> bool:
        """Whether a column of one stage says that a lead came there."""
        cell = self._cell(role, place)
        if not cell:
            return False
        said = tick(cell)
        amount = self.amounts.get(role, {}).get(cell)
        return said if said is not None else amount is not None and amount > 0

    def _note_unknown(self, place: int, state: str | None, stage: str | None, lost: bool) -> None:
        """Words that nobody knows, of a row about which nothing else tells as much."""
        for role, said in (("stage", stage), ("state", state)):
            cell = self._cell(role, place)
            if cell and said is None and not (role == "stage" and lost):
                self.unknown[Unknown(role, key(role, cell))] += 1
        chance = self._cell("probability", place)
        if chance and not self.far and self._word("probability", place) is None:
            self.unknown[Unknown("probability", key("probability", chance))] += 1

    def _day(self, role: str, place: int) -> date | None:
        cell = self._cell(role, place)
        if not cell:
            return None
        day = self.days[cell]
        if day is None and tick(cell) is None:
            self._unread(role, place, "not_day", cell)
        return day

    def _money(self, line: int, place: int, day: date | None) -> tuple[Money, ...]:
        """What an order is worth: what it came to, otherwise what was expected."""
        for role in ("actual", "done.orders", "value"):
            cell = self._cell(role, place)
            if not cell or (role == "done.orders" and tick(cell) is not None):
                continue
            amount = self.amounts[role][cell]
            if amount is None or amount < 0:
                self._unread(role, place, "not_amount", cell)
                return ()
            if amount:
                return (Money(day, amount, self._currency(role, cell, place)),)
        return ()

    def _currency(self, role: str, cell: str, place: int) -> str:
        code = bare(self._cell("currency", place)).upper()
        beside = currency(code) or (code if len(code) == 3 and code.isalpha() else "")
        return currency(cell) or beside or currency(self.columns[role])

    def _unread(self, role: str, place: int, code: str, cell: str) -> None:
        self.unread.append(Wrong(self.table.lines[place], self.columns[role], code, {"got": cell}))


def _said(column: Row) -> list[str]:
    """The cells of a column, those that say nothing as empty ones."""
    nothing = vocabulary().nothing - {"other", "others"}
    said = {
        cell: ""
        if (not any(map(str.isalnum, cell)) and tick(cell) is None) or folded(cell) in nothing
        else cell
        for cell in set(column)
    }
    return [said[cell] for cell in column]


def _since(came: list[date | None], stage: int) -> tuple[date | None, ...]:
    """The day from which each stage up to the furthest counts."""
    since = came[: stage + 1]
    for place in range(stage - 1, -1, -1):
        known = [day for day in since[place : place + 2] if day is not None]
        since[place] = min(known, default=None)
    for place in range(1, stage + 1):
        since[place] = since[place] or since[place - 1]
    return tuple(since)
