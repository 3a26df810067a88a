"""The dates of a plan as boxes: when, what cancelling costs then, and what is known by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import streamlit as st

from sim.plan.choices.dates import (
    FIRST_DAY,
    LAST_DAY,
    MOST_BEFORE,
    MOST_DATES,
    TODAY,
    DecisionDate,
    FeeShare,
)
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import Scenario
from sim.play.columns import drawn_paths
from ui.frame.choices import choose
from ui.later import changes
from ui.later.changes import MONEY
from ui.visit import clock, state
from words.catalogue import Words
from words.markdown import quoted

TERMS: Final = "https://th1.ilovetranslation.com/j6L65Pobgow=d"  # where such a scale stands


def show() -> None:
    """A row for each date, and what adds one."""
    w, plan = state.language(), state.plan()
    st.caption(w("when.later.hint"))
    for at, one in enumerate(plan.decide):
        _row(at, one, plan, w)
    _more(plan, w)


def _more(plan: Scenario, w: Words) -> None:
    later = [one for one in plan.decide if not one.today]
    with st.container(horizontal=True, vertical_alignment="bottom", key="later-more"):
        if len(plan.decide) < MOST_DATES:
            if all(one.date for one in later):
                _add("day", w)
            if all(one.months_before is not None for one in later):
                _add("months", w)
            if len(later) == len(plan.decide):
                _add("today", w)
    if not later:
        with st.container(horizontal=True, vertical_alignment="bottom", key="later-terms"):
            st.date_input(
                w("when.later.fair_day"), value=None, key="later.fair_day", format="DD-MM-YYYY",
                width=220,
            )  # fmt: skip
            st.button(w("when.later.take"), key="later.take", on_click=changes.take)
        st.caption(w("when.later.terms", url=TERMS))


def _add(kind: str, w: Words) -> None:
    labels: dict[str, Callable[[], str]] = {
        "day": lambda: w("when.later.add_day"),
        "months": lambda: w("when.later.add_months"),
        "today": lambda: w("when.later.add_today"),
    }
    st.button(
        labels[kind](),
        key=f"later.add.{kind}",
        icon=":material/add:",
        on_click=changes.add,
        args=(kind,),
    )


def _row(at: int, one: DecisionDate, plan: Scenario, w: Words) -> None:
    typed, problem = changes.unread(at)
    with st.container(border=True, key=f"later-row-{at}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _when(at, one, typed, w)
            _fee(at, one, plan, typed, w)
            st.button(
                w("when.later.delete"),
                key=f"later.{at}.delete",
                icon=":material/delete:",
                type="tertiary",
                on_click=changes.delete,
                args=(at,),
            )
        if not one.today:
            _known(at, one, plan, typed, w)
        if one.date and not one.today and date.fromisoformat(one.date) < clock.today():
            st.caption(w("when.later.past"))
        if problem is not None:
            place = problem.at(f"decide[{at + 1}]") if not problem.place.startswith("decide") else (
                problem
            )  # fmt: skip
            st.error(w.problem(place, Unit.MONEY), icon=":material/error:")


def _when(at: int, one: DecisionDate, typed: dict[str, Any], w: Words) -> None:
    key = f"later.{at}.when"
    if one.date == TODAY:
        st.markdown(w("when.later.today"), width=180)
    elif one.months_before is None:
        state.put(key, typed.get("when", date.fromisoformat(one.date)))
        st.date_input(
            w("when.later.day"), key=key, format="DD-MM-YYYY", width=180,
            min_value=FIRST_DAY, max_value=LAST_DAY,
            on_change=changes.changed, args=(at,),
        )  # fmt: skip
    else:
        state.put(key, typed.get("when", one.months_before))
        st.number_input(
            w("when.later.months"), min_value=0, max_value=MOST_BEFORE, step=1, key=key,
            on_change=changes.changed, args=(at,), width=180,
        )  # fmt: skip


def _fee(at: int, one: DecisionDate, plan: Scenario, typed: dict[str, Any], w: Words) -> None:
    """A number, and what it is: money, or per cent of a line that is booked beforehand."""
    share = isinstance(one.fee, FeeShare)
    shown = w.typed(one.fee.share, Unit.SHARE) if isinstance(one.fee, FeeShare) else (
        w.typed(one.fee, Unit.MONEY)
    )  # fmt: skip
    state.put(f"later.{at}.fee", typed.get("fee", shown))
    st.text_input(
        w("when.later.fee"), key=f"later.{at}.fee", on_change=changes.changed, args=(at,), width=160
    )
    offered = {MONEY: plan.currency} | {
        line.name: w("when.later.of", name=quoted(line.label))
        for line in plan.costs
        if line.stage is None
    }
    of = one.fee.of if isinstance(one.fee, FeeShare) and share else MONEY
    state.put(f"later.{at}.of", typed.get("of", of))
    choose(
        st.selectbox,
        w("when.later.unit"),
        offered,
        key=f"later.{at}.of",
        on_change=changes.changed,
        args=(at,),
        width=300,
    )


def _known(at: int, one: DecisionDate, plan: Scenario, typed: dict[str, Any], w: Words) -> None:
    drawn = drawn_paths(plan)
    offered = [path for path in PATHS if path in drawn or path in one.paths]
    state.put(f"later.{at}.known", typed.get("known", [*one.paths]))
    st.multiselect(
        w("when.later.known"),
        offered,
        format_func=w.input,
        key=f"later.{at}.known",
        on_change=changes.changed,
        args=(at,),
        placeholder=w("when.later.known_none"),
    )
