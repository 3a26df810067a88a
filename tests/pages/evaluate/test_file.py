"""Leads from a CRM's file on the page: what it came to, what only the visitor knows, and what is
taken over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sim.actuals.actuals import LEADS
from sim.actuals.record import Record
from sim.crm.example import example_csv
from store import Fairs
from tests.pages.evaluated import FAIR_DAY, LATER, PLAN, WEEK, kept, page, told
from tests.pages.filed import SMALL, contacts, offered, on, opened, said_of, totals
from tests.pages.visits import HOSTILE, NL, click
from words.markdown import quoted

EXPORTS = Path(__file__).parents[2] / "sim/crm/exports"


@pytest.fixture
def visitor(visit: Any, fairs: Fairs) -> Any:
    return page(visit, kept(fairs, Record(FAIR_DAY)), "nl").open("evaluate.file")


# What it came to, and taking it over


def test_what_a_file_came_to_is_one_sentence_with_who_wrote_it(visitor: Any) -> None:
    name = "10_pipedrive_deals_en.csv"
    opened(visitor, (EXPORTS / name).read_bytes(), name)
    by = NL("leads.page.by", name="Pipedrive")
    leads = NL.counted("leads.page.leads", 8, n=8)
    file = "10\\_pipedrive\\_deals\\_en\\.csv"
    assert NL.counted("leads.page.came_to", 8, name=file, n=8, leads=leads, by=by) in told(visitor)


def test_totals_are_counted_without_any_phase_and_taken_over_by_one_click(visitor: Any) -> None:
    on(opened(visitor, SMALL), WEEK)
    assert contacts(visitor) == ["1", "3"]
    assert totals(visitor)[NL("stages.calls")] == ["–", "–"]
    click(visitor, "crm.take")
    assert [one.value for one in visitor.at.success] == [
        NL("evaluate.file.taken", day=NL.date(WEEK))
    ]
    found = said_of(visitor, WEEK)
    assert {stage: found[stage] for stage in LEADS if stage in found} == {
        "contacts": 3,
        "quotes": 2,
        "orders": 1,
    }
    assert found["values"] == (1250.5,)


def test_taking_the_figures_is_confirmed_on_its_day_only(visitor: Any) -> None:
    on(opened(visitor, example_csv(PLAN, rows=60, language="nl", fair_day=FAIR_DAY)), WEEK)
    click(visitor, "crm.take")
    assert visitor.at.success
    on(visitor, LATER)
    assert not visitor.at.success
    click(visitor, "crm.take")
    assert [one.value for one in visitor.at.success] == [
        NL("evaluate.file.taken", day=NL.date(LATER))
    ]


def test_a_second_file_takes_the_place_of_all_that_was_told_of_the_leads_on_that_day(
    visitor: Any,
) -> None:
    on(visitor, WEEK).type("figure.contacts", "9").type("figure.calls", "8")
    click(opened(visitor, SMALL), "crm.take")
    assert not visitor.errors
    assert "calls" not in said_of(visitor, WEEK)
    assert said_of(visitor, WEEK)["contacts"] == 3


def test_what_a_file_would_replace_on_its_day_is_said_before_it_is_taken(visitor: Any) -> None:
    on(visitor, WEEK).type("figure.contacts", "9").type("figure.quotes", "2")
    on(opened(visitor, SMALL), LATER)
    assert not visitor.at.warning
    on(visitor, WEEK)
    gone = quoted(f"{NL('stages.contacts')} (9)")  # and the 2 quotes are 2 in the file as well
    instead = NL("evaluate.file.instead", day=NL.date(WEEK), names=f"'{gone}'")
    assert instead in [one.value for one in visitor.at.warning]
    click(visitor, "crm.take")
    assert said_of(visitor, WEEK)["contacts"] == 3
    assert instead not in [one.value for one in visitor.at.warning]


def test_what_did_not_fit_gives_way_to_the_figures_of_a_file(visitor: Any) -> None:
    on(opened(visitor, SMALL), WEEK)
    visitor.type("figure.calls", "5").type("figure.contacts", "3")
    assert visitor.errors
    click(visitor, "crm.take")
    assert not visitor.errors
    assert NL("evaluate.choose.unread") not in told(visitor)


def test_what_is_changed_after_taking_can_be_taken_again(visitor: Any) -> None:
    click(on(opened(visitor, SMALL), WEEK), "crm.take")
    visitor.type("figure.contacts", "4")
    assert not visitor.at.success
    assert offered(visitor)


def test_a_day_before_all_leads_says_where_they_are_and_takes_nothing_over(visitor: Any) -> None:
    file = "Naam;Fase;Aangemaakt op\nAnna;Offerte;20-03-2026\nBart;Order;21-03-2026\n"
    on(opened(visitor, file), WEEK)
    (warning,) = visitor.at.warning
    assert warning.value == NL.counted("leads.page.nobody_yet", 2, day=NL.date(WEEK), n=2)
    assert not offered(visitor)
    on(visitor, LATER)
    assert not visitor.at.warning
    assert offered(visitor)


def test_who_was_there_is_taken_as_contacts_and_nothing_more(visitor: Any) -> None:
    opened(visitor, (EXPORTS / "29_badge_scan_nl.xlsx").read_bytes(), "scan.xlsx")
    assert NL("leads.notes.contacts") in [one.value for one in visitor.at.info]
    click(on(visitor, date(2026, 12, 1)), "crm.take")
    assert said_of(visitor, date(2026, 12, 1)) == {"contacts": 6}


def test_money_in_another_currency_is_left_out_and_said(visitor: Any) -> None:
    opened(visitor, (EXPORTS / "38_mixed_currencies_one_column.csv").read_bytes())
    out = NL.counted("leads.left_out.foreign", 1, n=1, currency="GBP")
    assert NL("leads.left_out.all", what=out) in told(visitor)
    click(visitor, "crm.take")
    assert sum(said_of(visitor, date.today())["values"]) == 18_500


# Phases, sources, columns


def test_phases_are_counted_where_a_column_says_them_of_every_lead(visitor: Any) -> None:
    file = "Naam;Fase;Rating\nAnna;Offerte;heet\nBart;Order;warm\nCas;Gesprek;koud\n"
    on(opened(visitor, file), WEEK)
    assert contacts(visitor) == ["1", "3"]
    visitor.pick("crm.way", "phases")
    click(visitor, "crm.take")
    found = said_of(visitor, WEEK)
    assert (found["quotes.decision"], found["orders.orientation"]) == (1, 1)
    assert not {*LEADS} & set(found)


def test_one_phase_of_all_leads_can_be_said(visitor: Any) -> None:
    on(opened(visitor, SMALL), WEEK).open("crm.refine").pick("crm.phase", "decision")
    click(visitor, "crm.take")
    assert said_of(visitor, WEEK)["contacts.decision"] == 3


def test_only_the_sources_that_were_chosen_count(visitor: Any) -> None:
    file = "Naam;Fase;Bron\nAnna;Offerte;Beurs\nBart;Order;Website\nCas;Gesprek;Beurs\n"
    opened(visitor, file).open("crm.refine")
    visitor.at.multiselect[0].set_value(["Beurs"])
    visitor.run()
    assert contacts(visitor) == ["1", "2"]
    assert NL.counted("leads.left_out.others", 1, n=1) in told(visitor)
    visitor.at.multiselect[0].set_value([])
    visitor.run()
    assert contacts(visitor) == ["1", "3"]


def test_another_column_counts_something_else_and_is_nothing_else_any_more(visitor: Any) -> None:
    file = "Naam;Fase;Stadium vorig jaar\nAnna;Offerte;Order\nBart;Order;Gesprek\n"
    opened(visitor, file).open("crm.refine")
    assert totals(visitor)[NL("stages.orders")] == ["1", "1"]
    visitor.pick("crm.column.stage", "Stadium vorig jaar")
    assert totals(visitor)[NL("stages.quotes")] == ["–", "–"]
    columns = {one.key: one.value for one in visitor.at.selectbox if "column" in str(one.key)}
    assert list(columns.values()).count("Stadium vorig jaar") == 1


def test_a_word_that_was_guessed_can_mean_something_else(visitor: Any) -> None:
    opened(visitor, SMALL).open("crm.refine", "crm.meanings.stage")
    visitor.pick("crm.word.stage.offerte", "visits")
    assert totals(visitor)[NL("stages.visits")] == ["1", "2"]
    assert totals(visitor)[NL("stages.quotes")] == ["–", "–"]


# What cannot be read


@pytest.mark.parametrize("text", HOSTILE)
def test_words_and_columns_of_a_file_are_never_more_than_words(text: str, visitor: Any) -> None:
    cell = f'"{text}"'
    opened(visitor, f"{cell};Fase\n{cell};Offerte\nx;{cell}\ny;Order\n", "<b>x</b>.csv")
    visitor.open("crm.refine", "crm.who", "crm.meanings.stage")
    visitor.pick("crm.column.title", text[:80])
    assert not visitor.at.exception
    labels = [str(one.label) for one in visitor.at.selectbox]
    shown = NL.counted("leads.page.word", 1, word=quoted(text), n=1)
    assert shown in labels or len(text) > 80  # of a longer one nothing is read


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", "no_rows"), (b"Fase;Status\n", "no_rows"), (bytes(range(256)) * 9, "not_csv")],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    content: bytes, problem: str, visitor: Any
) -> None:
    opened(opened(visitor, SMALL), content, "other.csv")
    assert visitor.errors == [
        NL("leads.page.not_opened", name="other\\.csv", problem=NL(f"problems.{problem}"))
    ]
    assert not offered(visitor)


def test_a_file_that_says_nothing_of_leads_says_so_and_its_columns_can_be_told(
    visitor: Any,
) -> None:
    opened(visitor, "Kolom a;Kolom b\n1;Offerte of zo\n2;Nog niets\n")
    assert visitor.at.warning
    assert not offered(visitor)
    visitor.open("crm.refine").pick("crm.column.stage", "Kolom b")
    assert not visitor.at.exception
    assert NL("leads.page.words", column="Kolom b") in told(visitor)


def test_a_second_file_takes_the_place_of_the_first_and_of_its_problem(visitor: Any) -> None:
    opened(opened(visitor, bytes(range(256)), "a.csv"), SMALL, "b.csv")
    assert not visitor.errors
    assert contacts(visitor) == ["1", "3"]


def test_a_file_that_is_put_away_counts_no_more(visitor: Any) -> None:
    opened(visitor, SMALL)
    visitor.at.file_uploader[0].set_value(None)
    visitor.run()
    assert not offered(visitor)


def test_cells_that_cannot_be_read_are_listed_with_their_line_on_request(visitor: Any) -> None:
    opened(visitor, SMALL.replace("1.250,50", "veel geld"))
    assert NL.counted("leads.left_out.unread", 1, n=1) in told(visitor)
    visitor.open("crm.listed")
    assert NL("leads.page.wrong_cell", line=4, column="Bedrag", problem="")[:20] in told(visitor)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (SMALL, "undated"),
        ("Naam;Fase;Contactdatum\nAnna;Offerte;12-03-2026\n", "arrived"),
        ("Naam;Fase;Datum offerte\nAnna;Offerte;12-03-2026\n", "dated"),
    ],
)
def test_how_days_were_read_is_said(content: str, note: str, visitor: Any) -> None:
    opened(visitor, content)
    assert NL(f"leads.page.{note}") in told(visitor)


def test_why_figures_do_not_fit_is_told_under_the_button_and_only_of_that_day(
    visitor: Any,
) -> None:
    on(opened(visitor, SMALL), LATER).type("figure.contacts", "2").type("figure.orders", "0")
    click(on(visitor, WEEK), "crm.take")
    (problem,) = visitor.errors
    assert NL.date(LATER) in problem
    assert not visitor.at.success
    assert not on(visitor, LATER).errors
