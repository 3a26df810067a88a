"""Leads of a CRM: every row is a lead, a further row of one, or left out with its reason."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import ScenarioError
from sim.actuals.actuals import LEADS
from sim.actuals.record import Entry, Record
from sim.crm.columns import guess_columns
from sim.crm.files.table import Table
from sim.crm.leads import leads
from sim.crm.reading import Reading, asks, left_out, read
from sim.crm.sheet import Lead, Money, Sheet, Standing, standing
from sim.plan.funnel import PHASES
from tests.sim.crm.tables import read_table

MADE = settings(deadline=None, derandomize=True, max_examples=100)
FAIR = date(2026, 10, 6)
HEAD = "Nummer;Koopfase;Status;Nog open;Waarde;Datum;Datum offerte;Datum order;Afgesloten op"
GOOD = "1;Besluitvorming;Offerte;ja;;6-10-2026;20-10-2026;;"


def reading(*rows: str, head: str = HEAD) -> Reading:
    return read("\n".join([head, *rows]).encode())


def sheet(*rows: str, head: str = HEAD) -> Sheet:
    return reading(*rows, head=head).sheet


def stages(found: Sheet) -> list[tuple[str, bool]]:
    return [(LEADS[lead.stage], lead.open) for lead in found.leads]


def stood(*rows: str, head: str) -> Standing:
    return standing(sheet(*rows, head=head))


def test_a_cell_that_cannot_be_read_is_said_and_its_lead_counts_all_the_same() -> None:
    found = sheet(
        GOOD,
        "2;besluit;Order;;veel;31-2-2026;;;",
        "3;besluit;Order;;-5;6-10-2026;;;",
        "4;besluit;Order;;=1+1;6-10-2026;;;",
    )
    assert len(found.leads) == 4
    told = [(one.line, one.column, one.code, one.values["got"]) for one in found.unread]
    assert told == [
        (3, "Datum", "not_day", "31-2-2026"),
        (3, "Waarde", "not_amount", "veel"),
        (4, "Waarde", "not_amount", "-5"),
        (5, "Waarde", "not_amount", "=1+1"),
    ]
    assert found.unpriced == 3
    assert all("\n" not in str(one.problem) for one in found.unread)


def test_a_damaged_row_is_listed_and_does_not_count() -> None:
    opened = reading(GOOD, ";;;;;;;;", "2;besluit;Offerte;ja;;;;;;9", GOOD.replace("1;", "9;", 1))
    found = opened.sheet
    assert [lead.line for lead in found.leads] == [2, 5]
    assert [(one.line, one.code) for one in found.wrong] == [(4, "row_too_wide")]
    assert found.empty == 1
    assert [(one.why, one.rows) for one in left_out(opened, standing(found))] == [("wrong", 1)]


def test_a_word_that_nobody_knows_is_asked_and_its_rows_are_leads_until_then() -> None:
    opened = reading("Jan;Zomaar", "Piet;Offerte", "An;zomaar", head="Naam;Status")
    assert stages(opened.sheet) == [("contacts", True), ("quotes", True), ("contacts", True)]
    (ask,) = asks(opened)
    assert (ask.what, ask.role, ask.word, ask.rows) == ("word", "stage", "zomaar", 2)
    assert ask.values == {"word": "Zomaar", "column": "Status"}


def test_with_too_many_unknown_words_the_rest_is_asked_together() -> None:
    rows = [f"P{at};woord{at}x" for at in range(20)]
    told = asks(reading(*rows, "Q;Offerte", head="Naam;Status"))
    assert [ask.what for ask in told] == ["word"] * 12 + ["words"]
    assert (told[-1].rows, told[-1].values["others"]) == (8, 8)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["ja", "nee", ""], [True, False, True]),
        (["yes", "no", ""], [True, False, True]),
        (["TRUE", "FALSE", ""], [True, False, True]),
        (["1", "0", ""], [True, False, True]),
        (["open", "gesloten", ""], [True, False, True]),
        (["Open", "Closed", ""], [True, False, True]),
        (["x", "x", ""], [True, True, False]),
        (["✓", "✓", ""], [True, True, False]),
        (["", "", ""], [True, True, True]),
    ],
)
def test_open_is_read_in_every_way_of_saying_it(cells: list[str], expected: list[bool]) -> None:
    rows = [f"{at};besluit;offerte;{cell}" for at, cell in enumerate(cells)]
    table = read_table(
        "\n".join(["Nr;Fase;Stadium;Nog open", *rows, "9;besluit;verloren;"]).encode()
    )
    columns = {"id": "Nr", "phase": "Fase", "stage": "Stadium", "state": "Nog open"}
    found = leads(table, columns)
    assert [lead.open for lead in found.leads[:-1]] == expected


def test_a_column_that_asks_whether_it_is_closed_is_turned() -> None:
    rows = ("1;besluit;offerte;ja", "2;besluit;offerte;nee", "3;besluit;verloren;ja")
    assert stages(sheet(*rows, head="Nr;Fase;Status;Gesloten")) == [
        ("quotes", False), ("quotes", True), ("contacts", False),
    ]  # fmt: skip


def test_a_status_goes_before_the_stage_beside_it() -> None:
    rows = ("1;Visit;Lost", "2;Negotiations;Won", "3;Quote;Open", "4;Quote;")
    found = sheet(*rows, head="Id;Pipeline stage;Status")
    assert stages(found) == [
        ("visits", False), ("orders", False), ("quotes", True), ("quotes", True),
    ]  # fmt: skip
    assert not found.unsaid


def test_a_status_against_the_stage_is_asked() -> None:
    rows = ("1;Closed Won;Open", "2;Closed Lost;Open", "3;Proposal;Won", "4;Proposal;Lost")
    opened = reading(*rows, head="Id;Stage;Status")
    assert [(ask.what, ask.rows) for ask in asks(opened)] == [("against", 2)]


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("Naam;Stadium;Kans", "A;Voorstel;0", ("quotes", False)),
        ("Naam;Stadium;Kans", "A;Voorstel;100", ("orders", False)),
        ("Naam;Stadium;Waarschijnlijkheid (%)", "A;Voorstel;0 %", ("quotes", False)),
        ("Deal;Stage;Lost time", "A;Proposal;2026-11-02 09:00", ("quotes", False)),
        ("Deal;Stage;Won time", "A;Proposal;2026-11-02 09:00", ("orders", False)),
        ("Naam;Stadium;Verloren op", "A;Offerte verstuurd;2-11-2026", ("quotes", False)),
        ("Nom;Étape;Perdu le", "A;Devis envoyé;2/11/2026", ("quotes", False)),
        ("Name;Phase;Verloren am", "A;Angebot versendet;2.11.2026", ("quotes", False)),
        ("Naam;Stadium;Verloren", "A;Offerte verstuurd;ja", ("quotes", False)),
        ("Naam;Opgevolgd;Offerte;Order", "A;ja;ja;nee", ("quotes", True)),
        ("Naam;Opgevolgd;Offerte;Order", "A;x;x;x", ("orders", False)),
        ("Name;Contacted;Visited;Quote;Order", "A;yes;yes;no;no", ("visits", True)),
    ],
)
def test_won_or_lost_is_read_from_a_day_a_chance_or_an_answer(
    head: str, row: str, expected: tuple[str, bool]
) -> None:
    other = row.replace("A;", "B;", 1).rpartition(";")[0] + ";"
    far = "50" if "%" in head or "Kans" in head else ""
    found = sheet(row, other + far, head=head)
    assert stages(found)[0] == expected


def test_a_chance_of_nought_that_every_new_lead_has_loses_none() -> None:
    rows = ("A;New;0", "B;New;0", "C;Proposal;50", "D;Proposal;0")
    found = sheet(*rows, head="Deal;Stage;Probability")
    assert [open_ for _, open_ in stages(found)] == [True, True, True, False]


def test_with_chances_alone_what_lies_between_is_asked() -> None:
    opened = reading("A;100", "B;0", "C;50", "D;50", "E;20", head="Deal;Probability (%)")
    assert stages(opened.sheet)[:2] == [("orders", False), ("contacts", False)]
    assert sorted((ask.word, ask.rows) for ask in asks(opened)) == [("20", 1), ("50", 2)]


def test_a_lost_lead_was_where_its_days_or_its_word_say() -> None:
    found = sheet(
        "1;besluit;Verloren;nee;;6-10-2026;20-10-2026;;30-10-2026",
        "2;besluit;Verloren na bezoek;nee;;;;;",
        "3;besluit;Verloren;nee;;;;;",
    )
    assert stages(found) == [("quotes", False), ("visits", False), ("contacts", False)]
    assert found.unsaid == 1


def test_what_the_user_says_of_a_word_goes_before_any_guess() -> None:
    table = read_table(b"Nr;Fase;Status\n3;besluit;Verloren\n")
    columns = {"id": "Nr", "phase": "Fase", "stage": "Status"}
    told = {"phase": {"besluit": "decision"}, "stage": {"verloren": "lost.calls"}}
    assert stages(leads(table, columns, told)) == [("calls", False)]


def test_without_a_stage_the_days_tell_how_far_a_lead_came() -> None:
    head = "Nr;Fase;Datum;Datum bezoek;Datum offerte"
    rows = ("1;besluit;6-10-2026;;", "2;besluit;6-10-2026;;9-10-2026", "3;warm;;8-10-2026;")
    assert stages(sheet(*rows, head=head)) == [
        ("contacts", True), ("quotes", True), ("visits", True),
    ]  # fmt: skip


def test_the_same_file_tells_week_one_and_month_six() -> None:
    found = sheet(
        "1;Besluitvorming;Order;nee;12.000,50;6-10-2026;20-10-2026;3-2-2027;",
        "2;Besluitvorming;Verloren;nee;;7-10-2026;20-10-2026;;1-12-2026",
        "3;Oriëntatie;Gesprek;ja;;30-11-2026;;;",
    )

    def told(day: date) -> dict[str, object]:
        figures = standing(found, day, by_phase=True).figures
        return {key: said for key, said in figures.items() if said}

    assert not told(FAIR - timedelta(1))
    assert told(FAIR) == {"contacts.decision": 1, "open.contacts.decision": 1}
    before = dict.fromkeys((f"{stage}.decision" for stage in ("contacts", "quotes")), 2)
    # Nothing in the file tells of the stages in between, but for those that nobody came to.
    assert told(date(2026, 11, 1)) == before | {"open.quotes.decision": 2}
    third = {"contacts.orientation": 1, "open.contacts.orientation": 1}
    assert told(date(2026, 12, 1)) == before | third | {"open.quotes.decision": 1}
    end = before | third | {"orders.decision": 1, "values": (12_000.5,)}
    assert told(date(2027, 4, 6)) == end


def test_a_won_lead_without_a_day_of_its_order_ordered_when_it_was_closed() -> None:
    found = sheet("1;besluit;Gewonnen;nee;5;6-10-2026;;;9-12-2026")
    assert standing(found, date(2026, 12, 8)).furthest["orders"] == 0
    assert standing(found, date(2026, 12, 9)).values == (5.0,)


def test_ambiguous_days_are_said_to_be() -> None:
    assert sheet(GOOD).dates == "day_first"
    assert sheet(GOOD.replace("20-10", "9-10")).dates == "either"
    assert not sheet("1;besluit;offerte", head="Nr;Fase;Status").dated


@pytest.mark.parametrize(
    ("columns", "words", "code", "place"),
    [
        ({"phase": "Koopfase"}, None, "no_column", "columns"),
        ({"phase": "Nergens", "stage": "Status"}, None, "not_one_of", "phase.columns"),
        ({"phase": "Koopfase", "iets": "Status"}, None, "unknown_key", "iets"),
        ({"stage": "Status"}, {"stage": {"offerte": "x"}}, "not_one_of", "words.stage"),
        ({"stage": "Status"}, {"iets": {"offerte": "x"}}, "not_one_of", "words.iets"),
    ],
)
def test_columns_and_words_that_cannot_be_are_refused(
    columns: dict[str, str], words: Any, code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        leads(read_table(f"{HEAD}\n{GOOD}".encode()), columns, words)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_a_lead_is_told_as_open_only_where_a_file_tells_who_is_lost() -> None:
    never = stood("A;Offerte", "B;Nieuw", head="Naam;Status").figures
    assert not [key for key in never if key.startswith("open.")]
    told = stood("A;Offerte", "B;Verloren", head="Naam;Status").figures
    assert (told["open.quotes"], told["open.contacts"]) == (1, 0)


def test_only_the_sources_that_were_asked_for_count() -> None:
    table = read_table(b"Naam;Status;Bron\nA;Offerte;Beurs\nB;Order;Web\n")
    found = leads(table, guess_columns(table), only=frozenset({"Beurs"}))
    assert (stages(found), found.others) == ([("quotes", True)], 1)


def test_what_an_order_came_to_goes_before_what_was_expected() -> None:
    found = stood(
        "A;Won;20000;18500", "B;Won;9000;", "C;Open;5000;",
        head="Deal;Status;Est. Revenue;Actual Revenue",
    )  # fmt: skip
    assert found.values == (18_500, 9_000)


DAYS = st.none() | st.dates(FAIR, FAIR + timedelta(300))
CELLS = st.sampled_from(
    ["", "besluit", "warm", "koud", "offerte", "order", "verloren", "ja", "nee", "5", "-5",
     "1.000,5", "6-10-2026", "12/31/2026", "x", "n.v.t.", '="1"', "100", "a@b.nl", "Gesloten"]
)  # fmt: skip


@MADE
@given(st.lists(st.lists(CELLS, min_size=9, max_size=10), min_size=1, max_size=12), DAYS)
def test_every_row_is_of_a_lead_or_left_out_and_what_is_counted_fits(
    rows: list[list[str]], day: date | None
) -> None:
    table = Table(
        columns=tuple(HEAD.split(";")),
        rows=tuple(map(tuple, rows)),
        lines=tuple(range(2, len(rows) + 2)),
    )
    found = leads(table, guess_columns(read_table(f"{HEAD}\n{GOOD}".encode())))
    assert found.rows + len(found.wrong) + found.empty + sum(found.dropped.values()) == len(rows)
    assert len(found.leads) <= found.rows
    told = standing(found, day)
    assert told.leads + told.later == len(found.leads)
    figures = standing(found, day or FAIR + timedelta(400)).figures
    record = Record(FAIR, (Entry(day or FAIR + timedelta(400), figures),))  # refuses what misfits
    if day is None:
        assert record.known().total("contacts") == len(found.leads)


@MADE
@given(
    st.lists(
        st.tuples(st.sampled_from(PHASES), st.integers(0, 5), st.booleans()),
        min_size=1,
        max_size=30,
    )
)
def test_counts_are_those_of_the_leads(made: list[tuple[str, int, bool]]) -> None:
    rows = tuple(
        Lead(line, phase, stage, open_ and stage < 5, (None,) * (stage + 1), None,
             (Money(None, 7.0),) * (stage == 5))
        for line, (phase, stage, open_) in enumerate(made)
    )  # fmt: skip
    found = Sheet(rows, phased=True)
    told = standing(found, FAIR, by_phase=True)
    for phase in PHASES:
        for at, stage in enumerate(LEADS):
            came = sum(1 for lead in rows if lead.phase == phase and lead.stage >= at)
            assert told.figures[f"{stage}.{phase}"] == came
            if at < 5:
                still = sum(one.open for one in rows if one.phase == phase and one.stage == at)
                assert told.figures[f"open.{stage}.{phase}"] == still
    assert told.figures["values"] == (7.0,) * sum(lead.stage == 5 for lead in rows)
    together = standing(found, FAIR)
    for at, stage in enumerate(LEADS):
        assert together.figures[stage] == sum(lead.stage >= at for lead in rows)
        alive = Counter(lead.stage for lead in rows if lead.open or lead.stage == 5)
        assert together.furthest[stage] == alive[at]
    assert together.leads == len(rows)
