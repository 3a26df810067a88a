"""What the page about time asks: when costs are paid, until when orders count, and the months."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from sim.decide.dials import BUDGET
from sim.decide.timeline import Timeline
from sim.plan.budget import Line
from sim.plan.checks import FIRST_MONTH, LAST_MONTH
from sim.plan.file import example
from sim.plan.funnel import PHASES
from ui.frame.blocks import on_request
from ui.frame.shell import on_phone, onward
from ui.visit import state
from ui.visit.answers import answer
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted
from words.measured import amount, fine

EXAMPLE: Final = "regional"  # whose months are offered
USUAL: Final = 12  # months: where a European textbook stops counting
MONTHS: Final = tuple(f"months_to_order.{phase}" for phase in PHASES)


# When costs are paid


def due() -> None:
    """Every line of the costs with the month in which it is paid, and of income, in which it
    comes."""
    w, plan = state.language(), state.plan()
    st.subheader(w("when.due.title"), anchor=False)
    if not plan.costs:
        st.markdown(w("when.due.none", plan=_page(w), group=w("groups.costs")))
        return
    paid = [line.month for line in plan.costs]
    if any(paid):
        before, after = sum(m < 0 for m in paid), sum(m > 0 for m in paid)
        at = len(paid) - before - after
        st.markdown(w("when.due.told", before=before, at=at, after=after))
    else:
        st.markdown(w("when.due.all_at_fair"))
    if plan.income:
        each = [f"{plain(line.label)} {month_told(line.month, w)}" for line in plan.income]
        st.markdown(dollars_escaped(w("when.due.income", lines="; ".join(each))))
    on_request(w("when.due.box"), "when.due", _due_rows)


def _due_rows() -> None:
    w, plan = state.language(), state.plan()
    st.caption(w("when.due.hint"))
    columns = [st.container()] if on_phone() else st.columns(2, gap="medium")
    lines = [(of, at, line) for of in BUDGET for at, line in enumerate(getattr(plan, of))]
    half = math.ceil(len(lines) / len(columns))
    for place, (of, at, line) in enumerate(lines):
        with columns[place // half]:
            _due_row(of, at, line, w)


def _due_key(of: str, at: int) -> str:
    return f"when.due.{at}" if of == "costs" else f"when.due.{of}.{at}"


def _due_row(of: str, at: int, line: Line, w: Words) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        state.put(_due_key(of, at), line.month)
        st.number_input(
            quoted(line.label),
            min_value=FIRST_MONTH,
            max_value=LAST_MONTH,
            step=1,
            key=_due_key(of, at),
            on_change=_due_changed,
            args=(of, at),
            width=130,
            label_visibility="collapsed",
        )
        st.markdown(f"{plain(line.label)}  \n*{month_told(line.month, w)}*")


def month_told(month: int, w: Words) -> str:
    """A month in words, seen from the fair."""
    if month == 0:
        return w("when.due.at_fair")
    side = "before" if month < 0 else "after"
    return w.counted(f"when.due.{side}", abs(month), months=abs(month))


@state.whole
def _due_changed(of: str, at: int) -> None:
    plan = state.plan()
    lines = [*getattr(plan, of)]
    if at >= len(lines):  # the plan became another one meanwhile
        return
    month = _within(state.widget(_due_key(of, at)), FIRST_MONTH, 0)
    lines[at] = replace(lines[at], month=month)
    changes: Any = {of: tuple(lines)}
    state.commit(plan.with_(**changes))


def _within(typed: Any, least: int, empty: int) -> int:
    """What a box holds, which a browser may send as it likes."""
    return empty if typed is None else min(max(int(typed), least), LAST_MONTH)


# Until when orders count


def horizon(found: Timeline) -> None:
    """The last month in which orders count, and what that leaves out."""
    w, plan = state.language(), state.plan()
    words = w.parameters["horizon"]
    st.subheader(w("when.horizon.title"), anchor=False)
    state.put("when.limited", plan.horizon is not None)
    st.toggle(w("when.horizon.use"), key="when.limited", on_change=_limited)
    if plan.horizon is None:
        st.markdown(w("when.horizon.off"))
    else:
        state.put("when.horizon", plan.horizon)
        st.number_input(
            words["label"],
            min_value=min(plan.horizon, 1),
            max_value=LAST_MONTH,
            step=1,
            key="when.horizon",
            on_change=_horizon_changed,
            width=260,
        )
        st.markdown(dollars_escaped("\n\n".join((left_out(found, w), headlines(w)))))
    st.caption(f"{words['where']} {words['benchmark']}")


def left_out(found: Timeline, w: Words) -> str:
    """How many orders come too late, and what they are worth."""
    plan, late, value = state.plan(), found.late, found.late_value
    if late.value <= 0:
        return w("when.horizon.late_none", month=plan.horizon)
    if late.value < 0.005 or late.value < late.doubt:
        return w("when.horizon.late_little", month=plan.horizon)
    orders = w.short(fine(late), 2)
    worth = amount(value, plan.currency, w)
    return w("when.horizon.late", month=plan.horizon, orders=orders, value=worth)


def headlines(w: Words) -> str:
    """The answer of every page with the limit, and what it would be without."""
    plan, seed = state.plan(), state.seed()
    limited = w.of_hundred(answer(plan, seed).chance.value)
    without = w.of_hundred(answer(plan.with_(horizon=None), seed).chance.value)
    if limited == without:
        return w("when.horizon.headline_same", n=limited)
    return w("when.horizon.headline", with_limit=limited, without=without)


@state.whole
def _limited() -> None:
    state.commit(state.plan().with_(horizon=USUAL if state.widget("when.limited") else None))


@state.whole
def _horizon_changed() -> None:
    state.commit(state.plan().with_(horizon=_within(state.widget("when.horizon"), 1, USUAL)))


# The months themselves


def months() -> None:
    """Where it is said how long orders take."""
    w = state.language()
    st.subheader(w("when.months.title"), anchor=False)
    st.markdown(w("when.months.where", plan=_page(w), group=_step(w)))
    onward("plan", w("when.months.link"), ":material/edit:")


def missing_months() -> None:
    """A plan without them, and the months that it may take."""
    w, offered = state.language(), example(EXAMPLE)
    st.markdown(w("when.months.missing"))
    named = quoted(w.examples["fairs"][EXAMPLE])
    st.markdown(w("when.months.offer", example=named, plan=_page(w), group=_step(w)))
    lines = []
    for path, phase in zip(MONTHS, PHASES, strict=True):
        belief = offered.inputs[path]
        likely, low, high = (w.short(x) for x in (belief.likely, belief.low, belief.high))
        name = w.capital(w(f"phases.{phase}"))
        lines.append("- " + w("when.months.row", phase=name, likely=likely, low=low, high=high))
    st.markdown("\n".join(lines))
    st.button(w("when.months.take"), key="when.take", type="primary", on_click=_take)


@state.whole
def _take() -> None:
    plan, offered = state.plan(), example(EXAMPLE)
    known = {path: offered.evidence_for(path) for path in MONTHS}
    inputs = {path: offered.inputs[path] for path in MONTHS}
    state.commit(plan.with_(inputs=inputs, evidence={**plan.evidence, **known}))


def _page(w: Words) -> str:
    return w("menu.plan")


def _step(w: Words) -> str:
    return w("groups.follow_up")
