"""Which plans are compared: up to four copies that stay as they are while the plan changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from sim.decide.comparison import HOME, MOST, Comparison, compare
from sim.links.comparison_link import decode_comparison, encode_comparison
from sim.links.plan_link import Link, decode
from sim.plan.file import EXAMPLES, dumps
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.trials import PAGE
from ui.frame.choices import distinct
from ui.plan.files import read_file
from ui.visit import state
from words.catalogue import words
from words.translation import retyped, spoken

AMOUNT: Final = 10_000.0  # the loss that is asked about first


@dataclass(frozen=True)
class Entry:
    """A plan of the comparison. `key` is its own for ever; `start` the example that it was."""

    key: int
    scenario: Scenario
    start: str = ""


@state.whole
def begin() -> None:
    """What a first visit compares: what the address says, otherwise the plan on the screen and
    one example. Later visits find what they left, in their language."""
    if state.kept("compared") is None:
        _first()
    now, before = state.language(), state.kept("compared_language")
    if before not in (None, now.code):
        _keep([replace(one, scenario=spoken(one.scenario, now)) for one in entries()])
        typed = retyped({"amount": str(_loss()["typed"])}, Unit.MONEY, words(before), now)
        state.keep("compared_loss", _loss() | {"typed": typed["amount"]})
    state.keep("compared_language", now.code)


def _first() -> None:
    token = state.query_parameter("c")
    _keep([])
    if token:
        _try("address", lambda: _open(decode_comparison(token)))
    if not entries():
        add_current()
        add_example(next(name for name in EXAMPLES if name != state.slot()))


def _open(links: tuple[Link, ...]) -> None:
    for link in links:
        _add_link(link)
    if links:
        state.use_seed(links[0].seed)


# The list


def entries() -> list[Entry]:
    """The plans, in their order."""
    found: list[Entry] = state.kept("compared")
    return found


def full() -> bool:
    return len(entries()) >= MOST


def _keep(changed: list[Entry]) -> None:
    state.keep("compared", changed)


def names() -> list[str]:
    """The names under which the plans are shown, no two the same."""
    return [*distinct({one.key: one.scenario.name for one in entries()}).values()]


def latest() -> int:
    """The key of the plan that was added last."""
    return int(state.kept("compared_keys", 0))


def _add(plan: Scenario, start: str = "") -> None:
    if full():
        raise ScenarioError("too_many_plans", got=MOST + 1, most=MOST)
    key = latest() + 1
    state.keep("compared_keys", key)
    _keep([*entries(), Entry(key, plan, start)])


def _add_link(link: Link) -> None:
    _add(spoken(link.scenario, state.language()), link.start)


@state.whole
def add_current() -> None:
    """The plan on the screen as it is now."""
    start = state.slot() if state.slot() in state.SLOTS else ""
    if _try("current", lambda: _add(state.plan(), start)) and len(entries()) > 1:
        choose_pair(latest(), entries()[0].key)  # what has just changed, against what it was


def add_example(name: str) -> None:
    """An example fair, as it comes."""
    _try("example", lambda: _add(state.origin(name), name))


def add_plan(plan: Scenario) -> None:
    """A plan from the book."""
    _try("book", lambda: _add(plan))


def add_file(name: str, content: bytes) -> None:
    """A plan from a file; what is wrong with one stands beside where it was chosen."""
    _try("file", lambda: _add(read_file(name, content)))


def add_link(text: str) -> None:
    """A plan from its address; one that cannot be read stays in its box."""
    state.keep("compared_link", "" if _try("link", lambda: _add_link(decode(text))) else text)


def typed_link() -> str:
    """The address that could not be read, for its box."""
    return str(state.kept("compared_link", ""))


def rename(key: int, name: str) -> None:
    """Another name for a plan; one that cannot be is told beside the box."""

    def renamed(one: Entry) -> Entry:
        return replace(one, scenario=one.scenario.with_(name=name.strip()))

    _try(
        f"name.{key}",
        lambda: _keep([renamed(one) if one.key == key else one for one in entries()]),
    )


@state.whole
def move(key: int, by: int) -> None:
    """One place up (-1) or down (1)."""
    found = [*entries()]
    at = [one.key for one in found].index(key)
    if 0 <= at + by < len(found):
        found.insert(at + by, found.pop(at))
        _keep(found)


@state.whole
def remove(key: int) -> None:
    """Takes a plan out; the last one stays."""
    if len(entries()) > 1:
        _keep([one for one in entries() if one.key != key])


# What could not be read


def problem(place: str) -> ScenarioError | None:
    """What was wrong there the last time: ``file``, ``link``, ``address``, ``name.KEY``, ..."""
    problems: dict[str, ScenarioError] = state.kept("compared_problems", {})
    return problems.get(place)


def _try(place: str, change: Callable[[], None]) -> bool:
    found = dict(state.kept("compared_problems", {}))
    found.pop(place, None)
    try:
        change()
    except ScenarioError as wrong:
        found[place] = wrong
    state.keep("compared_problems", found)
    return place not in found


# The pair that is looked at


def pair() -> tuple[int, int]:
    """Keys of the plans A and B, or `HOME`; always two that are there and differ."""
    there = [*(one.key for one in entries()), HOME]
    chosen = [key for key in state.kept("compared_pair", ()) if key in there]
    both = [*chosen, *(key for key in there if key not in chosen)]
    return both[0], both[1]


def choose_pair(a: int, b: int) -> None:
    """Looks at A against B; the same plan twice turns the pair round."""
    before = pair()
    if a == b:
        a, b = before[::-1]
    if {a, b} <= {*(one.key for one in entries()), HOME}:
        state.keep("compared_pair", (a, b))


# The loss that is asked about


def _loss() -> dict[str, Any]:
    found: dict[str, Any] = state.kept("compared_loss", {"amount": AMOUNT, "typed": ""})
    return found


def amount() -> float:
    """The amount of the last loss that could be read."""
    return float(_loss()["amount"])


def typed_amount() -> str:
    """What stands in the box: what was typed where that is no amount."""
    typed = str(_loss()["typed"])
    return typed if problem("loss") else state.language().typed(amount(), Unit.MONEY)


def ask_loss(text: str) -> None:
    """Another amount; what cannot be read stays in the box."""
    state.keep("compared_loss", _loss() | {"typed": text})

    def read() -> None:
        found = state.language().parse(text, Unit.MONEY)
        Unit.MONEY.check(found)
        state.keep("compared_loss", {"amount": found, "typed": text})

    _try("loss", read)


def comparison() -> Comparison:
    """The plans compared; simulated once for equal numbers, whoever asks."""
    plans = tuple(one.scenario.numbers for one in entries())
    return _comparison(tuple(map(dumps, plans)), plans, state.seed())


@st.cache_data(max_entries=64, show_spinner=False)
def _comparison(key: tuple[str, ...], _plans: tuple[Scenario, ...], seed: int) -> Comparison:
    return compare(_plans, trials=PAGE, seed=seed)


def token() -> str:
    """The comparison as the parameter ``c`` of an address."""
    return encode_comparison([Link(one.scenario, state.seed(), one.start) for one in entries()])
