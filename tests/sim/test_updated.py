"""The forecast as of today: it starts as the plan, and ends as what happened."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim import Exact, ScenarioError, simulate
from sim.actuals import LEADS, Actuals, evidence, learned_plan
from sim.funnel import PHASES
from sim.learning import Evidence
from sim.parameters import exactly
from sim.scenario_file import EXAMPLES, example
from sim.updated import updated
from tests.sim.made_up import agree

TRIALS = 8192
NATIONAL = example("national")


def counts(**stages: tuple[int, int, int]) -> dict[str, int]:
    """``stage=(awareness, orientation, decision)`` as places."""
    return {
        f"{stage}.{phase}": count
        for stage, each in stages.items()
        for phase, count in zip(PHASES, each, strict=True)
    }


CLOSED = counts(
    contacts=(140, 100, 50), followed_up=(90, 70, 45), calls=(20, 30, 25),
    visits=(6, 12, 15), quotes=(4, 8, 12), orders=(1, 2, 5),
)  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_before_anything_is_known_it_is_the_plan(name: str) -> None:
    plan = example(name)
    today, planned = updated(plan, Actuals(), trials=TRIALS), simulate(plan, trials=TRIALS)
    assert today.scenario == plan
    for key in ("contacts", "orders"):
        np.testing.assert_array_equal(today[key], planned[key])
    for key in ("extra_orders", "revenue", "costs", "profit"):
        other = planned.mean(key)
        assert agree(today.mean(key), (other.value, other.error))
    chance = planned.chance_covering_costs
    assert agree(today.chance_covering_costs, (chance.value, chance.error))


def test_with_everything_known_every_trial_is_what_happened() -> None:
    values = tuple(40_000.0 + 1000 * k for k in range(8))
    costs = {at: 1000.0 * (at + 1) for at in range(len(NATIONAL.costs))}
    plan = NATIONAL.with_(inputs={"repeat_factor": Exact(1.0)})
    told = Actuals(
        months=30, visitors=20_000, stand_visitors=400, reached=CLOSED, extra_orders=6,
        values=values, margin=0.25, costs=costs,
    )  # fmt: skip
    today = updated(plan, told, trials=256)
    for stage in LEADS:
        assert (today[stage] == told.total(stage)).all()
    revenue = sum(values) * 6 / 8
    assert today["revenue"] == pytest.approx(revenue)
    assert today["revenue_crediting_all_orders"] == pytest.approx(sum(values))
    assert today["profit"] == pytest.approx(revenue * 0.25 - sum(costs.values()))


def test_open_leads_go_on_and_lost_ones_do_not() -> None:
    sure = {
        path: exactly(path, 0.5)
        for path in NATIONAL.inputs
        if path.startswith(("call_share", "visit_share", "quote_share", "order_share"))
    }
    plan = NATIONAL.with_(inputs=sure)
    lost = updated(plan, Actuals(reached=CLOSED), trials=TRIALS)
    assert (lost["orders"] == 8).all()
    told = Actuals(months=0, reached=CLOSED, open={"quotes.decision": 7})
    today = updated(plan, told, trials=TRIALS)
    assert agree(today.mean("orders"), (8 + 7 / 2, 0.0))
    assert (today["quotes"] == told.total("quotes")).all()
    late = updated(
        plan, Actuals(months=200, reached=CLOSED, open={"quotes.decision": 7}), trials=64
    )
    assert (late["orders"] == 8).all()  # nobody orders after so long


def test_the_chance_goes_to_one_or_to_nothing_as_the_leads_close() -> None:
    few = counts(
        contacts=(140, 100, 50), followed_up=(60, 40, 20), calls=(10, 8, 5), visits=(2, 2, 2),
        quotes=(1, 1, 1), orders=(0, 0, 0),
    )  # fmt: skip
    many = {key: count * 2 if not key.startswith("orders") else 6 for key, count in CLOSED.items()}
    for reached, end in ((few, 0.0), (many, 1.0)):
        away = []
        for months in (0.0, 3.0, 9.0, 24.0, 600.0):
            still = {f"quotes.{p}": reached[f"quotes.{p}"] - reached[f"orders.{p}"] for p in PHASES}
            orders = sum(reached[f"orders.{phase}"] for phase in PHASES)
            told = Actuals(
                months=months, reached=reached, open=still, extra_orders=orders,
                values=(45_000.0,) * orders,
            )  # fmt: skip
            chance = updated(NATIONAL, told, trials=2048).chance_covering_costs.value
            away.append(abs(chance - end))
        assert away[-1] < 0.01
        assert away[-1] < away[0] or end == 1


def test_what_was_counted_is_evidence_for_the_rate_it_belongs_to() -> None:
    told = Actuals(
        months=4, visitors=10_000, target_visitors=2500, stand_visitors=400, reached=CLOSED,
        open={"quotes.decision": 4}, extra_orders=5,
    )  # fmt: skip
    found = evidence(NATIONAL, told)
    assert found["target_share"] == Evidence(2500, 7500)
    assert found["reach_share"] == Evidence(400, 2100)
    assert found["mix.decision"] == Evidence(50, 240)
    assert found["follow_up_share"] == Evidence(205, 85)
    assert found["call_share.awareness"] == Evidence(20, 70)
    waited = NATIONAL.come_by("decision", 4)
    assert found["order_share.decision"] == Evidence(5, 0, ((waited, 4, 3),))
    assert found["extra_share"] == Evidence(5, 3)
    plan = learned_plan(NATIONAL, told)
    assert plan.inputs["visitors"] == Exact(10_000.0)
    assert plan.inputs["margin"] == NATIONAL.inputs["margin"]
    assert plan.costs == NATIONAL.costs


def test_orders_that_were_dearer_raise_the_belief_about_the_next() -> None:
    told = Actuals(reached=CLOSED, values=(90_000.0,) * 8)
    now, then = NATIONAL.inputs["order_value"], learned_plan(NATIONAL, told).inputs["order_value"]
    assert then.likely > now.likely
    assert then.high / then.low < now.high / now.low


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"reached": counts(contacts=(5, 5, 5), followed_up=(6, 0, 0))}, "followed_up.awareness"),
        ({"reached": {"calls.decision": 3}}, "calls.decision"),
        ({"reached": CLOSED, "open": {"quotes.decision": 8}}, "orders.decision"),
        ({"reached": {"contacts.nobody": 1}}, "contacts.nobody"),
        ({"reached": {"contacts.decision": -1}}, "contacts.decision"),
        ({"visitors": 10, "stand_visitors": 11}, "stand_visitors"),
        ({"extra_orders": 1}, "extra_orders"),
        ({"values": (3.0,)}, "values"),
        ({"reached": CLOSED, "values": (math.nan,)}, "values"),
        ({"reached": CLOSED, "values": (-1.0,)}, "values"),
        ({"margin": 1.5}, "margin"),
        ({"margin": math.nan}, "margin"),
        ({"costs": {3: math.inf}}, "costs.3"),
        ({"costs": {3: -1}}, "costs.3"),
        ({"months": -0.1}, "months"),
        ({"months": math.inf}, "months"),
    ],
)
def test_numbers_that_cannot_be_true_together_are_refused(told: dict[str, Any], place: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        Actuals(**told)
    assert problem.value.place == place
