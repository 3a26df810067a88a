"""What is known more closely: dates, customers in common, one stand for all, the goal."""

from __future__ import annotations

import streamlit as st

from sim.year.year import MONTHS
from ui.visit import state
from ui.year import listed
from ui.year.refine import boxes, pairs
from words.markdown import dollars_escaped


def show() -> None:
    w, now = state.language(), listed.settings()
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(w("year.refine.when"))
        for one, name in zip(listed.entries(), listed.names(), strict=True):
            key = f"year.month.{one.key}"
            state.put(key, one.month)
            st.selectbox(
                dollars_escaped(name),
                range(MONTHS),
                key=key,
                format_func=lambda month: w("year.refine.month", n=month + 1),
                on_change=_moved,
                args=(one.key,),
            )
        state.put("year.same_people", now.same_people)
        st.checkbox(
            w("year.refine.same_people"),
            key="year.same_people",
            on_change=_switched,
            args=("same_people",),
        )
    with right:
        boxes.box("overlap", "year.refine.overlap_help")
        pairs.show()
        boxes.box("stand", "year.refine.stand_help")
        boxes.box("goal", "year.refine.goal_help")
        state.put("year.cautious", now.cautious)
        st.checkbox(
            w("year.refine.cautious"), key="year.cautious", on_change=_switched, args=("cautious",)
        )


@state.whole
def _moved(key: int) -> None:
    month = state.widget(f"year.month.{key}")
    if month in range(MONTHS):
        listed.move(key, month)


@state.whole
def _switched(setting: str) -> None:
    listed.change(**{setting: bool(state.widget(f"year.{setting}"))})
