"""What the people at a stand tell of the share that it reached, where the target group was not
counted, or they were not.

With so many in the target group G, and S = n people at the stand, to first order ln n is normal
around ln G + ln x with the variance 1 / n, x being the share that is reached; that is averaged over
what is believed about G. Where only contacts n were counted, S = n if there was time for more, and
S >= n if there was not: with room for C contacts

    P(n | x) = P(S = n) P(C >= n) + P(S >= n) P(C = n)

And so contacts tell how many one person can have in an hour: just as many where the stand was full,
at least as many where it was not. A stand with peaks (`sim.capacity.peaks`) is not full in every
hour: of the hours worked those count that are full at the plan's likely numbers, so that what was
realised is not taken for what can be done.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.actuals.actuals import LEADS, Actuals
from sim.learning.rates import SPEED, FromReach
from sim.plan.beliefs import Exact, Range
from sim.plan.johnson import Array
from sim.plan.round_numbers import ROUNDING
from sim.plan.scenario import Scenario
from sim.play.expected import best_guess

SMALL: Final = 1e-12
LEAST: Final = 1e-300  # of a chance whose logarithm is asked for
NEAR: Final = 4.5  # normal scores that a belief reaches
SCORES: Final = 181
GROUPS: Final = 100
FINE: Final = 16  # values of the share that was reached within a deviation of who was counted


def reach_likelihood(scenario: Scenario, actuals: Actuals) -> Callable[[Array], Array] | None:
    """Logarithm of P(n | x) for normal scores of the belief about `reach_share`, up to a constant;
    None where nobody was counted at the stand, the target group was too, or nobody doubts the
    share."""
    reach = scenario.inputs["reach_share"]
    contacts, stand = actuals.count(LEADS[0]), actuals.stand_visitors
    if isinstance(reach, Exact) or (contacts is None and stand is None):
        return None
    if stand is not None and actuals.target_visitors is not None:
        return None  # so many of so many
    if scenario.inputs["target_share"].high <= 0:
        return None
    people = float((contacts or 0) if stand is None else stand)
    more, full = _room(scenario, people) if stand is None else (1.0, LEAST)
    groups, weights = _group(scenario, actuals)
    apart = groups[1] - groups[0] if groups.size > 1 else 0.0
    spread = math.sqrt(1 / max(people, 1.0) + apart * apart / 2)

    def told(z: Array) -> Array:
        from scipy.special import ndtr

        middle = groups + np.log(np.maximum(reach.quantile(z), LEAST))[:, None]
        gap = (math.log(people + 0.5) - middle) / spread
        as_many = np.exp(-gap * gap / 2) @ weights / (spread * math.sqrt(2 * math.pi))
        as_many /= people + 0.5  # a whole person, on the logarithm
        return np.asarray(np.log(more * as_many + full * (ndtr(-gap) @ weights) + LEAST))

    return told


@dataclass(frozen=True, eq=False)
class Speed:
    """Draws the normal score of `contacts_per_hour` from the share that was reached; where `u` is
    less than `full` there was no time for more.

    below, above  where its normal scores lie that leave time for just so many contacts, 0 to 1
    full          the chance that there was no time for more, by the share that was reached
    """

    below: float
    above: float
    full: Callable[[Array], Array]

    def __call__(self, reach: Array, own: Array, u: Array) -> Array:
        from scipy.special import ndtr, ndtri

        within = self.below + (self.above - self.below) * ndtr(own)
        beyond = self.below + (1 - self.below) * ndtr(own)
        level = np.where(u < self.full(reach), within, beyond)
        return np.asarray(ndtri(np.clip(level, LEAST, 1 - SMALL)))


def speed(scenario: Scenario, actuals: Actuals) -> Speed | None:
    """None where nobody counted the contacts, or nobody doubts how many there can be."""
    rate, contacts = scenario.inputs.get(SPEED), actuals.count(LEADS[0])
    hours = _hours(scenario)
    if not isinstance(rate, Range) or contacts is None or not hours:
        return None
    from scipy.special import ndtr

    ends = rate.z(np.array([max(contacts, 0.5), contacts + 1]) / hours)
    below, above = (float(x) for x in ndtr(ends))
    return Speed(below, above, _full(scenario, actuals, contacts, below, above))


def _full(
    scenario: Scenario, actuals: Actuals, contacts: int, below: float, above: float
) -> Callable[[Array], Array]:
    """The chance that there was no time for more, by the share that was reached."""
    stand = actuals.stand_visitors
    if stand is not None:
        return lambda reach: np.full(reach.shape, float(stand > contacts))

    def told(reach: Array) -> Array:
        from scipy.special import ndtr

        groups, weights = _group(scenario, actuals)
        place = np.log(np.maximum(reach, LEAST))
        grid = np.linspace(place.min(), place.max() + SMALL, SCORES)
        middle = groups + grid[:, None]
        gap = (math.log(contacts + 0.5) - middle) * math.sqrt(max(contacts, 1))
        as_many = np.exp(-gap * gap / 2) @ weights / math.sqrt(2 * math.pi * (contacts + 0.5))
        more = as_many * (1 - below)
        at_least = ndtr(-gap) @ weights * (above - below)
        return np.asarray(np.interp(place, grid, at_least / (at_least + more + LEAST)))

    return told


def target(scenario: Scenario, actuals: Actuals) -> FromReach | None:
    """Draws the normal score of `target_share` where the target group was not counted: more people
    at the stand than the share that was reached explains came from a larger one, and so did any
    that it had no time for: whether it was full is drawn by `u` as in `Speed`. Visitors that nobody
    counted may have been as many as is believed. None where nobody was counted there."""
    share, stand = scenario.inputs["target_share"], actuals.stand_visitors
    people = actuals.count(LEADS[0]) if stand is None else stand
    if isinstance(share, Exact) or actuals.target_visitors is not None or people is None:
        return None
    more, full = _room(scenario, people) if stand is None else (1.0, LEAST)
    z = np.linspace(-NEAR, NEAR, SCORES)
    visitors, apart = _visitors(scenario, actuals)
    spread = math.sqrt(1 / max(people, 1) + apart * apart)
    group = np.log(np.maximum(share.quantile(z), LEAST)) + visitors

    def drawn(reach: Array, own: Array, u: Array) -> Array:
        from scipy.special import ndtr

        some, row = _near_enough(np.log(np.maximum(reach, LEAST)), 1 / spread)
        gap = (math.log(people + 0.5) - group - some[:, None]) / spread
        before = np.exp(-z * z / 2)
        as_many = np.exp(-gap * gap / 2) / (spread * math.sqrt(2 * math.pi) * (people + 0.5))
        ways = np.stack([more * as_many * before + LEAST, full * ndtr(-gap) * before + LEAST])
        no_more_time = ways[1].sum(axis=1) / ways.sum(axis=(0, 2))
        way = np.asarray(u < no_more_time[row], dtype=np.intp)
        below = np.cumsum(ways.reshape(-1, SCORES), axis=1)
        below /= below[:, -1:]
        # One row behind the other is one list that rises, and so looked through at once.
        each = below + np.arange(below.shape[0])[:, None]
        level = np.clip(ndtr(own), SMALL, 1 - SMALL) + row + way * some.size
        ends = np.arange(SCORES * below.shape[0], dtype=float)
        place = np.interp(level, each.ravel(), ends) - (row + way * some.size) * SCORES
        return np.asarray(z[0] + np.clip(place + 0.5, 0, SCORES - 1) * (z[1] - z[0]))

    return drawn


def _visitors(scenario: Scenario, actuals: Actuals) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of the visitors."""
    if actuals.visitors is not None:
        return math.log(actuals.visitors + 0.5), 0.0
    z = np.linspace(-NEAR, NEAR, SCORES)
    weight = np.exp(-z * z / 2) / np.exp(-z * z / 2).sum()
    logs = np.log(np.maximum(scenario.inputs["visitors"].quantile(z), LEAST))
    mean = float(weight @ logs)
    return mean, math.sqrt(float(weight @ (logs - mean) ** 2))


