"""Lines with a name and an amount, as people copy them out of a spreadsheet.

Which column is which is seen from what stands in it. A single amount can leave doubt (16.000 is
sixteen thousand to some and sixteen to others); the others of its column decide, if they can.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.typed import numbers as typed_numbers

MARKS: Final = (".", ",")
CENT: Final = 0.005
# A row that is a total by its name, and what may follow: Totaal excl. btw, Grand total.
_TOTAL: Final = re.compile(
    r"(?:grand |general |général |eind)?(?:totaal|totals?|totale|gesamt|summe|som|sum)"
    r"(?: (?:ex|excl|exkl|in|incl|inkl|kosten|costs|budget|btw|vat|tva|mwst|eur|euro)\b.*)?"
)


@dataclass(frozen=True)
class Pasted:
    """A table as it was copied.

    rows     cells of every line in which something stands, equally many in each
    texts    those lines as they were copied
    numbers  which lines of the text they are, from 1
    heads    the names of the columns; empty where the first row is a line as the others
    amounts  the columns of amounts, from 0
    label    the column of names; None where there is none
    """

    rows: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    heads: tuple[str, ...]
    amounts: tuple[int, ...]
    label: int | None

    @property
    def column(self) -> int | None:
        """The column of amounts that is most likely meant: the last, where sums stand."""
        return self.amounts[-1] if self.amounts else None


@dataclass(frozen=True)
class Line:
    """A line that was read: its row in `Pasted` (from 0), its name and its amount of money."""

    row: int
    label: str
    amount: float


@dataclass(frozen=True)
class Taken:
    """What the rows say.

    lines     those that were read
    total     the row that is a total by its name, or the sum of all others; None where none is
    problems  rows that cannot be read, and why
    doubtful  the amounts of which nothing says whether their mark is one of thousands
    """

    lines: tuple[Line, ...]
    total: int | None
    problems: dict[int, ScenarioError]
    doubtful: tuple[str, ...]


def table(text: str) -> Pasted:
    """The cells of a copied text: between tabs, otherwise semicolons, otherwise a name and the
    amount behind it."""
    found = [(n, line, cells) for n, line, cells in _cells(text) if any(map(str.strip, cells))]
    width = max((len(cells) for _, _, cells in found), default=0)
    rows = [(*map(str.strip, cells), *[""] * (width - len(cells))) for _, _, cells in found]
    amounts = tuple(at for at in range(width) if _of_amounts([row[at] for row in rows]))
    named = (at for at in range(width) if at not in amounts and any(row[at] for row in rows))
    headed = len(rows) > 1 and bool(amounts) and _heads(rows[0], amounts)
    body = slice(1 if headed else 0, None)
    return Pasted(
        rows=tuple(rows[body]),
        texts=tuple(line for _, line, _ in found[body]),
        numbers=tuple(n for n, _, _ in found[body]),
        heads=rows[0] if headed else (),
        amounts=amounts,
        label=next(named, None),
    )


def _cells(text: str) -> list[tuple[int, str, list[str]]]:
    """Number, text and cells of each line; a cell in quotes may hold breaks of lines."""
    mark = next((mark for mark in "\t;" if mark in text), "")
    lines = text.splitlines()
    if not mark:
        return [(n, line, _in_two(line)) for n, line in enumerate(lines, start=1)]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found, before = [], 0
    try:
        for cells in reader:
            whole = "\n".join(lines[before : reader.line_num])
            found.append((before + 1, whole, [" ".join(cell.split()) for cell in cells]))
            before = reader.line_num
    except csv.Error:  # a quote of somebody who meant inches
        return [(n, line, line.split(mark)) for n, line in enumerate(lines, start=1)]
    return found


def _in_two(line: str) -> list[str]:
    """A name and the amount behind it, which may have spaces between its thousands."""
    words = line.split()
    for at in range(1, len(words)):
        if _amount(" ".join(words[at:])) is not None:
            return [" ".join(words[:at]), " ".join(words[at:])]
    return [" ".join(words), ""] if words else []


def _amount(cell: str) -> float | None:
    """An amount, whatever its mark means; None where it is none."""
    try:
        return typed_numbers.read(cell, Unit.MONEY, thousands=",", decimal=".")
    except ScenarioError:
        return None


def _of_amounts(cells: Sequence[str]) -> bool:
    """Whether a column holds amounts, but for its head and slips of the pen."""
    filled = [cell for cell in cells if cell]
    read = sum(_amount(cell) is not None for cell in filled)
    return read > 0 and 2 * read >= len(filled)


def _heads(row: Sequence[str], amounts: Sequence[int]) -> bool:
    """Whether a first row names the columns: a word without a figure over every amount."""
    return all(row[at] and not any(map(str.isdigit, row[at])) for at in amounts)


def decimal_mark(cells: Sequence[str]) -> str:
    """The mark of the decimals by those of the cells that leave no doubt; empty where none says
    it, or where they contradict one another."""
    marks = {mark for cell in cells if (mark := typed_numbers.decimal_mark(cell))}
    return marks.pop() if len(marks) == 1 else ""


def read(pasted: Pasted, column: int, decimal: str = "") -> Taken:
    """The rows as lines, with the amounts of a column (from 0); `decimal` is the mark of the
    decimals where the user has said it."""
    cells = [row[column] for row in pasted.rows]
    mark = decimal_mark(cells) or decimal
    lines, problems = [], {}
    for at, (row, cell) in enumerate(zip(pasted.rows, cells, strict=True)):
        label = "" if pasted.label is None else row[pasted.label]
        try:
            lines.append(Line(at, label, _read(label, cell, mark)))
        except ScenarioError as problem:
            problems[at] = problem
    total = _total(lines, len(pasted.rows))
    kept = tuple(line for line in lines if line.row != total)
    doubtful = tuple(dict.fromkeys(cell for cell in cells if typed_numbers.doubtful(cell)))
    return Taken(kept, total, problems, () if mark else doubtful)


def _read(label: str, cell: str, mark: str) -> float:
    """An amount; a mark that is known decides where it would leave doubt. Raises
    `ScenarioError`."""
    if not label:
        raise ScenarioError("missing", "label", form="a text")
    if not cell:
        raise ScenarioError("missing", "amount", form=Unit.MONEY.form)
    try:
        thousands = {".": ",", ",": "."}.get(mark, ".")
        decimals = mark or ","
        amount = typed_numbers.read(
            cell, Unit.MONEY, thousands=thousands, decimal=decimals, sure=bool(mark)
        )
        Unit.MONEY.check(amount)
    except ScenarioError as problem:
        raise problem.at("amount") from None
    return amount


def _total(lines: Sequence[Line], rows: int) -> int | None:
    """The last row where it is called so, or is the sum of two others or more and of all there
    are: one called so need not add up, where a row above it cannot be read or VAT is in it."""
    if len(lines) < 2 or lines[-1].row != rows - 1:
        return None
    *others, last = lines
    if _TOTAL.fullmatch(" ".join(re.findall(r"\w+", last.label.casefold()))):
        return last.row
    if len(others) < 2:
        return None
    together = math.fsum(line.amount for line in others)
    return last.row if abs(together - last.amount) < CENT and last.amount else None
