"""Plans one after the other: what is taken from a plan before is what it would be anew, to the last
bit, and work is only done where a plan differs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import CostLine, Exact, Income, Range, Scenario, ScenarioError, simulate
from sim.draws import outcomes, streams
from sim.plan.funnel import PER
from sim.plan.parameters import PATHS
from sim.play.engine import chances
from sim.play.result import Result
from sim.why.unmeasured import variants
from tests.sim.made_up import FAIRS, fair, full, raised, scenarios

TRIALS = 601  # replicates of two sizes, so two blocks
RAISED = ("staff", "quote_share.decision", "follow_up_share", "margin", "order_value", "visitors")


def anew(plan: Scenario, trials: int = TRIALS, seed: int = 1) -> Result:
    """Played as large runs are, of which nothing is kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "KEPT", 0)
        return simulate(plan, trials=trials, seed=seed, detail=True)


def assert_same(plan: Scenario, trials: int = TRIALS, seed: int = 1) -> None:
    """Every column of the plan, played after others, has the bits that it has anew."""
    again, expected = (
        simulate(plan, trials=trials, seed=seed, detail=True),
        anew(plan, trials, seed),
    )
    assert {*again.columns} == {*expected.columns}
    for key, column in expected.columns.items():
        found = again.columns[key]
        assert found.dtype == column.dtype, key
        assert found.tobytes() == column.tobytes(), key


def everything(name: str) -> Scenario:
    """An example with every input, setting and kind of line that there is."""
    plan = full(fair(name))
    lines = [CostLine(f"per {per}", Range(1, 5), per) for per in PER]
    return plan.with_(
        costs=(*plan.costs, *lines),
        income=(Income("subsidy", Range(100, 900)), Income("tickets", Exact(2.0), "visitor")),
        triage=0.3,
        horizon=9,
        cost_dependence=0.4,
    )


def changed(plan: Scenario) -> Iterator[Scenario]:
    """The plan with one thing different at a time: each input, setting and line, up, down or
    gone."""
    for path, belief in plan.inputs.items():
        with suppress(ScenarioError):
            yield plan.with_(inputs={path: raised(belief, PATHS[path].unit.scale)})
        with suppress(ScenarioError):
            yield plan.with_(inputs={path: Exact(belief.likely, PATHS[path].unit.scale)})
    for key in ("staff", "rush", "follow_up_hours", "area"):
        yield plan.without(key)
    for setting, values in SETTINGS.items():
        yield from (with_one(plan, setting, value) for value in values)
    for of in ("costs", "income"):
        lines = getattr(plan, of)
        for at, line in enumerate(lines):
            more = replace(line, amount=Exact(line.amount.likely * 2))
            yield with_one(plan, of, (*lines[:at], more, *lines[at + 1 :]))
            yield with_one(plan, of, (*lines[:at], *lines[at + 1 :]))
    yield from (variant for _, variant in variants(plan))


def with_one(plan: Scenario, field: str, value: Any) -> Scenario:
    changes: Any = {field: value}
    return replace(plan, **changes)


SETTINGS: dict[str, tuple[Any, ...]] = {
    "dependence": (0.0, 0.9),
    "cost_dependence": (0.0, 0.9),
    "triage": (0.0, 0.31, 1.0),
    "horizon": (None, 0, 3, 30),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", FAIRS)
def test_every_single_change_gives_the_bits_of_the_plan_played_anew(name: str) -> None:
    """The plan itself comes between, so that what changed is taken back as well."""
    plan = everything(name)
    plans = list(changed(plan))
    assert len(plans) > 100
    for at, one in enumerate(plans):
        assert_same(one)
        if at % 7 == 0:
            assert_same(plan)


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(scenarios(), scenarios(), st.sampled_from([64, 97, TRIALS]), st.integers(0, 3))
def test_any_plan_after_any_other_gives_its_own_bits(
    one: Scenario, other: Scenario, trials: int, seed: int
) -> None:
    """Also each plan with single inputs of the other, as somebody gets there who moves sliders."""
    assert_same(one, trials, seed)
    assert_same(other, trials, seed)
    for path in {*one.inputs} & {*other.inputs}:
        with suppress(ScenarioError):  # all phases gone
            assert_same(one.with_(inputs={path: other.inputs[path]}), trials, seed)


@pytest.mark.parametrize("spread", [0.0, 0.4, 5.0])
def test_many_orders_a_fair_give_the_same_bits(spread: float) -> None:
    """Few orders, then thousands a trial, then few again."""
    plan = fair("national").without("staff")
    every = {path: Exact(1.0, p.unit.scale) for path, p in PATHS.items() if "_share" in path}
    for likely in (300.0, 900.0, 310.0, 40_000.0, 2e6, 905.0):
        inputs = every | {"visitors": Exact(likely), "order_value_spread": Exact(spread)}
        assert_same(plan.with_(inputs=inputs), trials=128)


def test_plans_that_are_played_at_the_same_time_do_not_disturb_each_other() -> None:
    plans = list(changed(everything("national")))[:40]
    expected = [anew(plan)["profit"].tobytes() for plan in plans]
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda plan: simulate(plan, trials=TRIALS)["profit"].tobytes(), plans * 2)
    assert list(found) == expected * 2


