"""A year: the fairs that may be taken, and what they have to do with one another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from sim.plan.beliefs import Belief
from sim.plan.budget import CostLine, Income
from sim.plan.checks import check_number
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import Scenario
from sim.play.expected import best_guess

MOST: Final = 12  # fairs and variants of them: 4,096 sets
MONTHS: Final = 12
TOGETHER: Final = 0.5  # where nobody says how far a good year is good everywhere


@dataclass(frozen=True)
class Candidate:
    """A fair that may be taken.

    month       of the year, 0 to 11: who is met at two fairs is met at the earlier one first; in
                one month, at the one that stands first in the list
    variant_of  the place in the list of the fair that this one replaces (a smaller stand there):
                one of the two at most is taken, and both have the same luck
    """

    plan: Scenario
    month: int = 0
    variant_of: int | None = None


@dataclass(frozen=True)
class Overlap:
    """The same customers at two fairs: the `share`, 0 to 1, of the smaller target group that is in
    the other one too; the fairs by their places in the list."""

    first: int
    second: int
    share: float


@dataclass(frozen=True)
class Year:
    """The fairs of a year, of one currency. One that is booked and not taken, nor replaced by
    another of its place, is cancelled for what that costs today (`Scenario.fee_today`).

    together  0 to 1, how far a good year is good everywhere: the good fairs and bad fairs of the
              plans have the correlation `together`
    overlaps  of pairs of fairs; no pair, nobody in common
    clashes   pairs of fairs that cannot both be taken: the same people, at two fairs at once
    stand     money of one stand that all fairs use: paid once, whichever of them are chosen, and
              not at all without any; None where each plan pays for its own
    costs, income
              of the year, whatever is chosen; per fair only, and `Line.month` counts from the
              first month of the year
    goal      the profit of the year that is aimed at, money, or None

    Raises `ScenarioError`, the place as on the command line (``plans[2]``).
    """

    fairs: tuple[Candidate, ...]
    together: float = TOGETHER
    overlaps: tuple[Overlap, ...] = ()
    clashes: tuple[tuple[int, int], ...] = ()
    stand: Belief | None = None
    costs: tuple[CostLine, ...] = ()
    income: tuple[Income, ...] = ()
    goal: float | None = None

    def __post_init__(self) -> None:
        check_number("together", self.together, 1.0)
        if len(self.fairs) > MOST:
            raise ScenarioError("too_many_fairs", got=len(self.fairs), most=MOST)
        for number_of, fair in enumerate(self.fairs, start=1):
            with at(f"plans[{number_of}]"):
                self._check_fair(number_of - 1, fair)
        places = [pair for lap in self.overlaps for pair in (lap.first, lap.second)]
        places += itertools.chain.from_iterable(self.clashes)
        if not all(0 <= place < len(self.fairs) for place in places):
            raise IndexError(f"no fair at one of {places}")
        for lap in self.overlaps:
            check_number("overlap", lap.share, 1.0)
        if self.stand is not None:
            with at("stand"):
                Unit.MONEY.check_belief(self.stand)
        for line in (*self.costs, *self.income):
            if line.per != "fair":
                raise ScenarioError("not_one_of", "per", got=line.per, allowed="fair")

    def _check_fair(self, place: int, fair: Candidate) -> None:
        first = self.fairs[0].plan.currency
        if fair.plan.currency != first:
            raise ScenarioError("currencies_differ", got=fair.plan.currency, other=first)
        before = [other.plan for other in self.fairs[:place]]
        if fair.plan in before:
            raise ScenarioError("plan_twice", got=before.index(fair.plan) + 1)
        if not 0 <= fair.month < MONTHS:
            form = f"a whole number from 0 to {MONTHS - 1}"
            raise ScenarioError("above", "month", got=fair.month, form=form)
        if fair.variant_of is not None and not 0 <= fair.variant_of < place:
            raise IndexError(f"no fair at {fair.variant_of} before its variant")

    def luck(self, place: int) -> int:
        """The place of the fair whose luck it has: its own, or that of the fair it replaces."""
        of = self.fairs[place].variant_of
        return place if of is None else self.luck(of)

    @cached_property
    def in_time(self) -> tuple[int, ...]:
        """The places of the fairs in the order of the year."""
        return tuple(sorted(range(len(self.fairs)), key=lambda place: self.fairs[place].month))

    @cached_property
    def excluded(self) -> tuple[int, ...]:
        """For each fair the set of those that cannot be taken beside it; sets are whole numbers
        whose binary digit k (from the lowest, 0) is 1 where the k-th fair is in it."""
        found = [0] * len(self.fairs)
        luck = [self.luck(place) for place in range(len(self.fairs))]
        pairs = itertools.combinations(range(len(self.fairs)), 2)
        for i, j in (*self.clashes, *(pair for pair in pairs if luck[pair[0]] == luck[pair[1]])):
            found[i] |= 1 << j
            found[j] |= 1 << i
        return tuple(found)

    def shared_by(self, place: int, other: int) -> float:
        """The share of the smaller target group of two fairs that is in the other one too."""
        pair = {place, other}
        return max(
            (lap.share for lap in self.overlaps if {lap.first, lap.second} == pair), default=0
        )

    @cached_property
    def planned(self) -> tuple[float, ...]:
        """The costs of each fair as planned, every number at its likely value, money."""
        return tuple(best_guess(fair.plan).costs for fair in self.fairs)

    @cached_property
    def fees(self) -> tuple[float, ...]:
        """What cancelling each fair costs now, money: 0 where nothing is booked, and for one that
        replaces another, which takes over its booking."""
        return tuple(
            0.0 if fair.variant_of is not None else fair.plan.fee_today for fair in self.fairs
        )

    def cancelled(self, members: Sequence[int]) -> float:
        """What it costs to leave out all fairs but these, money."""
        if not any(self.fees):
            return 0.0
        taken = {self.luck(place) for place in members}
        return sum(fee for place, fee in enumerate(self.fees) if place not in taken)

    @property
    def planned_always(self) -> float:
        """The costs of the year that belong to no fair, as planned, money."""
        return sum(line.amount.likely for line in self.costs)

    def cost(self, members: Sequence[int]) -> float:
        """The costs of a year with these fairs as planned, the others left out, money."""
        stand = self.stand.likely if self.stand is not None and members else 0.0
        planned = sum(self.planned[place] for place in members)
        return self.planned_always + stand + planned + self.cancelled(members)

    def members(self, chosen: int) -> tuple[int, ...]:
        """The places of the fairs in a set."""
        return tuple(place for place in range(len(self.fairs)) if chosen >> place & 1)

    def with_plans(self, plans: Sequence[Scenario]) -> Year:
        """The same year with other plans in the places of these."""
        both = zip(self.fairs, plans, strict=True)
        return replace(self, fairs=tuple(replace(fair, plan=plan) for fair, plan in both))


def set_of(members: Sequence[int]) -> int:
    """The set of the fairs at these places."""
    return sum(1 << place for place in set(members))
