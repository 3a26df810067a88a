"""What is told of a fair has to fit together; nobody is made up, and nothing unsaid is taken."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim import ScenarioError
from sim.actuals.actuals import LEADS, Actuals, unplanned
from sim.plan.file import example
from tests.sim.evaluate.test_updated import CLOSED, LOST, counts

NATIONAL = example("national")


def test_whoever_went_no_further_waits_until_it_is_said_who_is_lost() -> None:
    unsaid = Actuals(reached=CLOSED)
    assert unsaid.said_open("quotes.decision") is None
    assert unsaid.waiting == 290 - 8
    assert Actuals(reached=CLOSED, open=LOST).waiting == 0
    some = Actuals(reached=CLOSED, open=LOST | {"quotes.decision": 4, "calls.awareness": 0})
    assert (some.waiting, some.waiting_at("quotes")) == (4, 4)
    assert Actuals(reached=CLOSED, open={"quotes.decision": 4}).waiting_at("quotes") == 3 + 6 + 4


def test_in_totals_whoever_went_no_further_waits_at_the_last_stage_that_was_told() -> None:
    told = Actuals(reached={"contacts": 290, "quotes": 24, "orders": 8})
    assert {stage: told.waiting_at(stage) for stage in LEADS[:-1]} == {
        "contacts": 266, "followed_up": 0, "calls": 0, "visits": 0, "quotes": 16,
    }  # fmt: skip
    said = Actuals(reached={"contacts": 290, "orders": 8}, open={"contacts": 17})
    assert said.waiting == 17
    assert said.count("quotes") is None
    assert said.total("orders") == 8


def test_a_stage_told_in_both_ways_is_what_its_phases_say() -> None:
    both = Actuals(reached=CLOSED | {"orders": 7})
    assert both.total("orders") == both.count("orders") == 8
    assert not both.told_in_total("orders")
    assert both.each("orders") == (1, 2, 5)
    mixed = Actuals(reached=counts(contacts=(140, 100, 50)) | {"orders": 8})
    assert mixed.told_in_total("orders")
    assert mixed.each("orders") is None
    assert mixed.each("contacts") == (140, 100, 50)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"reached": counts(contacts=(5, 5, 5), followed_up=(6, 0, 0))}, "followed_up.awareness"),
        ({"reached": {"calls.decision": 3}}, "calls.decision"),
        ({"reached": CLOSED, "open": {"quotes.decision": 8}}, "orders.decision"),
        ({"reached": {"contacts.nobody": 1}}, "contacts.nobody"),
        ({"reached": {"contacts.decision": -1}}, "contacts.decision"),
        ({"visitors": 10, "stand_visitors": 11}, "stand_visitors"),
        ({"reached": {"followed_up": 3}}, "contacts"),
        ({"reached": {"contacts": 9, "orders": 10}}, "orders"),
        ({"reached": {"contacts": 9, "quotes": 4}, "open": {"contacts": 6}}, "quotes"),
        ({"reached": {"contacts": 9, "quotes": 4, "orders": 5}}, "orders"),
        ({"reached": {"contacts": 9, "orders": 2}, "extra_orders": 3}, "extra_orders"),
        ({"reached": {"contacts": 9}, "open": {"nobody": 3}}, "nobody"),
        ({"extra_orders": 1}, "extra_orders"),
        ({"values": (3.0,)}, "values"),
        ({"reached": CLOSED, "values": (math.nan,)}, "values"),
        ({"reached": CLOSED, "values": (-1.0,)}, "values"),
        ({"margin": 1.5}, "margin"),
        ({"margin": math.nan}, "margin"),
        ({"costs": {3: math.inf}}, "costs.3"),
        ({"costs": {3: -1}}, "costs.3"),
        ({"months": -0.1}, "months"),
        ({"months": math.inf}, "months"),
    ],
)
def test_numbers_that_cannot_be_true_together_are_refused(told: dict[str, Any], place: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        Actuals(**told)
    assert problem.value.place == place


def test_lines_that_were_told_and_that_the_plan_lacks_are_named_in_their_order() -> None:
    last = len(NATIONAL.costs) - 1
    money = {last: 1.0, last + 2: 2.0, last + 1: 3.0}
    found = unplanned(NATIONAL, Actuals(costs=money, income={0: 4.0}))
    assert found == (f"costs.{last + 1}", f"costs.{last + 2}", "income.0")
    assert unplanned(NATIONAL, Actuals(costs={last: 1.0})) == ()
