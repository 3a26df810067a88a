"""A file of leads as it was understood: what was read, what was left out, and what has to be asked.

Nothing of it is taken over before somebody has seen it. What could have been read otherwise, and
would then count otherwise, is an `Ask`; what is left out is counted with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.columns import (
    english,
    equal_money,
    guess_columns,
    is_list_of_invoices,
    is_summary,
    may_be_planned,
    named,
    system_of,
)
from sim.crm.files.rows import Kind
from sim.crm.files.table import Table, read_tables
from sim.crm.files.vocabulary import System
from sim.crm.headers import MONEY, WHO, Columns, amount_of, of_deals
from sim.crm.leads import leads
from sim.crm.meaning import Words, guess_words, made_by, spelled
from sim.crm.sheet import Sheet, Standing, standing
from sim.plan.problems import ScenarioError

MOST_ASKED: Final = 12  # words that are asked one by one; of more the rest is told together
OTHERWISE: Final = ("either", "both")  # ways in which days may have been read wrongly
FEW_LEADS: Final = 2  # with fewer, all at the same stage is nothing strange


@dataclass(frozen=True)
class Ask:
    """Something that only the user knows.

    what    ``word`` (what it means), ``words`` (what the many others mean), ``column`` (whether it
            says how far a lead is), ``summary`` (whether a row is a lead or many), ``currency``,
            ``money`` (which column), ``sheet``, ``formulas`` (what they come to), ``days``
            (which number is the day) or ``against`` (which column holds)
    rows    how many rows it touches
    values  what the sentence tells
    role, word  of ``word``
    """

    what: str
    rows: int
    values: Mapping[str, object] = field(default_factory=dict)
    role: str = ""
    word: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Rows, or orders' money, that do not count, and why: a `Kind`, ``others`` (another source),
    ``wrong``, ``unread``, ``later`` (after the day that was asked about), ``foreign`` (another
    currency) or ``unpriced``."""

    why: str
    rows: int
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A file, and what is said of it.

    columns, words  as `sim.crm.leads.leads` takes them
    only            sources whose rows count; None: all
    day_first       whether 3-4-2026 is in April, where no cell tells; None: as most write it
    others          other sheets with leads -> rows
    """

    table: Table
    columns: Columns
    words: Words
    only: frozenset[str] | None = None
    day_first: bool | None = None
    others: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def sheet(self) -> Sheet:
        """What the file counts. Raises `ScenarioError`."""
        first = True if self.day_first is None else self.day_first
        return leads(self.table, self.columns, self.words, self.only, day_first=first)

    @cached_property
    def turned(self) -> Reading:
        """The same with the month first, where no cell tells."""
        return replace(self, day_first=False)

    @cached_property
    def written_by(self) -> System | None:
        """The program that wrote it, where its headers tell."""
        return system_of(self.table)

    @property
    def system(self) -> str | None:
        """Its key in `words/systems.toml`."""
        return None if self.written_by is None else self.written_by.name

    def sources(self) -> Counter[str]:
        """The cells of the column of sources or campaigns -> rows; none without such a column."""
        if "source" not in self.columns:
            return Counter()
        return Counter(cell for cell in self.table.column(self.columns["source"]) if cell)


def read(content: bytes, sheet: str | None = None) -> Reading:
    """A first reading of a file's bytes. Raises `ScenarioError` as `read_tables` does."""
    tables = read_tables(content, sheet)
    guessed = [(table, guess_columns(table)) for table in tables]
    table, columns = max(guessed, key=lambda one: (_tells(one[1]), one[0].filled))
    others = {
        other.sheet: other.filled
        for other, said in guessed
        if other is not table and set(said) & {*WHO, "id"} and _tells(columns)
    }
    return understood(Reading(table, columns, {}, others=others))


def understood(reading: Reading) -> Reading:
    """The same with the words guessed anew, which another column asks for."""
    system = reading.system or ""
    return replace(reading, words=guess_words(reading.table, reading.columns, system))


def _tells(columns: Columns) -> bool:
    """Whether a table says who its leads are, or how far."""
    return bool(set(columns) & {"stage", "state", "email", "person", "company", "title"})


def asks(reading: Reading, day: date | None = None, currency: str = "") -> tuple[Ask, ...]:
    """What has to be asked before anything of the file is taken over.

    day, currency  as `sim.crm.sheet.standing` takes them
    """
    return tuple(_asks(reading, day, currency))


