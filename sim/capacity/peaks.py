"""A stand has peaks: how many of its visitors are served where they do not come evenly.

`rush` is visitors in the busiest hour over those of an average hour. On the day 0 ... 1 they come
at the rate (average 1, two peaks)

    r(t) = exp(k cos(4 pi t)) / I0(k),   k such that exp(k) / I0(k) = rush

and with S stand visitors and time for C conversations, rho = S / C, the stand serves

    C g = C * integral over the day of min(rho r(t), 1) = integral of min(S r(t), C)

of them: all where rho rush <= 1, and C where the quietest hour is full too. It rises with S and
with C, because min(S r, C) does. With theta = 4 pi t the stand is full for theta < a,

    2 sin^2(a / 2) = ln(rho rush) / k,
    C g = a C / pi + S / pi * integral from a to pi of rush exp(-2 k sin^2(theta / 2)),

and what is left is smooth, so that Gauss and Legendre's rule with `NODES` points is off by less
than 1e-11 of C for a rush of up to 1000 (held by a test). I0 and I1, scaled by exp(-k), are those
of SciPy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from sim.plan.johnson import Array
from sim.plan.round_numbers import ROUNDING

NODES: Final = 20
GENTLE_NODES: Final = 12  # nodes that are as good up to the concentration `GENTLE`, a rush of 2.35
GENTLE: Final = 1.2
TABLE: Final = (8.0, 256)  # concentrations up to a rush of 7, and so many steps of both: see `Room`
STEPS: Final = 12  # of Newton's method; one is enough from a table on
NEAR: Final = 1e-8  # relative: the step after one so small would be lost in rounding
KNOWN: Final = (1e-3, 1e4, 65_536)  # concentrations, and how many: the table is off by < `NEAR`
NOTHING: Final = 18.0  # exp(-2 * 18) of the peak: beyond it nothing comes
WHOLE: Final = 1e-9  # relative: so little below a whole number of contacts is that number
AT_ONCE: Final = 4096  # trials in memory at a time
DOUBT: Final = 1e-4  # of its capacity, twice as much as the table is off by
TELLS: Final = 2500.0  # contacts up to which the table mostly tells how many whole people that is


@dataclass(frozen=True, eq=False)
class Room:
    """What a stand has time for: `capacity` contacts (not rounded; infinite without a limit), and
    the `rush` of its busiest hour, 1 or more; numbers, or arrays of shape (trials,). `k` is
    `concentrations(rush)`, where the caller has it already; `rough` for averages: off by at most 5
    contacts in 100,000, out of a table."""

    capacity: float | Array
    rush: float | Array = 1.0
    k: Array | None = None
    rough: bool = False

    @property
    def even(self) -> bool:
        """Whether visitors come evenly, in every trial."""
        return bool(np.all(np.asarray(self.rush) <= 1))

    @cached_property
    def _k(self) -> Array:
        return concentrations(self.rush) if self.k is None else self.k

    def contacts(self, stand: Array) -> Array:
        """Of so many stand visitors, whole people, shape (trials,): those who are served."""
        even = np.minimum(stand, np.floor(self.capacity * np.float64(1 + ROUNDING)))
        if self.even:
            return even
        served = np.floor(self._by(_looked_up if self.rough else _counted, stand) * (1 + WHOLE))
        return np.where(np.asarray(self.rush) > 1, np.minimum(stand, served), even)

    def served(self, stand: float | Array) -> Array:
        """The same, not rounded; in the shape of all three together."""
        return self._by(_looked_up if self.rough else _integrated, stand)

    def _by(
        self, way: Callable[[Array, Array, Array, Array], Array], stand: float | Array
    ) -> Array:
        both = (np.asarray(x, dtype=float) for x in (stand, self.capacity))
        s, c, rush, k = np.broadcast_arrays(*both, np.asarray(self.rush), self._k)
        found = np.array(np.minimum(s, c))
        full = (s * rush > c) & (rush > 1) & (c > 0)
        if full.any():
            found[full] = way(s[full], c[full], rush[full], k[full])
        return found

    def part(self, part: slice) -> Room:
        """For some of the trials; a number is the same for all."""
        capacity, rush = (
            x if np.ndim(x) == 0 else np.asarray(x)[part] for x in (self.capacity, self.rush)
        )
        return Room(capacity, rush)


def concentrations(rush: float | Array) -> Array:
    """The concentration of a rush, in its shape; 0 where there is none."""
    rush = np.asarray(rush, dtype=float)
    found = np.zeros(rush.shape)
    found[rush > 1] = concentration(rush[rush > 1])
    return found


def concentration(rush: Array) -> Array:
    """The k of a rush above 1, in its shape: ln(exp(k) / I0(k)) = ln(rush) by Newton's method, from
    a table on; beyond its ends k is about ln(rush), and rush^2 / (2 pi)."""
    from scipy.special import i0e, i1e

    wanted = np.log(rush)
    k = np.interp(wanted, *_known())
    k = np.where(k <= KNOWN[0], wanted, np.where(k >= KNOWN[1], rush * rush / (2 * math.pi), k))
    for _ in range(STEPS):
        scaled = i0e(k)
        step = (wanted + np.log(scaled)) / (1 - i1e(k) / scaled)
        k = k + step
        if (np.abs(step) <= NEAR * k).all():
            break
    return np.asarray(k)


@lru_cache(maxsize=1)
def _known() -> tuple[Array, Array]:
    """Logarithms of a rush, rising, and their concentrations."""
    from scipy.special import i0e

    k = np.geomspace(*KNOWN)
    return -np.log(i0e(k)), k


def _integrated(stand: Array, capacity: Array, rush: Array, k: Array) -> Array:
    """C g where the busiest hour is more than full and `rush` above 1; shape (trials,)."""
    found = np.empty(stand.size)
    gentle = k <= GENTLE
    for some, nodes in ((gentle, GENTLE_NODES), (~gentle, NODES)):
        chosen = np.flatnonzero(some)
        for one in np.array_split(chosen, 1 + chosen.size // AT_ONCE):
            found[one] = _part(stand[one], capacity[one], rush[one], k[one], nodes)
    return found


def _full(stand: Array, capacity: Array, rush: Array, k: Array) -> Array:
    """The a of the formula above."""
    level = np.log(stand / capacity * rush) / k / 2  # sin^2(a / 2)
    return np.asarray(2 * np.arcsin(np.sqrt(np.clip(level, 0.0, 1.0))))


def _part(stand: Array, capacity: Array, rush: Array, k: Array, nodes: int) -> Array:
    full = _full(stand, capacity, rush, k)
    served = (full * capacity + stand * rush * _come(full, k, nodes)) / math.pi
    return np.asarray(np.minimum(served, np.minimum(stand, capacity)))


def _come(full: Array, k: Array, nodes: int) -> Array:
    """The integral of the formula above, from a on, less the `rush`."""
    # sin(x / 2) >= x / pi, so that beyond `end` nothing comes
    end = np.maximum(np.minimum(math.pi, math.pi * np.sqrt(NOTHING / k)), full)
    points, weights = _rule(nodes)
    sine = np.sin((full + (end - full) * points[:, None]) / 2)
    return np.asarray(weights @ np.exp(-2 * k * sine * sine) * (end - full))


def _looked_up(stand: Array, capacity: Array, rush: Array, k: Array) -> Array:
    """The same as `_integrated`, out of a table over k and a."""
    most, steps = TABLE
    found = np.empty(stand.size)
    beyond = np.flatnonzero(k > most)
    if beyond.size:
        found[beyond] = _integrated(*(x[beyond] for x in (stand, capacity, rush, k)))
        inside = np.flatnonzero(k <= most)
        found[inside] = _looked_up(*(x[inside] for x in (stand, capacity, rush, k)))
        return found
    places = np.sqrt(k / most) * steps, _full(stand, capacity, rush, k) * (steps / math.pi)
    row, column = (np.minimum(place.astype(np.int64), steps - 1) for place in places)
    down, right = places[0] - row, places[1] - column
    table, at = _table(), row * (steps + 1) + column
    above, below = (
        table.take(start) * (1 - right) + table.take(start + 1) * right
        for start in (at, at + steps + 1)
    )
    part = above + down * (below - above)
    return np.asarray(np.minimum(part * capacity, np.minimum(stand, capacity)))


def _counted(stand: Array, capacity: Array, rush: Array, k: Array) -> Array:
    """As many whole people as `_integrated` has: out of the table where that leaves no doubt."""
    given = (stand, capacity, rush, k)
    if capacity.max() > TELLS:
        return _integrated(*given)
    found = _looked_up(*given)
    off = DOUBT * capacity
    least, most = (np.floor((found + side * off) * (1 + WHOLE)) for side in (-1, 1))
    unsure = np.flatnonzero(least < most)
    found[unsure] = _integrated(*(x[unsure] for x in given))
    return found


@lru_cache(maxsize=1)
def _table() -> Array:
    """The part of its capacity that a stand serves, g, of each k, in even steps of its root, and
    each a; one row after the other, and where k is 0 all of it."""
    most, steps = TABLE
    full = np.linspace(0, math.pi, steps + 1)
    found = np.ones((steps + 1, steps + 1))
    for row, k in enumerate(most * np.linspace(0, 1, steps + 1) ** 2):
        if k > 0:
            come = _come(full, np.full(full.shape, k), NODES)
            found[row] = (full + np.exp(2 * k * np.sin(full / 2) ** 2) * come) / math.pi
    return found.ravel()


@lru_cache(maxsize=4)
def _rule(nodes: int) -> tuple[Array, Array]:
    """Points and weights of Gauss and Legendre on 0 ... 1."""
    points, weights = np.polynomial.legendre.leggauss(nodes)
    return (points + 1) / 2, weights / 2
