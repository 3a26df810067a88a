"""What is asked of a plan beyond its answer: worked out once for equal numbers, part by part."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st

from sim.engine import simulate
from sim.result import Result
from sim.scenario import Scenario
from sim.scenario_file import dumps
from ui import state
from ui.answer import TRIALS  # as many: every page has to say the same

T = TypeVar("T")


def detailed(plan: Scenario, seed: int) -> Result:
    """The trials with all their detail; do not change them, everybody gets the same ones."""
    return _detailed(dumps(plan.numbers), plan.numbers, seed)


@st.cache_resource(max_entries=16, show_spinner=False)
def _detailed(key: str, _plan: Scenario, seed: int) -> Result:
    return simulate(_plan, trials=TRIALS, seed=seed, detail=True)


def asked(work: Callable[..., T], plan: Scenario, seed: int, *more: Hashable) -> T:
    """``work(plan, seed, *more)``, a function of a module, with the numbers of the plan only."""
    name = f"{work.__module__}.{work.__qualname__}"
    found: T = _asked(name, dumps(plan.numbers), seed, more, work, plan.numbers)
    return found


@st.cache_data(max_entries=256, show_spinner=False)
def _asked(
    name: str,
    key: str,
    seed: int,
    more: tuple[Hashable, ...],
    _work: Callable[..., Any],
    _plan: Scenario,
) -> Any:
    return _work(_plan, seed, *more)


@contextmanager
def working(part: int, parts: int) -> Iterator[None]:
    """While a part is worked out its place says so; what stands above it can be read already."""
    w = state.language()
    with st.spinner(w("questions.working", part=part, parts=parts)):
        yield
