"""The simulated fairs as a table, for people and for any program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.many.cells import harmless
from sim.play.result import MONEY
from words.catalogue import Words

if TYPE_CHECKING:
    import pandas as pd

OWN: Final = ("margin", "revenue_crediting_all_orders", "profit_crediting_all_orders")


def heads(frame: pd.DataFrame, w: Words) -> dict[str, str]:
    """Permanent key -> what people call it, for every column of the frame (see `Result.frame`)."""
    stages = w.text("stages")

    def head(key: str) -> str:
        if key in stages:
            return str(stages[key])
        if key in MONEY:
            return w(f"money.{key}")
        return w(f"reports.trials.{key}") if key in OWN else key

    return {key: head(key) for key in map(str, frame.columns)}


def trials_csv(frame: pd.DataFrame, w: Words | None = None) -> bytes:
    """The frame (see `Result.frame`) as CSV, UTF-8.

    As programs read it, under permanent keys, with commas and points. In a language, for people:
    its words for heads, and, where it writes a decimal comma, that mark, and semicolons between the
    cells: its spreadsheets would take 0.5 for a text or a day. A text that a spreadsheet would take
    for a formula has an apostrophe put before it.
    """
    decimal = "." if w is None else w.marks.decimal
    apart = ";" if decimal == "," else ","
    named = frame if w is None else frame.rename(columns=heads(frame, w))
    safe = named.rename(columns=harmless)
    texts = [at for at, kind in enumerate(safe.dtypes) if kind.kind not in "biufc"]
    for at in texts:
        safe.isetitem(at, safe.iloc[:, at].map(harmless).array)
    return str(safe.to_csv(index=False, lineterminator="\r\n", sep=apart, decimal=decimal)).encode()
