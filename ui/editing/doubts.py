"""What is asked at a box about a number that stands far from the one before.

A share that was typed as 0.06 can be meant as 6 %, and 16 in the place of 18,000 as 16,000. What
was typed counts, until the visitor says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.plan.beliefs import Belief, Counted
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from ui.visit import state
from ui.visit.keys import Key

FAR: Final = 10**1.5  # times: from here on a number may be one that is 100 times as large
FARTHER: Final = 10**2.5  # and from here on 1000 times


@dataclass(frozen=True)
class Doubt:
    """A number that was typed, the one that may be meant, and the one that stood there before."""

    part: str
    typed: float
    meant: float
    before: float


DOUBTS: Final = Key[Mapping[tuple[str, str], Doubt]]("doubts", {})  # by plan and input


def open_doubt(path: str) -> Doubt | None:
    """What is asked at this input: nothing any more where the plan has another number there."""
    doubt, belief = state.kept(DOUBTS).get((state.slot(), path)), state.plan().inputs.get(path)
    if doubt is None or getattr(belief, doubt.part, None) != doubt.typed:
        return None
    return doubt


def settle(path: str) -> None:
    """Nothing is asked at this input any more."""
    state.change(
        DOUBTS,
        lambda others: {at: one for at, one in others.items() if at != (state.slot(), path)},
    )


def were_typed(path: str, old: Belief, texts: Mapping[str, str]) -> None:
    """These boxes of the input were typed, and are believed now. A number that was still asked
    about is no measure for the next: that is held against the one before it."""
    asked = state.kept(DOUBTS).get((state.slot(), path))
    settle(path)
    new = state.plan().inputs[path]
    if isinstance(new, Counted):
        return
    for part in sorted(texts, key="likely".__ne__):
        before, typed = float(getattr(old, part)), float(getattr(new, part))
        if asked is not None and (asked.part, asked.typed) == (part, before):
            before = asked.before
        meant = _meant(PATHS[path].unit, typed, before, percent="%" in texts[part])
        if meant is not None:
            _ask(path, Doubt(part, typed, meant, before))
            return


def _ask(path: str, doubt: Doubt) -> None:
    state.change(DOUBTS, lambda others: {**others, (state.slot(), path): doubt})


def _meant(unit: Unit, typed: float, before: float, *, percent: bool) -> float | None:
    """The number that may be meant by the one that was typed; None where there is no doubt."""
    if typed <= 0 or before <= 0:
        return None
    if unit is Unit.SHARE:
        small = typed < 0.01 and not percent and typed * 10 < before
        return 100 * typed if small else None
    away = typed / before
    if 1 / FAR < away < FAR:
        return None
    times = 1000 if away >= FARTHER or away <= 1 / FARTHER else 100
    meant = typed / times if away > 1 else typed * times
    try:
        unit.check(meant)
    except ScenarioError:
        return None
    return float(f"{meant:.12g}") if math.isfinite(meant) else None
