"""Laws of positive amounts that are not drawn but worked out: what one is at each standard normal.

A law is the function ln X = Q(z) that rises with z, a standard normal, as a belief is
(`sim.plan.beliefs`): X lies below e^w with the chance Phi(z) where Q(z) = w. It is kept at the
points `Z`, between which it is bent gently, so that cubics through four of them are off by less
than 1e-5 of its width. Products add logarithms:

    P(ln X Y <= w) = integral of F_X(w - Q_Y(z)) phi(z) dz,

by the trapezoidal rule over the narrower of the two, where it is spectrally exact (Trefethen and
Weideman 2014, SIAM Review 56(3)). Sums are split at the half, because one of two that are both
above it would be too much already:

    P(X + Y <= s) = F_X(s/2) F_Y(s/2) + integral over X <= s/2 of [F_Y(s - X) - F_Y(s/2)]
                                      + integral over Y <= s/2 of [F_X(s - Y) - F_X(s/2)],

each by Gauss and Legendre's rule in z, because there the integrand is smooth up to its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from sim.plan.beliefs import Belief
from sim.plan.johnson import Array

END: Final = 5.5  # of z: 4e-8 lie beyond either end
POINTS: Final = 45
FINER: Final = 16  # points between two, for straight lines between these
LEGENDRE: Final = 20
INNER: Final = slice(8, POINTS - 8)  # points within 3.5 of z: 5e-4 lie beyond
LEAST: Final = 1e-300  # what a share may come down to
NEAR: Final = 1e-12  # to a chance of 0 or 1, as near as is looked at
RISES: Final = 1e-12  # between two points, at least
WIDE: Final = 1.2  # standard deviations for which one step of z stands, where a law may be skew

Z: Final = np.linspace(-END, END, POINTS)
FINE: Final = np.linspace(-END, END, (POINTS - 1) * FINER + 1)


@lru_cache(maxsize=1)
def weights() -> Array:
    """Of the trapezoidal rule at `Z` against the standard normal density."""
    found = np.exp(-Z * Z / 2)
    return np.asarray(found / found.sum())


@lru_cache(maxsize=1)
def refined() -> Array:
    """From values at the points `Z` to those at `FINE`, shape (FINE.size, POINTS): cubics through
    the four points around."""
    at = np.linspace(0, POINTS - 1, FINE.size)
    return cubics(at, np.arange(POINTS, dtype=float))


@lru_cache(maxsize=1)
def _chances() -> Array:
    """Phi at `FINE`."""
    from scipy.special import ndtr

    return np.asarray(ndtr(FINE))


def cubics(at: Array, points: Array) -> Array:
    """Lagrange's cubics through the four `points` around each place, shape (at.size, points.size);
    the points rise, and there are four or more."""
    found = np.zeros((at.size, points.size))
    first = np.clip(np.searchsorted(points, at, side="right") - 2, 0, points.size - 4)
    rows = np.arange(at.size)
    for k in range(4):
        weight = np.ones(at.size)
        for j in range(4):
            if j != k:
                weight *= (at - points[first + j]) / (points[first + k] - points[first + j])
        found[rows, first + k] = weight
    return found


@dataclass(frozen=True, eq=False)
class Law:
    """The law of a positive amount: `logs`, its logarithm at each of `Z`, shape (POINTS,)."""

    logs: Array

    @cached_property
    def width(self) -> float:
        """Standard deviation of the logarithm."""
        mean = float(weights() @ self.logs)
        return float(np.sqrt(weights() @ (self.logs - mean) ** 2))

    @cached_property
    def slopes(self) -> tuple[float, float]:
        """The least and the most that the logarithm rises with z, but for the tails."""
        rises = np.diff(self.logs[INNER]) / (Z[1] - Z[0])
        return float(rises.min()), float(rises.max())

    @cached_property
    def _fine(self) -> Array:
        return np.maximum.accumulate(refined() @ self.logs)

    def below(self, logs: Array) -> Array:
        """The chance of an amount of at most e^logs, in that shape."""
        return np.interp(logs, self._fine, _chances(), left=0.0, right=1.0)

    def at(self, z: Array) -> Array:
        """The logarithm at standard normals, in their shape."""
        return np.interp(z, FINE, self._fine)


def law_of(belief: Belief) -> Law:
    """The law of a belief about a positive amount or a share."""
    with np.errstate(over="ignore", under="ignore"):
        found = np.clip(belief.quantile(Z), LEAST, 1 / LEAST)
    return Law(np.log(found))


def lognormal(mean: float, deviation: float) -> Law:
    """With this average, and so much standard deviation of its logarithm."""
    return Law(np.log(mean) - deviation**2 / 2 + deviation * Z)


def product(one: Law, other: Law) -> Law:
    """The law of the product of two independent amounts."""
    narrow, wide = sorted((one, other), key=lambda law: law.width)
    both = np.hypot(narrow.width, wide.width)
    first = one.at(Z * one.width / both) + other.at(Z * other.width / both)  # exact for lognormals
    nodes = narrow.at(FINE)
    weight = np.exp(-FINE * FINE / 2)
    shares = wide.below(first[:, None] - nodes) @ (weight / weight.sum())
    return _through(first, shares)


def total(one: Law, other: Law) -> Law:
    """The law of the sum of two independent amounts."""
    both = np.logaddexp(one.logs[::2, None], other.logs[::2])
    weight = weights()[::2] / weights()[::2].sum()
    centre = float(weight @ both @ weight)
    width = float(np.sqrt(weight @ (both - centre) ** 2 @ weight))
    logs = centre + WIDE * width * Z
    half = logs - np.log(2)
    beyond = _beyond(one, other, logs)
    shares = one.below(half) * other.below(half) + beyond
    return _through(logs, shares + (beyond if one is other else _beyond(other, one, logs)))


def _beyond(low: Law, high: Law, logs: Array) -> Array:
    """The chance that `low` is below half the sum e^logs, `high` above it, and both together are
    not above the sum; shape of `logs`."""
    from scipy.special import ndtri

    half = logs - np.log(2)
    end = np.maximum(ndtri(np.clip(low.below(half), NEAR, 1 - NEAR)), -END)
    points, weight = _legendre()
    z = -END + (end[:, None] + END) * points
    rest = logs[:, None] + np.log1p(-np.exp(np.minimum(low.at(z) - logs[:, None], -1e-9)))
    inside = np.maximum(high.below(rest) - high.below(half)[:, None], 0.0)
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    return np.asarray((inside * density) @ weight * (end + END))


@lru_cache(maxsize=1)
def _legendre() -> tuple[Array, Array]:
    """Points and weights of Gauss and Legendre on 0 ... 1."""
    points, weight = np.polynomial.legendre.leggauss(LEGENDRE)
    return (points + 1) / 2, weight / 2


def _through(logs: Array, shares: Array) -> Law:
    """The law below whose `logs`, rising, these shares lie; both of shape (POINTS,)."""
    from scipy.special import ndtri

    z = np.maximum.accumulate(ndtri(np.clip(shares, NEAR, 1 - NEAR)))
    through = np.maximum.accumulate(refined() @ z) + np.arange(FINE.size) * RISES
    places = np.maximum.accumulate(refined() @ logs)
    found = np.interp(Z, through, places)
    for end, inner, beyond in ((0, FINER, through[0] > Z), (-1, -1 - FINER, through[-1] < Z)):
        slope = (places[inner] - places[end]) / (through[inner] - through[end])
        found = np.where(beyond, places[end] + slope * (Z - through[end]), found)
    return Law(found)
