"""Leads of a CRM: every row is counted, wrong or empty, and on each day as it was then."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import ScenarioError
from sim.actuals.actuals import LEADS
from sim.actuals.record import Record
from sim.crm.leads import leads
from sim.crm.meaning import folded, guess_columns, guess_words, meaning, spelled, words_in
from sim.crm.sheet import Lead, Sheet, entry
from sim.crm.table import Table, read_table
from sim.plan.funnel import PHASES

MADE = settings(deadline=None, derandomize=True, max_examples=100)
FAIR = date(2026, 10, 6)
HEAD = "Nummer;Koopfase;Status;Nog open;Waarde;Datum;Datum offerte;Datum order;Afgesloten op"
GOOD = "1;Besluitvorming;Offerte;ja;;6-10-2026;20-10-2026;;"


def sheet(*rows: str, head: str = HEAD, words: Any = None, **columns: str) -> Sheet:
    table = read_table("\n".join([head, *rows]).encode())
    return leads(table, guess_columns(table) | columns, words)


def stages(found: Sheet) -> list[tuple[str, bool]]:
    return [(LEADS[lead.stage], lead.open) for lead in found.leads]


def test_the_columns_of_a_dutch_and_of_an_english_file_are_found() -> None:
    assert guess_columns(read_table(f"{HEAD}\n{GOOD}".encode())) == {
        "phase": "Koopfase", "stage": "Status", "open": "Nog open", "value": "Waarde",
        "id": "Nummer", "date.contacts": "Datum", "date.quotes": "Datum offerte",
        "date.orders": "Datum order", "date.closed": "Afgesloten op",
    }  # fmt: skip
    english = read_table(
        b"Record ID,Deal name,Buying stage,Deal stage,Amount,Create date,Quote date,Close date\n"
        b"7,Acme,Decision,Closed won,1000,2026-10-06,2026-10-09,2026-11-01\n"
    )
    assert guess_columns(english) == {
        "phase": "Buying stage", "stage": "Deal stage", "value": "Amount", "id": "Record ID",
        "date.contacts": "Create date", "date.quotes": "Quote date", "date.closed": "Close date",
    }  # fmt: skip


def test_columns_are_found_by_what_is_in_them_where_the_header_misleads() -> None:
    table = read_table(b"Wie;Fase;Soort\nJan;Offerte verstuurd;warm\nPiet;Gewonnen;heet\n")
    assert guess_columns(table) == {"phase": "Soort", "stage": "Fase"}
    dutch = read_table(
        b"Titel;Waarde;Fase;Status;Gewonnen op;Koopfase\n"
        b"A;5;Offerte gemaakt;Open;;Orienterend\nB;5;Afspraak ingepland;Verloren;;Beslisser\n"
        b"C;5;Iets anders;Gewonnen;2026-12-07;Beslissing\n"
    )
    assert guess_columns(dutch) == {
        "phase": "Koopfase", "stage": "Fase", "open": "Status", "value": "Waarde",
        "date.orders": "Gewonnen op",
    }  # fmt: skip
    bare = read_table(b"warm;offerte;100\nheet;order;200\n")
    assert guess_columns(bare) == {"phase": "(1)", "stage": "(2)"}


@pytest.mark.parametrize(
    ("role", "word", "expected"),
    [
        ("phase", "Besluitvorming", "decision"),
        ("phase", "besluitvoming", "decision"),
        ("phase", "BESLISSING", "decision"),
        ("phase", "Oriëntatie", "orientation"),
        ("phase", "orientaite", "orientation"),
        ("phase", "Bewustwordingsfase", "awareness"),
        ("phase", "Warm", "orientation"),
        ("phase", "whatever", None),
        ("stage", "Offerte verstuurd", "quotes"),
        ("stage", "quote sent", "quotes"),
        ("stage", "Closed - Won", "orders"),
        ("stage", "Verloren", "lost.contacts"),
        ("stage", "Verloren na offerte", "lost.quotes"),
        ("stage", "lost after visit", "lost.visits"),
        ("stage", "Telefonische afspraak", "calls"),
        ("stage", "Bezoekafspraak", "visits"),
        ("stage", "nog niet opgevolgd", "contacts"),
        ("stage", "geen offerte", None),
        ("stage", "Contract Sent", "quotes"),
        ("open", "ONWAAR", "no"),
        ("open", "in behandeling", "yes"),
        ("open", "Gewonnen", "won"),
        ("open", "misschien", None),
    ],
)
def test_words_are_guessed_or_left_open(role: str, word: str, expected: str | None) -> None:
    assert meaning(role, folded(word)) == expected


def test_every_stage_and_phase_is_recognised_by_its_own_key() -> None:
    assert [meaning("phase", folded(phase)) for phase in PHASES] == list(PHASES)
    assert [meaning("stage", folded(stage)) for stage in LEADS] == list(LEADS)


@pytest.mark.parametrize(
    ("row", "column", "code", "values"),
    [
        ("2;;Offerte;ja;;;;;", "Koopfase", "cell_empty", {}),
        ("2;besluit;;ja;;;;;", "Status", "cell_empty", {}),
        ("2;zomaar;Offerte;ja;;;;;", "Koopfase", "unknown_word", {"got": "zomaar"}),
        ("2;besluit;zomaar;ja;;;;;", "Status", "unknown_word", {"got": "zomaar"}),
        ("2;besluit;Offerte;zeker;;;;;", "Nog open", "unknown_word", {"got": "zeker"}),
        ("2;besluit;Offerte;ja;veel;;;;", "Waarde", "not_amount", {"got": "veel"}),
        ("2;besluit;Offerte;ja;-5;;;;", "Waarde", "not_amount", {"got": "-5"}),
        ("2;besluit;Offerte;ja;=1+1;;;;", "Waarde", "not_amount", {"got": "=1+1"}),
        ("2;besluit;Offerte;ja;;31-2-2026;;;", "Datum", "not_day", {"got": "31-2-2026"}),
        ("2;besluit;Offerte;ja;;;12/31/2026;;", "Datum offerte", "not_day", {"got": "12/31/2026"}),
        ("2;besluit;Verloren;ja;;;;;", "Nog open", "lost_and_open", {}),
        ("2;besluit;Verloren;nee;;;30-10-2026;;20-10-2026", "Afgesloten op", "after_lost",
         {"day": date(2026, 10, 20), "got": date(2026, 10, 30)}),
        ("1;besluit;Offerte;ja;;;;;", "Nummer", "same_id", {"got": "1", "line": 2}),
        ("2;besluit;Offerte;ja;;;;;;9", "", "row_too_wide", {"got": 10, "most": 9}),
    ],
)  # fmt: skip
def test_a_wrong_row_is_listed_with_line_column_and_reason(
    row: str, column: str, code: str, values: dict[str, object]
) -> None:
    found = sheet(GOOD, ";;;;;;;;", row, GOOD.replace("1;", "9;", 1))
    assert [lead.line for lead in found.leads] == [2, 5]
    (wrong,) = found.wrong
    assert (wrong.line, wrong.column, wrong.code, dict(wrong.values)) == (4, column, code, values)
    assert found.empty == 1
    assert "\n" not in str(wrong.problem)


def test_a_value_that_only_says_that_there_is_none_is_none() -> None:
    found = sheet(GOOD, "2;besluit;Order;nee;n.v.t.;-;;;")
    assert found.leads[1].value is None
    assert not found.wrong


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
        (["", "", ""], [True, True, True]),
    ],
)
def test_open_is_read_in_every_way_of_saying_it(cells: list[str], expected: list[bool]) -> None:
    rows = [f"{at};besluit;offerte;{cell}" for at, cell in enumerate(cells)]
    found = sheet(*rows, head="Nr;Fase;Status;Open", open="Open")
    assert [lead.open for lead in found.leads] == expected


def test_a_column_that_asks_whether_it_is_closed_is_turned() -> None:
    rows = ("1;besluit;offerte;ja", "2;besluit;offerte;nee", "3;besluit;verloren;ja")
    assert stages(sheet(*rows, head="Nr;Fase;Status;Gesloten")) == [
        ("quotes", False), ("quotes", True), ("contacts", False),
    ]  # fmt: skip


def test_a_status_beside_the_stage_says_at_which_stage_a_lead_was_lost() -> None:
    rows = ("1;besluit;Visit;Lost", "2;besluit;Quote;Won", "3;besluit;Quote;Open")
    found = sheet(*rows, head="Id;Phase;Pipeline stage;Status")
    assert stages(found) == [("visits", False), ("orders", False), ("quotes", True)]
    assert not found.unsaid


def test_a_lost_lead_was_where_its_days_or_its_word_say() -> None:
    found = sheet(
        "1;besluit;Verloren;nee;;6-10-2026;20-10-2026;;30-10-2026",
        "2;besluit;Verloren na bezoek;nee;;;;;",
        "3;besluit;Verloren;nee;;;;;",
    )
    assert stages(found) == [("quotes", False), ("visits", False), ("contacts", False)]
    assert found.unsaid == 1
    told = {"phase": {"besluit": "decision"}, "stage": {"verloren": "lost.calls"}}
    found = sheet("3;besluit;Verloren", head="Nr;Fase;Status", words=told)
    assert stages(found) == [("calls", False)]


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
        return {key: said for key, said in entry(found, day).figures.items() if said}

    assert not told(FAIR - timedelta(1))
    assert told(FAIR) == {"contacts.decision": 1, "open.contacts.decision": 1}
    before = dict.fromkeys((f"{stage}.decision" for stage in LEADS[:-1]), 2)
    assert told(date(2026, 11, 1)) == before | {"open.quotes.decision": 2}
    third = {"contacts.orientation": 1, "open.contacts.orientation": 1}
    assert told(date(2026, 12, 1)) == before | third | {"open.quotes.decision": 1}
    end = before | third | {"orders.decision": 1, "values": (12_000.5,)}
    assert told(date(2027, 4, 6)) == end


def test_a_won_lead_without_a_day_of_its_order_ordered_when_it_was_closed() -> None:
    found = sheet("1;besluit;Gewonnen;nee;5;6-10-2026;;;9-12-2026")
    assert entry(found, date(2026, 12, 8)).figures["orders.decision"] == 0
    assert entry(found, date(2026, 12, 9)).figures["values"] == (5.0,)


def test_ambiguous_days_are_said_to_be() -> None:
    assert sheet(GOOD).dates == "day_first"
    assert sheet(GOOD.replace("20-10", "9-10")).dates == "either"
    assert not sheet("1;besluit;offerte", head="Nr;Fase;Status").dated


@pytest.mark.parametrize(
    ("columns", "words", "code", "place"),
    [
        ({"stage": "Status"}, None, "no_column", "phase"),
        ({"phase": "Koopfase"}, None, "no_column", "stage"),
        ({"phase": "Koopfase", "date.contacts": "Datum"}, None, "no_column", "stage"),
        ({"phase": "Nergens", "stage": "Status"}, None, "not_one_of", "phase.columns"),
        ({"phase": "Koopfase", "iets": "Status"}, None, "unknown_key", "iets"),
        ({"phase": "Koopfase", "stage": "Status"}, {"stage": {"offerte": "x"}}, "not_one_of",
         "words.stage"),
        ({"phase": "Koopfase", "stage": "Status"}, {"iets": {"offerte": "x"}}, "not_one_of",
         "words.iets"),
    ],
)  # fmt: skip
def test_columns_and_words_that_cannot_be_are_refused(
    columns: dict[str, str], words: Any, code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        leads(read_table(f"{HEAD}\n{GOOD}".encode()), columns, words)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_the_words_of_a_column_are_counted_for_the_user_to_say_what_they_mean() -> None:
    table = read_table(b"Nr;Fase;Status\n1;Besluit;x1y\n2;BESLUIT;offerte\n3;;x1y\n")
    assert words_in(table, "Fase") == Counter({"besluit": 2})
    assert words_in(table, "Status") == Counter({"x1y": 2, "offerte": 1})


def test_a_word_is_spelled_as_the_file_writes_it_most_often() -> None:
    table = read_table(b"Fase;Status\nBesluit;Offerte!\nBESLUIT;offerte\nBesluit;offerte\n")
    assert spelled(table, "Fase") == {"besluit": "Besluit"}
    assert spelled(table, "Status") == {"offerte": "offerte"}
    assert guess_words(table, {"phase": "Fase", "stage": "Status"}) == {
        "phase": {"besluit": "decision"}, "stage": {"offerte": "quotes"},
    }  # fmt: skip


DAYS = st.none() | st.dates(FAIR, FAIR + timedelta(300))
CELLS = st.sampled_from(
    ["", "besluit", "warm", "koud", "offerte", "order", "verloren", "ja", "nee", "5", "-5",
     "1.000,5", "6-10-2026", "12/31/2026", "x", "n.v.t.", '="1"']
)  # fmt: skip


@MADE
@given(st.lists(st.lists(CELLS, min_size=9, max_size=10), min_size=1, max_size=12), DAYS)
def test_every_row_is_a_lead_or_wrong_or_empty_and_what_is_counted_fits(
    rows: list[list[str]], day: date | None
) -> None:
    table = Table(
        columns=tuple(HEAD.split(";")),
        rows=tuple(map(tuple, rows)),
        lines=tuple(range(2, len(rows) + 2)),
    )
    columns = guess_columns(read_table(f"{HEAD}\n{GOOD}".encode()))
    found = leads(table, columns)
    assert len(found.leads) + len(found.wrong) + found.empty == len(rows)
    told = entry(found, day or FAIR + timedelta(400))
    record = Record(FAIR, (told,))  # refuses what does not fit
    assert not record.gaps()
    if day is None:
        assert record.known().total("contacts") == len(found.leads)


@MADE
@given(st.lists(st.tuples(st.sampled_from(PHASES), st.integers(0, 5), st.booleans()), max_size=30))
def test_counts_are_those_of_the_leads(made: list[tuple[str, int, bool]]) -> None:
    rows = tuple(
        Lead(line, phase, stage, open_ and stage < 5, (None,) * (stage + 1), None, 7.0)
        for line, (phase, stage, open_) in enumerate(made)
    )
    figures = entry(Sheet(rows), FAIR).figures
    for phase in PHASES:
        for at, stage in enumerate(LEADS):
            came = sum(1 for lead in rows if lead.phase == phase and lead.stage >= at)
            assert figures[f"{stage}.{phase}"] == came
            if at < 5:
                still = sum(one.open for one in rows if one.phase == phase and one.stage == at)
                assert figures[f"open.{stage}.{phase}"] == still
    assert figures["values"] == (7.0,) * sum(lead.stage == 5 for lead in rows)
