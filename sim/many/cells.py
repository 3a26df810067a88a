"""Texts in the cells of a table that a spreadsheet may open: none of them becomes a formula."""

from __future__ import annotations

from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
APOSTROPHE: Final = "'"


def harmless(cell: object) -> object:
    """A cell of a table that a spreadsheet may open: a text that it would take for a formula has an
    apostrophe put before it."""
    return APOSTROPHE + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def meant(cell: str) -> str:
    """The text that `harmless` made a cell of."""
    return cell[1:] if cell.startswith(APOSTROPHE) and cell[1:].startswith(FORMULA) else cell
