"""Answers of a page: simulated once for equal numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sim import Scenario
from sim.plan.file import example
from ui.visit import answers

PLAN = example("regional")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The seeds of the fairs that were played."""
    found: list[int] = []

    def play(_: Scenario, *, seed: int) -> int:
        found.append(seed)
        return seed

    monkeypatch.setattr(answers, "played", play)
    monkeypatch.setattr(answers, "summarised", lambda seed: seed)
    answers._answer.cache_clear()
    yield found
    answers._answer.cache_clear()


def test_equal_numbers_are_played_once_whatever_the_plan_is_called(played: list[int]) -> None:
    for name in ("Fair", "Beurs", "Fair"):
        answers.answer(PLAN.with_(name=name), 7)
    answers.answer(PLAN, 8)
    assert played == [7, 8]
