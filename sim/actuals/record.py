"""What happened at one fair, as it was told: figures with their day, in any order.

A record keeps everything that was said. What is known on a day is, of each figure, what was said
of it last up to that day, in whatever order it was typed in. Figures are permanent keys:

    visitors, target_visitors, stand_visitors    people
    STAGE.PHASE, STAGE                           people who came at least so far (see `Actuals`), of
                                                 a buying phase or in total
    open.STAGE.PHASE, open.STAGE                 of those who went no further, who still may
    extra_orders, values, margin                 orders, money of each order received, a share
    costs.N, income.N                            money of the plan's line N (0, 1, ...) in all

Beside its figures a day keeps which invoices are in them, so that none is counted twice.

Leads are told for each phase, or in total, stage by stage. Where a stage was told in both ways the
later counts, and on one day the phases. A figure whose stage before is not known is kept and waits
(`Record.gaps`); `Record.known` is without it. A total waits for the contacts only: whoever has two
figures of a year, contacts and orders, has told something.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any, Final

from sim.actuals.actuals import LEADS, Actuals
from sim.plan.beliefs import number
from sim.plan.budget import MOST_COSTS
from sim.plan.checks import FIRST_MONTH, LAST_MONTH, check_known, checked_text
from sim.plan.funnel import PHASES
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError, at, written
from sim.plan.scenario import Frozen

Figure = int | float | tuple[float, ...]
Said = Mapping[str, tuple[Figure, date]]  # each figure with the day it was said on

PEOPLE: Final = ("visitors", "target_visitors", "stand_visitors")
REACHED: Final = tuple(f"{stage}.{phase}" for phase in PHASES for stage in LEADS)
OPEN: Final = tuple(f"open.{key}" for key in REACHED if not key.startswith(LEADS[-1]))
TOTALS: Final = LEADS
OPEN_TOTALS: Final = tuple(f"open.{stage}" for stage in LEADS[:-1])
COSTS: Final = tuple(f"costs.{line}" for line in range(MOST_COSTS))
INCOME: Final = tuple(f"income.{line}" for line in range(MOST_COSTS))
LEAD_KEYS: Final = (*TOTALS, *OPEN_TOTALS, *REACHED, *OPEN)
_OTHERS: Final = (*PEOPLE, *LEAD_KEYS, "extra_orders", "values", "margin")
KEYS: Final = (*_OTHERS, *COSTS, *INCOME)
_KEYS: Final = frozenset(KEYS)
_LISTED: Final = ", ".join((*_OTHERS, COSTS[0], "...", INCOME[0], "..."))
_ORDERS: Final = tuple(f"{LEADS[-1]}.{phase}" for phase in PHASES)
_LEADS: Final = frozenset(LEAD_KEYS)

DAYS_A_MONTH: Final = 365.25 / 12
MOST_ENTRIES: Final = 1000
MOST_VALUES: Final = 200_000
MOST_INVOICES: Final = 1000  # of a day


@dataclass(frozen=True)
class Entry:
    """The figures known on a day; None takes a figure of that day back (`Record.with_entry`).

    invoices  those in the figures of that day, by their keys (`sim.invoices.invoice.Invoice.key`)

    Raises `ScenarioError` with the key of the figure as its place.
    """

    day: date
    figures: Mapping[str, Figure | None]
    invoices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", _checked_day("day", self.day))
        figures: dict[str, Figure | None] = {}
        for key, figure in self.figures.items():
            if key not in _KEYS:
                check_known([str(key)], KEYS, listed=_LISTED)
            with at(key):
                figures[key] = None if figure is None else _checked(key, figure)
        object.__setattr__(self, "figures", Frozen[Figure | None](figures))
        if len(self.invoices) > MOST_INVOICES:
            raise ScenarioError("too_many", "invoices", got=len(self.invoices), most=MOST_INVOICES)
        with at("invoices"):
            object.__setattr__(self, "invoices", tuple(map(checked_text, self.invoices)))


def _checked_day(place: str, day: object) -> date:
    if not isinstance(day, date):
        raise ScenarioError("not_day", place, got=written(day, str))
    return day.date() if isinstance(day, datetime) else day


def _checked(key: str, figure: object) -> Figure:
    if key == "values":
        if not isinstance(figure, tuple | list):
            raise ScenarioError("not_list", form="tables")
        if len(figure) > MOST_VALUES:
            raise ScenarioError("too_many", got=len(figure), most=MOST_VALUES)
        return tuple(_amount(value, Unit.MONEY) for value in figure)
    if key.startswith(("costs.", "income.")):
        return _amount(figure, Unit.MONEY)
    if key == "margin":
        return _amount(figure, Unit.SHARE)
    count = _amount(figure, Unit.COUNT)
    if count != int(count):
        raise ScenarioError("not_whole", got=count, least=0)
    return int(count)


def _amount(raw: object, unit: Unit) -> float:
    value = number(raw, unit.form)
    unit.check(value)
    return value


@dataclass(frozen=True)
class Record:
    """Everything that was told about one fair.

    entries  one a day, in the order of their days; several of one day are laid over each other
             in the order given, and figures that were taken back are gone, as are the invoices of
             a day without figures

    Raises `ScenarioError`: ``contradicts`` where on some day more come out of a stage than went
    in, with both figures and the days they were said on; ``day_outside``, ``too_many``.
    """

    fair_day: date
    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "fair_day", _checked_day("fair_day", self.fair_day))
        days: dict[date, dict[str, Figure | None]] = {}
        invoices: dict[date, dict[str, None]] = {}
        for entry in self.entries:
            days.setdefault(entry.day, {}).update(entry.figures)
            invoices.setdefault(entry.day, {}).update(dict.fromkeys(entry.invoices))
        kept = {
            day: {key: figure for key, figure in days[day].items() if figure is not None}
            for day in sorted(days)
        }
        entries = tuple(
            Entry(day, figures, tuple(invoices[day])) for day, figures in kept.items() if figures
        )
        object.__setattr__(self, "entries", entries)
        if len(entries) > MOST_ENTRIES:
            raise ScenarioError("too_many", "entries", got=len(entries), most=MOST_ENTRIES)
        for entry in entries:
            self._check_day(entry.day)
            _check_together(self.said(entry.day))

    def _check_day(self, day: date) -> None:
        least = date(max(self.fair_day.year + FIRST_MONTH // 12, MINYEAR), 1, 1)
        most = date(min(self.fair_day.year + LAST_MONTH // 12, MAXYEAR), 12, 31)
        if not least <= day <= most:
            raise ScenarioError("day_outside", "day", got=day, least=least, most=most)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something was told, in their order."""
        return tuple(entry.day for entry in self.entries)

    def on(self, day: date) -> Mapping[str, Figure | None]:
        """The figures that were told on a day; empty where nothing was."""
        return next((one.figures for one in self.entries if one.day == day), Frozen())

    @property
    def invoices(self) -> dict[str, date]:
        """The invoices in what was told, each with the day that it is in."""
        return {key: entry.day for entry in self.entries for key in entry.invoices}

    def said(self, until: date | None = None) -> dict[str, tuple[Figure, date]]:
        """What was said last of each figure up to a day (that day too), and when it was said."""
        return {
            key: (figure, entry.day)
            for entry in self.entries
            if until is None or entry.day <= until
            for key, figure in entry.figures.items()
            if figure is not None
        }

    def gaps(self, until: date | None = None) -> dict[str, str]:
        """Figures that cannot be used yet, each with the figure that has to be known first."""
        return _gaps(_counting(self.said(until)))

    def known(self, until: date | None = None) -> Actuals:
        """What is known on a day, without what still has a gap before it.

        Its months run from the fair to the last day up to then on which leads were told: of the
        time since then nobody has said who went on.
        """
        said = _counting(self.said(until))
        gaps = _gaps(said)
        told = {key: figure for key, (figure, _) in said.items() if key not in gaps}
        days = [(day - self.fair_day).days for key, (_, day) in said.items() if key in _LEADS]
        others: dict[str, Any] = {
            name: {line: told[key] for line, key in enumerate(keys) if key in told}
            for name, keys in (("costs", COSTS), ("income", INCOME))
        } | {key: told[key] for key in (*PEOPLE, "extra_orders", "values", "margin") if key in told}
        reached = {key: _whole(told[key]) for key in (*TOTALS, *REACHED) if key in told}
        waiting = (key for key in (*OPEN_TOTALS, *OPEN) if key in told)
        still = {key.removeprefix("open."): _whole(told[key]) for key in waiting}
        months = max(0, *days, 0) / DAYS_A_MONTH
        return Actuals(months=months, reached=reached, open=still, **others)

    def with_entry(self, entry: Entry) -> Record:
        """The record with these figures laid over those of the same day; None takes one back."""
        return Record(self.fair_day, (*self.entries, entry))

    def without(self, day: date) -> Record:
        """The record without what was told on a day."""
        return Record(self.fair_day, tuple(one for one in self.entries if one.day != day))


