"""Rows that are of the same person: one lead, however many deals it has.

The same is whoever has the same e-mail address, capitals aside, else the same name at the same
company; and two rows with the same number are the same record. A person stands where the furthest
of the deals stands, won before open before lost, and has the money of all that were won.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sim.actuals.actuals import LEADS
from sim.crm.files.vocabulary import folded
from sim.crm.sheet import Lead, Money

_EMAIL: Final = re.compile(r"[^\s@<>(),;:\"']{1,64}@[^\s@<>(),;:\"']{1,190}\.[a-z]{2,24}", re.I)
_ORDERS: Final = len(LEADS) - 1


def person(said: Mapping[str, str]) -> str:
    """By what a row is known to be of the same person as another; empty where nothing tells.

    said  role (``email``, ``person``, ``surname``, ``company``) -> cell
    """
    for role in ("email", "person"):
        if "@" in said.get(role, "") and (found := _EMAIL.search(said[role])):
            return found[0].casefold()
    company = said.get("company")
    if not company or not (said.get("person") or said.get("surname")):
        return ""
    name = folded(f"{said.get('person', '')} {said.get('surname', '')}")
    return f"{name} {folded(company)}" if name else ""


def together(rows: Sequence[tuple[Lead, str, str]]) -> tuple[Lead, ...]:
    """One lead of each person, in the order of their first rows.

    rows  lead, person (`person`), and number of its record, empty where there is none
    """
    first: dict[str, int] = {}
    group: list[int] = []
    for at, (_, who, number) in enumerate(rows):
        keys = [f"who {who}"] * bool(who) + [f"id {number}"] * bool(number)
        known = [first[key] for key in keys if key in first]
        own = min((group[one] for one in known), default=at)
        group.append(own)
        for key in keys:
            first.setdefault(key, at)
    members: dict[int, list[int]] = defaultdict(list)
    for at, own in enumerate(group):
        members[own].append(at)
    return tuple(
        rows[of[0]][0] if len(of) == 1 else _one([(rows[at][0], rows[at][2]) for at in of])
        for of in members.values()
    )


def _one(deals: Sequence[tuple[Lead, str]]) -> Lead:
    """The lead of a person with several deals."""
    best, _ = max(deals, key=lambda deal: (_rank(deal[0]), deal[0].stage))
    money: dict[tuple[object, ...], Money] = {}
    for at, (lead, number) in enumerate(deals):
        for paid in lead.money:
            money.setdefault((number, paid.amount) if number else (at,), paid)
    since = list(best.since)
    for lead, _ in deals:
        for place, day in enumerate(lead.since[: len(since)]):
            since[place] = _earliest(since[place], day)
    phases = [lead.phase for lead, _ in deals if lead.phase is not None]
    return best._replace(
        line=deals[0][0].line,
        phase=best.phase or (phases[0] if phases else None),
        since=tuple(since),
        money=tuple(money.values()),
    )


def _rank(lead: Lead) -> int:
    return 2 if lead.stage == _ORDERS else 1 if lead.open else 0


def _earliest(first: date | None, second: date | None) -> date | None:
    return min((day for day in (first, second) if day is not None), default=None)
