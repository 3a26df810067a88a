"""What is asked of a plan beyond its answer: worked out once for equal numbers, part by part."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Semaphore
from typing import Any, Final, TypeVar

import streamlit as st

from sim.plan.file import dumps
from sim.plan.scenario import Scenario
from sim.play.enough import played
from sim.play.result import Result
from ui.visit import state
from ui.visit.keys import Key

T = TypeVar("T")
WAIT: Final = 0.1  # seconds from one look to the next
_TURN: Final = Key[Semaphore | None]("worked_out.turn", None)


def detailed(plan: Scenario, seed: int, trials: int | None = None) -> Result:
    """The trials with all their detail; do not change them, everybody gets the same ones. So many
    as the plan's answer has, or `trials` where plans are compared fair by fair."""
    return _detailed(dumps(plan.numbers), plan.numbers, seed, trials)


@st.cache_resource(max_entries=16, show_spinner=False)
def _detailed(key: str, _plan: Scenario, seed: int, trials: int | None) -> Result:
    return played(_plan, seed=seed, trials=trials, detail=True)


def of_trials(work: Callable[..., T], plan: Scenario, seed: int, *more: Hashable) -> T:
    """``work(detailed(plan, seed), *more)``, `work` a function of a module."""

    def on_plan(plan: Scenario, seed: int, *more: Hashable) -> T:
        return work(detailed(plan, seed), *more)

    found: T = _asked(_name(work), dumps(plan.numbers), seed, more, on_plan, plan.numbers)
    return found


def asked(work: Callable[..., T], plan: Scenario, seed: int, *more: Hashable) -> T:
    """``work(plan, seed, *more)``, a function of a module, with the numbers of the plan only."""
    found: T = _asked(_name(work), dumps(plan.numbers), seed, more, work, plan.numbers)
    return found


def _name(work: Callable[..., Any]) -> str:
    return f"{work.__module__}.{work.__qualname__}"


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
def in_turn() -> Iterator[None]:
    """One run of a visit at a time, then the newest. At every edit Streamlit begins another run,
    while the ones before it work on until they next touch the session: of thirty figures typed in
    one go all thirty would be worked out at once. Whoever waits here meanwhile is broken off."""
    state.change(_TURN, lambda turn: turn or Semaphore())
    turn = state.kept(_TURN)
    assert turn is not None
    while not turn.acquire(timeout=WAIT):
        state.kept(_TURN)
    try:
        state.kept(_TURN)
        yield
    finally:
        turn.release()


@contextmanager
def working(part: int, parts: int) -> Iterator[None]:
    """While a part is worked out its place says so; what stands above it can be read already."""
    w = state.language()
    with st.spinner(w("questions.working", part=part, parts=parts)):
        yield
