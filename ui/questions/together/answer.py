"""The cheapest set of steps that gets there, what each adds, and the way into the plan and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from sim.plan.document import read_steps, step_document
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.plan.steps.step import Step, kept
from sim.together.everywhere import Everywhere, everywhere
from sim.together.together import Together, best_within, cheapest
from ui.frame.blocks import on_request, table
from ui.frame.shell import on_phone
from ui.questions.together import steps
from ui.visit import state, worked_out
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import dollars_escaped, quoted
from words.stepwise import told
from words.stepwise.suggested import suggested


def show(asked: int) -> None:
    """What gets the plan to so many of 100 fairs; the steps themselves wait in a closed box."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    of_plan = plan.steps or suggested(plan, w)
    _taken(w)
    try:
        with worked_out.working(1, 1):
            found: Together = worked_out.asked(_cheapest, plan, seed, _text(of_plan), asked / 100)
    except ScenarioError as problem:
        st.error(w.problem(problem), icon=":material/error:")
    else:
        if found.steps or not found.reached:
            _answer(found, plan.with_(steps=of_plan), w, own=bool(plan.steps))
    on_request(w("together.edit"), "together.edit", lambda: _edit(of_plan, asked))
    on_request(
        w("together.everywhere_open"), "together.everywhere", lambda: _everywhere(plan, asked)
    )


def _text(of_plan: Sequence[Step]) -> str:
    """Steps as a text, by which what was found of them is remembered."""
    return json.dumps([step_document(step) for step in of_plan])


def _with(plan: Scenario, text: str) -> Scenario:
    return plan.with_(steps=tuple(read_steps(json.loads(text))))


def _cheapest(plan: Scenario, seed: int, text: str, chance: float) -> Together:
    return cheapest(_with(plan, text), chance, seed=seed)


def _within(plan: Scenario, seed: int, text: str, chance: float, money: float) -> Together:
    return best_within(_with(plan, text), chance, money, seed=seed)


def _bit_better(plan: Scenario, seed: int, chance: float) -> Everywhere:
    return everywhere(plan, chance, seed=seed)


def _answer(found: Together, plan: Scenario, w: Words, *, own: bool) -> None:
    st.header(dollars_escaped(told.headline(found, plan, w)), anchor=False)
    today = w("together.today", today=w.of_hundred(found.today.value))
    st.markdown(today if own else f"{today} {w('together.guess')}")
    if not found.steps:
        return
    table(_rows(found, plan, w), "together.steps", numbers=(2, 3))
    chosen = [plan.steps[place] for place in found.steps]
    st.button(
        w.counted("together.take", len(chosen)), key="together.take", icon=":material/add_task:",
        on_click=_take, args=(tuple(plan.steps), found.steps),
    )  # fmt: skip
    if any(_sized(step, plan) for step in chosen):
        st.caption(w("together.lines_grow"))


def _rows(found: Together, plan: Scenario, w: Words) -> list[list[str]]:
    heads = [w(f"together.heads.{head}") for head in ("step", "change", "cost", "without")]
    rows = [heads]
    for place, price, without in zip(found.steps, found.prices, found.without, strict=True):
        step = plan.steps[place]
        changes = (told.change_told(plan, path, change, w) for path, change in step.change)
        cost = w.costs(price, plan.currency)
        rows.append([quoted(step.label), "; ".join(changes), cost, w.of_hundred(without.value)])
    return rows


def _sized(step: Step, plan: Scenario) -> bool:
    """Whether lines of the budget grow or shrink with what a step changes."""
    needs = {key for line in (*plan.costs, *plan.income) for key in line.needs}
    return any(path in needs for path, _ in step.change)


# On request


