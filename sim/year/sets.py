"""Every set of fairs that a year allows, in one walk through its trials.

A set is visited by way of the one without its last fair of the year: its profit is that one's with
a fair added, less what the fairs before it leave of that one. So no set is summed anew, and what is
held is one sum for each fair of the set, of a part of the trials at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from sim.draws.streams import Whole, replicate_sizes
from sim.plan.johnson import Array
from sim.plan.round_numbers import ROUNDING
from sim.year.shared import Years
from sim.year.year import Year

PART: Final = 4096  # trials at a time: the sums of a walk stay in the cache of a processor
FEW: Final = 8  # replicates that tell what is not exceeded: a budget is no sharper than that
CAUTIOUS: Final = 0.9  # the share of the years whose costs a careful budget covers
HALF: Final = 0.5  # money: costs are told in whole units, and a budget is typed so


@overload
def pays(budget: float, cost: float) -> bool: ...
@overload
def pays(budget: float, cost: Array) -> NDArray[np.bool_]: ...
def pays(budget: float, cost: float | Array) -> bool | NDArray[np.bool_]:
    """Whether a budget is enough for costs as they are told, money."""
    return cost <= budget + HALF


@dataclass(frozen=True, eq=False)
class Sets:
    """The sets that a year allows, not going anywhere first; arrays of shape (sets,).

    chosen  the sets (`Year.excluded` says how they are written)
    cost    money: as planned, or so much that it is not exceeded in 9 of 10 years
    mean    of the year's profit, money
    chance  of a year strictly above zero: not going has none
    goal    of a year that reaches its goal; 0 where it has none
    dust    money that is no more than rounding above zero
    """

    chosen: Whole
    cost: Array
    mean: Array
    chance: Array
    goal: Array
    dust: float

    def within(self, budget: float) -> NDArray[np.bool_]:
        """Which of them the budget pays, shape (sets,); not going is always one of them."""
        return np.asarray(pays(budget, self.cost) | (self.chosen == 0))

    def best(self, budget: float) -> int:
        """The set that is best on average within a budget."""
        paid = np.flatnonzero(self.within(budget))
        return int(self.chosen[paid[np.argmax(self.mean[paid])]])

    def at(self, chosen: int) -> int:
        """The place of a set."""
        return int(np.flatnonzero(self.chosen == chosen)[0])


class _Walk:
    """A walk through all sets of one part of the trials. It begins with every booked fair
    cancelled: one that is taken brings back its fee with its `rest`."""

    def __init__(self, years: Years, part: slice, tally: Tally) -> None:
        self.year, self.tally = years.year, tally
        self.contribution = [fair.contribution[part] for fair in years.fairs]
        fees = [self.year.fees[self.year.luck(at)] for at in range(len(years.fairs))]
        self.rest = [fair.rest[part] + fee for fair, fee in zip(years.fairs, fees, strict=True)]
        self.stand = years.stand[part]
        self.kept: dict[tuple[int, int], Array] = {}
        order = self.year.in_time
        for at, earlier in enumerate(order):
            for later in order[at + 1 :]:
                lost = years.thinned(earlier, later)
                if lost is not None:
                    self.kept[earlier, later] = 1 - lost[part]
        self.visit(0, 0, years.always[part] - self.year.cancelled(()), {})

    def visit(self, at: int, chosen: int, profit: Array, kept: Mapping[int, Array]) -> None:
        """Counts a set, then those with one fair more of the order from `at` on; `kept`: what the
        fairs of the set leave of the contribution of a later one."""
        self.tally.add(chosen, profit)
        order = self.year.in_time
        for next_at in range(at, len(order)):
            fair = order[next_at]
            if self.year.excluded[fair] & chosen:
                continue
            earned = self.contribution[fair]
            if fair in kept:
                earned = earned * kept[fair]
            more = profit + earned
            more += self.rest[fair]
            if not chosen:
                more -= self.stand
            left = dict(kept)
            for later in order[next_at + 1 :]:
                if (fair, later) in self.kept:
                    factor = self.kept[fair, later]
                    left[later] = left[later] * factor if later in left else factor
            self.visit(next_at + 1, chosen | 1 << fair, more, left)


class Tally:
    """What is counted of every set, arrays of shape (2 ** fairs,)."""

    def __init__(self, year: Year) -> None:
        size = 1 << len(year.fairs)
        self.goal = year.goal
        self.seen = np.zeros(size, dtype=bool)
        self.total = np.zeros(size)
        self.above = np.zeros(size, dtype=np.int64)
        self.reached = np.zeros(size, dtype=np.int64)
        self.dust = ROUNDING * sum(year.planned)  # no more than rounding above zero

    def add(self, chosen: int, profit: Array) -> None:
        self.seen[chosen] = True
        self.total[chosen] += profit.sum()
        self.above[chosen] += np.count_nonzero(profit > self.dust)
        if self.goal is not None:
            self.reached[chosen] += np.count_nonzero(profit >= self.goal - self.dust)


def every_set(years: Years, *, cautious: bool = False) -> Sets:
    """All sets that the year allows; `cautious`: their costs are those that 9 of 10 years do not
    exceed."""
    tally = Tally(years.year)
    for start in range(0, years.trials, PART):
        _Walk(years, slice(start, start + PART), tally)
    chosen = np.flatnonzero(tally.seen)
    return Sets(
        chosen=chosen,
        cost=costs_of(years, chosen, cautious=cautious),
        mean=tally.total[chosen] / years.trials,
        chance=tally.above[chosen] / years.trials,
        goal=tally.reached[chosen] / years.trials,
        dust=tally.dust,
    )


def costs_of(years: Years, chosen: Whole, *, cautious: bool) -> Array:
    """What each set costs, money, shape of `chosen`."""
    year = years.year
    if not cautious:
        return np.array([year.cost(year.members(each)) for each in chosen.tolist()])
    few = sum(replicate_sizes(years.trials)[:FEW])  # whole replicates, which are spread evenly
    costs = [fair.costs[:few] for fair in years.fairs]
    stand, at = years.stand[:few], int(np.ceil(CAUTIOUS * few)) - 1
    found = np.empty(chosen.size)
    for place, each in enumerate(chosen.tolist()):
        members = year.members(each)
        total = sum((costs[member] for member in members), stand if members else 0 * stand)
        found[place] = year.planned_always + year.cancelled(members) + np.partition(total, at)[at]
    return found
