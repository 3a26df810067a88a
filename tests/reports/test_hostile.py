"""Files that only look like the workbook of a plan: one problem, soon, in little memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import lru_cache

import pytest

import reports
from reports.workbook import reading, sheets
from sim import ScenarioError
from tests.reports.printed import report
from words.catalogue import words


@lru_cache
def content(plan: str) -> bytes:
    return reports.workbook(report(plan))


def packed(**parts: bytes) -> bytes:
    """The parts of a workbook with some of them replaced; None leaves one out."""
    source, target = zipfile.ZipFile(io.BytesIO(content("regional"))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(
                name, parts.pop(name.rpartition("/")[2].partition(".")[0], source.read(name))
            )
    return target.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY z "&a;&a;">]>'
    + b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    + b"<si><t>&z;</t></si></sst>"
)  # fmt: skip
SST = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
BOMB = SST + b"<si><t>" + b"a" * 40_000_000 + b"</t></si></sst>"


def lying() -> bytes:
    """A bomb that declares to be small."""
    honest = packed(sharedStrings=BOMB)
    return honest.replace(len(BOMB).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"name = 'Fair'",
    "torn": lambda: content("regional")[:5000],
    "empty zip": lambda: b"PK\x05\x06" + bytes(18),
    "no manifest": lambda: packed(**{"[Content_Types]": b"<a/>"}),
    "no xml": lambda: packed(workbook=b"\x00\x01"),
    "bomb in the strings": lambda: packed(sharedStrings=BOMB),
    "bomb in a sheet": lambda: packed(sheet7=BOMB, sheet6=BOMB),
    "bomb that lies": lying,
    "bomb in the styles": lambda: packed(styles=BOMB),
    "no styles": lambda: packed(styles=b"<styleSheet><numFmts>"),
    "laughs": lambda: packed(sharedStrings=LAUGHS),
    "laughs in the book": lambda: packed(workbook=LAUGHS),
    "far strings": lambda: packed(sharedStrings=b"<sst/>"),
    "strings of numbers": lambda: packed(
        sheet7=b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_workbook_of_a_plan_is_one_problem_soon_and_small(name: str) -> None:
    bad = HOSTILE[name]()
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(ScenarioError) as problem:
        reports.scenario_from_workbook(bad)
    taken, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.value.code in ("unreadable", "missing")
    assert taken < 5
    assert peak < 20_000_000
    assert words("nl").problem(problem.value)


def test_a_file_that_is_too_large_is_not_even_opened() -> None:
    with pytest.raises(ScenarioError) as problem:
        reports.scenario_from_workbook(bytes(reading.LARGEST + 1))
    assert problem.value.code == "too_large"


def test_a_plan_has_room_in_every_part_that_is_read() -> None:
    parts = zipfile.ZipFile(io.BytesIO(content("long"))).infolist()
    assert max(part.file_size for part in parts) < reading.LARGEST_PART / 10
    assert sheets.SPARE + 200 < reading.MOST_ROWS
