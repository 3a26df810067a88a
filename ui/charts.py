"""Charts as pure functions: a constant specification for each language, and frames of aggregates.

The specification never changes while inputs do, so that the browser updates the data in place;
whatever changes (counts, labels, the company's hurdle) is a row of the frame.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from sim.funnel import STAGES
from ui.answer import LEVELS, Answer
from ui.text import Words, words

COVERS: Final = "#1F7FB5"
LOSES: Final = "#C4661F"
QUIET: Final = "#7A8793"
HEIGHT: Final = 250
AROUND: Final = 78  # axis, its title and the padding: Streamlit counts them as height
WIDEST_DOT: Final = 22.0
VIEWS: Final = ("dots", "histogram", "curve")
Spec = dict[str, Any]
SIDES: Final = ("loses", "covers")


def spec(view: str, language: str) -> Spec:
    """The Vega-Lite specification of one of `VIEWS` or of ``funnel``."""
    return _spec(view, language)


@lru_cache
def _spec(view: str, language: str) -> Spec:
    w = words(language)
    drawn = {"dots": _dots, "histogram": _histogram, "curve": _curve, "funnel": _funnel}[view](w)
    found: Spec = drawn.to_dict(validate=False)
    found.pop("datasets", None)
    for part in (found, *found["layer"]):  # an empty data set left in would win from the frame's
        part.pop("data", None)
    marks = w.app["format"]
    found["config"] = {
        "locale": {"number": {"decimal": marks["decimal"], "thousands": marks["thousands"],
                              "grouping": [3], "currency": ["", ""]}},
        "mark": {"aria": False},
        "view": {"stroke": None},
    }
    return found


def frame(view: str, answer: Answer, w: Words, *, dots: int = 50, hurdle: float | None = None
          ) -> pd.DataFrame:
    """The rows of one of `VIEWS`; `dots` is 50 or 20, `hurdle` the chance the company asks for."""
    rows = {"dots": lambda: _dot_rows(answer, dots), "histogram": lambda: _bar_rows(answer),
            "curve": lambda: _curve_rows(answer)}[view]()
    rows += _band_rows(answer) + _marks(view, answer, w, hurdle)
    columns = ["kind", "x", "x2", "y", "y2", "side", "size", "text"]
    return pd.DataFrame(rows, columns=columns)


# Specifications


def _x(title: str) -> alt.X:
    return alt.X("x:Q", title=title, axis=alt.Axis(format=",.0f", tickCount=7, grid=False),
                 scale=alt.Scale(zero=False, nice=False, padding=14))


def _only(kind: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.kind == '{kind}'")


def _side_colour() -> alt.Color:
    return alt.Color("side:N", legend=None,
                     scale=alt.Scale(domain=list(SIDES), range=[LOSES, COVERS]))


def _lines() -> list[alt.Chart]:
    """Break-even, the hurdle, the middle fair and the counts, over every view of the profit."""
    zero = _only("zero").mark_rule(color=QUIET, strokeWidth=1.5).encode(x="x:Q")
    hurdle = _only("hurdle").mark_rule(color=QUIET, strokeWidth=2, strokeDash=[6, 4]).encode(
        x="x:Q")
    label = {"fontSize": 12, "baseline": "bottom", "fontWeight": 600}
    loses = _only("left").mark_text(align="left", color=LOSES, **label).encode(
        x=alt.value(0), y=alt.value(-6), text="text:N")
    covers = _only("right").mark_text(align="right", color=COVERS, **label).encode(
        x=alt.value("width"), y=alt.value(-6), text="text:N")
    named = [_only(kind).mark_text(align="left", dx=5, fontSize=12, color=QUIET).encode(
        x="x:Q", y=alt.value(y), text="text:N") for kind, y in (("hurdle", 8), ("zero", 24))]
    median = _only("median").mark_tick(
        color=QUIET, thickness=3, size=14, orient="vertical", yOffset=-5).encode(
        x="x:Q", y=alt.value("height"))
    return [zero, hurdle, loses, covers, *named, median]


def _layered(title: str, *marks: alt.Chart) -> alt.LayerChart:
    bands = _only("band").mark_rect(color=QUIET, opacity=0.014).encode(x=_x(title), x2="x2:Q")
    return alt.layer(bands, *marks, *_lines()).properties(
        height=HEIGHT + AROUND, padding={"top": 24, "left": 5, "right": 5, "bottom": 5})


def _dots(w: Words) -> alt.LayerChart:
    title = w("chart.profit")
    dots = _only("dot").mark_point(filled=True, opacity=1).encode(
        x=_x(title),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, HEIGHT])),
        color=_side_colour(),
        shape=alt.Shape("side:N", legend=None,
                        scale=alt.Scale(domain=list(SIDES), range=["diamond", "circle"])),
        size=alt.Size("size:Q", scale=None, legend=None),
    )
    return _layered(title, dots)


def _histogram(w: Words) -> alt.LayerChart:
    title = w("chart.profit")
    bars = _only("bar").mark_bar(binSpacing=1).encode(
        x=_x(title), x2="x2:Q",
        y=alt.Y("y:Q", title=w("chart.of_hundred"), axis=alt.Axis(grid=False, tickCount=4)),
        y2=alt.datum(0),
        color=_side_colour(),
    )
    return _layered(title, bars)


def _curve(w: Words) -> alt.LayerChart:
    title = w("chart.at_least")
    area = _only("curve").mark_area(opacity=0.25).encode(
        x=_x(title),
        y=alt.Y("y:Q", title=w("chart.of_hundred"),
                axis=alt.Axis(grid=True, values=[0, 25, 50, 75, 100]),
                scale=alt.Scale(domain=[0, 100])),
        color=_side_colour(),
    )
    line = _only("curve").mark_line(strokeWidth=2.5).encode(x="x:Q", y="y:Q",
                                                            color=_side_colour())
    level = _only("level").mark_rule(color=QUIET, strokeWidth=2, strokeDash=[6, 4]).encode(y="y:Q")
    return _layered(title, area, line, level)


def _funnel(w: Words) -> alt.LayerChart:
    y = alt.Y("label:N", sort=alt.SortField("order"), title=None,
              axis=alt.Axis(domain=False, ticks=False, labelLimit=190, labelPadding=8))
    x = alt.X("low:Q", title=None, scale=alt.Scale(type="symlog", constant=2, domainMin=0),
              axis=None)
    base = alt.Chart()
    soft = base.mark_bar(opacity=0.3, cornerRadius=4, height=16).encode(
        y=y, x=x, x2="high:Q", color=_side_colour())
    middle = base.mark_tick(thickness=3, size=18).encode(y=y, x="median:Q", color=_side_colour())
    text = base.mark_text(align="left", dx=8, color=QUIET, fontSize=12).encode(
        y=y, x="high:Q", text="text:N")
    return alt.layer(soft, middle, text).properties(
        height={"step": 26}, padding={"left": 5, "right": 70, "top": 5, "bottom": 5})


# Rows


def _row(kind: str, x: float, **more: object) -> dict[str, object]:
    return {"kind": kind, "x": x, **more}


def _side(x: float) -> str:
    return SIDES[x >= 0]


def _dot_rows(answer: Answer, dots: int) -> list[dict[str, object]]:
    """A quantile dotplot (Kay et al. 2016): each dot is an equal share of the fairs."""
    at = [round(LEVELS * (2 * dot + 1) / (2 * dots)) for dot in range(dots)]
    values = answer.levels[at]
    width = float(values[-1] - values[0]) / (0.64 * dots) or 1.0
    # Break-even is an edge of the columns: no dot stands on the line.
    columns = np.floor(values / width)
    stacks: Counter[float] = Counter()
    places = []
    for column in columns:
        stacks[column] += 1
        places.append(stacks[column] - 0.5)
    across = min((HEIGHT - 20) / max(stacks.values()), WIDEST_DOT)
    return [
        _row("dot", float((column + 0.5) * width), y=place * across, side=_side(float(value)),
             size=(0.9 * across) ** 2)
        for column, place, value in zip(columns, places, values, strict=True)
    ]


def _bar_rows(answer: Answer) -> list[dict[str, object]]:
    pairs = zip(answer.edges[:-1], answer.edges[1:], answer.heights, strict=True)
    return [_row("bar", float(a), x2=float(b), y=float(h) * 100, side=_side(float(a + b) / 2))
            for a, b, h in pairs]


def _curve_rows(answer: Answer) -> list[dict[str, object]]:
    """How many of 100 fairs end at x or above."""
    rows = []
    for k in range(LEVELS // 200, LEVELS, LEVELS // 100):
        value = float(answer.levels[k])
        rows.append(_row("curve", value, y=100 - 100 * k / LEVELS, side=_side(value)))
    return rows


def _band_rows(answer: Answer) -> list[dict[str, object]]:
    """Nested bands that fade around 8 of 10 fairs, and again around half of them."""
    shares = [*np.linspace(0.07, 0.13, 13), *np.linspace(0.2, 0.3, 11)]
    return [_row("band", answer.profit(share), x2=answer.profit(1 - share)) for share in shares]


def _marks(view: str, answer: Answer, w: Words, hurdle: float | None) -> list[dict[str, object]]:
    chance = answer.chance.value
    rows = [
        _row("zero", 0.0, text=w("chart.break_even")),
        _row("median", answer.profit(0.5)),
        _row("left", 0.0, text="\u25c6 " + w("chart.loses", n=w.of_hundred(1 - chance))),
        _row("right", 0.0, text="\u25cf " + w("chart.covers", n=w.of_hundred(chance))),
    ]
    if hurdle is not None and view == "curve":
        rows.append(_row("level", 0.0, y=hurdle * 100))
    elif hurdle is not None:
        at = answer.profit(1 - hurdle)
        rows.append(_row("hurdle", at, text=w("chart.hurdle", n=round(hurdle * 100))))
    return rows


def funnel_frame(answer: Answer, w: Words) -> pd.DataFrame:
    """One row a stage: its band, its median and both in words."""
    rows = []
    for order, stage in enumerate(STAGES):
        _, low, median, high = answer.bands[stage]
        rows.append({
            "order": order, "label": w(f"stages.{stage}"), "low": low, "median": median,
            "high": high, "side": SIDES[stage != "unserved"],
            "text": w("chart.band", median=w.short(median), low=w.short(low), high=w.short(high)),
        })
    return pd.DataFrame(rows)