def _counting(said: Said) -> Said:
    """Without what was told of a stage in the other way since, or of its phases on the same day."""
    gone: set[str] = set()
    for stage in LEADS:
        phases = [f"{stage}.{phase}" for phase in PHASES]
        days = [said[key][1] for key in phases if key in said]
        if stage not in said or not days:
            continue
        finer = len(days) == len(PHASES) and said[stage][1] <= max(days)
        for key in [stage] if finer else phases:
            gone |= {key, f"open.{key}"}
    return {key: figure for key, figure in said.items() if key not in gone}


def _in_total(said: Said) -> bool:
    return any(stage in said for stage in LEADS)


def _gaps(said: Said) -> dict[str, str]:
    if _in_total(said):
        return _gaps_of_totals(said)
    found: dict[str, str] = {}
    missing = ""
    for phase in PHASES:
        keys = [f"{stage}.{phase}" for stage in LEADS]
        first = next((at for at, key in enumerate(keys) if key not in said), len(keys))
        if first < len(keys):
            missing = missing or keys[first]
            waiting = {*keys[first:], *(f"open.{key}" for key in keys[first:])}
            found |= {key: keys[first] for key in said if key in waiting}
    orders = sum(_count(said, key) for key in _ORDERS if key not in found)
    found |= {key: missing for key, many in _of_orders(said).items() if many > orders}
    return found


