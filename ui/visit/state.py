"""The sole owner of what a visitor has on the screen: plans, language, seed, what was typed.

The plan is the truth; widgets are mirrors that are set from it before they are drawn, and write to
it in their callbacks. What was typed and could not be read stays as a draft until it can.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from sim.links.plan_link import decode, encode
from sim.plan.beliefs import Belief
from sim.plan.file import EXAMPLES
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from ui.visit import session
from ui.visit.keys import Key
from ui.visit.session import change, keep, kept, put, query_parameter, whole, widget
from words.catalogue import Words, words
from words.languages import LANGUAGES, nearest
from words.translation import drafted, spoken, translated, worded

OWN: Final = "own"
SLOTS: Final = (*EXAMPLES, OWN)
FIRST: Final = "regional"
COOKIE: Final = "quitte_language"
__all__ = [  # as part of the state
    "change",
    "keep",
    "kept",
    "put",
    "query_parameter",
    "whole",
    "widget",
]

Drafts = dict[str, tuple[Mapping[str, Any], ScenarioError]]
"""Place -> what was typed there, and what is wrong with it."""


@dataclass
class Screen:
    """What every page shares of one visit.

    language      code of the one that is spoken
    spoken        the code that was chosen in this visit; empty where none was
    plans         slot -> the plan as it is now, of those that were opened
    files         slot -> the plan as it was opened, of those that are no examples
    own           the visitor's own plan as the seven questions made it; None where they did not
    slot          which plan is on the screen
    seed          of the draws
    drafts        slot -> what was typed there and could not be read
    version       rises when tables have to be filled anew
    link_problem  what was wrong with the link that the visitor came by, until the plan changes
    link_page     the page that it led to
    file_problem  what was wrong with the last file
    maker         the mark by which links are known to be this visitor's; empty until it is asked
    """

    language: str
    spoken: str = ""
    plans: dict[str, Scenario] = field(default_factory=dict)
    files: dict[str, Scenario] = field(default_factory=dict)
    own: Scenario | None = None
    slot: str = FIRST
    seed: int = SEED
    drafts: dict[str, Drafts] = field(default_factory=dict)
    version: int = 0
    link_problem: ScenarioError | None = None
    link_page: str = ""
    file_problem: ScenarioError | None = None
    maker: str = ""


SCREEN: Final = Key[Screen | None]("screen", None)


def _screen() -> Screen:
    found = session.kept(SCREEN)
    assert found is not None  # `start` puts it there before anything is drawn
    return found


def start() -> None:
    """Everything a new visitor needs; later runs change nothing."""
    if not session.begun():
        session.begin(_arrive)


def _arrive() -> None:
    session.keep(SCREEN, Screen(_browser_language()))
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
    return _screen().spoken


def language() -> Words:
    return words(_screen().language)


@whole
def speak(code: str) -> None:
    """Changes the language; the examples' own words change along."""
    before, after, screen = language(), words(code), _screen()
    screen.language = screen.spoken = code
    for opened in (screen.plans, screen.files):
        for key, plan in opened.items():
            opened[key] = translated(plan, before, after)
    if screen.own is not None:
        screen.own = translated(screen.own, before, after)
    for unread in screen.drafts.values():
        for place, (typed, problem) in unread.items():
            unread[place] = (drafted(typed, place, before, after), problem)
    _redraw()


# Plans


def plan() -> Scenario:
    """The plan on the screen."""
    screen = _screen()
    return screen.plans[screen.slot]


def written(write: Callable[[Scenario], bytes]) -> Callable[[], bytes]:
    """A file of the plan that is on the screen when it is asked for, by whom no visit is known."""
    screen = _screen()
    return lambda: write(screen.plans[screen.slot])


def slot() -> str:
    """Which plan is on the screen: an example, `OWN`, or one that was opened."""
    return _screen().slot


def slots() -> list[str]:
    """All plans there are, examples first."""
    return [*SLOTS, *(key for key in _screen().plans if key not in SLOTS)]


def plan_of_slot(key: str) -> Scenario:
    """A plan as it would be on the screen."""
    return _screen().plans.get(key) or worded(key, language())


