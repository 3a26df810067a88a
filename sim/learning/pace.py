"""How fast it comes to light that somebody will never go on.

After so long a part w of those who go on have done so; of those who never will, a part v is known
to be lost by then, and nobody knows v: some teams write off fast, some never do. So whoever is
still open has, with the share x of those who go on,

    x (1 - w) + (1 - x) (1 - v)

and v is taken to be anything from 0, nobody is written off, to w, it comes to light as fast as
success; all are equally likely, and how many have been lost tells which. With v = 0 this is the
cure model (Maller and Zhou 1996, Survival Analysis with Long-Term Survivors), 1 - x w; with v = w
an open lead says nothing. With A = 1 - x w, B = 1 - x and the incomplete beta function I,

    integral over v from 0 to w of (v B)^lost (A - v B)^open
        = A^(lost + open + 1) / B  Beta(lost + 1, open + 1)  I_(w B / A)(lost + 1, open + 1)
"""

from __future__ import annotations

import numpy as np

from sim.plan.johnson import Array

TINY = float(np.finfo(float).tiny)


def log_likelihood(share: Array, passed: float, waiting: float, lost: float) -> Array:
    """Of so many open and so many lost, up to a constant, in the shape of `share`."""
    missing = np.maximum(1 - share, TINY)
    if passed == 0 or not waiting:
        return np.asarray(lost * np.log(missing))
    rest = np.maximum(1 - share * passed, TINY)
    ratio = np.log(passed) + np.log(missing) - np.log(rest)
    many = lost + waiting + 1
    return np.asarray(many * np.log(rest) - np.log(missing) + _log_below(ratio, lost, waiting))


def _log_below(log_ratio: Array, lost: float, waiting: float) -> Array:
    """ln I_ratio(lost + 1, waiting + 1), by its first term where it is too small to be a number;
    the logarithm of the ratio is asked for, because right after a fair the ratio itself is 0."""
    from scipy.special import betainc, betaln

    ratio = np.exp(np.minimum(log_ratio, 0.0))
    found = betainc(lost + 1, waiting + 1, ratio)
    small = found < TINY
    with np.errstate(divide="ignore"):
        exact = np.log(found)
        first = (lost + 1) * log_ratio + waiting * np.log1p(-ratio)
    first = first - np.log(lost + 1) - betaln(lost + 1, waiting + 1)
    return np.asarray(np.where(small, first, exact))


def late(share: Array, passed: float, waiting: float, lost: float, u: Array) -> Array:
    """The chance that an open lead still goes on, by the share x of all and uniform numbers `u`
    that tell the pace; all of one shape."""
    from scipy.special import betainc, betaincinv

    missing = np.maximum(1 - share, TINY)
    rest = np.maximum(1 - share * passed, TINY)
    most = np.minimum(passed * missing / rest, 1.0)
    inside = betainc(lost + 1, waiting + 1, most)
    drawn = rest / missing * betaincinv(lost + 1, waiting + 1, u * inside)
    pace = np.where(inside < TINY, passed * u ** (1 / (lost + 1)), np.minimum(drawn, passed))
    coming = share * (1 - passed)
    return np.asarray(coming / np.maximum(coming + (1 - share) * (1 - pace), TINY))
