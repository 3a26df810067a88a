"""The columns of the table of many plans, and the figures of one answer in them.

A column of figures has the path of the figure in the JSON object of an answer, joined by dots:
``profit.p10.error`` is ``["profit"]["p10"]["error"]`` of `sim.many.figures.summary`. Every table
has the same columns; what a plan does not have (a goal, contacts that wait) is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sim.many.figures import BANDS, CHANCES, GUESSED, MONEY_GUESSED, TYPICAL
from sim.plan.funnel import STAGES, WAITING
from sim.play.result import MONEY

Row = dict[str, Any]  # by column: a text, a number, or None

FILE: Final = "file"
PROBLEM: Final = "problem"
FINGERPRINT: Final = "fingerprint"
PLAN: Final = ("name", "currency")  # what a plan says of itself
TEXTS: Final = (FILE, *PLAN, PROBLEM, FINGERPRINT)
WHOLE: Final = ("trials", "seed")
_MEASURED: Final = ("value", "error")


def _figures() -> Iterator[str]:
    """The paths of all figures, as `summary` tells them."""
    yield from WHOLE
    yield from (f"{chance}.{part}" for chance in CHANCES for part in _MEASURED)
    at = STAGES.index("followed_up") + 1
    stages = (f"stages.{stage}" for stage in (*STAGES[:at], WAITING, *STAGES[at:]))
    for key in (*MONEY, *stages):
        yield from (f"{key}.{band}.{part}" for band in BANDS for part in _MEASURED)
        if key == "profit":
            yield from (f"{key}.{side}" for side in TYPICAL)
    yield from (f"best_guess.{key}" for key in (*GUESSED, *MONEY_GUESSED))
    yield from ("break_even.revenue", "break_even.orders")


FIGURES: Final = tuple(_figures())
COLUMNS: Final = (FILE, *PLAN, PROBLEM, *FIGURES, FINGERPRINT)


def flat(document: Mapping[str, Any], before: str = "") -> Row:
    """The figures of a nested object by their paths; what is None as a whole has no columns."""
    found: Row = {}
    for key, value in document.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{before}{key}.")
        elif value is not None or f"{before}{key}" in FIGURES:
            found[f"{before}{key}"] = value
    return found
