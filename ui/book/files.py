"""The files of a fair for other systems: its days for a calendar, its line for a CRM."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time

import streamlit as st

import reports
from reports import Agenda, Campaign
from sim.actuals.forecast import Forecast
from sim.actuals.record import Record
from sim.evaluate.days import days_of
from store import Document, Fair
from ui.book import today
from ui.visit import clock, journal, state
from words.catalogue import Words
from words.markdown import dollars_escaped, file_name, quoted


def buttons(fair: Fair, made: Forecast, record: Record | None, saved: Document | None) -> None:
    """A button for each file, made when it is asked for.

    record  what was told, saved or not; without it nobody knows when the fair is, and there are no
            days
    saved   the newest version of it in the book, or None
    """
    w = state.language()
    with st.container(horizontal=True, vertical_alignment="center", key=f"files.{fair.id}"):
        if record is not None:
            _button(
                fair,
                "calendar",
                lambda: reports.calendar_ics(agenda(fair, made, record, saved, w)),
                "ics",
                "text/calendar",
                ":material/event:",
                w("fairs.systems.calendar_help"),
            )
        campaign = Campaign(fair.title, made.plan, made.answer, record, clock.today())
        help = w("fairs.systems.campaign_help", currency=quoted(made.plan.currency))
        _button(
            fair,
            "campaign",
            lambda: reports.campaign_csv(campaign),
            "csv",
            "text/csv",
            ":material/campaign:",
            dollars_escaped(help),
        )


def _button(
    fair: Fair,
    what: str,
    content: Callable[[], bytes],
    ending: str,
    mime: str,
    icon: str,
    help: str,
) -> None:
    tell = journal.teller()

    def made() -> bytes:
        told = content()
        tell("exported", what, fair=fair.id, bytes=len(told))
        return told

    st.download_button(
        state.language()(f"fairs.systems.{what}"),
        made,
        on_click="ignore",
        file_name=f"{file_name(fair.name)}-{fair.year}.{ending}",
        mime=mime,
        icon=icon,
        key=f"{what}.{fair.id}",
        type="tertiary",
        help=help,
    )


def agenda(fair: Fair, made: Forecast, record: Record, saved: Document | None, w: Words) -> Agenda:
    """The days of a fair; from when judging makes sense is as Evaluate says it."""
    early = {one.day: one.too_early for one in today.course(made, record)}
    return Agenda(
        fair=fair.id,
        title=fair.title,
        days=days_of(made.plan, record, early),
        revised=datetime.combine(made.day, time(), UTC) if saved is None else saved.saved,
        version=0 if saved is None else saved.version,
        words=w,
    )
