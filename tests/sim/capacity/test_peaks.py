"""A stand with peaks: held against an integral, against people who are played one by one, and
against the stand without peaks."""

from __future__ import annotations

import heapq
import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import i0e

from sim import Exact, Range, Scale, Scenario, ScenarioError, simulate
from sim.capacity import peaks
from sim.capacity.peaks import Room, concentration
from sim.plan.document import from_document
from sim.plan.parameters import exactly
from sim.play.expected import best_guess
from sim.why.luck import expected_contacts
from tests.sim import made_up
from tests.sim.made_up import fair

Floats = NDArray[np.float64]
NATIONAL = fair("national").without("rush")
CROWDS = (0.6, 0.8, 1.0, 1.25, 1.6, 2.2)
FIGURES = (0.573, 0.671, 0.741, 0.809, 0.879, 0.958)  # g at a rush of 2, section 8 of the model
RUSHES = (1.0001, 1.01, 1.2, 1.5, 2.0, 2.3, 2.4, 3.0, 5.0, 10.0, 30.0, 1000.0)


def used(crowd: float, rush: float) -> float:
    """g: the part of its time that a stand uses; `crowd` visitors for each that it has time for."""
    return float(Room(1.0, rush).served(np.array(crowd)))


def rate(rush: float) -> tuple[float, float]:
    """The concentration of a rush, and how far from the rush it puts the busiest hour."""
    k = float(concentration(np.array(rush)))
    return k, 1 / float(i0e(k)) / rush - 1


def integral(crowd: float, rush: float) -> float:
    """g by adaptive quadrature of min(rho r(t), 1), from the kink on."""
    k, _ = rate(rush)

    def come(theta: float) -> float:
        return min(crowd * rush * math.exp(-2 * k * math.sin(theta / 2) ** 2), 1.0)

    level = math.log(crowd * rush) / k / 2
    kink = 0.0 if level <= 0 else 2 * math.asin(math.sqrt(min(level, 1.0)))
    edges = np.clip([kink, *(kink + np.geomspace(1e-4, math.pi, 12))], 0, math.pi)
    parts = itertools.pairwise(edges)
    each = (quad(come, a, b, epsabs=1e-14, epsrel=1e-13)[0] for a, b in parts)
    return (kink + sum(each)) / math.pi


def test_the_figures_of_the_model_come_out() -> None:
    assert [round(used(crowd, 2.0), 3) for crowd in CROWDS] == list(FIGURES)


@pytest.mark.parametrize("rush", RUSHES)
def test_the_busiest_hour_is_as_busy_as_was_said(rush: float) -> None:
    assert abs(rate(rush)[1]) < 1e-14


@pytest.mark.parametrize("rush", RUSHES)
@pytest.mark.parametrize("crowd", [0.01, *CROWDS, 10.0, 1000.0])
def test_the_time_used_is_the_integral_over_the_day(rush: float, crowd: float) -> None:
    assert used(crowd, rush) == pytest.approx(integral(crowd, rush), abs=1e-11)


@pytest.mark.parametrize("rush", [1.5, 2.0, 4.0])
def test_the_bend_of_the_rule_is_where_the_busiest_hour_is_just_full(rush: float) -> None:
    people = np.arange(1.0, 400.0)
    room = Room(300.0, rush)
    contacts = room.contacts(people)
    assert (contacts[people * rush <= 300] == people[people * rush <= 300]).all()
    assert (np.diff(contacts) >= 0).all()
    assert contacts[-1] < 300 / (1 + 1e-9)


# Visitors one by one: a stand so large that chance hardly counts, and talks so short that the team
# keeps up with the day. The formula lets people flow: it knows no chance and nobody who waits.
# Where nobody waits, chance turns some away who would have been served; where everybody waits a
# little, a few of a full hour are served after it. So the formula lies between the two.

STAFF, TALKS = 400, 100  # people, each with so many talks a day
PATIENCE = 0.25  # of a talk
DAYS = 4
APART = 0.02  # of the capacity, between nobody waiting and everybody a little


