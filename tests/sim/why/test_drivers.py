"""Which inputs move the profit: held against a plan whose answer is known."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim import CostLine, Exact, Measured, Range, Result, simulate
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, example, loads
from sim.plan.funnel import STAGES
from sim.plan.johnson import Scale
from sim.plan.parameters import PATHS, exactly
from sim.why.drivers import Driver, drivers, good_fair, lowest_fifth, stages
from tests.sim.made_up import agrees, certain_document

FAIRS = Path(__file__).parents[2] / "reference" / "fairs"
CERTAIN = example("own").with_(
    inputs={path: exactly(path, b.likely) for path, b in example("own").inputs.items()},
    costs=(CostLine("stand", Exact(1000.0)),),
)


def test_a_plan_of_exact_inputs_has_no_drivers() -> None:
    assert drivers(simulate(CERTAIN, trials=256, seed=1, detail=True)) == ()


def test_the_only_uncertain_input_is_the_driver_with_the_profit_of_its_fifths() -> None:
    overrun = Range(0.9, 1.4, 1.0, Scale.POSITIVE)
    result = simulate(
        CERTAIN.with_(inputs={"cost_overrun": overrun, "visitors": Exact(0.0, Scale.POSITIVE)}),
        trials=8192,
        seed=1,
        detail=True,
    )
    (driver,) = drivers(result)
    drawn = np.sort(result["inputs.cost_overrun"])
    assert driver.path == "cost_overrun"
    assert driver.low.value == pytest.approx(-1000 * drawn[: len(drawn) // 5].mean(), rel=1e-3)
    assert driver.high.value == pytest.approx(-1000 * drawn[-len(drawn) // 5 :].mean(), rel=1e-3)


@pytest.mark.parametrize("name", EXAMPLES)
def test_drivers_come_strongest_first_and_hold_every_uncertain_input(name: str) -> None:
    found = drivers(simulate(example(name), trials=4096, seed=1, detail=True))
    swings = [driver.swing for driver in found]
    assert swings == sorted(swings, reverse=True)
    drawn = {p for p in example(name).uncertain_paths if PATHS[p].dimension is not None}
    exact = {p for p in drawn if isinstance(example(name).inputs[p], Exact)}
    lines = {f"costs.{line.key or line.label}.1" for line in example(name).costs
             if not isinstance(line.amount, Exact)}  # fmt: skip
    assert lines
    assert {driver.path for driver in found} == drawn - exact | lines
    assert all(driver.low.error >= 0 and driver.high.error >= 0 for driver in found)


# A linear model: the profit is minus the sum of independent lognormal amounts

EDGE = float(stats.norm.ppf(0.2))


def end(low: float, high: float, side: int) -> float:
    """Mean of a lognormal in its lowest (-1) or highest (1) fifth: with c = ppf(0.9),
    X = exp(m + s z) has m = (ln low + ln high) / 2, s = (ln high - ln low) / (2 c), and
    E[X; z < e] = exp(m + s^2 / 2) Phi(e - s), E[X; z > -e] = exp(m + s^2 / 2) Phi(e + s)."""
    m, s = np.log(low * high) / 2, np.log(high / low) / (2 * stats.norm.ppf(0.9))
    mean = float(np.exp(m + s * s / 2))
    return mean * (1.0 if not side else float(stats.norm.cdf(EDGE + side * s)) / 0.2)


AMOUNTS = {"stand": (4000.0, 9000.0), "hotel": (500.0, 2500.0), "travel": (90.0, 110.0)}


@pytest.fixture(scope="module")
def linear() -> tuple[Result, dict[str, Driver]]:
    """Nobody comes, so that only the three amounts and the exact overrun of 1 are left."""
    nobody = {"visitors": Exact(0.0), "cost_overrun": Exact(1.0)}
    lines = tuple(CostLine(name, Range(*ends)) for name, ends in AMOUNTS.items())
    plan = CERTAIN.with_(inputs=nobody, costs=lines)
    result = simulate(plan, trials=16_384, seed=1, detail=True)
    return result, {driver.path: driver for driver in drivers(result)}


def test_of_a_linear_profit_each_end_is_its_closed_form(
    linear: tuple[Result, dict[str, Driver]],
) -> None:
    _, found = linear
    assert list(found) == ["costs.stand.1", "costs.hotel.1", "costs.travel.1"]
    total = sum(end(*ends, 0) for ends in AMOUNTS.values())
    for name, ends in AMOUNTS.items():
        driver, rest = found[f"costs.{name}.1"], total - end(*ends, 0)
        assert agrees(driver.low, -(rest + end(*ends, -1)))
        assert agrees(driver.high, -(rest + end(*ends, 1)))
        assert 0 < driver.high.error < 50


def test_the_errors_of_the_ends_are_what_other_seeds_show(
    linear: tuple[Result, dict[str, Driver]],
) -> None:
    plan = linear[0].scenario
    found = [
        {
            driver.path: driver
            for driver in drivers(simulate(plan, trials=1024, seed=s, detail=True))
        }
        for s in range(20)
    ]
    for path in found[0]:
        for side in ("low", "high"):
            ends = [getattr(each[path], side) for each in found]
            spread = np.var([x.value for x in ends], ddof=1)
            ratio = 19 * spread / np.mean([x.error**2 for x in ends])
            # chi-squared with 19 degrees of freedom, beyond 1 in 10,000 at either side
            assert stats.chi2.ppf(1e-4, 19) <= ratio <= stats.chi2.ppf(1 - 1e-4, 19)


# Rates that move together: their own parts, and the good or bad fair

RATE = (0.02, 0.1, 0.3)
TOGETHER = 0.5


def rate_in(own: tuple[float, float], common: tuple[float, float]) -> float:
    """Average of a rate whose own part and whose W lie between these quantiles: a plain sum over a
    grid of both, z = sqrt(d) W + sqrt(1 - d) e."""
    e, w = (
        stats.norm.ppf(low + (high - low) * (np.arange(2000) + 0.5) / 2000)
        for low, high in (own, common)
    )
    z = math.sqrt(TOGETHER) * w[:, None] + math.sqrt(1 - TOGETHER) * e
    return float(Range(RATE[0], RATE[2], RATE[1], Scale.SHARE).quantile(z).mean())


@pytest.fixture(scope="module")
def one_rate() -> Result:
    """Of 1,000 visitors everybody who comes to the stand orders for 100."""
    plan = from_document(certain_document(visitors=1000, reach_share=list(RATE)))
    return simulate(plan.with_(dependence=TOGETHER), trials=16_384, seed=1, detail=True)


def test_a_rate_is_asked_for_its_own_part(one_rate: Result) -> None:
    (driver,) = drivers(one_rate)
    each = [1e5 * rate_in((k / 5, (k + 1) / 5), (0.0, 1.0)) for k in range(5)]
    assert all(agrees(found, wanted) for found, wanted in zip(driver.fifths, each, strict=True))
    assert agrees(driver.between, each[-1] - each[0])
    assert driver.between.error < 100


def test_the_good_or_bad_fair_is_a_line_of_its_own(one_rate: Result) -> None:
    driver = good_fair(one_rate)
    assert driver is not None
    each = [1e5 * rate_in((0.0, 1.0), (k / 5, (k + 1) / 5)) for k in range(5)]
    assert all(agrees(found, wanted) for found, wanted in zip(driver.fifths, each, strict=True))
    apart = simulate(one_rate.scenario.with_(dependence=0.0), trials=256, detail=True)
    assert good_fair(apart) is None


def test_where_all_rates_move_together_a_weak_one_is_ranked_by_what_it_does_itself() -> None:
    """At the national fair all fourteen rates would stand above every other input, and the visit
    share of those who only look around 14th; by its own part it does next to nothing."""
    plan = loads((FAIRS / "national.toml").read_text("utf-8"))
    for seed in range(1, 4):
        found = [d.path for d in drivers(simulate(plan, trials=8192, seed=seed, detail=True))]
        assert found.index("visit_share.awareness") >= 19
        assert {*found[:3]} == {"order_value", "margin", "extra_share"}
    many = simulate(plan, trials=131_072, seed=1, detail=True)
    found = [d.path for d in drivers(many)]
    assert found[0] == "order_value"
    assert {*found[-3:]} == {"visit_share.awareness", "call_share.awareness", "mix.orientation"}


def test_what_is_best_in_the_middle_does_not_rank_last() -> None:
    """Each visitor of the stand costs, and from 100 on nobody can talk to them any more: the two
    ends of the reach share are alike, and yet most hangs on it."""
    team = {"staff": 1, "days": 1, "hours_per_day": 10, "contacts_per_hour": 10}
    bent = {"visitors": 1000, "reach_share": [0.05, 0.1, 0.2], "margin": [0.99, 0.995]}
    plan = from_document(certain_document(**team, **bent))
    gift = CostLine("gift", Exact(35.0), "visitor")
    driver, *others = drivers(simulate(plan.with_(costs=(gift,)), trials=8192, detail=True))
    assert driver.path == "reach_share"
    assert driver.bent
    assert abs(driver.high.value - driver.low.value) < driver.swing / 2
    assert not any(other.bent for other in others)


def test_amounts_that_move_together_are_not_freed_of_each_other() -> None:
    """Two lines of one amount each, fully together but for a hair: each fifth of the one is a fifth
    of the other, and the profit twice the end of one."""
    plan = CERTAIN.with_(inputs={"visitors": Exact(0.0), "cost_overrun": Exact(1.0)})
    lines = tuple(CostLine(name, Range(4000.0, 9000.0)) for name in ("a", "b"))
    result = simulate(plan.with_(costs=lines, cost_dependence=0.95), trials=16_384, detail=True)
    for driver in drivers(result):
        assert driver.low.value == pytest.approx(-2 * end(4000.0, 9000.0, -1), rel=0.02)


# Chances, stages and ties


def test_a_driver_tells_the_chance_of_covering_costs_in_both_fifths() -> None:
    result = simulate(example("national"), trials=4096, seed=1, detail=True)
    driver = next(d for d in drivers(result) if d.path == "margin")
    ordered = np.argsort(result["inputs.margin"])
    covers = (result["profit"] >= 0)[ordered]
    fifth = len(covers) // 5
    assert driver.chance_low is not None
    assert driver.chance_high is not None
    # a fifth of 4096 trials is 819.2: a few trials at its edge are the difference
    assert driver.chance_low.value == pytest.approx(covers[:fifth].mean(), abs=4 / fifth)
    assert driver.chance_high.value == pytest.approx(covers[-fifth:].mean(), abs=4 / fifth)
    assert driver.chance_high.value > driver.chance_low.value
    assert 0 < driver.chance_low.error < 0.05


def test_a_cost_that_is_high_or_low_swings_the_chance_from_1_to_0() -> None:
    """Nobody comes, so profit is -1000 times the overrun: with a refund of 1000 for the rest, the
    fair covers its costs exactly where the overrun is at most 1, its median."""
    result = simulate(
        example("national").with_(
            inputs={"visitors": Exact(0.0), "cost_overrun": Range(0.9, 1.4, 1.0)}, costs=()
        ),
        trials=1024,
        detail=True,
    )
    paid = {**result.columns, "revenue": np.full(1024, 1000.0), "costs": np.zeros(1024)}
    paid |= {"costs": 1000 * paid["inputs.cost_overrun"], "margin": np.ones(1024)}
    (driver,) = (d for d in drivers(replace(result, columns=paid)) if d.path == "cost_overrun")
    assert driver.chance_low == Measured(1.0, 0.0)
    assert driver.chance_high == Measured(0.0, 0.0)


def test_a_driver_without_its_chances_equals_itself_with_them() -> None:
    """A presentation keeps the money only."""
    (full, *_) = drivers(simulate(example("regional"), trials=256, seed=1, detail=True))
    bare = Driver(full.path, full.low, full.high)
    assert bare == full


def test_a_profit_that_never_varies_swings_by_exactly_nothing() -> None:
    plan = example("national").with_(inputs={"visitors": Exact(0.0), "cost_overrun": Exact(1.1)})
    result = simulate(plan.with_(costs=(CostLine("a", Exact(0.1)),)), trials=1000, detail=True)
    found = drivers(result)
    assert len(found) > 20
    never = Measured(0.0, 0.0)
    assert {(d.swing, d.low.error, d.chance_low, d.chance_high) for d in found} == {
        (0.0, 0.0, never, never)
    }


def test_every_stage_is_there_and_one_that_never_varies_swings_by_exactly_nothing() -> None:
    plan = example("national").without_staff_limit()
    found = {d.path: d for d in stages(simulate(plan, trials=2048, seed=1))}
    assert set(found) == set(STAGES)
    assert found["unserved"].swing == 0.0
    assert found["unserved"].chance_low == found["unserved"].chance_high
    assert max(found, key=lambda stage: found[stage].swing) == "extra_orders"
    swings = [d.swing for d in found.values()]
    assert swings == sorted(swings, reverse=True)


def test_among_equals_every_trial_belongs_to_a_fifth_by_the_same_part() -> None:
    values = np.array([3, 0, 1, 1, 1, 2, 1, 3, 3, 2])  # two of ten: the 0, and a quarter of each 1
    assert lowest_fifth(values).tolist() == [0, 1, 0.25, 0.25, 0.25, 0, 0.25, 0, 0, 0]
    assert lowest_fifth(-values)[values == 3] == pytest.approx(np.full(3, 2 / 3))


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=40))
def test_a_fifth_is_a_fifth_whatever_ties(values: list[int]) -> None:
    weight = lowest_fifth(np.array(values))
    assert weight.sum() == pytest.approx(len(values) / 5, rel=1e-12)
    assert weight.min() >= 0
    assert weight.max() <= 1
    assert all(np.ptp(weight[np.array(values) == value]) == 0 for value in values)
