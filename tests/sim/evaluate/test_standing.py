"""Real numbers among the planned ones."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Exact, simulate
from sim.actuals.actuals import Actuals
from sim.evaluate.standing import Standing, standings
from sim.evaluate.updated import updated
from sim.plan.file import example
from tests.sim.evaluate.test_updated import CLOSED, LOST, counts

TRIALS = 4096
NATIONAL = example("national")
PLANNED = simulate(NATIONAL, trials=TRIALS, detail=True)


def told(actuals: Actuals) -> dict[str, Standing]:
    return {standing.figure: standing for standing in standings(PLANNED, actuals)}


def test_of_nothing_known_nothing_is_told() -> None:
    assert standings(PLANNED, Actuals(), updated(NATIONAL, Actuals(), trials=256)) == ()


def test_a_number_stands_where_it_fell_among_the_planned_fairs() -> None:
    found = told(Actuals(visitors=15_000, reached=CLOSED, costs={0: 9000.0}))
    calls = found["calls.decision"]
    planned = np.sort(PLANNED["calls.decision"])
    assert calls.real == 25
    assert calls.p10.value == planned[int(np.ceil(0.1 * TRIALS)) - 1]
    assert calls.below.value == (planned < 25).mean()
    assert calls.above.value == (planned > 25).mean()
    assert calls.mean.value == planned.mean()
    assert found["calls"].real == 75
    assert found["costs.0"].below.value == (PLANNED["costs.0"] < 9000).mean()
    assert found["visitors"].final


def test_lines_that_the_plan_lacks_stand_nowhere() -> None:
    last = len(NATIONAL.costs) - 1
    found = told(Actuals(costs={last: 9.0, last + 1: 3e4}, income={0: 5.0}))
    assert set(found) == {f"costs.{last}"}


def test_a_side_is_told_outside_of_the_eight_of_ten() -> None:
    low, high, middle = (
        told(Actuals(visitors=visitors))["visitors"].side for visitors in (10_000, 25_000, 16_700)
    )
    assert (low, high, middle) == (-1, 1, 0)
    ends = [int(PLANNED.quantile("visitors", level).value) for level in (0.1, 0.9)]
    sides = [
        told(Actuals(visitors=end + more))["visitors"].side for end in ends for more in (-1, 0, 1)
    ]
    assert sides == [-1, 0, 0, 0, 0, 1]


def test_a_count_that_open_leads_may_raise_is_not_final() -> None:
    found = told(Actuals(reached=CLOSED, open=LOST | {"visits.decision": 2}))
    assert found["visits"].final
    assert found["visits.decision"].final
    assert not found["quotes.decision"].final
    assert not found["orders"].final
    assert found["orders.orientation"].final


def test_a_stage_is_told_once_all_its_phases_are() -> None:
    reached = {key: n for key, n in counts(contacts=(9, 9, 9)).items() if "awareness" not in key}
    found = told(Actuals(reached=reached))
    assert set(found) == {"contacts.orientation", "contacts.decision"}


def test_orders_are_held_against_single_orders_with_their_luck() -> None:
    found = told(Actuals(reached=CLOSED, values=(50_000.0,) * 8, extra_orders=6))
    some = PLANNED["orders"] > 0
    first = PLANNED["revenue_crediting_all_orders"]
    assert found["first_orders"].below.value == (first < 400_000).mean()
    average = first[some] / PLANNED["orders"][some]
    assert found["average_order"].below.value == (average < 50_000).mean()
    assert found["extra_orders"].real == 6
    assert "average_order" not in told(Actuals(reached=CLOSED, values=(50_000.0,)))


def test_money_is_told_once_it_is_certain() -> None:
    costs = dict.fromkeys(range(len(NATIONAL.costs)), 1000.0)
    plan = NATIONAL.with_(inputs={"repeat_factor": Exact(1.0)})
    actuals = Actuals(
        reached=CLOSED, open=LOST, values=(50_000.0,) * 8, extra_orders=6, margin=0.25, costs=costs
    )
    now = updated(plan, actuals, trials=256)
    found = {standing.figure: standing for standing in standings(PLANNED, actuals, now)}
    assert found["profit"].real == pytest.approx(300_000 * 0.25 - 13_000)
    assert found["margin"].below.value == (PLANNED["margin"] < 0.25).mean()
    early = Actuals(reached=CLOSED, open={"quotes.decision": 3})
    assert "profit" not in {
        standing.figure for standing in standings(PLANNED, early, updated(plan, early, trials=256))
    }
