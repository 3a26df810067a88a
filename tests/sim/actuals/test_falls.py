"""Counts that fall from one day to a later one are found, and nothing else is."""

from __future__ import annotations

from sim.actuals.falls import Fall, falls
from sim.actuals.record import Record
from tests.sim.actuals.test_record import FAIR, after, told


def test_a_count_of_leads_that_falls_is_told_with_both_days() -> None:
    record = told((7, {"contacts.decision": 15}), (14, {"contacts.decision": 12}))
    assert [*falls(record)] == [Fall("contacts.decision", 15, after(7), 12, after(14))]


def test_days_on_which_a_figure_was_not_told_lie_between() -> None:
    record = told(
        (7, {"contacts.decision": 15}), (9, {"visitors": 9}), (14, {"contacts.decision": 12})
    )
    assert [one.since for one in falls(record)] == [after(7)]


def test_each_fall_of_a_figure_is_told() -> None:
    days = ((day, {"contacts.decision": many}) for day, many in ((1, 9), (2, 8), (3, 10), (4, 7)))
    assert [(one.before, one.now) for one in falls(told(*days))] == [(9, 8), (10, 7)]


def test_what_stays_or_rises_does_not_fall_nor_do_people_money_and_open_leads() -> None:
    record = told(
        (7, {"visitors": 900, "contacts.decision": 5, "open.contacts.decision": 5, "costs.0": 9.0}),
        (8, {"visitors": 800, "contacts.decision": 5, "open.contacts.decision": 1, "costs.0": 7.0}),
        (9, {"contacts.decision": 6, "margin": 0.3}),
    )
    assert not [*falls(record)]


def test_nothing_falls_where_nothing_was_told() -> None:
    assert not [*falls(Record(FAIR))]
