"""Reads the CSV file, whatever program wrote it: encoding, separator, header and rows.

Every row keeps the number of the line on which it begins in the file, as an editor counts. Nothing
is mended silently: a row that is too wide or that a stray quotation mark has joined of several
lines stays as it is, and `Table.damage` says so of it.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sim.plan.problems import ScenarioError

MOST_BYTES: Final = 20_000_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
LONGEST_NAME: Final = 80  # characters of a column's name
SEPARATORS: Final = (";", ",", "\t", "|")
SAMPLE: Final = 50  # rows that tell the separator and the header
ABOVE: Final = 10  # lines that may stand above the header

Row = tuple[str, ...]
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_END: Final = "\x01end"  # no file that is read has such a cell
_NUMBER: Final = re.compile(r"(?=\D*\d)[\d\s.,:/+€$%-]+")


@dataclass(frozen=True)
class Table:
    """A CSV file, read.

    columns    names of the columns, each once: a second "Date" is "Date (2)", one without a name
               "(3)"
    rows       the cells of each row below the header, stripped; fewer than columns where the
               file stops before
    lines      the line on which each row begins
    header     whether the file has one; without, the columns are "(1)", "(2)", ...
    above      lines above the header that are no part of the table, such as a title
    damage     row -> code and values of what is wrong with it as a whole
    """

    columns: Row
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    separator: str = ";"
    encoding: str = "utf-8"
    header: bool = True
    above: int = 0
    damage: dict[int, tuple[str, dict[str, int]]] = field(default_factory=dict)

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column. Raises `ScenarioError` where there is no such column."""
        if name not in self.columns:
            allowed = ", ".join(self.columns)
            raise ScenarioError("not_one_of", "columns", got=name, allowed=allowed)
        at = self.columns.index(name)
        return self._by_column[at] if at < len(self._by_column) else ("",) * len(self.rows)

    @cached_property
    def _by_column(self) -> tuple[Row, ...]:
        return tuple(itertools.zip_longest(*self.rows, fillvalue=""))


def read_table(content: bytes) -> Table:
    """The table in the bytes of a CSV file.

    Read are UTF-8, UTF-16 and Windows-1252 (with which Latin-1 agrees); columns separated by ; ,
    tab or |, or by what a first line ``sep=`` says; line ends of any system. Raises
    `ScenarioError`: ``too_large``, ``is_workbook``, ``not_csv``, ``no_rows``, ``quote_unclosed``,
    ``cell_too_long``, ``too_many``, ``too_many_columns``.
    """
    if len(content) > MOST_BYTES:
        raise ScenarioError("too_large", got=len(content), most=MOST_BYTES)
    text, encoding = _decoded(content)
    said = re.match(r"\s*\"?sep=(.)\"?\s*?(\r\n|\r|\n|$)", text, re.IGNORECASE)
    text, before = (text[said.end() :], 1) if said else (text, 0)
    separator = said[1] if said and said[1] not in '"\r\n' else _separator(text)
    raw = list(_rows(text, separator, before))
    filled = [(line, row) for line, row, _ in raw if any(row)]
    start = _header([row for _, row in filled[: SAMPLE + ABOVE]])
    header = start is not None
    below = raw if start is None else [one for one in raw if one[0] > filled[start][0]]
    if not any(any(row) for _, row, _ in below):
        raise ScenarioError("no_rows")
    width = _width([row for _, row in filled]) if start is None else len(filled[start][1])
    if width > MOST_COLUMNS:
        raise ScenarioError("too_many_columns", got=width, most=MOST_COLUMNS)
    return Table(
        columns=_names(("",) * width if start is None else filled[start][1]),
        rows=tuple(row for _, row, _ in below),
        lines=tuple(line for line, _, _ in below),
        separator=separator,
        encoding=encoding,
        header=header,
        above=start or 0,
        damage=dict(_damage(below, width, separator)),
    )


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith(_WORKBOOKS):
        raise ScenarioError("is_workbook")
    encodings = [name for bom, name in _BOMS if content.startswith(bom)]
    even, odd = content[0:2000:2].count(0), content[1:2000:2].count(0)
    if not encodings and 6 * max(even, odd) > len(content[:2000]):  # in UTF-16 half the bytes are 0
        encodings = ["utf-16-le" if odd > even else "utf-16-be"]
    for encoding in encodings or ["utf-8", "cp1252", "latin-1"]:
        try:
            text = content.decode(encoding).removeprefix("\ufeff").rstrip("\x1a")
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            break
        return text, encoding
    raise ScenarioError("not_csv")


