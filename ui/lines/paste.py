"""Lines out of a spreadsheet: pasted, shown as they are understood, and put into the table.

What cannot be read stays where it was pasted, with a sentence for each line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.typed import pasted
from sim.plan.typed.pasted import Pasted, Taken
from ui.editing import redraw
from ui.lines import rows
from ui.lines.kind import Kind
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.costs import column_of_amounts
from words.markdown import dollars_escaped, plain, quoted

MOST_TOLD: Final = 8  # lines of which it is said why they cannot be read


@dataclass(frozen=True)
class Paste:
    """What was pasted for a table.

    open     whether its box is shown
    text     what stands in the box
    turn     rises when the box is filled by us
    column   of the amounts, where the visitor has said it
    decimal  mark of the decimals, where the visitor has said it
    """

    open: bool = False
    text: str = ""
    turn: int = 0
    column: int | None = None
    decimal: str = ""


PASTES: Final = Key[Mapping[str, Paste]]("lines.pastes", {})  # by kind and plan


def _of(kind: Kind) -> str:
    return f"{kind.place}.{state.slot()}"


def _now(kind: Kind) -> Paste:
    return state.kept(PASTES).get(_of(kind), Paste())


def _keep(kind: Kind, now: Paste) -> None:
    state.change(PASTES, lambda others: {**others, _of(kind): now})


def show(kind: Kind) -> None:
    """The button, and behind it the box and what is made of its text."""
    st.fragment(_show, key=redraw.there(redraw.pasting(kind.place)))(kind)


def _show(kind: Kind) -> None:
    w, now = state.language(), _now(kind)
    st.button(
        w("lines.paste.open"),
        key=f"paste.open.{kind.place}",
        type="tertiary",
        icon=":material/content_paste:",
        on_click=redraw.after_lines,
        args=(_toggled, kind),
    )
    if not now.open:
        return
    with st.container(key=f"paste-{kind.place}", gap="small"):
        key = f"paste.{_of(kind)}.{now.turn}"
        st.text_area(
            w("lines.paste.box"),
            value=now.text,
            key=key,
            height=130,
            placeholder=w("lines.paste.example"),
            on_change=redraw.after_lines,
            args=(_typed, kind, key),
        )
        if now.text.strip():
            _understood(kind, now, w)


def into(kind: Kind) -> Callable[[str], None]:
    """What happens when lines are pasted into the table itself: they stand in the box."""

    def pasted_there(widget: str) -> None:
        told = state.widget(widget) or {}
        text = told.get("pasted")
        if isinstance(text, str) and text.strip():
            redraw.after_lines(_put, kind, text)

    return pasted_there


@state.whole
def _toggled(kind: Kind) -> None:
    now = _now(kind)
    _keep(kind, replace(now, open=not now.open))


@state.whole
def _typed(kind: Kind, key: str) -> None:
    _keep(kind, replace(_now(kind), text=str(state.widget(key, "")), column=None, decimal=""))


@state.whole
def _put(kind: Kind, text: str) -> None:
    _keep(kind, Paste(open=True, text=text, turn=_now(kind).turn + 1))


# What is made of the text


def _understood(kind: Kind, now: Paste, w: Words) -> None:
    found = pasted.table(now.text)
    column = column_of_amounts(found)
    if column is None:
        st.error(w("lines.paste.no_amounts"), icon=":material/error:")
        return
    if len(found.amounts) > 1:
        column = _asked_column(kind, found, column, now, w)
    taken = pasted.read(found, column, now.decimal)
    doubt = pasted.read(found, column).doubtful
    if doubt:
        _asked_mark(kind, doubt, now, w)
    if taken.total is not None:
        name = quoted(" ".join(found.texts[taken.total].split()))
        st.caption(dollars_escaped(w("lines.paste.total", line=name)))
    _problems(found, taken, w)
    n = len(taken.lines)
    amount = w.money(sum(line.amount for line in taken.lines), state.plan().currency, 5)
    st.button(
        dollars_escaped(w.counted("lines.paste.add", n, n=w.number(n), amount=amount)),
        key=f"paste.add.{kind.place}",
        type="primary",
        icon=":material/check:",
        disabled=not n or bool(doubt and not now.decimal),
        on_click=redraw.after_lines,
        args=(_added, kind, rows.key(kind), w.code, column),
    )


def _problems(found: Pasted, taken: Taken, w: Words) -> None:
    """A sentence for each line that cannot be read."""
    told = []
    for at, problem in taken.problems.items():
        bare = ScenarioError(problem.code, f"costs.{problem.place}", **problem.values)
        copied = quoted(" ".join(found.texts[at].split()))
        line = w("lines.paste.line", n=w.number(found.numbers[at]), line=copied)
        told.append(f"{line}: {w.problem(bare, Unit.MONEY)}")
    more = len(told) - MOST_TOLD
    if more > 0:
        told = [*told[:MOST_TOLD], w.counted("lines.paste.more", more, n=w.number(more))]
    if told:
        st.warning(dollars_escaped("  \n".join(told)), icon=":material/error:")


def _asked_column(kind: Kind, found: Pasted, likely: int, now: Paste, w: Words) -> int:
    """Which of several columns of numbers is the amount."""
    chosen = now.column if now.column in found.amounts else likely
    key = f"paste.column.{_of(kind)}.{now.turn}"

    def called(at: int) -> str:
        head = found.heads[at] if found.heads else ""
        first = next(row[at] for row in found.rows if row[at])
        return plain(head or w("lines.paste.nth", n=w.number(at + 1), first=first))

    state.put(key, chosen)
    st.selectbox(
        w("lines.paste.column"),
        found.amounts,
        key=key,
        format_func=called,
        on_change=redraw.after_lines,
        args=(_said, kind, key, "column"),
    )
    return int(chosen or 0)


def _asked_mark(kind: Kind, doubt: tuple[str, ...], now: Paste, w: Words) -> None:
    """What the mark of an amount means, where nothing in its column says it."""
    mark = next(one for one in doubt[0] if one in pasted.MARKS)
    other = {".": ",", ",": "."}[mark]
    key = f"paste.mark.{_of(kind)}.{now.turn}"
    sample = Pasted((("x", doubt[0]),), (doubt[0],), (1,), (), (1,), 0)
    means = {one: pasted.read(sample, 1, one).lines[0].amount for one in (other, mark)}
    state.put(key, now.decimal or None)
    st.segmented_control(
        w("lines.paste.mark", amount=quoted(doubt[0])),
        (other, mark),
        key=key,
        format_func=lambda one: w.typed(means[one], Unit.MONEY),
        on_change=redraw.after_lines,
        args=(_said, kind, key, "decimal"),
    )


@state.whole
def _said(kind: Kind, key: str, what: str) -> None:
    said: Any = state.widget(key)
    told: dict[str, Any] = {what: said if said is not None else Paste.__dict__[what]}
    _keep(kind, replace(_now(kind), **told))


@state.whole
def _added(kind: Kind, table: str, code: str, column: int) -> None:
    """What was read becomes rows; what was not stays in the box."""
    now, w = _now(kind), state.language()
    found = pasted.table(now.text)
    if column not in found.amounts:  # pasted anew by the same click
        return
    taken = pasted.read(found, column, now.decimal)
    more = [
        kind.blank() | {"label": line.label, "likely": w.typed(line.amount, Unit.MONEY)}
        for line in taken.lines
    ]
    rows.appended(kind, table, code, more)
    left = "\n".join(found.texts[at] for at in taken.problems)
    _keep(kind, Paste(open=bool(left), text=left, turn=now.turn + 1))
