"""The table of costs, and the goal: what is typed stays, what cannot be read is named."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.plan.beliefs import Belief
from sim.plan.funnel import PER
from sim.plan.parameters import BY_KEY, Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import CostLine, Goal, Scenario
from sim.play.answer import Answer
from ui.lines import boxes, paste
from ui.lines.kind import Kind
from ui.plan import optional
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words, words
from words.costs import likely_costs
from words.markdown import dollars_escaped


def _with_costs(plan: Scenario, lines: tuple[CostLine, ...]) -> Scenario:
    """The plan with these costs, and with what it lacks of that by which they are multiplied, as
    its row begins."""
    lacking = [key for line in lines for key in line.needs if key not in plan.inputs]
    addable = [key for key in lacking if BY_KEY[key].start is not None]
    sizes: dict[str, Belief] = {
        path: belief for key in addable for path, belief in optional.start(key).items()
    }
    return plan.with_(costs=lines, inputs=sizes)


COSTS: Final = Kind("costs", CostLine, _with_costs, tuple(PER))


# Where the total comes to stand; it is drawn with all else that depends on every number.
TOTAL: Final = Key[DeltaGenerator | None]("costs.total", None)


def begun() -> None:
    """The whole page is about to be drawn: the costs are not open yet."""
    state.keep(TOTAL, None)


def place_of_total() -> DeltaGenerator | None:
    """Where this run of the page has the total; None while the costs are closed."""
    return state.kept(TOTAL)


def cost_table() -> None:
    """The budget as a table of lines, with a place for what it comes to."""
    boxes.show(COSTS)
    state.keep(TOTAL, st.container())
    paste.show(COSTS)
    st.caption(state.language()("budget.hint"))


def total(place: DeltaGenerator | None, answer: Answer, plan: Scenario) -> None:
    """What the plan costs at the likely values, the one figure that the page has of it."""
    if place is None:
        return
    w = state.language()
    *lines, whole = likely_costs(plan, answer.guess, w)
    amounts = {"total": w.money(whole.amount, plan.currency, 5)}
    key = "budget.total"
    if len(lines) > len(plan.costs):
        planned = sum(line.amount for line in lines if line.typed)
        amounts["planned"] = w.money(planned, plan.currency, 5)
        amounts["overrun"] = w.within(lines[-1].label)
        key = "budget.total_overrun"
    with place:
        st.markdown(dollars_escaped(w(key, **amounts)))


def goal_boxes() -> None:
    """The joint goal of marketing and sales."""
    w, goal = state.language(), state.plan().goal
    typed, problem = state.drafts().get("goal", ({}, None))
    shown = {
        "revenue": w.number(goal.revenue) if goal else "",
        "margin": w.percent(goal.margin) if goal else "",
    }
    with st.container(horizontal=True, wrap=False, gap="xsmall", key="boxes.goal"):
        for part in ("revenue", "margin"):
            state.put(f"goal.{part}", typed.get(part, shown[part]))
            st.text_input(
                w(f"goal.{part}"), key=f"goal.{part}", on_change=goal_typed, args=(w.code,)
            )
    if problem is not None:
        st.error(w.problem(problem), icon=":material/error:")
    else:
        st.caption(w("goal.hint"))


def goal_rows() -> None:
    """The joint goal, and the company's own hurdle."""
    w, plan = state.language(), state.plan()
    goal_boxes()
    state.put("hurdle", round(100 * plan.hurdle) if plan.hurdle is not None else 0)
    st.slider(
        w("goal.hurdle"),
        0,
        100,
        step=5,
        key="hurdle",
        on_change=_hurdle,
        help=w("goal.hurdle_help"),
    )


@state.whole
def goal_typed(code: str) -> None:
    """Reads the boxes of the goal, drawn in the language `code`."""
    w = words(code)
    typed = {part: str(state.widget(f"goal.{part}", "")) for part in ("revenue", "margin")}
    try:
        changed = state.plan().with_(goal=_read_goal(typed, w))
    except ScenarioError as problem:
        state.draft("goal", typed, problem, code)
        return
    state.drafts().pop("goal", None)
    state.commit(changed)


def _read_goal(typed: dict[str, str], w: Words) -> Goal | None:
    if not any(text.strip() for text in typed.values()):
        return None
    values = {}
    for part, unit in (("revenue", Unit.MONEY), ("margin", Unit.SHARE)):
        if not typed[part].strip():
            raise ScenarioError("missing", f"goal.{part}", form=unit.form)
        try:
            values[part] = w.parse(typed[part], unit)
        except ScenarioError as problem:
            raise problem.at(f"goal.{part}") from None
    return Goal(**values)


@state.whole
def _hurdle() -> None:
    hurdle = int(state.widget("hurdle"))
    state.commit(state.plan().with_(hurdle=hurdle / 100 if hurdle else None))
