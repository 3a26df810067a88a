"""The sets of steps that can be taken together, and what each costs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.plan.beliefs import Belief
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.plan.steps.step import Step, inputs_after
from sim.play.abreast import Variant


@dataclass(frozen=True)
class StepSet:
    """Some of a plan's steps, by their places in it; the empty one is the plan as it is.

    cost  money at the likely values, without overrun (`price`); less than 0 where it saves more
    """

    places: tuple[int, ...]
    cost: float
    variant: Variant

    def without(self, place: int) -> tuple[int, ...]:
        return tuple(other for other in self.places if other != place)


def step_sets(plan: Scenario) -> list[StepSet]:
    """Every set of the plan's steps, the cheapest first, of equal ones the one with fewer steps.

    Left out are those whose steps do not go together, because what they come to leaves what an
    input allows. Raises `ScenarioError` for a step that cannot even be taken alone.
    """
    places = range(len(plan.steps))
    found = [one for size in range(len(places) + 1) for one in _of_size(plan, places, size)]
    return sorted(found, key=lambda one: (one.cost, len(one.places)))


def _of_size(plan: Scenario, places: Sequence[int], size: int) -> Iterator[StepSet]:
    for chosen in itertools.combinations(places, size):
        steps = [plan.steps[place] for place in chosen]
        try:
            inputs = _inputs(plan, chosen, steps)
        except ScenarioError:
            if size == 1:
                raise
            continue
        yield StepSet(chosen, _price(plan, steps, inputs), Variant(inputs, chosen))


def price(plan: Scenario, steps: Sequence[Step]) -> float:
    """What these steps cost together, money at the likely values and without overrun: their own
    cost, and what the lines of the budget grow (or shrink) by that are paid per person, per day of
    one or per m2. Raises `ScenarioError` where they do not go together."""
    return _price(plan, steps, inputs_after(plan.inputs, enumerate(steps, start=1)))


def _price(plan: Scenario, steps: Sequence[Step], changed: Mapping[str, Belief]) -> float:
    after = {**plan.inputs, **changed}
    grown = sum(
        line.amount.likely / line.over * (line.size(after) - line.size(plan.inputs))
        for line in plan.costs
        if any(key in changed for key in line.needs)
    )
    return sum((step.cost.likely for step in steps), start=0.0) + grown


def _inputs(plan: Scenario, chosen: Sequence[int], steps: Sequence[Step]) -> dict[str, Belief]:
    """The beliefs that change; whether the whole plan is allowed is asked where more than numbers
    of it change."""
    inputs = inputs_after(plan.inputs, zip((place + 1 for place in chosen), steps, strict=True))
    if any(path not in plan.inputs or path.startswith("mix.") for path in inputs):
        plan.with_(inputs=inputs, steps=())
    return inputs


def taking(plan: Scenario, places: Sequence[int]) -> Scenario:
    """The plan in which the steps at these places are taken."""
    return plan.taking([plan.steps[place] for place in places])
