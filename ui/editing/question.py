"""The question at a box about a number that stands far from the one before, with its answers.

The number itself is asked about in `ui.editing.doubts`; each part of the screen says what a click
does to its own box.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from sim.plan.parameters import Unit
from ui.editing.doubts import Doubt
from ui.visit import state

Click = tuple[Callable[..., Any], tuple[Any, ...]]
"""A callback and what it is called with."""


def show(place: str, doubt: Doubt | None, unit: Unit, *, take: Click, keep: Click) -> None:
    """``16, or 16,000?`` and a button for each; nothing where there is no doubt."""
    if doubt is None:
        return
    w = state.language()
    numbers = {"typed": doubt.typed, "meant": doubt.meant, "before": doubt.before}
    told = {name: w.typed(x, unit) for name, x in numbers.items() if x is not None}
    kind = "new" if doubt.before is None else doubt.of
    with st.container(key=f"doubt.{place}", gap="xxsmall"):
        st.markdown(w(f"inputs.doubt_{kind}" if kind else "inputs.doubt", **told))
        with st.container(horizontal=True, gap="small"):
            for answer, (callback, args) in (("take", take), ("keep", keep)):
                st.button(
                    w(f"inputs.doubt_{answer}", **told),
                    key=f"doubt.{answer}.{place}",
                    type="tertiary",
                    on_click=callback,
                    args=args,
                )
