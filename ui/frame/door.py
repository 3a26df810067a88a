"""The door of what is not for strangers: who may enter, and what the others are asked or told."""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from store import StoreError
from ui.visit import journal, sign_in, state, strangers
from ui.visit.database import fairs_of
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import plain, quoted

REFUSED: Final = Key[bool]("door.refused", False)  # the key that was typed was not the one


def may_enter(what: Literal["book", "links"] = "book") -> bool:
    """Whether this visitor has a book; asks those to sign in, or for the key, who have to.

    what  is behind the door here: the book of fairs, or links to show
    """
    inside = sign_in.owner() is not None
    if sign_in.configured():
        return _signed_in(inside, what)
    if not inside:
        _closed(what, state.language())
    elif script := strangers.remembered():
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    return inside


def who_else() -> str:
    """What lets people in here, for a sentence that says so."""
    return "sign_in" if sign_in.configured() else strangers.door()


def _signed_in(inside: bool, what: str) -> bool:
    w = state.language()
    if inside:
        if what == "book":
            _who(w)
        return True
    if sign_in.signed_in():
        _refused(w)
        if st.button(w("fairs.sign.out"), key="sign_out"):
            sign_in.sign_out()
        return False
    st.info(w(f"door.{what}.sign_in"), icon=":material/lock:")
    sign_in.remember_page(state.token())
    for name in sign_in.providers():
        label = w("fairs.sign.with", name=plain(name)) if name else w("fairs.sign.in")
        key = f"sign_in.{name}"
        if st.button(label, key=key, icon=":material/login:"):
            ready = sign_in.sign_in(name)
            if not ready:
                st.error(w("fairs.sign.not_ready"), icon=":material/error:")
    return False


def _who(w: Words) -> None:
    """Who is signed in, and the way out."""
    found, mail = sign_in.company(), quoted(sign_in.mail())
    company = "" if found is None else quoted(found.name)
    with st.container(horizontal=True, vertical_alignment="center", key="signed"):
        st.caption(w(f"fairs.sign.{'here' if mail else 'unnamed'}", mail=mail, company=company))
        if st.button(w("fairs.sign.out"), key="sign_out", type="tertiary"):
            sign_in.sign_out()


def _refused(w: Words) -> None:
    """Why who signed in has no book, and by which lines the company would have one."""
    why, entry = sign_in.refusal()
    journal.tell_once("refused", "book", why=why)
    before = _before() if why == "unlisted" else ""
    lines = sign_in.lines(before) if why == "unlisted" else ""
    if why == "unlisted":
        why = "unverified" if not lines else "unlisted_before" if before else why
    st.info(w(f"fairs.sign.{why}", n=entry), icon=":material/domain_disabled:")
    if lines:
        st.code(lines, language="toml")
        st.caption(w("fairs.sign.everybody"))


def _before() -> str:
    """The name of the book that the visitor's company had before there was a list; empty where it
    had none, or where nobody can tell now."""
    try:
        found = (one for one in sign_in.books_before() if any(fairs_of(one).counts().values()))
        return next(found, "")
    except StoreError:
        return ""


def _closed(what: str, w: Words) -> None:
    """One sentence for a stranger, and where there is a key, the box for it."""
    door = "short" if strangers.too_short() else strangers.door()
    journal.tell_once("refused", what, why=door)
    st.info(w(f"door.{what}.{door}"), icon=":material/lock:")
    if door != "key":
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="door"):
        st.text_input(w("door.key"), type="password", key="door_key", on_change=_try, width=320)
        st.button(w("door.open"), key="door_open", on_click=_try)
    if state.kept(REFUSED):
        st.error(w("door.wrong"), icon=":material/error:")


@state.whole
def _try() -> None:
    refused = not strangers.give(str(state.widget("door_key") or ""))
    state.keep(REFUSED, refused)
    if refused:
        journal.tell("refused", "key")
