"""The table of costs, and what they come to."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.plan.beliefs import Belief
from sim.plan.budget import CostLine, Income, Line
from sim.plan.funnel import PER
from sim.plan.parameters import BY_KEY
from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from ui.lines import boxes, paste
from ui.lines.kind import Extra, Kind
from ui.plan import optional
from ui.visit import state
from ui.visit.keys import Key
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


# Where the total comes to stand; it is drawn with all else that depends on every number.
TOTAL: Final = Key[DeltaGenerator | None]("costs.total", None)


def begun() -> None:
    """The whole page is about to be drawn: the costs are not open yet."""
    state.keep(TOTAL, None)


def place_of_total() -> DeltaGenerator | None:
    """Where this run of the page has the total; None while the costs are closed."""
    return state.kept(TOTAL)


def cost_table() -> None:
    """The budget as a table of lines, with a place for what it comes to."""
    boxes.show(COSTS)
    state.keep(TOTAL, st.container())
    paste.show(COSTS)
    st.caption(state.language()("budget.hint"))


def income_table() -> None:
    """Money in that is no order."""
    boxes.show(INCOME)
    paste.show(INCOME)
    st.caption(state.language()("budget.income_hint"))


def total(place: DeltaGenerator | None, answer: Answer, plan: Scenario) -> None:
    """What the plan costs at the likely values, the one figure that the page has of it."""
    if place is None:
        return
    w = state.language()
    *lines, whole = likely_costs(plan, answer.guess, w)
    amounts = {"total": w.costs(whole.amount, plan.currency)}
    key = "budget.total"
    if len(lines) > len(plan.costs):
        planned = sum(line.amount for line in lines if line.typed)
        amounts["planned"] = w.costs(planned, plan.currency)
        amounts["overrun"] = w.within(lines[-1].label)
        key = "budget.total_overrun"
    with place:
        st.markdown(dollars_escaped(w(key, **amounts)))
