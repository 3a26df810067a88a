"""The stand team: how many people, and whom to talk to first when the stand is full."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from pictures import actions as acting_charts
from sim.decide import actions as acting_found
from sim.decide.actions import Team, Triage
from sim.decide.team import TeamPoint
from sim.decide.unmeasured import best_team
from sim.plan.scenario import Scenario
from sim.why.unmeasured import Span
from ui.frame.blocks import on_request, table
from ui.plan import rows as inputs
from ui.questions import person, sales
from ui.questions.person import people
from ui.visit import state, worked_out
from ui.visit.answers import trials
from words.actions import Rows, foot, team_range
from words.catalogue import Words
from words.markdown import dollars_escaped
from words.measured import between, count, signed_amount

PARTS = 2


def show() -> None:
    """The whole part."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    if not plan.limited:
        _no_limit(w)
        return
    cost, proposed = person.cost(plan, w)
    with worked_out.working(1, PARTS):
        found: Team = worked_out.of_trials(acting_found.team, plan, seed, cost or 0.0)
    first, *more = headline(found, plan, w)
    st.header(dollars_escaped(first), anchor=False)
    if more:
        st.markdown(dollars_escaped(" ".join(more)))
    which = "cost_none" if cost is None else "cost_given"
    lines = [w(f"levers.team.{which}", cost=w.costs(cost or 0.0, plan.currency))]
    lines += [person.source(plan, w)] if proposed else []
    numbers = tuple(point.staff for point in found.curve.points)
    under = worked_out.asked(_best, plan, seed, numbers, cost or 0.0)
    st.markdown(dollars_escaped(" ".join([*lines, team_range(under, w)])))
    _pictures(found, plan, w)
    _table(found, plan, w)
    _triage(plan, seed, w)
    sales.show()
    st.caption(foot(w, seed, trials(plan, seed)))


def _best(plan: Scenario, seed: int, numbers: tuple[float, ...], cost: float) -> Span:
    """The best number of people under each choice that nobody has measured."""
    return best_team(plan, numbers, cost_of_person=cost, seed=seed)


def _no_limit(w: Words) -> None:
    st.header(w("levers.team.no_limit"), anchor=False)
    told_how = {"plan": w("menu.plan"), "group": w("groups.team"), "toggle": w("team.limited")}
    st.markdown(w("levers.team.no_limit_how", **told_how))
    st.page_link("plan.py", label=w("menu.plan"), icon=":material/insights:",
                 query_params={"s": state.token()})  # fmt: skip


# How many people


def headline(found: Team, plan: Scenario, w: Words) -> Iterator[str]:
    """The best number of people, where most fairs pay, and what the next person brings."""
    if all(x.contacts.value == 0 and x.unserved.value > 0 for x in found.curve.points):
        yield w("levers.goal.nobody")
        return
    best, planned = found.curve.best_mean, plan.inputs["staff"].likely
    called = {"best": people(best.staff, w), "planned": people(planned, w)}
    if best.staff == planned:
        which = "as_planned"
    elif found.best.value == 0 and best.staff < planned:
        which = "same_few"
    elif found.best.hardly:
        which = "same"
    else:
        which = "edge" if best is found.curve.points[-1] else "better"
    yield w(f"levers.team.{which}", more=signed_amount(found.best, plan.currency, w), **called)
    now = next(point for point in found.curve.points if point.staff == planned)
    chances = [w.of_hundred(point.chance.value) for point in (best, now)]
    if chances[0] != chances[1] and not found.best.hardly:
        yield w("levers.team.covers", n=chances[0], today=chances[1], **called)
    yield _next(found, plan, w)


def _next(found: Team, plan: Scenario, w: Words) -> str:
    """What one more person than planned brings."""
    more = found.next
    if more.value == 0:
        return w("levers.team.next_nothing")
    if more.hardly:
        return w("levers.team.next_hardly")
    which = "next" if more.value > 0 else "next_loses"
    return w(f"levers.team.{which}", amount=signed_amount(more, plan.currency, w))


