"""What the tests of every input share: a plan that has them all, and another value for each."""

from __future__ import annotations

from typing import Final

from sim import CostLine, Scenario
from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.file import example
from sim.plan.funnel import PER
from sim.plan.johnson import Scale
from sim.plan.parameters import BY_KEY, PATHS, Unit
from tests.sim.made_up import full


def _unsure(plan: Scenario) -> Scenario:
    """The same plan with a range around every number that could be uncertain."""
    exact = (p for p in plan.uncertain_paths if isinstance(plan.inputs[p], Exact))
    return plan.with_(inputs={path: _around(path, plan.inputs[path].likely) for path in exact})


def _around(path: str, likely: float) -> Range:
    scale = PATHS[path].unit.scale
    high = (1 + likely) / 2 if scale is Scale.SHARE else 1.25 * likely
    return Range(0.8 * likely, high, likely, scale)


def _paid(plan: Scenario) -> Scenario:
    """The same plan with a line for every kind of thing that is paid for."""
    there = {line.per for line in plan.costs}
    more = (CostLine(f"Per {per}", Exact(7.5), per) for per in PER if per not in there)
    return plan.with_(costs=(*plan.costs, *more))


# Every stage has something to do: a full stand, a horizon, visitors who are recognised, and all
# kinds of cost lines.
PLAN: Final = _paid(_unsure(full(example("national")))).with_(horizon=12, triage=0.5)
PHASE: Final = "decision"  # whose rows of the follow-up the page shows first


def other(path: str) -> Belief:
    """An exact belief that is not the plan's: half a share, otherwise twice as much."""
    likely, unit = PLAN.inputs[path].likely, PATHS[path].unit
    return Exact(likely / 2 if unit is Unit.SHARE else 2 * likely, unit.scale)


def changed(key: str) -> Scenario:
    """The plan with another belief about an input, in every phase that it has."""
    return PLAN.with_(inputs={path: other(path) for path in BY_KEY[key].paths})


def changed_once(key: str) -> Scenario:
    """The plan with another belief about an input, in one phase if it has phases: the shares of a
    whole that all rise alike would stay what they are."""
    path = BY_KEY[key].paths[-1]
    return PLAN.with_(inputs={path: other(path)})
