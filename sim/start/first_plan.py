"""A plan from the facts at hand: what was said is in it, everything else is the example's."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Final

from sim.actuals.record import OPEN_TOTALS, Entry, Figure, Record
from sim.evaluate.next_plan import CENTS, Next, next_plan
from sim.evaluate.several import Past
from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.budget import CostLine
from sim.plan.choices.dates import settled
from sim.plan.file import example
from sim.plan.parameters import PATHS, exactly, needed_together
from sim.plan.problems import ScenarioError, at
from sim.plan.round_numbers import with_round_ends
from sim.plan.scenario import Frozen, Scenario
from sim.start.facts import Facts

OWN: Final = "own"  # the example that nobody has chosen
# The likely value was said, not how sure it is.
MOVED: Final = ("visitors", "order_value", "margin")
SAID: Final = ("staff", "days", "area")
# Lines of a budget that was told as one sum.
ALL, STAND, REST = "costs_in_all", "space_and_stand", "everything_else"
LABELS: Final = {ALL: "Costs in all", STAND: "Space and stand", REST: "Everything else"}
# Fields of a plan that no fact speaks of.
SETTINGS: Final = tuple(
    one.name for one in fields(Scenario) if one.name not in ("inputs", "costs", "evidence", "yours")
)
FAIR_DAY: Final = date(2000, 1, 1)  # of an earlier fair that is over: only the time since counts
OVER: Final = timedelta(days=3650)  # by then every lead of it is decided


def first_plan(
    facts: Facts,
    grows: Callable[[str], bool] = lambda label: False,
    *,
    base: Scenario | None = None,
    fair: str = "{n}",
) -> Next:
    """The plan that the facts make of the example of their kind, and what its numbers were learned
    from.

    base   instead of that example: the same in another language
    grows  whether a line of the budget, by its label, grows with the size of the stand
    fair   the name of an earlier fair, `n` of them ago

    A likely value that was said moves the example's range, as wide as before on its own scale; it
    is a number without a range where that would leave what is allowed.
    Earlier fairs are learned from as from totals of a fair of which no lead is open any more, with
    the same people on its stand (`sim.evaluate.next_plan`). Raises `ScenarioError`.
    """
    start = example(facts.kind or OWN) if base is None else base
    plan = _with_numbers(start, facts)
    plan = plan.with_(costs=_costs(plan, facts, grows))
    past = []
    for number, told in enumerate(facts.fairs):
        with at(f"fairs[{number}]"):
            if told:
                past.append(Past(fair.format(n=number + 1), _over(told).known()))
    return next_plan(plan, past) if past else Next(plan, Frozen({}))


def _with_numbers(start: Scenario, facts: Facts) -> Scenario:
    inputs: dict[str, Belief] = {}
    for key in MOVED:
        said = getattr(facts, key)
        if said is not None:
            inputs[key] = _moved(start.inputs[key], key, float(said))
    for key in SAID:
        said = getattr(facts, key)
        if said is not None:
            inputs[key] = exactly(key, float(said))
    guessed = {key: "guess" for key in inputs if not PATHS[key].certain}
    return start.with_(
        inputs=inputs,
        evidence={**start.evidence, **guessed},
        yours=start.yours | frozenset(inputs),
    )


def _moved(belief: Belief, key: str, likely: float) -> Belief:
    """The range around another likely value, in round numbers; a number that has none around it."""
    unit = PATHS[key].unit
    inside = likely > 0 and (unit.most > 1 or likely < 1)
    if not isinstance(belief, Range) or not inside:
        return exactly(key, likely)
    try:
        moved = with_round_ends(belief.moved(likely))
        unit.check_belief(moved)
    except ScenarioError:  # at the edge of what may be believed
        return exactly(key, likely)
    return moved


def _over(told: Mapping[str, int]) -> Record:
    """An earlier fair as it is told: in totals, and nobody is open any more."""
    figures: dict[str, Figure | None] = {**told, **dict.fromkeys(OPEN_TOTALS, 0)}
    return Record(FAIR_DAY, (Entry(FAIR_DAY + OVER, figures),))


# Costs


def _costs(plan: Scenario, facts: Facts, grows: Callable[[str], bool]) -> tuple[CostLine, ...]:
    """The budget that was said, beside those of the example's lines that a stage counts."""
    if facts.lines:
        budget = []
        for number, (label, money) in enumerate(facts.lines, start=1):
            with at(f"costs[{number}]"):
                budget.append(_line(label, money, facts.area, grows))
    elif facts.costs is not None:
        budget = _in_all(facts.costs, plan, facts.area)
    else:
        return plan.costs
    return (*budget, *(line for line in plan.costs if line.stage is not None))


