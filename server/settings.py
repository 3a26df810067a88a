"""What the deployment says of the server: in the environment, in its secrets, in Streamlit's own
options."""

from __future__ import annotations

import logging
import os
import re
from typing import Final

import streamlit as st

from ui.visit.database import SettingsError, secrets

EMBEDDED_BY: Final = "QUITTE_EMBEDDED_BY"
_SITE: Final = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.I)
_log = logging.getLogger("quitte")


def readable() -> None:
    """Ends a server whose secrets cannot be read, before it opens what they would have closed.
    Raises `SystemExit` with the sentence for whoever starts it."""
    try:
        secrets()
    except SettingsError as problem:
        raise SystemExit(f"Quitte does not start, its secrets cannot be read: {problem}") from None


def base() -> str:
    """What stands before every path: empty, or ``/`` and `server.baseUrlPath`."""
    told = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{told}" if told else ""


def hosts() -> list[str]:
    """The names by which the server may be called; empty where any will do."""
    return [str(one).strip().lower() for one in st.get_option("server.allowedHosts") or ()]


def embedders() -> list[str]:
    """The sites that may show a board in a frame: `EMBEDDED_BY` of the environment, their addresses
    with spaces between, otherwise ``embedded_by`` of the secrets, a list. What is no address of a
    site is left out, and the log says so."""
    told = os.environ.get(EMBEDDED_BY, "").split() or secrets().get("embedded_by") or []
    sites = told.split() if isinstance(told, str) else [str(one) for one in told]
    for site in sites:
        if not _SITE.fullmatch(site):
            _log.warning("%r may not embed: give it as https://intranet.example", site)
    return [site for site in sites if _SITE.fullmatch(site)]
