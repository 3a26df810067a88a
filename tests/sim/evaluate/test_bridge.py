"""The bridge from the planned to the real profit, against products known in closed form."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sim import Scenario, simulate
from sim.actuals.actuals import Actuals
from sim.evaluate.bridge import GROUPS, bridge
from sim.plan.document import from_document
from sim.plan.file import example
from sim.plan.funnel import PHASES
from sim.play.expected import means
from tests.sim.evaluate.test_updated import CLOSED, LOST
from tests.sim.made_up import PER_UNIT, agrees, exact_document

TRIALS = 4096
NATIONAL = example("national")
COSTS = dict.fromkeys(range(len(NATIONAL.costs)), 5000.0)
EVERYTHING = Actuals(
    months=30, visitors=20_000, target_visitors=4000, stand_visitors=400, reached=CLOSED, open=LOST,
    extra_orders=6, values=(40_000.0,) * 8, margin=0.3, costs=COSTS,
)  # fmt: skip


def exact() -> Scenario:
    return from_document(exact_document(costs=PER_UNIT))


def test_with_nothing_known_every_step_is_nothing_and_the_start_is_the_plan() -> None:
    found = bridge(NATIONAL, Actuals(months=5), trials=TRIALS)
    assert found.planned == found.now == simulate(NATIONAL, trials=TRIALS).mean("profit")
    assert found.moved.value == 0
    assert [step.name for step in found.steps] == [name for name, _ in GROUPS if name != "income"]
    for step in found.steps:
        assert not step.known
        assert (step.moved.value, step.moved.error) == (0, 0)


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["regional", "national", "international"])
def test_the_steps_add_up_to_the_difference(name: str) -> None:
    early = Actuals(
        months=3, visitors=9000, stand_visitors=500, reached=CLOSED, open={"quotes.decision": 5}
    )
    for actuals in (early, Actuals(reached=CLOSED, extra_orders=5, margin=0.2, costs={0: 1.0})):
        found = bridge(example(name), actuals, trials=1024)
        size = abs(found.planned.value) + abs(found.now.value)
        moved = sum(step.moved.value for step in found.steps)
        assert moved == pytest.approx(found.now.value - found.planned.value, abs=1e-9 * size)
        assert found.moved.value == pytest.approx(moved, abs=1e-9 * size)
        for step in found.steps:
            parts = sum(part.moved.value for part in step.parts)
            assert parts == pytest.approx(step.moved.value, abs=1e-9 * size)


def test_with_only_costs_known_only_costs_move() -> None:
    found = bridge(NATIONAL, Actuals(costs={0: 12_000.0}), trials=TRIALS)
    planned = simulate(NATIONAL, trials=TRIALS, detail=True)
    *others, costs = found.steps
    assert not any(step.known for step in others)
    assert costs.moved.value == pytest.approx(planned["costs.0"].mean() - 12_000)


def test_with_everything_known_it_ends_where_the_fair_did() -> None:
    found = bridge(NATIONAL, EVERYTHING, trials=TRIALS)
    assert found.now.value == pytest.approx(6 * 40_000 * 0.3 - sum(COSTS.values()))
    assert found.now.error == pytest.approx(0, abs=1e-6)
    assert all(step.known for step in found.steps)


# A stage, the step of the bridge that makes it known, and the unit of which it counts the costs.
FUNNEL = (
    ("contacts", "stand", "contact"),
    ("followed_up", "follow_up", ""),
    ("calls", "calls", "call"),
    ("visits", "visits", "visit"),
    ("quotes", "quotes", "quote"),
    ("orders", "orders", "order"),
)


def believed(plan: Scenario) -> dict[str, float]:
    return {path: belief.likely for path, belief in plan.inputs.items()}


def unit_costs(plan: Scenario) -> dict[str, float]:
    return {line.per: line.amount.likely for line in plan.costs if line.per != "fair"}


def going_on(plan: Scenario, stage: str, counts: dict[str, float], spent: float) -> float:
    """The profit with people at a stage, of whom the plan's shares go on."""
    x, unit = believed(plan), unit_costs(plan)
    after = FUNNEL[[name for name, *_ in FUNNEL].index(stage) + 1 :]
    profit = -spent
    for phase in PHASES:
        people = counts[phase]
        for name, _, per in after:
            one = "follow_up_share" if name == "followed_up" else f"{name[:-1]}_share.{phase}"
            people *= x[one]
            profit -= people * unit.get(per, 0.0)
        profit += people * x["extra_share"] * x["order_value"] * x["repeat_factor"] * x["margin"]
    return profit


