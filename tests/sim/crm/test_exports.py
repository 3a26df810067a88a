"""Files as other systems export them: each is read right, or what is open in it is asked.

`exports/expected.json` says of each file how it must be read, and after which system it was made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from sim.actuals.record import Entry, Record
from sim.crm.reading import Reading, asks, read, value_of
from sim.crm.sheet import standing

EXPORTS: Final = Path(__file__).with_name("exports")
EXPECTED: Final[Mapping[str, dict[str, Any]]] = json.loads(
    (EXPORTS / "expected.json").read_text("utf-8")
)
# What is open in a file, for the user to say.
OPEN: Final = {"38_mixed_currencies_one_column.csv": ["currency"]}
FAIR: Final = date(2026, 10, 6)


def opened(name: str) -> Reading:
    return read((EXPORTS / name).read_bytes())


def test_every_file_has_its_reading_and_every_reading_its_file() -> None:
    files = {file.name for file in EXPORTS.iterdir()} - {"expected.json"}
    assert files == set(EXPECTED)
    assert len(OPEN) <= 5


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_is_read_right_or_asks_what_is_open_in_it(name: str) -> None:
    reading, expected = opened(name), EXPECTED[name]
    stood = standing(reading.sheet)
    furthest = {stage: count for stage, count in stood.furthest.items() if count}
    told = dict(expected["furthest"])
    # Of whom nothing says how far they are were there: that is a conversation.
    if unsaid := expected["leads"] - sum(told.values()) - expected["lost"]:
        told["contacts"] = told.get("contacts", 0) + unsaid
    assert (stood.leads, furthest, stood.lost) == (expected["leads"], told, expected["lost"])
    assert value_of(reading, stood) == expected["value"]
    assert [ask.what for ask in asks(reading)] == OPEN.get(name, [])


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_file_counts_is_taken_by_a_record(name: str) -> None:
    day = date(2027, 1, 31)
    stood = standing(opened(name).sheet, day, currency="EUR")
    known = Record(FAIR, (Entry(day, stood.figures),)).known()
    assert known.total("contacts") == EXPECTED[name]["leads"]


def test_orders_in_another_currency_are_listed_and_not_added() -> None:
    reading = opened("38_mixed_currencies_one_column.csv")
    stood = standing(reading.sheet, currency="EUR")
    assert value_of(reading, stood, "EUR") == 18_500
    assert stood.foreign == {"GBP": 1}
    assert not asks(reading, currency="EUR")


def test_only_what_a_file_knows_is_told() -> None:
    scanned = standing(opened("29_badge_scan_nl.xlsx").sheet).figures
    assert scanned == {"contacts": 6}
    salesforce = standing(opened("05_salesforce_report_footer.csv").sheet).figures
    assert not {"calls", "visits"} & set(salesforce)  # no such stages in that pipeline
    assert salesforce["quotes"] == 3
    assert salesforce["open.quotes"] == 2


def test_a_planned_day_of_closing_is_no_day_on_which_anything_happened() -> None:
    for name in ("01_hubspot_deals_en.csv", "05_salesforce_report_footer.csv"):
        stood = standing(opened(name).sheet, date(2026, 11, 20))
        assert stood.furthest["orders"] == 1  # its close date is in December


def test_leads_of_after_the_day_are_said() -> None:
    reading = opened("10_pipedrive_deals_en.csv")
    before = standing(reading.sheet, date(2026, 10, 7))
    assert (before.leads, before.later) == (0, 8)
    first_order = standing(reading.sheet, date(2026, 11, 12))
    assert (first_order.furthest["orders"], first_order.values) == (1, (18_500,))


def test_a_rating_of_every_lead_counts_by_phase() -> None:
    reading = opened("31_lead_app_next_steps.csv")
    assert reading.sheet.phased
    assert standing(reading.sheet, by_phase=True).figures == {
        "contacts.awareness": 1, "contacts.orientation": 3, "contacts.decision": 2,
    }  # fmt: skip


def test_dates_that_could_be_either_are_asked_where_the_day_asked_about_hangs_on_them() -> None:
    reading = opened("31_lead_app_next_steps.csv")
    assert not asks(reading)
    (ask,) = asks(reading, date(2026, 9, 1))
    assert ask.what == "days"
    assert not asks(replace(reading, day_first=False), date(2026, 9, 1))
