"""What came out of a simulation, and the questions it answers, each with its standard error."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.condition.takings import OFF
from sim.draws.streams import KEPT, replicate_sizes
from sim.plan.beliefs import Exact
from sim.plan.funnel import PHASES, STAGES, STEPS
from sim.plan.round_numbers import ROUNDING, half_up, places
from sim.plan.scenario import Scenario
from sim.play.ranks import PART, Ranks, Tally, Values

if TYPE_CHECKING:
    import pandas as pd

M = TypeVar("M")
SURE: Final = 2.0  # standard errors: what differs by less may be chance
# What can be worked out in every trial, and the event of `EVENTS` whose chance it is.
CHANCES: Final = {
    "covering_costs": "covers_costs",
    "crediting_all_orders": "covers_costs_crediting_all_orders",
    "no_orders": "no_orders",
    "goal": "goal",
}
_NAMES: Final = {event: chance for chance, event in CHANCES.items()}
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
              Fewer, or others, where these were asked for.
    tallies   key -> counts and `EVENTS` that were asked for as tallies: they have figures and no
              trials
    """

    scenario: Scenario
    trials: int
    seed: int
    columns: Mapping[str, Values]
    tallies: Mapping[str, Tally] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Values:
        """A column, or one that follows from others (profit, contribution, roi, unserved, ...)."""
        if key in self.columns:
            return self.columns[key]
        if key in _DERIVED:
            return self.once(("column", key), lambda: _DERIVED[key](self))
        raise KeyError(key)

    def once(self, key: Hashable, make: Callable[[], M]) -> M:
        """What `make` gives, kept with the trials under `key` where these are few; it must be a
        function of these trials and the key alone, and what it gives is never written to."""
        if self.trials > KEPT:
            return make()
        if key not in self._kept:
            self._kept[key] = make()
        found: M = self._kept[key]
        return found

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _replicates(self) -> list[slice]:
        ends = np.cumsum([0, *replicate_sizes(self.trials)])
        return [slice(a, b) for a, b in itertools.pairwise(ends)]

    @cached_property
    def _starts(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The first trial and the size of each replicate that has trials."""
        sizes = np.array([size for size in replicate_sizes(self.trials) if size])
        return np.cumsum(sizes) - sizes, sizes

    def measured(self, values: Values, figure: Callable[[Values], float]) -> Measured:
        """`figure` of all trials; its error from the independent replicates."""
        error = self._error(lambda part: figure(values[part]))
        return Measured(figure(values), error)

    @property
    def replicate(self) -> NDArray[np.intp]:
        """The replicate of each trial, shape (trials,)."""
        sizes = [part.stop - part.start for part in self._replicates]
        return self.once("replicate", lambda: np.repeat(np.arange(len(sizes)), sizes))

    def first(self, values: Values, trials: int) -> Values:
        """Of `values`, shape (trials of this run,), those of the fairs that a run of so many trials
        meets: the first ones of each replicate."""
        parts = zip(self._replicates, replicate_sizes(trials), strict=True)
        return np.concatenate([values[part][:size] for part, size in parts])

    def _error(self, figure: Callable[[slice], float]) -> float:
        return self.error_of(np.array([figure(part) for part in self._replicates]))

    def error_of(self, each: NDArray[np.float64]) -> float:
        """Standard error of a figure that each replicate has, shape (replicates,)."""
        kept = each[np.isfinite(each)]
        if kept.size < 2:
            return math.nan
        # As `kept.std(ddof=1)`, in a third of the time.
        away = kept - np.add.reduce(kept) / kept.size
        variance = float(np.add.reduce(away * away)) / (kept.size - 1)
        return math.sqrt(variance) / math.sqrt(kept.size)

    def mean(self, key: str) -> Measured:
        if key in self.tallies:
            tally = self.tallies[key]
            return Measured(tally.mean, self.error_of(tally.means))
        return self.average(self[key])

    def average(self, values: Values) -> Measured:
        """The average of all trials, `values` of shape (trials,), and its error."""
        return Measured(float(values.mean(dtype=float)), self.error_of(self._means(values)))

    def _means(self, values: Values) -> NDArray[np.float64]:
        """Of each replicate that has trials."""
        starts, sizes = self._starts
        return np.asarray(np.add.reduceat(values, starts, dtype=float) / sizes)

    def quantile(self, key: str, share: float) -> Measured:
        """The value below which `share` of the trials lie."""
        if key in self.tallies:
            return self._located(self.tallies[key].ranks, share, self.tallies[key].shares_upto)
        values = self[key]

        def upto(value: float) -> NDArray[np.float64]:
            return self._means(values <= value)

        return self._located(self.ranks(key), share, upto)

    def ranks(self, key: str) -> Ranks:
        """A column in its order."""
        return self.once(("ranks", key), lambda: Ranks(self[key]))

    def _located(
        self, ranks: Ranks, share: float, upto: Callable[[float], NDArray[np.float64]]
    ) -> Measured:
        """A quantile; its error is that of the share below it (`upto` a value, of each replicate),
        carried over to the values by the quantiles around it (Woodruff 1952, JASA 47)."""
        value = ranks.quantile(share)
        if math.isnan(value):
            return Measured(value, value)
        error = self.error_of(upto(value))
        if math.isnan(error):
            return Measured(value, error)
        return Measured(value, ranks.doubt(share, max(error, 1 / ranks.size)))

    def quantiles(self, key: str, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Many quantiles at once, without errors; shape of `shares`."""
        return np.asarray(np.quantile(self[key], shares, method="inverted_cdf"), dtype=float)

    def chance(self, happens: NDArray[np.bool_]) -> Measured:
        """Share of the trials in which `happens`, shape (trials,); known to one trial at best."""
        found = self.average(happens)
        return Measured(found.value, max(found.error, 1 / self.trials))

    def chance_of(self, event: str) -> Measured:
        """How often one of `EVENTS` happens. Where that was worked out in each trial it is known to
        one trial at best, as otherwise, because so much may hang on what no trial has met, and to
        what its tables may be off by."""
        worked_out = f"chance.{_NAMES.get(event)}"
        if worked_out in self.columns:
            found = self.mean(worked_out)
            return Measured(found.value, max(found.error, 1 / self.trials, OFF))
        if event not in self.tallies:
            return self.chance(EVENTS[event](self))
        found = self.mean(event)
        return Measured(found.value, max(found.error, 1 / self.trials))

    @cached_property
    def chance_covering_costs(self) -> Measured:
        """Profit of at least 0, extra orders only."""
        return self.chance_of("covers_costs")

    @cached_property
    def chance_crediting_all_orders(self) -> Measured:
        """Profit of at least 0 when every order is credited, extra or not."""
        return self.chance_of("covers_costs_crediting_all_orders")

    @cached_property
    def chance_no_orders(self) -> Measured:
        return self.chance_of("no_orders")

    @cached_property
    def chance_goal(self) -> Measured | None:
        """Revenue and margin of at least the joint goal; None without a goal."""
        return None if self.scenario.goal is None else self.chance_of("goal")

    @cached_property
    def chance_stand_full(self) -> Measured:
        """Somebody leaves the stand without a conversation."""
        return self.chance_of("stand_full")

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
        lost = int(np.count_nonzero(profit < 0))
        first, last = (lost, profit.size) if covers else (0, lost)
        if first == last:
            return None

        def upto(value: float) -> NDArray[np.float64]:
            return np.array([_share_upto(profit[part], value, covers) for part in self._replicates])

        return self._located(self.ranks("profit").part(first, last), 0.5, upto)

    def cost_per(self, stage: str) -> Measured:
        """Average costs over average count: of a contact, a quote, an order. Infinite for none."""
        both = np.stack([self["costs"], self[stage]], axis=1)
        return self.measured(both, _ratio_of_means)

    def frame(self) -> pd.DataFrame:
        """All trials, one a row, under the permanent keys."""
        import pandas as pd

        there = {*self.columns} if self.scenario.income else {*self.columns, "income"}
        derived = {}
        for key in _DERIVED:
            with suppress(KeyError):  # what it follows from was not asked for
                if key not in there:
                    derived[key] = self[key]
        told = {key: column for key, column in self.columns.items() if key[:7] != "chance."}
        return pd.DataFrame(told | derived)

    def by_phase(self, stage: str) -> dict[str, Values]:
        """Counts of a stage in each phase; needs the detail."""
        return {phase: self.columns[f"{stage}.{phase}"] for phase in PHASES}


def _ratio_of_means(both: Values) -> float:
    above, below = both.mean(axis=0, dtype=float)
    return float(above / below) if below > 0 else math.inf


def _share_upto(profit: Values, value: float, covers: bool) -> float:
    """Of those that cover their costs, or of those that do not; NaN where there are none."""
    kept = (profit >= 0) == covers
    return float(np.mean((profit <= value) & kept)) / float(kept.mean() or np.nan)


def _profit(profit: Values, costs: Values) -> Values:
    """What is left of contribution and income, in their place; nothing where it differs from the
    costs by rounding only: that fair breaks even."""
    profit -= costs
    for start in range(0, profit.size, PART):  # part by part: a large run fills the memory
        part = slice(start, start + PART)
        profit[part][np.abs(profit[part]) <= ROUNDING * costs[part]] = 0.0
    return profit


def _margin(result: Result) -> Values:
    if not isinstance(result.scenario.inputs["margin"], Exact):
        raise KeyError("margin")  # uncertain, and not among the columns
    return np.broadcast_to(np.float64(result.scenario.inputs["margin"].likely), result.trials)


def _income(result: Result) -> Values:
    if result.scenario.income:
        raise KeyError("income")  # not among the columns
    return np.zeros(result.trials)


def _reaches_goal(result: Result) -> Values:
    goal = result.scenario.goal
    if goal is None:
        return np.zeros(result.trials, dtype=bool)
    revenue, margin = goal.revenue * (1 - ROUNDING), goal.margin * (1 - ROUNDING)
    return np.asarray((result["revenue"] >= revenue) & (result["margin"] >= margin))


def _roi(result: Result) -> Values:
    costs = result["costs"]
    if (costs <= 0).any():
        return np.full(result.trials, np.nan)
    return np.asarray(result["profit"] / costs)


def _earned(result: Result, revenue: str) -> Values:
    """Contribution of a revenue, and income; the caller's own."""
    if revenue == "revenue" and "contribution" in result.columns:
        earned = result["contribution"].copy()
    else:
        earned = result[revenue] * result["margin"]
    if result.scenario.income:
        earned += result["income"]
    return earned


_DERIVED: dict[str, Callable[[Result], Values]] = {
    "unserved": lambda r: r["stand_visitors"] - r["contacts"],
    "margin": _margin,
    "contribution": lambda r: r["revenue"] * r["margin"],
    "income": _income,
    "profit": lambda r: _profit(_earned(r, "revenue"), r["costs"]),
    "profit_crediting_all_orders": lambda r: _profit(
        _earned(r, "revenue_crediting_all_orders"), r["costs"]
    ),
    "roi": _roi,
}

EVENTS: Final[dict[str, Callable[[Result], Values]]] = {
    "covers_costs": lambda r: r["profit"] >= 0,
    "covers_costs_crediting_all_orders": lambda r: r["profit_crediting_all_orders"] >= 0,
    "no_orders": lambda r: r["extra_orders"] == 0,
    "goal": _reaches_goal,
    "stand_full": lambda r: r["unserved"] > 0,
}

DERIVED: Final = tuple(_DERIVED)
COUNTED: Final = tuple(stage for stage in STAGES if stage != "unserved")
PHASED: Final = ("contacts", *(stage for stage, _ in STEPS))
