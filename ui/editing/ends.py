"""Low and high when the likely value moves: which go along, which stay, and in what numbers.

An end that nobody typed goes along, so that the range stays as wide on its own scale, and stands
in round numbers; how wide it was is remembered in full, so that moving to and fro rounds nothing
away. An end that was typed in this visit stays where it is when likely is typed. Only where likely
comes to lie beyond it, it goes along too: the newest number is meant, and the other end still
holds. The slider shifts the whole range, whoever gave its ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import with_round_ends
from ui.visit import state
from ui.visit.keys import Key

ENDS: Final = ("low", "high")


@dataclass(frozen=True)
class Memory:
    """What is known of a range beside its numbers: the ends that were typed, and the range in full
    behind the one in round numbers. It means nothing any more where the plan has other numbers."""

    typed: Mapping[str, float] = field(default_factory=dict)
    shown: Range | None = None
    full: Range | None = None


MEMORIES: Final = Key[Mapping[tuple[str, str], Memory]]("ends", {})  # by plan and input


def _memory(path: str) -> Memory:
    return state.kept(MEMORIES).get((state.slot(), path), Memory())


def _remember(path: str, memory: Memory) -> None:
    state.change(MEMORIES, lambda others: {**others, (state.slot(), path): memory})


def were_typed(path: str, ends: Mapping[str, float]) -> None:
    """These ends of the range at `path` were typed, and could be believed."""
    if ends:
        memory = _memory(path)
        _remember(path, replace(memory, typed={**memory.typed, **ends}))


def around(path: str, belief: Range, likely: float, typed: Mapping[str, float]) -> Range:
    """The range with another likely value, typed into its box; `typed` are ends that were typed
    with it and stay in any case. Raises `ScenarioError`."""
    earlier = {
        end: x for end, x in _memory(path).typed.items() if getattr(belief, end) == x
    } | dict(typed)
    stay = {
        end: x
        for end, x in earlier.items()
        if end in typed or (x < likely if end == "low" else x > likely)
    }
    return _moved(path, belief, likely, stay)


def shifted(path: str, belief: Belief, likely: float) -> Belief:
    """The whole range around another likely value, or the exact number there. Raises
    `ScenarioError`."""
    if not isinstance(belief, Range):
        return Exact(likely, belief.scale)
    return _moved(path, belief, likely, {})


def _moved(path: str, belief: Range, likely: float, stay: Mapping[str, float]) -> Range:
    memory = _memory(path)
    wide = memory.full if memory.full is not None and memory.shown == belief else belief
    try:
        along = wide.moved(likely)
    except (ScenarioError, ValueError, FloatingPointError):
        raise ScenarioError(
            "likely_outside", likely=likely, low=belief.low, high=belief.high
        ) from None
    low, high = (stay.get(end, getattr(along, end)) for end in ENDS)
    if not low < likely < high:  # an end typed with it: refused in the numbers of the boxes
        low, high = (stay.get(end, getattr(belief, end)) for end in ENDS)
    full = Range(low, high, likely, belief.scale)
    shown = with_round_ends(full, tuple(stay))
    _remember(path, replace(memory, shown=shown, full=full))
    return shown
