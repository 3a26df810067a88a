"""How fast leads pass a stage, which nobody knows.

Of those who will pass a stage a part w has done so by now, of w0 to 1: w0 is the part of the orders
that has come by now, which `months_to_order` tells, and every stage before is passed sooner. Of
those of whom nobody is told lost, with the share x of those who will ever pass,

    gone ~ Binomial(all, x w),   an open lead still goes on with x (1 - w) / (1 - x w)

(with a known w the cure model: Maller and Zhou 1996, Survival Analysis with Long-Term Survivors).
How much sooner hangs on the fair: with w = w0 + (1 - w0) u and a quickness k, one for a whole fair,

    u ~ Beta(k, 1) at a stage before the orders,   u ~ Beta(1, k) at the orders

With k = 1 every pace from w0 to 1 is as likely. With a large k the sales team is done with
everything but the orders soon after the fair, and so orders come as they are believed to. Which it
is the counts of all stages tell together; before, ln k is anything from 0 to `QUICKEST` alike. That
orders as a whole may come later or sooner than believed is in w0 (`sim.learning.tempo`).
Several stages at once take the product of their u; up to the orders that is u of the orders alone,
because w0 is of orders that have come through all of them.

Where it is told who is lost, a part v of those who never will is known to be by now, and whoever
is still open is so with x (1 - w) + (1 - x) (1 - v). Whether losses come to light later than
success or sooner hangs on the team: some write off at the first no, some never do. So v is anything
from 0 to 1 alike, whatever w is, and how many are lost tells which. (Up to w only, as if nobody
said no before others said yes, open leads look worse than they are.) With A = 1 - x w, B = 1 - x
and the incomplete beta function I,

    integral over v from 0 to 1 of (v B)^lost (A - v B)^open
        = A^(lost + open + 1) / B  Beta(lost + 1, open + 1)  I_(B / A)(lost + 1, open + 1)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from sim.learning.grids import TINY, Places, around, below, between, inverse
from sim.plan.johnson import Array

FARTHEST: Final = 8.0  # normal scores of a share
DEPTH: Final = 60.0  # logarithms below the top, of the share
NARROW: Final = 30.0  # the same of the pace
PASSES: Final = 2  # of ever narrower grids that look for the share
APART: Final = 2  # shares of the last of these between two whose paces are worked out
NODES: Final = 6  # of ln k; k is twice that of the node before
QUICKEST: Final = (NODES - 1) * math.log(2)
LN_K: Final = np.linspace(0, 1, NODES)  # over `QUICKEST`
PACES: Final = 33  # of the grid that looks for the pace, at most
# Fine or not: shares and paces of each pass, and of what is found.
GRIDS: Final = {True: (33, (129, 193)), False: (17, (49, 65))}
SCORES: Final = np.linspace(-4.5, 4.5, 46)
SURE: Final = 1 - 1e-9
LEAST: Final = 1e-9  # of u
BEND: Final = 4


@dataclass(frozen=True)
class Passing:
    """What was counted of leads who stand before a stage.

    gone        passed it
    rest        did not so far, and nobody said whether they still may
    open, lost  did not; of them it was said
    least       w0, 0 to 1: of those who will pass, so many have, at least
    stages      that are passed at once
    ordering    whether the last of them is the order
    fine        whether its curves have as many points as figures that are shown need; that one
                chance is far above another takes fewer
    """

    gone: float = 0.0
    rest: float = 0.0
    open: float = 0.0
    lost: float = 0.0
    least: float = 0.0
    stages: int = 1
    ordering: bool = False
    fine: bool = True

    @property
    def waiting(self) -> float:
        """Who may still pass."""
        return self.rest + self.open

    @property
    def empty(self) -> bool:
        return not (self.gone or self.rest or self.open or self.lost)

    def log_likelihood(self, share: Array, quick: Array) -> Array:
        """Up to a constant, in the shape of `share`; quick: ln k over `QUICKEST`; interpolated."""
        return np.asarray(log_likelihoods((self,), np.asarray(share)[None], quick)[0])

    def decided(self, share: Array) -> Array:
        """The same of those who are gone or lost, whatever the pace."""
        x = np.clip(share, TINY, SURE)
        return np.asarray(self.gone * np.log(x) + self.lost * np.log1p(-x))

    def pace(self, share: Array, quick: Array, score: Array) -> Array:
        """w by the share, the quickness and a standard normal number, in their shape."""
        if self.least >= SURE or not self.waiting:
            return np.ones(share.shape)
        return curves(self).pace(_score(share), quick, score)

    def lost_pace(self, share: Array, w: Array, u: Array) -> Array:
        """v by the share, the pace and uniform numbers; 0 where nobody said who is lost."""
        if not (self.open or self.lost):
            return np.zeros(share.shape)
        from scipy.special import betainc, betaincinv

        missing = np.maximum(1 - share, TINY)
        rest = np.maximum(1 - share * w, TINY)
        most = np.minimum(missing / rest, 1.0)
        inside = betainc(self.lost + 1, self.open + 1, most)
        drawn = rest / missing * betaincinv(self.lost + 1, self.open + 1, u * inside)
        slow = u ** (1 / (self.lost + 1))
        return np.asarray(np.where(inside < TINY, slow, np.minimum(drawn, 1.0)))


def log_likelihoods(passings: tuple[Passing, ...], share: Array, quick: Array) -> Array:
    """Of several stages by themselves, in the shape of `share`, (stages, trials)."""
    found = np.zeros(share.shape)
    waiting = [at for at, one in enumerate(passings) if one.waiting]
    for at, one in enumerate(passings):
        if not one.waiting and not one.empty:
            held = np.interp(quick, LN_K, curves(one).factors)
            found[at] = one.decided(share[at]) + held
    if waiting:
        several = _several(tuple(passings[at] for at in waiting))
        found[waiting] = several.log_likelihood(_score(share[waiting]), quick)
    return found


@lru_cache(maxsize=16)
def _several(passings: tuple[Passing, ...]) -> Several:
    return Several([curves(one) for one in passings])


@lru_cache(maxsize=512)
def curves(passing: Passing) -> Curves:
    """What was counted at a stage, remembered: it is asked for with every draw."""
    return Curves(passing)


class Curves:
    """What was counted at a stage, at every node of ln k; between them linearly.

    factors  what decides how likely a quickness is where nobody waits, shape (nodes,)
    """

    def __init__(self, passing: Passing) -> None:
        from scipy.interpolate import CubicSpline

        self.counted = passing
        look, (points, self.paces) = GRIDS[passing.fine]
        if not passing.waiting:
            self.factors = self._held(np.zeros(1), self.paces)[:, 0] - passing.decided(
                np.full(1, 0.5)
            )
            return
        ends = (-FARTHEST, FARTHEST)
        for _ in range(PASSES):
            y = np.linspace(*ends, look)
            heights = self._held(y, look)
            below_top = heights - heights.max(axis=1, keepdims=True)
            first, last = around(below_top.max(axis=0), DEPTH)
            ends = (y[first], y[last])
        y = np.linspace(*ends, points)
        heights = self._held(y, self.paces)
        self.y, self.step = y, y[1] - y[0]
        self._found = (0, np.empty((NODES, 0, SCORES.size)))
        inner = CubicSpline(y, heights.T)
        # Of each interval and node, the highest power first; then the same of the next node.
        self.inner = np.concatenate([inner.c[..., :-1], inner.c[..., 1:]]).reshape(8, -1)
        self.slopes = inner(np.array([y[0], y[-1]]), 1)

    def pace(self, y: Array, quick: Array, score: Array) -> Array:
        """w by the share at normal scores, the quickness and a standard normal number."""
        few = self.y[::APART].size
        across = np.clip((y - self.y[0]) / (APART * self.step), 0, few - 1)
        along = np.clip((score - SCORES[0]) / (SCORES[1] - SCORES[0]), 0, SCORES.size - 1)
        first, rows = self._rows(int(across.min()), min(int(across.max()) + 2, few))
        table, many = rows.reshape(-1, SCORES.size), rows.shape[1]
        node, part = _nodes(quick)
        lower, upper = (
            between(table, across - first, along, one * many, many) for one in (node, node + 1)
        )
        return np.asarray(lower + part * (upper - lower))

    def _rows(self, start: int, stop: int) -> tuple[int, Array]:
        """Paces at `SCORES` for the shares from `start` up to `stop` at least, of those that are
        `APART`: where they start, and shape (nodes, shares, scores). Far from what was counted no
        trial asks for them."""
        first, rows = self._found
        last = first + rows.shape[1]
        if start < first or stop > last:
            if rows.size:
                start, stop = min(start, first), max(stop, last)
            start = max(min(start, stop - 2), 0)
            first, rows = self._found = start, self._paces(self.y[::APART][start:stop])
        return first, rows

    def _paces(self, y: Array) -> Array:
        """At `SCORES`, one row for each share, shape (nodes, shares, scores)."""
        from scipy.special import ndtr

        t, told = self._told(y, self.paces)
        u, levels = t**self.bend, ndtr(SCORES)
        heights = told + self._densities(t)
        inner = np.exp(heights - heights.max(axis=2, keepdims=True))
        every = np.broadcast_to(u, inner.shape).reshape(-1, inner.shape[2])
        found = inverse(below(inner).reshape(every.shape), every, levels)
        found = found.reshape(*inner.shape[:2], -1)
        return np.asarray(self.counted.least + (1 - self.counted.least) * found)

    def _held(self, y: Array, paces: int) -> Array:
        """The logarithm of the likelihood of shares at normal scores, over all paces, of which so
        many are tried; shape (nodes, shares)."""
        from scipy.special import ndtr

        if self.counted.least >= SURE:
            return np.tile(self._both(ndtr(y), np.ones(y.size)), (NODES, 1))
        t, told = self._told(y, paces)
        heights = told + self._density(t)
        top = heights.max(axis=1, keepdims=True)
        weight = np.ones(paces)
        weight[1:-1:2], weight[2:-1:2] = 4, 2  # Simpson's rule
        inner, more = np.exp(heights - top), self._quicker(t)
        areas = np.empty((NODES, y.size))
        for node in range(NODES):
            areas[node] = inner @ weight
            inner, more = inner * more, more * more  # to the power of k - 1
        areas = np.maximum(areas * (t[:, 1] - t[:, 0]) / 3, TINY)
        return np.asarray(top[:, 0] + np.log(areas) + self._factors[:, None])

    def _told(self, y: Array, paces: int) -> tuple[Array, Array]:
        """t at each share, u = t^bend, evenly where it is likely, and the logarithms of the
        likelihood there; shape (shares, paces)."""
        from scipy.special import ndtr

        x = ndtr(y)[:, None]
        low = np.full(x.shape, LEAST ** (1 / self.bend))
        high = np.full(x.shape, 1 - LEAST)
        look = min(paces, PACES)
        t = low + (high - low) * np.linspace(0, 1, look)
        height = self._of_t(x, t) + self._densities(t)
        near = height >= height.max(axis=2, keepdims=True) - NARROW
        inside = near.any(axis=0)
        first = np.maximum(inside.argmax(axis=1) - 1, 0)
        last = np.minimum(look - inside[:, ::-1].argmax(axis=1), look - 1)
        rows = np.arange(y.size)
        low, high = t[rows, first][:, None], t[rows, last][:, None]
        t = low + (high - low) * np.linspace(0, 1, paces)
        return t, self._of_t(x, t)

    @property
    def bend(self) -> int:
        """The product of several u is dense at 0, where an even grid would not see it."""
        return BEND if self.counted.stages > 1 and not self.counted.ordering else 1

    def _of_t(self, x: Array, t: Array) -> Array:
        least = self.counted.least
        return self._both(x, least + (1 - least) * t**self.bend)

    def _density(self, t: Array) -> Array:
        """Logarithms of the density of t for k = 1, in its shape."""
        if self.counted.ordering:
            return np.zeros(t.shape)
        stages, ln_u = self.counted.stages, self.bend * np.log(t)
        return np.asarray((stages - 1) * np.log(-ln_u) + (self.bend - 1) * np.log(t))

    def _quicker(self, t: Array) -> Array:
        """By its power k - 1 the density for k is that for 1 times the factor of `_factors`."""
        return np.asarray(1 - t if self.counted.ordering else t**self.bend)

    @cached_property
    def _factors(self) -> Array:
        """Logarithms, shape (nodes,)."""
        return QUICKEST * LN_K * (1 if self.counted.ordering else self.counted.stages)

    def _densities(self, t: Array) -> Array:
        """Logarithms of the density of t, shape (nodes, *t.shape)."""
        k = np.exp(QUICKEST * LN_K)[:, None, None]
        ln = np.log1p(-t) if self.counted.ordering else self.bend * np.log(t)
        return np.asarray(self._factors[:, None, None] + (k - 1) * ln + self._density(t))

    def _both(self, x: Array, w: Array) -> Array:
        """The logarithm of the likelihood of shares and paces."""
        counted = self.counted
        passed = np.maximum(x * w, TINY)
        found = counted.gone * np.log(passed) + counted.rest * np.log1p(-np.minimum(passed, SURE))
        if counted.open or counted.lost:
            found = found + _told(x, w, counted.open, counted.lost)
        return np.asarray(found)


class Several:
    """The curves of several stages where somebody waits, asked at once."""

    def __init__(self, each: Sequence[Curves]) -> None:
        self.y = np.stack([one.y for one in each])
        self.first, self.last = self.y[:, :1], self.y[:, -1:]
        self.step = np.array([[one.step] for one in each])
        self.inner = np.concatenate([one.inner for one in each], axis=1)
        self.slopes = np.stack([one.slopes for one in each])

    def log_likelihood(self, y: Array, quick: Array) -> Array:
        """Of shares at normal scores, shape (stages, trials); beyond the grids straight on."""
        row, intervals = np.arange(y.shape[0])[:, None], self.y.shape[1] - 1
        inside = np.minimum(np.maximum(y, self.first), self.last)
        place = np.minimum(((inside - self.first) / self.step).astype(int), intervals - 1)
        along, beyond = inside - self.y.take(row * self.y.shape[1] + place), y - inside
        node, part = _nodes(quick)
        at = (row * intervals + place) * (NODES - 1) + node
        powers = [power.take(at) for power in self.inner]
        lower, upper = (
            ((cubic * along + square) * along + line) * along + height
            for cubic, square, line, height in (powers[:4], powers[4:])
        )
        if beyond.any():
            beneath = np.where(beyond < 0, 0, 1)
            lower += self.slopes[row, beneath, node] * beyond
            upper += self.slopes[row, beneath, node + 1] * beyond
        return np.asarray(lower + part * (upper - lower))


def _nodes(quick: Array) -> tuple[Places, Array]:
    """The node below, and how far it is from there to the next."""
    place = quick * (NODES - 1)
    below = np.minimum(place.astype(int), NODES - 2)
    return below, place - below


def late(share: Array, w: Array, v: Array) -> Array:
    """The chance that an open lead still goes on."""
    coming = share * (1 - w)
    return np.asarray(coming / np.maximum(coming + (1 - share) * (1 - v), TINY))


def _score(share: Array) -> Array:
    from scipy.special import ndtri

    return np.asarray(ndtri(np.clip(share, TINY, SURE)))


def _told(share: Array, passed: Array, waiting: float, lost: float) -> Array:
    """Of so many open and so many lost, over all paces of losses, up to a constant."""
    missing = np.maximum(1 - share, TINY)
    if not waiting:
        return np.asarray(lost * np.log(missing))
    rest = np.maximum(1 - share * passed, TINY)
    ratio = np.log(missing) - np.log(rest)
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
