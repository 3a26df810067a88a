"""The plans of the study, and how they end in plain draws."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.plain_fairs import Drawn, Floats, drawn, profits
from sim import Measured, Scenario, loads

FAIRS: Final = Path(__file__).parents[2] / "tests" / "reference" / "fairs"
BATCH: Final = 65_536
BATCHES: Final = 32

Document = dict[str, Any]


@cache
def _text(name: str) -> str:
    return (FAIRS / f"{name}.toml").read_text("utf-8")


def plan(name: str, more: str = "") -> Scenario:
    """A plan of the study as Quitte reads it, with `more` lines of its file."""
    return loads(_text(name) + more)


def document(name: str) -> Document:
    """The same as it is written."""
    return tomllib.loads(_text(name))


def draws(of: Document, batches: int = BATCHES) -> Iterator[tuple[Drawn, Floats]]:
    """Batches of `BATCH` fairs that are independent of each other: their inputs, their profits."""
    for batch in range(batches):
        rng = np.random.default_rng([2718, batch])
        fairs = drawn(of, BATCH, rng)
        yield fairs, profits(of, fairs, rng)


def over(
    of: Document, figure: Callable[[Drawn, Floats], float], batches: int = BATCHES
) -> Measured:
    """The average of a figure over batches, with the error that they show."""
    return averaged([figure(fairs, profit) for fairs, profit in draws(of, batches)])


def averaged(each: Sequence[float]) -> Measured:
    """Mean of independent figures and its standard error."""
    return Measured(float(np.mean(each)), float(np.std(each, ddof=1) / np.sqrt(len(each))))
