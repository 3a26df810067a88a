"""The page that explains the model: its steps, every input with its benchmark, and the sources."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from sim.plan.parameters import PARAMETERS
from sim.play.trials import TRIALS
from ui.frame.blocks import on_request
from ui.visit import state
from words.catalogue import sources

PARTS = ("question", "ranges", "funnel", "luck", "together", "money", "triage", "horizon", "honest")


def show() -> None:
    """The whole page."""
    w = state.language()
    st.title(w("method.title"), anchor=False)
    for part in PARTS:
        st.header(w(f"method.{part}.title"), anchor=False)
        st.markdown(w(f"method.{part}.text", trials=w.number(TRIALS)))
    st.header(w("method.inputs.title"), anchor=False)
    st.markdown(w("method.inputs.text"))
    for parameter in PARAMETERS:
        words = w.parameters[parameter.key]
        on_request(str(words["label"]), f"input.{parameter.key}", partial(_input, words))
    st.header(w("method.sources.title"), anchor=False)
    st.markdown("\n".join(f"- {_source(key)}" for key in sources()))


def _input(words: dict[str, Any]) -> None:
    w = state.language()
    for part in ("what", "where", "benchmark"):
        st.markdown(f"**{w(f'inputs.{part}')}** {words[part]}")
    st.markdown("\n".join(f"- {_source(key)}" for key in words["sources"]))


def _source(key: str) -> str:
    return f"[{sources()[key]['title']}]({sources()[key]['url']})"
