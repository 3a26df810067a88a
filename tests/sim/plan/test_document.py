"""A plan as a document: whole, plain, and the same plan when it comes back."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given

from sim import CostLine, Exact, Scenario, example
from sim.plan.budget import Income
from sim.plan.choices.dates import DecisionDate
from sim.plan.document import document, from_document
from sim.plan.file import EXAMPLES
from sim.plan.steps.changes import Times
from sim.plan.steps.step import Step
from tests.sim.made_up import full, scenarios


@given(scenarios())
def test_a_plan_comes_back_from_its_document_which_is_plain(scenario: Scenario) -> None:
    plain = json.loads(json.dumps(document(scenario)))
    assert plain == document(scenario)
    assert from_document(plain) == scenario


def test_a_document_has_a_key_for_every_field_of_a_plan_that_has_everything() -> None:
    plan = full(example("regional")).with_(
        hurdle=0.7,
        triage=0.5,
        cost_dependence=0.5,
        horizon=12,
        costs=(CostLine("Stand", Exact(1.0), key="stand", month=-1, over=3),),
        income=(Income("Subsidy", Exact(1.0), key="subsidy", month=2),),
        steps=(Step("Invite", Exact(1.0), (("reach_share", Times(1.2)),)),),
        decide=(DecisionDate(624.0, months_before=3, known=("visitors",)),),
    )
    told = document(plan)
    assert set(told) == {field.name for field in fields(Scenario)}
    (line,) = told["costs"]
    assert set(line) == {field.name for field in fields(CostLine)}
    (earned,) = told["income"]
    assert set(earned) == {field.name for field in fields(Income)}
    (step,) = told["steps"]
    assert set(step) == {field.name for field in fields(Step)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_document_leaves_no_value_to_a_default(name: str) -> None:
    """A default that changes later changes no plan that was put down before."""
    told = document(example(name))
    assert {"dependence", "currency", "evidence", "yours"} <= set(told)
    assert all("per" in line for line in told["costs"])


def test_whoever_changes_a_document_changes_no_plan() -> None:
    plan = example("regional")
    told = document(plan)
    told["inputs"]["margin"] = 0.5
    told["inputs"]["mix"]["decision"] = 0.5
    told["evidence"]["margin"] = "guess"
    assert document(plan) == document(example("regional"))
    assert from_document(told) != plan