def _asks(reading: Reading, day: date | None, currency: str) -> Iterator[Ask]:
    sheet, table, columns = reading.sheet, reading.table, reading.columns
    if reading.others:
        names = ", ".join(f"{name} ({rows})" for name, rows in reading.others.items())
        yield Ask("sheet", sum(reading.others.values()), {"read": table.sheet, "others": names})
    if table.unworked:
        yield Ask("formulas", table.unworked)
    stage = columns.get("stage")
    if stage is not None and not named(stage, reading.system):
        yield Ask("column", sheet.rows, {"column": stage})
    yield from _words(reading)
    if sheet.against:
        both = {"state": columns.get("state", ""), "stage": columns.get("stage", "")}
        yield Ask("against", sheet.against, both)
    paid = sheet.currencies()
    if not currency and len(set(paid) - {""}) > 1:
        yield Ask(
            "currency", sum(paid.values()), {"currencies": ", ".join(sorted(set(paid) - {""}))}
        )
    if paid and (same := equal_money(table, columns)):
        yield Ask("money", sum(paid.values()), {"columns": ", ".join(same)})
    yield from _lists(reading)
    if day is not None and _turns(reading, day):
        yield Ask("days", sheet.rows)


def _turns(reading: Reading, day: date) -> bool:
    """Whether the file counts otherwise where its dates begin with the month, as they may."""
    sheet = reading.sheet
    if reading.day_first is not None or sheet.dates not in OTHERWISE or not english(reading.table):
        return False
    return standing(reading.turned.sheet, day).figures != standing(sheet, day).figures


def _lists(reading: Reading) -> Iterator[Ask]:
    """Whether a table is one of leads at all, and its columns are what they seem."""
    sheet, columns = reading.sheet, reading.columns
    if is_summary(reading.table, columns):
        yield Ask("summary", sheet.rows, {"column": columns["stage"]})
    for role, column in columns.items():
        of_step = role.startswith("done.") and not made_by(column)
        if (of_step and (amount_of(column) or of_deals(column))) or (
            role == "date.followed_up" and may_be_planned(column)
        ):
            yield Ask("column", sheet.rows, {"column": column})
    all_at = {lead.stage for lead in sheet.leads if lead.open or lead.stage}
    if {"stage", "state"} & set(columns) or len(sheet.leads) < FEW_LEADS or len(all_at) != 1:
        return
    (stage,) = all_at
    ends = (f"date.{LEADS[stage]}", f"done.{LEADS[stage]}")
    named = [column for role, column in columns.items() if role in ends]
    if stage and named:  # everybody came there: on a day of the fair, perhaps, or of a ticket
        yield Ask("column", sheet.rows, {"column": named[0]})


def _words(reading: Reading) -> Iterator[Ask]:
    unknown = Counter(reading.sheet.unknown).most_common()
    spelling = {
        role: spelled(reading.table, reading.columns[role], role) for role in reading.columns
    }
    for one, rows in unknown[:MOST_ASKED]:
        told = {
            "word": spelling[one.role].get(one.word, one.word),
            "column": reading.columns[one.role],
        }
        yield Ask("word", rows, told, one.role, one.word)
    if rest := unknown[MOST_ASKED:]:
        yield Ask("words", sum(rows for _, rows in rest), {"others": len(rest)})


def left_out(reading: Reading, stood: Standing) -> tuple[LeftOut, ...]:
    """What does not count, and why; each in a sentence, not line by line."""
    sheet = reading.sheet
    counts = {
        **{kind.value: sheet.dropped.get(kind, 0) for kind in Kind},
        "others": sheet.others,
        "wrong": len(sheet.wrong),
        "unread": len(sheet.unread),
        "later": stood.later,
        "unpriced": sheet.unpriced if {*MONEY, "done.orders"} & set(reading.columns) else 0,
    }
    found = [LeftOut(why, rows) for why, rows in counts.items() if rows]
    found += [
        LeftOut("foreign", rows, {"currency": currency}) for currency, rows in stood.foreign.items()
    ]
    return tuple(found)


def currency_of(reading: Reading, wanted: str = "") -> str | None:
    """The one currency of the orders' money; None where none is said, or several are."""
    if wanted:
        return wanted
    said = set(reading.sheet.currencies()) - {""}
    return said.pop() if len(said) == 1 else None


def value_of(reading: Reading, stood: Standing, wanted: str = "") -> float | None:
    """The money of all orders; None where no column has any, or it cannot be added."""
    priced = {"value", "actual", "done.orders"} & set(reading.columns)
    mixed = not wanted and len(set(reading.sheet.currencies()) - {""}) > 1
    if not priced or mixed or (stood.furthest["orders"] and not stood.values):
        return None
    return float(sum(stood.values))


def check(reading: Reading) -> None:
    """Raises `ScenarioError` ``no_leads`` where nothing says who or how far a lead is."""
    if is_list_of_invoices(reading.table, reading.columns):
        raise ScenarioError("no_leads")
    if not reading.sheet.leads or not (
        _tells(reading.columns)
        or any("." in role for role in reading.columns)
        or {"probability", "id", *WHO} & set(reading.columns)
    ):
        raise ScenarioError("no_leads")
