"""A plan from the facts at hand: what was said is in it, everything else is the example's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sim.actuals.record import OPEN_TOTALS, Entry, Figure, Record
from sim.evaluate.next_plan import Next, next_plan
from sim.evaluate.several import Past
from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.file import example
from sim.plan.parameters import PATHS, exactly
from sim.plan.round_numbers import with_round_ends
from sim.plan.scenario import CostLine, Frozen, Scenario
from sim.start.facts import Facts

OWN: Final = "own"  # the example that nobody has chosen
MOVED: Final = (
    "visitors",
    "order_value",
    "margin",
)  # the likely value was said, not how sure it is
SAID: Final = ("staff", "days", "area")
# Lines of a budget that was told as one sum.
ALL, STAND, REST = "costs_in_all", "space_and_stand", "everything_else"
LABELS: Final = {ALL: "Costs in all", STAND: "Space and stand", REST: "Everything else"}
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

    A likely value that was said moves the example's range, as wide as before on its own scale.
    Earlier fairs are learned from as from totals of a fair of which no lead is open any more, with
    the same people on its stand (`sim.evaluate.next_plan`). Raises `ScenarioError`.
    """
    start = example(facts.kind or OWN) if base is None else base
    plan = _with_numbers(start, facts)
    plan = plan.with_(costs=_costs(plan, facts, grows))
    past = [
        Past(fair.format(n=number + 1), _over(told).known())
        for number, told in enumerate(facts.fairs)
        if told
    ]
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
    PATHS[key].unit.check(likely)
    inside = likely > 0 and (PATHS[key].unit.most > 1 or likely < 1)
    if not isinstance(belief, Range) or not inside:
        return exactly(key, likely)
    return with_round_ends(belief.moved(likely))


def _over(told: Mapping[str, int]) -> Record:
    """An earlier fair as it is told: in totals, and nobody is open any more."""
    figures: dict[str, Figure | None] = {**told, **dict.fromkeys(OPEN_TOTALS, 0)}
    return Record(FAIR_DAY, (Entry(FAIR_DAY + OVER, figures),))


# Costs


def _costs(plan: Scenario, facts: Facts, grows: Callable[[str], bool]) -> tuple[CostLine, ...]:
    """The budget that was said, beside those of the example's lines that a stage counts."""
    if facts.lines:
        budget = [_line(label, money, facts.area, grows) for label, money in facts.lines]
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
    example's proportion."""
    share = share_of_stand(plan)
    if not area or not share:
        return [CostLine(LABELS[ALL], Exact(costs), key=ALL)]
    stand = round(share * costs / area) * area
    return [
        CostLine(LABELS[STAND], Exact(stand / area), "m2", STAND),
        CostLine(LABELS[REST], Exact(costs - stand), key=REST),
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
    """
    newest = {*said}
    hand = {
        path: belief
        for path, belief in now.inputs.items()
        if path not in newest and belief != before.inputs.get(path)
    }
    gone = {path for path in before.inputs if path not in now.inputs} - newest
    costs = made.costs if "costs" in newest or now.costs == before.costs else now.costs
    inputs = {path: one for path, one in made.inputs.items() if path not in gone} | hand
    evidence = {path: now.evidence[path] for path in hand if path in now.evidence}
    return replace(
        made,
        name=made.name if now.name == before.name else now.name,
        inputs=inputs,
        costs=costs,
        evidence={**made.evidence, **evidence},
        yours=(made.yours | (now.yours & frozenset(hand))) - gone,
    )
