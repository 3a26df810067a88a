"""What each lever would have to be: held against exact distributions and against the trials."""

from __future__ import annotations

import copy
import itertools
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

from sim import CostLine, Counted, Exact, Range, Scale, ScenarioError, simulate
from sim.decide.dials import Dial, levers
from sim.decide.levers import Needed, all_needed, needed, step_worth
from sim.decide.search import Search
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, example
from sim.plan.parameters import exactly
from sim.play.enough import ENOUGH
from sim.play.expected import means
from sim.play.result import Measured
from tests.oracles.exact import profit_cdf
from tests.sim.made_up import agrees, exact_document

TRIALS = 4096
NATIONAL = example("national")
FIXED = exact_document()


def changed(lever: str, value: float) -> dict[str, Any]:
    """The exact document with one lever at another value."""
    document = copy.deepcopy(FIXED)
    key, _, part = lever.partition(".")
    if key == "costs":
        document["costs"][int(part)]["amount"] = value
    elif part:
        document["inputs"][key][part] = value
    else:
        document["inputs"][key] = value
    return document


def exact_chance(lever: str, value: float) -> float:
    """Of a profit of at least 0; a cent aside, off the atoms."""
    return 1 - float(profit_cdf(changed(lever, value), [-0.01])[0])


@pytest.mark.parametrize(
    ("lever", "chance", "low", "high"),
    [
        ("target_share", 0.72, 0.3, 0.95),
        ("follow_up_share", 0.72, 0.5, 0.99),
        ("order_share.decision", 0.72, 0.2, 0.95),
        ("order_share.decision", 0.85, 0.2, 0.98),
        ("order_value", 0.85, 4000.0, 40_000.0),
        ("margin", 0.72, 0.1, 0.9),
        ("costs.0", 0.85, 100.0, 8000.0),
        ("costs.0", 0.72, 100.0, 8000.0),
    ],
)
def test_the_needed_value_is_where_the_exact_distribution_has_the_chance(
    lever: str, chance: float, low: float, high: float
) -> None:
    expected = brentq(lambda value: exact_chance(lever, value) - chance, low, high, rtol=1e-4)
    found = needed(from_document(FIXED), lever, chance=chance, trials=2 * TRIALS, seed=1)
    assert found.likely is not None
    assert 0 < found.likely.error < 0.1 * expected
    assert agrees(found.likely, expected)
    assert found.belief == Exact(found.likely.value, found.now.scale)
    way = found.likely.value / found.now.likely - 1
    better = -way if lever.startswith("costs.") else way
    assert found.distance == pytest.approx(better, rel=1e-9)
    assert found.reached == (better <= 0) == (chance == 0.72)


@pytest.fixture(scope="module")
def every() -> tuple[Needed, ...]:
    """All levers of the national fair."""
    return all_needed(NATIONAL, chance=0.32, trials=TRIALS, seed=1)


def linear(found: Needed) -> bool:
    """Whether what is needed is an order statistic of the trials, whose chance is counted."""
    return found.lever in ("order_value", "margin") or found.lever.startswith("costs.")


def chance_with(found: Needed) -> float:
    assert found.belief is not None
    turned = Dial(NATIONAL, found.lever).turned(found.belief)
    result = simulate(turned, trials=TRIALS, seed=1, chances=not linear(found))
    return result.chance_covering_costs.value


def test_every_lever_is_answered_the_nearest_first_and_the_impossible_last(
    every: tuple[Needed, ...],
) -> None:
    assert sorted(found.lever for found in every) == sorted(levers(NATIONAL))
    can = [found.likely is not None for found in every]
    assert can == sorted(can, reverse=True)
    assert 3 <= sum(can) < len(can)
    distances = [found.distance for found in every]
    assert distances == sorted(distances)
    assert all(distance > 0 for distance in distances)  # not good enough as planned


def test_the_needed_belief_is_just_enough_in_the_same_trials(every: tuple[Needed, ...]) -> None:
    for found in every:
        if found.belief is None:
            continue
        chance = chance_with(found)
        assert not found.reached
        # An order statistic is exact to a trial. The search stops near enough.
        room = 1 / TRIALS if linear(found) else 2 * found.today.error
        assert 0.32 <= chance <= 0.32 + room, found.lever


