"""Fairs played at the same time: callers one after the other, the blocks of one at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from sim.draws.streams import BLOCK, Draws
from sim.plan.file import example
from sim.plan.johnson import Array
from sim.play.engine import chances, simulate

PLAN = example("regional")
TRIALS = 256
Drawn = Callable[[Draws], dict[str, Array]]


@pytest.fixture
def at_once() -> tuple[Drawn, list[int]]:
    """How many fairs were being drawn whenever one more began."""
    there: set[object] = set()
    found: list[int] = []

    def drawn(_: Draws) -> dict[str, Array]:
        me = object()
        there.add(me)
        found.append(len(there))
        time.sleep(0.01)
        there.remove(me)
        return {}

    return drawn, found


@pytest.mark.parametrize("play", [simulate, chances])
def test_who_ask_at_once_are_answered_in_turn(
    play: Callable[..., object], at_once: tuple[Drawn, list[int]]
) -> None:
    drawn, found = at_once
    with ThreadPoolExecutor(4) as visitors:
        list(visitors.map(lambda seed: play(PLAN, trials=TRIALS, seed=seed, drawn=drawn), range(8)))
    assert found == [1] * 8


def test_the_blocks_of_one_caller_are_played_at_once() -> None:
    both = Barrier(2, timeout=20)

    def drawn(_: Draws) -> dict[str, Array]:
        both.wait()
        return {}

    assert chances(PLAN, trials=2 * BLOCK, drawn=drawn, threads=2).trials == 2 * BLOCK


def test_a_fair_that_cannot_be_played_leaves_the_turn_to_the_next() -> None:
    def broken(_: Draws) -> dict[str, Array]:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        simulate(PLAN, trials=TRIALS, drawn=broken)
    with ThreadPoolExecutor(1) as another:
        assert another.submit(simulate, PLAN, trials=TRIALS).result(timeout=20).trials == TRIALS


def test_what_is_drawn_of_a_fair_may_come_from_other_fairs() -> None:
    def drawn(_: Draws) -> dict[str, Array]:
        return {"visitors": simulate(PLAN, trials=TRIALS, seed=2)["contacts"] + 1}

    assert simulate(PLAN, trials=TRIALS, drawn=drawn).trials == TRIALS
