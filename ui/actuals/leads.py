"""Leads, in total or by buying phase: how many came so far, and who may still go on."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set
from typing import Final

import streamlit as st

from sim.actuals.actuals import LEADS
from sim.actuals.record import LEAD_KEYS, OPEN, OPEN_TOTALS, REACHED, TOTALS, Figure
from sim.plan.funnel import PHASES
from sim.plan.problems import ScenarioError
from ui.actuals import boxes, held, notes, still_open
from ui.book import at_hand
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words

BY_PHASE: Final = frozenset((*REACHED, *OPEN))
# Fair -> how its leads are told, as was chosen: "totals" or "phases".
WAY: Final = Key[Mapping[str, str]]("leads.way", {})
STEPWISE: Final = Key[Set[str]]("leads.stepwise", frozenset())  # fairs: who is open, by stage
# What could not be said of all who are open at once.
REFUSED: Final = Key[ScenarioError | None]("leads.refused", None)


def show() -> None:
    """The whole part; what comes and goes has a place, so that no box moves while one types."""
    w, way = state.language(), _way()
    state.put("leads.choice", way)
    st.segmented_control(
        w("evaluate.leads.know"),
        ("totals", "phases"),
        key="leads.choice",
        required=True,
        format_func=lambda one: w(f"evaluate.leads.{one}"),
        on_change=_choose,
    )
    st.caption(w(f"evaluate.leads.{way}_hint"))
    if way == "totals":
        _totals(w)
    else:
        _phases(w)
    with st.container():
        if other := _other(way, w):
            st.caption(other)
        notes.show(LEAD_KEYS)


def _way() -> str:
    """As was chosen; by phase where the record has such figures."""
    by_phase = not BY_PHASE.isdisjoint(held.record().said())
    return state.kept(WAY).get(at_hand.here(), "phases" if by_phase else "totals")


@state.whole
def _choose() -> None:
    way = str(state.widget("leads.choice"))
    state.change(WAY, lambda others: {**others, at_hand.here(): way})


def _other(way: str, w: Words) -> str:
    """What the boxes that are not on the screen hold, and which of the two counts."""
    said, found = held.record().said(held.day()), []
    for stage in LEADS:
        keys = [f"{stage}.{phase}" for phase in PHASES] if way == "totals" else [stage]
        counts = [int(str(said[key][0])) for key in keys if key in said]
        if counts:
            found.append(f"{w.within(w(f'stages.{stage}'))} {w.number(sum(counts))}")
    if not found:
        return ""
    there = w(f"evaluate.leads.there_{way}", figures=", ".join(found))
    return f"{there} {w('evaluate.leads.both')}"


# In total


def _totals(w: Words) -> None:
    labels = {stage: w(f"stages.{stage}") for stage in TOTALS}
    boxes.row(labels, "boxes-totals")
    state.put("leads.open", _said())
    st.segmented_control(
        w("evaluate.leads.who"),
        still_open.WAYS,
        key="leads.open",
        format_func=lambda one: w(f"evaluate.leads.{one}"),
        on_change=_say,
        disabled=held.record().known(held.day()).count(LEADS[0]) is None,
    )
    with st.container():
        if refused := state.kept(REFUSED):
            state.keep(REFUSED, None)
            st.error(w.problem(refused), icon=":material/error:")
        if _said() == still_open.STEPS:
            st.caption(w("evaluate.leads.steps_hint"))
            still = w("evaluate.leads.still")
            names = {f"open.{stage}": f"{labels[stage]}\n\n{still}" for stage in LEADS[:-1]}
            boxes.row(names, "boxes-open")


def _said() -> str | None:
    """What was said of all who may still go on."""
    if at_hand.here() in state.kept(STEPWISE):
        return still_open.STEPS
    return still_open.said(held.record().known(held.day()))


@state.whole
def _say() -> None:
    """Takes what was said; what is taken back was said on this day."""
    here, day, way = at_hand.here(), held.day(), state.widget("leads.open")
    if way == still_open.STEPS:
        state.change(STEPWISE, lambda others: others | {here})
        return
    state.change(STEPWISE, lambda others: others - {here})
    record = held.record()
    figures: dict[str, Figure | None]
    if way is None:
        figures = dict.fromkeys(key for key in OPEN_TOTALS if key in record.on(day))
    else:
        figures = still_open.all_at_once(way, record.known(day))
    for key in OPEN_TOTALS:
        held.drafts().pop(key, None)
    try:
        boxes.tell(figures, day)
    except ScenarioError as problem:  # what was told later does not fit with it
        state.keep(REFUSED, problem)


# By phase


def _phases(w: Words) -> None:
    for column, phase in zip(boxes.columns(len(PHASES)), PHASES, strict=True):
        with column:
            _phase(phase, w)
    with st.container():
        if empty := _empty():
            label = w("evaluate.figures.close")
            st.button(label, key="evaluate.close", on_click=_close, args=(empty,))


def _phase(phase: str, w: Words) -> None:
    """A phase: each stage with who of it is open. A box says its phase to who cannot see it."""
    name = w(f"phases.{phase}")
    st.markdown(f"**{w.capital(name)}**")
    labels: dict[str, str] = {}
    for stage in LEADS:
        called = w(f"stages.{stage}")
        pair = {f"{stage}.{phase}": f"{called}\n\n({name})"}
        if stage != LEADS[-1]:
            about = f"{w.within(called)}, {name}"
            pair[f"open.{stage}.{phase}"] = f"{w('evaluate.figures.open')}\n\n({about})"
        with st.container(horizontal=True, wrap=False, gap="xsmall", key=f"boxes.{stage}.{phase}"):
            for key, label in pair.items():
                boxes.text(key, label)
        with st.container():
            boxes.problems(pair)
        labels |= pair
    with st.container():
        boxes.since(labels)


def _empty() -> list[str]:
    """Who may still go on, of the stages that are known, only because nobody has said otherwise."""
    known, found = held.record().known(held.day()), []
    for phase in PHASES:
        for stage, after in itertools.pairwise(LEADS):
            came, on = known.at(stage, phase), known.at(after, phase)
            key = f"{stage}.{phase}"
            if came is not None and on is not None and came > on and key not in known.open:
                found.append(f"open.{key}")
    return found


@state.whole
def _close(empty: Sequence[str]) -> None:
    boxes.tell(dict.fromkeys(empty, 0), held.day())
