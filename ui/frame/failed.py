"""An error that nobody foresaw: its visitor sees a sentence with an id, under which it is noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.errors import FragmentHandledException

from ui.visit import journal, session, state
from words.catalogue import words
from words.languages import nearest


def seen(error: Exception) -> bool:
    """Tells an error where it happened, in a page, a part of it or a callback: what `st.App` takes
    as ``on_script_error``."""
    id = journal.failed(error)
    w = state.language() if session.begun() else words(nearest(st.context.locale or ""))
    st.error(w("menu.failed", id=id), icon=":material/error:")
    return True


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
