"""One plan for one fair: every belief, the costs and the goal, checked, frozen and hashable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

import numpy as np

from sim.plan.beliefs import Belief, Counted, Exact, Range, number
from sim.plan.budget import MOST_COSTS, CostLine, Income, Line, named
from sim.plan.checks import check_month, check_number, checked_text
from sim.plan.choices.dates import DecisionDate, checked, settled
from sim.plan.funnel import PHASES, STAGES, WAITING
from sim.plan.parameters import PARAMETERS, PATHS, Unit, gone_with
from sim.plan.problems import ScenarioError, at, written
from sim.plan.steps.step import Step, check_steps, inputs_after, kept

T = TypeVar("T")
L = TypeVar("L", bound=Line)

EVIDENCE: Final = ("counted", "benchmark", "guess")
DEPENDENCE: Final = 0.3
# Fields of a plan that are explained as inputs are, but are one number of the whole plan.
SETTINGS: Final = ("dependence", "cost_dependence", "triage", "horizon")
MOST_DEPENDENCE: Final = 0.95


class Frozen(Mapping[str, T], Generic[T]):
    """A mapping that cannot change and can be hashed; order does not count."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, T] | None = None) -> None:
        self._items = dict(items or {})

    def __getitem__(self, key: str) -> T:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"Frozen({self._items!r})"


@dataclass(frozen=True)
class Goal:
    """The joint goal of marketing and sales: `revenue` (money) at `margin` (share)."""

    revenue: float
    margin: float

    def __post_init__(self) -> None:
        for place, unit in (("revenue", Unit.MONEY), ("margin", Unit.SHARE)):
            with at(place):
                unit.check(number(getattr(self, place), unit.form))


