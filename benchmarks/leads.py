"""How long the leads of a large file take: `python -m benchmarks.leads`.

Seconds are those of this machine at this moment; beside them stands the ratio to `pandas.read_csv`
of the same file in the same run, which reads no word, amount or day and is what to watch.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pandas as pd
import xlsxwriter

from sim import example
from sim.crm.example import FAIR_DAY, example_csv
from sim.crm.reading import Reading, asks, read
from sim.crm.sheet import standing

ROWS = 100_000
TURNS = 3
WANTED = 5.0  # seconds


def counted(content: bytes) -> Reading:
    """All that opening a file takes: columns, words, leads, how they stood, what is to ask."""
    reading = read(content)
    standing(reading.sheet, FAIR_DAY + timedelta(180))
    asks(reading, FAIR_DAY + timedelta(180))
    return reading


def workbook(content: bytes) -> bytes:
    """The same leads as a workbook, with real days and numbers."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet, form = book.add_worksheet("Leads"), book.add_format({"num_format": "dd-mm-yyyy"})
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if at and cell[2:3] == "-" == cell[5:6]:
                sheet.write_datetime(at, column, datetime.strptime(cell, "%d-%m-%Y"), form)
            else:
                sheet.write(at, column, cell)
    book.close()
    return buffer.getvalue()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    good = example_csv(example("national"), rows=ROWS, language="nl")
    head, *rows = good.split(b"\r\n")
    bad = b"\r\n".join([head, *(row + b";too wide" for row in rows if row)])
    files = {"every row right": good, "every row damaged": bad, "as XLSX": workbook(good)}
    plain = min(seconds(lambda: pd.read_csv(io.BytesIO(good), sep=";")) for _ in range(TURNS))
    for name, content in files.items():
        took = sorted(seconds(lambda: counted(content)) for _ in range(TURNS))[TURNS // 2]  # noqa: B023
        sheet = counted(content).sheet
        print(
            f"{ROWS} rows, {name}: {took:.2f} s (wanted: {WANTED:.2f}), {took / plain:.1f} times "
            f"pandas.read_csv; {len(sheet.leads)} leads, {len(sheet.wrong)} damaged"
        )


if __name__ == "__main__":
    main()
