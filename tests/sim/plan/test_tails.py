"""What lies beyond low and high: held against the distribution itself, and against lognormals."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import lognorm, norm

from benchmarks.nine_of_ten import meant
from sim import Counted, Exact, Range, ScenarioError, simulate
from sim.plan.beliefs import Belief
from sim.plan.file import EXAMPLES, example
from sim.plan.johnson import TENTH, Scale
from sim.plan.tails import HUNDREDTH, TWENTIETH, from_nine_of_ten, reach

OFTEN = settings(deadline=None, derandomize=True, max_examples=300)
THREE = st.lists(st.floats(1e-3, 0.999), min_size=3, max_size=3, unique=True).map(sorted)


def test_the_percentiles_are_those_of_the_normal() -> None:
    assert norm.ppf([0.9, 0.95, 0.99]) == pytest.approx([TENTH, TWENTIETH, HUNDREDTH], rel=1e-14)


def lognormal(low: float, high: float, within: float) -> Any:
    """The lognormal between whose `low` and `high` lies the middle share `within`."""
    z = norm.ppf((1 + within) / 2)
    return lognorm(s=math.log(high / low) / (2 * z), scale=math.sqrt(low * high))


@pytest.mark.parametrize(("low", "high"), [(5, 10), (100, 5_000), (0.2, 0.21)])
def test_a_range_without_a_bend_becomes_the_same_lognormal(low: float, high: float) -> None:
    found = from_nine_of_ten(Range(low, high))
    assert found is not None
    meant = lognormal(low, high, 0.9)
    assert (found.low, found.high) == pytest.approx(tuple(meant.ppf([0.1, 0.9])), rel=1e-9)
    assert found.mean == pytest.approx(meant.mean(), rel=1e-6)


@OFTEN
@given(THREE, st.sampled_from(list(Scale)), st.sampled_from([1.0, 1e4]))
def test_one_in_twenty_lies_beyond_what_was_typed_on_either_side_and_likely_stays(
    points: list[float], scale: Scale, times: float
) -> None:
    low, likely, high = (x * (times if scale is Scale.POSITIVE else 1.0) for x in points)
    try:
        typed = Range(low, high, likely, scale)
    except ScenarioError:
        return  # points that no belief can tell apart
    found = from_nine_of_ten(typed)
    assert found is not None
    assert found.likely == likely
    assert low < found.low < likely < found.high < high
    again = found.quantile(np.array([-TWENTIETH, TWENTIETH]))
    assert again == pytest.approx([low, high], rel=1e-6)


@pytest.mark.parametrize(
    ("low", "high", "far", "above"),
    [
        (10, 20, False, False),
        (10, 200, True, False),
        (10, 100, False, False),
        (1, 1_000, True, True),
        (9, 10, False, False),
    ],
)
def test_a_range_that_means_more_than_it_says_is_told_as_the_lognormal_that_it_is(
    low: float, high: float, far: bool, above: bool
) -> None:
    found, meant = reach(Range(low, high)), lognormal(low, high, 0.8)
    assert (meant.ppf(0.99) > 3 * high, meant.mean() > high) == (far, above)
    assert (found is not None) == (far or above)
    if found is not None:
        assert found.hundredth == pytest.approx(meant.ppf(0.99), rel=1e-9)
        assert found.mean == pytest.approx(meant.mean(), rel=1e-6)


@pytest.mark.parametrize("belief", [Exact(5.0), Counted(1, 1000)])
def test_only_a_range_can_mean_more_than_it_says(belief: Belief) -> None:
    assert reach(belief) is None


@pytest.mark.parametrize("name", [*EXAMPLES, "own"])
def test_no_range_of_an_example_means_more_than_it_says(name: str) -> None:
    plan = example(name)
    amounts = [line.amount for line in plan.costs]
    assert not any(map(reach, [*plan.inputs.values(), *amounts]))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_effect_that_how_it_works_tells_is_the_one_that_is_measured(name: str) -> None:
    """About 1 of 100 in the chance; in the international example an average profit of 3,000 that
    becomes a loss of 14,000."""
    plan = example(name)
    ours, others = (simulate(one, trials=65_536, seed=1) for one in (plan, meant(plan)))
    moved = others.chance_covering_costs.value - ours.chance_covering_costs.value
    assert abs(moved) < 0.015
    if name == "international":
        assert moved > 0.005
        for result, told in ((ours, 3_000), (others, -14_000)):
            mean = result.mean("profit")
            assert abs(mean.value - told) < 500 + 4 * mean.error
