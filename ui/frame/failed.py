"""An error that nobody foresaw: its visitor sees a sentence with an id, under which it is noted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st
from streamlit.errors import FragmentHandledException

from ui.visit import journal, session, state
from ui.visit.database import SettingsError
from words.catalogue import Words, words
from words.languages import nearest

_log: Final = logging.getLogger("quitte")


def seen(error: Exception) -> bool:
    """Tells an error where it happened, in a page, a part of it or a callback: what `st.App` takes
    as ``on_script_error``."""
    w = state.language() if session.begun() else words(nearest(st.context.locale or ""))
    if isinstance(error, SettingsError):
        closed(error, w)
        return True
    id = journal.failed(error)
    st.error(w("menu.failed", id=id), icon=":material/error:")
    return True


def closed(problem: SettingsError, w: Words) -> None:
    """Tells that the secrets of the deployment cannot be read; its journal, where and why."""
    _log.error("Quitte is closed, its secrets cannot be read: %s", problem)
    st.error(w("menu.closed"), icon=":material/lock:")


@contextmanager
def told() -> Iterator[None]:
    """Tells an error of a page; under the tests, which look for one, it goes on."""
    try:
        yield
    except FragmentHandledException:  # told by the part itself
        raise
    except Exception as error:
        seen(error)
        if st.get_option("global.appTest"):
            raise
