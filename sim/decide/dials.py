"""A lever of a plan: one input or cost line that one can act on, turned to any setting.

It is turned as a whole belief, as wide as before on its own scale (`Range.moved`), an exact number
by its value.

No levers: `visitors` (another fair is another plan), `mix`, and `extra_share`, which says whom the
orders are credited to and not what the team does.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.johnson import Scale
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario

MOST_SHARE: Final = 0.99  # a likely share beyond it is no plan


def levers(scenario: Scenario) -> tuple[str, ...]:
    """The levers that this plan has: its inputs that one can act on, and ``costs.0``, ... for each
    line of the budget that is not 0."""
    paths = tuple(p for p in PATHS if PATHS[p].lever and p in scenario.inputs)
    lines = (f"costs.{at}" for at, line in enumerate(scenario.costs) if line.amount.likely > 0)
    return (*paths, *lines)


class Dial:
    """One lever of one plan, at any setting."""

    def __init__(self, scenario: Scenario, lever: str) -> None:
        self.scenario = scenario
        self.lever = lever
        self.line = int(lever.removeprefix("costs.")) if lever.startswith("costs.") else None
        self.now = self._now()
        self.shape = shape = self.now.range if isinstance(self.now, Counted) else self.now
        self.scale = Scale.POSITIVE if self.line is not None else PATHS[lever].unit.scale
        self.better = 1 if self.line is None else -1
        if isinstance(shape, Range):
            low, high = (float(self.scale.to_line(end)) for end in (shape.low, shape.high))
            self.half_width = (high - low) / 2

    def _now(self) -> Belief:
        if self.line is None:
            return self.scenario.inputs[self.lever]
        return self.scenario.costs[self.line].amount

    def belief(self, likely: float) -> Belief:
        """Today's belief around another likely value."""
        if likely == 0 or isinstance(self.shape, Exact):
            return Exact(likely, self.scale)
        return self.shape.moved(likely)

    def turned(self, belief: Belief) -> Scenario:
        """The plan with that belief. Raises `ScenarioError` where it is not allowed."""
        if self.line is None:
            return self.scenario.with_(inputs={self.lever: belief})
        costs = list(self.scenario.costs)
        costs[self.line] = replace(costs[self.line], amount=belief)
        return self.scenario.with_(costs=tuple(costs))

    def distance(self, likely: float) -> float:
        """See `Needed`."""
        now = self.shape.likely
        if isinstance(self.shape, Exact):
            way = (likely - now) / now if now else math.copysign(math.inf, likely)
            return self.better * (0.0 if likely == now else way)
        if not 0 < likely < math.inf:
            return self.better * math.copysign(math.inf, likely - now)
        way = float(self.scale.to_line(likely)) - float(self.scale.to_line(now))
        return self.better * way / self.half_width

    def likely(self, distance: float) -> float:
        """The value so far from today's, the inverse of `distance` for an uncertain share; for an
        exact one, which lies between 0 and 1, the value itself."""
        if isinstance(self.shape, Exact):
            return distance
        now = float(self.scale.to_line(self.shape.likely))
        return float(self.scale.from_line(now + distance * self.half_width))
