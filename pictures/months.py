"""The picture of a fair month by month as pure functions: bands, the middle fair, three stories.

As in `pictures.base`: a specification of the axes only, and rows that hold what changes. The profit
at the end of a month holds until the end of the next, so everything is drawn in steps.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from pictures.base import COVERS, LOSES, QUIET, Spec, around, finished, layered, money_up, only
from sim.decide.stories import STORIES
from sim.decide.timeline import Timeline
from sim.plan.johnson import Array
from words.catalogue import Words, words

HEIGHT: Final = 400
TEXT: Final = 0.065  # a line of text on the picture, as a part of its inner height
APART: Final = "#8A63B8"  # of the middle story
STEPS: Final = (1, 2, 3, 6, 12, 24)  # months between the numbers under the picture
NUMBERS: Final = 14  # so many at most
NUMBERS_ON_PHONE: Final = 7
STILL: Final = 0.01  # of the picture's height: less is no change
COLUMNS: Final = ("kind", "name", "x", "y", "y2", "text")


def spec(found: Timeline, language: str, *, narrow: bool = False) -> Spec:
    """The specification, with the months that are named under the picture."""
    last = shown_until(found)
    first = int(found.months[0])
    most = NUMBERS_ON_PHONE if narrow else NUMBERS
    step = next((step for step in STEPS if (last - first) / step < most), STEPS[-1])
    return _spec(language, tuple(x for x in range(first, last + 1) if x % step == 0))


@lru_cache(maxsize=64)
def _spec(language: str, months: tuple[int, ...]) -> Spec:
    return finished(_drawn(words(language), months), language)


def _drawn(w: Words, months: tuple[int, ...]) -> alt.LayerChart:
    x = alt.X(
        "x:Q",
        title=w("when.picture.axis"),
        axis=alt.Axis(values=list(months), format="d", grid=False, labelOverlap=True),
        scale=alt.Scale(zero=False, nice=False),
    )
    y = money_up(w("when.picture.profit"), 26)
    bands = [
        only(kind)
        .mark_area(opacity=opacity, interpolate="step-after", color=QUIET)
        .encode(x=x, y=y, y2="y2:Q")
        for kind, opacity in (("most", 0.2), ("half", 0.28))
    ]
    middle = (
        only("median")
        .mark_line(strokeWidth=1.2, opacity=0.9, color=QUIET, interpolate="step-after")
        .encode(x=x, y=y)
    )
    return layered(
        *bands,
        middle,
        *_rules(x, y),
        *_stories(x, y, w),
        height=HEIGHT,
        padding=around(right=70),
    )


def _rules(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Break-even and the month of the fair, each with its name."""
    return [
        only("zero").mark_rule(color=QUIET, strokeWidth=1.5).encode(y=y),
        only("day").mark_rule(color=QUIET, strokeWidth=1.5, strokeDash=[2, 3]).encode(x=x),
        only("day")
        .mark_text(fontSize=12, baseline="bottom")
        .encode(x=x, y=alt.value(-6), text="text:N"),
        only("zero_name")
        .mark_text(align="left", dx=6, fontSize=12)
        .encode(x=alt.value({"expr": "width"}), y=y, text="text:N"),
    ]


def _stories(x: alt.X, y: alt.Y, w: Words) -> list[alt.Chart]:
    """Three lines, each with a dash of its own and its name at its end."""
    names = [w(f"when.story.{name}") for name, _ in STORIES]
    line = (
        only("story")
        .mark_line(strokeWidth=2.5, interpolate="step-after")
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "name:N",
                legend=None,
                scale=alt.Scale(domain=names, range=[LOSES, APART, COVERS]),
            ),
            strokeDash=alt.StrokeDash(
                "name:N",
                legend=None,
                scale=alt.Scale(domain=names, range=[[2, 2], [7, 3], [1, 0]]),
            ),
        )
    )
    named = (
        only("end")
        .mark_text(align="left", dx=6, fontSize=13, fontWeight=600)
        .encode(x=alt.value({"expr": "width"}), y=y, text="text:N")
    )
    return [line, named]


def shown_until(found: Timeline) -> int:
    """The last month of the picture: after it nothing changes that would be seen."""
    every = np.column_stack([found.bands, found.courses.T])
    height = float(max(every.max(), 0.0) - min(every.min(), 0.0))
    moving = (np.abs(every - every[-1]) > STILL * height).any(axis=1)
    until = int(found.months[np.flatnonzero(moving)[-1]]) + 1 if moving.any() else 0
    last = int(found.months[-1])
    return last if last - until < 3 else max(until, 0)


def frame(found: Timeline, w: Words) -> pd.DataFrame:
    """The rows of `spec`. Before its first month nothing has been paid and nothing has come."""
    last = shown_until(found)
    kept = found.months <= last
    months = [int(found.months[0]) - 1, *found.months[kept].tolist(), last + 1]
    bands = found.bands[kept].T
    rows = _steps("most", months, bands[0], bands[4]) + _steps("half", months, bands[1], bands[3])
    rows += _steps("median", months, bands[2], bands[2])
    told = {} if same_course(found) else dict(zip(found.stories, found.courses, strict=True))
    for story, course in told.items():
        rows += _steps("story", months, course[kept], course[kept], w(f"when.story.{story.name}"))
    rows.append({"kind": "zero", "y": 0.0})
    rows.append({"kind": "day", "x": 0, "text": w("when.picture.fair")})
    ends = {w(f"when.story.{story.name}"): float(c[kept][-1]) for story, c in told.items()}
    ends[w("chart.break_even")] = 0.0
    height = max(*bands.flat, *found.courses.flat, 0) - min(*bands.flat, *found.courses.flat, 0)
    places = apart(ends, height * TEXT)
    kinds = {w("chart.break_even"): "zero_name"}
    rows += [{"kind": kinds.get(text, "end"), "y": y, "text": text} for text, y in places.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def same_course(found: Timeline) -> bool:
    """Whether the three stories are one and the same."""
    return bool((found.courses == found.courses[0]).all())


def _steps(
    kind: str, months: list[int], low: Array, high: Array, name: str = ""
) -> list[dict[str, Any]]:
    """A line or a band, with nothing at its start, and its end once more so that it is seen."""
    ends = zip([0.0, *low, low[-1]], [0.0, *high, high[-1]], strict=True)
    return [
        {"kind": kind, "name": name, "x": month, "y": float(a), "y2": float(b)}
        for month, (a, b) in zip(months, ends, strict=True)
    ]


def apart(ends: dict[str, float], line: float) -> dict[str, float]:
    """The same names at least a line of text from each other, as near to their ends as can be."""
    names = sorted(ends, key=lambda name: ends[name])
    places = [ends[name] for name in names]
    for _ in range(50):
        for below, above in pairwise(range(len(places))):
            missing = line - (places[above] - places[below])
            if missing > 0:
                places[below] -= missing / 2
                places[above] += missing / 2
    return dict(zip(names, places, strict=True))
