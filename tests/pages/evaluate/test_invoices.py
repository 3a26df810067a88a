"""Invoices on what a fair has cost: added to what was told of a line, each once and for good."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.actuals import file as record_file
from sim.actuals.record import Entry, Record
from sim.plan.beliefs import Exact
from sim.plan.budget import CostLine
from store import Fairs
from tests.pages.evaluated import FAIR_DAY, LATER, PLAN, WEEK, kept, page, told
from tests.pages.invoices import HOTEL, choices, disabled, dropped, place, take, warnings, written
from tests.pages.visits import EN, LOCALES, NL, click
from tests.sim.invoices.written import STAND, Written
from ui.actuals.held import HELD
from words.catalogue import words

BUDGET = PLAN.with_(
    costs=(
        CostLine("Standruimte", Exact(2000.0)),
        CostLine("Vervoer", Exact(300.0)),
        CostLine("Bezoeken", Exact(95.0), "visit"),
    )
)
TOLD = Record(FAIR_DAY, (Entry(FAIR_DAY, {"costs.0": 150.1, "visitors": 900}),))


@pytest.fixture
def fair(fairs: Fairs) -> str:
    return kept(fairs, TOLD, plan=BUDGET)


@pytest.fixture
def visitor(visit: Any, fair: str) -> Any:
    return on(page(visit, fair, "nl").open("evaluate.invoices"), WEEK)


def on(visitor: Any, day: date) -> Any:
    visitor.at.date_input(key="evaluate.day").set_value(day)
    return visitor.run()


def record(visitor: Any, fair: str) -> Record:
    found = visitor.kept(HELD)[fair].record
    assert isinstance(found, Record)
    return found


def test_what_is_confirmed_is_added_to_what_was_told(visitor: Any, fair: str) -> None:
    dropped(visitor, *written(STAND, HOTEL))
    place(visitor, "Stroomaansluiting", "2")
    assert record(visitor, fair) == TOLD
    take(visitor, "fair")
    assert record(visitor, fair).on(WEEK) == {
        "costs.0": 2345.35,  # 150.10 + 2400 - 240 + 35.25
        "costs.1": 72.5,
        "costs.2": 185.5,
    }
    assert record(visitor, fair).on(FAIR_DAY) == TOLD.on(FAIR_DAY)
    done = NL.counted("invoices.fair.taken", 2, n=2, day=NL.date(WEEK))
    assert [one.value for one in visitor.at.success] == [done]
    assert visitor.open("evaluate.costs").box("figure.costs.0").value == "2.345,35"


def test_the_boxes_offer_every_line_of_the_budget_and_none(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL))
    rooms, transport = choices(visitor).values()
    assert rooms.options == ["Standruimte", "Vervoer", "Bezoeken", NL("invoices.out")]
    assert (rooms.value, transport.value) == ("out", "1")
    assert NL("invoices.left_out", amount=NL.money(540)) in told(visitor)


def test_an_invoice_that_was_added_is_not_added_again_after_saving_and_coming_back(
    visitor: Any, visit: Any, fair: str, fairs: Fairs
) -> None:
    take(dropped(visitor, *written(STAND)), "fair")
    click(visitor, "evaluate.save")
    saved = fairs.latest(fair, "record")
    assert saved is not None
    before = record_file.loads(saved.content)
    again = on(page(visit, fair, "nl").open("evaluate.invoices"), LATER)
    dropped(again, *written(STAND.but(seller="BEURSHALLEN Leie nv")))
    counted = NL(
        "invoices.counted", number="2026\\-0417", seller="BEURSHALLEN Leie nv", day=NL.date(WEEK)
    )
    assert warnings(again) == [counted]
    assert not choices(again)
    assert record(again, fair) == before


def test_a_day_that_is_forgotten_makes_room_for_its_invoices_again(visitor: Any, fair: str) -> None:
    take(dropped(visitor, *written(HOTEL)), "fair")
    click(visitor, "evaluate.forget")
    assert record(visitor, fair) == TOLD
    take(dropped(visitor, *written(HOTEL)), "fair")
    assert record(visitor, fair).on(WEEK) == {"costs.1": 72.5}


def test_an_invoice_that_is_left_out_whole_can_be_added_another_time(
    visitor: Any, fair: str
) -> None:
    dropped(visitor, *written(STAND, HOTEL))
    place(visitor, "Vervoer", "out")
    take(visitor, "fair")
    assert len(record(visitor, fair).invoices) == 1
    place(dropped(visitor, *written(HOTEL)), "Kamers", "2")
    take(visitor, "fair")
    assert record(visitor, fair).on(WEEK)["costs.2"] == 540.0
    assert len(record(visitor, fair).invoices) == 2


def test_a_copy_in_the_same_drop_counts_once(visitor: Any, fair: str) -> None:
    take(dropped(visitor, *written(HOTEL), ("copy.xml", HOTEL.xml)), "fair")
    assert record(visitor, fair).on(WEEK) == {"costs.1": 72.5}


def test_a_credit_note_is_taken_off_what_was_told_but_never_below_nothing(
    visitor: Any, fair: str
) -> None:
    credit = Written(lines=(("Standruimte", "100.05"),), credit=True)
    take(dropped(visitor, *written(credit)), "fair")
    assert record(visitor, fair).on(WEEK) == {"costs.0": 50.05}
    dropped(visitor, *written(credit.but(number="C-2")))
    assert visitor.errors == [NL("invoices.negative", name="Standruimte")]
    assert disabled(visitor, "fair")


def test_what_was_told_of_a_later_day_stays_and_is_said(visit: Any, fairs: Fairs) -> None:
    later = TOLD.with_entry(Entry(LATER, {"costs.1": 99.0}))
    fair = kept(fairs, later, plan=BUDGET)
    visitor = on(page(visit, fair, "nl").open("evaluate.invoices"), WEEK)
    dropped(visitor, *written(HOTEL))
    assert NL("invoices.fair.later", name="Vervoer", day=NL.date(LATER)) in told(visitor)
    take(visitor, "fair")
    assert record(visitor, fair).on(LATER) == {"costs.1": 99.0}


def test_a_day_too_far_from_the_fair_is_told_and_nothing_is_added(visitor: Any, fair: str) -> None:
    far = on(visitor, date(FAIR_DAY.year - 6, 12, 31))
    dropped(far, *written(HOTEL))
    assert len(far.errors) == 1
    assert disabled(far, "fair")


def test_what_could_not_be_read_of_a_line_gives_way_to_its_invoices(
    visitor: Any, fair: str
) -> None:
    visitor.open("evaluate.costs").type("figure.costs.1", "veel")
    assert visitor.errors
    take(dropped(visitor, *written(HOTEL)), "fair")
    assert not visitor.errors
    assert visitor.box("figure.costs.1").value == "72,5"


def test_without_costs_in_the_plan_there_is_nothing_to_add_to(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs, TOLD.without(FAIR_DAY), plan=BUDGET.with_(costs=()))
    visitor = page(visit, fair, "nl").open("evaluate.invoices")
    assert NL("evaluate.figures.no_costs") in told(visitor)
    assert not visitor.at.file_uploader


@pytest.mark.parametrize("code", LOCALES)
def test_the_part_speaks_one_language(code: str, visit: Any, fair: str) -> None:
    w = words(code)
    visitor = page(visit, fair, code).open("evaluate.invoices")
    dropped(visitor, *written(STAND, STAND, HOTEL.but(currency="USD")), ("a.xml", b"<a/>"))
    assert w("invoices.fair.text") in told(visitor)
    assert (EN("invoices.put_away") in visitor.texts()) == (code == "en")
    if code == "nl":
        assert not visitor.english()
