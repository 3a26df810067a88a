"""What counts of leads say, against the multinomial of furthest stages and leads one by one."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.actuals.actuals import LEADS, Actuals, rate_path
from sim.learning.leads import Likelihood, steps
from sim.learning.tempo import Tempo
from sim.plan.file import example
from sim.plan.funnel import PHASES

Floats = NDArray[np.float64]

NATIONAL = example("national")
TRIALS = 400
COUNTS = {
    "contacts": (140, 100, 50), "followed_up": (90, 70, 45), "calls": (20, 30, 25),
    "visits": (6, 12, 15), "quotes": (4, 8, 12), "orders": (1, 2, 5),
}  # fmt: skip
TOTALS = {stage: sum(each) for stage, each in COUNTS.items()}


def drawn() -> tuple[dict[str, Floats], Floats]:
    """Any rates by path, and shares of the phases."""
    random = np.random.default_rng(4)
    paths = {rate_path(NATIONAL, stage, phase) for stage in LEADS[1:] for phase in PHASES}
    rates = {path: random.uniform(0.05, 0.95, TRIALS) for path in sorted(paths)}
    return rates, random.dirichlet((4, 3, 2), TRIALS).T


RATES, MIX = drawn()
TEMPO = Tempo(np.full(TRIALS, 0.4), np.full(TRIALS, 3))


def phased(*stages: str) -> dict[str, int]:
    each = itertools.product(stages, range(len(PHASES)))
    return {f"{stage}.{PHASES[at]}": COUNTS[stage][at] for stage, at in each}


def told(reached: Mapping[str, int]) -> Actuals:
    """Nobody is open."""
    places = [place for place in reached if not place.startswith(LEADS[-1])]
    return Actuals(months=6, reached=reached, open=dict.fromkeys(places, 0))


def so_far(phase: int, upto: str) -> Floats:
    """The share of a phase's contacts that come to a stage."""
    found = np.ones(TRIALS)
    for stage in LEADS[1 : LEADS.index(upto) + 1]:
        found = found * RATES[rate_path(NATIONAL, stage, PHASES[phase])]
    return found


def furthest(stages: list[str], counts: list[int], mix: Floats) -> Floats:
    """Logarithm of the multinomial of how many got no further than each of some stages."""
    q = [np.sum([mix[at] * so_far(at, stage) for at in range(3)], axis=0) for stage in stages]
    parts = np.stack([q[at] - (q[at + 1] if at + 1 < len(q) else 0) for at in range(len(q))])
    ended = -np.diff([*counts, 0])
    return np.array(
        [stats.multinomial.logpmf(ended, int(ended.sum()), p / p.sum()) for p in parts.T]
    )


def alike(found: Floats, expected: Floats) -> None:
    """But for a constant."""
    np.testing.assert_allclose(found - found.mean(), expected - expected.mean(), atol=1e-6)


@pytest.mark.parametrize(
    "stages",
    [LEADS, ("contacts", "orders"), ("contacts", "quotes", "orders"), ("contacts", "calls")],
)
def test_of_totals_it_is_the_multinomial_of_the_furthest_stages(stages: tuple[str, ...]) -> None:
    known = told({stage: TOTALS[stage] for stage in stages})
    found = Likelihood(NATIONAL, known)(RATES, MIX, TEMPO)
    alike(found, furthest(list(stages), [TOTALS[stage] for stage in stages], MIX))


def test_told_for_each_phase_it_is_that_of_each_phase() -> None:
    found = Likelihood(NATIONAL, told(phased(*LEADS)))(RATES, MIX, TEMPO)
    expected = np.array([stats.multinomial.logpmf(COUNTS["contacts"], 290, m) for m in MIX.T])
    for at in range(3):
        alone = np.zeros((3, TRIALS))
        alone[at] = 1
        expected += furthest(list(LEADS), [COUNTS[stage][at] for stage in LEADS], alone)
    alike(found, expected)


def test_a_phase_of_which_nothing_is_told_says_nothing() -> None:
    decision = {place: n for place, n in phased(*LEADS).items() if place.endswith("decision")}
    known = Likelihood(NATIONAL, told(decision))
    assert known.contacts is None
    alone = np.zeros((3, TRIALS))
    alone[2] = 1
    expected = furthest(list(LEADS), [COUNTS[stage][2] for stage in LEADS], alone)
    alike(known(RATES, MIX, TEMPO), expected)


