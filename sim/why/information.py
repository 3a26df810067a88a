"""What it is worth, in money, to know an input before deciding: go to the fair, or stay home.

Whoever does not know takes the decision that is best on average, max(E[profit], 0). Whoever first
learns input x decides again for each answer, so that learning x is worth (the expected value of
perfect partial information)

    E[max(E[profit | x], 0)] - max(E[profit], 0)

One regression of the profit on x, over the trials at hand, gives E[profit | x]: Strong, Oakley
and Brennan 2014, Medical Decision Making 34(3). Here it is a natural cubic spline on the normal
scores of x, because a belief is a smooth function of a standard normal. The maximum of a noisy
curve is too high on average, so the curve only chooses: each group of trials is decided by the
curve of all other groups and paid with its own profits. That estimates, without bias, what the
chosen rule really earns; it is below the best rule only by the square of the curve's error.
Nothing is gained, to the cent, where no answer changes the decision, nor where only answers so
rare do that hardly any trial has them.

What is averaged is not the profit itself but `sim.why.luck.expected_profit`: luck, which no
information takes away, is gone beforehand. So the bound is exact too: knowing every input (with
the amounts of the cost lines and the good or bad fair) is worth E[max(E[profit | inputs], 0)] -
max(E[profit], 0), and no input is ever found to be worth more than that. Inputs that move
together (``dependence``) tell of each other, and that is counted.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.draws.streams import replicate_sizes
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.play.ranks import Values
from sim.play.result import Measured, Result
from sim.why.luck import drawn_amounts, expected_profit

# Normal scores at which the curve may bend; about 1 trial in 300 lies beyond either end. Tried on
# profits that rise exponentially, level off or bend, with noise of twice their spread: quantiles,
# as for five or seven knots in Harrell 2015, Regression Modeling Strategies, table 2.3, leave the
# tails too straight and cost more there than the noise.
KNOTS: Final = (-2.7, -1.8, -0.9, 0.0, 0.9, 1.8, 2.7)

Groups = Sequence[slice]


@dataclass(frozen=True)
class Worth:
    """Money that knowing one input exactly is worth: `path` of it, or ``costs.NAME.N`` for the
    amount of the N-th cost line of a name, ``income.NAME.N`` for one of income."""

    path: str
    value: Measured


@dataclass(frozen=True)
class Information:
    """What knowing is worth, in money: of all inputs together, which is the most that any research
    can be worth, and of each, the most valuable first."""

    everything: Measured
    inputs: tuple[Worth, ...]


def information(result: Result) -> Information:
    """For the decision to go or to stay home; `result` needs the detail (see `simulate`).

    Raises `KeyError` without the detail.
    """
    return information_between([result])


def information_between(results: Sequence[Result]) -> Information:
    """For the decision which of several plans to carry out, or to stay home.

    The results need the detail, the same seed and as many trials: then the k-th trial of each is
    the same market. Knowing an input means knowing where in its range it lies, for every plan
    that is unsure of it. Raises `ValueError` for results that are not paired, or for none.
    """
    if len({(result.trials, result.seed) for result in results}) != 1:
        raise ValueError("information_between needs results with the same trials and seed")
    profit = np.stack([expected_profit(result) for result in results], axis=1)
    ends = np.cumsum([0, *replicate_sizes(results[0].trials)]).tolist()
    groups = [slice(a, b) for a, b in itertools.pairwise(ends)]
    even = _Even.of(results[0].trials)

    def worth(place: str, drawn: list[Values]) -> Worth:
        return Worth(place, partial_value(profit, np.stack(drawn, axis=1), groups, even))

    unknown = _unknown(results)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(worth, unknown, unknown.values()))
    found.sort(key=lambda worth: -worth.value.value)
    return Information(full_value(profit, groups), tuple(found))


def _unknown(results: Sequence[Result]) -> dict[str, list[Values]]:
    """Everything that is drawn: place -> its values, (trials,), in each plan that draws it."""
    found: dict[str, list[Values]] = {path: [] for path in PATHS}
    for result in results:
        for path in PATHS:
            if f"inputs.{path}" in result.columns:
                found[path].append(result.columns[f"inputs.{path}"])
        for place, amount in drawn_amounts(result).items():
            if amount.ndim:
                found.setdefault(place, []).append(amount)
    return {place: drawn for place, drawn in found.items() if drawn}


def partial_value(profit: Array, x: Values, groups: Groups, even: _Even | None = None) -> Measured:
    """Value of knowing `x` for choosing the best of some plans and staying home (profit 0), money.

    profit  (trials,), or (trials, plans) in paired trials; with or without its luck
    x       (trials,), or (trials, k) for the same unknown as k plans have it: then the curve is a
            sum of one for each, which can only miss some of the value
    groups  independent parts of the trials, at least two; the error is taken between them
    even    of as many trials, where the caller has it already

    Never negative: an estimate below 0 is 0, which knowing is worth at least.
    """
    plans = _with_home(profit)
    even = even or _Even.of(len(plans))
    scores = _distinct([_scored(column, even) for column in np.reshape(x, (len(plans), -1)).T])
    if not scores:
        return Measured(0.0, 0.0)
    basis = np.hstack([np.ones((len(plans), 1)), *(score.spline for score in scores)])
    squares = np.stack([basis[part].T @ basis[part] for part in groups])
    products = np.stack([basis[part].T @ plans[part] for part in groups])
    inverse = np.linalg.pinv(squares.sum(axis=0) - squares, hermitian=True)
    curves = inverse @ (products.sum(axis=0) - products)  # each without its own group
    choice = np.empty(len(plans), dtype=np.intp)
    for part, curve in zip(groups, curves, strict=True):
        choice[part] = _best(basis[part] @ curve)
    return _gained(plans, choice, groups)


def full_value(profit: Array, groups: Groups) -> Measured:
    """Value of knowing `profit` itself before choosing, money; arguments as in `partial_value`.

    Of expected profits, given all inputs, it is the value of knowing every input; of simulated
    profits it would count luck as something to be known, a looser bound.
    """
    plans = _with_home(profit)
    return _gained(plans, _best(plans), groups)


def _with_home(profit: Array) -> Array:
    """Profit of every choice, staying home first, shape (trials, 1 + plans)."""
    plans = np.reshape(profit, (len(profit), -1))
    return np.hstack([np.zeros((len(plans), 1)), plans])


def _best(plans: Array) -> Values:
    """The choice that earns most, trial by trial; the first of equals, so home before going."""
    return np.asarray(plans.argmax(axis=1))


def _gained(plans: Array, choice: Values, groups: Groups) -> Measured:
    """What choosing trial by trial earns more, on average, than the one best choice for all."""
    chosen = np.take_along_axis(plans, choice[:, None], axis=1)[:, 0]
    gain = chosen - plans[:, plans.mean(axis=0).argmax()]
    each = np.array([gain[part].mean() for part in groups])
    return Measured(max(float(gain.mean()), 0.0), float(each.std(ddof=1)) / len(each) ** 0.5)


@dataclass(frozen=True, eq=False)
class _Scores:
    """Normal scores of the trials, shape (trials,), and the spline of each, shape (trials, 6)."""

    values: Array
    spline: Array


@dataclass(frozen=True, eq=False)
class _Even(_Scores):
    """Those of values that all differ, in their order: they are the same whatever the values are,
    so that the spline, which costs most, is worked out once for all inputs."""

    @classmethod
    def of(cls, trials: int) -> _Even:
        scores = _middles(np.ones(trials))
        return cls(scores, _spline(scores))


def _scored(x: Values, even: _Even) -> _Scores:
    """Normal scores of `x`, shape (trials,): the standard normal at the middle of its rank. Equal
    values share the middle of theirs."""
    order = np.argsort(x)
    ordered = x[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])  # of equals
    place = np.empty(order.size, dtype=np.intp)
    place[order] = np.cumsum(first) - 1
    if first.all():
        return _Scores(even.values[place], even.spline[place])
    counts = np.diff(np.flatnonzero(first), append=order.size)
    scores = _middles(counts)[place]
    return _Scores(scores, _spline(scores))


def _middles(counts: Array) -> Array:
    """The standard normal at the middle of each rank, so many trials of which are equal."""
    from scipy.special import ndtri

    return np.asarray(ndtri((np.cumsum(counts) - counts / 2) / counts.sum()))


def _distinct(scores: list[_Scores]) -> list[_Scores]:
    """Those that vary, each once: plans that share a belief, or only its random numbers, share
    the scores too."""
    kept: list[_Scores] = []
    for score in scores:
        varies = score.values.min() < score.values.max()
        if varies and not any(np.array_equal(score.values, other.values) for other in kept):
            kept.append(score)
    return kept


def _spline(z: Array) -> Array:
    """Natural cubic spline with `KNOTS`, without its constant, shape (trials, 6): z, and the
    truncated powers that are straight beyond the outer knots (Hastie, Tibshirani and Friedman
    2009, The Elements of Statistical Learning, equations 5.4 and 5.5)."""
    knots = np.array(KNOTS)
    above = np.maximum(z[:, None] - knots, 0.0) ** 3
    slopes = (above[:, :-1] - above[:, -1:]) / (knots[-1] - knots[:-1])
    return np.hstack([z[:, None], slopes[:, :-1] - slopes[:, -1:]])
