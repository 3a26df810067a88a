"""The visitor's clock and days: the server may stand in another part of the world."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st


def today() -> date:
    """The day that it is for the visitor; the server's where the browser names no zone."""
    return datetime.now(zone()).date()


def local(moment: datetime) -> datetime:
    """A moment by the visitor's clock; as it is told where the browser names no zone."""
    return moment.astimezone(zone() or moment.tzinfo)


def zone() -> tzinfo | None:
    """The time zone of the browser; None where it names none that is known here."""
    try:
        return ZoneInfo(st.context.timezone or "")
    except (KeyError, ValueError, OSError):
        return None
