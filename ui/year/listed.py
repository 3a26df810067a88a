"""The fairs of the list, and how the year is asked about: copies that stay as they are while the
plan on the screen changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from sim.links.plan_link import Link, decode
from sim.links.year_link import FairOfYear, YearLink, decode_year, encode_year
from sim.plan.choices.dates import TODAY, DecisionDate
from sim.plan.file import EXAMPLES, dumps
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.year.answer import Weighed, weighed
from sim.year.settings import Settings
from sim.year.year import MOST, Candidate, Year, set_of
from ui.book.actions import fair_of_plan
from ui.frame.choices import distinct
from ui.plan.files import read_file
from ui.visit import state
from ui.visit.answers import answer
from ui.visit.keys import Key
from ui.year import wrong
from words.catalogue import words
from words.translation import spoken


@dataclass(frozen=True)
class Entry:
    """A fair of the list. `key` is its own for ever; `start` the example that it was; `of` the key
    of the fair that it replaces, or None; `fair` the id of the one in the book whose plan it is;
    `offered`: an example that came by itself, which no hand has been on."""

    key: int
    scenario: Scenario
    start: str = ""
    taken: bool = True
    month: int = 0
    of: int | None = None
    fair: str = ""
    offered: bool = False


LISTED: Final = Key[Sequence[Entry] | None]("year.listed", None)  # None until a first visit
LATEST: Final = Key[int]("year.latest", 0)  # the key of the fair that was added last
SETTINGS: Final = Key[Settings]("year.settings", Settings())
LANGUAGE: Final = Key[str | None]("year.language", None)  # code of the one that they are in
LINK: Final = Key[str]("year.link", "")  # the address that could not be read


@state.whole
def begin() -> None:
    """What a first visit finds: what the address says, otherwise the plan on the screen, and beside
    an example the other ones. Later visits find what they left, in their language."""
    if state.kept(LISTED) is None:
        _first()
    now, before = state.language(), state.kept(LANGUAGE)
    if before not in (None, now.code):
        _keep([replace(one, scenario=spoken(one.scenario, now)) for one in entries()])
        wrong.retype(words(before), now)
    state.keep(LANGUAGE, now.code)


def _first() -> None:
    token = state.query_parameter("y")
    _keep([])
    if token:
        wrong.attempt("address", lambda: open_year(decode_year(token)))
    if not entries():
        add_current()
        alike = [name for name in EXAMPLES if state.origin(name).numbers == state.plan().numbers]
        if alike or state.slot() in EXAMPLES:
            for name in EXAMPLES:
                if name not in (state.slot(), *alike):
                    add_example(name)  # not beside a plan in another currency
        wrong.forget(*wrong.ADDING)
        _keep([replace(one, offered=_example(one)) for one in entries()])


def _example(one: Entry) -> bool:
    """Whether it is an example as it comes."""
    if one.start not in EXAMPLES or one.month or one.of is not None or one.fair:
        return False
    return one.scenario.numbers == state.origin(one.start).numbers


def open_year(found: YearLink, fairs: Sequence[str] = ()) -> None:
    """The list becomes this year's; `fairs`: the ids of those in the book, empty for the others."""
    ids = (*fairs, *[""] * len(found.fairs))
    listed = [
        Entry(
            at,
            spoken(fair.link.scenario, state.language()),
            fair.link.start,
            fair.taken,
            fair.month,
            fair.variant_of,
            ids[at],
        )
        for at, fair in enumerate(found.fairs)
    ]
    if sorted(one.start for one in listed) == sorted(EXAMPLES) and all(map(_example, listed)):
        listed = [replace(one, offered=True) for one in listed]  # a first visit, loaded again
    _keep(listed)
    state.keep(LATEST, len(listed))
    state.keep(SETTINGS, found.settings)
    wrong.forget("pair.")
    _untick_clashes()
    if found.fairs:
        state.use_seed(found.fairs[0].link.seed)


def entries() -> list[Entry]:
    """The fairs, in their order."""
    return [*(state.kept(LISTED) or ())]


