"""A short mark that proves two printouts equal: the same numbers, seed and engine."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sim.plan.file import dumps
from sim.plan.scenario import Scenario
from sim.play.engine import ENGINE


def fingerprint(scenario: Scenario, seed: int, engine: int = ENGINE) -> str:
    """Eight letters and digits in two groups, of everything that decides the figures and how
    they are read: the numbers, goal, hurdle and currency, the dates to decide, the seed and the
    engine's version.
    Names and labels are words and do not count."""
    read: dict[str, Any] = {"currency": scenario.currency, "hurdle": scenario.hurdle, "seed": seed}
    if scenario.decide:
        read["decide"] = [one.raw for one in scenario.decide]
    told = json.dumps({**read, "engine": engine, "plan": dumps(scenario.numbers)}, sort_keys=True)
    return marked(told)


def marked(told: str) -> str:
    """Eight letters and digits in two groups, of a text."""
    found = hashlib.sha256(told.encode()).hexdigest()[:8].upper()
    return f"{found[:4]}-{found[4:]}"
