"""Which steps together: held against every set of them, played by other code.

A set may be dearer than the cheapest that brute force finds by 2 % or what 1 of 100 more would
take, because neither knows a chance without error.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim import CostLine, Exact, Scenario, ScenarioError, example, simulate
from sim.plan.document import document, from_document
from sim.plan.steps.changes import Plus, Times
from sim.plan.steps.step import Step
from sim.play.enough import played
from sim.together.sets import price, step_sets, taking
from sim.together.together import Together, best_within, cheapest
from tests.oracles import independent
from tests.oracles.exact import profit_cdf
from tests.sim.made_up import exact_document
from tests.sim.together.random_plans import Document, random_document, taken
from tests.sim.together.random_plans import price as likely_price

DRAWS = 25_000
NOISE = 4 * 0.5 / math.sqrt(DRAWS)


def sets(count: int) -> Iterator[tuple[int, ...]]:
    for size in range(count + 1):
        yield from itertools.combinations(range(count), size)


@cache
def random_plan(seed: int) -> tuple[Document, dict[tuple[int, ...], tuple[float, float]]]:
    """A plan, and the price and the chance of every set of its steps, in plain draws."""
    plan = random_document(np.random.default_rng(seed), steps=4)
    found = {}
    for places in sets(4):
        trials = independent.simulate(taken(plan, places), trials=DRAWS, seed=seed)
        found[places] = (likely_price(plan, places), float((trials["profit"] >= 0).mean()))
    return plan, found


def cost_of(found: dict[tuple[int, ...], tuple[float, float]], chance: float) -> float:
    """What the cheapest set costs that reaches a chance."""
    return min((cost for cost, reached in found.values() if reached >= chance), default=math.inf)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(3))
def test_the_set_is_the_one_that_brute_force_finds(seed: int) -> None:
    plan, brute = random_plan(seed)
    today = brute[()][1]
    most = max(chance for _, chance in brute.values())
    scenario = from_document(plan)
    for part in (0.4, 0.9):
        wanted = today + part * (most - today)
        told = cheapest(scenario, wanted)
        assert abs(told.chance.value - brute[told.steps][1]) <= NOISE + 4 * told.chance.error
        assert told.cost == pytest.approx(brute[told.steps][0])
        assert told.cost <= max(1.02 * cost_of(brute, wanted), cost_of(brute, wanted + 0.01))
        for place, without in zip(told.steps, told.without, strict=True):
            others = tuple(other for other in told.steps if other != place)
            assert abs(without.value - brute[others][1]) <= NOISE + 4 * without.error


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(3))
def test_the_best_for_a_sum_is_as_good_as_the_one_that_brute_force_finds(seed: int) -> None:
    plan, brute = random_plan(seed)
    money = likely_price(plan, tuple(range(4))) / 2
    told = best_within(from_document(plan), 0.99, money)
    best = max(chance for cost, chance in brute.values() if cost <= money)
    assert told.cost <= money
    assert told.chance.value >= best - 0.01


def test_where_no_set_is_enough_the_best_is_told_and_that_it_is_not() -> None:
    plan, brute = random_plan(0)
    told = cheapest(from_document(plan), 0.99)
    assert not told.reached
    assert told.chance.value >= max(chance for _, chance in brute.values()) - 0.01


def exact_plan() -> Document:
    steps = [
        {"label": "visitors", "cost": 300, "change": {"inputs.visitors": "+60"}},
        {"label": "calls", "cost": 500, "change": {"inputs.call_share.decision": 0.85}},
        {"label": "orders", "cost": 700, "change": {"inputs.order_share.orientation": "x1.4"}},
        {"label": "value", "cost": 900, "change": {"inputs.order_value": "x1.1"}},
    ]
    return exact_document() | {"steps": steps}


def exactly_taken(plan: Document, places: tuple[int, ...]) -> Document:
    """Of exact numbers the plain steps can be written down one by one."""
    found = exact_document([
        {"label": plan["steps"][at]["label"], "amount": plan["steps"][at]["cost"]} for at in places
    ])  # fmt: skip
    inputs = found["inputs"]
    for at in places:
        match plan["steps"][at]["label"]:
            case "visitors":
                inputs["visitors"] += 60
            case "calls":
                inputs["call_share"] = inputs["call_share"] | {"decision": 0.85}
            case "orders":
                odds = 1.4 * 0.3 / 0.7
                inputs["order_share"] |= {"orientation": odds / (1 + odds)}
            case "value":
                inputs["order_value"] *= 1.1
    return found


def test_of_exact_numbers_the_chance_is_that_of_the_exact_distribution() -> None:
    plan = exact_plan()
    chance = {
        places: 1 - float(profit_cdf(exactly_taken(plan, places), [0.0])[0]) for places in sets(4)
    }
    cost = {places: likely_price(plan, places) for places in chance}
    scenario = from_document(plan)
    for wanted in (0.7, 0.75, 0.8):
        told = cheapest(scenario, wanted)
        assert abs(told.chance.value - chance[told.steps]) <= 4 * told.chance.error
        least = min(
            (cost[places] for places in chance if chance[places] >= wanted + 0.002),
            default=math.inf,
        )
        assert told.cost <= least


def two_ways(more: int, steps: int) -> Scenario:
    """Invitations and people, so many times each: sets of steps that are a grid of two numbers."""
    invite = [
        Step(f"invite {n}", Exact(1500.0), (("reach_share", Times(1.25)),)) for n in range(steps)
    ]
    people = [Step(f"person {n}", Exact(1100.0), (("staff", Plus(1.0)),)) for n in range(more)]
    return example("national").with_(steps=[*invite, *people])


@pytest.mark.thorough
def test_two_kinds_of_steps_are_the_best_point_of_their_grid() -> None:
    plan = two_ways(4, 3)
    grid: dict[tuple[int, int], tuple[float, float]] = {}
    for invited, people in itertools.product(range(4), range(5)):
        chosen = [*plan.steps[:invited], *plan.steps[3 : 3 + people]]
        result = simulate(plan.taking(chosen), trials=16_384, seed=77)
        cost = 1500.0 * invited + 1100.0 * people
        grid[invited, people] = (cost, result.chance_covering_costs.value)
    for wanted in (0.25, 0.27, 0.29):
        told = cheapest(plan, wanted)
        reaching = [cost for cost, chance in grid.values() if chance >= wanted + 0.01]
        assert told.reached or not reaching
        assert told.cost <= min(reaching, default=math.inf)


def test_a_step_that_does_nothing_alone_is_found_where_it_does_much_together() -> None:
    """A stand of one person is full: more visitors bring nothing, unless there are more people."""
    plan = example("national").with_(inputs={"staff": Exact(1.0)})
    more = (("reach_share", Times(2.0)),)
    people = (("staff", Plus(7.0)),)
    plan = plan.with_(
        steps=[Step("invite", Exact(2000.0), more), Step("people", Exact(500.0), people)]
    )
    alone = [played(taking(plan, places)).chance_covering_costs.value for places in ((), (0,))]
    assert alone[1] < alone[0]
    told = cheapest(plan, 0.99)
    assert told.steps == (0, 1)
    assert told.without[0].value < told.chance.value - 0.03


def test_what_is_told_is_the_one_answer_of_the_plan_with_these_steps() -> None:
    plan = two_ways(3, 2)
    told = cheapest(plan, 0.27, seed=5)
    assert told.reached
    assert told.chance == played(taking(plan, told.steps), seed=5).chance_covering_costs
    assert told.chance.value >= 0.27
    assert cheapest(plan, 0.27, seed=5) == told


def test_a_plan_that_is_good_enough_needs_no_step_and_one_without_steps_has_none() -> None:
    plan = two_ways(2, 2)
    today = played(plan).chance_covering_costs
    assert cheapest(plan, 0.05) == Together(0.05, today, (), 0.0, today, ())
    none = cheapest(plan.with_(steps=()), 0.9)
    assert (none.steps, none.chance, none.reached) == ((), today, False)


def test_steps_that_do_harm_are_left_and_nothing_is_bought_for_nothing() -> None:
    plan = example("regional")
    worse = [
        Step("dear", Exact(9000.0), (("visitors", Times(1.01)),)),
        Step("fewer", Exact(0.0), (("reach_share", Times(0.5)),)),
    ]
    told = cheapest(plan.with_(steps=worse), 0.9)
    assert (told.steps, told.cost, told.chance) == ((), 0.0, told.today)


def test_sets_that_do_not_go_together_are_left_out_and_a_step_that_cannot_be_is_told() -> None:
    plan = from_document({**document(example("national")), "steps": [
        {"label": "a", "cost": 1, "change": {"inputs.staff": "-3"}},
        {"label": "b", "cost": 2, "change": {"inputs.staff": "-4"}},
    ]})  # fmt: skip
    assert [one.places for one in step_sets(plan)] == [(), (0,), (1,)]
    bad: list[dict[str, Any]] = [{"label": "a", "cost": 1, "change": {"inputs.staff": "-9"}}]
    with pytest.raises(ScenarioError) as raised:
        cheapest(from_document({**document(plan), "steps": bad}), 0.5)
    assert raised.value.place == "steps[1].change.inputs.staff"


def test_a_price_holds_the_lines_that_grow_along_with_people_days_and_square_metres() -> None:
    """Without overrun the steps change the costs of every fair by just their price."""
    lines = (
        CostLine("Space", Exact(200.0), "m2"),
        CostLine("Hotel", Exact(150.0), "person_day", over=2),
        CostLine("Badges", Exact(90.0), "person"),
    )
    steps = (
        Step("Person", Exact(300.0), (("staff", Plus(1.0)),)),
        Step("Smaller", Exact(0.0), (("area", Plus(-10.0)), ("reach_share", Times(0.9)))),
        Step("Day", Exact(50.0), (("days", Plus(1.0)),)),
    )
    sure = {"cost_overrun": Exact(1.0)}
    plan = example("national").with_(costs=lines, inputs=sure, steps=steps)
    costs = simulate(plan, trials=64)["costs"]
    for places in sets(3):
        changed = simulate(taking(plan, places), trials=64)["costs"]
        told = price(plan, [plan.steps[place] for place in places])
        assert changed - costs == pytest.approx(told)
    found = next(one for one in step_sets(plan) if one.places == (0, 1, 2))
    assert found.cost == pytest.approx(price(plan, plan.steps))
    best = best_within(plan, 0.99, 0.0)
    assert best.prices == tuple(price(plan, [plan.steps[place]]) for place in best.steps)
