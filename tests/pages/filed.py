"""What the tests of files of leads share: a file that is opened on Evaluate, and what it counts."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter

from tests.pages.evaluated import told
from tests.pages.visits import NL
from ui.actuals.held import HELD

SMALL = "Naam;Fase;Bedrag\nAnna;Offerte;100\nBart;Gesprek;\nCas;Order;1.250,50\n"


def opened(visitor: Any, content: str | bytes, name: str = "leads.csv") -> Any:
    content = content if isinstance(content, bytes) else content.encode()
    visitor.at.file_uploader[0].set_value((name, content, "text/csv"))
    return visitor.run()


def on(visitor: Any, day: Any) -> Any:
    visitor.at.date_input(key="evaluate.day").set_value(day)
    return visitor.run()


def totals(visitor: Any) -> dict[str, list[str]]:
    """What each step of the table says: now there, and came at least so far."""
    rows = [line.strip("| ").split(" | ") for line in told(visitor).splitlines() if "|" in line]
    return {name: cells for name, *cells in rows}


def offered(visitor: Any) -> bool:
    """Whether the figures can be taken over."""
    return any(button.key == "crm.take" for button in visitor.at.button)


def said_of(visitor: Any, day: date) -> dict[str, Any]:
    """What the record has of a day."""
    (fair,) = visitor.kept(HELD).values()
    return dict(fair.record.on(day))


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return made.getvalue()


def contacts(visitor: Any) -> list[str]:
    return totals(visitor)[NL("stages.contacts")]
