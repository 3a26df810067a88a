"""CSV and text, whatever program wrote it: encoding, separator and rows.

Every row keeps the number of the line on which it begins in the file, as an editor counts. Nothing
is mended silently: of a row that a stray quotation mark has joined of several lines
`Grid.joined` says so.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sim.crm.files.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row
from sim.plan.problems import ScenarioError

SEPARATORS: Final = (";", ",", "\t", "|")
SAMPLE: Final = 50  # rows that tell the separator
ABOVE: Final = 50  # rows that may be no leads beside those that are

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_END: Final = "\x01end"  # no file that is read has such a cell


def read_text(content: bytes) -> Grid:
    """The rows in the bytes of a text.

    Read are UTF-8, UTF-16 and Windows-1252 (with which Latin-1 agrees); columns separated by ; ,
    tab or |, or by what a first line ``sep=`` says; line ends of any system. Raises
    `ScenarioError`: ``not_csv``, ``quote_unclosed``, ``cell_too_long``, ``too_many``.
    """
    text, encoding = decoded(content)
    said = re.match(r"\s*\"?sep=(.)\"?\s*?(\r\n|\r|\n|$)", text, re.IGNORECASE)
    text, before = (text[said.end() :], 1) if said else (text, 0)
    separator = said[1] if said and said[1] not in '"\r\n' else _separator(text)
    raw = list(_rows(text, separator, before))
    joined = {
        at: lines
        for at, (_, row, lines) in enumerate(raw)
        if lines > 1
        and any(
            line.count(separator) >= max(len(raw[0][1]) - 1, 2)
            for cell in row
            for line in cell.splitlines()
        )
    }
    rows, lines = tuple(row for _, row, _ in raw), tuple(line for line, _, _ in raw)
    return Grid(rows, lines, separator=separator, encoding=encoding, joined=joined)


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and its encoding. Raises `ScenarioError` ``not_csv``."""
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
