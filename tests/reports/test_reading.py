"""A workbook that is read back: the same plan, and the changes that somebody made in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reports
from reports import rows
from sim import CostLine, Counted, Exact, Goal, Range, Scale, Scenario, ScenarioError
from sim.plan.funnel import PER
from tests.reports.printed import DAY, PLANS, report
from tests.sim.made_up import scenarios
from words.catalogue import words
from words.languages import LANGUAGES


@lru_cache
def content(plan: str, code: str = "en") -> bytes:
    return reports.workbook(report(plan, code))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("plan", PLANS)
def test_an_untouched_workbook_gives_the_same_plan(plan: str, code: str) -> None:
    assert reports.scenario_from_workbook(content(plan, code)) == PLANS[plan]


TEXTS = st.text(min_size=1, max_size=120).filter(lambda text: text.isprintable() and text.strip())
AMOUNTS = st.builds(Exact, st.floats(0, 1e12)) | st.floats(1, 1e5).map(lambda x: Range(x, 2 * x))
LINES = st.builds(
    CostLine, TEXTS, AMOUNTS, st.sampled_from(list(PER)), st.just("") | TEXTS, st.integers(-60, 120)
)


@settings(deadline=None, derandomize=True, max_examples=15, suppress_health_check=list(HealthCheck))
@given(scenarios(), TEXTS, st.floats(0, 0.95), st.floats(0, 1), st.lists(LINES, max_size=3))
def test_any_plan_comes_back(
    plan: Scenario, name: str, dependence: float, share: float, lines: list[CostLine]
) -> None:
    full = plan.with_(
        name=name,
        dependence=dependence,
        hurdle=share,
        goal=Goal(share * 1e9, share),
        costs=lines,
        evidence={"margin": "benchmark"},
        yours={"margin", "visitors"},
    )
    assert reports.scenario_from_workbook(written(full)) == full


def written(plan: Scenario) -> bytes:
    """The workbook of a plan with the answer of another: what is read back holds no answer."""
    other = report("bare")
    content = reports.Report(plan, other.answer, other.words, "", "", DAY)
    return reports.workbook(content)


def edited(plan: str, code: str, edit: Callable[[Any], None]) -> Scenario:
    """The plan after somebody opened its workbook, changed cells and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(content(plan, code)))
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return reports.scenario_from_workbook(saved.getvalue())


def put(sheet: str, key: str, **cells: Any) -> Callable[[Any], None]:
    """Sets cells in the row of a key: LOW, LIKELY, HIGH, HITS, OF, EVIDENCE_AT."""

    def edit(book: Any) -> None:
        (page,) = (book[name] for name in rows.sheet_names(sheet) if name in book.sheetnames)
        (line,) = (line for line in page.iter_rows() if line[0].value == key)
        for column, value in cells.items():
            line[getattr(rows, column)].value = value

    return edit


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_changed_counts_and_the_rest_stays_exact(code: str) -> None:
    plan = PLANS["regional"]
    again = edited("regional", code, put("inputs", "margin", LIKELY=0.25))
    before = plan.inputs["margin"]
    assert again.inputs["margin"] == Range(before.low, before.high, 0.25, Scale.SHARE)
    assert again.with_(inputs={"margin": before}, yours=plan.yours) == plan
    assert again.yours == plan.yours | {"margin"}


def test_an_input_can_become_counted_exact_or_a_range() -> None:
    counted = put("inputs", "margin", LOW=None, LIKELY=None, HIGH=None, HITS=12, OF=30.0)
    assert edited("regional", "nl", counted).inputs["margin"] == Counted(12, 30)
    exact = put("inputs", "margin", LOW=None, LIKELY=0.2, HIGH="")
    assert edited("regional", "nl", exact).inputs["margin"] == Exact(0.2, Scale.SHARE)
    ranged = put("inputs", "repeat_factor", LOW=1, LIKELY=None, HIGH=2)
    assert edited("regional", "nl", ranged).inputs["repeat_factor"] == Range(1, 2)


def test_how_a_number_is_known_can_be_changed_in_either_language() -> None:
    for word in ("geteld", "counted", "Counted "):
        again = edited("regional", "nl", put("inputs", "margin", EVIDENCE_AT=word))
        assert again.evidence_for("margin") == "counted"
        assert "margin" in again.yours


def test_name_goal_hurdle_and_dependence_can_be_changed_and_emptied() -> None:
    def change(key: str, value: Any, plan: str = "regional") -> Scenario:
        return edited(plan, "en", put("inputs", key, LIKELY=value))

    assert change("name", "Ours").name == "Ours"
    assert change("currency", "CHF").currency == "CHF"
    assert change("dependence", 0.5).dependence == 0.5
    assert change("hurdle", 60).hurdle == 0.6
    assert change("hurdle", None, "marks").hurdle is None
    assert change("goal.revenue", 5).goal == Goal(5.0, 0.1)

    def no_goal(book: Any) -> None:
        put("inputs", "goal.revenue", LIKELY=None)(book)
        put("inputs", "goal.margin", LIKELY=None)(book)

    assert edited("regional", "en", no_goal).goal is None
    with pytest.raises(ScenarioError) as problem:
        change("goal.margin", None)
    assert (problem.value.code, problem.value.place) == ("missing", "goal.margin")


