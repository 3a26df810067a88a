"""How a plan lies in the rows of a workbook: what is written there is what is read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import SETTINGS, Scenario
from words.catalogue import Words, words
from words.languages import LANGUAGES

Cell = str | float | int | None

# Columns of the inputs, from 0; the yellow ones are read.
KEY, NAME, LOW, LIKELY, HIGH, HITS, OF, EVIDENCE_AT, WHOSE = range(9)
# Columns of the costs; all but the last are read.
LABEL, AMOUNT, PER_AT, LINE_LOW, LINE_HIGH, LINE_MONTH, LINE_KEY, EXPECTED = range(8)
HEAD: Final = 2  # the row of the heads; what is read stands below
FIELDS: Final = (
    "name",
    "currency",
    *SETTINGS,
    "hurdle",
    "goal.revenue",
    "goal.margin",
)
SHEETS: Final = ("answer", "inputs", "costs", "numbers", "spread", "trials", "plan")
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


def cost_rows(plan: Scenario) -> list[tuple[Cell, ...]]:
    """The lines of the budget, in the order of the columns from `LABEL` to `LINE_KEY`;
    what is paid in the month of the fair has no month."""
    rows: list[tuple[Cell, ...]] = []
    for line in plan.costs:
        low, likely, high, *_ = cells(line.amount)
        month = line.month or None
        rows.append((line.label, likely, line.per, low, high, month, line.key or None))
    return rows


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
