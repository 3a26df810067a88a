"""Steps of a plan: written and read back, refused in one sentence, taken in any order."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import CostLine, Exact, Range, Scale, ScenarioError, dumps, example, loads
from sim.links.fingerprint import fingerprint
from sim.links.plan_link import decode, encode
from sim.plan.beliefs import Counted
from sim.plan.document import document, from_document
from sim.plan.steps.changes import Plus, Times
from sim.plan.steps.step import Step
from words.catalogue import words
from words.languages import LANGUAGES

PLAN = example("national")
PERSON = Step("One more person", Exact(2215.0), {"staff": Plus(1.0)})  # type: ignore[arg-type]
STEPS: list[dict[str, Any]] = [
    {"label": "One more person", "cost": 2215, "change": {"inputs.staff": "+1"}},
    {"label": "Invite", "cost": [500, 900], "change": {"inputs.reach_share": "x1.2"}},
    {
        "label": "Call everybody",
        "cost": 0,
        "change": {"inputs.follow_up_share": [0.8, 0.9, 0.97], "inputs.call_share.decision": 0.8},
    },
    {"label": "Count", "cost": 10, "change": {"inputs.extra_share": {"hits": 12, "of": 20}}},
]


def with_steps(*steps: dict[str, Any]) -> Any:
    return from_document({**document(PLAN), "steps": [*steps]})


def test_steps_come_back_from_a_file_and_from_a_link() -> None:
    plan = with_steps(*STEPS)
    assert [step.label for step in plan.steps] == [step["label"] for step in STEPS]
    assert loads(dumps(plan)) == plan
    assert decode(encode(plan, 1)).scenario == plan


def test_a_plan_without_steps_is_written_as_before_and_steps_move_no_figure() -> None:
    plan = with_steps(*STEPS)
    assert "steps" not in document(PLAN)
    assert "steps" not in dumps(PLAN)
    assert plan.numbers == PLAN.numbers
    assert fingerprint(plan, 1) == fingerprint(PLAN, 1)


def test_a_file_may_leave_out_quotes_and_name_all_phases_at_once() -> None:
    told = dumps(PLAN) + '[[steps]]\nlabel = "Call"\ncost = 5\n'
    plan = loads(told + 'change = { inputs.staff = "-2", "inputs.call_share" = "x1.5" }\n')
    phases = ("awareness", "orientation", "decision")
    assert dict(plan.steps[0].change) == {
        "staff": Plus(-2.0),
        **{f"call_share.{phase}": Times(1.5) for phase in phases},
    }


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "an input that there is not": ({"inputs.stafff": "+1"}, "change.inputs.stafff", "unknown"),
    "no input": ({"costs.0": 3}, "change.costs.0", "not_an_input"),
    "nothing": ({}, "change", "missing"),
    "a sum on a range": ({"inputs.visitors": "+500"}, "change.inputs.visitors", "sum_of_belief"),
    "a factor of 0": ({"inputs.reach_share": "x0"}, "change.inputs.reach_share", "below"),
    "a factor below 0": ({"inputs.reach_share": "x-2"}, "change.inputs.reach_share", "below"),
    "a factor without end": ({"inputs.staff": "x1e999"}, "change.inputs.staff", "not_finite"),
    "a text": ({"inputs.staff": "more"}, "change.inputs.staff", "not_change"),
    "a number as a text": ({"inputs.staff": "6"}, "change.inputs.staff", "not_change"),
    "a range of what is exact": ({"inputs.staff": [3, 4]}, "change.inputs.staff", "exact_only"),
    "a share above 1": ({"inputs.reach_share": 1.2}, "change.inputs.reach_share", "above"),
    "a sum of what is not there": (
        {"inputs.follow_up_hours": "+8"},
        "change.inputs.follow_up_hours",
        "nothing_to_change",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_change_is_refused_at_its_place_in_one_sentence(case: str) -> None:
    change, place, code = REFUSED[case]
    with pytest.raises(ScenarioError) as raised:
        with_steps(STEPS[0], {"label": "Bad", "cost": 1, "change": change})
    problem = raised.value
    assert (problem.code, problem.place) == (code, f"steps[2].{place}")
    for language in LANGUAGES:
        told = words(language).problem_of_file(problem)
        assert told.startswith(problem.place)
        assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("steps", "place", "code"),
    [
        ([STEPS[0], STEPS[0]], "steps[2].label", "same_step"),
        ([STEPS[0] | {"cost": -1}], "steps[1].cost", "below"),
        ([STEPS[0] | {"per": "m2"}], "steps[1].per", "unknown_key"),
        ([STEPS[0] | {"label": " "}], "steps[1].label", "not_text_value"),
        ([{"label": "x", "cost": 1}], "steps[1].change", "missing"),
        ([STEPS[0] | {"label": str(n)} for n in range(11)], "steps", "too_many"),
    ],
)
def test_bad_steps_are_refused_at_their_place(
    steps: list[dict[str, Any]], place: str, code: str
) -> None:
    with pytest.raises(ScenarioError) as raised:
        with_steps(*steps)
    assert (raised.value.place, raised.value.code) == (place, code)


def test_a_factor_works_on_the_odds_of_a_share_and_on_anything_else_itself() -> None:
    share = Times(2.0).of(Range(0.1, 0.5, 0.2, Scale.SHARE))
    assert (share.low, share.likely, share.high) == pytest.approx((2 / 11, 1 / 3, 2 / 3))
    value = Times(1.5).of(Range(1000.0, 9000.0))
    assert (value.low, value.high) == (1500.0, 13_500.0)
    counted = Counted(5, 10)
    odds = [x / (1 - x) for x in (counted.low, counted.likely, counted.high)]
    now = Times(3.0).of(counted)
    assert [x / (1 - x) for x in (now.low, now.likely, now.high)] == pytest.approx(
        [3 * x for x in odds]
    )
    assert Times(2.0).of(Exact(1.0, Scale.SHARE)) == Exact(1.0, Scale.SHARE)


def test_steps_that_are_taken_are_paid_as_lines_per_fair_and_change_the_inputs() -> None:
    plan = with_steps(*STEPS)
    taken = plan.taking(plan.steps)
    assert taken.steps == ()
    assert taken.costs[len(PLAN.costs) :] == tuple(
        CostLine(step.label, step.cost) for step in plan.steps
    )
    assert taken.inputs["staff"] == Exact(6.0)
    assert taken.inputs["follow_up_share"] == Range(0.8, 0.97, 0.9, Scale.SHARE)
    assert taken.inputs["quote_share.decision"] == PLAN.inputs["quote_share.decision"]


def test_the_order_of_steps_changes_nothing() -> None:
    """A new number, then a sum, then a factor, whichever of them comes first."""
    steps = [
        {"label": "half", "cost": 0, "change": {"inputs.staff": "x0.5"}},
        {"label": "one more", "cost": 0, "change": {"inputs.staff": "+1"}},
        {"label": "seven", "cost": 0, "change": {"inputs.staff": 7}},
    ]
    for some in itertools.permutations(steps):
        plan = with_steps(*some)
        assert plan.taking(plan.steps).inputs["staff"] == Exact(4.0)


def test_what_leaves_what_an_input_allows_is_told_where_it_is_taken() -> None:
    plan = with_steps({"label": "nobody", "cost": 0, "change": {"inputs.staff": "-6"}})
    with pytest.raises(ScenarioError) as raised:
        plan.taking(plan.steps)
    assert (raised.value.place, raised.value.code) == ("steps[1].change.inputs.staff", "below")


def test_a_step_goes_with_the_input_that_it_changes_and_keeps_its_other_changes() -> None:
    both = {"label": "both", "cost": 1, "change": {"inputs.staff": "+1", "inputs.margin": "x1.1"}}
    left = with_steps(STEPS[0], both).without("staff")
    assert [(step.label, dict(step.change)) for step in left.steps] == [
        ("both", {"margin": Times(1.1)})
    ]


@given(st.floats(100, 90_000), st.floats(-50, 5000))
def test_a_sum_becomes_the_factor_that_it_was_where_its_number_becomes_a_range(
    visitors: float, more: float
) -> None:
    plan = PLAN.with_(inputs={"visitors": Exact(visitors)})
    plan = plan.with_(steps=[Step("ads", Exact(1.0), (("visitors", Plus(more)),))])
    now = plan.with_(inputs={"visitors": Range(visitors / 2, visitors * 2)})
    after = now.taking(now.steps).inputs["visitors"]
    assert after.likely == pytest.approx(visitors + more, rel=1e-9)
