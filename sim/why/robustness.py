"""How far the answer depends on choices that nobody has measured.

The simulation's own noise is small; what was assumed about dependence, about how wide the ranges
are, about how much single orders differ and about how busy the busiest hour is moves the answer
more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.parameters import PATHS, exactly
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, chances

WIDER = 1.5
RUSH = 2.0  # in the busiest hour so many times the visitors of an average hour
CHOICES = (
    "dependence_none",
    "dependence_strong",
    "ranges_wider",
    "spread_less",
    "spread_more",
    "rush_none",
    "rush_strong",
)


@dataclass(frozen=True)
class Robustness:
    """The chance of covering costs as planned, and under each of `CHOICES` that the plan has: the
    rush only where the people on the stand limit it."""

    planned: float
    chances: dict[str, float]

    @property
    def low(self) -> float:
        return min(self.planned, *self.chances.values())

    @property
    def high(self) -> float:
        return max(self.planned, *self.chances.values())

    @property
    def strongest(self) -> str:
        """The choice that moves the chance most."""
        return max(self.chances, key=lambda choice: abs(self.chances[choice] - self.planned))


def robustness(scenario: Scenario, *, trials: int, seed: int = SEED) -> Robustness:
    """Simulates the plan and each variant with the same seed, so that only the choice differs."""

    def chance(plan: Scenario) -> float:
        found = chances(plan, trials=trials, seed=seed, only=("covering_costs",))
        return found.chance_covering_costs.value

    planned = chance(scenario)
    return Robustness(planned, {choice: chance(plan) for choice, plan in variants(scenario)})


def variants(scenario: Scenario) -> Iterator[tuple[str, Scenario]]:
    """The plan under each of `CHOICES`."""
    yield "dependence_none", scenario.with_(dependence=0.0)
    yield "dependence_strong", scenario.with_(dependence=0.6)
    wider: dict[str, Belief] = {}
    for path in scenario.uncertain_paths:
        belief = scenario.inputs[path]
        with suppress(ScenarioError):  # at the edge of what is allowed a range stays as it is
            if isinstance(belief, Range):
                wide = belief.widened(WIDER)
                PATHS[path].unit.check_belief(wide)
                wider[path] = wide
    yield "ranges_wider", scenario.with_(inputs=wider)
    spread = scenario.inputs["order_value_spread"].likely
    for choice, factor in (("spread_less", 0.5), ("spread_more", 1.5)):
        yield choice, scenario.with_(inputs={"order_value_spread": Exact(spread * factor)})
    if scenario.limited:
        for choice, rush in (("rush_none", 1.0), ("rush_strong", RUSH)):
            yield choice, scenario.with_(inputs={"rush": exactly("rush", rush)})
