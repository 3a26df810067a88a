"""Why: what the profit hangs on, how much is luck, and how firm the answer is."""

from __future__ import annotations

import streamlit as st

from ui import state


def show() -> None:
    """The whole page."""
    st.title(state.language()("drivers.title"), anchor=False)
