"""The forecast as of today: it starts as the plan, and ends as what happened.

Long because it mirrors one module.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from sim import Exact, ScenarioError, simulate
from sim.actuals.actuals import LEADS, Actuals, evidence, learned_plan
from sim.evaluate.updated import updated
from sim.learning.learning import Evidence
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES
from sim.plan.parameters import exactly
from sim.play.result import ROUNDING
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


def test_the_last_lead_that_closes_decides() -> None:
    """Leads close one by one, some as orders; the chance ends where the fair did."""
    costs = dict.fromkeys(range(len(NATIONAL.costs)), 4000.0)
    plan = NATIONAL.with_(inputs={"repeat_factor": Exact(1.0)})
    for won, end in ((3, 1.0), (1, 0.0)):
        chances, orders, lost = [], 5, 0
        for closed in range(8):
            orders += 0 < closed <= won
            lost += closed > won
            told = Actuals(
                months=closed, margin=0.25, costs=costs, extra_orders=orders + 3,
                values=(22_000.0,) * (orders + 3),
                reached=CLOSED | {"orders.decision": orders},
                open={"quotes.decision": 12 - orders - lost},
            )  # fmt: skip
            chances.append(updated(plan, told, trials=1024).chance_covering_costs.value)
        assert chances[-1] == end
        assert 0 < chances[0] < 1


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


def test_a_line_that_cost_nothing_is_known() -> None:
    found = updated(NATIONAL, Actuals(costs={0: 0.0}), trials=64)
    assert (found["costs.0"] == 0).all()
    assert (found["costs.1"] > 0).all()


def test_an_audience_that_was_counted_in_part_fits_together() -> None:
    told = Actuals(visitors=20_000, stand_visitors=1900)
    found = updated(NATIONAL, told, trials=1024)
    assert (found["visitors"] == 20_000).all()
    assert (found["stand_visitors"] == 1900).all()
    assert (found["target_visitors"] >= 1900).all()
    assert found["target_visitors"].min() == 1900
    assert found["target_visitors"].max() > 1900


def test_reach_is_told_by_the_middle_of_a_target_group_that_nobody_counted() -> None:
    told = Actuals(visitors=10_000, stand_visitors=400)
    plan = NATIONAL.with_(inputs={"target_share": exactly("target_share", 0.25)})
    found = evidence(plan, told)["reach_share"]
    assert (found.hits, found.misses) == pytest.approx((400, 2100))
    random = np.random.default_rng(1)
    share = np.log(NATIONAL.inputs["target_share"].quantile(random.standard_normal(200_000)))
    found = evidence(NATIONAL, told)["reach_share"]
    group = 10_000 * np.exp(share.mean())
    error = 4 * share.std() / np.sqrt(share.size)
    assert (found.hits + found.misses) / found.hits == pytest.approx(group / 400, rel=error)
    assert 1 / found.hits == pytest.approx(1 / 400 + share.var(), rel=0.02)
    nobody = evidence(NATIONAL, Actuals(visitors=10_000, stand_visitors=0))["reach_share"]
    assert (nobody.hits, nobody.misses) == pytest.approx((0, group), rel=error)


def test_who_was_talked_to_tells_of_who_came_unless_the_stand_chose() -> None:
    told = Actuals(reached=CLOSED)
    assert NATIONAL.limited
    assert evidence(NATIONAL, told)["mix.decision"] == Evidence(50, 240)
    choosing = NATIONAL.with_(triage=0.5)
    assert "mix.decision" not in evidence(choosing, told)
    assert "mix.decision" in evidence(choosing.without_staff_limit(), told)


SURE = NATIONAL.with_(
    inputs={
        path: exactly(path, belief.likely)
        for path, belief in NATIONAL.inputs.items()
        if path.startswith(("quote_share", "order_share", "extra_share"))
    },
)
ON_THEIR_WAY = Actuals(months=6, reached=CLOSED, open={"quotes.decision": 4})


def expected_late() -> float:
    """The average chance of the four, by the average over every pace (`sim.learning.pace`): of 12
    quotes 5 became orders, 3 were lost."""
    x, waited = SURE.inputs["order_share.decision"].likely, SURE.come_by("decision", 6)
    pace = waited * (np.arange(20_000) + 0.5) / 20_000
    still = x * (1 - waited) + (1 - x) * (1 - pace)
    weight = pace**3 * still**4
    return float(weight @ (x * (1 - waited) / still) / weight.sum())


def test_open_leads_order_as_often_as_their_months_and_the_lost_ones_tell() -> None:
    found = updated(SURE, ON_THEIR_WAY, trials=16_384).mean("orders")
    assert agree(found, (8 + 4 * expected_late(), 0.0))


def test_of_the_orders_to_come_those_up_to_the_horizon_count() -> None:
    plan, share = SURE.with_(horizon=9), SURE.inputs["extra_share"].likely
    by_now, by_then = plan.come_by("decision", 6), plan.come_by("decision", 9)
    found = updated(plan, ON_THEIR_WAY, trials=16_384)
    coming = 4 * expected_late() * (by_then - by_now) / (1 - by_now)
    assert agree(found.mean("extra_orders"), (share * (8 + coming), 0.0))
    over = updated(SURE.with_(horizon=3), ON_THEIR_WAY, trials=1024)
    assert (over["extra_orders"] <= 8).all()


def test_where_the_next_stage_is_not_known_everybody_goes_on_as_always() -> None:
    reached = {key: count for key, count in CLOSED.items() if not key.startswith("orders")}
    found = updated(SURE, Actuals(months=6, reached=reached), trials=16_384).mean("orders")
    share = {phase: SURE.inputs[f"order_share.{phase}"].likely for phase in PHASES}
    expected = sum(reached[f"quotes.{phase}"] * share[phase] for phase in PHASES)
    assert agree(found, (expected, 0.0))


def test_orders_to_come_are_extra_by_luck_of_their_own() -> None:
    """Orders that came and orders to come are extra apart from one another: variances add up."""
    waiting = {"quotes.decision": 60, "visits.decision": 60}
    reached = counts(
        contacts=(0, 0, 300), followed_up=(0, 0, 300), calls=(0, 0, 300), visits=(0, 0, 200),
        quotes=(0, 0, 100), orders=(0, 0, 20),
    )  # fmt: skip
    plan = SURE.with_(inputs={"extra_share": exactly("extra_share", 0.5)})
    found = updated(plan, Actuals(reached=reached, open=waiting), trials=4096)
    came, further = 20, found["orders"] - 20
    expected = (came + further.mean() + further.var()) / 4  # at 1 of 2, the two drawn apart
    assert found["extra_orders"].var() == pytest.approx(expected, rel=4 * np.sqrt(2 / 4096))


@pytest.mark.parametrize("spread", [0.0, 0.8])
def test_one_order_more_never_lowers_the_chance_of_a_fair_that_is_over(spread: float) -> None:
    """Trial by trial where orders are worth the same, and within 4 paired errors where not."""
    plan = NATIONAL.with_(inputs={"order_value_spread": Exact(spread)})
    told = [Actuals(reached=CLOSED | {"orders.decision": orders}) for orders in range(13)]
    runs = [updated(plan, actuals, trials=2048) for actuals in told]
    for last, now in itertools.pairwise(runs):
        if not spread:
            assert (now["contribution"] >= last["contribution"] * (1 - ROUNDING)).all()
        gained = (now["profit"] >= 0).astype(float) - (last["profit"] >= 0)
        for rise in (gained, now["profit"] - last["profit"]):
            found = now.measured(rise, lambda x: float(x.mean()))
            assert found.value >= -4 * found.error
    assert runs[-1].chance_covering_costs.value > runs[0].chance_covering_costs.value


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
