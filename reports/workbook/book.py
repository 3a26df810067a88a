"""The workbook: every figure as a number, a chart of Excel's own, and the plan to read back."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pictures.base import COVERS, LOSES
from reports.report import BANDS, Report, bands, grounds, headline, reasons
from reports.trials import heads
from reports.workbook import rows, sheets, steps
from sim.plan.file import dumps
from sim.plan.funnel import STAGES
from sim.play.result import MONEY, money_of
from words import answer as sentences
from words.catalogue import Words

if TYPE_CHECKING:
    import pandas as pd

A4: Final = 9  # as Excel counts papers
PRINTED: Final = ("answer", "numbers")
BESIDE: Final = 200  # a column that no sheet has
MOST_TRIALS: Final = 50_000
LONGEST_LINK: Final = 2_000  # letters that a link in a cell may have
QUANTILES: Final = 200


def workbook(report: Report, trials: pd.DataFrame | None = None) -> bytes:
    """The report as xlsx; with `trials` (see `Result.frame`) also a sheet with every fair.

    No text becomes a formula or a link, whatever it starts with.
    """
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties(
        {
            "title": report.plan.name,
            "author": "Quitte",
            "created": report.moment.replace(tzinfo=None),
        }
    )
    w = report.words
    style = sheets.Style(book, report)
    opened = {
        sheet: book.add_worksheet(w(f"reports.sheets.{sheet}"))
        for sheet in rows.SHEETS
        if sheet != "trials" or trials is not None
    }
    for name, sheet in opened.items():
        _on_paper(sheet, printed=name in PRINTED)
    _answer(opened["answer"], report, style)
    sheets.inputs(opened["inputs"], report, style)
    for of in ("costs", "income"):
        sheets.lines(opened[of], report, style, of)
    _numbers(opened["numbers"], report, style)
    _spread(opened["spread"], report, style)
    _chart(book, opened["answer"], opened["spread"].get_name(), report)
    if trials is not None:
        _trials(opened["trials"], trials, w, style)
    _plan(opened["plan"], report, style)
    if report.plan.steps:
        steps.write(book.add_worksheet(w("reports.sheets.steps")), report, style)
    book.close()
    return content.getvalue()


def _on_paper(sheet: Any, *, printed: bool) -> None:
    """A page of A4 for each sheet that answers; the others are filled in and read back, or data,
    and print a cell without anything in it: programs that print all sheets leave out an empty
    page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    if not printed:
        sheet.print_area(0, BESIDE, 0, BESIDE)


def _answer(sheet: Any, report: Report, style: sheets.Style) -> None:
    w = report.words
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 1, 20)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, report.plan.name, style.title)
    first, *then = headline(report)
    sheet.write_string(1, 0, first, style.strong)
    at = 2
    for line in (*then, bands(report)):
        sheet.write_string(at, 0, line)
        at += 1
    at += 1
    for key, value, form in _figures(report):
        sheet.write_string(at, 0, w(f"reports.figures.{key}"))
        style.number(sheet, at, 1, value, form)
        at += 1
    marks = (("fingerprint", report.fingerprint), ("date", ""), ("link", report.link))
    for key, text in marks:
        sheet.write_string(at, 0, w(f"reports.book.{key}"))
        if key == "date":
            sheet.write_datetime(at, 1, report.moment.replace(tzinfo=None), style.date)
        elif key == "link" and report.address and len(report.link) <= LONGEST_LINK:
            sheet.write_url(at, 1, report.address, string=w("reports.open"))
        else:
            sheet.write_string(at, 1, text)
        at += 1
    at += 1
    helps = sentences.bottleneck(report.answer, w)
    for line in (*reasons(report), *grounds(report), helps, sentences.noise(report.answer, w)):
        sheet.write_string(at, 0, line.replace("**", ""))
        at += 1


def _figures(report: Report) -> Iterator[tuple[str, float | None, str]]:
    """Key, value and kind of number (a chance of 100, money, a count); no row where there is no
    such figure."""
    answer, plan = report.answer, report.plan
    chance = answer.chance.value
    chances = {"covers": chance, "loses": 1 - chance, "all": answer.chance_all.value}
    chances |= {"none": answer.chance_no_orders.value, "full": answer.chance_full.value}
    if answer.chance_goal is not None:
        chances["goal"] = answer.chance_goal.value
    for key, share in chances.items():
        yield key, 100 * share, "chance"
    if plan.hurdle is not None:
        yield "hurdle", 100 * plan.hurdle, "count"
    for key, side in (("gain", answer.gain), ("loss", answer.loss)):
        if side is not None:
            yield key, side, "money"
    for key, share in BANDS.items():
        yield key, answer.profit(share), "money"
    guess = answer.guess
    yield "mean", answer.bands["profit"][0], "money"
    yield "costs", guess.costs, "money"
    if plan.income:
        yield "income", guess.income, "money"
    yield "calculator", guess.profit, "money"
    yield "revenue", guess.break_even_revenue, "money"
    yield "orders", guess.break_even_orders, "decimal"
    yield "trials", answer.trials, "count"
    yield "seed", answer.seed, "plain"
    yield "error", 100 * answer.chance.error, "decimal"


