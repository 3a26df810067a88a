"""The cells of a table by what their columns hold, each different one read once.

And what only the whole file tells: whether days of closing are plans, what an empty cell beside
ticks means, of which stages it speaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from sim.actuals.actuals import LEADS
from sim.crm.files.cells import amounts, bare, currency, days, number
from sim.crm.files.grid import Row
from sim.crm.files.table import Table
from sim.crm.files.vocabulary import folded, vocabulary
from sim.crm.headers import DATES, DONE, MONEY, WHO, Columns, of_deals, thousands
from sim.crm.meaning import CLOSED, LOST, MEANINGS, OPEN, ORDERS, YES, Words, key, made_by, tick

STEPS: Final = (*DATES[1:], *DONE)  # roles of columns that tell of one stage
_DECIDING: Final = (*MEANINGS, "date.lost", "reason", "done.lost")


class Step(NamedTuple):
    """What a cell of one stage's column says: whether the lead came there (None: nobody knows), on
    which day, and whether the day could be read."""

    came: bool | None
    day: date | None = None
    readable: bool = True


_EMPTY: Final = Step(False)


class Told:
    """The cells of a table.

    columns   role -> name of a column
    cells     role -> the cells of its column, those that say nothing as empty ones
    meant     role of `MEANINGS` -> cell -> meaning, None where nobody knows it
    amounts   role -> cell -> amount of money, None where it is none
    days      cell -> day, None where it is none; `order` is how days in figures were read
    said      role of `STEPS`, ``date.lost`` or ``done.lost`` -> cell -> what it says of its stage
    steps     columns of one stage each, as (place in `LEADS`, role)
    deciding  roles whose cells, beside `steps`, say how far a lead is
    known_by  roles by which it is known who or what a row is
    unticked  what an empty cell of states means, where all others are ticks that say the same
    planned   whether the days of closing are plans: leads that are open have one too
    far       whether any column but a chance says how far a lead is
    usual     words of stages whose leads all have a chance of 0, which then says nothing of them
    """

    def __init__(self, table: Table, columns: Columns, words: Words, day_first: bool) -> None:
        self.columns = columns
        self.cells = {
            role: [*table.column(name)] if role == "currency" else _said(table.column(name))
            for role, name in columns.items()
        }
        self._fill_down(table)
        different = {role: set(cells) - {""} for role, cells in self.cells.items()}
        self.meant = {
            role: {cell: words.get(role, {}).get(key(role, cell)) for cell in different[role]}
            for role in MEANINGS
            if role in different
        }
        counted = {role for role, name in columns.items() if made_by(name) or of_deals(name)}
        priced = [role for role in (*MONEY, *DONE[-2:]) if role in columns and role not in counted]
        self.amounts = {role: amounts(different[role]) for role in priced}
        dated = [role for role in columns if role.startswith(("date.", "done."))]
        self.days, self.order = days([different[role] for role in dated], day_first)
        self.said = {
            role: {cell: self._step(role, cell, words.get(role, {})) for cell in different[role]}
            for role in (*STEPS, "date.lost", "done.lost")
            if role in different
        }
        self.steps = [(LEADS.index(role[5:]), role) for role in STEPS if role in self.cells]
        self.deciding = [role for role in _DECIDING if role in self.cells]
        self.known_by = [role for role in (*WHO, "id") if role in self.cells]
        self.unticked = self._unticked()
        self.planned = self._planned()
        self.far = bool({"stage", "state", "date.lost", *STEPS} & set(columns))
        self.usual = self._usual_chances()

    def _step(self, role: str, cell: str, words: Mapping[str, str]) -> Step:
        """What a cell says of its column's stage: a day, an answer, an amount, or a word whose
        meaning is given. What holds figures and is no day is one that cannot be read."""
        if (day := self.days.get(cell)) is not None:
            return Step(True, day)
        meant = words.get(key(role, cell))
        if meant is not None:
            return Step(meant == YES)
        if (answered := tick(cell)) is not None:
            return Step(answered)
        amount = self.amounts.get(role, {}).get(cell)
        if amount is not None:
            return Step(amount > 0)
        if (value := number(cell)) is not None:  # how many of somebody's deals
            return Step(value > 0)
        return Step(True, None, False) if any(map(str.isdigit, cell)) else Step(None)

    def cell(self, role: str, place: int) -> str:
        """A cell of a row; empty without such a column."""
        return self.cells[role][place] if role in self.cells else ""

    def word(self, role: str, place: int) -> str | None:
        """What the word of a row means; None for an empty cell, or one that nobody knows."""
        cell = self.cell(role, place)
        return self.meant[role].get(cell) if cell else None

    def step(self, role: str, place: int) -> Step:
        """What the column of one stage says of a row."""
        cell = self.cell(role, place)
        return self.said[role][cell] if cell else _EMPTY

    def amount(self, role: str, cell: str) -> float | None:
        """The money of a cell, in whole units; None where it cannot be read."""
        found = self.amounts[role][cell]
        return None if found is None else found * thousands(self.columns[role])

    def currency(self, role: str, cell: str, place: int) -> str:
        """The currency of a cell with money: its own, that of the column beside it, or that of its
        header; empty where none is said."""
        code = bare(self.cell("currency", place)).upper()
        beside = currency(code) or (code if len(code) == 3 and code.isalpha() else "")
        return currency(cell) or beside or currency(self.columns[role])

    def _fill_down(self, table: Table) -> None:
        """A stage that stands before all else and on the first row of its group only."""
        column = self.columns.get("stage")
        named = [name for name in table.columns if any(table.column(name))]
        if not named or column != named[0]:
            return
        cells = self.cells["stage"]
        rows = [place for place, row in enumerate(table.rows) if any(row)]
        filled = [place for place in rows if cells[place]]
        if not filled or filled[0] != rows[0] or len(filled) == len(rows):
            return
        last = ""
        for place in rows:
            last = cells[place] = cells[place] or last

    def _unticked(self) -> str | None:
        """What an empty cell means in a column of ticks, all of which say the same."""
        said = set(self.meant.get("state", {}).values()) - {None}
        opposite = {OPEN: CLOSED, CLOSED: OPEN}
        only = said.pop() if len(said) == 1 else None
        ticks = all(tick(cell) is not None for cell in self.meant.get("state", {}))
        return opposite.get(only or "") if ticks else None

    def _planned(self) -> bool:
        """Whether the days of closing are plans: leads that are open have one too."""
        if "date.closed" not in self.cells:
            return False
        ended = {ORDERS, CLOSED, *LOST}
        for place, cell in enumerate(self.cells["date.closed"]):
            words = {self.word(role, place) for role in ("stage", "state")} - {None}
            if cell and words and not words & ended:
                return True
        return False

    def _usual_chances(self) -> frozenset[str]:
        """Words of stages whose leads all have a chance of 0, which then says nothing of them."""
        if not {"stage", "probability"} <= set(self.cells):
            return frozenset()
        seen: dict[str, set[str | None]] = defaultdict(set)
        for place, cell in enumerate(self.cells["stage"]):
            seen[cell].add(self.word("probability", place))
        first = {cell for cell, said in self.meant["stage"].items() if said == LEADS[0]}
        return frozenset(cell for cell in first if seen[cell] == {LOST[0]})

    def knows(self) -> frozenset[str]:
        """The stages of which the file tells."""
        said: set[str] = set()
        for role in ("stage", "state"):
            said |= {one.removeprefix("lost.") for one in self.meant.get(role, {}).values() if one}
        for role, cells in self.cells.items():
            kind, _, stage = role.partition(".")
            if kind in ("date", "done") and (any(cells) or stage == ORDERS):
                said.add(stage)
        return frozenset(said & set(LEADS)) | {LEADS[0]}

    def says_open(self) -> bool:
        """Whether a word says of leads that they are open, and so of others that they are not."""
        return OPEN in self.meant.get("state", self.meant.get("stage", {})).values()


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
