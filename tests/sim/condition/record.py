"""Chances of the plans as plain draws give them: `python -m tests.sim.condition.record` draws them
anew, which takes a quarter of an hour; with names, those of these plans.

They come from `tests.oracles.independent` alone: pseudo-random, stage by stage, every order by
itself; nothing of what they test has part in them.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.oracles import independent
from tests.sim.condition.plans import DOCUMENTS, GOAL

FILE: Final = Path(__file__).parents[2] / "reference" / "chances" / "plain_draws.json"
TRIALS: Final = 4_000_000
FEWER: Final = {  # where every trial has many orders to draw
    "a huge fair": 400_000,
    "a huge fair, all exact": 400_000,
    "nearly everybody orders": 1_000_000,
}
AT_ONCE: Final = 100_000
ROUNDING: Final = 1e-9  # of the costs: a break-even is met by rounding only


def drawn(document: dict[str, Any], trials: int) -> dict[str, tuple[float, float]]:
    """Each chance and its standard error."""
    hits: dict[str, int] = {}
    goal = document.get("goal", GOAL)
    for seed in range(trials // AT_ONCE):
        found = independent.simulate(document, trials=AT_ONCE, seed=seed)
        near = ROUNDING * found["costs"]
        happens = {
            "covering_costs": found["profit"] >= -near,
            "crediting_all_orders": found["profit_crediting_all_orders"] >= -near,
            "no_orders": found["extra_orders"] == 0,
            "goal": (found["revenue"] >= goal["revenue"] * (1 - ROUNDING))
            & (found["margin"] >= goal["margin"] * (1 - ROUNDING)),
        }
        for key, each in happens.items():
            hits[key] = hits.get(key, 0) + int(np.count_nonzero(each))
    return {key: (hit / trials, error(hit / trials, trials)) for key, hit in hits.items()}


def error(chance: float, trials: int) -> float:
    """Of a chance out of independent trials."""
    return math.sqrt(chance * (1 - chance) / trials)


def main(names: list[str]) -> None:
    for name in names or DOCUMENTS:
        found = drawn(DOCUMENTS[name], FEWER.get(name, TRIALS))
        known = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
        known[name] = {key: list(chance) for key, chance in found.items()}
        ordered = {name: known[name] for name in DOCUMENTS if name in known}
        FILE.write_text(json.dumps(ordered, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
