"""How long the leads of a large CSV file take: `python -m benchmarks.leads`.

Seconds are those of this machine at this moment; beside them stands the ratio to `pandas.read_csv`
of the same file in the same run, which reads no word, amount or day and is what to watch.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import timedelta

import pandas as pd

from sim import example
from sim.crm.example import FAIR_DAY, example_csv
from sim.crm.leads import leads
from sim.crm.meaning import Columns, guess_columns
from sim.crm.sheet import Sheet, entry
from sim.crm.table import read_table

ROWS = 100_000
TURNS = 3
WANTED = 5.0  # seconds


def read(content: bytes, columns: Columns | None = None) -> Sheet:
    table = read_table(content)
    guessed = guess_columns(table)
    sheet = leads(table, columns or guessed)
    entry(sheet, FAIR_DAY + timedelta(180))
    return sheet


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    good = example_csv(example("national"), rows=ROWS, language="nl")
    head, *rows = good.split(b"\r\n")
    bad = b"\r\n".join([head, *(row.replace(b"-202", b"-20x2") for row in rows)])
    columns = guess_columns(read_table(good))
    for name, content in (("every row right", good), ("every row wrong", bad)):
        turns = []
        for _ in range(TURNS):
            plain = seconds(lambda: pd.read_csv(io.BytesIO(content), sep=";"))  # noqa: B023
            turns.append((seconds(lambda: read(content, columns)), plain))  # noqa: B023
        took, plain = sorted(turns)[TURNS // 2]
        sheet = read(content, columns)
        print(
            f"{ROWS} rows, {name}: {took:.2f} s (wanted: {WANTED:.2f}), {took / plain:.1f} times "
            f"pandas.read_csv; {len(sheet.leads)} leads, {len(sheet.wrong)} wrong"
        )


if __name__ == "__main__":
    main()
