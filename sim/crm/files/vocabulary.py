"""What CRMs write, in every language that has a file in `words/` beside this one.

All of them are read always: a Dutch page opens a French export. Adding a language is adding a
file. What only one system says stands in `words/systems.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from sim.actuals.actuals import LEADS
from sim.plan.funnel import PHASES

SYSTEMS: Final = "systems"
ENGLISH: Final = "en"
LONGEST: Final = 120  # characters of a word that are compared
# What a row of a table can be called that is no lead.
HEADERS: Final = (
    "phase", "rating", "stage", "state", "asks_open", "asks_closed", "money", "no_money",
    "converted", "actual", "expected", "currency", "id", "number", "email", "person", "surname",
    "company", "title", "source", "probability", "date", "date_end", "created", "closed", "lost",
    "planned", "other", "totals", "footers", "vat", "net", "gross", "weak_money", "lost_reason",
    "weak_stage", "invoices", "counts", "scheduled",
    "maybe", "subitems",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of all languages together, folded (`folded`).

    phases          word -> phase; `letters` those that say so under the header of a rating only
    stages          word -> stage, "lost", "open" or "closed"
    negations       words that turn another into its opposite
    not_followed_up words that, so turned, leave a lead a contact; so does one of `still_to` before
                    them
    wishes          words of what is wanted or planned and has not been done
    beside          words that change nothing beside one with a meaning
    nothing         words of a cell in which nothing is said; `unsaid` those that say nothing of how
                    far a lead is
    approvals       words of what was approved or refused, which beside a stage may be anything
    yes, no         answers
    headers         what is listed -> headers, or words of headers
    months          word -> 1 to 12
    """

    phases: Mapping[str, str]
    letters: Mapping[str, str]
    stages: Mapping[str, str]
    negations: frozenset[str]
    not_followed_up: frozenset[str]
    still_to: frozenset[str]
    wishes: frozenset[str]
    beside: frozenset[str]
    nothing: frozenset[str]
    unsaid: frozenset[str]
    approvals: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    headers: Mapping[str, frozenset[str]]
    months: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class System:
    """A program that exports leads.

    label    its own name
    marks    sets of headers, folded, of which one tells that a file is of it
    stages   word -> meaning, where it differs from everybody's
    headers  role -> headers that only here have it
    """

    name: str
    label: str
    marks: tuple[frozenset[str], ...]
    stages: Mapping[str, str]
    headers: Mapping[str, frozenset[str]]


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


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word as it is compared: small letters without accents, joined by single hyphens; of a
    long text its beginning."""
    plain = unicodedata.normalize("NFKD", word[:LONGEST].casefold())
    return "-".join(
        re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


@lru_cache
def _files() -> dict[str, dict[str, Any]]:
    """Language, or `SYSTEMS` -> what stands in its file."""
    folder = resources.files("sim") / "crm" / "words"
    found = {file.name: file for file in folder.iterdir() if file.name.endswith(".toml")}
    return {
        name.removesuffix(".toml"): tomllib.loads(found[name].read_text("utf-8"))
        for name in sorted(found)
    }


def _languages() -> Iterator[dict[str, Any]]:
    return (file for name, file in _files().items() if name != SYSTEMS)


@lru_cache
def exports() -> dict[str, Export]:
    """Language -> how an example is written in it."""
    return {code: Export(**file["example"]) for code, file in _files().items() if code != SYSTEMS}


@lru_cache
def systems() -> tuple[System, ...]:
    """Every system that is known by its headers."""
    return tuple(
        System(
            name,
            said["label"],
            tuple(frozenset(marks.split()) for marks in said["marks"]),
            {
                word: meaning
                for meaning, words in said.get("stages", {}).items()
                for word in words.split()
            },
            {role: frozenset(words.split()) for role, words in said.get("headers", {}).items()},
        )
        for name, said in _files()[SYSTEMS].items()
    )


@lru_cache
def vocabulary() -> Vocabulary:
    """The words of all languages together."""
    stages = ("open", "closed", *LEADS, "lost")
    return Vocabulary(
        phases=_meanings("phases", PHASES),
        letters=dict(zip(_words("phases", "letters"), PHASES, strict=True)),
        stages=_with_joined(_meanings("stages", stages)),
        negations=frozenset(_words("not")),
        not_followed_up=frozenset(_words("not_followed_up")),
        still_to=frozenset(_words("still_to")),
        wishes=frozenset(_words("wish")),
        beside=frozenset(_words("beside")),
        nothing=frozenset(_words("nothing")),
        unsaid=frozenset(_words("unsaid")),
        approvals=frozenset(_words("approvals")),
        yes=frozenset(_words("answers", "yes")),
        no=frozenset(_words("answers", "no")),
        headers={what: frozenset(_joined(_words("headers", what))) for what in HEADERS},
        months={
            word: month
            for file in _languages()
            for month, words in enumerate(file["months"], start=1)
            for word in words.split()
        },
    )


@lru_cache
def headers_by() -> dict[str, frozenset[str]]:
    """Language -> the headers that are listed for it."""
    return {
        code: frozenset(word for words in file["headers"].values() for word in words.split())
        for code, file in _files().items()
        if code != SYSTEMS
    }


def _words(*keys: str) -> list[str]:
    """What stands under these keys in every language."""
    found: list[str] = []
    for text in _languages():
        part: Any = text
        for key in keys:
            part = part[key]
        found += part.split()
    return found


def _meanings(table: str, meanings: tuple[str, ...]) -> dict[str, str]:
    """Word -> meaning, in the order of `meanings`; a word of two has the last."""
    return {word: meaning for meaning in meanings for word in _words(table, meaning)}


def _joined(words: Iterable[str]) -> Iterator[str]:
    """The words, and those of several parts in one as programs call them inside: closedwon."""
    for word in words:
        yield word
        yield word.replace("-", "")


def _with_joined(meanings: Mapping[str, str]) -> dict[str, str]:
    return {word.replace("-", ""): said for word, said in meanings.items()} | dict(meanings)
