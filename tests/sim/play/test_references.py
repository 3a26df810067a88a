"""Results are a contract: the recorded figures of the three fairs do not move by accident."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim import EXAMPLES, Scenario, example, load
from tests.sim.record import FOLDER, KEPT, recorded

MOVED = (
    "a result has moved. If that is meant, say so under 'Results change' in CHANGELOG.md and"
    " record anew: python -m tests.sim.record"
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_figure_of_a_fair_has_moved(name: str) -> None:
    assert_as_recorded(example(name), FOLDER / f"{name}.json")


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_figure_of_a_plan_of_before_has_moved(name: str) -> None:
    """The examples without peaks at the stand, as they were until 2026-11-29."""
    assert_as_recorded(load(str(KEPT / f"{name}.toml")), KEPT / f"{name}.json")


def assert_as_recorded(plan: Scenario, file: Path) -> None:
    before = json.loads(file.read_text("utf-8"))
    now = recorded(plan)
    assert set(now) == set(before), MOVED
    moved = [
        f"{figure}: {before[figure]!r} -> {now[figure]!r}"
        for figure in before
        # 1e-9: the last digits of exp and log differ from machine to machine
        if now[figure] != pytest.approx(before[figure], rel=1e-9, abs=1e-12)
    ]
    assert not moved, "\n".join([MOVED, *moved])


def test_every_recorded_file_belongs_to_a_fair() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(EXAMPLES)
