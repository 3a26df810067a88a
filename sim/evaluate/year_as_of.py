"""A year as of a day: what it said, and what its fairs make of it by now.

Of each fair that was taken the forecast as of its own last day counts (`sim.evaluate.updated`); one
of which nothing was told is as it was planned. What is still unknown of them is laid side by side
as fairs of one year share it (`sim.year.coupled`). Who was met at an earlier fair too brings no
extra order at a later one only where that is a plan: what was counted there is without them.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sim.actuals.actuals import Actuals
from sim.actuals.year_forecast import LEVELS, YearForecast
from sim.draws.streams import seed_of
from sim.evaluate.as_of import over
from sim.evaluate.beliefs import known_of
from sim.evaluate.updated import updated
from sim.learning.years import site
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.year.coupled import coupled
from sim.year.good_years import RatesTold
from sim.year.shared import TRIALS, Years
from sim.year.year import Candidate, Overlap, Year

NOTHING: Final = Actuals()


@dataclass(frozen=True)
class FairSoFar:
    """A fair of the year by now: its place in the list; whether anything was told of it, and
    whether its own time is over; where 1 in 10, half and 9 in 10 of such fairs end below, money."""

    place: int
    told: bool
    over: bool
    profit: tuple[float, float, float]


@dataclass(frozen=True)
class YearSoFar:
    """A year by now.

    chance  of a year that ends above zero; ``mean`` of its profit; ``profit`` as of a fair; money
    so_far  the same three of the fairs of which something was told, together; None without any
    """

    chance: Measured
    mean: Measured
    profit: tuple[float, float, float]
    so_far: tuple[float, float, float] | None
    fairs: tuple[FairSoFar, ...]

    @property
    def told(self) -> int:
        """Of how many fairs something was told."""
        return sum(fair.told for fair in self.fairs)

    @property
    def over(self) -> bool:
        """Whether the own time of every fair is over."""
        return all(fair.over for fair in self.fairs)


def year_so_far(
    made: YearForecast, told: Mapping[int, Actuals], *, trials: int = TRIALS
) -> YearSoFar:
    """The year that was frozen, as far as was told of its fairs, by their places in the list.
    Raises `ScenarioError`."""
    taken = made.taken
    plans = [made.link.fairs[place].link.scenario for place in taken]
    known = [told.get(place, NOTHING) for place in taken]
    results = [
        updated(plan, actuals, trials=trials, seed=seed_of(made.seed, f"so far.{place}"))
        for plan, actuals, place in zip(plans, known, taken, strict=True)
    ]
    whole = made.settings.year([fair.candidate for fair in made.link.fairs])
    year = _year(made, whole, plans, [_tells(actuals) for actuals in known])
    years = coupled(year, results, seed=made.seed)
    fairs = tuple(
        FairSoFar(
            place, _tells(actuals), _over(plan, actuals), _ends(years, years.fairs[at].profit)
        )
        for at, (place, plan, actuals) in enumerate(zip(taken, plans, known, strict=True))
    )
    profit = years.profit((1 << len(taken)) - 1) - whole.cancelled(taken)
    some = sum(1 << at for at, fair in enumerate(fairs) if fair.told)
    dust = 1e-9 * sum(year.planned)
    result = years.told(profit)
    return YearSoFar(
        chance=result.chance(profit > dust),
        mean=result.mean("profit"),
        profit=_ends(years, profit),
        so_far=_ends(years, years.profit(some)) if some else None,
        fairs=fairs,
    )


def _year(made: YearForecast, whole: Year, plans: Sequence[Scenario], told: Sequence[bool]) -> Year:
    """The fairs that were taken of a whole list, no two the same by name, and nothing booked."""
    year = replace(made.settings, pairs=()).year(
        [
            Candidate(plan.numbers.with_(name=str(at)), made.link.fairs[place].month)
            for at, (place, plan) in enumerate(zip(made.taken, plans, strict=True))
        ]
    )
    later = {at: order for order, at in enumerate(year.in_time)}
    planned = []
    for one, other in itertools.combinations(range(len(made.taken)), 2):
        share = whole.shared_by(made.taken[one], made.taken[other])
        if share and not told[max(one, other, key=later.__getitem__)]:
            planned.append(Overlap(one, other, share))
    return replace(year, overlaps=tuple(planned))


def _tells(actuals: Actuals) -> bool:
    return actuals != NOTHING


def _over(plan: Scenario, actuals: Actuals) -> bool:
    return bool(actuals.reached) and over(plan, actuals)


def _ends(years: Years, profit: Array) -> tuple[float, float, float]:
    result = years.told(profit)
    low, middle, high = (result.quantile("profit", level).value for level in LEVELS)
    return low, middle, high


# Whether good years were good everywhere


def rates_told(plan: Scenario, actuals: Actuals) -> RatesTold | None:
    """What the record of a fair says of the rates that rise and fall together at a good or a bad
    one; None where it says nothing of them, or where nothing of them is unknown."""
    known = known_of(plan, actuals)
    told = known.told
    paths = [path for path in known.beliefs if path in told and PATHS[path].dependent]
    if not paths or not plan.dependence:
        return None
    loading = np.full(len(paths), np.sqrt(plan.dependence))
    before = np.outer(loading, loading) + np.diag(1 - loading**2)
    found = site(*known.moments(paths), before)
    firm = tuple(PATHS[path].of_firm for path in paths)
    return RatesTold(tuple(paths), firm, plan.dependence, found.precision, found.pull)
