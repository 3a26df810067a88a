"""What is drawn again when a number changes: the answer, its reasons and the number's own row.

A page of fifty elements takes a browser three times as long to redraw as the chart alone, so the
parts are keyed fragments, the forecast first. A slider moves the forecast alone; when it rests, the
browser asks for what else depends on it. A slider that is held down draws one picture after the
other that way, and nothing in between. Of the answer's parts those follow that tell something else
now: every message costs the server more time than the words in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Final, TypeVar

import streamlit as st

from sim.plan.parameters import PATHS
from ui.editing.moves import MOVES, Moves
from ui.visit import state
from ui.visit.answers import answer
from ui.visit.keys import Key

Edit = Callable[..., bool | None]
"""What a callback does to a number; False where that was nothing."""

FORECAST: Final = "forecast"
VIEWS: Final = "views"
CHOICE: Final = "choice"
ADDRESS: Final = "address"
LINES: Final = ("costs", "income")  # fields of a plan that have a table of lines
OFFERED: Final = Key[tuple[str, bool, bool] | None]("choice.offered", None)
# Fragments of this page that others of its kind lack, as a box that is closed has none: what is not
# there may not be asked for.
THERE: Final = Key[frozenset[str]]("fragments", frozenset())
T = TypeVar("T", bound=Hashable)
Told = Callable[[], Hashable]
# The parts of the page that depend on the whole plan: what each tells now, and what it told when it
# was drawn.
PARTS: Final = Key[Mapping[str, tuple[Told, Hashable]]]("parts", {})
BESIDE_LINES: Final = "costs.invoices"  # a box of the same group
PAUSE: Final = 0.03  # seconds
QUIET: Final = 60  # milliseconds after which a slider is taken to rest

_RESTS: Final = st.components.v2.component(
    "quitte_rests",
    js="""export default ({data, parentElement, setTriggerValue}) => {
  clearTimeout(parentElement.waiting);
  if (data.moves) parentElement.waiting = setTimeout(
    () => setTriggerValue('rested', data.moves), data.quiet);
  return () => clearTimeout(parentElement.waiting);
}""",
)


def lines(place: str) -> str:
    """The fragment of a table of lines, by the field of the plan that holds them."""
    return f"lines.{place}"


def pasting(place: str) -> str:
    """The fragment of what is pasted for a table."""
    return f"pasting.{place}"


def row(path: str) -> str:
    """The fragment of an input's row."""
    return f"row.{path}"


def head(group: str) -> str:
    """The fragment at the head of a group, in the visitor's own plan."""
    return f"still.{group}"


def there(fragment: str) -> str:
    """The same name, of a fragment that is drawn now."""
    state.change(THERE, lambda others: others | {fragment})
    return fragment


def below(path: str) -> str:
    """The fragment under an input's slider."""
    return f"below.{path}"


def name(path: str) -> str:
    """The fragment of an input's name, with what can be read and said about it."""
    return f"name.{path}"


def part(fragment: str, told: Callable[[], T], draw: Callable[[T], object]) -> None:
    """Draws a part of the page of what it tells, and once more where that is something else."""

    def drawn() -> None:
        tells = told()
        draw(tells)
        state.change(PARTS, lambda others: {**others, fragment: (told, tells)})

    st.fragment(drawn, key=fragment)()


@state.whole
def after(edit: Callable[..., bool | None], path: str, *told: str) -> None:
    """The callback of a widget: edits the input at `path`, then draws what depends on it."""
    if _edit(edit, path, *told):
        rows = _rows({path} | _asked())
        st.rerun([FORECAST, name(path), *rows, *_rest()])


@state.whole
def after_lines(edit: Callable[..., None], *told: object) -> None:
    """The callback of a widget in a table of lines: edits the plan, then draws what depends on it,
    the table first, whose next rows are waited for. The whole page where the plan has other inputs
    than before, or something that is open beside the table names its lines."""
    before = state.plan()
    edit(*told)
    now = state.plan()
    if now != before:
        answer(now, state.seed())
        state.change(MOVES, Moves.hurried)
    tables = _there(map(lines, LINES))
    if not tables or {*now.inputs} != {*before.inputs} or state.widget(BESIDE_LINES):
        st.rerun()
    beside = _there([*map(pasting, LINES), head("costs")])
    st.rerun([*tables, FORECAST, *beside, *_rest()])


