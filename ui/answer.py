"""What the pages show of a simulation: a small, cached summary, never the trials themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from sim.engine import simulate
from sim.expected import BestGuess, best_guess
from sim.funnel import STAGES
from sim.result import MONEY, Measured, Result
from sim.robustness import Robustness, robustness
from sim.scenario import Scenario
from sim.scenario_file import dumps

TRIALS: Final = 8_192
ROBUSTNESS_TRIALS: Final = 8_192
LEVELS: Final = 2000  # quantiles kept: enough for 50 or 20 dots and for a smooth curve
BINS: Final = 40

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


def answer(scenario: Scenario, seed: int) -> Answer:
    """The answer for a plan; equal numbers are simulated once, whoever asks."""
    return _answer(dumps(scenario.numbers), scenario.numbers, seed)


def robust(scenario: Scenario, seed: int) -> Robustness:
    """How far the answer depends on what nobody has measured."""
    return _robust(dumps(scenario.numbers), scenario.numbers, seed)


@st.cache_data(max_entries=512, show_spinner=False)
def _answer(key: str, _scenario: Scenario, seed: int) -> Answer:
    return summarised(simulate(_scenario, trials=TRIALS, seed=seed))


@st.cache_data(max_entries=128, show_spinner=False)
def _robust(key: str, _scenario: Scenario, seed: int) -> Robustness:
    return robustness(_scenario, trials=ROBUSTNESS_TRIALS, seed=seed)


def summarised(result: Result) -> Answer:
    """The summary of a simulation."""
    columns = {key: result[key] for key in (*MONEY, *STAGES)}
    profit = np.sort(columns["profit"])
    lost = int(np.searchsorted(profit, 0.0))
    at = np.ceil(np.arange(LEVELS + 1) / LEVELS * profit.size).astype(int) - 1
    levels = profit[np.clip(at, 0, profit.size - 1)]
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
        gain=_middle(profit[lost:]),
        loss=_middle(profit[:lost]),
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
    return np.arange(first, max(last, first + 1) + 1) * width


def _middle(ordered: Array) -> float | None:
    """The median, as `Result.typical_gain` has it; None for none."""
    return float(ordered[(ordered.size - 1) // 2]) if ordered.size else None


def _each(bands: dict[str, tuple[float, float, float, float]], stage: str) -> float:
    costs, count = bands["costs"][0], bands[stage][0]
    return costs / count if count > 0 else math.inf


def _bands(values: NDArray[np.generic]) -> tuple[float, float, float, float]:
    ends = [max(int(np.ceil(share * values.size)) - 1, 0) for share in (0.1, 0.5, 0.9)]
    low, median, high = np.partition(values, ends)[ends].astype(float)
    return float(values.mean(dtype=float)), low, median, high
