"""Hours for following up: who is followed up first, against people taken one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Exact, Scale, Scenario, ScenarioError, simulate
from sim.capacity.follow_up import within
from sim.decide.sales import DAY, sales
from sim.many.figures import summary
from sim.plan.funnel import PHASES
from sim.plan.parameters import BY_KEY, PATHS, exactly
from sim.play.answer import from_document, summarised
from sim.play.expected import best_guess, means
from sim.why.hints import hints
from sim.why.luck import expected_profit
from tests.sim.made_up import agrees, fair

NATIONAL = fair("national")
LIMIT = ("follow_up_hours", "hours_per_follow_up")
AFTER = ("hours_per_call", "hours_per_visit", "hours_per_quote")


def limited(hours: float, *of_one: float, plan: Scenario = NATIONAL) -> Scenario:
    one = BY_KEY["hours_per_follow_up"].read(of_one if len(of_one) > 1 else of_one[0])
    return plan.with_(inputs={LIMIT[0]: exactly(LIMIT[0], hours), LIMIT[1]: one})


def one_by_one(wanted: tuple[int, ...], limit: int) -> list[int]:
    """Who is followed up of each phase, of a queue with the nearest to a decision first."""
    queue = [at for at in reversed(range(len(PHASES))) for _ in range(wanted[at])]
    return [queue[:limit].count(at) for at in range(len(PHASES))]


@given(st.tuples(*[st.integers(0, 9)] * 3), st.integers(0, 30))
def test_the_decision_phase_is_followed_up_first_then_orientation_then_awareness(
    wanted: tuple[int, ...], limit: int
) -> None:
    found = within(np.array(wanted, dtype=float)[:, None], np.array([float(limit)]))
    assert found[:, 0].tolist() == one_by_one(wanted, limit)


def test_more_hours_than_anybody_needs_change_no_number() -> None:
    before, after = (
        simulate(plan, trials=1024, detail=True) for plan in (NATIONAL, limited(1e6, 0.25))
    )
    assert (after["waiting"] == 0).all()
    assert all((before[key] == after[key]).all() for key in before.columns)
    assert "waiting" not in before.columns


def test_what_calls_visits_and_quotes_take_limits_nothing() -> None:
    plan = NATIONAL.with_(inputs={key: BY_KEY[key].read(BY_KEY[key].start) for key in AFTER})
    before, after = (simulate(one, trials=1024, detail=True) for one in (NATIONAL, plan))
    assert before.columns.keys() == after.columns.keys()
    assert all((before[key] == after[key]).all() for key in before.columns)


def test_at_most_as_many_are_followed_up_as_fit_and_the_others_wait() -> None:
    free, found = (
        simulate(plan, trials=4096, detail=True) for plan in (NATIONAL, limited(40.0, 0.3))
    )
    assert found["followed_up"].max() == 133  # 40 / 0.3 is 133.3
    assert (found["followed_up"] + found["waiting"] == free["followed_up"]).all()
    some = (found["followed_up.awareness"] > 0) & (found["waiting"] > 0)
    for phase in PHASES[1:]:
        assert (found[f"followed_up.{phase}"] == free[f"followed_up.{phase}"])[some].all()
    assert (found["followed_up"] == 133)[found["waiting"] > 0].all()


def test_forty_hours_of_a_third_of_an_hour_are_a_whole_number_of_contacts() -> None:
    assert simulate(limited(0.3 * 40, 0.3), trials=1024)["followed_up"].max() == 40


RISES = [
    path
    for path, p in PATHS.items()
    if p.key in ("call_share", "visit_share", "quote_share", "order_share", "extra_share", "margin")
]


@pytest.mark.parametrize("path", [*RISES, "order_value", "follow_up_hours"])
def test_more_of_what_comes_behind_never_means_less_contribution_in_any_fair(path: str) -> None:
    plan = limited(60.0, 0.25, 0.5, 1.0)
    now = 60.0 if path == "follow_up_hours" else plan.inputs[path].likely
    share = PATHS[path].unit.scale is Scale.SHARE
    higher = (1 + now) / 2 if share else 1.3 * now
    few, many = (
        simulate(plan.with_(inputs={path: Exact(x, PATHS[path].unit.scale)}), trials=2048)
        for x in (now, higher)
    )
    assert (many["contribution"] >= few["contribution"]).all()
    assert many["contribution"].mean() > few["contribution"].mean()


@pytest.mark.parametrize("path", ["target_share", "reach_share", "follow_up_share", "staff"])
def test_more_people_mean_more_contribution_on_average(path: str) -> None:
    plan = limited(60.0, 0.25, 0.5, 1.0)
    now = plan.inputs[path].likely
    pair = [
        simulate(plan.with_(inputs={path: Exact(x, PATHS[path].unit.scale)}), trials=16_384)
        for x in (now, 1.3 * now)
    ]
    more = pair[1]["contribution"] - pair[0]["contribution"]
    found = pair[1].measured(more, lambda x: float(x.mean()))
    assert found.value > -4 * found.error


@pytest.mark.parametrize("triage", [0.0, 0.6])
@pytest.mark.parametrize("hours", [30.0, 90.0])
@pytest.mark.parametrize("free", [False, True])
def test_the_expected_profit_is_that_of_the_simulation(
    free: bool, hours: float, triage: float
) -> None:
    plan = limited(hours, 0.25, 0.5, 1.0).with_(triage=triage)
    result = simulate(plan.without_staff_limit() if free else plan, trials=4096, detail=True)
    gap = result["profit"] - expected_profit(result)
    assert agrees(result.measured(gap, lambda x: float(x.mean())), 0.0)


def test_the_calculator_and_the_exact_means_know_the_limit() -> None:
    guess = best_guess(limited(60.0, 0.5))
    assert guess.stages["followed_up"] == pytest.approx(120)
    free = best_guess(NATIONAL).stages["followed_up"]
    assert guess.stages["waiting"] == pytest.approx(free - 120)
    assert "waiting" not in best_guess(NATIONAL).stages
    known = means(limited(60.0, 0.5, plan=NATIONAL.without_staff_limit()))
    assert "contacts" in known
    assert "followed_up" not in known


def test_who_waits_is_a_figure_only_where_hours_are_limited() -> None:
    for plan, there in ((NATIONAL, False), (limited(60.0, 0.5), True)):
        result = simulate(plan, trials=1024)
        answer = summarised(result)
        assert ("waiting" in summary(result)["stages"]) == there
        assert ("waiting" in answer.bands) == there
        assert ("waiting" in from_document(answer.document()).bands) == there
    with pytest.raises(KeyError):
        simulate(NATIONAL, trials=1024)["waiting"]


def test_hours_without_how_long_one_takes_are_refused() -> None:
    with pytest.raises(ScenarioError) as refused:
        NATIONAL.with_(inputs={LIMIT[0]: exactly(LIMIT[0], 40.0)})
    assert (refused.value.code, refused.value.place) == ("missing", f"inputs.{LIMIT[1]}")


def test_a_hint_says_where_following_up_is_the_narrow_place_and_not_the_stand() -> None:
    def asked(plan: Scenario) -> bool:
        return "follow_up_narrow" in {hint.code for hint in hints(plan)}

    assert asked(limited(40.0, 0.5))
    assert not asked(limited(1000.0, 0.5))
    assert not asked(NATIONAL)
    small = NATIONAL.with_(inputs={"staff": Exact(1.0)})
    assert not asked(limited(20.0, 0.5, plan=small))  # many more leave the stand


def test_what_the_fair_asks_of_sales_adds_up_and_a_day_more_is_worth_what_it_brings() -> None:
    exact = {key: exactly(key, hours) for key, hours in zip(AFTER, (0.5, 4.0, 3.0), strict=True)}
    plan = limited(60.0, 0.5).with_(inputs=exact)
    result = simulate(plan, trials=2048, detail=True)
    found = sales(result)
    assert set(found.hours) == {"followed_up", "calls", "visits", "quotes"}
    each = (0.5, 0.5, 4.0, 3.0)
    parts = [h * result[s] for h, s in zip(each, found.hours, strict=True)]
    total = np.sum(parts, axis=0)
    assert found.total[1] == np.quantile(total, 0.5, method="inverted_cdf")
    assert sum(found.months.values()) == pytest.approx(total.mean())
    assert found.months[1] >= 0.5 * result["followed_up"].mean()
    assert found.limit is not None
    longer = simulate(limited(60.0 + DAY, 0.5).with_(inputs=exact), trials=2048)
    assert found.limit.more.value == (longer["profit"] - result["profit"]).mean()
    assert found.limit.fits.value == (result["waiting"] == 0).mean()
    bare = sales(simulate(NATIONAL, trials=1024, detail=True))
    assert (bare.limit, bare.hours) == (None, {})
