"""What really happened at a fair, as far as it is known on a day, and what it says of the beliefs.

Numbers may be missing, in any order; what is there has to fit together. Leads are counted for each
buying phase at the furthest stage that they have reached: `reached` so many came at least so far,
and `open` of those who have not gone further may still do so. Whoever is neither further nor open
is lost.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from sim.learning.learning import Evidence, learned, learned_parts, learned_value
from sim.plan.beliefs import Belief, Range, number
from sim.plan.funnel import PHASES, STEPS
from sim.plan.johnson import wide_rule
from sim.plan.parameters import RECORDED, Unit, exactly
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import Frozen, Scenario

LEADS: Final = ("contacts", "followed_up", "calls", "visits", "quotes", "orders")
RATES: Final = {stage: share for stage, share in STEPS if stage in LEADS}  # that lead to a stage

NEAR: Final = 8.0  # normal scores that a belief reaches
MIX: Final = tuple(f"mix.{phase}" for phase in PHASES)

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Actuals:
    """A fair as it is known `months` after it.

    visitors, target_visitors, stand_visitors   people, or None
    reached       ``stage.phase`` -> people who came at least so far, for the stages of `LEADS`
    open          ``stage.phase`` -> of those who went no further, who still may; where it is not
                  said everybody may while nothing is known of the next stage, and nobody after
                  (a `sim.actuals.record.Record` says it of every stage)
    extra_orders  of the orders, those that would not have come without the fair; or None
    values        money of each order received, before repeat orders
    margin        the contribution margin that was made, a share; or None
    costs         place of a line in the budget (0, 1, ...) -> money that it came to in all

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
    costs: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("reached", "open"):
            object.__setattr__(self, name, Frozen(getattr(self, name)))
        object.__setattr__(self, "costs", dict(self.costs))
        _check_amounts("months", (self.months,), Unit.MONTHS)
        _check_amounts("margin", () if self.margin is None else (self.margin,), Unit.SHARE)
        _check_amounts("values", self.values, Unit.MONEY)
        for line, money in self.costs.items():
            _check_amounts(f"costs.{line}", (money,), Unit.MONEY)
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
        for phase in PHASES:
            for before, after in itertools.pairwise(LEADS):
                came, gone = self.at(before, phase), self.at(after, phase)
                if gone is None:
                    continue
                waiting = self.open.get(f"{before}.{phase}", 0)
                if came is None or gone + waiting > came:
                    most = 0 if came is None else came - waiting
                    place = f"{after}.{phase}"
                    raise ScenarioError("above", place, got=gone, form=f"at most {most}")
        orders = self.total("orders")
        if self.extra_orders is not None and self.extra_orders > orders:
            raise ScenarioError(
                "above", "extra_orders", got=self.extra_orders, form=f"at most {orders}"
            )
        if len(self.values) > orders:
            raise ScenarioError("above", "values", got=len(self.values), form=f"at most {orders}")

    def at(self, stage: str, phase: str) -> int | None:
        """How many of a phase came at least so far; None where it is not known."""
        return self.reached.get(f"{stage}.{phase}")

    def total(self, stage: str) -> int:
        """Of all phases; what is not known counts as nobody."""
        return sum(self.at(stage, phase) or 0 for phase in PHASES)

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
        return self.open.get(place)

    def waiting(self, stage: str, phase: str) -> int:
        """Who stands at a stage and may still go on."""
        came = self.at(stage, phase)
        if came is None or stage == LEADS[-1]:
            return 0
        after = self.at(LEADS[LEADS.index(stage) + 1], phase)
        return self.open.get(f"{stage}.{phase}", came if after is None else 0)


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


def still_open(reached: Counts, said: Counts) -> dict[str, int]:
    """Who may still go on where the next stage is known: as `said`, otherwise all who went no
    further. Both by ``stage.phase``."""
    found = dict(said)
    for phase in PHASES:
        for before, after in itertools.pairwise(f"{stage}.{phase}" for stage in LEADS):
            if after in reached and before in reached:
                found.setdefault(before, reached[before] - reached[after])
    return found


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


