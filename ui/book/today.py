"""Where a fair stands on a day: the chance as of then, how it moved, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sim.actuals.actuals import LEADS, Actuals
from sim.actuals.file import dumps, loads
from sim.actuals.forecast import Forecast
from sim.actuals.record import Record
from sim.evaluate.updated import updated
from sim.plan.funnel import PHASES
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.play.trials import PAGE
from ui.visit import worked_out
from words.catalogue import Words

SURE: Final = 0.95  # of the fairs that began like this one: the open leads hardly matter any more


@dataclass(frozen=True)
class Today:
    """The fair as of a day.

    chance   of covering its costs
    profit   1 in 10 below, the middle, 1 in 10 above; money
    waiting  leads of whom it is open whether they go on
    orders   received so far
    leads    whether anything was told of them
    """

    day: date
    chance: Measured
    profit: tuple[float, float, float]
    waiting: int
    orders: int
    leads: bool

    @property
    def open(self) -> bool:
        """Whether the open leads decide."""
        return self.waiting > 0 and 1 - SURE < self.chance.value < SURE

    @property
    def settled(self) -> bool:
        """Whether nothing is left that could change the verdict."""
        return self.chance.value in (0.0, 1.0)


def today(made: Forecast, record: Record, day: date) -> Today:
    """The fair as of a day; what was told later does not count."""
    until = Record(record.fair_day, tuple(one for one in record.entries if one.day <= day))
    found = worked_out.asked(_today, made.plan, made.seed, dumps(until))
    return Today(day, *found)


def course(made: Forecast, record: Record) -> Iterator[Today]:
    """The fair as of every day on which something was told."""
    return (today(made, record, day) for day in record.days)


def rows(days: Iterable[Today], plan: Scenario, w: Words) -> list[list[str]]:
    """The fair as of every day, in figures; the heads first."""
    found = [[w(f"evaluate.course.{head}") for head in ("day", "chance", "ends", "waiting")]]
    for one in days:
        low, _, high = (w.signed(x, plan.currency) for x in one.profit)
        n = w("evaluate.course.of", n=w.of_hundred(one.chance.value))
        ends = w("evaluate.course.between", low=low, high=high) if low != high else low
        found.append([w.date(one.day), n, ends, w.number(one.waiting)])
    return found


Found = tuple[Measured, tuple[float, float, float], int, int, bool]


def _today(plan: Scenario, seed: int, record: str) -> Found:
    known = loads(record).known()
    result = updated(plan, known, trials=PAGE, seed=seed)
    low, middle, high = (result.quantile("profit", share).value for share in (0.1, 0.5, 0.9))
    return (
        result.chance_covering_costs,
        (low, middle, high),
        waiting(known),
        known.total("orders"),
        bool(known.reached),
    )


def waiting(known: Actuals) -> int:
    """Leads of whom it is open whether they go on."""
    return sum(known.waiting(stage, phase) for stage in LEADS for phase in PHASES)


# In words


def headline(made: Forecast, found: Today | None, begins: date, w: Words) -> list[str]:
    """How the fair that begins on a day stands, what that rests on, and what the plan said."""
    planned = w.of_hundred(made.answer.chance.value)
    plans = w("evaluate.now.planned", n=planned)
    if made.day >= begins:
        plans += " " + w("evaluate.now.late", day=w.date(made.day))
    if found is None:
        lines = [w("evaluate.now.nothing"), plans]
        if begins > date.today():
            lines.append(w("evaluate.now.ahead", day=w.date(begins)))
        return lines
    day, plan = w.date(found.day), made.plan
    low, middle, high = (w.signed(x, plan.currency) for x in found.profit)
    if found.settled and found.waiting == 0:
        which = "covered" if found.chance.value else "not_covered"
        lines = [w(f"evaluate.now.{which}", day=day)]
    else:
        lines = [w("evaluate.now.chance", day=day, n=w.of_hundred(found.chance.value))]
    lines.append(plans)
    if low == high:
        lines.append(w("evaluate.now.ends_at", middle=middle))
    else:
        lines.append(w("evaluate.now.ends", low=low, middle=middle, high=high))
    if not found.leads and not found.settled:
        lines.append(w("evaluate.now.no_leads"))
    elif found.open:
        lines.append(w.counted("evaluate.now.early", found.waiting, n=w.number(found.waiting)))
    elif found.waiting:
        lines.append(w.counted("evaluate.now.hardly", found.waiting, n=w.number(found.waiting)))
    return lines
