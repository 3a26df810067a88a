"""What only the visitor knows of a file of leads is asked before anything is taken over, and
remembered for the next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.actuals.record import Record
from store import Fairs
from tests.pages.evaluated import FAIR_DAY, LATER, kept, page, told
from tests.pages.filed import contacts, offered, on, opened, totals, workbook
from tests.pages.visits import NL, click
from tests.sim.crm.tables import read_table
from ui.crm.said import headings

ASKING = "Naam;Fase;Bedrag\nAnna;Zomaar Iets;100\nBart;Iets Anders;\nCas;Order;1.250,50\n"


@pytest.fixture
def visitor(visit: Any, fairs: Fairs) -> Any:
    return page(visit, kept(fairs, Record(FAIR_DAY)), "nl").open("evaluate.file")


# What only the visitor knows


def test_nothing_is_taken_over_before_every_word_is_said(visitor: Any) -> None:
    opened(visitor, ASKING)
    assert NL.counted("leads.page.asked", 2, n=2) in told(visitor)
    assert not offered(visitor)
    visitor.pick("crm.ask.stage.zomaar-iets", "visits")
    assert NL.counted("leads.page.asked", 1, n=1) in told(visitor)
    assert not offered(visitor)
    visitor.pick("crm.ask.stage.iets-anders", "lost.calls")
    assert offered(visitor)
    table = totals(visitor)
    assert table[NL("stages.visits")] == ["1", "2"]
    assert table[NL("leads.page.lost")][0] == "1"


def test_many_words_can_all_say_nothing_at_once(visitor: Any) -> None:
    rows = "".join(f"N{n};Raar woord {'abcdefghijklmnopq'[n]}\n" for n in range(15))
    opened(visitor, f"Naam;Fase\nAnna;Offerte\nBart;Order\n{rows}")
    more = NL.counted("leads.page.more_words", 3, others="3", n="3")
    assert more in told(visitor)
    click(visitor, "crm.none.stage")
    assert offered(visitor)
    assert contacts(visitor) == ["15", "17"]


def test_a_column_whose_header_says_nothing_is_asked_for_and_can_be_another(visitor: Any) -> None:
    file = "Naam;Wat;Erbij\nAnna;Offerte;x\nBart;Order;y\nCas;Gesprek;z\nDirk;Order;x\n"
    opened(visitor, file)
    assert not offered(visitor)
    visitor.pick("crm.ask.column", "Wat")
    assert offered(visitor)
    assert totals(visitor)[NL("stages.orders")] == ["2", "2"]


def test_days_that_may_begin_with_the_month_are_asked_for_where_that_counts(visitor: Any) -> None:
    file = "Name;Stage;Created on\nAnna;Quote;03/04/2026\nBart;Order;05/06/2026\n"
    on(opened(visitor, file), LATER)
    assert offered(visitor)  # either way both are there by then
    on(visitor, date(2026, 5, 20))
    assert not offered(visitor)
    visitor.pick("crm.ask.days", "month_first")
    assert contacts(visitor) == ["0", "2"]
    assert offered(visitor)


def test_a_status_that_is_open_where_the_stage_is_not_is_asked_about(visitor: Any) -> None:
    file = "Naam;Fase;Status\nAnna;Order;open\nBart;Offerte;open\nCas;Offerte;gewonnen\n"
    opened(visitor, file)
    assert not offered(visitor)
    visitor.pick("crm.ask.against", "Fase")
    assert offered(visitor)
    assert totals(visitor)[NL("stages.orders")] == ["2", "2"]


def test_words_in_the_column_of_one_step_are_answered_by_yes_or_no(visitor: Any) -> None:
    file = "Naam;Bedrijf;Bezoek;Offerte\nA;B;ja;misschien\nC;D;nee;ja\nE;F;ja;nee\n"
    opened(visitor, file)
    assert not offered(visitor)
    visitor.pick("crm.ask.done.quotes.misschien", "yes")
    assert offered(visitor)
    assert totals(visitor)[NL("stages.quotes")] == ["2", "2"]


@pytest.mark.parametrize(("answer", "usable"), [("one_lead", True), ("many_leads", False)])
def test_a_list_whose_rows_may_be_sums_is_asked_about(
    answer: str, usable: bool, visitor: Any
) -> None:
    opened(visitor, "Fase;Aantal;Bedrag\nGesprek;40;\nOfferte;11;\nOrder;3;30000\n")
    assert not offered(visitor)
    visitor.pick("crm.ask.summary", answer)
    assert offered(visitor) is usable
    assert bool(visitor.errors) is not usable


def test_a_workbook_with_two_sheets_of_leads_asks_which(visitor: Any) -> None:
    head = ["Naam", "Fase"]
    sheets = {
        "Noord": [head, ["Anna", "Offerte"], ["Bart", "Order"], ["Cas", "Order"]],
        "Zuid": [head, ["Dirk", "Offerte"], ["Eva", "Gesprek"]],
    }
    opened(visitor, workbook(sheets), "leads.xlsx")
    assert not offered(visitor)
    visitor.pick("crm.ask.sheet", "Zuid")
    assert contacts(visitor) == ["1", "2"]
    assert offered(visitor)
    visitor.open("crm.refine").pick("crm.sheet", "Noord")
    assert contacts(visitor) == ["0", "3"]


# The next file


def test_what_was_said_counts_for_the_next_file_with_the_same_headings_and_is_said(
    visitor: Any, visit: Any, fairs: Fairs
) -> None:
    opened(visitor, ASKING).pick("crm.ask.stage.zomaar-iets", "visits")
    visitor.pick("crm.ask.stage.iets-anders", "unsaid")
    another = page(visit, kept(fairs, Record(FAIR_DAY), "Andere"), "nl").open("evaluate.file")
    opened(another, ASKING.replace("Anna", "Zoë"), "next.csv")
    assert NL("leads.page.recalled") in told(another)
    assert offered(another)
    click(another, "crm.forget")
    assert not offered(another)
    assert NL("leads.page.recalled") not in told(another)
    other = ASKING.replace("Bedrag", "Waarde")
    assert NL("leads.page.recalled") not in told(opened(another, other))


def test_no_row_and_no_name_goes_into_what_is_remembered(visitor: Any, fairs: Fairs) -> None:
    opened(visitor, ASKING).pick("crm.ask.stage.zomaar-iets", "visits")
    text = fairs.headings(headings(read_table(ASKING.encode())))
    assert text is not None
    assert "zomaar-iets" in text
    assert not [name for name in ("Anna", "Bart", "Cas", "1.250") if name in text]