def _edit(of_plan: Sequence[Step], asked: int) -> None:
    w, plan, seed = state.language(), state.plan(), state.seed()
    steps.show(of_plan)
    money = _money(w)
    if money is None:
        return
    try:
        with worked_out.working(1, 1):
            found: Together = worked_out.asked(
                _within, plan, seed, _text(of_plan), asked / 100, money
            )
    except ScenarioError:  # said above, where the steps are answered
        return
    figures = {
        "money": w.costs(money, plan.currency),
        "n": w.of_hundred(found.chance.value),
        "cost": w.costs(found.cost, plan.currency),
    }
    if not found.steps:
        st.markdown(dollars_escaped(w("together.within_nothing", **figures)))
        return
    names = told.listed([quoted(of_plan[place].label) for place in found.steps], w)
    st.markdown(dollars_escaped(w("together.within", steps=names, **figures)))


MONEY: Final = Key[str]("together.money", "")  # as it was typed


def _money(w: Words) -> float | None:
    """The sum that may be spent; None where none is given."""
    text = state.kept(MONEY)
    state.put(MONEY.name, text)
    label = f"{w('together.money')} ({state.plan().currency})"
    st.text_input(label, key=MONEY.name, on_change=_money_typed, width=420)
    if not text.strip():
        return None
    try:
        found = w.parse(text, Unit.MONEY)
        Unit.MONEY.check(found)
    except ScenarioError as problem:
        st.error(w.problem(problem, Unit.MONEY), icon=":material/error:")
        return None
    return found


@state.whole
def _money_typed() -> None:
    state.keep(MONEY, str(state.widget(MONEY.name, "")))


def _everywhere(plan: Scenario, asked: int) -> None:
    w = state.language()
    with worked_out.working(1, 1):
        found: Everywhere = worked_out.asked(_bit_better, plan, state.seed(), asked / 100)
    st.markdown(told.change_of_all(found, w))
    if found.shift > 0:
        heads = [w(f"together.heads.{head}") for head in ("rate", "now", "needed")]
        shares = ([w.input(r.path), w.percent(r.now), w.percent(r.needed)] for r in found.rates)
        table([heads, *shares], "together.everywhere", numbers=(1, 2))
        st.caption(w("together.everywhere.how"))


# Into the plan and back


@dataclass(frozen=True)
class Taken:
    """Steps that were put into a plan here: which plan, their names, and it before and after."""

    slot: str
    labels: tuple[str, ...]
    before: Scenario
    after: Scenario


TAKEN: Final = Key[Taken | None]("together.taken", None)


@state.whole
def _take(of_plan: tuple[Step, ...], places: tuple[int, ...]) -> None:
    """The plan with these steps; those of the others that are its own stay."""
    plan = state.plan()
    chosen = [of_plan[place] for place in places]
    try:
        after = plan.taking(chosen)
    except ScenarioError:  # the plan became another one meanwhile
        return
    rest = [step for step in plan.steps if step not in chosen]
    changed = {path for step in chosen for path, _ in step.change}
    guessed = {path: "guess" for path in changed if not PATHS[path].certain}
    after = after.with_(
        steps=kept(rest, plan.inputs, after.inputs),
        evidence={**plan.evidence, **guessed},
        yours=plan.yours | changed,
    )
    for place in ("costs", *changed):
        state.drafts().pop(place, None)
    state.keep(TAKEN, Taken(state.slot(), tuple(step.label for step in chosen), plan, after))
    state.commit(after)
    state.refill()


@state.whole
def _back() -> None:
    taken = state.kept(TAKEN)
    if taken is not None and (taken.slot, taken.after) == (state.slot(), state.plan()):
        state.commit(taken.before)
        state.refill()
    state.keep(TAKEN, None)


def _taken(w: Words) -> None:
    """What was put into the plan here, as long as it is as it became then, and the way back."""
    taken = state.kept(TAKEN)
    if taken is None or (taken.slot, taken.after) != (state.slot(), state.plan()):
        return
    with st.container(
        horizontal=True, wrap=on_phone(), vertical_alignment="center", key="together.taken"
    ):
        names = told.listed([quoted(label) for label in taken.labels], w)
        st.markdown(dollars_escaped(w("together.taken", steps=names)), width="stretch")
        st.button(w("together.back"), key="together.back", on_click=_back, icon=":material/undo:")
