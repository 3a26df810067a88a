"""The button that saves an evaluation, and what two who saved at once have to choose between."""

from __future__ import annotations

import streamlit as st

from sim.actuals import evaluation as evaluations
from sim.actuals import file as record_file
from sim.actuals import guesses
from sim.plan.parameters import PATHS
from store import Document
from ui.actuals import boxes, held, notes, unsaved
from ui.actuals.held import Held
from ui.book import at_hand, blocks
from ui.evaluate import guesses as guessing
from ui.evaluate import paper
from ui.evaluate import team as team_words
from ui.visit import state
from words.beliefs import belief_told
from words.catalogue import Words
from words.markdown import plain, quoted


def bar(fair: Held) -> None:
    """Whether all is saved, and what two have to choose between."""
    w = state.language()
    with st.container():
        blocks.problem()
        for part, tells in TELLS.items():
            blocks.conflict(part, tells, taken=_taken)
    with st.container(horizontal=True, vertical_alignment="center", key="evaluate-bar"):
        which = "saved" if any(fair.bases.values()) else "fresh"
        which = "unsaved" if fair.unsaved else which
        st.caption(w(f"evaluate.choose.{which}"), width="content")
        if fair.record is not None:
            paper.button(fair)
        st.button(
            w("evaluate.choose.other"), key="evaluate.other", type="tertiary", on_click=_other
        )
    with st.container():
        if fair.fair.deleted is not None:
            st.warning(w("fairs.store.deleted"), icon=":material/delete:")
        elif fair.fair.archived is not None:
            st.caption(w("fairs.done.archive", name=f"'{quoted(fair.fair.title)}'"))


def foot(fair: Held) -> None:
    """What is not saved yet, and who saves it: at the foot of the screen, where it moves no box
    that somebody types into."""
    w, unread = state.language(), [*notes.unread(fair.forecast.plan, state.language())]
    if guessing.unread():
        unread.append(w("evaluate.guesses.unread"))
    if not fair.unsaved and not unread:
        return
    with st.bottom:
        if unread:
            st.caption(" ".join([*unread, w("evaluate.choose.unread")]))
        if unsaved.found(fair):
            st.caption(w("evaluate.choose.found"))
        if fair.unsaved:
            _save_row(w)


def _save_row(w: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="evaluate-save"):
        st.button(
            w("evaluate.choose.save"),
            key="evaluate.save",
            type="primary",
            on_click=_save,
            icon=":material/save:",
        )
        with st.container(width=240):
            blocks.name_box(label=False)
        _discard(w)


def _discard(w: Words) -> None:
    with st.popover(w("evaluate.choose.discard"), key="evaluate.discard", type="tertiary"):
        st.markdown(w("evaluate.choose.discard_text"))
        sure = w("evaluate.choose.discard_sure")
        st.button(sure, key="evaluate.discard_sure", on_click=_dropped)


@state.whole
def _dropped() -> None:
    held.drop()
    _redraw()


@state.whole
def _save() -> None:
    held.save()


@state.whole
def _other() -> None:
    at_hand.take("")


@state.whole
def _taken(document: Document) -> None:
    held.taken(document)
    _redraw()


def _redraw() -> None:
    """The tables are filled anew."""
    team_words.redraw()
    guessing.redraw()


def record_told(content: str, w: Words) -> dict[str, str]:
    """What a record says, figure by figure."""
    plan, found = held.forecast().plan, record_file.loads(content)
    told = {w("evaluate.figures.fair_day"): w.date(found.fair_day)}
    for entry in found.entries:
        for key, figure in entry.figures.items():
            if figure is not None:
                label = f"{w.date(entry.day)}: {plain(boxes.name(key, plan, w))}"
                told[label] = boxes.shown_as(key, figure, w).replace("\n", "; ")
    return told


def evaluation_told(content: str, w: Words) -> dict[str, str]:
    """What an evaluation says, part by part."""
    found = evaluations.loads(content)
    told = {w("evaluate.team.agreed"): _verdict(found.agreed, w)}
    told[w("evaluate.team.reason")] = plain(found.reason)
    for team, view in found.views.items():
        side = w(f"evaluate.team.{team}")
        told[f"{side}: {w('evaluate.team.verdict')}"] = _verdict(view.verdict, w)
        for part in ("well", "differently"):
            told[f"{side}: {w(f'evaluate.team.{part}')}"] = plain(getattr(view, part))
    todo = "; ".join(f"{one.what} ({one.who})" if one.who else one.what for one in found.actions)
    return {label: " ".join(text.split()) for label, text in told.items()} | {
        w("evaluate.team.actions"): plain(" ".join(todo.split()))
    }


def _verdict(verdict: str, w: Words) -> str:
    return w(f"evaluate.verdicts.{verdict}") if verdict else ""


def guesses_told(content: str, w: Words) -> dict[str, str]:
    """What was guessed, person by person."""
    plan, told = held.forecast().plan, {}
    for one in guesses.loads(content):
        unit = PATHS[one.path].unit
        belief = belief_told(one.belief, unit, plan.currency, w)
        told[f"{plain(one.who)}: {plain(w.input(one.path))}"] = belief
    return told


TELLS = {"record": record_told, "evaluation": evaluation_told, "guesses": guesses_told}
