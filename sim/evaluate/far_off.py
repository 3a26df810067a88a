"""People who came so far from what was believed that the beliefs were too narrow.

A plan that has learned holds the contacts that it learned from, and the visitors of its stand: they
lie in its 8 of 10, those of several years at their average. From a fair as it was thought possible
they nearly always do. Where they do not, data and belief contradict one another (prior-data
conflict: Evans and Moshonov 2006, Bayesian Analysis 1(4)), and no other year can be told from a
belief that ruled this one out: the beliefs that they come from get the least of `FACTORS` as wide
with which the plan does hold them, on the side on which they were, and are learned from once more.
The other side, and everything that agrees with what came, stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final, Protocol, TypeVar

import numpy as np

from sim.actuals.actuals import LEADS, Actuals
from sim.learning.learning import fitted
from sim.learning.rates import SPEED
from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import simulate

STAND: Final = "stand_visitors"
MADE_OF: Final = ("target_share", "reach_share", SPEED)  # what was learned from them
FACTORS: Final = (1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
TRIALS: Final = 2048
INSIDE: Final = 0.02  # of an end of the 8 of 10, for what is rounded afterwards


class Fair(Protocol):
    """A fair that was."""

    @property
    def actuals(self) -> Actuals: ...
    @property
    def same(self) -> bool: ...
    @property
    def weight(self) -> float: ...


F = TypeVar("F", bound=Fair)


def wide_enough(
    plan: Scenario, fairs: Sequence[F], learn: Callable[[Scenario, Sequence[F]], Scenario]
) -> Scenario:
    """What `learn` makes of the plan and the fairs, from beliefs as wide as they have to be; with
    the widest of `FACTORS` where that is not enough. Raises `ScenarioError` as `learn` does."""
    learned, counted = learn(plan, fairs), _counted(fairs)
    if not counted:
        return learned
    side = _side(learned, counted)
    for factor in FACTORS:
        if not side:
            break
        stretched = _stretched(plan, factor, side)
        learned = _kept(plan, stretched, learn(stretched, fairs))
        if _side(learned, counted) != side:
            break
    return learned


def _counted(fairs: Sequence[Fair]) -> dict[str, float]:
    """Contacts and visitors of the stand of the same fair in earlier years, their averages on the
    logarithm by power, as far as anybody counted them."""
    found = {}
    for figure in (LEADS[0], STAND):
        each = [(fair.weight, _told(fair.actuals, figure)) for fair in fairs if fair.same]
        known = [(weight, count) for weight, count in each if count is not None and weight]
        if known:
            weights, counts = np.array(known, dtype=float).T
            logs = np.log(np.maximum(counts, 1.0))
            found[figure] = float(np.exp(np.average(logs, weights=weights)))
    return found


def _told(actuals: Actuals, figure: str) -> int | None:
    return actuals.stand_visitors if figure == STAND else actuals.count(figure)


def _side(learned: Scenario, counted: Mapping[str, float]) -> int:
    """1 where they were above the 8 of 10, -1 below, 0 within; of both figures by the first that is
    not within."""
    played = simulate(learned, trials=TRIALS)
    for figure, count in counted.items():
        low, high = np.quantile(played[figure], (0.1, 0.9))
        side = int(count > high * (1 - INSIDE)) - int(count < low * (1 + INSIDE))
        if side:
            return side
    return 0


def _stretched(plan: Scenario, factor: float, side: int) -> Scenario:
    """The plan with the beliefs that they come from so many times as wide on one side."""
    wider: dict[str, Belief] = {}
    for path in MADE_OF:
        belief = plan.inputs.get(path)
        if belief is None or isinstance(belief, Exact):
            continue
        shape = belief.range if isinstance(belief, Counted) else belief
        wider[path] = _one_side(shape, factor, side, PATHS[path].unit.most)
    return plan.with_(inputs=wider)


def _kept(plan: Scenario, stretched: Scenario, learned: Scenario) -> Scenario:
    """What was not learned, as it stood in the plan."""
    same = {
        path: plan.inputs[path]
        for path in MADE_OF
        if path in plan.inputs and learned.inputs[path] == stretched.inputs[path]
    }
    return learned.with_(inputs=same)


def _one_side(belief: Range, factor: float, side: int, most: float) -> Range:
    with suppress(ScenarioError):  # at the edge of what is allowed a range stays as it is
        wide = belief.widened(factor)
        low, high = (belief.low, wide.high) if side > 0 else (wide.low, belief.high)
        return fitted(belief.scale, low, belief.likely, high, most)
    return belief
