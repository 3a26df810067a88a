"""Whether good years were good everywhere, learned from years drawn by plain random numbers.

The generator shares nothing with what is tested: how good each fair was, rates, and counts of
people who go on are drawn one by one, and what is known of a rate is found on a grid of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from sim.year.good_years import GoodYears, RatesTold, good_years

D = 0.3
FAIRS = 3
# name, whether it is the firm's, its middle, its width on the normal scale, people counted
RATES = (
    ("follow_up", True, 0.75, 0.4, 120), ("call", False, 0.30, 0.5, 90),
    ("visit", False, 0.40, 0.5, 60), ("quote", True, 0.30, 0.5, 60),
    ("order", True, 0.25, 0.5, 40), ("reach", False, 0.10, 0.4, 900),
)  # fmt: skip
Z = np.linspace(-5, 5, 161)


def fair(rng: np.random.Generator, good: float, firm: dict[str, float]) -> RatesTold:
    precision, pull = [], []
    for name, shared, middle, width, people in RATES:
        own = firm[name] if shared else rng.standard_normal()
        z = np.sqrt(D) * good + np.sqrt(1 - D) * own
        went = rng.binomial(people, ndtr(ndtri(middle) + width * z))
        rate = np.clip(ndtr(ndtri(middle) + width * Z), 1e-12, 1 - 1e-12)
        height = went * np.log(rate) + (people - went) * np.log1p(-rate) - Z * Z / 2
        weight = np.exp(height - height.max())
        weight /= weight.sum()
        mean = weight @ Z
        variance = weight @ (Z - mean) ** 2
        precision.append(1 / variance - 1)
        pull.append(mean / variance)
    names, of_firm = [rate[0] for rate in RATES], [rate[1] for rate in RATES]
    return RatesTold(tuple(names), tuple(of_firm), D, np.diag(precision), np.array(pull))


def book(
    rng: np.random.Generator, years: int, s: float, lasts: float = 0.5
) -> list[list[RatesTold]]:
    """Years of `FAIRS` fairs; `lasts`: how much of the firm's own rates does, from year to year."""
    always = {rate[0]: rng.standard_normal() for rate in RATES}
    found = []
    for _ in range(years):
        firm = {
            name: np.sqrt(lasts) * e + np.sqrt(1 - lasts) * rng.standard_normal()
            for name, e in always.items()
        }
        year = rng.standard_normal()
        each = np.sqrt(s) * year + np.sqrt(1 - s) * rng.standard_normal(FAIRS)
        found.append([fair(rng, good, firm) for good in each])
    return found


def learned(years: Sequence[Sequence[RatesTold]]) -> GoodYears:
    found = good_years(years)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("years", "times"),
    [
        (3, 300),
        pytest.param(10, 300, marks=pytest.mark.thorough),
        pytest.param(40, 200, marks=pytest.mark.thorough),
    ],
)
def test_the_8_of_10_holds_8_of_10_whatever_lasts_of_the_firms_rates(
    years: int, times: int
) -> None:
    rng = np.random.default_rng(years)
    held = []
    for _ in range(times):
        s = rng.uniform()
        low, _, high = learned(book(rng, years, s, rng.uniform())).ends
        held.append(low <= s <= high)
    assert 0.74 <= np.mean(held) <= 0.88


@pytest.mark.parametrize(
    ("s", "years", "between"),
    [
        (0.0, 3, (0.15, 0.55)), (0.5, 3, (0.3, 0.65)), (1.0, 3, (0.6, 0.9)),
        (0.0, 40, (0.0, 0.25)), (0.5, 40, (0.35, 0.65)), (1.0, 40, (0.9, 1.0)),
        pytest.param(0.0, 10, (0.05, 0.4), marks=pytest.mark.thorough),
        pytest.param(0.5, 10, (0.3, 0.65), marks=pytest.mark.thorough),
        pytest.param(1.0, 10, (0.8, 1.0), marks=pytest.mark.thorough),
    ],
)  # fmt: skip
def test_more_years_come_nearer_to_what_was_true(
    s: float, years: int, between: tuple[float, float]
) -> None:
    rng = np.random.default_rng(7)
    means = [learned(book(rng, years, s)).mean for _ in range(12 if years < 40 else 4)]
    assert between[0] <= np.mean(means) <= between[1]