def test_a_needed_range_is_as_wide_as_before_on_its_own_scale(every: tuple[Needed, ...]) -> None:
    moved = [found for found in every if isinstance(found.belief, Range)]
    assert moved
    for found in moved:
        assert isinstance(found.belief, Range)
        line = found.now.scale.to_line
        before, after = (
            np.diff(line(np.array([belief.low, belief.likely, belief.high])))
            for belief in (found.now, found.belief)
        )
        np.testing.assert_allclose(after, before, rtol=1e-6)
        assert found.inside == (found.now.low <= found.belief.likely <= found.now.high)
        assert found.distance == pytest.approx(  # half-widths
            (line(found.belief.likely) - line(found.now.likely)) / (before.sum() / 2)
        )


def test_a_counted_share_is_moved_as_its_range() -> None:
    counted = NATIONAL.with_(inputs={"order_share.decision": Counted(6, 20)})
    found = needed(counted, "order_share.decision", chance=0.3, trials=TRIALS, seed=1)
    assert isinstance(found.belief, Range)
    assert found.likely is not None
    assert found.belief.likely == found.likely.value > Counted(6, 20).likely


@pytest.mark.parametrize("lever", ["reach_share", "order_share.decision", "margin", "costs.0"])
def test_a_higher_chance_asks_for_more(lever: str) -> None:
    asked = [needed(NATIONAL, lever, chance=c, trials=1024, seed=1) for c in (0.1, 0.2, 0.27)]
    distances = [found.distance for found in asked]
    assert all(a <= b for a, b in itertools.pairwise(distances))
    assert asked[0].reached
    assert asked[0].distance <= 0


@pytest.mark.parametrize("lever", ["follow_up_share", "call_share.decision", "order_value"])
def test_a_lever_that_is_enough_already_says_how_far_it_may_fall(lever: str) -> None:
    found = needed(NATIONAL, lever, chance=0.15, trials=TRIALS, seed=1)
    assert found.reached
    assert found.likely is not None
    assert found.likely.value <= found.now.likely
    assert chance_with(found) >= 0.15


def test_what_does_not_matter_may_fall_to_nothing() -> None:
    free = NATIONAL.with_(costs=())
    for lever in ("reach_share", "order_share.awareness", "order_value", "margin"):
        found = needed(free, lever, trials=256, seed=1)
        assert found.reached
        assert found.likely is not None
        assert (found.likely.value, found.distance) == (0, -np.inf)


def test_a_lever_that_cannot_do_it_alone_says_so() -> None:
    for lever in ("quote_share.awareness", "staff", "costs.0", "margin"):
        found = needed(NATIONAL, lever, chance=0.95, trials=1024, seed=1)
        assert (found.likely, found.belief, found.distance) == (None, None, np.inf)
        assert not found.inside


def test_the_needed_staff_is_the_fewest_whole_people_that_are_enough() -> None:
    few = NATIONAL.with_(inputs={"staff": Exact(1.5)})
    found = needed(few, "staff", chance=0.2, trials=1024, seed=1)
    assert found.likely is not None
    assert float(found.likely.value - 1.5).is_integer()
    chances = [
        simulate(few.with_(inputs={"staff": Exact(people)}), trials=1024, seed=1)
        for people in (found.likely.value - 1, found.likely.value)
    ]
    assert chances[0].chance_covering_costs.value < 0.2 <= chances[1].chance_covering_costs.value


def test_a_share_that_costs_more_than_it_brings_is_found_on_the_way_or_not_at_all() -> None:
    dear = NATIONAL.with_(costs=(*NATIONAL.costs, CostLine("trial", Exact(900.0), "visit")))
    for found in all_needed(dear, chance=0.2, trials=1024, seed=1):
        if found.belief is not None:
            turned = Dial(dear, found.lever).turned(found.belief)
            assert simulate(turned, trials=1024, seed=1).chance_covering_costs.value >= 0.2


def test_a_lever_that_the_plan_does_not_have_is_refused() -> None:
    for lever in ("visitors", "costs.99", "extra_share"):
        with pytest.raises(ScenarioError) as problem:
            needed(NATIONAL, lever, trials=64)
        assert (problem.value.code, problem.value.place) == ("unknown_key", lever)
    assert "staff" not in levers(NATIONAL.without_staff_limit())


