"""Following up takes time: who is followed up where sales has only so many hours for it.

At most floor(hours / hours of one) contacts are followed up, those of the decision phase first,
then orientation, then awareness. Who would have been followed up and is not, waits.

What more visitors, target group, reach, staff or follow-up share bring is then certain on average
only, as with triage: in a single fair more people may displace others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.capacity.peaks import Room
from sim.capacity.triage import served_first
from sim.plan.johnson import Array
from sim.plan.round_numbers import ROUNDING

STRATA: Final = 12
AT_ONCE: Final = 4096  # trials in memory at a time


def most(hours: float | Array, hours_of_one: float | Array) -> Array:
    """So many contacts can be followed up, whole; in the shape of `hours_of_one`, hours above 0."""
    return np.asarray(np.floor(hours / np.asarray(hours_of_one) * (1 + ROUNDING)))


def within(wanted: Array, limit: Any) -> Array:
    """Who is followed up of each phase, shape (3, ...) in the order of `PHASES`, of those who would
    be: the decision phase first. `limit` broadcasts to shape (...)."""
    left = np.minimum(np.cumsum(wanted[::-1], axis=0), limit)
    return np.asarray(np.diff(left, axis=0, prepend=0.0)[::-1])


@dataclass(frozen=True, eq=False)
class Sales:
    """What a limit of follow-ups leaves waiting on average, given the inputs of a trial.

    Those who would be followed up of the decision phase, of the two last phases, and of all, are
    each about normal with the mean m and the variance m (1 - m / N) of a Binomial, given N contacts
    at a stand to which so many come; what is beyond the limit L is then on average

        E[(X - L)+] = (m - L) P(X > L) + d f((m - L) / d),   d^2 the variance,

    f the standard normal density. The stand visitors take the middles of `STRATA` equal parts of
    their normal, as in `sim.capacity.waiting`. All are numbers, or of shape (trials,); `visitors`
    is whole, `reach`, `share` and `triage` are shares, `mix` adds up to 1, shape (3, ...).
    """

    visitors: Array
    reach: Array
    room: Room
    mix: Array
    share: Array
    triage: float
    limit: Array

    def waiting(self) -> Array:
        """Of each phase, shape (3, trials)."""
        room = (np.asarray(self.room.capacity), np.asarray(self.room.rush))
        plain = (self.visitors, self.reach, self.share, self.limit, *room, *self.mix)
        columns = np.broadcast_arrays(*plain)
        parts = (slice(at, at + AT_ONCE) for at in range(0, columns[0].size, AT_ONCE))
        each = [self._part(*(column[part] for column in columns)) for part in parts]
        return np.concatenate(each, axis=1)

    def _part(
        self,
        visitors: Array,
        reach: Array,
        share: Array,
        limit: Array,
        capacity: Array,
        rush: Array,
        *mix: Array,
    ) -> Array:
        from scipy.special import ndtr, ndtri

        middles = ndtri((np.arange(STRATA) + 0.5) / STRATA)
        deviation = np.sqrt(visitors * reach * (1 - reach))
        came = np.rint((visitors * reach)[:, None] + deviation[:, None] * middles)
        came = np.clip(came, 0.0, visitors[:, None])
        met = Room(capacity[:, None], rush[:, None]).contacts(came)
        each = np.stack(mix)[:, :, None]
        phased = served_first(met * each, self.triage * (came - met) * each[1:])
        wanted = np.cumsum(phased[::-1] * share[:, None], axis=0)
        over = wanted - limit[:, None]
        part = np.divide(wanted, met, out=np.zeros_like(wanted), where=met > 0)
        d = np.sqrt(np.maximum(wanted * (1 - np.minimum(part, 1.0)), 1e-12))
        density = np.exp(-((over / d) ** 2) / 2) / math.sqrt(2 * math.pi)
        beyond = np.maximum(over * ndtr(over / d) + d * density, 0.0).mean(axis=2)
        return np.asarray(np.diff(beyond, axis=0, prepend=0.0)[::-1])
