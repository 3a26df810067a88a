"""What one column of a CRM's file may hold, by its header and what is in it.

A header that speaks of notes, plans, tasks or people says nothing about how far a lead is, whatever
words stand below it; a day that is planned, or on which something was changed, is no day on which a
lead came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.files.cells import amounts, bare, days, number
from sim.crm.files.table import GROUP
from sim.crm.files.vocabulary import System, folded, vocabulary
from sim.crm.meaning import CLOSED, LOST, MOST_STAGES, OPEN, key, made_by, meaning, step, tick

Columns = Mapping[str, str]  # role -> name of a column

DATES: Final = tuple(f"date.{stage}" for stage in LEADS)
DONE: Final = tuple(f"done.{stage}" for stage in LEADS[1:])
# What a column can hold: ``date.STAGE`` is when a lead came to a stage, ``date.contacts`` its own
# date, ``date.lost`` when it was lost, ``date.closed`` when it was won or lost; ``done.STAGE``
# whether it came to a stage; ``value`` money, ``actual`` what it came to once it was won; the
# next are who a lead is; ``reason`` is why it was lost.
MONEY: Final = ("value", "actual")
WHO: Final = ("email", "person", "surname", "company", "title")
ROLES: Final = (
    "stage", "state", "phase", "value", "actual", "currency", "id", *WHO, "source", "probability",
    "reason", *DATES, "date.lost", "date.closed", *DONE, "done.lost",
)  # fmt: skip
MOST_CELLS: Final = 300  # of a column that tell what it holds
KNOWN: Final = 0.5  # share of a column's words that must be known where its header says what it is
LISTED: Final = 1.6  # how clearly a header says it that is listed as such
UNNAMED: Final = 0.5  # and where the header does not
DEALS: Final = frozenset({"deals", "affaires", "geschafte"})
PART: Final = re.compile(
    r"^(deals?|person|persoon|personne|organi[sz]ation|organisatie|lead|opportunity|contact)-(?=.)"
)
_THOUSANDS: Final = re.compile(
    r"\bk\s*(?:€|eur)|(?:€|eur)\s*k\b|x\s*1[. ]?000\b"
    r"|\bduizend|\bthousand|\btausend|\bmilliers|\bteur\b|\bt€",
    re.IGNORECASE,
)
_ENTERED: Final = re.compile(
    r"(?:date |datum |time )?(?:entered|in fase|betreden)\W+(.+?)\W*(?:\(.*\))?\W*$", re.I
)


def scores(header: str, cells: list[str], system: System | None) -> dict[str, float]:
    """How well a column fits each role that it can have."""
    name = folded(header)
    own = {} if system is None else system.headers
    if any(name in headers for headers in own.values()):
        return {role: 4.0 for role, headers in own.items() if name in headers}
    if header == GROUP:
        return _of_words("stage", name, cells, 0.4)
    said = vocabulary().headers
    if name in said["lost_reason"]:
        return {"reason": 2.0}
    if (dates := _of_days(header, name, cells)) is not None:
        return dates
    short = PART.sub("", name)
    found: dict[str, float] = {}
    for role in (*WHO, "source", "id", "probability"):
        if name in said[role] or (short in said[role] and role != "id"):
            found[role] = 2.0 + 0.2 * (name in said[role])
    found = {role: score for role, score in found.items() if _fits(role, cells)}
    if "probability" in found and cells:  # "Kans" may be a deal or a chance: its cells tell
        found = {"probability": found["probability"]}
    if _blocked(name) and not _named(name, short, "stage") + _named(name, short, "state") >= LISTED:
        return {role: score for role, score in found.items() if role in (*WHO, "source", "id")}
    steps = _of_step(short, cells) if not set(found) & {"company", "person", "title"} else {}
    return found | of_money(header, name, cells) | _of_stages(name, short, cells) | steps


def _fits(role: str, cells: list[str]) -> bool:
    """Whether what is in a column can be what its header says."""
    if role == "email" and cells:
        return sum("@" in cell for cell in cells) * 2 > len(cells)
    return role != "probability" or not cells or percents(cells)


def percents(cells: list[str]) -> bool:
    """Whether all cells are chances from 0 to 100."""
    read = [number(bare(cell).rstrip(" %")) for cell in cells]
    return bool(cells) and all(one is not None and 0 <= one <= 100 for one in read)


@lru_cache
def listed(what: str) -> frozenset[str]:
    """Headers, or words of them, of one kind in all languages (`sim.crm.files.vocabulary`)."""
    return vocabulary().headers[what]


def _blocked(name: str) -> bool:
    """Whether a header speaks of something that says nothing about how far a lead is."""
    return any(part in listed("other") for part in name.split("-")) or name in listed("other")


def has(name: str, what: str) -> bool:
    """Whether one of the words of a header is listed, or ends as a listed one."""
    return any(part in listed(what) for part in name.split("-")) or name in listed(what)


def ends(name: str, what: str) -> bool:
    """Whether a word of a header is listed or, in Dutch and German, is made with one at its end."""
    long = tuple(word for word in listed(what) if len(word) > 3)
    return any(part in listed(what) or part.endswith(long) for part in name.split("-"))


def _of_days(header: str, name: str, cells: list[str]) -> dict[str, float] | None:
    """The day that a column holds; None where it holds no days. Days that tell of no lead have no
    role, so that nobody takes them for anything else."""
    if made_by(header):
        return None
    told = [cell for cell in cells if not _empty(cell)]
    readable = _readable(days([told])[0], told)
    named = _names_day(name) or _ENTERED.match(header) is not None
    serial = all(re.fullmatch(r"\d+([.,]\d+)?", cell) for cell in told)
    if told and (readable <= KNOWN or (serial and not named)):
        return None
    if not told and not named:
        return None
    role = _day_role(header, name)
    return {role: 1.5} if role else {}


def _empty(cell: str) -> bool:
    """Whether a cell says that there is nothing: a dash, n.v.t."""
    nothing = not any(map(str.isalnum, cell)) and tick(cell) is None
    return nothing or folded(cell) in vocabulary().nothing


def _day_role(header: str, name: str) -> str:
    said = vocabulary().headers
    parts = name.split("-")
    short = PART.sub("", name)
    for one in (name, short):
        if one in said["created"]:
            return "date.contacts"
        if one in said["lost"]:
            return "date.lost"
    if _ENTERED.match(header) is None and any(part in said["planned"] for part in parts):
        return ""
    for one in (name, short):
        if one in said["closed"]:
            return "date.closed"
    entered = _ENTERED.match(header)
    rest = folded(entered[1]) if entered else _without_day(name)
    stage = _stage_of(rest)
    if entered is None and any(part in said["scheduled"] for part in parts):
        # An appointment that was planned was made; what else is planned has not been done.
        return "date.calls" if stage == "calls" else ""
    if stage in LOST:
        return "date.lost"
    if stage in LEADS:
        return f"date.{stage}"
    if stage == CLOSED:
        return "date.closed"
    return "" if rest else "date.contacts"


def _names_day(name: str) -> bool:
    parts = name.split("-")
    ends = parts[-1] in listed("date_end") and len(parts) > 1
    return ends or any(part in listed("date") or part.endswith(("datum", "date")) for part in parts)


def _without_day(name: str) -> str:
    """The words of a header but for those that say that it is of a day."""
    said = listed("date") | listed("date_end")
    parts = [part.removesuffix("datum") for part in name.split("-") if part not in said]
    return "-".join(filter(None, parts))


def _stage_of(name: str) -> str | None:
    """The stage that a header speaks of, without what stands beside it."""
    plain = "-".join(part for part in name.split("-") if part not in vocabulary().beside)
    return meaning("stage", name) or meaning("stage", plain)


def of_money(header: str, name: str, cells: list[str]) -> dict[str, float]:
    """A column of money: by parts of its header, without VAT before with it; what an order came to
    before what was expected."""
    converted = any(phrase in name for phrase in listed("converted"))
    weak = has(name, "weak_money") or has(name, "net") or has(name, "gross")
    if not ends(name, "money") and not weak:
        return {}
    if has(name, "no_money") or ends(name, "no_money") or made_by(header):
        return {}
    net, gross = has(name, "net"), has(name, "gross")
    if (has(name, "vat") and not net and not gross) or (has(name, "currency") and not converted):
        return {}
    if cells and not _readable(amounts(cells), cells):
        return {}
    score = 1.6 + 0.4 * bool(cells) - 0.5 * (weak and not ends(name, "money"))
    score += 0.3 * converted + 0.1 * net - 0.2 * gross
    of = amount_of(header)
    if has(name, "expected") or of == "quotes":
        return {"value": score - 0.6}
    if of == "orders" or has(name, "actual") or ends(name, "actual"):
        return {"actual": score + 0.2, "value": score - 0.1}
    return {"value": score}


def amount_of(column: str) -> str | None:
    """The stage whose money a header speaks of: quotes of "Offertebedrag"."""
    words, name = vocabulary().stages, folded(column)
    if not ends(name, "money"):
        return None
    parts = name.split("-")
    long = tuple(word for word in listed("money") if len(word) > 3)
    plain = {part.removesuffix(end) for part in parts for end in ("", *long) if part.endswith(end)}
    found = {words.get(part) for part in plain} & {"quotes", "orders"}
    return found.pop() if len(found) == 1 else None


def thousands(header: str) -> int:
    """What an amount stands for in a column: 1000 under "Omzet (k€)"."""
    return 1000 if _THOUSANDS.search(header) else 1


def _of_stages(name: str, short: str, cells: list[str]) -> dict[str, float]:
    """A column of stages, states or phases: by its header where most words are known, otherwise
    by its words alone."""
    found: dict[str, float] = {}
    said = vocabulary().headers
    worth = {role: _named(name, short, role) for role in ("stage", "state")}
    if not asks_if(name):  # a column of states may well be the only one of stages
        worth["stage"] = max(worth["stage"], worth["state"] - 0.4)
    rated = name in said["rating"] or name in said["phase"]
    for role, named in worth.items():
        if rated and not named:
            continue
        found |= _of_words(role, name, cells, named)
    if rated or not {"stage", "state"} & set(found):
        found |= _of_words("phase", name, cells, 1.2 if rated else 0.0)
    return found


def _named(name: str, short: str, role: str) -> float:
    """How clearly a header is one of a role: 2 as it is listed, 1.5 in other words, 0 not at
    all."""
    known = name in listed(role) or short in listed(role)
    if known or (role == "state" and asks_if(name)):
        return 2.0
    if role == "stage" and name in listed("weak_stage"):
        return 0.8
    return 1.5 if named_so(name, role) else 0.0


def named_so(name: str, role: str) -> bool:
    """Whether a longer header ends or begins with one of a role: "Leads Status", "Fase nu"."""
    said = listed(role)
    parts = name.split("-")
    made = ("status",) if role == "state" else ("fase", "phase", "stadium", "stage", "stufe")
    return len(parts) <= 4 and (
        parts[0] in said or parts[-1] in said or parts[0].endswith(made) or parts[-1].endswith(made)
    )


def _of_words(role: str, name: str, cells: list[str], named: float) -> dict[str, float]:
    there = {key(role, cell) for cell in cells} - {""}
    if not there:
        return {role: 0.5 + named / 4} if named >= LISTED and not cells else {}
    if len(there) > MOST_STAGES and named < LISTED:
        return {}
    told = {word: meaning(role, word) for word in there}
    letters = vocabulary().letters
    if role == "phase" and named < 1:
        told = {word: None if word in letters else said for word, said in told.items()}
    if role == "state":
        told = {word: said or _as_answer(name, word) for word, said in told.items()}
    known = sum(said is not None for said in told.values()) / len(there)
    if named >= LISTED or (named and known >= KNOWN):
        clear = 0.3 if role == "state" and _says_state(told.values()) else 0.0
        return {role: 2 * named + known + clear}
    enough = known >= UNNAMED and len(there) > 1
    return {role: known} if enough and not named and role != "state" else {}


def _as_answer(name: str, word: str) -> str | None:
    return OPEN if asks_if(name) and tick(word) is not None else None


def asks_if(name: str) -> bool:
    """Whether a header asks if a lead is open, or closed."""
    return name in listed("asks_open") or name in listed("asks_closed")


def _says_state(told: Iterable[str | None]) -> bool:
    """Whether the words of a column are no more than open, won, lost and closed."""
    return all(one in (OPEN, CLOSED, LOST[0], LEADS[-1]) for one in told if one)


def _of_step(name: str, cells: list[str]) -> dict[str, float]:
    """A column that says of one stage whether a lead came there: by a day, an answer, a number, a
    name or an amount. What else stands in it is asked."""
    dated = _names_day(name)
    stage = _stage_of(_without_day(name) if dated else _without_number(name))
    role = "done.lost" if stage in LOST else f"done.{stage}"
    told = [cell for cell in cells if not _empty(cell)]
    if role not in (*DONE, "done.lost") or not told:
        return {}
    if made_by(name):
        numbered = _without_number(name) != name
        return {role: 2.4} if role in ("done.quotes", "done.orders") or not numbered else {}
    answers = [step(folded(bare(cell))) is not None or tick(cell) is not None for cell in told]
    money = role in ("done.quotes", "done.orders") and _readable(amounts(told), told) == 1
    numbers = [number(bare(cell).rstrip(" %")) for cell in told]
    if of_deals(name):
        return {role: 2.4} if all(one is not None for one in numbers) else {}
    if all(one is not None for one in numbers) and set(numbers) - {0.0, 1.0}:
        return _of_amounts(role) if money else {}
    figures = dated and all(any(map(str.isdigit, cell)) for cell in told)  # days without a year
    if any(answers) or figures or _readable(days([told])[0], told):
        return {role: 2.4}
    return _of_amounts(role) if money else {}


def of_deals(column: str) -> bool:
    """Whether a column of a stage counts somebody's deals there: "Won deals"."""
    return not DEALS.isdisjoint(folded(column).split("-"))


def _of_amounts(role: str) -> dict[str, float]:
    """A column headed by a stage that holds what its quote or order came to."""
    return {role: 1.0} | ({"actual": 2.0} if role == "done.orders" else {})


def _without_number(name: str) -> str:
    """A header without what says that it is of a number or of a name: offerte of offertenr."""
    parts = [part for part in name.split("-") if part not in listed("number")]
    last = parts[-1] if parts else ""
    for end in ("nummer", "number", "nr"):
        if last.endswith(end) and len(last) > len(end) + 2:
            last = last.removesuffix(end)
    return "-".join([*parts[:-1], last])


def _readable(found: Mapping[str, object], cells: Iterable[str]) -> float:
    read = [found[cell] is not None for cell in cells]
    return sum(read) / max(len(read), 1)