def test_small_steps_are_worth_what_the_exact_means_say() -> None:
    plan = NATIONAL.without_staff_limit()
    worth = {each.step: each for each in step_worth(plan, trials=4 * TRIALS, seed=1)}
    assert set(worth) == {"visitors", "follow_up_share", "margin"}
    now = means(plan)
    ten = (now["profit"] - sum(fixed(plan))) / now["target_visitors"] * 10
    assert agrees(worth["visitors"].profit, ten)
    full = means(plan.with_(inputs={"follow_up_share": Exact(1.0, Scale.SHARE)}))
    assert agrees(worth["follow_up_share"].profit, full["profit"] - now["profit"])
    assert agrees(worth["margin"].profit, 0.01 * now["revenue"])


def fixed(plan: Any) -> list[float]:
    """Minus the mean of each line that nobody who comes makes dearer: per fair and per m2."""
    overrun = plan.inputs["cost_overrun"].mean
    times = {"fair": 1.0, "m2": plan.inputs["area"].mean}
    budget = [line for line in plan.costs if line.per in times]
    return [-line.amount.mean * times[line.per] * overrun for line in budget]


def test_a_step_that_leaves_what_is_allowed_is_left_out() -> None:
    most = NATIONAL.with_(inputs={"staff": Exact(1e6), "target_share": exactly("target_share", 0)})
    assert [each.step for each in step_worth(most, trials=64)] == ["follow_up_share", "margin"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_paired_steps_are_known_better_than_the_plan_itself(name: str) -> None:
    plan = example(name)
    planned = simulate(plan, trials=TRIALS, seed=1)
    for each in step_worth(plan, trials=TRIALS, seed=1):
        assert each.profit.error < planned.mean("profit").error
        assert each.chance.error < 0.01
    staff = next(each for each in step_worth(plan, trials=TRIALS, seed=1) if each.step == "staff")
    more = plan.with_(inputs={"staff": Exact(plan.inputs["staff"].likely + 1)})
    played = simulate(more, trials=TRIALS, seed=1)["profit"] - planned["profit"]
    difference = planned.measured(played, lambda x: float(x.mean()))
    assert staff.profit.error < difference.error  # no luck in it
    assert agrees(staff.profit.minus(difference), 0.0)


@pytest.mark.parametrize("paid", [0.0, 2000.0])
def test_what_a_step_changes_of_the_chance_is_the_difference_of_two_answers(paid: float) -> None:
    """What a person costs is a line of the budget there, on which there is no overrun."""
    plan = NATIONAL.with_(inputs={"cost_overrun": Exact(1.0)})
    found = step_worth(plan, cost_of_person=paid, trials=TRIALS, seed=1)
    staff = next(each for each in found if each.step == "staff")
    more = plan.with_(
        inputs={"staff": Exact(plan.inputs["staff"].likely + 1)},
        costs=(*plan.costs, CostLine("person", Exact(paid))),
    )
    chances = [
        simulate(one, trials=TRIALS, seed=1, chances=True).chance_covering_costs
        for one in (more, plan)
    ]
    assert abs(staff.chance.value - chances[0].minus(chances[1]).value) <= 4 * staff.chance.error
    assert staff.chance.error <= ENOUGH


@pytest.mark.parametrize(
    ("few", "every", "enough", "asked"),
    [
        (0.69, 0.71, False, 1),  # five standard errors off: all fairs are not asked
        (0.71, 0.69, True, 1),
        (0.693, 0.701, True, 2),
        (0.707, 0.699, False, 2),
    ],
)
def test_all_fairs_are_asked_where_few_leave_a_doubt_and_only_there(
    few: float, every: float, enough: bool, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = simulate(NATIONAL, trials=TRIALS, seed=1, chances=True)
    search = Search(planned, 0.7, Dial(NATIONAL, "follow_up_share"))
    turns: list[bool] = []

    def at(setting: float, coarse: bool = False) -> Measured:
        turns.append(coarse)
        return Measured(few if coarse else every, 0.002)

    monkeypatch.setattr(search, "_at", at)
    assert search._enough(0.5) == enough
    assert len(turns) == asked
