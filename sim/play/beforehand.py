"""The fairs of a plan as they are before anybody comes: the inputs, and no luck."""

from __future__ import annotations

import numpy as np

from sim.draws.streams import blocks, draws
from sim.plan.scenario import Scenario
from sim.play.engine import MOST_PEOPLE, SEED, Fair
from sim.play.result import Result
from sim.play.trials import TRIALS, check_run


def beforehand(scenario: Scenario, *, trials: int = TRIALS, seed: int = SEED) -> Result:
    """The same fairs as `simulate` plays, not played: of its columns `visitors`, ``good_fair`` and
    each uncertain input, to the last digit. That is all that averages over luck are worked out of
    (`sim.why.luck.expected_profit`), in a third of the time.

    Raises `ScenarioError` where trials or seed are not allowed.
    """
    check_run(trials, seed)
    found: dict[str, list[np.ndarray]] = {}
    for block in blocks(trials):
        fair = Fair(scenario, draws(seed, trials, block), {})
        visitors = np.minimum(np.rint(fair.drawn["visitors"]), MOST_PEOPLE)
        columns = {f"inputs.{path}": x for path, x in fair.drawn.items() if np.ndim(x)}
        columns |= {"visitors": visitors, "good_fair": fair.good_fair}
        for key, column in columns.items():
            found.setdefault(key, []).append(np.broadcast_to(column, fair.good_fair.shape))
    joined = {key: np.concatenate(columns) for key, columns in found.items()}
    return Result(scenario, trials, seed, joined)
