"""Leads from a CRM's file on the page: what is said of the file, and what is taken from it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.actuals.record import Record
from sim.crm.example import example_csv
from store import Fairs
from tests.pages.evaluated import FAIR_DAY, LATER, PLAN, WEEK, kept, page, told
from tests.pages.visits import HOSTILE, NL, click
from words.markdown import quoted

SMALL = "Fase;Status;Bedrag\nBesluit;Offerte;100\nBewust;Gesprek;\nBesluit;Order;1.250,50\n"


@pytest.fixture
def visitor(visit: Any, fairs: Fairs) -> Any:
    return page(visit, kept(fairs, Record(FAIR_DAY)), "nl").open("evaluate.file")


def opened(visitor: Any, content: str | bytes, name: str = "leads.csv") -> Any:
    content = content if isinstance(content, bytes) else content.encode()
    visitor.at.file_uploader[0].set_value((name, content, "text/csv"))
    return visitor.run()


def on(visitor: Any, day: Any) -> Any:
    visitor.at.date_input(key="evaluate.day").set_value(day)
    return visitor.run()


def counts(visitor: Any) -> list[str]:
    return [
        line for line in told(visitor).splitlines() if line.startswith(f"| {NL('stages.contacts')}")
    ]


def test_taking_the_figures_is_confirmed_on_its_day_only(visitor: Any, fairs: Fairs) -> None:
    on(opened(visitor, example_csv(PLAN, rows=60, language="nl", fair_day=FAIR_DAY)), WEEK)
    click(visitor, "crm.take")
    confirmed = NL("evaluate.file.taken", day=NL.date(WEEK))
    assert [one.value for one in visitor.at.success] == [confirmed]
    on(visitor, LATER)
    assert not visitor.at.success
    click(visitor, "crm.take")
    assert [one.value for one in visitor.at.success] == [
        NL("evaluate.file.taken", day=NL.date(LATER))
    ]


def test_what_did_not_fit_gives_way_to_the_figures_of_a_file(visitor: Any) -> None:
    on(opened(visitor, SMALL), WEEK).pick("leads.choice", "phases")
    visitor.type("figure.followed_up.decision", "5").type("figure.contacts.decision", "3")
    assert visitor.errors
    click(visitor, "crm.take")
    assert not visitor.errors
    assert NL("evaluate.choose.unread") not in told(visitor)


def test_what_is_changed_after_taking_can_be_taken_again(visitor: Any) -> None:
    click(on(opened(visitor, SMALL), WEEK), "crm.take")
    visitor.type("figure.contacts.decision", "3")
    assert not visitor.at.success
    assert visitor.at.button(key="crm.take")


def test_another_column_counts_something_else(visitor: Any) -> None:
    opened(visitor, "Fase;Rating;Status\nBesluit;koud;Order\nBesluit;warm;Offerte\n")
    seen = set()
    for column in ("Fase", "Rating"):
        seen.update(counts(visitor.pick("crm.column.phase", column)))
    assert len(seen) == 2


def test_without_a_column_of_phases_it_is_asked_for(visitor: Any) -> None:
    opened(visitor, SMALL).pick("crm.column.phase", None)
    assert visitor.at.warning
    assert not counts(visitor)
    visitor.pick("crm.column.phase", "Fase")
    assert counts(visitor)


def test_a_word_that_gets_a_meaning_counts_its_rows(visitor: Any) -> None:
    opened(visitor, "Fase;Status\nBesluit;Offerte\nZomaar Iets;Order\n")
    assert NL("evaluate.file.unknown", words="'Zomaar Iets'") in told(visitor)
    assert NL.counted("evaluate.file.wrong", 1, n=1) in told(visitor)
    visitor.open("crm.words.phase").pick("crm.word.phase.zomaar-iets", "decision")
    assert NL.counted("evaluate.file.wrong", 1, n=1) not in told(visitor)


def test_what_words_were_taken_to_mean_stands_beside_them_without_opening_anything(
    visitor: Any,
) -> None:
    opened(visitor, "Fase;Status\nWarm;Offerte\nheet;Order\nB;Order\n")
    text = told(visitor)
    meaning = NL("phases.orientation"), NL("phases.decision")
    words = f"'Warm', 'B' = {meaning[0]}; 'heet' = {meaning[1]}"
    assert NL("evaluate.file.understood", role=NL("evaluate.roles.phase"), words=words) in text


@pytest.mark.parametrize("text", HOSTILE)
def test_words_and_columns_of_a_file_are_never_more_than_words(text: str, visitor: Any) -> None:
    cell = f'"{text}"'
    opened(visitor, f"{cell};Status\n{cell};Offerte\nBesluit;{cell}\n", "<b>x</b>.csv")
    visitor.pick("crm.column.phase", text[:80])
    visitor.open("crm.words.phase", "crm.words.stage")
    assert not visitor.at.exception
    assert quoted(text) in told(visitor).replace(":\u2060", ":").replace(":", ":\u2060")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no_rows"),
        (b"Fase;Status\n", "no_rows"),
        (bytes(range(256)) * 9, "not_csv"),
        (b"PK\x03\x04" + bytes(99), "is_workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    content: bytes, problem: str, visitor: Any
) -> None:
    opened(opened(visitor, SMALL), content, "other.csv")
    assert visitor.errors == [
        NL("evaluate.file.not_opened", name="other\\.csv", problem=NL(f"problems.{problem}"))
    ]
    assert not counts(visitor)


def test_a_second_file_takes_the_place_of_the_first_and_of_its_problem(visitor: Any) -> None:
    opened(opened(visitor, bytes(range(256)), "a.csv"), SMALL, "b.csv")
    assert not visitor.errors
    assert NL.counted("evaluate.file.opened", 3, name="b\\.csv", n=3) in told(visitor)


def test_a_file_that_is_put_away_counts_no_more(visitor: Any) -> None:
    opened(visitor, SMALL)
    visitor.at.file_uploader[0].set_value(None)
    visitor.run()
    assert not counts(visitor)


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (SMALL, "undated"),
        ("Fase;Status;Contactdatum\nBesluit;Offerte;12-03-2026\n", "arrived"),
        ("Fase;Status;Datum offerte\nBesluit;Offerte;12-03-2026\n", "dated"),
        ("Fase;Status;Contactdatum\nBesluit;Offerte;02-03-2026\n", "day_first"),
    ],
)
def test_how_days_were_read_is_said(content: str, note: str, visitor: Any) -> None:
    opened(visitor, content)
    assert NL(f"evaluate.file.{note}") in told(visitor)


def test_why_figures_do_not_fit_is_told_under_the_button_and_only_of_that_day(
    visitor: Any, fairs: Fairs
) -> None:
    on(opened(visitor, SMALL), WEEK).open("evaluate.orders").pick("leads.choice", "phases")
    visitor.type("figure.contacts.decision", "5").type("figure.followed_up.decision", "5")
    for stage in ("calls", "visits", "quotes", "orders"):
        visitor.type(f"figure.{stage}.decision", "5")
    later = on(visitor, LATER)
    for stage in ("contacts", "followed_up", "calls", "visits", "quotes", "orders"):
        later.type(f"figure.{stage}.orientation", "0").type(f"figure.{stage}.awareness", "0")
    later.type("figure.extra_orders", "4")
    click(on(visitor, WEEK), "crm.take")
    (problem,) = visitor.errors
    assert NL.date(LATER) in problem
    assert not visitor.at.success
    assert not on(visitor, LATER).errors
