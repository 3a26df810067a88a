"""Fairs drawn plainly, inputs first and luck after: truths that share no code with what is tested.

A plan is the dict that `tomllib` returns. As in `benchmarks.plain_numpy`, but every belief is its
own Johnson distribution, the rates move together at a good or a bad fair, and the inputs of a fair
can be played several times with other luck. Visitors come evenly all day. Arrays have shape
(trials,); money is in the currency of the plan.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from benchmarks.plain_numpy import PHASES, POSITIVE, STEPS, funnel, johnson, order_sums

Floats = NDArray[np.float64]

TIMES: Final = (*POSITIVE, "contacts_per_hour")
RATES: Final = ("reach_share", "follow_up_share", *(f"{step}_share" for step in STEPS))
NEVER: Final = ("months_to_order", "rush")  # no input of a fair's profit here


@dataclass(frozen=True)
class Drawn:
    """The inputs of some fairs: how good each is (W), the own part e of every uncertain input, both
    standard normal, and the value of every input and cost line; by path or ``costs.N``."""

    good: Floats
    own: dict[str, Floats]
    values: dict[str, Floats]


def beliefs(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every belief of the plan by its path, those about months and the rush left out."""
    for key, belief in document["inputs"].items():
        if key in NEVER:
            continue
        if isinstance(belief, dict) and "hits" not in belief:
            yield from ((f"{key}.{phase}", belief[phase]) for phase in PHASES)
        else:
            yield key, belief
    for at, line in enumerate(document.get("costs", [])):
        yield f"costs.{at}", line["amount"]


def is_share(path: str) -> bool:
    key = path.partition(".")[0]
    return key not in TIMES and key not in ("costs", "area", "order_value_spread")


def drawn(document: dict[str, Any], trials: int, rng: np.random.Generator) -> Drawn:
    """Inputs of so many fairs, z = sqrt(d) W + sqrt(1 - d) e for the rates."""
    together = document.get("dependence", 0.3)
    good = rng.standard_normal(trials)
    own, values = {}, {}
    for path, belief in beliefs(document):
        if isinstance(belief, int | float):
            values[path] = np.full(trials, float(belief))
            continue
        own[path] = z = rng.standard_normal(trials)
        if path.partition(".")[0] in RATES:
            z = np.sqrt(together) * good + np.sqrt(1 - together) * z
        values[path] = johnson(belief, is_share(path), z)
    return Drawn(good, own, values)


def profits(document: dict[str, Any], fairs: Drawn, rng: np.random.Generator) -> Floats:
    """What comes of the fairs, with luck of its own: profit, money."""
    x = fairs.values
    people = rng.binomial(np.rint(x["visitors"]).astype(np.int64), x["target_share"])
    people = rng.binomial(people, x["reach_share"])
    if "staff" in x:
        hours = x["staff"] * x["days"] * x["hours_per_day"]
        room = np.floor(hours * x["contacts_per_hour"] * (1 + 1e-9)).astype(np.int64)
        people = np.minimum(people, room)
    counts = funnel(x, people, rng)
    extra = rng.binomial(counts["order"], x["extra_share"])
    spread = float(document["inputs"]["order_value_spread"])
    revenue = order_sums(extra, spread, rng) * x["order_value"] * x["repeat_factor"]
    profit = revenue * x["margin"]
    for at, line in enumerate(document.get("costs", [])):
        per, amount = line.get("per", "fair"), x[f"costs.{at}"]
        times = counts[per] if per in counts else x["cost_overrun"] * _size(per, x)
        profit = profit - amount * times
    return profit


def _size(per: str, x: dict[str, Floats]) -> Floats | float:
    """How often a line is due that no stage counts."""
    sizes = {"m2": ("area",), "person": ("staff",), "person_day": ("staff", "days"), "fair": ()}
    found: Floats | float = 1.0
    for key in sizes[per]:
        found = found * x[key]
    return found


def widened(document: dict[str, Any], factor: float) -> dict[str, Any]:
    """The plan with the ranges of its inputs so many times as wide around the likely value, on the
    probit for shares and on the logarithm for the rest."""
    wide = copy.deepcopy(document)
    for key, belief in wide["inputs"].items():
        if isinstance(belief, dict) and "hits" not in belief:
            wide["inputs"][key] = {at: _wider(one, key, factor) for at, one in belief.items()}
        else:
            wide["inputs"][key] = _wider(belief, key, factor)
    return wide


def _wider(belief: Any, key: str, factor: float) -> Any:
    if not isinstance(belief, list):
        return belief
    line, back = (ndtri, ndtr) if is_share(key) and key != "months_to_order" else (np.log, np.exp)
    ends = line(np.asarray(belief, dtype=float))
    middle = ends[1] if len(ends) == 3 else ends.mean()
    return [float(x) for x in back(middle + factor * (ends - middle))]
