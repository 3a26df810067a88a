"""Counts of leads that fall from one day to a later one, which whoever counted can only put right.

Whoever once came to a stage keeps counting there, so such a count never falls. A record takes it
nevertheless: a lead may have been counted twice, and which of the two days is right only the
people who counted know.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sim.actuals.record import REACHED, TOTALS, Record


@dataclass(frozen=True)
class Fall:
    """A figure that was `before` on the day `since` and is fewer, `now`, on a later `day`."""

    key: str
    before: int
    since: date
    now: int
    day: date


def falls(record: Record) -> Iterator[Fall]:
    """Every fall between two days that follow each other, in the order of `KEYS` and of the days.

    Leads and extra orders only: of visitors an organiser may put a number right.
    """
    for key in (*TOTALS, *REACHED, "extra_orders"):
        told = [(one.day, one.figures[key]) for one in record.entries if key in one.figures]
        for (since, before), (day, now) in itertools.pairwise(told):
            assert isinstance(before, int)
            assert isinstance(now, int)
            if now < before:
                yield Fall(key, before, since, now, day)
