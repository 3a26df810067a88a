"""Which rows of a sheet are the header, and which are no leads: titles, groups, sums, footers.

Only what cannot be a lead is taken away, and counted: `Kind` says what it was. A row that may be
one stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from sim.crm.files.grid import Grid, Row
from sim.crm.files.vocabulary import folded, vocabulary

DEEPEST: Final = 60  # filled rows among which the header is looked for
SAMPLE: Final = 50  # filled rows that tell how wide most are
ABOVE: Final = 10  # filled rows that may stand above a header that holds no known word
FEW: Final = 3  # columns; of a narrower table a row with one cell may well be a lead

# What is listed under these stands over columns.
NAMING: Final = (
    "phase", "rating", "stage", "state", "currency", "id", "email", "person", "surname", "company",
    "title", "source", "probability", "created", "closed", "lost", "money",
)  # fmt: skip
_NUMBER: Final = re.compile(r"(?=\D*\d)[\d\s.,:/+€$£%()-]+|-?[\d.,]+e[+-]?\d+", re.IGNORECASE)
_COUNTED: Final = re.compile(r"(.{1,80}?)\s*\((\d{1,6})\s*[^\W\d]{0,12}\)")


class Kind(StrEnum):
    """Why a row is no lead."""

    ABOVE = "above"  # a title over the header
    AGAIN = "again"  # the header once more
    GROUP = "group"  # the title of a group, with or without its sums
    SUM = "sum"
    FOOTER = "footer"
    MORE = "more"  # goes on with the row above: another activity of the same lead


@dataclass(frozen=True)
class Layout:
    """A sheet by its rows.

    header   which row is the header; None where the sheet begins with a lead
    leads    rows that may be leads, empty ones among them
    groups   the title of the group in which each of `leads` stands, empty without; none at all
             where no title means anything
    dropped  what was taken away -> how many rows
    """

    header: int | None
    leads: tuple[int, ...]
    groups: tuple[str, ...]
    dropped: Mapping[Kind, int]


def layout(grid: Grid) -> Layout:
    """What each row of a sheet is."""
    rows = grid.rows
    header = _header(rows)
    start = -1 if header is None else header
    dropped: Counter[Kind] = Counter()
    if above := sum(any(row) for row in rows[: start + 1]) - (header is not None):
        dropped[Kind.ABOVE] = above
    below = range(start + 1, len(rows))
    names = rows[start] if header is not None else ()
    width = _filled(names) or _width([row for row in rows if any(row)][:SAMPLE])
    kinds = _kinds(rows, below, names, width)
    leads, groups, group = [], [], ""
    for at in below:
        kind = kinds.get(at)
        if kind is None:
            leads.append(at)
            groups.append(group)
            continue
        dropped[kind] += 1
        if kind is Kind.GROUP:
            group = _title(rows[at])
    known = any(folded(group) in vocabulary().stages for group in set(groups))
    counted = any(
        _COUNTED.fullmatch(_first(rows[at])) for at, k in kinds.items() if k is Kind.GROUP
    )
    told = any(groups) and (known or counted)
    return Layout(header, tuple(leads), tuple(groups) if told else (), dropped)


def _kinds(rows: Sequence[Row], below: range, names: Row, width: int) -> dict[int, Kind]:
    """Each row that is no lead, but for those of which only the columns tell."""
    kinds: dict[int, Kind] = {}
    head = {at: cell for at, cell in enumerate(names) if cell}
    for at in below:
        row = rows[at]
        if len(head) > 1 and _same(row, head):
            kinds[at] = Kind.AGAIN
        elif any(row) and width >= FEW and (kind := _of_numbers(row, width)):
            kinds[at] = kind
    _subitems(rows, below, kinds)
    if width >= FEW:
        _titles(rows, below, kinds)
    return kinds


def _subitems(rows: Sequence[Row], below: range, kinds: dict[int, Kind]) -> None:
    """Rows below a lead that are parts of it, under a header of their own (monday.com)."""
    inside = False
    for at in below:
        row = rows[at]
        if any(row) and folded(row[0]) in vocabulary().headers["subitems"]:
            kinds[at], inside = Kind.MORE, True
        elif inside and any(row) and not row[0]:
            kinds[at] = Kind.MORE
        elif any(row):
            inside = False


def _of_numbers(row: Row, width: int) -> Kind | None:
    """What a row is that holds numbers and hardly any text."""
    texts = []
    for cell in row:
        if cell and not _NUMBER.fullmatch(cell):
            texts.append(cell)
            if len(texts) > 2:
                return None
    if not texts and not row[0] and sum(map(bool, row)) <= max(FEW, width // 3):
        return Kind.SUM
    if texts and all(map(_totals, texts)):
        return Kind.SUM
    if len(texts) == 1 and sum(map(bool, row)) > 1 and _total_of(texts[0]):
        return Kind.SUM
    counted = len(texts) == 1 and _first(row) == texts[0] and _COUNTED.fullmatch(texts[0])
    return Kind.GROUP if counted else None


def _titles(rows: Sequence[Row], below: range, kinds: dict[int, Kind]) -> None:
    """Rows that hold one cell: titles of groups, and lines below the last lead."""
    ended = True  # nothing but lines of one cell from here to the end
    following: int | None = None  # the next row that holds anything
    for at in reversed(below):
        row = rows[at]
        if not any(row):
            continue
        alone = at not in kinds and sum(map(bool, row)) == 1
        if alone and (kind := _title_or_footer(rows, below.start, at, kinds, following, ended)):
            kinds[at] = kind
        ended = ended and (alone or at in kinds)
        following = at


def _title_or_footer(
    rows: Sequence[Row],
    start: int,
    at: int,
    kinds: dict[int, Kind],
    following: int | None,
    ended: bool,
) -> Kind | None:
    """What a row of one cell is; None where it may be a lead."""
    footer = any(
        folded(_first(rows[at])).startswith(word) for word in vocabulary().headers["footers"]
    )
    if footer or (ended and _blank_between(rows, start, at, kinds)):
        return Kind.FOOTER
    if following is not None and kinds.get(following) is Kind.AGAIN:
        return Kind.GROUP
    before = at == start or not any(rows[at - 1]) or at - 1 in kinds
    titled = folded(_first(rows[at])) in vocabulary().stages
    return Kind.GROUP if before and titled else None


def _blank_between(rows: Sequence[Row], start: int, at: int, kinds: Mapping[int, Kind]) -> bool:
    """Whether an empty row, or one of sums, stands between a line at the end and the last row
    that is wider."""
    for one in range(at - 1, start - 1, -1):
        if not any(rows[one]) or kinds.get(one) is Kind.SUM:
            return True
        if sum(map(bool, rows[one])) > 1:
            return False
    return False


def _totals(text: str) -> bool:
    """Whether a text is that of a total: the word alone, or with what it counts."""
    words, said = folded(text), vocabulary().headers["totals"]
    if words in said:
        return True
    counts = any(map(str.isdigit, text)) or ":" in text
    return counts and any(words.startswith(f"{one}-") for one in said)


def _total_of(text: str) -> bool:
    """Whether a text is that of a total with the name of a group: "Subtotaal Jan", "Jan totaal"."""
    words = folded(text).split("-")
    said = vocabulary().headers["totals"]
    return words[0] in said or words[-1] in said or "-".join(words[:2]) in said


def _same(row: Row, head: Mapping[int, str]) -> bool:
    """Whether a row is the header once more."""
    there = [at for at, cell in enumerate(row) if cell]
    same = sum(row[at] == head.get(at) for at in there)
    return same > 1 and same * 3 >= 2 * max(len(there), len(head))


def _title(row: Row) -> str:
    text = _first(row)
    found = _COUNTED.fullmatch(text)
    return found[1] if found else text


def _first(row: Row) -> str:
    return next(filter(None, row), "")


def _header(rows: Sequence[Row]) -> int | None:
    """Which row is the header: the one with most words that headers have; without any, the first
    that is no title and holds no number and little that its columns hold."""
    filled = [at for at, row in enumerate(rows) if any(row)][:DEEPEST]
    parts = vocabulary().headers["subitems"]
    known = {at: 0 if folded(rows[at][0]) in parts else sum(map(_known, rows[at])) for at in filled}
    best = max(filled, key=lambda at: (known[at], -at), default=None)
    if best is not None and known[best] >= 2 and not any(map(_NUMBER.fullmatch, rows[best])):
        return best
    sample = [rows[at] for at in filled[: SAMPLE + ABOVE]]
    start = _plain_header(sample)
    return None if start is None else filled[start]


@lru_cache
def _names() -> frozenset[str]:
    """Words that stand over columns and hardly ever in them."""
    said = vocabulary()
    named = frozenset[str]().union(*(said.headers[role] for role in NAMING))
    return named - set(said.stages) - set(said.phases) - said.yes - said.no


def _known(cell: str) -> bool:
    return folded(cell) in _names()


def _plain_header(rows: Sequence[Row]) -> int | None:
    """A title stands alone on its line. A header holds no number, and little that its columns
    hold."""
    width = _width(rows)
    start = next(
        (at for at, row in enumerate(rows) if sum(map(bool, row)) > 1 or width < FEW), None
    )
    if start is None or start > ABOVE:
        return None
    wide = len(rows[start])
    columns = zip(*((row + ("",) * wide)[:wide] for row in rows[start:]), strict=True)
    named = [(name, name in column) for name, *column in columns if name]
    again = sum(recurs for _, recurs in named)
    return None if any(map(_NUMBER.fullmatch, rows[start])) or again > len(named) / 2 else start


def _width(rows: Sequence[Row]) -> int:
    """Of most rows, without the empty cells at their end."""
    widths = Counter(map(_filled, rows))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _filled(row: Row) -> int:
    """Cells up to the last that is not empty."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1]), 0)
