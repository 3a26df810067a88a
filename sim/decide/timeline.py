"""When the money comes: costs and income when they are due, contribution when the orders come.

Every extra order has a month of its own, drawn from `months_to_order` of its phase: the range says
how long an order takes, 1 in 10 sooner than low, and not how long the average order takes. The
draws are named streams, so that the simulation itself is untouched. An order that comes after 3.2
months is there at the end of month 4; month 0 is the fair.

An order brings its share of the trial's contribution: its own value over the values of all extra
orders (repeat orders come with it). Orders share the trial's `ORDERS_EACH` draws where there are
more of them in a phase, and are then taken as equal in value; single ones hardly show there.

With a horizon the engine has left out the orders that come later; those that it counts have the
months that orders up to it have. Money is followed as cash: a cost that is spread over several
fairs (`CostLine.over`) is paid in full in its month. Where there is none, the cash at the last
month is `Result["profit"]` in every trial; otherwise it is less, by what other fairs take of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.decide.stories import Story, stories
from sim.draws.streams import Draws, Whole, blocks, draws
from sim.plan.checks import LAST_MONTH
from sim.plan.funnel import FIRST_ORDERS, PHASES
from sim.plan.johnson import Array
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import ROUNDING
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, simulate
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS

LEVELS: Final = (0.10, 0.25, 0.50, 0.75, 0.90)
LAST: Final = LAST_MONTH  # whatever comes later counts as coming then
ORDERS_EACH: Final = 64  # of a phase in a trial that have a month each
JUDGED: Final = 0.9


@dataclass(frozen=True, eq=False)
class Timeline:
    """The fair month by month.

    months        shape (months,), whole; 0 is the fair, negative before it
    bands         cumulated cash at the end of each month at `LEVELS`, shape (months, 5)
    paid_back     chance that by the end of the month contribution and income cover all costs that
                  this fair takes, those not yet due too; at the end `Result.chance_covering_costs`
    profit        at the last month in each trial, shape (trials,)
    deepest       the most money that is out at the end of any month: median, and 1 in 10 lower
                  and higher, as (p10, p50, p90)
    judged_after  first month by which 90 of 100 extra orders have come, of all trials together;
                  before it is too early to judge. None without any order
    late          extra orders after the horizon, which do not count, on average, and `late_value`,
                  their contribution; 0 without a horizon
    stories       weak, middle, strong (`sim.decide.stories`), by the profit at the last month
    courses       cumulated cash of each story at the end of each month, shape (3, months)
    others        what other fairs take of costs that are paid for this one, money on average; 0
                  where no cost is spread
    """

    months: Whole
    bands: Array
    paid_back: tuple[Measured, ...]
    profit: Array
    deepest: tuple[Measured, Measured, Measured]
    judged_after: int | None
    late: Measured
    late_value: Measured
    stories: tuple[Story, ...]
    courses: Array
    others: float = 0.0


@dataclass(frozen=True, eq=False)
class _Orders:
    """Draws of extra orders, one a row: trial, month, how many orders, and their part of the
    trial's contribution."""

    trial: Whole
    month: Whole
    orders: Array
    part: Array


def timeline(
    scenario: Scenario,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    planned: Result | None = None,
) -> Timeline:
    """The timeline of a plan: each line of the budget in its month, orders up to the horizon.
    `planned`: these trials of the plan, with detail, where the caller has them.

    Raises `ScenarioError` without `months_to_order`.
    """
    _check(scenario)
    result = planned or simulate(scenario, trials=trials, seed=seed, detail=True)
    everything = result
    if scenario.horizon is not None:
        everything = simulate(scenario.with_(horizon=None), trials=trials, seed=seed)
    late = {
        key: everything[key] - result[key].astype(float) for key in ("extra_orders", "contribution")
    }
    return _told(result, _orders(result), Result(scenario, trials, seed, late))


def paths(result: Result) -> Paths:
    """The paths of a result with detail. Raises `ScenarioError` without `months_to_order`."""
    _check(result.scenario)
    return Paths(result, _orders(result))


def _check(scenario: Scenario) -> None:
    if f"months_to_order.{PHASES[0]}" not in scenario.inputs:
        raise ScenarioError("missing", "inputs.months_to_order", form="months for each phase")


