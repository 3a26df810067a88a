"""Every rate a bit better: the smallest equal shift that is enough."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from sim import Exact, Range, Scale, example
from sim.plan.document import from_document
from sim.play.enough import covering_costs, played
from sim.together.everywhere import FARTHEST, NEAR, everywhere, rates_of, shifted
from tests.sim.made_up import TENTH, exact_document


@pytest.mark.parametrize("name", ["regional", "international"])
def test_the_shift_is_enough_and_a_smaller_one_is_not(name: str) -> None:
    plan = example(name)
    found = everywhere(plan, 0.5)
    assert found.reached
    assert found.chance.value >= 0.5
    less = shifted(plan, rates_of(plan), found.shift - 8 * NEAR)
    assert covering_costs(plan, drawn=less).value < 0.5


def test_what_is_told_of_a_rate_is_its_belief_at_that_shift() -> None:
    """Of a range without a likely value: the probit rises straight from low to high."""
    plan = example("regional").with_(inputs={"reach_share": Range(0.05, 0.16, scale=Scale.SHARE)})
    found = everywhere(plan, 0.4)
    (rate,) = [rate for rate in found.rates if rate.path == "reach_share"]
    low, high = float(norm.ppf(0.05)), float(norm.ppf(0.16))
    middle, slope = (low + high) / 2, (high - low) / 2 / TENTH
    assert rate.now == pytest.approx(norm.cdf(middle))
    assert rate.needed == pytest.approx(norm.cdf(middle + found.shift * slope))


def test_no_shift_is_the_plan_as_it_is() -> None:
    plan = example("national")
    same = covering_costs(plan, drawn=shifted(plan, rates_of(plan), 0.0))
    planned = played(plan).chance_covering_costs
    assert same.value == pytest.approx(planned.value, abs=1e-9)
    assert everywhere(plan, 0.05).shift == 0


def test_a_chance_that_no_rates_reach_is_told_as_such() -> None:
    plan = example("regional").with_(inputs={"order_value": Range(10.0, 20.0)})
    found = everywhere(plan, 0.9)
    assert not found.reached
    assert found.shift == FARTHEST
    assert all(0 < rate.now < rate.needed < 1 for rate in found.rates)


def test_exact_rates_cannot_be_better() -> None:
    plan = from_document(exact_document())
    assert everywhere(plan, 0.99).rates == ()
    one = plan.with_(inputs={"follow_up_share": Range(0.5, 0.9, scale=Scale.SHARE)})
    assert [rate.path for rate in everywhere(one, 0.99).rates] == ["follow_up_share"]
    assert isinstance(one.inputs["reach_share"], Exact)
    assert np.isfinite(everywhere(one, 0.99).chance.value)
