"""The hours of sales against plain draws: by month, by stage, and all together."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.decide.sales import sales
from sim.plan.document import document, from_document
from sim.plan.file import example
from sim.play.engine import simulate
from tests.oracles import plain_hours

PLAIN, TRIALS = 100_000, 16_384
HOURS = {
    "hours_per_call": [0.25, 0.5, 1.0],
    "hours_per_visit": [3.0, 5.0, 9.0],
    "hours_per_quote": [1.0, 4.0, 20.0],
}
PLANS: dict[str, dict[str, Any]] = {
    "all three, doubted": HOURS,
    "without calls": {key: HOURS[key] for key in ("hours_per_visit", "hours_per_quote")},
    "nobody doubts them": {"hours_per_call": 0.5, "hours_per_visit": 5.0, "hours_per_quote": 4.0},
    "with too few hours for the first follow-up": HOURS
    | {"follow_up_hours": 100.0, "hours_per_follow_up": [0.4, 0.5, 0.9]},
    "orders that come at once": HOURS
    | {"months_to_order": {"awareness": 1, "orientation": [1, 2, 3], "decision": 0.5}},
}


def planned(**inputs: Any) -> dict[str, Any]:
    told = document(example("national").without("rush"))
    return told | {"inputs": told["inputs"] | inputs}


@pytest.mark.parametrize("name", PLANS)
def test_the_hours_of_every_month_are_those_of_plain_draws(name: str) -> None:
    told = planned(**PLANS[name])
    hours = plain_hours.hours_of(told, trials=PLAIN, seed=4)
    expected = plain_hours.by_month(told, hours)
    found = sales(simulate(from_document(told), trials=TRIALS, seed=2, detail=True))
    assert set(found.months) == set(expected)
    for month, each in expected.items():
        # The simulation's own points are even, so that no more error than of plain draws is theirs.
        error = float(each.std()) * math.sqrt(1 / PLAIN + 1 / TRIALS)
        assert found.months[month] == pytest.approx(float(each.mean()), abs=4 * error), month
    total = np.sum([*hours.values()], axis=0)
    for end, level in zip(found.total, (0.1, 0.5, 0.9), strict=True):
        error = math.sqrt(level * (1 - level) * (1 / PLAIN + 1 / TRIALS))
        assert np.mean(total <= end) == pytest.approx(level, abs=4 * error)


@pytest.mark.parametrize("name", PLANS)
def test_the_hours_of_every_stage_are_those_of_plain_draws(name: str) -> None:
    told = planned(**PLANS[name])
    hours = plain_hours.hours_of(told, trials=PLAIN, seed=5)
    found = sales(simulate(from_document(told), trials=TRIALS, seed=3, detail=True))
    assert set(found.hours) == {stage for stage, _ in hours}
    for stage, ends in found.hours.items():
        every = np.sum([each for (of, _), each in hours.items() if of == stage], axis=0)
        for end, level in zip(ends, (0.1, 0.5, 0.9), strict=True):
            # Hours of whole people come in steps: what is exactly as many belongs to either side.
            error = 4 * math.sqrt(level * (1 - level) * (1 / PLAIN + 1 / TRIALS))
            assert np.mean(every < end) <= level + error, (stage, level)
            assert np.mean(every <= end) >= level - error, (stage, level)
