"""Every input of the model, declared once; file, link, widgets and texts are loops over this.

Adding an input is one line here, with a `dimension` that no other has, and its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sim.plan.beliefs import Belief, Counted, Exact, number, read_belief
from sim.plan.funnel import PHASES
from sim.plan.johnson import Scale
from sim.plan.problems import ScenarioError, written


class Unit(Enum):
    """Kind of a number: its scale, and the lowest and highest value allowed."""

    COUNT = ("count", Scale.POSITIVE, 0.0, 1e8)
    SHARE = ("share", Scale.SHARE, 0.0, 1.0)
    POSITIVE = ("positive", Scale.POSITIVE, 1e-6, 1e6)
    AMOUNT = ("amount", Scale.POSITIVE, 0.0, 1e6)
    MONEY = ("money", Scale.POSITIVE, 0.0, 1e12)
    MONTHS = ("months", Scale.POSITIVE, 0.0, 600.0)

    def __init__(self, word: str, scale: Scale, least: float, most: float) -> None:
        self.word = word
        self.scale = scale
        self.least = least
        self.most = most

    @property
    def form(self) -> str:
        """What is allowed, in English."""
        return {
            Unit.SHARE: "a share from 0 to 1",
            Unit.POSITIVE: "a number from 0.000001 to 1000000",
        }.get(self, f"a number from 0 to {self.most:.0f}")

    def check(self, value: float) -> None:
        """Raises `ScenarioError` where `value` is not allowed for this unit."""
        if value < self.least:
            raise ScenarioError("below", got=value, form=self.form)
        if value > self.most:
            raise ScenarioError("above", got=value, form=self.form)

    def read(self, raw: Any, *, certain: bool = False) -> Belief:
        """The belief written as `raw`, checked; `certain` allows one number only."""
        if certain and isinstance(raw, list | dict):
            raise ScenarioError("exact_only", got=written(raw))
        if certain:
            raw = number(raw, self.form)
        belief = read_belief(raw, self.scale, self.form)
        self.check_belief(belief)
        return belief

    def check_belief(self, belief: Belief) -> None:
        """Raises `ScenarioError` where the belief leaves what this unit allows."""
        if belief.scale is not self.scale:
            raise ScenarioError("not_belief", got=repr(belief), form=self.form)
        if not isinstance(belief, Counted):
            self.check(belief.low)
            self.check(belief.high)


@dataclass(frozen=True)
class Parameter:
    """One input key.

    `group` is the step of the funnel under which it is asked; `phased`: one belief for each
    buying phase; `certain`: always exact; `dependent`: moves with the good or bad fair;
    `dimension`: of its quasi-random number (a phased one takes three, in the order of `PHASES`);
    `optional`: may be left out (see `Scenario`).
    """

    key: str
    unit: Unit
    group: str
    dimension: int | None = None
    phased: bool = False
    dependent: bool = False
    optional: bool = False

    @property
    def certain(self) -> bool:
        return self.dimension is None and self.key != "months_to_order"

    @property
    def paths(self) -> tuple[str, ...]:
        """The key, or one path for each phase."""
        return tuple(f"{self.key}.{phase}" for phase in PHASES) if self.phased else (self.key,)

    def stream(self, path: str) -> int | None:
        """Dimension of the random number behind `path`."""
        return None if self.dimension is None else self.dimension + self.paths.index(path)


PARAMETERS: tuple[Parameter, ...] = (
    Parameter("visitors", Unit.COUNT, "fair", 37),
    Parameter("target_share", Unit.SHARE, "audience", 17),
    Parameter("reach_share", Unit.SHARE, "audience", 18, dependent=True),
    Parameter("staff", Unit.AMOUNT, "team", optional=True),
    Parameter("days", Unit.AMOUNT, "team", optional=True),
    Parameter("hours_per_day", Unit.AMOUNT, "team", optional=True),
    Parameter("contacts_per_hour", Unit.POSITIVE, "team", 19, optional=True),
    Parameter("mix", Unit.SHARE, "phases", 34, phased=True),
    Parameter("follow_up_share", Unit.SHARE, "follow_up", 20, dependent=True),
    Parameter("call_share", Unit.SHARE, "follow_up", 31, phased=True, dependent=True),
    Parameter("visit_share", Unit.SHARE, "follow_up", 28, phased=True, dependent=True),
    Parameter("quote_share", Unit.SHARE, "follow_up", 25, phased=True, dependent=True),
    Parameter("order_share", Unit.SHARE, "follow_up", 22, phased=True, dependent=True),
    Parameter("months_to_order", Unit.MONTHS, "follow_up", phased=True, optional=True),
    Parameter("extra_share", Unit.SHARE, "value", 16),
    Parameter("order_value", Unit.MONEY, "value", 21),
    Parameter("order_value_spread", Unit.AMOUNT, "value"),
    Parameter("repeat_factor", Unit.POSITIVE, "value", 40),
    Parameter("margin", Unit.SHARE, "value", 38),
    Parameter("cost_overrun", Unit.POSITIVE, "costs", 39),
)

BY_KEY: dict[str, Parameter] = {parameter.key: parameter for parameter in PARAMETERS}
PATHS: dict[str, Parameter] = {path: p for p in PARAMETERS for path in p.paths}
TEAM = ("staff", "days", "hours_per_day", "contacts_per_hour")  # all or none: no limit
GROUPS: tuple[str, ...] = (*dict.fromkeys(p.group for p in PARAMETERS), "goal")


def exactly(path: str, value: float) -> Exact:
    """An exact belief about the input at `path`."""
    return Exact(value, PATHS[path].unit.scale)
