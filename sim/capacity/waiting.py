"""What triage changes on average: contacts of each phase, given the inputs.

Recognised visitors who would walk on, W, take the places of contacts of another phase, A, while
there are any, so that min(A, W) places change hands: two Binomials, given how many come to the
stand. For two independent normals (Clark 1961, Operations Research 9(2))

    E[min(A, W)] = a P(A < W) + w P(A > W) - d f((a - w) / d),   d^2 = Var(A) + Var(W)

with their means a and w and the standard normal density f; the stand visitors are integrated by
Gauss-Hermite quadrature. For Binomials this is an approximation, off by a few hundredths of a
contact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.capacity.peaks import Room, concentrations
from sim.plan.funnel import PHASES
from sim.plan.johnson import Array

NODES: Final = 24
STRATA: Final = 16
AT_ONCE: Final = 512  # trials at a time: what is worked out of them stays in the cache


@dataclass(frozen=True)
class Waiting:
    """Who comes to the stand, `visitors` whole, `reach` a share, and for whom there is time; they
    broadcast to shape (trials,)."""

    visitors: Array
    reach: Array
    room: Room

    def served(
        self, contacts: dict[str, Array], mix: dict[str, Array], triage: float
    ) -> dict[str, Array]:
        """Average contacts of each phase with triage, from those without it; `mix` adds up to 1."""
        awareness, orientation, decision = PHASES
        askers = mix[orientation] + mix[decision]
        lost = self._changing(mix[awareness], triage * askers)
        won = self._changing(1 - mix[decision], triage * mix[decision])
        return {
            awareness: contacts[awareness] - lost,
            orientation: contacts[orientation] + lost - won,
            decision: contacts[decision] + won,
        }

    def unserved(self) -> Array:
        """Average of those for whom there is no time, shape (trials,): whole people, so that what
        `Room.contacts` rounds off is counted too."""
        rush = np.asarray(self.room.rush)
        room = (np.asarray(self.room.capacity), rush, concentrations(rush))
        columns = np.broadcast_arrays(self.visitors, self.reach, *room)
        parts = (slice(at, at + AT_ONCE) for at in range(0, columns[0].size, AT_ONCE))
        return np.concatenate([_leaving(*(column[part] for column in columns)) for part in parts])

    def _changing(self, kept: Array, known: Array) -> Array:
        """E[min(A, W)]: A of the contacts with the share `kept`, W of the others with `known`."""
        room = (np.asarray(self.room.capacity), np.asarray(self.room.rush))
        columns = np.broadcast_arrays(self.visitors, self.reach, kept, known, *room)
        size = columns[0].size
        parts = (slice(at, at + AT_ONCE) for at in range(0, size, AT_ONCE))
        return np.concatenate([_smaller(*(column[part] for column in columns)) for part in parts])


def _smaller(
    visitors: Array, reach: Array, kept: Array, known: Array, capacity: Array, rush: Array
) -> Array:
    from scipy.special import ndtr

    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    deviation = np.sqrt(visitors * reach * (1 - reach))
    stand = (visitors * reach)[:, None] + deviation[:, None] * points
    came = np.maximum(stand, 0.0)
    served = Room(capacity[:, None], rush[:, None]).served(came)
    waiting = came - served
    a, w = served * kept[:, None], waiting * known[:, None]
    variance = a * (1 - kept)[:, None] + w * (1 - known)[:, None]
    d = np.sqrt(np.maximum(variance, 1e-12))
    gap = (w - a) / d
    density = np.exp(-gap * gap / 2) / math.sqrt(2 * math.pi)
    smaller = a * ndtr(gap) + w * ndtr(-gap) - d * density
    found = np.maximum(np.where(waiting > 0, smaller, 0.0), 0.0)
    return np.asarray(found @ (weights / weights.sum()))


def _leaving(visitors: Array, reach: Array, capacity: Array, rush: Array, k: Array) -> Array:
    """As many stand visitors as in the middle of each of `STRATA` equal parts of their normal."""
    from scipy.special import ndtri

    middles = ndtri((np.arange(STRATA) + 0.5) / STRATA)
    deviation = np.sqrt(visitors * reach * (1 - reach))
    stand = np.rint((visitors * reach)[:, None] + deviation[:, None] * middles)
    came = np.clip(stand, 0.0, visitors[:, None])
    room = Room(capacity[:, None], rush[:, None], k[:, None], rough=True)
    return np.asarray((came - room.contacts(came)).mean(axis=1))
