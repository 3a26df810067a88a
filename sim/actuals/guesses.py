"""What people guessed before a fair, each under their own name, and what came of it.

Guesses are kept apart from the plan: whoever reads those of others first guesses like them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from sim.actuals.actuals import Actuals
from sim.actuals.counted import tallies
from sim.actuals.guess_scores import Guess, Hits
from sim.plan.beliefs import Range
from sim.plan.checks import checked_text, from_json
from sim.plan.parameters import PATHS, RECORDED
from sim.plan.problems import ScenarioError, at, written
from sim.plan.scenario import Scenario

VERSION: Final = 1
MOST: Final = 500
LARGEST: Final = 1_000_000  # characters


def guessable(plan: Scenario) -> tuple[str, ...]:
    """Inputs of a plan of which the fair shows how they were: the shares that are counted, and
    what is recorded as one number."""
    return tuple(path for path in PATHS if path in plan.inputs and PATHS[path].guessable)


@dataclass(frozen=True)
class Said:
    """What somebody guessed of an input: 1 time in 10 below low, as often above likely as below,
    1 time in 10 above high; without likely as a range of two numbers. Raises `ScenarioError`."""

    who: str
    path: str
    low: float
    high: float
    likely: float | None = None

    def __post_init__(self) -> None:
        with at("who"):
            object.__setattr__(self, "who", checked_text(self.who))
        if self.path not in PATHS:
            told = ", ".join(PATHS)
            raise ScenarioError("not_one_of", "path", got=written(self.path, str), allowed=told)
        PATHS[self.path].unit.check_belief(self.belief)

    @property
    def belief(self) -> Range:
        return Range(self.low, self.high, self.likely, PATHS[self.path].unit.scale)


def held_against(
    said: Iterable[Said], fair: str, plan: Scenario, known: Actuals
) -> Iterator[Guess]:
    """The guesses of a fair of which something is known by now.

    plan  of the fair, for what of its open leads is decided
    """
    counted = tallies(plan, known)
    for one in said:
        real: float | Hits | None = None
        if one.path in RECORDED:
            real = getattr(known, one.path)
        elif one.path in counted:
            found = counted[one.path]
            # Open leads are undecided: the share is not known yet.
            if not found.open:
                real = Hits(found.hits, found.of)
        if real is not None:
            yield Guess(one.who, fair, one.path, one.low, one.likely, one.high, real)


# Kept as text


def dumps(said: Iterable[Said]) -> str:
    """The guesses as JSON, which `loads` reads."""
    document = {"version": VERSION, "guesses": [asdict(one) for one in said]}
    return json.dumps(document, ensure_ascii=False)


def loads(text: str) -> tuple[Said, ...]:
    """What `dumps` wrote. Raises `ScenarioError` for anything else."""
    if len(text) > LARGEST:
        raise ScenarioError("too_large", got=len(text), most=LARGEST)
    try:
        document: Any = from_json(text, mend=True)
        rows = document["guesses"]
        if document["version"] != VERSION or not isinstance(rows, list):
            raise ScenarioError("not_guesses")
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ScenarioError("not_guesses") from None
    if len(rows) > MOST:
        raise ScenarioError("too_many", "guesses", got=len(rows), most=MOST)
    found = []
    for number, row in enumerate(rows, start=1):
        with at(f"guesses[{number}]"):
            found.append(_read(row))
    return tuple(found)


def _read(row: object) -> Said:
    names = Said.__dataclass_fields__
    if not isinstance(row, dict) or not set(row) <= set(names):
        raise ScenarioError("unknown_key", allowed=", ".join(names))
    for name in ("who", "path", "low", "high"):
        if name not in row:
            raise ScenarioError("missing", name, form="a number" if name != "who" else "a name")
    for name in ("low", "high", "likely"):
        number = row.get(name)
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            raise ScenarioError("not_number", name, got=written(number, str), form="a number")
    return Said(**row)
