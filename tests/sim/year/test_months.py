"""The money of a year month by month, held against the timeline of a fair and against its end."""

from __future__ import annotations

import numpy as np
import pytest

from sim import CostLine, Exact, ScenarioError
from sim.decide.timeline import timeline
from sim.year.months import months
from sim.year.shared import played
from sim.year.year import Candidate, Overlap, Year, set_of
from tests.sim.year.fairs import eight, plain

FEW = 2_048


def test_one_fair_runs_as_its_timeline_does_from_its_month_on() -> None:
    plan = eight()[0]
    alone = timeline(plan, trials=8_192)
    found = months(Year((Candidate(plan, 5),)), 0b1, trials=8_192)
    size = 1.28 * np.abs(alone.bands).max() / np.sqrt(8_192)
    for month, band in zip((alone.months + 5).tolist(), alone.bands, strict=True):
        at = np.flatnonzero(found.months == month)
        if at.size:
            np.testing.assert_allclose(found.bands[at[0]][2], band[2], atol=8 * size)
    for one, other in zip(found.deepest, alone.deepest, strict=True):
        assert abs(one.value - other.value) <= 4 * one.minus(other).error + 1e-9


@pytest.mark.parametrize("overlaps", [(), (Overlap(0, 1, 0.7),)])
def test_after_the_last_order_the_cash_is_the_profit_of_the_year(
    overlaps: tuple[Overlap, ...],
) -> None:
    plans = [
        plan.with_(costs=tuple(CostLine(line.label, line.amount, line.per) for line in plan.costs))
        for plan in eight()[:2]
    ]
    year = Year(
        (Candidate(plans[0], 2), Candidate(plans[1], 8)),
        overlaps=overlaps,
        stand=Exact(3_000.0),
        costs=(CostLine("Agency", Exact(500.0), month=3),),
    )
    found = months(year, 0b11, trials=FEW)
    profit = played(year, trials=FEW).profit(set_of([0, 1]))
    levels = np.quantile(profit, (0.10, 0.25, 0.50, 0.75, 0.90), method="inverted_cdf")
    np.testing.assert_allclose(found.bands[-1], levels, rtol=1e-6)


def test_nowhere_costs_and_brings_nothing_and_a_plan_without_months_is_named() -> None:
    plan = plain()
    year = Year((Candidate(plan), Candidate(plan.without("months_to_order").with_(name="B"))))
    nowhere = months(year, 0, trials=64)
    assert not nowhere.bands.any()
    with pytest.raises(ScenarioError) as refused:
        months(year, 0b10, trials=64)
    assert refused.value.place == "plans[2].inputs.months_to_order"
