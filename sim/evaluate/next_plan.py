"""The plan for the next fair, from what earlier ones taught, and where its numbers are from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.actuals.actuals import LEADS, LINES, MIX, Actuals
from sim.actuals.counted import tallies
from sim.evaluate.several import Past, learned_from, ordered, told_once
from sim.learning.rates import SPEED
from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.budget import Line
from sim.plan.funnel import PHASES
from sim.plan.parameters import PATHS, RECORDED, Unit
from sim.plan.round_numbers import in_round_numbers
from sim.plan.scenario import Frozen, Scenario

CENTS: Final = 2  # decimals of a bill
STAND: Final = "stand_visitors"


@dataclass(frozen=True)
class Source:
    """Where a number of a plan comes from: a fair and its power.

    hits, of  so many of so many that are decided, for a share; `open` are not yet, beside them
              (neither for `reach_share` where the target group was not counted)
    value     the number itself, for visitors, the margin, costs and income; for `order_value` the
              average of so many orders, in `of`
    counts    people by stage, where only all of them together tell: leads told in total, of the
              shares of every phase, and contacts, of the contacts an hour
    """

    fair: str
    power: float
    hits: int | None = None
    of: int | None = None
    open: int = 0
    value: float | None = None
    counts: Mapping[str, int] | None = None


Origins = Mapping[str, tuple[Source, ...]]


@dataclass(frozen=True)
class Next:
    """The plan for the next fair, and what each of its numbers was learned from: by path of an
    input, ``costs.N`` and ``income.N`` for the N-th line (0, 1, ...). What is not there is as it
    was."""

    plan: Scenario
    origins: Origins

    @property
    def outside(self) -> tuple[str, ...]:
        """Inputs of which a fair counted something that does not fit the 8 of 10 of the plan: it
        differs much from what was believed, or from other years."""
        return tuple(
            path
            for path, sources in self.origins.items()
            if path in self.plan.inputs
            and not all(_within(self.plan.inputs[path], source) for source in sources)
        )


def _within(belief: Belief, source: Source) -> bool:
    """Whether a number lies between low and high, or a decided share does as far as so few tell:
    its own 8 of 10 reaches into them."""
    if source.value is not None:
        return belief.low <= source.value <= belief.high
    if source.hits is None or not source.of or source.open:
        return True
    counted = Counted(source.hits, source.of)
    return counted.low <= belief.high and belief.low <= counted.high


def next_plan(plan: Scenario, past: Sequence[Past], *, name: str | None = None) -> Next:
    """A scenario for the next fair: learned beliefs marked as counted and as set by the user, the
    budget at what it came to, and where each number comes from.

    A line of costs or income whose money is known from the same fair gets it: in all for a line
    per fair, by what it was paid for for the others, the average by power over several years. A
    range keeps its width around it. Where all lines that no stage counts are known `cost_overrun`
    is moved to 1: what was over the budget is in the bills. Days on which this fair could be
    cancelled are none of the next. What was learned stands in round numbers
    (`sim.plan.round_numbers`). Raises `ScenarioError`.
    """
    fairs = [fair for fair in ordered(past) if fair.weight]
    learned = learned_from(plan, fairs)
    lines: dict[str, Any] = {}
    origins: dict[str, tuple[Source, ...]] = {}
    for place in LINES:
        lines[place], found = _told(plan, place, fairs)
        origins |= found
    bills = _without_overrun(plan, origins)
    rounded = {path: _round(belief) for path, belief in learned.inputs.items()}
    differ = [path for path, belief in learned.inputs.items() if belief != plan.inputs[path]]
    # What stays as it was, in round numbers, has learned nothing that could be told; of the mix the
    # phases tell together.
    moved = [path for path in differ if rounded[path] != plan.inputs[path] or path in MIX]
    inputs = {path: rounded[path] if path in moved else plan.inputs[path] for path in differ}
    origins |= {path: tuple(_sources(plan, fairs, path)) for path in moved}
    return Next(
        learned.with_(
            name=plan.name if name is None else name,
            inputs=inputs | bills,
            evidence={**plan.evidence, **dict.fromkeys(moved, "counted")},
            yours=plan.yours | {*moved, *bills},
            decide=tuple(one for one in plan.decide if not one.date),
            **lines,
        ),
        Frozen(origins),
    )


def _without_overrun(plan: Scenario, origins: Origins) -> dict[str, Belief]:
    """`cost_overrun` around 1 where the bills of all lines that no stage counts are known."""
    overrun = plan.inputs["cost_overrun"]
    fixed = [at for at, line in enumerate(plan.costs) if line.stage is None]
    if isinstance(overrun, Range) and fixed and all(f"costs.{at}" in origins for at in fixed):
        return {"cost_overrun": in_round_numbers(overrun.moved(1.0))}
    return {}


def has_learned(plan: Scenario) -> bool:
    """Whether a plan begins with numbers that were learned, as `next_plan` marks them: the fairs
    before it are in them, and would count twice."""
    return any(
        kind == "counted" and path in plan.yours and isinstance(plan.inputs[path], Range)
        for path, kind in plan.evidence.items()
    )


def _sources(plan: Scenario, fairs: Iterable[Past], path: str) -> list[Source]:
    told = told_once(fairs, path) if path in RECORDED else []
    if told:
        return [Source(one.fair, one.power, value=one.value) for one in told]
    return [source for fair in fairs if (source := _source(plan, fair, path)) is not None]


def _source(plan: Scenario, fair: Past, path: str) -> Source | None:
    """What a fair told of an input."""
    known, paid = fair.actuals, fair.actuals.values
    counted = tallies(fair.plan or plan, known).get(path)
    if path == "order_value":
        mean = sum(paid) / len(paid) if paid else None
        return Source(fair.name, fair.weight, of=len(paid), value=mean) if paid else None
    if counted is not None:
        hits, of = counted.hits, counted.of
        return Source(fair.name, fair.weight, hits, of, counted.open)
    contacts = known.count(LEADS[0])
    if path in ("reach_share", "target_share"):
        there = contacts is not None or known.stand_visitors is not None
        return Source(fair.name, fair.weight) if there else None
    if path == SPEED:
        only = None if contacts is None else {LEADS[0]: contacts}
        return Source(fair.name, fair.weight, counts=only) if only else None
    counts = {stage: known.count(stage) for stage in LEADS}
    told = {stage: count for stage, count in counts.items() if count is not None}
    moves = PATHS[path].dependent or path in MIX
    in_total = moves and any(known.told_in_total(stage) for stage in LEADS)
    return Source(fair.name, fair.weight, counts=told) if in_total else None


def _told(
    plan: Scenario, place: str, fairs: Iterable[Past]
) -> tuple[tuple[Line, ...], dict[str, tuple[Source, ...]]]:
    """The lines at `place`, one of `LINES`, at what they came to, and from where."""
    planned: tuple[Line, ...] = getattr(plan, place)
    lines, origins = list(planned), {}
    told = [(fair, _each(fair.plan or plan, place, fair.actuals)) for fair in fairs if fair.same]
    for at, (name, line) in enumerate(zip(_names(planned), planned, strict=True)):
        found = tuple(
            Source(fair.name, fair.weight, value=money[name])
            for fair, money in told
            if name in money
        )
        if found:
            total = sum(source.power for source in found)
            amount = sum(source.power * (source.value or 0.0) for source in found) / total
            lines[at] = replace(line, amount=_moved(line.amount, amount))
            origins[f"{place}.{at}"] = found
    return tuple(lines), origins


def _each(plan: Scenario, place: str, actuals: Actuals) -> dict[tuple[str, str, int], float]:
    """Money of one unit of each line that is known."""
    planned: tuple[Line, ...] = getattr(plan, place)
    told: Mapping[int, float] = getattr(actuals, place)
    found = {}
    for at, (name, line) in enumerate(zip(_names(planned), planned, strict=True)):
        stage = line.stage
        money = told.get(at)
        people = line.size(plan.inputs) if stage is None else _people(actuals, stage)
        known = (
            stage in (None, STAND)
            or actuals.told_in_total(stage)
            or all(
                actuals.at(stage, phase) is not None or plan.inputs[f"mix.{phase}"].high == 0
                for phase in PHASES
            )
        )
        if money is not None and known and people:
            found[name] = money / people
    return found


def _people(actuals: Actuals, stage: str) -> int:
    """How many came to a stage; of the stand, 0 where they were not counted."""
    return (actuals.stand_visitors or 0) if stage == STAND else actuals.total(stage)


def _names(lines: Iterable[Line]) -> list[tuple[str, str, int]]:
    """Which line is which in another budget: its name and unit, and the how many-th of them."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for line in lines:
        name = (line.name, line.per)
        seen[name] += 1
        found.append((*name, seen[name]))
    return found


