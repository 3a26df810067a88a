"""The plan for the next fair: what it has learned, and from where."""

from __future__ import annotations

import pytest

from sim import CostLine, Counted, Exact, Range, dumps, loads, simulate
from sim.actuals.actuals import Actuals
from sim.evaluate.next_plan import Source, has_learned, next_plan, taken_back
from sim.evaluate.several import Past, learned_from
from sim.plan.parameters import exactly
from sim.plan.round_numbers import in_round_numbers
from tests.sim.evaluate.test_several import EACH, LAST, NATIONAL, OPEN, OTHER, TOTALS

LATER = ("quotes", "orders")


def test_the_next_plan_tells_what_each_number_was_learned_from() -> None:
    found = next_plan(NATIONAL, [LAST, OTHER, OPEN], name="Contacta 2027")
    assert found.plan.name == "Contacta 2027"
    assert found.origins["call_share.decision"] == (
        Source("Contacta 2025", 1.0, 22, 22, 13),
        Source("Contacta 2026", 1.0, 22, 35),
        Source("Elsewhere", 0.3, 22, 35),
    )
    assert found.origins["order_share.decision"][0] == Source("Contacta 2025", 1.0, 2, 2, 8)
    assert found.origins["order_value"][0] == Source("Contacta 2026", 1.0, of=3, value=60_000)
    assert found.origins["visitors"] == (Source("Contacta 2026", 1.0, value=15_000),)
    contacts = {"contacts": TOTALS["contacts"]}
    assert found.origins["contacts_per_hour"][0] == Source("Contacta 2025", 1.0, counts=contacts)
    for path in found.origins:
        if not path.startswith("costs"):
            assert found.plan.evidence_for(path) == "counted"
            assert path in found.plan.yours
            assert found.plan.inputs[path] != NATIONAL.inputs[path]


def test_totals_tell_what_each_number_was_learned_from_together() -> None:
    counts = {stage: TOTALS[stage] for stage in ("contacts", "quotes", "orders")}
    told = Past("Contacta 2025", Actuals(months=12, reached=counts))
    found = next_plan(NATIONAL, [told]).origins
    for path in ("call_share.decision", "order_share.awareness", "mix.orientation"):
        assert found[path] == (Source("Contacta 2025", 1.0, counts=counts),)
    every = {"contacts": 290, "followed_up": 218}
    told = Past("Contacta 2025", Actuals(months=12, reached=every, open={"contacts": 2}))
    found = next_plan(NATIONAL, [told]).origins
    assert found["follow_up_share"] == (Source("Contacta 2025", 1.0, 218, 288, 2),)
    assert "call_share.decision" not in found


def test_a_plan_that_has_learned_is_known_as_one() -> None:
    learned_plan = next_plan(NATIONAL, [LAST]).plan
    assert not has_learned(NATIONAL)
    assert has_learned(learned_plan)
    assert has_learned(loads(dumps(learned_plan)))
    typed = NATIONAL.with_(
        inputs={"call_share.decision": Counted(3, 9)}, yours=frozenset({"call_share.decision"})
    )
    assert not has_learned(typed)
    assert not has_learned(next_plan(NATIONAL, []).plan)


def test_the_next_plan_is_a_scenario_like_any_other() -> None:
    plan = next_plan(NATIONAL, [LAST, OPEN]).plan
    assert loads(dumps(plan)).inputs == plan.inputs
    assert 0 < simulate(plan, trials=1024).chance_covering_costs.value < 1


def test_a_counted_share_is_learned_from_and_a_certain_one_stays() -> None:
    plan = NATIONAL.with_(
        inputs={"call_share.decision": Counted(10, 20), "visit_share.decision": sure(0.5)}
    )
    found = next_plan(plan, [LAST])
    assert found.plan.inputs["call_share.decision"].likely > 0.5
    assert found.plan.inputs["visit_share.decision"] == sure(0.5)
    assert "visit_share.decision" not in found.origins


def sure(share: float) -> Exact:
    return Exact(share, NATIONAL.inputs["margin"].scale)


def test_a_line_costs_what_it_came_to_for_each_person_it_was_paid_for() -> None:
    found = next_plan(NATIONAL, [LAST, OTHER])
    assert (NATIONAL.costs[0].per, NATIONAL.inputs["area"]) == ("m2", Exact(40.0))
    assert found.plan.costs[0].amount == Exact(225.0)
    travel = found.plan.costs[12].amount
    was = NATIONAL.costs[12].amount
    assert isinstance(was, Range)
    assert travel == in_round_numbers(was.moved(300.0))
    assert found.plan.costs[1:12] == NATIONAL.costs[1:12]
    assert found.origins["costs.0"] == (Source("Contacta 2026", 1.0, value=225.0),)
    assert found.plan.inputs["cost_overrun"] == NATIONAL.inputs["cost_overrun"]


