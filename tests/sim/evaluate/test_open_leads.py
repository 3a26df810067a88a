"""How far leads come in the end: against fairs that are drawn lead by lead and kept where they
count the same, and what holds in every trial however the leads were told."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim import Exact, Scale, Scenario
from sim.actuals.actuals import LEADS, Actuals, rate_path
from sim.actuals.counted import tallies
from sim.evaluate.as_of import AsOf
from sim.evaluate.beliefs import learned_plan
from sim.evaluate.open_leads import OpenLeads
from sim.evaluate.updated import updated
from sim.plan.file import example
from sim.plan.funnel import PHASES
from sim.plan.parameters import exactly
from sim.play.result import Result
from tests.sim.evaluate.test_updated import CLOSED, LOST, counts
from tests.sim.learning.test_rates import CASES, kept

NATIONAL = example("national")
TOTALS = {stage: sum(CLOSED[f"{stage}.{phase}"] for phase in PHASES) for stage in LEADS}
COSTS = dict.fromkeys(range(len(NATIONAL.costs)), 4000.0)

# Contacts tell of nothing but the leads.
UNHINDERED = NATIONAL.without_staff_limit().with_(
    inputs={"reach_share": Exact(0.12, Scale.SHARE)}
)  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("case", [name for name in CASES if "all told" not in name])
def test_orders_in_the_end_are_those_of_fairs_that_count_the_same(case: str) -> None:
    """Their average, and how often it stays with those that came: within four standard errors of
    both, and what the tables of paces leave."""
    told = CASES[case]
    exact = kept(told)["orders"]
    found = updated(UNHINDERED, told.actuals, trials=8192)
    orders = found["orders"]
    error = exact.std() * math.hypot(1 / math.sqrt(exact.size), 1 / math.sqrt(orders.size))
    assert orders.mean() == pytest.approx(exact.mean(), abs=4 * error + 0.02 * exact.mean())
    none = float((exact == exact.min()).mean())
    error = 4 * math.sqrt(none * (1 - none) / exact.size) + 0.02
    assert (orders == exact.min()).mean() == pytest.approx(none, abs=error)
    assert orders.std() == pytest.approx(exact.std(), rel=0.15)


def over(reached: dict[str, int], **more: Any) -> Actuals:
    """A fair of which all is told."""
    still = {place: 0 for place in reached if not place.startswith("orders")}
    return Actuals(
        months=30, visitors=20_000, stand_visitors=400, reached=reached, open=still,
        extra_orders=6, values=(44_000.0,) * 8, margin=0.25, **more,
    )  # fmt: skip


def test_a_fair_that_is_over_is_the_same_in_every_trial_however_it_was_told() -> None:
    plan = NATIONAL.with_(inputs={"repeat_factor": Exact(1.0)})
    skipped = {stage: TOTALS[stage] for stage in ("contacts", "visits", "orders")}
    mixed = counts(contacts=(140, 100, 50)) | {"contacts": 290, "visits": 33, "orders": 8}
    for reached in (CLOSED, TOTALS, skipped, CLOSED | {"orders": 8}, mixed):
        told = over(reached, costs=COSTS)
        found = updated(plan, told, trials=256)
        assert (found["orders"] == 8).all()
        assert found["profit"] == pytest.approx(6 * 44_000 * 0.25 - sum(COSTS.values()))


def test_the_same_fair_in_totals_and_in_phases_comes_to_the_same_money() -> None:
    """Costs are still drawn, by the same numbers, for as many visits."""
    plan = NATIONAL.with_(inputs={"repeat_factor": Exact(1.0)})
    one, other = (updated(plan, over(reached), trials=1024) for reached in (CLOSED, TOTALS))
    for key in ("revenue", "revenue_crediting_all_orders", "costs", "profit"):
        np.testing.assert_allclose(one[key], other[key], rtol=1e-9)
    for stage in LEADS:
        np.testing.assert_array_equal(one[stage], other[stage])


def test_which_orders_were_extra_is_as_likely_in_totals_as_in_phases() -> None:
    found = [
        updated(NATIONAL, Actuals(months=30, reached=reached, open=still), trials=8192)
        for reached, still in (
            (CLOSED, LOST),
            (TOTALS, dict.fromkeys(LEADS[:-1], 0)),
        )
    ]  # fmt: skip
    one, other = (each["extra_orders"] for each in found)
    assert one.mean() == pytest.approx(other.mean(), abs=4 * one.std() / math.sqrt(4096))
    assert one.std() == pytest.approx(other.std(), rel=0.06)


TOLD: dict[str, Actuals] = {
    "phases, unsaid": Actuals(months=3, reached=CLOSED),
    "phases, some open": Actuals(months=3, reached=CLOSED, open=LOST | {"calls.decision": 7}),
    "phases so far": Actuals(
        months=1, reached=counts(contacts=(140, 100, 50), followed_up=(50, 40, 30))
    ),
    "one phase": Actuals(months=2, reached={"contacts.decision": 50, "followed_up.decision": 45}),
    "totals, unsaid": Actuals(months=3, reached=TOTALS),
    "totals, some open": Actuals(months=3, reached=TOTALS, open={"contacts": 40, "quotes": 9}),
    "contacts alone": Actuals(months=1, reached={"contacts": 290}),
    "contacts and orders": Actuals(months=6, reached={"contacts": 290, "orders": 8}),
    "skipped": Actuals(months=6, reached={"contacts": 290, "calls": 75, "quotes": 24}),
    "skipped, some open": Actuals(
        months=6, reached={"contacts": 290, "calls": 75, "orders": 8},
        open={"contacts": 30, "calls": 20},
    ),
    "all lost": Actuals(months=6, reached=TOTALS, open=dict.fromkeys(LEADS[:-1], 0)),
    "phases behind totals": Actuals(
        months=6, reached={"contacts": 290, "calls": 75} | counts(quotes=(4, 8, 12))
    ),
    "totals behind phases": Actuals(
        months=6, reached=counts(contacts=(140, 100, 50)) | {"quotes": 24}
    ),
}  # fmt: skip


@pytest.mark.parametrize("leads", OpenLeads)
@pytest.mark.parametrize("name", TOLD)
def test_every_stage_is_at_most_the_one_before_and_at_least_what_was_counted(
    name: str, leads: OpenLeads
) -> None:
    told = TOLD[name]
    found = updated(NATIONAL, told, trials=512, leads=leads)
    for before, after in itertools.pairwise(("stand_visitors", *LEADS, "extra_orders")):
        assert (found[after] <= found[before]).all(), (before, after)
    for stage in LEADS:
        assert (found[stage] == np.round(found[stage])).all()
        count = told.count(stage)
        assert (found[stage] >= (told.total(stage) if count is None else count)).all()
        if f"{stage}.{PHASES[0]}" in found.columns:
            together = sum(found[f"{stage}.{phase}"] for phase in PHASES)
            np.testing.assert_array_equal(found[stage], together)
    assert np.isfinite(found["profit"]).all()


@pytest.mark.parametrize("name", TOLD)
def test_if_all_open_leads_are_lost_there_are_the_orders_that_were_told(name: str) -> None:
    told = TOLD[name]
    plan = AsOf(NATIONAL, told, trials=1024)
    every = all(told.count(stage) is not None for stage in (LEADS[0], LEADS[-1]))
    if every:
        assert (plan.all_lost["orders"] == told.total("orders")).all()
    chances = [each["orders"].mean() for each in (plan.all_lost, plan.result, plan.all_go_on)]
    assert chances[0] <= min(chances) + 1e-9
    if told.waiting and every:
        assert chances[1] > chances[0]


def test_if_they_go_on_they_do_so_at_the_rates_of_the_plan() -> None:
    """Rates that nobody doubts: as many orders as products of them say, in phases; in totals
    whoever waits is of a phase by the mix of those who came so far."""
    rates = {p: exactly(p, b.likely) for p, b in NATIONAL.inputs.items() if is_rate(p)}
    plan = NATIONAL.with_(inputs=rates | {p: exactly(p, 1 / 3) for p in MIX})
    open_ = {"followed_up.awareness": 40, "calls.orientation": 12, "quotes.decision": 6}
    told = Actuals(months=1, reached=CLOSED, open=LOST | open_)
    found = ended(plan, told)
    expected = 8 + sum(n * on(plan, *place.split(".")) for place, n in open_.items())
    assert found.mean("orders").value == pytest.approx(expected, abs=4 * found.mean("orders").error)
    alone = ended(plan, Actuals(months=1, reached={"contacts": 300}))
    expected = sum(100 * on(plan, "contacts", phase) for phase in PHASES)
    assert alone.mean("orders").value == pytest.approx(expected, abs=4 * alone.mean("orders").error)


MIX = [f"mix.{phase}" for phase in PHASES]


def is_rate(path: str) -> bool:
    return path.startswith(("follow_up", "call_share", "visit", "quote_share", "order_share"))


def ended(plan: Scenario, told: Actuals) -> Result:
    return updated(plan, told, trials=16_384, leads=OpenLeads.GO_ON)


def on(plan: Scenario, stage: str, phase: str) -> float:
    """Of getting from a stage to an order."""
    after = LEADS[LEADS.index(stage) + 1 :]
    return math.prod(plan.inputs[rate_path(plan, one, phase)].likely for one in after)


def spread(found: NDArray[np.float64]) -> float:
    return float(np.quantile(found, 0.9) - np.quantile(found, 0.1))


def test_the_more_is_told_the_less_is_open() -> None:
    """Of one and the same fair: contacts alone, then quotes, then orders, then who is lost."""
    steps: list[dict[str, Any]] = [
        {"reached": {"contacts": 290}},
        {"reached": {"contacts": 290, "quotes": 24, "orders": 8}},
        {"reached": TOTALS, "open": dict.fromkeys(LEADS[:-1], 0)},
    ]
    ranges = [
        spread(updated(NATIONAL, Actuals(months=9, **s), trials=4096)["orders"]) for s in steps
    ]
    assert ranges == sorted(ranges, reverse=True)
    assert ranges[-1] == 0


MET = {"awareness": 90, "orientation": 110, "decision": 60}
FOLLOW_UPS = 120  # 60 hours, half an hour each
HOURS = {
    "follow_up_hours": exactly("follow_up_hours", 60.0),
    "hours_per_follow_up": exactly("hours_per_follow_up", 0.5),
}


@pytest.mark.parametrize("in_total", [False, True])
def test_just_after_the_fair_sales_follows_up_only_as_many_as_it_has_hours_for(
    in_total: bool,
) -> None:
    """Against fairs drawn lead by lead: everybody wants to be followed up with chance 0.7, those of
    the decision phase come first, then orientation, then awareness."""
    shares = {f"mix.{phase}": Exact(n / 260, Scale.SHARE) for phase, n in MET.items()}
    plan = UNHINDERED.with_(
        inputs=shares
        | {
            "follow_up_share": Exact(0.7, Scale.SHARE),
        }
        | HOURS
    )
    reached = {"contacts": 260} if in_total else {f"contacts.{p}": n for p, n in MET.items()}
    found = updated(plan, Actuals(reached=reached), trials=8192)
    rng = np.random.default_rng(11)
    people = np.tile([*MET.values()], (40_000, 1))
    if in_total:
        people = rng.multinomial(260, [n / 260 for n in MET.values()], size=40_000)
    left, followed = np.full(len(people), FOLLOW_UPS), {}
    for at, phase in reversed([*enumerate(MET)]):
        followed[phase] = np.minimum(rng.binomial(people[:, at], 0.7), left)
        left = left - followed[phase]
    total = sum(followed.values(), start=np.zeros(len(people)))
    assert found["followed_up"].max() == FOLLOW_UPS
    mean, error = total.mean(), 4 * total.std() / math.sqrt(8192)
    assert found["followed_up"].mean() == pytest.approx(mean, abs=error)
    if not in_total:
        for phase, exact in followed.items():
            error = 4 * exact.std() / math.sqrt(8192)
            drawn = found[f"followed_up.{phase}"].mean()
            assert drawn == pytest.approx(exact.mean(), abs=error + 1e-9)
    late = updated(plan, Actuals(reached=reached | _followed(in_total)), trials=64)
    assert late["followed_up"].min() >= 150  # what was done is not cut


@pytest.mark.parametrize("done", [0, 90, FOLLOW_UPS])
@pytest.mark.parametrize("in_total", [False, True])
def test_who_was_followed_up_has_taken_of_the_hours(in_total: bool, done: int) -> None:
    plan = UNHINDERED.with_(inputs=HOURS)
    reached = {"contacts": 260, "followed_up": done}
    if not in_total:
        reached = {f"contacts.{phase}": n for phase, n in MET.items()}
        reached |= {f"followed_up.{phase}": done // 3 for phase in MET}
    found = updated(plan, Actuals(months=0.1, reached=reached), trials=512)["followed_up"]
    assert found.max() == FOLLOW_UPS
    assert found.mean() > 0.95 * FOLLOW_UPS  # many more are wanted


@pytest.mark.parametrize("told", [{"open": {"contacts": 0}}, {}])
def test_where_the_hours_ran_out_the_share_is_learned_from_below(told: dict[str, Any]) -> None:
    """Against fairs where at least so many were wanted, drawn one by one."""
    plan = UNHINDERED.with_(inputs=HOURS)
    fair = Actuals(months=6, reached={"contacts": 260, "followed_up": FOLLOW_UPS}, **told)
    rng = np.random.default_rng(7)
    share = plan.inputs["follow_up_share"].quantile(rng.standard_normal(100_000))
    exact = np.quantile(share[rng.binomial(260, share) >= FOLLOW_UPS], (0.1, 0.5, 0.9))
    found = learned_plan(plan, fair).inputs["follow_up_share"]
    assert [found.low, found.likely, found.high] == pytest.approx(exact, abs=0.015)
    assert tallies(plan, fair)["follow_up_share"].lost == 0


def _followed(in_total: bool) -> dict[str, int]:
    """More than the hours were for."""
    return (
        {"followed_up": 150}
        if in_total
        else dict.fromkeys((f"followed_up.{phase}" for phase in MET), 50)
    )
