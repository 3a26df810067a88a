"""The sole owner of what a visitor has on the screen: plans, language, seed, what was typed.

The plan is the truth; widgets are mirrors that are set from it before they are drawn, and write to
it in their callbacks. What was typed and could not be read stays as a draft until it can.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import streamlit as st

from sim.beliefs import Belief
from sim.engine import SEED
from sim.parameters import PATHS, Unit
from sim.problems import ScenarioError
from sim.scenario import Scenario
from sim.scenario_file import EXAMPLES, example
from ui.text import LANGUAGES, Words, words

OWN: Final = "own"
SLOTS: Final = (*EXAMPLES, OWN)
FIRST: Final = "regional"


def start() -> None:
    """Everything a new visitor needs; later runs change nothing."""
    state = st.session_state
    if "plans" in state:
        return
    state["language"] = _browser_language()
    state["plans"] = {}
    state["slot"] = FIRST
    state["seed"] = SEED
    state["drafts"] = {}
    state["version"] = 0
    choose(FIRST)


def _browser_language() -> str:
    locale = (st.context.locale or "").lower()
    return next((code for code in LANGUAGES if locale.startswith(code)), "en")


# Widgets


def widget(key: str, default: Any = None) -> Any:
    """What a widget holds now."""
    return st.session_state.get(key, default)


def put(key: str, value: Any) -> None:
    """Sets a widget, before it is drawn."""
    st.session_state[key] = value


# Language


def language() -> Words:
    return words(st.session_state["language"])


def speak(code: str) -> None:
    """Changes the language; the examples' own words change along."""
    before, after = language(), words(code)
    st.session_state["language"] = code
    for opened in (st.session_state["plans"], st.session_state.get("files", {})):
        for key, plan in opened.items():
            opened[key] = translated(plan, key, before, after)
    for unread in st.session_state.get("all_drafts", {}).values():
        for path, (typed, problem) in unread.items():
            if path in PATHS:
                unread[path] = (_retyped(typed, PATHS[path].unit, before, after), problem)
    _redraw()


def _retyped(typed: Mapping[str, Any], unit: Unit, before: Words, after: Words) -> dict[str, Any]:
    """What was typed, with the marks of another language; what is no number stays."""
    found = dict(typed)
    for part, text in typed.items():
        with suppress(ScenarioError):
            of_part = Unit.COUNT if part in ("hits", "of") else unit
            found[part] = after.typed(before.parse(text, of_part), of_part)
    return found


def translated(plan: Scenario, slot: str, before: Words, after: Words) -> Scenario:
    """The plan with those of its words that are an example's own in another language."""
    fairs = (before.examples["fairs"].get(slot), after.examples["fairs"].get(slot))
    name = fairs[1] if plan.name == fairs[0] else plan.name
    old, new = before.examples["costs"], after.examples["costs"]
    costs = tuple(
        type(line)(new[line.key], line.amount, line.per, line.key)
        if line.key in old and line.label == old[line.key]
        else line
        for line in plan.costs
    )
    return plan.with_(name=name, costs=costs)


# Plans


def plan() -> Scenario:
    """The plan on the screen."""
    return st.session_state["plans"][slot()]


def slot() -> str:
    """Which plan is on the screen: an example, `OWN`, or a file that was opened."""
    return st.session_state["slot"]


def slots() -> list[str]:
    """All plans there are, examples first."""
    return [*SLOTS, *(key for key in st.session_state["plans"] if key not in SLOTS)]


def plan_name(key: str) -> str:
    """The name under which a plan is offered, no two the same."""
    names = [_name(other) for other in slots()]
    at = slots().index(key)
    before = names[:at].count(names[at])
    return f"{names[at]} \u00b7 {before + 1}" if before else names[at]


def _name(key: str) -> str:
    opened, w = st.session_state["plans"].get(key), language()
    name = opened.name if opened is not None else w.examples["fairs"][key]
    return name if key in SLOTS else f"{name} ({w('plan.from_file')})"


def changed(key: str) -> bool:
    """Whether a plan differs from what it started from, in a number, a word or a remark."""
    plans = st.session_state["plans"]
    return key in plans and plans[key] != origin(key)


def origin(key: str) -> Scenario:
    """What a plan started from."""
    return _example(key) if key in SLOTS else st.session_state["files"][key]


def _example(key: str) -> Scenario:
    """An example with its words in the visitor's language."""
    w = language()
    plan = example(key)
    costs = tuple(
        type(line)(w.examples["costs"].get(line.key, line.label), line.amount, line.per, line.key)
        for line in plan.costs
    )
    return plan.with_(name=w.examples["fairs"][key], costs=costs)


def choose(key: str) -> None:
    """Puts a plan on the screen; what was changed in the others stays."""
    state = st.session_state
    if key not in slots():
        return
    if key not in state["plans"]:
        state["plans"][key] = _example(key)
    state["slot"] = key
    state["drafts"] = state.setdefault("all_drafts", {}).setdefault(key, {})
    _redraw()


def reset() -> None:
    """The plan on the screen as it started."""
    st.session_state["plans"][slot()] = origin(slot())
    drafts().clear()
    _redraw()


def open_file(opened: Scenario) -> None:
    """A plan from a file, beside the others."""
    state = st.session_state
    files = state.setdefault("files", {})
    key = f"file.{len(files) + 1}"
    files[key] = opened
    state["plans"][key] = opened
    choose(key)


def commit(changed_plan: Scenario) -> None:
    """A new state of the plan on the screen."""
    st.session_state["plans"][slot()] = changed_plan


def believe(path: str, belief: Belief) -> None:
    """A new belief of the user's own about one input."""
    now = plan()
    evidence = {**now.evidence}
    if path not in now.yours:
        evidence[path] = "guess"
    commit(now.with_(inputs={path: belief}, yours=now.yours | {path}, evidence=evidence))


def version() -> int:
    """Rises when tables have to be filled anew."""
    return int(st.session_state["version"])


def _redraw() -> None:
    st.session_state["version"] += 1


# Drafts: what was typed and could not be read


def drafts() -> dict[str, tuple[Mapping[str, Any], ScenarioError]]:
    """Place -> what was typed there, and what is wrong with it."""
    return st.session_state["drafts"]


def seed() -> int:
    return int(st.session_state["seed"])


def use_seed(value: int) -> None:
    st.session_state["seed"] = value


def file_problem() -> ScenarioError | None:
    """What was wrong with the last file."""
    return st.session_state.get("file_problem")


def report_file(problem: ScenarioError | None) -> None:
    st.session_state["file_problem"] = problem


def query_parameter(key: str) -> str | None:
    """A parameter of the address."""
    return st.query_params.get(key)
