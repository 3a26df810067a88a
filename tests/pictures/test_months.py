"""The picture month by month: how far it goes."""

from __future__ import annotations

from pictures.months import frame, shown_until
from sim import CostLine, Exact, example
from sim.decide.timeline import timeline
from sim.plan.parameters import exactly
from words.catalogue import words


def test_the_month_of_the_fair_is_shown_where_all_is_paid_before_and_nobody_comes() -> None:
    costs = tuple(CostLine("Stand", Exact(9_000.0), month=month) for month in (-8, -6))
    nobody = {"reach_share": exactly("reach_share", 0.0)}
    found = timeline(example("regional").with_(inputs=nobody, costs=costs), trials=64)
    assert shown_until(found) == 0
    rows = frame(found, words("en"))
    (fair,) = rows[rows["kind"] == "day"]["x"]
    steps = rows[rows["kind"] == "most"]["x"]
    assert steps.min() < fair < steps.max()
