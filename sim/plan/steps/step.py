"""A step: what it is called, what it costs, and what it changes; and a plan in which steps are
taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.plan.beliefs import Belief
from sim.plan.budget import CostLine
from sim.plan.checks import checked_text
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.steps.changes import Change, Plus, Times, changed, fitting

MOST_STEPS: Final = 10  # of which there are 1,024 sets


@dataclass(frozen=True)
class Step:
    """Something that could be done about a plan, or left.

    label   what it is called; no two steps of a plan are called the same
    cost    money, a belief; it is paid as a cost line per fair, overrun and all
    change  what it does to each input that it changes, by path, in the order of `PATHS`; given as
            a mapping or as pairs

    Raises `ScenarioError`.
    """

    label: str
    cost: Belief
    change: tuple[tuple[str, Change], ...]

    def __post_init__(self) -> None:
        with at("label"):
            object.__setattr__(self, "label", checked_text(self.label))
        with at("cost"):
            Unit.MONEY.check_belief(self.cost)
        told: Any = self.change
        found = dict(told.items() if isinstance(told, Mapping) else told)
        if not found:
            raise ScenarioError("missing", "change", form="at least one input, and what it becomes")
        for path in found:
            if path not in PATHS:
                place = f"change.inputs.{path}"
                raise ScenarioError("unknown_key", place, allowed=", ".join(PATHS))
        ordered = tuple((path, found[path]) for path in PATHS if path in found)
        object.__setattr__(self, "change", ordered)

    @property
    def line(self) -> CostLine:
        """What is paid for it."""
        return CostLine(self.label, self.cost)


def check_steps(steps: Sequence[Step], inputs: Mapping[str, Belief]) -> None:
    """Raises `ScenarioError` for too many steps, two of one name, and one that cannot change what
    it says."""
    if len(steps) > MOST_STEPS:
        raise ScenarioError("too_many", "steps", got=len(steps), most=MOST_STEPS)
    seen: set[str] = set()
    for number, step in enumerate(steps, start=1):
        with at(f"steps[{number}]"):
            if step.label in seen:
                raise ScenarioError("same_step", "label", got=step.label)
            seen.add(step.label)
            for path, change in step.change:
                _check_change(path, change, inputs.get(path))


def _check_change(path: str, change: Change, belief: Belief | None) -> None:
    """What it comes to may still leave what the input allows: that is told where it is taken."""
    with at(f"change.inputs.{path}"):
        if not isinstance(change, Plus | Times):
            PATHS[path].unit.check_belief(change)
        elif belief is None:
            raise ScenarioError("nothing_to_change", got=change.raw)
        elif isinstance(change, Plus):
            change.of(belief)


def inputs_after(
    inputs: Mapping[str, Belief], steps: Iterable[tuple[int, Step]]
) -> dict[str, Belief]:
    """The beliefs that these steps change, as they are once all are taken; each step comes with
    its number, which a problem tells.

    New beliefs come first, whichever step they are of, then sums, then factors: two steps together
    are the same in either order, but for new beliefs of one input, of which the last one counts.
    Raises `ScenarioError` where that is not allowed.
    """
    todo = [
        (_order(change), number, path, change)
        for number, step in steps
        for path, change in step.change
    ]
    found: dict[str, Belief] = {}
    for _, number, path, change in sorted(todo, key=lambda one: one[0]):
        with at(f"steps[{number}].change.inputs.{path}"):
            found[path] = changed(found.get(path, inputs.get(path)), change, PATHS[path])
    return found


def _order(change: Change) -> int:
    return {Plus: 1, Times: 2}.get(type(change), 0)


def kept(
    steps: Iterable[Step], before: Mapping[str, Belief], now: Mapping[str, Belief]
) -> tuple[Step, ...]:
    """The steps of a plan whose inputs become others: what a step can no longer change is left out
    of it, and a step that changes nothing any more with it."""
    found = []
    for step in steps:
        pairs = (
            (path, fitting(change, before.get(path), now.get(path))) for path, change in step.change
        )
        change = tuple((path, one) for path, one in pairs if one is not None)
        if change:
            found.append(step if change == step.change else replace(step, change=change))
    return tuple(found)
