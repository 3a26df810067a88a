"""The sheet with a plan's steps, written and read back: what each is called, what it costs, and
what it changes as a scenario file has it. A plan without steps has no such sheet."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from reports.report import Report
from reports.workbook import rows
from reports.workbook.sheets import Style
from sim.plan.document import Document, step_document
from sim.plan.file import inline
from sim.plan.problems import ScenarioError, at
from sim.plan.steps.step import MOST_STEPS, Step

# Columns, from 0; all are read.
LABEL, COST, LOW, HIGH, CHANGE = range(5)
FORM: Final = 'inputs and what they become, as in "inputs.staff" = "+1"'

Cells = tuple[Any, ...]


def step_rows(steps: Sequence[Step]) -> list[Cells]:
    """The steps, in the order of the columns."""
    found: list[Cells] = []
    for step in steps:
        low, likely, high, *_ = rows.cells(step.cost)
        change = inline(step_document(step)["change"])
        found.append((step.label, likely, low, high, change))
    return found


def write(sheet: Any, report: Report, style: Style) -> None:
    """The steps of the plan, with empty rows for more."""
    w = report.words
    heads = [w("budget.label"), w("budget.likely"), w("inputs.low"), w("inputs.high")]
    sheet.set_column(LABEL, LABEL, 44)
    sheet.set_column(COST, HIGH, 14)
    sheet.set_column(CHANGE, CHANGE, 70)
    sheet.write_string(0, 0, w("reports.book.steps_note", currency=report.plan.currency))
    style.heads(sheet, [*heads, w("together.heads.change")])
    own = step_rows(report.plan.steps)
    blank: Cells = (None,) * 5
    lines = [*own, *[blank] * (MOST_STEPS - len(own))]
    for row, cells in enumerate(lines, start=rows.HEAD + 1):
        for column, value in enumerate(cells):
            if column in (COST, LOW, HIGH):
                style.number(sheet, row, column, value, "money", read=True)
            elif value is None:
                sheet.write_blank(row, column, None, style.text)
            else:
                sheet.write_string(row, column, value, style.text)
    sheet.freeze_panes(rows.HEAD + 1, 1)


def read(
    steps: Sequence[Step],
    table: Sequence[Cells],
    same: Callable[[Cells, Cells], bool],
    cost: Callable[[Cells], Any],
) -> list[Document]:
    """The steps as the cells say; one that was not changed keeps its exact price.

    cost  what stands in (low, likely, high), as a document has it
    same  whether cells hold what was written there

    Raises `ScenarioError`.
    """
    before = [*zip(steps, step_rows(steps), strict=True)]
    found: list[Document] = []
    for row in _filled(table):
        kept = (step_document(step) for step, shown in before if same(row, shown))
        with at(f"steps[{len(found) + 1}]"):
            found.append(next(kept, {}) or _read(row, cost))
    return found


def _filled(table: Sequence[Cells]) -> Iterator[Cells]:
    for row in table[rows.HEAD + 1 :]:
        cells = tuple(row[:5])
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield cells


def _read(row: Cells, cost: Callable[[Cells], Any]) -> Document:
    with at("cost"):
        amount = cost((row[LOW], row[COST], row[HIGH]))
    text = "" if row[CHANGE] is None else str(row[CHANGE]).strip().removeprefix("{")
    try:
        change = tomllib.loads(f"change = {{ {text.removesuffix('}')} }}")["change"]
    except (tomllib.TOMLDecodeError, KeyError):
        raise ScenarioError("not_change", "change", got=text, form=FORM) from None
    label = "" if row[LABEL] is None else str(row[LABEL])
    return {"label": label, "cost": amount, "change": change}