@dataclass(frozen=True)
class Scenario:
    """Everything that `sim.play.engine.simulate` needs, and how well it is known.

    inputs      one belief for every path of `sim.plan.parameters.PATHS`; what is optional may be
                left out, and what is needed with it goes along (no staff: no capacity limit)
    dependence  0 to 0.95, how much the rates rise and fall together
    cost_dependence
                0 to 0.95, how much the amounts of the cost lines rise and fall together
    income      money that comes in without an order; profit = contribution + income - costs
    steps       what could be done about the plan (`sim.together`); none of it is played unless it
                is taken, see `taking`
    decide      the days on which the fair can still be cancelled (`sim.later`)
    triage      0 to 1, the share of the visitors who ask for it that the stand team knows by its
                first questions and serves first when the stand is full (see `sim.capacity.triage`)
    horizon     orders later than this month do not count; None: all do
    hurdle      the chance of covering costs that the company asks for, or None
    evidence    path -> "counted", "benchmark" or "guess"; what is not named is a guess
    yours       paths that a user has set; the others are as an example had them

    Raises `ScenarioError`, with the place as in a file.
    """

    name: str
    inputs: Mapping[str, Belief]
    costs: tuple[CostLine, ...] = ()
    goal: Goal | None = None
    dependence: float = DEPENDENCE
    currency: str = "EUR"
    hurdle: float | None = None
    triage: float = 0.0
    horizon: int | None = None
    cost_dependence: float = 0.0
    income: tuple[Income, ...] = ()
    steps: tuple[Step, ...] = ()
    decide: tuple[DecisionDate, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=lambda: Frozen[str]())
    yours: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", Frozen(self.inputs))
        object.__setattr__(self, "evidence", Frozen(self.evidence))
        object.__setattr__(self, "yours", frozenset(self.yours))
        self._check_words()
        self._check_inputs()
        for place in ("costs", "income"):
            object.__setattr__(self, place, tuple(getattr(self, place)))
            self._check_lines(place, getattr(self, place))
        object.__setattr__(self, "steps", tuple(self.steps))
        check_steps(self.steps, self.inputs)
        object.__setattr__(self, "decide", checked(self.decide, self.costs))
        for setting in ("dependence", "cost_dependence"):
            check_number(setting, getattr(self, setting), MOST_DEPENDENCE)
        check_number("triage", self.triage, 1.0)
        if self.horizon is not None:
            check_month("horizon", self.horizon, 0)
            if f"months_to_order.{PHASES[0]}" not in self.inputs:
                raise ScenarioError("missing", "inputs.months_to_order", form="months each phase")
        if self.hurdle is not None:
            check_number("hurdle", self.hurdle, 1.0)

    def _check_words(self) -> None:
        for place in ("name", "currency"):
            with at(place):
                object.__setattr__(self, place, checked_text(getattr(self, place)))
        for path, kind in self.evidence.items():
            if kind not in EVIDENCE:
                raise ScenarioError(
                    "not_one_of", f"evidence.{path}", got=written(kind), allowed=", ".join(EVIDENCE)
                )
        for path in (*self.evidence, *self.yours, *self.inputs):
            if path not in PATHS:
                raise ScenarioError("unknown_key", path, allowed=", ".join(PATHS))

    def _check_inputs(self) -> None:
        given = {PATHS[path].key for path in self.inputs}
        needed_by = {PATHS[path].within for path in self.inputs}
        for parameter in PARAMETERS:
            together = given & {parameter.key, parameter.needed_with}
            needed = not parameter.optional or parameter.key in needed_by or bool(together)
            for path in parameter.paths:
                with at(f"inputs.{path}"):
                    if path in self.inputs:
                        parameter.unit.check_belief(self.inputs[path])
                        if parameter.certain and not isinstance(self.inputs[path], Exact):
                            raise ScenarioError("exact_only", got=str(self.inputs[path].raw))
                    elif needed:
                        raise ScenarioError("missing", form=parameter.unit.form)
        if all(self.inputs[f"mix.{phase}"].high == 0 for phase in PHASES):
            raise ScenarioError("no_phase", "inputs.mix")

    def _check_lines(self, place: str, lines: Sequence[Line]) -> None:
        """No more than there may be, and every line has what says how often it is due."""
        if len(lines) > MOST_COSTS:
            raise ScenarioError("too_many", place, got=len(lines), most=MOST_COSTS)
        for number_of, line in enumerate(lines, start=1):
            for key in line.needs:
                if key not in self.inputs:
                    form = f"inputs.{key}"
                    raise ScenarioError("size_missing", f"{place}[{number_of}].per", form=form)

    def with_(self, *, inputs: Mapping[str, Belief] | None = None, **changes: Any) -> Scenario:
        """A changed copy; `inputs` are laid over the present ones. Its steps change what they still
        can (`sim.plan.steps.step.kept`), and what cancelling costs of a line that goes stays the
        money that it was."""
        if inputs is not None:
            changes["inputs"] = {**self.inputs, **inputs}
            if self.steps and "steps" not in changes:
                changes["steps"] = kept(self.steps, self.inputs, changes["inputs"])
        if self.decide and "costs" in changes and "decide" not in changes:
            changes["decide"] = settled(self.decide, self.costs, self.inputs, changes["costs"])
        return replace(self, **changes)

    def taking(self, steps: Sequence[Step]) -> Scenario:
        """The plan in which these steps are taken: their changes, and a cost line per fair for each
        of them; without any steps left. Raises `ScenarioError` where that is not allowed."""
        return self.with_(
            inputs=inputs_after(self.inputs, enumerate(steps, start=1)),
            costs=(*self.costs, *(step.line for step in steps)),
            steps=(),
        )

    def without_staff_limit(self) -> Scenario:
        """The same fair with enough people on the stand for every visitor."""
        return self.without("staff")

    def without(self, key: str) -> Scenario:
        """The same plan without an optional input and what means nothing without it. A line of
        costs or income that was multiplied by it becomes one per fair, of the same money."""
        gone = {path for parameter in gone_with(key) for path in parameter.paths}

        def left(lines: Sequence[L]) -> tuple[L, ...]:
            lost = gone & {*self.inputs}
            each = (line.per_fair(self.inputs) if lost & {*line.needs} else line for line in lines)
            return tuple(each)

        inputs = {k: v for k, v in self.inputs.items() if k not in gone}
        steps = kept(self.steps, self.inputs, inputs)
        costs, income = left(self.costs), left(self.income)
        return replace(self, inputs=inputs, costs=costs, income=income, steps=steps)

    @property
    def fee_today(self) -> float:
        """What cancelling costs now, money; 0 where nothing is booked yet."""
        booked = (one.money(self.costs, self.inputs) for one in self.decide if one.today)
        return next(booked, 0.0)

    def evidence_for(self, path: str) -> str:
        """How the input at `path` is known: one of `EVIDENCE`."""
        if isinstance(self.inputs[path], Counted):
            return "counted"
        return self.evidence.get(path, "guess")

    @property
    def uncertain_paths(self) -> tuple[str, ...]:
        """The inputs that could be uncertain in a trial, known or not, in the funnel's order."""
        return tuple(p for p in PATHS if p in self.inputs and PATHS[p].dimension is not None)

    def in_time(self, phase: str) -> float:
        """Share of the orders of a phase that come up to the horizon; 1 without one."""
        return 1.0 if self.horizon is None else self.come_by(phase, self.horizon)

    def come_by(self, phase: str, months: float) -> float:
        """Share of the orders of a phase that come up to so many months after the fair."""
        belief = self.inputs[f"months_to_order.{phase}"]
        if not isinstance(belief, Range):
            return float(belief.likely <= months)
        from scipy.special import ndtr

        return float(ndtr(belief.z(np.array(float(months))))) if months > 0 else 0.0

    @property
    def named_costs(self) -> dict[str, CostLine]:
        """The cost lines by ``NAME.N``, the N-th line of a name, in their order."""
        return named(self.costs)

    @property
    def named_income(self) -> dict[str, Income]:
        """The lines of income, likewise."""
        return named(self.income)

    @property
    def limited(self) -> bool:
        """Whether the number of staff limits the number of contacts."""
        return "staff" in self.inputs

    @property
    def peaked(self) -> bool:
        """Whether a full stand can have hours in which it is not full."""
        return self.limited and "rush" in self.inputs and self.inputs["rush"].high > 1

    @property
    def sales_limited(self) -> bool:
        """Whether the hours of sales limit how many contacts are followed up."""
        return "follow_up_hours" in self.inputs

    @property
    def stages(self) -> tuple[str, ...]:
        """The counts of the funnel that this plan has."""
        at = STAGES.index("followed_up") + 1
        return (*STAGES[:at], WAITING, *STAGES[at:]) if self.sales_limited else STAGES

    @property
    def chosen(self) -> bool:
        """Whether the stand may choose whom it talks to, so that contacts are not who came."""
        return self.limited and self.triage > 0

    @cached_property
    def numbers(self) -> Scenario:
        """Only what the simulation depends on: equal numbers, equal results."""
        return replace(
            self,
            name="-",
            costs=tuple(replace(line, label=line.name) for line in self.costs),
            income=tuple(replace(line, label=line.name) for line in self.income),
            steps=(),
            currency="-",
            hurdle=None,
            decide=(),
            evidence=Frozen[str](),
            yours=frozenset(),
        )
