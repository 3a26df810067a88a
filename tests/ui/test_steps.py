"""The boxes of steps: what is typed becomes the plan's steps, and what cannot be read stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sim import Exact, Range, Scale
from sim.plan.document import read_steps, step_document
from sim.plan.parameters import PATHS
from sim.plan.steps.changes import Plus, Times
from sim.plan.steps.step import MOST_STEPS, Step
from ui.questions.together import rows
from ui.visit import state
from words.catalogue import words
from words.languages import LANGUAGES
from words.stepwise.suggested import suggested

PHASES = ("awareness", "orientation", "decision")
STEPS = (
    Step("Person", Exact(2000.0), (("staff", Plus(1.0)),)),
    Step("Call", Range(1e3 / 3, 900.0), [(f"call_share.{at}", Times(1 / 0.7)) for at in PHASES]),  # type: ignore[arg-type]
)


def typed(of_plan: Sequence[Step], at: int, code: str = "en", **texts: str) -> rows.Row:
    """Types into the boxes of a row, and gives it as it stands then; ``to_0`` is its first change,
    and the name of a box with a point in it is written with a line."""
    row = rows.held(of_plan)[at]
    for part, text in texts.items():
        state.put(rows.box(row.number, part.replace("_", ".")), text)
    rows.typed(rows.table(), code)
    (found,) = [one for one in rows.held(state.plan().steps) if one.number == row.number]
    return found


@pytest.fixture(autouse=True)
def _steps(screen: Any) -> None:
    state.commit(state.plan().with_(steps=STEPS))


def test_every_step_has_a_row_and_one_is_left_to_go_on_in() -> None:
    person, call, empty = rows.held(STEPS)
    assert person.texts == {
        "label": "Person", "cost": "2,000", "input.0": "staff", "to.0": "+1", "input.1": "",
        "to.1": "",
    }  # fmt: skip
    assert (call.texts["input.0"], call.changes) == ("call_share", 2)  # all phases alike
    assert empty.empty


def test_a_change_counts_and_a_step_that_nobody_touched_stays_exact() -> None:
    typed(STEPS, 0, to_0="+2", cost="1,500 to 2,500")
    person, call = state.plan().steps
    assert (person.cost, person.change) == (Range(1500.0, 2500.0), (("staff", Plus(2.0)),))
    assert call == STEPS[1]


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"to_0": "much"}, "not_number"),
        ({"to_0": "x0"}, "below"),
        ({"cost": ""}, "missing"),
        ({"label": "Call"}, "same_step"),
        ({"input_0": "visitors"}, "sum_of_belief"),
        ({"input_0": ""}, "missing"),
        ({"to_0": "-90"}, "below"),
    ],
)
def test_what_cannot_be_read_stays_with_a_sentence_and_the_plan_as_it_was(
    texts: dict[str, str], code: str
) -> None:
    # The second step comes first, so that both names are known where the first is read.
    state.commit(state.plan().with_(steps=STEPS[::-1]))
    row = typed(STEPS[::-1], 1, **texts)
    assert row.problem is not None
    assert row.problem.code == code
    assert state.plan().steps == STEPS[::-1]
    assert {part.replace("_", "."): text for part, text in texts.items()}.items() <= (
        row.texts.items()
    )


def test_a_step_of_ones_own_is_added_and_one_is_taken_away() -> None:
    row = typed(STEPS, 2, label="Invite", cost="900", input_0="reach_share", to_0="10 – 20")
    assert row.problem is None
    added = state.plan().steps[2]
    assert added == Step(
        "Invite", Exact(900.0), (("reach_share", Range(0.1, 0.2, scale=Scale.SHARE)),)
    )
    rows.deleted(rows.table(), "en", rows.held(state.plan().steps)[0].number)
    assert state.plan().steps == (STEPS[1], added)


def test_a_name_that_a_later_step_has_takes_that_one_out_and_says_so() -> None:
    typed(STEPS, 0, label="Call")
    assert [step.label for step in state.plan().steps] == ["Call"]
    problem = rows.held(state.plan().steps)[1].problem
    assert problem is not None
    assert problem.code == "same_step"


def test_there_is_no_row_for_an_eleventh_step() -> None:
    many = tuple(Step(str(n), Exact(1.0), (("staff", Plus(1.0)),)) for n in range(MOST_STEPS))
    state.commit(state.plan().with_(steps=many))
    assert len(rows.held(many)) == MOST_STEPS


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_suggested_becomes_the_plans_own_when_it_is_touched(code: str) -> None:
    state.commit(state.plan().with_(steps=()))
    state.speak(code)
    w = words(code)
    of_plan = suggested(state.plan(), w)
    assert {path for step in of_plan for path, _ in step.change} <= {*PATHS}
    assert [step_document(step) for step in read_steps([*map(step_document, of_plan)])] == [
        step_document(step) for step in of_plan
    ]
    typed(of_plan, 0, code, cost="1")
    assert state.plan().steps[0].cost == Exact(1.0)
    assert state.plan().steps[1:] == of_plan[1:]
