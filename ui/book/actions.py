"""What a visitor does with the fairs in the book: callbacks, each of which ends whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, Final

from sim.actuals import forecast
from sim.links import plan_text
from sim.plan.problems import ScenarioError
from sim.play.engine import ENGINE
from store import Document, Fair, Imported, StoreError, imported
from store.entries import NAME, named_for, series_of
from ui.book import at_hand
from ui.frame.choices import chosen
from ui.visit import clock, journal, state
from ui.visit.answers import answer
from ui.visit.keys import Key
from words.translation import spoken

_SLOTS: Final = Key[Mapping[str, str]]("fairs.slots", {})  # plan -> the fair it belongs to
_DONE: Final = Key[tuple[str, Fair] | None]("fairs.done", None)
_IMPORTED: Final = Key[Imported | None]("fairs.imported", None)
NEW: Final = ""


def reported(act: Callable[..., None]) -> Callable[..., None]:
    """What the store cannot do is told by the page; nothing that was typed is lost."""

    @wraps(act)
    def run(*args: Any) -> None:
        try:
            act(*args)
        except StoreError as problem:
            at_hand.report(problem)

    return run


# The plan on the screen


def fair_of_plan() -> str:
    """The fair that the plan on the screen belongs to, or `NEW`."""
    return state.kept(_SLOTS).get(state.slot(), NEW)


def _belongs(slot: str, id: str) -> None:
    state.change(_SLOTS, lambda others: {**others, slot: id})


def follow(before: Fair, now: Fair) -> None:
    """The plan on the screen is called as its fair is, where it was until the fair was renamed."""
    if fair_of_plan() == now.id and state.plan().name == before.name:
        state.commit(state.plan().with_(name=now.name))


@state.whole
@reported
def put() -> None:
    """The plan on the screen into a fair, or into a new one. Where the fair has a plan that this
    visitor never saw, they see it now, and choose."""
    id = str(chosen("put_where") or NEW)
    if not id:
        name, year = str(state.widget("put_name", "")), int(state.widget("put_year") or 0)
        proposed, same = at_hand.proposed_year(), series_of(name) == series_of(state.plan().name)
        series = proposed[1] if proposed is not None and same else None
        new = at_hand.fairs().new(name, year, series=series)
        id = new.id
        at_hand.hold(id, "plan", None)
    _belongs(state.slot(), id)  # so that a second try goes into the same fair
    document = at_hand.save("plan", plan_text.dumps(state.plan(), state.seed()), id)
    if document is not None:
        saved(document)
    elif at_hand.clash("plan", id) is not None:
        done("wait", at_hand.fairs().fair(id))


@reported
def saved(document: Document) -> None:
    """A plan is in the book."""
    done("put", at_hand.fairs().fair(document.fair))


def opened(id: str) -> bool:
    """Puts a fair's plan on the screen; whether there is one that can be read."""
    try:
        document = at_hand.fairs().latest(id, "plan")
        at_hand.take(id)
        return document is not None and show(document)
    except StoreError as problem:
        at_hand.report(problem)
        return False


def show(document: Document) -> bool:
    """Puts a version of a plan on the screen: in place of the one of this fair that is there
    and rests on the same version, otherwise beside the others."""
    try:
        plan, seed = plan_text.loads(document.content)
    except ScenarioError:
        at_hand.report(StoreError("not_plan"))
        return False
    at_hand.hold(document.fair, "plan", document)
    at_hand.noted("opened", "plan", document.fair, version=document.version)
    plan = at_hand.called(spoken(plan, state.language()), at_hand.fairs().fair(document.fair))
    state.open_file(plan, "book")
    state.use_seed(seed)
    _belongs(state.slot(), document.fair)
    return True


def show_older(document: Document, fair: Fair) -> bool:
    """Puts an earlier version on the screen; what is saved from it rests on the newest, which
    the visitor knows of."""
    if not show(document):
        return False
    if document.version != fair.version("plan"):
        at_hand.hold(fair.id, "plan", at_hand.fairs().latest(fair.id, "plan"))
    return True


# One fair


@state.whole
@reported
def do(what: str, fair: Fair) -> None:
    """One of `ACTS` with a fair, as the visitor sees it."""
    found = ACTS[what](fair.id, fair.changed)
    at_hand.noted("deleted" if what in ("delete", "remove") else "saved", what, found.id)
    done(what, found)


def _freeze(id: str, seen: datetime) -> Fair:
    """Keeps the forecast of the newest plan, for good."""
    plan = at_hand.fairs().latest(id, "plan")
    if plan is None:
        raise StoreError("not_plan")
    try:
        scenario, seed = plan_text.loads(plan.content)
    except ScenarioError:
        raise StoreError("not_plan") from None
    made = forecast.Forecast(scenario, answer(scenario, seed), clock.today(), ENGINE)
    at_hand.fairs().save(id, "frozen", forecast.dumps(made), base=0, by=at_hand.by(), seen=seen)
    return at_hand.fairs().fair(id)


def _copy(id: str, seen: datetime) -> Fair:
    """The same fair a year later, with the newest plan."""
    fair = at_hand.fairs().fair(id)
    name, year = named_for(fair.name, fair.year, fair.year + 1), fair.year + 1
    return at_hand.fairs().copy(id, name[:NAME], year, by=at_hand.by(), seen=seen)


def _archive(id: str, seen: datetime) -> Fair:
    return at_hand.fairs().archive(id, seen=seen)


def _unarchive(id: str, seen: datetime) -> Fair:
    return at_hand.fairs().unarchive(id, seen=seen)


def _delete(id: str, seen: datetime) -> Fair:
    fair = at_hand.fairs().delete(id, seen=seen)
    if at_hand.here() == id:
        at_hand.take("")
    return fair


def _undelete(id: str, _: datetime) -> Fair:
    return at_hand.fairs().undelete(id)


def _remove(id: str, _: datetime) -> Fair:
    return at_hand.fairs().remove(id)


ACTS: Final[dict[str, Callable[[str, datetime], Fair]]] = {
    "freeze": _freeze,
    "copy": _copy,
    "archive": _archive,
    "unarchive": _unarchive,
    "delete": _delete,
    "undelete": _undelete,
    "remove": _remove,
}


# What was done last


def done(what: str, fair: Fair) -> None:
    state.keep(_DONE, (what, fair))


def last_done() -> tuple[str, Fair] | None:
    """What was done since the page was drawn last, once."""
    found = state.kept(_DONE)
    state.keep(_DONE, None)
    return found


# The whole book


@state.whole
@reported
def bring_in(key: str) -> None:
    file = state.widget(key)
    if file is not None:
        found = imported(at_hand.fairs(), file.getvalue())
        state.keep(_IMPORTED, found)
        journal.tell("saved", "book", fairs=len(found.added) + len(found.copied))


def last_imported() -> Imported | None:
    """What became of the fairs of the last file, once."""
    found = state.kept(_IMPORTED)
    state.keep(_IMPORTED, None)
    return found
