"""The profit to expect, given what is known by then: regression on the trials at hand.

Several inputs become one number first: what the profit would work out as with the known inputs as
they are, and everything else at its average (`worked_out`). A good or bad fair shows in the rates
that are known: of the others the value is taken at which it puts them on average. The model itself
so says how the known inputs work together, and the regression, on the ranks of this one number, has
only to find which profit goes with it on average; whatever the number misses makes the choice
worse, never what it is paid.

As in `sim.why.choosing` a curve only chooses: each group of trials is decided by the curve of
all others.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.budget import CostLine, Income
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.columns import drawn_paths
from sim.play.ranks import Values
from sim.play.result import SURE, Result
from sim.why.choosing import bases
from sim.why.luck import expected_profit

RULES: Final = ("spline", "steps")

Groups = Sequence[slice]


def worked_out(result: Result, known: Collection[str]) -> Array:
    """The profit that the inputs of `known` (paths) tell of, luck averaged out and everything that
    is not known at its average, money, shape (trials,); the same in every trial where they tell
    nothing. `result` needs the detail."""
    plan = result.scenario
    good_fair = _good_fair(result, known)
    columns: dict[str, Values] = {}
    for path in drawn_paths(plan):
        drawn = result[f"inputs.{path}"]
        if path not in known:
            average = np.full(result.trials, drawn.mean())
            moves = PATHS[path].dependent and good_fair is not None
            drawn = _at(plan.inputs[path], plan.dependence, good_fair) if moves else average
        columns[f"inputs.{path}"] = drawn
    visitors = result["visitors"]
    columns["visitors"] = (
        visitors if "visitors" in known else np.full(result.trials, visitors.mean())
    )
    return expected_profit(Result(_calm(plan), result.trials, result.seed, columns))


def _calm(plan: Scenario) -> Scenario:
    """The plan with a budget in which every amount is sure."""

    def sure(line: CostLine | Income) -> CostLine | Income:
        return replace(line, amount=Exact(line.amount.likely))

    return plan.with_(costs=tuple(map(sure, plan.costs)), income=tuple(map(sure, plan.income)))


def _good_fair(result: Result, known: Collection[str]) -> Array | None:
    """How good a fair it is (W) on average, given the rates that are known, shape (trials,); None
    where none tells.

    Of m rates z = sqrt(d) W + sqrt(1 - d) e, all of them standard normal, it is
    sqrt(d) sum(z) / (1 - d + m d).
    """
    plan = result.scenario
    rates = [path for path in drawn_paths(plan) if path in known and PATHS[path].dependent]
    if not rates or not plan.dependence:
        return None
    total = np.zeros(result.trials)
    for path in rates:
        belief = plan.inputs[path]
        shape = belief.range if isinstance(belief, Counted) else belief
        assert not isinstance(shape, Exact)  # nothing of it is drawn
        total += shape.z(np.asarray(result[f"inputs.{path}"], dtype=float))
    d = plan.dependence
    return np.asarray(math.sqrt(d) * total / (1 - d + len(rates) * d))


def _at(belief: Belief, dependence: float, good_fair: Array | None) -> Array:
    return belief.quantile(math.sqrt(dependence) * np.asarray(good_fair))


class Known:
    """What is known on one date, as a regression takes it."""

    def __init__(self, told: Array, groups: Groups) -> None:
        """`told`: what it says of the profit, shape (trials,), from `worked_out`."""
        self.groups = groups
        self.nothing = bool(told.min() == told.max())
        self._bases = {} if self.nothing else bases(told)

    def sure(self, gain: Array) -> bool:
        """Whether a gain, shape (trials,), is one on average, beyond the noise between groups."""
        each = np.array([gain[part].mean() for part in self.groups])
        return float(gain.mean()) > SURE * float(each.std(ddof=1)) / math.sqrt(len(each))

    def expected(self, y: Array, rule: str) -> Array:
        """E[y | what is known] of every trial, from the trials of all other groups, shape
        (trials,); `rule` is one of `RULES`, or "mean", that of all trials, as where nothing
        is known."""
        if self.nothing or rule == "mean":
            return np.full(len(y), y.mean())
        basis = self._bases[rule]
        squares = np.stack([basis[part].T @ basis[part] for part in self.groups])
        products = np.stack([basis[part].T @ y[part] for part in self.groups])
        inverse = np.linalg.pinv(squares.sum(axis=0) - squares, hermitian=True)
        curves = (inverse @ (products.sum(axis=0) - products)[:, :, None])[:, :, 0]
        found = np.empty(len(y))
        for part, curve in zip(self.groups, curves, strict=True):
            found[part] = basis[part] @ curve
        return found
