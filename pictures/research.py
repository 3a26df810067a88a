"""The picture of what knowing is worth: a bar for each number, and everything together as a line.

As in `pictures.base`: one constant specification a language, and rows that hold what changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from pictures.base import COVERS, QUIET, Spec, around, finished, layered, money_along, only
from sim.play.result import Measured
from words.catalogue import Words, words

STEP: Final = 46  # height of a row
BAR: Final = 14  # and of its bar
DOWN: Final = 12  # the bar lies so far below the middle of the row, its name above it
ASIDE: Final = 14  # room on both sides of the axis
COLUMNS: Final = ("kind", "order", "x", "x2", "text")


@lru_cache
def spec(language: str) -> Spec:
    """The Vega-Lite specification."""
    return finished(_drawn(words(language)), language)


def _drawn(w: Words) -> alt.LayerChart:
    x = money_along(w("research.chart.axis"), zero=True, padding=ASIDE)
    y = alt.Y("order:O", axis=None)
    bar = only("bar").mark_bar(color=COVERS, height=BAR, yOffset=DOWN)
    noise = only("noise").mark_rule(color=QUIET, strokeWidth=2.5, yOffset=DOWN)
    bound = only("bound").mark_tick(
        color=QUIET, thickness=2, height=STEP - 20, yOffset=DOWN, orient="vertical"
    )
    name = only("name").mark_text(
        align="left", fontSize=13, dy=-8, limit={"expr": f"width - {2 * ASIDE} - 70"}
    )
    amount = only("told").mark_text(align="right", fontSize=13, fontWeight=600, dy=-8)
    above = only("above").mark_text(align="right", fontSize=12, baseline="bottom")
    right = alt.value({"expr": f"width - {ASIDE}"})
    return layered(
        bar.encode(x=x, x2="x2:Q", y=y),
        noise.encode(x=x, x2="x2:Q", y=y),
        bound.encode(x=x, y=y),
        name.encode(x=alt.value(ASIDE), y=y, text="text:N"),
        amount.encode(x=right, y=y, text="text:N"),
        above.encode(x=right, y=alt.value(-4), text="text:N"),
        height=alt.Step(STEP),
        padding=around(top=20),
    )


def frame(
    worths: Sequence[tuple[str, str, Measured]],
    bound: tuple[str, Measured],
    w: Words,
) -> pd.DataFrame:
    """The rows of `spec`: name, amount in words and value of each number, and the amount and value
    of everything together, where every line stands that no bar passes."""
    told, most = bound
    rows: list[dict[str, Any]] = [{"kind": "above", "text": w("research.chart.bound", amount=told)}]
    for order, (name, amount, value) in enumerate(worths):
        rows += [
            {"kind": "bar", "order": order, "x": 0.0, "x2": value.value},
            {"kind": "noise", "order": order, **_ends(value)},
            {"kind": "bound", "order": order, "x": most.value},
            {"kind": "name", "order": order, "text": name},
            {"kind": "told", "order": order, "text": amount},
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _ends(value: Measured) -> dict[str, float]:
    around = value.doubt
    return {"x": max(value.value - around, 0.0), "x2": value.value + around}
