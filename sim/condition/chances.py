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


@dataclass(frozen=True, eq=False)
class Want:
    """So much money is wanted of orders that bring in what `takings` says.

    need  in units of what is known of an order's worth, shape (trials,): not above 0 where nothing
          is needed, infinite where nothing is enough
    last  the most orders of a trial for which the table is made
    """

    need: Array
    takings: Takings
    last: int

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
        """What up to `last` orders bring in, of all trials; one of them is open."""
        return self.takings.table(self.logarithm, self.last)


def chances(people: Array, share: Array, wants: Sequence[Want], luck: Luck) -> list[Array]:
    """The chance of each want, shape (trials,).

    people  who are left of each phase, whole, shape (3, trials)
    share   of them that orders, shape (3, trials)
    luck    uniform numbers and, where they are kept, their normals, shape (3, trials)
    """
    open_ = [want for want in wants if want.open.any()]
    found = np.zeros((len(open_), share.shape[1]))
    most = most_of(people, share)
    certain = (people * share * (1 - share)).sum(axis=0) <= 0
    drawn = np.flatnonzero(certain | (most > WORKED_OUT))
    if drawn.size and open_:
        u, z = luck()
        normal = None if z is None else z[:, drawn]
        each = binomial_quantile(u[:, drawn], people[:, drawn], share[:, drawn], normal)
        counts = each.sum(axis=0)
        trials, counts = drawn[counts > 0], counts[counts > 0]
        for row, want in zip(found, open_, strict=True):
            row[trials] = want.takings.enough(want.logarithm[trials], counts)
    trials = np.flatnonzero(~certain & (most <= WORKED_OUT))
    if trials.size and open_:
        tables = [want.table.of(trials) for want in open_]
        found[:, trials] = expected(people[:, trials], share[:, trials], tables, most[trials])
    rows = iter(np.clip(found, 0.0, 1.0))  # rounding
    return [
        np.where(want.open, next(rows) if want in open_ else 0.0, want.need <= 0) for want in wants
    ]
