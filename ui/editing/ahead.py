"""Whoever steps a slider asks for the next step: it is simulated while the browser draws.

The answer is then there when the key comes, and a step costs no more than its picture. One step in
the same direction is enough: where the slider turns back, the answer is remembered.
"""

from __future__ import annotations

from typing import Final

from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from ui.editing import ends
from ui.visit import state
from ui.visit.answers import answer

NEXT: Final = "next_step"


def comes(path: str, likely: float) -> None:
    """The slider of the input at `path` may soon stand at `likely`; a browser knows steps in whole
    decimals."""
    state.keep(NEXT, (state.slot(), path, float(f"{likely:.12g}")))


def simulate() -> None:
    """Remembers the answer of the step that may come, if it is one that a plan can have."""
    expected = state.kept(NEXT)
    state.keep(NEXT, None)
    if expected is None or expected[0] != state.slot():
        return
    _, path, likely = expected
    plan = state.plan()
    try:
        new = ends.shifted(path, plan.inputs[path], likely, remember=False)
        PATHS[path].unit.check_belief(new)
        plan = plan.with_(inputs={**plan.inputs, path: new})
    except ScenarioError:
        return
    answer(plan, state.seed())
