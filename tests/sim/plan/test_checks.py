"""Keys that nobody knows, and the one that was meant."""

from __future__ import annotations

import pytest

from sim.plan.checks import check_known, near_to
from sim.plan.parameters import BY_KEY, PATHS
from sim.plan.problems import ScenarioError

LINES = [f"costs.{at}" for at in range(100)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vistors", "visitors"),
        ("Visitors", "visitors"),
        ("call-share", "call_share"),
        ("callshare", "call_share"),
        ("order_values", "order_value"),
        ("cost_overun", "cost_overrun"),
        ("contatcs_per_huor", "contacts_per_hour"),
        ("magrin", "margin"),
    ],
)
def test_what_is_a_slip_of_the_hand_is_understood(typed: str, meant: str) -> None:
    assert near_to(typed, BY_KEY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "turnover",
        "revenue",
        "fill_share",
        "margin_share",
        "stand_visitors",
        "hours",
        "share",
        "x",
        "",
    ],
)
def test_of_what_is_far_from_every_key_nothing_is_said_to_be_meant(typed: str) -> None:
    assert near_to(typed, BY_KEY) is None
    with pytest.raises(ScenarioError) as refused:
        check_known([typed], BY_KEY, "inputs")
    assert refused.value.code == "unknown_key"


def test_a_number_is_never_taken_for_another_one() -> None:
    assert near_to("costs.100", LINES) is None
    assert near_to("cost.42", LINES) == "costs.42"


def test_of_two_that_are_near_the_nearer_is_meant() -> None:
    assert near_to("hours_per_cal", BY_KEY) == "hours_per_call"
    assert near_to("call_share.decison", PATHS) == "call_share.decision"


def test_a_key_of_any_length_is_answered() -> None:
    assert near_to("v" * 100_000, BY_KEY) is None
    assert near_to("_" * 1000, BY_KEY) is None
