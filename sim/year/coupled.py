"""Fairs of a year that were each played by themselves, laid side by side as fairs of one year.

What is known of a fair by now makes a forecast of its own, in trials of its own. What is left
unknown of it hangs in part on what the fairs of a year share (`sim.year.shared`). So of each fair
one number is found, the best linear guess of its profit (in normal scores) from what is shared:

    u = b W + sum of c_k e_k    W: how good a fair; e_k: an input of the firm, less its part of W

In the year the W of two fairs have the correlation s (`Year.together`), and the e_k of one input
are the same unknown number, so far as it is still unknown at either. The trials of a fair are then
put into such an order that their u rise and fall as this says (Iman and Conover 1982,
Communications in Statistics B 11(3), for one number a fair): its own forecast stays as it is, to
the last trial; only which of its trials meet which of another fair is chosen. A fair of which
nothing is open any more is the same in every year.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.draws.streams import Whole, blocks, draws, replicate_sizes, seed_of
from sim.plan.beliefs import Exact
from sim.plan.funnel import GOOD_FAIR
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.play.result import Result
from sim.year.shared import Played, Years, amount_of, shared_normals
from sim.year.year import Year


@dataclass(frozen=True, eq=False)
class _Leaning:
    """How a fair leans on what is shared.

    index  u in each of its trials, shape (trials,)
    good   what of u goes with its W; `firm`: with each input of the firm, by dimension
    """

    index: Array
    good: float
    firm: dict[int, float]


def coupled(year: Year, fairs: Sequence[Result], *, seed: int) -> Years:
    """The fairs of a year, each played by itself with a seed of its own and the detail of
    `sim.play.engine.simulate`, all with as many trials, laid side by side.

    Raises ValueError where two of them have one seed: they are copies, and no year.
    """
    if len({fair.seed for fair in fairs}) < len(fairs):
        raise ValueError("two fairs of one seed are no year")
    (trials,) = {fair.trials for fair in fairs}
    common = shared_normals(trials, seed)
    played = []
    for place, fair in enumerate(fairs):
        leaning = _leaning(fair)
        wanted = _wanted(leaning, year.together, common, _own(place, trials, seed))
        played.append(_placed(fair, _order(leaning.index, wanted)))
    stand = amount_of(year.stand or Exact(0.0), "year.stand", trials, seed)
    return Years(year, trials, seed, tuple(played), np.zeros(trials), stand)


def _own(place: int, trials: int, seed: int) -> Array:
    """The part of how good a fair is that is its own, shape (trials,)."""
    own = seed_of(seed, f"coupled.{place}")
    return np.concatenate([draws(own, trials, one).normal(GOOD_FAIR) for one in blocks(trials)])


def _leaning(fair: Result) -> _Leaning:
    profit, good = fair["profit"], np.asarray(fair["good_fair"], dtype=float)
    firm = dict(_firm(fair))
    if np.ptp(profit) == 0:
        return _Leaning(np.zeros(fair.trials), 0.0, {})
    spread = float(good.std())
    good = (good - good.mean()) / (spread or 1.0)
    own = np.array([score - (score @ good) / good.size * good for score in firm.values()])
    own = own.reshape(len(firm), good.size)
    both = np.vstack([good, own])
    weights = np.linalg.lstsq(both.T, _scores(profit), rcond=None)[0]
    value, vector = np.linalg.eigh(own @ own.T / good.size)
    root = (vector * np.sqrt(np.maximum(value, 0.0))) @ vector.T
    return _Leaning(
        weights @ both,
        float(weights[0]),
        dict(zip(firm, (root @ weights[1:]).tolist(), strict=True)),
    )


def _firm(fair: Result) -> Iterator[tuple[int, Array]]:
    """Normal scores of the inputs of the firm that are not known, by dimension."""
    for path in fair.scenario.inputs:
        parameter = PATHS[path]
        dimension, column = parameter.stream(path), fair.columns.get(f"inputs.{path}")
        if parameter.of_firm and dimension is not None and column is not None and np.ptp(column):
            yield dimension, _scores(column)


def _scores(values: Array) -> Array:
    """The normal scores of values by their ranks, equal ones alike; average 0, variance about 1."""
    from scipy.special import ndtri
    from scipy.stats import rankdata

    found = np.asarray(ndtri((rankdata(values) - 0.5) / values.size))
    return np.asarray(found - found.mean())


def _wanted(leaning: _Leaning, together: float, common: dict[int, Array], own: Array) -> Array:
    """What u of the fair is to be in each year, shape (trials,), but for its shape."""
    good = math.sqrt(together) * common[GOOD_FAIR] + math.sqrt(1 - together) * own
    found = leaning.good * good
    for dimension, weight in leaning.firm.items():
        found = found + weight * common[dimension]
    return np.asarray(found)


def _order(index: Array, wanted: Array) -> Whole:
    """Which trial of the fair is in each year: the k-th smallest index where the k-th smallest is
    wanted, in each replicate by itself. Shape (trials,)."""
    order = np.empty(index.size, dtype=np.int64)
    ends = np.cumsum([0, *replicate_sizes(index.size)])
    for start, end in itertools.pairwise(ends.tolist()):
        years = start + np.argsort(wanted[start:end], kind="stable")
        order[years] = start + np.argsort(index[start:end], kind="stable")
    return order


def _placed(fair: Result, order: Whole) -> Played:
    target = np.asarray(fair["target_visitors"], dtype=float)[order]
    contacts = np.asarray(fair["contacts"], dtype=float)[order]
    return Played(
        luck=fair.seed,
        contribution=fair["contribution"][order],
        rest=(fair["income"] - fair["costs"])[order],
        costs=fair["costs"][order],
        target=target,
        met=np.divide(contacts, target, out=np.zeros(order.size), where=target > 0),
    )
