"""Counts that are being typed: "we counted X of Y" begins with empty boxes, and counts when both
are filled. Until then the number is believed as before.

What stands in the boxes so far is a draft of a place of its own: it goes when the plan is reset,
and it is no number that could not be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from ui.visit import state

PARTS: Final = ("hits", "of")


def _place(path: str) -> str:
    return f"counting.{path}"


def begun(path: str) -> bool:
    """Whether the boxes of a count stand at this input, not both filled yet."""
    return _place(path) in state.drafts()


def texts(path: str) -> dict[str, str]:
    """What stands in the boxes so far."""
    typed, _ = state.drafts().get(_place(path), ({}, None))
    return {part: str(typed.get(part, "")) for part in PARTS}


def keep(path: str, typed: Mapping[str, str]) -> None:
    """The boxes stand there, and hold this."""
    state.drafts()[_place(path)] = (typed, ScenarioError("missing", path, form=Unit.COUNT.form))


def end(path: str) -> None:
    """The count was told, or is not asked for any more."""
    state.drafts().pop(_place(path), None)
