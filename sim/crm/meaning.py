"""What the columns and the words of a CRM's file mean: a first guess, in all languages at once.

A guess is a proposal: the caller shows it, and whatever the user says goes before it. What is not
recognised is left out, and rows with such a word are listed as wrong.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.cells import amounts, bare, days
from sim.crm.table import Table
from sim.crm.vocabulary import vocabulary
from sim.plan.funnel import PHASES

Columns = Mapping[str, str]  # role -> name of a column
Words = Mapping[str, Mapping[str, str]]  # role -> word of the file, folded -> meaning

# What a column can hold: ``date.STAGE`` is when a lead came to a stage, ``date.contacts`` its own
# date, ``date.closed`` when it was won or lost.
ROLES: Final = (
    "phase",
    "stage",
    "open",
    "value",
    "id",
    *(f"date.{s}" for s in LEADS),
    "date.closed",
)
# A lead that is lost was at a stage before; files that do not say so lose it at the first.
LOST: Final = tuple(f"lost.{stage}" for stage in LEADS[:-1])
MEANINGS: Final = {"phase": PHASES, "stage": (*LEADS, *LOST), "open": ("yes", "no", "won")}

MOST_STAGES: Final = 40  # different words in a column of phases or stages
MOST_WORDS: Final = 200  # that are guessed, those that occur most


def folded(word: str) -> str:
    """A word as it is compared: small letters without accents, joined by single hyphens."""
    plain = unicodedata.normalize("NFKD", bare(word).casefold())
    return "-".join(
        re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


def words_in(table: Table, column: str) -> Counter[str]:
    """The different words of a column, folded, and how often each occurs."""
    found: Counter[str] = Counter()
    for cell, times in Counter(table.column(column)).items():
        if word := folded(cell):
            found[word] += times
    return found


def spelled(table: Table, column: str) -> dict[str, str]:
    """Each folded word of a column as the file writes it most often."""
    found: dict[str, str] = {}
    for cell, _ in Counter(table.column(column)).most_common():
        found.setdefault(folded(cell), bare(cell))
    return found


@lru_cache
def _known(role: str) -> Mapping[str, str]:
    """Word -> meaning, for ``phase``, ``stage`` or ``open``."""
    said = vocabulary()
    lost = dict.fromkeys(sorted(said.lost), LOST[0])
    return {"phase": said.phases, "stage": {**said.stages, **lost}, "open": said.open}[role]


@lru_cache(maxsize=4096)
def meaning(role: str, word: str) -> str | None:
    """What a folded word probably means for ``phase``, ``stage`` or ``open``; None: no idea."""
    known, said = _known(role), vocabulary()
    parts = word.split("-")
    joined = [word, *map("-".join, itertools.pairwise(parts))]
    for text in joined:
        if text in known:
            return known[text]
    if said.negations & set(parts):
        followed_up = role == "stage" and bool(said.not_followed_up & set(parts))
        return LEADS[0] if followed_up else None
    lost = role == "stage" and bool(said.lost & set(parts))
    for found in dict.fromkeys(known.values()):  # the furthest stage first
        if any(known.get(part) == found and len(part) > 1 for part in parts):
            return found if not lost else f"lost.{found}" if found in LEADS[:-1] else LOST[0]
    near = get_close_matches(word, [one for one in known if len(one) > 4], 1, 0.8)
    return known[near[0]] if near else None


def guess_columns(table: Table) -> dict[str, str]:
    """The column of each role, by its header and by what is in it; only where there is one."""
    worth = {
        (role, column): score
        for column in table.columns
        for role, score in _scores(column, _some(table, column)).items()
    }
    found: dict[str, str] = {}
    for role, column in sorted(worth, key=lambda pair: (-worth[pair], ROLES.index(pair[0]))):
        if role not in found and column not in found.values():
            found[role] = column
    return {role: found[role] for role in ROLES if role in found}


def _some(table: Table, column: str) -> list[str]:
    """The first cells of a column with something in them."""
    at = table.columns.index(column)
    return [row[at] for row in table.rows[:5000] if at < len(row) and row[at]][:300]


def _scores(header: str, cells: list[str]) -> dict[str, float]:
    """How well a column fits each role that it can have."""
    name, words = folded(header), vocabulary()
    said = {role: 2.0 for role, headers in words.headers.items() if name in headers}
    dates = _readable(days([cells])[0], cells) if not name.endswith(words.numbers) else 0.0
    if dates > 0.5 or (not cells and _of_days(name)):
        stage = meaning("stage", name)
        lost = stage in LOST or "date.closed" in said
        role = "date.closed" if lost else f"date.{stage or LEADS[0]}"
        return {role: 1.0 + said.get(role, 0.5 * (stage is not None))}
    if any(role.startswith("date.") for role in said):
        said = {role: score for role, score in said.items() if not role.startswith("date.")}
    found = {}
    for role in ("phase", "stage", "open"):
        there = {folded(cell) for cell in cells} - {""}
        if len(there) > MOST_STAGES:
            continue
        known = sum(meaning(role, word) is not None for word in there) / max(len(there), 1)
        if (known >= 0.5 and (known > 0.7 or role in said)) or role in said:
            # What is in a column goes before its name: "Fase" may be that of the sale.
            found[role] = known * (1.5 + 0.2 * (len(there) > 1)) + said.get(role, 0.0) * (
                0.3 + 0.7 * known
            )
    if "value" in said:
        found["value"] = 1.0 + _readable(amounts(cells), cells)
    if "id" in said:
        found["id"] = 2.0
    return found


def _of_days(name: str) -> bool:
    """Whether a header, folded, is that of a day."""
    words = vocabulary()
    ends = tuple(f"-{end}" for end in words.date_ends)
    return any(part in name for part in words.dates) or name.endswith(ends)


def _readable(found: Mapping[str, object], cells: Iterable[str]) -> float:
    read = [found[cell] is not None for cell in cells]
    return sum(read) / max(len(read), 1)


def guess_words(table: Table, columns: Columns) -> dict[str, dict[str, str]]:
    """What the file's own words for phases, stages and open mean, where that can be told."""
    found: dict[str, dict[str, str]] = {}
    for role in MEANINGS:
        if role not in columns:
            continue
        guessed = {
            word: meaning(role, word)
            for word, _ in words_in(table, columns[role]).most_common(MOST_WORDS)
        }
        found[role] = {word: told for word, told in guessed.items() if told is not None}
    if "open" in found and folded(columns["open"]) in vocabulary().closed:
        turned = {"yes": "no", "no": "yes"}
        asked = {word for word in found["open"] if word not in vocabulary().plain}
        found["open"] |= {word: turned.get(found["open"][word], "won") for word in asked}
    return found
