"""Blocks of the answer: sentences, pictures and tables made from an `Answer`."""

from __future__ import annotations

import streamlit as st

from pictures import answer as chart_rows
from pictures import base as charts
from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from sim.why.hints import hints
from ui.editing import redraw
from ui.frame import blocks
from ui.frame.shell import on_phone
from ui.plan import tables
from ui.visit import state
from ui.visit.answers import answer as answered
from words import answer as sentences
from words.markdown import dollars_escaped


def headline(answer: Answer, plan: Scenario) -> None:
    """The two sentences, and what a hurdle and a mean above zero add to them."""
    w = state.language()
    st.header(sentences.first_sentence(answer, w), anchor=False)
    st.markdown(dollars_escaped(sentences.second_sentence(answer, plan, w)))
    for line in sentences.asides(answer, plan, w):
        st.markdown(line)


def forecast(answer: Answer, plan: Scenario) -> None:
    """Sentences, picture and the choice of its view."""
    picture(answer, plan)
    views()


def picture(answer: Answer, plan: Scenario) -> None:
    """Sentences and picture; the picture is sent first, because it takes longest to draw."""
    w, view = state.language(), _view()
    rows = chart_rows.rows(view, answer, w, dots=_dots(), hurdle=plan.hurdle)
    spec, named = charts.spec(view, w.code), {"key": f"chart.{view}", "alt": w(f"alt.{view}")}
    above = st.container(key="headline", gap="small")
    blocks.picture(rows, spec, **named)
    redraw.picture_first()
    with above:
        headline(answer, plan)


def _view() -> str:
    """In which the reader wants to see the distribution."""
    return state.widget("view") or "dots"


def _dots() -> int:
    return 20 if on_phone() else 50


def views(fragment: str | None = None) -> None:
    """The choice of the view, and how to read it; in a fragment of its own beside the picture's."""
    if fragment is None:
        _choice_of_view()
    else:
        st.fragment(_choice_of_view, key=redraw.there(fragment))()


def _choice_of_view() -> None:
    w, view = state.language(), _view()
    with st.container(horizontal=True, vertical_alignment="center"):
        state.put("view", view)
        st.segmented_control(
            w("chart.view"),
            charts.VIEWS,
            key="view",
            required=True,
            format_func=lambda v: w(f"chart.{v}"),
            label_visibility="collapsed",
            on_change=redraw.viewed,
        )
        n = 100 // _dots()
        note = w("chart.caption_dots", n=n) if view == "dots" else w("chart.caption")
        st.caption(f"{note} {w('chart.bands')}")


def reasons() -> None:
    """What the answer comes from, and what it comes to, part by part."""
    w = state.language()
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(w("reasons.title"), anchor=False)
        redraw.part("reasons", _reasons, st.markdown)
        st.subheader(w("quality.title"), anchor=False)
        redraw.part("quality", tables.known, tables.quality)
    with right:
        st.subheader(w("costs.title"), anchor=False)
        with st.container(key="cost_shares"):
            redraw.part("costs.shares", tables.costs, tables.cost_shares)
    st.subheader(w("funnel.title"), anchor=False)
    redraw.part("funnel", _numbers, _funnel)
    st.caption(w("funnel.caption"))
    redraw.part("narrow", _narrow, _narrowest)
    redraw.part("more", tables.opened, tables.more)
    redraw.part("footnote", _footnote, st.caption)


def _found() -> Answer:
    return answered(state.plan(), state.seed())


def _numbers() -> tuple[Scenario, int]:
    return state.plan().numbers, state.seed()


def _reasons() -> str:
    """Break-even, the calculator, every order credited, the goal: each in a sentence."""
    w, plan, found = state.language(), state.plan(), _found()
    lines = [*sentences.break_even(found, plan, w), *sentences.chances(found, plan, w)]
    return dollars_escaped("\n".join(f"- {line}" for line in lines))


def _funnel(_: tuple[Scenario, int]) -> None:
    """From visitors to extra orders, with bands."""
    w = state.language()
    blocks.picture(
        chart_rows.funnel_rows(_found(), w),
        charts.spec("funnel_narrow" if on_phone() else "funnel", w.code),
        key="chart.funnel",
        alt=w("alt.funnel"),
    )


def _narrow() -> str:
    """Who leaves unserved, and where the funnel is narrow; nothing where following up is."""
    if any(hint.code == "follow_up_narrow" for hint in hints(state.plan())):
        return ""
    return sentences.bottleneck(_found(), state.language())


def _narrowest(told: str) -> None:
    if told:
        st.info(told, icon=":material/lightbulb:")


def _footnote() -> str:
    """The simulation's own noise, and how to get the same numbers again."""
    return sentences.noise(_found(), state.language())
