"""What really happened at a fair, as far as it is known on a day.

Numbers may be missing, in any order; what is there has to fit together. Leads are counted at the
furthest stage that they have reached, for each buying phase or in total: `reached` so many came at
least so far, and `open` of those who have not gone further may still do so. Whoever is neither
further nor open is lost; where nobody said who is open, whoever has not gone further may be either.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sim.plan.beliefs import number
from sim.plan.funnel import PHASES, STEPS
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import Frozen, Scenario

LINES: Final = ("costs", "income")  # of which money is told, by their place in the budget
LEADS: Final = ("contacts", "followed_up", "calls", "visits", "quotes", "orders")
RATES: Final = {stage: share for stage, share in STEPS if stage in LEADS}  # that lead to a stage

MIX: Final = tuple(f"mix.{phase}" for phase in PHASES)

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Actuals:
    """A fair as it is known `months` after it.

    visitors, target_visitors, stand_visitors   people, or None
    reached       ``stage.phase``, or ``stage`` in total -> people who came at least so far, for the
                  stages of `LEADS`; where both are told the phases count
    open          the same -> of those who went no further, who still may; where it is not said
                  nobody knows
    extra_orders  of the orders, those that would not have come without the fair; or None
    values        money of each order received, before repeat orders
    margin        the contribution margin that was made, a share; or None
    costs         place of a line in the budget (0, 1, ...) -> money that it came to in all
    income        the same of the lines of income

    Raises `ScenarioError` where a number is impossible or more come out of a stage than went in.
    """

    months: float = 0.0
    visitors: int | None = None
    target_visitors: int | None = None
    stand_visitors: int | None = None
    reached: Counts = field(default_factory=dict)
    open: Counts = field(default_factory=dict)
    extra_orders: int | None = None
    values: tuple[float, ...] = ()
    margin: float | None = None
    costs: Mapping[int, float] = field(default_factory=dict, hash=False)
    income: Mapping[int, float] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for name in ("reached", "open"):
            object.__setattr__(self, name, Frozen(getattr(self, name)))
        for name in LINES:
            object.__setattr__(self, name, dict(getattr(self, name)))
        _check_amounts("months", (self.months,), Unit.MONTHS)
        _check_amounts("margin", () if self.margin is None else (self.margin,), Unit.SHARE)
        _check_amounts("values", self.values, Unit.MONEY)
        for name in LINES:
            for line, money in getattr(self, name).items():
                _check_amounts(f"{name}.{line}", (money,), Unit.MONEY)
        people = {"visitors": self.visitors, "target_visitors": self.target_visitors}
        people |= {"stand_visitors": self.stand_visitors, "extra_orders": self.extra_orders}
        for place, count in (*people.items(), *self.reached.items(), *self.open.items()):
            _check_count(place, count)
        for place in (*self.reached, *self.open):
            stage, _, phase = place.partition(".")
            if stage not in LEADS or phase not in ("", *PHASES):
                raise ScenarioError("unknown_key", place, allowed=", ".join(LEADS))
        self._check_order()

    def _check_order(self) -> None:
        """Nobody is counted at a stage without having been at the one before it."""
        chain = [self.visitors, self.target_visitors, self.stand_visitors]
        names = ("visitors", "target_visitors", "stand_visitors")
        known = [
            (name, count) for name, count in zip(names, chain, strict=True) if count is not None
        ]
        for (_, more), (name, fewer) in itertools.pairwise(known):
            if fewer > more:
                raise ScenarioError("above", name, got=fewer, form=f"at most {more}")
        if any(self.told_in_total(stage) for stage in LEADS):
            self._check_totals()
        else:
            for phase in PHASES:
                self._check_chain({stage: f"{stage}.{phase}" for stage in LEADS})
        orders = self.total("orders")
        if self.extra_orders is not None and self.extra_orders > orders:
            raise ScenarioError(
                "above", "extra_orders", got=self.extra_orders, form=f"at most {orders}"
            )
        if len(self.values) > orders:
            raise ScenarioError("above", "values", got=len(self.values), form=f"at most {orders}")

    def _check_chain(self, places: Mapping[str, str]) -> None:
        """Of a phase: every stage up to the last one is known."""
        for before, after in itertools.pairwise(LEADS):
            came, gone = self.reached.get(places[before]), self.reached.get(places[after])
            if gone is None:
                continue
            waiting = self.open.get(places[before], 0)
            if came is None or gone + waiting > came:
                most = 0 if came is None else came - waiting
                raise ScenarioError("above", places[after], got=gone, form=f"at most {most}")

    def _check_totals(self) -> None:
        """Stages told in total may be passed over, but not the contacts."""
        if self.count(LEADS[0]) is None:
            raise ScenarioError("missing", LEADS[0], form="how many contacts")
        there = [stage for stage in LEADS if self.count(stage) is not None]
        for before, after in itertools.pairwise(there):
            places = [("", self.count(before) or 0, self.count(after) or 0)]
            came, went = self.each(before), self.each(after)
            if came is not None and went is not None:
                names = [f".{phase}" for phase in PHASES]
                places = list(zip(names, came, went, strict=True))
            for name, came_so, gone in places:
                most = came_so - (self.said_open(before + name) or 0)
                if gone > most:
                    place = after + name
                    raise ScenarioError("above", place, got=gone, form=f"at most {most}")

    def at(self, stage: str, phase: str) -> int | None:
        """How many of a phase came at least so far; None where it is not known."""
        return self.reached.get(f"{stage}.{phase}")

    def total(self, stage: str) -> int:
        """Of all phases; what is not known counts as nobody."""
        if self.told_in_total(stage):
            return self.reached[stage]
        return sum(self.at(stage, phase) or 0 for phase in PHASES)

    def tells_of(self, stage: str) -> bool:
        """Whether it is told how many came so far, at least of a phase."""
        return any(key.partition(".")[0] == stage for key in self.reached)

    def each(self, stage: str) -> tuple[int, ...] | None:
        """How many of each phase came at least so far; None where a phase is not told."""
        found = [self.at(stage, phase) for phase in PHASES]
        return None if None in found else tuple(count or 0 for count in found)

    def count(self, stage: str) -> int | None:
        """How many came at least so far, of all phases; None where that is not told."""
        each = self.each(stage)
        return self.reached.get(stage) if each is None else sum(each)

    def told_in_total(self, stage: str) -> bool:
        """Whether nothing finer is told of the stage than how many came so far."""
        return stage in self.reached and self.each(stage) is None

    def said_open(self, place: str) -> int | None:
        """Of those who went no further than ``stage.phase`` or, in total, ``stage``, who still may;
        None where nobody said so."""
        phases = [self.open.get(f"{place}.{phase}") for phase in PHASES]
        if place in LEADS and place not in self.open and None not in phases:
            return sum(count or 0 for count in phases)
        return self.open.get(place)

    @property
    def waiting(self) -> int:
        """Leads of whom it is open whether they go on: where nobody said, all who went no
        further."""
        return sum(self.waiting_at(stage) for stage in LEADS[:-1])

    def waiting_at(self, stage: str) -> int:
        """The same of those who stand at a stage."""
        if any(self.told_in_total(one) for one in LEADS):
            return self._in_total(stage)
        return sum(self.waiting_in(stage, phase) for phase in PHASES)

    def waiting_in(self, stage: str, phase: str) -> int:
        """The same of a phase, where leads were told for each."""
        came = self.at(stage, phase)
        if came is None or stage == LEADS[-1]:
            return 0
        after = self.at(LEADS[LEADS.index(stage) + 1], phase) or 0
        return self.open.get(f"{stage}.{phase}", came - after)

    def _in_total(self, stage: str) -> int:
        came = self.count(stage)
        if came is None:
            return 0
        still = self.said_open(stage)
        if still is None:
            later = (self.count(one) for one in LEADS[LEADS.index(stage) + 1 :])
            return came - next((n for n in later if n is not None), 0)
        return still


def _check_amounts(place: str, amounts: Sequence[float], unit: Unit) -> None:
    if all(type(x) is float and unit.least <= x <= unit.most for x in amounts):
        return  # many orders
    with at(place):
        for amount in amounts:
            unit.check(number(amount, unit.form))


def _check_count(place: str, count: int | None) -> None:
    if count is None:
        return
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ScenarioError("not_whole", place, got=count, least=0)


def unplanned(scenario: Scenario, actuals: Actuals) -> tuple[str, ...]:
    """Lines that money was told of and that the plan does not have, ``costs.N`` and ``income.N``.
    Nobody knows what such money was for, so it counts nowhere."""
    return tuple(
        f"{name}.{line}"
        for name in LINES
        for line in sorted(getattr(actuals, name))
        if line >= len(getattr(scenario, name))
    )


def rate_path(scenario: Scenario, stage: str, phase: str) -> str:
    """The path of the share of a phase that leads to a stage."""
    share = RATES[stage]
    return share if share in scenario.inputs else f"{share}.{phase}"


def passed(scenario: Scenario, phase: str, months: float) -> float:
    """Part of the orders of a phase that have come so long after the fair. Without months 0: how
    long it takes nobody knows, and that a lead is open says nothing."""
    if f"months_to_order.{phase}" not in scenario.inputs:
        return 0.0
    return scenario.come_by(phase, months)
