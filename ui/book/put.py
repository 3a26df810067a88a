"""The plan on the screen, and the fair of the book that it goes into."""

from __future__ import annotations

from datetime import date

import streamlit as st

from store import Fair
from store.entries import NAME, YEARS, year_of
from ui.book import actions as fairs_actions
from ui.book import at_hand, blocks
from ui.frame import choices
from ui.frame.choices import choose
from ui.visit import state
from words.catalogue import Words
from words.markdown import plain


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
    if state.kept("put.slot") != (state.slot(), fairs_actions.fair_of_plan()):
        chosen = None
    state.keep("put.slot", (state.slot(), fairs_actions.fair_of_plan()))
    where = fairs_actions.fair_of_plan() if chosen is None else str(chosen)
    return where if where in names else fairs_actions.NEW


def _new(w: Words) -> None:
    """Name and year of a new fair; what was typed stays until another plan is on the screen."""
    plan = (state.slot(), state.plan().name)
    if state.kept("put.plan") != plan:
        state.keep("put.plan", plan)
        state.keep("put.new", (plan[1], _year(plan[1])))
    name, year = state.kept("put.new")
    state.put("put_name", name)
    state.put("put_year", year)
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    with left:
        st.text_input(w("fairs.put.name"), key="put_name", max_chars=NAME, on_change=_remember)
    with right:
        least, most = YEARS
        st.number_input(w("fairs.put.year"), least, most, key="put_year", on_change=_remember)


def _year(name: str) -> int:
    """The year that was proposed for the plan, otherwise the one in its name, or this one."""
    proposed = at_hand.proposed()
    return proposed[0] if proposed is not None else year_of(name) or date.today().year


@state.whole
def _remember() -> None:
    state.keep("put.new", (str(state.widget("put_name", "")), state.widget("put_year")))
