"""The cheapest set of steps that reaches a chance, and the best one for a sum.

What is told of the chosen set is its one answer (`sim.play.enough`), from other fairs than those
that chose it: a set that is best of a thousand in some fairs has been lucky in them. A chance is
reached where that answer is at least as high, with no tolerance; a set that was chosen and does not
keep its promise is left for the next one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import ROUNDING
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.enough import covering_costs
from sim.play.result import Measured
from sim.together.race import Race
from sim.together.sets import StepSet, price, step_sets, taking

CHOOSING: Final = 1_000_003  # so far the seed of the fairs that choose is from that of the answer


@dataclass(frozen=True)
class Together:
    """Some of a plan's steps, taken together.

    wanted   so many of the fairs are to cover their costs, 0 to 1
    today    so many do as planned
    steps    their places among the steps of the plan, in order
    cost     money that they cost (`sim.together.sets.price`), at the likely values and without
             overrun
    chance   of covering costs with them
    without  the same without each of them in turn
    prices   what each of them costs alone
    """

    wanted: float
    today: Measured
    steps: tuple[int, ...]
    cost: float
    chance: Measured
    without: tuple[Measured, ...]
    prices: tuple[float, ...] = ()

    @property
    def reached(self) -> bool:
        return self.chance.value >= self.wanted


def cheapest(
    plan: Scenario, chance: float, *, seed: int = SEED, trials: int | None = None
) -> Together:
    """The cheapest set of the plan's steps with which `chance` of the fairs cover their costs;
    where there is none, the set with which the most do.

    trials  as of `sim.play.enough.played`
    Raises `ScenarioError` for a step that cannot be taken.
    """
    return _Telling(plan, chance, seed, trials).cheapest()


def best_within(
    plan: Scenario, chance: float, money: float, *, seed: int = SEED, trials: int | None = None
) -> Together:
    """The set of the plan's steps that costs no more than `money` with which the most fairs cover
    their costs; the rest as in `cheapest`."""
    return _Telling(plan, chance, seed, trials).best(money * (1 + ROUNDING))


class _Telling:
    def __init__(self, plan: Scenario, wanted: float, seed: int, trials: int | None) -> None:
        self.plan = plan
        self.wanted = wanted
        self.seed = seed
        self.trials = trials
        self.sets = step_sets(plan)
        self.known: dict[tuple[int, ...], Measured] = {}
        self.today = self._chance(())

    def cheapest(self) -> Together:
        if self.today.value >= self.wanted:
            return self._told(())
        race = self._race()
        for one in race.reaching(self.wanted):
            if self._chance(one.places).value >= self.wanted:
                return self._told(one.places)
        return self._told(self._best(race, math.inf))

    def best(self, money: float) -> Together:
        return self._told(self._best(self._race(), money))

    def _race(self) -> Race:
        seed = (self.seed + CHOOSING) % 2**63
        return Race(self.plan, self.sets, seed=seed)

    def _best(self, race: Race, money: float) -> tuple[int, ...]:
        """Nothing at all, where the best does not even keep today's chance."""
        best = race.best(money).places
        return best if self._chance(best).value >= self.today.value else ()

    def _chance(self, places: tuple[int, ...]) -> Measured:
        if places not in self.known:
            changed = taking(self.plan, places)
            self.known[places] = covering_costs(changed, trials=self.trials, seed=self.seed)
        return self.known[places]

    def _told(self, places: tuple[int, ...]) -> Together:
        one = next(one for one in self.sets if one.places == places)
        without = tuple(self._without(one))
        chance = self._chance(places)
        prices = tuple(price(self.plan, [self.plan.steps[place]]) for place in places)
        return Together(self.wanted, self.today, places, one.cost, chance, without, prices)

    def _without(self, one: StepSet) -> Iterator[Measured]:
        for place in one.places:
            try:
                yield self._chance(one.without(place))
            except ScenarioError:  # what is left does not go together without it
                yield Measured(math.nan, math.nan)
