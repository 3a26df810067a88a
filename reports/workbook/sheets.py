"""The sheets of the workbook that are read back, and how every cell looks."""

from __future__ import annotations

import math
from typing import Any, Final

from reports.report import Report, picture_in_words
from reports.workbook import rows
from sim.plan.budget import MOST_COSTS
from sim.plan.funnel import PER
from sim.plan.parameters import Unit
from sim.plan.scenario import EVIDENCE
from words.catalogue import Words
from words.numbers import NBSP

YELLOW: Final = "#FFF6D6"
SOFT: Final = "#5B6770"
LONGEST_ALTERNATIVE: Final = 500
SPARE: Final = 12  # empty rows for lines that somebody adds
UNITS: Final = {Unit.SHARE: "share", Unit.MONEY: "money", Unit.COUNT: "count"}


class Style:
    """Formats of a workbook, and the writing of numbers that may not be finite."""

    def __init__(self, book: Any, report: Report) -> None:
        w = report.words
        fewer, more = w("format.fewer_than", n=5), w("format.more_than", n=95)
        self.never = w("format.never")
        self.codes = {
            "chance": f'[<5]"{fewer}";[>95]"{more}";0',
            "money": _euros(w) if report.plan.currency == "EUR" else "#,##0",
            "count": "#,##0",
            "decimal": "#,##0.0#",
            "share": "0.0##%",
            "plain": "General",
        }
        self.book = book
        self.formats = {
            (key, read): book.add_format(
                {"num_format": code} | ({"bg_color": YELLOW, "border": 4} if read else {})
            )
            for key, code in self.codes.items()
            for read in (False, True)
        }
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.strong = book.add_format({"bold": True, "font_size": 12})
        self.quiet = book.add_format({"font_color": SOFT})
        self.code = book.add_format({"font_name": "Consolas", "font_size": 9})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.text = book.add_format({"bg_color": YELLOW, "border": 4, "num_format": "@"})

    def number(
        self,
        sheet: Any,
        row: int,
        column: int,
        value: float | None,
        form: str,
        *,
        read: bool = False,
    ) -> None:
        """A number in its form, in yellow where it is read back; a word where it has no end."""
        chosen = self.formats[form, read]
        if value is None or math.isnan(value):
            sheet.write_blank(row, column, None, chosen)
        elif math.isinf(value):
            sheet.write_string(row, column, self.never, chosen)
        else:
            sheet.write_number(row, column, value, chosen)

    def heads(self, sheet: Any, names: list[str]) -> None:
        for column, name in enumerate(names):
            sheet.write_string(rows.HEAD, column, name, self.head)


def _euros(w: Words) -> str:
    """The format of money, its sign where the language has it."""
    before, behind = (part.replace(NBSP, " ").replace("¤", '"€"') for part in w.marks.money)
    return f"{before}#,##0{behind}"


def alternative(report: Report) -> str:
    """The text equivalent of the chart, as long as a picture's may be."""
    return picture_in_words(report)[:LONGEST_ALTERNATIVE]


def inputs(sheet: Any, report: Report, style: Style) -> None:
    """Every number of the plan with how it is known, to be changed and read back."""
    w = report.words
    sheet.set_column(rows.KEY, rows.KEY, 24, style.quiet)
    sheet.set_column(rows.NAME, rows.NAME, 46)
    sheet.set_column(rows.LOW, rows.WHOSE, 13)
    sheet.write_string(0, 0, w("reports.book.inputs_note"))
    book = (w("reports.book.key"), w("reports.book.name"))
    parts = (
        w("inputs.low"),
        w("inputs.likely"),
        w("inputs.high"),
        w("inputs.hits"),
        w("inputs.of"),
    )
    style.heads(sheet, [*book, *parts, w("inputs.evidence"), w("reports.book.whose")])
    kinds = {kind: w(f"evidence.{kind}") for kind in EVIDENCE}
    for at, row in enumerate(rows.input_rows(report.plan), start=rows.HEAD + 1):
        sheet.write_string(at, rows.KEY, row.path, style.quiet)
        sheet.write_string(at, rows.NAME, rows.row_name(row.path, w))
        _cells(sheet, at, row, style)
        if row.evidence:
            sheet.write_string(at, rows.EVIDENCE_AT, kinds[row.evidence], style.text)
            choice = {"validate": "list", "source": list(kinds.values()), "error_type": "warning"}
            sheet.data_validation(at, rows.EVIDENCE_AT, at, rows.EVIDENCE_AT, choice)
            whose = w("reports.book.yours") if row.yours else w("inputs.example")
            sheet.write_string(at, rows.WHOSE, whose)
    sheet.freeze_panes(rows.HEAD + 1, rows.LOW)


