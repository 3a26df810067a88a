"""A plan of the book, for a comparison."""

from __future__ import annotations

import streamlit as st

from ui.book import at_hand, blocks
from ui.compare import chosen as compared
from ui.frame.choices import choose, chosen
from ui.visit import state


def show() -> None:
    """A choice of the fairs that have a plan; nothing for whoever has no book, or an empty one."""
    fairs = blocks.with_plan()
    if not fairs:
        return
    w = state.language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(st.selectbox, w("compare.add.book"), blocks.labels(fairs), key="compare.book")
        st.button(w("compare.add.add_book"), key="compare.add_book", on_click=_added)


@state.whole
def _added() -> None:
    plan = at_hand.plan_of(str(chosen("compare.book") or ""))
    if plan is not None:
        compared.add_plan(plan)
