"""Blocks of the answer: sentences, pictures and tables made from an `Answer`."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pictures import answer as chart_rows
from pictures import base as charts
from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from sim.why.hints import hints
from ui.editing import redraw
from ui.frame.shell import on_phone
from ui.visit import state
from words import answer as sentences
from words.markdown import dollars_escaped


def headline(answer: Answer, plan: Scenario) -> None:
    """The two sentences, and what a hurdle and a mean above zero add to them."""
    w = state.language()
    with st.container(key="headline", gap="small"):
        st.header(sentences.first_sentence(answer, w), anchor=False)
        st.markdown(dollars_escaped(sentences.second_sentence(answer, plan, w)))
        for line in sentences.asides(answer, plan, w):
            st.markdown(line)


def forecast(answer: Answer, plan: Scenario) -> None:
    """Sentences and picture; the picture is sent first, because it takes longest to draw."""
    w = state.language()
    dots = 20 if on_phone() else 50
    view = state.widget("view") or "dots"
    frame = chart_rows.frame(view, answer, w, dots=dots, hurdle=plan.hurdle)
    above = st.container()
    _chart(view, frame)
    redraw.picture_first()
    _views(view, dots)
    with above:
        headline(answer, plan)


def _chart(view: str, frame: pd.DataFrame) -> None:
    """The distribution of the profit in the view that the reader chose."""
    w = state.language()
    st.vega_lite_chart(
        frame, charts.spec(view, w.code), key=f"chart.{view}", alt=w(f"alt.{view}"), width="stretch"
    )


def _views(view: str, dots: int) -> None:
    """The choice of the view, and how to read it."""
    w = state.language()
    with st.container(horizontal=True, vertical_alignment="center"):
        state.put("view", view)
        st.segmented_control(
            w("chart.view"),
            charts.VIEWS,
            key="view",
            required=True,
            format_func=lambda v: w(f"chart.{v}"),
            label_visibility="collapsed",
        )
        note = w("chart.caption_dots", n=100 // dots) if view == "dots" else w("chart.caption")
        st.caption(f"{note} {w('chart.bands')}")


def reasons(answer: Answer, plan: Scenario) -> None:
    """Break-even, the calculator, every order credited, the goal: each in a sentence."""
    w = state.language()
    st.subheader(w("reasons.title"), anchor=False)
    lines = [*sentences.break_even(answer, plan, w), *sentences.chances(answer, plan, w)]
    st.markdown(dollars_escaped("\n".join(f"- {line}" for line in lines)))


def funnel(answer: Answer) -> None:
    """From visitors to extra orders, with bands, who leaves unserved and where it is narrow."""
    w = state.language()
    st.subheader(w("funnel.title"), anchor=False)
    st.vega_lite_chart(
        chart_rows.funnel_frame(answer, w, narrow=on_phone()),
        charts.spec("funnel_narrow" if on_phone() else "funnel", w.code),
        key="chart.funnel",
        alt=w("alt.funnel"),
        width="stretch",
    )
    st.caption(w("funnel.caption"))
    if not any(hint.code == "follow_up_narrow" for hint in hints(state.plan())):
        st.info(sentences.bottleneck(answer, w), icon=":material/lightbulb:")


def footnote(answer: Answer) -> None:
    """The simulation's own noise, and how to get the same numbers again."""
    w = state.language()
    st.caption(sentences.noise(answer, w))
