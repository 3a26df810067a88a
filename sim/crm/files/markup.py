"""Tables of HTML, which many programs write and call .xls."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

from sim.crm.files.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Grid, Row
from sim.plan.problems import ScenarioError

_HTML: Final = re.compile(
    rb"\s*(\xef\xbb\xbf)?\s*(<!--.{0,200}?-->\s*)?<(!doctype\s+html|html|head|table|meta|style)",
    re.I | re.S,
)
_SPREADSHEET_XML: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
START: Final = 2000  # bytes in which a file says what it is


def is_html(content: bytes) -> bool:
    """Whether a file begins as HTML does."""
    return _HTML.match(_plain(content[:START])) is not None


def is_spreadsheet_xml(content: bytes) -> bool:
    """Whether a file is a workbook of Excel 2003 as XML, which nothing here reads."""
    return _SPREADSHEET_XML in _plain(content[:START])


def _plain(start: bytes) -> bytes:
    """The start of a file without the empty halves and the mark of UTF-16."""
    return start.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def read_html(content: bytes) -> tuple[Grid, ...]:
    """The tables of an HTML file that hold no other table.

    Raises `ScenarioError`: ``no_rows`` where there is none, ``too_many``, ``too_many_columns``.
    """
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        page = html.document_fromstring(content, parser)
    except (etree.LxmlError, ValueError):
        raise ScenarioError("not_csv") from None
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    found = tuple(filter(None, (_grid(table) for table in tables)))
    if not found:
        raise ScenarioError("no_rows")
    if sum(len(row) for grid in found for row in grid.rows) > MOST_CELLS:
        raise ScenarioError("workbook_too_large")
    return found


def _grid(table: html.HtmlElement) -> Grid | None:
    rows: list[Row] = []
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            cells.append(" ".join(cell.text_content().split()))
            cells += [""] * (_span(cell) - 1)
        rows.append(tuple(cells))
    if len(rows) > MOST_ROWS:
        raise ScenarioError("too_many", got=len(rows), most=MOST_ROWS)
    if (widest := max(map(len, rows), default=0)) > MOST_COLUMNS:
        raise ScenarioError("too_many_columns", got=widest, most=MOST_COLUMNS)
    lines = tuple(range(1, len(rows) + 1))
    return Grid(tuple(rows), lines) if any(map(any, rows)) else None


def _span(cell: html.HtmlElement) -> int:
    text = cell.get("colspan", "1")
    return min(int(text), MOST_COLUMNS) if text.isascii() and text.isdigit() and text != "0" else 1
