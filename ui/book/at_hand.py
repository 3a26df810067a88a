"""The fair that a visit is about, and what of it the visitor works on.

A visit holds each part as it was when the visitor first saw it. What is saved rests on that
version: where somebody else has saved since, both are kept until the visitor has chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sim.links import plan_text
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from store import Conflict, Document, Fair, Fairs, KeptYears, StoreError
from store.entries import series_of
from ui.frame import browser
from ui.visit import journal, session, sign_in, state
from ui.visit.database import fairs_of, years_of
from ui.visit.keys import Key
from words.translation import spoken

PARAMETER: Final = "fair"
Part = tuple[str, str]  # a fair, and the part of it


@dataclass(frozen=True)
class Clash:
    """Two saved from the same version: `before` is that version, if there was one; `theirs` is
    the newest; `mine` the content that waits."""

    before: Document | None
    theirs: Document
    mine: str


_FAIR: Final = Key[str]("book.fair", "")
_HELD: Final = Key[Mapping[Part, Document | None]]("book.held", {})
_CLASH: Final = Key[Mapping[Part, Clash]]("book.clash", {})
_BY: Final = Key[str]("book.by", "")
_PROBLEM: Final = Key[StoreError | None]("book.problem", None)
_ASKED: Final = Key[str | None]("book.asked", None)  # the fair that the address named last
_PROPOSED: Final = Key[Mapping[str, tuple[int, str]]]("book.proposed", {})  # plan -> year, series


def fairs() -> Fairs:
    """The fairs of this visitor's company. Raises `StoreError`; where nobody has signed in who
    has to, ``unknown_fair``."""
    company = sign_in.owner()
    if company is None:
        raise StoreError("unknown_fair")
    return fairs_of(company)


def years() -> KeptYears:
    """The years of this visitor's company. Raises `StoreError`, as `fairs`."""
    company = sign_in.owner()
    if company is None:
        raise StoreError("unknown_year")
    return years_of(company)


# Who


def by() -> str:
    """Who saves: the address of who signed in, or the name that was typed in this visit."""
    return sign_in.mail() or state.kept(_BY)


def call_me(name: str) -> None:
    """The name to save under, where nobody signs in."""
    state.keep(_BY, " ".join(name.split())[:120])


# The fair at hand


def arrive() -> None:
    """Takes the fair that the address names, once for each address: it may lag behind the visit,
    which puts the fair at hand there."""
    told, seen = state.query_parameter(PARAMETER), state.kept(_ASKED)
    state.keep(_ASKED, told)
    if told is not None and told not in (seen, here()):
        take(told)


def follow() -> None:
    """The address names the fair at hand: a reload and a bookmark find it again."""
    browser.sync(PARAMETER, here())


def leave() -> None:
    """Elsewhere: whatever fair the next address names is asked for anew."""
    state.keep(_ASKED, None)


def here() -> str:
    """The id of the fair at hand; empty without one."""
    return state.kept(_FAIR)


def take(id: str) -> None:
    """Makes a fair the one at hand, as it is now; empty for none."""
    state.keep(_FAIR, id)
    forget(id)


def at_hand() -> Fair | None:
    """The fair at hand, or None. Raises `StoreError`: ``unknown_fair`` where it is gone."""
    return fairs().fair(here()) if here() else None


# Where a plan goes


def propose(year: int, series: str) -> None:
    """The plan on the screen is for a fair of this year and series that is not in the book yet."""
    state.change(_PROPOSED, lambda others: {**others, state.slot(): (year, series)})


def proposed_year() -> tuple[int, str] | None:
    """Year and series that were proposed for the plan on the screen."""
    return state.kept(_PROPOSED).get(state.slot())


def called(plan: Scenario, fair: Fair) -> Scenario:
    """A plan of a fair under the fair's name, where its own differs in the year alone: it was
    copied from another year, or the fair was moved to one."""
    same = series_of(plan.name) == series_of(fair.name)
    return plan.with_(name=fair.name) if same and plan.name != fair.name else plan


