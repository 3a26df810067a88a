"""The table of answers as a file, one row a plan: CSV, JSON lines or Parquet, by the ending.

- ``.csv``: UTF-8, the columns' names in the first line. With commas and points as programs read it;
  for a spreadsheet in a language whose decimal mark is a comma with that mark, semicolons between
  the cells, and the mark at its start by which a spreadsheet knows UTF-8. No text is a formula
  (`sim.many.cells`).
- ``.jsonl``: a JSON object a line, always the same, for programs.
- ``.parquet``: columns of texts, whole numbers and floating-point numbers.

A number is written such that reading it gives the same number, bit by bit. A file appears whole or
not at all: it is written under another name beside it, which then takes its place.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from sim.many.cells import harmless, meant
from sim.many.columns import COLUMNS, FINGERPRINT, TEXTS, WHOLE, Row
from sim.plan.problems import ScenarioError

LINE_END: Final = "\r\n"
SIGNATURE: Final = "\ufeff"
OUT: Final = "out"  # the place that a problem names


def check(out: Path) -> None:
    """Raises `ScenarioError` where answers cannot be written to such a file."""
    if out.suffix.lower() not in FORMATS:
        allowed = ", ".join(FORMATS)
        raise ScenarioError("not_one_of", OUT, got=repr(out.suffix or out.name), allowed=allowed)
    if out.suffix.lower() == ".parquet":
        _pyarrow()
    try:
        if out.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if out.exists() and not os.access(out, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except (OSError, ValueError) as error:
        raise unwritten(error) from None


def unwritten(error: Exception) -> ScenarioError:
    """What the system says of a file that cannot be written."""
    detail = getattr(error, "strerror", None) or str(error)
    return ScenarioError("not_written", OUT, detail=detail)


def rows(out: Path) -> list[Row]:
    """The rows of a file that was written before, whatever its decimal mark; none where there is no
    file. A last line that was not written to its end is left out. Raises `ScenarioError` for a file
    that is no such table."""
    try:
        if not out.exists() or not out.stat().st_size:
            return []
        found = FORMATS[out.suffix.lower()][0](out)
    except ScenarioError:
        raise
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        raise ScenarioError("not_answers", OUT) from None
    return [row for row in found if isinstance(row.get(FINGERPRINT), str)]


def write(out: Path, table: Sequence[Row], decimal: str = ".") -> None:
    """Writes the rows. `decimal`: the mark in a CSV file. Raises `ScenarioError` where that fails,
    and leaves what was there."""
    new = out.with_name(f"{out.name}.new")
    try:
        FORMATS[out.suffix.lower()][1](new, table, decimal)
        os.replace(new, out)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise unwritten(error) from None


def _write_csv(out: Path, table: Iterable[Row], decimal: str) -> None:
    comma = decimal == ","
    with out.open("w", encoding="utf-8", newline="") as opened:
        if comma:
            opened.write(SIGNATURE)
        writer = csv.writer(opened, delimiter=";" if comma else ",", lineterminator=LINE_END)
        writer.writerow(COLUMNS)
        writer.writerows([_cell(row.get(key), decimal) for key in COLUMNS] for row in table)


def _cell(value: Any, decimal: str) -> Any:
    return repr(value).replace(".", decimal) if isinstance(value, float) else harmless(value)


def _read_csv(out: Path) -> list[Row]:
    text = out.read_bytes().decode("utf-8-sig")
    head, _, _ = text.partition(LINE_END)
    apart = ";" if ";" in head else ","
    if FINGERPRINT not in head.split(apart):
        raise ScenarioError("not_answers", OUT)
    whole, _, _ = text.rpartition(LINE_END)
    reader = csv.DictReader(io.StringIO(whole, newline=""), delimiter=apart)
    return [{key: _read(key, row.get(key)) for key in COLUMNS} for row in reader]


def _read(key: str, cell: str | None) -> Any:
    if not cell:
        return "" if key in TEXTS else None
    if key in TEXTS:
        return meant(cell)
    return int(cell) if key in WHOLE else float(cell.replace(",", "."))


def _write_lines(out: Path, table: Iterable[Row], decimal: str) -> None:
    with out.open("w", encoding="utf-8", newline="\n") as opened:
        opened.writelines(line({key: row.get(key) for key in COLUMNS}) for row in table)


def line(row: Row) -> str:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def _read_lines(out: Path) -> list[Row]:
    return lines(out.read_bytes())


def lines(content: bytes) -> list[Row]:
    """The rows in lines of JSON; a last line without its end is left out. Raises `ScenarioError`
    for anything else."""
    *whole, begun = content.split(b"\n")
    if begun and not begun.startswith(b"{"):
        raise ScenarioError("not_answers", OUT)
    found = []
    for each in whole:
        try:
            row = json.loads(each)
        except (ValueError, RecursionError):
            raise ScenarioError("not_answers", OUT) from None
        if not isinstance(row, dict) or not isinstance(row.get(FINGERPRINT), str):
            raise ScenarioError("not_answers", OUT)
        found.append(row)
    return found


def _write_parquet(out: Path, table: Sequence[Row], decimal: str) -> None:
    arrow, parquet = _pyarrow()
    kinds = {True: arrow.string(), False: arrow.float64()}
    columns = {
        key: arrow.array(
            [row.get(key) for row in table],
            type=arrow.int64() if key in WHOLE else kinds[key in TEXTS],
        )
        for key in COLUMNS
    }
    parquet.write_table(arrow.table(columns), str(out))


def _read_parquet(out: Path) -> list[Row]:
    _, parquet = _pyarrow()
    found = parquet.read_table(str(out))
    if FINGERPRINT not in found.column_names:
        raise ScenarioError("not_answers", OUT)
    rows: list[Row] = found.to_pylist()
    return rows


def _pyarrow() -> tuple[Any, Any]:
    """What writes Parquet, which comes with the pages; loaded for such a file only."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        what, file = "pyarrow", "requirements.txt"
        raise ScenarioError("not_installed", OUT, what=what, file=file) from None
    return pyarrow, pyarrow.parquet


_Reader = Callable[[Path], list[Row]]
_Writer = Callable[[Path, Sequence[Row], str], None]
FORMATS: Final[dict[str, tuple[_Reader, _Writer]]] = {
    ".csv": (_read_csv, _write_csv),
    ".parquet": (_read_parquet, _write_parquet),
    ".jsonl": (_read_lines, _write_lines),
}
