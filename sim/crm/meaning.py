"""What the columns and the words of a CRM's file mean: a first guess, in Dutch and English.

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

_PHASES: Final = {
    "awareness": "awareness bewustwording bewust bewustwordingsfase koud cold c-lead c verkennend",
    "orientation": "orientation orientatie orienterend orientatiefase consideration "
    "overweging overwegingsfase warm b-lead b evaluation",
    "decision": "decision besluitvorming beslissing besluit beslisfase beslissingsfase "
    "purchase aankoop aankoopfase koopfase heet hot a-lead a decide buying",
}
_STAGES: Final = {
    "orders": "order orders won gewonnen closed-won besteld bestelling klant customer "
    "opdracht verkocht sold deal-won",
    "quotes": "quote quotes quoted offerte offertes proposal voorstel aanbieding "
    "onderhandeling onderhandelingen negotiation tender contract contract-sent",
    "visits": "visit visits visited bezoek bezoekafspraak bezocht meeting demo presentatie "
    "presentation afspraak appointment",
    "calls": "call calls called belafspraak belafspraken gebeld phone telefonisch telefoon "
    "telefoonafspraak qualified gekwalificeerd telefonische telefonische-afspraak "
    "phone-appointment phone-call",
    "followed_up": "followed-up follow-up opgevolgd opvolging contacted gecontacteerd "
    "nagebeld gemaild mailed working",
    "contacts": "contact contacts lead leads nieuw new gesprek beursgesprek conversation "
    "prospect aangemaakt created registered geregistreerd",
}
_LOST: Final = (
    "lost verloren closed-lost afgewezen rejected disqualified afgevallen vervallen dead "
    "geannuleerd cancelled geen-interesse no-interest not-interested niet-geinteresseerd "
    "geen-deal no-deal"
)
_OPEN: Final = {
    "yes": "ja yes true waar 1 j y x open lopend actief active waar in-progress "
    "in-behandeling nog-open",
    "no": "nee no false onwaar 0 n gesloten closed verloren lost inactief inactive afgesloten "
    "dicht",
    "won": "won gewonnen closed-won",
}
_HEADERS: Final = {
    "phase": "phase fase koopfase aankoopfase buying-phase buying-stage rating temperatuur "
    "temperature",
    "stage": "stage status stadium stap step pipeline-stage deal-stage verkoopfase "
    "sales-stage lead-status stage-reached bereikt furthest-stage fase phase",
    "open": "open nog-open still-open is-open actief active closed is-closed gesloten "
    "afgesloten status",
    "value": "value waarde bedrag amount omzet revenue order-value orderwaarde deal-value "
    "dealwaarde orderbedrag",
    "id": "id lead-id leadnummer nummer nr number record-id deal-id leadnr kenmerk opportunity-id",
    "date.closed": "close-date closed-on sluitdatum datum-gesloten gesloten-op afgesloten-op "
    "closed-date date-closed lost-on verloren-op",
    "date.contacts": "date datum created create-date created-date aangemaakt aanmaakdatum "
    "contactdatum beursdatum lead-date datum-contact created-on "
    "aangemaakt-op date-of-contact",
}
_CLOSED: Final = ("closed", "is-closed", "gesloten", "afgesloten")  # headers that ask the opposite
_NOT: Final = {"niet", "not", "no", "geen", "nog", "non", "never", "nooit"}


def _turned(words: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, text in words.items() for word in text.split()}


_LOST_WORDS: Final = frozenset(_LOST.split())
_PHASE_OF: Final = _turned(_PHASES)
_STAGE_OF: Final = _turned(_STAGES) | dict.fromkeys(_LOST.split(), LOST[0])
_OPEN_OF: Final = _turned(_OPEN)


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


@lru_cache(maxsize=4096)
def meaning(role: str, word: str) -> str | None:
    """What a folded word probably means for ``phase``, ``stage`` or ``open``; None: no idea."""
    known = {"phase": _PHASE_OF, "stage": _STAGE_OF, "open": _OPEN_OF}[role]
    parts = word.split("-")
    joined = [word, *map("-".join, itertools.pairwise(parts))]
    for text in joined:
        if text in known:
            return known[text]
    if _NOT & set(parts):
        return LEADS[0] if role == "stage" and "opgevolgd" in parts else None
    lost = role == "stage" and bool(_LOST_WORDS & set(parts))
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
    name = folded(header)
    said = {role: 2.0 for role, text in _HEADERS.items() if name in text.split()}
    dates = _readable(days([cells])[0], cells) if not name.endswith("nr") else 0.0
    if dates > 0.5 or (not cells and re.search(r"datum|date|-(op|on)$", name)):
        stage = meaning("stage", name)
        lost = stage in LOST or "date.closed" in said
        role = "date.closed" if lost else f"date.{stage or LEADS[0]}"
        return {role: 1.0 + said.get(role, 0.5 * (stage is not None))}
    if any(role.startswith("date.") for role in said):
        said = {role: score for role, score in said.items() if not role.startswith("date.")}
    found = {}
    for role in ("phase", "stage", "open"):
        words = {folded(cell) for cell in cells} - {""}
        if len(words) > MOST_STAGES:
            continue
        known = sum(meaning(role, word) is not None for word in words) / max(len(words), 1)
        if (known >= 0.5 and (known > 0.7 or role in said)) or role in said:
            # What is in a column goes before its name: "Fase" may be that of the sale.
            found[role] = known * (1.5 + 0.2 * (len(words) > 1)) + said.get(role, 0.0) * (
                0.3 + 0.7 * known
            )
    if "value" in said:
        found["value"] = 1.0 + _readable(amounts(cells), cells)
    if "id" in said:
        found["id"] = 2.0
    return found


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
    if "open" in found and folded(columns["open"]) in _CLOSED:
        turned = {"yes": "no", "no": "yes"}
        plain = {
            word for word in found["open"] if word not in ("open", "closed", "gesloten", "won")
        }
        found["open"] |= {word: turned.get(found["open"][word], "won") for word in plain}
    return found
