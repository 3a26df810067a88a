"""Fairs drawn plainly, inputs first and luck after: truths that share no code with what is tested.

A plan is the dict that `tomllib` returns. As in `benchmarks.plain_numpy`, but every belief is its
own Johnson distribution, the rates move together at a good or a bad fair, and the inputs of a fair
can be played several times with other luck. Visitors come evenly all day. Arrays have shape
(trials,); money is in the currency of the plan.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from benchmarks.plain_numpy import (
    PHASES,
    POSITIVE,
    STEPS,
    Counts,
    funnel,
    johnson,
    order_sums,
)

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


@dataclass(frozen=True)
class Ended:
    """Who came of some fairs, counts: the target group among the visitors, conversations, who
    passed each stage, and the extra orders."""

    target: Counts
    contacts: Counts
    stages: dict[str, Counts]
    extra: Counts


def drawn(
    document: dict[str, Any],
    trials: int,
    rng: np.random.Generator,
    good: Floats | None = None,
    given: Mapping[str, Floats] | None = None,
) -> Drawn:
    """Inputs of so many fairs, z = sqrt(d) W + sqrt(1 - d) e for the rates; W is `good` and the e
    of a path that of `given`, where these are not the fairs' own."""
    together = document.get("dependence", 0.3)
    good = rng.standard_normal(trials) if good is None else good
    own, values = {}, {}
    for path, belief in beliefs(document):
        if isinstance(belief, int | float):
            values[path] = np.full(trials, float(belief))
            continue
        own[path] = z = (given or {}).get(path, rng.standard_normal(trials))
        if path.partition(".")[0] in RATES:
            z = np.sqrt(together) * good + np.sqrt(1 - together) * z
        values[path] = johnson(belief, is_share(path), z)
    return Drawn(good, own, values)


def profits(document: dict[str, Any], fairs: Drawn, rng: np.random.Generator) -> Floats:
    """What comes of the fairs, with luck of its own: profit, money."""
    x, found = fairs.values, ended(fairs, rng)
    spread = float(document["inputs"]["order_value_spread"])
    revenue = order_sums(found.extra, spread, rng) * x["order_value"] * x["repeat_factor"]
    return revenue * x["margin"] - spent(document, fairs, found)


def ended(fairs: Drawn, rng: np.random.Generator) -> Ended:
    """Who comes of the fairs, with luck of its own."""
    x = fairs.values
    target = rng.binomial(np.rint(x["visitors"]).astype(np.int64), x["target_share"])
    people = rng.binomial(target, x["reach_share"])
    if "staff" in x:
        hours = x["staff"] * x["days"] * x["hours_per_day"]
        room = np.floor(hours * x["contacts_per_hour"] * (1 + 1e-9)).astype(np.int64)
        people = np.minimum(people, room)
    stages = funnel(x, people, rng)
    return Ended(target, people, stages, rng.binomial(stages["order"], x["extra_share"]))


def spent(document: dict[str, Any], fairs: Drawn, found: Ended) -> Floats:
    """What the fairs cost, money."""
    x, stages = fairs.values, found.stages
    total = np.zeros_like(x["cost_overrun"])
    for at, line in enumerate(document.get("costs", [])):
        per, amount = line.get("per", "fair"), x[f"costs.{at}"]
        total += amount * (stages[per] if per in stages else x["cost_overrun"] * _size(per, x))
    return total


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
