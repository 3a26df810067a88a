"""Whoever waits longest comes first, and nobody who has gone keeps the others waiting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.draws import turn as module
from sim.draws.turn import Turn

Queue = Callable[[str], None]


@pytest.fixture
def visitors() -> Iterator[tuple[Turn, list[str], Queue]]:
    """A turn, who has had it, and a way to let one more queue for it."""
    turn, had = Turn(), list[str]()

    def visit(name: str) -> None:
        with turn:
            had.append(name)

    with ThreadPoolExecutor(8) as pool:

        def queue(name: str) -> None:
            others = turn.waiting
            pool.submit(visit, name)
            while turn.waiting == others:
                time.sleep(0.001)

        yield turn, had, queue


def test_who_has_had_the_turn_and_asks_again_comes_after_all_who_wait(
    visitors: tuple[Turn, list[str], Queue],
) -> None:
    turn, had, queue = visitors
    with turn:
        for name in ("first", "second", "third"):
            queue(name)
    with turn:
        had.append("again")
    assert had == ["first", "second", "third", "again"]


def test_who_has_the_turn_may_take_it_again_before_those_who_wait(
    visitors: tuple[Turn, list[str], Queue],
) -> None:
    turn, had, queue = visitors
    with turn:
        queue("first")
        with turn:
            had.append("inside")
        had.append("after")
    with turn:
        assert had == ["inside", "after", "first"]


def test_who_is_interrupted_while_waiting_keeps_nobody_else(
    visitors: tuple[Turn, list[str], Queue], monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, had, queue = visitors

    class Interrupted(module._Place):
        def __init__(self, thread: int) -> None:
            self.thread = thread
            self.called = _Broken()  # type: ignore[assignment]

    def given_up() -> None:
        with pytest.raises(KeyboardInterrupt), turn:
            pass

    with turn:
        queue("first")
        with monkeypatch.context() as patched, ThreadPoolExecutor(1) as another:
            patched.setattr(module, "_Place", Interrupted)
            another.submit(given_up).result(timeout=20)
        assert turn.waiting == 1
        queue("second")
    with turn:
        assert had == ["first", "second"]


class _Broken:
    """A lock for which Ctrl-C comes while somebody waits."""

    def acquire(self) -> bool:
        raise KeyboardInterrupt
