"""The plan on the screen, and the fair of the book that it goes into."""

from __future__ import annotations

from typing import Final, NamedTuple

import streamlit as st

from store import Fair
from store.entries import NAME, YEARS, year_of
from ui.book import actions as fairs_actions
from ui.book import at_hand, blocks
from ui.frame import choices
from ui.frame.choices import choose
from ui.visit import clock, state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import plain


class New(NamedTuple):
    """What stands in the boxes of a new fair, and the plan (place and name) that they are for."""

    plan: tuple[str, str]
    name: str
    year: int | None


# The plan that the choice was drawn for: its place, and the fair it belonged to.
_WHERE: Final = Key[tuple[str, str] | None]("put.where", None)
_NEW: Final = Key[New | None]("put.new", None)


def show(fairs: list[Fair], w: Words) -> None:
    """Where the plan goes, and who puts it there."""
    st.header(w("fairs.put.title"), anchor=False)
    with st.container(border=True, key="put"):
        st.markdown(w("fairs.put.text", name=plain(state.plan().name)))
        names = blocks.labels(fairs)
        state.put("put_where", _where(names))
        where = choose(
            st.selectbox,
            w("fairs.put.where"),
            {fairs_actions.NEW: w("fairs.put.new"), **names},
            key="put_where",
        )
        if not where:
            _new(w)
        blocks.name_box()
        st.button(
            w("fairs.put.put"),
            key="put_plan",
            icon=":material/bookmark_add:",
            on_click=fairs_actions.put,
        )


def _where(names: dict[str, str]) -> str:
    """The fair that was chosen for this plan, at first the one that it belongs to."""
    chosen = choices.chosen("put_where")
    if state.kept(_WHERE) != (state.slot(), fairs_actions.fair_of_plan()):
        chosen = None
    state.keep(_WHERE, (state.slot(), fairs_actions.fair_of_plan()))
    where = fairs_actions.fair_of_plan() if chosen is None else str(chosen)
    return where if where in names else fairs_actions.NEW


def _new(w: Words) -> None:
    """Name and year of a new fair; what was typed stays until another plan is on the screen."""
    plan, new = (state.slot(), state.plan().name), state.kept(_NEW)
    if new is None or new.plan != plan:
        new = New(plan, plan[1], _year(plan[1]))
        state.keep(_NEW, new)
    state.put("put_name", new.name)
    state.put("put_year", new.year)
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    with left:
        st.text_input(w("fairs.put.name"), key="put_name", max_chars=NAME, on_change=_remember)
    with right:
        least, most = YEARS
        st.number_input(w("fairs.put.year"), least, most, key="put_year", on_change=_remember)


def _year(name: str) -> int:
    """The year that was proposed for the plan, otherwise the one in its name, or this one."""
    proposed = at_hand.proposed_year()
    return proposed[0] if proposed is not None else year_of(name) or clock.today().year


@state.whole
def _remember() -> None:
    name, year = str(state.widget("put_name", "")), state.widget("put_year")
    state.change(_NEW, lambda new: new and new._replace(name=name, year=year))
