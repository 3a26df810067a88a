"""A plain, slow simulator of the trade-fair model, independent of the package it tests.

A scenario is the plain dict that `tomllib` returns. Chance is pseudo-random and drawn stage by
stage with the samplers of NumPy's `Generator`: no quantile tricks, no quasi-random points.
Every array has shape (trials,) unless its docstring says otherwise; shares are 0 to 1, money is
in the currency of the scenario, everything else is a count.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, i0e, ndtr, ndtri

Array = NDArray[Any]
Trials = dict[str, Array]

PHASES = ("awareness", "orientation", "decision")
STAGES = (
    "visitors",
    "target_visitors",
    "stand_visitors",
    "contacts",
    "unserved",
    "followed_up",
    "calls",
    "visits",
    "quotes",
    "orders",
    "extra_orders",
)
STEPS = {
    "calls": "call_share",
    "visits": "visit_share",
    "quotes": "quote_share",
    "orders": "order_share",
}
UNITS = {
    "contact": "contacts",
    "call": "calls",
    "visit": "visits",
    "quote": "quotes",
    "order": "orders",
    "visitor": "stand_visitors",
    "follow_up": "followed_up",
}
POSITIVE = {
    "visitors",
    "contacts_per_hour",
    "order_value",
    "repeat_factor",
    "cost_overrun",
    "amount",
}
SINGLE = ("order_value", "repeat_factor", "margin", "cost_overrun")
BATCHES = 32
MOMENTS = 400  # of a day, in which visitors come
C = float(ndtri(0.9))


def is_exact(belief: Any) -> bool:
    """Whether the belief is one number that nobody doubts."""
    return isinstance(belief, int | float)


def percentiles(belief: Any, share: bool) -> tuple[float, float, float]:
    """10th, 50th and 90th percentile of an uncertain belief.

    Counted evidence: percentiles of Beta(hits + 1/2, of - hits + 1/2) (Jeffreys prior).
    Without a likely value the median lies halfway on the transformed scale.
    """
    if isinstance(belief, dict):
        a, b = belief["hits"] + 0.5, belief["of"] - belief["hits"] + 0.5
        return betaincinv(a, b, 0.1), betaincinv(a, b, 0.5), betaincinv(a, b, 0.9)
    if len(belief) == 3:
        return float(belief[0]), float(belief[1]), float(belief[2])
    low, high = map(float, belief)
    if share:
        return low, float(ndtr((ndtri(low) + ndtri(high)) / 2)), high
    return low, float(np.sqrt(low * high)), high


def value(belief: Any, share: bool, z: Array) -> Array:
    """The belief at standard normal z: rises with z; shape of z.

    Johnson quantile-parameterised distributions, J-QPD-B for shares and J-QPD-S for positive
    numbers (Hadlock and Bickel 2017, Decision Analysis 14(1)).
    """
    if is_exact(belief):
        return np.full(z.shape, float(belief))
    low, middle, high = (ndtri(p) if share else np.log(p) for p in percentiles(belief, share))
    back: Callable[[Array], Array] = ndtr if share else np.exp
    width, shorter = high - low, min(middle - low, high - middle)
    ratio = width / (2 * shorter)
    if ratio - 1 < 1e-12:
        return back(middle + width / (2 * C) * z)
    n, edge = (1, low) if low + high > 2 * middle else (-1, high)
    if share:
        d = np.arccosh(ratio) / C
        k = width / np.sinh(2 * d * C)
        return back(edge + k * np.sinh(d * (z + n * C)))
    d = np.sinh(np.arccosh(ratio)) / C
    k = shorter / (d * C)
    return back(edge + k * np.sinh(np.arcsinh(d * z) + np.arcsinh(n * C * d)))


def likely(belief: Any, share: bool) -> float:
    """The median of the belief."""
    return float(belief) if is_exact(belief) else float(percentiles(belief, share)[1])


class Draw:
    """Draws the inputs of one document; the common factor W has shape (trials,)."""

    def __init__(self, document: dict[str, Any], trials: int, rng: np.random.Generator) -> None:
        self.inputs = document["inputs"]
        self.dependence = document.get("dependence", 0.3)
        self.trials, self.rng = trials, rng
        self.common = rng.standard_normal(trials)

    def normal(self) -> Array:
        """A fresh standard normal of shape (trials,)."""
        return self.rng.standard_normal(self.trials)

    def alone(self, key: str, phase: str | None = None) -> Array:
        """An input that is independent of all others."""
        belief = self.inputs[key] if phase is None else self.inputs[key][phase]
        return value(belief, key not in POSITIVE, self.normal())

    def rate(self, key: str, phase: str | None = None) -> Array:
        """A share of the funnel, z = sqrt(dependence) W + sqrt(1 - dependence) e."""
        belief = self.inputs[key] if phase is None else self.inputs[key][phase]
        own = np.sqrt(1 - self.dependence) * self.normal()
        return value(belief, True, np.sqrt(self.dependence) * self.common + own)


def simulate(document: dict[str, Any], *, trials: int, seed: int) -> Trials:
    """Every stage and every amount of money of each trial: name -> array (trials,).

    Stages are counts; revenue, contribution, costs, income, profit and
    profit_crediting_all_orders are money; margin is a share; roi is profit / costs (nan where
    nothing is spent).
    """
    draw = Draw(document, trials, np.random.default_rng(seed))
    out = stages(draw)
    out["margin"] = draw.alone("margin")
    repeat = draw.alone("repeat_factor")
    order_value = draw.alone("order_value")
    spread = float(document["inputs"]["order_value_spread"])
    extra = order_total(out["extra_orders"], order_value, spread, draw.rng)
    other = order_total(out["orders"] - out["extra_orders"], order_value, spread, draw.rng)
    out["revenue"] = extra * repeat
    out["contribution"] = out["revenue"] * out["margin"]
    out["costs"] = costs(document, draw, out)
    out["income"] = income(document, draw, out)
    out["profit"] = out["contribution"] + out["income"] - out["costs"]
    everything = (extra + other) * repeat * out["margin"]
    out["profit_crediting_all_orders"] = everything + out["income"] - out["costs"]
    nothing = np.full(trials, np.nan)
    out["roi"] = np.divide(out["profit"], out["costs"], out=nothing, where=out["costs"] > 0)
    return out


def stages(draw: Draw) -> Trials:
    """The counts of the funnel, stage -> int array (trials,), phases added up."""
    rng, out = draw.rng, {}
    out["visitors"] = np.rint(draw.alone("visitors")).astype(np.int64)
    out["target_visitors"] = rng.binomial(out["visitors"], draw.alone("target_share"))
    out["stand_visitors"] = rng.binomial(out["target_visitors"], draw.rate("reach_share"))
    out["contacts"] = served(out["stand_visitors"], draw)
    out["unserved"] = out["stand_visitors"] - out["contacts"]
    follow_up_share = draw.rate("follow_up_share")
    for name in ("followed_up", *STEPS):
        out[name] = np.zeros(draw.trials, np.int64)
    for phase, people in zip(PHASES, split(draw, out["contacts"]), strict=True):
        people = rng.binomial(people, follow_up_share)
        out["followed_up"] += people
        for name, key in STEPS.items():
            people = rng.binomial(people, draw.rate(key, phase))
            out[name] += people
    out["extra_orders"] = rng.binomial(out["orders"], draw.alone("extra_share"))
    return out


def served(stand: Array, draw: Draw) -> Array:
    """The visitors of the stand whom the staff can handle; without `staff` all of them."""
    inputs = draw.inputs
    if "staff" not in inputs:
        return stand
    hours = inputs["staff"] * inputs["days"] * inputs["hours_per_day"]
    limit: Array = hours * draw.alone("contacts_per_hour")
    if "rush" not in inputs:
        return np.minimum(stand, np.floor(limit).astype(np.int64))
    rush = np.broadcast_to(busiest(inputs["rush"], draw.normal()), stand.shape)
    busy = np.minimum(stand, np.floor(by_the_day(stand, limit, rush)).astype(np.int64))
    return np.where(stand * rush <= limit, stand, busy)


def busiest(belief: Any, z: Array | float) -> Array:
    """Visitors in the busiest hour over those of an average one; what is above 1 is positive."""
    if is_exact(belief):
        return np.full(np.shape(z), float(belief))
    return 1 + value([float(x) - 1 for x in belief], False, np.asarray(z))


def by_the_day(stand: Array, limit: Array, rush: Array) -> Array:
    """Visitors served where they come in two peaks, moment by moment through half a peak."""
    table = np.linspace(0, 60, 60_001)
    k = np.interp(rush, 1 / i0e(table), table)
    found = np.zeros(np.shape(stand))
    for moment in (np.arange(MOMENTS) + 0.5) / MOMENTS * np.pi:
        come = stand * rush * np.exp(k * (np.cos(moment) - 1))
        found += np.minimum(come, limit) / MOMENTS
    return found


def split(draw: Draw, contacts: Array) -> list[Array]:
    """Contacts per phase: multinomial with the normalised mix, by conditional Binomials."""
    mix = [draw.alone("mix", phase) for phase in PHASES]
    first = draw.rng.binomial(contacts, mix[0] / (mix[0] + mix[1] + mix[2]))
    rest = mix[1] + mix[2]
    share = np.divide(mix[1], rest, out=np.zeros(draw.trials), where=rest > 0)
    second = draw.rng.binomial(contacts - first, share)
    return [first, second, contacts - first - second]


def order_total(count: Array, mean: Array, spread: float, rng: np.random.Generator) -> Array:
    """Sum of `count` lognormal values with this mean and coefficient of variation `spread`.

    sigma^2 = ln(1 + spread^2), mu = ln(mean) - sigma^2 / 2; every order is drawn by itself.
    """
    if spread == 0:
        return count * mean
    variance = np.log1p(spread**2)
    trial = np.repeat(np.arange(count.size), count)
    values = rng.lognormal(np.log(mean[trial]) - variance / 2, np.sqrt(variance))
    return np.bincount(trial, weights=values, minlength=count.size)


def costs(document: dict[str, Any], draw: Draw, counts: Trials) -> Array:
    """Money spent: cost_overrun x lines per fair, m2, person and day of a person + amount x count
    for the other lines."""
    fixed, variable = np.zeros(draw.trials), np.zeros(draw.trials)
    together = document.get("cost_dependence", 0.0)
    common = draw.normal() if together else 0.0
    for line in document.get("costs", []):
        z = np.sqrt(together) * common + np.sqrt(1 - together) * draw.normal()
        amount = value(line["amount"], False, z) / line.get("over", 1)
        per = line.get("per", "fair")
        if per not in UNITS:
            fixed += amount * size(document, per)
        else:
            variable += amount * counts[UNITS[per]]
    return draw.alone("cost_overrun") * fixed + variable


def income(document: dict[str, Any], draw: Draw, counts: Trials) -> Array:
    """Money that comes in without an order: amount x how often, no overrun, no margin."""
    total = np.zeros(draw.trials)
    for line in document.get("income", []):
        amount = value(line["amount"], False, draw.normal())
        per = line.get("per", "fair")
        total += amount * (counts[UNITS[per]] if per in UNITS else size(document, per))
    return total


def size(document: dict[str, Any], per: str) -> float:
    """How often a line is paid that is not counted by people."""
    inputs = document["inputs"]
    if per == "m2":
        return float(inputs["area"])
    if per == "person":
        return float(inputs["staff"])
    return float(inputs["staff"] * inputs["days"]) if per == "person_day" else 1.0


def figures(trials: Trials, goal: dict[str, Any] | None) -> dict[str, tuple[float, float]]:
    """Every simulated figure: flat name -> (value, standard error).

    Means and chances: standard deviation / sqrt(trials). Quantiles and medians: from 32 equal
    batches. `chance_goal` is left out without a goal; a typical gain or loss that no trial has
    is (nan, nan).
    """
    profit = trials["profit"]
    out = {
        "chance_covering_costs": mean_and_error(profit >= 0),
        "chance_crediting_all_orders": mean_and_error(trials["profit_crediting_all_orders"] >= 0),
        "chance_no_orders": mean_and_error(trials["extra_orders"] == 0),
    }
    if goal is not None:
        enough = trials["revenue"] >= goal["revenue"]
        out["chance_goal"] = mean_and_error(enough & (trials["margin"] >= goal["margin"]))
    for name in ("profit", "revenue", "costs", "income", "contribution", "roi"):
        out |= summary(name, trials[name])
    out["profit.typical_gain"] = quantile_and_error(profit, 0.5, profit >= 0)
    out["profit.typical_loss"] = quantile_and_error(profit, 0.5, profit < 0)
    for stage in STAGES:
        out |= summary(f"stages.{stage}", trials[stage])
    return out


def summary(name: str, values: Array) -> dict[str, tuple[float, float]]:
    """Mean, 10th, 50th and 90th percentile of one quantity, each with its error."""
    out = {f"{name}.mean": mean_and_error(values)}
    for percent in (10, 50, 90):
        out[f"{name}.p{percent}"] = quantile_and_error(values, percent / 100)
    return out


def mean_and_error(values: Array) -> tuple[float, float]:
    """Mean of independent trials and its standard error."""
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(values.size))


def quantile_and_error(
    values: Array, level: float, kept: Array | None = None
) -> tuple[float, float]:
    """Quantile of the kept trials; error = spread of 32 batch quantiles / sqrt(32)."""
    keep = np.ones(values.size, bool) if kept is None else kept
    if not keep.any():
        return np.nan, np.nan
    pairs = zip(np.array_split(values, BATCHES), np.array_split(keep, BATCHES), strict=True)
    batches = [np.quantile(batch[mask], level) for batch, mask in pairs if mask.any()]
    if len(batches) < 2:
        return float(np.quantile(values[keep], level)), np.nan
    error = np.std(batches, ddof=1) / np.sqrt(len(batches))
    return float(np.quantile(values[keep], level)), float(error)


def best_guess(document: dict[str, Any]) -> dict[str, float]:
    """The single-number calculation: every belief at its median, nothing rounded.

    The mix is normalised, the capacity has no floor, the costs include cost_overrun and the
    lines per unit. Counts and money.
    """
    inputs = document["inputs"]
    one = {key: likely(inputs[key], key not in POSITIVE) for key in SINGLE}
    out = likely_counts(document)
    revenue = out["extra_orders"] * one["order_value"] * one["repeat_factor"]
    everything = out["orders"] * one["order_value"] * one["repeat_factor"]
    spent = 0.0
    for line in document.get("costs", []):
        per = line.get("per", "fair")
        factor = out[UNITS[per]] if per in UNITS else one["cost_overrun"] * size(document, per)
        spent += likely(line["amount"], False) * factor / line.get("over", 1)
    comes = 0.0
    for line in document.get("income", []):
        per = line.get("per", "fair")
        comes += likely(line["amount"], False) * (
            out[UNITS[per]] if per in UNITS else size(document, per)
        )
    profit = revenue * one["margin"] + comes - spent
    return out | {
        "revenue": revenue,
        "costs": spent,
        "income": comes,
        "profit": profit,
        "roi": profit / spent if spent > 0 else np.nan,
        "profit_crediting_all_orders": everything * one["margin"] + comes - spent,
    }


def likely_counts(document: dict[str, Any]) -> dict[str, float]:
    """Stand visitors, contacts and all stages after them at the likely values."""
    inputs = document["inputs"]
    contacts = likely(inputs["visitors"], False)
    for key in ("target_share", "reach_share"):
        contacts *= likely(inputs[key], True)
    stand = contacts
    if "staff" in inputs:
        hours = inputs["staff"] * inputs["days"] * inputs["hours_per_day"]
        limit = hours * likely(inputs["contacts_per_hour"], False)
        rush = float(busiest(inputs.get("rush", 1), 0.0))
        busy = float(by_the_day(np.array(contacts), np.array(limit), np.array(rush)))
        contacts = contacts if contacts * rush <= limit else busy
    mix = {phase: likely(inputs["mix"][phase], True) for phase in PHASES}
    followed_up = contacts * likely(inputs["follow_up_share"], True)
    out = {"stand_visitors": stand, "contacts": contacts, "followed_up": followed_up}
    out |= dict.fromkeys(STEPS, 0.0)
    for phase in PHASES:
        people = followed_up * mix[phase] / sum(mix.values())
        for name, key in STEPS.items():
            people *= likely(inputs[key][phase], True)
            out[name] += people
    out["extra_orders"] = out["orders"] * likely(inputs["extra_share"], True)
    return out


def break_even(document: dict[str, Any]) -> dict[str, float]:
    """Revenue (money) and orders (count) at which the best-guess costs are earned back.

    revenue = (costs - income) / margin, never below 0;
    orders = revenue / (order_value x repeat_factor).
    """
    inputs = document["inputs"]
    one = {key: likely(inputs[key], key not in POSITIVE) for key in SINGLE}
    guess = best_guess(document)
    revenue = max(guess["costs"] - guess["income"], 0.0) / one["margin"]
    return {"revenue": revenue, "orders": revenue / (one["order_value"] * one["repeat_factor"])}