def _orders(result: Result) -> _Orders:
    """The months of all extra orders, block by block."""
    found = []
    offset = 0
    for block in blocks(result.trials):
        part = slice(offset, offset + block.size)
        found.append(_of_block(result, draws(result.seed, result.trials, block), part))
        offset += block.size
    return _Orders(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _of_block(result: Result, drawn: Draws, part: slice) -> tuple[Whole, Whole, Array, Array]:
    size = drawn.block.size
    orders = np.stack([result[f"extra_orders.{phase}"][part] for phase in PHASES]).astype(np.int64)
    each = np.minimum(orders, ORDERS_EACH)
    trials, months, weights = [], [], []
    for phase, count, used in zip(PHASES, orders, each, strict=True):
        months.append(_months(result.scenario, phase, drawn, used))
        trials.append(np.repeat(np.arange(size), used))
        weights.append(np.repeat(count / np.maximum(used, 1), used))
    trial, month, weight = (np.concatenate(each) for each in (trials, months, weights))
    value = weight * _values(result, drawn, each, trial)
    total = np.bincount(trial, value, size)
    month = np.minimum(month, LAST).astype(np.int64)
    return trial + part.start, month, weight, value / total[trial]


def _months(scenario: Scenario, phase: str, drawn: Draws, counts: Whole) -> Array:
    """The month of each order, given that it comes up to the horizon."""
    from scipy.special import ndtr, ndtri

    path = f"months_to_order.{phase}"
    z, _ = drawn.each_normal(path, counts, ())
    if scenario.horizon is None:
        return np.asarray(np.ceil(scenario.inputs[path].quantile(z)))
    z = ndtri(ndtr(z) * scenario.in_time(phase))
    return np.minimum(np.ceil(scenario.inputs[path].quantile(z)), scenario.horizon)


def _values(result: Result, drawn: Draws, each: Whole, trial: Whole) -> Array:
    """Value of each order over the average, as in `sim.draws.order_values`: the values of a trial's
    first, second, ... order go to the phases in their order."""
    spread = result.scenario.inputs["order_value_spread"].likely
    if not spread or not trial.size:
        return np.ones(trial.size)
    counts = each.sum(axis=0)
    z, _ = drawn.each_normal("order_value", counts, FIRST_ORDERS)
    deviation = math.sqrt(math.log1p(spread * spread))
    value = np.exp(deviation * z - deviation**2 / 2)
    shared = each.max(axis=0) == ORDERS_EACH  # too many orders to tell them apart
    value[np.repeat(shared, counts)] = 1.0
    # Trial by trial there, phase by phase here: the k-th of a trial is the same order.
    rows = np.empty(trial.size, dtype=np.int64)
    rows[np.argsort(trial, kind="stable")] = np.arange(trial.size)
    return np.asarray(value[rows])


class Paths:
    """Profit and cash of every trial at the end of any month, arrays of shape (trials,), money."""

    def __init__(self, result: Result, orders: _Orders) -> None:
        self.result = result
        plan = result.scenario
        self.due = np.array([line.month for line in (*plan.costs, *plan.income)], dtype=np.int64)
        order = np.argsort(orders.month, kind="stable")
        self.trial, self.month = orders.trial[order], orders.month[order]
        self.orders, self.part = orders.orders[order], orders.part[order]

    def months(self) -> Whole:
        """From the first cost or income, or the fair, to the last one or order; or to the
        horizon."""
        horizon = self.result.scenario.horizon
        end = int(self.month.max(initial=0)) if horizon is None else horizon
        first = min(int(self.due.min(initial=0)), 0)
        return np.arange(first, max(end, int(self.due.max(initial=0))) + 1)

    def with_all_costs(self, month: int) -> Array:
        """Contribution and income so far less all costs, due or not; nothing where rounding is all
        there is."""
        first = int(np.searchsorted(self.month, month, side="right"))
        sums = np.bincount(self.trial[first:], self.part[first:], self.result.trials)
        late = np.asarray(sums, dtype=float)
        contribution, costs = self.result["contribution"], self.result["costs"]
        left = np.asarray(self.result["profit"] - contribution * late)
        for at, line in enumerate(self.result.scenario.income):
            if line.month > month:
                left = left - self.result[f"income.{at}"]
        money = contribution + costs + self.result["income"]
        left[np.abs(left) <= ROUNDING * money] = 0.0
        return left

    def earned(self, month: int) -> Array:
        """Contribution of the orders that have come."""
        last = int(np.searchsorted(self.month, month, side="right"))
        come = np.bincount(self.trial[:last], self.part[:last], self.result.trials)
        return np.asarray(self.result["contribution"] * come)

    def cash(self, month: int) -> Array:
        """Contribution and income so far less the costs that were due, each in full."""
        return self.without_late_costs(month, self.with_all_costs(month))

    def without_late_costs(self, month: int, cumulated: Array) -> Array:
        """The same, from what is left with all costs."""
        for at, line in enumerate(self.result.scenario.costs):
            if line.month > month:
                cumulated = cumulated + self.result[f"costs.{at}"]
            elif line.over != 1:
                cumulated = cumulated - self.result[f"costs.{at}"] * (line.over - 1)
        return cumulated

    def others(self) -> float:
        """What other fairs take of the costs, on average."""
        lines = enumerate(self.result.scenario.costs)
        shared = ((at, line.over - 1) for at, line in lines if line.over != 1)
        return sum(self.result.mean(f"costs.{at}").value * more for at, more in shared)


def _told(result: Result, orders: _Orders, late: Result) -> Timeline:
    paths = Paths(result, orders)
    months = paths.months()
    deepest, bands, paid_back = np.zeros(result.trials), [], []
    final = paths.with_all_costs(int(months[-1]))
    told = stories(result, final)
    courses = np.empty((len(told), months.size))
    places = [math.ceil(level * result.trials) - 1 for level in LEVELS]
    for at, month in enumerate(months.tolist()):
        left = paths.with_all_costs(month)
        cumulated = paths.without_late_costs(month, left)
        deepest = np.maximum(deepest, -cumulated)
        bands.append(np.sort(cumulated)[places])
        paid_back.append(result.chance(left >= 0))
        courses[:, at] = cumulated[[story.trial for story in told]]
    asked = Result(result.scenario, result.trials, result.seed, {"deepest": deepest})
    low, middle, high = (asked.quantile("deepest", level) for level in (0.1, 0.5, 0.9))
    return Timeline(
        months=months,
        bands=np.array(bands),
        paid_back=tuple(paid_back),
        profit=final,
        deepest=(low, middle, high),
        judged_after=_judged(paths),
        late=late.mean("extra_orders"),
        late_value=late.mean("contribution"),
        stories=told,
        courses=courses,
        others=paths.others(),
    )


def _judged(paths: Paths) -> int | None:
    come = np.cumsum(np.bincount(paths.month, paths.orders, minlength=1))
    if come[-1] == 0:
        return None
    return int(np.searchsorted(come, JUDGED * come[-1] * (1 - ROUNDING)))
