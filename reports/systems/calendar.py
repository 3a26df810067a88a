"""The days of a fair as a file that any calendar takes in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from sim.evaluate.days import Days
from words.catalogue import Words

PRODUCT: Final = "-//Quitte//Days of a fair//EN"
FAIRS: Final = UUID("6f0b2b6e-9d0c-4f39-8a53-0d6f3a6c1c7e")  # in which a fair's day has its name


@dataclass(frozen=True)
class Agenda:
    """The days of a fair, ready to be written.

    fair     its permanent id
    title    what it is called, in the user's own words
    revised  when what its days follow from was saved last; with a time zone
    version  of that, 0, 1, 2, ...: a later one takes the place of an earlier one
    """

    fair: str
    title: str
    days: Days
    revised: datetime.datetime
    version: int
    words: Words


def calendar_ics(agenda: Agenda) -> bytes:
    """An event of a whole day for each of the days that there are, as iCalendar (RFC 5545).

    Nothing in it hangs on when it is made. An event's UID (RFC 7986, 5.3) follows from the fair and
    from which of its days it is, so that the file of a later version replaces what an earlier one
    brought. Nobody is busy on such a day, and nothing leads back to the book.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    language = {"LANGUAGE": agenda.words.code}
    for name, day, text in _events(agenda):
        event = Event()
        event.add("uid", str(uuid5(FAIRS, f"{agenda.fair}/{name}")))
        event.add("dtstamp", agenda.revised.astimezone(datetime.UTC))
        event.add("sequence", agenda.version)
        event.add("dtstart", day)
        event.add("dtend", day + datetime.timedelta(1))  # the first day that is no part of it
        event.add("transp", "TRANSPARENT")
        summary = agenda.words(f"reports.calendar.{name}", name=agenda.title)
        event.add("summary", summary, parameters=language)
        event.add("description", text, parameters=language)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(agenda: Agenda) -> Iterator[tuple[str, datetime.date, str]]:
    """Which day, when, and what is to be done on it."""
    days, w = agenda.days, agenda.words
    told = {"day": "" if days.last is None else w.date(days.last), "page": w("menu.evaluate")}
    texts = {
        "follow_up": "follow_up_text",
        "judged": "judged_told_text" if days.told else "judged_text",
        "closed": "closed_text",
    }
    for name, text in texts.items():
        day = getattr(days, name)
        if day is not None:
            yield name, day, w(f"reports.calendar.{text}", **told)
