"""The same fair in plain NumPy, one thread, as somebody would write it without this package.

Shares are `Generator.beta`, positive inputs `Generator.lognormal`, both with the mean and the
variance of the Johnson distribution through the three percentiles (Hadlock and Bickel 2017);
counts are `Generator.binomial`; every extra order has its own lognormal value. All inputs are
independent: the common factor of good and bad fairs is left out, which favours this side. Only
the profit is worked out, and the error would come from independent trials.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

PHASES = ("awareness", "orientation", "decision")
STEPS = ("call", "visit", "quote", "order")
POSITIVE = ("visitors", "order_value", "repeat_factor", "cost_overrun")


@dataclass(frozen=True)
class Constant:
    """An exact input."""

    value: float

    def draw(self, trials: int, rng: np.random.Generator) -> float:
        """The value itself."""
        return self.value


@dataclass(frozen=True)
class Beta:
    """A share, Beta(a, b)."""

    a: float
    b: float

    def draw(self, trials: int, rng: np.random.Generator) -> Floats:
        """Shares 0 to 1, shape (trials,)."""
        return rng.beta(self.a, self.b, trials)


@dataclass(frozen=True)
class Lognormal:
    """A positive number, exp(mu + sigma z)."""

    mu: float
    sigma: float

    def draw(self, trials: int, rng: np.random.Generator) -> Floats:
        """Positive numbers, shape (trials,)."""
        return rng.lognormal(self.mu, self.sigma, trials)


Input = Constant | Beta | Lognormal


@dataclass(frozen=True)
class Plan:
    """A fitted scenario: inputs by key or key.phase, hours of staff (inf: no limit), spread."""

    inputs: dict[str, Input]
    lines: list[tuple[str, Input]]
    hours: float
    spread: float


def johnson(belief: Any, share: bool, z: Floats) -> Floats:
    """The Johnson distribution through the percentiles of an uncertain belief, shape of z."""
    if isinstance(belief, dict):
        shape = belief["hits"] + 0.5, belief["of"] - belief["hits"] + 0.5
        belief = [betaincinv(*shape, p) for p in (0.1, 0.5, 0.9)]
    ends = ndtri(belief) if share else np.log(belief)
    low, middle, high = ends if len(ends) == 3 else (ends[0], ends.mean(), ends[1])
    back: Callable[[Any], Floats] = ndtr if share else np.exp
    c = ndtri(0.9)
    shorter = min(middle - low, high - middle)
    bend = np.arccosh(max((high - low) / (2 * shorter), 1.0))
    if bend < 1e-6:
        return back(middle + (high - low) / (2 * c) * z)
    n, edge = (1, low) if low + high > 2 * middle else (-1, high)
    if share:
        k = (high - low) / np.sinh(2 * bend)
        return back(edge + k * np.sinh(bend / c * (z + n * c)))
    d = np.sinh(bend) / c
    return back(edge + shorter / (d * c) * np.sinh(np.arcsinh(d * z) + np.arcsinh(n * c * d)))


def fitted(belief: Any, share: bool) -> Input:
    """Beta or lognormal with the mean and variance of the belief (midpoint rule in z)."""
    if isinstance(belief, int | float):
        return Constant(float(belief))
    z = np.linspace(-8.0, 8.0, 4001)
    weights = np.exp(-(z**2) / 2)
    weights /= weights.sum()
    x = johnson(belief, share, z)
    mean = float(weights @ x)
    variance = float(weights @ (x - mean) ** 2)
    if share:
        size = mean * (1 - mean) / variance - 1
        return Beta(mean * size, (1 - mean) * size)
    sigma2 = np.log1p(variance / mean**2)
    return Lognormal(float(np.log(mean) - sigma2 / 2), float(np.sqrt(sigma2)))


def prepare(document: dict[str, Any]) -> Plan:
    """Fit every input of a scenario as `tomllib` reads it; not part of the timing."""
    given = document["inputs"]
    inputs = {key: fitted(given[key], False) for key in POSITIVE}
    for key in ("target_share", "reach_share", "follow_up_share", "extra_share", "margin"):
        inputs[key] = fitted(given[key], True)
    for key in ("mix", *(f"{step}_share" for step in STEPS)):
        inputs |= {f"{key}.{phase}": fitted(given[key][phase], True) for phase in PHASES}
    hours = np.inf
    if "staff" in given:
        hours = given["staff"] * given["days"] * given["hours_per_day"]
        inputs["contacts_per_hour"] = fitted(given["contacts_per_hour"], False)
    costs = document.get("costs", [])
    area = given.get("area", 1)
    costs = [_per_fair(line, area) if line.get("per") == "m2" else line for line in costs]
    lines = [(line.get("per", "fair"), fitted(line["amount"], False)) for line in costs]
    fixed = sum(x.value for per, x in lines if per == "fair" and isinstance(x, Constant))
    lines = [(per, x) for per, x in lines if per != "fair" or not isinstance(x, Constant)]
    return Plan(inputs, [("fair", Constant(fixed)), *lines], hours, given["order_value_spread"])


def _per_fair(line: dict[str, Any], area: float) -> dict[str, Any]:
    """A line per m2 as one per fair; its amount is one number."""
    return line | {"per": "fair", "amount": line["amount"] * area}


def run(plan: Plan, trials: int, rng: np.random.Generator) -> Floats:
    """Profit (money) of every trial, shape (trials,)."""
    x = {key: law.draw(trials, rng) for key, law in plan.inputs.items()}
    visitors = np.rint(np.broadcast_to(x["visitors"], trials)).astype(np.int64)
    people = rng.binomial(rng.binomial(visitors, x["target_share"]), x["reach_share"])
    if plan.hours < np.inf:
        capacity = np.floor(plan.hours * x["contacts_per_hour"]).astype(np.int64)
        people = np.minimum(people, capacity)
    counts = funnel(x, people, rng)
    extra = rng.binomial(counts["order"], x["extra_share"])
    revenue = order_sums(extra, plan.spread, rng) * x["order_value"] * x["repeat_factor"]
    profit = revenue * x["margin"]
    for per, amount in plan.lines:
        money = amount.draw(trials, rng)
        profit -= money * (x["cost_overrun"] if per == "fair" else counts[per])
    return profit


def funnel(x: dict[str, Any], contacts: Counts, rng: np.random.Generator) -> dict[str, Counts]:
    """Contacts, calls, visits, quotes and orders, each summed over phases, shape (trials,)."""
    rest = x["mix.orientation"] + x["mix.decision"]
    first = rng.binomial(contacts, x["mix.awareness"] / (x["mix.awareness"] + rest))
    second = rng.binomial(contacts - first, x["mix.orientation"] / rest)
    counts = dict.fromkeys(STEPS, np.zeros_like(contacts)) | {"contact": contacts}
    for phase, people in zip(PHASES, (first, second, contacts - first - second), strict=True):
        people = rng.binomial(people, x["follow_up_share"])
        for step in STEPS:
            people = rng.binomial(people, x[f"{step}_share.{phase}"])
            counts[step] = counts[step] + people
    return counts


def order_sums(orders: Counts, spread: float, rng: np.random.Generator) -> Floats:
    """Sum of the values of the orders in units of their mean, one flat draw, shape (trials,)."""
    if spread == 0:
        return orders.astype(np.float64)
    sigma = np.sqrt(np.log1p(spread**2))
    values = rng.standard_normal(int(orders.sum()))
    values *= sigma
    values -= sigma**2 / 2
    np.exp(values, out=values)
    some = np.flatnonzero(orders)
    out = np.zeros(orders.size)
    if some.size:
        ends = np.cumsum(orders[some])
        out[some] = np.add.reduceat(values, ends - orders[some])
    return out