def _line(label: str, money: float, area: float | None, grows: Callable[[str], bool]) -> CostLine:
    if area and grows(label):
        return CostLine(label, Exact(money / area), "m2")
    return CostLine(label, Exact(money))


def _in_all(costs: float, plan: Scenario, area: float | None) -> list[CostLine]:
    """One line; where the size of the stand was said two, one of which grows with it, in the
    proportion that the example has at that size. A m2 costs a whole number, no more than there is
    in all; where that is 0, everything is one line."""
    share = share_of_stand(plan)
    a_metre = min(round(share * costs / area), math.floor(costs / area)) if area else 0
    if area is None or not a_metre:
        return [CostLine(LABELS[ALL], Exact(costs), key=ALL)]
    rest = max(round(costs - a_metre * area, CENTS), 0.0)
    return [
        CostLine(LABELS[STAND], Exact(float(a_metre)), "m2", STAND),
        CostLine(LABELS[REST], Exact(rest), key=REST),
    ]


def share_of_stand(plan: Scenario) -> float:
    """The share of a plan's budget that grows with the size of the stand; 0 where it has none."""
    budget = [line for line in plan.costs if line.stage is None]
    sizes = [line.amount.likely * line.size(plan.inputs) for line in budget]
    grown = [size for line, size in zip(budget, sizes, strict=True) if line.per == "m2"]
    return sum(grown) / sum(sizes) if sum(sizes) else 0.0


# What was changed by hand since


def kept(made: Scenario, before: Scenario, now: Scenario, said: Iterable[str] = ()) -> Scenario:
    """The plan that was made, with what was changed by hand in the one made before.

    made    from the facts as they are
    before  from the facts as they were
    now     what came of `before` since
    said    paths of inputs, and "costs", that the newest facts speak of: these are as in `made`

    A line of the budget whose size is in the plan no more (`CostLine.size`) costs the same money
    per fair, and what cancelling cost of a line that is gone stays the money that it was.
    """
    newest = {*said}
    changed = {path for path in PATHS if before.inputs.get(path) != now.inputs.get(path)} - newest
    inputs = _inputs(made, now, changed)
    marked = changed | {path for path in PATHS if _marks(before, path) != _marks(now, path)}
    marked -= newest | {path for path in changed if inputs.get(path) != now.inputs.get(path)}
    evidence = {path: kind for path, kind in made.evidence.items() if path not in marked}
    evidence |= {path: kind for path, kind in now.evidence.items() if path in marked}
    by_hand = now.costs != before.costs and "costs" not in newest
    settings = {
        name: getattr(now, name) for name in SETTINGS if getattr(now, name) != getattr(before, name)
    }
    costs = _paid(now if by_hand else made, inputs)
    if "decide" in settings:
        settings["decide"] = settled(now.decide, now.costs, now.inputs, costs)
    return replace(
        made,
        inputs=inputs,
        costs=costs,
        evidence=evidence,
        yours=(made.yours - marked) | (now.yours & marked),
        **settings,
    )


def _marks(plan: Scenario, path: str) -> tuple[str | None, bool]:
    """How an input is known, and whether it was set."""
    return plan.evidence.get(path), path in plan.yours


def _inputs(made: Scenario, now: Scenario, changed: Iterable[str]) -> dict[str, Belief]:
    """Those of the plan that was made, with what is changed as it is now, or gone; and what is
    needed with them."""
    inputs = {path: belief for path, belief in made.inputs.items() if path not in {*changed}}
    inputs |= {path: now.inputs[path] for path in changed if path in now.inputs}
    for key in {PATHS[path].key for path in inputs}:
        for path in (path for parameter in needed_together(key) for path in parameter.paths):
            if path not in inputs:
                inputs[path] = (made if path in made.inputs else now).inputs[path]
    return inputs


def _paid(plan: Scenario, inputs: Mapping[str, Belief]) -> tuple[CostLine, ...]:
    """The budget of a plan beside other inputs."""
    return tuple(
        line if {*line.needs} <= {*inputs} else line.per_fair(plan.inputs) for line in plan.costs
    )
