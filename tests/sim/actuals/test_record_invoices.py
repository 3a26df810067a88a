"""A record keeps which invoices are in its costs, with the day that they are in."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from sim import ScenarioError
from sim.actuals.file import dumps, loads
from sim.actuals.record import Entry, Record

FAIR, LATER = date(2026, 10, 6), date(2026, 11, 2)
STAND, HOTEL = "invoice 2026-0417 beurshallen leie", "invoice 88 hotel astrid"
BOTH = Record(
    FAIR,
    (
        Entry(FAIR, {"costs.0": 2400.0}, (STAND,)),
        Entry(LATER, {"costs.1": 612.5, "costs.0": 2650.0}, (HOTEL,)),
    ),
)


def test_every_invoice_is_known_with_its_day() -> None:
    assert BOTH.invoices == {STAND: FAIR, HOTEL: LATER}


def test_invoices_come_out_of_their_text_as_they_went_in() -> None:
    assert loads(dumps(BOTH)) == BOTH
    assert loads(dumps(BOTH)).invoices == BOTH.invoices


def test_a_record_without_invoices_is_written_as_before_there_were_any() -> None:
    plain = Record(FAIR, (Entry(FAIR, {"visitors": 900}),))
    assert json.loads(dumps(plain))["entries"] == [
        {"day": "2026-10-06", "figures": {"visitors": 900}}
    ]


def test_figures_and_invoices_of_the_same_day_are_laid_over_each_other() -> None:
    record = BOTH.with_entry(Entry(FAIR, {"costs.2": 80.0}, ("third", STAND)))
    assert record.entries[0].invoices == (STAND, "third")
    assert record.on(FAIR) == {"costs.0": 2400.0, "costs.2": 80.0}


def test_a_day_that_is_forgotten_takes_its_invoices_along_and_brings_them_back() -> None:
    gone = BOTH.without(LATER)
    assert gone.invoices == {STAND: FAIR}
    assert gone.with_entry(BOTH.entries[1]) == BOTH
    cleared = BOTH.with_entry(Entry(LATER, {"costs.1": None, "costs.0": None}))
    assert cleared.invoices == {STAND: FAIR}


@pytest.mark.parametrize(
    ("invoices", "code"),
    [("x", "not_list"), ([7], "not_text_value"), ([""], "not_text_value"),
     (["x" * 121], "not_text_value"), (["a\nb"], "not_text_value")],
)  # fmt: skip
def test_invoices_that_cannot_be_are_refused_with_their_place(invoices: Any, code: str) -> None:
    entry = {"day": "2026-10-06", "figures": {"visitors": 9}, "invoices": invoices}
    text = json.dumps({"version": 1, "fair_day": "2026-10-06", "entries": [entry]})
    with pytest.raises(ScenarioError) as raised:
        loads(text)
    assert (raised.value.code, raised.value.place) == (code, "entries[1].invoices")
