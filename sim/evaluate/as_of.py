"""A fair as of a day: the forecast then, its two ends, and whether it is too early to judge.

Of open leads nobody knows whether they go on. So beside the answer stand its two ends: what if all
of them were lost, and what if they went on at the rates of the plan. Nothing is certain that hangs
on them. The answer goes by what was learned of the rates, the ends do not: it may lie past both of
them (`beyond`), as at a fair whose leads go on far better than planned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np

from sim.actuals.actuals import LEADS, Actuals, passed, rate_path
from sim.evaluate.beliefs import known_of
from sim.evaluate.open_leads import OpenLeads
from sim.evaluate.updated import updated
from sim.plan.checks import LAST_MONTH
from sim.plan.funnel import PHASES
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS

SURE: Final = 0.95  # of the fairs that began like this one
OVER: Final = 0.9  # of its orders have come: a fair's own time is over
EVEN: Final = 0.5
BEGINNING: Final = 512  # trials that mostly tell on which side of it a fair is
NO_DOUBT: Final = 5.0  # standard errors


@dataclass(frozen=True, eq=False)
class AsOf:
    """What is known of a fair, and what it makes of its plan; trials and seed of all answers."""

    plan: Scenario
    actuals: Actuals
    trials: int = TRIALS
    seed: int = SEED

    @cached_property
    def result(self) -> Result:
        """Fairs that began like this one."""
        return self._with(OpenLeads.UNKNOWN)

    @cached_property
    def all_lost(self) -> Result:
        """The same where all open leads are lost."""
        return self._with(OpenLeads.ALL_LOST) if self.actuals.waiting else self.result

    @cached_property
    def all_go_on(self) -> Result:
        """The same where they go on at the rates of the plan, as if they had just got there."""
        return self._with(OpenLeads.GO_ON) if self.actuals.waiting else self.result

    @property
    def too_early(self) -> bool:
        """Whether open leads, or that nothing is known of any, leave open how it ends."""
        if self.actuals.count(LEADS[0]) is None:
            return True
        if not self.actuals.waiting:
            return False
        ends = [one.chance_covering_costs.value for one in (self.all_lost, self.all_go_on)]
        ends.append(self.result.chance_covering_costs.value)
        return not (min(ends) >= SURE or max(ends) <= 1 - SURE)

    def _with(self, leads: OpenLeads) -> Result:
        return updated(self.plan, self.actuals, trials=self.trials, seed=self.seed, leads=leads)


def beyond(chance: float, ends: tuple[float, float]) -> int:
    """1 where the answer lies above both its ends, -1 where below both, 0 otherwise."""
    return int(chance > max(ends)) - int(chance < min(ends))


def covered(plan: Scenario, actuals: Actuals, *, trials: int = TRIALS, seed: int = SEED) -> bool:
    """Whether at least half of so many fairs that began like this one cover their costs; played are
    as few of them as leave no doubt, all but the last by what is quickly learned of the rates.
    Raises `ScenarioError`."""
    known = known_of(plan, actuals, fine=False)

    def chance(few: int, leads: OpenLeads) -> Measured:
        run: dict[str, Any] = {"trials": few, "seed": seed, "leads": leads, "known": known}
        return updated(plan, actuals, **run, beliefs=False).chance_covering_costs

    few = min(BEGINNING, trials)
    paid = {at for at, line in enumerate(plan.costs) if line.stage is not None}
    if actuals.waiting and paid <= actuals.costs.keys():  # open leads can only bring something
        least = chance(few, OpenLeads.ALL_LOST)
        if least.value - NO_DOUBT * least.error > EVEN:
            return True
    while True:
        if few == trials:  # as whoever opens the fair sees it
            known = replace(known, fine=True)
        found = chance(few, OpenLeads.UNKNOWN)
        if few == trials or abs(found.value - EVEN) > NO_DOUBT * found.error:
            return found.value >= EVEN
        few = min(4 * few, trials)


def own_time(plan: Scenario, part: float = OVER) -> float | None:
    """Months after which `part` of a fair's orders would have come, by the likely values; up to its
    horizon, as none later counts. None where the plan does not say when orders come."""
    if f"months_to_order.{PHASES[0]}" not in plan.inputs:
        return None
    likely = {path: belief.likely for path, belief in plan.inputs.items()}
    orders = []
    for phase in PHASES:
        paths = [rate_path(plan, stage, phase) for stage in LEADS[1:]]
        orders.append(likely[f"mix.{phase}"] * float(np.prod([likely[path] for path in paths])))

    def come(months: float) -> float:
        return float(np.dot(orders, [passed(plan, phase, months) for phase in PHASES]))

    low, high = 0.0, float(LAST_MONTH if plan.horizon is None else plan.horizon)
    enough = part * (sum(orders) if plan.horizon is None else come(high))
    if come(high) < enough or not enough:
        return high
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if come(middle) >= enough else (middle, high)
    return high


def over(plan: Scenario, actuals: Actuals) -> bool:
    """Whether leads were told after the fair's own time, so that its forecast can be scored. Wins
    come early and losses late: before, neither counts."""
    months = own_time(plan)
    return not actuals.waiting if months is None else actuals.months >= months
