"""How far the answer to a year depends on what nobody has measured.

The choices are those of a single plan (`sim.why.unmeasured`), made for all fairs at once, and how
far a good year is good everywhere. Under each of them every set is told again, so that it can be
asked what becomes of one, and whether another would then be best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sim.play.engine import SEED
from sim.play.trials import TRIALS
from sim.why.unmeasured import CHOICES, variants
from sim.year.sets import Sets, every_set
from sim.year.shared import played
from sim.year.year import Year


@dataclass(frozen=True)
class Chosen:
    """A set under one choice: the year's mean, money, its chance to end above zero, and the set
    that is best on average under it."""

    mean: float
    chance: float
    best: int


@dataclass(frozen=True)
class Firmness:
    """A set as planned and under each choice, by its name: one of `CHOICES`, ``years_apart`` (a
    good year says nothing of another fair) or ``years_together`` (it is good everywhere)."""

    planned: Chosen
    choices: dict[str, Chosen]

    @property
    def every(self) -> tuple[Chosen, ...]:
        return (self.planned, *self.choices.values())

    @property
    def mean(self) -> tuple[float, float]:
        """The lowest and the highest mean, money."""
        found = [each.mean for each in self.every]
        return min(found), max(found)

    @property
    def chance(self) -> tuple[float, float]:
        """The lowest and the highest chance."""
        found = [each.chance for each in self.every]
        return min(found), max(found)

    @property
    def turns(self) -> tuple[str, ...]:
        """The choices under which another set is the best on average than as planned."""
        return tuple(name for name, each in self.choices.items() if each.best != self.planned.best)


def under_choices(year: Year, *, trials: int = TRIALS, seed: int = SEED) -> dict[str, Sets]:
    """Every set as planned (``planned``) and under each choice, with the same seed, so that only
    the choice differs."""
    both = (("planned", year), *worlds(year))
    return {name: every_set(played(other, trials=trials, seed=seed)) for name, other in both}


def firmness(found: Mapping[str, Sets], sets: Sets, chosen: int, budget: float) -> Firmness:
    """A set of fairs under each of `under_choices`, and the best within a budget beside it: what
    the budget pays is what it pays of `sets`, the year's own, for a choice that brings more
    conversations also makes more of them to follow up, and takes nothing off the list by that."""
    told = {}
    for name, under in found.items():
        at = under.at(chosen)
        best = replace(under, cost=sets.cost).best(budget)
        told[name] = Chosen(float(under.mean[at]), float(under.chance[at]), best)
    return Firmness(told.pop("planned"), told)


def worlds(year: Year) -> Iterator[tuple[str, Year]]:
    """The year under each choice that any of its fairs has."""
    yield "years_apart", replace(year, together=0.0)
    yield "years_together", replace(year, together=1.0)
    each = [dict(variants(fair.plan)) for fair in year.fairs]
    for choice in CHOICES:
        if any(choice in found for found in each):
            plans = [
                found.get(choice, fair.plan) for fair, found in zip(year.fairs, each, strict=True)
            ]
            yield choice, year.with_plans(plans)
