"""How a plan lies in the rows of a workbook: what is written there is what is read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.budget import CostLine, Line
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import SETTINGS, Scenario
from words.catalogue import Words, words
from words.languages import LANGUAGES

Cell = str | float | int | None

# Columns of the inputs, from 0; the yellow ones are read.
KEY, NAME, LOW, LIKELY, HIGH, HITS, OF, EVIDENCE_AT, WHOSE = range(9)
# Columns of the costs and of the income; all but the last are read. Income has nothing to spread,
# and neither had the costs of earlier workbooks: see `read_lines`.
LABEL, AMOUNT, PER_AT, LINE_LOW, LINE_HIGH, LINE_MONTH, LINE_OVER, LINE_KEY, EXPECTED = range(9)
HEAD: Final = 2  # the row of the heads; what is read stands below
FIELDS: Final = (
    "name",
    "currency",
    *SETTINGS,
    "hurdle",
    "goal.revenue",
    "goal.margin",
)
SPARED: Final = (
    "hurdle",
    "cost_dependence",
    "triage",
    "horizon",
    "goal",
)  # what a plan may be without

UNITS: Final = {  # of those that are numbers
    "dependence": Unit.SHARE,
    "triage": Unit.SHARE,
    "horizon": Unit.MONTHS,
    "goal.revenue": Unit.MONEY,
    "goal.margin": Unit.SHARE,
}
SHEETS: Final = ("answer", "inputs", "costs", "income", "numbers", "spread", "trials", "plan")
READ: Final = ("plan", "inputs", "costs", "income", "steps")  # the last where there are any
MARK: Final = "x005F_"  # removed by readers of workbooks wherever it stands


@dataclass(frozen=True)
class Row:
    """An input as cells, in the order of the columns from `LOW` to `OF`."""

    path: str
    cells: tuple[Cell, ...]
    evidence: str
    yours: bool

    @property
    def unit(self) -> Unit | None:
        """The unit of the numbers; None for the fields of the plan."""
        return PATHS[self.path].unit if self.path in PATHS else None


def cells(belief: Belief) -> tuple[Cell, ...]:
    """Low, likely and high of a range, the likely value alone where it is exact, hits and of
    where it was counted."""
    if isinstance(belief, Counted):
        return None, None, None, belief.hits, belief.of
    if isinstance(belief, Exact):
        return None, belief.value, None, None, None
    return belief.low, belief.likely, belief.high, None, None


def field(plan: Scenario, key: str) -> Cell:
    """A field of the plan that is no input; the hurdle in fairs of 100."""
    if key == "hurdle":
        return None if plan.hurdle is None else 100 * plan.hurdle
    if key.startswith("goal."):
        return None if plan.goal is None else float(getattr(plan.goal, key.partition(".")[2]))
    found: Cell = getattr(plan, key)
    return found


def input_rows(plan: Scenario) -> Iterator[Row]:
    """The fields of the plan, and every input that it has."""
    for key in FIELDS:
        yield Row(key, (None, field(plan, key), None, None, None), "", False)
    for path in PATHS:
        if path in plan.inputs:
            evidence = "" if PATHS[path].certain else plan.evidence_for(path)
            yield Row(path, cells(plan.inputs[path]), evidence, path in plan.yours)


def line_rows(lines: Sequence[Line]) -> list[tuple[Cell, ...]]:
    """Lines of the budget, in the order of the columns from `LABEL` to `LINE_KEY`; what is due in
    the month of the fair has no month, what is for this fair alone no number of fairs."""
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        low, likely, high, *_ = cells(line.amount)
        over = line.over if isinstance(line, CostLine) and line.over != 1 else None
        month = line.month or None
        rows.append((line.label, likely, line.per, low, high, month, over, line.key or None))
    return rows


def without_over(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without the cell of `LINE_OVER`, as income and earlier workbooks have it."""
    return row[:LINE_OVER] + row[LINE_OVER + 1 :]


def read_lines(table: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows under the heads of a sheet with lines, from `LABEL` to `LINE_KEY`; an empty cell at
    `LINE_OVER` where the sheet has the key there."""
    head = table[HEAD][LINE_OVER] if len(table) > HEAD else None
    found = [tuple(row[:EXPECTED]) for row in table[HEAD + 1 :]]
    if meant(head, "reports.book", ("key",)) == "key":
        found = [(*row[:LINE_OVER], None, row[LINE_OVER]) for row in found]
    return found


def row_name(key: str, w: Words) -> str:
    """The name of a row of the inputs."""
    if key in PATHS:
        return w.input(key)
    named = {
        "name": w("plan.name"),
        "currency": w("reports.book.currency"),
        **{key: str(w.parameters[key]["label"]) for key in SETTINGS},
        "hurdle": w("reports.figures.hurdle"),
    }
    return named.get(key) or w.place(key)


def sheet_names(sheet: str) -> list[str]:
    """What one of `SHEETS` is called in each language."""
    return [words(code)(f"reports.sheets.{sheet}") for code in LANGUAGES]


def meant(cell: object, group: str, keys: tuple[str, ...]) -> str:
    """The permanent key behind a word of any language (``visit`` for "bezoek"); what is no such
    word stays as it is."""
    text = "" if cell is None else str(cell).strip()
    for code in LANGUAGES:
        for key in keys:
            if text.casefold() in (key, words(code)(f"{group}.{key}").casefold()):
                return key
    return text