def _near_enough(values: Array, sharpness: float) -> tuple[Array, NDArray[np.intp]]:
    """Few values evenly apart, and which of them each given one is nearest to, so near that what
    changes within 1 / `sharpness` is not missed; the values themselves where those are fewer."""
    low, high = values.min(), values.max()
    if low == high:  # nobody doubts it
        return values[:1], np.zeros(values.size, dtype=np.intp)
    many = math.ceil((high - low) * sharpness * FINE) + 2
    if many >= values.size:
        return values, np.arange(values.size)
    nearest = np.rint((values - low) / (high - low) * (many - 1)).astype(np.intp)
    return np.linspace(low, high, many), nearest


def _hours(scenario: Scenario) -> float:
    """Of all people on the stand; 0 without a limit."""
    if not scenario.limited:
        return 0.0
    likely = {path: belief.likely for path, belief in scenario.inputs.items()}
    hours = math.prod(likely[path] for path in ("staff", "days", "hours_per_day"))
    return hours * _used(scenario, hours * likely[SPEED])


def _used(scenario: Scenario, capacity: float) -> float:
    """The part of its time that a stand with peaks can use at the likely numbers; 1 where visitors
    come evenly, or the busiest hour is not full."""
    stages = best_guess(scenario).stages if scenario.peaked else {}
    served = stages.get("contacts", 0.0)
    return served / capacity if 0 < served < stages.get("stand_visitors", 0.0) else 1.0


def _group(scenario: Scenario, actuals: Actuals) -> tuple[Array, Array]:
    """Logarithms of the people in the target group, evenly apart, and their weights."""
    if actuals.target_visitors is not None:
        return np.log([actuals.target_visitors + 0.5]), np.ones(1)
    z = np.linspace(-NEAR, NEAR, SCORES)
    weight = np.exp(-z * z / 2)
    target = scenario.inputs["target_share"].quantile(z)
    visitors = np.full(1, actuals.visitors or 0) + 0.5
    if actuals.visitors is None:
        visitors = scenario.inputs["visitors"].quantile(z)
    logs = np.log(np.maximum(target, LEAST)) + np.log(np.maximum(visitors, LEAST))[:, None]
    both = np.broadcast_to(weight if visitors.size == 1 else np.outer(weight, weight), logs.shape)
    counts, edges = np.histogram(logs, GROUPS, weights=both)
    return (edges[1:] + edges[:-1]) / 2, counts / counts.sum()


def _room(scenario: Scenario, people: float) -> tuple[float, float]:
    """The chances that there was time for so many contacts or more, and for just so many."""
    if not scenario.limited:
        return 1.0, 0.0
    hours = _hours(scenario)
    rate = scenario.inputs["contacts_per_hour"]
    if not isinstance(rate, Range) or not hours:
        most = math.floor(hours * rate.likely * (1 + ROUNDING))
        return float(people < most), float(people >= most)
    from scipy.special import ndtr

    ends = np.array([max(people, 0.5), people + 1]) / hours
    below, above = ndtr(rate.z(ends)).tolist()
    return max(1 - below, LEAST), max(above - below, LEAST)
