"""Boxes for what really happened: read in both languages, shown as they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.actuals.record import KEYS
from sim.plan.file import example
from sim.plan.problems import ScenarioError
from ui.actuals import boxes
from words.catalogue import words
from words.languages import LANGUAGES

NL, EN = words("nl"), words("en")
REGIONAL = example("regional")


@given(st.sampled_from(["visitors", "contacts.decision", "open.calls.awareness"]),
       st.integers(0, 10**7), st.sampled_from(LANGUAGES))  # fmt: skip
def test_a_count_is_read_as_it_is_shown(key: str, count: int, code: str) -> None:
    assert boxes.read(key, boxes.shown_as(key, count, words(code)), words(code)) == count


@given(st.lists(st.integers(0, 10**8).map(lambda cents: cents / 100), max_size=5),
       st.sampled_from(LANGUAGES))  # fmt: skip
def test_values_of_orders_are_read_as_they_are_shown(values: list[float], code: str) -> None:
    w = words(code)
    again = boxes.read("values", boxes.shown_as("values", tuple(values), w), w)
    assert again == (pytest.approx(tuple(values), rel=1e-9) if values else None)


@pytest.mark.parametrize(
    ("key", "text", "figure"),
    [
        ("visitors", " 12.345 ", 12_345),
        ("visitors", "", None),
        ("margin", "27,5", 0.275),
        ("margin", "27,5 %", 0.275),
        ("followed_up", "190 leads", 190),
        ("visitors", "15.900 bezoekers", 15_900),
        ("costs.0", "€ 1.250,50", 1250.5),
        ("values", "12.000; 8.500\n\n€ 950,25", (12_000.0, 8_500.0, 950.25)),
    ],
)
def test_a_dutch_figure_is_read(key: str, text: str, figure: object) -> None:
    assert boxes.read(key, text, NL) == figure


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("visitors", "many", "not_number"),
        ("visitors", "12.5", "not_whole"),
        ("visitors", "10 percent", "not_number"),
        ("costs.0", "10 orders", "not_number"),
        ("values", "1000\nsome", "not_number"),
        ("costs.0", "1e999", "not_finite"),
    ],
)
def test_what_is_no_figure_is_told(key: str, text: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        boxes.read(key, text, EN)
    assert caught.value.code == code


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_every_figure_has_a_name_of_its_own(w: object) -> None:
    keys = [key for key in KEYS if not key.startswith(("costs.", "income."))]
    keys += [f"costs.{line}" for line in range(len(REGIONAL.costs))]
    names = [boxes.name(key, REGIONAL, w) for key in keys]  # type: ignore[arg-type]
    assert len(set(names)) == len(names)
