"""The page that hands the plan on: a link to work on, links to show, files to keep."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import streamlit as st

from sim.links.fingerprint import fingerprint
from sim.links.presentation import AUDIENCES, Letter, content
from sim.play.engine import ENGINE
from store import Snapshot, StoreError
from ui.frame import browser, door
from ui.frame.choices import choose, chosen
from ui.share import advice, downloads
from ui.share.letter import asked
from ui.visit import clock, journal, sign_in, state
from ui.visit.answers import answer
from ui.visit.database import shelf
from ui.visit.keys import Key
from words import answer as sentences
from words.catalogue import Words
from words.markdown import plain

FINEST: Final = 28  # version of a QR code that a camera still reads from a screen
PROBLEM: Final = Key[str | None]("share.problem", None)  # code of what the store could not do
CHOSEN: Final = Key[Mapping[str, str]]("share.chosen", {})  # widget -> what was chosen in it
EXPIRIES: Final = {"never": None, "week": 7, "month": 31, "quarter": 92}  # days


def show() -> None:
    """The whole page."""
    w = state.language()
    st.title(w("share.title"), anchor=False)
    left, right = st.columns((3, 2), gap="large")
    with left:
        _open_link(w)
        _presentation(w)
    with right:
        link = _absolute(f"?s={state.token()}")
        downloads.files(link)
        st.header(w("share.code.title"), anchor=False)
        _code(link, w)


# The link to work on


def _open_link(w: Words) -> None:
    link = _absolute(f"?s={state.token()}")
    st.header(w("share.link.title"), anchor=False)
    st.markdown(w("share.link.text"))
    _copy(link, "open", w)
    mail = st.text_area(
        w("share.mail.title"), _mail(link, w), height=230, key=f"mail.{w.code}.{hash(link)}"
    )
    subject = w("share.mail.subject", name=state.plan().name)
    address_of_mail = f"mailto:?subject={quote(subject)}&body={quote(mail)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        browser.copy(w("share.mail.copy"), mail, **_told(w), key="mail")
        st.link_button(w("share.mail.open"), address_of_mail, icon=":material/mail:")


def _mail(link: str, w: Words) -> str:
    plan = state.plan()
    found = answer(plan, state.seed())
    return w(
        "share.mail.text",
        name=plan.name,
        first=sentences.first_sentence(found, w),
        second=sentences.second_sentence(found, plan, w),
        link=link,
    )


def _code(link: str, w: Words) -> None:
    """The link as a picture for a telephone's camera."""
    picture = _drawn(link)
    if picture is None:
        st.info(w("share.code.too_long"))
        return
    st.image(picture, caption=w("share.code.text"), width="stretch", alt=w("share.code.alt"))


@lru_cache(maxsize=64)
def _drawn(link: str) -> bytes | None:
    """The QR code of a link, a PNG; None where it would be too fine for a camera."""
    import segno

    try:
        code = segno.make(link, error="l", micro=False)
    except segno.encoder.DataOverflowError:
        return None
    if int(code.version) > FINEST:
        return None
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=6, border=4)
    return picture.getvalue()


# Links to show


def _presentation(w: Words) -> None:
    st.header(w("share.show.title"), anchor=False)
    st.markdown(w("share.show.text"))
    if not door.may_enter("links"):
        return
    state.know_maker(browser.maker(state.maker()))
    with st.container(border=True, key="presentation"):
        title, audience = _whose(w)
        letter = asked(w) if audience == "customer" else None
        expiry = expiry_asked(w)
        reach(w)
        made = st.button(w("share.show.make"), icon=":material/add_link:", key="make")
    shown(w, (lambda: _make(title, audience, expiry, letter)) if made else None)


def shown(w: Words, make: Callable[[], None] | None, here: str = "share") -> None:
    """Makes a link where it is asked for, and shows all that this maker has made; `here` is the
    page that asks."""
    problem = state.kept(PROBLEM)
    state.keep(PROBLEM, None)
    found: list[Snapshot] = []
    try:
        if make is not None:
            make()
    except StoreError as refused:
        problem = refused.code
    try:  # what is full or read-only may still be read
        found = shelf().made_by(state.maker())
    except StoreError as refused:
        problem = problem or refused.code
    if problem is not None:
        st.error(w(f"share.store.{problem}"), icon=":material/error:")
    for snapshot in found:
        _made(snapshot, w, here)


