"""From the joint goal backwards: what the team has to reach, as a card to print."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import streamlit as st

from sim.decide import actions as acting_found
from sim.decide.actions import Backwards
from sim.decide.backwards import Required
from sim.plan.scenario import Goal, Scenario
from ui.editing import goal as goal_boxes
from ui.frame import print_button
from ui.frame.blocks import tabled
from ui.questions.levers import number_of_hundred
from ui.questions.person import people
from ui.visit import state, worked_out
from ui.visit.answers import trials
from ui.visit.keys import Key
from words.actions import Rows, foot
from words.catalogue import Words
from words.markdown import dollars_escaped, plain
from words.measured import count

USUAL: Final = 70
WANTED: Final = Key[int | None]("levers.goal_wanted", None)  # of 100 fairs, as chosen in this visit
CARD: Final = "card"


def wanted() -> int:
    """In so many of 100 fairs the goal is to be reached, as chosen in this visit."""
    chosen = state.kept(WANTED)
    return USUAL if chosen is None else chosen


def show() -> None:
    """The whole part."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    if plan.goal is None:
        st.header(w("levers.goal.none"), anchor=False)
        st.markdown(w("levers.goal.none_more"))
    left, right = st.columns((3, 2), gap="medium")
    with left:
        goal_boxes.boxes()
    if plan.goal is None:
        return
    with right:
        number_of_hundred(WANTED, w("levers.goal.wanted"), wanted())
    asked = wanted()
    with worked_out.working(1, 1):
        found: Backwards = worked_out.of_trials(acting_found.backwards, plan, seed, asked / 100)
    first, *more = headline(found, asked, plan, w)
    st.header(dollars_escaped(first), anchor=False)
    st.markdown(dollars_escaped("  \n".join(more)))
    if found.required.counts is not None:
        _card(found.required, plan.goal, asked, plan, w)
        st.caption(f"{foot(w, seed, trials(plan, seed))} {w('levers.goal.assumed')}")
    else:
        st.caption(foot(w, seed, trials(plan, seed)))


def headline(found: Backwards, asked: int, plan: Scenario, w: Words) -> Iterator[str]:
    """What the goal takes, or why it cannot be reached."""
    goal, need = plan.goal, found.required
    assert goal is not None
    today = w("levers.goal.today", today=w.of_hundred(need.today.value), **_goal(goal, plan, w))
    if need.counts is not None and need.factor is not None:
        counts = {stage: count(need.counts[stage], w) for stage in ("contacts", "orders")}
        yield w("levers.goal.first", wanted=asked, **counts)
        yield w("levers.goal.factor", factor=w.short(need.factor))
        yield by_whom(need, plan, w)
        yield today
        return
    if need.ceiling.value >= asked / 100:
        yield w("levers.goal.rates")
        yield w("levers.goal.rates_why")
        yield today
        return
    never = need.ceiling.value == 0
    yield w(f"levers.goal.{'margin_never' if never else 'margin_low'}", wanted=asked)
    most = math.floor(1000 * found.margin + 1e-9) / 1000  # never above what comes out
    which = "margin_why" if not never else "margin_why_never" if most else "margin_none"
    ceiling = w.of_hundred(need.ceiling.value)
    yield w(f"levers.goal.{which}", ceiling=ceiling, margin=w.percent(most), wanted=asked)
    yield today


def by_whom(need: Required, plan: Scenario, w: Words) -> str:
    """Whether the planned team can do it."""
    a_day, possible = need.contacts_a_day, need.contacts_possible
    if possible is None:
        return w("levers.goal.no_team")
    if a_day is None or possible == 0 or plan.inputs["staff"].likely == 0:
        return w("levers.goal.nobody")
    values = {"possible": w.short(possible), "a_day": w.short(a_day)}
    if a_day <= possible:
        return w("levers.goal.enough", **values)
    staff = plan.inputs["staff"].likely
    needed = people(math.ceil(a_day * staff / possible), w)
    return w("levers.goal.too_many", people=needed, staff=w.short(staff), **values)


def _goal(goal: Goal, plan: Scenario, w: Words) -> dict[str, str]:
    revenue = w.costs(goal.revenue, plan.currency)
    return {"revenue": revenue, "margin": w.percent(goal.margin)}


# The card


def _card(need: Required, goal: Goal, asked: int, plan: Scenario, w: Words) -> None:
    with st.container(key=CARD, border=True, width=640):
        st.header(w("levers.card.title"), anchor=False)
        st.markdown(f"**{plain(plan.name)}**")
        st.markdown(dollars_escaped(w("levers.card.goal", wanted=asked, **_goal(goal, plan, w))))
        st.markdown(tabled(card_rows(need, plan, w), numbers={1}))
        if need.given_orders is not None:
            n = w.of_hundred(need.given_orders.value)
            st.markdown(w("levers.card.given", n=n, wanted=asked))
        st.markdown(w("levers.card.roles"))
    print_button.button(w("levers.goal.print"), CARD)


def card_rows(need: Required, plan: Scenario, w: Words) -> Rows:
    """What to reach, stage by stage, with a place to write what was reached; the heads first."""
    counts = need.counts
    assert counts is not None
    rows = [[w(f"levers.card.{head}") for head in ("what", "needed", "reached")]]

    def row(name: str, value: str) -> None:
        rows.append([name, f"**{value}**", "\u00a0" * 16])

    def stage(key: str) -> None:
        row(w(f"stages.{key}"), count(counts[key], w))

    stage("contacts")
    if need.contacts_a_day is not None:
        whom = f"{w('levers.card.a_day')} ({people(plan.inputs['staff'].likely, w)})"
        row(f"– {whom}", w.short(need.contacts_a_day))
    stage("followed_up")
    row(w("levers.card.calls"), count(counts["calls"], w))
    if need.calls_a_day is not None:
        row(f"– {w('levers.card.calls_a_day')}", w.short(need.calls_a_day))
    for key in ("visits", "quotes", "orders"):
        stage(key)
    row(f"– {w('levers.card.extra_orders')}", count(counts["extra_orders"], w))
    return rows
