"""What several fairs say together of the next one: what lasts, and what each year has of its own.

On the belief's own scale of normal scores a share of the fair f is

    z_f = a W_f + E + Y_f,   W_f ~ N(0, 1), one a fair,  E ~ N(0, p) lasts,  Y_f ~ N(0, y) is yearly

a = sqrt(dependence) for the rates that rise and fall together, else 0. Before anything is counted
a^2 + p + y = 1, so that without counts the plan is as it was. How much of it is yearly is not
known: on the logit its standard deviation tau is half-t with three degrees of freedom (Gelman 2006,
Bayesian Analysis 1(3)), for each share by itself, and the years that are there tell. Its scale is
`SCALE`, or `PART` of what is not W where the plan believes in less. E keeps at least `LEAST` of its
own part, so that years that differ more than was believed possible widen the next one.

What was counted at a fair enters as the normal distribution that turns what is believed of its z
into what is known of them (the site of expectation propagation: Minka 2001, UAI), with a power of 0
to 1 (power prior: Ibrahim and Chen 2000, Statistical Science 15(1)). Given every tau all is normal
and exact. tau is found for one share after the other, the others at their middle, in `SWEEPS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.plan.johnson import Array

SCALE: Final = 0.45
PART: Final = 0.7
TAUS: Final = np.linspace(0.1, 6.0, 20)  # scales
FREEDOM: Final = 3  # degrees of the half-t
LEAST: Final = 0.09  # of a share's own variance
HALF: Final = 0.5  # of it is yearly, where there are no shares to tell by
SWEEPS: Final = 2
SLIGHT: Final = 0.02  # of a variance: no more than a sample's own noise
POINTS: Final = 801
FARTHEST: Final = 9.0  # normal scores


@dataclass(frozen=True, eq=False)
class Site:
    """What was counted at a fair, for normal scores z of its shares: exp(-z'Az / 2 + b'z) with A,
    shape (shares, shares), and b, shape (shares,)."""

    precision: Array
    pull: Array

    def discounted(self, power: float) -> Site:
        return Site(power * self.precision, power * self.pull)


def site(mean: Array, spread: Array, before: Array) -> Site:
    """The site that turns N(0, before) into a mean and a covariance; directions in which a sample
    is no narrower than before say nothing."""
    root = np.linalg.cholesky(before)
    inverse = np.linalg.inv(root)
    value, vector = np.linalg.eigh(inverse @ spread @ inverse.T)
    gain = np.maximum(1 / np.maximum(value, 1e-12) - 1, 0.0)
    back = inverse.T @ vector
    told = gain > SLIGHT
    gain = np.where(told, gain, 0.0)
    pull = np.where(told, (vector.T @ (inverse @ mean)) * (1 + gain), 0.0)
    return Site(np.asarray((back * gain) @ back.T), np.asarray(back @ pull))


@dataclass(frozen=True, eq=False)
class Mixture:
    """A mixture of normal distributions: weights that add up to 1, means and variances."""

    weights: Array
    means: Array
    variances: Array

    def quantiles(self, levels: Sequence[float]) -> Array:
        from scipy.special import ndtr

        z = np.linspace(-FARTHEST, FARTHEST, POINTS)
        below = ndtr((z[:, None] - self.means) / np.sqrt(self.variances)) @ self.weights
        return np.asarray(np.interp(levels, below, z))


@dataclass(frozen=True, eq=False)
class Normal:
    """A normal distribution of several numbers: mean, shape (numbers,), and covariance."""

    mean: Array
    spread: Array

    def with_(self, told: Site) -> Normal:
        """After what a site tells."""
        inner = np.eye(self.mean.size) + self.spread @ told.precision
        mean = np.linalg.solve(inner, self.mean + self.spread @ told.pull)
        return Normal(np.asarray(mean), np.asarray(np.linalg.solve(inner, self.spread)))

    def of(self, places: Sequence[int]) -> Normal:
        """Of some of the numbers."""
        return Normal(self.mean[[*places]], self.spread[np.ix_(places, places)])

    def height(self, z: Array) -> Array:
        """Logarithm of the density at z, shape (numbers, draws)."""
        off = z - self.mean[:, None]
        squares = (off * np.linalg.solve(self.spread, off)).sum(axis=0)
        return np.asarray(-(squares + np.linalg.slogdet(2 * np.pi * self.spread)[1]) / 2)


def next_year(loading: Array, slope: Array, sites: Sequence[Site]) -> list[Mixture]:
    """z of every share at the next fair, after the sites of earlier ones.

    loading  a of every share, shape (shares,)
    slope    of its logit (of an amount: its logarithm) by z, shape (shares,); nan: half of what is
             not W is yearly, whatever the years say
    """
    return Years(loading, slope, sites).next()


class Years:
    """Variances that last and that are yearly, shape (shares,), found one after the other; see
    `next_year`."""

    def __init__(self, loading: Array, slope: Array, sites: Sequence[Site]) -> None:
        self.loading, self.slope = loading, slope
        self.own = 1 - loading**2
        self.scale = np.minimum(SCALE / slope, PART * np.sqrt(self.own))  # of tau, in z
        self.precision = np.stack([one.precision for one in sites])
        self.pull = np.stack([one.pull for one in sites])
        both = [self._parts(at, 1.0) for at in range(loading.size)]
        self.lasts, self.yearly = (np.array(each) for each in zip(*both, strict=True))

    def _parts(self, at: int, tau: float) -> tuple[float, float]:
        own = float(self.own[at])
        if not np.isfinite(self.slope[at]):
            return (1 - HALF) * own, HALF * own
        yearly = float(tau * self.scale[at]) ** 2
        return max(own - yearly, LEAST * own), yearly

    def next(self) -> list[Mixture]:
        """z of every share at the next fair."""
        found: list[Mixture] = []
        for _ in range(SWEEPS):
            found = [self._share(at) for at in range(self.loading.size)]
        return found

    def _share(self, at: int) -> Mixture:
        """One share at the next fair; the others take its middle from here on."""
        taus = TAUS if np.isfinite(self.slope[at]) else TAUS[:1]
        heights, means, variances, parts = [], [], [], []
        for tau in taus:
            self.lasts[at], self.yearly[at] = part = self._parts(at, float(tau))
            height, mean, variance = self._given(at)
            heights.append(height - (FREEDOM + 1) / 2 * np.log1p(tau * tau / FREEDOM))
            means.append(mean)
            variances.append(variance + self.yearly[at] + self.loading[at] ** 2)
            parts.append(part)
        weights = np.exp(np.array(heights) - max(heights))
        weights /= weights.sum()
        self.lasts[at], self.yearly[at] = weights @ np.array(parts)
        return Mixture(weights, np.array(means), np.array(variances))

    def _given(self, at: int) -> tuple[float, float, float]:
        """With these variances: the logarithm of how likely the sites are, and mean and variance
        of what lasts of a share."""
        height, lasting = self._all()
        return height, float(lasting.mean[at]), float(lasting.spread[at, at])

    def lasting(self) -> Normal:
        """What lasts of every share, with the variances as they are so far."""
        return self._all()[1]

    def _all(self) -> tuple[float, Normal]:
        """With these variances: the logarithm of how likely the sites are, and what lasts."""
        size = self.loading.size
        each = np.diag(self.yearly) + np.outer(self.loading, self.loading)
        inner = np.eye(size) + self.precision @ each  # (fairs, shares, shares)
        told = np.linalg.solve(inner, self.precision)
        pulled = np.linalg.solve(inner, self.pull[..., None])[..., 0]
        height = -np.linalg.slogdet(inner)[1].sum() / 2
        height += np.einsum("fi,ij,fj->", self.pull, each, pulled) / 2
        both = Site(told.sum(axis=0), pulled.sum(axis=0))
        found = Normal(np.zeros(size), np.diag(self.lasts)).with_(both)
        outer = np.eye(size) + both.precision @ np.diag(self.lasts)
        height += float(both.pull @ found.mean) / 2 - np.linalg.slogdet(outer)[1] / 2
        return float(height), found