def test_a_line_of_several_years_is_their_average_by_power() -> None:
    years = [Past("2024", Actuals(costs={0: 9000.0})),
             Past("2025", Actuals(costs={0: 6000.0}), power=0.5)]  # fmt: skip
    assert next_plan(NATIONAL, years).plan.costs[0].amount == Exact(200.0)  # a m2, of 40


def test_a_line_for_each_visit_is_told_once_all_visits_are() -> None:
    some = {key: count for key, count in EACH.items() if key != "visits.awareness"}
    some = {key: count for key, count in some.items() if key.split(".")[0] not in LATER}
    found = next_plan(NATIONAL, [Past("x", Actuals(reached=some, costs={12: 9900.0}))])
    assert NATIONAL.costs[12].per == "visit"
    assert found.plan.costs[12] == NATIONAL.costs[12]
    assert "costs.12" not in found.origins


def test_a_line_costs_what_it_came_to_for_each_thing_it_was_paid_for() -> None:
    lines = tuple(CostLine(per, Exact(1.0), per)
                  for per in ("m2", "person", "person_day", "visitor"))  # fmt: skip
    sizes = {key: Exact(size) for key, size in (("area", 40.0), ("staff", 6.0), ("days", 4.0))}
    plan = NATIONAL.with_(inputs=sizes, costs=lines)
    told = Actuals(stand_visitors=300, costs=dict.fromkeys(range(4), 9600.0))
    found = next_plan(plan, [Past("x", told)]).plan
    assert [line.amount.likely for line in found.costs] == [240, 1600, 400, 32]
    uncounted = next_plan(plan, [Past("x", Actuals(costs={3: 9600.0}))]).plan
    assert uncounted.costs == lines


def test_what_was_over_the_budget_is_in_the_bills() -> None:
    bills = Past("x", Actuals(costs=dict.fromkeys(range(12), 1000.0)))
    overrun = next_plan(NATIONAL, [bills]).plan.inputs["cost_overrun"]
    assert overrun.likely == pytest.approx(1.0)


def test_a_line_is_the_same_by_its_name_wherever_it_stands() -> None:
    turned = NATIONAL.with_(costs=tuple(reversed(NATIONAL.costs)))
    past = Past("x", Actuals(costs={12: 9000.0}), turned)
    assert next_plan(NATIONAL, [past]).plan.costs[0].amount == Exact(225.0)  # a m2, of 40


def test_the_next_plan_has_round_numbers_that_hardly_change_it() -> None:
    past = [LAST, OPEN]
    plan, exact = next_plan(NATIONAL, past).plan, learned_from(NATIONAL, past)
    finer = plan.with_(inputs={path: exact.inputs[path] for path in exact.inputs})
    assert all(
        len(f"{x:g}".replace(".", "").strip("0")) <= 4
        for path, belief in plan.inputs.items()
        if belief != NATIONAL.inputs[path]
        for x in (belief.low, belief.likely, belief.high)
    )
    chances = [simulate(one).chance_covering_costs.value for one in (plan, finer)]
    assert chances[0] != chances[1]
    assert abs(chances[0] - chances[1]) < 0.01  # 1 of 100 fairs


def test_what_was_counted_fits_the_next_plan_or_is_named() -> None:
    assert next_plan(NATIONAL, [LAST]).outside == ()
    few = Past("x", Actuals(months=30, reached={"contacts": 2, "followed_up": 0},
                            open={"contacts": 0}))  # fmt: skip
    assert next_plan(NATIONAL, [few]).outside == ("follow_up_share",)


def test_what_was_learned_can_be_taken_back_and_what_was_said_since_stays() -> None:
    made = next_plan(NATIONAL, [LAST])
    assert taken_back(made.plan, NATIONAL, made) == NATIONAL
    path = "order_share.decision"
    inputs = {path: exactly(path, 0.5), "margin": exactly("margin", 0.4)}
    own = made.plan.with_(inputs=inputs, yours=frozenset({path, "margin"}))
    back = taken_back(own, NATIONAL, made)
    changed = {one for one in back.inputs if back.inputs[one] != NATIONAL.inputs[one]}
    assert changed == {path, "margin"}
    assert back.yours == {path, "margin"}


def test_every_number_that_was_learned_says_where() -> None:
    told = Actuals(reached={"contacts": 140, "quotes": 11, "orders": 3})
    found = next_plan(NATIONAL, [Past("Contacta 2026", told)])
    assert "target_share" in found.origins
    assert all(found.origins.values())
