"""How fast losses come to light, against the integral and against leads played one by one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate

from sim.learning.pace import late, log_likelihood

CASES = [(0.5, 10, 4), (0.9, 3, 0), (1.0, 5, 7), (0.05, 40, 3), (0.3, 2.5, 1.5)]


@pytest.mark.parametrize(("passed", "waiting", "lost"), CASES)
def test_the_likelihood_is_the_integral_over_every_pace(
    passed: float, waiting: float, lost: float
) -> None:
    shares = np.array([0.02, 0.3, 0.8, 0.99])

    def integral(x: float) -> float:
        def both(v: float) -> float:
            still = x * (1 - passed) + (1 - x) * (1 - v)
            return float((v * (1 - x)) ** lost * still**waiting)

        return float(integrate.quad(both, 0, passed, epsabs=0, epsrel=1e-10)[0])

    found = log_likelihood(shares, passed, waiting, lost)
    expected = np.log([integral(x) for x in shares])
    np.testing.assert_allclose(np.diff(found), np.diff(expected), rtol=1e-7)


def test_nobody_open_or_no_time_is_the_plain_count() -> None:
    shares = np.array([0.1, 0.6])
    for passed, waiting in ((0.0, 9), (0.7, 0)):
        np.testing.assert_allclose(
            log_likelihood(shares, passed, waiting, 5), 5 * np.log(1 - shares)
        )


def test_far_out_it_stays_finite_and_falls() -> None:
    shares = np.array([0.9, 0.99, 1 - 1e-9, 1 - 1e-15, 1.0])
    found = log_likelihood(shares, 0.01, 10, 400)
    assert np.isfinite(found).all()
    assert (np.diff(found) < 0).all()


def test_open_leads_go_on_as_often_as_leads_played_one_by_one() -> None:
    random, fairs = np.random.default_rng(2), 2_000_000
    share, passed, people = 0.3, 0.5, 12
    going = random.binomial(people, share, fairs)
    gone = random.binomial(going, passed)
    lost = random.binomial(people - going, passed * random.uniform(size=fairs))
    for waiting, gave_up in ((6, 3), (5, 5), (9, 1)):
        alike = (lost == gave_up) & (people - gone - lost == waiting)
        rest = (going - gone)[alike] / waiting
        u = (np.arange(4000) + 0.5) / 4000
        chance = late(np.full(4000, share), passed, waiting, gave_up, u).mean()
        assert abs(rest.mean() - chance) <= 4 * rest.std() / np.sqrt(alike.sum())


def test_at_the_end_nobody_goes_on_and_at_the_start_everybody_may() -> None:
    share, u = np.array([0.0, 0.4, 1.0]), np.full(3, 0.5)
    assert (late(share, 1.0, 5, 2, u) == 0).all()
    np.testing.assert_allclose(late(share, 0.0, 5, 2, u), share)


@pytest.mark.parametrize(
    ("share", "passed", "waiting", "lost"), [(0.999, 0.9, 5, 150), (0.99, 0.5, 20, 400)]
)
def test_where_nearly_all_were_lost_late_the_pace_is_that_of_the_integral(
    share: float, passed: float, waiting: int, lost: int
) -> None:
    """The incomplete beta function is too small to be a number there."""
    u = np.array([0.001, 0.3, 0.9])
    v = passed * np.exp(np.linspace(-0.2, 0, 40_001))
    height = lost * np.log(v / passed) + np.log(v)  # on the logarithm of v
    height += waiting * np.log(share * (1 - passed) + (1 - share) * (1 - v))
    weight = np.exp(height - height.max())
    pace = np.interp(u, np.cumsum(weight) / weight.sum(), v)
    coming = share * (1 - passed)
    expected = coming / (coming + (1 - share) * (1 - pace))
    found = late(np.full(3, share), passed, waiting, lost, u)
    np.testing.assert_allclose(1 - found, 1 - expected, rtol=2e-3)
