"""A row of a table as a line of a plan: read as everywhere else, and nothing lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import CostLine, Exact, Range, ScenarioError
from sim.plan.beliefs import Belief
from sim.plan.funnel import PER
from sim.plan.parameters import Unit
from ui.lines.kind import NUMBERS, Extra, Kind
from ui.plan.budget import COSTS
from words.catalogue import Words, words

NL, EN = words("nl"), words("en")


THREE = st.lists(st.integers(1, 10**6), min_size=3, max_size=3, unique=True).map(sorted)
AMOUNTS = st.floats(0, 1e9).map(Exact) | THREE.map(
    lambda x: Range(x[0] / 700, x[2] / 700, x[1] / 700)
) | THREE.map(lambda x: Range(x[0] / 100, x[2] / 100))  # fmt: skip
LINES = st.builds(CostLine, st.sampled_from(["stand", "**x**", "<b>"]), AMOUNTS,
                  st.sampled_from(list(PER)), st.sampled_from(["", "stand_build"]),
                  st.integers(-12, 12))  # fmt: skip


@given(LINES, st.sampled_from([NL, EN]))
def test_a_cost_line_stays_itself_on_its_way_through_the_table(line: CostLine, w: Words) -> None:
    assert COSTS.line_of(COSTS.row_of(line, 0, w), (line,), w) == line


@given(LINES, st.sampled_from([NL, EN]))
def test_a_cost_line_that_gets_another_name_keeps_all_else(line: CostLine, w: Words) -> None:
    row = COSTS.row_of(line, 0, w) | {"label": "another"}
    found = COSTS.line_of(row, (line,), w)
    assert found.amount.raw == pytest.approx(
        [line.amount.low, line.amount.likely, line.amount.high]
        if isinstance(line.amount, Range)
        else line.amount.raw,
        rel=1e-12,
    )
    assert (found.label, found.per, found.key, found.month) == (
        "another", line.per, line.key, line.month)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("6.850", 6850.0, 6850.0),
        ("6.850,50", 6850.5, 6850.5),
        ("6,850.50", 6850.5, 6850.5),
        ("6850,5", 6850.5, 6850.5),
        ("\u20ac 12 000", 12000.0, 12000.0),
        ("achtduizend", None, None),
    ],
)
@pytest.mark.parametrize("part", NUMBERS)
def test_an_amount_in_the_table_is_read_as_everywhere_else(
    text: str, dutch: float | None, english: float | None, part: str
) -> None:
    for w, expected in ((NL, dutch), (EN, english)):
        row = {"label": "x", "low": "0,1", "likely": "", "high": "900000"} | {part: text}
        if part == "likely":
            row = {"label": "x", "likely": text}
        if expected is not None:
            assert getattr(COSTS.line_of(row, (), w).amount, part) == expected
            continue
        with pytest.raises(ScenarioError) as wrong:
            COSTS.line_of(row, (), w)
        place = "amount" if part == "likely" else part
        assert (wrong.value.code, wrong.value.place) == ("not_number", place)
        told = w.problem(wrong.value.at("costs[2]"), Unit.MONEY)
        assert told.startswith(w("places.cost", n=2))
        assert text in told
        assert w("forms.money") in told


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ({"likely": "5"}, "missing", "label"),
        ({"label": "x"}, "missing", "amount"),
        ({"label": "x", "likely": " "}, "missing", "amount"),
        ({"label": "x", "likely": "5", "low": "1"}, "missing", "high"),
        ({"label": "x", "likely": "5", "high": "9"}, "missing", "low"),
        ({"label": "x", "likely": "-5"}, "below", "amount"),
        ({"label": "x", "likely": "1e13"}, "above", "amount"),
        ({"label": "x", "low": "9", "high": "1"}, "low_not_below_high", ""),
        ({"label": " ", "likely": "5"}, "missing", "label"),
        ({"label": "x", "likely": "5", "per": "year"}, "not_one_of", "per"),
    ],
)
def test_a_row_that_is_no_cost_line_says_why(row: dict[str, Any], code: str, place: str) -> None:
    with pytest.raises(ScenarioError) as wrong:
        COSTS.line_of(row, (), EN)
    assert (wrong.value.code, wrong.value.place) == (code, place)


@dataclass(frozen=True)
class Income:
    """Money in, spread over some fairs."""

    label: str
    amount: Belief
    per: str = "fair"
    over: int = 1


INCOME = Kind(
    "income", Income, lambda plan, lines: plan, ("fair", "order"), (Extra("over", 1, least=1),)
)


@pytest.mark.parametrize(("text", "over"), [("", 1), ("6", 6), (" 6 ", 6), ("1", 1)])
def test_a_line_of_another_kind_may_have_a_whole_number_beside_its_amount(
    text: str, over: int
) -> None:
    row = INCOME.blank() | {"label": "Subsidie", "likely": "2.500", "over": text}
    line = INCOME.line_of(row, (), NL)
    assert line == Income("Subsidie", Exact(2500.0), "fair", over)
    back = INCOME.row_of(line, 0, NL)
    assert back["over"] == ("" if over == 1 else str(over))
    assert INCOME.line_of(back, (line,), NL) is line
    named = INCOME.line_of(back | {"label": "Sponsor"}, (line,), NL)
    assert named == replace(line, label="Sponsor")


@pytest.mark.parametrize(("text", "code"), [("0", "not_whole"), ("1,5", "not_whole"),
                                            ("zes", "not_number")])  # fmt: skip
def test_such_a_number_is_refused_at_its_own_place(text: str, code: str) -> None:
    row = INCOME.blank() | {"label": "Subsidie", "likely": "2.500", "over": text}
    with pytest.raises(ScenarioError) as wrong:
        INCOME.line_of(row, (), NL)
    assert (wrong.value.code, wrong.value.place) == (code, "over")


def test_a_row_is_empty_until_something_is_typed_in_it() -> None:
    blank = COSTS.blank()
    assert COSTS.empty(blank)
    assert COSTS.empty(blank | {"per": "order", "label": "  "})
    assert not any(COSTS.empty(blank | {part: "x"}) for part in ("label", *NUMBERS))
