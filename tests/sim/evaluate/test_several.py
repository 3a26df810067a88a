"""Several fairs together."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from sim import Counted, Exact, Range, ScenarioError, simulate
from sim.actuals.actuals import LEADS, Actuals
from sim.evaluate.next_plan import next_plan
from sim.evaluate.several import Past, learned_from
from sim.learning.learning import learned_value
from sim.plan.file import example
from sim.plan.funnel import PHASES
from sim.plan.johnson import TENTH
from sim.plan.scenario import Scenario
from sim.play.expected import best_guess

NATIONAL = example("national")
ROWS = ((145, 109, 15, 3, 1, 0), (98, 74, 29, 13, 8, 1), (47, 35, 22, 14, 10, 2))
EACH = {
    f"{stage}.{phase}": count
    for phase, row in zip(PHASES, ROWS, strict=True)
    for stage, count in zip(LEADS, row, strict=True)
}
TOTALS = {stage: sum(row[at] for row in ROWS) for at, stage in enumerate(LEADS)}
NOBODY = dict.fromkeys(LEADS[:-1], 0)
NOBODY_OF_A_PHASE = {place: 0 for place in EACH if not place.startswith(LEADS[-1])}
FULL = Actuals(
    months=30, visitors=15_000, target_visitors=3000, stand_visitors=400, reached=EACH,
    open=NOBODY_OF_A_PHASE, extra_orders=2, values=(60_000.0,) * 3, margin=0.22,
    costs={0: 9000.0, 12: 30 * 300.0},
)  # fmt: skip
LAST = Past("Contacta 2026", FULL)
OTHER = Past("Elsewhere", replace(FULL, margin=0.3), same=False)
OPEN = Past("Contacta 2025", Actuals(months=4, reached=EACH))


def shares(plan: Scenario, path: str) -> list[float]:
    belief = plan.inputs[path]
    return [belief.low, belief.likely, belief.high]


@pytest.mark.parametrize(
    "past", [[], [Past("x", Actuals())], [replace(LAST, power=0.0)], [OTHER, LAST][:0]]
)
def test_no_data_leaves_every_belief_as_it_is(past: list[Past]) -> None:
    assert learned_from(NATIONAL, past) == NATIONAL
    assert next_plan(NATIONAL, past).plan == NATIONAL
    assert not next_plan(NATIONAL, past).origins


def test_the_order_of_the_fairs_does_not_matter() -> None:
    planned = [next_plan(NATIONAL, o) for o in itertools.permutations([LAST, OTHER, OPEN])]
    assert len({one.plan for one in planned}) == 1
    assert all(one.origins == planned[0].origins for one in planned)


def test_what_nobody_counted_stays() -> None:
    past = [Past("x", Actuals(months=30, reached={"contacts": 290, "followed_up": 100},
                              open={"contacts": 0}))]  # fmt: skip
    found = learned_from(NATIONAL, past)
    assert found.inputs["follow_up_share"].likely < NATIONAL.inputs["follow_up_share"].likely
    for path in ("call_share.decision", "order_share.awareness", "extra_share", "margin"):
        assert found.inputs[path] == NATIONAL.inputs[path], path


def test_another_fair_counts_with_its_power() -> None:
    """The more it counts, the nearer the belief comes to what was counted there."""
    path = "follow_up_share"
    few = {"contacts": 290, "followed_up": 100}
    told = Past("x", Actuals(months=30, reached=few, open={"contacts": 0}), same=False)
    powers = (0.1, 0.3, 0.6, 1.0)
    likely = [
        shares(learned_from(NATIONAL, [replace(told, power=power)]), path)[1] for power in powers
    ]
    assert likely == sorted(likely, reverse=True)
    assert learned_from(NATIONAL, [told]) == learned_from(NATIONAL, [replace(told, power=0.3)])
    with pytest.raises(ScenarioError):
        Past("x", FULL, power=1.2)


def test_ten_of_fifty_and_then_forty_of_a_hundred_leave_a_wide_range() -> None:
    """With nothing but these counts; as one Binomial it would be .31 to .41."""
    plan = NATIONAL.with_(
        inputs={"follow_up_share": Range(0.1, 0.6, 0.3, NATIONAL.inputs["margin"].scale)}
    )
    past = [
        Past(str(of), Actuals(months=30, reached={"contacts": of, "followed_up": hits},
                              open={"contacts": 0}))
        for hits, of in ((10, 50), (40, 100))
    ]  # fmt: skip
    low, likely, high = shares(learned_from(plan, past), "follow_up_share")
    assert high - low > 0.2
    assert 0.2 < likely < 0.4


def test_orders_tell_what_an_order_is_worth_and_those_of_another_fair_less() -> None:
    """Half of what is not known is taken to differ from year to year: one year, however many its
    orders, moves the belief half way to where they alone would."""
    value = NATIONAL.inputs["order_value"]
    assert isinstance(value, Range)
    paid = (60_000.0,) * 50
    many = {place: max(count, 60) for place, count in EACH.items()}
    past = Past("x", Actuals(reached=many, open=NOBODY_OF_A_PHASE, values=paid))
    once = learned_from(NATIONAL, [past]).inputs["order_value"]
    alone = learned_value(value, paid, 0.8)
    score = [float(value.z(np.array(one.likely))) for one in (once, alone)]
    assert 0.4 * score[1] < score[0] < 0.6 * score[1]
    less = learned_from(NATIONAL, [replace(past, same=False)]).inputs["order_value"]
    assert value.likely < less.likely < once.likely


def test_visitors_of_another_fair_say_nothing_and_those_of_last_year_half() -> None:
    belief = NATIONAL.inputs["visitors"]
    assert isinstance(belief, Range)
    assert learned_from(NATIONAL, [OTHER]).inputs["visitors"] == belief
    found = learned_from(NATIONAL, [LAST]).inputs["visitors"]
    score = float(belief.z(np.array(15_000.0)))
    assert float(belief.z(np.array(found.likely))) == pytest.approx(score / 2)
    width = float(belief.z(np.array(found.high))) - score / 2
    assert width == pytest.approx(TENTH * np.sqrt(0.75))
    assert learned_from(NATIONAL, [OTHER]).inputs["margin"] != NATIONAL.inputs["margin"]


@pytest.mark.parametrize("belief", [NATIONAL.inputs["target_share"], Counted(12, 150)])
def test_a_target_group_that_was_counted_is_one_year_whatever_the_size_of_the_fair(
    belief: Range | Counted,
) -> None:
    plan = NATIONAL.with_(inputs={"target_share": belief})
    scores = belief.range if isinstance(belief, Counted) else belief
    for size in (1, 100):
        counted = Actuals(visitors=15_00 * size, target_visitors=3_00 * size)
        found = learned_from(plan, [Past("x", counted)]).inputs["target_share"]
        ends = scores.z(np.array([found.low, found.likely, found.high]))
        score = float(scores.z(np.array(0.2)))
        assert ends[1] == pytest.approx(score / 2, abs=1e-4)
        assert ends[2] - ends[1] == pytest.approx(TENTH * np.sqrt(0.75), rel=1e-3)
    nobody = Actuals(visitors=0, target_visitors=0)
    assert learned_from(plan, [Past("x", nobody)]).inputs["target_share"] == belief


@pytest.mark.parametrize(("margin", "side"), [(0.0, -1), (1e-12, -1), (1.0, 1)])
def test_a_margin_at_the_edge_is_taken_to_be_four_scores_away(margin: float, side: int) -> None:
    belief = NATIONAL.inputs["margin"]
    assert isinstance(belief, Range)
    found = learned_from(NATIONAL, [Past("x", Actuals(margin=margin))]).inputs["margin"]
    assert float(belief.z(np.array(found.likely))) == pytest.approx(side * 4 / 2)


@pytest.mark.parametrize("told", [0, 1, 10**8])
def test_any_number_of_visitors_leaves_a_plan(told: int) -> None:
    plan = NATIONAL.with_(inputs={"visitors": Range(5e7, 9.9e7)})
    past = [Past("x", Actuals(visitors=told))]
    assert 0 < learned_from(plan, past).inputs["visitors"].high <= 1e8
    assert next_plan(plan, past).plan.inputs["visitors"] != plan.inputs["visitors"]


def test_many_years_leave_the_difference_from_year_to_year() -> None:
    belief = NATIONAL.inputs["visitors"]
    assert isinstance(belief, Range)
    years = [Past(f"{year}", Actuals(visitors=15_000)) for year in range(400)]
    found = learned_from(NATIONAL, years).inputs["visitors"]
    assert found.likely == pytest.approx(15_000, rel=0.001)
    ends = belief.z(np.array([found.low, found.high]))
    assert ends[1] - ends[0] == pytest.approx(2 * TENTH * np.sqrt(0.5), rel=0.01)


def test_an_open_lead_is_weighed_by_the_months_of_its_own_plan() -> None:
    slow = NATIONAL.with_(inputs={"months_to_order.decision": Range(20, 40)})
    path = "order_share.decision"
    own = learned_from(NATIONAL, [OPEN]).inputs[path].likely
    slower = learned_from(NATIONAL, [replace(OPEN, plan=slow)]).inputs[path].likely
    assert slower > own


def test_a_share_of_which_everybody_went_on_is_never_taken_for_certain() -> None:
    """Nobody told who is lost, at a fair of which everybody was followed up: next year's share
    stays a belief with room below."""
    everybody = Actuals(months=3, reached={"contacts": 290, "followed_up": 290})
    low, _, high = shares(learned_from(NATIONAL, [Past("x", everybody)]), "follow_up_share")
    assert low < 0.9
    assert high < 0.995


def test_totals_teach_less_than_phases_and_in_the_same_direction() -> None:
    halved = {}
    for phase, (contacts, *row) in zip(PHASES, ROWS, strict=True):
        halved[f"contacts.{phase}"] = contacts
        halved |= {f"{s}.{phase}": n // 2 for s, n in zip(LEADS[1:], row, strict=True)}
    total = {stage: sum(halved[f"{stage}.{phase}"] for phase in PHASES) for stage in LEADS}
    by_phase = Actuals(months=30, reached=halved, open=NOBODY_OF_A_PHASE)
    in_total = Actuals(months=30, reached=total, open=NOBODY)
    path = "call_share.decision"
    before = NATIONAL.inputs[path].likely
    phases, totals = (
        learned_from(NATIONAL, [Past("x", one)]).inputs[path].likely for one in (by_phase, in_total)
    )
    assert abs(phases - before) > abs(totals - before)


@pytest.mark.thorough
@pytest.mark.parametrize("times", [0.05, 0.1, 1.0, 1.7, 2.8])
@pytest.mark.parametrize("name", ["own", "international"])
def test_the_contacts_that_were_counted_lie_within_the_next_plan(name: str, times: float) -> None:
    """From a twentieth of what the plan expects to nearly three times as many, far more than there
    was time for: all in the 8 of 10 of the plan in round numbers, and of other trials."""
    before = example(name)
    contacts = round(times * best_guess(before).stages["contacts"])
    plan = next_plan(before, [Past("x", Actuals(months=30, reached={"contacts": contacts}))]).plan
    low, high = np.quantile(simulate(plan, trials=8192, seed=9)["contacts"], (0.1, 0.9))
    assert low <= contacts <= high


@pytest.mark.parametrize("times", [0.02, 1.0, 4.0, 8.0])
def test_the_people_that_were_counted_at_the_stand_lie_within_the_next_plan(times: float) -> None:
    """Where nobody counted contacts, of which there is only so much time for."""
    people = round(times * best_guess(NATIONAL).stages["stand_visitors"])
    plan = next_plan(NATIONAL, [Past("x", Actuals(stand_visitors=people))]).plan
    played = simulate(plan, trials=4096, seed=9)
    low, high = np.quantile(played["stand_visitors"], (0.1, 0.9))
    assert low <= people <= high
    assert (played["stand_visitors"] <= played["target_visitors"]).all()
    assert plan.inputs["contacts_per_hour"] == NATIONAL.inputs["contacts_per_hour"]


def test_the_contacts_of_several_years_lie_within_the_next_plan_on_average() -> None:
    years = [Past(f"{at}", Actuals(months=30, reached={"contacts": 700 + at})) for at in range(3)]
    plan = next_plan(NATIONAL, years).plan
    low, high = np.quantile(simulate(plan, trials=8192, seed=9)["contacts"], (0.1, 0.9))
    assert low <= 701 <= high


@pytest.mark.thorough
def test_more_contacts_never_teach_that_fewer_come() -> None:
    """Nor where they are so many that no belief has room for them."""
    counts = (323, 550, 840, 1300, 3200, 8400)
    middle = []
    for count in counts:
        past = Past("x", Actuals(months=30, reached={"contacts": count}))
        played = simulate(learned_from(NATIONAL, [past]), trials=4096)
        middle.append(np.median(played["contacts"]))
    assert middle == sorted(middle)


def test_beliefs_that_agree_with_what_came_are_not_widened() -> None:
    """Where the stand was far from full: contacts an hour stay, however few came."""
    rate = "contacts_per_hour"
    few = Actuals(months=30, visitors=16_700, target_visitors=3300, reached={"contacts": 20})
    found = learned_from(NATIONAL, [Past("x", few)])
    assert found.inputs[rate].high == pytest.approx(NATIONAL.inputs[rate].high, rel=0.02)
    assert found.inputs["reach_share"].low < 0.5 * NATIONAL.inputs["reach_share"].low


def test_a_full_stand_tells_how_many_one_person_can_have_and_an_empty_one_only_the_least() -> None:
    hours = 5 * 4 * 6
    path = "contacts_per_hour"
    full = Actuals(stand_visitors=900, reached={"contacts": 2 * hours})
    empty = Actuals(stand_visitors=240, reached={"contacts": 2 * hours})
    before = NATIONAL.inputs[path].likely
    assert learned_from(NATIONAL, [Past("x", full)]).inputs[path].likely < before
    assert learned_from(NATIONAL, [Past("x", empty)]).inputs[path].likely >= before


def test_what_nobody_doubts_stays() -> None:
    sure = Exact(0.5, NATIONAL.inputs["margin"].scale)
    plan = NATIONAL.with_(inputs={"visit_share.decision": sure, "contacts_per_hour": Exact(3.0)})
    found = learned_from(plan, [LAST])
    assert found.inputs["visit_share.decision"] == sure
    assert found.inputs["contacts_per_hour"] == Exact(3.0)