def plan_of(id: str) -> Scenario | None:
    """The plan of any fair of the book, in the visitor's language; None where it cannot be had,
    which is a `problem` to tell then."""
    try:
        fair, document = fairs().fair(id), fairs().latest(id, "plan")
        if document is None:
            raise StoreError("not_plan")
        plan, _ = plan_text.loads(document.content)
    except ScenarioError:
        report(StoreError("not_plan"))
    except StoreError as problem:
        report(problem)
    else:
        return called(spoken(plan, state.language()), fair)
    return None


# Its parts


def held(part: str) -> Document | None:
    """A part of the fair at hand, as this visit has it: the newest when it was first asked for,
    but a forecast as soon as there is one, whoever froze it. Raises `StoreError`."""
    if not here():
        return None
    parts = state.kept(_HELD)
    found = parts.get((here(), part))
    if (here(), part) not in parts or (found is None and part == "frozen"):
        found = fairs().latest(here(), part)
        hold(here(), part, found)
    return found


def hold(id: str, part: str, document: Document | None) -> None:
    """From here on the visitor works on this version of a part."""
    state.change(_HELD, lambda others: {**others, (id, part): document})


def holds(id: str, part: str) -> bool:
    """Whether the visitor has seen a part of a fair in this visit."""
    return (id, part) in state.kept(_HELD)


def forget(id: str) -> None:
    """The next look at a fair is a fresh one."""
    state.change(_HELD, lambda all: {part: one for part, one in all.items() if part[0] != id})
    state.change(_CLASH, lambda all: {part: one for part, one in all.items() if part[0] != id})


def save(part: str, content: str, id: str = "") -> Document | None:
    """Saves a part of the fair at hand, or of another. None where it could not be: then there is
    a `clash` to choose in, or a `problem` to tell, and what was typed stays where it is."""
    id = id or here()
    before = state.kept(_HELD).get((id, part))
    try:
        base = 0 if before is None else before.version
        saved = fairs().save(id, part, content, base=base, by=by())
    except Conflict as conflict:
        found = Clash(before, conflict.document, content)
        state.change(_CLASH, lambda others: {**others, (id, part): found})
        return None
    except StoreError as problem:
        report(problem)
        return None
    hold(id, part, saved)
    _settle(id, part)
    noted("saved", part, id, version=saved.version)
    return saved


def noted(event: journal.Event, what: str, id: str, **more: object) -> None:
    """A line in the journal about a fair, with the name of who saves where nobody signs in."""
    who = {} if sign_in.mail() else {"who": by()}
    journal.tell(event, what, fair=id, **who, **more)


def clash(part: str, id: str = "") -> Clash | None:
    """What has to be chosen about a part."""
    return state.kept(_CLASH).get((id or here(), part))


def clashes(part: str) -> list[str]:
    """The fairs of which this part has to be chosen."""
    return [id for id, of in state.kept(_CLASH) if of == part]


def keep_mine(part: str, id: str = "") -> Document | None:
    """What waits becomes the newest version, on top of theirs."""
    id = id or here()
    found = clash(part, id)
    if found is None:
        return None
    hold(id, part, found.theirs)
    return save(part, found.mine, id)


def keep_theirs(part: str, id: str = "") -> Document | None:
    """What waits is let go; the visitor goes on from theirs."""
    id = id or here()
    found = clash(part, id)
    if found is None:
        return None
    hold(id, part, found.theirs)
    _settle(id, part)
    return found.theirs


def _settle(id: str, part: str) -> None:
    state.change(_CLASH, lambda all: {key: one for key, one in all.items() if key != (id, part)})


# Problems


def report(problem: StoreError) -> None:
    """Remembers what went wrong in a callback, for the page to tell."""
    state.keep(_PROBLEM, problem)


def reporter() -> Callable[[StoreError], None]:
    """`report` of this visit, for a thread that knows no visit."""
    return session.keeper(_PROBLEM)


def problem() -> StoreError | None:
    """What went wrong last, once."""
    found = state.kept(_PROBLEM)
    state.keep(_PROBLEM, None)
    return found
