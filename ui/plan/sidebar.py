"""The inputs beside the answer, in the order of the funnel; closed groups do no work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import streamlit as st

from sim.plan.checks import checked_text
from sim.plan.funnel import PHASES
from sim.plan.parameters import PATHS, gone_with
from sim.plan.problems import ScenarioError
from sim.plan.scenario import MOST_DEPENDENCE
from ui.editing import echoes, goal, redraw
from ui.frame.blocks import on_request
from ui.frame.shell import on_phone
from ui.plan import budget, from_crm, invoices, optional, plans
from ui.plan.rows import row, triage_slider
from ui.visit import state
from ui.visit.answers import answer
from words.answer import first_sentence
from words.markdown import quoted
from words.translation import worded


def _mini() -> None:
    """The first sentence once more, where a phone's screen is all inputs."""
    if on_phone():
        with st.container(key="mini"):
            redraw.part("mini", _first, st.markdown)


def _first() -> str:
    found = answer(state.plan(), state.seed())
    return f"**{first_sentence(found, state.language())}**"


def inputs() -> None:
    """Choice of plan, files, and one group for each step of the funnel."""
    with st.sidebar:
        w = state.language()
        _mini()
        plans.choice()
        from_crm.show(from_crm.FILES)
        for group, rows in GROUPS.items():
            label, key = w(f"groups.{group}"), f"group.{group}"
            on_request(label, key, rows, icon=ICONS[group], expanded=group == "fair")


# Groups


def _rows(group: str, *phases: str, head: bool = True) -> None:
    """A row for every input of the group that the plan has, in the order of their declaration:
    those of `phases`, otherwise of the phase that is chosen, after those without one. Below them
    what the plan could have too."""
    if head:
        _head(group)
    given = _given(group)
    for path in given:
        if not PATHS[path].phased:
            row(path)
    phased = [path for path in given if PATHS[path].phased]
    for phase in phases or ((_phase(group),) if phased else ()):
        for path in phased:
            if path.partition(".")[2] == phase:
                row(path)
    optional.offers(group)


def _given(group: str) -> list[str]:
    """The inputs of a group that the plan has."""
    return [path for path, p in PATHS.items() if p.group == group and path in state.plan().inputs]


def _head(group: str) -> None:
    """Above the rows of the visitor's own plan: which of its numbers are the example's still."""
    if state.slot() == state.OWN:
        st.fragment(_of_example, key=redraw.there(redraw.head(group)))(group)


def _of_example(group: str) -> None:
    w, plan = state.language(), state.plan()
    left = [path for path in _given(group) if path not in plan.yours]
    names = [str(w.parameters[PATHS[path].key]["label"]) for path in left]
    if group == "costs":
        example = {line.key: line.amount for line in worded(state.OWN, w).costs}
        kept = [line for line in plan.costs if example.get(line.key) == line.amount]
        names = [*(quoted(line.label) for line in kept), *names]
    if names:
        told = ", ".join(w.within(name) for name in dict.fromkeys(names))
        st.caption(w("inputs.still", names=told))


def _phase(group: str) -> str:
    """The buying phase whose rows of the group are shown."""
    w, key = state.language(), f"phase.{group}"
    state.put(key, state.widget(key) or "decision")
    chosen = st.segmented_control(
        w("phases.choose"),
        tuple(reversed(PHASES)),
        key=key,
        required=True,
        format_func=lambda p: w(f"phases.{p}"),
    )
    return str(chosen)


def _fair() -> None:
    w = state.language()
    typed, problem = state.drafts().get("name", ({}, None))
    holds = str(typed.get("name", state.plan().name))
    echoes.changing({"name": holds})
    state.put("name", holds)
    st.text_input(w("plan.name"), key="name", max_chars=120, on_change=_named)
    if problem is not None:
        st.error(w.problem(problem), icon=":material/error:")
    _rows("fair")


@state.whole
def _named() -> None:
    name = str(state.widget("name", ""))
    if echoes.heard("name", name):
        return
    try:
        state.commit(state.plan().with_(name=checked_text(name)))
        state.drafts().pop("name", None)
    except ScenarioError as problem:
        state.drafts()["name"] = ({"name": name}, problem)


def _team() -> None:
    w = state.language()
    limited = state.plan().limited
    state.put("limited", limited)
    st.toggle(w("team.limited"), key="limited", on_change=_limited, help=w("team.limited_help"))
    if limited:
        _rows("team")
        triage_slider("triage")


def _team_paths() -> tuple[str, ...]:
    return tuple(path for parameter in gone_with("staff") for path in parameter.paths)


@state.whole
def _limited() -> None:
    plan = state.plan()
    if state.widget("limited"):
        start = state.origin(state.slot())
        source = start if start.limited else state.origin(state.FIRST)
        team = {path: source.inputs[path] for path in _team_paths() if path in source.inputs}
        state.commit(plan.with_(inputs=team))
    else:
        for path in _team_paths():  # what could not be read there is gone with its box
            state.drafts().pop(path, None)
        if any(
            {*line.needs} & {*_team_paths()} for line in (*plan.costs, *plan.income)
        ):  # which become lines per fair
            state.refill()
        state.commit(plan.without_staff_limit())


def _phases() -> None:
    st.caption(state.language()("phases.hint"))
    _rows("phases", *reversed(PHASES))


def _follow_up() -> None:
    from_crm.offer(from_crm.GROUP)
    from_crm.show(from_crm.GROUP)
    _rows("follow_up")


def _costs() -> None:
    _head("costs")
    budget.cost_table()
    w = state.language()
    on_request(w("invoices.title"), "costs.invoices", invoices.show)
    on_request(w("budget.income"), "costs.income", budget.income_table)
    _rows("costs", head=False)


def _how() -> None:
    w = state.language()
    _together("dependence")
    _together("cost_dependence")
    state.put("seed_choice", state.seed())
    st.number_input(
        w("how.seed"), 0, 2**31 - 1, key="seed_choice", on_change=_seed, help=w("how.seed_help")
    )


def _together(setting: str) -> None:
    """How much things move together: the rates, or the amounts of the cost lines."""
    words = state.language().parameters[setting]
    state.put(setting, getattr(state.plan(), setting))
    st.slider(
        words["label"],
        0.0,
        MOST_DEPENDENCE,
        step=0.05,
        key=setting,
        format="localized",
        on_change=_moved_together,
        args=(setting,),
        help=f"{words['what']} {words['where']}",
    )


@state.whole
def _moved_together(setting: str) -> None:
    changed: dict[str, Any] = {setting: float(state.widget(setting))}
    state.commit(state.plan().with_(**changed))


@state.whole
def _seed() -> None:
    value = state.widget("seed_choice")
    if value is not None:
        state.use_seed(int(value))


GROUPS: Final[dict[str, Callable[[], None]]] = {
    "fair": _fair,
    "audience": partial(_rows, "audience"),
    "team": _team,
    "phases": _phases,
    "follow_up": _follow_up,
    "value": partial(_rows, "value"),
    "costs": _costs,
    "goal": goal.rows,
    "how": _how,
}
ICONS: Final = {
    "fair": ":material/storefront:",
    "audience": ":material/groups:",
    "team": ":material/badge:",
    "phases": ":material/stairs:",
    "follow_up": ":material/call:",
    "value": ":material/euro:",
    "costs": ":material/receipt_long:",
    "goal": ":material/flag:",
    "how": ":material/tune:",
}
