"""The simulated fairs as a table that any program reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.many.cells import harmless

if TYPE_CHECKING:
    import pandas as pd


def trials_csv(frame: pd.DataFrame, decimal: str = ".") -> bytes:
    """The frame (see `Result.frame`) as CSV, UTF-8; the heads are permanent keys.

    As programs read it, with commas and points. For a spreadsheet in a language whose `decimal`
    mark is a comma with that mark, and semicolons between the cells: it would take 0.5 for a text
    or a day. A text that a spreadsheet would take for a formula has an apostrophe put before it.
    """
    apart = ";" if decimal == "," else ","
    safe = frame.rename(columns=harmless)
    texts = [at for at, kind in enumerate(safe.dtypes) if kind.kind not in "biufc"]
    for at in texts:
        safe.isetitem(at, safe.iloc[:, at].map(harmless).array)
    return str(safe.to_csv(index=False, lineterminator="\r\n", sep=apart, decimal=decimal)).encode()
