"""Outcomes worked out before: the same luck, met by the same numbers, ends the same.

A plan that differs from one before it in a single number ends otherwise in some trials of some
stages only: one person more on the stand changes nothing where nobody had to wait, a higher share
of quotes nothing before the quotes. So every stage keeps what it was given and what came of it.
Asked again, it compares trial by trial and works out those in which anything differs. Nobody has to
say which stage depends on which input: what reaches a stage tells, whichever question asks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.plan.johnson import Array

SEVERAL: Final = 4  # outcomes of a stage that are kept
TABLES: Final = 2  # that are kept, of all stages together
NEAR: Final = 0.05  # of the trials: an outcome that differs in fewer is not compared with others
FAR: Final = 0.8  # of the trials: where more differ, to work out all is faster

Given = Array | float
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
M = TypeVar("M")
Work = Callable[[Places | None], Array]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a stage was given, `under` what, and what came of it."""

    given: tuple[Given, ...]
    found: Array
    under: Hashable = None


class Outcomes:
    """The last outcomes of every stage of one block of trials.

    Arrays are kept as they are and must not be written to afterwards. Threads that ask at the same
    time may work out the same twice; what they get is the same.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[Outcome, ...]] = {}
        self._tables: dict[Hashable, Any] = {}

    def of(
        self, stage: Hashable, given: tuple[Given, ...], shape: tuple[int, ...], work: Work
    ) -> Array:
        """What `work` makes of what is given, worked out only where that differs from before.

        given  numbers or arrays that broadcast to `shape`, whose last axis is trials
        work   called with None or with places in an array of `shape` that is laid flat: all
               outcomes, in that shape, or those there, shape of the places. Each has to follow from
               what is given at its own place and from what never changes for this stage and block,
               with the same digits whatever else is worked out along with it
        """
        return self._again(stage, given, shape, work, None, lambda found: found.reshape(-1))

    def by_trial(
        self, stage: Hashable, given: tuple[Given, ...], work: Work, under: Hashable = None
    ) -> Array:
        """As `of`, for work on whole trials, of which each may be given several numbers and have
        several outcomes.

        given  arrays whose last axis is trials
        work   called with None or with trials: what comes of all of them, or of these; last axis
               trials
        under  what else it follows from
        """
        return self._again(stage, given, np.shape(given[0])[-1:], work, under, lambda found: found)

    def _again(
        self,
        stage: Hashable,
        given: tuple[Given, ...],
        shape: tuple[int, ...],
        work: Work,
        under: Hashable,
        laid: Callable[[Array], Array],
    ) -> Array:
        """See `of` and `by_trial`; `laid` is a view of outcomes whose last axis are the places that
        `work` is called with."""
        known = self._known.get(stage, ())
        alike = tuple(one for one in known if one.under == under)
        nearest, where = _nearest(alike, given, shape)
        if nearest is not None and where is None:
            self._known[stage] = (nearest, *(one for one in known if one is not nearest))
            return nearest.found
        if nearest is None or where is None or np.count_nonzero(where) > FAR * where.size:
            found = work(None)
        else:
            found = nearest.found.copy()
            places = np.flatnonzero(where)
            laid(found)[..., places] = work(places)
        self._known[stage] = (Outcome(given, found, under), *known[: SEVERAL - 1])
        return found

    def whole(
        self,
        stage: Hashable,
        given: tuple[Given, ...],
        work: Callable[[], Array],
        under: Hashable = None,
    ) -> Array:
        """The same for work whose digits depend on all trials together: where anything differs all
        is worked out. `under`: what else it follows from."""
        known = self._known.get(stage, ())
        for one in known:
            if one.under == under and _differing(one.given, given) is None:
                self._known[stage] = (one, *(other for other in known if other is not one))
                return one.found
        found = work()
        self._known[stage] = (Outcome(given, found, under), *known[: SEVERAL - 1])
        return found

    def latest(
        self, stage: Hashable, fits: Callable[[M], bool], make: Callable[[M | None], M]
    ) -> M:
        """A table that grows: the last one of a stage, or, where that does not fit, what `make`
        makes of it. The last `TABLES` are kept."""
        known: M | None = self._tables.get(stage)
        if known is not None and fits(known):
            return known
        found = make(known)
        kept = {key: table for key, table in self._tables.items() if key != stage}
        last = itertools.islice(kept.items(), max(len(kept) - TABLES + 1, 0), None)
        self._tables = {**dict(last), stage: found}
        return found


def _nearest(
    known: tuple[Outcome, ...], given: tuple[Given, ...], shape: tuple[int, ...]
) -> tuple[Outcome | None, Mask | None]:
    """The outcome that differs in the fewest places, and where; None for nowhere."""
    nearest: Outcome | None = None
    where: Mask | None = None
    fewest = math.inf
    for one in known:
        differs = _differing(one.given, given)
        if differs is None:
            return one, None
        if differs.ndim > len(shape):  # of several numbers of a trial any
            differs = np.asarray(differs.any(axis=0))
        differs = np.broadcast_to(differs, shape)
        count = int(np.count_nonzero(differs))
        if count < fewest:
            nearest, where, fewest = one, differs, count
        if count <= NEAR * differs.size:
            break
    return nearest, where


def _differing(before: tuple[Given, ...], now: tuple[Given, ...]) -> Mask | None:
    """Where two differ, as far as they broadcast; None for nowhere."""
    found: Mask | None = None
    for old, new in zip(before, now, strict=True):
        if old is new:
            continue
        differs = np.not_equal(old, new)
        if differs.any():
            found = differs if found is None else found | differs
    return found
