"""How far a move of a slider has come: made, drawn, and waited for by the rest of the page.

A slider is `moved` by the visitor, `drawn` in the picture, `arrived` in the browser and `rested`,
when whatever else depends on the number has been drawn too. Each transition gives a new object,
which the visit keeps whole (`MOVES`): a script that is broken off anywhere leaves the one before or
the one after, never half of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from ui.visit.keys import Key

SOON: Final = 1.0  # seconds within which a browser may repeat what a widget held
LATER: Final = 10.0  # the same, where it says something else too
Form = tuple[float, float, float]
"""Lowest, highest and step of a slider."""


class Seen(NamedTuple):
    """What a widget held at a time, in seconds of a clock that only goes on."""

    at: float
    key: str
    value: Any


@dataclass(frozen=True)
class Moves:
    """Where the moves of all sliders of a visit stand.

    made    moves since the whole page was begun last
    seen    as many of them as the picture shows that was drawn last
    rows    the inputs that moved since everything that depends on them was drawn: it waits
    asked   those of them that are about to be drawn, as they are now
    hurry   whether a number changed whose picture is to go before all else
    frame   what was drawn around the numbers when the whole page was begun: the version of its
            tables, and whether it spoke of a link that was not opened
    forms   slider -> the form in which the browser is known to have it, as it was set last
    holds   widget -> what the page has had it hold last
    recent  what widgets held just before the page changed them, and what it changed them to

    In every state:

    - ``0 <= seen <= made``: no picture shows a move that was not made;
    - ``len(rows) <= made``, and rows wait where the last thing that happened was a move: none is
      lost before it was drawn;
    - ``asked`` is of `rows`: what moves after it was asked for waits for another time;
    - `recent` is in the order of time, all of it within `LATER` of the last one, and of widgets
      that are in `holds`.
    """

    made: int = 0
    seen: int = 0
    rows: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    hurry: bool = False
    frame: tuple[int, bool] | None = None
    forms: Mapping[str, Form] = field(default_factory=dict)
    holds: Mapping[str, Any] = field(default_factory=dict)
    recent: tuple[Seen, ...] = ()

    # What has come of the moves

    @property
    def waiting(self) -> int:
        """How many moves the browser has to let rest before it asks for what waits; 0 where
        nothing does."""
        return self.made if self.rows else 0

    @property
    def at_rest(self) -> bool:
        """Whether what waits may be drawn: a slider that moved on meanwhile will rest again."""
        return bool(self.rows) and self.seen == self.made

    def begun(self, frame: tuple[int, bool]) -> Moves:
        """The whole page is about to be drawn, every widget anew: nothing waits."""
        nothing: frozenset[str] = frozenset()
        return replace(self, made=0, seen=0, rows=nothing, asked=nothing, frame=frame, forms={})

    def moved(self, path: str) -> Moves:
        """The slider of the input at `path` was moved."""
        rows, asked = self.rows | {path}, self.asked - {path}
        return replace(self, made=self.made + 1, rows=rows, asked=asked)

    def drawn(self) -> Moves:
        """The picture was drawn, with all that was moved so far."""
        return replace(self, seen=self.made)

    def asking(self) -> Moves:
        """What waits is about to be drawn."""
        return replace(self, asked=self.rows)

    def rested(self) -> Moves:
        """Everything that was asked for has been drawn."""
        return replace(self, rows=self.rows - self.asked, asked=frozenset())

    # What goes before all else

    def hurried(self) -> Moves:
        """A number changed: its picture is to be drawn first."""
        return replace(self, hurry=True)

    def pictured(self) -> Moves:
        """The picture is on its way."""
        return replace(self, hurry=False)

    # What the browser has of the sliders

    def knows(self, key: str, form: Form) -> bool:
        """Whether the browser has this slider in this form."""
        return self.forms.get(key) == form

    def unknown(self, key: str) -> Moves:
        """A slider is about to be set: the browser may not hear of it before a run has come to its
        end."""
        return replace(
            self, forms={other: form for other, form in self.forms.items() if other != key}
        )

    def arrived(self, forms: Mapping[str, Form]) -> Moves:
        """A run came to its end: the browser has these sliders as they were set."""
        return replace(self, forms={**self.forms, **forms})

    # What a browser says once more

    def holding(self, before: Mapping[str, Any], after: Mapping[str, Any], now: float) -> Moves:
        """The widgets of `after` are about to hold its values, at the time `now` in seconds; what
        they held `before`, where they held anything."""
        recent = [one for one in self.recent if now - one.at < LATER]
        for key, value in after.items():
            was = before.get(key)
            if was is not None and was != value:
                recent += [Seen(now, key, was), Seen(now, key, value)]
        return replace(self, recent=tuple(recent), holds={**self.holds, **after})

    def heard(self, key: str, value: Any, now: float, *, others: bool = False) -> bool:
        """Whether a widget only says what the page made of it, or what it held just before;
        `others`: another one says something else than it holds, too.

        A browser that has not been told of a new number yet sends the old one once more with
        whatever the visitor does next, and then the new one as if it were news: Streamlit takes
        both for something that was just typed. Nobody types the number that stood there within
        `SOON`, nor within `LATER` and does something else at the same time; a slow browser takes
        longer than the one to hear of it.
        """
        within = LATER if others else SOON
        return self.holds.get(key) == value or any(
            now - at < within and (of, held) == (key, value) for at, of, held in self.recent
        )


MOVES: Final = Key[Moves]("moves", Moves())
