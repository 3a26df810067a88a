"""Reads a workbook in a process of its own: the file on standard input, JSON on standard output.

Started by `sim.crm.files.workbook` as a script, with the bounds in its arguments, and looks into
nothing else of the house. What a workbook asks for in memory or time ends this process and no
other. The answer is either ``{"problem": code}`` or ``{"sheets": [{"name", "hidden", "rows"}]}``
with the cells as text.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

UNWORKED = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
AT_ONCE = 1_000_000  # bytes of a sheet that are looked through together
LOOKED = 10_000_000  # bytes in which a locked workbook names what it holds


def main() -> None:
    memory, seconds, unpacked, cells, rows, columns = map(int, sys.argv[1:])
    _bound(memory, seconds)
    content = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_answer(content, unpacked, cells, rows, columns)))


def _bound(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the bounds of what is unpacked and of time hold there
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        resource.setrlimit(kind, (most, most))


def _answer(content: bytes, unpacked: int, cells: int, rows: int, columns: int) -> dict[str, Any]:
    if "EncryptedPackage".encode("utf-16-le") in content[:LOOKED]:
        return {"problem": "workbook_locked"}
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > unpacked:
                    return {"problem": "workbook_too_large"}
        except (zipfile.BadZipFile, ValueError, OSError, OverflowError):
            return {"problem": "not_workbook"}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for meta in book.sheets_metadata:
            if "work" not in str(meta.typ).lower():
                continue
            sheet = book.get_sheet_by_name(meta.name)
            last_row, last_column = sheet.end or (-1, -1)
            cells -= (last_row + 1) * (last_column + 1)
            if cells < 0 or last_row >= rows or last_column >= columns:
                return {"problem": "workbook_too_large"}
            found = [
                [_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
            ]
            hidden = meta.visible is not SheetVisibleEnum.Visible
            sheets.append({"name": meta.name, "hidden": hidden, "rows": found})
    except PasswordError:
        return {"problem": "workbook_locked"}
    except (CalamineError, OSError, ValueError):
        return {"problem": "not_workbook"}
    except MemoryError:
        return {"problem": "workbook_too_large"}
    return {"sheets": sheets, "unworked": _unworked(content)}


def _unworked(content: bytes) -> int:
    """Formulas of an XLSX file without what they come to, as programs write them that are no
    spreadsheet."""
    if not content.startswith(b"PK"):
        return 0
    found = 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                found += _without_value(packed, name)
    return found


def _without_value(packed: zipfile.ZipFile, name: str) -> int:
    found, rest = 0, b""
    with packed.open(name) as part:
        while piece := part.read(AT_ONCE):
            text = rest + piece
            found += len(UNWORKED.findall(text))
            end = text.rfind(b"</c>") + 1  # a cell may be cut in two
            rest = text[end:][-AT_ONCE:]
    return found


def _text(cell: Any) -> str:
    """A cell as `sim.crm.files.cells` reads it without doubt: 2026-12-31 for a day, and never
    exactly three figures behind a point, which could be thousands."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    text = repr(cell)
    return text + "0" if "e" not in text and len(text.partition(".")[2]) == 3 else text


if __name__ == "__main__":
    main()
