"""The workbook as it is written: figures as numbers, texts as texts, a chart."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from functools import lru_cache
from typing import Any

import openpyxl
import pytest

import reports
from reports.report import bands, headline, picture_in_words, reasons
from reports.trials import heads
from reports.workbook import rows
from sim import ScenarioError, simulate
from tests.reports.printed import FORMULAS, LINK, PLANS, english, report
from words.catalogue import words
from words.languages import LANGUAGES


@lru_cache
def content(plan: str, code: str = "en", trials: int = 0) -> bytes:
    frame = simulate(PLANS[plan], trials=trials, seed=1).frame() if trials else None
    return reports.workbook(report(plan, code), frame)


@lru_cache
def book(plan: str, code: str = "en", trials: int = 0) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content(plan, code, trials)))


def sheet(name: str, plan: str, code: str = "en", trials: int = 0) -> Any:
    return book(plan, code, trials)[words(code)(f"reports.sheets.{name}")]


def figures(plan: str, code: str = "en") -> dict[str, Any]:
    """The cell beside each name."""
    return {line[0].value: line[1] for line in sheet("answer", plan, code).iter_rows(max_col=2)}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("plan", ["regional", "bare", "long", "odd"])
def test_the_sentences_are_texts_and_the_figures_numbers(plan: str, code: str) -> None:
    told, found = report(plan, code), figures(plan, code)
    w, answer = told.words, told.answer
    for sentence in (*headline(told), bands(told), *reasons(told)):
        assert sentence.replace("**", "") in found
    expected = {
        "covers": 100 * answer.chance.value,
        "all": 100 * answer.chance_all.value,
        "low": answer.profit(0.1),
        "median": answer.profit(0.5),
        "mean": answer.bands["profit"][0],
        "costs": answer.guess.costs,
        "revenue": answer.guess.break_even_revenue,
        "trials": answer.trials,
    }
    for key, value in expected.items():
        assert found[w(f"reports.figures.{key}")].value == pytest.approx(value, rel=1e-12)
    assert found[w("reports.book.fingerprint")].value == told.fingerprint
    assert found[w("reports.book.link")].hyperlink.target == LINK


@pytest.mark.parametrize("plan", ["regional", "marks", "odd"])
def test_every_figure_is_the_one_that_its_name_says(plan: str) -> None:
    told, found = report(plan), figures(plan)
    answer, guess = told.answer, told.answer.guess
    expected = {
        "covers": 100 * answer.chance.value,
        "loses": 100 - 100 * answer.chance.value,
        "all": 100 * answer.chance_all.value,
        "none": 100 * answer.chance_no_orders.value,
        "full": 100 * answer.chance_full.value,
        "gain": answer.gain,
        "loss": answer.loss,
        "lower": answer.profit(0.25),
        "upper": answer.profit(0.75),
        "high": answer.profit(0.9),
        "calculator": guess.revenue * guess.margin - sum(guess.costs_by_line),
        "orders": guess.break_even_orders,
        "seed": answer.seed,
        "error": 100 * answer.chance.error,
    }
    for key, value in expected.items():
        if value is not None:
            shown = found[told.words(f"reports.figures.{key}")].value
            assert shown == pytest.approx(value, rel=1e-12), key


def test_fairs_that_lose_are_counted_in_the_column_of_those_that_lose() -> None:
    told = report("regional")
    heads, *bins = sheet("spread", "regional").iter_rows(min_row=3, max_col=4, values_only=True)
    assert heads[2:] == tuple(
        told.words(f"chart.{side}", n="").strip() for side in ("loses", "covers")
    )
    lost = [line for line in bins if line[1] is not None and line[1] <= 0]
    paid = [line for line in bins if line[0] is not None and line[0] >= 0]
    assert lost
    assert paid
    assert {line[3] for line in lost} == {line[2] for line in paid} == {None}


def test_the_empty_rows_of_the_budget_offer_the_units_too() -> None:
    found = sheet("costs", "regional")
    yellow = [
        line[rows.PER_AT].coordinate
        for line in found.iter_rows(min_row=rows.HEAD + 2)
        if line[rows.LABEL].fill.fgColor.rgb.endswith("FFF6D6")
    ]
    assert len(yellow) > len(PLANS["regional"].costs)
    (units,) = found.data_validations.dataValidation
    assert [cell for cell in yellow if cell not in units.sqref] == []


def test_a_chance_is_no_sharper_at_the_ends_and_money_has_its_sign() -> None:
    w = words("en")
    chance = figures("bare")[w("reports.figures.covers")]
    assert chance.number_format == '[<5]"fewer than 5";[>95]"more than 95";0'
    assert "\u20ac" in figures("bare")[w("reports.figures.costs")].number_format
    assert "\u20ac" not in figures("long")[w("reports.figures.costs")].number_format


@pytest.mark.parametrize("plan", PLANS)
def test_the_sheets_have_every_input_stage_cost_and_bin(plan: str) -> None:
    told = report(plan)
    keys = [line[0].value for line in sheet("inputs", plan).iter_rows(min_row=rows.HEAD + 2)]
    assert set(told.plan.inputs) | set(rows.FIELDS) == set(keys)
    numbers = sheet("numbers", plan)
    found = {line[0]: line[1:5] for line in numbers.iter_rows(min_row=4, values_only=True)}
    for key, (mean, low, median, high) in told.answer.bands.items():
        name = told.words(f"{'stages' if key in rows_of_stages() else 'money'}.{key}")
        if mean == mean:
            assert found[name] == pytest.approx((low, median, high, mean), rel=1e-12)
    bins = list(sheet("spread", plan).iter_rows(min_row=4, max_col=4, values_only=True))
    drawn = [(line[2] or 0) + (line[3] or 0) for line in bins if line[0] is not None]
    assert drawn == pytest.approx(100 * told.answer.heights)
    lines = list(
        sheet("costs", plan).iter_rows(min_row=4, max_col=rows.EXPECTED + 1, values_only=True)
    )
    assert [line[0] for line in lines if line[0]] == [line.label for line in told.plan.costs]
    assert [line[rows.EXPECTED] for line in lines if line[0]] == pytest.approx(
        told.answer.guess.costs_by_line
    )


def rows_of_stages() -> tuple[str, ...]:
    from sim.plan.funnel import STAGES

    return STAGES


def test_the_chart_is_native_and_told_in_words() -> None:
    parts = zipfile.ZipFile(io.BytesIO(content("regional")))
    drawing = parts.read("xl/drawings/drawing1.xml").decode()
    alternative = picture_in_words(report("regional"))
    assert alternative[:100] in drawing
    assert parts.read("xl/charts/chart1.xml").count(b"<c:ser>") == 2


@pytest.mark.parametrize("plan", ["marks", "long"])
def test_no_text_becomes_a_formula_or_a_link(plan: str) -> None:
    told = report(plan)
    found = zipfile.ZipFile(io.BytesIO(content(plan)))
    names = [name for name in found.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [name for name in names if re.search(rb"<f[ >]", found.read(name))]
    labels = [line[0].value for line in sheet("costs", plan).iter_rows(min_row=4)]
    assert [label for label in labels if label] == [line.label for line in told.plan.costs]
    cells = [cell for page in book(plan) for line in page.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"n", "s", "d"}
    assert [cell.hyperlink.target for cell in cells if cell.hyperlink] == [LINK]


def test_every_fair_is_there_on_request_each_figure_under_its_name() -> None:
    frame = simulate(PLANS["bare"], trials=256, seed=1).frame()
    lines = list(sheet("trials", "bare", trials=256).iter_rows(min_row=3, values_only=True))
    assert list(lines[0]) == [*heads(frame, words("en")).values()]
    assert len({*lines[0]}) == len(frame.columns)
    assert len(lines) == 257
    for name, column in zip(frame.columns, zip(*lines[1:], strict=True), strict=True):
        if frame[name].notna().all():
            assert list(column) == pytest.approx(frame[name].tolist(), rel=1e-12)
    assert "Fairs" not in book("bare").sheetnames


def test_the_same_report_is_the_same_file() -> None:
    assert reports.workbook(report("odd")) == reports.workbook(report("odd"))


@pytest.mark.parametrize("plan", ["regional", "bare", "long", "odd"])
def test_the_dutch_workbook_has_no_english(plan: str) -> None:
    shown = [
        str(cell)
        for name in rows.SHEETS
        if name not in ("plan", "trials")
        for line in sheet(name, plan, "nl").iter_rows(values_only=True)
        for cell in line
        if isinstance(cell, str)
    ]
    keys = {*rows.FIELDS, *PLANS[plan].inputs}
    assert english([text for text in shown if text not in keys], plan) == set()


def test_trials_as_csv_are_numbers_under_keys() -> None:
    frame = simulate(PLANS["odd"], trials=64, seed=1).frame()
    head, *lines = reports.trials_csv(frame).decode().split("\r\n")[:-1]
    assert head.split(",") == list(frame.columns)
    assert len(lines) == 64
    assert all(re.fullmatch(r"[-+.\deE]*|inf|nan", cell) for cell in lines[0].split(","))


def test_trials_for_a_dutch_spreadsheet_are_the_same_numbers_written_its_way() -> None:
    frame = simulate(PLANS["odd"], trials=64, seed=1).frame()
    plain = list(csv.reader(io.StringIO(reports.trials_csv(frame).decode())))
    in_dutch = reports.trials_csv(frame, words("nl")).decode()
    dutch = list(csv.reader(io.StringIO(in_dutch), delimiter=";"))
    assert plain[0] == list(frame.columns)
    assert not {*dutch[0]} & {*plain[0]}
    assert len({*dutch[0]}) == len(plain[0])
    for key, head in zip(plain[0], dutch[0], strict=True):
        assert head == words("nl").text("stages").get(key, head)
    assert english(dutch[0], "odd") == set()
    assert len(dutch) == 65
    for there, here in zip(dutch[1:], plain[1:], strict=True):
        assert all(re.fullmatch(r"-?\d+(,\d+)?(e[-+]\d+)?|inf|nan|", cell) for cell in there)
        assert [cell.replace(",", ".") for cell in there] == here


@pytest.mark.parametrize("text", [*FORMULAS, "\t1", "\r1"])
@pytest.mark.parametrize("decimal", [".", ","])
def test_no_text_in_csv_is_a_formula(text: str, decimal: str) -> None:
    import pandas as pd

    frame = pd.DataFrame({text: [text, "plain"], "number": [-1.0, 2.0]})
    language = {".": None, ",": words("nl")}[decimal]
    file = io.BytesIO(reports.trials_csv(frame, language))
    again = pd.read_csv(file, decimal=decimal, sep=";" if decimal == "," else ",")
    assert list(again.columns) == ["'" + text, "number"]
    assert list(again.iloc[:, 0]) == ["'" + text, "plain"]
    assert list(again["number"]) == [-1.0, 2.0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_answer_and_its_figures_are_a_page_each_and_nothing_else_is_printed(
    code: str,
) -> None:
    found = book("regional", code, 64)
    for name in rows.SHEETS:
        page = found[words(code)(f"reports.sheets.{name}")]
        assert page.sheet_properties.pageSetUpPr.fitToPage
        if name in ("answer", "numbers"):
            assert not page.print_area
        else:
            cell = page[page.print_area.rpartition("!")[2].partition(":")[0]]
            assert cell.value is None


def test_a_formula_that_was_never_worked_out_is_said_in_every_column_of_yellow_cells() -> None:
    content = reports.workbook(report("months"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    yellow = {
        (sheet.title, cell.column): cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFF6D6"
    }
    assert len(yellow) == 19  # six columns of the inputs, seven of the costs, six of the income
    for (sheet, _), place in yellow.items():
        changed = openpyxl.load_workbook(io.BytesIO(content))
        changed[sheet][place] = "=1+1"
        kept = io.BytesIO()
        changed.save(kept)
        with pytest.raises(ScenarioError) as refused:
            reports.scenario_from_workbook(kept.getvalue())
        assert refused.value.code == "not_worked_out", (sheet, place)
