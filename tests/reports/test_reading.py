"""A workbook that is read back: the same plan, and the changes that somebody made in it.

Long because it mirrors one module.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reports
from reports.workbook import rows
from sim import CostLine, Counted, Exact, Goal, Range, Scale, Scenario, ScenarioError
from sim.plan.choices.dates import DecisionDate, FeeShare
from sim.plan.funnel import PER, SIZE
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


LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"))
TEXTS = st.text(LETTERS, min_size=1, max_size=120).filter(str.strip)
AMOUNTS = st.builds(Exact, st.floats(0, 1e12)) | st.floats(1, 1e5).map(lambda x: Range(x, 2 * x))
PERS = st.sampled_from([per for per in PER if per not in SIZE])  # which any plan can have
LINES = st.builds(CostLine, TEXTS, AMOUNTS, PERS, st.just("") | TEXTS, st.integers(-60, 120))


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


def test_dates_to_decide_come_back_and_a_fee_of_a_line_that_went_is_the_money_that_it_was() -> None:
    plan = PLANS["national"].with_(
        decide=(
            DecisionDate(FeeShare(0.4, "stand_space"), "2027-03-01", known=("visitors",)),
            DecisionDate(FeeShare(0.5, "lead_app"), "2027-05-01"),
        )
    )
    assert reports.scenario_from_workbook(written(plan)).decide == plan.decide
    book = openpyxl.load_workbook(io.BytesIO(written(plan)))
    book["Costs"].delete_rows(rows.HEAD + 2)  # of the heads, from 1: the first line
    kept = io.BytesIO()
    book.save(kept)
    again = reports.scenario_from_workbook(kept.getvalue())
    assert len(again.costs) == len(plan.costs) - 1
    first, second = again.decide
    assert first.fee == pytest.approx(0.4 * 40 * 200)
    assert first.known == ("visitors",)
    assert second == plan.decide[1]


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
    assert change("cost_dependence", 0.5).cost_dependence == 0.5
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
    assert changed[0] == CostLine(before[0].label, Exact(2000.0), "m2", before[0].key)
    assert changed[1:-1] == before[2:]
    assert changed[-1] == CostLine("2026", Exact(50.0), "quote", "2026")


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
    assert changed[0] == CostLine("New", Exact(50.0), key="New", month=4)
    assert changed[1] == replace(costs[0], amount=Exact(2000.0))
    assert changed[2] == replace(costs[1], month=-3)
    assert changed[3:] == costs[2:]


@pytest.mark.parametrize(
    ("key", "cells", "code", "place"),
    [
        ("margin", {"LIKELY": "25 apples"}, "not_number", "inputs.margin"),
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


def test_a_pasted_name_or_label_does_not_refuse_a_workbook() -> None:
    pasted = "Ab\u00adiss\u00a0Gent\u202f\u200b2027"
    assert edited("regional", "nl", put("inputs", "name", LIKELY=pasted)).name == "Abiss Gent 2027"
    line = edited("regional", "en", cost(rows.LABEL, pasted)).costs[1]
    assert line == replace(PLANS["regional"].costs[1], label="Abiss Gent 2027")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("visitors", "16.000", 16_000),
        ("visitors", "16,000", 16_000),
        ("visitors", "16\u202f000", 16_000),
        ("visitors", "12k", 12_000),
        ("order_value", "\u20ac 16.000,-", 16_000),
        ("order_value", "US$\u00a016,500", 16_500),
        ("repeat_factor", "1.1250", 1.125),
        ("margin", "25 %", 0.25),
        ("margin", "25", 0.25),
        ("margin", "0,25", 0.25),
    ],
)
def test_a_number_that_was_typed_as_a_text_is_read_as_in_a_box(
    key: str, text: str, value: float
) -> None:
    alone = put("inputs", key, LOW=None, LIKELY=text, HIGH=None)
    assert edited("regional", "nl", alone).inputs[key].likely == pytest.approx(value)


def test_fields_counts_and_costs_may_be_texts_too() -> None:
    assert edited("regional", "en", put("inputs", "hurdle", LIKELY="60 %")).hurdle == 0.6
    assert edited("regional", "en", put("inputs", "hurdle", LIKELY="60")).hurdle == 0.6
    revenue = edited("regional", "en", put("inputs", "goal.revenue", LIKELY="\u20ac 5.000,-")).goal
    assert revenue is not None
    assert revenue.revenue == 5_000
    counted = put("inputs", "margin", LOW=None, LIKELY=None, HIGH=None, HITS="1.200", OF="2 000")
    assert edited("regional", "nl", counted).inputs["margin"] == Counted(1200, 2000)
    assert edited("regional", "en", cost(rows.AMOUNT, "1.200 eur")).costs[1].amount == Exact(1200)
    assert edited("regional", "en", cost(rows.LINE_MONTH, "\u22123")).costs[1].month == -3


@pytest.mark.parametrize(
    ("beside", "value"), [("4,5", 1_250), ("4.5", 1.25), ("1.234,50", 1_250), ("1,234.50", 1.25)]
)
def test_texts_without_doubt_tell_what_the_mark_of_one_in_doubt_is(
    beside: str, value: float
) -> None:
    def edit(book: Any) -> None:
        put("inputs", "order_value", LOW=None, LIKELY=beside, HIGH=None)(book)
        put("inputs", "repeat_factor", LOW=None, LIKELY="1.250", HIGH=None)(book)

    assert edited("regional", "nl", edit).inputs["repeat_factor"].likely == value


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("text", ["1.250", "1,250"])
def test_a_text_that_can_mean_two_numbers_is_asked_about_where_nothing_tells(
    text: str, language: str
) -> None:
    alone = put("inputs", "repeat_factor", LOW=None, LIKELY=text, HIGH=None)
    with pytest.raises(ScenarioError) as problem:
        edited("regional", language, alone)
    assert (problem.value.code, problem.value.place) == ("two_numbers", "inputs.repeat_factor")
    w = words(language)
    told = w.problem(problem.value)
    assert w.number(1.25, 2) in told
    assert w.number(1_250) in told


def test_the_name_of_a_plan_tells_nothing_about_the_marks_of_its_numbers() -> None:
    def edit(book: Any) -> None:
        put("inputs", "name", LIKELY="Fair 2.5")(book)
        put("inputs", "repeat_factor", LOW=None, LIKELY="1.250", HIGH=None)(book)

    with pytest.raises(ScenarioError) as problem:
        edited("regional", "en", edit)
    assert problem.value.code == "two_numbers"


def test_a_percentage_without_its_sign_tells_what_the_others_of_its_row_are() -> None:
    row = put("inputs", "margin", LOW="0,5", LIKELY="6", HIGH="12")
    belief = edited("regional", "nl", row).inputs["margin"]
    assert (belief.low, belief.likely, belief.high) == pytest.approx((0.005, 0.06, 0.12))
    row = put("inputs", "margin", LOW="0,05", LIKELY="0,06", HIGH="0,12")
    belief = edited("regional", "nl", row).inputs["margin"]
    assert (belief.low, belief.likely, belief.high) == pytest.approx((0.05, 0.06, 0.12))


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


@pytest.mark.parametrize(
    ("sheet", "key", "cell", "place"),
    [
        ("inputs", "margin", {"LIKELY": "=1/4"}, "inputs.margin"),
        ("inputs", "margin", {"HITS": "=3+4"}, "inputs.margin"),
        ("inputs", "name", {"LIKELY": '="A"&"B"'}, "name"),
        ("inputs", "hurdle", {"LIKELY": "=30*2"}, "hurdle"),
        ("inputs", "goal.revenue", {"LIKELY": "=30*2"}, "goal.revenue"),
        ("inputs", "margin", {"EVIDENCE_AT": "=A1"}, "inputs.margin"),
        ("costs", "", {"AMOUNT": "=30*2"}, "costs[2]"),
        ("costs", "", {"LINE_LOW": "=30*2"}, "costs[2]"),
    ],
)
def test_a_formula_without_a_result_is_said_and_not_dropped(
    sheet: str, key: str, cell: dict[str, Any], place: str
) -> None:
    ((column, value),) = cell.items()
    change = put("inputs", key, **cell) if key else cost(getattr(rows, column), value)
    with pytest.raises(ScenarioError) as problem:
        edited("regional", "en", change)
    assert (problem.value.code, problem.value.place) == ("not_worked_out", place)
    for language in LANGUAGES:
        assert words(language).problem(problem.value)


def test_a_formula_beside_the_yellow_cells_is_nobody_s_business() -> None:
    def beside(book: Any) -> None:
        put("inputs", "margin", NAME="=A1", WHOSE="=A2")(book)
        cost(rows.EXPECTED, "=SUM(B4:B6)")(book)

    assert edited("regional", "en", beside) == PLANS["regional"]


DAYS = [date(2026, 2, 1), datetime(2026, 2, 1, 9, 30), time(9, 30), timedelta(hours=30)]


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda day: put("inputs", "order_value", LIKELY=day), "inputs.order_value"),
        (lambda day: put("inputs", "margin", HITS=day, OF=5), "inputs.margin"),
        (lambda day: put("inputs", "staff", LIKELY=day), "inputs.staff"),
        (lambda day: put("inputs", "hurdle", LIKELY=day), "hurdle"),
        (lambda day: put("inputs", "goal.revenue", LIKELY=day), "goal.revenue"),
        (lambda day: put("inputs", "dependence", LIKELY=day), "dependence"),
        (lambda day: cost(rows.AMOUNT, day), "costs[2].amount"),
        (lambda day: cost(rows.LINE_MONTH, day), "costs[2].month"),
    ],
)
def test_a_day_in_a_cell_of_a_number_is_refused(
    change: Callable[[Any], Callable[[Any], None]], place: str, day: Any
) -> None:
    with pytest.raises(ScenarioError) as problem:
        edited("regional", "en", change(day))
    assert (problem.value.code, problem.value.place) == ("is_day", place)
    if isinstance(day, date):
        assert "1 February 2026" in words("en").problem(problem.value)
        assert "1 februari 2026" in words("nl").problem(problem.value)


def test_a_number_that_a_format_shows_as_a_day_is_one() -> None:
    def formatted(book: Any) -> None:
        put("inputs", "order_value", LIKELY=46_054)(book)
        for cell in book["Inputs"]["D"]:
            cell.number_format = "dd/mm/yyyy"

    with pytest.raises(ScenarioError) as problem:
        edited("regional", "en", formatted)
    assert problem.value.code == "is_day"


@pytest.mark.parametrize("form", ["#,##0", '"EUR" #,##0', "[$CHF] #,##0.00", "0.0 %", "@"])
def test_no_other_format_of_a_cell_makes_it_a_day(form: str) -> None:
    def formatted(book: Any) -> None:
        put("inputs", "order_value", LOW=None, LIKELY=46_054, HIGH=None)(book)
        for cell in book["Inputs"]["D"]:
            cell.number_format = form

    assert edited("regional", "en", formatted).inputs["order_value"] == Exact(46_054.0)


def test_a_hurdle_that_cannot_be_is_refused_as_the_page_shows_it() -> None:
    for typed, code in ((101, "above"), (-1, "below"), ("101", "above"), ("101 %", "above")):
        with pytest.raises(ScenarioError) as problem:
            edited("regional", "en", put("inputs", "hurdle", LIKELY=typed))
        assert (problem.value.code, problem.value.place) == (code, "hurdle")
        assert "from 0 to 100" in words("en").problem(problem.value)
        assert "van 0 tot 100" in words("nl").problem(problem.value)
