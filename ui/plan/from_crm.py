"""The plan learns from the leads of the last fair, out of a file of the CRM: what was counted there
goes the way of what a fair in the book counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import streamlit as st

from sim.actuals.actuals import LEADS
from sim.actuals.record import Entry, Record
from sim.crm.sheet import Standing
from sim.evaluate.next_plan import Next, has_learned, next_plan, taken_back
from sim.evaluate.several import Past
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.crm import refine, through, upload
from ui.crm.opened import Door, Opened
from ui.editing import redraw
from ui.frame import blocks
from ui.frame.shell import on_phone
from ui.plan import learned, origins
from ui.visit import clock, state
from ui.visit.answers import answer
from ui.visit.keys import Key
from words.catalogue import Words

NAME: Final = "plan_crm"


class Taken(NamedTuple):
    """What a plan has learned here: the plan before, what was made of it, and where its numbers
    came from before."""

    before: Scenario
    made: Next
    learned: origins.Learned | None


PAGE, FILES, GROUP = "page", "files", "group"  # places where the door is, or is asked for
UPLOAD: Final = ":material/upload_file:"
OPENED_BY: Final = Key[str]("plan_crm.shown", "")  # by which button it was opened
FAIR_DAY: Final = Key[date | None]("plan_crm.fair_day", None)
WRITTEN: Final = Key[date | None]("plan_crm.written", None)  # the day of the file; None: today
TAKEN: Final = Key[Mapping[str, Taken]]("plan_crm.taken", {})  # by the plan's place


def offer(place: str) -> None:
    """The button that opens the door; that beside the files is in a fragment."""
    label, key, icon = state.language()("leads.plan.offer"), f"{NAME}.{place}", UPLOAD
    if place == FILES:
        whole = (_open, place)
        st.button(
            label, key=key, type="tertiary", icon=icon, on_click=redraw.everything, args=whole
        )
    else:
        st.button(label, key=key, type="tertiary", icon=icon, on_click=_open, args=(place,))


@state.whole
def _open(place: str) -> None:
    state.keep(OPENED_BY, place)


@state.whole
def _close() -> None:
    state.keep(OPENED_BY, "")


def show(place: str) -> None:
    """The whole part, once it was asked for: above the answer, or on a phone beside the button,
    where the inputs cover the answer."""
    by = state.kept(OPENED_BY)
    if not by or place != (by if on_phone() else PAGE):
        return
    w = state.language()
    with st.container(border=True, key=NAME):
        with st.container(horizontal=True, vertical_alignment="center", key="head-plan-crm"):
            st.subheader(w("leads.plan.title"), anchor=False)
            st.button(w("leads.plan.close"), key=f"{NAME}.close", type="tertiary", on_click=_close)
        st.markdown(w("leads.plan.text"))
        door = Door(NAME, "", state.kept(WRITTEN) or clock.today(), state.plan().currency)
        file = upload.show(door, w)
        if file is not None:
            _opened(door, file, w)
        elif state.slot() in state.kept(TAKEN):
            _taken(w)


def _opened(door: Door, file: Opened, w: Words) -> None:
    """What the file came to, the days, what has to be asked, and what the plan learns of it."""

    def first() -> None:
        refine.sources(door, file, w)
        _days(w)

    def learning(stood: Standing) -> None:
        _learning(door, file, stood, w)

    through.show(door, file, w, learning, first=first, sourced=False)


def _days(w: Words) -> None:
    """When the fair was, and the file."""
    with st.container(horizontal=True, gap="small", key=f"{NAME}-days"):
        _day_box(FAIR_DAY, w("leads.plan.fair_day"), None)
        _day_box(WRITTEN, w("leads.plan.written"), clock.today())


def _day_box(key: Key[date | None], label: str, otherwise: date | None) -> None:
    state.put(key.name, state.kept(key) or otherwise)
    st.date_input(
        label,
        value=None,
        key=key.name,
        format="DD-MM-YYYY",
        max_value=clock.today(),
        on_change=_day,
        args=(key,),
        width=220,
    )


@state.whole
def _day(key: Key[date | None]) -> None:
    day: Any = state.widget(key.name)
    state.keep(key, day if isinstance(day, date) else None)


# What the plan learns


def _learning(door: Door, file: Opened, stood: Standing, w: Words) -> None:
    began = state.kept(FAIR_DAY)
    if began is None:
        st.info(w("leads.plan.ask_day"), icon=":material/event:")
        return
    day = door.day or clock.today()
    if day < began:
        st.warning(w("leads.plan.too_early", day=w.date(day)), icon=":material/event_busy:")
        return
    if n := sum(one.since[0] is not None and one.since[0] < began for one in file.leads):
        st.caption(w.counted("leads.plan.earlier", n, n=w.number(n), day=w.date(began)))
    try:
        past = _past(file, stood, began, day)
        made = next_plan(_base(), [past])
    except ScenarioError as problem:
        st.error(w.problem(problem), icon=":material/error:")
        return
    if not made.origins:
        st.markdown(w("leads.plan.nothing"))
        return
    _learned(past, made, w)


def _learned(past: Past, made: Next, w: Words) -> None:
    """What the plan would learn, and one click to take it or to take it back."""
    base, there = _base(), _is_in(made)
    chances = [answer(plan, state.seed()).chance.value for plan in (base, made.plan)]
    before, after = map(w.of_hundred, chances)
    st.markdown(w("leads.plan.learned", counts=_counts(past, w)))
    st.markdown(w("leads.plan.answer", before=before, after=after))
    if there:
        _taken(w)
    else:
        if has_learned(base):
            st.info(w("leads.plan.learned_before"), icon=":material/info:")
        st.button(
            w("leads.plan.take"),
            key=f"{NAME}.take",
            type="primary",
            icon=":material/check:",
            on_click=_take,
            args=(past,),
        )
    n = sum(made.plan.inputs[path] != base.inputs[path] for path in made.origins)
    blocks.on_request(
        w.counted("leads.plan.changes", n, n=w.number(n)),
        f"{NAME}.changes.{there}",
        lambda: learned.show(base, made, w),
    )


def _past(file: Opened, stood: Standing, began: date, day: date) -> Past:
    """The file as a fair that is over. Raises `ScenarioError`."""
    record = Record(began, (Entry(day, stood.figures),))
    return Past(file.name, record.known())


def _base() -> Scenario:
    """The plan on the screen without what it has learned here: nothing is learned twice."""
    taken = state.kept(TAKEN).get(state.slot())
    return state.plan() if taken is None else taken_back(state.plan(), taken.before, taken.made)


def _is_in(made: Next) -> bool:
    """Whether the plan on the screen has what was learned."""
    inputs = state.plan().inputs
    return state.slot() in state.kept(TAKEN) and all(
        inputs.get(path) == made.plan.inputs[path] for path in made.origins
    )


def _counts(past: Past, w: Words) -> str:
    """140 good conversations, 11 quotes, 3 orders."""
    told = [(stage, past.actuals.count(stage)) for stage in LEADS]
    return ", ".join(
        f"{w.number(n)} {w.within(w(f'stages.{stage}'))}"
        for stage, n in told
        if n is not None and (n or stage == LEADS[-1])
    )


def _taken(w: Words) -> None:
    """That it is in the plan, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{NAME}-taken"):
        st.markdown(f":material/check: {w('leads.plan.taken')}", width="content")
        st.button(w("leads.plan.undo"), key=f"{NAME}.undo", icon=":material/undo:", on_click=_undo)


@state.whole
def _take(past: Past) -> None:
    """From the plan as it is now: what was typed since the button was drawn stays."""
    base, before = _base(), state.kept(TAKEN).get(state.slot())
    known = origins.now() if before is None else before.learned
    made = next_plan(base, [past])
    state.commit(made.plan)
    for path in made.origins:
        state.drafts().pop(path, None)
    others, fair = ({}, past.name) if known is None else (known.origins, known.fair)
    origins.keep({**others, **made.origins}, fair)
    taken = Taken(base, made, known)
    state.change(TAKEN, lambda others: {**others, state.slot(): taken})


@state.whole
def _undo() -> None:
    slot = state.slot()
    taken = state.kept(TAKEN).get(slot)
    if taken is None:  # it has been undone already
        return
    state.commit(_base())
    origins.back_to(taken.learned)
    state.change(TAKEN, lambda others: {key: one for key, one in others.items() if key != slot})
