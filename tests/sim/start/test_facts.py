"""What may be said to the seven questions, and which of them were answered."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim import ScenarioError
from sim.start.facts import QUESTIONS, Facts

FAIR = {"contacts": 80, "quotes": 12, "orders": 4}


@pytest.mark.parametrize(
    ("said", "code", "place"),
    [
        ({"kind": "intergalactic"}, "not_one_of", "kind"),
        ({"kind": "own"}, "not_one_of", "kind"),  # no question offers it
        ({"fairs": (FAIR,) * 6}, "too_many", "fairs"),
        ({"fairs": (FAIR, {"quotes": 3, "orders": 4})}, "above", "fairs[1].orders"),
        ({"fairs": ({"contacts": 3, "quotes": 4},)}, "above", "fairs[0].quotes"),
        ({"fairs": ({"contacts": 3, "orders": 4},)}, "above", "fairs[0].orders"),
        ({"visitors": -1}, "below", "inputs.visitors"),
        ({"staff": 1e7}, "above", "inputs.staff"),
        ({"days": math.nan}, "not_finite", "inputs.days"),
        ({"area": -1}, "below", "inputs.area"),
        ({"order_value": math.inf}, "not_finite", "inputs.order_value"),
        ({"margin": 30}, "above", "inputs.margin"),
        ({"costs": -1}, "below", "costs"),
        ({"costs": math.nan}, "not_finite", "costs"),
        ({"lines": (("Stand", 10), ("Hotel", -1))}, "below", "costs[2].amount"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    said: dict[str, Any], code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as problem:
        Facts(**said)
    assert (problem.value.code, problem.value.place) == (code, place)


def test_as_many_orders_as_quotes_and_five_fairs_may_be_told() -> None:
    every = Facts(fairs=({"contacts": 4, "quotes": 4, "orders": 4},) * 5)
    assert every.answered == ("before",)


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ({"kind": "regional"}, "kind"),
        ({"visitors": 0}, "visitors"),
        ({"staff": 0}, "team"),
        ({"days": 2}, "team"),
        ({"area": 0}, "area"),
        ({"costs": 0}, "costs"),
        ({"lines": (("Stand", 0),)}, "costs"),
        ({"order_value": 0}, "orders"),
        ({"margin": 0}, "orders"),
        ({"fairs": (FAIR,)}, "before"),
        ({"first_time": True}, "before"),
    ],
)
def test_a_zero_is_an_answer_too(said: dict[str, Any], question: str) -> None:
    assert Facts(**said).answered == (question,)


def test_what_was_not_said_is_no_answer() -> None:
    assert Facts().answered == ()
    assert Facts(fairs=({}, {})).answered == ()
    every = Facts("regional", 100, 2, 2, 9, 10, (), 5, 0.5, (FAIR,))
    assert every.answered == QUESTIONS