def _gaps_of_totals(said: Said) -> dict[str, str]:
    """Everything waits for the contacts, a phase for the others of its stage, and who of a stage
    may still go on for the stage."""
    found: dict[str, str] = {}
    for stage in LEADS:
        keys = [f"{stage}.{phase}" for phase in PHASES]
        missing = [key for key in keys if key not in said]
        if missing and stage not in said:
            waiting = {*keys, *(f"open.{key}" for key in keys)}
            found |= {key: missing[0] for key in said if key in waiting}
            if f"open.{stage}" in said:
                found[f"open.{stage}"] = missing[0] if len(missing) < len(keys) else stage
    if _of_stage(said, LEADS[0]) is None:
        found |= {key: LEADS[0] for key in said if key in _LEADS}
    orders = 0 if LEADS[0] in found.values() else _of_stage(said, LEADS[-1]) or 0
    late = {key: LEADS[-1] for key, many in _of_orders(said).items() if many > orders}
    return found | late


def _of_stage(said: Said, stage: str) -> int | None:
    """How many came so far, of all phases."""
    keys = [f"{stage}.{phase}" for phase in PHASES]
    if all(key in said for key in keys):
        return sum(_count(said, key) for key in keys)
    return _count(said, stage) if stage in said else None


def _of_orders(said: Said) -> dict[str, int]:
    """The figures that speak of orders, and of how many."""
    return {key: _count(said, key) for key in ("extra_orders", "values") if key in said}


def _count(said: Said, key: str) -> int:
    return _whole(said[key][0]) if key in said else 0


def _whole(figure: Figure) -> int:
    """A count, or how many values there are."""
    return len(figure) if isinstance(figure, tuple) else int(figure)


def _check_together(said: Said) -> None:
    """Nobody is counted at a stage who was not at the ones before it."""
    said = _counting(said)
    _check_chain(said, PEOPLE, "")
    for phase in PHASES:
        _check_chain(said, [f"{stage}.{phase}" for stage in LEADS], "open.")
    if _in_total(said):
        _check_totals(said)
    orders = _of_stage(said, LEADS[-1])
    if orders is not None:
        keys = [key for key in (LEADS[-1], *_ORDERS) if key in said]
        last = max(keys, key=lambda key: said[key][1])
        for key, many in _of_orders(said).items():
            if many > orders:
                raise _contradiction(said, key, many, orders, last, "orders")


def _check_totals(said: Said) -> None:
    """The same of stages in total, and of a total beside the sum of phases."""
    known: list[tuple[str, int]] = []
    for stage in LEADS:
        count = _of_stage(said, stage)
        if count is None:
            continue
        key = stage if stage in said else f"{stage}.{PHASES[0]}"
        still = _count(said, f"open.{stage}") if stage in said else 0
        if still > count:
            raise _contradiction(said, f"open.{stage}", still, count, key)
        if known and count > known[-1][1]:
            raise _contradiction(said, key, count, max(known[-1][1], 0), known[-1][0])
        known.append((key, count - still))


def _check_chain(said: Said, keys: Iterable[str], waiting: str) -> None:
    known = [key for key in keys if key in said]
    for key in known if waiting else ():
        if _count(said, waiting + key) > _count(said, key):
            got = _count(said, waiting + key)
            raise _contradiction(said, waiting + key, got, _count(said, key), key)
    for before, after in itertools.pairwise(known):
        came, still = _count(said, before), _count(said, waiting + before) if waiting else 0
        if _count(said, after) + still > came:
            other = waiting + before if _count(said, after) <= came else before
            raise _contradiction(said, after, _count(said, after), came - still, other)


def _contradiction(
    said: Said, key: str, got: int, most: int, other: str, name: str = ""
) -> ScenarioError:
    beside = {"other": name or other, "since": said[other][1]}
    return ScenarioError("contradicts", key, got=got, most=most, day=said[key][1], **beside)
