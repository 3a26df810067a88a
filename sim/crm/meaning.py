"""What the words of a CRM's file mean: a first guess, in all languages at once.

A guess is a proposal: the caller shows it, and whatever the user says goes before it. A word is
known as a whole, or where everything in it is known: a part that nobody knows, a wish or a plan
("wil offerte", "bestaande klant") leaves it without a meaning, and it is asked.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.files.cells import LONGEST, bare, number
from sim.crm.files.table import Table
from sim.crm.files.vocabulary import folded, systems, vocabulary
from sim.plan.funnel import PHASES

Words = Mapping[str, Mapping[str, str]]  # role -> word of the file, folded -> meaning

# A lead that is lost was at a stage before; files that do not say so lose it at the first.
LOST: Final = tuple(f"lost.{stage}" for stage in LEADS[:-1])
ORDERS: Final = LEADS[-1]
OPEN, CLOSED, UNSAID = "open", "closed", "unsaid"
FAR: Final = (*LEADS, *LOST, OPEN, CLOSED, UNSAID)
MEANINGS: Final = {"phase": PHASES, "stage": FAR, "state": FAR, "probability": FAR}
YES, NO = "yes", "no"  # what a cell of one stage's column says of it


def meanings_of(role: str) -> tuple[str, ...]:
    """What a word can mean in the column of a role; nothing where its words have none."""
    return (YES, NO) if role.startswith(("date.", "done.")) else MEANINGS.get(role, ())


# Signs that answer -> the word that says as much.
SIGNS: Final = dict.fromkeys("✓✔☑✅", "yes") | dict.fromkeys("✗✘☐❌", "no")

MOST_STAGES: Final = 40  # different words in a column of phases or stages
MOST_WORDS: Final = 200  # that are guessed, those that occur most
LONGEST_PART: Final = 12  # parts of a word that are looked at
NEAR: Final = 0.85  # how like another a word is that was mistyped
SHORTEST: Final = 6  # letters of a word that may be mistyped


def key(role: str, cell: str) -> str:
    """The word of a cell as meanings are kept by: a chance of winning as a number, any other
    folded."""
    if role == "probability":
        value = number(bare(cell).rstrip(" %"))
        return "" if value is None else f"{value:g}"
    sign = SIGNS.get(bare(cell))
    return folded(bare(cell) or cell[:LONGEST]) if sign is None else sign


def words_in(table: Table, column: str, role: str = "stage") -> Counter[str]:
    """The different words of a column, as `key` has them, and how often each occurs."""
    found: Counter[str] = Counter()
    for cell, times in Counter(table.column(column)).items():
        if word := key(role, cell):
            found[word] += times
    return found


def spelled(table: Table, column: str, role: str = "stage") -> dict[str, str]:
    """Each word of a column as the file writes it most often."""
    found: dict[str, str] = {}
    for cell, _ in Counter(table.column(column)).most_common():
        found.setdefault(key(role, cell), bare(cell))
    return found


@lru_cache(maxsize=4096)
def meaning(role: str, word: str, system: str = "") -> str | None:
    """What a word probably means for a role of `MEANINGS`; None: no idea.

    A stage is one of `FAR`: a stage of `LEADS`, one at which it was lost, or only that it is open,
    that it is closed, or that nothing is said.
    """
    if role == "probability":
        return {"100": ORDERS, "0": LOST[0], "1": None}.get(word)
    if role == "phase":
        return _phase(word)
    if word in vocabulary().nothing | vocabulary().unsaid:
        return UNSAID
    own = next((one.stages for one in systems() if one.name == system), {})
    known = {**vocabulary().stages, **own}
    parts = word.split("-")
    while len(parts) > 1 and parts[0].isdigit():  # 1-Qualify
        parts = parts[1:]
    while len(parts) > 1 and parts[-1].isdigit():  # Proposal (75)
        parts = parts[:-1]
    if len(parts) > LONGEST_PART:
        return None
    found = known.get("-".join(parts)) or _in_parts(parts, known) or _near("-".join(parts), known)
    return LOST[0] if found == "lost" else found


def _phase(word: str) -> str | None:
    said = vocabulary()
    parts = [part for part in word.split("-") if part not in said.beside and not part.isdigit()]
    joined = "-".join(parts)
    known = said.phases.get(word) or said.phases.get(joined) or said.letters.get(word)
    if known or said.negations & set(parts) or said.wishes & set(parts):
        return known
    each = {said.phases.get(part) for part in parts} - {None}
    if len(each) == 1 and len(parts) <= 2:
        return each.pop()
    return _near(joined, said.phases)


def _in_parts(parts: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The meaning of a word all of whose parts are known, two that belong together at once."""
    said = vocabulary()
    if parts[0] in said.still_to:  # "nog te bellen", "à contacter"
        idle = said.still_to | said.beside | said.negations
        rest = [part for part in parts if part not in idle]
        return LEADS[0] if rest and set(rest) <= said.not_followed_up else None
    if said.negations & set(parts):
        # "Nog niet gebeld" leaves a contact; "gebeld, geen gehoor" may be anything.
        before = min(at for at, part in enumerate(parts) if part in said.negations)
        followed_up = said.not_followed_up & set(parts[before:])
        return LEADS[0] if followed_up and before == 0 else None
    if said.wishes & set(parts) and not _known_pair(parts, known, said.wishes):
        return None
    found: list[str] = []
    rest = list(parts)
    while rest:
        taken = next((n for n in (3, 2, 1) if n <= len(rest) and "-".join(rest[:n]) in known), 0)
        if taken:
            found.append(known["-".join(rest[:taken])])
        elif not (rest[0] in said.beside or rest[0].isdigit() or rest[0] in said.months):
            return None
        rest = rest[max(taken, 1) :]
    return _strongest(found)


