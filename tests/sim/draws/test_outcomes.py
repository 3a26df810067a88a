"""Outcomes worked out before: only what differs is worked out anew, and never another number."""

from __future__ import annotations

import math
from functools import partial
from operator import le

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.draws.outcomes import SEVERAL, TABLES, Outcomes, Places

Floats = NDArray[np.float64]
SIZE = 100


class Square:
    """A stage that squares, adds its trial's own luck, and remembers in how many places it did."""

    def __init__(self) -> None:
        self.outcomes = Outcomes()
        self.luck = np.random.default_rng(1).random(SIZE)
        self.worked: list[int] = []

    def asked(self, x: Floats, y: float = 0.0) -> Floats:
        def work(places: Places | None) -> Floats:
            some = np.arange(SIZE) if places is None else places
            self.worked.append(some.size)
            return np.asarray(x[some] ** 2 + self.luck[some] + y)

        return self.outcomes.of("square", (x, y), (SIZE,), work)


def test_what_is_given_again_is_not_worked_out_again() -> None:
    stage, x = Square(), np.arange(100.0)
    first = stage.asked(x)
    assert stage.asked(x) is first
    assert stage.asked(x.copy()) is first
    assert stage.worked == [SIZE]


def test_only_the_places_that_differ_are_worked_out() -> None:
    stage, x = Square(), np.arange(100.0)
    first = stage.asked(x).copy()
    y = x.copy()
    y[[3, 70]] = -1.0
    second = stage.asked(y)
    assert stage.worked == [SIZE, 2]
    assert np.flatnonzero(first != second).tolist() == [3, 70]
    np.testing.assert_array_equal(stage.asked(x), first)  # which was not written to
    assert stage.worked == [SIZE, 2, 2]


def test_the_nearest_of_several_outcomes_is_taken_and_a_number_counts_as_one_for_all() -> None:
    stage, x = Square(), np.arange(100.0)
    stage.asked(x)
    far = x + (x < 50)
    stage.asked(far)
    near = x.copy()
    near[99] = 0.0
    stage.asked(near)
    assert stage.worked == [SIZE, 50, 1]
    stage.asked(near, 1.0)
    assert stage.worked[-1] == SIZE


def test_no_more_than_some_outcomes_of_a_stage_are_kept() -> None:
    stage = Square()
    for k in range(SEVERAL + 1):
        stage.asked(np.full(SIZE, float(k)))
    stage.asked(np.full(SIZE, 1.0))
    assert len(stage.worked) == SEVERAL + 1
    stage.asked(np.full(SIZE, 0.0))
    assert len(stage.worked) == SEVERAL + 2


@given(st.lists(st.integers(0, 2**12 - 1), min_size=1, max_size=12), st.sampled_from([0.0, 1.0]))
def test_whatever_was_asked_before_the_outcome_is_that_of_all_anew(
    bits: list[int], y: float
) -> None:
    stage = Square()
    for one in bits:
        x = np.array([one >> k & 1 for k in range(12)] * 9)[:SIZE] * 0.1
        expected = x**2 + stage.luck + y
        np.testing.assert_array_equal(stage.asked(x, y), expected)


def test_an_outcome_of_several_phases_takes_what_is_the_same_in_all_of_them() -> None:
    outcomes = Outcomes()
    worked: list[int] = []
    luck = np.arange(12.0).reshape(3, 4)

    def sums(x: Floats, share: Floats) -> Floats:
        def work(places: Places | None) -> Floats:
            worked.append(12 if places is None else places.size)
            whole = luck + x * share
            return whole if places is None else np.asarray(whole.ravel()[places])

        return outcomes.of("sums", (x, share), (3, 4), work)

    x, share = np.ones((3, 4)), np.ones(4)
    sums(x, share)
    other = np.array([1.0, 1.0, 5.0, 1.0])
    np.testing.assert_array_equal(sums(x, other), luck + x * other)
    assert worked == [12, 3]


def test_work_on_all_together_is_done_anew_where_anything_differs() -> None:
    outcomes = Outcomes()
    worked: list[Floats] = []

    def total(x: Floats) -> Floats:
        def work() -> Floats:
            worked.append(x)
            return np.asarray(x.sum())

        return outcomes.whole("total", (x,), work)

    x = np.arange(4.0)
    assert [float(total(x)), float(total(x.copy())), float(total(x + 1))] == [6.0, 6.0, 10.0]
    assert len(worked) == 2


def test_what_is_not_a_number_differs_from_itself() -> None:
    stage = Square()
    x = np.full(SIZE, 2.0)
    x[5] = math.nan
    stage.asked(x)
    stage.asked(x.copy())
    assert stage.worked == [SIZE, 1]


@settings(max_examples=20)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_a_table_grows_where_it_does_not_fit_and_is_kept_where_it_does(asked: list[int]) -> None:
    outcomes = Outcomes()
    made: list[int] = []

    def make(wanted: int, known: int | None) -> int:
        made.append(wanted)
        return max(known or 0, wanted)

    for wanted in asked:
        table = outcomes.latest("t", partial(le, wanted), partial(make, wanted))
        assert table >= wanted
    assert made == [w for k, w in enumerate(asked) if w > max(asked[:k], default=0)]


def test_the_tables_of_the_last_stages_only_are_kept() -> None:
    outcomes = Outcomes()
    made: list[int] = []

    def make(k: int, known: int | None) -> int:
        made.append(k)
        return k

    for k in (*range(TABLES + 1), TABLES, 0):
        assert outcomes.latest(k, partial(le, 0), partial(make, k)) == k
    assert made == [*range(TABLES + 1), 0]
