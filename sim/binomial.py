"""The Binomial quantile, exact and for whole arrays at once.

Luck is drawn by quantile: the smallest count whose distribution function reaches the trial's own
uniform number. So a count never falls when its share or the stage before it rises.

Small variances are summed from the end of the distribution that is nearer to its mean. Large ones
start from the Cornish-Fisher expansion; wherever the rounding could go either way the exact
distribution function decides.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.johnson import Array

SUMMED: Final = 8.0  # largest variance for which probabilities are summed one by one
LOOK: Final = 3  # steps between looks at who is done


def binomial_quantile(u: Array, n: Array, p: float | Array) -> Array:
    """Smallest k with P(Binomial(n, p) <= k) >= u, as whole floats in the shape of `u`.

    u in (0, 1), n whole numbers from 0, p from 0 to 1; n and p broadcast to `u`.
    """
    n = np.broadcast_to(np.asarray(n, dtype=float), u.shape)
    p = np.broadcast_to(np.asarray(p, dtype=float), u.shape)
    flipped = p > 0.5
    q = np.where(flipped, 1 - p, p)
    # n - X counts the misses: X <= k  <=>  misses >= n - k, so the inequality turns strict.
    v = np.where(flipped, np.nextafter(1 - u, 2.0), u)
    variance = n * q * (1 - q)
    large = variance > SUMMED
    if not large.any():
        count = _summed(v, n, q)
    elif large.all():
        count = _expanded(v, n, q)
    else:
        count = np.empty(u.shape)
        small = ~large
        count[small] = _summed(v[small], n[small], q[small])
        count[large] = _expanded(v[large], n[large], q[large])
    return np.where(flipped, n - count, count)


def _summed(u: Array, n: Array, q: Array) -> Array:
    """The quantile for q <= 1/2 and a small variance, by adding up probabilities from 0."""
    count = np.zeros(u.shape)
    odds = q / (1 - q)
    rise = (n + 1) * odds
    term = np.exp(n * np.log1p(-q))
    total = term.copy()
    steps = (total < u).astype(float)
    where = np.arange(u.size)
    ratio = np.empty_like(term)
    for k in range(1, int(n.max(initial=0)) + 1):
        np.multiply(rise, 1 / k, out=ratio)  # (n + 1 - k) / k * odds, term by term
        ratio -= odds
        term *= ratio
        total += term
        steps += total < u
        if k % LOOK == 0:
            going = total < u
            left = np.count_nonzero(going)
            if left < 0.75 * going.size:
                count[where] = steps
                if left == 0:
                    break
                where, u, steps = where[going], u[going], steps[going]
                odds, rise, term, total = odds[going], rise[going], term[going], total[going]
                ratio = np.empty_like(term)
    count[where] = steps
    return np.minimum(count, n)


def _expanded(u: Array, n: Array, q: Array) -> Array:
    """The quantile for q <= 1/2 and a large variance.

    Cornish-Fisher to third order (Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions,
    1.2.10), the variance less 1/12 for the lattice. Its error stays below `doubt`: over variances
    of 10 and more and |z| up to 6 the largest was found at 0.6 of it.
    """
    from scipy.special import ndtri

    z = ndtri(u)
    variance = n * q * (1 - q)
    deviation = np.sqrt(variance)
    skew = (1 - 2 * q) / deviation
    square = z * z
    bend = (square - 1) * skew / 6
    bend += z * (square - 3) * (1 - 6 * q * (1 - q)) / (24 * variance)
    bend -= z * (2 * square - 5) * skew * skew / 36
    x = n * q + np.sqrt(variance - 1 / 12) * (z + bend) - 0.5
    count = np.clip(np.ceil(x), 0, n)
    doubt = (0.05 + 0.012 * square * square) / variance
    unsure = np.abs(x - np.rint(x)) < doubt
    if unsure.any():
        count[unsure] = _decided(count[unsure], u[unsure], n[unsure], q[unsure])
    return count


def _decided(count: Array, u: Array, n: Array, q: Array) -> Array:
    """`count` moved, one by one, to where the exact distribution function wants it."""
    count = count.copy()
    open_ = np.arange(count.size)
    while open_.size:  # up to the first count that reaches u
        short = _distribution(count[open_], n[open_], q[open_]) < u[open_]
        open_ = open_[short & (count[open_] < n[open_])]
        count[open_] += 1
    open_ = np.flatnonzero(count > 0)
    while open_.size:  # down while the one below reaches it too
        high = _distribution(count[open_] - 1, n[open_], q[open_]) >= u[open_]
        open_ = open_[high]
        count[open_] -= 1
        open_ = open_[count[open_] > 0]
    return count


def _distribution(k: Array, n: Array, q: Array) -> Array:
    """P(Binomial(n, q) <= k), the incomplete beta function; 1 for k = n."""
    from scipy.special import betainc

    inside = k < n
    safe = np.where(inside, k, 0)
    return np.where(inside, betainc(np.maximum(n - safe, 1), safe + 1, 1 - q), 1.0)
