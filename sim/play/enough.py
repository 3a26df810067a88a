"""The rule that gives a plan its number of trials: so many that the chance is known to 0.1 of 100.

A first run of `TRIALS` trials tells how far off the chance of covering costs may be. While that is
more than `ENOUGH`, there are more: twice as many, or so many times as the error is too large, in
powers of 2, up to `MOST`. The same plan and seed always get the same number, so whoever asks plays
the same fairs. `TRIALS` and `MOST` are 32 times 2^8 and 2^13, full sets of Sobol points.

`MOST` is enough for any plan: where nothing could be worked out and no two points were spread
better than by chance, the error of a chance of 1 in 2 would be 0.5 / sqrt(262,144) = 0.00098.

In paired fairs the chances of two plans that are alike rise and fall together, so that beside a
chance that is known it takes fewer of them to know the other (`beside`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from sim.draws.streams import REPLICATES, Draws
from sim.plan.johnson import Array
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, chances, simulate
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS

ENOUGH: Final = 0.001  # standard error of the chance
MOST: Final = 262_144
BESIDE: Final = 1_024  # trials of a difference between paired fairs, to begin with
ONLY: Final = ("covering_costs",)
COLUMN: Final = f"chance.{ONLY[0]}"

Drawn = Callable[[Draws], Mapping[str, Array]]


def trials_for(scenario: Scenario, *, seed: int = SEED, drawn: Drawn | None = None) -> int:
    """The number of trials of a plan; `drawn` as in `simulate`."""
    return _more(chances(scenario, trials=TRIALS, seed=seed, drawn=drawn, only=ONLY), drawn)


def played(
    scenario: Scenario,
    *,
    trials: int | None = None,
    seed: int = SEED,
    detail: bool = False,
    drawn: Drawn | None = None,
) -> Result:
    """The one answer to a plan: as many fairs as the rule says, or `trials` where somebody asks for
    a number, with their chances worked out. In most plans the first run of the rule is enough, and
    nothing is played twice. Raises `ScenarioError` as `simulate` does."""
    run: dict[str, Any] = {"seed": seed, "detail": detail, "drawn": drawn, "chances": True}
    if trials is not None:
        return simulate(scenario, trials=trials, **run)
    first = simulate(scenario, trials=TRIALS, **run)
    trials = _more(first, drawn)
    return first if trials == first.trials else simulate(scenario, trials=trials, **run)


def covering_costs(
    scenario: Scenario, *, trials: int | None = None, seed: int = SEED, drawn: Drawn | None = None
) -> Measured:
    """The chance of covering costs that `played` tells, to the last digit, and nothing else."""
    run: dict[str, Any] = {"seed": seed, "drawn": drawn, "only": ONLY}
    found = chances(scenario, trials=trials or TRIALS, **run)
    if trials is None and (more := _more(found, drawn)) != found.trials:
        found = chances(scenario, trials=more, **run)
    return found.chance_covering_costs


def beside(planned: Result, other: Scenario) -> Measured:
    """The chance of covering costs of another plan, in the fairs of `planned`, which has its
    chances: worked out in as few of these fairs as it takes to know it to `ENOUGH`, or in all.

    In few fairs the plan's own chance is off by what is known of it, and the other's with it, by a
    factor that the replicates tell; that is taken off (a control variate, Lavenberg and Welch 1981,
    Management Science 27(3)). A run of twice as many fairs begins with these, so that only the
    others are played. Raises `ScenarioError` as `simulate` does.
    """
    today, trials = planned.chance_covering_costs, BESIDE
    run: dict[str, Any] = {"seed": planned.seed, "only": ONLY}
    found = np.empty((REPLICATES, 0))
    while trials <= planned.trials:
        half = trials > BESIDE
        more = chances(other, trials=trials, half=half, **run)[COLUMN]
        found = np.hstack([found, more.reshape(REPLICATES, -1)])
        if trials == planned.trials:
            break
        own = planned.first(planned[COLUMN], trials).reshape(found.shape)
        near = _beside(today, own.mean(axis=1), found.mean(axis=1), planned)
        error = max(near.error, 1 / trials)
        if error <= ENOUGH:
            return Measured(min(max(near.value, 0.0), 1.0), error)
        trials *= 2
    if trials == planned.trials:
        every = Result(other, trials, planned.seed, {COLUMN: found.ravel()})
    else:
        every = chances(other, trials=planned.trials, **run)
    return every.chance_covering_costs


def _beside(today: Measured, own: Array, found: Array, planned: Result) -> Measured:
    """The chance `found` in few fairs, in each replicate, where the plan's own was `own` in these
    and is that of `today`."""
    spread = float(own.var())
    factor = float(np.cov(own, found, ddof=0)[0, 1]) / spread if spread > 0 else 1.0
    error = math.hypot(planned.error_of(found - factor * own), factor * today.error)
    return Measured(float(found.mean() + factor * (today.value - own.mean())), error)


def _more(result: Result, drawn: Drawn | None) -> int:
    """The number of trials, from a first run on."""
    while (error := result.chance_covering_costs.error) > ENOUGH and result.trials < MOST:
        times = 2 ** max(1, math.floor(math.log2(error / ENOUGH)))
        trials = min(times * result.trials, MOST)
        result = chances(result.scenario, trials=trials, seed=result.seed, drawn=drawn, only=ONLY)
    return result.trials
