"""What stands in the boxes of a year, and what was wrong there the last time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.translation import retyped

UNITS: Final = {
    "budget": Unit.MONEY,
    "stand": Unit.MONEY,
    "goal": Unit.MONEY,
    "overlap": Unit.SHARE,
}  # of the boxes, by the settings that they are of
ADDING: Final = ("book", "current", "example", "file", "link", "variant")  # one problem for all
TYPED: Final = Key[Mapping[str, str]]("year.typed", {})  # what stands in the boxes, by setting
PROBLEMS: Final = Key[Mapping[str, ScenarioError]]("year.problems", {})  # by place


def unit_of(place: str) -> Unit:
    """What a box counts; those of pairs of fairs are called ``pair.``, and count shares."""
    return UNITS.get(place, Unit.SHARE)


def retype(before: Words, after: Words) -> None:
    """What was typed, in the marks of another language."""
    again = {
        place: retyped({place: text}, unit_of(place), before, after)[place]
        for place, text in state.kept(TYPED).items()
    }
    state.keep(TYPED, again)


def forget(*beginnings: str) -> None:
    """What was wrong at the places that begin so is over."""
    state.change(
        PROBLEMS, lambda found: {k: v for k, v in found.items() if not k.startswith(beginnings)}
    )


def problem(place: str) -> ScenarioError | None:
    """What was wrong there the last time: ``file``, ``link``, ``address``, ``budget``, ..."""
    return state.kept(PROBLEMS).get(place)


def attempt(place: str, work: Callable[[], None]) -> bool:
    """Does it, and keeps what is wrong where that cannot be."""
    gone = ADDING if place in ADDING else (place,)
    found = {key: one for key, one in state.kept(PROBLEMS).items() if key not in gone}
    try:
        work()
    except ScenarioError as wrong:
        found[place] = wrong
    state.keep(PROBLEMS, found)
    return place not in found
