"""What the columns of a CRM's file hold: a first guess, of all of them together.

And what their headers say of the file as a whole: which program wrote it, whether it is a list of
leads at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.crm.files.grid import Row
from sim.crm.files.table import GROUP, Table
from sim.crm.files.vocabulary import ENGLISH, System, folded, headers_by, systems
from sim.crm.headers import (
    DATES,
    DONE,
    MOST_CELLS,
    PART,
    ROLES,
    WHO,
    Columns,
    amount_of,
    asks_if,
    has,
    listed,
    named_so,
    of_money,
    percents,
    scores,
)

MOST_ROWS: Final = 5000  # in which the cells of a column are looked for


def guess_columns(table: Table) -> dict[str, str]:
    """The column of each role; only where there is one."""
    system = system_of(table)
    found: dict[str, str] = {}
    worth: dict[tuple[str, str], float] = {}
    for column in table.columns:
        cells = some(table, column)
        for role, score in scores(column, cells, system).items():
            worth[role, column] = score
    taken: set[str] = set()
    for role, column in sorted(
        worth, key=lambda pair: (-worth[pair], ROLES.index(pair[0]), table.columns.index(pair[1]))
    ):
        if role not in found and column not in taken:
            found[role] = column
            taken.add(column)
    if not {"stage", "state", *DATES[1:], *DONE} & set(found):
        found |= _told_by_amounts(table)
    if currency := _currency(table.columns, found):
        found["currency"] = currency
    if "stage" not in found and "state" in found and not asks_if(folded(found["state"])):
        found["stage"] = found.pop("state")
    if "probability" in found and not percents(some(table, found["probability"])):
        found.pop("probability")
    return {role: found[role] for role in ROLES if role in found}


def _told_by_amounts(table: Table) -> dict[str, str]:
    """Columns of the money of quotes and of orders, where nothing else says how far a lead is: who
    has an amount there came so far."""
    found: dict[str, str] = {}
    for column in table.columns:
        stage = amount_of(column)
        if stage and of_money(column, folded(column), some(table, column)):
            found.setdefault(f"done.{stage}", column)
    return found


def _currency(columns: Row, found: Mapping[str, str]) -> str | None:
    """The column with the currency of the money that is read: of several the one whose header is
    most like that of the money."""
    name = folded(found.get("value") or found.get("actual", ""))
    money = set(name.split("-"))
    converted = any(phrase in name for phrase in listed("converted"))
    named = {column: set(folded(column).split("-")) for column in columns}
    said = {
        column: parts
        for column, parts in named.items()
        if parts & listed("currency")
        and column not in found.values()
        and converted == any(phrase in folded(column) for phrase in listed("converted"))
    }
    return max(said, key=lambda one: len(said[one] & money) - len(said[one] - money), default=None)


def system_of(table: Table) -> System | None:
    """The program that wrote a table, by its headers."""
    names = {folded(name) for name in table.columns}
    known = [one for one in systems() if any(marks <= names for marks in one.marks)]
    return max(
        known,
        key=lambda one: max(len(marks) for marks in one.marks if marks <= names),
        default=None,
    )


def some(table: Table, column: str) -> list[str]:
    """The first cells of a column with something in them."""
    at = table.columns.index(column)
    return [row[at] for row in table.rows[:MOST_ROWS] if at < len(row) and row[at]][:MOST_CELLS]


def named(header: str, system: str | None = None) -> bool:
    """Whether a header says itself that its column is one of stages, and not only its words."""
    name = folded(header)
    short = PART.sub("", name)
    own = next((one.headers for one in systems() if one.name == system), {})
    return (
        header == GROUP
        or name in listed("weak_stage")
        or any(name in headers for headers in own.values())
        or any(
            name in listed(role) or short in listed(role) or named_so(name, role)
            for role in ("stage", "state")
        )
    )


def equal_money(table: Table, columns: Columns) -> tuple[str, ...]:
    """Columns of money between which no header decides, and which differ; none where it does."""
    if "value" not in columns or "actual" in columns:
        return ()
    system = system_of(table)
    if system is not None and folded(columns["value"]) in system.headers.get("value", ()):
        return ()
    worth = {
        column: of_money(column, folded(column), some(table, column)) for column in table.columns
    }
    best = worth[columns["value"]].get("value", 0.0)
    same = [column for column, found in worth.items() if found.get("value", 0.0) == best > 0]
    different = {table.column(column) for column in same}
    return tuple(same) if len(different) > 1 else ()


def is_summary(table: Table, columns: Columns) -> bool:
    """Whether a row may be many leads: nothing says who one is, no stage stands there twice, and a
    column counts."""
    if "stage" not in columns or set(columns) & {*WHO, "id"}:
        return False
    stages = [cell for cell in table.column(columns["stage"]) if cell]
    counted = any(folded(name) in listed("counts") for name in table.columns)
    return counted and len(set(stages)) == len(stages)


def is_list_of_invoices(table: Table, columns: Columns) -> bool:
    """Whether a table is one of bills, which say nothing of leads."""
    far = {"stage", "state", *DATES[1:-1], *DONE[:-1]} & set(columns)
    return not far and any(has(folded(name), "invoices") for name in table.columns)


def english(table: Table) -> bool:
    """Whether the headers are as much English as anything else; only there the month may come
    first."""
    names = [folded(name) for name in table.columns]
    known = {code: sum(name in words for name in names) for code, words in headers_by().items()}
    return known.pop(ENGLISH) >= max(known.values(), default=0)


def may_be_planned(column: str) -> bool:
    """Whether a day of following up may be one still to come: "Follow-up date"."""
    return has(folded(column), "maybe") or any(word in folded(column) for word in listed("maybe"))