def _cells(sheet: Any, at: int, row: rows.Row, style: Style) -> None:
    """The numbers of one input: all five cells where it may be a range, counts only of shares."""
    unit = row.unit
    if unit is None:
        form = {"goal.revenue": "money", "goal.margin": "share"}.get(row.path, "plain")
        value = row.cells[rows.LIKELY - rows.LOW]
        if isinstance(value, str):
            sheet.write_string(at, rows.LIKELY, value, style.text)
        else:
            style.number(sheet, at, rows.LIKELY, value, form, read=True)
        return
    form = UNITS.get(unit, "plain")
    for column, value in enumerate(row.cells, start=rows.LOW):
        assert not isinstance(value, str)
        certain = not row.evidence and column != rows.LIKELY
        if not certain and (column < rows.HITS or unit is Unit.SHARE):
            kind = "count" if column >= rows.HITS else form
            style.number(sheet, at, column, value, kind, read=True)


def lines(sheet: Any, report: Report, style: Style, of: str) -> None:
    """A list of the budget, ``costs`` or ``income``, to be changed and read back; in the last
    column what each line comes to for this fair."""
    w, guess = report.words, report.answer.guess
    each = guess.costs_by_line if of == "costs" else guess.income_by_line
    left = _heads(sheet, report, style, of)
    style.number(sheet, 1, left, sum(each), "money")
    own = rows.line_rows(report.plan.costs if of == "costs" else report.plan.income)
    blank: tuple[rows.Cell, ...] = (None,) * rows.EXPECTED
    spare = [blank] * min(SPARE, MOST_COSTS - len(own))
    for at, line in enumerate((*own, *spare), start=rows.HEAD + 1):
        for column, value in enumerate(line):
            if column == rows.PER_AT and isinstance(value, str):
                value = w(f"per.{value}")
            if of == "costs" or column != rows.LINE_OVER:
                shown_at = min(column, left - 1)
                _line_cell(sheet, at, shown_at, column, value, style)
    for at, money in enumerate(each, start=rows.HEAD + 1):
        style.number(sheet, at, left, money, "money")
    last = rows.HEAD + len(own) + len(spare)
    choice = {"validate": "list", "source": [w(f"per.{per}") for per in PER]}
    sheet.data_validation(rows.HEAD + 1, rows.PER_AT, last, rows.PER_AT, choice)
    sheet.freeze_panes(rows.HEAD + 1, 1)


def _heads(sheet: Any, report: Report, style: Style, of: str) -> int:
    """What stands above the lines, and the column of what they come to."""
    w = report.words
    names = [w("budget.label"), w("budget.likely"), w("budget.per"), w("inputs.low")]
    names += [w("inputs.high"), w("reports.book.month"), w("reports.book.over")]
    names += [w("reports.book.key"), w("reports.book.likely_cost")]
    if of == "income":
        names = [*rows.without_over(tuple(names))]
    left = len(names) - 1
    sheet.set_column(rows.LABEL, rows.LABEL, 44)
    sheet.set_column(rows.AMOUNT, left, 14)
    sheet.set_column(left - 1, left - 1, 28)
    sheet.write_string(0, 0, w(f"reports.book.{of}_note", currency=report.plan.currency))
    sheet.write_string(1, left - 1, w("costs.total"), style.strong)
    style.heads(sheet, names)
    return left


def _line_cell(sheet: Any, at: int, column: int, kind: int, value: rows.Cell, style: Style) -> None:
    """A cell of a line; `kind` is which of the columns from `rows.LABEL` on it is."""
    if kind == rows.LINE_KEY:
        if value is not None:
            sheet.write_string(at, column, str(value), style.quiet)
    elif kind in (rows.AMOUNT, rows.LINE_LOW, rows.LINE_HIGH, rows.LINE_MONTH, rows.LINE_OVER):
        number = None if value is None else float(value)
        form = "plain" if kind in (rows.LINE_MONTH, rows.LINE_OVER) else "money"
        style.number(sheet, at, column, number, form, read=True)
    elif value is None:
        sheet.write_blank(at, column, None, style.text)
    else:
        sheet.write_string(at, column, str(value), style.text)