def _numbers(sheet: Any, report: Report, style: sheets.Style) -> None:
    """The same in numbers: money and stages, with their bands."""
    w = report.words
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 4, 18)
    sheet.write_string(0, 0, w("reports.book.money_note", currency=report.plan.currency))
    heads = ("low", "median", "high", "mean")
    style.heads(sheet, ["", *(w(f"numbers.{head}") for head in heads)])
    for at, key in enumerate((*money_of(report.plan), *STAGES), start=rows.HEAD + 1):
        mean, low, median, high = report.answer.bands[key]
        name = w(f"money.{key}") if key in MONEY else w(f"stages.{key}")
        sheet.write_string(at, 0, name)
        form = "share" if key == "roi" else "money" if key in MONEY else "count"
        for column, value in enumerate((low, median, high, mean), start=1):
            style.number(sheet, at, column, value, form)
    sheet.write_string(at + 2, 0, w("numbers.why_mean"))
    sheet.freeze_panes(rows.HEAD + 1, 1)


def _spread(sheet: Any, report: Report, style: sheets.Style) -> None:
    """The histogram, bin by bin and each side in a column of its own; beside it the profit below
    which so many of 100 fairs end."""
    w, answer = report.words, report.answer
    sheet.set_column(0, 6, 18)
    sheet.write_string(0, 0, w("chart.caption"))
    book = ("from", "to")
    sides = (w("chart.loses", n=""), w("chart.covers", n=""))
    below = (w("reports.book.ends_below"), w("money.profit"))
    style.heads(
        sheet, [*(w(f"reports.book.{key}") for key in book), *map(str.strip, sides), "", *below]
    )
    pairs = zip(answer.edges[:-1], answer.edges[1:], answer.heights, strict=True)
    for at, (low, high, share) in enumerate(pairs, start=rows.HEAD + 1):
        style.number(sheet, at, 0, float(low), "money")
        style.number(sheet, at, 1, float(high), "money")
        style.number(sheet, at, 3 if low + high >= 0 else 2, 100 * float(share), "decimal")
    for at, share in enumerate(np.arange(1, QUANTILES) / QUANTILES, start=rows.HEAD + 1):
        style.number(sheet, at, 5, 100 * float(share), "decimal")
        style.number(sheet, at, 6, answer.profit(share), "money")
    sheet.freeze_panes(rows.HEAD + 1, 0)


def _chart(book: Any, sheet: Any, source: str, report: Report) -> None:
    """The histogram as a chart that Excel can change."""
    w, last = report.words, rows.HEAD + len(report.answer.heights)
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in ((2, LOSES), (3, COVERS)):
        chart.add_series(
            {
                "name": [source, rows.HEAD, column],
                "categories": [source, rows.HEAD + 1, 0, last, 0],
                "values": [source, rows.HEAD + 1, column, last, column],
                "fill": {"color": colour},
                "gap": 8,
            }
        )
    chart.set_title({"name": w("chart.profit"), "name_font": {"size": 12, "bold": False}})
    labels = {"num_format": "#,##0", "label_position": "low", "num_font": {"rotation": -45}}
    chart.set_x_axis(labels | {"interval_unit": 4})
    chart.set_y_axis({"name": w("chart.of_hundred"), "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": 620, "height": 360})
    words = sheets.alternative(report)
    sheet.insert_chart("D6", chart, {"description": words, "object_position": 3})


def _trials(sheet: Any, frame: pd.DataFrame, w: Words, style: sheets.Style) -> None:
    """One fair a row, each figure under its name."""
    if len(frame) > MOST_TRIALS:
        n, all_ = w.number(MOST_TRIALS), w.number(len(frame))
        sheet.write_string(0, 0, w("reports.book.cut_note", n=n, all=all_))
    style.heads(sheet, [*heads(frame, w).values()])
    for column, name in enumerate(frame.columns):
        for at, value in enumerate(frame[name].iloc[:MOST_TRIALS].tolist(), start=rows.HEAD + 1):
            if math.isfinite(value):
                sheet.write_number(at, column, value)
    sheet.freeze_panes(rows.HEAD + 1, 0)


def _plan(sheet: Any, report: Report, style: sheets.Style) -> None:
    """The scenario file, a line a row."""
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, report.words("reports.book.plan_note"), style.quiet)
    text = dumps(report.plan).replace(rows.MARK, "x005F\\u005f")
    for at, line in enumerate(text.splitlines(), start=rows.HEAD):
        sheet.write_string(at, 0, line, style.code)
