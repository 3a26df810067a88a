"""What to do in the company's own terms: its hurdle, otherwise the average against not going."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import Measured, example, simulate
from sim.later.dates import Later, Moment
from sim.later.verdict import from_document, verdict
from sim.plan.choices.dates import DecisionDate, FeeShare
from sim.play.answer import Answer, summarised

PLAN = example("regional")
BASE = summarised(simulate(PLAN, trials=512))


def answer(chance: float, mean: float) -> Answer:
    bands = {**BASE.bands, "profit": (mean, 0.0, 0.0, 0.0)}
    return replace(BASE, chance=Measured(chance, 0.001), bands=bands)


def waiting(worth: float, fee_today: float = 0.0) -> Later:
    date = DecisionDate(FeeShare(0.4, "stand_space"), "2027-03-01", known=("visitors",))
    nothing = Measured(0.0, 0.0)
    moment = Moment(date, 624.0, ("visitors",), nothing, nothing, nothing, None)
    return Later(Measured(-5.0, 1.0), fee_today, nothing, Measured(worth, 0.1), (moment,))


@pytest.mark.parametrize(
    ("hurdle", "chance", "mean", "what"),
    [
        (0.4, 0.41, -10.0, "go"),  # the hurdle decides where there is one
        (0.4, 0.40, -10.0, "go"),
        (0.4, 0.39, 10.0, "not"),
        (None, 0.2, 10.0, "go"),
        (None, 0.9, -10.0, "not"),
    ],
)
def test_the_hurdle_decides_and_without_one_the_average(
    hurdle: float | None, chance: float, mean: float, what: str
) -> None:
    plan = PLAN.with_(hurdle=hurdle)
    assert verdict(plan, answer(chance, mean), {}, None).what == what


def test_a_smaller_plan_that_meets_the_terms_comes_before_not_going() -> None:
    smaller = {"stand": answer(0.5, 5.0), "person": answer(0.45, 9.0)}
    found = verdict(PLAN.with_(hurdle=0.4), answer(0.3, 1.0), smaller, None)
    assert found.what == "smaller"
    assert found.smaller is not None
    assert found.smaller.what == "person"
    none = verdict(PLAN.with_(hurdle=0.6), answer(0.3, 1.0), smaller, None)
    assert (none.what, none.smaller) == ("not", found.smaller)


def test_waiting_comes_before_not_going_and_tells_when_to_decide_again() -> None:
    found = verdict(PLAN, answer(0.3, -5.0), {}, waiting(40.0))
    assert (found.what, found.waiting) == ("later", 40.0)
    assert found.again == DecisionDate(624.0, "2027-03-01")
    assert verdict(PLAN, answer(0.3, -5.0), {}, waiting(0.0)).what == "not"
    assert from_document(found.document()) == found


def test_what_is_booked_already_is_held_against_what_cancelling_costs_today() -> None:
    found = verdict(PLAN, answer(0.3, -5.0), {}, waiting(0.0, fee_today=20.0))
    assert (found.what, found.not_going) == ("go", -20.0)
