"""What a presentation link shows: read-only, as it was kept."""

from __future__ import annotations

import streamlit as st

from sim.links.presentation import Brief, Outlook, from_content
from sim.play.engine import ENGINE
from store import Snapshot, StoreError
from ui.share import board
from ui.visit import clock, journal, state
from ui.visit.database import shelf


def show(id: str) -> None:
    """The page of a link, or one sentence why it cannot be shown."""
    w = state.language()
    try:
        kept = shelf().open(id)
        found = from_content(kept.content, kept.audience)
    except StoreError as problem:
        st.title(w("share.no_page"), anchor=False)
        known = problem.code == "unknown_link"  # all else is the database
        journal.tell_once("refused", "presentation", link=journal.trace(id), why=problem.code)
        told = "share.store.unknown_link" if known else "share.out_of_reach"
        st.info(w(told), icon=":material/link_off:")
        return
    except (ValueError, KeyError, TypeError, AttributeError):
        st.title(w("share.no_page"), anchor=False)
        st.info(w("share.store.unknown_link"), icon=":material/link_off:")
        return
    journal.tell_once("opened", "presentation", link=journal.trace(id), audience=kept.audience)
    _draw(found, kept)


def _draw(found: Brief | Outlook, kept: Snapshot) -> None:
    w = state.language()
    if kept.engine != ENGINE:
        st.info(w("board.older"), icon=":material/history:")
    dated = clock.local(kept.created).date()
    note = w("board.presented", date=w.date(dated))
    if isinstance(found, Outlook):
        board.show_customer(found, kept.title)
        st.caption(f"{note} {w('reports.mark', mark=found.mark)}")
    else:
        board.show(found, dated, kept.fingerprint, kept.title, note)