def evidence(scenario: Scenario, actuals: Actuals) -> dict[str, Evidence]:
    """What was counted about each share of the plan, by its path; only where something was."""
    found: dict[str, Evidence] = {}
    for phase in PHASES:
        waited = passed(scenario, phase, actuals.months)
        for before, after in itertools.pairwise(LEADS):
            came, gone = actuals.at(before, phase), actuals.at(after, phase)
            if came is None or gone is None:
                continue
            share = RATES[after]
            path = share if share in scenario.inputs else f"{share}.{phase}"
            still = actuals.waiting(before, phase)
            lost = came - gone - still
            counted = Evidence(gone, 0, ((waited, still, lost),)) if still else Evidence(gone, lost)
            found[path] = found.get(path, Evidence()) + counted
    return found | _audience(scenario, actuals)


def _audience(scenario: Scenario, actuals: Actuals) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    target = actuals.target_visitors
    if target is not None and actuals.visitors is not None:
        found["target_share"] = Evidence(target, actuals.visitors - target)
    if target is not None and actuals.stand_visitors is not None:
        came = actuals.stand_visitors
        found["reach_share"] = Evidence(came, target - came)
    elif actuals.visitors and actuals.stand_visitors is not None:
        found["reach_share"] = _reach(scenario, actuals.visitors, actuals.stand_visitors)
    contacts = {phase: actuals.at("contacts", phase) for phase in PHASES}
    chosen = scenario.triage and scenario.limited  # then who talks is not who came
    if all(count is not None for count in contacts.values()) and not chosen:
        total = actuals.total("contacts")
        for phase, count in contacts.items():
            found[f"mix.{phase}"] = Evidence(count or 0, total - (count or 0))
    orders = actuals.total("orders")
    if actuals.extra_orders is not None:
        found["extra_share"] = Evidence(actuals.extra_orders, orders - actuals.extra_orders)
    return found


def _reach(scenario: Scenario, visitors: int, came: int) -> Evidence:
    """Of a target group that nobody counted: visitors by the middle of what its share is believed
    to be, discounted by what is not known of it. To first order the variances of the logarithms of
    a count and of that share add up (delta method)."""
    target = scenario.inputs["target_share"]
    if target.high <= 0:
        return Evidence()
    points, weights = wide_rule()
    near = np.abs(points) < NEAR
    share = np.log(np.maximum(target.quantile(points[near]), np.finfo(float).tiny))
    weight = weights[near] / weights[near].sum()
    middle = float(weight @ share)
    variance = float(weight @ (share - middle) ** 2)
    counted = Evidence(came, max(visitors * math.exp(middle) - came, 0.0))
    return counted.discounted(1 / (1 + came * variance))


def learned_shares(scenario: Scenario, counted: Mapping[str, Evidence]) -> dict[str, Belief]:
    """The beliefs about shares that something was counted of, by path."""
    found = {
        path: learned(scenario.inputs[path], counts)
        for path, counts in counted.items()
        if scenario.inputs[path].high > 0 and path not in MIX
    }
    if set(MIX) <= set(counted):
        parts = [scenario.inputs[path] for path in MIX]
        hits = [counted[path].hits for path in MIX]
        found |= zip(MIX, learned_parts(parts, hits), strict=True)
    return found


def learned_plan(scenario: Scenario, actuals: Actuals) -> Scenario:
    """This fair's plan with every belief that something was learned about; costs and words stay."""
    inputs = learned_shares(scenario, evidence(scenario, actuals))
    told = {path: getattr(actuals, path) for path in RECORDED}
    inputs |= {path: exactly(path, float(x)) for path, x in told.items() if x is not None}
    value = scenario.inputs["order_value"]
    if actuals.values and isinstance(value, Range):
        spread = scenario.inputs["order_value_spread"].likely
        inputs["order_value"] = learned_value(value, actuals.values, spread)
    return scenario.with_(inputs=inputs)
