"""Figures of a simulation of any size: averages, quantiles and chances, one column at a time.

Of many trials the columns take the memory, so none is kept longer than its figures need: counts and
events are tallied while the fairs are played, and what follows from other money replaces it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sim.plan.scenario import Scenario
from sim.play.engine import SEED, simulate
from sim.play.ranks import Values
from sim.play.result import EVENTS, MONEY, Measured, Result
from sim.play.trials import TRIALS

LEVELS: Final = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Band:
    """Average, and what 10, 50 and 90 of 100 fairs stay below."""

    mean: Measured
    p10: Measured
    p50: Measured
    p90: Measured


@dataclass(frozen=True)
class Figures:
    """What is told of the trials of one scenario, all of it as a `Result` has it.

    bands    of `sim.play.result.MONEY` and of the stages that the plan has
    chances  of `sim.play.result.EVENTS`
    """

    scenario: Scenario
    trials: int
    seed: int
    bands: dict[str, Band]
    chances: dict[str, Measured]
    typical_gain: Measured | None
    typical_loss: Measured | None


def figures_of(result: Result) -> Figures:
    """Of trials that are there."""
    return Figures(
        result.scenario,
        result.trials,
        result.seed,
        {key: _band(result, key) for key in (*MONEY, *result.scenario.stages)},
        {event: result.chance_of(event) for event in EVENTS},
        result.typical_gain,
        result.typical_loss,
    )


def figures(
    scenario: Scenario,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Figures:
    """Those of `simulate`, to the last digit. Held at once are at most three columns of money, 24
    bytes a trial, and the income too where the plan has any, 32 bytes.

    Raises `ScenarioError` where trials or seed are not allowed.
    """
    money = ["revenue", "contribution", "costs", *(["income"] if scenario.income else [])]
    result = simulate(
        scenario,
        trials=trials,
        seed=seed,
        columns=money,
        tallied=(*scenario.stages, *EVENTS),
        threads=threads,
        progress=progress,
    )
    tallied = Result(scenario, trials, seed, {}, result.tallies)
    held = dict(result.columns)
    del result
    bands, profit = _of_money(Result(scenario, trials, seed, held), held)
    gain, loss = profit.typical_gain, profit.typical_loss
    held |= profit.columns
    del profit
    held = {"roi": Result(scenario, trials, seed, held)["roi"]}
    bands["roi"] = _band(Result(scenario, trials, seed, held), "roi")
    bands |= {stage: _band(tallied, stage) for stage in scenario.stages}
    chances = {event: tallied.chance_of(event) for event in EVENTS}
    ordered = {key: bands[key] for key in (*MONEY, *scenario.stages)}
    return Figures(scenario, trials, seed, ordered, chances, gain, loss)


def _of_money(result: Result, held: dict[str, Values]) -> tuple[dict[str, Band], Result]:
    """Bands of all money but the ROI, and a result of the profit alone. Of `held`, the columns of
    `result`, what is told and no longer needed is let go; the costs stay."""
    bands = {key: _band(result, key) for key in ("income", "revenue")}
    del held["revenue"]
    bands |= {key: _band(result, key) for key in ("contribution", "costs")}
    columns = {"profit": result["profit"]}
    del held["contribution"]
    held.pop("income", None)
    profit = Result(result.scenario, result.trials, result.seed, columns)
    return bands | {"profit": _band(profit, "profit")}, profit


def _band(result: Result, key: str) -> Band:
    return Band(result.mean(key), *(result.quantile(key, level) for level in LEVELS))
