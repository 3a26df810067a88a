"""The year in the book: kept, frozen, opened again, and what came of it. Nothing of it shows for
whoever has no book; on the page it is one closed box."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import streamlit as st

from store import KeptYear, StoreError, YearDocument
from store.entries import NAME, YEARS
from ui.book import at_hand, blocks
from ui.frame import browser
from ui.frame.blocks import on_request
from ui.frame.choices import choose, chosen, distinct
from ui.frame.shell import PAGES
from ui.visit import clock, sign_in, state
from ui.year import came, kept, listed, said
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted

PAGES_BY_KEY: Final = dict(PAGES)


def show() -> None:
    """One closed box on the page of the year."""
    if sign_in.owner() is not None:
        w = state.language()
        kept.arrive()
        on_request(w("year.book.title"), "year.in_book", _box, icon=":material/bookmark:")
        browser.sync(kept.PARAMETER, kept.address())


def _box() -> None:
    w = state.language()
    told = blocks.problem()
    _done(w)
    try:
        here = kept.here()
        if here is None:
            _keep(w)
        else:
            _here(here, w)
        _others(here, w)
    except StoreError as problem:
        if told is None or told.code != problem.code:
            blocks.tell(problem)


def _done(w: Words) -> None:
    found = kept.last_done()
    if found is None:
        return
    what, year = found
    with st.container(horizontal=True, vertical_alignment="center", key="year.book.done"):
        st.success(w(f"year.book.done_{what}", name=quoted(year.name)), icon=":material/check:")
        if what == "deleted":
            st.button(
                w("fairs.card.undelete"),
                key="year.book.undo",
                icon=":material/undo:",
                on_click=kept.undelete,
                args=(year.id,),
            )


# A year that is not in the book yet


def _keep(w: Words) -> None:
    """Its name and year, who saves, and what of its fairs goes along."""
    st.markdown(w("year.book.text"))
    year = clock.today().year + 1
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _once("year.book.name", w("year.book.proposed", year=str(year)))
        st.text_input(w("year.book.name"), key="year.book.name", max_chars=NAME)
        _once("year.book.year", year)
        st.number_input(w("fairs.put.year"), *YEARS, key="year.book.year", width=140)
    blocks.name_box()
    _along(w)
    st.button(
        w("year.book.keep"),
        key="year.book.keep",
        icon=":material/bookmark_add:",
        on_click=kept.keep,
    )


def _once(key: str, value: object) -> None:
    if state.widget(key) is None:
        state.put(key, value)
    else:
        state.put(key, state.widget(key))


def _along(w: Words) -> None:
    names = kept.outside()
    if names:
        told = "; ".join(map(plain, names))
        st.caption(dollars_escaped(w.counted("year.book.along", len(names), names=told)))


# The year of the book that the list belongs to


def _here(year: KeptYear, w: Words) -> None:
    st.markdown(f"**{plain(year.name)}**")
    st.caption(_changed(year, w))
    theirs = kept.clash()
    if theirs is not None:
        _clash(theirs, w)
        return
    made = came.frozen_of(year)
    if made is not None:
        st.markdown(dollars_escaped(said.frozen(made, [*map(plain, came.names(made, w))], w)))
        came.show(year, made)
    _buttons(year, w, frozen=made is not None)


def _changed(year: KeptYear, w: Words) -> str:
    when = blocks.moment(year.changed, w)
    if year.by:
        return w("fairs.card.changed_by", when=when, by=quoted(year.by))
    return w("fairs.card.changed", when=when)


def _clash(theirs: YearDocument, w: Words) -> None:
    """Somebody else saved first: the choice."""
    who, when = quoted(theirs.by) or w("fairs.by.nobody"), blocks.moment(theirs.saved, w)
    st.warning(w("year.book.clash", who=who, when=when), icon=":material/front_hand:")
    with st.container(horizontal=True):
        st.button(w("fairs.clash.mine"), key="year.book.mine", on_click=kept.keep_mine)
        st.button(
            w("fairs.clash.theirs"),
            key="year.book.theirs",
            on_click=kept.open_kept,
            args=(theirs.of,),
        )


def _buttons(year: KeptYear, w: Words, *, frozen: bool) -> None:
    changed, freezing = kept.changed(), state.kept(kept.FREEZING) and not frozen
    if changed:
        blocks.name_box()
        _along(w)
    with st.container(horizontal=True, vertical_alignment="center"):
        if changed:
            st.button(
                w("year.book.save"),
                key="year.book.keep",
                icon=":material/bookmark_add:",
                on_click=kept.keep,
            )
        if not frozen and listed.chosen():
            st.button(
                w("fairs.card.close_freeze") if freezing else w("fairs.card.freeze"),
                key="year.book.freeze",
                icon=":material/close:" if freezing else ":material/ac_unit:",
                on_click=kept.turn_freezing,
            )
        st.button(w("year.book.leave"), key="year.book.leave", on_click=kept.leave)
    if freezing:
        st.markdown(w("year.book.freeze_text"))
        st.button(w("fairs.card.freeze_now"), key="year.book.freeze_now", on_click=kept.freeze)
    on_request(w("year.book.more"), "year.book.more", lambda: _more(year, w))


def _more(year: KeptYear, w: Words) -> None:
    """Name and year, versions, delete."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _once("year.book.rename", year.name)
        st.text_input(w("year.book.name"), key="year.book.rename", max_chars=NAME)
        _once("year.book.reyear", year.year)
        st.number_input(w("fairs.put.year"), *YEARS, key="year.book.reyear", width=140)
        st.button(
            w("year.book.rename"), key="year.book.renamed", on_click=kept.rename, args=(year,)
        )
    _versions(year, w)
    st.markdown(w("year.book.delete_text"))
    st.button(
        w("year.book.delete"),
        key="year.book.delete",
        icon=":material/delete:",
        on_click=kept.delete,
        args=(year,),
    )


