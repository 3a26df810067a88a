"""Steps in words: those that are suggested, and what is typed of one and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Exact, Range, Scale, ScenarioError, example
from sim.plan.beliefs import Counted
from sim.plan.parameters import PATHS
from sim.plan.steps.changes import Change, Plus, Times
from sim.play.expected import best_guess
from tests.sim.condition.plans import PLANS
from words.catalogue import words
from words.languages import LANGUAGES
from words.stepwise.suggested import suggested
from words.stepwise.typed import change_typed, read_change_typed


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
def test_every_step_that_is_suggested_can_be_taken(name: str, code: str) -> None:
    plan = PLANS[name]
    steps = suggested(plan, words(code))
    assert plan.with_(steps=steps).steps == steps
    for step in steps:
        plan.taking([step])


@pytest.mark.parametrize("code", LANGUAGES)
def test_prices_are_of_the_plans_own_lines_and_those_of_hours_in_tens(code: str) -> None:
    """Of the regional fair: own staff 2,170 euro for two people, invitations for 900, and half an
    hour of 45 euro for each contact that is left without a follow-up."""
    plan = example("regional")
    person, invite, follow_up, smaller = suggested(plan, words(code))
    assert (person.cost, person.change) == (Exact(1085.0), (("staff", Plus(1.0)),))
    assert invite.cost == Exact(900.0)
    left = (0.93 - 0.80) * best_guess(plan).stages["contacts"]
    assert follow_up.cost.likely == pytest.approx(22.5 * left, abs=5)
    assert follow_up.cost.likely % 10 == 0
    assert (smaller.cost, dict(smaller.change)["area"]) == (Exact(0.0), Plus(-3.0))


def test_where_the_hours_of_sales_are_short_more_of_them_are_suggested() -> None:
    inputs = {"follow_up_hours": Exact(20.0), "hours_per_follow_up": Exact(0.5)}
    plan = example("national").with_(inputs=inputs)
    changes = [dict(step.change) for step in suggested(plan, words("en"))]
    assert {"follow_up_hours": Plus(16.0)} in changes


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "text", "change"),
    [
        ("staff", "+1", Plus(1.0)),
        ("staff", "\u2212 2", Plus(-2.0)),
        ("margin", "+2 %", Plus(0.02)),
        ("reach_share", "x2", Times(2.0)),
        ("reach_share", "× 2", Times(2.0)),
        ("follow_up_share", "85-98", Range(0.85, 0.98, scale=Scale.SHARE)),
        ("follow_up_share", "85 % – 95 % – 98 %", Range(0.85, 0.98, 0.95, Scale.SHARE)),
        ("follow_up_share", "85 to 98", Range(0.85, 0.98, scale=Scale.SHARE)),
        ("follow_up_share", "85 tot 98", Range(0.85, 0.98, scale=Scale.SHARE)),
        ("follow_up_share", "12/150", Counted(12, 150)),
        ("days", "4", Exact(4.0)),
    ],
)
def test_a_change_is_read_as_people_type_it(
    path: str, text: str, change: Change, code: str
) -> None:
    assert read_change_typed(text, PATHS[path], words(code)) == change


@pytest.mark.parametrize("text", ["", "+", "x", "x-1", "1 2 3 4", "4-5-6-7", "five", "5 – 4"])
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError):
        read_change_typed(text, PATHS["follow_up_share"], words("en"))


WHOLE = st.integers(1, 9_999)
CHANGES = st.one_of(
    WHOLE.map(lambda n: Plus(n / 10)),
    WHOLE.map(lambda n: Times(n / 100)),
    WHOLE.map(lambda n: Exact(n / 10)),
    st.tuples(WHOLE, WHOLE).map(lambda both: Range(both[0] / 10, (both[0] + both[1]) / 10)),
)


@pytest.mark.parametrize("code", LANGUAGES)
@given(change=CHANGES)
def test_a_change_in_a_box_is_read_back(code: str, change: Change) -> None:
    w, parameter = words(code), PATHS["contacts_per_hour"]
    text = change_typed(change, parameter.unit, w)
    assert read_change_typed(text, parameter, w) == change
