"""Costs from invoices: what they come to is added to what was told of a line of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import streamlit as st

from sim.actuals.record import Entry, Figure, Record
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from ui.actuals import held
from ui.book import at_hand
from ui.invoices import dropped, placing
from ui.invoices.dropped import Door
from ui.invoices.placing import Placed
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import dollars_escaped, quoted

# Door -> how many invoices were added there last, and to the costs of which day.
TAKEN: Final = Key[Mapping[str, tuple[int, date]]]("invoices.fair.taken", {})


def show() -> None:
    """The whole part."""
    w, plan, record = state.language(), held.forecast().plan, held.record()
    if not plan.costs:
        st.markdown(w("evaluate.figures.no_costs"))
        return
    labels = {at: line.label for at, line in enumerate(plan.costs)}
    door = Door(f"fair.{at_hand.here()}", plan.currency, labels, counted=record.invoices)
    st.caption(w("invoices.fair.text"))
    dropped.box(door)
    if not dropped.at_door(door.name).files:
        if taken := state.kept(TAKEN).get(door.name):
            n, day = taken
            told = w.counted("invoices.fair.taken", n, n=w.number(n), day=w.date(day))
            st.success(told, icon=":material/check:")
        return
    dropped.remarks(door)
    placed = placing.boxes(door, {at: placing.called(line) for at, line in enumerate(plan.costs)})
    if dropped.counting(door):
        _then(placed, door, record, w)
    placing.offer_to_forget(door.name)


def _then(placed: Placed, door: Door, record: Record, w: Words) -> None:
    """What the lines come to with it, and the button that makes them so."""
    day = held.day()
    known = known_costs(record, day)
    money = {at: w.value(float(known[at]), Unit.MONEY, door.currency) for at in known}
    now = {at: money.get(at, w("invoices.none")) for at in placed.sums}
    then = {at: known.get(at, Decimal(0)) + amount for at, amount in placed.sums.items()}
    placing.table(placed, door, now, then, w)
    for at, later in _later(record, day, placed).items():
        name = quoted(door.lines[at])
        st.caption(w("invoices.fair.later", name=name, day=w.date(later)))
    problem = next(placing.problems(placed, door, then, w), "")
    if not problem:
        try:
            added(record, day, placed)
        except ScenarioError as refused:
            problem = w.problem(refused, Unit.MONEY)
    if problem:
        st.error(dollars_escaped(problem), icon=":material/error:")
    st.button(
        w("invoices.fair.take", day=w.date(day)),
        key="invoices.fair.take",
        type="primary",
        icon=":material/check:",
        disabled=bool(problem) or not placed.sums,
        on_click=_take,
        args=(door.name, placed, day),
    )


def known_costs(record: Record, day: date) -> dict[int, Decimal]:
    """What was told of each line's costs up to a day."""
    costs = record.known(day).costs
    return {at: Decimal(str(amount)) for at, amount in costs.items()}


def _later(record: Record, day: date, placed: Placed) -> dict[int, date]:
    """Lines of which more was told after a day, and when."""
    said = record.said()
    told = {at: said[key][1] for at in placed.sums if (key := f"costs.{at}") in said}
    return {at: then for at, then in told.items() if then > day}


def added(record: Record, day: date, placed: Placed) -> Record:
    """The record with these invoices in the costs of a day. Raises `ScenarioError`."""
    known = known_costs(record, day)
    figures: dict[str, Figure | None] = {
        f"costs.{at}": float(known.get(at, Decimal(0)) + amount)
        for at, amount in placed.sums.items()
    }
    return record.with_entry(Entry(day, figures, placed.keys))


@state.whole
def _take(door: str, placed: Placed, day: date) -> None:
    record = held.record()
    if any(key in record.invoices for key in placed.keys):  # the second of two clicks
        return
    held.commit(added(record, day, placed))
    for at in placed.sums:
        held.drafts(day).pop(f"costs.{at}", None)
    n = len(placed.keys)
    state.change(TAKEN, lambda others: {**others, door: (n, day)})
    placing.forget(door)
