"""Simulated numbers are told no finer than the simulation can tell."""

from __future__ import annotations

import math

import pytest

from sim.play.result import Measured
from words.catalogue import Words, words
from words.measured import amount, band, between, count, fine, signed_amount

EN = words("en")


@pytest.mark.parametrize(
    ("value", "error", "shown"),
    [(5105.6, 185.0, "\u20ac5,100"), (5105.6, 9.0, "\u20ac5,110"), (5105.6, 1000.0, "\u20ac5,000"),
     (48.7, 3.2, "\u20ac49"), (1400.0, 0.0, "\u20ac1,400"), (1900.0, 9000.0, "\u20ac2,000"),
     (0.0, 0.0, "\u20ac0")],
)  # fmt: skip
def test_an_amount_ends_at_the_first_figure_of_its_error_and_has_three_at_most(
    value: float, error: float, shown: str
) -> None:
    assert amount(Measured(value, error), "EUR", EN) == shown


@pytest.mark.parametrize(
    ("value", "error", "shown"),
    [(-8463.0, 118.0, "\u2212\u2060\u20ac8,500"), (-8463.0, 14.0, "\u2212\u2060\u20ac8,460"),
     (700.0, 9.0, "+\u2060\u20ac700")],
)  # fmt: skip
def test_an_amount_that_may_be_a_loss_has_its_sign(value: float, error: float, shown: str) -> None:
    assert signed_amount(Measured(value, error), "EUR", EN) == shown


def test_no_number_is_finer_than_its_error_even_where_that_has_no_end() -> None:
    assert fine(Measured(0.2617, 0.04)) == 0.26
    assert fine(Measured(22_317.0, 90.0)) == 22_300
    assert fine(Measured(44.41, math.inf)) == 44.4
    assert fine(Measured(0.0, math.nan)) == 0
    assert count(Measured(0.132, 0.003), EN) == "0.132"


@pytest.mark.parametrize(("value", "expected"), [(0.0, True), (-20.0, True), (20.1, False)])
def test_what_is_within_two_errors_of_nothing_may_be_noise(value: float, expected: bool) -> None:
    assert Measured(value, 10.0).hardly == expected
    assert Measured(value, 0.0).hardly == (value == 0)


def test_the_noise_of_a_difference_is_that_of_both_figures_together() -> None:
    found = Measured(10.0, 3.0).minus(Measured(4.0, 4.0))
    assert (found.value, found.error) == (6.0, 5.0)


@pytest.mark.parametrize("w", [words("nl"), EN], ids=["nl", "en"])
def test_a_number_without_a_band_is_told_once(w: Words) -> None:
    assert band("3", "3", "3", w) == between("3", "3", "levers.team.between", w) == "3"
    assert all(x in band("3", "2", "4", w) for x in "324")
    assert all(x in between("2", "4", "levers.team.between", w) for x in "24")
