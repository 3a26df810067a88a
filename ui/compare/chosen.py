"""Which plans are compared: up to four copies that stay as they are while the plan changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from sim.decide.comparison import HOME, MOST, Comparison, compare
from sim.decide.variants import one_person_less, smaller_and_less_seen
from sim.links.comparison_link import decode_comparison, encode_comparison
from sim.links.plan_link import Link, decode
from sim.plan.checks import LONGEST_TEXT
from sim.plan.file import EXAMPLES, dumps
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.editing import person
from ui.frame.choices import distinct
from ui.plan.files import read_file
from ui.visit import state
from ui.visit.answers import trials
from ui.visit.keys import Key
from words.catalogue import words
from words.costs import own_people
from words.translation import retyped, smaller_name, spoken

AMOUNT: Final = 10_000.0  # the loss that is asked about first


@dataclass(frozen=True)
class Entry:
    """A plan of the comparison. `key` is its own for ever; `start` the example that it was."""

    key: int
    scenario: Scenario
    start: str = ""


@dataclass(frozen=True)
class Loss:
    """The loss that is asked about: the last amount that could be read, and what stands in the
    box."""

    amount: float = AMOUNT
    typed: str = ""


COMPARED: Final = Key[Sequence[Entry] | None]("compared", None)  # None until a first visit
LANGUAGE: Final = Key[str | None]("compared.language", None)  # code of the one that they are in
LATEST: Final = Key[int]("compared.latest", 0)  # the key of the plan that was added last
LINK: Final = Key[str]("compared.link", "")  # the address that could not be read
PROBLEMS: Final = Key[Mapping[str, ScenarioError]]("compared.problems", {})  # by place
PAIR: Final = Key[tuple[int, ...]]("compared.pair", ())  # keys of the two that were chosen
LOSS: Final = Key[Loss]("compared.loss", Loss())


@state.whole
def begin() -> None:
    """What a first visit compares: what the address says, otherwise the plan on the screen and
    one example. Later visits find what they left, in their language."""
    if state.kept(COMPARED) is None:
        _first()
    now, before = state.language(), state.kept(LANGUAGE)
    if before not in (None, now.code):
        _keep([replace(one, scenario=spoken(one.scenario, now)) for one in entries()])
        typed = retyped({"amount": state.kept(LOSS).typed}, Unit.MONEY, words(before), now)
        state.change(LOSS, lambda loss: replace(loss, typed=typed["amount"]))
    state.keep(LANGUAGE, now.code)


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
    return [*(state.kept(COMPARED) or ())]


def full() -> bool:
    return len(entries()) >= MOST


def _keep(changed: list[Entry]) -> None:
    state.keep(COMPARED, changed)


def names() -> list[str]:
    """The names under which the plans are shown, no two the same."""
    return [*distinct({one.key: one.scenario.name for one in entries()}).values()]


def latest() -> int:
    """The key of the plan that was added last."""
    return state.kept(LATEST)


def _add(plan: Scenario, start: str = "") -> None:
    if full():
        raise ScenarioError("too_many_plans", got=MOST + 1, most=MOST)
    key = latest() + 1
    state.keep(LATEST, key)
    _keep([*entries(), Entry(key, plan, start)])


def _add_link(link: Link) -> None:
    _add(spoken(link.scenario, state.language()), link.start)


@state.whole
def add_current() -> None:
    """The plan on the screen as it is now."""
    start = state.slot() if state.slot() in state.SLOTS else ""
    if _try("current", lambda: _add(state.plan(), start)) and len(entries()) > 1:
        choose_pair(latest(), entries()[0].key)  # what has just changed, against what it was


def variant(which: str) -> tuple[Scenario, float, float] | None:
    """The plan on the screen with a smaller stand (``area``) or one person less (``staff``), who
    saves what *What to do* reckons for one, and the number that changes, before and after; None
    where there is no such plan."""
    plan = state.plan()
    if which == "area":
        changed = smaller_and_less_seen(plan)
    else:
        changed = one_person_less(plan, saved() or 0.0, own_people(plan))
    if changed is None:
        return None
    return changed, plan.inputs[which].likely, changed.inputs[which].likely


def held(plan: Scenario) -> bool:
    """Whether a plan of these numbers is compared already, whatever it is called."""
    return any(one.scenario.numbers == plan.numbers for one in entries())


def saved() -> float | None:
    """What one person less takes off the costs per fair, money, as *What to do* reckons; None where
    nothing says it."""
    return person.saved(state.plan())


def variant_name(which: str, after: float) -> str:
    """What such a plan is called: the plan's own name and what is left."""
    left = smaller_name(which, after, state.language())
    return state.plan().name[: LONGEST_TEXT - len(left)] + left


