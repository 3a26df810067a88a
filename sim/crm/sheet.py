"""Leads of a CRM, counted as far as each had come on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from sim.actuals.actuals import LEADS
from sim.actuals.record import Figure
from sim.crm.files.rows import Kind
from sim.plan.funnel import PHASES
from sim.plan.problems import ScenarioError

_ORDERS: Final = len(LEADS) - 1


class Money(NamedTuple):
    """What an order is worth: the day of the order, where it is known, the amount, and the
    currency that stands with it, empty where none does."""

    day: date | None
    amount: float
    currency: str = ""


class Lead(NamedTuple):
    """One lead: how far it has come (a place in `LEADS`), since when (a day a stage up to there,
    None where no day is known), when it was lost, and the money of its orders."""

    line: int
    phase: str | None
    stage: int
    open: bool
    since: tuple[date | None, ...]
    lost: date | None = None
    money: tuple[Money, ...] = ()


class Wrong(NamedTuple):
    """A row that cannot be counted, or a cell that cannot be read: its line in the file, the file's
    column (empty where the row as a whole is meant), and code and values of a `ScenarioError`."""

    line: int
    column: str
    code: str
    values: Mapping[str, object]

    @property
    def problem(self) -> ScenarioError:
        return ScenarioError(self.code, "", **self.values)


class Unknown(NamedTuple):
    """A word of the file without a meaning: the role of its column, and the word as it is kept."""

    role: str
    word: str


@dataclass(frozen=True)
class Sheet:
    """Every row of a table: a lead, a further row of one, wrong, or no lead.

    rows      how many rows were read as leads
    leads     each once, however many rows or deals it has
    wrong     rows that are not counted
    unread    cells that cannot be read; their leads are counted without them
    dropped   what was no lead -> how many rows
    others    rows of another source than was asked for
    empty     how many rows have nothing in them
    unknown   words without a meaning -> rows that nothing else tells about; counted as contacts
    against   rows whose status says that they are open and whose stage that they are not
    dates     how days in figures were read (`sim.crm.files.cells.days`)
    dated     whether it has days of leads, and so tells of earlier days too
    unsaid    leads that are lost at a stage that the file does not tell; they count as contacts
    unpriced  orders without money
    knows     the stages of which the file tells
    says_open whether it tells who is still open and who is lost
    phased    whether it tells the phase of every lead
    """

    leads: tuple[Lead, ...]
    rows: int = 0
    wrong: tuple[Wrong, ...] = ()
    unread: tuple[Wrong, ...] = ()
    dropped: Mapping[Kind, int] = field(default_factory=dict)
    others: int = 0
    empty: int = 0
    unknown: Mapping[Unknown, int] = field(default_factory=dict)
    against: int = 0
    dates: str = "plain"
    dated: bool = False
    unsaid: int = 0
    unpriced: int = 0
    knows: frozenset[str] = frozenset(LEADS)
    says_open: bool = True
    phased: bool = False

    @property
    def contacts_only(self) -> bool:
        """Whether it tells who there was, and nothing of how far they are."""
        return not self.knows - {LEADS[0]} and not any(lead.stage for lead in self.leads)

    def currencies(self) -> Counter[str]:
        """Currency of the money of orders -> how many; "" where none is said."""
        return Counter(money.currency for lead in self.leads for money in lead.money)


@dataclass(frozen=True)
class Standing:
    """The leads of a sheet as they stood on a day.

    furthest  stage -> open leads and orders that came so far and no further
    lost      leads that were lost by then
    later     leads that came only afterwards
    values    money of each lead that ordered, in the currency that was asked for
    foreign   currency -> orders whose money is in it and is not among `values`
    figures   what is told of the day in a record (`sim.actuals.record`)
    """

    furthest: Mapping[str, int]
    lost: int
    later: int
    values: tuple[float, ...]
    foreign: Mapping[str, int]
    figures: Mapping[str, Figure | None]

    @property
    def leads(self) -> int:
        return sum(self.furthest.values()) + self.lost


def standing(
    sheet: Sheet,
    day: date | None = None,
    *,
    currency: str = "",
    by_phase: bool = False,
    phase: str | None = None,
) -> Standing:
    """How the leads stood on a day; without one, as the file says.

    currency  of the plan; money in another is not among the values. Empty: any, as long as all is
              of one
    by_phase  whether to count each phase apart; only where every lead has one (`Sheet.phased`), or
              where `phase` says that of all
    """
    told = [
        (lead, stage, open_, (phase or lead.phase or "") if by_phase else "")
        for lead, stage, open_ in _on(sheet, day)
    ]
    furthest = Counter(stage for _, stage, open_, _ in told if open_ or stage == _ORDERS)
    worth = [_worth(lead, day, currency) for lead, stage, _, _ in told if stage == _ORDERS]
    values = tuple(own for own, _ in worth if own is not None)
    figures = _figures(
        sheet,
        Counter((stage, of) for _, stage, _, of in told),
        Counter((stage, of) for _, stage, open_, of in told if open_),
        PHASES if by_phase else ("",),
    )
    if values or LEADS[-1] in sheet.knows:
        figures["values"] = values
    return Standing(
        furthest={name: furthest[place] for place, name in enumerate(LEADS)},
        lost=sum(not open_ and stage != _ORDERS for _, stage, open_, _ in told),
        later=len(sheet.leads) - len(told),
        values=values,
        foreign=Counter(code for _, other in worth for code in other),
        figures=figures,
    )


def _worth(lead: Lead, day: date | None, currency: str) -> tuple[float | None, list[str]]:
    """The money of a lead's orders by a day, and the other currencies of those left out."""
    paid = [one for one in lead.money if day is None or one.day is None or one.day <= day]
    own = [one for one in paid if not currency or one.currency in ("", currency)]
    other = [one.currency for one in paid if one not in own]
    return (sum(one.amount for one in own) if own else None), other


def _figures(
    sheet: Sheet,
    reached: Counter[tuple[int, str]],
    still: Counter[tuple[int, str]],
    phases: tuple[str, ...],
) -> dict[str, Figure | None]:
    """What a record is told: of each stage that the file knows, and of those nobody came to."""
    figures: dict[str, Figure | None] = {}
    for phase in phases:
        behind = f".{phase}" if phase else ""
        for place, name in enumerate(LEADS):
            further = sum(reached[one, phase] for one in range(place, len(LEADS)))
            known = name in sheet.knows or (not further and not sheet.contacts_only)
            if not known:
                continue
            figures[f"{name}{behind}"] = further
            if place != _ORDERS and sheet.says_open:
                figures[f"open.{name}{behind}"] = still[place, phase]
    return figures


def _on(sheet: Sheet, day: date | None) -> Iterator[tuple[Lead, int, bool]]:
    """Each lead that was there on a day, its stage then, and whether it was open."""
    for lead in sheet.leads:
        stage = lead.stage
        if day is None:
            yield lead, stage, lead.open
            continue
        while stage >= 0 and (since := lead.since[stage]) is not None and since > day:
            stage -= 1
        if stage >= 0:
            later = stage < lead.stage or (lead.lost is not None and lead.lost > day)
            yield lead, stage, lead.open or later
