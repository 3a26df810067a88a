"""What the counts of one fair say of the beliefs of its plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np

from sim.actuals.actuals import MIX, Actuals
from sim.actuals.counted import tallies
from sim.evaluate.stand import reach_likelihood, speed, target
from sim.learning.learning import Evidence, fitted, learned, learned_value, log_likelihood
from sim.learning.rates import SPEED, Known
from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS, RECORDED, Unit, exactly
from sim.plan.scenario import Scenario

# Counted shares that nothing else moves with.
ALONE: Final = tuple(
    path
    for path, one in PATHS.items()
    if one.counted_of and one.unit is Unit.SHARE and not one.dependent and path not in MIX
)
SCORES = np.linspace(-8.0, 8.0, 641)


def known_of(scenario: Scenario, actuals: Actuals, *, fine: bool = True) -> Known:
    """Everything that tells of the rates of a fair; `fine`: see `Known`."""
    counted = tallies(scenario, actuals).get("reach_share")
    reach = scenario.inputs["reach_share"]
    told = reach_likelihood(scenario, actuals)
    if counted is not None and not isinstance(reach, Exact):
        belief = reach.range if isinstance(reach, Counted) else reach
        told = partial(log_likelihood, belief, Evidence(counted.hits, counted.lost))
    others = {} if told is None else {"reach_share": _tabled(told)}
    drawn = {SPEED: speed(scenario, actuals), "target_share": target(scenario, actuals)}
    from_reach = {path: one for path, one in drawn.items() if one is not None}
    return Known(scenario, actuals, others, from_reach, fine)


def _tabled(told: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """The same, interpolated: it is asked for many times."""
    from scipy.interpolate import CubicSpline

    curve = CubicSpline(SCORES, told(SCORES))
    return lambda z: np.asarray(curve(np.clip(z, SCORES[0], SCORES[-1])))


def learned_plan(
    scenario: Scenario, actuals: Actuals, known: Known | None = None, *, rates: bool = True
) -> Scenario:
    """This fair's plan with every belief that something was learned about; costs and words stay.
    Without `rates` these stay too."""
    inputs: dict[str, Belief] = {}
    counted = tallies(scenario, actuals)
    for path in ALONE:
        if path in counted and scenario.inputs[path].high > 0:
            evidence = Evidence(counted[path].hits, counted[path].lost)
            inputs[path] = learned(scenario.inputs[path], evidence)
    if rates:
        known = known_of(scenario, actuals) if known is None else known
        for path, ends in known.measured().items():
            inputs[path] = fitted(PATHS[path].unit.scale, *ends)
    told = {path: getattr(actuals, path) for path in RECORDED}
    inputs |= {path: exactly(path, float(x)) for path, x in told.items() if x is not None}
    value = scenario.inputs["order_value"]
    if actuals.values and isinstance(value, Range):
        spread = scenario.inputs["order_value_spread"].likely
        inputs["order_value"] = learned_value(value, actuals.values, spread)
    return scenario.with_(inputs=inputs)
