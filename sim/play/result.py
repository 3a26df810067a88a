"""What came out of a simulation, and the questions it answers, each with its standard error."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.condition.takings import OFF
from sim.draws.streams import replicate_sizes
from sim.plan.funnel import PHASES, STAGES, STEPS
from sim.plan.round_numbers import half_up, places
from sim.plan.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Values = NDArray[Any]
SURE: Final = 2.0  # standard errors: what differs by less may be chance
STEP: Final = 0.02  # of the trials: so far around a quantile its slope is taken
PART: Final = 2**20  # trials at a time where more would double what is held
ROUNDING: Final = 1e-12  # relative: a product of decimal numbers is no nearer to what is meant
CHANCES: Final = ("covering_costs", "crediting_all_orders", "no_orders", "goal")
MONEY: Final = ("profit", "revenue", "costs", "income", "contribution", "roi")


def money_of(scenario: Scenario) -> tuple[str, ...]:
    """The money of a plan that there is something to tell of: `MONEY`, income where it has any."""
    return tuple(key for key in MONEY if key != "income" or scenario.income)


@dataclass(frozen=True)
class Measured:
    """A simulated figure and its standard error (of the simulation only)."""

    value: float
    error: float

    @property
    def doubt(self) -> float:
        """So far off the simulation's own noise may put the figure."""
        return SURE * self.error

    @property
    def fine(self) -> float:
        """The figure no finer than its noise: up to the first figure of its error, so that 22,317
        with an error of 90 is 22,320, and 0.2617 with an error of 0.04 is 0.26."""
        if not 0 < self.error < math.inf or not math.isfinite(self.value):
            return self.value
        return half_up(self.value, -math.floor(math.log10(self.error)))

    def in_figures(self, figures: int) -> float:
        """As `fine`, in so many figures at most: rounded once, to the coarser place of the two."""
        if self.value == 0 or not math.isfinite(self.value):
            return self.value
        decimals = places(self.value, figures)
        if 0 < self.error < math.inf:
            decimals = min(decimals, -math.floor(math.log10(self.error)))
        return half_up(self.value, decimals)

    @property
    def hardly(self) -> bool:
        """Whether it may be nothing but the simulation's own noise around zero."""
        return self.value == 0 or abs(self.value) <= self.doubt

    def minus(self, other: Measured) -> Measured:
        """The difference, its error as of two figures whose noise has nothing in common."""
        return Measured(self.value - other.value, math.hypot(self.error, other.error))

    def __float__(self) -> float:
        return self.value


