"""Standard normal numbers after what was counted: which are likely, and draws of them.

Everything unknown is a function of independent standard normals xi (`sim.draws.streams`), so that
what is believed before is one and the same for every plan, and the counts are a likelihood L(xi):

    p(xi | counts) ~ exp(-xi'xi / 2) L(xi)

Around its mode this is nearly normal, with the curvature there as its precision (Laplace's method:
Tierney and Kadane 1986, JASA 81). A plan's own numbers are moved there, xi -> mode + S xi with the
symmetric root S, so that each trial stays as near to the fair that it was as the counts let it, and
without any counts is the same fair. What is not normal about it is put right by importance weights
(Geweke 1989, Econometrica 57(6)): the proposal is fitted to its own weighted draws (population
Monte Carlo: Cappe and others 2004, Journal of Computational and Graphical Statistics 13(4)), and
then trials are resampled, each in its place where it is kept. A posterior has one peak here: what
may have two is drawn by itself (`sim.learning.one_rate`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from sim.plan.johnson import Array

LogLikelihood = Callable[[Array], Array]

ROUNDS: Final = 40
STEP: Final = 1e-3  # of a numeric derivative, normal scores
NEAR: Final = 0.02  # a step of the mode that ends the search: draws put the rest right
PILOTS: Final = ((2048, 4), (8192, 4))  # draws that fit the proposal, and how often
WIDER: Final = (1.1, 1.5)  # the proposal than what was fitted: its tails must reach as far
ENOUGH: Final = 0.15  # of the draws: no better fit is needed
HEAVIEST: Final = 10.0  # weight of one draw over the average

STEEPEST: Final = 1e12  # of a curvature
PARTS: Final = np.array([0.0, *(0.5 ** np.arange(12))])  # of a step; of equals the first
WHOLE: Final = 1  # the place of the whole step among them
AT_ONCE: Final = 256  # columns of a product


@dataclass(frozen=True, eq=False)
class Posterior:
    """After the counts. `mode` has the shape (n,), `root` (n, n); `log_likelihood` takes points of
    the shape (n, points) and gives (points,)."""

    log_likelihood: LogLikelihood
    mode: Array
    root: Array

    def moved(self, xi: Array) -> tuple[Array, Array]:
        """Standard normal numbers, shape (n, points), where the posterior is, and the logarithms
        of their importance weights, shape (points,)."""
        found = self.mode[:, None] + product(self.root, xi)
        weight = self.log_likelihood(found) - (found * found).sum(axis=0) / 2
        return found, weight + (xi * xi).sum(axis=0) / 2


def posterior(log_likelihood: LogLikelihood, size: int, *, fine: bool = True) -> Posterior:
    """The posterior of so many standard normal numbers; where it need not be `fine`, the first
    proposal that is good enough."""
    best = Posterior(log_likelihood, *_laplace(log_likelihood, size))
    for draws, fits in PILOTS:
        enough = draws if fine else ENOUGH * draws
        best, effective = _fitted(best, _pilots(size, draws), fits, enough)
        if effective > ENOUGH * draws:
            break
    return best


@lru_cache(maxsize=4)
def _pilots(size: int, draws: int) -> Array:
    """Standard normal numbers, shape (size, draws), the same for every plan."""
    return np.random.default_rng(0).standard_normal((size, draws))


def product(small: Array, many: Array) -> Array:
    """A small square matrix times many columns, in so few at a time that the library takes one
    thread: its others would wait in a loop meanwhile, and for the next product too."""
    return np.concatenate([small @ many[:, part] for part in _parts(many.shape[1])], axis=1)


def _parts(size: int) -> list[slice]:
    return [slice(at, at + AT_ONCE) for at in range(0, size, AT_ONCE)]


def _fitted(best: Posterior, xi: Array, fits: int, enough: float) -> tuple[Posterior, float]:
    """The proposal fitted to its own weighted draws until it is worth `enough` of them, and how
    many it is worth."""
    points, share = _weighted(best, xi)
    for _ in range(fits):
        if effective(share) >= enough:
            break
        middle = points @ share
        off = points - middle[:, None]
        part = effective(share) / (effective(share) + best.mode.size)  # few tell little of shapes
        spread = part * _spread(off, share) + (1 - part) * (best.root @ best.root.T)
        tries = [Posterior(best.log_likelihood, middle, _root(spread * w)) for w in WIDER]
        found = [(best, points, share), *((one, *_weighted(one, xi)) for one in tries)]
        one, points, share = max(found, key=lambda each: effective(each[2]))
        if one is best:
            break
        best = one
    return best, effective(share)


def _spread(off: Array, share: Array) -> Array:
    """The covariance of points, shape (n, points), from their average, each with its part; in parts
    as in `product`."""
    each = [(off[:, part] * share[part]) @ off[:, part].T for part in _parts(share.size)]
    return np.asarray(np.sum(each, axis=0))


def _weighted(one: Posterior, xi: Array) -> tuple[Array, Array]:
    """Points of the posterior, and what part of it each stands for."""
    points, weight = one.moved(xi)
    return points, shares(weight)


def shares(weight: Array) -> Array:
    """Logarithms of weights as parts of 1, none more than `HEAVIEST` times the average: what one
    draw alone says is noise (truncated importance sampling: Ionides 2008, Journal of Computational
    and Graphical Statistics 17(2))."""
    found = np.exp(weight - weight.max())
    found = np.minimum(found, HEAVIEST * found.mean())
    return np.asarray(found / found.sum())


def effective(share: Array) -> float:
    """As many draws of equal weight tell as much (Kish 1965, Survey Sampling)."""
    return float(1 / (share @ share))


def _root(spread: Array) -> Array:
    """The symmetric root of a covariance."""
    value, vector = np.linalg.eigh(spread)
    return np.asarray((vector * np.sqrt(np.maximum(value, 1 / STEEPEST))) @ vector.T)


def resampled(weight: Array) -> np.ndarray:
    """Places of the points that are kept, shape (points,), by the logarithms of their weights:
    each as often as its weight says, up to one (systematic resampling: Kitagawa 1996, Journal of
    Computational and Graphical Statistics 5(1)); what is kept stays in its place."""
    size = weight.size
    ends = np.cumsum(shares(weight)) * size
    times = np.diff(np.floor(ends + 0.5), prepend=0.0).astype(int)
    times[-1] += size - times.sum()
    found = np.arange(size)
    found[times == 0] = np.repeat(found, np.maximum(times - 1, 0))
    return found


def _laplace(log_likelihood: LogLikelihood, size: int) -> tuple[Array, Array]:
    """The mode, and the symmetric root of the inverse of the precision there: Newton's method with
    numeric derivatives, all points of a round at once."""

    mode = np.zeros(size)
    slope, precision = _derivatives(log_likelihood(_around(mode)), size)
    for _ in range(ROUNDS):
        step = np.linalg.solve(precision, slope - mode)
        tries = mode[:, None] + step[:, None] * PARTS
        # Mostly the whole step is taken, so what is around its end is asked for with the others.
        value = log_likelihood(np.concatenate([tries, _around(tries[:, WHOLE])], axis=1))
        height, near = np.split(value, [PARTS.size])
        best = int(np.argmax(height - (tries * tries).sum(axis=0) / 2))
        if best == 0:
            break
        mode = tries[:, best]
        near = near if best == WHOLE else log_likelihood(_around(mode))
        slope, precision = _derivatives(near, size)
        if np.abs(step).max() < NEAR:
            break
    value, vector = np.linalg.eigh(precision)
    return mode, np.asarray((vector / np.sqrt(value)) @ vector.T)


def _around(at: Array) -> Array:
    """The points of numeric derivatives, shape (n, points)."""
    one = np.eye(at.size) * STEP
    first, second = np.triu_indices(at.size, 1)
    points = [at[None, :], at + one, at - one, at + one[first] + one[second]]
    points.append(at - one[first] - one[second])
    return np.concatenate(points).T


def _derivatives(value: Array, size: int) -> tuple[Array, Array]:
    """The slope of the logarithm of the likelihood and the precision of the posterior, never less
    than what is believed before, by the logarithms at `_around` a point."""
    first, second = np.triu_indices(size, 1)
    middle, up, down, both, less = np.split(value, np.cumsum([1, size, size, first.size]))
    slope = (up - down) / (2 * STEP)
    curved = np.diag((up - 2 * middle + down) / STEP**2)
    mixed = both + less - up[first] - up[second] - down[first] - down[second] + 2 * middle
    curved[first, second] = curved[second, first] = mixed / (2 * STEP**2)
    value, vector = np.linalg.eigh(-curved)
    return slope, np.eye(size) + (vector * np.clip(value, 0, STEEPEST)) @ vector.T
