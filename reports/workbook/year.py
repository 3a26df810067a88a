"""The workbook of a year of fairs: its sentence, its fairs, and every set of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.year.answer import POORLY, Weighed
from sim.year.sets import every_set
from words.catalogue import Words

TAKEN: Final = "x"
MONEY: Final = "#,##0"


@dataclass(frozen=True, eq=False)
class YearReport:
    """A year as it is told: the names of its fairs, the set that is ticked, the sentence about it,
    the budget (money, or None) and the address that opens it again."""

    found: Weighed
    names: Sequence[str]
    chosen: int
    sentence: str
    budget: float | None
    link: str
    words: Words


def year_workbook(report: YearReport) -> bytes:
    """The report as xlsx. No text becomes a formula or a link, whatever it starts with."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, options)
    w = report.words
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = {
        "money": book.add_format({"num_format": MONEY}),
        "chance": book.add_format({"num_format": "0"}),
        "correlation": book.add_format({"num_format": "0.00"}),
    }
    _fairs(book.add_worksheet(w("reports.year.fairs")), report, strong, formats)
    _sets(book.add_worksheet(w("reports.year.sets")), report, strong, formats)
    book.close()
    return content.getvalue()


def _fairs(sheet: Any, report: YearReport, strong: Any, formats: dict[str, Any]) -> None:
    """The sentence; a row a fair; how their profits go together."""
    w, found = report.words, report.found
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 20, 14)
    sheet.write_string(0, 0, report.sentence)
    if report.budget is not None:
        sheet.write_string(1, 0, w("reports.year.budget"))
        sheet.write_number(1, 1, report.budget, formats["money"])
    sheet.write_string(2, 0, w("reports.book.link"))
    sheet.write_string(2, 1, report.link)
    heads = ("fair", "ticked", "cost", "alone", "adds")
    for column, head in enumerate(heads):
        sheet.write_string(4, column, w(f"reports.year.{head}"), strong)
    for at, (name, more) in enumerate(
        zip(report.names, found.adds(report.chosen), strict=True), start=1
    ):
        row = 4 + at
        sheet.write_string(row, 0, name)
        if report.chosen >> (at - 1) & 1:
            sheet.write_string(row, 1, TAKEN)
        sheet.write_number(row, 2, found.year.planned[at - 1], formats["money"])
        sheet.write_number(row, 3, 100 * found.alone[at - 1].value, formats["chance"])
        if more is not None:
            sheet.write_number(row, 4, more.mean.value, formats["money"])
    first = 7 + len(report.names)
    sheet.write_string(first - 1, 0, w("reports.year.correlation"), strong)
    for row, each in enumerate(found.correlation.tolist()):
        sheet.write_string(first + row, 0, report.names[row])
        for column, value in enumerate(each, start=1):
            sheet.write_number(first + row, column, value, formats["correlation"])


def _sets(sheet: Any, report: YearReport, strong: Any, formats: dict[str, Any]) -> None:
    """Every set, best on average first, told by the years that chose none of them."""
    w, found = report.words, report.found
    told = every_set(found.years)
    heads = [w(f"reports.year.{head}") for head in ("cost", "mean", "above_zero", "low")]
    for column, head in enumerate([*heads, *report.names]):
        sheet.write_string(0, column, head, strong)
    sheet.set_column(0, len(heads) + len(report.names), 16)
    sheet.freeze_panes(1, len(heads))
    for row, place in enumerate(np.argsort(-told.mean, kind="stable").tolist(), start=1):
        chosen = int(told.chosen[place])
        profit = found.years.profit(chosen)
        at = max(int(np.ceil(POORLY * profit.size)) - 1, 0)
        low = float(np.partition(profit, at)[at])
        cost = float(found.sets.cost[found.sets.at(chosen)])
        chance = 100 * float(told.chance[place])
        for column, (value, kind) in enumerate(
            ((cost, "money"), (told.mean[place], "money"), (chance, "chance"), (low, "money"))
        ):
            sheet.write_number(row, column, value, formats[kind])
        for member in found.year.members(chosen):
            sheet.write_string(row, len(heads) + member, TAKEN)
    sheet.autofilter(0, 0, len(told.chosen), len(heads) + len(report.names) - 1)
