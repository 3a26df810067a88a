"""Every input of the model, declared once: file, link, workbook, pages and questions are loops.

Adding an input is one line here (and a value in each of `sim/fairs/`, unless it is optional), its
words (`words/*/parameters.toml`), and the stage that uses it: `sim/play/engine.py`,
`sim/play/expected.py`, `sim/why/luck.py`, and in `sim/actuals/actuals.py` what is counted of it.
`CONTRIBUTING.md` tells the same three steps in full.
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
    TIMES = ("times", Scale.ABOVE_ONE, 1.0, 100.0)

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
        }.get(self, f"a number from {self.least:.0f} to {self.most:.0f}")

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
    """One input key, and all that is known of it outside the stage that uses it.

    Where it stands
    group        the step of the funnel under which it is asked; its place among the lines of
                 `PARAMETERS` is its place in files, tables and its group on the page
    step         of its slider; None: the size of the number tells

    What may be believed of it
    phased       one belief for each buying phase
    certain      always one number
    optional     may be left out
    needed_with  key of an optional input: where that is given, this one has to be
    within       key of an optional input without which this one, optional too, means nothing: it
                 cannot be given alone, and goes when that goes
    start        of an optional input: the belief, as in a file, that its row begins with when it
                 is added on the page (every phase the same); None: the page cannot add it. What is
                 needed with it comes along and has a start too

    What the simulation does with it
    dimension    of its quasi-random number, which no other stream has (a phased one takes three,
                 in the order of `PHASES`); None: it is never drawn
    dependent    moves with the good or bad fair
    of_firm      the firm has one of it, whatever the fair: at all fairs of a year it is the same
                 unknown number (`sim.year`)

    What can be asked about it
    lever        one can act on it: What to do says what it would have to be. A share, or one whose
                 search `sim.decide.levers` knows
    counted_of   the stage of whose people it is a share, where these can be counted
    recorded     a fair has one number of it, told as it is afterwards: the field of that name in
                 `sim.actuals.actuals.Actuals`
    """

    key: str
    unit: Unit
    group: str
    dimension: int | None = None
    phased: bool = False
    certain: bool = False
    dependent: bool = False
    of_firm: bool = False
    optional: bool = False
    needed_with: str = ""
    within: str = ""
    start: float | tuple[float, ...] | None = None
    step: float | None = None
    lever: bool = False
    counted_of: str = ""
    recorded: bool = False

    @property
    def guessable(self) -> bool:
        """Whether a fair shows how it was, so that guesses about it can be held against that."""
        return self.recorded or bool(self.counted_of)

    @property
    def paths(self) -> tuple[str, ...]:
        """The key, or one path for each phase."""
        return tuple(f"{self.key}.{phase}" for phase in PHASES) if self.phased else (self.key,)

    def stream(self, path: str) -> int | None:
        """Dimension of the random number behind `path`."""
        return None if self.dimension is None else self.dimension + self.paths.index(path)

    def read(self, raw: Any) -> Belief:
        """The belief about it that is written as `raw`, as in a file or as in `start`. Raises
        `ScenarioError`."""
        raw = list(raw) if isinstance(raw, tuple) else raw
        return self.unit.read(raw, certain=self.certain)


# fmt: off
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("visitors", Unit.COUNT, "fair", 37, recorded=True),
    Parameter("target_share", Unit.SHARE, "audience", 17, lever=True, counted_of="visitors"),
    Parameter("reach_share", Unit.SHARE, "audience", 18, dependent=True, lever=True,
              counted_of="target_visitors"),
    Parameter("staff", Unit.AMOUNT, "team", certain=True, optional=True, step=1.0, lever=True),
    Parameter("days", Unit.AMOUNT, "team", certain=True, optional=True, needed_with="staff",
              step=1.0),
    Parameter("hours_per_day", Unit.AMOUNT, "team", certain=True, optional=True,
              needed_with="staff", step=0.5),
    Parameter("contacts_per_hour", Unit.POSITIVE, "team", 19, optional=True, needed_with="staff"),
    Parameter("rush", Unit.TIMES, "team", 43, optional=True, within="staff", start=(1.2, 1.5, 2.0)),
    Parameter("mix", Unit.SHARE, "phases", 34, phased=True, counted_of="contacts"),
    Parameter("follow_up_share", Unit.SHARE, "follow_up", 20, dependent=True, of_firm=True,
              lever=True, counted_of="contacts"),
    Parameter("follow_up_hours", Unit.AMOUNT, "follow_up", certain=True, optional=True, start=80.0,
              step=8.0),
    Parameter("hours_per_follow_up", Unit.POSITIVE, "follow_up", 42, optional=True,
              needed_with="follow_up_hours", start=(0.25, 0.5, 1.0)),
    Parameter("call_share", Unit.SHARE, "follow_up", 31, phased=True, dependent=True, lever=True,
              counted_of="followed_up"),
    Parameter("visit_share", Unit.SHARE, "follow_up", 28, phased=True, dependent=True, lever=True,
              counted_of="calls"),
    Parameter("quote_share", Unit.SHARE, "follow_up", 25, phased=True, dependent=True,
              of_firm=True, lever=True, counted_of="visits"),
    Parameter("order_share", Unit.SHARE, "follow_up", 22, phased=True, dependent=True,
              of_firm=True, lever=True, counted_of="quotes"),
    Parameter("hours_per_call", Unit.POSITIVE, "follow_up", optional=True, start=(0.25, 0.5, 1.0)),
    Parameter("hours_per_visit", Unit.POSITIVE, "follow_up", optional=True, start=(2.0, 4.0, 7.0)),
    Parameter("hours_per_quote", Unit.POSITIVE, "follow_up", optional=True, start=(1.0, 3.0, 8.0)),
    Parameter("months_to_order", Unit.MONTHS, "follow_up", phased=True, optional=True),
    Parameter("extra_share", Unit.SHARE, "value", 16, of_firm=True, counted_of="orders"),
    Parameter("order_value", Unit.MONEY, "value", 21, of_firm=True, lever=True),
    Parameter("order_value_spread", Unit.AMOUNT, "value", certain=True, step=0.1),
    Parameter("repeat_factor", Unit.POSITIVE, "value", 40),
    Parameter("margin", Unit.SHARE, "value", 38, of_firm=True, lever=True, recorded=True),
    Parameter("cost_overrun", Unit.POSITIVE, "costs", 39),
    Parameter("area", Unit.AMOUNT, "costs", certain=True, optional=True, start=20.0, step=1.0),
)
# fmt: on

BY_KEY: dict[str, Parameter] = {parameter.key: parameter for parameter in PARAMETERS}
PATHS: dict[str, Parameter] = {path: p for p in PARAMETERS for path in p.paths}
RECORDED: tuple[str, ...] = tuple(p.key for p in PARAMETERS if p.recorded)


def needed_together(key: str) -> tuple[Parameter, ...]:
    """An optional input and those that are needed with it, in the order of `PARAMETERS`."""
    return tuple(p for p in PARAMETERS if key in (p.key, p.needed_with))


def gone_with(key: str) -> tuple[Parameter, ...]:
    """An optional input and all that means nothing without it, in the order of `PARAMETERS`."""
    return tuple(p for p in PARAMETERS if key in (p.key, p.needed_with, p.within))


TEAM: tuple[str, ...] = tuple(p.key for p in needed_together("staff"))  # without: no capacity limit


def exactly(path: str, value: float) -> Exact:
    """An exact belief about the input at `path`."""
    return Exact(value, PATHS[path].unit.scale)
