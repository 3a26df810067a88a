"""A belief in round numbers says essentially the same."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import Range
from sim.plan.johnson import TENTH, Scale
from sim.plan.round_numbers import (
    NEAR,
    half_up,
    in_round_numbers,
    of_hundred,
    places,
    rounded,
    with_round_ends,
)

SCALES = st.sampled_from(Scale)
MADE = settings(deadline=None, derandomize=True, max_examples=300)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Ranges of every width and lean, on the line of their scale."""
    scale = draw(SCALES)
    middle = draw(st.floats(-3, 3)) if scale is Scale.SHARE else draw(st.floats(-4, 16))
    below, above = (draw(st.floats(0.001, 1.5)) for _ in range(2))
    points = (float(scale.from_line(y)) for y in (middle - below, middle, middle + above))
    low, likely, high = points
    return Range(low, high, likely, scale)


def points(belief: Range) -> np.ndarray:
    return np.array([belief.low, belief.likely, belief.high])


@MADE
@given(ranges())
def test_no_number_moves_further_than_it_may(belief: Range) -> None:
    on_line = belief.scale.to_line(points(belief))
    moved = np.abs(belief.scale.to_line(points(in_round_numbers(belief))) - on_line)
    assert (moved <= np.diff(on_line).min() / NEAR * (1 + 1e-9)).all()


@MADE
@given(ranges())
def test_every_number_has_the_fewest_figures_that_are_near_enough(belief: Range) -> None:
    on_line = belief.scale.to_line(points(belief))
    step = np.diff(on_line).min() / NEAR
    for before, after, at in zip(
        points(belief), points(in_round_numbers(belief)), on_line, strict=True
    ):
        place = math.floor(math.log10(before))
        for figures in range(2, 15):
            shorter = round(float(before), figures - 1 - place)
            if shorter == after:
                break
            inside = 0 < shorter < 1 or belief.scale is Scale.POSITIVE
            assert not inside or abs(float(belief.scale.to_line(shorter)) - at) > step


def test_a_straight_belief_still_says_one_in_ten() -> None:
    belief = Range(0.083712, 0.186113, scale=Scale.SHARE)
    found = in_round_numbers(belief)
    assert found != belief
    scores = belief.z(points(found))
    assert np.abs(scores - [-TENTH, 0, TENTH]).max() <= TENTH / NEAR


@pytest.mark.parametrize("belief", [
    Range(12_000, 21_000, 16_000), Range(0.03, 0.10, 0.06, Scale.SHARE), Range(1, 1e6),
])  # fmt: skip
def test_what_people_type_stays(belief: Range) -> None:
    found = in_round_numbers(belief)
    assert (found.low, found.high) == (belief.low, belief.high)
    assert found.likely == pytest.approx(belief.likely)


def test_a_very_narrow_belief_keeps_its_figures() -> None:
    belief = Range(15_499.2, 15_500.8, 15_500.1)
    assert in_round_numbers(belief).low == pytest.approx(15_499.2)


@MADE
@given(ranges(), st.sampled_from([(), ("low",), ("high",), ("low", "high")]))
def test_ends_in_round_numbers_leave_likely_and_what_is_kept(
    belief: Range, kept: tuple[str, ...]
) -> None:
    found, both = with_round_ends(belief, kept), in_round_numbers(belief)
    assert found.likely == belief.likely
    for end in ("low", "high"):
        expected = belief if end in kept else both
        assert getattr(found, end) in (getattr(expected, end), getattr(belief, end))
        assert getattr(found, end) == getattr(expected, end) or found == belief


@MADE
@given(st.floats(1e-300, 1e300), st.sampled_from([-1, 1]), st.integers(1, 15))
def test_a_rounded_number_has_no_more_figures_and_lies_within_half_a_unit_of_the_last(
    size: float, sign: int, figures: int
) -> None:
    found, decimals = rounded(sign * size, figures)
    told = Decimal(f"{abs(found):.{figures - 1}e}")
    assert math.isclose(told, abs(found), rel_tol=1e-15)
    unit = Decimal(10) ** (Decimal(size).adjusted() - figures + 1)
    apart = Decimal(math.ulp(size)) / 2  # the nearest number there is to the rounded one
    sure = Decimal(f"{size:.14e}") * sign  # the 15 figures that count
    assert abs(Decimal(found) - sure) <= unit / 2 + apart
    assert decimals == max(places(size, figures), 0)


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (0.5, 0, 1),
        (1.5, 0, 2),
        (2.5, 0, 3),
        (-2.5, 0, -3),
        (0.125, 2, 0.13),
        (1.005, 2, 1.01),  # in binary a little less
        (32_550, -2, 32_600),
        (32_549.999999999996, -2, 32_600),
        (32_549.999, -2, 32_500),
        (1_234_567_890_123_456, 0, 1_234_567_890_123_456),  # a whole number loses no figure
        (1_234_567_890_123_456, -1, 1_234_567_890_123_460),
        (12_345_678_901_234_567, 0, 12_345_678_901_234_567),
    ],
)
def test_halves_go_away_from_zero_and_what_arithmetic_added_does_not_count(
    value: float, decimals: int, told: float
) -> None:
    assert half_up(value, decimals) == told


def test_a_chance_and_what_is_left_of_it_always_make_100() -> None:
    for k in range(1, 2**13):
        assert of_hundred(k / 2**13) + of_hundred(1 - k / 2**13) == 100


@pytest.mark.parametrize("value", [0.0, math.inf, -math.inf])
def test_what_has_no_figures_to_round_stays(value: float) -> None:
    assert rounded(value, 3) == (value, 0)
