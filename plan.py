"""The home page, "Plan": edit the scenario, see the answer.

The answer, with the sliders that move it, is a fragment, and so are its reasons, part by part: a
number that changes redraws the answer, what its reasons tell otherwise now, and its own row (see
`ui.editing.redraw`).
"""

import streamlit as st

from ui.editing import redraw, sliders
from ui.frame.shell import page
from ui.plan import from_crm, panels, sidebar
from ui.start import page as begin
from ui.visit import state
from ui.visit.answers import answer
from words.markdown import plain


@st.fragment(key=redraw.FORECAST)
def forecast(places: tuple[sliders.Place, ...]) -> None:
    plan = state.plan()
    panels.picture(answer(plan, state.seed()), plan)
    drawn = sliders.draw(places)
    redraw.watch_for_rest()
    sliders.arrived(drawn)


with page("plan"):
    st.title(plain(state.plan().name), anchor=False)
    begin.offer()
    from_crm.show(from_crm.PAGE)
    answer_first = st.container()
    sidebar.inputs()
    with answer_first:
        forecast(sliders.places())
        panels.views(redraw.VIEWS)
    panels.reasons()
