"""The picture of a year of fairs as pure functions: dots as in `pictures.base`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pictures import answer as chart_rows
from pictures import base as charts
from pictures.answer import Row
from pictures.base import Spec, finished
from sim.plan.johnson import Array
from sim.play.answer import LEVELS
from words.catalogue import Words, words


@dataclass(frozen=True, eq=False)
class _Levels:
    """Quantiles of the year's profit at k / LEVELS, money, shape (LEVELS + 1,)."""

    levels: Array

    def profit(self, share: float) -> float:
        return float(self.levels[round(share * LEVELS)])


@lru_cache
def spec(language: str) -> Spec:
    """The dots, along the profit of the year."""
    return finished(charts.dots(words(language)("year.picture.axis")), language)


def rows(levels: Array, chance: float, w: Words, *, dots: int = 50) -> list[Row]:
    """The rows of `spec`.

    levels  quantiles of the year's profit at k / `sim.play.answer.LEVELS`, money
    chance  of a year that ends above zero
    """
    shape, row = _Levels(levels), chart_rows.row
    marks = [
        row("zero", 0.0, text=w("year.picture.zero")),
        row("median", shape.profit(0.5)),
        row("left", 0.0, text="\u25c6 " + w("year.picture.below", n=w.of_hundred(1 - chance))),
        row("right", 0.0, text="\u25cf " + w("year.picture.above", n=w.of_hundred(chance))),
    ]
    dot_rows = chart_rows.dot_rows(shape, dots)
    return [*dot_rows, *chart_rows.band_rows(shape), *marks]
