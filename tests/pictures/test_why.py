"""The picture of why: its line of break-even, and what is said of it."""

from __future__ import annotations

import pytest

from pictures.why import at_break_even, ends_frame
from words.why import Ends


def bars(*ends: tuple[float, float]) -> list[Ends]:
    return [Ends("x", low, high, "1", "2", (low, high)) for low, high in ends]


@pytest.mark.parametrize(
    ("rows", "drawn"),
    [
        (bars((-500.0, 700.0)), True),
        (bars((700.0, -500.0)), True),
        (bars((-900.0, -500.0), (-600.0, -100.0)), True),  # a short way beside the bars
        (bars((-900.0, -800.0)), False),
        (bars((800.0, 900.0), (850.0, 880.0)), False),
        (bars((0.0, 900.0)), True),
        ([], False),
    ],
)
def test_the_line_of_break_even_is_drawn_where_the_bars_come_near_it(
    rows: list[Ends], drawn: bool
) -> None:
    assert at_break_even(rows) == drawn
    kinds = list(ends_frame(rows, 0.0, "all")["kind"])
    assert kinds.count("zero") == int(drawn)
