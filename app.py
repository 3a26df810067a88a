"""The home page, "Plan": edit the scenario, see the answer."""

import streamlit as st

from ui import panels, sidebar, state, tables
from ui.answer import answer
from ui.shell import page
from ui.text import plain

with page("plan"):
    plan = state.plan()
    found = answer(plan, state.seed())
    w = state.language()
    st.title(plain(plan.name), anchor=False)
    panels.headline(found, plan)
    panels.picture(found, plan)
    sidebar.inputs(found)
    left, right = st.columns(2, gap="large")
    with left:
        panels.reasons(found, plan)
        tables.quality(plan)
    with right:
        tables.cost_shares(found, plan)
    panels.funnel(found)
    for key, panel in (
        ("numbers", lambda: tables.numbers(found, plan)),
        ("robust", lambda: tables.robustness(plan)),
    ):
        box = st.expander(w(f"{key}.title"), key=f"open.{key}", on_change="rerun")
        if box.open:
            with box:
                panel()
    panels.footnote(found)
