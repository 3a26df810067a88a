"""Hours that a fair asks of sales, in plain draws: people by phase, and hours by month.

Each fair draws how long one follow-up, call, visit and quote takes, and people stage by stage with
the samplers of NumPy's `Generator`. Whoever is followed up first is of the phase nearest to an
order; sales has so many hours for it, where that is said.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tests.oracles.independent import PHASES, STEPS, Array, Draw, likely, served, split, value

# Part of the likely months from fair to order after which each is.
PARTS = {"followed_up": 0.0, "calls": 0.25, "visits": 0.5, "quotes": 0.75}
ONE = {
    "followed_up": "hours_per_follow_up",
    "calls": "hours_per_call",
    "visits": "hours_per_visit",
    "quotes": "hours_per_quote",
}


def hours_of(document: dict[str, Any], *, trials: int, seed: int) -> dict[tuple[str, str], Array]:
    """Hours of each stage and phase, (stage, phase) -> array (trials,); only what has hours."""
    draw = Draw(document, trials, np.random.default_rng(seed))
    rng, inputs = draw.rng, document["inputs"]
    visitors = np.rint(value(inputs["visitors"], False, draw.normal())).astype(np.int64)
    target = rng.binomial(visitors, draw.alone("target_share"))
    stand = rng.binomial(target, draw.rate("reach_share"))
    contacts = split(draw, served(stand, draw))
    share = draw.rate("follow_up_share")
    each = zip(PHASES, contacts, strict=True)
    people = {("followed_up", phase): rng.binomial(of, share) for phase, of in each}
    one = {
        stage: value(inputs[key], False, draw.normal())
        for stage, key in ONE.items()
        if key in inputs
    }
    if "follow_up_hours" in inputs:
        room = np.floor(inputs["follow_up_hours"] / one["followed_up"]).astype(np.int64)
        for phase in reversed(PHASES):
            people["followed_up", phase] = np.minimum(people["followed_up", phase], room)
            room = room - people["followed_up", phase]
    for phase in PHASES:
        before = people["followed_up", phase]
        for stage, key in STEPS.items():
            before = people[stage, phase] = rng.binomial(before, draw.rate(key, phase))
    return {key: one[key[0]] * count for key, count in people.items() if key[0] in one}


def by_month(document: dict[str, Any], hours: dict[tuple[str, str], Array]) -> dict[int, Array]:
    """Hours in each month after the fair, the first is 1: month -> array (trials,)."""
    found: dict[int, Array] = {}
    for (stage, phase), of_phase in hours.items():
        after = PARTS[stage] * likely(document["inputs"]["months_to_order"][phase], False)
        month = math.floor(after) + 1
        found[month] = found.get(month, 0.0) + of_phase
    return found
