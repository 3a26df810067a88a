"""A plan of the book, for a comparison."""

from __future__ import annotations

import streamlit as st

from sim.links import plan_text
from sim.plan.problems import ScenarioError
from store import StoreError
from ui.book import at_hand, blocks
from ui.compare import chosen as compared
from ui.frame.choices import choose, chosen
from ui.visit import sign_in, state
from words.translation import spoken


def show() -> None:
    """A choice of the fairs that have a plan; nothing for whoever has no book, or an empty one."""
    if sign_in.owner() is None:
        return
    w = state.language()
    blocks.problem()
    try:
        fairs = [fair for fair in at_hand.fairs().listed(archived=None) if "plan" in fair.parts]
    except StoreError as problem:
        st.info(blocks.sentence(problem, w), icon=":material/cloud_off:")
        return
    if not fairs:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(st.selectbox, w("compare.add.book"), blocks.labels(fairs), key="compare.book")
        st.button(w("compare.add.add_book"), key="compare.add_book", on_click=_added)


@state.whole
def _added() -> None:
    id = str(chosen("compare.book") or "")
    try:
        fair, document = at_hand.fairs().fair(id), at_hand.fairs().latest(id, "plan")
        if document is None:
            raise StoreError("not_plan")
        plan, _ = plan_text.loads(document.content)
    except ScenarioError:
        at_hand.report(StoreError("not_plan"))
    except StoreError as problem:
        at_hand.report(problem)
    else:
        compared.add_plan(at_hand.called(spoken(plan, state.language()), fair))
