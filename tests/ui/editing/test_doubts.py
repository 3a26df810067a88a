"""What is asked about a number that stands far from the one before: as typed, until said."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Exact, Range
from sim.plan.parameters import PATHS
from ui.editing import doubts, edits
from ui.editing.doubts import Doubt
from ui.visit import state

ORDERS = Range(30_000, 60_000, 42_000)


@pytest.mark.parametrize(
    ("path", "before", "typed", "meant"),
    [
        ("visitors", 18_000, "16", 16_000),
        ("visitors", 18_000, "160", 16_000),
        ("visitors", 16, "18,000", 18),
        ("visitors", 18_000, "1,800,000", 18_000),
        ("visitors", 18_000, "16 000", None),
        ("visitors", 18_000, "1,000", None),
        ("visitors", 18_000, "500,000", None),
        ("visitors", 18_000, "99,000,000", 99_000),
        ("visitors", 0, "16", None),
        ("visitors", 18_000, "0", None),
        ("order_value", 42_000, "42", 42_000),
        ("order_value", 42_000, "42k", None),
        ("staff", 3, "300", 3),
        ("margin", 0.3, "0.06", 0.06),
        ("margin", 0.3, "0.06 %", None),
        ("margin", 0.3, "0.5", 0.5),
        ("margin", 0.3, "1", None),
        ("margin", 0.004, "0.3", None),
    ],
)
def test_a_number_far_from_the_one_before_is_asked_about_and_counts_as_typed(
    path: str, before: float, typed: str, meant: float | None, screen: Any
) -> None:
    unit = PATHS[path].unit
    screen.believe(path, Exact(before, unit.scale))
    screen.type(path, likely=typed)
    believed = state.language().parse(typed, unit)
    assert screen.belief(path) == Exact(believed, unit.scale)
    doubt = doubts.open_doubt(path)
    assert (doubt and doubt.meant) == (meant and pytest.approx(meant))
    assert edits.meant(path) == (meant is not None)
    assert screen.belief(path).likely == pytest.approx(meant or believed)
    assert doubts.open_doubt(path) is None


def test_a_range_goes_along_with_the_number_that_is_meant(screen: Any) -> None:
    screen.believe("order_value", ORDERS)
    screen.type("order_value", likely="42")
    assert screen.belief("order_value").likely == 42
    edits.meant("order_value")
    assert screen.belief("order_value") == ORDERS
    screen.type("order_value", low="31")
    assert doubts.open_doubt("order_value") == Doubt("low", 31, 31_000, 30_000)
    edits.meant("order_value")
    assert screen.belief("order_value") == Range(31_000, 60_000, 42_000)


def test_what_is_corrected_by_hand_is_not_asked_about_again(screen: Any) -> None:
    screen.believe("visitors", Exact(18_000.0))
    screen.type("visitors", likely="16")
    screen.type("visitors", likely="16,000")
    assert doubts.open_doubt("visitors") is None
    screen.type("visitors", likely="16")
    screen.type("visitors", likely="17")
    assert doubts.open_doubt("visitors") == Doubt("likely", 17, 17_000, 16_000)


def test_who_keeps_it_is_not_asked_again_and_the_next_number_is_held_against_it(
    screen: Any,
) -> None:
    screen.believe("visitors", Exact(18_000.0))
    screen.type("visitors", likely="16")
    doubts.settle("visitors")
    screen.type("visitors", likely="17")
    assert doubts.open_doubt("visitors") is None
    assert screen.belief("visitors") == Exact(17.0)


def test_a_question_goes_when_the_number_moves_or_the_plan_changes(screen: Any) -> None:
    screen.believe("visitors", Exact(18_000.0))
    screen.type("visitors", likely="16")
    other = "national" if state.slot() != "national" else "regional"
    here = state.slot()
    state.choose(other)
    assert doubts.open_doubt("visitors") is None
    assert here != state.slot()
    state.choose("regional")
    screen.believe("visitors", Exact(18_000.0))
    screen.type("visitors", likely="16")
    screen.slide("visitors", 2_000.0)
    assert doubts.open_doubt("visitors") is None
    assert not edits.meant("visitors")


def test_the_other_number_that_does_not_fit_is_refused_in_its_box(screen: Any) -> None:
    screen.believe("order_value", Range(30, 60, 42))
    screen.type("order_value", low="0.9")
    believed = screen.belief("order_value")
    assert doubts.open_doubt("order_value") == Doubt("low", 0.9, 90, 30)
    assert edits.meant("order_value")
    typed, problem = state.drafts()["order_value"]
    assert typed == {"low": "90"}
    assert state.language().problem(problem)
    assert screen.belief("order_value") == believed
