"""What can we do: levers, one step more, the stand team, and the goal backwards."""

from __future__ import annotations

import streamlit as st

from ui import state


def show() -> None:
    """The whole page."""
    st.title(state.language()("levers.title"), anchor=False)
