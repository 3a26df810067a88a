"""How fast the leads of a whole fair go on: two numbers that nobody knows, one of each for a fair.

Quickness is k of `sim.learning.pace`: how far ahead of the orders the stages before them are.
Lateness is how much later or sooner than believed orders come. `months_to_order` tells how single
orders lie around what is usual, and what is usual may be off for all of them at once: a long autumn
of budgets, a product that is new. All months are taken times one factor, lognormal around 1, which
is one of `FACTORS`, each as likely. No lead tells it apart from the rates by itself: orders that
are late look like orders that will not come, so that without it whoever is slow is taken for lost.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from sim.learning.grids import Places
from sim.plan.johnson import Array

SPREAD: Final = 0.5  # of ln: 8 of 10 fairs take .53 to 1.9 times as long
PARTS: Final = 5
FACTORS: Final = tuple(
    math.exp(SPREAD * NormalDist().inv_cdf((part + 0.5) / PARTS)) for part in range(PARTS)
)
NUMBERS: Final = ("quickness", "lateness")  # standard normal ones, by what they are for
BELIEVED: Final = PARTS // 2


@dataclass(frozen=True, eq=False)
class Tempo:
    """Of each trial, shape (trials,): ln k over `sim.learning.pace.QUICKEST`, and the place in
    `FACTORS`."""

    quick: Array
    late: Places

    @classmethod
    def of(cls, normals: Array) -> Tempo:
        """By `NUMBERS`, shape (2, trials)."""
        from scipy.special import ndtr

        quick, late = ndtr(normals)
        return cls(quick, np.minimum((late * PARTS).astype(int), PARTS - 1))

    @classmethod
    def believed(cls, trials: int) -> Tempo:
        """Nothing but orders takes any time, and these as long as the plan says."""
        return cls(np.ones(trials), np.full(trials, BELIEVED))

    def each(self, ask: Callable[[int, Places], Array]) -> Array:
        """What is asked of the trials of every place in `FACTORS`, by it and by their places; the
        trials along the last axis."""
        parts = [(at, np.flatnonzero(self.late == at)) for at in range(PARTS)]
        found = [(of, ask(at, of)) for at, of in parts if of.size]
        every = np.empty((*found[0][1].shape[:-1], self.late.size))
        for of, one in found:
            every[..., of] = one
        return every
