"""Charts as pure functions: a constant specification for each language (frames: `pictures.answer`).

The specification never changes while inputs do, so that the browser updates the data in place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import altair as alt

from words.catalogue import Words, words

COVERS: Final = "#1F7FB5"
LOSES: Final = "#C4661F"
QUIET: Final = "#7A8793"
HEIGHT: Final = 250
AROUND: Final = 78  # axis, its title and the padding: Streamlit counts them as height
WIDEST_DOT: Final = 22.0
TICKS: Final[dict[str, Any]] = {  # as many as there is room for
    "tickCount": {"expr": "ceil(width / 100)"},
    "labelOverlap": True,
    "labelSeparation": 8,
}
VIEWS: Final = ("dots", "histogram", "curve")
Spec = dict[str, Any]
GROUPS: Final = 8  # of figures before the last that a number can have
SIDES: Final = ("loses", "covers")


def spec(view: str, language: str) -> Spec:
    """The Vega-Lite specification of one of `VIEWS` or of ``funnel``."""
    return _spec(view, language)


@lru_cache
def _spec(view: str, language: str) -> Spec:
    w = words(language)
    drawn = {"dots": _dots, "histogram": _histogram, "curve": _curve, "funnel": _funnel}[view](w)
    return finished(drawn, language)


def finished(drawn: alt.LayerChart, language: str) -> Spec:
    """The specification of layers, without data, with the language's marks in its numbers."""
    found: Spec = drawn.to_dict(validate=False)
    found.pop("datasets", None)
    for part in (found, *found["layer"]):  # an empty data set left in would win from the frame's
        part.pop("data", None)
    marks = words(language).marks
    last, before = marks.grouping
    found["config"] = {
        "locale": {
            "number": {
                "decimal": marks.decimal,
                "thousands": marks.thousands,
                "minus": marks.minus,
                "grouping": [last, *[before] * GROUPS],
                "currency": ["", ""],
            }
        },
        "mark": {"aria": False},
        "view": {"stroke": None},
    }
    return found


def money_along(title: str, *, zero: bool = False, padding: float = 14) -> alt.X:
    """Money from left to right; `padding` in pixels."""
    return alt.X(
        "x:Q",
        title=title,
        axis=alt.Axis(format=",.0f", grid=False, **TICKS),
        scale=alt.Scale(zero=zero, nice=False, padding=padding),
    )


def money_up(title: str, above: int) -> alt.Y:
    """Money from below, its title lying `above` the axis, in pixels."""
    return alt.Y(
        "y:Q",
        title=title,
        axis=alt.Axis(
            format=",.0f",
            tickCount=6,
            grid=True,
            gridOpacity=0.25,
            domain=False,
            titleAngle=0,
            titleAlign="left",
            titleAnchor="end",
            titleX=0,
            titleY=-above,
        ),
        scale=alt.Scale(zero=True, nice=False, padding=12),
    )


def only(*kinds: str) -> alt.Chart:
    """A layer of the rows of these kinds."""
    return alt.Chart().transform_filter(alt.FieldOneOfPredicate("kind", list(kinds)))


def side_colour() -> alt.Color:
    """The colour of what covers its costs and of what does not."""
    return alt.Color(
        "side:N", legend=None, scale=alt.Scale(domain=list(SIDES), range=[LOSES, COVERS])
    )


def _either(kind: str, this: str, that: str) -> Spec:
    """An expression: `this` in the rows of a kind, `that` in the others of the mark."""
    return {"expr": f"datum.kind === '{kind}' ? {this} : {that}"}


