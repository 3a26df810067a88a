"""Which of many sets of steps: few fairs tell most of them apart, many the last ones.

All sets meet the same fairs. Adding up what each step does alone is no short cut: where a stand is
full more visitors do nothing, and with one more person on it they do. So every set is played: in
the first of `RUNGS` so many fairs, those that may still be the one in the second, and what is left
in the last.

What few fairs say is off by about as much for sets that are alike. So some sets whose chance is
near the one asked for, whether above it or below, are played in all rungs: by how much they are
off, and how unevenly, is the doubt about the others, which is smaller than the standard error of
each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.plan.johnson import Array
from sim.plan.scenario import Scenario
from sim.play.abreast import chances_abreast
from sim.play.enough import ENOUGH
from sim.together.sets import StepSet

RUNGS: Final = (256, 1_024, 8_192)  # fairs
DOUBT: Final = 3.0  # standard errors by which a chance may be off
AT_ONCE: Final = 8  # sets in the order of their cost that go on together
TRIED: Final = 12  # sets that tell by how much few fairs are off
FINALISTS: Final = 16

Places = NDArray[np.int64]  # of sets among all


@dataclass(frozen=True)
class Off:
    """By how much the chances in few fairs are off on average, and their doubt beyond that; None
    where that is not known."""

    shift: float = 0.0
    doubt: float | None = None

    def may(self, value: Array, error: Array, chance: float) -> Array:
        """Whether chances in few fairs may be at least so high; in their shape."""
        own = DOUBT * error
        doubt = own if self.doubt is None else np.minimum(own, self.doubt)
        return np.asarray(value + self.shift + doubt >= chance)


class Race:
    """The sets of a plan's steps in the fairs of one seed."""

    def __init__(self, plan: Scenario, sets: Sequence[StepSet], *, seed: int) -> None:
        self.plan = plan
        self.sets = sets
        self.seed = seed
        self.lines = [step.line for step in plan.steps]
        self.value = {rung: np.full(len(sets), np.nan) for rung in RUNGS}
        self.error = {rung: np.full(len(sets), np.nan) for rung in RUNGS}
        self._play(np.arange(len(sets)), RUNGS[0])

    def reaching(self, chance: float) -> Iterator[StepSet]:
        """Those in which so many of the fairs cover their costs, the cheapest first."""
        off = self._off(chance)
        some = self._left(np.arange(len(self.sets)), RUNGS[0], off, chance)
        for start in range(0, some.size, AT_ONCE):
            left = some[start : start + AT_ONCE]
            for rung in RUNGS[1:-1]:
                self._play(left, rung)
                left = self._left(left, rung, off, chance)
            self._play(left, RUNGS[-1])
            yield from (self.sets[at] for at in left if self.value[RUNGS[-1]][at] >= chance)

    def best(self, within: float) -> StepSet:
        """The one with the highest chance of those that cost no more, one of which there has to
        be; the cheapest of those that can hardly be told from it."""
        left = np.array([at for at, one in enumerate(self.sets) if one.cost <= within])
        for before, rung in pairwise(RUNGS):
            left = self._highest(left, before, FINALISTS * (4 if before == RUNGS[0] else 1))
            self._play(left, rung)
        last = self.value[RUNGS[-1]][left]
        near = [self.sets[int(at)] for at in left[last >= last.max() - ENOUGH]]
        return min(near, key=lambda one: (one.cost, len(one.places)))

    def _play(self, some: Places, rung: int) -> None:
        """Plays those of the sets that were not yet played in so many fairs."""
        new = some[np.isnan(self.value[rung][some])]
        if not new.size:
            return
        variants = [self.sets[at].variant for at in new]
        run = {"trials": rung, "seed": self.seed}
        found = chances_abreast(self.plan, variants, self.lines, **run)
        self.value[rung][new], self.error[rung][new] = found.value, found.error

    def _left(self, some: Places, rung: int, off: dict[int, Off], chance: float) -> Places:
        """Those that may reach the chance, after so many fairs."""
        may = off[rung].may(self.value[rung][some], self.error[rung][some], chance)
        return np.asarray(some[may])

    def _off(self, chance: float) -> dict[int, Off]:
        """By how much the chances of each rung are off near the one asked for. The sets that tell
        are chosen by how near they are on either side: the highest would be those that were lucky
        in few fairs."""
        first, last = RUNGS[0], RUNGS[-1]
        near = np.abs(self.value[first] - chance) <= DOUBT * self.error[first]
        tried = np.flatnonzero(near)
        if tried.size <= 2 * TRIED:
            return {rung: Off() for rung in RUNGS}
        tried = tried[np.linspace(0, tried.size - 1, TRIED).astype(int)]
        for rung in RUNGS[1:]:
            self._play(tried, rung)
        found = {}
        for rung in RUNGS:
            off = self.value[last][tried] - self.value[rung][tried]
            doubt = max(DOUBT * float(off.std(ddof=1)), ENOUGH)
            found[rung] = Off(float(off.mean()), doubt)
        return found

    def _highest(self, some: Places, rung: int, many: int) -> Places:
        """Those that may be the highest after so many fairs, so many at most."""
        value, error = self.value[rung][some], self.error[rung][some]
        order = np.argsort(-value, kind="stable")[:many]
        first = order[0]
        least = value[first] - DOUBT * np.hypot(error, error[first])
        return np.asarray(np.sort(some[order[value[order] >= least[order]]]))
