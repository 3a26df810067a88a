"""How fast leads pass a stage, which nobody knows.

Of those who will pass a stage a part w has done so by now. `months_to_order` tells when *orders*
come; every stage before is passed sooner, and how much sooner nobody knows: w is taken to be
anything from w0, the part of the orders that has come by now, to 1, all equally likely. So with the
share x of those who will ever pass, of whom nobody is told lost,

    gone ~ Binomial(all, x w),   an open lead still goes on with x (1 - w) / (1 - x w)

(with a known w the cure model: Maller and Zhou 1996, Survival Analysis with Long-Term Survivors).
Where it is told who is lost, a part v of those who never will is known to be by now, and whoever
is still open is so with x (1 - w) + (1 - x) (1 - v). Some teams write off fast, some never do: v is
anything from 0 to w, it comes to light as fast as success, all equally likely, and how many are
lost tells which. With A = 1 - x w, B = 1 - x and the incomplete beta function I,

    integral over v from 0 to w of (v B)^lost (A - v B)^open
        = A^(lost + open + 1) / B  Beta(lost + 1, open + 1)  I_(w B / A)(lost + 1, open + 1)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from sim.learning.grids import TINY, around
from sim.plan.johnson import Array

FARTHEST: Final = 8.0  # normal scores of a share
DEPTH: Final = 60.0  # logarithms below the top, of the share
NARROW: Final = 30.0  # the same of the pace
POINTS: Final = (65, 65, 257)  # of ever narrower grids of the share
PACES: Final = (65, 65)  # of grids of the pace, the last one odd for Simpson's rule
SCORES: Final = np.linspace(-4.5, 4.5, 46)
SURE: Final = 1 - 1e-9


@dataclass(frozen=True)
class Passing:
    """What was counted of leads who stand before a stage.

    gone        passed it
    rest        did not so far, and nobody said whether they still may
    open, lost  did not; of them it was said
    least       w0, 0 to 1: of those who will pass, so many have, at least
    """

    gone: float = 0.0
    rest: float = 0.0
    open: float = 0.0
    lost: float = 0.0
    least: float = 0.0

    @property
    def waiting(self) -> float:
        """Who may still pass."""
        return self.rest + self.open

    @property
    def empty(self) -> bool:
        return not (self.gone or self.rest or self.open or self.lost)

    def log_likelihood(self, share: Array) -> Array:
        """Up to a constant, in the shape of `share`; interpolated."""
        if not self.waiting:
            x = np.clip(share, TINY, SURE)
            return np.asarray(self.gone * np.log(x) + self.lost * np.log1p(-x))
        if self.empty:
            return np.zeros(np.shape(share))
        return np.asarray(self._curve(_score(share)))

    @cached_property
    def _grid(self) -> tuple[Array, Array]:
        """Normal scores of the share, evenly, where it is likely, and the logarithms there."""
        ends = (-FARTHEST, FARTHEST)
        for points in POINTS:
            y = np.linspace(*ends, points)
            height = self._held(y)
            first, last = around(height, DEPTH)
            ends = (y[first], y[last])
        return y, height

    @cached_property
    def _curve(self) -> object:
        from scipy.interpolate import CubicSpline

        y, height = self._grid
        inner = CubicSpline(y, height)
        low, high = (float(inner(end, 1)) for end in (y[0], y[-1]))

        def curve(score: Array) -> Array:
            inside = np.clip(score, y[0], y[-1])
            beyond = score - inside
            return inner(inside) + np.where(beyond < 0, low, high) * beyond

        return curve

    def _paces(self, y: Array) -> tuple[Array, Array]:
        """Paces at each share, evenly where they are likely, and the logarithms of likelihood
        there; shape (shares, paces)."""
        from scipy.special import ndtr

        x = ndtr(y)[:, None]
        part = np.linspace(0, 1, PACES[0])
        low = np.full(x.shape, self.least)
        high = np.ones(x.shape)
        for _ in PACES[1:]:
            w = low + (high - low) * part
            height = self._both(x, w)
            inside = height >= height.max(axis=1, keepdims=True) - NARROW
            first = np.maximum(inside.argmax(axis=1) - 1, 0)
            last = np.minimum(part.size - inside[:, ::-1].argmax(axis=1), part.size - 1)
            rows = np.arange(y.size)
            low, high = w[rows, first][:, None], w[rows, last][:, None]
        w = low + (high - low) * np.linspace(0, 1, PACES[-1])
        return w, self._both(x, w)

    def _both(self, x: Array, w: Array) -> Array:
        """The logarithm of the likelihood of shares and paces."""
        passed = np.maximum(x * w, TINY)
        found = self.gone * np.log(passed) + self.rest * np.log1p(-np.minimum(passed, SURE))
        if self.open or self.lost:
            found = found + _told(x, w, self.open, self.lost)
        return np.asarray(found)

    def _held(self, y: Array) -> Array:
        """The logarithm of the likelihood of shares at normal scores, over all paces."""
        from scipy.special import ndtr

        if self.least >= SURE:
            return self._both(ndtr(y), np.ones(y.size))
        w, height = self._paces(y)
        top = height.max(axis=1, keepdims=True)
        inner = np.exp(height - top)
        weight = np.ones(PACES[-1])
        weight[1:-1:2], weight[2:-1:2] = 4, 2  # Simpson's rule
        area = inner @ weight * (w[:, 1] - w[:, 0]) / 3 / (1 - self.least)
        return np.asarray(top[:, 0] + np.log(np.maximum(area, TINY)))

    @cached_property
    def _rows(self) -> Array:
        """Paces at `SCORES`, one row for each share of the grid."""
        from scipy.special import ndtr

        w, height = self._paces(self._grid[0])
        inner = np.exp(height - height.max(axis=1, keepdims=True))
        below = np.cumsum((inner[:, 1:] + inner[:, :-1]) / 2, axis=1)
        below = np.concatenate([np.zeros((w.shape[0], 1)), below], axis=1)
        u = ndtr(SCORES)
        return np.stack([np.interp(u, b / b[-1], one) for b, one in zip(below, w, strict=True)])

    def pace(self, share: Array, score: Array) -> Array:
        """w by the share and a standard normal number, in their shape."""
        if self.least >= SURE:
            return np.ones(share.shape)
        y = self._grid[0]
        across = np.clip((_score(share) - y[0]) / (y[1] - y[0]), 0, y.size - 1)
        along = np.clip((score - SCORES[0]) / (SCORES[1] - SCORES[0]), 0, SCORES.size - 1)
        row = np.minimum(across.astype(int), y.size - 2)
        column = np.minimum(along.astype(int), SCORES.size - 2)
        down, right = across - row, along - column
        upper, lower = (
            (1 - right) * self._rows[one, column] + right * self._rows[one, column + 1]
            for one in (row, row + 1)
        )
        return np.asarray((1 - down) * upper + down * lower)

    def lost_pace(self, share: Array, w: Array, u: Array) -> Array:
        """v by the share, the pace and uniform numbers; 0 where nobody said who is lost."""
        if not (self.open or self.lost):
            return np.zeros(share.shape)
        from scipy.special import betainc, betaincinv

        missing = np.maximum(1 - share, TINY)
        rest = np.maximum(1 - share * w, TINY)
        most = np.minimum(w * missing / rest, 1.0)
        inside = betainc(self.lost + 1, self.open + 1, most)
        drawn = rest / missing * betaincinv(self.lost + 1, self.open + 1, u * inside)
        slow = w * u ** (1 / (self.lost + 1))
        return np.asarray(np.where(inside < TINY, slow, np.minimum(drawn, w)))


def late(share: Array, w: Array, v: Array) -> Array:
    """The chance that an open lead still goes on."""
    coming = share * (1 - w)
    return np.asarray(coming / np.maximum(coming + (1 - share) * (1 - v), TINY))


def _score(share: Array) -> Array:
    from scipy.special import ndtri

    return np.asarray(ndtri(np.clip(share, TINY, SURE)))


def _told(share: Array, passed: Array, waiting: float, lost: float) -> Array:
    """Of so many open and so many lost, at every pace of losses, up to a constant."""
    missing = np.maximum(1 - share, TINY)
    if not waiting:
        return np.asarray(lost * np.log(missing) + (lost + 1) * np.log(np.maximum(passed, TINY)))
    rest = np.maximum(1 - share * passed, TINY)
    ratio = np.log(np.maximum(passed, TINY)) + np.log(missing) - np.log(rest)
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
        first = (lost + 1) * log_ratio + waiting * np.log1p(-np.minimum(ratio, SURE))
    first = first - np.log(lost + 1) - betaln(lost + 1, waiting + 1)
    return np.asarray(np.where(small, first, exact))
