"""The home page, "Plan": edit the scenario, see the answer.

The answer, with the sliders that move it, and its reasons are fragments: a number that changes
redraws them and its own row, and nothing else of the page (see `ui.editing.redraw`).
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.editing import redraw, sliders
from ui.frame.blocks import on_request
from ui.frame.shell import page
from ui.plan import budget, from_crm, panels, sidebar, tables
from ui.start import page as begin
from ui.visit import state
from ui.visit.answers import answer
from words.markdown import plain


@st.fragment(key=redraw.FORECAST)
def forecast(places: tuple[sliders.Place, ...]) -> None:
    plan = state.plan()
    panels.forecast(answer(plan, state.seed()), plan)
    drawn = sliders.draw(places)
    redraw.watch_for_rest()
    sliders.arrived(drawn)


@st.fragment(key=redraw.REASONS)
def reasons(total: DeltaGenerator | None) -> None:
    plan = state.plan()
    found = answer(plan, state.seed())
    budget.total(total, found, plan)
    left, right = st.columns(2, gap="large")
    with left:
        panels.reasons(found, plan)
        tables.quality(plan)
    with right:
        tables.cost_shares(found, plan)
    panels.funnel(found)
    w = state.language()
    on_request(w("numbers.title"), "open.numbers", lambda: tables.numbers(found, plan))
    on_request(w("robust.title"), "open.robust", lambda: tables.robustness(plan))
    panels.footnote(found)


with page("plan"):
    st.title(plain(state.plan().name), anchor=False)
    begin.offer()
    from_crm.show(from_crm.PAGE)
    budget.begun()
    answer_first = st.container()
    sidebar.inputs()
    with answer_first:
        forecast(sliders.places())
    reasons(budget.place_of_total())
