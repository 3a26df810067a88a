"""Columns on request and figures of a large run: the numbers of the whole result, in less room."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from sim import Exact, Income, Range, Scenario, simulate
from sim.draws import streams
from sim.play import ranks
from sim.play import result as results
from sim.play.figures import Figures, figures, figures_of
from sim.play.result import COUNTED, DERIVED, EVENTS
from tests.sim.made_up import FAIRS, fair, full, scenarios

SUBSIDY = (Income("subsidy", Range(1000, 9000)), Income("tickets", Range(1, 3), "visitor"))


def plans() -> dict[str, Scenario]:
    plain = {name: fair(name) for name in FAIRS}
    whole = full(fair("national"))
    return plain | {
        "income": whole.with_(income=SUBSIDY, triage=0.4, horizon=6),
        "no goal": fair("national").with_(goal=None),
        "no costs": fair("regional").with_(costs=()),
        "exact margin": fair("regional").with_(
            inputs={"margin": Exact(0.3, fair("regional").inputs["margin"].scale)}
        ),
        "no limit": fair("international").without_staff_limit(),
    }


PLANS = plans()


def assert_equal(found: Figures, expected: Figures) -> None:
    """To the last digit, also where one is not a number: by their text."""
    assert str(found) == str(expected)


@pytest.mark.by_turns(3)
@pytest.mark.parametrize(
    ("plan", "trials"),
    [*((plan, trials) for plan in PLANS for trials in (64, 97, 3000)), ("income", 140_000)],
)
def test_figures_are_those_of_the_simulation_to_the_last_digit(plan: str, trials: int) -> None:
    run: dict[str, Any] = {"trials": trials, "seed": 3}
    assert_equal(figures(PLANS[plan], **run), figures_of(simulate(PLANS[plan], **run)))


@settings(max_examples=20, deadline=None)
@given(scenarios())
def test_figures_of_any_plan_are_those_of_its_simulation(plan: Scenario) -> None:
    assert_equal(figures(plan, trials=256), figures_of(simulate(plan, trials=256)))


def test_figures_of_a_run_too_large_to_be_kept_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Quantiles found by brackets, in parts, and nothing remembered: as of millions of trials."""
    expected = figures_of(simulate(PLANS["income"], trials=20_000))
    for module, name, value in (
        (streams, "KEPT", 0),
        (results, "KEPT", 0),
        (ranks, "SORTED", 100),
        (ranks, "SAMPLE", 500),
        (ranks, "PART", 3000),
        (results, "PART", 3000),
    ):
        monkeypatch.setattr(module, name, value)
    assert_equal(figures(PLANS["income"], trials=20_000), expected)


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("plan", PLANS)
def test_columns_on_request_are_those_of_the_whole_result(plan: str) -> None:
    """One at a time, so that none rests on another that is there as well."""
    scenario = PLANS[plan]
    whole = simulate(scenario, trials=200, detail=True)
    for key in {*whole.columns, *DERIVED}:
        alone = simulate(scenario, trials=200, columns=(key,))
        assert {*alone.columns} == {key}
        assert alone[key].dtype == whole[key].dtype, key
        np.testing.assert_array_equal(alone[key], whole[key])


def test_several_columns_are_a_result_of_their_own() -> None:
    whole = simulate(PLANS["income"], trials=200)
    some = simulate(PLANS["income"], trials=200, columns=["profit", "costs", "visitors"])
    assert some.chance_covering_costs == whole.chance_covering_costs
    assert some.mean("costs") == whole.mean("costs")
    assert some.quantile("visitors", 0.9) == whole.quantile("visitors", 0.9)
    frame = some.frame()
    assert {"profit", "costs", "visitors"} <= {*frame.columns}
    np.testing.assert_array_equal(frame["profit"], whole["profit"])


@pytest.mark.parametrize("key", ["costs.99", "nothing", "inputs.staff", "waiting"])
def test_a_column_that_there_is_not_is_refused(key: str) -> None:
    with pytest.raises(KeyError, match=key):
        simulate(PLANS["regional"], trials=64, columns=["profit", key])


def test_what_was_not_asked_for_is_refused_and_never_taken_for_nothing() -> None:
    """Without the income and the drawn margin a profit would be another number."""
    plan = PLANS["income"]
    for missing in ("income", "margin", "revenue", "costs"):
        keys = {"income", "margin", "revenue", "costs"} - {missing}
        with pytest.raises(KeyError, match=missing):
            _ = simulate(plan, trials=64, columns=keys)["profit"]


def test_tallies_tell_figures_and_keep_no_trials() -> None:
    plan = PLANS["income"]
    whole = simulate(plan, trials=3000)
    told = simulate(plan, trials=3000, columns=(), tallied=(*plan.stages, *EVENTS))
    assert not told.columns
    for stage in plan.stages:
        assert told.mean(stage) == whole.mean(stage)
        for share in (0.001, 0.1, 0.5, 0.9, 1.0):
            assert told.quantile(stage, share) == whole.quantile(stage, share)
    for event in EVENTS:
        assert told.chance_of(event) == whole.chance_of(event)
    with pytest.raises(KeyError):
        _ = told["visitors"]
    assert {*plan.stages} > {*COUNTED}
