"""The plan that a few facts make: what was said is in it, and nothing else has moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import CostLine, Exact, Range, Scenario, ScenarioError, example, simulate
from sim.actuals.actuals import LEADS, Actuals
from sim.evaluate.next_plan import next_plan
from sim.evaluate.several import Past
from sim.plan.beliefs import Belief
from sim.plan.file import EXAMPLES
from sim.plan.parameters import PATHS
from sim.plan.round_numbers import NEAR
from sim.start.facts import Facts
from sim.start.first_plan import LABELS, first_plan
from tests.sim.start.made_up import AREA, KINDS, MONEY, budget, facts

NAMED = ("name", "goal", "dependence", "cost_dependence", "triage", "horizon", "currency", "hurdle")


def as_wide(one: Belief, other: Range) -> bool:
    """Whether both ends lie as far from likely as the other's do, as far as round numbers go."""
    line = other.scale.to_line
    low, likely, high = (float(line(x)) for x in (other.low, other.likely, other.high))
    near = min(likely - low, high - likely) / NEAR + 1e-9
    moved = float(line(one.likely)) - likely
    return (
        abs(float(line(one.low)) - low - moved) <= near
        and abs(float(line(one.high)) - high - moved) <= near
    )


@given(told=facts())
@settings(max_examples=60, deadline=None)
def test_what_was_said_is_in_the_plan_and_nothing_else_has_moved(told: Facts) -> None:
    start, found = example(told.kind or "own"), first_plan(told)
    plan = found.plan
    assert not found.origins
    numbers = ("visitors", "staff", "days", "area", "order_value", "margin")
    said = {key: getattr(told, key) for key in numbers if getattr(told, key) is not None}
    assert {key: plan.inputs[key].likely for key in said} == said
    for key in said:
        before = start.inputs.get(key)
        if isinstance(before, Range):
            assert as_wide(plan.inputs[key], before)
        else:
            assert isinstance(plan.inputs[key], Exact)
    assert {path: x for path, x in plan.inputs.items() if path not in said} == {
        path: x for path, x in start.inputs.items() if path not in said
    }
    assert plan.yours == {*said}
    assert {path for path in PATHS if plan.evidence.get(path) != start.evidence.get(path)} <= {
        *said
    }
    assert all(plan.evidence_for(path) == "guess" for path in said)
    assert [getattr(plan, name) for name in NAMED] == [getattr(start, name) for name in NAMED]
    if told.costs is None:
        assert plan.costs == start.costs


def test_who_says_what_the_example_has_gets_its_numbers() -> None:
    for kind in EXAMPLES:
        start = example(kind)
        keys = ("visitors", "staff", "days", "area", "order_value", "margin")
        said: dict[str, Any] = {key: start.inputs[key].likely for key in keys}
        assert first_plan(Facts(kind, **said)).plan.numbers == start.numbers


@pytest.mark.parametrize(
    ("key", "value"),
    [("visitors", 0), ("visitors", 1e8), ("order_value", 1e12), ("margin", 0), ("margin", 1)],
)
def test_a_number_at_the_edge_of_what_is_allowed_has_no_range(key: str, value: float) -> None:
    said: dict[str, Any] = {key: value}
    plan = first_plan(Facts("regional", **said)).plan
    assert plan.inputs[key] == Exact(value, PATHS[key].unit.scale)


# Costs


@given(kind=st.sampled_from(KINDS), costs=MONEY, area=st.none() | AREA)
@case(kind="international", costs=118.0, area=120.0)  # less than one a m2
@case(kind="international", costs=119.9, area=120.0)
@case(kind="regional", costs=0.0, area=12.0)
@settings(max_examples=150, deadline=None)
def test_costs_in_all_stay_so_much_in_all_to_the_cent(
    kind: str, costs: float, area: float | None
) -> None:
    plan = first_plan(Facts(kind, costs=costs, area=area)).plan
    assert budget(plan) == pytest.approx(costs, abs=0.0051, rel=1e-12)
    start = example(kind or "own")
    counted = [line for line in start.costs if line.stage is not None]
    ours = plan.costs[: len(plan.costs) - len(counted)]
    assert [*plan.costs[len(ours) :]] == counted
    assert [line.label for line in ours] == [LABELS[line.key] for line in ours]
    assert all(line.amount.likely >= 0 for line in ours)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_size_that_was_said_makes_the_stand_a_line_per_m2(kind: str) -> None:
    area = example(kind).inputs["area"].likely
    plan = first_plan(Facts(kind, costs=budget(example(kind)), area=area)).plan
    stand, rest = plan.costs[:2]
    assert (stand.per, rest.per) == ("m2", "fair")
    of_example = sum(line.amount.likely for line in example(kind).costs if line.per == "m2")
    assert stand.amount == Exact(of_example)  # the same budget: the same money a m2
    half = plan.with_(inputs={"area": Exact(area / 2)})
    saved = budget(plan) - budget(half)
    assert saved == pytest.approx(of_example * area / 2)


