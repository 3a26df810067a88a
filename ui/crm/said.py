"""What a visitor says of a file, over what was guessed of it, and how it is kept for the next file
with the same headings: roles of columns and meanings of words, never a row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from sim.crm.files.table import LONGEST_NAME, Table
from sim.crm.files.vocabulary import folded
from sim.crm.headers import ROLES
from sim.crm.meaning import MOST_WORDS, OPEN, UNSAID, guess_words, meanings_of
from sim.crm.reading import Ask, Reading, asks
from sim.plan.checks import from_json

# What can be answered by "yes, as it is".
COLUMN, MONEY, AGAINST, SUMMARY = SETTLED = ("column", "money", "against", "summary")
VERSION: Final = 1
Meanings = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Said:
    """What a visitor says of a file.

    columns  role -> its column; None: no column has it
    words    role -> word, as `sim.crm.meaning.key` has it -> meaning
    settled  what was asked, and is as it was read (`settles`)
    """

    columns: Mapping[str, str | None] = field(default_factory=dict)
    words: Meanings = field(default_factory=dict)
    settled: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return not (self.columns or self.words or self.settled)

    def of_column(self, role: str, column: str | None) -> Said:
        """The same where a role has another column: what its words meant there is gone."""
        words = {one: said for one, said in self.words.items() if one != role}
        return replace(self, columns={**self.columns, role: column}, words=words)

    def of_chosen(self, role: str, column: str | None) -> Said:
        """The same where a column was chosen, so that nobody asks whether it is the one."""
        said = self.of_column(role, column)
        asked = {"stage": COLUMN, "value": MONEY}.get(role)
        return said if asked is None else said.of_settled(f"{asked} {folded(column or '')}")

    def of_word(self, role: str, word: str, meaning: str | None) -> Said:
        """The same where a word means something else; None: as it was guessed."""
        said = {one: told for one, told in self.words.get(role, {}).items() if one != word}
        if meaning is not None:
            said[word] = meaning
        return replace(self, words={**self.words, role: said})

    def of_settled(self, what: str) -> Said:
        return replace(self, settled=self.settled | {what})


def applied(guessed: Reading, said: Said) -> Reading:
    """A file as it was read at first, with what was said of it. A column that was said to be one
    thing is nothing else."""
    known = {folded(name): name for name in guessed.table.columns}
    told = {
        role: None if column is None else known.get(folded(column))
        for role, column in said.columns.items()
        if column is None or folded(column) in known
    }
    taken = set(told.values())
    columns = {role: name for role, name in guessed.columns.items() if name not in taken} | told
    found = {role: name for role in ROLES if (name := columns.get(role)) is not None}
    words = guess_words(guessed.table, found, guessed.system or "")
    for role, meanings in said.words.items():
        if role in found:
            words[role] = {**words.get(role, {}), **meanings}
    return replace(guessed, columns=found, words=words)


def settles(ask: Ask, reading: Reading) -> str:
    """By which words an ask is settled that was answered with what was read."""
    role = "value" if ask.what == MONEY else "stage"
    column = ask.values["column"] if ask.what == COLUMN else reading.columns.get(role, "")
    return f"{ask.what} {folded(str(column))}"


def role_of(ask: Ask, reading: Reading) -> str:
    """The role of the column about which is asked whether it says how far a lead is."""
    name = ask.values["column"]
    return next((role for role, column in reading.columns.items() if column == name), "stage")


def open_asks(
    reading: Reading, said: Said, day: date | None, currency: str, *, by_phase: bool
) -> tuple[tuple[Ask, ...], tuple[Ask, ...]]:
    """What still has to be asked: words, and everything else. What a word says of the phase makes
    no difference to totals; which sheet it is comes before all that is in it."""
    found = [
        ask
        for ask in asks(reading, day, currency)
        if (ask.what not in SETTLED or settles(ask, reading) not in said.settled)
        and (by_phase or ask.role != "phase")
    ]
    if sheet := tuple(ask for ask in found if ask.what == "sheet"):
        return (), sheet
    words = tuple(ask for ask in found if ask.what == "word")
    return words, tuple(ask for ask in found if ask.what != "word")


def stage_holds(reading: Reading, said: Said) -> Said:
    """What is said by whoever trusts the column of stages where a status says that all are open."""
    for word, meaning in reading.words.get("state", {}).items():
        if meaning == OPEN:
            said = said.of_word("state", word, UNSAID)
    return said


# Kept for the next file


def headings(table: Table) -> str:
    """By what a file with the same headings is known, in any order; empty where it has none."""
    if not table.header:
        return ""
    names = "\n".join(sorted(folded(name) for name in table.columns))
    return hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()


def dumps(said: Said) -> str:
    """As JSON."""
    document = {
        "version": VERSION,
        "columns": dict(said.columns),
        "words": {role: dict(of) for role, of in said.words.items() if of},
        "settled": sorted(said.settled),
    }
    return json.dumps(document, ensure_ascii=False)


def loads(text: str) -> Said | None:
    """What `dumps` wrote, as far as it can be read; None where it is something else."""
    try:
        document = from_json(text, mend=True)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        return None
    columns = {
        role: column
        for role, column in _pairs(document.get("columns"))
        if role in ROLES and (column is None or _name(column))
    }
    words = {
        role: {word: meaning for word, meaning in _pairs(of) if meaning in meanings_of(role)}
        for role, of in _pairs(document.get("words"))
        if role in ROLES and meanings_of(role)
    }
    settled = document.get("settled")
    kept = frozenset(filter(_name, settled)) if isinstance(settled, list) else frozenset[str]()
    return Said(columns, words, kept)


def _pairs(found: Any) -> list[tuple[str, Any]]:
    return list(found.items())[:MOST_WORDS] if isinstance(found, dict) else []


def _name(found: Any) -> bool:
    return isinstance(found, str) and len(found) <= 2 * LONGEST_NAME
