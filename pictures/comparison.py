"""Pictures of a comparison as pure functions: all plans on one axis, and the difference of two.

As in `pictures.base`: one constant specification a language, and rows that hold what changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

import altair as alt

from pictures import answer as chart_rows
from pictures import base as charts
from pictures.answer import Row
from pictures.base import (
    QUIET,
    SIDES,
    Spec,
    around,
    finished,
    layered,
    money_along,
    only,
    side_colour,
)
from sim.decide.comparison import Pair
from sim.play.answer import Answer
from words.catalogue import Words, words
from words.measured import band

STEP: Final = 62  # height of a plan's row
BAND: Final = 20  # and of its band
DOWN: Final = 11  # the band lies so far below the middle of the row, its name above it
BOTH: Final = 560  # pixels of a picture in which a name and figures stand above a band
TOLD: Final = 250  # and how many of them the figures need


@lru_cache
def bands_spec(language: str) -> Spec:
    """All plans on one axis."""
    return finished(_bands(words(language)), language)


def _bands(w: Words) -> alt.LayerChart:
    x = money_along(w("chart.profit"), zero=True)
    y = alt.Y("order:O", axis=None)
    side = side_colour()
    soft = (
        only("band")
        .mark_bar(opacity=0.055, height=BAND, yOffset=DOWN)
        .encode(x=x, x2="x2:Q", y=y, color=side)
    )
    zero = (  # in pieces, so that it crosses no name
        only("zero")
        .mark_tick(color=QUIET, thickness=1.5, height=STEP - 24, yOffset=DOWN, orient="vertical")
        .encode(x=x, y=y)
    )
    middle = (
        only("median")
        .mark_tick(thickness=3, height=BAND + 8, yOffset=DOWN, orient="vertical")
        .encode(x=x, y=y, color=side)
    )
    home = (
        only("home")
        .mark_point(shape="square", size=130, filled=True, opacity=1, color=QUIET, yOffset=DOWN)
        .encode(x=x, y=y)
    )
    return layered(
        soft, zero, middle, home, *_texts(x, y), height=alt.Step(STEP), padding=around(top=20)
    )


def _texts(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Break-even, and above each band its name and its figures; where the picture is narrow, as on
    a phone and at a large zoom, they stand in the sentences only."""
    names = alt.ExprRef(f"width < {BOTH} ? width : width - {TOLD}")
    figures = alt.ExprRef(f"width < {BOTH} ? '' : datum.text")
    return [
        only("break_even")
        .mark_text(fontSize=12, baseline="bottom")
        .encode(x=x, y=alt.value(-4), text="text:N"),
        only("name")
        .mark_text(align="left", fontSize=13, fontWeight=600, dy=-13, limit=names)
        .encode(x=alt.value(0), y=y, text="text:N"),
        only("told")
        .mark_text(align="right", fontSize=12, dy=-13, text=figures)
        .encode(x=alt.value({"expr": "width"}), y=y),
    ]


def bands_rows(plans: Sequence[tuple[str, str, Answer]], w: Words) -> list[Row]:
    """The rows of `bands_spec`: name, currency and answer of each plan, and "do not go" last."""
    rows: list[Row] = [{"kind": "break_even", "x": 0.0, "text": w("chart.break_even")}]
    for order, (name, currency, answer) in enumerate(plans):
        median = answer.profit(0.5)
        rows += _band(order, answer)
        rows.append(_row("median", order, median))
        rows.append({"kind": "name", "order": order, "text": name})
        ends = [w.signed(answer.profit(share), currency) for share in (0.5, 0.1, 0.9)]
        told = band(ends[0], ends[1], ends[2], w)
        rows.append({"kind": "told", "order": order, "text": told})
    rows += [{"kind": "zero", "order": order, "x": 0.0} for order in range(len(plans) + 1)]
    rows.append({"kind": "home", "order": len(plans), "x": 0.0})
    rows.append({"kind": "name", "order": len(plans), "text": w("compare.home")})
    return rows


def _row(kind: str, order: int, x: float, x2: float | None = None) -> Row:
    middle = x if x2 is None else (x + x2) / 2
    return {"kind": kind, "order": order, "x": x, "x2": x2, "side": SIDES[middle >= 0]}


def _band(order: int, answer: Answer) -> list[Row]:
    """Nested bands of 8 of 10 fairs and of half of them, cut at break-even."""
    rows = []
    for low, high in chart_rows.bands(answer):
        cuts = [low, *([0.0] if low < 0 < high else []), high]
        rows += [_row("band", order, a, b) for a, b in pairwise(cuts)]
    return rows


@lru_cache
def difference_spec(language: str) -> Spec:
    """The dots of `pictures.base`, over the difference of two profits."""
    return finished(charts.dots(words(language)("compare.axis")), language)


def difference_rows(pair: Pair, answer: Answer, w: Words, *, dots: int = 50) -> list[Row]:
    """The rows of `difference_spec`; `answer` is that of any plan of the comparison."""
    shaped = replace(answer, levels=pair.levels)
    n = w.of_hundred(pair.beats.value + pair.equal.value)
    ties = pair.equal.value >= 0.005
    higher = w("compare.a_not_lower", n=n) if ties else w("compare.a_higher", n=n)
    texts = {
        "left": "\u25c6 " + w("compare.b_higher", n=w.of_hundred(pair.loses.value)),
        "right": "\u25cf " + higher,
        "zero": w("compare.no_difference"),
    }
    rows = chart_rows.rows("dots", shaped, w, dots=dots)
    return [row | {"text": texts.get(row["kind"])} for row in rows]