def _known_pair(parts: Sequence[str], known: Mapping[str, str], wishes: frozenset[str]) -> bool:
    """Whether every wish is part of two or three words that are known together."""
    joined = ["-".join(parts[at : at + n]) for n in (2, 3) for at in range(len(parts) - n + 1)]
    covered = set(itertools.chain(*(one.split("-") for one in joined if one in known)))
    return wishes & set(parts) <= covered


def _strongest(found: Sequence[str]) -> str | None:
    """Of several meanings in one word: lost before won, both with how far; then the furthest."""
    stages = [one for one in found if one in LEADS]
    furthest = max(stages, key=LEADS.index, default=None)
    if "lost" in found:
        before = [stage for stage in stages if stage != ORDERS]
        at = max(before, key=LEADS.index, default=None)
        return f"lost.{at}" if at not in (None, LEADS[0]) else "lost"
    return furthest or (CLOSED if CLOSED in found else OPEN if OPEN in found else None)


def _near(word: str, known: Mapping[str, str]) -> str | None:
    """The meaning of a word that was mistyped: it begins as the other does, and no part of it
    turns the other into its opposite."""
    if len(word) < SHORTEST or vocabulary().wishes & set(word.split("-")):
        return None
    like = [one for one in known if len(one) >= SHORTEST and one[:2] == word[:2]]
    near = get_close_matches(word, like, 1, NEAR)
    if not near or near[0].count("-") != word.count("-"):
        return None
    said = vocabulary().negations
    turned = said & set(word.split("-")) != said & set(near[0].split("-"))
    return None if turned else known[near[0]]


def answer(word: str) -> bool | None:
    """Whether a folded word says yes or no; None: neither."""
    said = vocabulary()
    return True if word in said.yes else False if word in said.no else None


def tick(cell: str) -> bool | None:
    """Whether a cell says yes or no, in signs too."""
    return answer(SIGNS.get(bare(cell)) or folded(bare(cell)))


def guess_words(
    table: Table, columns: Mapping[str, str], system: str = ""
) -> dict[str, dict[str, str]]:
    """What the file's own words mean, where that can be told."""
    found: dict[str, dict[str, str]] = {}
    for role in MEANINGS:
        if role not in columns:
            continue
        there = words_in(table, columns[role], role).most_common(MOST_WORDS)
        told = {word: meaning(role, word, system) for word, _ in there}
        asked = _asked(columns[role]) if role == "state" else None
        if asked is not None:
            told = {word: _answered(columns[role], word) or said for word, said in told.items()}
        if role == "state" and "stage" in columns:
            own = vocabulary().approvals - set(found["stage"])
            told = {word: None if word in own else said for word, said in told.items()}
        found[role] = {word: said for word, said in told.items() if said is not None}
    for role, column in columns.items():
        if role.startswith(("date.", "done.")):
            found[role] = _steps(table, column)
    return _without_closed(found, columns)


def _steps(table: Table, column: str) -> dict[str, str]:
    """Words of one stage's column that say whether a lead came there, beside days and ticks."""
    filled = made_by(column)
    told = {word: YES if filled else step(word) for word in words_in(table, column)}
    return {word: said for word, said in told.items() if said is not None}


def step(word: str) -> str | None:
    """What a folded cell of one stage's column says: yes or no, a date behind it or not; None:
    neither."""
    first, *rest = word.split("-")
    said = answer(first) if all(part.isdigit() for part in rest) else answer(word)
    if said is None and word in vocabulary().nothing:
        said = False
    return None if said is None else YES if said else NO


def _without_closed(
    found: dict[str, dict[str, str]], columns: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """The same without "closed" where nothing tells whether that is won or lost."""
    said = {one for role in ("stage", "state") for one in found.get(role, {}).values()}
    asked = "state" in columns and _asked(columns["state"]) is not None
    ordered = {"date.orders", "done.orders"} & set(columns)
    if asked or ordered or (ORDERS in said and not said & set(LOST)):
        return found
    return {
        role: {word: one for word, one in words.items() if one != CLOSED}
        for role, words in found.items()
    }


@lru_cache
def made_by(column: str) -> bool:
    """Whether the header of one stage's column asks for a number or a name, so that whatever stands
    in it says that a lead came there: "Offertenr", "Gebeld door"."""
    parts = folded(column).split("-")
    said = vocabulary().headers["number"]
    long = tuple(word for word in said if word in ("nr", "nummer", "number"))
    return parts[-1] in said | {"door", "by", "par", "durch"} or parts[-1].endswith(long)


def _asked(column: str) -> bool | None:
    """Whether the header of a column asks if a lead is open (True) or closed (False)."""
    name, said = folded(column), vocabulary().headers
    return True if name in said["asks_open"] else False if name in said["asks_closed"] else None


def _answered(column: str, word: str) -> str | None:
    """What yes or no means under a header that asks. That a record is active says nothing: one of
    a lead that was won is too."""
    said, asks_open = answer(word), _asked(column)
    if said is None:
        return None
    if said is not asks_open:
        return CLOSED
    active = folded(column).removeprefix("is-") in vocabulary().unsaid
    return UNSAID if active else OPEN