def arrivals(visitors: float, rush: float, rng: np.random.Generator) -> np.ndarray:
    """Times of a day that begins and ends between two peaks: a Poisson process, thinned from one as
    busy as the busiest hour (Lewis and Shedler 1979, Naval Research Logistics 26(3))."""
    k = brentq(lambda k: 1 / i0e(k) - rush, 1e-9, 1e3)
    times = rng.random(rng.poisson(visitors * rush))
    kept = rng.random(times.size) < np.exp(k * (np.cos(4 * np.pi * times + np.pi) - 1))
    return np.sort(times[kept])


def served(visitors: float, rush: float, patience: float, rng: np.random.Generator) -> int:
    """Visitors served of a day: whoever would have to wait longer than `patience`, a part of a
    talk, walks on."""
    free = [0.0] * STAFF
    count = 0
    times = arrivals(visitors, rush, rng)
    for now, talk in zip(times, rng.exponential(1 / TALKS, times.size), strict=True):
        begins = max(now, free[0])
        if begins - now <= patience / TALKS:
            heapq.heapreplace(free, begins + talk)
            count += 1
    return count


@pytest.mark.parametrize("crowd", CROWDS)
def test_the_time_used_is_that_of_people_who_come_and_are_served_one_by_one(crowd: float) -> None:
    rng = np.random.default_rng(1)
    capacity = STAFF * TALKS
    found = []
    for patience in (0.0, PATIENCE):
        days = [served(crowd * capacity, 2.0, patience, rng) / capacity for _ in range(DAYS)]
        found.append((np.mean(days), np.std(days, ddof=1) / math.sqrt(DAYS)))
    (none, error), (patient, other) = found
    assert none - 4 * error <= used(crowd, 2.0) <= patient + 4 * other
    assert patient - none <= APART


# In the simulation


def with_rush(plan: Scenario, *rush: float) -> Scenario:
    belief = (
        Exact(rush[0], Scale.ABOVE_ONE)
        if len(rush) == 1
        else Range(rush[0], rush[2], rush[1], Scale.ABOVE_ONE)
    )
    return plan.with_(inputs={"rush": belief})


def test_a_rush_of_one_is_the_stand_without_peaks_to_the_last_person() -> None:
    before, after = (
        simulate(plan, trials=4096, detail=True) for plan in (NATIONAL, with_rush(NATIONAL, 1.0))
    )
    assert before.columns.keys() == after.columns.keys()
    assert all((before[key] == after[key]).all() for key in before.columns)
    assert best_guess(NATIONAL) == best_guess(with_rush(NATIONAL, 1.0))


def test_the_national_fair_serves_fewer_where_visitors_come_in_peaks() -> None:
    even, peaked = (
        simulate(with_rush(NATIONAL, rush), trials=16_384).mean("contacts").value
        for rush in (1.0, 2.0)
    )
    assert round(even) == 290
    assert 240 < peaked < 255


STAND = {"staff": 2.0, "days": 1.0, "hours_per_day": 5.0, "contacts_per_hour": 3.3}


def contacts(rush: float, **changes: float) -> np.ndarray:
    """Of every trial of a small stand that is about full."""
    inputs = {path: exactly(path, value) for path, value in (STAND | changes).items()}
    people = exactly("visitors", changes.get("visitors", 1800.0))
    plan = with_rush(NATIONAL.with_(inputs=inputs | {"visitors": people}), rush)
    return np.asarray(simulate(plan, trials=1024)["contacts"])


@given(
    st.floats(1.0, 5.0),
    st.sampled_from(["visitors", "staff", "hours_per_day", "contacts_per_hour"]),
    st.floats(1.0, 3.0),
    st.floats(0.2, 2.0),
)
def test_more_visitors_people_or_time_never_mean_fewer_contacts_in_any_fair(
    rush: float, path: str, more: float, size: float
) -> None:
    start = size * ({"visitors": 1800.0} | STAND)[path]
    few, many = (contacts(rush, **{path: x}) for x in (start, start * more))
    assert (many >= few).all()


@given(st.floats(1.0, 5.0), st.floats(0.0, 3.0))
def test_a_busier_rush_never_means_more_contacts_in_any_fair(rush: float, more: float) -> None:
    assert (contacts(rush + more) <= contacts(rush)).all()