def test_with_three_years_it_is_wide_and_with_forty_narrow() -> None:
    rng = np.random.default_rng(11)
    widths = []
    for years, times in ((3, 30), (40, 5)):
        found = [learned(book(rng, years, 0.5)).ends for _ in range(times)]
        widths.append(np.mean([high - low for low, _, high in found]))
    assert widths[0] > 0.5
    assert widths[1] < 0.3


def test_where_nothing_was_counted_every_s_is_as_likely_as_before() -> None:
    nothing = RatesTold(("call",), (False,), D, np.zeros((1, 1)), np.zeros(1))
    found = learned([[nothing, nothing]] * 5)
    assert found.ends == pytest.approx((0.1, 0.5, 0.9))
    assert found.mean == pytest.approx(0.5)
    assert (found.years, found.fairs) == (5, 10)


def test_a_rate_of_the_firm_that_is_bad_everywhere_is_no_bad_year() -> None:
    """All fairs of each year are alike in one rate alone: that says nothing of W, which moves
    all; alike in every rate they had one W."""
    rng = np.random.default_rng(2)

    def year(only: bool) -> list[RatesTold]:
        z = rng.standard_normal() * 1.5
        pulls = np.array([z if name == "order" or not only else 0.0 for name, *_ in RATES])
        names, firm = [rate[0] for rate in RATES], [rate[1] for rate in RATES]
        one = RatesTold(tuple(names), tuple(firm), D, np.eye(len(RATES)) * 20, 20 * pulls)
        return [one] * FAIRS

    firm_alone = learned([year(True) for _ in range(8)])
    every = learned([year(False) for _ in range(8)])
    assert every.mean > 0.9
    assert firm_alone.mean < every.mean


def test_two_years_or_years_of_one_fair_say_nothing() -> None:
    rng = np.random.default_rng(3)
    years = book(rng, 4, 0.5)
    assert good_years(years[:2]) is None
    assert good_years([year[:1] for year in years]) is None
    found = good_years([*years[:3], years[3][:1]])
    assert found is not None
    assert (found.years, found.fairs) == (3, 9)


def test_the_order_of_years_and_of_fairs_does_not_matter() -> None:
    years = book(np.random.default_rng(4), 3, 0.7)
    other = [year[::-1] for year in years[::-1]]
    np.testing.assert_allclose(learned(years).weights, learned(other).weights, rtol=1e-9)


def test_it_is_the_distribution_of_all_numbers_at_once_written_out() -> None:
    """The oracle writes down the covariance of every normal score of every fair of every year."""
    rng = np.random.default_rng(6)
    years = book(rng, 3, 0.4)
    fairs = [(at, one) for at, year in enumerate(years) for one in year]
    keys = [(at, n, name, firm) for n, (at, one) in enumerate(fairs)
            for name, firm in zip(one.paths, one.firm, strict=True)]  # fmt: skip
    size = len(keys)
    precision = np.diag(np.concatenate([np.diag(one.precision) for _, one in fairs]))
    pull = np.concatenate([one.pull for _, one in fairs])

    def covariance(s: float) -> np.ndarray:
        found = np.zeros((size, size))
        for i, (year, fair_of, name, firm) in enumerate(keys):
            for j, (other_year, other_fair, other_name, _) in enumerate(keys):
                if fair_of == other_fair:
                    found[i, j] += D
                elif year == other_year:
                    found[i, j] += D * s
                if name == other_name and firm:
                    found[i, j] += (1 - D) * (1.0 if year == other_year else 0.5)
                elif i == j:
                    found[i, j] += 1 - D
        return found

    found = learned(years)
    heights = []
    for at in (5, 40, 90):
        both = precision @ covariance((at + 0.5) / 100)
        inner = np.eye(size) + both
        height = pull @ covariance((at + 0.5) / 100) @ np.linalg.solve(inner, pull) / 2
        heights.append(height - np.linalg.slogdet(inner)[1] / 2)
    told = np.log(found.weights[[5, 40, 90]])
    np.testing.assert_allclose(np.diff(told), np.diff(heights), rtol=1e-6, atol=1e-8)