def _keep(changed: list[Entry]) -> None:
    """The list becomes this one; what is known of pairs goes along with its fairs."""
    now = {one.key: at for at, one in enumerate(changed)}
    moved = {at: now[one.key] for at, one in enumerate(entries()) if one.key in now}
    state.change(SETTINGS, lambda before: before.moved(moved))
    state.keep(LISTED, changed)


def settings() -> Settings:
    return state.kept(SETTINGS)


def full() -> bool:
    return len(entries()) >= MOST


def latest() -> int:
    """The key of the fair that was added last."""
    return state.kept(LATEST)


def names() -> list[str]:
    """The names under which the fairs are shown, no two the same."""
    return [*distinct({one.key: one.scenario.name for one in entries()}).values()]


def currency() -> str:
    """The one of all fairs."""
    return entries()[0].scenario.currency


def chosen() -> int:
    """The set of the fairs that are taken."""
    return set_of([at for at, one in enumerate(entries()) if one.taken])


# What comes in and goes out


def _candidates(listed: Sequence[Entry], plans: Sequence[Scenario]) -> list[Candidate]:
    places = {one.key: at for at, one in enumerate(listed)}
    return [
        Candidate(plan, one.month, None if one.of is None else places[one.of])
        for one, plan in zip(listed, plans, strict=True)
    ]


def add(plan: Scenario, start: str = "", of: int | None = None) -> None:
    """One more fair at the end. Raises `ScenarioError` without a place."""
    _grow(_with(entries(), plan, start, of))


def add_own(fairs: Sequence[Entry]) -> None:
    """Fairs of one's own, whatever their keys: all of them or none. Examples that came by
    themselves make room. Raises `ScenarioError` with the ``name`` of the one in the way."""
    own = not all(map(_example, fairs))
    listed = [one for one in entries() if not (own and gives_way(one))]
    for one in fairs:
        try:
            listed = _with(listed, one.scenario, one.start, fair=one.fair)
        except ScenarioError as problem:
            raise ScenarioError(
                problem.code, "", **problem.values, name=one.scenario.name
            ) from None
    if fairs:
        _grow(listed)


def gives_way(one: Entry) -> bool:
    """Whether it is an example that came by itself, and that nobody has done anything with."""
    return one.offered and not one.fair and one.key not in {other.of for other in entries()}


def _with(
    listed: Sequence[Entry], plan: Scenario, start: str = "", of: int | None = None, fair: str = ""
) -> list[Entry]:
    key = max((latest(), *(one.key for one in listed))) + 1
    month = next((one.month for one in listed if one.key == of), 0)
    longer = [*listed, Entry(key, plan, start, taken=of is None, month=month, of=of, fair=fair)]
    try:
        settings().year(_candidates(longer, [each.scenario for each in longer]))
    except ScenarioError as problem:
        told = problem.values  # without the place, which is that of the new one
        raise ScenarioError(problem.code, "", **told) from None
    return longer


def _grow(listed: list[Entry]) -> None:
    state.keep(LATEST, max(latest(), listed[-1].key))
    _keep(listed)
    _untick_clashes()


@state.whole
def add_current() -> None:
    """The plan on the screen as it is now."""
    start = state.slot() if state.slot() in state.SLOTS else ""
    one = Entry(0, state.plan(), start, fair=fair_of_plan())
    wrong.attempt("current", lambda: add_own([one]))


@state.whole
def add_example(name: str) -> None:
    """An example fair, as it comes."""
    if name in EXAMPLES:
        wrong.attempt("example", lambda: add(state.origin(name), name))


def add_file(name: str, content: bytes) -> None:
    """A plan from a file; what is wrong with one stands beside where it was chosen."""
    wrong.attempt("file", lambda: add_own([Entry(0, read_file(name, content))]))


def add_link(text: str) -> None:
    """A plan from its address; one that cannot be read stays in its box."""

    def read() -> None:
        link: Link = decode(text)
        add_own([Entry(0, spoken(link.scenario, state.language()), link.start)])

    state.keep(LINK, "" if wrong.attempt("link", read) else text)


def typed_link() -> str:
    """The address that could not be read, for its box."""
    return state.kept(LINK)


