"""What a visitor says of a year beside its fairs, in a few plain numbers, and the year it makes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

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

    Raises `ScenarioError`, the place its name.
    """

    budget: float | None = None
    cautious: bool = False
    together: float = TOGETHER
    overlap: float = 0.0
    same_people: bool = False
    stand: float = 0.0
    goal: float | None = None

    def __post_init__(self) -> None:
        for place in ("together", "overlap"):
            check_number(place, getattr(self, place), 1.0)
        for place in ("budget", "stand", "goal"):
            amount = getattr(self, place)
            if amount is not None:
                check_number(place, amount, Unit.MONEY.most)

    def year(self, fairs: Sequence[Candidate]) -> Year:
        """The year with these fairs. Raises `ScenarioError`."""
        pairs = [*itertools.combinations(range(len(fairs)), 2)]
        laps = (Overlap(*pair, self.overlap) for pair in pairs) if self.overlap else ()
        clashes = [(one, other) for one, other in pairs if fairs[one].month == fairs[other].month]
        return Year(
            tuple(fairs),
            together=self.together,
            overlaps=tuple(laps),
            clashes=tuple(clashes) if self.same_people else (),
            stand=Exact(self.stand) if self.stand else None,
            goal=self.goal,
        )
