"""How many fairs are played where nobody asks for a number: enough for nearly every plan, and what
the rule begins with that gives a plan more (`sim.play.enough`); and how many may be asked for."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.draws.streams import REPLICATES
from sim.plan.problems import ScenarioError

TRIALS: Final = 8_192
MOST_TRIALS: Final = 100_000_000


def check_run(trials: int, seed: int) -> None:
    """Raises `ScenarioError` where trials or seed are not allowed."""
    least = 2 * REPLICATES
    if (
        isinstance(trials, bool)
        or not isinstance(trials, int | np.integer)
        or not (least <= trials <= MOST_TRIALS)
    ):
        raise ScenarioError("not_trials", "trials", got=trials, least=least, most=MOST_TRIALS)
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**63:
        raise ScenarioError("not_seed", "seed", got=seed, most=2**63 - 1)