def expiry_asked(w: Words, key: str = "expiry") -> str:
    """When the link ends, one of `EXPIRIES`."""
    _keep(key, next(iter(EXPIRIES)))
    labels = {one: w(f"share.expiries.{one}") for one in EXPIRIES}
    return str(choose(st.selectbox, w("share.show.expires"), labels, key=key))


def ends(expiry: str) -> datetime | None:
    days = EXPIRIES[expiry]
    return None if days is None else datetime.now(UTC) + timedelta(days=days)


def _whose(w: Words) -> tuple[str, str]:
    """The title of the page, and for whom it is."""
    name = state.plan().name
    _keep(f"title.{name}", name)
    title = st.text_input(w("share.show.name"), max_chars=120, key=f"title.{name}")
    _keep("audience", AUDIENCES[0])
    audience = choose(
        st.radio,
        w("share.show.audience"),
        {one: w(f"share.audiences.{one}") for one in AUDIENCES},
        captions=[w(f"share.audiences.{a}_caption") for a in AUDIENCES],
        key="audience",
    )
    return title, audience


def reach(w: Words) -> None:
    """What else of the company whoever gets the link can reach, before it is made."""
    lets_in = door.who_else()
    say = st.warning if lets_in == "open" else st.caption
    say(w(f"door.reach.{lets_in}"))


def _keep(key: str, first: str) -> None:
    """A choice stays when its words change: nobody shows the board's page to a customer by
    changing the language."""
    found = chosen(key) or state.kept(CHOSEN).get(key) or first
    state.change(CHOSEN, lambda others: {**others, key: found})  # which other pages leave alone
    state.put(key, found)


def _make(title: str, audience: str, expiry: str, letter: Letter | None) -> None:
    plan, seed = state.plan(), state.seed()
    brief = advice.brief(plan, seed)
    made = shelf().save(
        maker=state.maker(),
        title=title.strip() or plan.name,
        audience=audience,
        expires=ends(expiry),
        engine=ENGINE,
        seed=seed,
        fingerprint=fingerprint(plan, seed),
        content=content(brief, audience, letter),
    )
    journal.tell("saved", "presentation", link=journal.trace(made.id), audience=audience)


def _made(kept: Snapshot, w: Words, here: str) -> None:
    """One link that was made: what, for whom, how long, and how to end it."""
    with st.container(border=True, gap="xsmall", key=f"made.{kept.id}"):
        audience = w(f"share.audiences.{kept.audience}")
        made = w(
            "share.show.made", audience=audience, date=w.date(clock.local(kept.created).date())
        )
        st.markdown(f"**{plain(kept.title)}**  \n{made} {_life(kept, w)}")
        if kept.revoked is not None or _ended(kept):
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            link = browser.absolute(
                f"board?p={kept.id}&l={w.code}", here=here
            )  # in which language it shows itself
            _copy(link, kept.id, w)
            st.link_button(w("share.show.look"), link)
            code = st.popover(w("share.code.short"), key=f"code.{kept.id}", on_change="rerun")
            if code.open:
                with code:
                    _code(link, w)
            st.button(
                w("share.show.revoke"),
                key=f"revoke.{kept.id}",
                on_click=_revoke,
                args=(kept.id,),
                icon=":material/link_off:",
            )


def _ended(kept: Snapshot) -> bool:
    return kept.expires is not None and kept.expires <= datetime.now(UTC)


def _life(kept: Snapshot, w: Words) -> str:
    """Opened, ended or running out."""
    opened = (
        w("share.show.opened", date=w.date(clock.local(kept.opened).date()))
        if kept.opened is not None
        else w("share.show.unopened")
    )
    if kept.revoked is not None:
        return w("share.show.revoked", date=w.date(clock.local(kept.revoked).date()))
    if kept.expires is None:
        return opened
    end = w.date(clock.local(kept.expires).date())
    if _ended(kept):
        return f"{opened} {w('share.show.expired', date=end)}"
    return f"{opened} {w('share.show.until', date=end)}"


@state.whole
def _revoke(id: str) -> None:
    try:
        if sign_in.owner() is None:  # no longer in
            raise StoreError("unknown_link")
        shelf().revoke(id, state.maker())
        journal.tell("deleted", "presentation", link=journal.trace(id))
    except StoreError as problem:
        state.keep(PROBLEM, problem.code)


# Addresses


def _copy(link: str, key: str, w: Words) -> None:
    browser.copy(w("share.link.copy"), link, **_told(w), key=key)


def _absolute(rest: str) -> str:
    return browser.absolute(rest, here="share")


def _told(w: Words) -> dict[str, str]:
    return {"done": w("share.copied"), "failed": w("share.not_copied")}