def _round(belief: Belief) -> Belief:
    return in_round_numbers(belief) if isinstance(belief, Range) else belief


def _moved(belief: Belief, amount: float) -> Belief:
    if not isinstance(belief, Range) or amount <= 0:
        return Exact(round(amount, CENTS))
    moved = in_round_numbers(belief.moved(amount))
    return moved if moved.high <= Unit.MONEY.most else Exact(round(amount, CENTS))


def taken_back(plan: Scenario, before: Scenario, made: Next) -> Scenario:
    """A plan without what `made` has put into it, as far as that is still as it was learned: the
    inputs and lines that moved are as in `before`, and everything else is as it is."""
    still = [
        path
        for path in made.origins
        if path in before.inputs and plan.inputs.get(path) == made.plan.inputs[path]
    ]
    known = {path: kind for path, kind in plan.evidence.items() if path not in still}
    known |= {path: before.evidence[path] for path in still if path in before.evidence}
    lines: dict[str, Any] = {place: _as_before(place, plan, before, made) for place in LINES}
    return plan.with_(
        inputs={path: before.inputs[path] for path in still},
        evidence=known,
        yours=(plan.yours - set(still)) | (before.yours & set(still)),
        **lines,
    )


def _as_before(place: str, plan: Scenario, before: Scenario, made: Next) -> tuple[Line, ...]:
    """The lines at `place`, those as in `before` that are still as they were learned."""
    old, learned = getattr(before, place), getattr(made.plan, place)
    told = {at for at in range(len(old)) if f"{place}.{at}" in made.origins}
    return tuple(
        old[at] if at in told and line == learned[at] else line
        for at, line in enumerate(getattr(plan, place))
    )
