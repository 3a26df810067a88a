"""Leads of a CRM, counted as far as each had come on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sim.actuals.actuals import LEADS
from sim.actuals.record import Entry, Figure
from sim.plan.funnel import PHASES
from sim.plan.problems import ScenarioError

_ORDERS: Final = len(LEADS) - 1


class Lead(NamedTuple):
    """One lead: how far it has come (a place in `LEADS`), since when (a day a stage up to there,
    None where no day is known), when it was lost, and the money of its row."""

    line: int
    phase: str
    stage: int
    open: bool
    since: tuple[date | None, ...]
    lost: date | None = None
    value: float | None = None


class Wrong(NamedTuple):
    """A row that cannot be counted: its line in the file, the file's column (empty where the row
    as a whole is meant), and code and values of a `ScenarioError`."""

    line: int
    column: str
    code: str
    values: Mapping[str, object]

    @property
    def problem(self) -> ScenarioError:
        return ScenarioError(self.code, "", **self.values)


@dataclass(frozen=True)
class Sheet:
    """Every row of a table: a lead, wrong, or empty.

    empty    how many rows have nothing in them
    dates    how days in figures were read (`sim.crm.cells.days`)
    dated    whether it has days of leads, and so tells of earlier days too
    unsaid   leads that are lost at a stage that the file does not tell; they count as contacts
    """

    leads: tuple[Lead, ...]
    wrong: tuple[Wrong, ...] = ()
    empty: int = 0
    dates: str = "plain"
    unsaid: int = 0
    dated: bool = False


def entry(sheet: Sheet, day: date) -> Entry:
    """What the leads tell of a day: everybody at the furthest stage reached by then, who of them
    was still open, and the money of each order."""
    reached: Counter[tuple[int, str]] = Counter()
    still: Counter[tuple[int, str]] = Counter()
    values = []
    for phase, stage, open_, value in _on(sheet, day):
        reached[stage, phase] += 1
        still[stage, phase] += open_
        if stage == _ORDERS and value is not None:
            values.append(value)
    figures: dict[str, Figure | None] = {"values": tuple(values)}
    for phase in PHASES:
        for place, name in enumerate(LEADS):
            further = sum(reached[one, phase] for one in range(place, len(LEADS)))
            figures[f"{name}.{phase}"] = further
            if place != _ORDERS:
                figures[f"open.{name}.{phase}"] = still[place, phase]
    return Entry(day, figures)


def _on(sheet: Sheet, day: date) -> Iterator[tuple[str, int, bool, float | None]]:
    """Phase, stage, whether open, and money of each lead that was there on a day."""
    for lead in sheet.leads:
        stage = lead.stage
        while stage >= 0 and (since := lead.since[stage]) is not None and since > day:
            stage -= 1
        if stage >= 0:
            later = stage < lead.stage or (lead.lost is not None and lead.lost > day)
            yield lead.phase, stage, lead.open or later, lead.value