@dataclass(frozen=True, eq=False)
class Result:
    """The trials of one scenario.

    columns   key -> array of shape (trials,): counts as int32 (people, orders), money as float64.
              Always the stages of `sim.plan.funnel.STAGES` but `unserved`, `revenue`,
              `revenue_crediting_all_orders`, `costs`, `income` where the plan has any, `waiting`
              where the hours of sales are limited, and, where it is uncertain, `margin`.
              With chances also each of `CHANCES` (``chance.goal``): the chance of a trial, given
              its inputs and its people up to a stage (`sim.play.conditioned`), and then
              `chance_covering_costs` and the others are their averages.
              With detail also each stage of each phase (``calls.decision``), each uncertain
              input (``inputs.order_value``), each line of costs and income (``costs.0``,
              ``income.0``) and ``good_fair``. Costs are what the fair takes of them (`CostLine`).
    """

    scenario: Scenario
    trials: int
    seed: int
    columns: Mapping[str, Values]

    def __getitem__(self, key: str) -> Values:
        """A column, or one that follows from others (profit, contribution, roi, unserved, ...)."""
        if key in self.columns:
            return self.columns[key]
        if key in _DERIVED:
            return _DERIVED[key](self)
        raise KeyError(key)

    @cached_property
    def _replicates(self) -> list[slice]:
        ends = np.cumsum([0, *replicate_sizes(self.trials)])
        return [slice(a, b) for a, b in itertools.pairwise(ends)]

    def measured(self, values: Values, figure: Callable[[Values], float]) -> Measured:
        """`figure` of all trials; its error from the independent replicates."""
        error = self._error(lambda part: figure(values[part]))
        return Measured(figure(values), error)

    def _error(self, figure: Callable[[slice], float]) -> float:
        """Of a figure that each replicate has."""
        each = np.array([figure(part) for part in self._replicates])
        kept = each[np.isfinite(each)]
        return float(kept.std(ddof=1)) / math.sqrt(kept.size) if kept.size > 1 else math.nan

    def mean(self, key: str) -> Measured:
        return self.measured(self[key], lambda x: float(x.mean(dtype=float)))

    def quantile(self, key: str, share: float) -> Measured:
        """The value below which `share` of the trials lie."""
        return self._located(self[key], share)

    def _located(self, values: Values, share: float, kept: Values | None = None) -> Measured:
        """A quantile of the `kept` trials; its error is that of the share below it, carried over
        to the values by the quantiles around it (Woodruff 1952, JASA 47)."""
        own = kept is not None  # a copy, which may be reordered: a large run fills the memory
        chosen = values if kept is None else values[kept]
        value = _quantile(chosen, share, own)
        if math.isnan(value):
            return Measured(value, value)

        def below(part: slice) -> float:
            inside = np.ones(1, bool) if kept is None else kept[part]
            return float(np.mean((values[part] <= value) & inside)) / float(inside.mean() or np.nan)

        error = self._error(below)
        if math.isnan(error):
            return Measured(value, error)
        return Measured(value, _carried(chosen, share, max(error, 1 / chosen.size), own))

    def quantiles(self, key: str, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Many quantiles at once, without errors; shape of `shares`."""
        return np.asarray(np.quantile(self[key], shares, method="inverted_cdf"), dtype=float)

    def chance(self, happens: NDArray[np.bool_]) -> Measured:
        """Share of the trials in which `happens`, shape (trials,); known to one trial at best."""
        found = self.measured(happens, lambda x: float(np.count_nonzero(x)) / max(x.size, 1))
        return Measured(found.value, max(found.error, 1 / self.trials))

    def _worked_out(self, key: str) -> Measured | None:
        """A chance of `CHANCES` where each trial has one; known to one trial at best, like others,
        because so much may hang on what no trial has met, and to what its tables may be off by."""
        if f"chance.{key}" not in self.columns:
            return None
        found = self.mean(f"chance.{key}")
        return Measured(found.value, max(found.error, 1 / self.trials, OFF))

    @cached_property
    def chance_covering_costs(self) -> Measured:
        """Profit of at least 0, extra orders only."""
        return self._worked_out("covering_costs") or self.chance(self["profit"] >= 0)

    @cached_property
    def chance_crediting_all_orders(self) -> Measured:
        """Profit of at least 0 when every order is credited, extra or not."""
        return self._worked_out("crediting_all_orders") or self.chance(
            self["profit_crediting_all_orders"] >= 0
        )

    @cached_property
    def chance_no_orders(self) -> Measured:
        """No extra order at all."""
        return self._worked_out("no_orders") or self.chance(self["extra_orders"] == 0)

    @cached_property
    def chance_goal(self) -> Measured | None:
        """Revenue and margin of at least the joint goal; None without a goal."""
        goal = self.scenario.goal
        if goal is None:
            return None
        if found := self._worked_out("goal"):
            return found
        revenue, margin = goal.revenue * (1 - ROUNDING), goal.margin * (1 - ROUNDING)
        return self.chance((self["revenue"] >= revenue) & (self["margin"] >= margin))

    @cached_property
    def chance_stand_full(self) -> Measured:
        """Somebody leaves the stand without a conversation."""
        return self.chance(self["unserved"] > 0)

    @cached_property
    def typical_gain(self) -> Measured | None:
        """Median profit of the trials that cover their costs; None where there are none."""
        return self._typical(True)

    @cached_property
    def typical_loss(self) -> Measured | None:
        """Median profit of the trials that do not cover their costs; None where there are none."""
        return self._typical(False)

    def _typical(self, covers: bool) -> Measured | None:
        profit = self["profit"]
        if not ((profit >= 0) == covers).any():
            return None
        return self._located(profit, 0.5, (profit >= 0) == covers)

    def cost_per(self, stage: str) -> Measured:
        """Average costs over average count: of a contact, a quote, an order. Infinite for none."""
        both = np.stack([self["costs"], self[stage]], axis=1)
        return self.measured(both, _ratio_of_means)

    def frame(self) -> pd.DataFrame:
        """All trials, one a row, under the permanent keys."""
        import pandas as pd

        there = {*self.columns} if self.scenario.income else {*self.columns, "income"}
        derived = {key: self[key] for key in _DERIVED if key not in there}
        return pd.DataFrame({**self.columns, **derived})

    def by_phase(self, stage: str) -> dict[str, Values]:
        """Counts of a stage in each phase; needs the detail."""
        return {phase: self.columns[f"{stage}.{phase}"] for phase in PHASES}


def _quantile(x: Values, share: float, own: bool) -> float:
    if x.size == 0 or np.isnan(x[0]):
        return math.nan
    at = min(max(math.ceil(share * x.size) - 1, 0), x.size - 1)
    return float(_partitioned(x, (at,), own)[at])


def _partitioned(x: Values, places: tuple[int, ...], own: bool) -> Values:
    """`x` with what belongs at these places there; in its place where it is the caller's own."""
    if own:
        x.partition(places)
        return x
    return np.partition(x, places)


def _carried(x: Values, share: float, error: float, own: bool) -> float:
    """The error of a quantile of `x` from that of its `share`. Where values repeat (whole people,
    no revenue at all), there is no slope: a quantile stays, or jumps to a neighbour."""
    reach = np.ceil((share + 4 * error * np.array([-1, 1])) * x.size).astype(int) - 1
    first, last = (int(end) for end in np.clip(reach, 0, x.size - 1))
    around = np.sort(_partitioned(x, (first, last), own)[first : last + 1])
    if not np.isfinite(around).all():
        return math.nan
    if (around[1:] > around[:-1]).all():
        step = max(error, STEP)
        ends = (max(share - step, 0.0), min(share + step, 1.0))
        low, high = (_quantile(x, end, own) for end in ends)
        return error * (high - low) / (ends[1] - ends[0])
    z = np.linspace(-4, 4, 65)
    weight = np.exp(-z * z / 2)
    at = np.ceil((share + error * z) * x.size).astype(int) - 1 - first
    moved = around[np.clip(at, 0, around.size - 1)] - _quantile(x, share, own)
    return math.sqrt(float(weight @ moved**2 / weight.sum()))


def _ratio_of_means(both: Values) -> float:
    above, below = both.mean(axis=0, dtype=float)
    return float(above / below) if below > 0 else math.inf


def _profit(profit: Values, costs: Values) -> Values:
    """What is left of contribution and income, in their place; nothing where it differs from the
    costs by rounding only: that fair breaks even."""
    profit -= costs
    for start in range(0, profit.size, PART):  # part by part: a large run fills the memory
        part = slice(start, start + PART)
        profit[part][np.abs(profit[part]) <= ROUNDING * costs[part]] = 0.0
    return profit


def _margin(result: Result) -> Values:
    return np.broadcast_to(np.float64(result.scenario.inputs["margin"].likely), result.trials)


def _roi(result: Result) -> Values:
    costs = result["costs"]
    if (costs <= 0).any():
        return np.full(result.trials, np.nan)
    roi = _profit(_earned(result, "revenue"), costs)
    roi /= costs
    return roi


def _earned(result: Result, revenue: str) -> Values:
    """Contribution of a revenue, and income."""
    earned = result[revenue] * result["margin"]
    if "income" in result.columns:
        earned += result["income"]
    return earned


_DERIVED: dict[str, Callable[[Result], Values]] = {
    "unserved": lambda r: r["stand_visitors"] - r["contacts"],
    "margin": _margin,
    "contribution": lambda r: r["revenue"] * r["margin"],
    "income": lambda r: np.zeros(r.trials),
    "profit": lambda r: _profit(_earned(r, "revenue"), r["costs"]),
    "profit_crediting_all_orders": lambda r: _profit(
        _earned(r, "revenue_crediting_all_orders"), r["costs"]
    ),
    "roi": _roi,
}

COUNTED: Final = tuple(stage for stage in STAGES if stage != "unserved")
PHASED: Final = ("contacts", *(stage for stage, _ in STEPS))
