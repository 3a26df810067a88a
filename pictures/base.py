"""Charts as pure functions: a constant specification for each language (rows: `pictures.answer`).

The specification never changes while inputs do, so that the browser updates the data in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
ABOVE_BAR: Final = 10  # pixels that a bar of a narrow funnel stands below the middle of its row
NARROW_STEP: Final = 44  # and the height of that row
FIGURES: Final = 440  # pixels of a picture in which a bar has room for its name and all its figures
NAMED: Final = 60  # pixels at the right end that the name of a line may need
ABOVE_DOTS: Final = 20  # pixels that stay free
VIEWS: Final = ("dots", "histogram", "curve")
Spec = dict[str, Any]
GROUPS: Final = 8  # of figures before the last that a number can have
SIDES: Final = ("loses", "covers")


def spec(view: str, language: str) -> Spec:
    """The Vega-Lite specification of one of `VIEWS`, of ``funnel`` or of ``funnel_narrow``."""
    return _spec(view, language)


@lru_cache
def _spec(view: str, language: str) -> Spec:
    drawings: dict[str, Callable[[Words], alt.LayerChart]] = {
        "dots": lambda w: dots(w("chart.profit")),
        "histogram": _histogram,
        "curve": _curve,
        "funnel": _funnel,
        "funnel_narrow": _funnel_narrow,
    }
    return finished(drawings[view](words(language)), language)


def finished(drawn: alt.LayerChart, language: str) -> Spec:
    """The specification of layers, without data, with the language's marks in its numbers."""
    found: Spec = drawn.to_dict(validate=False)
    found.pop("datasets", None)
    for part in (found, *found["layer"]):  # an empty data set left in would win from the rows'
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
        "mark": {"aria": False, "tooltip": None},  # not the columns, as Streamlit would
        "view": {"stroke": None},
    }
    return found


def layered(
    *layers: alt.Chart, height: float | alt.Step, padding: Mapping[str, int]
) -> alt.LayerChart:
    """Marks over one another, of a `height` in pixels or in rows of so many.

    Not `alt.layer`: that gives facets where every layer asks for them, and no picture has any.
    """
    return alt.LayerChart(layer=layers).properties(height=height, padding=padding)


def around(*, top: int = 5, left: int = 5, right: int = 5, bottom: int = 5) -> dict[str, int]:
    """Room beside a picture, in pixels."""
    return {"top": top, "left": left, "right": right, "bottom": bottom}


def money_along(title: str, *, zero: bool = False, padding: float = 14) -> alt.X:
    """Money from left to right, with as many numbers as there is room for.

    zero     whether zero is on the axis always
    padding  in pixels
    """
    return alt.X(
        "x:Q",
        title=title,
        axis=alt.Axis(
            format=",.0f",
            tickCount={"expr": "ceil(width / 100)"},
            labelOverlap=True,
            labelSeparation=8,
            grid=False,
        ),
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


def dot_height(tallest: int) -> float:
    """The height of a dot of a stack, pixels, where the tallest has so many."""
    return min((HEIGHT - ABOVE_DOTS) / tallest, WIDEST_DOT)


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
    The line of break-even begins below the words of the hurdle, which may reach across it; its own
    words stand before it where there is no room behind.
    """
    last = f"datum.kind === 'zero' && scale('x', datum.x) > width - {NAMED}"
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
        .mark_text(
            align={"expr": f"{last} ? 'right' : 'left'"},
            dx={"expr": f"{last} ? -5 : 5"},
            fontSize=12,
        )
        .encode(x="x:Q", y=alt.value(_either("hurdle", "8", "24")), text="text:N")
    )
    median = (
        only("median")
        .mark_tick(color=QUIET, thickness=3, size=14, orient="vertical", yOffset=-5)
        .encode(x="x:Q", y=alt.value("height"))
    )
    return [rules, counts, named, median]


def _profit(title: str, *marks: alt.Chart) -> alt.LayerChart:
    """Marks of one view of the profit, and what stands behind and before every one of them."""
    bands = (
        only("band").mark_rect(color=QUIET, opacity=0.03).encode(x=money_along(title), x2="x2:Q")
    )
    return layered(bands, *marks, *_lines(), height=HEIGHT + AROUND, padding=around(top=24))


def dots(title: str) -> alt.LayerChart:
    """Each dot an equal share of the fairs; `title` says what lies along the axis."""
    marks = (
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
    return _profit(title, marks)


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
    return _profit(title, bars)


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
    return _profit(title, area, line, level)


def _funnel(w: Words) -> alt.LayerChart:
    """The name of each stage beside its bar. Its figures too, but the middle alone in a window that
    is as narrow as a phone, and at a large zoom: the names and all figures would leave no bar."""
    names = alt.Axis(domain=False, ticks=False, labelLimit=190, labelPadding=8)
    y = alt.Y("label:N", sort=alt.SortField("order"), title=None, axis=names)
    figures = alt.ExprRef(f"containerSize()[0] < {FIGURES} ? datum.short : datum.text")
    return layered(*_stages(y, figures), height=alt.Step(26), padding=around(right=70))


def _funnel_narrow(w: Words) -> alt.LayerChart:
    """The name of each stage above its bar: on a narrow screen all of the width is the bar's."""
    y = alt.Y("label:N", sort=alt.SortField("order"), axis=None)
    names = alt.Chart().mark_text(align="left", dy=-8, fontSize=12)
    above = names.encode(y=y, x=alt.value(0), text="label:N")
    bars = _stages(y, alt.ExprRef("datum.short"), below=ABOVE_BAR)
    return layered(above, *bars, height=alt.Step(NARROW_STEP), padding=around(right=50))


def _stages(y: alt.Y, figures: alt.ExprRef, below: int = 0) -> tuple[alt.Chart, ...]:
    """A bar for each stage, its middle and its figures, so far below the middle of its row."""
    scale = alt.Scale(type="symlog", constant=2, domainMin=0)
    x = alt.X("low:Q", title=None, scale=scale, axis=None)
    base = alt.Chart()
    soft = base.mark_bar(opacity=0.3, cornerRadius=4, height=16, yOffset=below)
    middle = base.mark_tick(thickness=3, size=18, yOffset=below)
    text = base.mark_text(align="left", dx=8, dy=below, fontSize=12, text=figures)
    return (
        soft.encode(y=y, x=x, x2="high:Q", color=side_colour()),
        middle.encode(y=y, x="median:Q", color=side_colour()),
        text.encode(y=y, x="high:Q"),
    )
