"""Workbooks and HTML are read as CSV is, and what asks for too much ends in one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sim import ScenarioError
from sim.crm.files import workbook
from sim.crm.files.opened import read_grids
from sim.crm.reading import asks, read
from sim.crm.sheet import standing
from tests.sim.crm.tables import read_table

HEAD = ("Name", "Company", "Stage", "Amount", "Created")
LEADS = (
    ("An", "Van Hoof", "Proposal", 5000, date(2026, 10, 8)),
    ("Bart", "Kempen", "Closed Won", 18250.125, datetime(2026, 10, 9, 14, 30)),
)


def xlsx(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        made = book.create_sheet(name)
        for row in rows:
            made.append(list(row))
        made.sheet_state = "hidden" if name == hidden else "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: str) -> bytes:
    """The smallest ODS file with these rows."""
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Leads">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return buffer.getvalue()


def row_of(*cells: str) -> str:
    start = '<table:table-cell office:value-type="string"><text:p>'
    made = (f"{start}{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def code(content: bytes, sheet: str | None = None) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_table(content, sheet)
    assert "\n" not in str(caught.value)
    return caught.value.code


def test_numbers_and_days_of_a_workbook_are_read_without_doubt() -> None:
    reading = read(xlsx(("Leads", [HEAD, *LEADS])))
    table = reading.table
    assert table.column("Amount") == ("5000", "18250.1250")
    assert table.column("Created") == ("2026-10-08", "2026-10-09 14:30")
    assert standing(reading.sheet).values == (18250.125,)
    assert [lead.since[0] for lead in reading.sheet.leads] == [date(2026, 10, 8), date(2026, 10, 9)]


def test_a_day_in_a_column_of_money_is_no_amount() -> None:
    rows = [HEAD, ("An", "A", "Won", date(2026, 2, 2), ""), ("Bart", "B", "Won", 100, "")]
    reading = read(xlsx(("Leads", rows)))
    assert standing(reading.sheet).values == (100,)
    assert [one.values["got"] for one in reading.sheet.unread] == ["2026-02-02"]


def test_an_ods_file_is_read_as_a_workbook_of_excel() -> None:
    content = ods(row_of("Naam", "Bedrijf", "Status") + row_of("An", "Van Hoof", "Offerte"))
    reading = read(content)
    assert reading.table.columns == ("Naam", "Bedrijf", "Status")
    assert reading.sheet.leads[0].stage == 4


def test_of_several_sheets_that_with_the_leads_is_read_and_the_others_are_named() -> None:
    notes = [("Notes", ""), ("a", "b"), ("c", "d"), ("e", "f")]
    content = xlsx(("Notes", notes), ("Leads", [HEAD, *LEADS]), ("Old", [HEAD, *LEADS]),
                   hidden="Old")  # fmt: skip
    reading = read(content)
    assert (reading.table.sheet, reading.table.sheets) == ("Leads", ("Notes", "Leads"))
    assert not reading.others
    two = read(xlsx(("Open", [HEAD, *LEADS]), ("Won", [HEAD, LEADS[1]])))
    assert (two.table.sheet, two.others) == ("Open", {"Won": 1})
    assert read(content, "Notes").table.sheet == "Notes"
    assert code(content, "Nowhere") == "not_one_of"


def test_a_formula_is_read_as_what_it_came_to() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Leads")
    for at, head in enumerate(HEAD[:4]):
        sheet.write(0, at, head)
    sheet.write_row(1, 0, ["An", "A", "Won"])
    sheet.write_formula(1, 3, "=100*5", None, 500)
    book.close()
    assert standing(read(buffer.getvalue()).sheet).values == (500,)


def test_a_formula_that_was_never_worked_out_is_said() -> None:
    reading = read(xlsx(("Leads", [HEAD, *LEADS, ("Cas", "X", '=IF(1=1,"Lost","")', "=5*5", "")])))
    assert [(ask.what, ask.rows) for ask in asks(reading)] == [("formulas", 2)]
    assert not asks(read(xlsx(("Leads", [HEAD, *LEADS]))))


def test_two_cells_far_apart_end_in_one_sentence() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "Name"
    sheet["XFD1048576"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    assert code(buffer.getvalue()) == "workbook_too_large"


def test_a_workbook_that_unpacks_to_too_much_ends_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 10_000)
    content = xlsx(("Leads", [HEAD, *(LEADS * 200)]))
    assert code(content) == "workbook_too_large"


def test_cells_are_bounded_in_all_sheets_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 29)
    sheets = [(name, [HEAD, *LEADS]) for name in ("A", "B")]
    assert code(xlsx(*sheets)) == "workbook_too_large"
    assert read_grids(xlsx(sheets[0]))


@pytest.mark.parametrize("cut", [4, 100, 2000])
def test_half_a_workbook_is_none(cut: int) -> None:
    assert code(xlsx(("Leads", [HEAD, *LEADS]))[:cut]) == "not_workbook"


def test_a_table_of_html_is_read_whatever_its_name() -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in ("An", "Van Hoof", "Offerte", "5.000,00"))
    head = "".join(f"<th>{cell}</th>" for cell in ("Naam", "Bedrijf", "Status", "Bedrag"))
    page = f"<html><body><h1>x</h1><table><tr>{head}</tr><tr>{cells}</tr></table></body></html>"
    for content in (page.encode(), page.encode("utf-16")):
        table = read_table(content)
        assert table.columns == ("Naam", "Bedrijf", "Status", "Bedrag")
        assert table.rows == (("An", "Van Hoof", "Offerte", "5.000,00"),)
    assert code(b"<html><body>Log in first</body></html>") == "no_rows"


def test_a_workbook_of_excel_2003_as_xml_is_refused_with_what_to_do() -> None:
    content = (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    )
    assert code(content) == "is_spreadsheet_xml"