def _pictures(found: Team, plan: Scenario, w: Words) -> None:
    planned = plan.inputs["staff"].likely
    left, right = st.columns((3, 2), gap="large")
    with left:
        st.vega_lite_chart(
            acting_charts.profit_frame(found.curve, planned, w),
            acting_charts.profit_spec(w.code),
            key="chart.team",
            alt=w("levers.team.profit_alt"),
            width="stretch",
        )
        st.caption(w("levers.team.caption"))
    with right:
        st.markdown(f"**{w('levers.team.unserved')}**")
        st.vega_lite_chart(
            acting_charts.unserved_frame(found.curve, w),
            acting_charts.unserved_spec(w.code),
            key="chart.unserved",
            alt=w("levers.team.unserved_alt"),
            width="stretch",
        )


def _table(found: Team, plan: Scenario, w: Words) -> None:
    def draw() -> None:
        rows = [[w(f"levers.team.heads.{head}") for head in HEADS]]
        table(rows + [point_row(point, plan, w) for point in found.curve.points], "team")

    on_request(w("levers.team.table"), "levers.points", draw)


HEADS = ("staff", "mean", "band", "chance", "unserved")


def point_row(point: TeamPoint, plan: Scenario, w: Words) -> list[str]:
    """One number of people in figures."""
    low, high = (signed_amount(x, plan.currency, w) for x in (point.p10, point.p90))
    return [
        people(point.staff, w),
        signed_amount(point.mean, plan.currency, w),
        between(low, high, "levers.team.between", w),
        w.of_hundred(point.chance.value),
        count(point.unserved, w),
    ]


# Triage


def _triage(plan: Scenario, seed: int, w: Words) -> None:
    st.header(w("levers.triage.title"), anchor=False)
    st.markdown(w("levers.triage.roles"))
    inputs.triage_slider("levers.triage")
    with worked_out.working(2, PARTS):
        found: Triage = worked_out.of_trials(acting_found.triage, plan, seed)
    if found.full.value == 0:
        st.markdown(w("levers.triage.never_full"))
        return
    if found.served[0].decision.value + found.served[0].others.value == 0:
        st.markdown(w("levers.triage.nobody"))
        return
    st.markdown(dollars_escaped(" ".join(triage_told(found, plan, w))))
    table(triage_rows(found, plan, w), "triage")
    st.caption(w("levers.triage.caption"))


def triage_told(found: Triage, plan: Scenario, w: Words) -> Iterator[str]:
    """What the plan's triage brings, or what all of it would, and how the work is shared."""
    without = found.served[0]
    told_of = next((one for one in found.served[1:] if one.triage == plan.triage), found.served[-1])
    values = {
        "share": w.percent(told_of.triage),
        "decision": count(told_of.decision, w),
        "without": count(without.decision, w),
    }
    if told_of.more.hardly:
        yield w("levers.triage.brings_hardly", **values)
    else:
        yield w(
            "levers.triage.brings", more=signed_amount(told_of.more, plan.currency, w), **values
        )
    others = count(told_of.others, w)
    yield w("levers.triage.whom", decision=values["decision"], others=others)


def triage_rows(found: Triage, plan: Scenario, w: Words) -> Rows:
    """Nobody recognised, as planned, everybody recognised; the heads first."""
    heads = ("share", "decision", "others", "profit", "chance")
    rows = [[w(f"levers.triage.{head}") for head in heads]]
    for one in found.served:
        share = w.percent(one.triage)
        rows.append(
            [
                w("levers.triage.yours", share=share) if one.triage == plan.triage else share,
                count(one.decision, w),
                count(one.others, w),
                signed_amount(one.profit, plan.currency, w),
                w.of_hundred(one.chance.value),
            ]
        )
    return rows