def _lines() -> list[alt.Chart]:
    """Break-even, the hurdle, the middle fair and the counts, over every view of the profit.

    Few marks, because each costs the browser time at every change; texts take the theme's colour.
    The line of break-even begins below the words of the hurdle, which may reach across it.
    """
    rules = (
        only("zero", "hurdle")
        .mark_rule(color=QUIET, strokeWidth=1.5, strokeDash=_either("hurdle", "[6, 4]", "[1, 0]"))
        .encode(x="x:Q", y=alt.value(_either("zero", "16", "0")), y2=alt.value("height"))
    )
    counts = (
        only("left", "right")
        .mark_text(
            align=_either("left", "'left'", "'right'"),
            fontSize=12,
            fontWeight=600,
            baseline="bottom",
        )
        .encode(x=alt.value(_either("left", "0", "width")), y=alt.value(-6), text="text:N")
    )
    named = (
        only("hurdle", "zero")
        .mark_text(align="left", dx=5, fontSize=12)
        .encode(x="x:Q", y=alt.value(_either("hurdle", "8", "24")), text="text:N")
    )
    median = (
        only("median")
        .mark_tick(color=QUIET, thickness=3, size=14, orient="vertical", yOffset=-5)
        .encode(x="x:Q", y=alt.value("height"))
    )
    return [rules, counts, named, median]


def _layered(title: str, *marks: alt.Chart) -> alt.LayerChart:
    bands = (
        only("band").mark_rect(color=QUIET, opacity=0.025).encode(x=money_along(title), x2="x2:Q")
    )
    return alt.layer(bands, *marks, *_lines()).properties(
        height=HEIGHT + AROUND, padding={"top": 24, "left": 5, "right": 5, "bottom": 5}
    )


def _dots(w: Words) -> alt.LayerChart:
    title = w("chart.profit")
    dots = (
        only("dot")
        .mark_point(filled=True, opacity=1)
        .encode(
            x=money_along(title),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, HEIGHT])),
            color=side_colour(),
            shape=alt.Shape(
                "side:N",
                legend=None,
                scale=alt.Scale(domain=list(SIDES), range=["diamond", "circle"]),
            ),
            size=alt.Size("size:Q", scale=None, legend=None),
        )
    )
    return _layered(title, dots)


def _histogram(w: Words) -> alt.LayerChart:
    title = w("chart.profit")
    bars = (
        only("bar")
        .mark_bar(binSpacing=1)
        .encode(
            x=money_along(title),
            x2="x2:Q",
            y=alt.Y("y:Q", title=w("chart.of_hundred"), axis=alt.Axis(grid=False, tickCount=4)),
            y2=alt.datum(0),
            color=side_colour(),
        )
    )
    return _layered(title, bars)


def _curve(w: Words) -> alt.LayerChart:
    title = w("chart.at_least")
    area = (
        only("curve")
        .mark_area(opacity=0.25)
        .encode(
            x=money_along(title),
            y=alt.Y(
                "y:Q",
                title=w("chart.of_hundred"),
                axis=alt.Axis(grid=True, values=[0, 25, 50, 75, 100]),
                scale=alt.Scale(domain=[0, 100]),
            ),
            color=side_colour(),
        )
    )
    line = only("curve").mark_line(strokeWidth=2.5).encode(x="x:Q", y="y:Q", color=side_colour())
    level = only("level").mark_rule(color=QUIET, strokeWidth=2, strokeDash=[6, 4]).encode(y="y:Q")
    return _layered(title, area, line, level)


def _funnel(w: Words) -> alt.LayerChart:
    y = alt.Y(
        "label:N",
        sort=alt.SortField("order"),
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=190, labelPadding=8),
    )
    x = alt.X(
        "low:Q", title=None, scale=alt.Scale(type="symlog", constant=2, domainMin=0), axis=None
    )
    base = alt.Chart()
    soft = base.mark_bar(opacity=0.3, cornerRadius=4, height=16).encode(
        y=y, x=x, x2="high:Q", color=side_colour()
    )
    middle = base.mark_tick(thickness=3, size=18).encode(y=y, x="median:Q", color=side_colour())
    text = base.mark_text(align="left", dx=8, fontSize=12).encode(y=y, x="high:Q", text="text:N")
    return alt.layer(soft, middle, text).properties(
        height={"step": 26}, padding={"left": 5, "right": 70, "top": 5, "bottom": 5}
    )
