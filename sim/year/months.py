"""The money of a year's chosen fairs, month by month: what is out at the end of each.

Months count from the first of the year, 0, also beyond its last: orders come later. Costs and
income are followed as cash (`sim.decide.timeline`), each fair's from its own month on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.decide.timeline import LEVELS, Paths, paths
from sim.draws.streams import Whole
from sim.plan.johnson import Array
from sim.plan.problems import at
from sim.plan.round_numbers import ROUNDING
from sim.play.engine import SEED
from sim.play.result import Measured
from sim.play.trials import TRIALS
from sim.year.shared import Years, alone, amount_of, played, shared_normals
from sim.year.year import Year


@dataclass(frozen=True, eq=False)
class Months:
    """The cash of a year.

    months   shape (months,), whole; 0 is the first of the year, negative before it
    bands    cumulated cash at the end of each month at `sim.decide.timeline.LEVELS`, (months, 5)
    deepest  the most money that is out at the end of any month: 1 year in 10 lower, the median,
             1 in 10 higher
    """

    months: Whole
    bands: Array
    deepest: tuple[Measured, Measured, Measured]


@dataclass(frozen=True, eq=False)
class _Course:
    """A fair on its way through the year: `order` is the year of each of its trials, `lost` the
    share of its contribution that earlier fairs take in each year."""

    month: int
    paths: Paths
    order: Whole
    lost: Array

    def cash(self, month: int) -> Array:
        """At the end of a month of the year, shape (trials,)."""
        found = np.empty(self.order.size)
        after = month - self.month
        found[self.order] = self.paths.cash(after)
        earned = np.empty(self.order.size)
        earned[self.order] = self.paths.earned(after)
        return np.asarray(found - earned * self.lost)


def months(year: Year, chosen: int, *, trials: int = TRIALS, seed: int = SEED) -> Months:
    """The money of a set of fairs. Raises `ScenarioError`, the place that of the plan, for one
    without `months_to_order`."""
    years = played(year, trials=trials, seed=seed)
    courses = list(_courses(years, chosen))
    first, last = 0, 0
    for course in courses:
        ends = course.paths.months() + course.month
        first, last = min(first, int(ends[0])), max(last, int(ends[-1]))
    for line in (*year.costs, *year.income):
        first, last = min(first, line.month), max(last, line.month)
    span = np.arange(first, last + 1)
    deepest, bands = np.zeros(trials), []
    for month in span.tolist():
        beside = _beside(years, chosen, courses, month)
        cash = sum((course.cash(month) for course in courses), beside)
        deepest = np.maximum(deepest, -cash)
        bands.append(np.quantile(cash, LEVELS, method="inverted_cdf"))
    cash_at = np.array(bands)
    cash_at[np.abs(cash_at) <= ROUNDING * np.abs(cash_at).max()] = 0.0  # what cancels is nothing
    told = years.told(deepest)
    low, middle, high = (told.quantile("profit", share) for share in (0.1, 0.5, 0.9))
    return Months(span, cash_at, (low, middle, high))


def _courses(years: Years, chosen: int) -> list[_Course]:
    year, found = years.year, []
    common = shared_normals(years.trials, years.seed)
    members = [place for place in year.in_time if chosen >> place & 1]
    for place_in_time, place in enumerate(members):
        result, order = alone(year, place, common, years.trials, years.seed, detail=True)
        kept = np.ones(years.trials)
        for earlier in members[:place_in_time]:
            lost = years.thinned(earlier, place)
            kept = kept if lost is None else kept * (1 - lost)
        with at(f"plans[{place + 1}]"):
            found.append(_Course(year.fairs[place].month, paths(result), order, 1 - kept))
    return found


def _beside(years: Years, chosen: int, courses: list[_Course], month: int) -> Array:
    """What belongs to no fair and is due by the end of a month: the stand, in that of the first
    fair; what cancelling the others costs today, from the beginning on."""
    year = years.year
    total = np.full(years.trials, -year.cancelled(year.members(chosen)))
    for of, lines, sign in (("costs", year.costs, -1.0), ("income", year.income, 1.0)):
        for number_of, line in enumerate(lines):
            if line.month <= month:
                name = f"year.{of}.{number_of}"
                total += sign * amount_of(line.amount, name, years.trials, years.seed)
    if courses and courses[0].month <= month:
        total -= years.stand
    return total
