"""A range that was meant as 9 of 10, turned into the one of 8 of 10 that means the same, and back.

It stands in the popover of an input whose range is the visitor's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from sim.plan.beliefs import Range
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import rounded
from sim.plan.tails import from_nine_of_ten
from ui.editing import counting, ends, redraw
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import dollars_escaped

FIGURES: Final = 4  # of an end


@dataclass(frozen=True)
class Turned:
    """A range as it was typed, and what it became."""

    typed: Range
    became: Range


TURNED: Final = Key[Mapping[tuple[str, str], Turned]]("nine_of_ten", {})  # by plan and input


def _turned(path: str) -> Turned | None:
    """What was turned here, as long as the plan has it."""
    found = state.kept(TURNED).get((state.slot(), path))
    return found if found and state.plan().inputs.get(path) == found.became else None


def eight_of_ten(belief: Range) -> Range | None:
    """The range of 8 of 10 that means what `belief` means as 9 of 10, its ends in a few figures;
    None where there is none."""
    found = from_nine_of_ten(belief)
    if found is None:
        return None
    low, high = (rounded(x, FIGURES)[0] for x in (found.low, found.high))
    try:
        return replace(found, low=low, high=high)
    except ScenarioError:  # so narrow that the figures meet
        return found


def offer(path: str) -> None:
    """The button that turns the range; once it is turned, what it was and the way back."""
    w, plan = state.language(), state.plan()
    belief, turned = plan.inputs[path], _turned(path)
    if turned is not None:
        before, after = (_ends(path, one, w) for one in (turned.typed, turned.became))
        new = {f"new_{end}": text for end, text in after.items()}
        st.markdown(dollars_escaped(w("inputs.nine_taken", **before, **new)))
        _button(w("inputs.nine_back", **before), "back", _back, path)
        return
    if not isinstance(belief, Range) or path not in plan.yours or counting.begun(path):
        return
    became = eight_of_ten(belief)
    if became is not None:
        st.caption(w("inputs.nine_why"))
        _button(w("inputs.nine_take", **_ends(path, became, w)), "take", _take, path)


def _ends(path: str, belief: Range, w: Words) -> dict[str, str]:
    unit, currency = PATHS[path].unit, state.plan().currency
    return {end: w.value(getattr(belief, end), unit, currency) for end in ends.ENDS}


def _button(label: str, way: str, edit: redraw.Edit, path: str) -> None:
    st.button(
        dollars_escaped(label),
        key=f"nine.{way}.{path}",
        type="tertiary",
        on_click=redraw.after,
        args=(edit, path),
    )


def _take(path: str) -> bool:
    belief = state.plan().inputs[path]
    became = eight_of_ten(belief) if isinstance(belief, Range) else None
    if not isinstance(belief, Range) or became is None or _turned(path) is not None:
        return False
    _believe(path, became)
    here = (state.slot(), path)
    state.change(TURNED, lambda others: {**others, here: Turned(belief, became)})
    return True


def _back(path: str) -> bool:
    turned = _turned(path)
    if turned is None:
        return False
    _believe(path, turned.typed)
    return True


def _believe(path: str, belief: Range) -> None:
    """The ends count as typed: they stay where they are when likely is typed."""
    state.drafts().pop(path, None)
    state.believe(path, belief)
    ends.were_typed(path, {end: getattr(belief, end) for end in ends.ENDS})
