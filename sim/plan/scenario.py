"""One plan for one fair: every belief, the costs and the goal, checked, frozen and hashable."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, TypeVar
from unicodedata import category

import numpy as np

from sim.plan.beliefs import Belief, Counted, Exact, Range, number
from sim.plan.funnel import PER, PHASES, SIZE
from sim.plan.parameters import PARAMETERS, PATHS, Unit, needed_together
from sim.plan.problems import ScenarioError, at, written

T = TypeVar("T")

EVIDENCE: Final = ("counted", "benchmark", "guess")
MOST_COSTS: Final = 200
LONGEST_TEXT: Final = 120
_REFUSED: Final = ("Cc", "Cs", "Zl", "Zp")  # kinds of characters that no name has
DEPENDENCE: Final = 0.3
FIRST_MONTH: Final = -60  # in which a cost line may be paid
LAST_MONTH: Final = 120  # of the timeline, and of a horizon
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


def checked_text(text: object) -> str:
    """`text` where it is one line of 1 to `LONGEST_TEXT` characters, every space in it a plain one
    and without what is not seen (soft hyphens, joiners, marks of direction). Raises
    `ScenarioError`."""
    bare = "".join(map(_shown, text)) if isinstance(text, str) else ""
    if not bare.strip() or len(bare) > LONGEST_TEXT or any(map(_refused, bare)):
        raise ScenarioError("not_text_value", most=LONGEST_TEXT)
    return bare


def _shown(letter: str) -> str:
    return letter if letter.isprintable() else {"Zs": " ", "Cf": ""}.get(category(letter), letter)


def _refused(letter: str) -> bool:
    """Controls, breaks of a line, half letters of UTF-16, and what stands for no letter ever."""
    never = ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"
    return not letter.isprintable() and (never or category(letter) in _REFUSED)


@dataclass(frozen=True)
class CostLine:
    """One line of the budget: an amount of money per fair, m2 of the stand, person on it, contact,
    and so on (`sim.plan.funnel.PER`).

    `key` is a permanent name where there is one: it, otherwise the label, names the line's random
    stream, so that a line keeps its luck when others come and go. `month` is when it is paid, 0
    the month of the fair, negative before it; it moves no profit, only its time.
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
        _check_month("month", self.month, FIRST_MONTH)

    @property
    def stage(self) -> str | None:
        """The stage that counts what the line is paid for; None: it is known beforehand how often
        it is paid, see `size`."""
        return PER[self.per]

    @property
    def needs(self) -> tuple[str, ...]:
        """The inputs that say how often it is paid, beside those of the funnel."""
        return SIZE.get(self.per, ())

    def size(self, inputs: Mapping[str, Belief]) -> float:
        """How often a line that no stage counts is paid: once a fair, or so many m2, people on the
        stand, or days of theirs. Raises `KeyError` where an input is not there."""
        return math.prod(inputs[key].likely for key in self.needs)

    def times(self, overrun: T, counts: Mapping[str, T], inputs: Mapping[str, Belief]) -> T:
        """By what its amount is multiplied: by how many there are at its stage (`counts`, by
        stage), or, where no stage counts it, by its size and the overrun."""
        if self.stage is not None:
            return counts[self.stage]
        size: Any = self.size(inputs)
        times: T = overrun * size
        return times

    def per_fair(self, inputs: Mapping[str, Belief]) -> CostLine:
        """The same money as a line per fair; of a line that no stage counts."""
        likely = self.amount.likely * self.size(inputs)
        amount: Belief = Exact(likely)
        if isinstance(self.amount, Range) and likely > 0:
            amount = self.amount.moved(likely)
        return replace(self, amount=amount, per="fair")


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
    triage      0 to 1, the share of the visitors who ask for it that the stand team knows by its
                first questions and serves first when the stand is full (see `sim.play.triage`)
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
    evidence: Mapping[str, str] = field(default_factory=lambda: Frozen[str]())
    yours: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", Frozen(self.inputs))
        object.__setattr__(self, "evidence", Frozen(self.evidence))
        object.__setattr__(self, "costs", tuple(self.costs))
        self._check_words()
        self._check_inputs()
        if len(self.costs) > MOST_COSTS:
            raise ScenarioError("too_many", "costs", got=len(self.costs), most=MOST_COSTS)
        self._check_sizes()
        for setting in ("dependence", "cost_dependence"):
            _check_number(setting, getattr(self, setting), MOST_DEPENDENCE)
        _check_number("triage", self.triage, 1.0)
        if self.horizon is not None:
            _check_month("horizon", self.horizon, 0)
            if f"months_to_order.{PHASES[0]}" not in self.inputs:
                raise ScenarioError("missing", "inputs.months_to_order", form="months each phase")
        if self.hurdle is not None:
            _check_number("hurdle", self.hurdle, 1.0)

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
        for parameter in PARAMETERS:
            needed = not parameter.optional or given & {parameter.key, parameter.needed_with}
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

    def _check_sizes(self) -> None:
        """Every line has what says how often it is paid."""
        for number_of, line in enumerate(self.costs, start=1):
            for key in line.needs:
                if key not in self.inputs:
                    place = f"costs[{number_of}].per"
                    raise ScenarioError("size_missing", place, form=f"inputs.{key}")

    def with_(self, *, inputs: Mapping[str, Belief] | None = None, **changes: Any) -> Scenario:
        """A changed copy; `inputs` are laid over the present ones."""
        if inputs is not None:
            changes["inputs"] = {**self.inputs, **inputs}
        return replace(self, **changes)

    def without_staff_limit(self) -> Scenario:
        """The same fair with enough people on the stand for every visitor."""
        return self.without("staff")

    def without(self, key: str) -> Scenario:
        """The same plan without an optional input and what is needed with it. A cost line that was
        multiplied by it becomes one per fair, of the same money."""
        gone = {path for parameter in needed_together(key) for path in parameter.paths}
        costs = tuple(
            line.per_fair(self.inputs) if gone & {*line.needs} & {*self.inputs} else line
            for line in self.costs
        )
        kept = {k: v for k, v in self.inputs.items() if k not in gone}
        return replace(self, inputs=kept, costs=costs)

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
        seen: Counter[str] = Counter()
        found = {}
        for line in self.costs:
            name = line.key or line.label
            seen[name] += 1
            found[f"{name}.{seen[name]}"] = line
        return found

    @property
    def limited(self) -> bool:
        """Whether the number of staff limits the number of contacts."""
        return "staff" in self.inputs

    @property
    def chosen(self) -> bool:
        """Whether the stand may choose whom it talks to, so that contacts are not who came."""
        return self.limited and self.triage > 0

    @property
    def numbers(self) -> Scenario:
        """Only what the simulation depends on: equal numbers, equal results."""
        costs = tuple(replace(line, label=line.key or line.label) for line in self.costs)
        return replace(
            self,
            name="-",
            costs=costs,
            currency="-",
            hurdle=None,
            evidence=Frozen[str](),
            yours=frozenset(),
        )


def _check_number(place: str, value: object, most: float) -> None:
    form = f"a number from 0 to {most:g}"
    with at(place):
        checked = number(value, form)
        if checked < 0:
            raise ScenarioError("below", got=checked, form=form)
        if checked > most:
            raise ScenarioError("above", got=checked, form=form)


def _check_month(place: str, value: object, least: int) -> None:
    """Raises `ScenarioError` unless `value` is a whole number of months in reach."""
    form = f"a whole number from {least} to {LAST_MONTH}"
    with at(place):
        checked = number(value, form)
        if isinstance(value, float):
            raise ScenarioError("not_whole", got=value, least=least)
        if checked < least:
            raise ScenarioError("below", got=value, form=form)
        if checked > LAST_MONTH:
            raise ScenarioError("above", got=value, form=form)
