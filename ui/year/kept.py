"""What a visitor does with years in the book: callbacks, each of which ends whole.

The list on the page may belong to a year in the book. What is saved rests on the version that was
opened or saved last; where somebody else has saved since, both stay until the visitor has chosen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from sim.actuals import year_forecast
from sim.actuals.year_forecast import Figures, forecast_of
from sim.links import plan_text
from sim.links.year_link import YearLink, decode_year, encode_year
from sim.plan.problems import ScenarioError
from sim.play.answer import Answer
from store import KeptYear, StoreError, YearConflict, YearDocument
from store.entries import NAME, series_of
from ui.book import actions as fairs_actions
from ui.book import at_hand
from ui.visit import clock, journal, sign_in, state
from ui.visit.answers import answer
from ui.visit.keys import Key
from ui.year import listed, others


@dataclass(frozen=True)
class Here:
    """The year of the book that the list belongs to, the version that it rests on, what that says,
    and a newer one where somebody has saved it meanwhile."""

    id: str
    version: int
    said: str
    clash: YearDocument | None = None


PARAMETER: Final = "kept"  # of the address: the year of the book and its version, with a dot
ASKED: Final = Key[bool]("year.asked", False)
HERE: Final = Key[Here | None]("year.here", None)
DONE: Final = Key[tuple[str, KeptYear] | None]("year.done", None)
FREEZING: Final = Key[bool]("year.freezing", False)


def arrive() -> None:
    """Takes the year of the book that the address names, once a visit: a reload finds it again, and
    which of the fairs are in the book. Nothing where it is gone, or of another company."""
    told = state.query_parameter(PARAMETER)
    if state.kept(ASKED) or state.kept(HERE) is not None or sign_in.owner() is None:
        return
    state.keep(ASKED, True)
    id, _, version = (told or "").partition(".")
    if not version.isdecimal() or len(version) > 9:
        return
    with suppress(StoreError):
        document = at_hand.years().document(id, "plan", int(version))
        if document is not None:
            plans = [fair.link.scenario.numbers for fair in _read(document).fairs]
            known = dict(enumerate(zip(plans, document.fairs, strict=False)))
            listed.in_book(
                [
                    known[at][1] if known.get(at, ("",))[0] == one.scenario.numbers else one.fair
                    for at, one in enumerate(listed.entries())
                ]
            )
            state.keep(HERE, Here(id, document.version, document.content))


def address() -> str:
    """What the address says of it; empty where the list belongs to no year of the book."""
    found = state.kept(HERE)
    return "" if found is None else f"{found.id}.{found.version}"


def here() -> KeptYear | None:
    """The year of the book that the list belongs to; None without one, or where it is gone.
    Raises `StoreError`."""
    found = state.kept(HERE)
    if found is None:
        return None
    try:
        kept = at_hand.years().year(found.id)
    except StoreError as problem:
        if problem.code != "unknown_year":
            raise
        kept = None
    if kept is None or kept.deleted is not None:
        state.keep(HERE, None)
        return None
    return kept


def clash() -> YearDocument | None:
    """The newer version that somebody else has saved meanwhile."""
    found = state.kept(HERE)
    return None if found is None else found.clash


def changed() -> bool:
    """Whether the list says something else than the version that it rests on."""
    found = state.kept(HERE)
    return found is None or found.said != _content()


def _content() -> str:
    """The list as it is kept: its link, and which of its fairs the book has."""
    told = {"year": encode_year(listed.link()), "fairs": [one.fair for one in listed.entries()]}
    return json.dumps(told)


def outside() -> list[str]:
    """The names of the fairs that are taken and in no book."""
    both = zip(listed.entries(), listed.names(), strict=True)
    return [name for one, name in both if one.taken and not one.fair]


# Kept


@state.whole
@fairs_actions.reported
def keep() -> None:
    """The year on the page into the book: into its own year, or a new one; with its fairs."""
    found = state.kept(HERE)
    if found is None:
        name, year = str(state.widget("year.book.name", "")), state.widget("year.book.year")
        kept = at_hand.years().new(name, int(year or 0))
        found = Here(kept.id, 0, "")
    _put_fairs(found.id)
    _save(found)


def _put_fairs(id: str) -> None:
    """Taken fairs that are not in the book yet go there, into the same year; one that has the
    same plan there already is that one."""
    kept, ids = at_hand.years().year(id), []
    for one in listed.entries():
        fair = one.fair or _same(one, kept.year)
        if one.taken and not fair:
            new = at_hand.fairs().new(one.scenario.name.strip()[:NAME] or kept.name, kept.year)
            plan = plan_text.dumps(one.scenario, state.seed())
            at_hand.fairs().save(new.id, "plan", plan, base=0, by=at_hand.by())
            at_hand.noted("saved", "plan", new.id, version=1)
            fair = new.id
        ids.append(fair)
    listed.in_book(ids)


def _same(one: listed.Entry, year: int) -> str:
    """The fair of that year in the book that is called alike and has this plan, or empty."""
    try:
        series = series_of(one.scenario.name)
        fairs = at_hand.fairs().listed(year=year, series=series, archived=None)
        for fair in fairs:
            document = at_hand.fairs().latest(fair.id, "plan")
            if document is not None:
                plan, _ = plan_text.loads(document.content)
                if plan.numbers == one.scenario.numbers:
                    return fair.id
    except ScenarioError:
        pass
    return ""


def _save(found: Here) -> None:
    content, ids = _content(), [one.fair for one in listed.entries()]
    try:
        saved = at_hand.years().save(
            found.id, "plan", content, ids, base=found.version, by=at_hand.by()
        )
    except YearConflict as conflict:
        state.keep(HERE, replace(found, clash=conflict.document))
        return
    state.keep(HERE, Here(found.id, saved.version, content))
    _noted("saved", "year", found.id, version=saved.version)
    _done("kept", at_hand.years().year(found.id))


@state.whole
@fairs_actions.reported
def keep_mine() -> None:
    """What is on the page becomes the newest version, on top of theirs."""
    found = state.kept(HERE)
    if found is not None and found.clash is not None:
        _save(Here(found.id, found.clash.version, ""))


@state.whole
@fairs_actions.reported
def open_kept(id: str) -> None:
    """The newest version of a year, in place of the list."""
    document = at_hand.years().latest(id, "plan")
    if document is None:
        raise StoreError("not_plan")
    listed.open_year(_read(document), document.fairs)
    state.keep(listed.LANGUAGE, state.language().code)
    state.keep(HERE, Here(id, document.version, _content()))
    state.keep(FREEZING, False)
    _noted("opened", "year", id, version=document.version)


@state.whole
@fairs_actions.reported
def open_older(id: str, version: int) -> None:
    """An earlier version in place of the list; what is saved from it rests on the newest, which the
    visitor knows of."""
    newest = at_hand.years().latest(id, "plan")
    document = at_hand.years().document(id, "plan", version)
    if newest is None or document is None:
        raise StoreError("not_plan")
    listed.open_year(_read(document), document.fairs)
    state.keep(listed.LANGUAGE, state.language().code)
    state.keep(HERE, Here(id, newest.version, newest.content))
    _noted("opened", "year", id, version=version)


def _read(document: YearDocument) -> YearLink:
    try:
        return decode_year(str(json.loads(document.content)["year"]))
    except (ScenarioError, ValueError, KeyError, TypeError):
        raise StoreError("not_plan") from None


@state.whole
def leave() -> None:
    """The list belongs to no year of the book any more, and stays as it is."""
    state.keep(HERE, None)
    state.keep(FREEZING, False)


# Frozen


@state.whole
def turn_freezing() -> None:
    state.change(FREEZING, lambda before: not before)


@state.whole
@fairs_actions.reported
def freeze() -> None:
    """Keeps what the year on the page says now, for good; the list is saved first."""
    found = state.kept(HERE)
    if found is None:
        return
    if changed():
        _put_fairs(found.id)
        _save(found)
        found = state.kept(HERE)
        if found is None or found.clash is not None:
            return
    weighed = listed.found()
    alone = tuple(_figures(one) for one in _answers())
    made = forecast_of(listed.link(), weighed, alone, others.budget_of(weighed), clock.today())
    ids = [one.fair for one in listed.entries()]
    content = year_forecast.dumps(made)
    at_hand.years().save(found.id, "frozen", content, ids, base=0, by=at_hand.by())
    state.keep(FREEZING, False)
    _noted("saved", "year frozen", found.id)
    _done("frozen", at_hand.years().year(found.id))


def _answers() -> Iterator[Answer]:
    return (answer(one.scenario, state.seed()) for one in listed.entries())


def _figures(found: Answer) -> Figures:
    low, middle, high = map(found.profit, year_forecast.LEVELS)
    return Figures(found.chance.value, found.bands["profit"][0], low, middle, high)


# Name and year, away and back


@state.whole
@fairs_actions.reported
def rename(kept: KeptYear) -> None:
    name, year = str(state.widget("year.book.rename", "")), state.widget("year.book.reyear")
    renamed = at_hand.years().rename(kept.id, name, int(year or 0), seen=kept.changed)
    _noted("saved", "year name", kept.id)
    _done("renamed", renamed)


@state.whole
@fairs_actions.reported
def delete(kept: KeptYear) -> None:
    deleted = at_hand.years().delete(kept.id, seen=kept.changed)
    _noted("deleted", "year", kept.id)
    leave()
    _done("deleted", deleted)


@state.whole
@fairs_actions.reported
def undelete(id: str) -> None:
    back = at_hand.years().undelete(id)
    _noted("saved", "year back", id)
    _done("back", back)


def _noted(event: journal.Event, what: str, id: str, **more: object) -> None:
    who = {} if sign_in.mail() else {"who": at_hand.by()}
    journal.tell(event, what, year=id, **who, **more)


def _done(what: str, kept: KeptYear) -> None:
    state.keep(DONE, (what, kept))


def last_done() -> tuple[str, KeptYear] | None:
    """What was done since the page was drawn last, once."""
    found = state.kept(DONE)
    state.keep(DONE, None)
    return found
