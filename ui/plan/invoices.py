"""Costs from invoices: what they come to becomes the exact amount of a line, or a new line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from sim.plan.beliefs import Exact
from sim.plan.budget import CostLine
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.invoices import dropped, placing
from ui.invoices.dropped import Door
from ui.invoices.placing import Placed
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import dollars_escaped

Costs = tuple[CostLine, ...]
# Door -> how many invoices were taken over there last, until others are dropped.
TAKEN: Final = Key[Mapping[str, int]]("invoices.plan.taken", {})


def show() -> None:
    """The whole part."""
    w, plan = state.language(), state.plan()
    fixed = {at: line for at, line in enumerate(plan.costs) if _size(line, plan)}
    labels = {at: line.label for at, line in fixed.items()}
    door = Door(f"plan.{state.slot()}", plan.currency, labels, new=True)
    st.caption(w("invoices.plan.text"))
    dropped.box(door)
    if not dropped.at_door(door.name).files:
        if n := state.kept(TAKEN).get(door.name, 0):
            told = w.counted("invoices.plan.taken", n, n=w.number(n))
            st.success(told, icon=":material/check:")
        return
    dropped.remarks(door)
    if len(fixed) < len(plan.costs):
        st.caption(w("invoices.plan.per_unit"))
    placed = placing.boxes(door, {at: placing.called(line) for at, line in fixed.items()})
    if dropped.counting(door):
        _then(placed, door, plan.costs, w)
    placing.offer_to_forget(door.name)


def _then(placed: Placed, door: Door, before: Costs, w: Words) -> None:
    """What the costs become, and the button that makes them so."""
    plan = state.plan()
    money = {at: before[at].amount.likely * _size(before[at], plan) for at in placed.sums}
    now = {at: w.value(amount, Unit.MONEY, door.currency) for at, amount in money.items()}
    placing.table(placed, door, now, placed.sums, w)
    problem = next(placing.problems(placed, door, placed.sums, w), "")
    if not problem and "costs" in state.drafts():
        problem = w("invoices.plan.unread")
    if not problem:
        try:
            plan.with_(costs=changed(plan, placed))
        except ScenarioError as refused:
            problem = w.problem(refused, Unit.MONEY)
    if problem:
        st.error(dollars_escaped(problem), icon=":material/error:")
    st.button(
        w("invoices.plan.take"),
        key="invoices.plan.take",
        type="primary",
        icon=":material/check:",
        disabled=bool(problem) or not (placed.sums or placed.new),
        on_click=_take,
        args=(door.name, before, placed),
    )


def _size(line: CostLine, plan: Scenario) -> float:
    """How often a line is paid, so far as that is known beforehand; 0 where a stage counts it."""
    return line.size(plan.inputs) if line.stage is None else 0.0


def changed(plan: Scenario, placed: Placed) -> Costs:
    """The costs with what invoices came to, in all; a line per m2 or per head gets its part of it.
    Raises `ScenarioError`."""
    sums = placed.sums
    kept = [
        replace(line, amount=Exact(float(sums[at]) / _size(line, plan))) if at in sums else line
        for at, line in enumerate(plan.costs)
    ]
    new = [CostLine(label, Exact(float(amount))) for label, amount in placed.new.items()]
    return (*kept, *new)


@state.whole
def _take(door: str, before: Costs, placed: Placed) -> None:
    if state.plan().costs != before or "costs" in state.drafts():  # edited by the same click
        return
    state.commit(state.plan().with_(costs=changed(state.plan(), placed)))
    state.refill()
    n = len(placed.keys)
    state.change(TAKEN, lambda others: {**others, door: n})
    placing.forget(door)
