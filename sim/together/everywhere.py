"""Without prices: every rate a little better, by as much, so that together they reach a chance.

Each rate of the funnel that moves with the good or bad fair is believed to be x(z), z a standard
normal (`sim.plan.johnson`). A bit better everywhere is x(z + s) in every fair, with one s for all
of them: a rate that is little known moves far, one that is nearly certain hardly. The smallest such
s is looked for in other fairs than those in which its chance is told, as for a set of steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.draws.streams import Draws
from sim.plan.beliefs import Exact
from sim.plan.funnel import GOOD_FAIR
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.enough import covering_costs
from sim.play.result import Measured
from sim.play.trials import TRIALS
from sim.together.together import CHOOSING

FARTHEST: Final = 3.0  # beyond it a rate would be what 1 in 700 such rates are
FIRST: Final = 0.1
NEAR: Final = 0.005
TRIES: Final = 8  # a little further where the fairs that tell do not keep the promise


@dataclass(frozen=True)
class Rate:
    """The likely value of a rate, as it is and as it would be; 0 to 1."""

    path: str
    now: float
    needed: float


@dataclass(frozen=True)
class Everywhere:
    """Every rate better by as much.

    wanted  so many of the fairs are to cover their costs, 0 to 1
    today   so many do as planned
    shift   of every rate, in standard normals; the largest that is looked at where none is enough
    chance  of covering costs with it
    rates   what it means for each, in the funnel's order; none where all rates are exact
    """

    wanted: float
    today: Measured
    shift: float
    chance: Measured
    rates: tuple[Rate, ...]

    @property
    def reached(self) -> bool:
        return self.chance.value >= self.wanted


def everywhere(
    plan: Scenario, chance: float, *, seed: int = SEED, trials: int | None = None
) -> Everywhere:
    """The smallest equal shift of all rates with which `chance` of the fairs cover their costs."""
    plan = plan.with_(steps=())
    today = covering_costs(plan, trials=trials, seed=seed)
    paths = rates_of(plan)
    if today.value >= chance or not paths:
        return Everywhere(chance, today, 0.0, today, _told(plan, paths, 0.0))

    def tried(shift: float) -> float:
        other: dict[str, Any] = {"trials": TRIALS, "seed": (seed + CHOOSING) % 2**63}
        return covering_costs(plan, drawn=shifted(plan, paths, shift), **other).value

    shift = _smallest(tried, chance)
    for _ in range(TRIES):
        found = covering_costs(plan, drawn=shifted(plan, paths, shift), trials=trials, seed=seed)
        if found.value >= chance or shift >= FARTHEST:
            break
        shift = min(shift + NEAR, FARTHEST)
    return Everywhere(chance, today, shift, found, _told(plan, paths, shift))


def rates_of(plan: Scenario) -> tuple[str, ...]:
    """The rates that are not exact, in the funnel's order."""
    return tuple(
        path
        for path, belief in ((path, plan.inputs[path]) for path in PATHS if path in plan.inputs)
        if PATHS[path].dependent and not isinstance(belief, Exact)
    )


def shifted(
    plan: Scenario, paths: tuple[str, ...], shift: float
) -> Callable[[Draws], Mapping[str, Array]]:
    """The rates as `sim.play.engine` draws them, each so much further on its own scale."""
    together = plan.dependence

    def drawn(draws: Draws) -> Mapping[str, Array]:
        good_fair = draws.normal(GOOD_FAIR)
        found = {}
        for path in paths:
            dimension = PATHS[path].stream(path)
            assert dimension is not None  # a rate is drawn
            z = draws.normal(dimension)
            if together:
                z = math.sqrt(together) * good_fair + math.sqrt(1 - together) * z
            found[path] = plan.inputs[path].quantile(z + shift)
        return found

    return drawn


def _smallest(tried: Callable[[float], float], chance: float) -> float:
    """Where the chance is first enough on the way up; `FARTHEST` where it never is."""
    low, high = 0.0, FIRST
    while tried(high) < chance:
        if high >= FARTHEST:
            return FARTHEST
        low, high = high, min(2 * high, FARTHEST)
    while high - low > NEAR:
        middle = (low + high) / 2
        if tried(middle) >= chance:
            high = middle
        else:
            low = middle
    return high


def _told(plan: Scenario, paths: tuple[str, ...], shift: float) -> tuple[Rate, ...]:
    at = np.array(shift)
    return tuple(
        Rate(path, plan.inputs[path].likely, float(plan.inputs[path].quantile(at)))
        for path in paths
    )
