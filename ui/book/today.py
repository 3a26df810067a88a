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
from sim.evaluate.as_of import AsOf, beyond
from sim.plan.funnel import PHASES
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.play.trials import TRIALS
from ui.visit import clock, worked_out
from words.catalogue import Words
from words.measured import between

ENDS: Final = (0.1, 0.5, 0.9)  # of such fairs end below


@dataclass(frozen=True)
class Today:
    """The fair as of a day.

    chance     of covering its costs
    ends       the same if all open leads are lost, and if they go on as planned
    profit     1 in 10 below, the middle, 1 in 10 above; money
    waiting    leads of whom it is open whether they go on
    leads      whether anything was told of them; of the contacts of every phase of the plan; and of
               its orders, or that nobody came so far
    too_early  whether that leaves open how the fair ends
    """

    day: date
    chance: Measured
    ends: tuple[Measured, Measured]
    profit: tuple[float, float, float]
    waiting: int
    leads: tuple[bool, bool, bool]
    too_early: bool

    @property
    def settled(self) -> bool:
        """Whether nothing is left that could change the verdict."""
        return all(self.leads) and not self.waiting and self.chance.value in (0.0, 1.0)


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
        ends = between(low, high, "evaluate.course.between", w)
        found.append([w.date(one.day), n, ends, w.number(one.waiting)])
    return found


Found = tuple[
    Measured,
    tuple[Measured, Measured],
    tuple[float, float, float],
    int,
    tuple[bool, bool, bool],
    bool,
]


def _today(plan: Scenario, seed: int, record: str) -> Found:
    known = loads(record).known()
    found = AsOf(plan, known, trials=TRIALS, seed=seed)
    low, middle, high = (found.result.quantile("profit", part).value for part in ENDS)
    orders = _told(plan, known, LEADS[-1]) or 0 in map(known.count, LEADS)
    return (
        found.result.chance_covering_costs,
        (found.all_lost.chance_covering_costs, found.all_go_on.chance_covering_costs),
        (low, middle, high),
        known.waiting,
        (bool(known.reached), _told(plan, known, LEADS[0]), orders),
        found.too_early,
    )


def _told(plan: Scenario, known: Actuals, stage: str) -> bool:
    """Whether it was told of every phase of the plan how many came so far."""
    there = [phase for phase in PHASES if plan.inputs[f"mix.{phase}"].high > 0]
    return known.told_in_total(stage) or all(known.at(stage, one) is not None for one in there)


# In words


def headline(made: Forecast, found: Today | None, begins: date, w: Words) -> list[str]:
    """How the fair that begins on a day stands and what that rests on, then what the plan said:
    fairs like this one are never read as those of the plan."""
    planned = w.of_hundred(made.answer.chance.value)
    plans = w("evaluate.now.planned", n=planned)
    if made.day >= begins:
        plans += " " + w("evaluate.now.late", day=w.date(made.day))
    if found is None:
        lines = [w("evaluate.now.nothing"), plans, _ends([*map(made.answer.profit, ENDS)], made, w)]
        ahead = begins > clock.today()
        lines.append(
            w("evaluate.now.ahead", day=w.date(begins)) if ahead else w("evaluate.now.begin")
        )
        return lines
    rests_on = [_ends(found.profit, made, w), *_past(found, w), *_left(found, w)]
    return [_answer(found, w), *rests_on, plans]


def _ends(profit: Iterable[float], made: Forecast, w: Words) -> str:
    """Where such fairs end."""
    low, middle, high = (w.signed(x, made.plan.currency) for x in profit)
    if low == high:
        return w("evaluate.now.ends_at", middle=middle)
    return w("evaluate.now.ends", low=low, middle=middle, high=high)


def _answer(found: Today, w: Words) -> str:
    """The chance; with its two ends, as long as leads are open and those read otherwise."""
    day, n = w.date(found.day), w.of_hundred(found.chance.value)
    if found.settled:
        return w(f"evaluate.now.{'covered' if found.chance.value else 'not_covered'}", day=day)
    lost, on = (w.of_hundred(one.value) for one in found.ends)
    if not found.waiting or lost == on == n:
        return w("evaluate.now.chance", day=day, n=n)
    said = {"day": day, "n": n, "lost": lost, "on": on, "open": w.number(found.waiting)}
    return w.counted("evaluate.now.chance_open", found.waiting, **said)


def _past(found: Today, w: Words) -> Iterator[str]:
    """Why the answer does not lie between its two ends, where it does not."""
    n, lost, on = (w.of_hundred(one.value) for one in (found.chance, *found.ends))
    side = beyond(found.chance.value, (found.ends[0].value, found.ends[1].value))
    if side and found.waiting and n not in (lost, on):
        yield w(f"evaluate.now.{'above' if side > 0 else 'below'}")


def _left(found: Today, w: Words) -> Iterator[str]:
    """Whether that can be judged by now."""
    some, every, orders = found.leads
    if not every:
        yield w(f"evaluate.now.{'some_leads' if some else 'no_leads'}")
    elif found.waiting:
        yield w(f"evaluate.now.{'early' if found.too_early else 'hardly'}")
    elif not orders:
        yield w("evaluate.now.no_orders")
