"""Rows of text as they stand in a sheet, before anybody says which of them is the header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MOST_BYTES: Final = 40_000_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 10_000_000

Row = tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A sheet.

    rows       the cells of each row, stripped; rows may differ in length and be empty
    lines      the line of a text, or the row of a sheet, on which each begins
    name       of the sheet; empty where the file has none
    hidden     whether the workbook hides it
    separator  of a text's columns
    encoding   of a text
    unworked   formulas of the workbook that were never worked out, and so hold nothing
    joined     row -> number of lines, where a stray quotation mark has joined several into one
    """

    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    name: str = ""
    hidden: bool = False
    separator: str = ""
    encoding: str = ""
    unworked: int = 0
    joined: Mapping[int, int] = field(default_factory=dict)
