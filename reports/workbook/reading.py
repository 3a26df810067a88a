"""A plan from a workbook: the plan as it was written, and on top of it what somebody changed.

The sheet with the plan has every figure exactly. A cell counts where it differs from what the
plan shows there, so that opening an untouched workbook gives the same plan to the last digit.

Numbers that were typed as texts are read as in a box. What their marks are, where that is not sure
(1.500 hours), the texts tell that leave no doubt (6,5); where none does, it is asked.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from reports.workbook import rows
from reports.workbook.steps import read as read_steps
from sim.plan.beliefs import number
from sim.plan.budget import MOST_COSTS, Line, free_name
from sim.plan.document import Document, document, from_document, line_document, put_costs
from sim.plan.file import loads
from sim.plan.funnel import PER
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import EVIDENCE, Scenario
from sim.plan.typed import numbers as typed_numbers

LARGEST: Final = 20_000_000  # bytes of the file
LARGEST_PART: Final = 2_000_000  # bytes of a part that is read, unpacked
MOST_ROWS: Final = 5_000
NEAR: Final = 1e-12  # a workbook keeps about 16 digits
STYLES: Final = "xl/styles.xml"


@dataclass(frozen=True)
class Formula:
    """What somebody typed and no program has worked out."""

    typed: object


Cell = object  # whatever somebody typed: texts, numbers, moments
Table = list[tuple[Cell, ...]]


def scenario_from_workbook(content: bytes) -> Scenario:
    """The plan in a workbook that `workbook` wrote, with the changes made in its yellow cells.

    Raises `ScenarioError`.
    """
    plan_sheet, inputs, costs, income, steps = _tables(content)
    if plan_sheet is None:
        form = "a table with the inputs of the funnel"
        raise ScenarioError("missing", "inputs", form=form)
    plan = loads("\n".join(str(row[0]) for row in plan_sheet[rows.HEAD :] if row[0] is not None))
    told = document(plan)
    decimal = _decimal(inputs, costs, income)
    if costs is not None:
        put_costs(told, plan, _lines(plan.costs, "costs", costs, decimal))
    if income is not None:
        told["income"] = _lines(plan.income, "income", income, decimal)
    if steps is not None:
        told["steps"] = read_steps(plan.steps, steps, _all_same, partial(_price, decimal))
    if inputs is not None:
        by_key = {str(row[rows.KEY]): row for row in inputs[rows.HEAD + 1 :]}
        _change_fields(told, plan, by_key, decimal)
        _change_inputs(told, plan, by_key, decimal)
    return from_document(told)


def _decimal(inputs: Table | None, *budget: Table | None) -> str:
    """The mark of the decimals in the numbers that were typed as texts; empty where none tells."""
    told = [row for row in inputs or () if row[rows.KEY] in PATHS or row[rows.KEY] in rows.UNITS]
    lines = [row for table in budget for row in (table or [])[rows.HEAD + 1 :]]
    cells = [cell for row in told for cell in row[rows.LOW : rows.HIGH + 1]]
    cells += [row[at] for row in lines for at in (rows.AMOUNT, rows.LINE_LOW, rows.LINE_HIGH)]
    return typed_numbers.decimal_of(cell for cell in cells if isinstance(cell, str))


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
    """The cells of the sheets with the plan, the inputs, costs and income; None for one that is not
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
        vars(reader.wb)["_date_formats"] = _day_styles(reader.archive)  # its stubs hide it
        parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        return [_table(reader, parts, sheet) for sheet in rows.READ]
    except Exception:
        raise ScenarioError("unreadable", detail="xlsx") from None


