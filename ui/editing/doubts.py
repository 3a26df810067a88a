"""What is asked at a box about a number that stands far from the one before.

A share that was typed as 0.06 can be meant as 6 %, and 16 in the place of 18,000 as 16,000. What
was typed counts, until the visitor says otherwise; what else is remarked and only follows from it
waits until then (`as_meant`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Goal, Scenario
from ui.visit import state
from ui.visit.keys import Key

FAR: Final = 10**1.5  # times: from here on a number may be one that is 100 times as large
FARTHER: Final = 10**2.5  # and from here on 1000 times
BOX, PLAN, EXAMPLE = "", "planned", "example"  # whose number another is held against
GOAL: Final = "goal"  # the place of its boxes
GOAL_UNITS: Final = {"revenue": Unit.MONEY, "margin": Unit.SHARE}


@dataclass(frozen=True)
class Doubt:
    """A number that was typed, the one that may be meant, and the one that it is held against:
    what stood in the box before, or what the plan or an example has in its place (`of`)."""

    part: str
    typed: float
    meant: float
    before: float | None
    of: str = BOX


# By what the boxes belong to (a plan, a fair on a day) and by input or box.
DOUBTS: Final = Key[Mapping[tuple[str, str], Doubt]]("doubts", {})


# Of any box


def found(scope: str, place: str) -> Doubt | None:
    """What was asked there last; whoever shows it sees whether that number still stands there."""
    return state.kept(DOUBTS).get((scope, place))


def ask(scope: str, place: str, doubt: Doubt | None) -> None:
    """Asks this there from now on, or nothing any more."""

    def others(known: Mapping[tuple[str, str], Doubt]) -> Mapping[tuple[str, str], Doubt]:
        left = {at: one for at, one in known.items() if at != (scope, place)}
        return left if doubt is None else {**left, (scope, place): doubt}

    state.change(DOUBTS, others)


def meant_by(unit: Unit, typed: float, before: float | None, text: str) -> float | None:
    """The number that may be meant by the one that was typed as `text`; None where there is no
    doubt. Where nothing stood before, only a share below 1 % without its sign is in doubt."""
    if typed <= 0 or (before is not None and before <= 0):
        return None
    if unit is Unit.SHARE:
        small = typed < 0.01 and "%" not in text and (before is None or typed * 10 < before)
        return float(f"{100 * typed:.12g}") if small else None
    away = 1.0 if before is None else typed / before
    if 1 / FAR < away < FAR:
        return None
    times = 1000 if away >= FARTHER or away <= 1 / FARTHER else 100
    meant = typed / times if away > 1 else typed * times
    try:
        unit.check(meant)
    except ScenarioError:
        return None
    return float(f"{meant:.12g}") if math.isfinite(meant) else None


# Of the inputs of a plan


def open_doubt(path: str) -> Doubt | None:
    """What is asked at this input: nothing any more where the plan has another number there."""
    doubt, belief = found(state.slot(), path), state.plan().inputs.get(path)
    if doubt is None or getattr(belief, doubt.part, None) != doubt.typed:
        return None
    return doubt


def settle(path: str) -> None:
    """Nothing is asked at this input any more."""
    ask(state.slot(), path, None)


def were_typed(path: str, old: Belief, texts: Mapping[str, str]) -> None:
    """These boxes of the input were typed, and are believed now. A number that was still asked
    about is no measure for the next: that is held against the one before it."""
    asked = found(state.slot(), path)
    if open_doubt(path) is None:
        settle(path)
    new = state.plan().inputs[path]
    if isinstance(new, Counted) or isinstance(old, Counted):
        return
    for part in sorted(texts, key="likely".__ne__):
        before, typed = float(getattr(old, part)), float(getattr(new, part))
        if asked is not None and asked.before and (asked.part, asked.typed) == (part, before):
            before = asked.before
        meant = meant_by(PATHS[path].unit, typed, before, texts[part])
        if meant is not None:
            ask(state.slot(), path, Doubt(part, typed, meant, before))
            return


# Of the goal of a plan


def goal_doubt() -> Doubt | None:
    """What is asked at the boxes of the goal."""
    doubt, goal = found(state.slot(), GOAL), state.plan().goal
    if doubt is None or getattr(goal, doubt.part, None) != doubt.typed:
        return None
    return doubt


def goal_was_typed(old: Goal | None, texts: Mapping[str, str]) -> None:
    """The goal was typed into these boxes, and is the plan's now."""
    asked, new = found(state.slot(), GOAL), state.plan().goal
    if new is None or goal_doubt() is None:
        ask(state.slot(), GOAL, None)
    if new is None:
        return
    for part, unit in GOAL_UNITS.items():
        before, typed = getattr(old, part, None), float(getattr(new, part))
        if part not in texts or typed == before:
            continue
        if asked is not None and (asked.part, asked.typed) == (part, before):
            before = asked.before
        meant = meant_by(unit, typed, before, texts[part])
        if meant is not None:
            ask(state.slot(), GOAL, Doubt(part, typed, meant, before))
            return


# What waits until the visitor has said


def asked_about() -> frozenset[str]:
    """The inputs of the plan on the screen at which something is asked."""
    return frozenset(path for path in state.plan().inputs if open_doubt(path) is not None)


def as_meant() -> Scenario:
    """The plan on the screen with every number that is asked about as it may be meant: what is
    remarked of both plans alike does not follow from what is in doubt."""
    plan, inputs = state.plan(), {}
    for path in asked_about():
        doubt = open_doubt(path)
        if doubt is not None and doubt.part == "likely":
            inputs[path] = Exact(doubt.meant, plan.inputs[path].scale)
    goal, doubt = plan.goal, goal_doubt()
    if goal is not None and doubt is not None:
        goal = replace(goal, **{doubt.part: doubt.meant})
    return plan.with_(inputs=inputs, goal=goal)
