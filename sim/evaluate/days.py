"""The days of a fair on which somebody has something to do: follow up, judge, close.

All of them are counted from the first day of the fair, which its record tells.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sim.actuals.record import DAYS_A_MONTH, Record
from sim.evaluate.as_of import own_time
from sim.plan.scenario import Scenario

FOLLOW_UP: Final = 2  # days after the fair within which everybody is followed up
CLOSED: Final = 0.99  # of its orders have come: who has not ordered by then will not


@dataclass(frozen=True)
class Days:
    """The days of a fair; None where the plan does not say when orders come, and for what lies
    beyond the years that there are.

    last       of the fair itself
    follow_up  by which everybody has been followed up
    judged     the first on which judging makes sense
    told       whether that is known, because as of it what is open no longer decided; otherwise it
               is when the fair's own time is over (`sim.evaluate.as_of.own_time`), the day from
               which it is scored too
    closed     the last on which a lead is open: as planned, `CLOSED` of the orders have come
    """

    last: date | None
    follow_up: date | None
    judged: date | None
    told: bool
    closed: date | None


def days_of(plan: Scenario, record: Record, early: Mapping[date, bool]) -> Days:
    """The days of the fair of a record.

    early  each day on which something was told -> whether as of it it was too early to judge
           (`sim.evaluate.as_of.AsOf.too_early`)
    """
    last = last_day(plan, record)
    since = _no_longer(early)
    judged = _after_months(record.fair_day, own_time(plan), last) if since is None else since
    return Days(
        last=last,
        follow_up=None if last is None else _later(last, FOLLOW_UP),
        judged=judged,
        told=since is not None,
        closed=_after_months(record.fair_day, own_time(plan, CLOSED), last),
    )


def last_day(plan: Scenario, record: Record) -> date | None:
    """The last day of the fair: its first, where the plan does not say how many there are."""
    many = plan.inputs["days"].likely if "days" in plan.inputs else 1.0
    return _later(record.fair_day, max(math.ceil(many), 1) - 1)


def _no_longer(early: Mapping[date, bool]) -> date | None:
    """The first of the days since which it has not been too early any more."""
    since = None
    for day in sorted(early, reverse=True):
        if early[day]:
            break
        since = day
    return since


def _after_months(first: date, months: float | None, last: date | None) -> date | None:
    """The first day so many months after the fair began, as a record counts them
    (`sim.actuals.actuals.Actuals.months`); during the fair, its last day."""
    if months is None or last is None:
        return None
    days = math.floor(months * DAYS_A_MONTH)
    found = _later(first, days if days / DAYS_A_MONTH >= months else days + 1)
    return None if found is None else max(found, last)


def _later(day: date, days: int) -> date | None:
    """None where no day would follow on it."""
    return day + timedelta(days) if days < (date.max - day).days else None
