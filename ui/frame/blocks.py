"""Blocks of any page: a table that a phone can show too, a picture, and a box that works when it is
opened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from ui.frame.shell import on_phone
from ui.visit import state
from ui.visit.keys import Key
from words.markdown import dollars_escaped

Rows = Sequence[Sequence[str]]
# box -> its label, and whether it is open
OPEN: Final = Key[Mapping[str, tuple[str, bool]]]("open", {})


def on_request(
    label: str,
    key: str,
    draw: Callable[[], None],
    *,
    icon: str | None = None,
    expanded: bool = False,
) -> None:
    """A closed box that does its work when it is opened; an open one stays open in another
    language, and when the visitor comes back to it."""
    before, was_open = state.kept(OPEN).get(key, ("", False))
    if was_open and (before != label or state.widget(key) is None):
        state.put(key, True)
    box = st.expander(label, key=key, on_change="rerun", icon=icon, expanded=expanded)
    state.change(OPEN, lambda others: {**others, key: (label, bool(box.open))})
    if box.open:
        with box:
            draw()


def picture(rows: Sequence[Mapping[str, Any]], spec: dict[str, Any], *, key: str, alt: str) -> None:
    """A chart of few rows that a move of a slider draws anew: on the way to the browser a frame of
    pandas would take six times as long as a table of their own columns."""
    columns = dict.fromkeys(column for row in rows for column in row)
    drawn = pa.table({column: [row.get(column) for row in rows] for column in columns})
    st.vega_lite_chart(drawn, spec, key=key, alt=alt, width="stretch")


def table(rows: Rows, key: str, *, numbers: Collection[int] = (), even: bool = False) -> None:
    """A table of Markdown, its first row the heads; a list where the screen has no room for it.

    The columns of `numbers` end at the right; `even` columns are equally wide, whatever they hold.
    """
    with st.container(key=f"table.{'even.' * even}{key}"):
        st.markdown(dollars_escaped(listed(rows) if on_phone() else tabled(rows, numbers)))


def tabled(rows: Rows, numbers: Collection[int] = ()) -> str:
    """Rows as a table of Markdown, the heads first; the columns of `numbers` end at the right."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    sides = ["--:" if at in numbers else ":--" for at in range(len(rows[0]))]
    return "\n".join([lines[0], f"|{'|'.join(sides)}|", *lines[1:]])


def listed(rows: Rows) -> str:
    """The same as a list: a line for each row of two, otherwise its name and a line a cell."""
    heads, *rest = rows
    if len(heads) == 2:
        return "\n".join(f"- {name}: {cell}" for name, cell in rest)
    lines = []
    for name, *cells in rest:
        pairs = zip(heads[1:], cells, strict=True)
        lines += [f"\n**{name}**\n", *(f"- {head}: {cell}" for head, cell in pairs)]
    return "\n".join(lines)
