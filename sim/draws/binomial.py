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
from numpy.typing import NDArray

from sim.plan.johnson import Array

SUMMED: Final = 4.0  # largest variance for which probabilities are summed one by one
ABOVE: Final = 1 + 2.0**-52
LAST: Final = 2.0**-60  # probabilities below this change no sum: the distribution has ended
LOOK: Final = 3  # steps between looks at who is done


def binomial_quantile(u: Array, n: Array, p: float | Array, z: Array | None = None) -> Array:
    """Smallest k with P(Binomial(n, p) <= k) >= u, as whole floats in the shape of `u`.

    u in (0, 1), any shape; n whole numbers from 0, p from 0 to 1, both broadcast to `u`; z: the
    standard normal quantile of `u`, where the caller has it already.
    """
    if u.ndim != 1:
        n, p = (np.broadcast_to(x, u.shape).ravel() for x in (n, p))
        flat = binomial_quantile(u.ravel(), n, p, None if z is None else z.ravel())
        return flat.reshape(u.shape)
    n = np.broadcast_to(np.asarray(n, dtype=float), u.shape)
    p = np.broadcast_to(np.asarray(p, dtype=float), u.shape)
    some = np.flatnonzero(n)
    if some.size < 0.8 * u.size:  # nobody left: no work
        count = np.zeros(u.shape)
        if some.size:
            z = None if z is None else z.take(some)
            count[some] = _mirrored(*_taken(some, u, n, p), z=z)
        return count
    return _mirrored(u, n, p, z=z)


def _mirrored(u: Array, n: Array, p: Array, *, z: Array | None = None) -> Array:
    """The quantile, worked out on the side where the share is at most 1/2.

    n - X counts the misses: X <= k  <=>  misses >= n - k, so the inequality turns strict, which
    is the same as a u that is larger by the last digit.
    """
    flipped = p > 0.5
    if not flipped.any():
        return _lower(u, n, p, z)
    v = np.where(flipped, (1 - u) * ABOVE, u)
    turned = None if z is None else np.where(flipped, -z, z)
    count = _lower(v, n, np.minimum(p, 1 - p), turned)
    return np.where(flipped, n - count, count)


def _lower(u: Array, n: Array, q: Array, z: Array | None) -> Array:
    """The quantile for q <= 1/2, each trial in the way that suits its variance."""
    large = n * q * (1 - q) > SUMMED
    many = np.flatnonzero(large)
    if many.size == 0:
        return _summed(u, n, q)
    if many.size == u.size:
        return _expanded(u, n, q, z=z)
    few = np.flatnonzero(~large)
    count = np.empty(u.shape)
    count[few] = _summed(*_taken(few, u, n, q))
    z = None if z is None else z.take(many)
    count[many] = _expanded(*_taken(many, u, n, q), z=z)
    return count


def _taken(places: NDArray[np.intp], *arrays: Array) -> list[Array]:
    return [array.take(places) for array in arrays]


def _summed(u: Array, n: Array, q: Array) -> Array:
    """The quantile for q <= 1/2 and a small variance, by adding up probabilities from 0."""
    count = np.zeros(u.shape)
    none = np.exp(n * np.log1p(-q))
    where = np.flatnonzero(none < u)
    u, n, q, term = _taken(where, u, n, q, none)
    odds = q / (1 - q)
    rise = (n + 1) * odds
    total = term.copy()
    steps = np.ones(where.size)
    for k in range(1, int(n.max(initial=0)) + 1):
        term *= rise * (1 / k) - odds  # (n + 1 - k) / k * odds, term by term
        total += term
        short = (total < u) & (term > LAST)
        steps += short
        if k % LOOK == 0:
            going = np.flatnonzero(short)
            if going.size < 0.75 * short.size:
                count[where] = steps
                where = where.take(going)
                u, n, steps = _taken(going, u, n, steps)
                odds, rise, term, total = _taken(going, odds, rise, term, total)
                if going.size == 0:
                    break
    count[where] = np.minimum(steps, n)
    return count


def _expanded(u: Array, n: Array, q: Array, *, z: Array | None = None) -> Array:
    """The quantile for q <= 1/2 and a large variance.

    Cornish-Fisher to third order (Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions,
    1.2.10), the variance less 1/12 for the lattice. Its error stays below `doubt`: over variances
    of 2 and more and |z| up to 6.3 the largest found was 0.76 of it.
    """
    if z is None:
        from scipy.special import ndtri

        z = np.asarray(ndtri(u))
    mean = n * q
    missed = 1 - q
    variance = mean * missed
    inverse = 1 / variance
    skew_square = (missed - q) ** 2 * inverse
    square = z * z
    bend = (square - 1) * (missed - q) * np.sqrt(inverse) / 6
    bend += z * (
        (square - 3) * (inverse - 6 * q * missed * inverse) / 24
        - (2 * square - 5) * skew_square / 36
    )
    x = mean + np.sqrt(variance - 1 / 12) * (z + bend) - 0.5
    count = np.clip(np.ceil(x), 0, n)
    doubt = (0.05 + 0.012 * square * square) * inverse
    whole = np.rint(x)
    unsure = np.flatnonzero(np.abs(x - whole) < doubt)
    if unsure.size:
        u, n, q, whole, doubt = _taken(unsure, u, n, q, whole, doubt)
        count[unsure] = _decided(np.clip(whole, 0, n), doubt, u, n, q)
    return count


def _decided(whole: Array, doubt: Array, u: Array, n: Array, q: Array) -> Array:
    """The quantile where an expansion ends within `doubt` of a `whole` number. A doubt of less
    than 1/2 leaves that number or the one above it, and the exact distribution function decides;
    from further off the count is moved, one by one, to where that wants it."""
    count = whole + (_distribution(whole, n, q) < u)
    open_ = far = np.flatnonzero(doubt >= 0.5)
    while open_.size:  # up to the first count that reaches u
        short = _distribution(count[open_], n[open_], q[open_]) < u[open_]
        open_ = open_[short & (count[open_] < n[open_])]
        count[open_] += 1
    open_ = far[count[far] > 0]
    while open_.size:  # down while the one below reaches it too
        high = _distribution(count[open_] - 1, n[open_], q[open_]) >= u[open_]
        open_ = open_[high]
        count[open_] -= 1
        open_ = open_[count[open_] > 0]
    return count


def _distribution(k: Array, n: Array, q: Array) -> Array:
    """P(Binomial(n, q) <= k), the incomplete beta function; 1 for k = n."""
    from scipy.special import betaincc

    inside = k < n
    safe = np.where(inside, k, 0)
    return np.where(inside, betaincc(safe + 1, np.maximum(n - safe, 1), q), 1.0)
