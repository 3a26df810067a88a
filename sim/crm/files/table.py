"""The table of a sheet: its columns by name, and the rows that may be leads."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sim.crm.files.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row
from sim.crm.files.opened import read_grids
from sim.crm.files.rows import Kind, layout
from sim.plan.problems import ScenarioError

LONGEST_NAME: Final = 80  # characters of a column's name
GROUP: Final = "(group)"  # the name of a column made of the titles of groups


@dataclass(frozen=True)
class Table:
    """A sheet, read.

    columns    names of the columns, each once: a second "Date" is "Date (2)", one without a name
               "(3)"; `GROUP` is that of the group in which a row stands, where groups have titles
    rows       the cells of each row that may be a lead, stripped; fewer than columns where the
               file stops before
    lines      the line of the file, or the row of the sheet, on which each row begins
    header     whether the sheet has one; without, the columns are "(1)", "(2)", ...
    dropped    what was no lead -> how many rows
    damage     row -> code and values of what is wrong with it as a whole
    unworked   formulas of the file that were never worked out
    sheet      the name of the sheet; `sheets` those of the file that are not hidden
    """

    columns: Row
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    separator: str = ";"
    encoding: str = "utf-8"
    header: bool = True
    dropped: Mapping[Kind, int] = field(default_factory=dict)
    damage: Mapping[int, tuple[str, dict[str, int]]] = field(default_factory=dict)
    unworked: int = 0
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column. Raises `ScenarioError` where there is no such column."""
        if name not in self.columns:
            allowed = ", ".join(self.columns)
            raise ScenarioError("not_one_of", "columns", got=name, allowed=allowed)
        at = self.columns.index(name)
        return self._by_column[at] if at < len(self._by_column) else ("",) * len(self.rows)

    @cached_property
    def _by_column(self) -> tuple[Row, ...]:
        return tuple(itertools.zip_longest(*self.rows, fillvalue=""))

    @cached_property
    def filled(self) -> int:
        """How many rows hold anything."""
        return sum(map(any, self.rows))


def read_tables(content: bytes, sheet: str | None = None) -> tuple[Table, ...]:
    """The tables in the bytes of a file: of one of its sheets, or of each that is not hidden and
    holds one.

    Raises `ScenarioError`: what `read_grids` raises, ``not_one_of`` for a sheet that is not
    there, ``no_rows``, ``too_many``, ``too_many_columns``.
    """
    grids = read_grids(content)
    shown = [grid for grid in grids if not grid.hidden] or [*grids]
    names = tuple(grid.name for grid in shown if grid.name)
    if sheet is not None:
        found = [grid for grid in grids if grid.name == sheet]
        if not found:
            raise ScenarioError("not_one_of", "sheet", got=sheet, allowed=", ".join(names))
        return (_table(found[0], names),)
    tables, problems = [], []
    for grid in shown:
        try:
            tables.append(_table(grid, names))
        except ScenarioError as problem:
            problems.append(problem)
    if not tables:
        raise problems[0]
    return tuple(tables)


def _table(grid: Grid, names: tuple[str, ...]) -> Table:
    found = layout(grid)
    if not any(any(grid.rows[at]) for at in found.leads):
        raise ScenarioError("no_rows")
    if len(found.leads) > MOST_ROWS:
        raise ScenarioError("too_many", got=len(found.leads), most=MOST_ROWS)
    rows = [grid.rows[at] for at in found.leads]
    if found.header is None:
        head: Row = ("",) * max(map(len, rows))
    else:
        head = grid.rows[found.header]
    if len(head) > MOST_COLUMNS:
        raise ScenarioError("too_many_columns", got=len(head), most=MOST_COLUMNS)
    columns = _names(head)
    damage = dict(_damage(found.leads, grid, len(columns)))
    if found.groups:
        wide = len(columns)
        columns += (GROUP,)
        rows = [
            (*(row + ("",) * wide)[:wide], group) if any(row) else row
            for row, group in zip(rows, found.groups, strict=True)
        ]
    return Table(
        columns=columns,
        rows=tuple(rows),
        lines=tuple(grid.lines[at] for at in found.leads),
        separator=grid.separator,
        encoding=grid.encoding,
        header=found.header is not None,
        dropped=found.dropped,
        damage=damage,
        unworked=grid.unworked,
        sheet=grid.name,
        sheets=names,
    )


def _names(header: Row) -> Row:
    names: list[str] = []
    taken: set[str] = {GROUP}
    for at, name in enumerate(header, start=1):
        name = " ".join(name.split())[:LONGEST_NAME] or f"({at})"
        found = next(
            one
            for n in itertools.count(1)
            if (one := name if n == 1 else f"{name} ({n})") not in taken
        )
        taken.add(found)
        names.append(found)
    return tuple(names)


def _damage(
    leads: Sequence[int], grid: Grid, width: int
) -> Iterator[tuple[int, tuple[str, dict[str, int]]]]:
    for place, at in enumerate(leads):
        row = grid.rows[at]
        filled = next((one for one in range(len(row), 0, -1) if row[one - 1]), 0)
        if filled > width:
            yield place, ("row_too_wide", {"got": filled, "most": width})
        elif at in grid.joined:
            yield place, ("row_joined", {"got": grid.joined[at]})