@state.whole
def viewed() -> None:
    """The callback of the choice of a view; the whole page where the picture is no fragment."""
    if _there([VIEWS]):
        st.rerun([FORECAST, VIEWS])


@state.whole
def moved(edit: Callable[..., None], path: str) -> None:
    """The callback of a slider, which is part of the forecast: that is drawn anyway."""
    _edit(edit, path)
    state.change(MOVES, lambda moves: moves.moved(path))


def _edit(edit: Callable[..., bool | None], path: str, *told: str) -> bool:
    """Whether there is something to draw. A browser that is told of a run first goes through every
    element of the page: the answer is simulated while it does."""
    if edit(path, *told) is False:
        return False
    answer(state.plan(), state.seed())
    state.change(MOVES, Moves.hurried)
    return True


def watch_for_rest() -> None:
    """Has the browser ask for the rest of the page once no slider moves any more."""
    state.change(MOVES, Moves.drawn)
    data = {"moves": state.kept(MOVES).waiting, "quiet": QUIET}
    _RESTS(data=data, key="rests", height=1, on_rested_change=_rested)


@state.whole
def _rested() -> None:
    if state.kept(MOVES).at_rest:
        st.rerun([*_rows(_asked()), *_rest()])


def _asked() -> frozenset[str]:
    """The inputs whose rows wait, which are drawn now."""
    state.change(MOVES, Moves.asking)
    return state.kept(MOVES).asked


def _rest() -> tuple[str, ...]:
    """Whatever else depends on the numbers and is not as it was, and the choice of a plan where it
    is called otherwise now: it offers one that was changed as such, and a way back."""
    choice = () if state.kept(OFFERED) == offered() else (CHOICE,)
    parts = state.kept(PARTS).items()
    return (*choice, *(part for part, (told, tells) in parts if told() != tells), ADDRESS)


def offered() -> tuple[str, bool, bool]:
    """What the choice of a plan shows of the one on the screen."""
    return state.slot(), state.changed(state.slot()), bool(state.drafts())


def _rows(paths: Collection[str]) -> list[str]:
    heads = _there(map(head, sorted({PATHS[path].group for path in paths})))
    about = _there(map(name, sorted(paths)))
    return [
        *about,
        *(fragment(path) for path in sorted(paths) for fragment in (row, below)),
        *heads,
    ]


def _there(fragments: Iterable[str]) -> list[str]:
    found = state.kept(THERE)
    return [one for one in fragments if one in found]


def rest_is_drawn() -> None:
    """Everything that was asked for has been drawn; the last fragment says so."""
    state.change(MOVES, Moves.rested)


@state.whole
def everything(edit: Callable[..., bool | None], *args: object) -> None:
    """The callback of a widget inside a fragment that changes the whole page; an edit that is False
    changed nothing."""
    if edit(*args) is not False:
        st.rerun()


def begun() -> None:
    """The whole page is about to be drawn."""
    frame = _frame()
    state.keep(THERE, frozenset())
    state.keep(PARTS, {})
    state.change(MOVES, lambda moves: moves.begun(frame))


def if_more_changed() -> None:
    """Draws the whole page where more has changed than numbers. A box that is left by a click on
    another language is such a case: both arrive at once, and Streamlit draws the box's part only.
    """
    if state.kept(MOVES).frame != _frame():
        st.rerun()


def _frame() -> tuple[int, bool]:
    """What is drawn around the numbers: words and tables, and a link that was not opened."""
    return state.version(), state.link_refused()


def picture_first() -> None:
    """Lets the browser draw the picture before more arrives: whatever it gets within some
    milliseconds it draws at once, and fifty elements take it three times as long as a picture."""
    if state.kept(MOVES).hurry:
        state.change(MOVES, Moves.pictured)
        time.sleep(PAUSE)
