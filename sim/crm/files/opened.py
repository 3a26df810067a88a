"""A file of any kind that is read, by what is in it and not by its name."""

from __future__ import annotations

from sim.crm.files.delimited import read_text
from sim.crm.files.grid import MOST_BYTES, Grid
from sim.crm.files.markup import is_html, is_spreadsheet_xml, read_html
from sim.crm.files.workbook import is_workbook, read_workbook
from sim.plan.problems import ScenarioError


def read_grids(content: bytes) -> tuple[Grid, ...]:
    """The sheets of a file, or the one table of a text.

    Raises `ScenarioError`: ``too_large``, ``is_spreadsheet_xml``, ``no_rows``, and what
    `read_workbook`, `read_html` and `read_text` raise.
    """
    if len(content) > MOST_BYTES:
        raise ScenarioError("too_large", got=len(content), most=MOST_BYTES)
    if is_workbook(content):
        found = read_workbook(content)
    elif is_spreadsheet_xml(content):
        raise ScenarioError("is_spreadsheet_xml")
    elif is_html(content):
        found = read_html(content)
    elif content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"<", b"{", b"["):  # other XML, JSON
        raise ScenarioError("not_csv")
    else:
        found = (read_text(content),)
    if not any(any(row) for grid in found for row in grid.rows):
        raise ScenarioError("no_rows")
    return found
