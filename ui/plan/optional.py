"""What a plan may have or not: a row is added where the plan has none, and left out again.

Only inputs whose declaration says what their row begins with (`Parameter.start`) come and go this
way, each with what is needed with it. The stand team has a switch of its own.
"""

from __future__ import annotations

import streamlit as st

from sim.plan.beliefs import Belief
from sim.plan.parameters import BY_KEY, PARAMETERS, Parameter, needed_together
from ui.editing import redraw
from ui.visit import state


def _comes_and_goes(parameter: Parameter) -> bool:
    return parameter.start is not None and not parameter.needed_with


def _given(parameter: Parameter) -> bool:
    return parameter.paths[0] in state.plan().inputs


def offers(group: str) -> None:
    """A button for every input of a group that the plan could have too."""
    w = state.language()
    for parameter in PARAMETERS:
        if parameter.group == group and _comes_and_goes(parameter) and not _given(parameter):
            name = str(w.parameters[parameter.key]["label"])
            st.button(
                w("inputs.add", name=name),
                key=f"add.{parameter.key}",
                type="tertiary",
                icon=":material/add:",
                on_click=_add,
                args=(parameter.key,),
            )


def leave_out(parameter: Parameter) -> None:
    """The button that takes an input out of the plan, for one that comes and goes."""
    if _comes_and_goes(parameter):
        st.button(
            state.language()("inputs.leave_out"),
            key=f"leave_out.{parameter.key}",
            type="tertiary",
            icon=":material/remove:",
            on_click=redraw.everything,
            args=(_leave_out, parameter.key),
        )


@state.whole
def _add(key: str) -> None:
    if not _given(BY_KEY[key]):
        state.commit(state.plan().with_(inputs=start(key)))


def start(key: str) -> dict[str, Belief]:
    """The beliefs that the rows begin with: those that the plan started from, if it had any."""
    before = state.origin(state.slot()).inputs
    return {
        path: before[path] if path in before else parameter.read(parameter.start)
        for parameter in needed_together(key)
        for path in parameter.paths
    }


@state.whole
def _leave_out(key: str) -> bool:
    """Whether there was something to leave out."""
    if not _given(BY_KEY[key]):
        return False
    plan = state.plan().without(key)
    gone = {path for parameter in needed_together(key) for path in parameter.paths}
    for path in gone:
        state.drafts().pop(path, None)
    known = {path: kind for path, kind in plan.evidence.items() if path not in gone}
    if (plan.costs, plan.income) != (
        state.plan().costs,
        state.plan().income,
    ):  # a line per m2 has become one per fair
        state.refill()
    state.commit(plan.with_(yours=plan.yours - gone, evidence=known))
    return True
