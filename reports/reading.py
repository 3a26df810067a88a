"""A plan from a workbook: the plan as it was written, and on top of it what somebody changed.

The sheet with the plan has every figure exactly. A cell counts where it differs from what the
plan shows there, so that opening an untouched workbook gives the same plan to the last digit.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from reports import rows
from sim.plan.beliefs import Belief, Counted, Exact, Range, number
from sim.plan.file import loads
from sim.plan.funnel import PER
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import EVIDENCE, MOST_COSTS, CostLine, Goal, Scenario

LARGEST: Final = 20_000_000  # bytes of the file
LARGEST_PART: Final = 2_000_000  # bytes of a part that is read, unpacked
MOST_ROWS: Final = 5_000
NEAR: Final = 1e-12  # a workbook keeps about 16 digits

Cell = object  # whatever somebody typed: texts, numbers, moments
Table = list[tuple[Cell, ...]]


def scenario_from_workbook(content: bytes) -> Scenario:
    """The plan in a workbook that `workbook` wrote, with the changes made in its yellow cells.

    Raises `ScenarioError`.
    """
    plan_sheet, inputs, costs = _tables(content)
    if plan_sheet is None:
        form = "a table with the inputs of the funnel"
        raise ScenarioError("missing", "inputs", form=form)
    plan = loads("\n".join(str(row[0]) for row in plan_sheet[rows.HEAD :] if row[0] is not None))
    changes: dict[str, Any] = {}
    if costs is not None:
        changes |= _costs(plan, costs[rows.HEAD + 1 :])
    if inputs is not None:
        by_key = {str(row[rows.KEY]): row for row in inputs[rows.HEAD + 1 :]}
        changes |= _fields(plan, by_key) | _inputs(plan, by_key)
    return plan.with_(**changes) if changes else plan


def _bounded(content: bytes) -> zipfile.ZipFile:
    """The parts of a workbook, none of which unpacks to more than a plan needs: Python reads no
    more of a part than the size that it declares."""

    class Bounded(zipfile.ZipFile):
        def open(self, name: Any, *more: Any, **options: Any) -> Any:
            if self.getinfo(getattr(name, "filename", name)).file_size > LARGEST_PART:
                raise ValueError("this part is too large")
            return super().open(name, *more, **options)

    return Bounded(io.BytesIO(content))


def _tables(content: bytes) -> list[Table | None]:
    """The cells of the sheets with the plan, the inputs and the costs; None for one that is not
    there. Nothing else is read, and whatever a broken workbook does to its reader is the same
    problem."""
    if len(content) > LARGEST:
        raise ScenarioError("too_large", got=len(content), most=LARGEST)
    try:
        from openpyxl.reader.excel import ExcelReader

        reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        reader.archive = _bounded(content)
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        return [_table(reader, parts, sheet) for sheet in ("plan", "inputs", "costs")]
    except Exception:
        raise ScenarioError("unreadable", detail="xlsx") from None


def _table(reader: Any, parts: Mapping[str, str], sheet: str) -> Table | None:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    for name in rows.sheet_names(sheet):
        if name in parts:
            opened = ReadOnlyWorksheet(reader.wb, name, parts[name], reader.shared_strings)
            found = opened.iter_rows(  # type: ignore[misc]  # its stubs lend it another's method
                max_row=MOST_ROWS, max_col=rows.WHOSE, values_only=True
            )
            return [(*row, *[None] * (rows.WHOSE - len(row))) for row in found]
    return None


def _same(cell: Cell, shown: Cell) -> bool:
    """Whether a cell holds what was written there."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float) and isinstance(shown, int | float):
        return math.isclose(cell, shown, rel_tol=NEAR)
    if isinstance(cell, str) and isinstance(shown, str):
        return cell.replace(rows.MARK, "") == shown.replace(rows.MARK, "")
    return _empty(cell) and _empty(shown)


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _all_same(found: tuple[Cell, ...], shown: tuple[Cell, ...]) -> bool:
    return all(_same(cell, kept) for cell, kept in zip(found, shown, strict=True))


def _fields(plan: Scenario, by_key: Mapping[str, tuple[Cell, ...]]) -> dict[str, Any]:
    """The fields that are no inputs, where they were changed."""
    changed: dict[str, Any] = {}
    for key in rows.FIELDS:
        if key in by_key and not _same(by_key[key][rows.LIKELY], rows.field(plan, key)):
            changed[key] = by_key[key][rows.LIKELY]
    if not _empty(changed.get("hurdle")):
        with at("hurdle"):
            changed["hurdle"] = number(changed["hurdle"], "a number from 0 to 100") / 100
    elif "hurdle" in changed:
        changed["hurdle"] = None
    for key, empty in (("triage", 0.0), ("horizon", None)):
        if key in changed:
            cell = _whole(changed[key])
            changed[key] = empty if cell is None else cell
    goal: dict[str, Cell] = {
        key: changed.pop(key) for key in ("goal.revenue", "goal.margin") if key in changed
    }
    if goal:
        changed["goal"] = _goal(plan, goal)
    return changed


