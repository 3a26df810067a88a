"""The slide: sentences, a chart of PowerPoint's own, and what proves it."""

from __future__ import annotations

import io
import time
from functools import lru_cache
from typing import Any

import openpyxl
import pptx
import pytest

import reports
from reports.report import bands, headline, picture_in_words
from tests.reports.printed import DAY, LINK, PLANS, english, report
from words.languages import LANGUAGES


@lru_cache
def slide(plan: str, code: str = "en") -> Any:
    deck = pptx.Presentation(io.BytesIO(reports.slides(report(plan, code))))
    (only,) = deck.slides
    return only


def texts(plan: str, code: str = "en") -> list[str]:
    shapes = [shape for shape in slide(plan, code).shapes if shape.has_text_frame]
    return [part.text for shape in shapes for part in shape.text_frame.paragraphs]


def test_two_files_of_one_report_are_equal_whenever_they_are_made() -> None:
    told = report("regional")
    makers = (reports.slides, reports.workbook, reports.pdf, reports.chart_png, reports.chart_svg)
    first = [make(told) for make in makers]
    time.sleep(2.1)  # a zip counts in steps of two seconds
    for make, before in zip(makers, first, strict=True):
        assert make(told) == before, make.__name__


def test_the_workbook_under_the_chart_can_be_opened() -> None:
    (shape,) = [shape for shape in slide("regional").shapes if shape.has_chart]
    under = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    assert under.properties.created.date() == DAY
    assert under.worksheets[0].max_row == len(list(shape.chart.plots[0].categories)) + 1


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("plan", PLANS)
def test_the_slide_has_the_name_the_sentences_the_bands_and_the_mark(plan: str, code: str) -> None:
    told, found = report(plan, code), texts(plan, code)
    assert slide(plan, code).shapes.title.text_frame.text == told.plan.name
    for sentence in (*headline(told), bands(told)):
        assert sentence in found
    assert told.fingerprint in found[-1]
    assert told.words("chart.caption") in found[-1]


@pytest.mark.parametrize("plan", PLANS)
def test_the_chart_is_native_told_in_words_and_has_every_fair(plan: str) -> None:
    (shape,) = [shape for shape in slide(plan).shapes if shape.has_chart]
    answer = report(plan).answer
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == picture_in_words(report(plan))
    loses, covers = shape.chart.plots[0].series
    sides = [sum(filter(None, series.values)) for series in (loses, covers)]
    assert sum(sides) == pytest.approx(100 * answer.heights.sum())
    low, high = answer.edges[:-1], answer.edges[1:]
    assert sides[1] == pytest.approx(100 * answer.heights[low + high >= 0].sum())


def test_break_even_has_its_label_under_the_chart() -> None:
    (shape,) = [shape for shape in slide("regional").shapes if shape.has_chart]
    names = list(shape.chart.plots[0].categories)
    assert names.index("0") % 5 == 0


def test_the_link_opens_the_plan_and_the_file_has_its_date() -> None:
    runs = [
        run
        for shape in slide("bare").shapes
        if shape.has_text_frame
        for part in shape.text_frame.paragraphs
        for run in part.runs
    ]
    assert [run.hyperlink.address for run in runs if run.hyperlink.address] == [LINK]
    deck = pptx.Presentation(io.BytesIO(reports.slides(report("bare"))))
    assert deck.core_properties.created.date() == DAY


@pytest.mark.parametrize("plan", PLANS)
def test_the_dutch_slide_has_no_english(plan: str) -> None:
    (shape,) = [shape for shape in slide(plan, "nl").shapes if shape.has_chart]
    chart = shape.chart
    axes = [axis.axis_title.text_frame.text for axis in (chart.category_axis, chart.value_axis)]
    assert (
        english([*texts(plan, "nl"), *axes, *(s.name for s in chart.plots[0].series)], plan)
        == set()
    )
