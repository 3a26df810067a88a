"""What several steps would do together, in words."""

from __future__ import annotations

from collections.abc import Sequence

from sim.plan.beliefs import Belief
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.plan.steps.changes import Change, changed
from sim.together.everywhere import Everywhere
from sim.together.together import Together
from words.catalogue import Words
from words.markdown import quoted
from words.stepwise.typed import change_typed

# What a step does


def change_told(plan: Scenario, path: str, change: Change, w: Words) -> str:
    """What an input becomes: its name, and its likely value before and after."""
    before = plan.inputs.get(path)
    try:
        after: Belief = changed(before, change, PATHS[path])
    except ScenarioError:
        return f"{quoted(w.input(path))}: {change_typed(change, PATHS[path].unit, w)}"
    now = w("together.none") if before is None else _value(path, before.likely, plan, w)
    then = _value(path, after.likely, plan, w)
    return w("together.becomes", name=quoted(w.input(path)), now=now, then=then)


def _value(path: str, value: float, plan: Scenario, w: Words) -> str:
    return w.value(value, PATHS[path].unit, plan.currency)


# What they do together


def listed(labels: Sequence[str], w: Words) -> str:
    """Labels as they stand in a sentence."""
    told = [f"'{label}'" for label in labels]
    if len(told) == 1:
        return told[0]
    return w("together.and", first=", ".join(told[:-1]), last=told[-1])


def headline(found: Together, plan: Scenario, w: Words) -> str:
    """The answer in one sentence; `plan` has the steps."""
    wanted, n = w.short(100 * found.wanted), w.of_hundred(found.chance.value)
    if not found.steps:
        which = "enough" if found.reached else "none_helps"
        return w(f"together.{which}", today=n, wanted=wanted)
    cost, saves = w.costs(abs(found.cost), plan.currency), found.cost < 0
    if not found.reached:
        which = "not_reached_saving" if saves else "not_reached"
        return w(f"together.{which}", n=n, cost=cost, wanted=wanted)
    which = "reached_saving" if saves else "reached"
    return w.counted(f"together.{which}", len(found.steps), n=n, cost=cost, wanted=wanted)


def change_of_all(found: Everywhere, w: Words) -> str:
    """Every rate a bit better, in one sentence."""
    wanted, n = w.short(100 * found.wanted), w.of_hundred(found.chance.value)
    if not found.rates:
        return w("together.everywhere.exact")
    which = "reached" if found.reached else "not_reached"
    if found.shift == 0:
        which = "enough"
    return w(f"together.everywhere.{which}", n=n, wanted=wanted)
