"""What one does not know beforehand: of each input its own part, and the good or bad fair.

The rates of a fair rise and fall together (`dependence` d): the standard normal of each is

    z = sqrt(d) W + sqrt(1 - d) e

with one W for all, how good a fair it will be. Whoever looks up a rate learns its own part
e = (z - sqrt(d) W) / sqrt(1 - d); W nobody can look up before the fair. So what hangs on an input,
and what it is worth to know it, is asked of e, and of W on a line of its own. An input that does
not move with the others is its own part, and so is the amount of a line of the budget.
"""

from __future__ import annotations

import math

import numpy as np

from sim.draws.streams import blocks, draws
from sim.plan.beliefs import Belief
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.engine import cost_normal, income_normal
from sim.play.result import Result
from sim.why.luck import drawn_amounts


def own_parts(result: Result) -> dict[str, Array]:
    """Own part of everything uncertain: path of an input, or ``costs.NAME.N``, ``income.NAME.N`` of
    an amount of the budget -> its standard normal in every trial, shape (trials,); independent of
    each other and of W, but for the amounts, which move together by `cost_dependence`.

    `result` needs the detail (see `simulate`), or comes from `sim.play.beforehand`.
    """
    return result.once("own parts", lambda: _own_parts(result))


def _own_parts(result: Result) -> dict[str, Array]:
    plan = result.scenario
    numbers = [draws(result.seed, result.trials, block) for block in blocks(result.trials)]
    found = {}
    for path, parameter in PATHS.items():
        dimension = parameter.stream(path)
        if f"inputs.{path}" in result.columns and dimension is not None:
            found[path] = np.concatenate([each.normal(dimension) for each in numbers])
    for line, amount in drawn_amounts(result).items():
        of, _, place = line.partition(".")
        if amount.ndim and of == "costs":
            parts = [cost_normal(each, place, plan.cost_dependence) for each in numbers]
            found[line] = np.concatenate(parts)
        elif amount.ndim:
            found[line] = np.concatenate([income_normal(each, place) for each in numbers])
    return found


def at_own_part(plan: Scenario, belief: Belief, e: float) -> float:
    """The value of a rate that moves with the others where its own part is `e`, at a fair as good
    as most."""
    return float(belief.quantile(np.array(math.sqrt(1 - plan.dependence) * e)))