@state.whole
def add_variant(which: str) -> None:
    """A copy with that number changed, held against the plan itself where that is compared too."""
    found = variant(which)
    if found is None:
        return
    plan, _, after = found
    named = plan.with_(name=variant_name(which, after))
    if _try("current", lambda: _add(named)):
        own = [one.key for one in entries() if one.scenario == state.plan()]
        choose_pair(latest(), (own or [entries()[0].key])[0])


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
    state.keep(LINK, "" if _try("link", lambda: _add_link(decode(text))) else text)


def typed_link() -> str:
    """The address that could not be read, for its box."""
    return state.kept(LINK)


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
    return state.kept(PROBLEMS).get(place)


def _try(place: str, change: Callable[[], None]) -> bool:
    problems: Mapping[str, ScenarioError] = state.kept(PROBLEMS)
    found = {**problems}
    found.pop(place, None)
    try:
        change()
    except ScenarioError as wrong:
        found[place] = wrong
    state.keep(PROBLEMS, found)
    return place not in found


# The pair that is looked at


def pair() -> tuple[int, int]:
    """Keys of the plans A and B, or `HOME`; always two that are there and differ."""
    there = [*(one.key for one in entries()), HOME]
    chosen = [key for key in state.kept(PAIR) if key in there]
    a, b, *_ = [*chosen, *(key for key in there if key not in chosen)]
    return a, b


def choose_pair(a: int, b: int) -> None:
    """Looks at A against B; the same plan twice turns the pair round."""
    before = pair()
    if a == b:
        a, b = before[::-1]
    if {a, b} <= {*(one.key for one in entries()), HOME}:
        state.keep(PAIR, (a, b))


# The loss that is asked about


def amount() -> float:
    """The amount of the last loss that could be read."""
    return state.kept(LOSS).amount


def typed_amount() -> str:
    """What stands in the box: what was typed where that is no amount."""
    typed = state.kept(LOSS).typed
    return typed if problem("loss") else state.language().typed(amount(), Unit.MONEY)


def ask_loss(text: str) -> None:
    """Another amount; what cannot be read stays in the box. A loss copied from the page has its
    minus with it."""
    state.change(LOSS, lambda loss: replace(loss, typed=text))

    def read() -> None:
        found = abs(state.language().parse(text, Unit.MONEY))
        Unit.MONEY.check(found)
        state.keep(LOSS, Loss(found, text))

    _try("loss", read)


def comparison() -> Comparison:
    """The plans compared; simulated once for equal numbers, whoever asks."""
    plans = tuple(one.scenario.numbers for one in entries())
    return _comparison(tuple(map(dumps, plans)), plans, state.seed())


@st.cache_data(max_entries=64, show_spinner=False)
def _comparison(key: tuple[str, ...], _plans: tuple[Scenario, ...], seed: int) -> Comparison:
    return compare(_plans, trials=max(trials(plan, seed) for plan in _plans), seed=seed)


def token() -> str:
    """The comparison as the parameter ``c`` of an address."""
    return encode_comparison([Link(one.scenario, state.seed(), one.start) for one in entries()])
