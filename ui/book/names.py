"""Name, year and series of a fair, as somebody types them; and where another was first, a choice.

What was typed stays until it is saved or let go, and rests on the names that the fair had when it
was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from store import Fair, Renamed, StoreError
from store.entries import NAME, YEARS
from ui.book import actions as fairs_actions
from ui.book import at_hand, blocks
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import plain

Names = tuple[str, int, str]
FIELDS: Final = ("name", "year", "series")
# fair -> the fair as it was seen, and what was typed
_TYPED: Final = Key[Mapping[str, tuple[Fair, Names]]]("fairs.typed", {})


def boxes(fair: Fair, w: Words) -> None:
    """The three boxes."""
    for field, value in zip(FIELDS, _typed(fair)[1], strict=True):
        state.put(f"{field}.{fair.id}", value)
    keys = [f"{field}.{fair.id}" for field in FIELDS]
    label, (least, most) = w("fairs.put.name"), YEARS
    st.text_input(label, key=keys[0], max_chars=NAME, on_change=_remember, args=(fair,))
    label = w("fairs.put.year")
    st.number_input(label, least, most, key=keys[1], on_change=_remember, args=(fair,))
    label, why = w("fairs.card.series"), w("fairs.card.series_help")
    st.text_input(label, key=keys[2], max_chars=NAME, help=why, on_change=_remember, args=(fair,))
    st.button(w("fairs.card.rename"), key=f"rename.{fair.id}", on_click=_save, args=(fair,))


def _typed(fair: Fair) -> tuple[Fair, Names]:
    """The fair as it was when somebody began to type, and what stands in the boxes."""
    return state.kept(_TYPED).get(fair.id, (fair, fair.named))


def _keep(fair: Fair, names: Names) -> None:
    seen, _ = _typed(fair)
    state.change(_TYPED, lambda others: {**others, fair.id: (seen, names)})


def _let_go(fair: Fair) -> None:
    state.change(_TYPED, lambda all: {id: one for id, one in all.items() if id != fair.id})


@state.whole
def _remember(fair: Fair) -> None:
    name, year, series = (state.widget(f"{field}.{fair.id}") for field in FIELDS)
    _keep(fair, (str(name or ""), int(year or fair.year), str(series or "")))
    seen, typed = _typed(fair)
    if typed == seen.named:
        _let_go(fair)


@state.whole
def _save(fair: Fair) -> None:
    _remember(fair)
    seen, names = _typed(fair)
    _rename(fair, names, seen)


def _rename(fair: Fair, names: Names, seen: Fair) -> None:
    name, year, series = names
    chosen = None if series.strip() in ("", seen.series) else series
    try:
        renamed = at_hand.fairs().rename(fair.id, name, year, series=chosen, seen=seen)
        fairs_actions.done("renamed", renamed)
        at_hand.noted("saved", "name", fair.id)
        fairs_actions.follow(seen, renamed)
    except Renamed:
        return  # what was typed waits for a choice
    except StoreError as problem:
        at_hand.report(problem)
        return
    _let_go(fair)


# Two at once


def choice(fair: Fair, w: Words) -> None:
    """Where another renamed the fair while somebody typed: what differs, and the choice."""
    seen, _ = _typed(fair)
    if seen.named == fair.named:
        return
    mine = _mine(fair)
    if mine == fair.named:
        return
    with st.container(border=True, key=f"clash-names-{fair.id}"):
        st.markdown(f"**{w('fairs.clash.title')}**")
        st.markdown(w("fairs.clash.names", when=blocks.moment(fair.changed, w)))
        columns = {"before": seen.named, "theirs": fair.named, "mine": mine}
        told = {name: _told(names, w) for name, names in columns.items()}
        blocks.differences(told, f"names-{fair.id}", w)
        with st.container(horizontal=True):
            for what in ("mine", "theirs"):
                label, key = w(f"fairs.clash.{what}"), f"clash.names.{what}.{fair.id}"
                st.button(label, key=key, on_click=_choose, args=(what, fair))


def _mine(fair: Fair) -> Names:
    """What was typed, and the fair's own where nothing was."""
    seen, typed = _typed(fair)
    name, year, series = (
        now if mine == before else mine
        for before, mine, now in zip(seen.named, typed, fair.named, strict=True)
    )
    return str(name), int(str(year)), str(series)


def _told(names: Names, w: Words) -> dict[str, str]:
    labels = (w("fairs.put.name"), w("fairs.put.year"), w("fairs.card.series"))
    return {label: plain(str(one)) for label, one in zip(labels, names, strict=True)}


@state.whole
def _choose(what: str, fair: Fair) -> None:
    names = _mine(fair)
    _let_go(fair)
    if what == "mine":
        _keep(fair, names)
        _rename(fair, names, fair)
