"""What the profit hangs on: the trials by the fifth of each input's own part in which they lie.

Nothing is simulated again: the trials are sorted by each input, and the average profit, and the
chance of covering costs, of a fifth are held against those of the others. Rates move together at a
good or a bad fair, so each of them, as it is, would mostly show how good the fair is. So an input
is asked for its own part (`sim.why.unknowns`), and the good or bad fair, W, is one line of its own.
The amounts of the budget's lines are inputs like any other. `stages` asks the same of the counts in
the middle, as they are.

Inputs are ranked by the spread of the five averages, not by the two ends: where more is better up
to a point and worse beyond it, the ends may be equal and yet a lot hangs on the input.

What is averaged is the expected profit of each trial (`sim.why.luck`), which has no luck in it,
less what all other inputs did to it by a regression (control variates, Lavenberg and Welch 1981,
Management Science 27(3)): own parts are independent of each other and of W, so that the averages
stay the same and their noise is about halved.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Final

import numpy as np

from sim.draws.streams import KEPT, REPLICATES
from sim.plan.funnel import STAGES
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.play.ranks import Values
from sim.play.result import Measured, Result
from sim.why.luck import COMMON, drawn_amounts, expected_profit, together
from sim.why.unknowns import own_parts

FIFTH: Final = 0.2
FIFTHS: Final = 5
LEAST: Final = 16  # trials for each control: with fewer, a regression follows chance
PASSES: Final = 2
_EDGES: Final = NormalDist().quantiles(FIFTHS)


@dataclass(frozen=True)
class Driver:
    """An input or a stage, and what comes of the fairs in each of its fifths.

    path                     of the input, ``costs.NAME.N`` for the amount of the N-th cost line
                             of a name (``income.NAME.N``), ``good_fair``, or key of the stage
    low, high                mean profit (money) in the lowest and in the highest fifth
    chance_low, chance_high  chance of covering costs there; None where they were not kept (a
                             presentation keeps the money only), and left out when two are compared
    fifths                   mean profit in each fifth, the lowest first; empty for a stage and
                             where they were not kept; left out when two are compared
    spread                   money between the highest and the lowest of these averages
    """

    path: str
    low: Measured
    high: Measured
    chance_low: Measured | None = field(default=None, compare=False)
    chance_high: Measured | None = field(default=None, compare=False)
    fifths: tuple[Measured, ...] = field(default=(), compare=False)
    spread: Measured | None = field(default=None, compare=False)

    @property
    def swing(self) -> float:
        """Money between the fifths; exactly 0 where the profit is always the same."""
        return self.between.value

    @property
    def between(self) -> Measured:
        """The same with its error."""
        if self.spread is not None:
            return self.spread
        return Measured(abs(self.high.value - self.low.value), self.high.minus(self.low).error)

    @property
    def bent(self) -> bool:
        """Both ends are worse, or both better, than what lies between them, by more than noise."""
        if not self.fifths:
            return False
        inner = self.fifths[1:-1]
        above = max(inner, key=lambda x: x.value).minus(max(self.low, self.high, key=float))
        below = min(self.low, self.high, key=float).minus(min(inner, key=lambda x: x.value))
        return any(gap.value > 0 and not gap.hardly for gap in (above, below))


def drivers(result: Result) -> tuple[Driver, ...]:
    """The uncertain inputs by their own part, and the lines of the budget, the strongest first;
    `result` needs the detail (see `simulate`). One that is exact has nothing to tell and is left
    out."""
    freed = _Freed(result)
    found = [_by_fifths(result, path, part, freed.of(path)) for path, part in freed.parts.items()]
    return tuple(sorted(found, key=lambda driver: -driver.swing))


def good_fair(result: Result) -> Driver | None:
    """The fairs by how good a fair it is, ``good_fair``; None where nothing moves with that.
    `result` as of `drivers`."""
    common = together(result)
    if common is None:
        return None
    return _by_fifths(result, COMMON, common, _Freed(result).of(COMMON))


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


class _Freed:
    """The expected profit of each trial, freed of what others than one input did to it."""

    def __init__(self, result: Result) -> None:
        self.parts = own_parts(result)
        expected = expected_profit(result)
        self.base = float(expected[0])
        self.common = together(result)
        apart = not result.scenario.cost_dependence  # amounts that move together tell of each other
        common = [] if self.common is None else [COMMON]
        self.controls = [*common, *(path for path in self.parts if apart or path in PATHS)]
        away = expected - self.base
        self.coefficients, self.rest = result.once("freed", lambda: self._fitted(away))

    def of(self, path: str) -> Array:
        """Counted from `base` on, shape (trials,)."""
        if self.coefficients.size == 0:
            return self.rest + self.base
        own = np.zeros(self.rest.size)
        if path in self.controls:
            first = self._several * self.controls.index(path)
            for at, column in enumerate(self._columns((path,)), start=first):
                own += self.coefficients[at] * column
        return self.rest + own + self.base

    @property
    def _several(self) -> int:
        """So many columns each control has."""
        return 2 if self.common is None else 3

    def _columns(self, paths: Sequence[str]) -> Iterator[Array]:
        """Functions of the common part and of own parts, Hermite polynomials over the root of their
        factorials: their average is 0, and stays 0 in each fifth of any other part; that of their
        square is 1, and of the product of any two 0. Each of shape (trials,)."""
        for path in paths:
            x = self.common if path == COMMON else self.parts[path]
            assert x is not None
            yield from (x, (x * x - 1) / math.sqrt(2))
            if self.common is not None:
                yield (x**3 - 3 * x) / math.sqrt(6) if path == COMMON else self.common * x

    def _fitted(self, away: Array) -> tuple[Array, Array]:
        """Coefficients of all columns, and what is left. Columns that are orthogonal on average
        need no equations: each is what goes along with it, and once more of what is left."""
        few = LEAST * self._several * len(self.controls)
        if not few <= away.size <= KEPT or not self.controls or not away.any():
            return np.empty(0), away
        columns = np.stack([*self._columns(self.controls)])
        middle = away.mean()
        rest, found = away - middle, np.zeros(len(columns))
        for _ in range(PASSES):
            more = columns @ rest / away.size
            rest -= more @ columns
            found += more
        return found, rest + middle


def _by_fifths(result: Result, path: str, part: Array, profit: Array) -> Driver:
    """The trials by the fifth of `part`, a standard normal, in which they lie; all of shape
    (trials,)."""
    above = (np.greater(part, edge).view(np.int8) for edge in _EDGES)
    cells = result.replicate * FIFTHS + sum(above)
    counts = np.bincount(cells, minlength=REPLICATES * FIFTHS).reshape(REPLICATES, FIFTHS)

    def averages(values: Values) -> tuple[Array, Array]:
        """Of each fifth, shape (5,), and of each replicate, shape (replicates, 5)."""
        sums = np.bincount(cells, values, counts.size).reshape(counts.shape)
        each = np.divide(sums, counts, out=np.full(counts.shape, np.nan), where=counts > 0)
        with np.errstate(invalid="ignore"):
            return sums.sum(axis=0) / counts.sum(axis=0), each

    money, each = averages(profit - profit[0])
    chances, each_chance = averages(result["profit"] >= 0)
    fifths = [
        Measured(float(profit[0] + x), result.error_of(one))
        for x, one in zip(money, each.T, strict=True)
    ]
    low, high = (Measured(float(chances[x]), result.error_of(each_chance[:, x])) for x in (0, -1))
    least, most = int(np.nanargmin(money)), int(np.nanargmax(money))
    error = result.error_of(each[:, most] - each[:, least])
    spread = Measured(float(money[most] - money[least]), error)
    return Driver(path, fifths[0], fifths[-1], low, high, tuple(fifths), spread)


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