def _separator(text: str) -> str:
    """The one under which most rows are as wide as each other, and wide."""

    def worth(separator: str) -> float:
        found = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
        widths: Counter[int] = Counter()
        try:
            for row in found:
                widths[len(row)] += bool(row)
                if widths.total() >= SAMPLE:
                    break
        except csv.Error:  # a very long line; told when it is read
            pass
        return max(
            ((width - 1) * n / widths.total() for width, n in widths.items() if n), default=0
        )

    return max(SEPARATORS, key=worth)


def _rows(text: str, separator: str, above: int) -> Iterator[tuple[int, Row, int]]:
    """Each row with the line on which it begins and its number of lines."""
    ended = text if text.endswith(("\n", "\r")) else text + "\n"
    found = csv.reader(io.StringIO(ended + _END, newline=""), delimiter=separator)
    line = 0
    try:
        for count, row in enumerate(found):
            if row == [_END]:
                return
            if count > MOST_ROWS + ABOVE:
                lines = max(text.count("\n"), text.count("\r"))
                raise ScenarioError("too_many", got=lines, most=MOST_ROWS)
            if row and row[-1].endswith(_END):
                raise ScenarioError("quote_unclosed", line=above + line + 1)
            yield (
                above + line + 1,
                tuple(map(str.strip, row[: 2 * MOST_COLUMNS])),
                found.line_num - line,
            )
            line = found.line_num
    except csv.Error:
        raise ScenarioError("cell_too_long", line=above + line + 1) from None


def _header(rows: list[Row]) -> int | None:
    """Which of the filled rows is the header; None where the file begins with a lead.

    A title stands alone on its line. A header holds no number, and little that its columns hold.
    """
    width = _width(rows)
    start = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1 or width < 3), None)
    if start is None or start > ABOVE:
        return None
    columns = zip(*_padded(rows[start:], len(rows[start])), strict=True)
    named = [(name, name in column) for name, *column in columns if name]
    again = sum(recurs for _, recurs in named)
    return None if any(map(_NUMBER.fullmatch, rows[start])) or again > len(named) / 2 else start


def _padded(rows: list[Row], width: int) -> list[Row]:
    return [(row + ("",) * width)[:width] for row in rows]


def _width(rows: list[Row]) -> int:
    """Of most rows, without the empty cells at their end."""
    widths = Counter(_filled(row) for row in rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _filled(row: Row) -> int:
    """Cells up to the last that is not empty."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1]), 0)


def _names(header: Row) -> Row:
    names: list[str] = []
    taken: set[str] = set()
    for at, name in enumerate(header, start=1):
        name = " ".join(name.split())[:LONGEST_NAME] or f"({at})"
        found = next(
            one
            for n in itertools.count(1)
            if (one := name if n == 1 else f"{name} ({n})") not in taken
        )
        taken.add(found)
        names.append(found)
    return tuple(names)


def _damage(
    rows: list[tuple[int, Row, int]], width: int, separator: str
) -> Iterator[tuple[int, tuple[str, dict[str, int]]]]:
    for at, (_, row, lines) in enumerate(rows):
        if len(row) > width and _filled(row) > width:
            yield at, ("row_too_wide", {"got": _filled(row), "most": width})
        elif lines > 1 and any(
            line.count(separator) >= max(width - 1, 2) for cell in row for line in cell.splitlines()
        ):
            yield at, ("row_joined", {"got": lines})
