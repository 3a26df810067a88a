"""What several fairs say together where each says it only from below.

A stand that was full tells that at least so many came; whether it was full, and which of two shares
made it so, other years may tell. No normal distribution says this: one that is made for each fair
alone (`sim.learning.years.site`) adds up as if every fair had counted anew. So what lasts of these
few shares, E, is weighed by what was seen at every fair f:

    P(E) prod_f P(seen_f | E),   P(seen_f | E) = sum_i s_i N(z_i; E + m_f, V_f) / N(z_i; n_f, S_f)

z_i is drawn for the fair alone, s_i the part that it stands for there; N(n_f, S_f) is what was
believed of z at this fair by everything but these shares, and N(E + m_f, V_f) the same when E is
known. E is drawn where the normal sites have it (importance sampling).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from sim.learning.posterior import effective, shares
from sim.learning.years import Mixture, Normal, Site, Years
from sim.plan.johnson import Array

LASTING: Final = 512  # draws of what lasts
SEEN: Final = 1024  # at most, of the draws of a fair: the first, which lie as evenly as all
WIDER: Final = 1.5  # than the normal sites have it, so that nothing likely is left out
SMALL: Final = 1e-300
FEWEST: Final = 30  # draws that tell as much; with fewer the normal sites stay


@dataclass(frozen=True, eq=False)
class Drawn:
    """Some shares of a fair after all that was counted of it: their places among those of its site,
    their normal scores, shape (shares, draws), and the part that each draw stands for."""

    places: tuple[int, ...]
    scores: Array
    share: Array


def next_year(
    loading: Array,
    slope: Array,
    sites: Sequence[Site],
    powers: Sequence[float],
    drawn: Sequence[Drawn | None],
) -> list[Mixture]:
    """z of every share at the next fair, as `sim.learning.years.next_year`.

    sites   of each earlier fair, alone
    powers  0 to 1, how much each counts
    drawn   its sample, where its site is not all there is to say
    """
    weighed = [one.discounted(power) for one, power in zip(sites, powers, strict=True)]
    years = Years(loading, slope, weighed)
    found = years.next()
    places = sorted({place for one in drawn if one is not None for place in one.places})
    fairs = [
        _Fair(years, places, told, power, one)
        for told, power, one in zip(sites, powers, drawn, strict=True)
        if one is not None and len(one.places) == len(places)
    ]
    if len(fairs) < 2:
        return found
    lasting, share = _lasting(years.lasting().of(places), years.lasts[places], fairs)
    if effective(share) < FEWEST:
        return found
    for at, place in enumerate(places):
        spread = years.yearly[place] + years.loading[place] ** 2
        found[place] = Mixture(share, lasting[at], np.full(share.size, spread))
    return found


def _lasting(near: Normal, lasts: Array, fairs: Sequence[_Fair]) -> tuple[Array, Array]:
    """Draws of what lasts, shape (shares, draws), and what part each stands for; `near` is where
    the normal sites have it, `lasts` the variances before anything was counted."""
    wide = Normal(near.mean, near.spread * WIDER**2)
    drawn = wide.mean[:, None] + np.linalg.cholesky(wide.spread) @ _points(lasts.size)
    weight = Normal(np.zeros(lasts.size), np.diag(lasts)).height(drawn) - wide.height(drawn)
    for fair in fairs:
        weight = weight + fair.height(drawn)
    return drawn, shares(weight)


@lru_cache(maxsize=4)
def _points(size: int) -> Array:
    """Standard normal numbers, shape (size, `LASTING`), the same for every plan."""
    from scipy.special import ndtri
    from scipy.stats import qmc

    return np.asarray(ndtri(qmc.Sobol(size, rng=np.random.default_rng(0)).random(LASTING).T))


class _Fair:
    """P(seen | E) of one fair, for some of its shares."""

    def __init__(
        self, years: Years, places: Sequence[int], told: Site, power: float, drawn: Drawn
    ) -> None:
        beside = _beside(years, told, places)
        together = np.outer(years.loading, years.loading)
        size = years.loading.size
        alone = Normal(np.zeros(size), together + np.diag(years.own)).with_(beside).of(places)
        # What lasts of these shares no other count tells.
        known = Normal(np.zeros(size), together + np.diag(years.yearly)).with_(beside).of(places)
        some = slice(SEEN)
        z = drawn.scores[:, some]
        self.power, self.root = power, np.linalg.inv(np.linalg.cholesky(known.spread))
        self.z = self.root @ (z - known.mean[:, None])
        self.part = np.log(drawn.share[some] + SMALL) - alone.height(z)

    def height(self, lasting: Array) -> Array:
        """Logarithm of P(seen | E) to the fair's power, by draws of E, up to a constant."""
        from scipy.special import logsumexp

        at = self.root @ lasting
        squares = (self.z**2).sum(axis=0)[:, None] + (at**2).sum(axis=0) - 2 * self.z.T @ at
        return np.asarray(self.power * logsumexp(self.part[:, None] - squares / 2, axis=0))


def _beside(years: Years, told: Site, places: Sequence[int]) -> Site:
    """What a fair's site says of everything but these shares."""
    size = years.loading.size
    spread = np.outer(years.loading, years.loading) + np.diag(years.own)
    mean = Normal(np.zeros(size), spread).with_(told).mean
    precision, pull = told.precision.copy(), told.pull.copy()
    pull -= precision[:, places] @ mean[[*places]]
    precision[:, places], precision[places, :], pull[[*places]] = 0.0, 0.0, 0.0
    return Site(precision, pull)
