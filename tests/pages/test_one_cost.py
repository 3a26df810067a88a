"""The costs of a plan are one figure: every page, file and sentence that has them says the same."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any

import openpyxl
import pytest

import reports
from console.answer_text import report as on_terminal
from console.terminal import Terminal
from reports.page import contents
from sim import simulate
from sim.plan.file import EXAMPLES, example
from sim.play.answer import Answer, summarised
from tests.pages.visits import by_link, main
from tests.reports.printed import report
from words.answer import break_even
from words.catalogue import words
from words.languages import LANGUAGES

DAY = datetime.date(2026, 10, 6)
MARKS = {"en": ",", "nl": "."}


def figure(answer: Answer, language: str) -> str:
    """The costs in whole euros, with the marks of the language."""
    return f"{answer.guess.costs:,.0f}".replace(",", MARKS[language])


def beside_total(text: str, language: str) -> str:
    """The figure in the last row of the table of costs."""
    total = words(language)("costs.total")
    (line,) = (line for line in text.splitlines() if line.startswith(f"| **{total}**"))
    return re.sub(r"[^\d.,]", "", line.split("|")[2])


def first_figure(sentence: str) -> str:
    return str(re.findall(r"\d[\d.,]*\d", sentence)[0])


def to_break_even(text: str, language: str) -> str:
    """The costs in the sentence that says what it takes to cover them."""
    said = max(re.split("{.*?}", words(language).text("reasons.break_even.other")), key=len)
    (line,) = (line for line in text.splitlines() if said in line)
    return first_figure(line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_costs_of_a_plan_are_one_figure_on_its_pages(
    name: str, language: str, visit: Any
) -> None:
    plan = example(name)
    expected = figure(summarised(simulate(plan, trials=1024, seed=1)), language)
    on_page = main(by_link(visit, "board", plan, language))
    assert to_break_even(on_page, language) == expected
    visitor = by_link(visit, "share", plan, language)
    visitor.at.switch_page("plan.py")
    on_plan = main(visitor.run())
    assert beside_total(on_plan, language) == expected
    assert to_break_even(on_plan, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_costs_of_a_plan_are_one_figure_in_its_files(name: str, language: str) -> None:
    told, w = report(name, language), words(language)
    expected = figure(told.answer, language)
    assert first_figure(next(break_even(told.answer, told.plan, w))) == expected
    page = contents(told)
    assert re.sub(r"[^\d.,]", "", page["costs"]["total"][1]) == expected
    assert first_figure("".join(part["text"] for part in page["reasons"][0])) == expected

    book = openpyxl.load_workbook(io.BytesIO(reports.workbook(told)))
    answer, costs = (book[w(f"reports.sheets.{sheet}")] for sheet in ("answer", "costs"))
    label = w("reports.figures.costs")
    cells = [row[1] for row in answer.iter_rows(max_col=2) if row[0].value == label]
    cells += [row[8] for row in costs.iter_rows(max_row=2) if row[7].value == w("costs.total")]
    assert len(cells) == 2
    for cell in cells:
        assert "#,##0" in cell.number_format
        assert "0.0" not in cell.number_format
        assert f"{cell.value:,.0f}".replace(",", MARKS[language]) == expected

    campaign = reports.Campaign("Fair", told.plan, told.answer, None, DAY)
    (line,) = csv.DictReader(io.StringIO(reports.campaign_csv(campaign).decode()))
    assert line["BudgetedCost"] == re.sub(r"\D", "", expected)

    result = simulate(told.plan, trials=1024, seed=1)
    assert expected in on_terminal(result, Terminal(w))
