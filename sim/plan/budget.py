"""The lines of a budget: what a fair costs, and money that comes in without an order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self, TypeVar

from sim.plan.beliefs import Belief, Exact, Range, number
from sim.plan.checks import FIRST_MONTH, LONGEST_TEXT, check_month, checked_text
from sim.plan.funnel import PER, SIZE
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError, at, written

MOST_COSTS: Final = 200  # lines, and as many of income
MOST_FAIRS: Final = 1_000  # over which the amount of a line is spread

T = TypeVar("T")
L = TypeVar("L", bound="Line")


@dataclass(frozen=True)
class Line:
    """An amount of money per fair, m2 of the stand, person on it, contact, and so on
    (`sim.plan.funnel.PER`).

    `key` is a permanent name where there is one: it, otherwise the label, names the line's random
    stream, so that a line keeps its luck when others come and go, and, with a key, when it is
    called otherwise. `month` is when it is due, 0 the month of the fair, negative before it; it
    moves no profit, only its time.
    """

    label: str
    amount: Belief
    per: str = "fair"
    key: str = ""
    month: int = 0

    def __post_init__(self) -> None:
        for place in ("label", "key"):
            text = getattr(self, place)
            with at(place):
                if place == "label" or text != "":
                    object.__setattr__(self, place, checked_text(text))
        if self.per not in PER:
            raise ScenarioError("not_one_of", "per", got=written(self.per), allowed=", ".join(PER))
        with at("amount"):
            Unit.MONEY.check_belief(self.amount)
        check_month("month", self.month, FIRST_MONTH)

    @property
    def name(self) -> str:
        """What names its random stream."""
        return self.key or self.label

    @property
    def stage(self) -> str | None:
        """The stage that counts what the line is for; None: it is known beforehand how often it is
        due, see `size`."""
        return PER[self.per]

    @property
    def needs(self) -> tuple[str, ...]:
        """The inputs that say how often it is due, beside those of the funnel."""
        return SIZE.get(self.per, ())

    def size(self, inputs: Mapping[str, Belief]) -> float:
        """How often a line that no stage counts is due: once a fair, or so many m2, people on the
        stand, or days of theirs. Raises `KeyError` where an input is not there."""
        return math.prod(inputs[key].likely for key in self.needs)

    def units(self, counts: Mapping[str, T], inputs: Mapping[str, Belief]) -> T | float:
        """How often it is due: so often as its stage counts (`counts`, by stage), or its size."""
        return self.size(inputs) if self.stage is None else counts[self.stage]

    def per_fair(self, inputs: Mapping[str, Belief]) -> Self:
        """The same money as a line per fair; of a line that no stage counts."""
        likely = self.amount.likely * self.size(inputs)
        amount: Belief = Exact(likely)
        if isinstance(self.amount, Range) and likely > 0:
            amount = self.amount.moved(likely)
        return replace(self, amount=amount, per="fair")

    def renamed(self, label: str) -> Self:
        """The line under another label, with the luck that it had."""
        return replace(self, label=label, key=self.name)


@dataclass(frozen=True)
class CostLine(Line):
    """What is paid. `over` so many fairs, 1 or more, its amount is spread: the profit of this fair
    takes amount / over, its cash the whole amount in its month."""

    over: float = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        form = f"a number from 1 to {MOST_FAIRS}"
        with at("over"):
            fairs = number(self.over, form)
            if not 1 <= fairs <= MOST_FAIRS:
                raise ScenarioError("below" if fairs < 1 else "above", got=fairs, form=form)

    def times(self, overrun: T, counts: Mapping[str, T], inputs: Mapping[str, Belief]) -> T:
        """By what its amount is multiplied to be what this fair takes of it: by how many there are
        at its stage (`counts`, by stage), or, where no stage counts it, by its size and the
        overrun; both over so many fairs."""
        units: Any = self.units(counts, inputs)
        times: Any = overrun * units if self.stage is None else units
        shared: T = times if self.over == 1 else times / self.over
        return shared


@dataclass(frozen=True)
class Income(Line):
    """What comes in and is no order: a subsidy, a sponsor, a co-exhibitor, tickets. It carries no
    margin and no overrun."""


def named(lines: Sequence[L]) -> dict[str, L]:
    """The lines by ``NAME.N``, the N-th line of a name, in their order."""
    seen: Counter[str] = Counter()
    found = {}
    for line in lines:
        seen[line.name] += 1
        found[f"{line.name}.{seen[line.name]}"] = line
    return found


def keyed(line: L, others: Iterable[Line]) -> L:
    """A line that is added to others, with a permanent name: its label, numbered where one of them
    is called so. From then on its luck is its own, however it is called and whatever comes and
    goes beside it."""
    return replace(line, key=free_name(line.name, [other.name for other in others]))


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, numbered where it is taken."""
    free, number_of = name, 2
    while free in taken:
        behind = f" {number_of}"
        free, number_of = name[: LONGEST_TEXT - len(behind)] + behind, number_of + 1
    return free
