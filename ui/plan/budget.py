"""The table of costs, and what they come to."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from sim.plan.beliefs import Belief
from sim.plan.budget import CostLine, Income, Line
from sim.plan.funnel import PER
from sim.plan.parameters import BY_KEY
from sim.plan.scenario import Scenario
from ui.editing import redraw
from ui.lines import boxes, paste
from ui.lines.kind import Extra, Kind
from ui.plan import optional
from ui.visit import state
from ui.visit.answers import answer
from words.costs import likely_costs
from words.markdown import dollars_escaped


def _with(plan: Scenario, place: str, lines: tuple[Line, ...]) -> Scenario:
    """The plan with these costs or this income, and with what it lacks of that by which they are
    multiplied, as its row begins."""
    lacking = [key for line in lines for key in line.needs if key not in plan.inputs]
    addable = [key for key in lacking if BY_KEY[key].start is not None]
    sizes: dict[str, Belief] = {
        path: belief for key in addable for path, belief in optional.start(key).items()
    }
    changed: dict[str, Any] = {place: lines}
    return plan.with_(inputs=sizes, **changed)


def _with_costs(plan: Scenario, lines: tuple[CostLine, ...]) -> Scenario:
    return _with(plan, "costs", lines)


def _with_income(plan: Scenario, lines: tuple[Income, ...]) -> Scenario:
    return _with(plan, "income", lines)


OVER: Final = Extra("over", 1, 1)
COSTS: Final = Kind("costs", CostLine, _with_costs, tuple(PER), (OVER,))
INCOME: Final = Kind("income", Income, _with_income, tuple(PER))


def cost_table() -> None:
    """The budget as a table of lines, with a place for what it comes to."""
    boxes.show(COSTS)
    redraw.part("costs.total", _total, st.markdown)
    paste.show(COSTS)
    st.caption(state.language()("budget.hint"))


def income_table() -> None:
    """Money in that is no order."""
    boxes.show(INCOME)
    paste.show(INCOME)
    st.caption(state.language()("budget.income_hint"))


def _total() -> str:
    """What the plan costs at the likely values, the one figure that the page has of it."""
    w, plan = state.language(), state.plan()
    *lines, whole = likely_costs(plan, answer(plan, state.seed()).guess, w)
    amounts = {"total": w.costs(whole.amount, plan.currency)}
    key = "budget.total"
    if len(lines) > len(plan.costs):
        planned = sum(line.amount for line in lines if line.typed)
        amounts["planned"] = w.costs(planned, plan.currency)
        amounts["overrun"] = w.within(lines[-1].label)
        key = "budget.total_overrun"
    return dollars_escaped(w(key, **amounts))
