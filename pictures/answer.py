"""What the charts show: rows of aggregates, with their labels in words.

Whatever changes (counts, labels, the company's hurdle) is a row here; the specifications in
`pictures.base` stay as they are, so that the browser updates a picture in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, Protocol

from pictures.base import SIDES, dot_height
from sim.links.presentation import Outlook
from sim.plan.funnel import STAGES
from sim.plan.johnson import Array
from sim.plan.round_numbers import of_hundred
from sim.play.answer import LEVELS, Answer, dot_columns
from words.catalogue import Words
from words.measured import band

Row = dict[str, Any]

BANDS: Final = (0.1, 0.25)  # of the fairs end below them, and as many above
FADE: Final = 0.03
STEPS: Final = (0.0, 0.0, 0.0, 0.33, 0.67, 1.0)  # of the fade: half of the grey stands at the end


class Shape(Protocol):
    """What the dots are drawn of: quantiles as of `Answer.levels`, money."""

    @property
    def levels(self) -> Array: ...

    def profit(self, share: float) -> float: ...


def rows(
    view: str, answer: Answer, w: Words, *, dots: int = 50, hurdle: float | None = None
) -> list[Row]:
    """The rows of one of `VIEWS`; `dots` is 50 or 20, `hurdle` the chance the company asks for."""
    shapes = {
        "dots": lambda: dot_rows(answer, dots),
        "histogram": lambda: _bar_rows(answer),
        "curve": lambda: _curve_rows(answer),
    }[view]()
    return [*shapes, *band_rows(answer), *_marks(view, answer, w, hurdle)]


def band_rows(answer: Shape) -> Iterator[Row]:
    """The grey."""
    return (row("band", low, x2=high) for low, high in bands(answer))


def row(kind: str, x: float, **more: object) -> Row:
    return {"kind": kind, "x": x, **more}


def _side(x: float) -> str:
    return SIDES[x >= 0]


def dot_rows(answer: Shape, dots: int) -> list[Row]:
    """A quantile dotplot (Kay et al. 2016): each dot is an equal share of the fairs."""
    at = [round(LEVELS * (2 * dot + 1) / (2 * dots)) for dot in range(dots)]
    values = answer.levels[at]
    columns = dot_columns(values).tolist()
    stacks: Counter[float] = Counter()
    places = []
    for column in columns:
        stacks[column] += 1
        places.append(stacks[column] - 0.5)
    across = dot_height(max(stacks.values()))
    return [
        row(
            "dot",
            column,
            y=place * across,
            side=_side(float(value)),
            size=(0.9 * across) ** 2,
        )
        for column, place, value in zip(columns, places, values, strict=True)
    ]


def _bar_rows(answer: Answer) -> list[Row]:
    pairs = zip(answer.edges[:-1], answer.edges[1:], answer.heights, strict=True)
    return [
        row("bar", float(a), x2=float(b), y=float(h) * 100, side=_side(float(a + b) / 2))
        for a, b, h in pairs
    ]


def _curve_rows(answer: Answer) -> list[Row]:
    """How many of 100 fairs end at x or above."""
    rows = []
    for k in range(LEVELS // 200, LEVELS, LEVELS // 100):
        value = float(answer.levels[k])
        rows.append(row("curve", value, y=100 - 100 * k / LEVELS, side=_side(value)))
    return rows


def bands(answer: Shape) -> Iterator[tuple[float, float]]:
    """Low and high end of nested bands of the profit, money, the widest first. Drawn over each
    other they are grey from where 1 in 10 fairs end below to where 1 in 10 end above, and nowhere
    else; darker where the middle half end. Each begins with a step that can be seen, and grows from
    there over `FADE` of its width, so that no edge is hard."""
    ends = [(answer.profit(share), answer.profit(1 - share)) for share in BANDS]
    inside = [*ends[1:], (answer.profit(0.5),) * 2]
    for (low, high), (left, right) in zip(ends, inside, strict=True):
        fade = FADE * (high - low)
        for part in STEPS:
            yield min(low + part * fade, left), max(high - part * fade, right)


def _marks(view: str, answer: Answer, w: Words, hurdle: float | None) -> list[Row]:
    chance = answer.chance.value
    rows = [
        row("zero", 0.0, text=w("chart.break_even")),
        row("median", answer.profit(0.5)),
        row("left", 0.0, text="\u25c6 " + w("chart.loses", n=w.of_hundred(1 - chance))),
        row("right", 0.0, text="\u25cf " + w("chart.covers", n=w.of_hundred(chance))),
    ]
    if hurdle is not None and view == "curve":
        rows.append(row("level", 0.0, y=hurdle * 100))
    elif hurdle is not None:
        at = answer.profit(1 - hurdle)
        rows.append(row("hurdle", at, text=w("chart.hurdle", n=of_hundred(hurdle))))
    return rows


def funnel_rows(answer: Answer | Outlook, w: Words) -> list[Row]:
    """One row a stage: its band and its median, both in words (``text``) and the median alone
    (``short``)."""
    rows = []
    for order, stage in enumerate(STAGES):
        _, low, median, high = answer.bands[stage]
        told = band(w.short(median), w.short(low), w.short(high), w)
        rows.append(
            {
                "order": order,
                "label": w(f"stages.{stage}"),
                "low": low,
                "median": median,
                "high": high,
                "side": SIDES[stage != "unserved"],
                "text": told,
                "short": w.short(median),
            }
        )
    return rows
