"""The book of fairs: what was planned, forecast, found and agreed, by fair and year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from store import Fair, StoreError, exported
from store.entries import NAME, YEARS
from ui import (
    book,
    book_blocks,
    choices,
    fairs_actions,
    fairs_cards,
    fairs_scores,
    fairs_years,
    state,
)
from ui.choices import choose
from ui.text import Words, plain, quoted

PURGED: Final = "fairs.purged"
SHOWN: Final = 20  # fairs at once
EVERY: Final = 0  # no year
VIEWS: Final = ("open", "archived", "deleted")


def show() -> None:
    """The whole page."""
    w = state.language()
    st.title(w("fairs.title"), anchor=False)
    st.markdown(w("fairs.intro"))
    if not book_blocks.may_enter():
        return
    book.leave()
    with st.container(key="told"):  # in sight, wherever on the page something was done
        book_blocks.problem()
        _done(w)
    for id in book.clashes("plan"):
        book_blocks.conflict("plan", book_blocks.plan_told, id, taken=fairs_actions.show)
    try:
        _purged()
        fairs = book.fairs().listed(archived=None)
        left, right = st.columns((3, 2), gap="large")
        with left:
            _list(fairs, w)
        with right:
            _put(fairs, w)
            _file(fairs, w)
        fairs_years.show(fairs)
        fairs_scores.show(fairs)
    except StoreError as problem:
        book_blocks.tell(problem)


def _purged() -> None:
    """What was deleted long ago goes, once a visit; a book that can only be read is still shown."""
    if state.kept(PURGED):
        return
    state.keep(PURGED, True)
    try:
        book.fairs().purge()
    except StoreError as problem:
        if problem.code != "unwritable":
            raise


def _done(w: Words) -> None:
    """What the visitor has just done, and how to undo it."""
    found = fairs_actions.last_done()
    if found is not None:
        what, fair = found
        with st.container(horizontal=True, vertical_alignment="center", key="done"):
            st.success(w(f"fairs.done.{what}", name=quoted(fair.title)), icon=":material/check:")
            if what == "delete":
                st.button(
                    w("fairs.card.undelete"),
                    key="undo",
                    icon=":material/undo:",
                    on_click=fairs_actions.do,
                    args=("undelete", fair),
                )
    said = fairs_actions.last_imported()
    if said is not None:
        counts = {fate: len(getattr(said, fate)) for fate in ("added", "copied", "skipped")}
        st.success(w("fairs.file.report", **counts), icon=":material/check:")
        if said.copied:
            names = ", ".join(quoted(fair.title) for fair in said.copied)
            st.markdown(w("fairs.file.copied", names=names))


# The list


def _list(fairs: list[Fair], w: Words) -> None:
    st.header(w("fairs.list.title"), anchor=False)
    counts = book.fairs().counts()
    if not sum(counts.values()):
        st.info(w("fairs.list.empty"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        text = st.text_input(
            w("fairs.list.search"), key="fairs_search", icon=":material/search:", max_chars=NAME
        )
        years = sorted({fair.year for fair in fairs}, reverse=True)
        year = choose(
            st.selectbox,
            w("fairs.list.year"),
            {EVERY: w("fairs.list.every_year"), **{year: str(year) for year in years}},
            key="fairs_year",
            width=150,
        )
    view = _view(counts, w)
    found = book.fairs().listed(
        text, year=year or None, archived=view == "archived", deleted=view == "deleted"
    )
    if view == "deleted":
        st.caption(w("fairs.list.thirty"))
    if not found:
        st.info(w("fairs.list.none"))
    most = int(state.kept("fairs.shown", SHOWN))
    for fair in found[:most]:
        fairs_cards.card(fair)
    if len(found) > most:
        left = len(found) - most
        st.button(w("fairs.list.more", n=left), key="fairs_more", on_click=_more, args=(most,))


def _view(counts: Mapping[str, int], w: Words) -> str:
    """Which fairs to list; a choice where there are others than the current ones."""
    if not counts["archived"] and not counts["deleted"]:
        return "open"
    state.put("fairs_view", state.widget("fairs_view") or "open")
    found: str = st.segmented_control(
        w("fairs.list.view"),
        VIEWS,
        key="fairs_view",
        required=True,
        format_func=lambda v: w(f"fairs.list.{v}", n=counts[v]),
        label_visibility="collapsed",
    )
    return found


@state.whole
def _more(shown: int) -> None:
    state.keep("fairs.shown", shown + SHOWN)


# The plan on the screen


def _put(fairs: list[Fair], w: Words) -> None:
    """The plan on the screen into the book."""
    st.header(w("fairs.put.title"), anchor=False)
    with st.container(border=True, key="put"):
        st.markdown(w("fairs.put.text", name=plain(state.plan().name)))
        names = book_blocks.labels(fairs)
        state.put("put_where", _where(names))
        where = choose(
            st.selectbox,
            w("fairs.put.where"),
            {fairs_actions.NEW: w("fairs.put.new"), **names},
            key="put_where",
        )
        if not where:
            _new(w)
        book_blocks.name_box()
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
    plan = state.plan().name
    if state.kept("put.plan") != plan:
        state.keep("put.plan", plan)
        state.keep("put.new", (plan, date.today().year))
    name, year = state.kept("put.new")
    state.put("put_name", name)
    state.put("put_year", year)
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    with left:
        st.text_input(w("fairs.put.name"), key="put_name", max_chars=NAME, on_change=_remember)
    with right:
        least, most = YEARS
        st.number_input(w("fairs.put.year"), least, most, key="put_year", on_change=_remember)


@state.whole
def _remember() -> None:
    state.keep("put.new", (str(state.widget("put_name", "")), state.widget("put_year")))


# The whole book as a file


def _file(fairs: list[Fair], w: Words) -> None:
    st.header(w("fairs.file.title"), anchor=False)
    st.markdown(w("fairs.file.text"))
    here = book.fairs()
    if fairs:
        st.download_button(
            w("fairs.file.export"),
            lambda: exported(here),
            on_click="ignore",
            file_name=f"quitte-{date.today().isoformat()}.zip",
            mime="application/zip",
            icon=":material/download:",
            key="book_export",
            width="stretch",
        )
    key = f"book_import.{int(state.kept('fairs.uploads', 0))}"
    st.file_uploader(
        w("fairs.file.bring_in"),
        type=["zip"],
        key=key,
        on_change=_bring_in,
        args=(key,),
    )


@state.whole
def _bring_in(key: str) -> None:
    fairs_actions.bring_in(key)
    state.keep("fairs.uploads", int(state.kept("fairs.uploads", 0)) + 1)
