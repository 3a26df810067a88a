"""How fast leads pass a stage, against integrals on fine grids and leads played one by one."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, special, stats

from sim import Range, Scale
from sim.learning.pace import LEAST, NODES, QUICKEST, Passing, late, log_likelihoods

Floats = NDArray[np.float64]

LOGIT = np.linspace(-40, 40, 8001)  # of u
U, REST = special.expit(LOGIT), special.expit(-LOGIT)  # 1 - u is exact too
LOSSES = (np.arange(1000) + 0.5) / 1000  # v


FOLLOWED_UP = Passing(gone=218, rest=72, least=0.005)
UNSAID = [
    FOLLOWED_UP,
    Passing(gone=0, rest=40, least=0.3),
    Passing(gone=3, rest=9, least=0.0, ordering=True),
    Passing(gone=5, rest=400, least=0.6, ordering=True),
    Passing(gone=20, rest=60, least=0.1, stages=2),
    Passing(gone=4, rest=280, least=0.05, stages=4),
]
TOLD = [
    Passing(gone=218, open=40, lost=32, least=0.005),
    Passing(gone=2, open=6, lost=0, least=0.4, ordering=True),
    Passing(gone=4, open=10, lost=7, least=0.05, ordering=True),
    Passing(gone=0, open=25, lost=3, least=0.2),
    Passing(gone=30, open=50, lost=120, least=0.1, stages=3),
]
NODE = [node / (NODES - 1) for node in range(NODES)]


def pace(passing: Passing) -> Floats:
    return np.asarray(passing.least + (1 - passing.least) * U)


def believed(passing: Passing, quick: float) -> Floats:
    """How likely each of `U` is before anything is counted, by the step of the grid."""
    k, early = math.exp(quick * QUICKEST), passing.stages - passing.ordering
    if passing.ordering:
        assert not early
        found = k * REST ** (k - 1)
    else:  # a product of so many
        found = k**early * U ** (k - 1) * np.log1p(np.exp(-LOGIT)) ** (early - 1)
        found /= math.factorial(early - 1)
    return np.asarray(found * U * REST * (LOGIT[1] - LOGIT[0]))


def height(passing: Passing, x: float) -> Floats:
    """What was counted, at every pace of success; losses at any pace of their own."""
    w = pace(passing)
    log = passing.gone * np.log(x * w)
    if passing.open or passing.lost:
        near = slice(None, None, 8)  # smooth, and between them straight
        still = x * (1 - passing.least) * REST[near, None] + (1 - x) * (1 - LOSSES)
        told = passing.lost * np.log(LOSSES * (1 - x)) + passing.open * np.log(still)
        top = told.max(axis=1)
        found = top + np.log(np.exp(told - top[:, None]).mean(axis=1))
        return np.asarray(np.exp(log + np.interp(LOGIT, LOGIT[near], found)))
    return np.asarray(np.exp(log + passing.rest * np.log1p(-x * w)))


def likelihood(passing: Passing, x: float, quick: float) -> float:
    return float(height(passing, x) @ believed(passing, quick))


def shares(passing: Passing) -> Floats:
    """Where those who passed leave a share: below it, at it and above it."""
    of = passing.gone + passing.rest + passing.open + passing.lost
    return np.asarray(stats.beta.ppf([0.02, 0.3, 0.7, 0.98, 0.9999], passing.gone + 1, of / 2 + 1))


@pytest.mark.parametrize("passing", UNSAID)
def test_where_nobody_is_told_lost_it_is_the_integral_over_every_pace(passing: Passing) -> None:
    for quick in NODE:
        compare(passing, np.full(5, quick), atol=2e-3)


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("passing", TOLD)
def test_where_losses_are_told_it_is_the_integral_over_both_paces(passing: Passing) -> None:
    for quick in NODE:
        compare(passing, np.full(5, quick), atol=0.01)


def compare(passing: Passing, quick: Floats, atol: float) -> None:
    """Logarithms, but for one number that all quicknesses and shares have in common."""
    x = shares(passing)
    found = passing.log_likelihood(x, quick) - passing.log_likelihood(x[2:3], np.zeros(1))
    other = likelihood(passing, float(x[2]), 0.0)
    expected = [
        math.log(likelihood(passing, float(one), float(q)) / other)
        for one, q in zip(x, quick, strict=True)
    ]
    np.testing.assert_allclose(found, expected, atol=atol)


@pytest.mark.parametrize("passing", UNSAID)
def test_between_the_nodes_of_the_quickness_it_lies_near_the_integral(passing: Passing) -> None:
    """Straight between the nodes; whoever is weighed by it is so by less than an eighth wrong."""
    x = shares(passing)[1:4]
    for quick in (0.1, 0.35, 0.73):
        found = passing.log_likelihood(x, np.full(3, quick))
        found = found - passing.log_likelihood(x[1:2], np.zeros(1))
        other = likelihood(passing, float(x[1]), 0.0)
        expected = [math.log(likelihood(passing, float(one), quick) / other) for one in x]
        np.testing.assert_allclose(found, expected, atol=0.125)


@pytest.mark.parametrize("passing", [*UNSAID, *TOLD])
def test_with_fewer_points_it_lies_near_what_lies_near_the_integral(passing: Passing) -> None:
    """As near as between the nodes of the quickness."""
    x = np.tile(shares(passing), NODES)
    quick = np.repeat(NODE, x.size // NODES)
    fine, few = (replace(passing, fine=one).log_likelihood(x, quick) for one in (True, False))
    np.testing.assert_allclose(few - few[2], fine - fine[2], atol=0.125)


def test_several_stages_at_once_are_each_by_itself() -> None:
    every = (*UNSAID, *TOLD, Passing(gone=3, lost=9, least=0.4), Passing())
    random = np.random.default_rng(0)
    share, quick = random.uniform(size=(len(every), 50)), random.uniform(size=50)
    found = log_likelihoods(every, share, quick)
    each = [one.log_likelihood(x, quick) for one, x in zip(every, share, strict=True)]
    np.testing.assert_array_equal(found, each)


def test_of_three_quarters_followed_up_nobody_said_lost_the_share_lies_not_near_one() -> None:
    """218 of 290, of whom hardly anybody has had time to order: by an integral over both."""
    belief = Range(0.55, 0.90, 0.75, Scale.SHARE)
    z = np.linspace(-6, 6, 1201)
    x = belief.quantile(z)
    weight = np.exp(FOLLOWED_UP.log_likelihood(x, np.zeros(z.size)) - z * z / 2)
    below = np.cumsum(weight) / weight.sum()
    found = np.interp((0.1, 0.5, 0.9), below, x)
    exact = np.exp(-z * z / 2) * [likelihood(FOLLOWED_UP, float(one), 0.0) for one in x]
    expected = np.interp((0.1, 0.5, 0.9), np.cumsum(exact) / exact.sum(), x)
    np.testing.assert_allclose(found, expected, atol=1e-3)
    np.testing.assert_allclose(found, (0.76, 0.83, 0.92), atol=0.005)


@pytest.mark.parametrize("ordering", [False, True])
@pytest.mark.parametrize("told", [False, True])
def test_whatever_becomes_of_a_lead_its_chances_add_up_to_the_same(
    told: bool, ordering: bool
) -> None:
    """At every share and every quickness: otherwise telling anything at all would move them."""
    x = np.repeat([0.05, 0.5, 0.95], NODES)
    quick = np.tile(NODE, 3)
    nobody = Passing(least=0.1, ordering=ordering)
    w = np.array([pace(nobody) @ believed(nobody, q) for q in quick])
    gone = x * w  # who is gone alone tells of the share only
    found = gone.copy()
    scale = 0.5 if told else 1.0  # a constant that every quickness shares
    if told:
        waits = Passing(open=1, least=0.1, ordering=ordering)
        found += (1 - x) / 2  # whoever is lost
    else:
        waits = Passing(rest=1, least=0.1, ordering=ordering)
    found += np.exp(waits.log_likelihood(x, quick)) * scale
    np.testing.assert_allclose(found / found[0], 1.0, rtol=2e-3)


def test_a_stage_that_everybody_passed_soon_tells_of_a_quick_fair() -> None:
    done = Passing(gone=30, least=0.05)
    found = done.log_likelihood(np.full(2, 0.9), np.array([0.0, 1.0]))
    expected = [math.log(pace(done) ** 30 @ believed(done, quick)) for quick in (0.0, 1.0)]
    assert np.diff(found) == pytest.approx(np.diff(expected), abs=0.01)


def test_with_nobody_open_and_no_doubt_it_is_the_plain_count() -> None:
    x = np.array([0.1, 0.4, 0.9])
    found = Passing(gone=7, lost=12, least=0.2).log_likelihood(x, np.full(3, 0.4))
    expected = 7 * np.log(x) + 12 * np.log(1 - x)
    np.testing.assert_allclose(np.diff(found), np.diff(expected))
    over = Passing(gone=7, rest=12, least=1.0).log_likelihood(x, np.full(3, 0.4))
    np.testing.assert_allclose(np.diff(over), np.diff(expected), rtol=1e-5)
    assert (Passing(gone=0, rest=0).log_likelihood(x, np.zeros(3)) == 0).all()


@pytest.mark.parametrize("passing", [*UNSAID[:2], TOLD[0], TOLD[2], TOLD[4]])
def test_far_out_it_stays_finite(passing: Passing) -> None:
    x = np.array([0.0, 1e-300, 1e-9, 1 - 1e-15, 1.0])
    for quick in (0.0, 1.0):
        assert np.isfinite(passing.log_likelihood(x, np.full(5, quick))).all()
        assert np.isfinite(passing.pace(x, np.full(5, quick), np.linspace(-8, 8, 5))).all()


@pytest.mark.parametrize("passing", UNSAID)
def test_paces_are_drawn_as_often_as_the_integral_says(passing: Passing) -> None:
    for quick in (0.0, 0.4, 1.0):
        drawn_as_exact(passing, quick)


@pytest.mark.parametrize("passing", TOLD)
def test_paces_are_so_where_losses_are_told(passing: Passing) -> None:
    for quick in (0.0, 0.4, 1.0):
        drawn_as_exact(passing, quick)


def drawn_as_exact(passing: Passing, quick: float) -> None:
    """Ten classes that are equally likely by the integral; each holds a tenth, but for four
    standard errors and one of a hundred."""
    draws = 40_000
    score = np.random.default_rng(3).standard_normal(draws)
    for x in shares(passing)[[0, 2, 3]]:
        found = passing.pace(np.full(draws, x), np.full(draws, quick), score)
        below = np.cumsum(height(passing, float(x)) * believed(passing, quick))
        edges = np.interp(np.arange(1, 10) / 10, below / below[-1], pace(passing))
        assert (found >= passing.least).all()
        assert (found <= 1).all()
        counts = np.bincount(np.searchsorted(edges, found), minlength=10) / draws
        np.testing.assert_allclose(counts, 0.1, atol=4 * math.sqrt(0.09 / draws) + 0.01)


@pytest.mark.parametrize("passing", TOLD)
@pytest.mark.parametrize(("x", "w"), [(0.02, 0.4), (0.3, 0.9), (0.8, 1.0), (0.97, 0.05)])
def test_paces_of_losses_are_those_of_the_integral(passing: Passing, x: float, w: float) -> None:
    w = max(w, passing.least)
    v = (np.arange(200_000) + 0.5) / 200_000
    log = passing.lost * np.log(v) + passing.open * np.log(x * (1 - w) + (1 - x) * (1 - v))
    below = np.cumsum(np.exp(log - log.max()))
    levels = np.array([0.01, 0.1, 0.5, 0.9, 0.99])
    expected = np.interp(levels, below / below[-1], v)
    found = passing.lost_pace(np.full(5, x), np.full(5, w), levels)
    np.testing.assert_allclose(found, expected, rtol=2e-3, atol=2e-5)


def test_where_nobody_said_who_is_lost_nobody_is_known_to_be() -> None:
    assert (FOLLOWED_UP.lost_pace(np.full(3, 0.4), np.full(3, 0.9), np.full(3, 0.5)) == 0).all()


def test_open_leads_go_on_as_often_as_leads_played_one_by_one() -> None:
    random, fairs = np.random.default_rng(2), 2_000_000
    share, w, people = 0.3, 0.5, 12
    going = random.binomial(people, share, fairs)
    gone = random.binomial(going, w)
    lost = random.binomial(people - going, random.uniform(size=fairs))
    for waiting, gave_up in ((6, 3), (5, 5), (9, 1)):
        alike = (lost == gave_up) & (people - gone - lost == waiting)
        rest = (going - gone)[alike] / waiting
        u = (np.arange(4000) + 0.5) / 4000
        every, pace = np.full(4000, share), np.full(4000, w)
        passing = Passing(gone=people - waiting - gave_up, open=waiting, lost=gave_up, least=w)
        chance = late(every, pace, passing.lost_pace(every, pace, u)).mean()
        assert abs(rest.mean() - chance) <= 4 * rest.std() / np.sqrt(alike.sum())


def test_at_the_end_nobody_goes_on_and_at_the_start_everybody_may() -> None:
    share = np.array([0.0, 0.4, 1.0])
    assert (late(share, np.ones(3), np.full(3, 0.5)) == 0).all()
    np.testing.assert_allclose(late(share, np.zeros(3), np.zeros(3)), share)


def test_a_lead_that_waits_longer_says_more() -> None:
    x = np.array([0.05, 0.3])
    told = [
        float(np.diff(Passing(gone=2, rest=20, least=w).log_likelihood(x, np.zeros(2)))[0])
        for w in (0.0, 0.2, 0.5, 0.8, 1.0)
    ]
    assert told == sorted(told, reverse=True)


def test_right_after_the_fair_open_leads_say_next_to_nothing_of_the_orders() -> None:
    """With orders that come as they are believed to, of whom next to none has had time to come."""
    x = np.linspace(0.05, 0.6, 5)
    found = Passing(rest=10, least=1e-6, ordering=True).log_likelihood(x, np.ones(5))
    u = special.expit(np.linspace(-20, 20, 20_001))
    k = math.exp(QUICKEST)
    expected = [
        integrate.simpson((1 - one * u) ** 10 * k * (1 - u) ** (k - 1), x=u) for one in x
    ]  # fmt: skip
    np.testing.assert_allclose(found - found[0], np.log(expected) - np.log(expected[0]), atol=2e-3)
    assert LEAST < 1e-6
