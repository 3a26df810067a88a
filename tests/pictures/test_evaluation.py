"""Pictures of a fair that has been: where a real number stands beside its band."""

from __future__ import annotations

import pytest

from pictures.evaluation import Mark, standing_frame


def mark(low: float, high: float, real: float) -> Mark:
    return Mark("Orders", low, high, real, "low", "high", "real")


@pytest.mark.parametrize(
    ("real", "place"), [(10.0, -1.0), (15.0, -0.5), (20.0, 0.0), (30.0, 1.0), (40.0, 2.0)]
)
def test_a_real_number_stands_in_its_band_as_far_as_it_is_from_both_ends(
    real: float, place: float
) -> None:
    frame = standing_frame([mark(10.0, 30.0, real)]).set_index("kind")
    assert list(frame.loc["band", ["x", "x2"]]) == [-1.0, 1.0]
    assert frame.loc["real", "x"] == pytest.approx(place)


@pytest.mark.parametrize(("real", "side"), [(4.0, -1), (5.0, 0), (6.0, 1)])
def test_beside_a_number_that_was_certain_what_came_stands_outside_on_its_own_side(
    real: float, side: int
) -> None:
    place = mark(5.0, 5.0, real).place
    assert place * side > 1 or (side == 0 and place == 0)
