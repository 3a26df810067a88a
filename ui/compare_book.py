"""A plan of the book, for a comparison."""

from __future__ import annotations

import streamlit as st

from sim import plan_text
from sim.problems import ScenarioError
from store import StoreError
from ui import book, book_blocks, compared, signed, state
from ui.choices import choose, chosen
from ui.translation import spoken


def show() -> None:
    """A choice of the fairs that have a plan; nothing for whoever has no book, or an empty one."""
    if signed.owner() is None:
        return
    w = state.language()
    book_blocks.problem()
    try:
        fairs = [fair for fair in book.fairs().listed(archived=None) if "plan" in fair.parts]
    except StoreError as problem:
        st.info(book_blocks.sentence(problem, w), icon=":material/cloud_off:")
        return
    if not fairs:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(st.selectbox, w("compare.add.book"), book_blocks.labels(fairs), key="compare.book")
        st.button(w("compare.add.add_book"), key="compare.add_book", on_click=_added)


@state.whole
def _added() -> None:
    id = str(chosen("compare.book") or "")
    try:
        fair, document = book.fairs().fair(id), book.fairs().latest(id, "plan")
        if document is None:
            raise StoreError("not_plan")
        plan, _ = plan_text.loads(document.content)
    except ScenarioError:
        book.report(StoreError("not_plan"))
    except StoreError as problem:
        book.report(problem)
    else:
        compared.add_plan(book.called(spoken(plan, state.language()), fair))
