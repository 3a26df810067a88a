"""What to find out first: what knowing an input is worth before deciding."""

from __future__ import annotations

import streamlit as st

from ui import state


def show() -> None:
    """The whole page."""
    st.title(state.language()("research.title"), anchor=False)
