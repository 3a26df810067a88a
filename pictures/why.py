"""Pictures of why: what the profit hangs on, luck and not known yet, and which fairs lose.

As in `pictures.base`: constant specifications for each language, and rows that hold what changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from pictures.base import (
    AROUND,
    COVERS,
    HEIGHT,
    LOSES,
    QUIET,
    SIDES,
    Spec,
    around,
    dot_height,
    finished,
    layered,
    money_along,
    only,
    side_colour,
)
from sim.why.losing import Dot
from sim.why.luck import Split
from words.catalogue import Words, words
from words.why import Ends

STEP: Final = 48  # height of a row
DOWN: Final = 11  # the bar lies so far below the middle of the row, its name above it
ASIDE: Final = 72  # room beside the bars for the values at their ends
NEAR: Final = 0.25  # of the width of all bars
FAIR: Final = "#93a8c4"  # between luck, which nobody can know either, and what one could find out
LUCK: Final = 26  # height of the bar of two parts
BESIDE: Final = 54  # and of its texts with the padding: Streamlit counts them as height
LEGEND: Final = (-58, -40, -22)  # its lines stand so far above the picture
STATES: Final = ("low", "middle", "high")
SHAPES: Final = ("triangle-down", "square", "triangle-up")
COLOURS: Final = {"bad": LOSES, "middle": QUIET, "good": COVERS}


def _shape() -> alt.Shape:
    scale = alt.Scale(domain=list(STATES), range=list(SHAPES))
    return alt.Shape("state:N", legend=None, scale=scale)


# What the profit hangs on


@lru_cache
def ends_spec(language: str) -> Spec:
    """A bar for each input, from one average profit to the other; a dashed line at break-even where
    the rows have one."""
    w = words(language)
    x = money_along(w("drivers.hangs.axis"), padding=ASIDE)
    y = alt.Y("order:O", axis=None)
    zero = only("zero").mark_rule(color=QUIET, strokeDash=[3, 3], opacity=0.8)
    mean = only("mean").mark_tick(
        color=QUIET, thickness=1.5, height=STEP - 22, yOffset=DOWN, orient="vertical"
    )
    bar = only("bar").mark_bar(color=QUIET, opacity=0.4, height=7, yOffset=DOWN)
    ends = only("end").mark_point(filled=True, opacity=1, size=110, yOffset=DOWN)
    left = only("left").mark_text(align="right", dx=-10, dy=DOWN + 1, fontSize=12)
    right = only("right").mark_text(align="left", dx=10, dy=DOWN + 1, fontSize=12)
    name = only("name").mark_text(align="left", fontSize=13, dy=-9, limit={"expr": "width"})
    above = only("above").mark_text(fontSize=12, baseline="bottom")
    return finished(
        layered(
            zero.encode(x=x),
            mean.encode(x=x, y=y),
            bar.encode(x=x, x2="x2:Q", y=y),
            ends.encode(x=x, y=y, shape=_shape(), color=side_colour()),
            left.encode(x=x, y=y, text="text:N"),
            right.encode(x=x, y=y, text="text:N"),
            name.encode(x=alt.value(0), y=y, text="text:N"),
            above.encode(x=x, y=alt.value(-4), text="text:N"),
            height=alt.Step(STEP),
            padding=around(top=22),
        ),
        language,
    )


def at_break_even(rows: Sequence[Ends]) -> bool:
    """Whether the line of break-even is among the bars, or so near that it is drawn beside them."""
    if not rows:
        return False
    lowest = min(min(row.span) for row in rows)
    highest = max(max(row.span) for row in rows)
    room = NEAR * (highest - lowest)
    return lowest - room <= 0 <= highest + room


def ends_frame(rows: Sequence[Ends], mean: float, told: str) -> pd.DataFrame:
    """The rows of `ends_spec`; `told` stands above the line of the average."""
    found: list[dict[str, Any]] = [{"kind": "above", "x": mean, "text": told}]
    if at_break_even(rows):
        found.append({"kind": "zero", "x": 0.0})
    for order, row in enumerate(rows):
        left, right = row.low_told, row.high_told
        if row.low > row.high:
            left, right = right, left
        low, high = row.span
        at = {"order": order}
        found += [
            {"kind": "mean", "x": mean, **at},
            {"kind": "bar", "x": low, "x2": high, **at},
            {"kind": "end", "x": row.low, "state": "low", "side": SIDES[row.low >= 0], **at},
            {"kind": "end", "x": row.high, "state": "high", "side": SIDES[row.high >= 0], **at},
            {"kind": "left", "x": low, "text": left, **at},
            {"kind": "right", "x": high, "text": right, **at},
            {"kind": "name", "text": row.name, **at},
        ]
    columns = ["kind", "order", "x", "x2", "state", "side", "text"]
    return pd.DataFrame(found, columns=columns)


# Luck and not known yet


@lru_cache
def luck_spec(language: str) -> Spec:
    """One bar of three parts, or of two where nothing moves with a good or bad fair."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    colour = alt.Color(
        "state:N",
        legend=None,
        scale=alt.Scale(domain=["luck", "fair", "known"], range=[QUIET, FAIR, COVERS]),
    )
    part = only("part").mark_bar(height=LUCK, cornerRadius=3)
    left = only("luck").mark_text(align="left", fontSize=13, fontWeight=600)
    right = only("known").mark_text(align="right", fontSize=13, fontWeight=600)
    middle = only("fair").mark_text(align="center", fontSize=13, fontWeight=600)
    under = alt.value(LUCK + 16)
    return finished(
        layered(
            part.encode(x=x, x2="x2:Q", y=alt.value(LUCK / 2), color=colour),
            left.encode(x=alt.value(0), y=alt.value(-10), text="text:N"),
            middle.encode(x=x, y=under, text="text:N"),
            right.encode(x=alt.value({"expr": "width"}), y=alt.value(-10), text="text:N"),
            height=LUCK + BESIDE,
            padding=around(),
        ),
        language,
    )


