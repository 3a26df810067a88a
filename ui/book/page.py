"""The book of fairs: what was planned, forecast, found and agreed, by fair and year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from store import Fair, Fairs, StoreError, exported
from store.entries import NAME
from ui.book import actions as fairs_actions
from ui.book import at_hand, blocks, cards, scores
from ui.book import put as fairs_put
from ui.book import years as fairs_years
from ui.frame import door
from ui.frame.choices import choose
from ui.frame.shell import on_phone
from ui.visit import clock, journal, sign_in, state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import quoted

PURGED: Final = Key[bool]("fairs.purged", False)
LISTED: Final = Key[int | None]("fairs.listed", None)  # so many fairs at once, as was asked
UPLOADS: Final = Key[int]("fairs.uploads", 0)  # books that were brought in
SHOWN: Final = 20  # fairs at once
ON_PHONE: Final = 8
EVERY: Final = 0  # no year
VIEWS: Final = ("open", "archived", "deleted")


def show() -> None:
    """The whole page."""
    w = state.language()
    st.title(w("fairs.title"), anchor=False)
    st.markdown(w("fairs.intro"))
    if not door.may_enter():
        return
    at_hand.leave()
    with st.container(key="told"):  # in sight, wherever on the page something was done
        told = blocks.problem()
        _done(w)
    try:
        _purged()
        fairs = at_hand.fairs().listed(archived=None)
        _clash(fairs)
        left, right = st.columns((3, 2), gap="large")
        with left:
            _list(fairs, w)
        with right:
            fairs_put.show(fairs, w)
            _file(fairs, w)
        fairs_years.show(fairs)
        scores.show(fairs)
    except StoreError as problem:
        if told is None or told.code != problem.code:
            blocks.tell(problem)


def _clash(fairs: list[Fair]) -> None:
    """What has to be chosen about a plan, one fair after the other."""
    for id in at_hand.clashes("plan")[:1]:
        blocks.conflict(
            "plan",
            blocks.plan_told,
            id,
            about=next((fair.title for fair in fairs if fair.id == id), ""),
            taken=fairs_actions.show,
            saved=fairs_actions.saved,
        )


def _purged() -> None:
    """What was deleted long ago goes, once a visit; a book that can only be read is still shown."""
    if state.kept(PURGED):
        return
    state.keep(PURGED, True)
    try:
        at_hand.fairs().purge()
    except StoreError as problem:
        if problem.code != "unwritable":
            raise


def _done(w: Words) -> None:
    """What the visitor has just done, and how to undo it."""
    found = fairs_actions.last_done()
    if found is not None:
        what, fair = found
        say, icon = (st.warning, "front_hand") if what == "wait" else (st.success, "check")
        with st.container(horizontal=True, vertical_alignment="center", key="done"):
            say(w(f"fairs.done.{what}", name=quoted(fair.title)), icon=f":material/{icon}:")
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
        if said.years:
            st.markdown(
                w("fairs.file.years", names=", ".join(quoted(one.name) for one in said.years))
            )
        if said.copied:
            names = ", ".join(quoted(fair.title) for fair in said.copied)
            st.markdown(w("fairs.file.copied", names=names))


# The list


def _list(fairs: list[Fair], w: Words) -> None:
    st.header(w("fairs.list.title"), anchor=False)
    counts = at_hand.fairs().counts()
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
    found = _found(text, year or None)
    view = _view(found, w) if counts["archived"] or counts["deleted"] else "open"
    if view == "deleted":
        st.caption(w("fairs.list.thirty"))
    listed = found[view]
    if not listed:
        st.info(w("fairs.list.none"))
    most = state.kept(LISTED) or (ON_PHONE if on_phone() else SHOWN)
    names = blocks.labels(fairs)
    for fair in listed[:most]:
        cards.card(fair, names.get(fair.id, fair.title))
    if len(listed) > most:
        left = len(listed) - most
        st.button(w("fairs.list.more", n=left), key="fairs_more", on_click=_more, args=(most,))


def _found(text: str, year: int | None) -> dict[str, list[Fair]]:
    """The fairs that match, those of each of `VIEWS`."""
    kept = at_hand.fairs().listed(text, year=year, archived=None)
    return {
        "open": [fair for fair in kept if fair.archived is None],
        "archived": [fair for fair in kept if fair.archived is not None],
        "deleted": at_hand.fairs().listed(text, year=year, deleted=True),
    }


def _view(found: Mapping[str, list[Fair]], w: Words) -> str:
    """Which of them to list."""
    state.put("fairs_view", state.widget("fairs_view") or "open")
    view = st.segmented_control(
        w("fairs.list.view"),
        VIEWS,
        key="fairs_view",
        required=True,
        format_func=lambda v: w(f"fairs.list.{v}", n=len(found[v])),
        label_visibility="collapsed",
    )
    return view or "open"


@state.whole
def _more(shown: int) -> None:
    state.keep(LISTED, shown + SHOWN)


# The whole book as a file


def _file(fairs: list[Fair], w: Words) -> None:
    st.header(w("fairs.file.title"), anchor=False)
    st.markdown(w("fairs.file.text"))
    if fairs:
        st.download_button(
            w("fairs.file.export"),
            _whole(at_hand.fairs(), at_hand.reporter()),
            on_click="ignore",
            file_name=f"quitte-{clock.today().isoformat()}.zip",
            mime="application/zip",
            icon=":material/download:",
            key="book_export",
            width="stretch",
        )
    key = f"book_import.{state.kept(UPLOADS)}"
    st.file_uploader(
        w("fairs.file.bring_in"),
        type=["zip"],
        key=key,
        on_change=_bring_in,
        args=(key,),
    )


def _whole(here: Fairs, report: Callable[[StoreError], None]) -> Callable[[], bytes]:
    """Makes the file when it is asked for, by whoever may have it then; what is wrong is told when
    the page is next."""
    still_in, tell = sign_in.ticket(), journal.teller()

    def make() -> bytes:
        try:
            if not still_in():
                raise StoreError("unknown_fair")
            content = exported(here)
        except StoreError as problem:
            report(problem)
            raise
        tell("exported", "book", bytes=len(content))
        return content

    return make


@state.whole
def _bring_in(key: str) -> None:
    fairs_actions.bring_in(key)
    state.change(UPLOADS, lambda many: many + 1)
