"""The picture of a year of fairs as pure functions: dots as in `pictures.base`."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from pictures import answer as chart_rows
from pictures import base as charts
from pictures.base import Spec, finished
from sim.plan.johnson import Array
from sim.play.answer import Answer
from words.catalogue import Words, words


@lru_cache
def spec(language: str) -> Spec:
    """The dots, along the profit of the year."""
    return finished(charts.dots(words(language)("year.picture.axis")), language)


def frame(
    levels: Array, chance: float, answer: Answer, w: Words, *, dots: int = 50
) -> pd.DataFrame:
    """The rows of `spec`.

    levels  quantiles of the year's profit at k / `sim.play.answer.LEVELS`, money
    chance  of a year that ends above zero
    answer  that of any plan of the year
    """
    found = chart_rows.frame("dots", replace(answer, levels=levels), w, dots=dots)
    texts = {
        "left": "\u25c6 " + w("year.picture.below", n=w.of_hundred(1 - chance)),
        "right": "\u25cf " + w("year.picture.above", n=w.of_hundred(chance)),
        "zero": w("year.picture.zero"),
    }
    found["text"] = found["kind"].map(texts)
    return found
