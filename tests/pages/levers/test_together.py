"""Which steps together, first on the page: held against the core, edited, and put into the plan."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Exact, Scenario, ScenarioError, example
from sim.links.plan_link import encode
from sim.plan.steps.changes import Plus, Times
from sim.plan.steps.step import Step
from sim.together.together import cheapest
from tests.pages.levers.acted import ask, cells, heads, page
from tests.pages.visits import EN, LOCALES, click, main
from words.catalogue import words
from words.stepwise import told
from words.stepwise.suggested import suggested
from words.translation import worded

STEPS = (
    Step("Person", Exact(2000.0), (("staff", Plus(1.0)),)),
    Step("Invite | $5$", Exact(1500.0), (("reach_share", Times(1.3)),)),
    Step("Quotes", Exact(900.0), (("quote_share.decision", Times(1.4)),)),
)
PLAN = example("national").with_(steps=STEPS, hurdle=0.27)


def box(visitor: Any, label: str, value: str) -> Any:
    """The box of that name in which that stands."""
    (found,) = [
        one
        for one in visitor.at.text_input
        if one.label.startswith(label) and str(one.value) == value
    ]
    return found


def retyped(visitor: Any, label: str, before: str, after: str) -> Any:
    box(visitor, label, before).set_value(after)
    return visitor.run()


@pytest.mark.parametrize("language", LOCALES)
def test_the_answer_is_the_cores_and_stands_first(language: str, visit: Any) -> None:
    w = words(language)
    visitor, found = page(visit, PLAN, "number", language), cheapest(PLAN, 0.27)
    assert found.reached
    assert heads(visitor)[0].replace("\\$", "$") == told.headline(found, PLAN, w)
    rows = cells(visitor, w("together.heads.step"))
    assert [row[-1] for row in rows] == [w.of_hundred(one.value) for one in found.without]
    assert [row[-2] for row in rows] == [
        w.costs(STEPS[place].cost.likely, "EUR") for place in found.steps
    ]
    assert w("together.guess") not in main(visitor)


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_without_steps_has_a_few_to_begin_with_and_says_that_they_are_guesses(
    language: str, visit: Any
) -> None:
    w = words(language)
    plan = worded("regional", w)
    visitor = page(visit, plan, "number", language)
    found = cheapest(plan.with_(steps=suggested(plan, w)), 0.7)
    assert not found.reached
    assert heads(visitor)[0] == told.headline(found, plan.with_(steps=suggested(plan, w)), w)
    assert w("together.guess") in main(visitor)
    assert not visitor.plan.steps


def test_the_steps_are_put_into_the_plan_by_one_click_and_out_by_another(visit: Any) -> None:
    visitor, found = page(visit, PLAN, "number"), cheapest(PLAN, 0.27)
    before = visitor.plan
    click(visitor, "together.take")
    after: Scenario = visitor.plan
    chosen = [STEPS[place] for place in found.steps]
    assert after.numbers == PLAN.taking(chosen).numbers
    assert [step for step in STEPS if step not in chosen] == [*after.steps]
    assert {path for step in chosen for path, _ in step.change} <= after.yours
    click(visitor, "together.back")
    assert visitor.plan == before


def test_a_step_is_changed_in_its_boxes_and_what_cannot_be_read_stays_with_a_sentence(
    visit: Any,
) -> None:
    visitor = page(visit, PLAN, "number").open("together.edit")
    retyped(visitor, EN("together.box.cost"), "1,500", "700 – 900")
    step = visitor.plan.steps[1]
    assert (step.cost.low, step.cost.high, step.change) == (700.0, 900.0, STEPS[1].change)
    retyped(visitor, EN("together.box.to"), "+1", "much")
    assert visitor.plan.steps[0] == STEPS[0]
    assert [one for one in visitor.errors if one.startswith(EN("places.step", n=1))]
    assert box(visitor, EN("together.box.to"), "much")
    retyped(visitor, EN("together.box.to"), "much", "+2")
    assert visitor.plan.steps[0].change == (("staff", Plus(2.0)),)
    assert not visitor.errors


def test_the_best_for_a_sum_is_told(visit: Any) -> None:
    visitor = page(visit, PLAN, "number").open("together.edit")
    retyped(visitor, EN("together.money"), "", "950")
    assert "'Quotes'" in main(visitor)
    retyped(visitor, EN("together.money"), "950", "a lot")
    assert len(visitor.errors) == 1


def test_a_step_that_the_plan_no_longer_takes_is_told_in_one_sentence(visit: Any) -> None:
    few = PLAN.with_(steps=[Step("fewer", Exact(0.0), (("staff", Plus(-4.0)),))])
    left = few.with_(inputs={"staff": Exact(3.0)})
    visitor = visit("en-US", "levers", s=encode(left, 1, "")).open("together.edit")
    visitor.type("together.money", "100")
    assert visitor.errors == [EN.problem(problem_of(visitor.plan))]


def problem_of(plan: Scenario) -> ScenarioError:
    with pytest.raises(ScenarioError) as raised:
        cheapest(plan, 0.27)
    return raised.value


def test_without_prices_every_rate_is_told_as_it_would_be(visit: Any) -> None:
    visitor = ask(page(visit, PLAN, "number"), "levers.wanted", 40).open("together.everywhere")
    rows = cells(visitor, EN("together.heads.rate"))
    assert len(rows) == 14
