"""Pictures of what can be done: today's range and the needed value, and the stand team.

As in `pictures.base`: constant specifications for each language, and rows that hold what changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from pictures.base import COVERS, LOSES, QUIET, Spec, around, finished, layered, money_up, only
from sim.decide.levers import Needed
from sim.decide.team import TeamCurve
from sim.plan.beliefs import Exact
from words.catalogue import Words, words

STEP: Final = 50  # height of a row
LETTER: Final = 6.2  # width of a letter of the values beside a name
DOWN: Final = 12  # the band lies so far below the middle of the row, its name above it
PROFIT: Final = 330
UNSERVED: Final = 200
NAMES: Final = 22  # room above the bars for what is named there
STATES: Final = ("needed", "worse")


# What a lever would have to be


@lru_cache
def levers_spec(language: str) -> Spec:
    """A row for each lever: its range, the likely value, and the needed one."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, padding=10))
    y = alt.Y("order:O", axis=None)
    colour = alt.Color(
        "state:N", legend=None, scale=alt.Scale(domain=list(STATES), range=[COVERS, LOSES])
    )
    shape = alt.Shape(
        "state:N",
        legend=None,
        scale=alt.Scale(domain=list(STATES), range=["diamond", "triangle-down"]),
    )
    whole = only("whole").mark_rule(color=QUIET, opacity=0.45, yOffset=DOWN, y2Offset=DOWN)
    band = only("band").mark_bar(color=QUIET, opacity=0.4, height=12, yOffset=DOWN)
    now = only("now").mark_tick(
        color=QUIET, thickness=3, height=18, yOffset=DOWN, orient="vertical"
    )
    mark = only("mark").mark_point(filled=True, opacity=1, size=130, yOffset=DOWN)
    name = only("name").mark_text(
        align="left", fontSize=13, dy=-8, limit={"expr": "width - datum.beside"}
    )
    arrow = only("arrow").mark_text(align="right", fontSize=12, dy=-8)
    return finished(
        layered(
            whole.encode(x=x, x2="x2:Q", y=y),
            band.encode(x=x, x2="x2:Q", y=y),
            now.encode(x=x, y=y),
            mark.encode(x=x, y=y, color=colour, shape=shape),
            name.encode(x=alt.value(0), y=y, text="text:N"),
            arrow.encode(x=alt.value({"expr": "width"}), y=y, text="text:N"),
            height=alt.Step(STEP),
            padding=around(),
        ),
        language,
    )


def levers_frame(rows: Sequence[tuple[Needed, str, str]]) -> pd.DataFrame:
    """The rows of `levers_spec`: each lever with its name and its two values in words, on a scale
    from 0 to the largest that is drawn."""
    found: list[dict[str, Any]] = []
    for order, (one, name, arrow) in enumerate(rows):
        assert one.likely is not None
        now, needed = one.now, one.likely.value
        most = max(now.high, needed) or 1.0
        at = {"order": order}
        found.append({"kind": "whole", "x": 0.0, "x2": 1.0, **at})
        if not isinstance(now, Exact):
            found.append({"kind": "band", "x": now.low / most, "x2": now.high / most, **at})
        state = "worse" if one.reached else "needed"
        found += [
            {"kind": "now", "x": now.likely / most, **at},
            {"kind": "mark", "x": needed / most, "state": state, **at},
            {"kind": "name", "text": name, "beside": LETTER * len(arrow) + 14, **at},
            {"kind": "arrow", "text": arrow, **at},
        ]
    return pd.DataFrame(found, columns=["kind", "order", "x", "x2", "state", "text", "beside"])


# The stand team


def _people(w: Words) -> alt.X:
    return alt.X(
        "label:O",
        title=w("levers.team.axis"),
        sort=alt.SortField("order"),
        axis=alt.Axis(labelAngle=0, ticks=False, domain=False, labelOverlap=True),
    )


@lru_cache
def profit_spec(language: str) -> Spec:
    """For each number of people where the fair ends, and which number is planned and best."""
    w = words(language)
    x = _people(w)
    y = money_up(w("levers.team.profit"), 34)
    zero = only("zero").mark_rule(color=QUIET, strokeWidth=1.5)
    band = only("band").mark_bar(color=QUIET, opacity=0.35, size={"expr": "min(width / 28, 18)"})
    middle = only("band").mark_tick(
        color=QUIET, thickness=3, size={"expr": "min(width / 22, 24)"}, orient="horizontal"
    )
    mean = only("band").mark_point(filled=True, opacity=1, size=55, color=COVERS)
    named = only("named").mark_text(fontSize=12, fontWeight=600, baseline="bottom")
    return finished(
        layered(
            band.encode(x=x, y=y, y2="y2:Q"),
            zero.encode(y=y),
            middle.encode(x=x, y="median:Q"),
            mean.encode(x=x, y="mean:Q"),
            named.encode(x=x, y=alt.value(-4), text="text:N"),
            height=PROFIT,
            padding=around(top=NAMES),
        ),
        language,
    )


@lru_cache
def unserved_spec(language: str) -> Spec:
    """For each number of people how many leave without a conversation."""
    w = words(language)
    x, y = _people(w), alt.Y("y:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    bar = only("bar").mark_bar(color=LOSES, opacity=0.75, size={"expr": "min(width / 28, 18)"})
    told = only("bar").mark_text(fontSize=12, baseline="bottom", dy=-4)
    return finished(
        layered(
            bar.encode(x=x, y=y),
            told.encode(x=x, y=y, text="text:N"),
            height=UNSERVED,
            padding=around(top=NAMES),
        ),
        language,
    )


def profit_frame(curve: TeamCurve, planned: float, w: Words) -> pd.DataFrame:
    """The rows of `profit_spec`."""
    best = curve.best_mean.staff
    rows: list[dict[str, Any]] = [{"kind": "zero", "y": 0.0}]
    for order, point in enumerate(curve.points):
        at = {"order": order, "label": w.short(point.staff)}
        rows.append(
            {
                "kind": "band",
                "y": point.p10.value,
                "y2": point.p90.value,
                "median": point.p50.value,
                "mean": point.mean.value,
                **at,
            }
        )
        names = [
            w(f"levers.team.{name}")
            for name, staff in (("plan", planned), ("best", best))
            if staff == point.staff
        ]
        if names:
            rows.append({"kind": "named", "text": " · ".join(names), **at})
    columns = ["kind", "order", "label", "y", "y2", "median", "mean", "text"]
    return pd.DataFrame(rows, columns=columns)


def unserved_frame(curve: TeamCurve, w: Words) -> pd.DataFrame:
    """The rows of `unserved_spec`."""
    rows = [
        {
            "kind": "bar",
            "order": order,
            "label": w.short(point.staff),
            "y": point.unserved.value,
            "text": w.short(point.unserved.value, 2),
        }
        for order, point in enumerate(curve.points)
    ]
    return pd.DataFrame(rows, columns=["kind", "order", "label", "y", "text"])
