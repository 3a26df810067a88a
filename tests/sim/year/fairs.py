"""Fairs of a year for the tests: eight made of the three examples, and plain ones."""

from __future__ import annotations

import tomllib
from typing import Any

from sim import Exact, Range, Scenario, dumps, example
from sim.plan.beliefs import Belief
from sim.plan.parameters import exactly
from sim.year.year import Candidate, Year


def without_rush(name: str) -> Scenario:
    """An example as it was before it had peaks, for which the figures of the year were found."""
    plan = example(name)
    return plan.with_(
        inputs={"rush": exactly("rush", 1.0)} if "rush" in plan.inputs else {},
    )


def scaled(plan: Scenario, name: str, visitors: float, value: float) -> Scenario:
    """The plan with so many times its visitors and its order value."""
    moved: dict[str, Belief] = {}
    for path, times in (("visitors", visitors), ("order_value", value)):
        belief = plan.inputs[path]
        assert isinstance(belief, Range)
        moved[path] = Range(belief.low * times, belief.high * times, belief.likely * times)
    return plan.with_(name=name, inputs=moved)


def eight() -> tuple[Scenario, ...]:
    """Eight fairs: the three examples, and larger, smaller, richer and poorer ones of each."""
    regional, national, international = map(without_rush, ("regional", "national", "international"))
    return (
        regional,
        scaled(regional, "Regional, richer", 1.0, 1.6),
        scaled(regional, "Regional, larger", 1.5, 1.3),
        national,
        scaled(national, "National, richer", 1.0, 1.5),
        scaled(national, "National, smaller", 0.7, 1.2),
        international,
        scaled(international, "International, poorer", 1.0, 0.8),
    )


def year_of(*plans: Scenario, **others: Any) -> Year:
    return Year(tuple(map(Candidate, plans)), **others)


def plain(name: str = "Plain", **inputs: Belief) -> Scenario:
    """A regional fair without a limit of people, every input exact but those given; orders are all
    of one value, costs are exact and per fair."""
    plan = example("regional").without_staff_limit()
    exact = {path: exactly(path, plan.inputs[path].likely) for path in plan.inputs}
    exact["order_value_spread"] = exactly("order_value_spread", 0.0)
    exact["cost_overrun"] = Exact(1.0)
    each = [line for line in plan.costs if line.per == "fair"]
    costs = tuple(type(line)(line.label, Exact(line.amount.likely), key=line.key) for line in each)
    return plan.with_(name=name, inputs=exact | inputs, costs=costs, income=())


def document(plan: Scenario) -> dict[str, Any]:
    """The plan as `tomllib` reads its file."""
    return tomllib.loads(dumps(plan))
