"""Several fairs together, and the plan for the next one."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim import Counted, Exact, Range, ScenarioError, dumps, loads, simulate
from sim.actuals import Actuals, evidence
from sim.funnel import GOOD_FAIR
from sim.johnson import TENTH, Array
from sim.learning import Evidence, learned, learned_value, log_likelihood
from sim.next_plan import Source, next_plan
from sim.parameters import PATHS
from sim.round_numbers import in_round_numbers
from sim.sampling import Draws
from sim.scenario_file import example
from sim.several import Past, learned_from
from tests.sim.made_up import agree
from tests.sim.test_updated import CLOSED

NATIONAL = example("national")
FULL = Actuals(
    months=30, visitors=15_000, target_visitors=3000, stand_visitors=400, reached=CLOSED,
    extra_orders=6, values=(60_000.0,) * 8, margin=0.22, costs={0: 9000.0, 12: 33 * 300.0},
)  # fmt: skip
LATER = ("quotes", "orders")
LAST = Past("Contacta 2026", FULL)
OTHER = Past("Elsewhere", replace(FULL, margin=0.3), same=False)
OPEN = Past("Contacta 2025", Actuals(months=4, reached=CLOSED, open={"quotes.decision": 4}))


@pytest.mark.parametrize(
    "past", [[], [Past("x", Actuals())], [replace(LAST, power=0.0)], [OTHER, LAST][:0]]
)
def test_no_data_leaves_every_belief_as_it_is(past: list[Past]) -> None:
    assert learned_from(NATIONAL, past) == NATIONAL
    assert next_plan(NATIONAL, past).plan == NATIONAL
    assert not next_plan(NATIONAL, past).origins


def test_the_order_of_the_fairs_does_not_matter() -> None:
    found = {learned_from(NATIONAL, order) for order in itertools.permutations([LAST, OTHER, OPEN])}
    assert len(found) == 1
    planned = [next_plan(NATIONAL, o) for o in itertools.permutations([LAST, OTHER, OPEN])]
    assert len({one.plan for one in planned}) == 1
    assert all(one.origins == planned[0].origins for one in planned)


def test_another_fair_counts_with_its_power() -> None:
    path = "call_share.decision"
    found = learned_from(NATIONAL, [LAST, OTHER]).inputs[path]
    calls = evidence(NATIONAL, FULL)[path]
    weighed = Evidence(1.3 * calls.hits, 1.3 * calls.misses)
    assert found.likely == pytest.approx(learned(NATIONAL.inputs[path], weighed).likely)
    chosen = learned_from(NATIONAL, [LAST, replace(OTHER, power=1.0)]).inputs[path]
    twice = learned(NATIONAL.inputs[path], calls + calls)
    assert chosen == twice
    with pytest.raises(ScenarioError):
        Past("x", FULL, power=1.2)


def test_orders_of_another_fair_count_less() -> None:
    value = NATIONAL.inputs["order_value"]
    assert isinstance(value, Range)
    once = learned_value(value, FULL.values, 0.8)
    assert learned_from(NATIONAL, [LAST]).inputs["order_value"] == once
    less = learned_from(NATIONAL, [OTHER]).inputs["order_value"]
    assert value.likely < less.likely < once.likely


def test_visitors_of_another_fair_say_nothing_and_those_of_last_year_half() -> None:
    belief = NATIONAL.inputs["visitors"]
    assert isinstance(belief, Range)
    assert learned_from(NATIONAL, [OTHER]).inputs["visitors"] == belief
    found = learned_from(NATIONAL, [LAST]).inputs["visitors"]
    score = float(belief.z(np.array(15_000.0)))
    assert float(belief.z(np.array(found.likely))) == pytest.approx(score / 2)
    width = float(belief.z(np.array(found.high))) - score / 2
    assert width == pytest.approx(TENTH * np.sqrt(0.75))
    assert learned_from(NATIONAL, [OTHER]).inputs["margin"] != NATIONAL.inputs["margin"]


@pytest.mark.parametrize(("margin", "side"), [(0.0, -1), (1e-12, -1), (1.0, 1)])
def test_a_margin_at_the_edge_is_taken_to_be_four_scores_away(margin: float, side: int) -> None:
    belief = NATIONAL.inputs["margin"]
    assert isinstance(belief, Range)
    found = learned_from(NATIONAL, [Past("x", Actuals(margin=margin))]).inputs["margin"]
    assert float(belief.z(np.array(found.likely))) == pytest.approx(side * 4 / 2)


@pytest.mark.parametrize("told", [0, 1, 10**8])
def test_any_number_of_visitors_leaves_a_plan(told: int) -> None:
    plan = NATIONAL.with_(inputs={"visitors": Range(5e7, 9.9e7)})
    past = [Past("x", Actuals(visitors=told))]
    assert 0 < learned_from(plan, past).inputs["visitors"].high <= 1e8
    assert next_plan(plan, past).plan.inputs["visitors"] != plan.inputs["visitors"]


def test_many_years_leave_the_difference_from_year_to_year() -> None:
    belief = NATIONAL.inputs["visitors"]
    assert isinstance(belief, Range)
    years = [Past(f"{year}", Actuals(visitors=15_000)) for year in range(400)]
    found = learned_from(NATIONAL, years).inputs["visitors"]
    assert found.likely == pytest.approx(15_000, rel=0.001)
    ends = belief.z(np.array([found.low, found.high]))
    assert ends[1] - ends[0] == pytest.approx(2 * TENTH * np.sqrt(0.5), rel=0.01)


def test_an_open_lead_is_weighed_by_the_months_of_its_own_plan() -> None:
    slow = NATIONAL.with_(inputs={"months_to_order.decision": Range(20, 40)})
    path = "order_share.decision"
    own = learned_from(NATIONAL, [OPEN]).inputs[path].likely
    slower = learned_from(NATIONAL, [replace(OPEN, plan=slow)]).inputs[path].likely
    assert slower > own


def test_the_next_plan_tells_what_each_number_was_learned_from() -> None:
    found = next_plan(NATIONAL, [LAST, OTHER, OPEN], name="Contacta 2027")
    assert found.plan.name == "Contacta 2027"
    assert found.origins["call_share.decision"] == (
        Source("Contacta 2025", 1.0, 25, 45),
        Source("Contacta 2026", 1.0, 25, 45),
        Source("Elsewhere", 0.3, 25, 45),
    )
    assert found.origins["order_share.decision"][0] == Source("Contacta 2025", 1.0, 5, 8, 4)
    assert found.origins["order_value"][0] == Source("Contacta 2026", 1.0, of=8, value=60_000)
    assert found.origins["visitors"] == (Source("Contacta 2026", 1.0, value=15_000),)
    for path in found.origins:
        if not path.startswith("costs"):
            assert found.plan.evidence_for(path) == "counted"
            assert path in found.plan.yours
            assert found.plan.inputs[path] != NATIONAL.inputs[path]
    assert "contacts_per_hour" not in found.origins
    assert found.plan.evidence_for("contacts_per_hour") == "benchmark"


def test_the_next_plan_is_a_scenario_like_any_other() -> None:
    plan = next_plan(NATIONAL, [LAST, OPEN]).plan
    assert loads(dumps(plan)).inputs == plan.inputs
    assert 0 < simulate(plan, trials=1024).chance_covering_costs.value < 1


@pytest.mark.parametrize("past", [LAST, OPEN])
def test_the_next_plan_foretells_what_the_posteriors_do(past: Past) -> None:
    """The next fair with every share drawn from the grid of its posterior instead of the belief
    through three of its percentiles: the chance is the same within 4 standard errors, and shares
    and orders are on average within 1 of 100, which is what the three percentiles leave open."""
    plan = next_plan(NATIONAL, [past]).plan
    tables = {}
    for path, counts in evidence(NATIONAL, past.actuals).items():
        belief = NATIONAL.inputs[path]
        if isinstance(belief, Range) and not path.startswith("mix"):
            z = np.linspace(-9, 9, 20_001)
            height = log_likelihood(belief, counts, z) - z * z / 2
            below = np.cumsum(np.exp(height - height.max()))
            tables[path] = belief.quantile(z), below / below[-1]

    def drawn(numbers: Draws) -> dict[str, Array]:
        found = {}
        for path, (share, below) in tables.items():
            own = numbers.normal(PATHS[path].stream(path) or 0)
            if PATHS[path].dependent:
                rest = np.sqrt(1 - plan.dependence) * own
                own = np.sqrt(plan.dependence) * numbers.normal(GOOD_FAIR) + rest
            found[path] = np.interp(stats.norm.cdf(own), below, share)
        return found

    foretold = simulate(plan, trials=32_768, detail=True)
    expected = simulate(plan, trials=32_768, detail=True, drawn=drawn)
    chance = expected.chance_covering_costs
    assert agree(foretold.chance_covering_costs, (chance.value, chance.error))
    for key in ("orders", *(f"inputs.{path}" for path in tables)):
        assert foretold[key].mean() == pytest.approx(expected[key].mean(), rel=0.01), key


def test_a_counted_share_goes_on_counting_and_a_certain_one_stays() -> None:
    plan = NATIONAL.with_(
        inputs={"call_share.decision": Counted(10, 20), "visit_share.decision": sure(0.5)}
    )
    found = next_plan(plan, [LAST])
    assert found.plan.inputs["call_share.decision"] == Counted(35, 65)
    assert found.plan.inputs["visit_share.decision"] == sure(0.5)
    assert "visit_share.decision" not in found.origins


def sure(share: float) -> Exact:
    return Exact(share, NATIONAL.inputs["margin"].scale)


def test_a_line_costs_what_it_came_to_for_each_person_it_was_paid_for() -> None:
    found = next_plan(NATIONAL, [LAST, OTHER])
    assert found.plan.costs[0].amount == Exact(9000.0)
    travel = found.plan.costs[12].amount
    was = NATIONAL.costs[12].amount
    assert isinstance(was, Range)
    assert travel == in_round_numbers(was.moved(300.0))
    assert found.plan.costs[1:12] == NATIONAL.costs[1:12]
    assert found.origins["costs.0"] == (Source("Contacta 2026", 1.0, value=9000.0),)
    assert found.plan.inputs["cost_overrun"] == NATIONAL.inputs["cost_overrun"]


def test_a_line_of_several_years_is_their_average_by_power() -> None:
    years = [Past("2024", Actuals(costs={0: 9000.0})),
             Past("2025", Actuals(costs={0: 6000.0}), power=0.5)]  # fmt: skip
    assert next_plan(NATIONAL, years).plan.costs[0].amount == Exact(8000.0)


def test_a_line_for_each_visit_is_told_once_all_visits_are() -> None:
    some = {key: count for key, count in CLOSED.items() if key != "visits.awareness"}
    some = {key: count for key, count in some.items() if key.split(".")[0] not in LATER}
    found = next_plan(NATIONAL, [Past("x", Actuals(reached=some, costs={12: 9900.0}))])
    assert NATIONAL.costs[12].per == "visit"
    assert found.plan.costs[12] == NATIONAL.costs[12]
    assert "costs.12" not in found.origins


def test_what_was_over_the_budget_is_in_the_bills() -> None:
    bills = Past("x", Actuals(costs=dict.fromkeys(range(12), 1000.0)))
    overrun = next_plan(NATIONAL, [bills]).plan.inputs["cost_overrun"]
    assert overrun.likely == pytest.approx(1.0)


def test_a_line_is_the_same_by_its_name_wherever_it_stands() -> None:
    turned = NATIONAL.with_(costs=tuple(reversed(NATIONAL.costs)))
    past = Past("x", Actuals(costs={12: 9000.0}), turned)
    assert next_plan(NATIONAL, [past]).plan.costs[0].amount == Exact(9000.0)


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
