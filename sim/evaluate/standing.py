"""Where a real number fell among the planned ones.

"In 8 of 10 planned fairs it lay between 60 and 125; it was 52."

Figures are keys of a `Result`: stages and stages of a phase, lines of costs and income, money. Two
more are held against the single orders that the plan expected, luck and all: `first_orders`, the
money of all orders before repeat orders, and `average_order`, that of one (of the planned fairs
with an order).

A count that open leads may still raise is told as it is so far. Money is told once it is certain:
where it is the same in every trial of the forecast as of today (`sim.evaluate.updated`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.actuals.actuals import LEADS, Actuals
from sim.draws.streams import REPLICATES
from sim.plan.funnel import PHASES
from sim.plan.scenario import Scenario
from sim.play.ranks import Values
from sim.play.result import Measured, Result, money_of

AUDIENCE: Final = ("visitors", "target_visitors", "stand_visitors")
LEAST: Final = 2 * REPLICATES  # planned fairs that have the figure
ALL_ORDERS: Final = "profit_crediting_all_orders"


@dataclass(frozen=True)
class Standing:
    """A figure that is known, beside what was planned.

    figure          its key
    real            what it was, or what it is so far
    final           whether it stays so: no open lead can raise it any more
    p10, p50, p90   of the planned fairs, and their mean
    below, above    share of the planned fairs that lie below it, and above it; what is left of 1
                    is exactly as high
    """

    figure: str
    real: float
    final: bool
    p10: Measured
    p50: Measured
    p90: Measured
    mean: Measured
    below: Measured
    above: Measured

    @property
    def side(self) -> int:
        """-1 below the 8 of 10 in the middle, 1 above them, 0 among them."""
        return int(self.real > self.p90.value) - int(self.real < self.p10.value)


def standings(planned: Result, actuals: Actuals, now: Result | None = None) -> tuple[Standing, ...]:
    """Every figure that is known, in the funnel's order: counts, orders, money.

    planned  of the plan, with the detail; raises `KeyError` without it
    now      of `sim.evaluate.updated.updated`, for money that is certain by now
    """
    found = [*_audience(actuals), *_leads(planned, actuals), *_orders(actuals)]
    found += _lines(planned.scenario, actuals)
    if actuals.margin is not None:
        found.append(("margin", actuals.margin, True))
    if now is not None:
        keys = (*money_of(planned.scenario), ALL_ORDERS)
        found += [(key, float(now[key][0]), True) for key in keys if np.ptp(now[key]) == 0]
    stood = (_stood(planned, *figure) for figure in found)
    return tuple(standing for standing in stood if standing is not None)


def _audience(actuals: Actuals) -> Iterator[tuple[str, float, bool]]:
    for key in AUDIENCE:
        count = getattr(actuals, key)
        if count is not None:
            yield key, float(count), True


def _leads(planned: Result, actuals: Actuals) -> Iterator[tuple[str, float, bool]]:
    """Every stage, then its phases; a phase that the plan does not have is nobody."""
    there = [p for p in PHASES if planned.scenario.inputs[f"mix.{p}"].high > 0]
    for stage in LEADS:
        if actuals.told_in_total(stage):
            before = sum(actuals.waiting_at(one) for one in LEADS[: LEADS.index(stage)])
            yield stage, float(actuals.total(stage)), before == 0
            continue
        known = [p for p in PHASES if actuals.at(stage, p) is not None]
        final = {phase: not _to_come(actuals, stage, phase) for phase in PHASES}
        if known and set(there) <= set(known):
            yield stage, float(actuals.total(stage)), all(final[phase] for phase in known)
        for phase in known:
            yield f"{stage}.{phase}", float(actuals.at(stage, phase) or 0), final[phase]


def _to_come(actuals: Actuals, stage: str, phase: str) -> int:
    """Leads at the stages before that may still get there."""
    return sum(actuals.waiting_in(before, phase) for before in LEADS[: LEADS.index(stage)])


def _orders(actuals: Actuals) -> Iterator[tuple[str, float, bool]]:
    open_leads = actuals.waiting > 0
    orders = actuals.total("orders")
    if actuals.extra_orders is not None:
        yield "extra_orders", float(actuals.extra_orders), not open_leads
    if actuals.values and len(actuals.values) == orders:
        yield "first_orders", sum(actuals.values), not open_leads
        yield "average_order", sum(actuals.values) / orders, not open_leads


def _lines(plan: Scenario, actuals: Actuals) -> Iterator[tuple[str, float, bool]]:
    """The lines of the plan of which money was told, each cost at this fair's part of it."""
    for at, cost in enumerate(plan.costs):
        if at in actuals.costs:
            yield f"costs.{at}", actuals.costs[at] / cost.over, True
    for at in range(len(plan.income)):
        if at in actuals.income:
            yield f"income.{at}", actuals.income[at], True


def _stood(planned: Result, figure: str, real: float, final: bool) -> Standing | None:
    values = _planned(planned, figure)
    if values.size < LEAST:
        return None
    # Trials without an order have no average: the others are taken as a smaller run.
    asked = Result(planned.scenario, values.size, planned.seed, {figure: values})
    p10, p50, p90 = (asked.quantile(figure, level) for level in (0.1, 0.5, 0.9))
    below, above = asked.chance(values < real), asked.chance(values > real)
    return Standing(figure, real, final, p10, p50, p90, asked.mean(figure), below, above)


def _planned(planned: Result, figure: str) -> Values:
    """The figure in every planned fair, or in those that have it."""
    if figure not in ("first_orders", "average_order"):
        return planned[figure]
    likely = np.array(planned.scenario.inputs["repeat_factor"].likely)
    repeat = planned.columns.get("inputs.repeat_factor", likely)
    first = planned["revenue_crediting_all_orders"] / repeat
    if figure == "first_orders":
        return np.asarray(first)
    some = planned["orders"] > 0
    return np.asarray(first[some] / planned["orders"][some])
