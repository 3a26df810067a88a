"""A lever of a plan: one input or line of the budget that one can act on, turned to any setting.

It is turned as a whole belief, as wide as before on its own scale (`Range.moved`), an exact number
by its value.

No levers: `visitors` (another fair is another plan), `mix`, and `extra_share`, which says whom the
orders are credited to and not what the team does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.decide.variants import People
from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.budget import Line
from sim.plan.johnson import Scale
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario

MOST_SHARE: Final = 0.99  # a likely share beyond it is no plan
BUDGET: Final = ("costs", "income")
NOBODY: Final = People()  # a person more costs nothing beside what the budget says

SAVED: Final = 0.3  # of a cost line: beyond it one gets something else for the money
ROOM: Final = 4.0  # m2 of free space for one person on a stand (Koelnmesse, for its exhibitors)
TEAM: Final = 2.0  # times the planned number of people, where the stand's size is not known
BEYOND: Final = 2.0  # times as far as the end of a range: as far again as its author thought likely
MORE: Final = 0.5  # of a number without a range, which says nothing of how far it may go


@dataclass(frozen=True)
class Bounds:
    """How far a lever may be asked to go before it is nonsense.

    saved   part of a cost line's likely amount, 0 to 1
    people  on the stand at the same time
    beyond  of an uncertain number: times the way from its likely value to the end of its range, on
            its own scale (`Dial.distance`)
    more    of an exact one: part of it, 1 for twice as much
    """

    saved: float
    people: float
    beyond: float = BEYOND
    more: float = MORE

    def allow(self, lever: str, now: Belief, likely: float, distance: float) -> bool:
        """Whether a lever may go from what is believed now to another likely value, so far away."""
        if lever == "staff":
            return likely <= max(self.people, now.likely)
        if lever.startswith("costs."):
            return likely >= (1 - self.saved) * now.likely
        return abs(distance) <= (self.more if isinstance(now, Exact) else self.beyond)


def bounds_of(scenario: Scenario) -> Bounds:
    """Those of a plan as long as nobody says otherwise: what its stand has room for."""
    inputs = scenario.inputs
    if "staff" not in inputs:
        return Bounds(SAVED, math.inf)
    planned = inputs["staff"].likely
    area = inputs["area"].likely if "area" in inputs else 0.0
    return Bounds(SAVED, max(math.floor(area / ROOM) if area else TEAM * planned, planned))


def levers(scenario: Scenario) -> tuple[str, ...]:
    """The levers that this plan has: its inputs that one can act on, and ``costs.0``, ... and
    ``income.0``, ... for each line of the budget that is not 0."""
    paths = tuple(p for p in PATHS if PATHS[p].lever and p in scenario.inputs)
    lines = (
        f"{of}.{at}"
        for of in BUDGET
        for at, line in enumerate(getattr(scenario, of))
        if line.amount.likely > 0
    )
    return (*paths, *lines)


def _place(lever: str) -> tuple[str, int] | None:
    """The list of the budget and the place in it of a lever that is one of its lines."""
    of, _, at = lever.partition(".")
    return (of, int(at)) if of in BUDGET else None


def budget_line(scenario: Scenario, lever: str) -> Line | None:
    """The line of the budget that a lever is; None for an input."""
    place = _place(lever)
    if place is None:
        return None
    lines: tuple[Line, ...] = getattr(scenario, place[0])
    return lines[place[1]]


class Dial:
    """One lever of one plan, at any setting."""

    def __init__(self, scenario: Scenario, lever: str, people: People = NOBODY) -> None:
        """`people` tells what more or fewer on the stand cost."""
        self.scenario = scenario
        self.lever = lever
        self.people = people
        self.line = _place(lever)
        self.now = self._now()
        self.shape = shape = self.now.range if isinstance(self.now, Counted) else self.now
        self.scale = Scale.POSITIVE if self.line is not None else PATHS[lever].unit.scale
        self.better = -1 if self.line and self.line[0] == "costs" else 1
        if isinstance(shape, Range):
            low, high = (float(self.scale.to_line(end)) for end in (shape.low, shape.high))
            self.half_width = (high - low) / 2

    def _now(self) -> Belief:
        line = budget_line(self.scenario, self.lever)
        return self.scenario.inputs[self.lever] if line is None else line.amount

    def belief(self, likely: float) -> Belief:
        """Today's belief around another likely value."""
        if likely == 0 or isinstance(self.shape, Exact):
            return Exact(likely, self.scale)
        return self.shape.moved(likely)

    def turned(self, belief: Belief) -> Scenario:
        """The plan with that belief. Raises `ScenarioError` where it is not allowed."""
        if self.lever == "staff":
            return self.people.on_stand(self.scenario, belief.likely)
        if self.line is None:
            return self.scenario.with_(inputs={self.lever: belief})
        of, at = self.line
        lines = [*getattr(self.scenario, of)]
        lines[at] = replace(lines[at], amount=belief)
        changes: Any = {of: tuple(lines)}
        return self.scenario.with_(**changes)

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