def _day_styles(archive: zipfile.ZipFile) -> set[int]:
    """The styles of cells that show a number as a day or a time; of the styles nothing else is
    read."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
    from openpyxl.xml.functions import iterparse

    if STYLES not in archive.namelist():
        return set()
    codes = dict(BUILTIN_FORMATS)
    found: list[str | None] = []
    inside = False
    with archive.open(STYLES) as part:
        for event, element in iterparse(part, ("start", "end")):
            name = element.tag.rpartition("}")[2]
            if name == "cellXfs":
                inside = event == "start"
            elif event == "start" and name == "numFmt":
                codes[int(element.get("numFmtId"))] = element.get("formatCode")
            elif event == "start" and name == "xf" and inside:
                found.append(codes.get(int(element.get("numFmtId", 0))))
    return {at for at, code in enumerate(found) if is_date_format(code)}


def _table(reader: Any, parts: Mapping[str, str], sheet: str) -> Table | None:
    """The cells by what they show; a formula without a result stays a formula."""
    for name in rows.sheet_names(sheet):
        if name in parts:
            shown, typed = (_cells(reader, name, parts[name], result) for result in (True, False))
            return [
                (*map(_result, *both), *[None] * (rows.WHOSE - len(both[0])))
                for both in zip(shown, typed, strict=True)
            ]
    return None


def _cells(reader: Any, name: str, part: str, result: bool) -> Table:
    """The cells of a sheet: the results of formulas, or the formulas."""
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    reader.wb._data_only = result
    opened = ReadOnlyWorksheet(reader.wb, name, part, reader.shared_strings)
    found = opened.iter_rows(  # type: ignore[misc]  # its stubs lend it another's method
        max_row=MOST_ROWS, max_col=rows.WHOSE, values_only=True
    )
    return list(found)


def _result(shown: Cell, typed: Cell) -> Cell:
    return Formula(typed) if shown is None and typed is not None else shown


def _worked_out(cells: tuple[Cell, ...]) -> None:
    """Raises `ScenarioError` for a formula without a result."""
    for cell in cells:
        if isinstance(cell, Formula):
            raise ScenarioError("not_worked_out")


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


def _change_fields(
    told: Document, plan: Scenario, by_key: Mapping[str, tuple[Cell, ...]], decimal: str
) -> None:
    """The fields that are no inputs, where they were changed; an emptied one goes, where a plan
    may be without it."""
    for key in rows.FIELDS:
        with at(key):
            _worked_out((by_key[key][rows.LIKELY],) if key in by_key else ())
    changed: dict[str, Any] = {
        key: by_key[key][rows.LIKELY]
        for key in rows.FIELDS
        if key in by_key and not _same(by_key[key][rows.LIKELY], rows.field(plan, key))
    }
    for key, unit in rows.UNITS.items():
        if key in changed:
            with at(key):
                changed[key] = _whole(_read(changed[key], unit, decimal))
    if not _empty(changed.get("hurdle")):
        with at("hurdle"):
            form = "a number from 0 to 100"
            found = number(_of_hundred(changed["hurdle"], form), form)
            if not 0 <= found <= 100:
                raise ScenarioError("below" if found < 0 else "above", got=found, form=form)
            changed["hurdle"] = found / 100
    goal = dict(told.get("goal", {}))
    for key in ("revenue", "margin"):
        if f"goal.{key}" in changed:
            goal[key] = changed.pop(f"goal.{key}")
    changed["goal"] = {key: cell for key, cell in goal.items() if not _empty(cell)}
    told |= changed
    for key in rows.SPARED:
        if key in told and (told[key] == {} or _empty(told[key])):
            del told[key]


def _change_inputs(
    told: Document, plan: Scenario, by_key: Mapping[str, tuple[Cell, ...]], decimal: str
) -> None:
    """The inputs and how they are known, where they were changed; a changed one is the user's."""
    yours = set(plan.yours)
    for row in rows.input_rows(plan):
        path = row.path
        if path not in PATHS or path not in by_key:
            continue
        found, raw = by_key[path], plan.inputs[path].raw
        with at(f"inputs.{path}"):
            _worked_out(found[rows.LOW : rows.EVIDENCE_AT + 1])
        if not _all_same(found[rows.LOW : rows.OF + 1], row.cells):
            with at(f"inputs.{path}"):
                raw = _belief(found[rows.LOW : rows.OF + 1], PATHS[path].unit, decimal)
            key, _, phase = path.partition(".")
            (told["inputs"][key] if phase else told["inputs"])[phase or key] = raw
            yours.add(path)
        kind = rows.meant(found[rows.EVIDENCE_AT], "evidence", EVIDENCE)
        if kind and kind != row.evidence and not isinstance(raw, dict):  # counted tells itself
            told["evidence"][path] = kind
            yours.add(path)
    told["yours"] = sorted(yours)


def _belief(found: tuple[Cell, ...], unit: Unit, decimal: str) -> Any:
    """What somebody typed into the cells of an input, as a document has it."""
    percents = unit is Unit.SHARE and any(map(_of_percents, found[:3]))
    low, likely, high = (_read(cell, unit, decimal, percents=percents) for cell in found[:3])
    hits, of = (_whole(_read(cell, Unit.COUNT, decimal)) for cell in found[3:])
    if hits is not None or of is not None:
        return {"hits": hits, "of": of}
    if low is None and high is None and likely is not None:
        return likely
    if low is None or high is None:
        raise ScenarioError("missing", form=unit.form)
    return [low, high] if likely is None else [low, likely, high]