def changed(key: str) -> bool:
    """Whether a plan differs from what it started from, in a number, a word or a remark."""
    plans = _screen().plans
    return key in plans and plans[key] != origin(key)


def origin(key: str) -> Scenario:
    """What a plan started from."""
    screen = _screen()
    if key == OWN and screen.own is not None:
        return screen.own
    return worded(key, language()) if key in SLOTS else screen.files[key]


def begins(own: Scenario | None) -> None:
    """The visitor's own plan begins as the seven questions make it, or as the example of that name
    again."""
    _screen().own = own


def choose(key: str) -> None:
    """Puts a plan on the screen; what was changed in the others stays."""
    screen = _screen()
    if key not in slots():
        return
    screen.link_problem = None
    if key not in screen.plans:
        screen.plans[key] = worded(key, language())
    screen.slot = key
    _redraw()


def reset() -> None:
    """The plan on the screen as it started."""
    _screen().plans[slot()] = origin(slot())
    drafts().clear()
    _redraw()


@whole
def open_file(opened: Scenario, source: str = "file") -> None:
    """A plan from a file, a link or the comparison, beside the others."""
    screen = _screen()
    key = f"{source}.{len(screen.files) + 1}"
    screen.files[key] = screen.plans[key] = opened
    choose(key)


def open_link(token: str) -> None:
    """The plan in a link: in place of the example that it still is by name, otherwise beside."""
    screen = _screen()
    try:
        link = decode(token)
    except ScenarioError as problem:
        screen.link_problem = problem
        return
    opened = spoken(link.scenario, language())
    screen.seed = link.seed
    if link.start in SLOTS and opened.name == worded(link.start, language()).name:
        screen.plans[link.start] = opened
        choose(link.start)
    else:
        open_file(opened, "link")


def link_problem(page: str) -> ScenarioError | None:
    """What was wrong with the link that the visitor came by, on the page that it led to, until
    the plan changes."""
    screen = _screen()
    screen.link_page = screen.link_page or page
    return screen.link_problem if page == screen.link_page else None


def link_refused() -> bool:
    """Whether that link, on whatever page, still has to be spoken of."""
    return _screen().link_problem is not None


def token() -> str:
    """The plan on the screen as the parameter ``s`` of an address."""
    start = slot()
    return encode(plan(), seed(), start if start in SLOTS else "")


def commit(changed_plan: Scenario) -> None:
    """A new state of the plan on the screen."""
    screen = _screen()
    screen.link_problem = None
    screen.plans[screen.slot] = changed_plan


def believe(path: str, belief: Belief) -> None:
    """A new belief of the user's own about one input."""
    now = plan()
    evidence = {**now.evidence}
    if path not in now.yours:
        evidence[path] = "guess"
    commit(now.with_(inputs={path: belief}, yours=now.yours | {path}, evidence=evidence))


def version() -> int:
    """Rises when tables have to be filled anew."""
    return _screen().version


def refill() -> None:
    """Has the tables filled anew: their lines have changed elsewhere."""
    _redraw()


def _redraw() -> None:
    _screen().version += 1


# Drafts: what was typed and could not be read


def draft(
    place: str, typed: Mapping[str, Any], problem: ScenarioError, code: str | None = None
) -> None:
    """Keeps what was typed into boxes that were drawn in the language `code`."""
    if code not in (None, language().code):
        typed = drafted(typed, place, words(code), language())
    drafts()[place] = (typed, problem)


def drafts() -> Drafts:
    """Those of the plan on the screen."""
    return _screen().drafts.setdefault(slot(), {})


# Seed, address and maker


def maker() -> str:
    """The mark by which links are known to be this visitor's: the browser's own, once it has told
    it, until then one of the session."""
    screen = _screen()
    screen.maker = screen.maker or secrets.token_hex(24)
    return screen.maker


def know_maker(mark: str | None) -> None:
    if mark is not None:
        _screen().maker = mark


def seed() -> int:
    return _screen().seed


def use_seed(value: int) -> None:
    _screen().seed = value


def file_problem() -> ScenarioError | None:
    """What was wrong with the last file."""
    return _screen().file_problem


def report_file(problem: ScenarioError | None) -> None:
    _screen().file_problem = problem
