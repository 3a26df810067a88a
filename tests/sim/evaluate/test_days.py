"""The days of a fair: when to follow up, from when to judge, and until when leads are open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sim import Exact, Scenario, example
from sim.actuals.record import Entry, Record
from sim.evaluate.as_of import over
from sim.evaluate.days import Days, days_of
from sim.plan.parameters import exactly

REGIONAL = example("regional")  # three days
BEGINS = date(2026, 3, 10)
FAIR = Record(BEGINS)


def in_months(*months: float, **changes: Any) -> Scenario:
    """The plan with orders of each phase so many months after the fair."""
    inputs = dict(zip(("awareness", "orientation", "decision"), map(Exact, months), strict=True))
    each = {f"months_to_order.{phase}": month for phase, month in inputs.items()}
    return REGIONAL.with_(inputs=each, **changes)


def days(plan: Scenario = REGIONAL, **early: bool) -> Days:
    """Days on which something was told, as ``d20260401``, and whether it was too early then."""
    told = {date.fromisoformat(f"{d[1:5]}-{d[5:7]}-{d[7:]}"): one for d, one in early.items()}
    return days_of(plan, FAIR, told)


def test_everybody_is_followed_up_within_two_days_after_the_last_day_of_the_fair() -> None:
    assert days().last == date(2026, 3, 12)
    assert days().follow_up == date(2026, 3, 14)
    longer = REGIONAL.with_(inputs={"days": Exact(3.5)})
    assert days(longer).follow_up == date(2026, 3, 15)
    assert days(REGIONAL.without("staff")).follow_up == date(2026, 3, 12)


def test_the_days_of_judging_and_closing_are_so_many_months_after_the_first_day() -> None:
    """Six months of 365.25 / 12 days are 182.625: the 183rd day after the 10th of March."""
    found = days(in_months(6, 6, 6))
    assert found.judged == found.closed == date(2026, 9, 9)
    assert not found.told


def test_the_last_day_of_open_leads_waits_for_the_slowest_hundredth_of_the_orders() -> None:
    """With 88 of 100 contacts in the decision phase 2.4 of 100 orders are of the others, by the
    likely rates: nine of ten have come after a month (30.4375 days), the last hundredth only after
    a year (365.25 days)."""
    mix = {"mix.awareness": 0.02, "mix.orientation": 0.1, "mix.decision": 0.88}
    mostly = {path: exactly(path, share) for path, share in mix.items()}
    found = days(in_months(12, 12, 1).with_(inputs=mostly))
    assert (found.judged, found.closed) == (date(2026, 4, 10), date(2027, 3, 11))


@pytest.mark.parametrize("horizon", [None, 4])
def test_the_day_of_judging_is_the_first_on_which_the_fair_is_scored(horizon: int | None) -> None:
    plan = REGIONAL.with_(horizon=horizon)
    judged = days(plan).judged
    assert judged is not None
    for day, scored in ((judged - timedelta(1), False), (judged, True)):
        told = FAIR.with_entry(Entry(day, {"contacts": 100, "quotes": 9, "orders": 2}))
        assert over(plan, told.known()) is scored


def test_with_a_horizon_no_lead_is_open_after_it() -> None:
    """Four months of 365.25 / 12 days are 121.75."""
    closed = days(REGIONAL.with_(horizon=4)).closed
    assert closed is not None
    assert closed <= BEGINS + timedelta(122) < (days().closed or BEGINS)


def test_a_day_as_of_which_it_is_no_longer_too_early_is_the_day_of_judging() -> None:
    found = days(d20260401=True, d20260501=False, d20260601=False)
    assert (found.judged, found.told) == (date(2026, 5, 1), True)
    again = days(d20260401=False, d20260501=True, d20260601=False)
    assert (again.judged, again.told) == (date(2026, 6, 1), True)


def test_where_it_is_too_early_as_of_the_last_day_the_plan_tells_the_day_of_judging() -> None:
    assert days(d20260401=False, d20260501=True) == days()


def test_nothing_is_judged_before_the_fair_has_ended() -> None:
    found = days(in_months(0, 0, 0))
    assert found.judged == found.closed == found.last == date(2026, 3, 12)


def test_a_plan_that_does_not_say_when_orders_come_has_only_the_day_to_follow_up() -> None:
    found = days(REGIONAL.without("months_to_order"))
    assert found.follow_up == date(2026, 3, 14)
    assert (found.judged, found.closed) == (None, None)


def test_there_are_no_days_beyond_the_last_of_the_calendar() -> None:
    never = Days(None, None, None, told=False, closed=None)
    assert days_of(REGIONAL, Record(date.max), {}) == never
    late = days_of(REGIONAL, Record(date.max - timedelta(10)), {})
    assert late.follow_up == date.max - timedelta(6)
    assert (late.judged, late.closed) == (None, None)


@pytest.mark.parametrize(("left", "known"), [(4, False), (5, True)])
def test_a_day_after_which_no_other_comes_is_none(left: int, known: bool) -> None:
    """Three days of the fair and two more: a whole day ends where the next one begins."""
    found = days_of(REGIONAL, Record(date.max - timedelta(left)), {}).follow_up
    assert (found is not None) is known
