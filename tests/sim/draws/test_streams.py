"""Named streams: each its own, none disturbed by others, by blocks or by how many there are."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from operator import methodcaller
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from scipy.special import ndtri

from sim import Range
from sim.draws import streams
from sim.draws.sobol import DIMENSIONS
from sim.draws.streams import REPLICATES, Block, Draws, blocks, draws, replicate_sizes
from sim.plan.funnel import FIRST_ORDERS, GOOD_FAIR, LUCK, PHASES, STEPS
from sim.plan.johnson import Scale
from sim.plan.parameters import PATHS
from sim.play import engine
from tests.sim.made_up import FAIRS, fair

Floats = NDArray[np.float64]
STREAMS = {
    "good fair": GOOD_FAIR,
    **{f"{stage} {k}": d for stage, dimensions in LUCK.items() for k, d in enumerate(dimensions)},
    **{f"order {k}": dimension for k, dimension in enumerate(FIRST_ORDERS)},
    **{path: d for path, p in PATHS.items() if (d := p.stream(path)) is not None},
}


def drawn(trials: int, draw: Callable[[Draws], Floats], seed: int = 1) -> Floats:
    """What is drawn in all blocks of a run, in the order of the trials."""
    longest = replicate_sizes(trials)[0]
    return np.concatenate([draw(Draws(seed, longest, block)) for block in blocks(trials)])


def uniform(dimension: int) -> Callable[[Draws], Floats]:
    return lambda draws: draws.uniform(dimension)


def normal(dimension: int) -> Callable[[Draws], Floats]:
    return lambda draws: draws.normal(dimension)


def parts(trials: int) -> Iterator[slice]:
    """The trials of each replicate."""
    ends = np.cumsum([0, *replicate_sizes(trials)])
    return (slice(a, b) for a, b in itertools.pairwise(ends.tolist()))


def test_every_stream_has_a_dimension_of_its_own() -> None:
    used = list(STREAMS.values())
    assert len(set(used)) == len(used)
    assert all(0 <= dimension < DIMENSIONS for dimension in used)


def test_every_count_of_the_funnel_has_its_own_luck() -> None:
    needed = dict.fromkeys((stage for stage, _ in STEPS), len(PHASES))
    needed["contacts"] = len(PHASES) - 1  # the last phase is what is left
    needed |= {"target_visitors": 1, "stand_visitors": 1}
    needed |= {"in_time": len(PHASES), "waiting": len(PHASES) - 1, "recognised": len(PHASES) - 1}
    assert {stage: len(dimensions) for stage, dimensions in LUCK.items()} == needed


def test_every_input_that_can_be_uncertain_has_a_stream() -> None:
    without = {path for path, p in PATHS.items() if p.stream(path) is None}
    exact = {path for path, p in PATHS.items() if p.certain}
    months = {f"months_to_order.{phase}" for phase in PHASES}  # not part of a trial
    hours = {"hours_per_call", "hours_per_visit", "hours_per_quote"}  # limit nothing
    assert without == exact | months | hours


@pytest.mark.parametrize("stream", STREAMS)
def test_each_stream_spreads_evenly_in_every_replicate(stream: str) -> None:
    u = drawn(32 * 128, lambda draws: draws.uniform(STREAMS[stream]))
    for part in parts(32 * 128):
        np.testing.assert_array_equal(np.sort(np.floor(u[part] * 128)), np.arange(128))


def test_uniform_numbers_never_are_0_or_1() -> None:
    # 32 bits and a half: the smallest and the largest of all
    least, most = (np.array([0, 2**32 - 1]) + 0.5) * 2.0**-32
    assert 0 < least < most < 1
    u = drawn(32 * 4096, lambda draws: draws.uniform(GOOD_FAIR))
    assert u.min() >= least
    assert u.max() <= most
    # at a scramble's finest the numbers are odd multiples of 2^-33
    assert (np.mod(u * 2.0**33, 2) == 1).all()


def test_normals_are_the_quantiles_of_the_uniform_numbers() -> None:
    for dimension in (GOOD_FAIR, DIMENSIONS - 1):
        u = drawn(2048, uniform(dimension))
        z = drawn(2048, normal(dimension))
        np.testing.assert_array_equal(z, ndtri(u))


@pytest.mark.parametrize("stage", LUCK)
def test_luck_is_the_uniform_numbers_of_its_dimensions(stage: str) -> None:
    for trials in (2048, streams.KEPT + 32):  # kept and not kept
        for block in blocks(trials):
            numbers = draws(1, trials, block)
            u, z = numbers.luck(LUCK[stage])
            expected = [numbers.uniform(dimension) for dimension in LUCK[stage]]
            np.testing.assert_array_equal(u, expected)
            assert z is None or (z == ndtri(u)).all()


# Random numbers of small runs are kept.


def test_numbers_that_are_kept_are_the_ones_that_would_be_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trials = streams.KEPT
    scenarios = [fair(name) for name in FAIRS]
    kept = [engine.simulate(s, trials=trials, detail=True) for s in scenarios * 2]
    monkeypatch.setattr(streams, "KEPT", 0)
    for one, scenario in zip(kept, scenarios * 2, strict=True):
        drawn_again = engine.simulate(scenario, trials=trials, detail=True)
        for key, column in one.columns.items():
            np.testing.assert_array_equal(column, drawn_again.columns[key], err_msg=key)


def test_what_is_done_to_a_result_does_not_reach_the_numbers_that_are_kept() -> None:
    first = engine.simulate(fair("national"), trials=640, detail=True)
    before = {key: column.copy() for key, column in first.columns.items()}
    for column in first.columns.values():
        column[:] = 0
    again = engine.simulate(fair("national"), trials=640, detail=True)
    for key, column in before.items():
        np.testing.assert_array_equal(again.columns[key], column, err_msg=key)


def test_trying_very_many_plans_changes_no_number_and_keeps_a_bounded_amount(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = fair("national")
    before = engine.simulate(scenario, trials=128)
    monkeypatch.setattr(streams, "MOST_KEPT", 40)
    for k in range(30):
        belief = Range(10 + k, 100 + k)
        engine.simulate(scenario.with_(inputs={"order_value": belief}), trials=128)
        block = next(blocks(128))
        assert len(draws(1, 128, block)._kept or {}) <= 42
    after = engine.simulate(scenario, trials=128)
    np.testing.assert_array_equal(after["profit"], before["profit"])


def test_plans_that_are_tried_at_the_same_time_do_not_disturb_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plans = [
        fair(name).with_(inputs={"order_value": Range(1000 + k, 9000 + k)})
        for k in range(12)
        for name in FAIRS
    ]
    alone = [engine.simulate(plan, trials=2048, seed=77)["profit"] for plan in plans]
    streams._kept.cache_clear()
    monkeypatch.setattr(streams, "MOST_KEPT", 50)
    with ThreadPoolExecutor(6) as pool:
        together = pool.map(lambda plan: engine.simulate(plan, trials=2048, seed=77), plans)
        for one, other in zip(alone, together, strict=True):
            np.testing.assert_array_equal(one, other["profit"])


def test_questions_about_few_fairs_push_no_fair_of_the_plan_itself_out() -> None:
    plan = fair("national")
    engine.chances(plan, trials=streams.KEPT, seed=78)
    for trials in (512, 1024, 2048, 4096, 8192, streams.KEPT):  # begun anew, and twice as many
        for half in (False, True) if trials < streams.KEPT else (True,):
            engine.chances(plan, trials=trials, seed=78, half=half)
    before = streams._kept.cache_info().misses
    engine.chances(plan, trials=streams.KEPT, seed=78)
    assert streams._kept.cache_info().misses == before


@pytest.mark.parametrize(
    ("trials", "start"), [(32, 0), (512, 0), (2048, 0), (2048, 32), (4096, 64), (8192, 128)]
)
@pytest.mark.parametrize("longer", [[4096], [streams.KEPT], [streams.KEPT, 4096], [1000, 2080]])
def test_fewer_fairs_take_the_numbers_of_longer_runs_and_these_are_their_own(
    longer: list[int], trials: int, start: int
) -> None:
    belief, seed = Range(0.1, 0.4, scale=Scale.SHARE), 1000 + trials + start + sum(longer)
    held = [draws(seed, run, block) for run in longer for block in blocks(run)]

    def numbers(one: Draws) -> list[NDArray[Any]]:
        drawn = one.once("share", lambda: belief.quantile(one.normal(3)))
        return [one.uniform(2), one.normal(3), *map(np.asarray, one.luck((6, 7, 8))), drawn]

    for one in held:
        numbers(one)
    for block in blocks(trials, start):
        alone = Draws(seed, streams.replicate_sizes(trials)[0], block, keep=True)
        alone._longer = ()
        short = draws(seed, trials, block)
        for found, own in zip(numbers(short), numbers(alone), strict=True):
            np.testing.assert_array_equal(found, own)


def test_what_a_longer_run_has_is_not_worked_out_again() -> None:
    asked: list[Block] = []

    def worked_out(one: Draws) -> Floats:
        asked.append(one.block)
        return one.uniform(2)

    def numbers(one: Draws) -> Floats:
        return one.once("asked", lambda: worked_out(one))

    held = [draws(79, streams.KEPT, block) for block in blocks(streams.KEPT)]
    for one in held:
        numbers(one)
    assert len(asked) == len(held)
    for trials, start in ((1024, 0), (2048, 32), (4096, 0)):
        for block in blocks(trials, start):
            numbers(draws(79, trials, block))
    assert len(asked) == len(held)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.integers(64, 3_000_000))
def test_replicates_are_as_equal_as_can_be(trials: int) -> None:
    sizes = replicate_sizes(trials)
    assert len(sizes) == REPLICATES
    assert sum(sizes) == trials
    assert max(sizes) - min(sizes) <= 1
    assert sizes == sorted(sizes, reverse=True)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.integers(64, 3_000_000))
def test_blocks_cover_every_trial_once_and_in_order(trials: int) -> None:
    expected_replicate, expected_point = 0, 0
    sizes = replicate_sizes(trials)
    for block in blocks(trials):
        assert 0 < block.size <= streams.BLOCK
        assert (block.first, block.start) == (expected_replicate, expected_point)
        if block.last - block.first > 1:  # several replicates: all of each
            assert block.start == 0
            assert {sizes[r] for r in range(block.first, block.last)} == {block.stop}
        if block.stop == sizes[block.last - 1]:
            expected_replicate, expected_point = block.last, 0
        else:
            expected_point = block.stop
    assert (expected_replicate, expected_point) == (REPLICATES, 0)


@pytest.mark.parametrize("trials", [64, 97, 2048, 5000])
@pytest.mark.parametrize("block", [16, 64, 1024])
def test_no_draw_depends_on_the_blocks(
    trials: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everything(draws: Draws) -> Floats:
        counts = np.full(draws.block.size, 3)
        each, _ = draws.each_normal("orders", counts, FIRST_ORDERS)
        return np.column_stack(
            [draws.uniform(5), draws.named_normal("cost.stand.1"), each.reshape(-1, 3)]
        )

    whole = drawn(trials, everything)
    monkeypatch.setattr(streams, "BLOCK", block)
    assert len(list(blocks(trials))) >= trials / block
    np.testing.assert_array_equal(drawn(trials, everything), whole)


@pytest.mark.parametrize("block", [32, 128])
def test_no_simulated_number_depends_on_the_blocks(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = engine.simulate(fair("national"), trials=5000, detail=True)
    monkeypatch.setattr(streams, "BLOCK", block)
    other = engine.simulate(fair("national"), trials=5000, detail=True)
    for key, column in one.columns.items():
        np.testing.assert_array_equal(column, other.columns[key])


def test_the_first_trials_of_a_replicate_are_the_same_however_many_follow() -> None:
    few = Draws(1, 10, Block(4, 5, 0, 10)).uniform(9)
    many = Draws(1, 5000, Block(4, 5, 0, 5000)).uniform(9)
    np.testing.assert_array_equal(few, many[:10])


def test_named_streams_are_standard_normal_and_not_correlated() -> None:
    trials = 65_536
    names = ("cost.stand.1", "cost.stand.2", "cost.hotel.1", "order_value")
    z = np.stack([drawn(trials, methodcaller("named_normal", name)) for name in names])
    # mean 0; mean of squares 1, its variance 2; product of two independent ones: variance 1
    assert (abs(z.mean(axis=1)) <= 4 / np.sqrt(trials)).all()
    assert (abs((z**2).mean(axis=1) - 1) <= 4 * np.sqrt(2 / trials)).all()
    for one, other in itertools.combinations(z, 2):
        assert abs((one * other).mean()) <= 4 / np.sqrt(trials)
    neighbours = z[:, 1:] * z[:, :-1]
    assert (abs(neighbours.mean(axis=1)) <= 4 / np.sqrt(trials)).all()


def test_a_name_gives_the_same_numbers_again_and_another_seed_gives_others() -> None:
    def draw(draws: Draws) -> Floats:
        return np.concatenate([draws.named_normal("cost.stand.1"), draws.uniform(3)])

    np.testing.assert_array_equal(drawn(640, draw), drawn(640, draw))
    for seed in (0, 2, 2**63 - 1):
        assert (drawn(640, draw, seed) != drawn(640, draw)).all()


def test_streams_with_a_dimension_are_not_correlated_with_each_other() -> None:
    size = 256
    z = np.stack(
        [drawn(REPLICATES * size, normal(dimension)) for dimension in STREAMS.values()]
    ).reshape(len(STREAMS), REPLICATES, size)
    # E[z z'] = 0 in each of the independent replicates
    each = np.einsum("irt,jrt->ijr", z, z) / size
    upper = np.triu_indices(len(STREAMS), 1)
    pairs = each[upper]
    t = pairs.mean(axis=1) / (pairs.std(axis=1, ddof=1) / np.sqrt(REPLICATES))
    # what 4 standard errors are for one pair, for the largest of all pairs (Bonferroni)
    assert abs(t).max() <= stats.t.isf(stats.norm.sf(4) / len(t), REPLICATES - 1)


def test_the_kth_of_a_trial_is_the_same_however_many_there_are() -> None:
    draws = Draws(1, 64, Block(0, 8, 0, 64))
    rng = np.random.default_rng(6)
    few = rng.integers(0, 9, draws.block.size)
    many = few + rng.integers(0, 9, draws.block.size)
    z, place = draws.each_normal("order_value", few, FIRST_ORDERS)
    more, further = draws.each_normal("order_value", many, FIRST_ORDERS)
    np.testing.assert_array_equal(place, np.concatenate([np.arange(k) for k in few]))
    np.testing.assert_array_equal(further, np.concatenate([np.arange(k) for k in many]))
    np.testing.assert_array_equal(z, more[further < np.repeat(few, many)])


def test_the_first_of_each_trial_are_quasi_random_and_the_others_differ() -> None:
    draws = Draws(1, 64, Block(0, 32, 0, 64))
    counts = np.full(draws.block.size, 7)
    z, place = draws.each_normal("order_value", counts, FIRST_ORDERS)
    for k, dimension in enumerate(FIRST_ORDERS):
        np.testing.assert_array_equal(z[place == k], draws.normal(dimension))
    later = z[place >= len(FIRST_ORDERS)]
    assert np.unique(later).size == later.size
    assert abs(later.mean()) <= 4 / np.sqrt(later.size)
    assert abs((later**2).mean() - 1) <= 4 * np.sqrt(2 / later.size)


def test_nothing_is_drawn_for_nothing() -> None:
    draws = Draws(1, 2, Block(0, 32, 0, 2))
    z, place = draws.each_normal("order_value", np.zeros(64, dtype=np.int64), FIRST_ORDERS)
    assert z.shape == place.shape == (0,)
