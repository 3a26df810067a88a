"""The line for Salesforce as a program reads it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest

from reports import Campaign, campaign_csv
from sim import simulate
from sim.actuals.record import Entry, Record
from sim.play.answer import Answer, summarised
from tests.pages.visits import HOSTILE
from tests.reports.printed import BASE, FORMULAS
from words.catalogue import words
from words.costs import likely_costs

BEGINS = date(2026, 10, 6)  # of four days
FAIR = Record(BEGINS)
RUN: dict[str, Any] = {"trials": 4096, "seed": 3}


@lru_cache
def answer() -> Answer:
    return summarised(simulate(BASE, **RUN))


def row(**changes: Any) -> dict[str, str]:
    """The only line, by field."""
    campaign = replace(Campaign("Abiss 2026", BASE, answer(), FAIR, BEGINS), **changes)
    file = campaign_csv(campaign)
    (found,) = csv.DictReader(io.StringIO(file.decode("utf-8"), newline=""), strict=True)
    return found


def test_the_line_stands_under_the_names_of_salesforces_fields() -> None:
    assert row() == {
        "Name": "Abiss 2026",
        "Type": "Trade Show",
        "Status": "In Progress",
        "StartDate": "2026-10-06",
        "EndDate": "2026-10-09",
        "BudgetedCost": row()["BudgetedCost"],
        "ExpectedRevenue": row()["ExpectedRevenue"],
        "ActualCost": "",
    }


def test_the_budgeted_cost_is_the_total_under_the_costs_of_the_page() -> None:
    *_, total = likely_costs(BASE, answer().guess, words("en"))
    assert total.label == words("en")("costs.total")
    assert int(row()["BudgetedCost"]) == pytest.approx(total.amount, abs=0.5)


def test_the_expected_revenue_is_what_the_extra_orders_bring_on_average() -> None:
    """Money that comes in: what is left of it is less, at a margin below 1."""
    result = simulate(BASE, **RUN)
    revenue = float(result["revenue"].mean())
    assert int(row()["ExpectedRevenue"]) == pytest.approx(revenue, abs=0.5)
    assert float(result["contribution"].mean()) < revenue / 2


def test_the_actual_cost_is_what_was_told_last_of_every_line() -> None:
    told = Entry(BEGINS + timedelta(9), {"costs.0": 1000.5, "costs.2": 20.25})
    again = Entry(BEGINS + timedelta(30), {"costs.0": 1100.5, "visitors": 9000})
    assert row(record=Record(BEGINS, (told, again)))["ActualCost"] == "1121"  # 1120.75
    free = Record(BEGINS, (Entry(BEGINS, {"costs.0": 0.0}),))
    assert row(record=free)["ActualCost"] == "0"
    counted = Record(BEGINS, (Entry(BEGINS, {"visitors": 9000}),))
    assert row(record=counted)["ActualCost"] == ""


@pytest.mark.parametrize(
    ("on", "status"),
    [(-1, "Planned"), (0, "In Progress"), (3, "In Progress"), (4, "Completed")],
)
def test_the_status_follows_the_days_of_the_fair(on: int, status: str) -> None:
    assert row(on=BEGINS + timedelta(on))["Status"] == status


def test_before_anybody_said_when_the_fair_is_its_days_are_empty() -> None:
    found = row(record=None)
    assert (found["Status"], found["StartDate"], found["EndDate"]) == ("Planned", "", "")
    assert int(found["BudgetedCost"]) > 0


@pytest.mark.parametrize("title", FORMULAS)
def test_no_name_is_a_formula(title: str) -> None:
    assert row(title=title)["Name"] == f"'{title}"


@pytest.mark.parametrize(
    "title", [*HOSTILE[:-1], 'a, b; "c"', "d\r\ne,f", "Gro\xdfe Messe \U0001f389"]
)
def test_any_other_name_stays_what_it_is_and_one_line(title: str) -> None:
    found = row(title=title)
    assert found["Name"] == title
    assert found["Type"] == "Trade Show"


def test_a_name_is_as_long_as_a_campaign_may_be_called() -> None:
    assert row(title="W" * 80)["Name"] == "W" * 80
    assert row(title="W" * 81)["Name"] == "W" * 80
    assert len(row(title="=" * 80)["Name"]) == 80


def test_the_file_is_plain_lines_without_a_mark_before_them() -> None:
    file = campaign_csv(Campaign("Abiss", BASE, answer(), FAIR, BEGINS))
    assert file.startswith(b"Name,Type,Status,StartDate,EndDate,")
    assert file.count(b"\r\n") == file.count(b"\n") == 2
