"""Pictures of a fair that has been: how the chance moved, where real numbers fell, what made the
difference.

As in `pictures.base`: constant specifications for each language, and rows that hold what changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from pictures.base import (
    COVERS,
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
from words.catalogue import words

COURSE: Final = 240  # height
ABOVE: Final = -36  # where the name of the hurdle stands, clear of every number
STEP: Final = 46  # height of a row
DOWN: Final = 10  # what is drawn lies so far below the middle of the row, its name above it
BESIDE: Final = 1.25  # widths of the band to each side of its middle that are shown
ASIDE: Final = 70  # room for amounts beside the bars


# How the chance moved


@lru_cache
def course_spec(language: str) -> Spec:
    """The chance on each day, from the plan on."""
    w = words(language)
    x = alt.X(
        "label:N",
        sort=alt.EncodingSortField("order"),
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap=True, labelPadding=8, ticks=False, domain=False),
    )
    y = alt.Y(
        "n:Q",
        title=w("evaluate.course.axis"),
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(
            values=[0, 25, 50, 75, 100], gridOpacity=0.25, domain=False, titleAngle=0,
            titleAlign="left", titleAnchor="end", titleX=0, titleY=-14,
        ),
    )  # fmt: skip
    hurdle, named = only("hurdle"), only("named")
    line = only("day").mark_line(color=COVERS, strokeWidth=2)
    point = only("day").mark_point(color=COVERS, filled=True, opacity=1, size=90)
    name = only("day").mark_text(dy=-14, fontSize=13, fontWeight=600)
    return finished(
        layered(
            hurdle.mark_rule(color=QUIET, strokeDash=[4, 4]).encode(y=y),
            named.mark_text(align="left", fontSize=12).encode(
                x=alt.value(0), y=alt.value(ABOVE), text="text:N"
            ),
            line.encode(x=x, y=y, order="order:Q"),
            point.encode(x=x, y=y),
            name.encode(x=x, y=y, text="text:N"),
            height=COURSE,
            padding=around(top=42),
        ),
        language,
    )


def course_frame(
    days: Sequence[tuple[str, float, str]], hurdle: tuple[float, str] | None
) -> pd.DataFrame:
    """The rows of `course_spec`: day in words, chance and the chance in words; and the company's
    own hurdle with its name."""
    rows: list[dict[str, Any]] = [
        {"kind": "day", "order": order, "label": label, "n": 100 * chance, "text": text}
        for order, (label, chance, text) in enumerate(days)
    ]
    if hurdle is not None:
        rows += [{"kind": "hurdle", "n": 100 * hurdle[0]}, {"kind": "named", "text": hurdle[1]}]
    return pd.DataFrame(rows, columns=["kind", "order", "label", "n", "text"])


# Where real numbers fell


@dataclass(frozen=True)
class Mark:
    """A planned band and the real number, and all three in words."""

    name: str
    low: float
    high: float
    real: float
    low_told: str
    high_told: str
    real_told: str

    @property
    def place(self) -> float:
        """Where the real number lies: -1 at the low end of the band, 1 at its high end."""
        if self.high == self.low:
            return float(self.real > self.high) * 2 - float(self.real < self.low) * 2
        return 2 * (self.real - self.low) / (self.high - self.low) - 1


@lru_cache
def standing_spec(language: str) -> Spec:
    """A band for each figure, all of one width, and the real number where it fell."""
    x = alt.X(
        "x:Q",
        axis=None,
        scale=alt.Scale(domain=[-2 * BESIDE, 2 * BESIDE], nice=False, clamp=True),
    )
    y = alt.Y("order:O", axis=None)
    band = only("band").mark_bar(color=QUIET, opacity=0.3, height=12, yOffset=DOWN, cornerRadius=6)
    left = only("low").mark_text(align="right", dx=-8, dy=DOWN, fontSize=12)
    right = only("high").mark_text(align="left", dx=8, dy=DOWN, fontSize=12)
    real = only("real").mark_point(
        shape="diamond", filled=True, opacity=1, size=150, yOffset=DOWN, color=COVERS
    )
    name = only("name").mark_text(align="left", dy=-10, fontSize=13, limit={"expr": "width - 90"})
    told = only("told").mark_text(align="right", dy=-10, fontSize=13, fontWeight=600)
    return finished(
        layered(
            band.encode(x=x, x2="x2:Q", y=y),
            left.encode(x=x, y=y, text="text:N"),
            right.encode(x=x, y=y, text="text:N"),
            real.encode(x=x, y=y),
            name.encode(x=alt.value(0), y=y, text="text:N"),
            told.encode(x=alt.value({"expr": "width"}), y=y, text="text:N"),
            height=alt.Step(STEP),
            padding=around(),
        ),
        language,
    )


def standing_frame(marks: Sequence[Mark]) -> pd.DataFrame:
    """The rows of `standing_spec`."""
    rows: list[dict[str, Any]] = []
    for order, one in enumerate(marks):
        rows += [
            {"kind": "band", "order": order, "x": -1.0, "x2": 1.0},
            {"kind": "low", "order": order, "x": -1.0, "text": one.low_told},
            {"kind": "high", "order": order, "x": 1.0, "text": one.high_told},
            {"kind": "real", "order": order, "x": one.place},
            {"kind": "name", "order": order, "text": one.name},
            {"kind": "told", "order": order, "text": one.real_told},
        ]
    return pd.DataFrame(rows, columns=["kind", "order", "x", "x2", "text"])


# What made the difference


@lru_cache
def bridge_spec(language: str) -> Spec:
    """From the expected profit to the real one: each step begins where the one before it ends."""
    w = words(language)
    x = money_along(w("evaluate.bridge.axis"), padding=ASIDE)
    y = alt.Y("order:O", axis=None)
    zero = only("zero").mark_rule(color=QUIET, strokeWidth=1.5)
    link = only("link").mark_tick(
        color=QUIET, thickness=1, height=STEP - 20, yOffset=DOWN, orient="vertical"
    )
    step = only("step").mark_bar(height=14, yOffset=DOWN)
    ends = only("end").mark_point(
        shape="diamond", filled=True, opacity=1, size=150, yOffset=DOWN, color=QUIET
    )
    name = only("name").mark_text(align="left", dy=-10, fontSize=13, limit={"expr": "width - 90"})
    told = only("told").mark_text(align="right", dy=-10, fontSize=13, fontWeight=600)
    return finished(
        layered(
            zero.encode(x=x),
            link.encode(x=x, y=y),
            step.encode(x=x, x2="x2:Q", y=y, color=side_colour()),
            ends.encode(x=x, y=y),
            name.encode(x=alt.value(0), y=y, text="text:N"),
            told.encode(x=alt.value({"expr": "width"}), y=y, text="text:N"),
            height=alt.Step(STEP),
            padding=around(),
        ),
        language,
    )


def bridge_frame(
    start: tuple[str, float, str],
    steps: Sequence[tuple[str, float, str]],
    end: tuple[str, float, str],
) -> pd.DataFrame:
    """The rows of `bridge_spec`: name, money and money in words of both ends and of each step."""
    rows: list[dict[str, Any]] = [{"kind": "zero", "x": 0.0}]
    reached = start[1]
    for order, (name, amount, text) in enumerate((start, *steps, end)):
        if 0 < order <= len(steps):
            side = SIDES[amount >= 0]
            rows += [
                {"kind": "link", "order": order, "x": reached},
                {
                    "kind": "step",
                    "order": order,
                    "x": reached,
                    "x2": reached + amount,
                    "side": side,
                },
            ]
            reached += amount
        else:
            rows.append({"kind": "end", "order": order, "x": amount})
        rows += [
            {"kind": "name", "order": order, "text": name},
            {"kind": "told", "order": order, "text": text},
        ]
    return pd.DataFrame(rows, columns=["kind", "order", "x", "x2", "side", "text"])
