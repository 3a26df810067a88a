"""What goes from a fair to other systems: the buttons in the book and on Evaluate, and their
files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from streamlit.runtime.media_file_manager import MediaFileManager

from sim.actuals import file as record_file
from sim.actuals.record import Entry, Record
from store import Fairs
from tests.pages import evaluated
from tests.pages.fairs import booked
from tests.pages.visits import LOCALES, click
from words.catalogue import words

Made = Callable[[str], bytes]


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Made:
    """What a browser gets that asks for a file by its name; Streamlit makes it only then."""
    makers: dict[str, Callable[[], bytes]] = {}
    add = MediaFileManager.add_deferred

    def added(self: Any, make: Any, mime: Any, at: Any, file_name: Any = None, **more: Any) -> Any:
        makers[file_name] = make
        return add(self, make, mime, at, file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", added)
    return lambda name: makers[name]()


def events(file: bytes) -> list[Any]:
    """The days in a file."""
    calendar: Any = Calendar.from_ical(file)
    return list(calendar.walk("VEVENT"))


def labels(visitor: Any) -> dict[str, str]:
    return {one.key: one.label for one in visitor.at.download_button}


@pytest.mark.parametrize("language", LOCALES)
def test_evaluate_gives_the_days_and_the_line_in_the_visitors_language(
    language: str, visit: Any, fairs: Fairs, file: Made
) -> None:
    w = words(language)
    costs = Entry(evaluated.LATER, {"costs.0": 4000.0, "costs.1": 99.6})
    id = evaluated.kept(fairs, evaluated.LATE.with_entry(costs))
    visitor = evaluated.page(visit, id, language)
    found = labels(visitor)
    assert found[f"calendar.{id}"] == w("fairs.systems.calendar")
    assert found[f"campaign.{id}"] == w("fairs.systems.campaign")
    first, *_ = events(file("abiss-2026.ics"))
    assert first.decoded("dtstart") == date(2026, 3, 14)  # from the 10th, three days
    assert str(first["summary"]) == w("reports.calendar.follow_up", name="Abiss 2026")
    (line,) = csv.DictReader(io.StringIO(file("abiss-2026.csv").decode()))
    assert (line["Name"], line["ActualCost"]) == ("Abiss 2026", "4100")
    assert language == "en" or not visitor.english()


def test_the_file_says_the_day_since_which_the_page_no_longer_says_too_early(
    visit: Any, fairs: Fairs, file: Made
) -> None:
    w = words("en")
    early = evaluated.page(visit, evaluated.kept(fairs))
    assert w("evaluate.now.early") in evaluated.told(early)
    judged = events(file("abiss-2026.ics"))[1]
    assert judged.decoded("dtstart") > evaluated.LATER
    decided = evaluated.LATER + timedelta(20)
    closed = evaluated.LATE.with_entry(Entry(decided, evaluated.NOBODY_OPEN))
    late = evaluated.page(visit, evaluated.kept(fairs, closed, "Bouw"))
    assert w("evaluate.now.early") not in evaluated.told(late)
    judged = events(file("bouw-2026.ics"))[1]
    assert judged.decoded("dtstart") == decided


def test_what_is_typed_and_not_saved_yet_is_in_the_files(
    visit: Any, fairs: Fairs, file: Made
) -> None:
    visitor = evaluated.page(visit, evaluated.kept(fairs))
    before = events(file("abiss-2026.ics"))[0]
    visitor.open("evaluate.audience").at.date_input(key="evaluate.fair_day").set_value(
        date(2026, 3, 17)
    )
    visitor.run()
    after = events(file("abiss-2026.ics"))[0]
    assert after.decoded("dtstart") - before.decoded("dtstart") == timedelta(7)
    assert after["uid"] == before["uid"]


@pytest.mark.parametrize("language", LOCALES)
def test_the_card_of_a_frozen_fair_gives_both_files_once_it_is_known_when_it_is(
    language: str, visit: Any, fairs: Fairs, file: Made
) -> None:
    w, fair = words(language), booked.kept(fairs, frozen=True)
    visitor = click(visit(LOCALES[language], "fairs"), f"more.{fair.id}")
    no_day = w("fairs.systems.no_day", page=w("fairs.card.evaluate"))
    assert f"calendar.{fair.id}" not in labels(visitor)
    assert no_day in booked.told(visitor)
    (line,) = csv.DictReader(io.StringIO(file("abiss-2026.csv").decode()))
    assert (line["Status"], line["StartDate"]) == ("Planned", "")
    fairs.save(fair.id, "record", record_file.dumps(Record(date(2026, 3, 10))), base=0)
    visitor = click(visit(LOCALES[language], "fairs"), f"more.{fair.id}")
    assert labels(visitor)[f"calendar.{fair.id}"] == w("fairs.systems.calendar")
    assert no_day not in booked.told(visitor)
    assert len(events(file("abiss-2026.ics"))) == 3
    assert language == "en" or not visitor.english()


def test_the_card_of_a_fair_that_is_not_frozen_offers_no_file(visit: Any, fairs: Fairs) -> None:
    fair = booked.kept(fairs)
    visitor = click(visit("en-US", "fairs"), f"more.{fair.id}")
    assert {key for key in labels(visitor) if fair.id in key} == set()


def test_the_book_and_evaluate_give_the_same_days_to_the_byte(
    visit: Any, fairs: Fairs, file: Made
) -> None:
    id = evaluated.kept(fairs)
    click(visit("en-US", "fairs"), f"more.{id}")
    from_book = file("abiss-2026.ics")
    evaluated.page(visit, id)
    assert file("abiss-2026.ics") == from_book
    saved = fairs.latest(id, "record")
    assert saved is not None
    told = [(one["sequence"], one.decoded("dtstamp")) for one in events(from_book)]
    assert told == [(1, saved.saved.replace(microsecond=0))] * 3