def people_known(plan: Scenario, actuals: Actuals) -> tuple[dict[str, float], float]:
    """The profit once each step of the funnel is known, and what has been spent by its end."""
    x, unit = believed(plan), unit_costs(plan)
    spent = x["cost_overrun"] * sum(line.amount.likely for line in plan.costs if line.per == "fair")
    stand = float(actuals.stand_visitors or 0)
    whole = sum(x[f"mix.{phase}"] for phase in PHASES)
    split = {phase: stand * x[f"mix.{phase}"] / whole for phase in PHASES}
    profits = {"audience": going_on(plan, "contacts", split, spent + stand * unit["contact"])}
    for stage, step, per in FUNNEL:
        counts = {phase: float(actuals.at(stage, phase) or 0) for phase in PHASES}
        spent += sum(counts.values()) * unit.get(per, 0.0)
        profits[step] = going_on(plan, stage, counts, spent)
    return profits, spent


def money_known(plan: Scenario, actuals: Actuals, spent: float) -> dict[str, float]:
    """The profit once the extra orders are known, then their values, the margin and the costs."""
    x, extra = believed(plan), float(actuals.extra_orders or 0)
    average = sum(actuals.values) / len(actuals.values)
    bought = extra * average * x["repeat_factor"]
    earned = bought * float(actuals.margin or 0)
    return {
        "extra_orders": extra * x["order_value"] * x["repeat_factor"] * x["margin"] - spent,
        "order_values": bought * x["margin"] - spent,
        "margin": earned - spent,
        "costs": earned - sum(actuals.costs.values()),
    }


def expected(plan: Scenario, actuals: Actuals) -> dict[str, float]:
    """What each step moves where every input is exact and no stand is full: the products of what
    is known so far and of what was planned (profit is linear in every count), each less the one
    before it."""
    known, spent = people_known(plan, actuals)
    profits = {"plan": means(plan)["profit"], **known, **money_known(plan, actuals, spent)}
    return {name: profits[name] - profits[before] for before, name in pairwise(profits)}


def test_steps_are_the_products_known_in_closed_form() -> None:
    plan = exact()
    actuals = Actuals(
        months=0, visitors=900, target_visitors=500, stand_visitors=300, reached=CLOSED, open=LOST,
        extra_orders=6, values=(9000.0,) * 8, margin=0.25,
        costs=dict.fromkeys(range(len(plan.costs)), 700.0),
    )  # fmt: skip
    found = bridge(plan, actuals, trials=16_384)
    oracle = expected(plan, actuals)
    moved = {step.name: step.moved for step in found.steps}
    moved |= {part.name: part.moved for step in found.steps for part in step.parts if step.parts}
    for name, value in oracle.items():
        if name in ("costs", "margin", "extra_orders"):
            assert moved[name].value == pytest.approx(value, rel=1e-9, abs=4 * moved[name].error)
        else:
            assert agrees(moved[name], value), name
    assert sum(oracle.values()) == pytest.approx(found.now.value - means(plan)["profit"])


def test_who_still_waits_shows_once_the_next_stage_is_known() -> None:
    some = {"calls.decision": 3, "visits.decision": 1}
    with_open, without = (
        {part.name: part.moved for step in found.steps for part in step.parts}
        for found in (
            bridge(NATIONAL, Actuals(months=2, reached=CLOSED, open=still), trials=1024)
            for still in (LOST | some, LOST)
        )
    )
    for name in ("contacts", "followed_up", "calls"):
        assert with_open[name] == without[name]
    for name in ("visits", "quotes"):
        assert with_open[name].value > without[name].value


def test_errors_are_those_of_paired_differences() -> None:
    found = bridge(NATIONAL, Actuals(visitors=20_000), trials=TRIALS)
    again = [
        bridge(NATIONAL, Actuals(visitors=20_000), trials=1024, seed=seed).moved
        for seed in range(30)
    ]
    spread = float(np.std([one.value for one in again], ddof=1))
    told = float(np.mean([one.error for one in again]))
    assert spread == pytest.approx(told, rel=4 / np.sqrt(2 * 29) + 0.1)
    assert found.steps[0].moved == found.moved
