"""Rows that are no leads are told apart from those that may be, and counted by what they are."""

from __future__ import annotations

import pytest

from sim.crm.files.grid import Grid
from sim.crm.files.rows import Kind, layout
from sim.crm.files.table import GROUP
from sim.crm.reading import read
from tests.sim.crm.tables import read_table


def made(text: str) -> Grid:
    rows = tuple(tuple(cell.strip() for cell in line.split(";")) for line in text.splitlines())
    return Grid(rows, tuple(range(1, len(rows) + 1)))


HEAD = "Naam;Bedrijf;Status;Bedrag"
LEADS = "An;Van Hoof;Offerte;5000\nBart;Kempen;Nieuw;"


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        (f"{HEAD}\n{LEADS}", {}),
        (f"Leads beurs 2026;;;\n;;;\n{HEAD}\n{LEADS}", {Kind.ABOVE: 1}),
        (f"Export;;;\nvan 20-11-2026;;;\nfilter: alles;;;\n{HEAD}\n{LEADS}", {Kind.ABOVE: 3}),
        (f"{HEAD}\n{LEADS}\nTotaal;;;5000", {Kind.SUM: 1}),
        (f"{HEAD}\n{LEADS}\n;;;5000", {Kind.SUM: 1}),
        (f"{HEAD}\n{LEADS}\nAantal: 2;;;", {Kind.SUM: 1}),
        (f"{HEAD}\n{LEADS}\nGrand Totals (2 records);;;5000", {Kind.SUM: 1}),
        (f"{HEAD}\n{LEADS}\n;;;\nMeridiaan Machines;;;\nPagina 1;;;", {Kind.FOOTER: 2}),
        (f"{HEAD}\n{LEADS}\nCopyright (c) 2026 Iemand;;;", {Kind.FOOTER: 1}),
        (f"{HEAD}\n{LEADS}\n{HEAD}\n{LEADS}", {Kind.AGAIN: 1}),
        (f"{HEAD}\nNieuw (2);;;5000\n{LEADS}", {Kind.GROUP: 1}),
        (f"{HEAD}\n{LEADS}\n;;;\nGewonnen;;;\n{HEAD}\n{LEADS}", {Kind.GROUP: 1, Kind.AGAIN: 1}),
    ],
)  # fmt: skip
def test_what_is_no_lead_is_dropped_by_its_kind(text: str, dropped: dict[Kind, int]) -> None:
    found = layout(made(text))
    assert found.dropped == dropped
    rows = made(text).rows
    names = [rows[at][0] for at in found.leads if any(rows[at])]
    assert set(names) == {"An", "Bart"}


@pytest.mark.parametrize(
    "row",
    ["Total Energies;Total;Nieuw;100", "Som BV;Som;Offerte;", "Alleen Naam;;;",
     "Jan (2);Kempen;Nieuw;5", "Copyright Jan;Copyright;Nieuw;"],
)  # fmt: skip
def test_a_row_that_may_be_a_lead_stays(row: str) -> None:
    found = layout(made(f"{HEAD}\n{LEADS}\n{row}\n{LEADS}"))
    assert not found.dropped
    assert len(found.leads) == 5


def test_the_stage_of_a_group_belongs_to_its_rows_and_its_sum_to_none() -> None:
    text = "Kans;E-mail;Omzet\nNieuw (1);;5000\nA;a@b.be;5000\nGewonnen (1);;9000\nB;b@b.be;9000\n"
    table = read_table(text.encode())
    assert table.column(GROUP) == ("Nieuw", "Gewonnen")
    reading = read(text.encode())
    assert reading.columns["stage"] == GROUP
    assert [lead.stage for lead in reading.sheet.leads] == [0, 5]
    assert [money.amount for lead in reading.sheet.leads for money in lead.money] == [9000]


def test_a_stage_that_stands_on_the_first_row_of_its_group_holds_for_the_others() -> None:
    text = "Stage,Opportunity Name,Amount\nProposal,A,5\n,B,6\nClosed Won,C,7\n,D,8\n"
    stages = [lead.stage for lead in read(text.encode()).sheet.leads]
    assert stages == [4, 4, 5, 5]


def test_an_empty_stage_among_others_is_not_filled_from_above() -> None:
    text = "Name,Stage,Amount\nA,Proposal,5\nB,,6\nC,Closed Won,7\n"
    assert [lead.stage for lead in read(text.encode()).sheet.leads] == [4, 0, 5]


def test_rows_that_only_add_to_the_lead_above_are_no_leads() -> None:
    text = "Kans;E-mail;Fase;Activiteit\nA;a@b.be;Voorstel;Bellen\n;;;Nasturen\n;;;Bezoek\n"
    found = read(text.encode()).sheet
    assert (len(found.leads), found.dropped) == (1, {Kind.MORE: 2})


def test_the_header_is_the_row_with_most_words_of_headers_however_deep() -> None:
    above = "".join(f"regel {at};iets;\n" for at in range(15))
    table = read_table(f"{above}{HEAD}\n{LEADS}\n".encode())
    assert table.columns == ("Naam", "Bedrijf", "Status", "Bedrag")
    assert table.dropped == {Kind.ABOVE: 15}
