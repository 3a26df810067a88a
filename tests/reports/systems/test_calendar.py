"""The days of a fair as a calendar reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from reports import Agenda, calendar_ics
from sim import Exact, example
from sim.actuals.record import Record
from sim.evaluate.days import Days, days_of
from tests.english import english_in
from tests.pages.visits import HOSTILE
from tests.reports.printed import FORMULAS
from words.catalogue import words
from words.languages import LANGUAGES

BEGINS = date(2026, 10, 6)
SAVED = datetime(2026, 11, 3, 14, 5, 9, 250_000, tzinfo=UTC)
MONTHS = {f"months_to_order.{phase}": Exact(6.0) for phase in ("awareness", "orientation")}
PLAN = example("regional").with_(
    inputs={**MONTHS, "months_to_order.decision": Exact(6.0), "days": Exact(2.0)}
)


def agenda(language: str = "en", title: str = "Abiss 2026", **changes: Any) -> Agenda:
    days = days_of(PLAN, Record(BEGINS), {})
    return replace(Agenda("fair-1", title, days, SAVED, 2, words(language)), **changes)


def events(file: bytes) -> list[Any]:
    calendar: Any = Calendar.from_ical(file)
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//Quitte//Days of a fair//EN")
    assert "method" not in calendar
    found = calendar.walk("VEVENT")
    assert not [problem for event in found for problem in event.errors]
    return list(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_whole_days_are_read_back_with_what_to_do_in_the_language(language: str) -> None:
    """Two days from the 6th of October: everybody by the 9th. Six months of 30.4375 days are
    182.625 days: the 7th of April."""
    w = words(language)
    found = events(calendar_ics(agenda(language)))
    days = [date(2026, 10, 9), date(2027, 4, 7), date(2027, 4, 7)]
    assert [one.decoded("dtstart") for one in found] == days
    assert [one.decoded("dtend") for one in found] == [day + timedelta(1) for day in days]
    names = ("follow_up", "judged", "closed")
    summaries = [w(f"reports.calendar.{name}", name="Abiss 2026") for name in names]
    assert [str(one["summary"]) for one in found] == summaries
    assert w.date(date(2026, 10, 7)) in str(found[0]["description"])
    assert {one[key].params["LANGUAGE"] for one in found for key in ("summary", "description")} == {
        language
    }
    assert language == "en" or not english_in([str(one["description"]) for one in found])


def test_a_day_is_written_as_a_date_on_which_nobody_is_busy() -> None:
    text = calendar_ics(agenda()).decode()
    assert "DTSTART;VALUE=DATE:20261009\r\nDTEND;VALUE=DATE:20261010\r\n" in text
    assert text.count("TRANSP:TRANSPARENT") == text.count("BEGIN:VEVENT") == 3
    assert not re.search("http|://|VALARM|ATTENDEE|ORGANIZER", text)


def test_lines_are_as_long_as_the_standard_allows_and_end_as_it_says() -> None:
    file = calendar_ics(agenda("nl", "\U0001f389" * 120))
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert file.count(b"\n") == file.count(b"\r\n") == file.count(b"\r")


def test_two_files_of_one_fair_are_equal_to_the_byte_wherever_they_are_made() -> None:
    elsewhere = SAVED.astimezone(timezone(timedelta(hours=9)))
    assert calendar_ics(agenda()) == calendar_ics(agenda(revised=elsewhere))
    assert b"DTSTAMP:20261103T140509Z\r\n" in calendar_ics(agenda(revised=elsewhere))


def test_a_later_version_replaces_the_events_of_the_one_before() -> None:
    moved = days_of(PLAN, Record(BEGINS + timedelta(7)), {})
    later = agenda("nl", "Abiss", days=moved, version=3, revised=SAVED + timedelta(1))
    before, after = events(calendar_ics(agenda())), events(calendar_ics(later))
    assert [one["uid"] for one in before] == [one["uid"] for one in after]
    assert len({one["uid"] for one in before}) == 3
    assert all(a["sequence"] < b["sequence"] for a, b in zip(before, after, strict=True))
    assert all(
        a.decoded("dtstart") != b.decoded("dtstart") for a, b in zip(before, after, strict=True)
    )


def test_events_of_two_fairs_never_replace_one_another() -> None:
    files = [calendar_ics(agenda(fair=fair)) for fair in ("fair-1", "fair-2")]
    assert len({event["uid"] for file in files for event in events(file)}) == 6


UGLY = (*HOSTILE, *FORMULAS, "a, b; c\\n d\\", "x\r\nEND:VEVENT\r\nATTACH:http://x", "x\rUID:1")


@pytest.mark.parametrize("title", UGLY)
def test_a_name_stays_a_name_whatever_stands_in_it(title: str) -> None:
    found = events(calendar_ics(agenda(title=title)))
    assert len(found) == 3
    meant = words("en")("reports.calendar.follow_up", name=re.sub("\r\n?", "\n", title))
    assert str(found[0]["summary"]) == meant
    assert {key for one in found for key in one} == {
        *("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "TRANSP", "SUMMARY", "DESCRIPTION")
    }


def test_what_is_known_of_the_day_of_judging_is_told_otherwise_than_what_is_planned() -> None:
    known = days_of(PLAN, Record(BEGINS), {date(2026, 12, 1): False})
    planned, told = (events(calendar_ics(one))[1] for one in (agenda(), agenda(days=known)))
    assert told.decoded("dtstart") == date(2026, 12, 1)
    assert str(told["description"]) == words("en")("reports.calendar.judged_told_text")
    assert str(planned["description"]) != str(told["description"])


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        (lambda days: replace(days, judged=None, closed=None), 1),
        (lambda days: replace(days, follow_up=None, judged=None, closed=None), 0),
    ],
    ids=["no months", "no days"],
)
def test_a_day_that_nobody_knows_is_no_event(changed: Callable[[Days], Days], left: int) -> None:
    days = changed(agenda().days)
    assert len(events(calendar_ics(agenda(days=days)))) == left
