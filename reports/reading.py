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
from sim.plan.beliefs import number
from sim.plan.document import Document, document, from_document, line_document
from sim.plan.file import loads
from sim.plan.funnel import PER
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import EVIDENCE, MOST_COSTS, Scenario

LARGEST: Final = 20_000_000  # bytes of the file
LARGEST_PART: Final = 2_000_000  # bytes of a part that is read, unpacked
MOST_ROWS: Final = 5_000
NEAR: Final = 1e-12  # a workbook keeps about 16 digits
SPARED: Final = ("hurdle", "triage", "horizon", "goal")  # what a plan may be without

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
    told = document(plan)
    if costs is not None:
        told["costs"] = _costs(plan, costs[rows.HEAD + 1 :])
    if inputs is not None:
        by_key = {str(row[rows.KEY]): row for row in inputs[rows.HEAD + 1 :]}
        _change_fields(told, plan, by_key)
        _change_inputs(told, plan, by_key)
    return from_document(told)


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


def _change_fields(told: Document, plan: Scenario, by_key: Mapping[str, tuple[Cell, ...]]) -> None:
    """The fields that are no inputs, where they were changed; an emptied one goes, where a plan
    may be without it."""
    changed: dict[str, Any] = {
        key: by_key[key][rows.LIKELY]
        for key in rows.FIELDS
        if key in by_key and not _same(by_key[key][rows.LIKELY], rows.field(plan, key))
    }
    if not _empty(changed.get("hurdle")):
        with at("hurdle"):
            changed["hurdle"] = number(changed["hurdle"], "a number from 0 to 100") / 100
    for key in ("triage", "horizon"):
        if key in changed:
            changed[key] = _whole(changed[key])
    goal = dict(told.get("goal", {}))
    for key in ("revenue", "margin"):
        if f"goal.{key}" in changed:
            goal[key] = changed.pop(f"goal.{key}")
    changed["goal"] = {key: cell for key, cell in goal.items() if not _empty(cell)}
    told |= changed
    for key in SPARED:
        if key in told and (told[key] == {} or _empty(told[key])):
            del told[key]


def _change_inputs(told: Document, plan: Scenario, by_key: Mapping[str, tuple[Cell, ...]]) -> None:
    """The inputs and how they are known, where they were changed; a changed one is the user's."""
    yours = set(plan.yours)
    for row in rows.input_rows(plan):
        path = row.path
        if path not in PATHS or path not in by_key:
            continue
        found, raw = by_key[path], plan.inputs[path].raw
        if not _all_same(found[rows.LOW : rows.OF + 1], row.cells):
            with at(f"inputs.{path}"):
                raw = _belief(found[rows.LOW : rows.OF + 1], PATHS[path].unit)
            key, _, phase = path.partition(".")
            (told["inputs"][key] if phase else told["inputs"])[phase or key] = raw
            yours.add(path)
        kind = rows.meant(found[rows.EVIDENCE_AT], "evidence", EVIDENCE)
        if kind and kind != row.evidence and not isinstance(raw, dict):  # counted tells itself
            told["evidence"][path] = kind
            yours.add(path)
    told["yours"] = sorted(yours)


def _belief(found: tuple[Cell, ...], unit: Unit) -> Any:
    """What somebody typed into the cells of an input, as a document has it."""
    low, likely, high, hits, of = (None if _empty(cell) else cell for cell in found)
    if hits is not None or of is not None:
        return {"hits": hits, "of": of}
    if low is None and high is None and likely is not None:
        return likely
    if low is None or high is None:
        raise ScenarioError("missing", form=unit.form)
    return [low, high] if likely is None else [low, likely, high]


def _costs(plan: Scenario, table: Table) -> list[Document]:
    """The budget; a line that was not changed keeps its exact amount."""
    width = rows.EXPECTED
    shown = rows.cost_rows(plan)
    lines: list[Document] = []
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
        same = (line_document(line) for line, cells in kept if _all_same(found, cells))
        with at(f"costs[{count + 1}]"):
            lines.append(next(same, {}) or _line(found))
    return lines


def _filled(table: Table, width: int) -> Iterator[tuple[Cell, ...]]:
    for row in table:
        if not all(_empty(cell) for cell in row[:width]):
            yield row


def _line(found: tuple[Cell, ...]) -> Document:
    """A line as its cells say."""
    label, amount, per, low, high, month, key = found
    if _empty(label):
        raise ScenarioError("missing", "label", form="a text")
    with at("amount"):
        belief = _belief((low, amount, high, None, None), Unit.MONEY)
    return {
        "label": str(label),
        "amount": belief,
        "per": str(per) or "fair",
        "key": "" if _empty(key) else str(key),
        "month": _whole(month) or 0,
    }


def _whole(cell: Any) -> Any:
    """A cell in which a whole number was typed; Excel may keep it with decimals, or nothing."""
    if _empty(cell):
        return None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
