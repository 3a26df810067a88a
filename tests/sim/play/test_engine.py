"""Runs: what may be asked for, how progress is told, and inputs at the edge of what is allowed."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from sim import CostLine, Counted, Exact, Range, Scale, Scenario, ScenarioError, simulate
from sim.plan.beliefs import Belief
from sim.plan.document import from_document
from sim.plan.funnel import STAGES
from sim.plan.parameters import PATHS
from sim.play.engine import MOST_PEOPLE, SEED
from sim.play.trials import MOST_TRIALS, TRIALS
from tests.sim.made_up import FAIRS, TENTH, certain_document, fair

NATIONAL = fair("national")


@pytest.mark.parametrize(
    "trials", [0, 63, -64, MOST_TRIALS + 1, 64.0, True, "64", None, float("nan")]
)
def test_trials_that_cannot_be_are_refused(trials: Any) -> None:
    with pytest.raises(ScenarioError) as problem:
        simulate(NATIONAL, trials=trials)
    assert (problem.value.code, problem.value.place) == ("not_trials", "trials")


@pytest.mark.parametrize("seed", [-1, 2**63, 1.0, True, "1", None])
def test_seeds_that_cannot_be_are_refused(seed: Any) -> None:
    with pytest.raises(ScenarioError) as problem:
        simulate(NATIONAL, trials=64, seed=seed)
    assert (problem.value.code, problem.value.place) == ("not_seed", "seed")


def test_numbers_of_numpy_are_numbers_too() -> None:
    plain = simulate(NATIONAL, trials=64, seed=5)
    of_numpy: dict[str, Any] = {"trials": np.int64(64), "seed": np.int64(5)}
    other = simulate(NATIONAL, **of_numpy)
    np.testing.assert_array_equal(plain["profit"], other["profit"])


def test_the_usual_run_is_shown_in_the_result() -> None:
    assert (TRIALS, SEED) == (8_192, 1)  # what the rule of `sim.play.enough` begins with
    result = simulate(NATIONAL, trials=64)
    assert (result.trials, result.seed, result.scenario) == (64, SEED, NATIONAL)


@pytest.mark.parametrize("trials", [64, 65, 95, 97, 1000, 2047, 20_001])
def test_any_number_of_trials_is_played(trials: int) -> None:
    result = simulate(NATIONAL, trials=trials, detail=True)
    for column in result.columns.values():
        assert column.shape == (trials,)
        assert np.isfinite(column).all()
    assert len(np.unique(result["good_fair"])) == trials


@pytest.mark.parametrize("threads", [0, 1, 3])
def test_progress_is_told_after_every_block_up_to_the_end(threads: int) -> None:
    told: list[int] = []
    simulate(NATIONAL, trials=30_000, threads=threads, progress=told.append)
    assert told == sorted(set(told))
    assert len(told) > 3
    assert told[-1] == 30_000


def test_a_run_that_is_stopped_by_its_progress_stops() -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(NATIONAL, trials=2048, progress=stop)


def changed(**inputs: Belief) -> Scenario:
    return NATIONAL.with_(inputs=inputs)


SHARE = Scale.SHARE
EDGES: dict[str, Scenario] = {
    "no visitors": changed(visitors=Exact(0.0)),
    "one visitor": changed(visitors=Exact(1.0)),
    "hardly a visitor": changed(visitors=Range(1e-9, 1e-4)),
    "all visitors there are": changed(visitors=Exact(1e8)).without_staff_limit(),
    "visitors without end": changed(visitors=Range(100, 1e8, 101)).without_staff_limit(),
    "no staff": changed(staff=Exact(0.0)),
    "half a person": changed(staff=Exact(0.5), days=Exact(0.5)),
    "too little staff for one contact": changed(staff=Exact(0.001)),
    "a crowd of staff": changed(staff=Exact(1e6), days=Exact(1e6), hours_per_day=Exact(1e6)),
    "no margin": changed(margin=Exact(0.0, SHARE)),
    "worthless orders": changed(order_value=Exact(0.0)),
    "priceless orders": changed(order_value=Range(1e6, 1e12, 1e11), repeat_factor=Exact(1e6)),
    "wild orders": changed(order_value_spread=Exact(1e6)),
    "tiny shares": changed(target_share=Range(1e-300, 1e-299, None, SHARE)),
    "shares that say nothing": changed(extra_share=Range(1e-9, 1 - 1e-9, 0.5, SHARE)),
    "nothing counted": changed(follow_up_share=Counted(0, 1), reach_share=Counted(0, 10**9)),
    "everything counted": changed(follow_up_share=Counted(1, 1), margin=Counted(10**9, 10**9)),
    "no costs": NATIONAL.with_(costs=()),
    "200 cost lines": NATIONAL.with_(costs=[CostLine("same", Range(1, 1e6), "visit")] * 200),
    "as dependent as can be": NATIONAL.with_(dependence=0.95),
    "one phase": changed(
        **{"mix.awareness": Exact(0.0, SHARE), "mix.orientation": Exact(0.0, SHARE)}
    ),
    "one other phase": changed(
        **{"mix.decision": Exact(0.0, SHARE), "mix.orientation": Exact(0.0, SHARE)}
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_inputs_at_the_edge_of_what_is_allowed_give_finite_and_possible_figures(edge: str) -> None:
    result = simulate(EDGES[edge], trials=200, detail=True)
    for column in result.columns.values():
        assert np.isfinite(column).all()
    for before, after in itertools.pairwise(STAGES):
        if "unserved" not in (before, after):
            assert (result[after] <= result[before]).all()
    assert (result["extra_orders"] >= 0).all()
    assert result["visitors"].max() <= MOST_PEOPLE
    for key in ("profit", "revenue", "costs"):
        for figure in (result.mean(key), result.quantile(key, 0.5)):
            assert np.isfinite([figure.value, figure.error]).all()


def test_a_single_phase_of_tiny_share_is_everybody() -> None:
    alone: dict[str, Belief] = {
        "mix.awareness": Exact(0.0, SHARE),
        "mix.orientation": Exact(0.0, SHARE),
        "mix.decision": Range(1e-300, 0.5, 1e-200, SHARE),
    }
    result = simulate(changed(**alone), trials=640, detail=True)
    np.testing.assert_array_equal(result["contacts.decision"], result["contacts"])


@pytest.mark.parametrize(
    ("team", "capacity"),
    [
        ((2, 3, 6, 3), 108),
        ((2.5, 3, 6, 0.5), 22),  # 22.5
        ((0.5, 1, 1, 1), 0),
        ((5, 4, 5, 1.15), 115),
        ((1, 10, 10, 2.3), 230),
    ],
)
def test_the_capacity_is_the_whole_number_of_contacts_that_fit(
    team: tuple[float, ...], capacity: int
) -> None:
    names = ("staff", "days", "hours_per_day", "contacts_per_hour")
    raw = certain_document(visitors=1000, **dict(zip(names, team, strict=True)))
    result = simulate(from_document(raw), trials=64)
    assert (result["contacts"] == capacity).all()
    assert (result["unserved"] == 1000 - capacity).all()


@pytest.mark.parametrize("name", FAIRS)
def test_inputs_are_drawn_with_their_percentiles(name: str) -> None:
    """Each replicate has one point in every 1024th: a share below is right to within one point."""
    scenario = fair(name)
    result = simulate(scenario, trials=32 * 1024, detail=True)
    for path, belief in scenario.inputs.items():
        if f"inputs.{path}" not in result.columns or PATHS[path].dependent:
            continue
        for share, value in ((0.1, belief.low), (0.5, belief.likely), (0.9, belief.high)):
            below = np.count_nonzero(result[f"inputs.{path}"] <= value)
            assert abs(below - share * 32 * 1024) <= 32, path


def test_a_dependent_rate_still_has_its_own_distribution() -> None:
    result = simulate(NATIONAL.with_(dependence=0.9), trials=32_768, detail=True)
    for path, parameter in PATHS.items():
        if not parameter.dependent:
            continue
        belief, drawn = NATIONAL.inputs[path], result[f"inputs.{path}"]
        for z, share in ((-TENTH, 0.1), (0.0, 0.5), (TENTH, 0.9)):
            value = float(belief.quantile(np.array(z)))
            chance = result.chance(drawn <= value)
            assert abs(chance.value - share) <= 4 * chance.error, path
