"""What was counted of single shares."""

from __future__ import annotations

from sim.actuals.actuals import Actuals
from sim.actuals.counted import Tally, tallies
from sim.plan.file import example
from tests.sim.evaluate.test_updated import CLOSED, LOST

NATIONAL = example("national")


def test_what_was_counted_is_told_of_the_share_it_belongs_to() -> None:
    told = Actuals(
        months=4, visitors=10_000, target_visitors=2500, stand_visitors=400, reached=CLOSED,
        open=LOST | {"quotes.decision": 4}, extra_orders=5,
    )  # fmt: skip
    found = tallies(NATIONAL, told)
    assert found["target_share"] == Tally(2500, 7500)
    assert found["reach_share"] == Tally(400, 2100)
    assert found["mix.decision"] == Tally(50, 240)
    assert found["follow_up_share"] == Tally(205, 85)
    assert found["call_share.awareness"] == Tally(20, 70)
    assert found["order_share.decision"] == Tally(5, 3, 4)
    assert found["order_share.decision"].of == 8
    assert found["extra_share"] == Tally(5, 3)


def test_of_whom_nothing_was_said_it_is_open() -> None:
    found = tallies(NATIONAL, Actuals(months=4, reached=CLOSED))
    assert found["order_share.decision"] == Tally(5, 0, 7)
    assert found["follow_up_share"] == Tally(205, 0, 85)


def test_a_total_tells_of_a_share_that_is_the_same_in_every_phase_only() -> None:
    totals = {"contacts": 290, "followed_up": 205, "calls": 75, "quotes": 24, "orders": 8}
    found = tallies(NATIONAL, Actuals(reached=totals, open={"contacts": 20, "quotes": 3}))
    assert found == {"follow_up_share": Tally(205, 65, 20)}
    later = {"contacts": 290, "calls": 75}
    assert tallies(NATIONAL, Actuals(reached=later)) == {}
    both = CLOSED | {"orders": 8}  # where both are told the phases count
    assert "orders" not in tallies(NATIONAL, Actuals(reached=both))
    assert tallies(NATIONAL, Actuals(reached=both)) == tallies(NATIONAL, Actuals(reached=CLOSED))


def test_who_was_talked_to_tells_of_who_came_unless_the_stand_chose() -> None:
    told = Actuals(reached=CLOSED)
    assert NATIONAL.limited
    assert tallies(NATIONAL, told)["mix.decision"] == Tally(50, 240)
    choosing = NATIONAL.with_(triage=0.5)
    assert "mix.decision" not in tallies(choosing, told)
    assert "mix.decision" in tallies(choosing.without_staff_limit(), told)
