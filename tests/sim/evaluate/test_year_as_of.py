"""A year as of a day: its fairs as they stand, laid side by side, beside what was frozen."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim import example
from sim.actuals.actuals import Actuals
from sim.actuals.year_forecast import Figures, YearForecast, forecast_of
from sim.draws.streams import seed_of
from sim.evaluate.updated import updated
from sim.evaluate.year_as_of import rates_told, year_so_far
from sim.links.plan_link import Link
from sim.links.year_link import FairOfYear, YearLink
from sim.play.result import Measured
from sim.year.answer import weighed
from sim.year.settings import Settings
from sim.year.year import Overlap
from tests.sim.evaluate.test_updated import CLOSED, LOST

TRIALS = 4096
NAMES = ("regional", "national", "international")
ALONE = (Figures(0.3, 0.0, -1.0, 0.0, 1.0),) * 3


def frozen(settings: Settings | None = None, out: str = "international") -> YearForecast:
    fairs = (
        FairOfYear(Link(example(name), 1), taken=name != out, month=at)
        for at, name in enumerate(NAMES)
    )
    link = YearLink(tuple(fairs), settings or Settings())
    year = link.settings.year([fair.candidate for fair in link.fairs])
    found = weighed(year, trials=TRIALS, alone=(Measured(0.3, 0.01),) * 3)
    return forecast_of(link, found, ALONE, 1e9, date(2026, 11, 30))


def closed(name: str, value: float = 40_000.0) -> Actuals:
    """A fair of which everything is known; eight orders of this value, six of them extra."""
    costs = {at: 1000.0 * (at + 1) for at in range(len(example(name).costs))}
    return Actuals(
        months=60, visitors=20_000, stand_visitors=400, reached=CLOSED, open=LOST, extra_orders=6,
        values=(value,) * 8, margin=0.25, costs=costs,
    )  # fmt: skip


def test_before_anything_was_told_it_is_what_was_frozen() -> None:
    made = frozen()
    now = year_so_far(made, {}, trials=TRIALS)
    assert abs(now.chance.value - made.figures.chance) < 0.02
    ends = np.array([made.figures.p10, made.figures.p50, made.figures.p90])
    assert np.abs(np.array(now.profit) - ends).max() < 0.04 * np.ptp(ends)
    assert (now.told, now.over, now.so_far) == (0, False, None)
    assert [fair.place for fair in now.fairs] == [0, 1]


def test_the_mean_of_the_year_is_the_sum_of_what_its_fairs_expect_each() -> None:
    made, told = frozen(), {1: Actuals(months=1, reached=CLOSED)}
    now = year_so_far(made, told, trials=TRIALS)
    means = [
        updated(example(NAMES[at]), told.get(at, Actuals()), trials=TRIALS,
                seed=seed_of(1, f"so far.{at}")).mean("profit").value
        for at in (0, 1)
    ]  # fmt: skip
    assert now.mean.value == pytest.approx(sum(means), rel=1e-9)
    assert [fair.told for fair in now.fairs] == [False, True]
    assert now.so_far == now.fairs[1].profit


def test_when_everything_is_known_the_year_is_what_came() -> None:
    made = frozen()
    told = {0: closed("regional"), 1: closed("national")}
    now = year_so_far(made, told, trials=256)
    each = [fair.profit for fair in now.fairs]
    assert all(low == high for low, _, high in each)
    assert now.profit == pytest.approx(tuple(map(sum, zip(*each, strict=True))))
    assert now.so_far == now.profit
    assert (now.over, now.told) == (True, 2)
    assert now.chance.value == float(now.profit[1] > 0)
    poor = year_so_far(made, {0: closed("regional"), 1: closed("national", 10.0)}, trials=256)
    assert poor.profit[1] < now.profit[1]


def test_a_fair_that_was_told_loses_no_orders_to_one_before_it() -> None:
    made = frozen(Settings(overlap=1.0))
    told = {0: closed("regional"), 1: closed("national")}
    now = year_so_far(made, told, trials=256)
    assert now.profit[1] == pytest.approx(sum(fair.profit[1] for fair in now.fairs))
    planned = year_so_far(made, {0: closed("regional")}, trials=TRIALS)
    alone = year_so_far(frozen(), {0: closed("regional")}, trials=TRIALS)
    assert planned.mean.value < alone.mean.value  # the later one is a plan still


def test_a_pair_of_fairs_keeps_its_own_number_when_the_year_is_told() -> None:
    told = {0: closed("regional")}
    for_all = year_so_far(frozen(Settings(overlap=1.0)), told, trials=TRIALS)
    of_pair = year_so_far(frozen(Settings(pairs=(Overlap(0, 1, 1.0),))), told, trials=TRIALS)
    assert of_pair.profit == for_all.profit


def test_a_stand_for_all_fairs_is_paid_once() -> None:
    told = {0: closed("regional"), 1: closed("national")}
    without = year_so_far(frozen(), told, trials=64)
    with_it = year_so_far(frozen(Settings(stand=5000.0)), told, trials=64)
    assert with_it.profit[1] == pytest.approx(without.profit[1] - 5000.0)


def test_a_good_fair_pulls_every_rate_up_and_what_was_not_counted_says_nothing() -> None:
    plan = example("national")
    assert rates_told(plan, Actuals()) is None
    assert rates_told(plan.with_(dependence=0.0), Actuals(reached=CLOSED, open=LOST)) is None
    found = rates_told(plan, Actuals(months=24, reached=CLOSED, open=LOST))
    assert found is not None
    assert (found.dependence, len(found.paths)) == (plan.dependence, len(found.firm))
    assert any(found.firm)
    assert not all(found.firm)
    better = {place: min(2 * count, 400) for place, count in CLOSED.items()}
    better |= {place: CLOSED[place] for place in CLOSED if place.startswith("contacts")}
    for phase in ("awareness", "orientation", "decision"):
        better[f"followed_up.{phase}"] = CLOSED[f"contacts.{phase}"]
        better[f"calls.{phase}"] = min(better[f"calls.{phase}"], CLOSED[f"contacts.{phase}"])
        for before, after in (("calls", "visits"), ("visits", "quotes"), ("quotes", "orders")):
            most = better[f"{before}.{phase}"]
            better[f"{after}.{phase}"] = min(better[f"{after}.{phase}"], most)
    good = rates_told(plan, Actuals(months=24, reached=better, open=LOST))
    assert good is not None
    assert good.pull.sum() > found.pull.sum()
