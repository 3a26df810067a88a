"""The chance that a fair brings in the money needed, trial by trial, given who is left at a stage.

It is worked out over what is still open: how many of these people order (`sim.condition.orders`),
and what the orders bring in (`sim.condition.takings`). Where so many order that their number hardly
shows, and where it is certain, it is drawn at the quantile of its own luck instead, and only the
money is worked out: on average that is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.condition.orders import WORKED_OUT, expected, most_of
from sim.condition.takings import Table, Takings
from sim.draws.binomial import binomial_quantile
from sim.plan.johnson import Array

Luck = Callable[[], tuple[Array, "Array | None"]]
Places = NDArray[np.intp]
Work = Callable[["Places | None"], Array]
Again = Callable[[tuple[Array, ...], Work], Array]


@dataclass(frozen=True, eq=False)
class Want:
    """So much money is wanted of orders that bring in what `takings` says.

    need  in units of what is known of an order's worth, shape (trials,): not above 0 where nothing
          is needed, infinite where nothing is enough
    """

    need: Array
    takings: Takings

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Whether it depends on the orders, shape (trials,)."""
        return np.asarray((self.need > 0) & (self.need < np.inf))

    @cached_property
    def logarithm(self) -> Array:
        """Of the need where it depends on the orders; elsewhere of the least one that does."""
        least = self.need.min(where=self.open, initial=np.inf)
        return np.log(np.where(self.open, self.need, least))

    @cached_property
    def table(self) -> Table:
        """What orders bring in, of all trials."""
        return self.takings.table(self.logarithm)


def chances(
    people: Array, share: Array, wants: Sequence[Want], luck: Luck, again: Again | None = None
) -> Array:
    """The chance of each want, shape (wants, trials).

    people  who are left of each phase, whole, shape (3, trials)
    share   of them that orders, shape (3, trials)
    luck    uniform numbers and, where they are kept, their normals, shape (3, trials)
    again   what `work` makes of some trials where that is not known yet of the same numbers
    """
    most = most_of(people, share)
    certain = (people * share * (1 - share)).sum(axis=0) <= 0
    counted = ~certain & (most <= WORKED_OUT)

    def work(places: Places | None) -> Array:
        asked = np.arange(most.size) if places is None else places
        found = np.zeros((len(wants), asked.size))
        some = np.flatnonzero(counted[asked])
        if some.size:
            trials = asked[some]
            tables = [want.table.of(trials) for want in wants]
            given = people.take(trials, axis=1), share.take(trials, axis=1)
            for row, told in zip(found, expected(*given, tables, most[trials]), strict=True):
                row[some] = told
        return found

    if not any(want.open.any() for want in wants):
        return np.stack([(want.need <= 0).astype(float) for want in wants])
    given = (people, share, *(want.need for want in wants))
    found = work(None) if again is None else again(given, work)
    drawn = np.flatnonzero(~counted)
    if drawn.size:
        found = found.copy()
        found[:, drawn] = _drawn(people[:, drawn], share[:, drawn], wants, luck, drawn)
    rows = zip(wants, np.clip(found, 0.0, 1.0), strict=True)  # rounding
    return np.stack([np.where(want.open, row, want.need <= 0) for want, row in rows])


def _drawn(people: Array, share: Array, wants: Sequence[Want], luck: Luck, drawn: Places) -> Array:
    """The same of the trials `drawn` at the quantile of their luck, shape (wants, drawn.size)."""
    u, z = luck()
    each = binomial_quantile(u[:, drawn], people, share, None if z is None else z[:, drawn])
    counts = each.sum(axis=0)
    some = np.flatnonzero(counts > 0)
    found = np.zeros((len(wants), drawn.size))
    for row, want in zip(found, wants, strict=True):
        open_ = some[want.open[drawn[some]]]
        if open_.size:
            row[open_] = want.takings.enough(want.logarithm[drawn[open_]], counts[open_])
    return found
