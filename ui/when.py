"""When the money comes: the fair month by month, and when it has paid itself back."""

from __future__ import annotations

import streamlit as st

from ui import state


def show() -> None:
    """The whole page."""
    st.title(state.language()("when.title"), anchor=False)
