"""Seven questions, and the answer beside them from the first number on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from sim.plan.scenario import Frozen
from sim.start.facts import COUNTED, QUESTIONS, Facts
from ui.frame import blocks, browser
from ui.frame.shell import onward
from ui.plan import learned, panels
from ui.start import questions, refined, said
from ui.visit import state
from ui.visit.answers import answer
from words.answer import first_sentence
from words.catalogue import Words
from words.markdown import quoted
from words.translation import worded

ICON: Final = ":material/edit_note:"


def show() -> None:
    """The whole page."""
    w = state.language()
    if state.kept(said.SAID) is None and said.arrived():
        st.rerun()
    now = _as_planned()
    facts, _ = now.read()
    st.title(w("start.title"), anchor=False)
    asked, answered = st.columns([5, 6], gap="large")
    with answered, st.container(key="start-answer"):
        _answer(now, facts, w)
    with asked:
        if facts.answered:
            with st.container(key="mini-start"):
                found = answer(state.plan(), state.seed())
                st.markdown(f"**{first_sentence(found, w)}**")
        st.caption(w("start.hint_refined" if refined.others(now) else "start.hint"))
        if state.slot() != state.OWN and not _untouched_example():
            st.caption(w("start.beside", name=quoted(state.plan().name)))
        questions.show(now, worded(facts.kind or state.OWN, w))
        if facts.answered:
            st.button(
                w("start.again"), key="start.again", type="tertiary", icon=":material/undo:",
                on_click=_again,
            )  # fmt: skip
    browser.sync(said.ADDRESS, said.address(now))


def _as_planned() -> said.Said:
    """The answers as the visitor's own plan has them now. Where there are any, that plan is the one
    on the screen."""
    if state.slot() != state.OWN and said.now().read()[0].answered:
        state.choose(state.OWN)
        st.rerun()
    now, before = refined.shown(said.now()), said.now()
    if now != before:
        state.keep(said.SAID, now)
    return now


def offer() -> None:
    """The way here, above one's own plan and above an example that nobody has changed."""
    if state.slot() == state.OWN or _untouched_example():
        st.page_link("pages/start.py", label=state.language()("start.offer"), icon=ICON)


def _untouched_example() -> bool:
    return state.slot() in state.SLOTS and not state.changed(state.slot())


def _answer(now: said.Said, facts: Facts, w: Words) -> None:
    n, others = len(facts.answered), len(refined.others(now))
    if not n and not others:
        st.info(w("start.waiting"))
        return
    plan = state.plan()
    found = answer(plan, state.seed())
    panels.forecast(found, plan)
    yours = {"n": w.number(n), "of": w.number(len(QUESTIONS))}
    if others:
        told = w.counted("start.answered_here", n, **yours)
        st.caption(f"{told} {w.counted('start.refined', others, n=w.number(others))}")
    else:
        st.caption(w.counted("start.answered", n, **yours))
    _learned(now, facts, w)
    onward("plan", w("start.refine"), ":material/tune:")
    st.caption(w("start.refine_hint"))


def _learned(now: said.Said, facts: Facts, w: Words) -> None:
    """What the fairs before taught, from how many people, and the way back."""
    if not facts.fairs:
        return
    found = said.made(now)
    last, *others = facts.fairs
    key = "start.learned_more" if others else "start.learned"
    counts = _counts(last, w)
    if not found.origins and not any("contacts" in fair for fair in facts.fairs):
        st.caption(w("start.learned_nothing", counts=counts))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="start-learned"):
        told = w(key, counts=counts, fair=w("start.last_fair"), n=w.number(len(others)))
        st.markdown(f":material/school: {told}", width="content")
        st.button(w("start.leave_out"), key="start.leave_out", type="tertiary", on_click=_left_out)
    st.caption(w("start.learned_why"))
    before = said.made(replace(now, first_time=True)).plan
    n = sum(found.plan.inputs[path] != before.inputs[path] for path in found.origins)
    blocks.on_request(
        w.counted("start.changes", n, n=w.number(n)),
        "start.changes",
        lambda: learned.show(before, found, w),
    )


def _counts(fair: Mapping[str, int], w: Words) -> str:
    """140 good conversations, 11 quotes, 3 orders."""
    told = ((stage, fair[stage]) for stage in COUNTED if stage in fair)
    return ", ".join(f"{w.number(n)} {w.within(w(f'stages.{stage}'))}" for stage, n in told)


@state.whole
def _left_out() -> None:
    now = said.now()
    typed = {box: text for box, text in now.typed.items() if box.partition(".")[0] not in COUNTED}
    said.change(replace(now, typed=Frozen(typed), fairs=1, turn=now.turn + 1))


@state.whole
def _again() -> None:
    """Nothing was said any more, and the visitor's own plan is as it was at first."""
    now = said.now()
    state.keep(said.SAID, said.Said(code=now.code, turn=now.turn + 1))
    state.begins(None)
    if state.slot() == state.OWN:
        state.reset()
