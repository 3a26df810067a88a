"""What a visitor says of a year beside its fairs, in a few plain numbers, and the year it makes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sim.plan.beliefs import Exact
from sim.plan.checks import check_number
from sim.plan.parameters import Unit
from sim.year.year import TOGETHER, Candidate, Overlap, Year


@dataclass(frozen=True)
class Settings:
    """How a year is asked about.

    budget       money for all fairs together; None: no limit
    cautious     whether 9 of 10 years have to keep to it, or the costs as planned
    together     0 to 1, how far a good year is good everywhere
    overlap      0 to 1, the share of the smaller target group that any other fair has in common
                 with it
    same_people  fairs in the same month cannot both be taken: the same people would be there
    stand        money of one stand that all fairs use, paid once; 0: each plan pays for its own
    goal         the profit of the year that is aimed at, money; None: none
    pairs        of fairs whose share is known by itself, by their places in the list: it wins over
                 `overlap`, 0 too, and holds for a fair that replaces one of the two

    Raises `ScenarioError`, the place its name.
    """

    budget: float | None = None
    cautious: bool = False
    together: float = TOGETHER
    overlap: float = 0.0
    same_people: bool = False
    stand: float = 0.0
    goal: float | None = None
    pairs: tuple[Overlap, ...] = ()

    def __post_init__(self) -> None:
        for place in ("together", "overlap"):
            check_number(place, getattr(self, place), 1.0)
        for place in ("budget", "stand", "goal"):
            amount = getattr(self, place)
            if amount is not None:
                check_number(place, amount, Unit.MONEY.most)
        for pair in self.pairs:
            check_number("overlap", pair.share, 1.0)

    def year(self, fairs: Sequence[Candidate]) -> Year:
        """The year with these fairs. Raises `ScenarioError`."""
        year = Year(
            tuple(fairs),
            together=self.together,
            stand=Exact(self.stand) if self.stand else None,
            goal=self.goal,
        )
        own = {frozenset((pair.first, pair.second)): pair.share for pair in self.pairs}
        laps, clashes = [], []
        for one, other in itertools.combinations(range(len(fairs)), 2):
            share = own.get(frozenset((year.luck(one), year.luck(other))), self.overlap)
            if share:
                laps.append(Overlap(one, other, share))
            if self.same_people and fairs[one].month == fairs[other].month:
                clashes.append((one, other))
        return replace(year, overlaps=tuple(laps), clashes=tuple(clashes))

    def moved(self, places: Mapping[int, int]) -> Settings:
        """The same for a list in which the fair at each place, of those that are left, stands at
        another."""
        left = [pair for pair in self.pairs if {pair.first, pair.second} <= {*places}]
        found = (Overlap(places[x.first], places[x.second], x.share) for x in left)
        return replace(self, pairs=tuple(found))

    def told(self) -> dict[str, Any]:
        """Everything by its name, in full; `pairs` only where there are any, as lists of two places
        and a share."""
        found = asdict(replace(self, pairs=()))
        del found["pairs"]
        pairs = [[pair.first, pair.second, pair.share] for pair in self.pairs]
        return found | ({"pairs": pairs} if pairs else {})
