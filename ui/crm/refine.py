"""What columns and words of a file are, and which of its sources count, to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from sim.crm.headers import DATES, DONE, WHO
from sim.crm.meaning import MEANINGS, spelled, words_in
from sim.plan.funnel import PHASES
from ui.crm import opened
from ui.crm.names import meanings, role_name
from ui.crm.opened import Door, Opened
from ui.frame import blocks
from ui.frame.choices import choose, chosen, distinct
from ui.visit import state
from words.catalogue import Words
from words.markdown import plain, quoted

FAR: Final = (
    "stage", "state", "phase", "probability", "reason", "value", "actual", "currency", "source",
)  # fmt: skip
WHOSE: Final = (*WHO, "id")
DAYS: Final = (*DATES, "date.lost", "date.closed")
TICKS: Final = (*DONE, "done.lost")
MOST: Final = 40  # words of a column, those that occur most
MOST_SOURCES: Final = 200
TOTALS: Final = "-"
WIDTH: Final = 250


def show(door: Door, file: Opened, w: Words, *, sourced: bool = True) -> None:
    """Closed until it is asked for; without the sources where they are chosen elsewhere."""
    key = f"{door.name}.refine"
    blocks.on_request(w("leads.page.refine"), key, lambda: _all(door, file, w, sourced))


def _all(door: Door, file: Opened, w: Words, sourced: bool) -> None:
    if len(file.reading.table.sheets) > 1:
        _sheet(door, file, w)
    if sourced:
        sources(door, file, w)
    if file.sheet is not None and not file.sheet.phased:
        _phase(door, file, w)
    st.markdown(f"**{w('leads.page.columns')}**")
    _roles(door, file, FAR, w)
    for role in dict.fromkeys((*MEANINGS, *file.said.words)):
        if role in file.reading.columns:
            _words(door, file, role, w)
    for group, roles in (("who", WHOSE), ("days", DAYS), ("ticks", TICKS)):
        blocks.on_request(
            w(f"leads.page.{group}"),
            f"{door.name}.{group}",
            partial(_group, door, file, group, roles, w),
        )


def _group(door: Door, file: Opened, group: str, roles: Sequence[str], w: Words) -> None:
    if group == "days":
        st.caption(w("leads.page.days_hint"))
        if file.sheet is not None and file.sheet.dates in ("either", "both"):
            _day_first(door, file, w)
    _roles(door, file, roles, w)


# Sheets, sources, days, phases


def _sheet(door: Door, file: Opened, w: Words) -> None:
    table, key = file.reading.table, f"{door.name}.sheet"
    state.put(key, table.sheet)
    choose(
        st.selectbox,
        w("leads.page.sheet"),
        {name: name for name in table.sheets},
        key=key,
        on_change=_another,
        args=(door.name, key),
        width=WIDTH,
    )


@state.whole
def _another(door: str, key: str) -> None:
    opened.turn_to(door, str(chosen(key)))


def sources(door: Door, file: Opened, w: Words) -> None:
    """Which sources or campaigns count, where the file has more than one."""
    found = file.sources
    if len(found) < 2:
        return
    key = f"{door.name}.sources"
    labels = distinct(
        {name: f"{name} ({w.number(rows)})" for name, rows in found.most_common(MOST_SOURCES)}
    )
    only = file.reading.only
    state.put(key, [] if only is None else [name for name in labels if name in only])
    st.multiselect(
        w("leads.page.sources", column=plain(file.reading.columns["source"])),
        list(labels),
        key=key,
        format_func=lambda name: labels.get(name, str(name)),
        placeholder=w("leads.page.all_sources"),
        on_change=_only,
        args=(door.name, key),
    )


@state.whole
def _only(door: str, key: str) -> None:
    chosen_ones = frozenset(map(str, state.widget(key) or ()))
    opened.change(door, lambda file: file.with_reading(only=chosen_ones or None))


def _day_first(door: Door, file: Opened, w: Words) -> None:
    key = f"{door.name}.day_first"
    state.put(key, "month_first" if file.reading.day_first is False else "day_first")
    st.segmented_control(
        w("leads.page.reading"),
        ("day_first", "month_first"),
        key=key,
        required=True,
        format_func=lambda one: w(f"leads.page.{one}"),
        on_change=_turned,
        args=(door.name, key),
    )


@state.whole
def _turned(door: str, key: str) -> None:
    first = state.widget(key) == "day_first"
    opened.change(door, lambda file: file.with_reading(day_first=first))


def _phase(door: Door, file: Opened, w: Words) -> None:
    """One phase of all leads, where no column says it."""
    key = f"{door.name}.phase"
    state.put(key, file.phase or TOTALS)
    offered = {TOTALS: w("leads.page.no_phase")} | {one: w(f"phases.{one}") for one in PHASES}
    choose(
        st.selectbox,
        w("leads.page.one_phase"),
        offered,
        key=key,
        on_change=_in_phase,
        args=(door.name, key),
        width=WIDTH,
    )


@state.whole
def _in_phase(door: str, key: str) -> None:
    phase = chosen(key)
    of = None if phase == TOTALS else str(phase)
    opened.change(door, lambda file: file.counting(by_phase=of is not None, phase=of))


# Columns and words


def _roles(door: Door, file: Opened, roles: Sequence[str], w: Words) -> None:
    labels = {name: name for name in file.reading.table.columns}
    with st.container(horizontal=True, gap="small", key=f"{door.name}-roles-{roles[0]}"):
        for role in roles:
            key = f"{door.name}.column.{role}"
            state.put(key, file.reading.columns.get(role))
            choose(
                st.selectbox,
                role_name(role, w),
                labels,
                index=None,
                placeholder=w("leads.page.no_column"),
                key=key,
                on_change=_column,
                args=(door.name, role, key),
                width=WIDTH,
            )


@state.whole
def _column(door: str, role: str, key: str) -> None:
    column = chosen(key)
    told = None if column is None else str(column)
    opened.say(door, lambda file: file.said.of_chosen(role, told))
    if role == "source":
        opened.change(door, lambda file: file.with_reading(only=None))


def _words(door: Door, file: Opened, role: str, w: Words) -> None:
    """What each word of a column means, the most frequent first."""
    column = file.reading.columns[role]
    found = words_in(file.reading.table, column, role)

    def choices() -> None:
        if len(found) > MOST:
            st.caption(w("leads.page.first_words", n=w.number(MOST)))
        spelling = spelled(file.reading.table, column, role)
        with st.container(horizontal=True, gap="small", key=f"{door.name}-meanings-{role}"):
            for word, rows in found.most_common(MOST):
                _meaning(door, file, role, word, _label(spelling[word], rows, w), w)

    label = w("leads.page.meanings", role=role_name(role, w), n=w.number(len(found)))
    blocks.on_request(label, f"{door.name}.meanings.{role}", choices)


def _label(word: str, rows: int, w: Words) -> str:
    return w.counted("leads.page.word", rows, word=quoted(word), n=w.number(rows))


def _meaning(door: Door, file: Opened, role: str, word: str, label: str, w: Words) -> None:
    key, now = f"{door.name}.word.{role}.{word}", file.reading.words.get(role, {}).get(word)
    state.put(key, now)
    choose(
        st.selectbox,
        label,
        meanings(role, w, now),
        index=None,
        placeholder=w("leads.page.choose"),
        key=key,
        on_change=_word,
        args=(door.name, role, word, key),
        width=WIDTH,
    )


@state.whole
def _word(door: str, role: str, word: str, key: str) -> None:
    meaning = chosen(key)
    told = None if meaning is None else str(meaning)
    opened.say(door, lambda file: file.said.of_word(role, word, told))
