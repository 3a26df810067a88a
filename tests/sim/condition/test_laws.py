"""Laws of products and of sums, against closed forms, integrals by SciPy and plain draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import ndtr

from sim import Counted, Range, Scale
from sim.condition.laws import END, Law, Z, law_of, lognormal, product, total
from sim.plan.beliefs import Belief

PROBABILITY = 5e-5  # what a law may be off by

PAIRS = [
    (Range(34_000, 60_000, 45_000), Range(0.18, 0.32, 0.25, Scale.SHARE)),
    (Range(20, 32, 24), Range(0.1, 0.3, 0.17, Scale.SHARE)),
    (Range(1, 1.4), Range(20, 20.2)),
    (Range(5, 500), Counted(40, 60)),
]


def sigma(spread: float) -> float:
    return math.sqrt(math.log1p(spread * spread))


@pytest.mark.parametrize("belief", [belief for pair in PAIRS for belief in pair])
def test_a_law_has_the_percentiles_of_its_belief(belief: Belief) -> None:
    law = law_of(belief)
    for share in (0.001, 0.1, 0.37, 0.5, 0.9, 0.995):
        z = stats.norm.ppf(share)
        at = math.log(float(belief.quantile(np.asarray(z))))
        assert float(law.below(np.asarray(at))) == pytest.approx(share, abs=PROBABILITY)
        assert float(law.at(np.asarray(z))) == pytest.approx(at, abs=1e-3 * law.width)


def test_nothing_lies_beyond_the_ends_of_a_law() -> None:
    law = lognormal(3.0, 0.5)
    assert float(law.below(law.logs[0] - 1e-9)) == 0
    assert float(law.below(law.logs[-1] + 1e-9)) == 1
    assert 2 * stats.norm.sf(END) < 1e-7


def test_a_product_of_lognormals_is_the_lognormal_of_both() -> None:
    for one, other in ((0.1, 0.7), (0.5, 0.5), (2.0, 0.01)):
        found = product(lognormal(3.0, one), lognormal(5.0, other))
        both = math.hypot(one, other)
        shares = found.below(lognormal(15.0, both).logs)
        np.testing.assert_allclose(shares, ndtr(Z), atol=PROBABILITY)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_product_is_the_integral_over_one_of_the_other(one: Range, other: Belief) -> None:
    found = product(law_of(one), law_of(other))
    z = np.linspace(-9, 9, 20_001)
    weight = np.exp(-z * z / 2)
    factor = other.quantile(z)
    for at in found.logs[4:-4:3]:
        below = ndtr(one.z(np.exp(at) / factor)) @ weight / weight.sum()
        assert float(found.below(np.asarray(at))) == pytest.approx(below, abs=PROBABILITY)


@pytest.mark.parametrize("spread", [0.05, 0.3, 1.0, 3.0, 100.0])
def test_a_sum_of_two_is_the_convolution_of_both(spread: float) -> None:
    law = stats.lognorm(sigma(spread), scale=math.exp(-(sigma(spread) ** 2) / 2))
    found = total(lognormal(1.0, sigma(spread)), lognormal(1.0, sigma(spread)))
    for share in (0.01, 0.2, 0.5, 0.8, 0.99):
        s = math.exp(float(found.at(np.asarray(stats.norm.ppf(share)))))
        half = law.cdf(s / 2) ** 2
        beyond, _ = integrate.quad(
            lambda p, s=s: law.cdf(s - law.ppf(p)) - law.cdf(s / 2), 0, law.cdf(s / 2), limit=200
        )
        assert half + 2 * beyond == pytest.approx(share, abs=PROBABILITY)


def test_the_order_of_a_sum_does_not_matter() -> None:
    for spread in (0.1, 0.8, 5.0):
        one = lognormal(1.0, sigma(spread))
        two = total(one, one)
        four, three = total(two, two), total(two, one)
        other = total(three, one)
        off = other.below(four.logs) - four.below(four.logs)
        assert np.abs(off).max() < PROBABILITY


def test_a_law_rises_with_z() -> None:
    law = total(lognormal(1.0, 2.0), lognormal(1000.0, 0.01))
    assert (np.diff(law.logs) >= 0).all()
    assert isinstance(law, Law)
    assert law.logs.shape == Z.shape
