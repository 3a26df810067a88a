"""The best sets of a year, told from other years than those that chose them.

Of 4,096 sets the one that comes out best owes part of that to the trials that it was picked from
(the winner's curse). So one run of years chooses, and another, which shares nothing with it, tells
the figures and their errors. The chance of one fair alone is that of its plan (`sim.play.enough`):
it is worked out there, and the same wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from sim.draws.streams import Whole, seed_of
from sim.plan.johnson import Array
from sim.play import enough
from sim.play.engine import SEED
from sim.play.result import Measured
from sim.year.sets import Sets, every_set
from sim.year.shared import TRIALS, Years, played
from sim.year.year import Year

LISTED: Final = 20
POORLY: Final = 0.10  # the share of the years below the figure that tells how bad it may get


@dataclass(frozen=True)
class Told:
    """A year with a set of fairs.

    fairs   places in the list
    cost    money, as planned, or what 9 of 10 years do not exceed; with cancelling all others
    mean    of the year's profit, money; ``p10``: 1 year in 10 ends below
    chance  of a year that ends strictly above zero
    goal    of one that reaches the goal; None without one
    """

    chosen: int
    fairs: tuple[int, ...]
    cost: float
    mean: Measured
    chance: Measured
    p10: Measured
    goal: Measured | None = None


@dataclass(frozen=True)
class More:
    """What one set brings more than another, in the same years: money on average, and chance."""

    chosen: int
    mean: Measured
    chance: Measured

    @property
    def as_likely(self) -> bool:
        """Whether the chance is the same but for noise, or but for less than one year of 100."""
        return self.chance.hardly or abs(self.chance.value) < 0.01


@dataclass(frozen=True)
class Best:
    """Sets within a budget, best on average first, at most `LISTED`.

    sets       the two below and not going (no fairs) are among them
    by_mean    place of the best on average
    by_chance  place of the one that most often ends above zero; None where none ever does
    """

    sets: tuple[Told, ...]
    by_mean: int
    by_chance: int | None


@dataclass(frozen=True, eq=False)
class Weighed:
    """A year, weighed: the sets as one run of years found them, and the years that tell of them.

    alone  for each fair the chance that it covers its costs, as its plan tells it
    ties   for each the chance that it breaks even exactly, neither above zero nor below
    """

    sets: Sets
    years: Years
    alone: tuple[Measured, ...]
    ties: tuple[float, ...]

    @property
    def year(self) -> Year:
        return self.years.year

    def told(self, chosen: int) -> Told:
        """The figures of a set, worked out once. Raises IndexError for one that the year does not
        allow."""
        if chosen not in self._told:
            self._told[chosen] = self._figures(chosen)
        return self._told[chosen]

    @cached_property
    def _told(self) -> dict[int, Told]:
        return {}

    def _figures(self, chosen: int) -> Told:
        result = self.years.told(self.years.profit(chosen))
        goal = self.year.goal
        return Told(
            chosen=chosen,
            fairs=self.year.members(chosen),
            cost=float(self.sets.cost[self.sets.at(chosen)]),
            mean=result.mean("profit"),
            chance=self._chance(chosen),
            p10=result.quantile("profit", POORLY),
            goal=None if goal is None else result.chance(result["profit"] >= goal),
        )

    def _chance(self, chosen: int) -> Measured:
        """One fair alone, and nothing of the year beside it: the chance of its plan."""
        fairs, year = self.year.members(chosen), self.year
        beside = year.costs or year.income
        if not fairs and not beside:
            return Measured(0.0, 0.0)
        if len(fairs) == 1 and year.stand is None and not beside and not year.cancelled(fairs):
            known = self.alone[fairs[0]]
            return Measured(known.value - self.ties[fairs[0]], known.error)
        profit = self.years.profit(chosen)
        return self.years.told(profit).chance(profit > self.sets.dust)

    def best(self, budget: float) -> Best:
        """The best sets that the budget, money, pays for."""
        paid = np.flatnonzero(self.sets.within(budget))
        ordered = paid[np.lexsort((self.sets.cost[paid], -self.sets.mean[paid]))]
        by_chance = self._likeliest(paid)
        wanted = [int(ordered[0]), int(np.flatnonzero(self.sets.chosen == 0)[0])]
        wanted += [] if by_chance is None else [by_chance]
        rest = [int(place) for place in ordered if int(place) not in wanted]
        kept = {*wanted, *rest[: LISTED - len({*wanted})]}
        places = [int(place) for place in ordered if int(place) in kept]
        told = tuple(self.told(int(self.sets.chosen[place])) for place in places)
        return Best(told, 0, None if by_chance is None else places.index(by_chance))

    def _likeliest(self, paid: Whole) -> int | None:
        """Of these places the set that most often ends above zero; of equals the best on average.
        Not going anywhere never does."""
        some = paid[(self.sets.chosen[paid] != 0) & (self.sets.chance[paid] > 0)]
        if not some.size:
            return None
        return int(some[np.lexsort((-self.sets.mean[some], -self.sets.chance[some]))[0]])

    def frontier(self, budget: float) -> tuple[int, ...]:
        """The sets within the budget that no other one there beats in both money and chance, from
        the most money on average to the highest chance; not going is none of them."""
        paid = np.flatnonzero(self.sets.within(budget) & (self.sets.chosen != 0))
        ordered = paid[np.lexsort((-self.sets.chance[paid], -self.sets.mean[paid]))]
        found, highest = [], 0.0
        for place in ordered.tolist():
            if self.sets.chance[place] > highest:
                found.append(int(self.sets.chosen[place]))
                highest = self.sets.chance[place]
        return tuple(found)

    def between(self, budget: float) -> int | None:
        """Of the frontier the set that keeps most of both: of the money on average and of the
        chance, each as a part of what lies between the two ends. None with fewer than three."""
        sets = [self.sets.at(chosen) for chosen in self.frontier(budget)]
        if len(sets) < 3:
            return None
        mean, chance = self.sets.mean[sets], self.sets.chance[sets]
        kept = (mean - mean[-1]) / (mean[0] - mean[-1]) + (chance - chance[0]) / (
            chance[-1] - chance[0]
        )
        return int(self.sets.chosen[sets[1 + int(np.argmax(kept[1:-1]))]])

    def adds(self, chosen: int) -> tuple[More | None, ...]:
        """For each fair of the list what a year brings with it more than without it, beside the
        others of the set; None where it cannot be taken beside them."""
        found: list[More | None] = []
        for place in range(len(self.year.fairs)):
            bit = 1 << place
            if self.year.excluded[place] & chosen:
                found.append(None)
                continue
            found.append(self.more(chosen | bit, chosen & ~bit))
        return tuple(found)

    def more(self, chosen: int, than: int) -> More:
        """What a set brings more than another."""
        one, other = self.years.profit(chosen), self.years.profit(than)
        result = self.years.told(one - other)
        happens = (one > self.sets.dust).astype(float) - (other > self.sets.dust)
        return More(
            chosen,
            result.mean("profit"),
            result.average(happens),
        )

    def other_budget(self, budget: float, step: float) -> More:
        """What the best set on average brings more with `step` money more, or less where it is
        below 0, than the best within the budget."""
        return self.more(self.sets.best(budget + step), self.sets.best(budget))

    @property
    def correlation(self) -> Array:
        """Of the profits of the fairs, each alone in the same years, shape (fairs, fairs); 0 for
        one whose profit never differs."""
        profits = np.stack([fair.profit for fair in self.years.fairs])
        centred = profits - profits.mean(axis=1, keepdims=True)
        size = np.sqrt((centred**2).sum(axis=1))
        size = np.where(size > 0, size, np.inf)
        found = np.asarray(centred @ centred.T / np.outer(size, size))
        np.fill_diagonal(found, 1.0)
        return found


def weighed(
    year: Year,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    cautious: bool = False,
    alone: Sequence[Measured] | None = None,
) -> Weighed:
    """Plays a year twice, `trials` times each: once to choose, once to tell.

    cautious  the costs of a set are what 9 of 10 years do not exceed, not those as planned
    alone     the chance of each fair to cover its costs, where `enough.played` has told it already

    Raises `ScenarioError` for a year without fairs, and where trials or seed are not allowed.
    """
    telling = played(year, trials=trials, seed=seed)
    choosing = played(year, trials=trials, seed=seed_of(seed, "choosing"))
    if alone is None:
        plans = [enough.played(fair.plan, seed=seed) for fair in year.fairs]
        alone = [plan.chance_covering_costs for plan in plans]
    sets = every_set(choosing, cautious=cautious)
    ties = [np.mean(np.abs(fair.profit) <= sets.dust) for fair in telling.fairs]
    return Weighed(sets, telling, tuple(alone), tuple(map(float, ties)))
