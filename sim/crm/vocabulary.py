"""What CRMs write, in every language that has a file in `words/` beside this one.

All of them are read always: a Dutch page opens a French export. Adding a language is adding a
file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from sim.actuals.actuals import LEADS
from sim.plan.funnel import PHASES

FURTHEST_FIRST: Final = tuple(reversed(LEADS))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of all languages together, folded (`sim.crm.meaning.folded`).

    phases, stages, open  word -> meaning, the furthest stage first; `stages` without what is lost
    lost                  words for a lead that is lost
    plain                 words of `open` that say so themselves, whatever the column asks
    closed                headers of a column that asks whether a lead is closed
    negations             words that turn another into its opposite
    not_followed_up       words that, so turned, leave a lead a contact
    nothing               cells in which nothing is said
    headers               role -> headers of its column
    numbers               how the header of a number ends
    dates, date_ends      what the header of a day has in it, and its last word
    months                word -> 1 to 12
    """

    phases: Mapping[str, str]
    stages: Mapping[str, str]
    open: Mapping[str, str]
    lost: frozenset[str]
    plain: frozenset[str]
    closed: frozenset[str]
    negations: frozenset[str]
    not_followed_up: frozenset[str]
    nothing: frozenset[str]
    headers: Mapping[str, frozenset[str]]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    date_ends: tuple[str, ...]
    months: Mapping[str, int]


@dataclass(frozen=True)
class Export:
    """How an example of a CRM's file is written in a language.

    `day` is a form of `datetime.date.strftime`, `open` are the words for no and yes.
    """

    separator: str
    decimal: str
    day: str
    headers: list[str]
    phases: list[str]
    stages: list[str]
    open: list[str]


@lru_cache
def _files() -> dict[str, dict[str, Any]]:
    """Language -> what stands in its file."""
    folder = resources.files("sim") / "crm" / "words"
    found = {file.name: file for file in folder.iterdir() if file.name.endswith(".toml")}
    return {
        name.removesuffix(".toml"): tomllib.loads(found[name].read_text("utf-8"))
        for name in sorted(found)
    }


@lru_cache
def exports() -> dict[str, Export]:
    """Language -> how an example is written in it."""
    return {code: Export(**file["example"]) for code, file in _files().items()}


@lru_cache
def vocabulary() -> Vocabulary:
    """The words of all languages together."""
    roles = ("phase", "stage", "open", "value", "id", "date.closed", "date.contacts")
    return Vocabulary(
        phases=_meanings("phases", PHASES),
        stages=_meanings("stages", FURTHEST_FIRST),
        open=_meanings("open", ("yes", "no", "won")),
        lost=frozenset(_words("stages", "lost")),
        plain=frozenset(_words("open", "plain")),
        closed=frozenset(_words("headers", "closed")),
        negations=frozenset(_words("not")),
        not_followed_up=frozenset(_words("not_followed_up")),
        nothing=frozenset(_words("nothing")),
        headers={role: frozenset(_words("headers", role)) for role in roles},
        numbers=tuple(_words("headers", "number")),
        dates=tuple(_words("headers", "date")),
        date_ends=tuple(_words("headers", "date_end")),
        months={
            word: month
            for file in _files().values()
            for month, words in enumerate(file["months"], start=1)
            for word in words.split()
        },
    )


def _words(*keys: str) -> list[str]:
    """What stands under these keys in every language."""
    found: list[str] = []
    for text in _files().values():
        part: Any = text
        for key in keys:
            part = part[key]
        found += part.split()
    return found


def _meanings(table: str, meanings: tuple[str, ...]) -> dict[str, str]:
    """Word -> meaning, in the order of `meanings`; a word of two has the last."""
    return {word: meaning for meaning in meanings for word in _words(table, meaning)}
