"""A file of leads from what it came to up to what is offered of it, the same at every door."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from sim.crm.sheet import Standing
from sim.plan.problems import ScenarioError
from ui.crm import asks, counted, refine, upload
from ui.crm.opened import Door, Opened
from words.catalogue import Words


def show(
    door: Door,
    file: Opened,
    w: Words,
    offer: Callable[[Standing], None],
    *,
    first: Callable[[], None] = lambda: None,
    sourced: bool = True,
) -> None:
    """The whole way.

    offer    draws what can be made of how the leads stand, once nothing is left to ask
    first    draws what the door itself asks, before anything that only the file does
    sourced  whether sources are chosen among what is refined
    """
    try:
        upload.came_to(door, file, w)
        first()
        asked = asks.show(door, file, w)
        stood = file.stood(door.day, door.code)
    except ScenarioError as problem:
        st.warning(w.problem(problem), icon=":material/warning:")
    else:
        if counted.there(door, file, stood, w):
            counted.show(door, file, stood, w)
            if not asked:
                offer(stood)
    refine.show(door, file, w, sourced=sourced)