@state.whole
def remove(key: int) -> None:
    """Takes a fair out of the list, and what would replace it; the last one stays."""
    left = [one for one in entries() if key not in (one.key, one.of)]
    if left:
        _keep(left)


@state.whole
def without_examples() -> None:
    """Takes out the examples that came by themselves, where others are left."""
    left = [one for one in entries() if not gives_way(one)]
    if left:
        _keep(left)


# What is chosen


@state.whole
def take(keys: Sequence[int]) -> None:
    """These fairs and no others."""
    _keep([replace(one, taken=one.key in keys) for one in entries()])


@state.whole
def tick(key: int) -> None:
    """A fair in or out, as its box says; whatever cannot be beside it goes out."""
    taken = bool(state.widget(f"year.take.{key}"))
    listed = [replace(one, taken=taken) if one.key == key else one for one in entries()]
    if taken:
        at = [one.key for one in listed].index(key)
        excluded = year().excluded[at]
        listed = [
            replace(one, taken=False) if excluded >> place & 1 else one
            for place, one in enumerate(listed)
        ]
    _keep(listed)


@state.whole
def move(key: int, month: int) -> None:
    """Another month for a fair."""
    _keep(
        [replace(one, month=month, offered=False) if one.key == key else one for one in entries()]
    )
    _untick_clashes()


@state.whole
def change(**changed: Any) -> None:
    """Other settings."""
    state.change(SETTINGS, lambda before: replace(before, **changed))
    _untick_clashes()


def _untick_clashes() -> None:
    """Of taken fairs that exclude each other the earlier of the list stays."""
    kept = 0
    found, now = [], year()
    for at, one in enumerate(entries()):
        taken = one.taken and not now.excluded[at] & kept
        kept |= taken << at
        found.append(replace(one, taken=taken))
    _keep(found)


# The answer


def year() -> Year:
    """The year of the list, its plans without their words: equal numbers, equal answers. They are
    called by their place, so that two alike stay two fairs."""
    plans = [
        one.scenario.numbers.with_(name=str(at), decide=_booked(one.scenario))
        for at, one in enumerate(entries())
    ]
    return settings().year(_candidates(entries(), plans))


def _booked(plan: Scenario) -> tuple[DecisionDate, ...]:
    """What of its dates the year depends on: what cancelling costs now."""
    return (DecisionDate(plan.fee_today, TODAY),) if plan.fee_today else ()


def alone() -> tuple[Measured, ...]:
    """The chance of each fair to cover its costs, as on its own page."""
    return tuple(answer(one.scenario, state.seed()).chance for one in entries())


def found() -> Weighed:
    """The year weighed; played once for equal numbers, whoever asks."""
    now = year()
    return _weighed(key_of(now), now, state.seed(), settings().cautious, alone())


def key_of(now: Year) -> tuple[str, ...]:
    """What the answer to a year depends on."""
    between = [(fair.month, fair.variant_of) for fair in now.fairs]
    rest = (between, now.together, now.overlaps, now.clashes, now.stand, now.goal)
    return (*(dumps(fair.plan) for fair in now.fairs), repr(rest))


@st.cache_resource(max_entries=8, show_spinner=False)
def _weighed(
    key: tuple[str, ...], _year: Year, seed: int, cautious: bool, _alone: tuple[Measured, ...]
) -> Weighed:
    return weighed(_year, seed=seed, cautious=cautious, alone=_alone)


@state.whole
def in_book(fairs: Sequence[str]) -> None:
    """The ids of the fairs of the list in the book."""
    _keep([replace(one, fair=id) for one, id in zip(entries(), fairs, strict=True)])


def link() -> YearLink:
    """The year as it stands, to keep or to send."""
    listed = entries()
    places = {one.key: at for at, one in enumerate(listed)}
    fairs = tuple(
        FairOfYear(
            Link(one.scenario, state.seed(), one.start),
            one.taken,
            one.month,
            None if one.of is None else places[one.of],
        )
        for one in listed
    )
    return YearLink(fairs, settings())


def token() -> str:
    """The year as the parameter ``y`` of an address."""
    return encode_year(link())
