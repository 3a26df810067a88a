"""Steps in a workbook: back as they were, changed, added, and refused in one sentence."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

import reports
from reports.workbook import rows
from sim import Exact, Range, Scenario, ScenarioError, example
from sim.plan.steps.changes import Plus, Times
from sim.plan.steps.step import Step
from tests.reports.test_lines import report

STEPS = (
    Step('Invite "own" = customers', Range(500.0, 900.0), (("reach_share", Times(1 / 3)),)),
    Step("Person", Exact(2215.125), (("staff", Plus(1.0)), ("margin", Times(1.1)))),
)
PLAN = example("national").with_(steps=STEPS)


def opened(plan: Scenario, code: str, change: Any = None) -> Scenario:
    """The plan after somebody opened its workbook, changed its sheet of steps and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(reports.workbook(report(plan, code))))
    if change is not None:
        (sheet,) = (book[name] for name in rows.sheet_names("steps") if name in book.sheetnames)
        change(sheet)
    saved = io.BytesIO()
    book.save(saved)
    return reports.scenario_from_workbook(saved.getvalue())


@pytest.mark.parametrize("code", ["en", "nl"])
def test_steps_come_back_from_an_untouched_workbook(code: str) -> None:
    assert opened(PLAN, code) == PLAN


def test_a_plan_without_steps_has_no_sheet_of_them() -> None:
    content = reports.workbook(report(example("national"), "en"))
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert not {*names} & {*rows.sheet_names("steps")}


def test_a_price_and_a_change_are_changed_and_a_step_is_added_and_taken_away() -> None:
    def change(sheet: Any) -> None:
        sheet["B5"] = 3000
        sheet["A4"] = sheet["B4"] = sheet["C4"] = sheet["D4"] = sheet["E4"] = None
        sheet["A6"], sheet["C6"], sheet["D6"] = "Follow up", 100, 300
        sheet["E6"] = '"inputs.follow_up_share" = 0.9'

    person, added = opened(PLAN, "en", change).steps
    assert (person.label, person.cost, person.change) == ("Person", Exact(3000.0), STEPS[1].change)
    assert (added.label, added.cost) == ("Follow up", Range(100.0, 300.0))
    assert [path for path, _ in added.change] == ["follow_up_share"]


@pytest.mark.parametrize(
    ("cell", "typed", "place", "code"),
    [
        ("E5", "one more", "steps[2].change", "not_change"),
        ("E5", '"inputs.stafff" = "+1"', "steps[2].change.inputs.stafff", "unknown"),
        ("B5", "much", "steps[2].cost", "not_number"),
        ("A5", None, "steps[2].label", "not_text_value"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_step(
    cell: str, typed: Any, place: str, code: str
) -> None:
    def change(sheet: Any) -> None:
        sheet[cell] = typed

    with pytest.raises(ScenarioError) as raised:
        opened(PLAN, "en", change)
    assert (raised.value.place, raised.value.code) == (place, code)