def test_without_a_size_or_without_a_stand_in_the_example_all_is_one_line() -> None:
    counted = example("regional").costs[-1:]
    one = CostLine("Costs in all", Exact(9000.0), key="costs_in_all")
    assert first_plan(Facts("regional", costs=9000.0)).plan.costs == (one, *counted)
    assert first_plan(Facts("regional", costs=9000.0, area=0.0)).plan.costs == (one, *counted)
    assert first_plan(Facts(costs=9000.0, area=12.0)).plan.costs == (one,)


def test_lines_of_a_budget_stay_their_money_and_grow_where_they_are_said_to() -> None:
    told = Facts("regional", area=15.0, costs=1.0, lines=(("Floor", 3100.0), ("Hotel", 950.0)))
    plan = first_plan(told, lambda label: label == "Floor").plan
    floor, hotel, *counted = plan.costs
    assert (floor.label, floor.per, hotel) == ("Floor", "m2", CostLine("Hotel", Exact(950.0)))
    assert floor.amount.likely * 15 == pytest.approx(3100, rel=1e-12)
    assert tuple(counted) == example("regional").costs[-1:]
    without = first_plan(replace(told, area=None), lambda label: True).plan
    assert [line.per for line in without.costs[:2]] == ["fair", "fair"]
    assert simulate(plan, trials=64).mean("costs").value == pytest.approx(
        simulate(without, trials=64).mean("costs").value, rel=0.01
    )


def test_a_line_that_cannot_be_is_refused_with_its_number() -> None:
    with pytest.raises(ScenarioError) as problem:
        first_plan(Facts(lines=(("Stand", 10.0), ("", 5.0))))
    assert problem.value.place == "costs[2].label"


# Earlier fairs


def directly(plan: Scenario, *fairs: dict[str, int]) -> tuple[Scenario, object]:
    """What the next plan makes of these totals where nobody is open any more."""
    past = [
        Past(
            f"{number} ago",
            Actuals(
                months=3650 / (365.25 / 12),
                reached=totals,
                open=dict.fromkeys(LEADS[:-1], 0),
            ),
        )
        for number, totals in enumerate(fairs, start=1)
    ]
    found = next_plan(plan, past)
    return found.plan, found.origins


@pytest.mark.parametrize("kind", KINDS)
def test_earlier_fairs_teach_as_totals_of_which_nobody_is_open(kind: str) -> None:
    fairs = ({"contacts": 80, "quotes": 12, "orders": 4}, {"contacts": 60, "orders": 1})
    told = Facts(kind, visitors=9000, costs=7000.0, margin=0.4)
    found = first_plan(replace(told, fairs=fairs), fair="{n} ago")
    assert (found.plan, found.origins) == directly(first_plan(told).plan, *fairs)
    assert found.plan != first_plan(told).plan
    assert found.origins


def test_a_fair_of_which_nothing_was_said_teaches_nothing_and_keeps_its_number() -> None:
    told = Facts("regional", fairs=({}, {"contacts": 60, "quotes": 5}))
    (fair,) = {source.fair for of in first_plan(told).origins.values() for source in of}
    assert fair == "2"
    assert first_plan(Facts("regional", fairs=({},))) == first_plan(Facts("regional"))


def test_more_orders_of_as_many_quotes_raise_the_share_that_orders() -> None:
    def share(orders: int) -> float:
        told = Facts("regional", fairs=({"contacts": 80, "quotes": 20, "orders": orders},))
        return first_plan(told).plan.inputs["order_share.decision"].likely

    assert share(1) < share(6) < share(15)


def test_numbers_that_no_fair_can_have_are_refused_with_the_fair() -> None:
    with pytest.raises(ScenarioError) as problem:
        first_plan(Facts(fairs=({"contacts": 9}, {"contacts": -1})))
    assert (problem.value.code, problem.value.place) == ("below", "fairs[1].contacts")


def test_a_last_fair_with_far_more_contacts_than_expected_moves_the_whole_plan() -> None:
    """Neither how many visitors are meant nor how many of them come is known: both move, and so a
    full stand does count."""
    told: dict[str, Any] = {
        "kind": "regional",
        "visitors": 9000.0,
        "staff": 3.0,
        "days": 2.0,
        "area": 24.0,
    }
    first = first_plan(Facts(**told, first_time=True)).plan
    found = first_plan(Facts(**told, fairs=({"contacts": 140, "quotes": 11, "orders": 3},)))
    for path in ("target_share", "reach_share", "contacts_per_hour"):
        assert path in found.origins
        assert found.plan.inputs[path].likely > 1.1 * first.inputs[path].likely
    before, after = (simulate(plan, trials=4096)["contacts"].mean() for plan in (first, found.plan))
    assert after > 1.4 * before
