"""Lines of the budget in a workbook and on paper: income, spread costs, and permanent names."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

import reports
from reports import page
from reports.report import Report
from reports.workbook import rows
from sim import CostLine, Exact, Income, Range, Scenario, ScenarioError, example, simulate
from sim.play.answer import summarised
from tests.reports.printed import DAY
from words.catalogue import words
from words.costs import how_paid, likely_income
from words.languages import LANGUAGES

FIRST = rows.HEAD + 2  # the first line, as openpyxl counts
PLAN = example("regional").with_(
    costs=(
        CostLine("Stand", Range(4000, 9000, 5000), month=-3, over=6),
        CostLine("Hotel", Exact(1 / 3), "visit"),
        CostLine("Fee", Exact(900.0), key="fee"),
    ),
    income=(
        Income("Subsidy", Range(1000, 3000), key="grant", month=8),
        Income("Tickets", Exact(2.5), "visitor"),
    ),
)


def report(plan: Scenario = PLAN, code: str = "en") -> Report:
    return Report(plan, summarised(simulate(plan, trials=256)), words(code), "", "", DAY)


def edited(edit: Callable[[Any], None], plan: Scenario = PLAN, code: str = "en") -> Scenario:
    """The plan after somebody opened its workbook, changed cells and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(reports.workbook(report(plan, code))))
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return reports.scenario_from_workbook(saved.getvalue())


def put(of: str, line: int, column: int, value: object) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        book[of].cell(FIRST + line, column + 1).value = value

    return edit


@pytest.mark.parametrize("code", LANGUAGES)
def test_income_and_fairs_come_back_from_an_untouched_workbook(code: str) -> None:
    assert edited(lambda book: None, code=code) == PLAN
    bare = PLAN.with_(income=())
    assert edited(lambda book: None, bare, code) == bare


def test_a_workbook_from_before_has_neither_and_gives_the_same_plan() -> None:
    def aged(book: Any) -> None:
        book["Costs"].delete_cols(rows.LINE_OVER + 1)
        del book["Income"]

    old = PLAN.with_(income=(), costs=(*PLAN.costs[1:], CostLine("Stand", Exact(7.0), month=2)))
    assert edited(aged, old) == old


def test_the_number_of_fairs_can_be_changed_and_emptied() -> None:
    assert edited(put("Costs", 0, rows.LINE_OVER, 4)).costs[0].over == 4
    assert edited(put("Costs", 0, rows.LINE_OVER, None)).costs[0].over == 1
    assert edited(put("Costs", 2, rows.LINE_OVER, "2")).costs[2].over == 2
    for wrong, code in ((0, "below"), ("often", "not_number"), (2000, "above")):
        with pytest.raises(ScenarioError) as raised:
            edited(put("Costs", 2, rows.LINE_OVER, wrong))
        assert (raised.value.code, raised.value.place) == (code, "costs[3].over")


def test_income_is_changed_and_added_and_a_wrong_amount_is_told_at_its_line() -> None:
    def more(book: Any) -> None:
        for column, value in enumerate(["Sponsor", 700, "fair", None, None, 1]):
            put("Income", 2, column, value)(book)
        put("Income", 1, rows.AMOUNT, 3)(book)

    subsidy, tickets, sponsor = edited(more).income
    assert subsidy == PLAN.income[0]
    assert tickets == Income("Tickets", Exact(3.0), "visitor")
    assert sponsor == Income("Sponsor", Exact(700.0), month=1, key="Sponsor")
    with pytest.raises(ScenarioError) as raised:
        edited(put("Income", 0, rows.LINE_LOW, "much"))
    assert raised.value.place == "income[1].amount"


def test_a_line_that_is_added_or_renamed_in_a_workbook_has_a_permanent_name() -> None:
    def added(book: Any) -> None:
        for line, label in ((3, "Catering"), (4, "Catering")):
            put("Costs", line, rows.LABEL, label)(book)
            put("Costs", line, rows.AMOUNT, 50)(book)

    assert [line.key for line in edited(added).costs] == ["", "", "fee", "Catering", "Catering 2"]
    renamed = edited(put("Costs", 1, rows.LABEL, "Nights")).costs[1]
    assert renamed == PLAN.costs[1].renamed("Nights")
    assert edited(put("Costs", 2, rows.LABEL, "Entry")).costs[2].key == "fee"
    assert edited(put("Costs", 1, rows.AMOUNT, 5)).costs[1] == CostLine(
        "Hotel", Exact(5.0), "visit"
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_paper_tells_what_comes_in_and_what_is_left_to_earn(code: str) -> None:
    told, w = report(code=code), words(code)
    guess = told.answer.guess
    table = page.contents(told)["costs"]
    assert [row[1] for row in table["income"]] == [
        w.money(-amount, "EUR", 5) for amount in guess.income_by_line
    ]
    left = max(guess.costs - guess.income, 0.0)
    assert table["to_earn"] == [w("costs.to_earn"), w.money(left, "EUR", 5), ""]
    assert how_paid(PLAN.costs[0], w) == w("costs.over", n="6")
    assert w("costs.over", n="6") in table["rows"][0][0].replace("\u200b", "")
    assert page.pdf(told)
    none = report(PLAN.with_(income=()), code)
    assert page.contents(none)["costs"]["income"] == page.contents(none)["costs"]["to_earn"] == []


def test_much_income_goes_together_on_paper_and_covers_all_costs_in_words() -> None:
    many = tuple(Income(f"Sponsor {n}", Exact(1000.0 * n)) for n in range(1, 8))
    told = report(PLAN.with_(income=many))
    *lines, left = likely_income(told.plan, told.answer.guess, told.words, 3)
    assert [line.amount for line in lines] == [-7000, -6000, -15_000]
    assert left.amount == 0
    assert "without a single order" in " ".join(reports.report.reasons(told))
