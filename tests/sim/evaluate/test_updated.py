"""The forecast as of today: it starts as the plan, and ends as what happened."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from sim import Exact, simulate
from sim.actuals.actuals import LEADS, Actuals
from sim.evaluate.beliefs import learned_plan
from sim.evaluate.updated import updated
from sim.learning.pace import Passing
from sim.plan.budget import CostLine
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES
from sim.plan.parameters import exactly
from sim.plan.round_numbers import ROUNDING
from tests.sim.learning.test_pace import believed, height, pace

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
LOST = {place: 0 for place in CLOSED if not place.startswith(LEADS[-1])}  # nobody is open


@pytest.mark.parametrize("name", EXAMPLES)
def test_before_anything_is_known_it_is_the_plan(name: str) -> None:
    plan = example(name)
    today, planned = updated(plan, Actuals(), trials=TRIALS), simulate(plan, trials=TRIALS)
    assert today.scenario == plan
    for key in ("visitors", "stand_visitors", *LEADS, "extra_orders"):
        np.testing.assert_array_equal(today[key], planned[key])
    for key in ("revenue", "costs", "profit"):
        np.testing.assert_allclose(today[key], planned[key], rtol=1e-9, atol=1e-6)
    assert today.chance_covering_costs == planned.chance_covering_costs


def test_with_everything_known_every_trial_is_what_happened() -> None:
    values = tuple(40_000.0 + 1000 * k for k in range(8))
    costs = {at: 1000.0 * (at + 1) for at in range(len(NATIONAL.costs))}
    plan = NATIONAL.with_(inputs={"repeat_factor": Exact(1.0)})
    told = Actuals(
        months=30, visitors=20_000, stand_visitors=400, reached=CLOSED, open=LOST,
        extra_orders=6, values=values, margin=0.25, costs=costs,
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
    lost = updated(plan, Actuals(reached=CLOSED, open=LOST), trials=TRIALS)
    assert (lost["orders"] == 8).all()
    told = Actuals(months=0, reached=CLOSED, open=LOST | {"quotes.decision": 7})
    today = updated(plan, told, trials=TRIALS)
    more = today.mean("orders").value - 8
    assert 7 / 4 < more < 7 / 2  # who has not passed by now is rather one of those who never will
    assert (today["quotes"] == told.total("quotes")).all()
    late = updated(
        plan, Actuals(months=200, reached=CLOSED, open=LOST | {"quotes.decision": 7}), trials=64
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
            still = LOST | still
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
                open=LOST | {"quotes.decision": 12 - orders - lost},
            )  # fmt: skip
            chances.append(updated(plan, told, trials=1024).chance_covering_costs.value)
        assert chances[-1] == end
        assert 0 < chances[0] < 1


def test_a_line_that_cost_nothing_is_known() -> None:
    found = updated(NATIONAL, Actuals(costs={0: 0.0}), trials=64)
    assert (found["costs.0"] == 0).all()
    assert (found["costs.1"] > 0).all()


@pytest.mark.parametrize("contacts", [6, 65, 323, 2600, 40_000])
@pytest.mark.parametrize("audience", [{}, {"visitors": 16_700}, {"target_visitors": 3000}], ids=str)
def test_nobody_of_those_who_had_a_conversation_comes_from_nowhere(
    contacts: int, audience: dict[str, Any]
) -> None:
    """However many were counted: each was at the stand, in the target group and at the fair."""
    told = Actuals(months=3, reached={"contacts": contacts}, **audience)
    found = updated(NATIONAL, told, trials=1024)
    for more, fewer in itertools.pairwise(("visitors", "target_visitors", "stand_visitors")):
        assert (found[more] >= found[fewer]).all()
        assert (found[fewer] >= contacts).all()


def test_an_audience_that_was_counted_in_part_fits_together() -> None:
    told = Actuals(visitors=20_000, stand_visitors=1900)
    found = updated(NATIONAL, told, trials=1024)
    assert (found["visitors"] == 20_000).all()
    assert (found["stand_visitors"] == 1900).all()
    target, planned = found["target_visitors"], simulate(NATIONAL, trials=1024)["target_visitors"]
    assert (target >= 1900).all()
    assert np.median(target) > np.median(planned)  # so many at the stand came of a larger group


SURE = NATIONAL.with_(
    inputs={
        path: exactly(path, belief.likely)
        for path, belief in NATIONAL.inputs.items()
        if path.startswith(("quote_share", "order_share", "extra_share"))
    },
)
OVER = {place: 0 for place in LOST if not place.startswith("quotes")}
ON_THEIR_WAY = Actuals(months=6, reached=CLOSED, open=LOST | {"quotes.decision": 4})


LATE = [math.exp(0.5 * NormalDist().inv_cdf(part / 10)) for part in (1, 3, 5, 7, 9)]


def expected_late(in_time: Callable[[float], float] = lambda factor: 1.0) -> float:
    """Of 12 quotes 5 became orders and 3 were lost; each of the other four still orders with the
    chance of `sim.learning.pace`, over every pace, quickness and lateness, and then in time. How
    quick and late the fair is all of its stages tell, each of a share with no more doubt than it
    has."""
    x = SURE.inputs["order_share.decision"].likely
    top = bottom = 0.0
    for factor in LATE:
        least = SURE.come_by("decision", 6 / factor)
        four = Passing(gone=5, open=4, lost=3, least=least, ordering=True)
        three = Passing(gone=5, open=3, lost=3, least=least, ordering=True)
        told, late = height(four, x), height(three, x) * x * (1 - pace(four))
        for quick in np.linspace(0, 1, 51):
            likely = np.exp(others(factor, quick)) * believed(four, quick)
            bottom += float(likely @ told)
            top += float(likely @ late) * in_time(factor)
    return top / bottom


def others(factor: float, quick: float) -> float:
    """What those who passed stages where nobody waits tell of the paces, as a logarithm; the lost
    have a pace of their own."""
    at, told = (LEADS.index("quotes"), "decision"), 0.0
    for (number, before), phase in itertools.product(enumerate(LEADS[:-1]), PHASES):
        if (number, phase) != at and (number or phase == PHASES[0]):
            after = LEADS[number + 1]
            months = 6 / factor if after == LEADS[-1] else 6
            phases = PHASES if not number else (phase,)  # all alike are followed up
            each = [CLOSED[f"{before}.{one}"] for one in phases]
            w = np.average([SURE.come_by(one, months) for one in phases], weights=each)
            gone = sum(CLOSED[f"{after}.{one}"] for one in phases)
            done = Passing(gone=gone, least=float(w), ordering=after == LEADS[-1])
            told += float(np.log(pace(done) ** gone @ believed(done, quick)))
    return told


def test_open_leads_order_as_often_as_their_months_and_the_lost_ones_tell() -> None:
    found = updated(SURE, ON_THEIR_WAY, trials=16_384).mean("orders")
    assert found.value - 8 == pytest.approx(4 * expected_late(), abs=4 * found.error + 0.02)


def test_of_the_orders_to_come_those_up_to_the_horizon_count() -> None:
    plan, share = SURE.with_(horizon=9), SURE.inputs["extra_share"].likely

    def in_time(factor: float) -> float:
        by_now, by_then = (plan.come_by("decision", months / factor) for months in (6, 9))
        return (by_then - by_now) / (1 - by_now)

    found = updated(plan, ON_THEIR_WAY, trials=16_384)
    extra = found.mean("extra_orders")
    coming = 4 * expected_late(in_time)
    assert extra.value == pytest.approx(share * (8 + coming), abs=4 * extra.error + 0.02)
    over = updated(SURE.with_(horizon=3), ON_THEIR_WAY, trials=1024)
    assert (over["extra_orders"] <= 8).all()


def test_where_the_next_stage_is_not_known_everybody_goes_on_as_always() -> None:
    reached = {key: count for key, count in CLOSED.items() if not key.startswith("orders")}
    for told in (Actuals(months=6, reached=reached, open=OVER), Actuals(months=6, reached=reached)):
        found = updated(SURE, told, trials=16_384)
        share = {phase: SURE.inputs[f"order_share.{phase}"].likely for phase in PHASES}
        expected = sum(found[f"quotes.{phase}"].mean() * share[phase] for phase in PHASES)
        mean = found.mean("orders")
        assert mean.value == pytest.approx(expected, abs=4 * mean.error)


def test_orders_to_come_are_extra_by_luck_of_their_own() -> None:
    """Orders that came and orders to come are extra apart from one another: variances add up."""
    waiting = {"quotes.decision": 60, "visits.decision": 60}
    reached = counts(
        contacts=(0, 0, 300), followed_up=(0, 0, 300), calls=(0, 0, 300), visits=(0, 0, 200),
        quotes=(0, 0, 100), orders=(0, 0, 20),
    )  # fmt: skip
    plan = SURE.with_(inputs={"extra_share": exactly("extra_share", 0.5)})
    lost = dict.fromkeys((place for place in reached if "orders" not in place), 0)
    found = updated(plan, Actuals(reached=reached, open=lost | waiting), trials=4096)
    came, further = 20, found["orders"] - 20
    expected = (came + further.mean() + further.var()) / 4  # at 1 of 2, the two drawn apart
    assert found["extra_orders"].var() == pytest.approx(expected, rel=4 * np.sqrt(2 / 4096))


@pytest.mark.parametrize("spread", [0.0, 0.8])
def test_one_order_more_never_lowers_the_chance_of_a_fair_that_is_over(spread: float) -> None:
    """Trial by trial where orders are worth the same, and within 4 paired errors where not."""
    plan = NATIONAL.with_(inputs={"order_value_spread": Exact(spread)})
    told = [
        Actuals(reached=CLOSED | {"orders.decision": orders}, open=LOST) for orders in range(13)
    ]
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


@pytest.mark.parametrize("per", ["fair", "visitor"])
@pytest.mark.parametrize("reached", [CLOSED, {"contacts": 290, "quotes": 24, "orders": 8}])
def test_without_the_beliefs_that_were_learned_the_same_fairs_are_played(
    reached: dict[str, int], per: str
) -> None:
    plan = NATIONAL.with_(costs=(*NATIONAL.costs, CostLine("Gifts", Exact(2.0), per)))
    told = Actuals(months=9, reached=reached)
    one, other = (updated(plan, told, trials=512, beliefs=beliefs) for beliefs in (True, False))
    np.testing.assert_array_equal(one["profit"], other["profit"])
    assert (one.scenario == other.scenario) == (per == "visitor")
