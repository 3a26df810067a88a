"""Answers of a page: simulated once for equal numbers, and one at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sim import Scenario
from sim.plan.file import example
from ui.visit import answers

PLAN = example("regional")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many were played at once whenever one more began."""
    there: set[int] = set()
    found: list[int] = []

    def play(_: Scenario, *, seed: int) -> int:
        there.add(seed)
        found.append(len(there))
        time.sleep(0.01)
        there.remove(seed)
        return seed

    monkeypatch.setattr(answers, "played", play)
    monkeypatch.setattr(answers, "summarised", lambda seed: seed)
    answers._answer.cache_clear()
    yield found
    answers._answer.cache_clear()


def told(seed: int, plan: Scenario = PLAN) -> Any:
    """The answer of a page, which is here whatever `play` gives."""
    return answers.answer(plan, seed)


def test_visitors_who_ask_at_once_are_answered_in_turn(played: list[int]) -> None:
    with ThreadPoolExecutor(4) as visitors:
        assert list(visitors.map(told, range(8))) == list(range(8))
    assert played == [1] * 8


def test_equal_numbers_are_played_once_whatever_the_plan_is_called(played: list[int]) -> None:
    for name in ("Fair", "Beurs", "Fair"):
        assert told(7, PLAN.with_(name=name)) == 7
    assert played == [1]


def test_an_answer_that_fails_leaves_the_turn_to_the_next(
    played: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Scenario, *, seed: int) -> int:
        raise InterruptedError(seed)

    with monkeypatch.context() as inside:
        inside.setattr(answers, "played", broken)
        with pytest.raises(InterruptedError):
            told(3)
    assert told(3) == 3
