"""What the people at a stand tell of the share that it reached, where the target group was not
counted, or they were not.

With so many in the target group G, and S = n people at the stand, to first order ln n is normal
around ln G + ln x with the variance 1 / n, x being the share that is reached; that is averaged over
what is believed about G. Where only contacts n were counted, S = n if there was time for more, and
S >= n if there was not: with room for C contacts

    P(n | x) = P(S = n) P(C >= n) + P(S >= n) P(C = n)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from sim.actuals.actuals import LEADS, Actuals
from sim.plan.beliefs import Exact, Range
from sim.plan.funnel import PHASES
from sim.plan.johnson import Array
from sim.plan.scenario import Scenario
from sim.play.result import ROUNDING

LEAST: Final = 1e-300  # of a chance whose logarithm is asked for
NEAR: Final = 4.5  # normal scores that a belief reaches
SCORES: Final = 181
GROUPS: Final = 100


def reach_likelihood(scenario: Scenario, actuals: Actuals) -> Callable[[Array], Array] | None:
    """Logarithm of P(n | x) for normal scores of the belief about `reach_share`, up to a constant;
    None where nobody was counted at the stand, the target group was too, or nobody doubts the
    share."""
    reach = scenario.inputs["reach_share"]
    contacts = all(actuals.at(LEADS[0], phase) is not None for phase in PHASES)
    stand = actuals.stand_visitors
    if isinstance(reach, Exact) or not (contacts or stand is not None):
        return None
    if stand is not None and actuals.target_visitors is not None:
        return None  # so many of so many
    if scenario.inputs["target_share"].high <= 0:
        return None
    people = float(actuals.total(LEADS[0]) if stand is None else stand)
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
    hours = math.prod(scenario.inputs[path].likely for path in ("staff", "days", "hours_per_day"))
    rate = scenario.inputs["contacts_per_hour"]
    if not isinstance(rate, Range) or not hours:
        most = math.floor(hours * rate.likely * (1 + ROUNDING))
        return float(people < most), float(people >= most)
    from scipy.special import ndtr

    ends = np.array([max(people, 0.5), people + 1]) / hours
    below, above = ndtr(rate.z(ends)).tolist()
    return max(1 - below, LEAST), max(above - below, LEAST)
