"""What people at the stand tell of the share that was reached, against fairs played one by one."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim import Exact, Range, Scale, Scenario
from sim.actuals.actuals import Actuals
from sim.draws.streams import blocks, draws
from sim.evaluate.beliefs import learned_plan
from sim.evaluate.stand import reach_likelihood, speed
from sim.evaluate.updated import updated
from sim.learning.rates import Known
from sim.plan.file import example
from sim.plan.johnson import Array
from sim.play.expected import best_guess

NATIONAL = example("national").without("rush")  # visitors who come evenly, as they are played here
TRIALS = 16_384


def phased(contacts: int) -> dict[str, int]:
    """Some of each phase."""
    each = {"contacts.awareness": contacts // 2, "contacts.orientation": contacts // 3}
    return each | {"contacts.decision": contacts - sum(each.values())}


@lru_cache(maxsize=1)  # the cases follow one another by what is played
def played(
    plan: Scenario, visitors: int | None, target_visitors: int | None
) -> tuple[Array, Array, Array]:
    """The share that was reached, the people at the stand and the contacts of many fairs; counted
    of the audience is what is given."""
    random, fairs = np.random.default_rng(6), 3_000_000

    def drawn(path: str) -> Array:
        return plan.inputs[path].quantile(random.standard_normal(fairs))

    if target_visitors is None:
        came = np.rint(drawn("visitors")) if visitors is None else visitors
        target = random.binomial(np.asarray(came, dtype=int), drawn("target_share"), fairs)
    else:
        target = np.full(fairs, target_visitors)
    reach = drawn("reach_share")
    stand = random.binomial(target, reach).astype(float)
    if not plan.limited:
        return reach, stand, stand
    hours = math.prod(plan.inputs[path].likely for path in ("staff", "days", "hours_per_day"))
    room = np.floor(hours * drawn("contacts_per_hour") + 1e-9)
    return reach, stand, np.minimum(stand, room)


AUDIENCES: list[dict[str, Any]] = [{}, {"visitors": 20_000}, {"target_visitors": 5000}]


CASES = [
    (kind, people, audience)
    for kinds in (("stand", "open"), ("limited",), ("exactly limited",))
    for audience in AUDIENCES
    for kind in kinds
    for people in ((150, 290) if kind == "exactly limited" else (150, 290, 420))
    if kind != "stand" or "target_visitors" not in audience
]


@pytest.mark.thorough
@pytest.mark.parametrize(("kind", "people", "audience"), CASES)
def test_the_share_reached_is_that_of_the_fairs_with_as_many_people(
    kind: str, people: int, audience: dict[str, Any]
) -> None:
    """Its average is within 4 standard errors of that in up to 2,500 fairs alike."""
    plan = NATIONAL if "limited" in kind else NATIONAL.without_staff_limit()
    if kind == "exactly limited":
        plan = plan.with_(inputs={"contacts_per_hour": Exact(290 / hours(plan))})
    told: dict[str, Any] = {"stand_visitors": people} if kind == "stand" else {}
    known = Actuals(reached={} if kind == "stand" else phased(people), **audience, **told)
    reach, stand, contacts = played(plan, known.visitors, known.target_visitors)
    alike = reach[(stand if kind == "stand" else contacts) == people][:2500]
    assert alike.size > 300
    likelihood = reach_likelihood(plan, known)
    assert likelihood is not None
    alone = Known(plan.with_(dependence=0.0), Actuals(), {"reach_share": likelihood})
    found = np.concatenate(
        [alone.drawn(draws(1, TRIALS, block))["reach_share"] for block in blocks(TRIALS)]
    )
    assert abs(found.mean() - alike.mean()) <= 4 * alike.std() / np.sqrt(alike.size)


def hours(plan: Scenario) -> float:
    inputs = (plan.inputs[path].likely for path in ("staff", "days", "hours_per_day"))
    return float(np.prod([*inputs]))


def test_many_contacts_tell_of_a_good_fair() -> None:
    plan = NATIONAL.without_staff_limit().with_(dependence=0.6)
    share = {
        people: updated(plan, Actuals(reached=phased(people)), trials=4096)["orders"].mean()
        / people
        for people in (100, 250, 600)
    }
    assert share[100] < share[250] < share[600]


def test_of_nobody_counted_or_a_share_that_nobody_doubts_nothing_is_told() -> None:
    sure = NATIONAL.with_(inputs={"reach_share": Exact(0.05, Scale.SHARE)})
    none = NATIONAL.with_(inputs={"target_share": Exact(0.0, Scale.SHARE)})
    assert reach_likelihood(NATIONAL, Actuals(visitors=20_000)) is None
    assert reach_likelihood(NATIONAL, Actuals(reached={"contacts.decision": 5})) is None
    for plan in (sure, none):
        assert reach_likelihood(plan, Actuals(reached=phased(300))) is None


def test_what_a_stand_with_peaks_realised_is_not_taken_for_what_its_people_can_do() -> None:
    """At the likely numbers the plan expects 3 contacts an hour of each to become some fewer; who
    counts just as many learns nothing that speaks against the 3."""
    crowded = NATIONAL.with_(inputs={"target_share": Exact(0.3, Scale.SHARE)})
    peaked = crowded.with_(inputs={"rush": Exact(2.0, Scale.ABOVE_ONE)})
    served = math.floor(best_guess(peaked).stages["contacts"])
    assert served < 0.9 * best_guess(crowded).stages["contacts"] == 0.9 * 360
    rate = peaked.inputs["contacts_per_hour"]
    assert isinstance(rate, Range)
    for plan, as_planned in ((crowded, False), (peaked, True)):
        learned = speed(plan, Actuals(reached=phased(served)))
        assert learned is not None
        low, high = rate.quantile(np.asarray(stats.norm.ppf([learned.below, learned.above])))
        assert (low <= 3.0 <= high) == as_planned


@pytest.mark.parametrize("people", [0, 1, 10**8])
@pytest.mark.parametrize("audience", [{}, {"visitors": 10**8}, {"target_visitors": 10**8}])
def test_any_number_of_people_draws_a_share(people: int, audience: dict[str, Any]) -> None:
    for plan in (NATIONAL, NATIONAL.without_staff_limit()):
        found = updated(plan, Actuals(reached=phased(people), **audience), trials=64)
        assert np.isfinite(found["profit"]).all()


@pytest.mark.parametrize("visitors", [None, 20_000])
def test_where_nobody_doubts_the_share_reached_the_target_group_learns(
    visitors: int | None,
) -> None:
    """Twice as many contacts as expected, of a share that is certain, came from a larger group."""
    sure = NATIONAL.without_staff_limit().with_(inputs={"reach_share": Exact(0.1, Scale.SHARE)})
    expected = best_guess(sure).stages["contacts"]
    known = Actuals(reached={"contacts": round(2 * expected)}, visitors=visitors)
    before, after = sure.inputs["target_share"], learned_plan(sure, known).inputs["target_share"]
    assert after.likely > 1.2 * before.likely


@pytest.mark.parametrize("people", [60, 400])
def test_the_target_group_is_that_of_the_fairs_with_as_many_people(people: int) -> None:
    """Nobody counted visitors or target group: against fairs drawn plainly, those kept that had
    just so many people at the stand. Its middle and its ends, within the noise of those kept."""
    plan = NATIONAL.without_staff_limit().with_(dependence=0.0)
    rng = np.random.default_rng(5)
    visitors, target, reach = (
        plan.inputs[path].quantile(rng.standard_normal(3_000_000))
        for path in ("visitors", "target_share", "reach_share")
    )
    group = rng.binomial(np.rint(visitors).astype(int), np.minimum(target, 1.0))
    stand = rng.binomial(group, np.minimum(reach, 1.0))
    kept = target[np.abs(stand - people) <= 0.01 * people]
    found = learned_plan(plan, Actuals(stand_visitors=people)).inputs["target_share"]
    for level, learned in ((0.1, found.low), (0.5, found.likely), (0.9, found.high)):
        assert learned == pytest.approx(np.quantile(kept, level), rel=0.03)