@pytest.mark.parametrize(("visitors", "reach"), [(300.0, 0.3), (60.0, 0.5), (900.0, 0.1)])
@pytest.mark.parametrize("rush", [1.2, 1.7, 3.0])
def test_expected_contacts_are_the_sum_over_all_numbers_of_stand_visitors(
    visitors: float, reach: float, rush: float
) -> None:
    room = Room(np.full(1, 33.0), np.full(1, rush))
    people = np.arange(visitors + 1)
    whole = stats.binom.pmf(people, visitors, reach) @ Room(33.0, rush).contacts(people)
    found = expected_contacts(np.full(1, visitors), np.full(1, reach), room)
    assert found[0] == pytest.approx(whole, abs=0.15)


def test_the_average_of_a_belief_about_the_rush_is_that_of_its_draws() -> None:
    belief = Range(1.2, 2.0, 1.5, Scale.ABOVE_ONE)
    z = stats.norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    drawn = belief.quantile(z)
    assert drawn.min() > 1
    assert np.quantile(drawn, [0.1, 0.5, 0.9]) == pytest.approx([1.2, 1.5, 2.0], rel=1e-4)
    assert drawn.mean() == pytest.approx(belief.mean, rel=1e-4)
    assert drawn.var() == pytest.approx(belief.variance, rel=1e-2)


@pytest.mark.parametrize(
    ("rush", "code"),
    [([1.0, 2.0], "below"), (0.5, "below"), (101.0, "above"), (True, "not_number")],
)
def test_a_rush_below_one_is_refused(rush: object, code: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        from_document(document(rush=rush))
    assert (refused.value.code, refused.value.place) == (code, "inputs.rush")


def test_a_rush_without_a_team_is_refused_and_goes_with_the_team() -> None:
    plan = with_rush(NATIONAL, 1.5)
    assert "rush" not in plan.without_staff_limit().inputs
    alone = {path: plan.inputs[path] for path in plan.inputs if path not in STAND}
    with pytest.raises(ScenarioError) as refused:
        Scenario("alone", alone)
    assert (refused.value.code, refused.value.place) == ("missing", "inputs.staff")


def document(**inputs: object) -> dict[str, Any]:
    raw = dict(made_up.document("national"))
    return raw | {"inputs": raw["inputs"] | inputs}


def test_from_the_table_one_step_finds_a_concentration_to_all_digits() -> None:
    k = np.geomspace(*peaks.KNOWN[:2], 20_011)[1:-1]
    rush = 1 / i0e(k)
    near = np.interp(np.log(rush), *peaks._known())
    assert (np.abs(near - k) <= peaks.NEAR * k).all()


@pytest.mark.parametrize("capacity", [3.0, 40.0, 360.0, 2000.0, 9000.0])
def test_whole_people_are_those_of_the_integral_although_most_come_out_of_a_table(
    capacity: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(int(capacity))
    rush = np.exp(rng.uniform(0.001, 2.5, 20_000))
    room = Room(capacity * rng.uniform(0.8, 1.2, rush.size), rush)
    stand = np.rint(room.capacity * np.exp(rng.uniform(-2.5, 1.0, rush.size)))
    asked: list[int] = []
    integrated = peaks._integrated

    def counting(stand: Floats, *others: Floats) -> Floats:
        asked.append(stand.size)
        return integrated(stand, *others)

    monkeypatch.setattr(peaks, "_integrated", counting)
    found = room.contacts(stand)
    assert sum(asked) <= (0.6 if capacity <= peaks.TELLS else 1.0) * stand.size
    np.testing.assert_array_equal(found, np.floor(room.served(stand) * (1 + peaks.WHOLE)))


def test_the_table_is_off_by_less_than_half_of_what_is_reckoned_with() -> None:
    rng = np.random.default_rng(1)
    rush = np.exp(rng.uniform(0.001, 2.0, 100_000))
    stand = np.exp(rng.uniform(-2.0, 2.0, rush.size))
    exact, rough = (Room(1.0, rush, rough=one).served(stand) for one in (False, True))
    assert np.abs(exact - rough).max() <= peaks.DOUBT / 2
