"""Why: what the profit hangs on, how much is luck, and how firm the answer is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pictures import why as why_charts
from sim.plan.scenario import Scenario
from sim.why import losing
from sim.why.drivers import Driver
from sim.why.losing import Hangs
from sim.why.luck import Split, split
from ui.frame.blocks import on_request, table
from ui.frame.shell import on_phone, onward
from ui.visit import state, worked_out
from ui.visit.answers import answer, robust, trials
from words import why as why_words
from words.markdown import dollars_escaped
from words.measured import signed_amount

SHOWN: Final = 8  # numbers in the picture; the table has them all
PARTS: Final = 4
DOTS: Final = 50
DOTS_ON_PHONE: Final = 20


def show() -> None:
    """The whole page."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    with st.container(key="headline"):
        st.title(w("drivers.title"), anchor=False)
        with worked_out.working(1, PARTS):
            found = worked_out.of_trials(losing.hangs, plan, seed)
        first, *more = why_words.headline(found, plan, w)
        st.header(dollars_escaped(first), anchor=False)
        for line in more:
            st.markdown(dollars_escaped(line))
    _hangs(found, plan)
    _counts(found, plan)
    _luck(plan, seed)
    _thirds(found, plan, seed)
    _firm(plan, seed)
    st.caption(dollars_escaped(why_words.foot(found, trials(plan, seed), seed, plan, w)))


# What the profit hangs on


def _hangs(found: Hangs, plan: Scenario) -> None:
    best = why_words.apart(found.drivers)
    if not best:
        return
    w = state.language()
    st.header(w("drivers.hangs.title"), anchor=False)
    mean = signed_amount(found.mean, plan.currency, w)
    bars = [*why_words.bars(best[:SHOWN], found, plan, w)]
    st.vega_lite_chart(
        why_charts.ends_frame(
            bars,
            found.mean.value,
            w("drivers.hangs.average", mean=mean),
        ),
        why_charts.ends_spec(w.code),
        key="chart.hangs",
        alt=w("drivers.hangs.alt"),
        width="stretch",
    )
    told = [w("drivers.hangs.caption")]
    told += [w("drivers.hangs.line")] if why_charts.at_break_even(bars) else []
    told += why_words.bent(best[:SHOWN], plan, w)
    st.caption(dollars_escaped(" ".join(told)))
    if fair := why_words.fair(found, plan, w):
        st.markdown(dollars_escaped(fair))
    _on_request(w("drivers.hangs.open", n=len(found.drivers)), "number", found.drivers, found, plan)
    onward("levers", w("drivers.hangs.link"), ":material/tune:")


def _counts(found: Hangs, plan: Scenario) -> None:
    if found.same:
        return
    w = state.language()
    st.header(w("drivers.counts.title"), anchor=False)
    st.markdown(dollars_escaped(" ".join(why_words.counts(found, plan, w))))
    if not why_words.apart(found.stages):
        return
    _on_request(w("drivers.counts.open", n=len(found.stages)), "count", found.stages, found, plan)


# Luck and not known yet


def _luck(plan: Scenario, seed: int) -> None:
    w = state.language()
    st.header(w("drivers.luck.title"), anchor=False)
    with worked_out.working(2, PARTS):
        found: Split = worked_out.of_trials(split, plan, seed)
    st.markdown(why_words.luck(found, w))
    if found.luck.value > 0 and found.known.value > 0:
        st.vega_lite_chart(
            why_charts.luck_frame(found, w),
            why_charts.luck_spec(w.code),
            key="chart.luck",
            alt=w("drivers.luck.alt"),
            width="stretch",
        )
        st.caption(w("drivers.luck.caption"))
    if found.known.value > 0:
        onward("research", w("drivers.luck.link"), ":material/search:")


# Which fairs lose


def _thirds(hangs: Hangs, plan: Scenario, seed: int) -> None:
    w, best = state.language(), why_words.apart(hangs.drivers)
    st.header(w("drivers.thirds.title"), anchor=False)
    if not best:
        lost = answer(plan, seed).loss is not None
        st.markdown(w(f"drivers.thirds.{'skip' if lost else 'none_lose'}"))
        return
    path, dots = best[0].path, DOTS_ON_PHONE if on_phone() else DOTS
    with worked_out.working(3, PARTS):
        found = worked_out.of_trials(losing.thirds, plan, seed, path, dots)
    lines = why_words.thirds(found, path, plan, w)
    for line in lines:
        st.markdown(line)
    if len(lines) == 1:
        return
    st.vega_lite_chart(
        why_charts.thirds_frame(found.dots, found.bad, why_words.keys(found, path, plan, w), w),
        why_charts.thirds_spec(w.code),
        key="chart.thirds",
        alt=w("drivers.thirds.alt"),
        width="stretch",
    )
    st.caption(w("chart.caption_dots", n=100 // dots))


# How firm the answer is


def _firm(plan: Scenario, seed: int) -> None:
    w = state.language()
    st.header(w("drivers.firm.title"), anchor=False)
    with worked_out.working(4, PARTS):
        found = robust(plan, seed)
    st.markdown(" ".join(why_words.firm(found, w)))
    table(why_words.choices(found, plan, w), "why.choices", numbers={2})


def _on_request(
    label: str, head: str, drivers: Sequence[Driver], found: Hangs, plan: Scenario
) -> None:
    """All of them as a table."""

    def draw() -> None:
        w = state.language()
        table(why_words.table(drivers, head, found, plan, w), f"why.{head}s")
        st.caption(w("drivers.table.caption"))
        for line in why_words.idle(drivers, plan, w):
            st.markdown(line)

    on_request(label, f"why.{head}s", draw)
