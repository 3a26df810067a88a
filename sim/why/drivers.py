"""What the profit hangs on: the trials with the lowest and the highest fifth of each input.

Nothing is simulated again: the inputs of every trial are sorted, and the average profit, and the
chance of covering costs, of a fifth are held against those of the other. Inputs that move
together (``dependence``) carry each other. The amounts of the budget's lines are inputs like any
other. `stages` asks the same of the counts in the middle.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from sim.draws.streams import REPLICATES
from sim.plan.funnel import STAGES
from sim.plan.johnson import Array
from sim.play.ranks import Values
from sim.play.result import Measured, Result
from sim.why.luck import drawn_amounts

FIFTH: Final = 0.2


@dataclass(frozen=True)
class Driver:
    """An input or a stage, and what comes of the fairs in its lowest and in its highest fifth.

    path                     of the input, ``costs.NAME.N`` for the amount of the N-th cost line
                             of a name (``income.NAME.N``), or key of the stage
    low, high                mean profit (money) in the lowest and in the highest fifth
    chance_low, chance_high  chance of covering costs there; None where they were not kept (a
                             presentation keeps the money only), and left out when two are compared
    """

    path: str
    low: Measured
    high: Measured
    chance_low: Measured | None = field(default=None, compare=False)
    chance_high: Measured | None = field(default=None, compare=False)

    @property
    def swing(self) -> float:
        """Money between the two fifths; exactly 0 where the profit is always the same."""
        return abs(self.high.value - self.low.value)

    @property
    def chance_swing(self) -> float:
        """Difference between the two chances; NaN where they were not kept."""
        if self.chance_low is None or self.chance_high is None:
            return math.nan
        return abs(self.chance_high.value - self.chance_low.value)


def drivers(result: Result) -> tuple[Driver, ...]:
    """The uncertain inputs and lines of the budget, the strongest first; `result` needs the detail
    (see `simulate`). One that is exact has nothing to tell and is left out."""
    return _strongest_first(result, drawn_values(result))


def stages(result: Result) -> tuple[Driver, ...]:
    """Every count of `sim.plan.funnel.STAGES`, the one that explains the profit best first. A count
    that is the same in all trials has a swing of exactly 0."""
    return _strongest_first(result, {stage: result[stage] for stage in STAGES})


def drawn_values(result: Result) -> dict[str, Values]:
    """Everything uncertain: path -> its value in every trial, shape (trials,); `result` needs the
    detail."""
    start = "inputs."
    columns = result.columns.items()
    found = {key.removeprefix(start): column for key, column in columns if key.startswith(start)}
    amounts = drawn_amounts(result).items()
    return found | {place: amount for place, amount in amounts if amount.ndim}


def _strongest_first(result: Result, found: Mapping[str, Values]) -> tuple[Driver, ...]:
    profit = np.asarray(result["profit"], dtype=float)
    outcomes = np.stack([profit - profit[0], profit >= 0])
    told = []
    for path, values in found.items():
        low, chance_low = _averages(result, outcomes, lowest_fifth(values), profit[0])
        high, chance_high = _averages(result, outcomes, lowest_fifth(-values), profit[0])
        told.append(Driver(path, low, high, chance_low, chance_high))
    return tuple(sorted(told, key=lambda driver: -driver.swing))


def lowest_fifth(values: Values) -> Array:
    """How much of each trial belongs to the lowest fifth of `values`; both of shape (trials,).

    1 below the 20th percentile, 0 above it. Trials that tie at the percentile itself, common with
    whole people, each belong to it by the same part, so that the parts always add up to exactly a
    fifth of the trials and no order among equals has to be made up.
    """
    share = FIFTH * values.size
    edge = np.partition(values, math.ceil(share) - 1)[math.ceil(share) - 1]
    below, tied = values < edge, values == edge
    part = (share - np.count_nonzero(below)) / np.count_nonzero(tied)
    return np.asarray(below + part * tied, dtype=float)


def _averages(
    result: Result, outcomes: Array, weight: Array, base: float
) -> tuple[Measured, Measured]:
    """Weighted means of profit and of covering costs, `outcomes` of shape (2, trials). Profit is
    counted from `base` on: one that never varies is averaged without rounding."""
    kept = np.flatnonzero(weight)
    weight, replicate = weight[kept], result.replicate[kept]
    counts, count = np.bincount(replicate, weight, REPLICATES), _one_by_one(weight)
    found = []
    for outcome in outcomes:
        weighted = outcome[kept] * weight
        totals = np.bincount(replicate, weighted, REPLICATES)
        each = np.divide(totals, counts, out=np.full(REPLICATES, np.nan), where=counts > 0)
        found.append(Measured(_one_by_one(weighted) / count, result.error_of(each)))
    profit, covers = found
    return Measured(base + profit.value, profit.error), covers


def _one_by_one(values: Array) -> float:
    """Their sum, added in their order; of one at least."""
    return float(np.cumsum(values)[-1])
