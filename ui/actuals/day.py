"""What is told of the fair: the day that is spoken of, and its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

import streamlit as st

from sim.actuals.record import Entry, Record
from sim.plan.problems import ScenarioError
from store import StoreError
from ui.actuals import boxes, crm, held, invoices, leads, notes
from ui.book import at_hand
from ui.frame import blocks
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words

PROBLEM: Final = Key[ScenarioError | None]("evaluate.problem", None)
# The day that was forgotten last: of which fair, what was told, and what could not be taken.
FORGOTTEN: Final = Key[tuple[str, Entry, held.Drafts] | None]("evaluate.forgotten", None)


def show() -> None:
    """The whole part; what comes and goes has a place, so that no box moves while one types."""
    _day(held.record())
    with st.container():
        problem = state.kept(PROBLEM)
        if problem is not None:
            state.keep(PROBLEM, None)
            st.error(state.language().problem(problem), icon=":material/error:")
        for line in notes.unplanned(held.forecast().plan, state.language()):
            st.warning(line, icon=":material/money_off:")
        _year()
    leads.show()
    groups: dict[str, Callable[[], None]] = {
        "audience": _audience,
        "orders": _orders,
        "costs": boxes.costs,
        "invoices": invoices.show,
        "file": crm.show,
    }
    for group, draw in groups.items():
        label = state.language()(f"evaluate.figures.{group}")
        blocks.on_request(label, f"evaluate.{group}", draw)


def _audience() -> None:
    boxes.audience()
    first_day(held.record().fair_day, state.language())


def _orders() -> None:
    boxes.orders()
    notes.show(boxes.ORDERS)


# The first day of the fair


def first_day(known: date | None, w: Words) -> None:
    """When the fair begins or began."""
    state.put("evaluate.fair_day", known)
    st.date_input(
        w("evaluate.figures.fair_day"),
        value=None,
        key="evaluate.fair_day",
        format="DD-MM-YYYY",
        on_change=_began,
        width=220,
        help=w("evaluate.figures.fair_day_help"),
    )


@state.whole
def _began() -> None:
    day, fair = state.widget("evaluate.fair_day"), held.held()
    if not isinstance(day, date) or fair is None:
        return
    try:
        fair.record = Record(day, () if fair.record is None else fair.record.entries)
    except ScenarioError as problem:  # too far from what was told
        state.keep(PROBLEM, problem)


def _year() -> None:
    """Where the book has the fair at another year than its first day says."""
    w, fair, begins = state.language(), held.held(), held.record().fair_day.year
    if fair is None or fair.fair.year == begins:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="fair-year"):
        st.markdown(w("evaluate.figures.year", year=begins, other=fair.fair.year), width="content")
        move = w("evaluate.figures.move", year=begins)
        st.button(move, key="evaluate.move", on_click=_moved, args=(begins,))


@state.whole
def _moved(year: int) -> None:
    fair = held.held()
    assert fair is not None  # the button is drawn for it
    try:
        fair.fair = at_hand.fairs().rename(fair.fair.id, fair.fair.name, year, seen=fair.fair)
    except StoreError as problem:
        at_hand.report(problem)


# The day that is spoken of


def _day(record: Record) -> None:
    """The day that is spoken of, and the days that were."""
    w, day = state.language(), held.day()
    with st.container(horizontal=True, vertical_alignment="bottom", key="evaluate-days"):
        state.put("evaluate.day", day)
        st.date_input(
            w("evaluate.figures.day"),
            key="evaluate.day",
            format="DD-MM-YYYY",
            on_change=_chosen,
            args=("evaluate.day",),
            width=180,
        )
        if record.days or _gone() is not None:
            with st.popover(w("evaluate.figures.days"), icon=":material/history:", width="content"):
                _before(record, w)
    for line in of_day(record, day, w):
        st.caption(line)


def _before(record: Record, w: Words) -> None:
    """The days on which something was told: each can be chosen, the chosen one forgotten."""
    _forgotten()
    if not record.days:
        return
    state.put("evaluate.days", held.day() if held.day() in record.days else None)
    st.pills(
        w("evaluate.figures.days"),
        record.days,
        key="evaluate.days",
        format_func=w.date,
        on_change=_chosen,
        args=("evaluate.days",),
        label_visibility="collapsed",
    )
    if held.day() in record.days:
        told_on = w("evaluate.figures.forget", day=w.date(held.day()))
        st.button(told_on, key="evaluate.forget", type="tertiary", on_click=_forget)


def of_day(record: Record, day: date, w: Words) -> Iterator[str]:
    """What somebody may not expect of the chosen day: the fair had not begun, or a day before it
    is put right elsewhere. What is typed on the day changes nothing of it."""
    if day < record.fair_day:
        begins = w.date(record.fair_day)
        yield w("evaluate.figures.before", day=w.date(day), begins=begins)
    earlier = [one for one in record.days if one < day]
    if earlier:
        yield w("evaluate.figures.correct", day=w.date(day), last=w.date(earlier[-1]))


@state.whole
def _chosen(key: str) -> None:
    chosen = state.widget(key)
    if isinstance(chosen, date):
        held.choose_day(chosen)


# A day that is forgotten, and brought back


@state.whole
def _forget() -> None:
    before, day = held.record(), held.day()
    try:
        held.commit(before.without(day))
    except ScenarioError as problem:  # what was told later rests on it
        state.keep(PROBLEM, problem)
        return
    (gone,) = (entry for entry in before.entries if entry.day == day)
    state.keep(FORGOTTEN, (at_hand.here(), gone, dict(held.drafts())))
    held.drafts().clear()


def _gone() -> Entry | None:
    """What was forgotten last, until something else is told of its day."""
    id, gone, _ = state.kept(FORGOTTEN) or ("", None, {})
    here = gone is not None and id == at_hand.here() and gone.day not in held.record().days
    return gone if here else None


def _forgotten() -> None:
    w, gone = state.language(), _gone()
    if gone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="forgotten"):
        st.markdown(w("evaluate.figures.forgotten", day=w.date(gone.day)), width="content")
        back = w("evaluate.figures.bring_back")
        st.button(back, key="evaluate.back", icon=":material/undo:", on_click=_bring_back)


@state.whole
def _bring_back() -> None:
    forgotten = state.kept(FORGOTTEN)
    if forgotten is None:  # it has been brought back already
        return
    _, gone, drafts = forgotten
    try:
        held.commit(held.record().with_entry(gone))
    except ScenarioError as problem:  # what was told since does not fit with it
        state.keep(PROBLEM, problem)
        return
    state.keep(FORGOTTEN, None)
    held.choose_day(gone.day)
    held.drafts().update(drafts)
