"""What an experienced colleague would ask about a plan."""

from __future__ import annotations

import pytest

from sim import Exact, Range, Scale
from sim.plan.file import EXAMPLES, example
from sim.plan.scenario import Scenario
from sim.why.hints import HOURS, hints

ASKED = ("long_day", "hundredth")


def asked(plan: Scenario) -> list[tuple[str, str]]:
    return [(hint.code, hint.path) for hint in hints(plan) if hint.code in ASKED]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_ask_for_no_day_and_no_fraction(name: str) -> None:
    plan = example(name)
    assert not asked(plan.with_(yours=frozenset(plan.inputs)))


@pytest.mark.parametrize(("hours", "too_long"), [(HOURS, False), (24.5, True), (75, True)])
def test_a_day_of_more_hours_than_a_day_has_is_asked_about(hours: float, too_long: bool) -> None:
    plan = example("regional").with_(inputs={"hours_per_day": Exact(hours)})
    assert asked(plan) == ([("long_day", "hours_per_day")] if too_long else [])
    assert not asked(plan.without_staff_limit())


@pytest.mark.parametrize(
    ("low", "fraction"), [(0.002, True), (0.0029, True), (0.003, False), (0.2, False)]
)
def test_a_low_that_looks_like_a_fraction_is_asked_about(low: float, fraction: bool) -> None:
    margin = Range(low, 0.4, 0.3, Scale.SHARE)
    plan = example("regional").with_(inputs={"margin": margin})
    assert not asked(plan)
    found = asked(plan.with_(yours=frozenset({"margin"})))
    assert found == ([("hundredth", "margin")] if fraction else [])
