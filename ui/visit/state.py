"""The sole owner of what a visitor has on the screen: plans, language, seed, what was typed.

The plan is the truth; widgets are mirrors that are set from it before they are drawn, and write to
it in their callbacks. What was typed and could not be read stays as a draft until it can.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from sim.links.plan_link import decode, encode
from sim.plan.beliefs import Belief
from sim.plan.file import EXAMPLES
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from ui.visit import session
from ui.visit.session import keep, kept, put, query_parameter, whole, widget
from words.catalogue import Words, words
from words.languages import LANGUAGES, nearest
from words.translation import drafted, spoken, translated, worded

OWN: Final = "own"
SLOTS: Final = (*EXAMPLES, OWN)
FIRST: Final = "regional"
COOKIE: Final = "quitte_language"
__all__ = ["keep", "kept", "put", "query_parameter", "whole", "widget"]  # as part of the state


def start() -> None:
    """Everything a new visitor needs; later runs change nothing."""
    if not session.begun():
        session.begin(_arrive)


def _arrive() -> None:
    state = session.own()
    state["language"] = _browser_language()
    state["plans"] = {}
    state["slot"] = FIRST
    state["seed"] = SEED
    state["drafts"] = {}
    state["version"] = 0
    choose(FIRST)
    if (token := query_parameter("s")) is not None:
        open_link(token)


def _browser_language() -> str:
    """The language that was chosen in this browser before, otherwise the browser's own."""
    chosen = st.context.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    return nearest(st.context.locale or "")


def spoken_language() -> str:
    """The language that the visitor chose in this visit; empty where none was."""
    return str(session.own().get("spoken", ""))


def language() -> Words:
    return words(session.own()["language"])


@whole
def speak(code: str) -> None:
    """Changes the language; the examples' own words change along."""
    before, after = language(), words(code)
    session.own()["language"] = session.own()["spoken"] = code
    for opened in (session.own()["plans"], session.own().get("files", {})):
        for key, plan in opened.items():
            opened[key] = translated(plan, before, after)
    for unread in session.own().get("all_drafts", {}).values():
        for place, (typed, problem) in unread.items():
            unread[place] = (drafted(typed, place, before, after), problem)
    _redraw()


# Plans


def plan() -> Scenario:
    """The plan on the screen."""
    return session.own()["plans"][slot()]


def slot() -> str:
    """Which plan is on the screen: an example, `OWN`, or one that was opened."""
    return session.own()["slot"]


def slots() -> list[str]:
    """All plans there are, examples first."""
    return [*SLOTS, *(key for key in session.own()["plans"] if key not in SLOTS)]


def shown(key: str) -> Scenario:
    """A plan as it would be on the screen."""
    return session.own()["plans"].get(key) or worded(key, language())


def changed(key: str) -> bool:
    """Whether a plan differs from what it started from, in a number, a word or a remark."""
    plans = session.own()["plans"]
    return key in plans and plans[key] != origin(key)


def origin(key: str) -> Scenario:
    """What a plan started from."""
    return worded(key, language()) if key in SLOTS else session.own()["files"][key]


def choose(key: str) -> None:
    """Puts a plan on the screen; what was changed in the others stays."""
    state = session.own()
    if key not in slots():
        return
    state.pop("link_problem", None)
    if key not in state["plans"]:
        state["plans"][key] = worded(key, language())
    state["slot"] = key
    state["drafts"] = state.setdefault("all_drafts", {}).setdefault(key, {})
    _redraw()


def reset() -> None:
    """The plan on the screen as it started."""
    session.own()["plans"][slot()] = origin(slot())
    drafts().clear()
    _redraw()


@whole
def open_file(opened: Scenario, source: str = "file") -> None:
    """A plan from a file, a link or the comparison, beside the others."""
    state = session.own()
    files = state.setdefault("files", {})
    key = f"{source}.{len(files) + 1}"
    files[key] = opened
    state["plans"][key] = opened
    choose(key)


def open_link(token: str) -> None:
    """The plan in a link: in place of the example that it still is by name, otherwise beside."""
    state = session.own()
    try:
        link = decode(token)
    except ScenarioError as problem:
        state["link_problem"] = problem
        return
    opened = spoken(link.scenario, language())
    state["seed"] = link.seed
    if link.start in SLOTS and opened.name == worded(link.start, language()).name:
        state["plans"][link.start] = opened
        choose(link.start)
    else:
        open_file(opened, "link")


def link_problem(page: str) -> ScenarioError | None:
    """What was wrong with the link that the visitor came by, on the page that it led to, until
    the plan changes."""
    first = session.own().setdefault("link_page", page)
    return session.own().get("link_problem") if page == first else None


def token() -> str:
    """The plan on the screen as the parameter ``s`` of an address."""
    start = slot()
    return encode(plan(), seed(), start if start in SLOTS else "")


def commit(changed_plan: Scenario) -> None:
    """A new state of the plan on the screen."""
    session.own().pop("link_problem", None)
    session.own()["plans"][slot()] = changed_plan


def believe(path: str, belief: Belief) -> None:
    """A new belief of the user's own about one input."""
    now = plan()
    evidence = {**now.evidence}
    if path not in now.yours:
        evidence[path] = "guess"
    commit(now.with_(inputs={path: belief}, yours=now.yours | {path}, evidence=evidence))


def version() -> int:
    """Rises when tables have to be filled anew."""
    return int(session.own()["version"])


def _redraw() -> None:
    session.own()["version"] += 1


# Drafts: what was typed and could not be read


def draft(
    place: str, typed: Mapping[str, Any], problem: ScenarioError, code: str | None = None
) -> None:
    """Keeps what was typed into boxes that were drawn in the language `code`."""
    if code not in (None, language().code):
        typed = drafted(typed, place, words(code), language())
    drafts()[place] = (typed, problem)


def drafts() -> dict[str, tuple[Mapping[str, Any], ScenarioError]]:
    """Place -> what was typed there, and what is wrong with it."""
    return session.own()["drafts"]


# Seed, address and maker


def maker() -> str:
    """The mark by which links are known to be this visitor's: the browser's own, once it has told
    it, until then one of the session."""
    return session.own().setdefault("maker", secrets.token_hex(24))


def know_maker(mark: str | None) -> None:
    if mark is not None:
        session.own()["maker"] = mark


def seed() -> int:
    return int(session.own()["seed"])


def use_seed(value: int) -> None:
    session.own()["seed"] = value


def file_problem() -> ScenarioError | None:
    """What was wrong with the last file."""
    return session.own().get("file_problem")


def report_file(problem: ScenarioError | None) -> None:
    session.own()["file_problem"] = problem