def test_phases_told_behind_totals_tell_whose_rates_they_were() -> None:
    """Contacts in total, orders for each phase: the multinomial of who ordered, and of which."""
    known = Likelihood(NATIONAL, told({"contacts": 290} | phased("orders")))
    parts = np.stack([MIX[at] * so_far(at, "orders") for at in range(3)])
    parts = np.concatenate([parts, 1 - parts.sum(axis=0, keepdims=True)])
    counts = [*COUNTS["orders"], 290 - TOTALS["orders"]]
    expected = np.array([stats.multinomial.logpmf(counts, 290, p) for p in parts.T])
    alike(known(RATES, MIX, TEMPO), expected)


def test_totals_behind_phases_are_nearly_those_of_leads_one_by_one() -> None:
    """Contacts for each phase, calls in total: taken for Binomial with the average share, where a
    sum of Binomials is a little narrower. By rates that are believed, where the count is likely."""
    random = np.random.default_rng(5)
    rates = {path: NATIONAL.inputs[path].quantile(random.standard_normal(TRIALS)) for path in RATES}
    reached = phased("contacts") | {"calls": TOTALS["calls"]}
    known = Likelihood(NATIONAL, Actuals(months=6, reached=reached, open={"contacts": 0}))
    found = known(rates, MIX, TEMPO) - np.array(COUNTS["contacts"]) @ np.log(MIX)
    expected = []
    for trial in range(TRIALS):
        chance = np.ones(1)
        for phase, came in zip(PHASES, COUNTS["contacts"], strict=True):
            share = rates["follow_up_share"][trial] * rates[f"call_share.{phase}"][trial]
            chance = np.convolve(chance, stats.binom.pmf(np.arange(came + 1), came, share))
        expected.append(np.log(max(chance[TOTALS["calls"]], 1e-300)))
    exact = np.array(expected)
    likely = exact > exact.max() - 3
    assert likely.sum() > 100
    assert np.ptp((found - exact)[likely]) < 1


def test_who_is_open_of_each_phase_counts_where_the_next_stage_is_a_total() -> None:
    reached = phased("contacts") | {"orders": TOTALS["orders"]}
    places = [f"contacts.{phase}" for phase in PHASES]
    for each, total in (((0, 0, 0), 0), ((30, 20, 4), 54)):
        phases = Actuals(months=6, reached=reached, open=dict(zip(places, each, strict=True)))
        (one,) = Likelihood(NATIONAL, phases).steps
        (other,) = Likelihood(NATIONAL, Actuals(6, reached=reached, open={"contacts": total})).steps
        assert one.passing == other.passing


def test_stages_that_nobody_told_are_passed_at_once() -> None:
    found = steps(NATIONAL, Actuals(months=3, reached={"contacts": 290, "visits": 33, "orders": 8}))
    assert [(one.before, one.after) for one in found] == [
        ("contacts", "visits"), ("visits", "orders"),
    ]  # fmt: skip
    assert found[0].stages == ("followed_up", "calls", "visits")
    assert (found[0].passing.stages, found[0].passing.ordering) == (3, False)
    assert (found[1].passing.stages, found[1].passing.ordering) == (2, True)
    assert [(one.passing.gone, one.passing.rest) for one in found] == [(33, 257), (8, 25)]


def test_where_a_stage_is_told_in_both_ways_the_finer_counts() -> None:
    both = told(phased(*LEADS) | TOTALS)
    alone = told(phased(*LEADS))
    expected = Likelihood(NATIONAL, alone)(RATES, MIX, TEMPO)
    np.testing.assert_array_equal(Likelihood(NATIONAL, both)(RATES, MIX, TEMPO), expected)


def test_one_phase_alone_is_the_same_in_totals_and_told_for_it() -> None:
    """With a mix of one phase, unsaid, told open, and all lost."""
    mix = np.zeros((3, TRIALS))
    mix[2] = 1 - 2e-12
    mix[:2] = 1e-12
    zero = {f"{stage}.{phase}": 0 for stage in LEADS for phase in PHASES[:2]}
    counts = {stage: COUNTS[stage][2] for stage in LEADS}
    opened = {"contacts": 2, "followed_up": 9, "calls": 3, "visits": 0, "quotes": 4}
    plan = NATIONAL.with_(
        inputs={f"months_to_order.{p}": NATIONAL.inputs["months_to_order.decision"] for p in PHASES}
    )
    for still in ({}, opened, dict.fromkeys(opened, 0)):
        total = Actuals(months=4, reached=counts, open=still)
        single = Actuals(
            months=4,
            reached=zero | {f"{stage}.decision": n for stage, n in counts.items()},
            open={f"{stage}.decision": n for stage, n in still.items()},
        )
        one = Likelihood(plan, total)(RATES, mix, TEMPO)
        other = Likelihood(plan, single)(RATES, mix, TEMPO)
        alike(one, other)