@pytest.mark.parametrize("name", FAIRS)
def test_chances_after_those_of_other_plans_have_the_bits_that_they_have_anew(name: str) -> None:
    """Also where a plan asks for few fairs and then for more, of which these are the first."""
    plan = fair(name)
    more = {path: raised(plan.inputs[path], PATHS[path].unit.scale) for path in RAISED}
    changes = [{path: belief} for path, belief in more.items()]
    plans = [plan, *(plan.with_(inputs=one) for one in changes), plan]
    found = [chances(one, trials=trials) for trials in (256, 1024) for one in plans]
    for again in found:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(streams, "KEPT", 0)
            expected = chances(again.scenario, trials=again.trials)
        for key, column in expected.columns.items():
            assert again.columns[key].tobytes() == column.tobytes(), key


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[Any, int]:
    """Counts drawn by stage, filled while plans are played."""
    done: dict[Any, int] = {}
    of = outcomes.Outcomes.of

    def counted(self: Any, stage: Any, given: Any, shape: Any, work: Any) -> Any:
        def noted(places: Any) -> Any:
            done[stage] = done.get(stage, 0) + (
                places.size if places is not None else math.prod(shape)
            )
            return work(places)

        return of(self, stage, given, shape, noted)

    monkeypatch.setattr(outcomes.Outcomes, "of", counted)
    return done


def test_a_stage_that_nothing_reaches_is_not_drawn_again(work: dict[Any, int]) -> None:
    plan = fair("national")
    simulate(plan, trials=TRIALS, seed=77)
    assert sum(work.values()) > 20 * TRIALS
    for path in ("margin", "order_value", "order_value_spread", "cost_overrun", "repeat_factor"):
        work.clear()
        simulate(
            plan.with_(inputs={path: Exact(0.5, PATHS[path].unit.scale)}), trials=TRIALS, seed=77
        )
        assert not work, path


def test_a_share_draws_its_own_stage_and_what_it_changes(work: dict[Any, int]) -> None:
    plan = fair("national")
    simulate(plan, trials=TRIALS, seed=78)
    work.clear()
    more = raised(plan.inputs["quote_share.decision"], PATHS["quote_share.decision"].unit.scale)
    simulate(plan.with_(inputs={"quote_share.decision": more}), trials=TRIALS, seed=78)
    assert max(work.values()) == TRIALS  # of one phase of three
    assert len(work) == 3  # quotes, orders, extra orders
    assert sum(work.values()) < 1.5 * TRIALS


def test_one_person_more_draws_only_fairs_in_which_somebody_had_to_wait(
    work: dict[Any, int],
) -> None:
    plan = fair("national").without("rush")
    before = simulate(plan, trials=TRIALS, seed=79)
    work.clear()
    more = plan.with_(inputs={"staff": Exact(plan.inputs["staff"].likely + 1)})
    simulate(more, trials=TRIALS, seed=79)
    full_stand = int(np.count_nonzero(before["unserved"]))
    assert 0 < full_stand < TRIALS
    assert work
    assert max(work.values()) <= 3 * full_stand