def _versions(year: KeptYear, w: Words) -> None:
    """Every version, who saved it and when; each can be opened."""
    if year.version("plan") < 2:
        return
    st.markdown(f"**{w('year.book.versions')}**")
    for one in at_hand.years().history(year.id, "plan"):
        when, who = blocks.moment(one.saved, w), quoted(one.by) or w("fairs.by.nobody")
        newest = one.version == year.version("plan")
        st.button(
            w("fairs.card.version", n=one.version, when=when, by=who),
            key=f"year.version.{one.version}",
            type="tertiary",
            on_click=kept.open_kept if newest else kept.open_older,
            args=(year.id,) if newest else (year.id, one.version),
        )


# Other years


def _others(here: KeptYear | None, w: Words) -> None:
    """The other years of the book, to open in place of the list; those that can come back."""
    years = [one for one in at_hand.years().listed() if here is None or one.id != here.id]
    if years:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choose(st.selectbox, w("year.book.other"), labels(years), key="year.book.other")
            st.button(w("year.book.open"), key="year.book.open", on_click=_open_other)
    for one in at_hand.years().listed(deleted=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(w("year.book.gone", name=quoted(one.name)))
            st.button(
                w("fairs.card.undelete"),
                key=f"year.book.back.{one.id}",
                type="tertiary",
                on_click=kept.undelete,
                args=(one.id,),
            )


@state.whole
def _open_other() -> None:
    kept.open_kept(str(chosen("year.book.other") or ""))


def labels(years: list[KeptYear]) -> dict[str, str]:
    """The name of each year by its id, no two the same."""
    return distinct({one.id: one.name for one in years})


def on_fairs() -> None:
    """The years in the list of fairs: what each said, and a way to it; nothing where there is none.
    That the book cannot be read stands above it already."""
    if sign_in.owner() is None:
        return
    w = state.language()
    with suppress(StoreError):
        years = at_hand.years().listed()
        if not years:
            return
        st.header(w("year.book.years"), anchor=False)
        names = labels(years)
        with st.container(gap=None, key="year.kept"):
            for one in years:
                _line(one, names[one.id], w)


def _line(year: KeptYear, name: str, w: Words) -> None:
    made = came.frozen_of(year)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        pressed = st.button(
            plain(name),
            key=f"year.open.{year.id}",
            icon=":material/date_range:",
            type="tertiary",
        )
        n = "" if made is None else w.of_hundred(made.figures.chance)
        st.caption(w(f"year.book.{'was_frozen' if n else 'not_frozen'}", n=n))
    if pressed:
        kept.open_kept(year.id)
        state.put("year.in_book", True)
        st.switch_page(PAGES_BY_KEY["year"])
