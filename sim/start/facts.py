"""The seven questions with which a plan begins, and what was said to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.plan.beliefs import number
from sim.plan.file import EXAMPLES
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError, at, written

QUESTIONS: Final = ("kind", "visitors", "team", "area", "costs", "orders", "before")
NUMBERS: Final = ("visitors", "staff", "days", "area", "order_value", "margin")  # inputs
COUNTED: Final = ("contacts", "quotes", "orders")  # what is remembered of an earlier fair
MOST_FAIRS: Final = 5


@dataclass(frozen=True)
class Facts:
    """What was said; None and empty: nothing yet.

    kind          the example that is nearest, one of `sim.plan.file.EXAMPLES`
    visitors      of the fair, people
    staff, days   people on the stand at the same time, days that the fair is open
    area          of the stand, m2
    costs         of the fair in all, money; `lines` count where there are any
    lines         what it is for, and money: a budget
    order_value   money of an average order
    margin        contribution margin, 0 to 1
    fairs         earlier ones, the last one first: people by `COUNTED`, some of them
    first_time    there was none

    Raises `ScenarioError` with the place for an unknown kind, for a number that is not allowed, for
    too many earlier fairs, and where at one of them more orders came than quotes, or more of them
    than contacts.
    """

    kind: str = ""
    visitors: float | None = None
    staff: float | None = None
    days: float | None = None
    area: float | None = None
    costs: float | None = None
    lines: tuple[tuple[str, float], ...] = ()
    order_value: float | None = None
    margin: float | None = None
    fairs: tuple[Mapping[str, int], ...] = ()
    first_time: bool = False

    def __post_init__(self) -> None:
        if self.kind not in ("", *EXAMPLES):
            got, allowed = written(self.kind), ", ".join(EXAMPLES)
            raise ScenarioError("not_one_of", "kind", got=got, allowed=allowed)
        for key in NUMBERS:
            _check_number(f"inputs.{key}", getattr(self, key), PATHS[key].unit)
        _check_number("costs", self.costs, Unit.MONEY)
        for line, (_, money) in enumerate(self.lines, start=1):
            _check_number(f"costs[{line}].amount", money, Unit.MONEY)
        if len(self.fairs) > MOST_FAIRS:
            raise ScenarioError("too_many", "fairs", got=len(self.fairs), most=MOST_FAIRS)
        for ago, fair in enumerate(self.fairs):
            with at(f"fairs[{ago}]"):
                _check(fair)

    @property
    def answered(self) -> tuple[str, ...]:
        """The `QUESTIONS` that something was said to."""
        said = {
            "kind": bool(self.kind),
            "visitors": self.visitors is not None,
            "team": self.staff is not None or self.days is not None,
            "area": self.area is not None,
            "costs": self.costs is not None or bool(self.lines),
            "orders": self.order_value is not None or self.margin is not None,
            "before": self.first_time or any(self.fairs),
        }
        return tuple(question for question in QUESTIONS if said[question])


def _check_number(place: str, said: float | None, unit: Unit) -> None:
    if said is not None:
        with at(place):
            unit.check(number(said, unit.form))


def _check(fair: Mapping[str, int]) -> None:
    most = None
    for stage in COUNTED:
        many = fair.get(stage)
        if many is None:
            continue
        if most is not None and many > most:
            raise ScenarioError("above", stage, got=many, form=f"a number from 0 to {most}")
        most = many
