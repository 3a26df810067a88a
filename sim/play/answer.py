"""What is shown of a simulation: a small summary, never the trials themselves.

It is plain numbers, so it can be kept, sent and drawn again long after the trials are gone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.play.expected import BestGuess, best_guess
from sim.play.result import Measured, Result, money_of

LEVELS: Final = 2000  # quantiles kept: enough for 50 or 20 dots and for a smooth curve
BINS: Final = 40
COLUMNS_A_DOT: Final = 0.64  # columns over which dots are spread, as a part of their number

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Answer:
    """Chances, bands and the shape of the profit of one scenario.

    levels     quantiles of profit at k / LEVELS, shape (LEVELS + 1,)
    edges      of the histogram's bins, break-even among them; `heights`: share of the fairs in each
    bands      key -> (mean, 1 in 10 below, median, 1 in 10 above) of money and stages
    cost_per   stage -> average costs over average count
    """

    chance: Measured
    chance_all: Measured
    chance_no_orders: Measured
    chance_goal: Measured | None
    chance_full: Measured
    gain: float | None
    loss: float | None
    levels: Array
    edges: Array
    heights: Array
    bands: dict[str, tuple[float, float, float, float]]
    cost_per: dict[str, float]
    guess: BestGuess
    trials: int
    seed: int

    def profit(self, share: float) -> float:
        """The profit below which `share` of the fairs end."""
        return float(self.levels[round(share * LEVELS)])

    def document(self) -> dict[str, Any]:
        """Plain lists and numbers; `from_document` gives the same answer back."""
        found = asdict(self)
        return found | {key: getattr(self, key).tolist() for key in ARRAYS}


ARRAYS: Final = ("levels", "edges", "heights")
CHANCES: Final = ("chance", "chance_all", "chance_no_orders", "chance_goal", "chance_full")


def from_document(document: Mapping[str, Any]) -> Answer:
    """The answer that `Answer.document` wrote. Raises KeyError or TypeError for anything else."""
    read = {field.name: document[field.name] for field in fields(Answer)}
    read |= {key: np.array(read[key]) for key in ARRAYS}
    read |= {key: None if read[key] is None else Measured(**read[key]) for key in CHANCES}
    guess = read["guess"]
    lines = {key: tuple(guess.get(key, ())) for key in ("costs_by_line", "income_by_line")}
    read["guess"] = BestGuess(**guess | lines)
    read["bands"] = {key: tuple(band) for key, band in read["bands"].items()}
    return Answer(**read)


def summarised(result: Result) -> Answer:
    """The summary of a simulation."""
    columns = {key: result[key] for key in (*money_of(result.scenario), *result.scenario.stages)}
    profit = np.sort(columns["profit"])
    lost = int(np.searchsorted(profit, 0.0))
    levels = levels_of(profit)
    low, high = levels[LEVELS // 200], levels[-LEVELS // 200 - 1]
    edges = _edges(float(low), float(high))
    counts = np.diff(np.searchsorted(profit, edges, side="left"))
    bands = {key: _bands(values) for key, values in columns.items()}
    return Answer(
        chance=result.chance_covering_costs,
        chance_all=result.chance_crediting_all_orders,
        chance_no_orders=result.chance_no_orders,
        chance_goal=result.chance_goal,
        chance_full=result.chance_stand_full,
        gain=middle(profit[lost:]),
        loss=middle(profit[:lost]),
        levels=levels,
        edges=edges,
        heights=counts / profit.size,
        bands=bands,
        cost_per={stage: _each(bands, stage) for stage in ("contacts", "quotes", "orders")},
        guess=best_guess(result.scenario),
        trials=result.trials,
        seed=result.seed,
    )


def _edges(low: float, high: float) -> Array:
    """About `BINS` equal bins over low ... high; break-even is an edge between two."""
    width = (high - low) / BINS or max(abs(low), 1.0) / BINS
    first, last = math.floor(low / width), math.ceil(high / width)
    return np.asarray(np.arange(first, max(last, first + 1) + 1) * width, dtype=float)


def levels_of(ordered: Array) -> Array:
    """The quantiles at k / LEVELS of amounts that stand in their order, shape (LEVELS + 1,)."""
    at = np.ceil(np.arange(LEVELS + 1) / LEVELS * ordered.size).astype(int) - 1
    return np.asarray(ordered[np.clip(at, 0, ordered.size - 1)], dtype=float)


def dot_columns(amounts: Array) -> Array:
    """Where the dots of a quantile dotplot stand (Kay et al. 2016), money, shape of `amounts`: the
    middle of the column of each. Amounts stand in their order, each for an equal share of the
    fairs. Break-even is an edge between two columns, so that no dot stands on the line."""
    width = float(amounts[-1] - amounts[0]) / (COLUMNS_A_DOT * amounts.size) or 1.0
    return np.asarray((np.floor(amounts / width) + 0.5) * width, dtype=float)


def middle(ordered: Array) -> float | None:
    """The median, as `Result.typical_gain` has it; None for none."""
    return float(ordered[(ordered.size - 1) // 2]) if ordered.size else None


def _each(bands: dict[str, tuple[float, float, float, float]], stage: str) -> float:
    costs, count = bands["costs"][0], bands[stage][0]
    return costs / count if count > 0 else math.inf


def _bands(values: NDArray[np.generic]) -> tuple[float, float, float, float]:
    ends = [max(int(np.ceil(share * values.size)) - 1, 0) for share in (0.1, 0.5, 0.9)]
    low, median, high = np.sort(values)[ends].astype(float)
    return float(values.mean(dtype=float)), low, median, high
