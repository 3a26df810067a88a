"""What a presentation link shows: read-only, as it was kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from sim.links.presentation import Brief, Outlook, from_content
from sim.links.year_presentation import YearBrief
from sim.play.engine import ENGINE
from store import Snapshot, StoreError
from ui.share import board
from ui.visit import clock, journal, state
from ui.visit.database import shelf

Year = Callable[[YearBrief, date, str, str, str], None]


def show(id: str, of_year: Year) -> None:
    """The page of a link, or one sentence why it cannot be shown; `of_year` draws that of a year,
    as `board.show` that of a plan."""
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
    _draw(found, kept, of_year)


def _draw(found: Brief | Outlook | YearBrief, kept: Snapshot, of_year: Year) -> None:
    w = state.language()
    if kept.engine != ENGINE:
        st.info(w("board.older"), icon=":material/history:")
    dated = clock.local(kept.created).date()
    note = w("board.presented", date=w.date(dated))
    if isinstance(found, Outlook):
        board.show_customer(found, kept.title)
        st.caption(f"{note} {w('reports.mark', mark=found.mark)}")
    elif isinstance(found, YearBrief):
        note = w("year.board.presented", date=w.date(dated))
        of_year(found, dated, kept.fingerprint, kept.title, note)
    else:
        board.show(found, dated, kept.fingerprint, kept.title, note)
