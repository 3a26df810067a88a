"""How good the chances of covering costs were, over the book of fairs.

The Brier score is the average squared distance of the chance from what came, 1 or 0: 0 is perfect,
1/4 is what always saying 50 of 100 gets (Brier 1950, Monthly Weather Review 78). It is the sum of

    reliability - resolution + uncertainty + within

over groups of fairs with chances alike (Murphy 1973, Journal of Applied Meteorology 12; the last,
for chances of a group that are not quite alike, Stephenson, Coelho and Jolliffe 2008, Weather and
Forecasting 23). Uncertainty is what always saying the average of these fairs gets, known only
afterwards: to be better than it is an achievement. Groups are shown from `RELIABLE` fairs, two a
group on average; nothing is concluded from a group alone.

Only forecasts count that were made before the fair began, as questions close before the event
wherever forecasters are scored: whoever knows how a day went forecasts it more easily. A day is all
that is known of both, so one made on the first day of the fair does not count either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from sim.actuals.guess_scores import ENOUGH, Missing
from sim.plan.johnson import Array
from sim.plan.problems import ScenarioError

RELIABLE: Final = 10
GROUPS: Final = 5  # 0 to 20 of 100, 20 to 40, ...


@dataclass(frozen=True)
class Chance:
    """The chance of covering costs that a fair was told, 0 to 1, and whether it did; the day on
    which it was told, and the first day of the fair."""

    fair: str
    chance: float
    covered: bool
    made: date
    began: date

    def __post_init__(self) -> None:
        if not 0 <= self.chance <= 1:
            raise ScenarioError("above", "chance", got=self.chance, form="a share from 0 to 1")

    @property
    def ahead(self) -> bool:
        """Whether the chance was told before the fair began."""
        return self.made < self.began


@dataclass(frozen=True)
class Group:
    """Fairs whose chances lie from `low` up to `high`: how many, their average chance, and how
    many of them covered their costs."""

    low: float
    high: float
    fairs: int
    told: float
    covered: int


@dataclass(frozen=True)
class Reliability:
    """The groups that there are, and the parts of the Brier score (see above)."""

    groups: tuple[Group, ...]
    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True)
class Scored:
    """The chances of `fairs` that were told before they began.

    brier        of the chances, `average` of always saying the share that covered
    told         how many were to cover by the sum of the chances; `covered` how many did
    few, many    outermost that would cover in 9 of 10 books, were every chance right
    says         "too low" where more than `many` covered, "too high" below `few`, else "right"
    reliability  from `RELIABLE` fairs, or what is missing
    """

    fairs: int
    brier: float
    average: float
    told: float
    covered: int
    few: int
    many: int
    says: str
    reliability: Reliability | Missing


def scored(book: Iterable[Chance]) -> Scored | Missing:
    """The score of what a book forecast before its fairs began; `Missing` from fewer than
    `ENOUGH` of those."""
    book = [one for one in book if one.ahead]
    if len(book) < ENOUGH:
        return Missing(len(book), ENOUGH)
    chance = np.array([one.chance for one in book])
    came = np.array([float(one.covered) for one in book])
    share, covered = float(came.mean()), int(came.sum())
    few, many = _usual(chance)
    says = "too high" if covered < few else "too low" if covered > many else "right"
    reliability = _reliability(chance, came)
    return Scored(
        fairs=len(book),
        brier=float(((chance - came) ** 2).mean()),
        average=share * (1 - share),
        told=float(chance.sum()),
        covered=covered,
        few=few,
        many=many,
        says=says,
        reliability=reliability,
    )


def _usual(chance: Array) -> tuple[int, int]:
    """5th and 95th percentile of how many cover where each does with its own chance: the sum of
    unequal coins, one after the other."""
    spread = np.array([1.0])
    for one in chance:
        spread = np.convolve(spread, [1 - one, one])
    below = np.cumsum(spread)
    few, many = (int(np.searchsorted(below, level)) for level in (0.05, 0.95))
    return few, many


def _reliability(chance: Array, came: Array) -> Reliability | Missing:
    if chance.size < RELIABLE:
        return Missing(chance.size, RELIABLE)
    place = np.minimum((chance * GROUPS).astype(int), GROUPS - 1)
    groups, parts = [], []
    for at in range(GROUPS):
        told, outcome = chance[place == at], came[place == at]
        if not told.size:
            continue
        ends = (at / GROUPS, (at + 1) / GROUPS)
        groups.append(Group(*ends, told.size, float(told.mean()), int(outcome.sum())))
        off, better = told.mean() - outcome.mean(), outcome.mean() - came.mean()
        inner = ((told - told.mean()) * (told - 2 * outcome + told.mean())).mean()
        parts.append(told.size * np.array([off**2, better**2, inner]))
    reliability, resolution, within = (float(x) for x in sum(parts) / chance.size)
    share = float(came.mean())
    return Reliability(tuple(groups), reliability, resolution, share * (1 - share), within)
