"""A record that is told in totals, or in totals and for each phase: what counts, what waits, and
what cannot be."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import ScenarioError
from sim.actuals.actuals import LEADS, Actuals
from sim.actuals.file import dumps, loads
from sim.actuals.record import OPEN, REACHED, Entry, Record
from sim.plan.funnel import PHASES
from tests.sim.actuals.test_record import FAIR, after, told

MADE = settings(deadline=None, derandomize=True, max_examples=60)
YEAR = {"contacts": 290, "orders": 8}


def phased(stage: str, *counts: int) -> dict[str, Any]:
    return {f"{stage}.{phase}": n for phase, n in zip(PHASES, counts, strict=True)}


@st.composite
def funnels(draw: st.DrawFn) -> dict[str, int]:
    """How many got to some of the stages, each told in total or for each phase, with open leads or
    without; every lead is at one furthest stage."""
    ended = {s: [draw(st.integers(0, 9)) for _ in PHASES] for s in LEADS}
    there = [LEADS[0], *(stage for stage in LEADS[1:] if draw(st.booleans()))]
    found: dict[str, int] = {}
    for stage, following in itertools.zip_longest(there, there[1:]):
        upto = LEADS.index(following) if following else len(LEADS)
        here = [sum(ended[s][at] for s in LEADS[LEADS.index(stage) :]) for at in range(3)]
        rest = [sum(ended[s][at] for s in LEADS[LEADS.index(stage) : upto]) for at in range(3)]
        keys = [f"{stage}.{phase}" for phase in PHASES]
        if draw(st.booleans()):
            keys, here, rest = [stage], [sum(here)], [sum(rest)]
        found |= dict(zip(keys, here, strict=True))
        if stage != LEADS[-1] and draw(st.booleans()):
            found |= {f"open.{k}": draw(st.integers(0, n)) for k, n in zip(keys, rest, strict=True)}
    return found


@MADE
@given(funnels())
def test_every_mixture_of_both_is_known_as_it_was_told(
    figures: dict[str, int],
) -> None:
    if not any(stage in figures for stage in LEADS):
        return  # phases alone wait for one another: `test_record`
    record = told((40, dict(figures)))
    assert not record.gaps()
    known = record.known()
    again = {f"open.{key}": n for key, n in known.open.items()} | dict(known.reached)
    assert again == figures
    for stage in LEADS:
        phases = [figures.get(f"{stage}.{phase}") for phase in PHASES]
        count = figures.get(stage)
        if None not in phases:
            count = sum(n or 0 for n in phases)
        assert known.count(stage) == count
    assert loads(dumps(record)) == record
    assert loads(dumps(record)).known() == known


@MADE
@given(funnels(), st.randoms())
def test_days_may_be_typed_in_any_order(figures: dict[str, int], chance: Any) -> None:
    keys = list(figures)
    chance.shuffle(keys)
    entries = [Entry(after(40 + at), {key: figures[key]}) for at, key in enumerate(keys)]
    one = Record(FAIR, tuple(entries))
    chance.shuffle(entries)
    other = Record(FAIR)
    for entry in entries:
        other = other.with_entry(entry)
    assert other == one
    assert other.known() == one.known()


def test_two_totals_of_a_year_are_enough() -> None:
    record = told((300, YEAR | {"extra_orders": 6, "values": (9000.0,) * 8}))
    assert record.gaps() == {}
    known = record.known()
    assert known.reached == YEAR
    assert (known.total("orders"), known.extra_orders, len(known.values)) == (8, 6, 8)
    assert known.waiting == 282


def test_a_total_waits_for_the_contacts_and_for_nothing_else() -> None:
    record = told((9, {"quotes": 30, "open.quotes": 4, "orders": 8, "values": (5.0,)}))
    assert record.gaps() == {
        "quotes": "contacts", "open.quotes": "contacts", "orders": "contacts", "values": "orders",
    }  # fmt: skip
    assert record.known() == Actuals(months=record.known().months)
    for contacts in ({"contacts": 90}, phased("contacts", 50, 30, 10)):
        later = record.with_entry(Entry(after(2), contacts))
        assert later.gaps() == {}
        assert later.known().total("orders") == 8
        assert later.gaps(after(8)) == {}


def test_who_is_open_of_a_stage_waits_for_the_stage_and_not_for_a_phase_of_it() -> None:
    record = told((9, {"contacts": 90, "open.calls": 2, "calls.decision": 3}))
    assert record.gaps()["open.calls"] == "calls.awareness"
    assert told((9, {"contacts": 90, "open.calls": 2})).gaps() == {"open.calls": "calls"}


def test_a_phase_waits_for_the_others_of_its_stage_where_anything_is_told_in_total() -> None:
    record = told((9, {"contacts": 90, "calls.decision": 9, "open.calls.decision": 1}))
    assert record.gaps() == {
        "calls.decision": "calls.awareness", "open.calls.decision": "calls.awareness",
    }  # fmt: skip
    assert dict(record.known().reached) == {"contacts": 90}
    later = record.with_entry(Entry(after(12), {"calls.awareness": 3, "calls.orientation": 5}))
    assert later.gaps() == {}
    assert later.known().count("calls") == 17


def test_the_later_way_of_telling_a_stage_counts_and_on_one_day_the_phases() -> None:
    phases = phased("orders", 1, 2, 5)
    both = told((1, {"contacts": 90}), (9, phases | {"orders": 7}))
    assert both.known().each("orders") == (1, 2, 5)
    later = told((1, {"contacts": 90}), (9, phases), (30, {"orders": 9}))
    assert later.known().reached == {"contacts": 90, "orders": 9}
    assert later.known(after(29)).each("orders") == (1, 2, 5)
    finer = told((1, {"contacts": 90}), (9, {"orders": 7}), (30, phases))
    assert finer.known().each("orders") == (1, 2, 5)
    assert "orders" not in finer.known().reached
    part = told((1, {"contacts": 90}), (9, {"orders": 7}), (30, {"orders.decision": 5}))
    assert part.known().reached == {"contacts": 90, "orders": 7}


def test_who_is_open_goes_with_the_way_of_telling_that_counts() -> None:
    phases = phased("quotes", 4, 8, 12) | phased("open.quotes", 1, 2, 3)
    record = told((1, {"contacts": 90}), (9, phases), (30, {"quotes": 25, "open.quotes": 5}))
    assert record.known(after(9)).open == phased("quotes", 1, 2, 3)
    assert record.known().open == {"quotes": 5}


@pytest.mark.parametrize(
    ("early", "late", "values"),
    [
        ({"contacts": 50}, {"orders": 51}, ("orders", 51, 50, "contacts")),
        ({"contacts": 50, "quotes": 9}, {"orders": 10}, ("orders", 10, 9, "quotes")),
        ({"quotes": 9}, {"contacts": 8}, ("quotes", 9, 8, "contacts")),
        ({"contacts": 50, "open.contacts": 45}, {"quotes": 6}, ("quotes", 6, 5, "contacts")),
        ({"contacts": 50}, {"open.contacts": 51}, ("open.contacts", 51, 50, "contacts")),
        (phased("contacts", 5, 3, 1), {"orders": 10}, ("orders", 10, 9, "contacts.awareness")),
        ({"calls": 8}, phased("orders", 5, 3, 1), ("orders.awareness", 9, 8, "calls")),
        (YEAR, {"extra_orders": 9}, ("extra_orders", 9, 8, "orders")),
        (YEAR, {"values": (3.0,) * 9}, ("values", 9, 8, "orders")),
    ],
)
def test_totals_that_contradict_name_both_figures(
    early: dict[str, Any], late: dict[str, Any], values: tuple[Any, ...]
) -> None:
    for days in ((1, 2), (2, 1)):
        with pytest.raises(ScenarioError) as caught:
            told((days[0], early), (days[1], late))
        problem = caught.value
        place, got, most, other = values
        assert (problem.code, problem.place) == ("contradicts", place)
        assert [problem.values[key] for key in ("got", "most", "other")] == [got, most, other]
        assert {problem.values["day"], problem.values["since"]} <= {after(1), after(2)}


def test_a_total_less_than_an_earlier_one_is_laid_over_it() -> None:
    record = told((1, YEAR), (30, {"contacts": 280, "orders": 7}))
    assert record.known().reached == {"contacts": 280, "orders": 7}
    assert record.known(after(29)).reached == YEAR


def test_what_was_kept_before_totals_means_what_it_meant() -> None:
    """A text as it was written then; of phases and their open leads."""
    figures = phased("contacts", 9, 8, 7) | phased("followed_up", 5, 4, 3)
    figures |= {"open.contacts.decision": 2, "visitors": 900}
    text = json.dumps(
        {"version": 1, "fair_day": FAIR.isoformat(),
         "entries": [{"day": after(61).isoformat(), "figures": figures}]}
    )  # fmt: skip
    known = loads(text).known()
    assert known.visitors == 900
    assert dict(known.reached) == {key: n for key, n in figures.items() if key in REACHED}
    assert {f"open.{key}" for key in known.open} == {key for key in figures if key in OPEN}
    assert known.waiting_at("contacts") == (9 - 5) + (8 - 4) + 2
    assert json.loads(dumps(loads(text))) == json.loads(text)