def _lines(lines: Sequence[Line], of: str, table: Table, decimal: str) -> list[Document]:
    """A list of the budget, ``costs`` or ``income``; a line that was not changed keeps its exact
    amount, and one that is added gets a permanent name."""
    shown = rows.line_rows(lines)
    found: list[Document] = []
    for row in _filled(rows.read_lines(table)):
        count = len(found)
        with at(f"{of}[{count + 1}]"):
            _worked_out(row)
        if count == MOST_COSTS:
            raise ScenarioError("too_many", of, got=count + 1, most=MOST_COSTS)
        per = rows.meant(row[rows.PER_AT], "per", tuple(PER))
        cells = (*row[: rows.PER_AT], per, *row[rows.LINE_LOW :])
        own = slice(count, count + 1)  # a line that moved is looked for among all
        kept = [*zip(lines[own], shown[own], strict=True), *zip(lines, shown, strict=True)]
        same = (line_document(line) for line, before in kept if _all_same(cells, before))
        with at(f"{of}[{count + 1}]"):
            told = next(same, {}) or _line(cells, of, decimal)
        for line, before in zip(lines[own], shown[own], strict=True):
            if told["label"] != line.label and _all_same(cells[1:], before[1:]):
                told["key"] = line.name  # only called otherwise: it keeps its luck
        found.append(told)
    return _named(found, lines)


def _named(found: list[Document], lines: Sequence[Line]) -> list[Document]:
    """Lines of which no other was called so before get a permanent name."""
    before = {line.label for line in lines}
    added = [one for one in found if not one.get("key") and one["label"] not in before]
    taken = [one.get("key") or one["label"] for one in found if one not in added]
    for told in added:
        told["key"] = free_name(told["label"], taken)
        taken.append(told["key"])
    return found


def _price(decimal: str, cells: tuple[Cell, ...]) -> Any:
    """What a step costs, of its low, likely and high."""
    _worked_out(cells)
    return _belief((*cells, None, None), Unit.MONEY, decimal)


def _filled(table: Table) -> Iterator[tuple[Cell, ...]]:
    for row in table:
        if not all(_empty(cell) for cell in row):
            yield row


def _line(found: tuple[Cell, ...], of: str, decimal: str) -> Document:
    """A line as its cells say."""
    label, amount, per, low, high, month, over, key = found
    if _empty(label):
        raise ScenarioError("missing", "label", form="a text")
    with at("amount"):
        belief = _belief((low, amount, high, None, None), Unit.MONEY, decimal)
    with at("month"):
        paid = _whole(_read(month, Unit.MONTHS, decimal)) or 0
    told = {
        "label": str(label),
        "amount": belief,
        "per": str(per) or "fair",
        "key": "" if _empty(key) else str(key),
        "month": paid,
    }
    if of == "costs" and not _empty(over):
        with at("over"):
            told["over"] = _whole(_read(over, Unit.POSITIVE, decimal))
    return told


def _of_hundred(cell: Cell, form: str) -> Any:
    """A cell with a number of fairs of 100: 60, or 60 % as a text."""
    _no_day(cell, form)
    if not isinstance(cell, str):
        return cell
    return 100 * typed_numbers.read(cell, Unit.SHARE, thousands="", decimal=".")


def _no_day(cell: Cell, form: str) -> None:
    """Raises `ScenarioError` for a day or a time, which a workbook keeps as a number of days."""
    if isinstance(cell, date | time | timedelta):
        day = cell.date() if isinstance(cell, datetime) else cell
        raise ScenarioError("is_day", got=day if isinstance(day, date) else str(day), form=form)


def _read(cell: Cell, unit: Unit, decimal: str, *, percents: bool = False) -> Any:
    """A cell with a number, also one that was typed as a text: 16.000,- or 25 %. None where it is
    empty; what is neither text nor number stays. A share lies in its cell as 0 to 1, unless the
    texts beside it are `percents`. Raises `ScenarioError` for a text that can mean two numbers
    where `decimal` is empty."""
    if _empty(cell):
        return None
    _no_day(cell, unit.form)
    if not isinstance(cell, str):
        return cell
    if not decimal and (both := typed_numbers.two_ways(cell, unit)) is not None:
        raise ScenarioError("two_numbers", got=cell, few=both[0], many=both[1])
    thousands = {".": ",", ",": "."}.get(decimal, "")
    value = typed_numbers.read(cell, unit, thousands=thousands, decimal=decimal or ".")
    if unit is Unit.SHARE and not percents and "%" not in cell and 100 * value <= 1:
        return 100 * value
    return value


def _of_percents(cell: Cell) -> bool:
    """Whether a text is a share that can only be a percentage without its sign: 6, not 0.06."""
    if not isinstance(cell, str) or "%" in cell:
        return False
    try:
        return 100 * typed_numbers.read(cell, Unit.SHARE, thousands="", decimal=".") > 1
    except ScenarioError:
        return False


def _whole(cell: Any) -> Any:
    """A cell in which a whole number was typed; Excel may keep it with decimals, or nothing."""
    if _empty(cell):
        return None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