def test_lines_of_the_budget_can_be_changed_added_and_removed() -> None:
    def edit(book: Any) -> None:
        page = book["Kosten"]
        first = rows.HEAD + 2
        page.cell(first, rows.AMOUNT + 1).value = 2000
        page.cell(first + 1, rows.LABEL + 1).value = None
        for column in range(1, rows.EXPECTED + 1):
            page.cell(first + 1, column).value = None
        new = first + len(PLANS["regional"].costs)
        for column, value in ((rows.LABEL, 2026), (rows.AMOUNT, 50), (rows.PER_AT, "offerte")):
            page.cell(new, column + 1).value = value

    before = PLANS["regional"].costs
    changed = edited("regional", "nl", edit).costs
    assert changed[0] == CostLine(before[0].label, Exact(2000.0), "fair", before[0].key)
    assert changed[1:-1] == before[2:]
    assert changed[-1] == CostLine("2026", Exact(50.0), "quote")


def test_a_line_is_paid_in_its_own_month_wherever_it_stands() -> None:
    def one_row_down(book: Any) -> None:
        page = book["Costs"]
        page.insert_rows(rows.HEAD + 2)
        new = {rows.LABEL: "New", rows.AMOUNT: 50, rows.LINE_MONTH: 4.0}
        for column, value in new.items():
            page.cell(rows.HEAD + 2, column + 1).value = value
        page.cell(rows.HEAD + 3, rows.AMOUNT + 1).value = 2000
        page.cell(rows.HEAD + 4, rows.LINE_MONTH + 1).value = -3

    costs = PLANS["months"].costs
    changed = edited("months", "en", one_row_down).costs
    assert changed[0] == CostLine("New", Exact(50.0), month=4)
    assert changed[1] == replace(costs[0], amount=Exact(2000.0))
    assert changed[2] == replace(costs[1], month=-3)
    assert changed[3:] == costs[2:]


@pytest.mark.parametrize(
    ("key", "cells", "code", "place"),
    [
        ("margin", {"LIKELY": "25 %"}, "not_number", "inputs.margin"),
        ("margin", {"LIKELY": True}, "not_number", "inputs.margin"),
        ("margin", {"LIKELY": 0.9}, "likely_outside", "inputs.margin"),
        ("margin", {"LOW": -0.1}, "below", "inputs.margin"),
        ("margin", {"HIGH": None}, "missing", "inputs.margin"),
        ("margin", {"HITS": 5}, "not_whole", "inputs.margin"),
        ("margin", {"HITS": 5.5, "OF": 10}, "not_whole", "inputs.margin"),
        ("margin", {"LOW": None, "LIKELY": None, "HIGH": None}, "missing", "inputs.margin"),
        ("staff", {"LIKELY": 1e9}, "above", "inputs.staff"),
        ("staff", {"LOW": 1, "HIGH": 3}, "exact_only", "inputs.staff"),
        ("staff", {"HITS": 1, "OF": 2}, "exact_only", "inputs.staff"),  # as in a file
        ("margin", {"EVIDENCE_AT": "rumour"}, "not_one_of", "evidence.margin"),
        ("name", {"LIKELY": None}, "not_text_value", "name"),
        ("name", {"LIKELY": 5}, "not_text_value", "name"),
        ("hurdle", {"LIKELY": 101}, "above", "hurdle"),
        ("hurdle", {"LIKELY": "high"}, "not_number", "hurdle"),
        ("goal.margin", {"LIKELY": 3}, "above", "goal.margin"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_place(
    key: str, cells: dict[str, Any], code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as problem:
        edited("regional", "en", put("inputs", key, **cells))
    assert (problem.value.code, problem.value.place) == (code, place)
    for language in LANGUAGES:
        assert words(language).problem(problem.value)


def test_a_line_of_the_budget_that_cannot_be_is_refused_with_its_place() -> None:
    for column, value, place in (
        (rows.AMOUNT, "much", "costs[2].amount"),
        (rows.LABEL, None, "costs[2].label"),
        (rows.PER_AT, "moon", "costs[2].per"),
        (rows.LINE_HIGH, 3, "costs[2].amount"),
        (rows.LINE_MONTH, 2.5, "costs[2].month"),
        (rows.LINE_MONTH, "March", "costs[2].month"),
        (rows.LINE_MONTH, 500, "costs[2].month"),
    ):
        with pytest.raises(ScenarioError) as problem:
            edited("regional", "en", cost(column, value))
        assert problem.value.place == place


def cost(column: int, value: Any) -> Callable[[Any], None]:
    """Sets a cell of the second line of the budget."""

    def edit(book: Any) -> None:
        book["Costs"].cell(rows.HEAD + 3, column + 1).value = value

    return edit


def test_too_many_lines_are_refused() -> None:
    def edit(book: Any) -> None:
        for at in range(4, 260):
            book["Costs"].cell(at, 1).value = "line"
            book["Costs"].cell(at, 2).value = 1

    with pytest.raises(ScenarioError) as problem:
        edited("bare", "en", edit)
    assert (problem.value.code, problem.value.place) == ("too_many", "costs")


def test_without_the_other_sheets_the_plan_counts_and_without_it_nothing_does() -> None:
    def only_plan(book: Any) -> None:
        for name in book.sheetnames:
            if name != "Plan file":
                del book[name]

    assert edited("marks", "en", only_plan) == PLANS["marks"]
    with pytest.raises(ScenarioError) as problem:
        edited("marks", "en", lambda book: book.remove(book["Plan file"]))
    assert problem.value.code == "missing"


def test_a_formula_that_somebody_typed_counts_by_its_value_alone() -> None:
    with pytest.raises(ScenarioError):  # never calculated, so that there is no value
        edited("regional", "en", put("inputs", "margin", LIKELY="=1/0", LOW=None, HIGH=None))
