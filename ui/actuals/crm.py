"""Leads from a file of the CRM, taken over as figures of the chosen day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from sim.actuals.actuals import LEADS
from sim.actuals.record import LEAD_KEYS, TOTALS, Entry, Figure
from sim.crm.example import example_csv
from sim.crm.files.vocabulary import exports
from sim.crm.sheet import Standing
from sim.plan.problems import ScenarioError
from ui.actuals import boxes, held
from ui.book import at_hand
from ui.crm import through, upload
from ui.crm.opened import Door
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.languages import FALLBACK

NAME: Final = "crm"
# The day of which the figures of a file could not be taken, and why.
UNFIT: Final = Key[tuple[date, ScenarioError] | None]("crm.unfit", None)


def show() -> None:
    """The whole part: what the file came to, what has to be asked, what it counts, and taking it
    over."""
    w = state.language()
    st.markdown(w("leads.page.text"))
    _example(w)
    door = Door(NAME, at_hand.here(), held.day(), held.forecast().plan.currency)
    file = upload.show(door, w)
    if file is None:
        return
    through.show(door, file, w, lambda stood: _offer(stood, w))


def _example(w: Words) -> None:
    fair = held.held()
    assert fair is not None
    made, day = fair.forecast, held.record().fair_day
    written = w.code if w.code in exports() else FALLBACK
    st.download_button(
        w("leads.page.example"),
        lambda: example_csv(made.plan, made.seed, language=written, fair_day=day),
        on_click="ignore",
        file_name="leads.csv",
        mime="text/csv",
        icon=":material/download:",
        key="crm.example",
    )


# What is taken over


def _offer(stood: Standing, w: Words) -> None:
    day, told = held.day(), figures(stood)
    if taken(told, held.record().on(day)):
        st.success(w("evaluate.file.taken", day=w.date(day)), icon=":material/check:")
        return
    gone = _gone(told, w)
    if gone:
        st.warning(w("evaluate.file.instead", day=w.date(day), names=boxes.listed(gone, w)))
    st.button(
        w("evaluate.file.take", day=w.date(day)),
        key="crm.take",
        type="primary",
        on_click=_take,
        args=(told,),
        icon=":material/check:",
    )
    on, refused = state.kept(UNFIT) or (None, None)
    if refused is not None and on == day:
        st.error(w.problem(refused), icon=":material/error:")


def figures(stood: Standing) -> dict[str, Figure | None]:
    """What is told of the day: the leads as the file has them, in place of all that was told of
    them on that day."""
    there = held.record().on(held.day())
    return {key: None for key in LEAD_KEYS if key in there} | dict(stood.figures)


def _gone(told: Mapping[str, Figure | None], w: Words) -> list[str]:
    """What was told of the day and would be something else, with its figures as they stand."""
    plan, there = held.forecast().plan, held.record().on(held.day())
    return [
        f"{boxes.name(key, plan, w)} ({'; '.join(boxes.shown_as(key, figure, w).splitlines())})"
        for key, figure in there.items()
        if figure is not None and key in told and told[key] != figure
    ]


def taken(counted: Mapping[str, Figure | None], told: Mapping[str, Figure | None]) -> bool:
    """Whether everything that a file counts has been told of its day."""
    return all(told.get(key) == figure for key, figure in counted.items())


@state.whole
def _take(told: dict[str, Figure | None]) -> None:
    try:
        if f"open.{LEADS[0]}" in told or not told.keys() & {*TOTALS}:
            held.commit(held.record().with_entry(Entry(held.day(), told)))
        else:  # the file does not tell who is open
            boxes.tell(told, held.day())
    except ScenarioError as problem:
        state.keep(UNFIT, (held.day(), problem))
        return
    for key in (*LEAD_KEYS, *told):
        held.drafts().pop(key, None)
    state.keep(UNFIT, None)
