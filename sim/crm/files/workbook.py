"""XLSX, XLS and ODS, within bounds of memory and time.

python-calamine makes room for every cell between the first and the last of a sheet, so that two
cells far apart ask for more memory than any machine has. It therefore works in a process of its
own (`child`), which the operating system stops where it asks for too much.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from sim.crm.files.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Grid
from sim.plan.problems import ScenarioError

MOST_MEMORY: Final = 2_000_000_000  # bytes of the process that reads
MOST_SECONDS: Final = 30
MOST_UNPACKED: Final = 400_000_000  # bytes of what an XLSX or ODS file has packed
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CHILD: Final = Path(__file__).with_name("child.py")


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook by its first bytes."""
    return content.startswith(_WORKBOOKS)


def read_workbook(content: bytes) -> tuple[Grid, ...]:
    """Each sheet of a workbook that holds cells, in its order; none where all are empty.

    Raises `ScenarioError`: ``not_workbook``, ``workbook_locked``, ``workbook_too_large``.
    """
    bounds = (MOST_MEMORY, MOST_SECONDS, MOST_UNPACKED, MOST_CELLS, MOST_ROWS + 50, MOST_COLUMNS)
    # -P: the folder of the script must not stand before the standard library.
    command = [sys.executable, "-P", str(_CHILD), *map(str, bounds)]
    try:
        ended = subprocess.run(
            command, input=content, capture_output=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ScenarioError("workbook_too_large") from None
    if ended.returncode != 0:
        raise ScenarioError("workbook_too_large")
    answer = json.loads(ended.stdout)
    if "problem" in answer:
        raise ScenarioError(answer["problem"])
    return tuple(
        Grid(
            rows=tuple(map(tuple, sheet["rows"])),
            lines=tuple(range(1, len(sheet["rows"]) + 1)),
            name=sheet["name"],
            hidden=sheet["hidden"],
            unworked=answer["unworked"],
        )
        for sheet in answer["sheets"]
        if any(map(any, sheet["rows"]))
    )