def _goal(plan: Scenario, changed: Mapping[str, Any]) -> Goal | None:
    units = {"goal.revenue": Unit.MONEY, "goal.margin": Unit.SHARE}
    whole = {key: changed.get(key, rows.field(plan, key)) for key in units}
    if all(_empty(cell) for cell in whole.values()):
        return None
    for key, unit in units.items():
        if _empty(whole[key]):
            raise ScenarioError("missing", key, form=unit.form)
    with at("goal"):
        return Goal(*whole.values())


def _inputs(plan: Scenario, by_key: Mapping[str, tuple[Cell, ...]]) -> dict[str, Any]:
    """The inputs and how they are known, where they were changed; a changed one is the user's."""
    inputs, evidence, yours = dict(plan.inputs), dict(plan.evidence), set(plan.yours)
    shown = {row.path: row for row in rows.input_rows(plan) if row.path in PATHS}
    for path, row in shown.items():
        if path not in by_key:
            continue
        found = by_key[path]
        if not _all_same(found[rows.LOW : rows.OF + 1], row.cells):
            with at(f"inputs.{path}"):
                inputs[path] = _belief(found[rows.LOW : rows.OF + 1], PATHS[path].unit)
            yours.add(path)
        kind = rows.meant(found[rows.EVIDENCE_AT], "evidence", EVIDENCE)
        if kind and kind != row.evidence and not isinstance(inputs[path], Counted):
            evidence[path] = kind
            yours.add(path)
    return {"inputs": inputs, "evidence": evidence, "yours": frozenset(yours)}


def _belief(found: tuple[Cell, ...], unit: Unit) -> Belief:
    """What somebody typed into the cells of an input."""
    low, likely, high, hits, of = (None if _empty(cell) else cell for cell in found)
    if hits is not None or of is not None:
        return unit.read({"hits": hits, "of": of})
    if low is None and high is None:
        if likely is None:
            raise ScenarioError("missing", form=unit.form)
        return Exact(number(likely, unit.form), unit.scale)
    if low is None or high is None:
        raise ScenarioError("missing", form=unit.form)
    given = None if likely is None else number(likely, unit.form)
    return Range(number(low, unit.form), number(high, unit.form), given, unit.scale)


def _costs(plan: Scenario, table: Table) -> dict[str, Any]:
    """The budget, where it was changed; a line that was not keeps its exact amount."""
    width = rows.EXPECTED
    shown = rows.cost_rows(plan)
    lines: list[CostLine] = []
    for row in _filled(table, width):
        per = rows.meant(row[rows.PER_AT], "per", tuple(PER))
        found = (*row[: rows.PER_AT], per, *row[rows.LINE_LOW : width])
        count = len(lines)
        if count == MOST_COSTS:
            raise ScenarioError("too_many", "costs", got=count + 1, most=MOST_COSTS)
        own = slice(count, count + 1)  # a line that moved is looked for among all
        kept = [
            *zip(plan.costs[own], shown[own], strict=True),
            *zip(plan.costs, shown, strict=True),
        ]
        same = (line for line, cells in kept if _all_same(found, cells))
        with at(f"costs[{count + 1}]"):
            lines.append(next(same, None) or _line(found))
    return {"costs": tuple(lines)} if tuple(lines) != plan.costs else {}


def _filled(table: Table, width: int) -> Iterator[tuple[Cell, ...]]:
    for row in table:
        if not all(_empty(cell) for cell in row[:width]):
            yield row


def _line(found: tuple[Cell, ...]) -> CostLine:
    """A line as its cells say."""
    label, amount, per, low, high, month, key = found
    if _empty(label):
        raise ScenarioError("missing", "label", form="a text")
    with at("amount"):
        belief = _belief((low, amount, high, None, None), Unit.MONEY)
    key = "" if _empty(key) else str(key)
    return CostLine(str(label), belief, str(per) or "fair", key, _whole(month) or 0)


def _whole(cell: Any) -> Any:
    """A cell in which a whole number was typed; Excel may keep it with decimals, or nothing."""
    if _empty(cell):
        return None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
