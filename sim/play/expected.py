"""What can be known without simulating: the single-number calculation, and exact means.

`best_guess` is what a calculator says: every belief at its likely value, nothing rounded.
`means` are the averages that the simulation has to meet: given the good or bad fair W the rates
are independent, so that each is an integral over its own normal, and all of them together one
more over W (Gauss-Hermite quadrature).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.capacity.follow_up import within
from sim.capacity.peaks import Room
from sim.capacity.triage import served_first
from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.funnel import PHASES, STAGES, STEPS, WAITING
from sim.plan.johnson import Array, wide_rule
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import Scenario

NODES = 64
TABLE = 200_000  # whole numbers up to which rounding is summed; beyond, it hardly shows


@dataclass(frozen=True)
class BestGuess:
    """The single-number calculation.

    stages  key -> count, not rounded; money in the scenario's currency. `roi` is None and the
    break-even figures are infinite where they would divide by 0.
    """

    stages: dict[str, float]
    costs_by_line: tuple[float, ...]
    revenue: float
    revenue_crediting_all_orders: float
    margin: float
    value_of_order: float
    income_by_line: tuple[float, ...] = ()

    @property
    def costs(self) -> float:
        return sum(self.costs_by_line)

    @property
    def income(self) -> float:
        return sum(self.income_by_line)

    def planned(self, scenario: Scenario) -> tuple[tuple[float, ...], float]:
        """The money of every cost line of the scenario as it was budgeted, and by how much
        the lines that no stage counts are expected to exceed that together (negative: to stay
        below)."""
        overrun = scenario.inputs["cost_overrun"].likely
        lines = tuple(
            cost / overrun if line.stage is None else cost
            for line, cost in zip(scenario.costs, self.costs_by_line, strict=True)
        )
        pairs = zip(self.costs_by_line, lines, strict=True)
        return lines, sum(cost - planned for cost, planned in pairs)

    @property
    def contribution(self) -> float:
        return self.revenue * self.margin

    @property
    def profit(self) -> float:
        return self.contribution + self.income - self.costs

    @property
    def profit_crediting_all_orders(self) -> float:
        return self.revenue_crediting_all_orders * self.margin + self.income - self.costs

    @property
    def roi(self) -> float | None:
        return self.profit / self.costs if self.costs > 0 else None

    @property
    def break_even_revenue(self) -> float:
        """(Costs - income) / margin: 10,000 at 10 % asks for 100,000. Never below 0."""
        return _ratio(max(self.costs - self.income, 0.0), self.margin)

    @property
    def break_even_orders(self) -> float:
        return _ratio(self.break_even_revenue, self.value_of_order)


@lru_cache(maxsize=64)
def best_guess(scenario: Scenario) -> BestGuess:
    """Every belief at its likely value; capacity and people are not rounded."""
    likely = {path: belief.likely for path, belief in scenario.inputs.items()}
    stages = dict.fromkeys(STAGES, 0.0)
    stages["visitors"] = likely["visitors"]
    stages["target_visitors"] = stages["visitors"] * likely["target_share"]
    stages["stand_visitors"] = stages["target_visitors"] * likely["reach_share"]
    room = Room(_capacity(likely), likely.get("rush", 1.0))
    stages["contacts"] = float(room.served(stages["stand_visitors"]))
    stages["unserved"] = stages["stand_visitors"] - stages["contacts"]
    credited = 0.0
    wanted = np.array(_served(scenario, likely, stages)) * likely["follow_up_share"]
    followed = wanted
    if scenario.sales_limited:
        hours, one = (likely[key] for key in ("follow_up_hours", "hours_per_follow_up"))
        followed = within(wanted, hours / one)
        stages[WAITING] = float((wanted - followed).sum())
    stages["followed_up"] = float(followed.sum())
    for phase, count in zip(PHASES, followed.tolist(), strict=True):
        for stage, share in STEPS[1:]:
            if stage == "extra_orders":
                count *= scenario.in_time(phase)
                credited += count
            count *= likely.get(f"{share}.{phase}", likely.get(share, math.nan))
            stages[stage] += count
    value = likely["order_value"] * likely["repeat_factor"]
    return BestGuess(
        stages=stages,
        costs_by_line=tuple(
            line.amount.likely * line.times(likely["cost_overrun"], stages, scenario.inputs)
            for line in scenario.costs
        ),
        revenue=stages["extra_orders"] * value,
        revenue_crediting_all_orders=credited * value,
        margin=likely["margin"],
        value_of_order=value,
        income_by_line=tuple(
            line.amount.likely * line.units(stages, scenario.inputs) for line in scenario.income
        ),
    )


def _served(scenario: Scenario, likely: dict[str, float], stages: dict[str, float]) -> list[float]:
    """Contacts of each phase."""
    mix = np.array([likely[f"mix.{phase}"] for phase in PHASES])
    mix = mix / mix.sum()
    known = scenario.triage * stages["unserved"] * mix[1:]
    found: list[float] = served_first(stages["contacts"] * mix, known).tolist()
    return found


def means(scenario: Scenario) -> dict[str, float]:
    """Exact averages by key: every stage, revenue, contribution, costs, income and profit.

    With a staff limit there is no closed form beyond the stand visitors, and with a limit of what
    sales has time for none beyond the contacts: only the stages up to there are given.
    """
    inputs = scenario.inputs
    z, weight = _hermite()
    given = {  # average of every rate at each value of W; the same everywhere if it is independent
        path: _rate(scenario, path, z) for path in inputs if PATHS[path].unit is Unit.SHARE
    }
    visitors = _rounded_mean(inputs["visitors"])
    target = visitors * inputs["target_share"].mean
    stand = target * given["reach_share"]
    found = {
        "visitors": visitors,
        "target_visitors": target,
        "stand_visitors": float(weight @ stand),
    }
    if scenario.limited:
        return found
    found |= {"contacts": found["stand_visitors"], "unserved": 0.0}
    if scenario.sales_limited:
        return found
    count = {phase: stand * share for phase, share in zip(PHASES, _mix(inputs), strict=True)}
    for stage, share in STEPS:
        for phase in PHASES:
            count[phase] = count[phase] * _going_on(scenario, given, share, phase)
        found[stage] = float(weight @ sum(count.values(), start=np.zeros(NODES)))
    value = inputs["order_value"].mean * inputs["repeat_factor"].mean
    found["revenue"] = found["extra_orders"] * value
    found["contribution"] = found["revenue"] * inputs["margin"].mean
    overrun = inputs["cost_overrun"].mean
    found["costs"] = sum(
        line.amount.mean * line.times(overrun, found, inputs) for line in scenario.costs
    )
    found["income"] = sum(line.amount.mean * line.units(found, inputs) for line in scenario.income)
    found["profit"] = found["contribution"] + found["income"] - found["costs"]
    return found


def _going_on(scenario: Scenario, given: dict[str, Array], share: str, phase: str) -> Array:
    """Who goes on to the next stage; extra orders only up to the horizon."""
    rate = given[f"{share}.{phase}" if f"{share}.{phase}" in given else share]
    return rate * scenario.in_time(phase) if share == "extra_share" else rate


def _capacity(likely: dict[str, float]) -> float:
    if "staff" not in likely:
        return math.inf
    return likely["staff"] * likely["days"] * likely["hours_per_day"] * likely["contacts_per_hour"]


def _ratio(above: float, below: float) -> float:
    if below > 0:
        return above / below
    return math.inf if above > 0 else 0.0


def _hermite() -> tuple[Array, Array]:
    """Points and weights against the standard normal density."""
    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return points, weights / weights.sum()


def _rate(scenario: Scenario, path: str, w: Array) -> Array:
    """Average of a share at each value of W, shape of `w`."""
    belief = scenario.inputs[path]
    if not PATHS[path].dependent or isinstance(belief, Exact):
        return np.full(w.shape, belief.mean)
    z, weight = _hermite()
    together = scenario.dependence
    both = math.sqrt(together) * w[:, None] + math.sqrt(1 - together) * z
    return np.asarray(belief.quantile(both) @ weight)


def _mix(inputs: Mapping[str, Belief]) -> tuple[float, ...]:
    """Average share of each phase after division by their sum: an integral over three normals."""
    z, weight = _hermite()
    least = np.finfo(float).tiny  # a phase alone is everybody, however small its share
    drawn = np.ix_(*(inputs[f"mix.{phase}"].quantile(z) for phase in PHASES))
    drawn = tuple(
        np.where(x > 0, x, least if inputs[f"mix.{phase}"].high > 0 else 0.0)
        for x, phase in zip(drawn, PHASES, strict=True)
    )
    total = drawn[0] + drawn[1] + drawn[2]
    return tuple(
        float(np.einsum("i,j,k,ijk", weight, weight, weight, np.divide(share, total)))
        for share in drawn
    )


def _rounded_mean(belief: Belief) -> float:
    """Average of the belief rounded to whole people: the sum over k of the chance of k or more."""
    if isinstance(belief, Exact):
        return float(np.rint(belief.value))
    assert isinstance(belief, Range)  # only shares are counted
    from scipy.special import ndtr

    points, weights = wide_rule()
    with np.errstate(over="ignore"):
        beyond = np.maximum(belief.quantile(points) - TABLE, 0.0)
    rest = float(weights[np.isfinite(beyond)] @ beyond[np.isfinite(beyond)])
    top = min(float(belief.quantile(np.array(9.0))) + 1, float(TABLE))
    edges = np.arange(0, math.ceil(top), dtype=float) + 0.5
    return float(ndtr(-belief.z(edges)).sum()) + rest