def luck_frame(found: Split, w: Words) -> pd.DataFrame:
    """The rows of `luck_spec`."""
    share, both = found.luck.value, found.luck.value + found.good_fair.value
    rows = [
        {"kind": "part", "state": "luck", "x": 0.0, "x2": share},
        {"kind": "part", "state": "known", "x": both, "x2": 1.0},
        {"kind": "luck", "text": w("drivers.luck.part_luck")},
        {"kind": "known", "text": w("drivers.luck.part_known")},
    ]
    if both > share:
        rows.insert(1, {"kind": "part", "state": "fair", "x": share, "x2": both})
        rows.append({"kind": "fair", "x": (share + both) / 2, "text": w("drivers.luck.part_fair")})
    return pd.DataFrame(rows, columns=["kind", "state", "x", "x2", "text"])


# Which fairs lose


@lru_cache
def thirds_spec(language: str) -> Spec:
    """Dots of the profit; shape and colour tell in which third an input ends."""
    w = words(language)
    x = money_along(w("chart.profit"))
    colour = alt.Color(
        "side:N",
        legend=None,
        scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
    )
    size = alt.Size("size:Q", scale=None, legend=None)
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, HEIGHT]))
    zero = only("zero")
    key = only("key")
    down = alt.value({"expr": f"{list(LEGEND)}[datum.place]"})
    return finished(
        layered(
            zero.mark_rule(color=QUIET, strokeWidth=1.5).encode(x=x),
            zero.mark_text(align="left", dx=5, fontSize=12).encode(
                x=x, y=alt.value(8), text="text:N"
            ),
            only("dot")
            .mark_point(filled=True, opacity=1)
            .encode(x=x, y=y, color=colour, shape=_shape(), size=size),
            key.mark_point(filled=True, opacity=1, size=90).encode(
                x=alt.value(7), y=down, color=colour, shape=_shape()
            ),
            key.mark_text(align="left", fontSize=12).encode(x=alt.value(20), y=down, text="text:N"),
            height=HEIGHT + AROUND + 46,
            padding=around(),
        ),
        language,
    )


def thirds_frame(dots: Sequence[Dot], bad: int, keys: Sequence[str], w: Words) -> pd.DataFrame:
    """The rows of `thirds_spec`; `keys` are the thirds in words, lowest to highest."""
    sides = ("bad", "middle", "good") if bad == 0 else ("good", "middle", "bad")
    stacks = Counter(dot.x for dot in dots)
    across = dot_height(max(stacks.values()))
    rows: list[dict[str, Any]] = [{"kind": "zero", "x": 0.0, "text": w("chart.break_even")}]
    rows += [
        {"kind": "key", "place": place, "state": STATES[third], "side": sides[third], "text": text}
        for place, (third, text) in enumerate(reversed(list(enumerate(keys))))
    ]
    rows += [
        {
            "kind": "dot",
            "x": dot.x,
            "y": (dot.place + 0.5) * across,
            "state": STATES[dot.third],
            "side": sides[dot.third],
            "size": (0.8 * across) ** 2,
        }
        for dot in dots
    ]
    columns = ["kind", "x", "y", "place", "state", "side", "size", "text"]
    return pd.DataFrame(rows, columns=columns)
