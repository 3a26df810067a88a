"""What the model promises (section 5): the same numbers again, pairing, monotone trial by trial,
an honest error, and nobody from nowhere.

Long because its promises are tried over every fair and dial.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats

from sim import CostLine, Exact, Measured, Range, Result, Scenario, simulate
from sim.draws.streams import REPLICATES
from sim.plan.document import from_document
from sim.plan.funnel import PER, PHASES, SIZE, STAGES, STEPS, WAITING
from sim.plan.parameters import PATHS, TEAM
from sim.play.expected import means
from sim.play.result import COUNTED
from tests.sim.made_up import (
    FAIRS,
    FUNNEL,
    ODD,
    PER_UNIT,
    document,
    exact_document,
    fair,
    positives,
    raised,
    scenarios,
)

FEW = 2048
MADE = settings(deadline=None, derandomize=True, max_examples=25)
MAKE: dict[str, Scenario] = {
    **{name: fair(name) for name in FAIRS},
    "odd": from_document(ODD),
    "exact": from_document(exact_document(PER_UNIT)),
}
EVERY = pytest.mark.parametrize("name", MAKE)
CHAIN = [stage for stage in STAGES if stage != "unserved"]


@lru_cache
def detailed(name: str) -> Result:
    return simulate(MAKE[name], trials=FEW, detail=True)


@lru_cache
def having(name: str, path: str) -> tuple[Scenario, Result]:
    """A plan that has the input at `path`: where it has none, as its row begins, and with so few
    hours to follow up that they matter."""
    scenario = MAKE[name]
    if path in scenario.inputs:
        return scenario, detailed(name)
    inputs = {path: PATHS[path].read(PATHS[path].start)}
    if PATHS[path].needed_with == "follow_up_hours":
        inputs["follow_up_hours"] = Exact(20.0)
    scenario = scenario.with_(inputs=inputs)
    return scenario, simulate(scenario, trials=FEW, detail=True)


def assert_same(
    one: Result, other: Result, *, but: Callable[[str], bool] = lambda _: False
) -> None:
    """Every column is the same, except those that `but` names."""
    keys = [key for key in one.columns if not but(key)]
    assert keys
    for key in keys:
        np.testing.assert_array_equal(one.columns[key], other.columns[key], err_msg=key)


# The same arguments give the same numbers.


@EVERY
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_same_arguments_give_the_same_numbers_for_any_number_of_threads(
    name: str, threads: int
) -> None:
    again = simulate(MAKE[name], trials=FEW, detail=True, threads=threads)
    assert list(again.columns) == list(detailed(name).columns)
    assert_same(detailed(name), again)


def test_many_blocks_on_many_threads_give_the_same_numbers() -> None:
    one, many = (simulate(MAKE["national"], trials=40_000, threads=t) for t in (1, 5))
    assert_same(one, many)


def test_the_detail_changes_no_number() -> None:
    plain = simulate(MAKE["national"], trials=FEW)
    assert set(plain.columns) < set(detailed("national").columns)
    assert_same(plain, detailed("national"))


def test_another_seed_gives_other_fairs_and_seed_0_is_one_of_them() -> None:
    results = [simulate(MAKE["national"], trials=FEW, seed=seed) for seed in (0, 1, 2, 2**63 - 1)]
    for one, other in itertools.combinations(results, 2):
        assert (one["profit"] != other["profit"]).mean() > 0.99  # money is continuous
    assert_same(results[0], simulate(MAKE["national"], trials=FEW, seed=0))


# Pairing: what is changed disturbs nothing else.

# The first count that an input can change; money comes after all counts.
FIRST = {
    "visitors": "visitors",
    "target_share": "target_visitors",
    "reach_share": "stand_visitors",
    "contacts_per_hour": "contacts",
    "rush": "contacts",
    "mix": "contacts",
    "follow_up_share": "followed_up",
    "hours_per_follow_up": "followed_up",
    "call_share": "calls",
    "visit_share": "visits",
    "quote_share": "quotes",
    "order_share": "orders",
    "extra_share": "extra_orders",
}
UNCERTAIN = [path for path, parameter in PATHS.items() if parameter.dimension is not None]


@pytest.mark.parametrize("path", UNCERTAIN)
@pytest.mark.parametrize("name", ["national", "odd"])
def test_another_belief_leaves_all_other_inputs_and_everything_upstream_as_they_were(
    name: str, path: str
) -> None:
    scenario, before = having(name, path)
    belief = raised(scenario.inputs[path], PATHS[path].unit.scale)
    after = simulate(scenario.with_(inputs={path: belief}), trials=FEW, detail=True)
    key, _, phase = path.partition(".")
    changes = CHAIN[CHAIN.index(FIRST[key]) :] if key in FIRST else []

    def touched(column: str) -> bool:
        stage, _, of = column.partition(".")
        if stage in ("inputs", "good_fair"):
            return column == f"inputs.{path}"
        if stage == WAITING:  # who is not followed up for want of time
            return "followed_up" in changes
        if stage in CHAIN:
            return stage in changes and not (of and phase and key != "mix" and of != phase)
        return stage in ("revenue", "revenue_crediting_all_orders", "costs", "margin")

    assert_same(before, after, but=lambda column: touched(column) or column not in after.columns)
    if f"inputs.{path}" in before.columns and f"inputs.{path}" in after.columns:
        assert (after.columns[f"inputs.{path}"] > before.columns[f"inputs.{path}"]).any()


def test_money_that_an_input_does_not_touch_is_as_it_was() -> None:
    before = detailed("national")
    for path, money in (
        ("order_value", ["costs", "margin"]),
        ("repeat_factor", ["costs", "margin"]),
        ("margin", ["costs", "revenue", "revenue_crediting_all_orders"]),
        ("cost_overrun", ["margin", "revenue", "revenue_crediting_all_orders", "costs.12"]),
        ("extra_share", ["costs", "margin", "revenue_crediting_all_orders"]),
    ):
        belief = raised(MAKE["national"].inputs[path], PATHS[path].unit.scale)
        after = simulate(MAKE["national"].with_(inputs={path: belief}), trials=FEW, detail=True)
        for key in money:
            np.testing.assert_array_equal(after[key], before[key], err_msg=f"{path}: {key}")


@pytest.mark.parametrize("path", UNCERTAIN)
def test_knowing_an_input_exactly_disturbs_no_other(path: str) -> None:
    scenario, before = having("national", path)
    known = Exact(scenario.inputs[path].likely, PATHS[path].unit.scale)
    after = simulate(scenario.with_(inputs={path: known}), trials=FEW, detail=True)
    others = [f"inputs.{p}" for p in UNCERTAIN if p != path and f"inputs.{p}" in before.columns]
    for key in (*others, "good_fair"):
        np.testing.assert_array_equal(after.columns[key], before.columns[key], err_msg=key)


@pytest.mark.by_turns(3)
@EVERY
@pytest.mark.parametrize("per", PER)
def test_a_further_cost_line_changes_nothing_but_the_costs(name: str, per: str) -> None:
    sizes = {key: Exact(3.0) for key in {*SIZE.get(per, ())} - {*MAKE[name].inputs}}
    if sizes.keys() & {*TEAM}:  # the whole team, large enough for everybody
        sizes |= dict.fromkeys(TEAM, Exact(100.0))
    scenario = MAKE[name].with_(inputs=sizes)
    before = simulate(scenario, trials=FEW, detail=True)
    line = CostLine("Something else", Range(500, 900, 800), per)
    more = scenario.with_(costs=(line, *scenario.costs))
    after = simulate(more, trials=FEW, detail=True)
    assert_same(before, after, but=lambda key: key.startswith("costs"))
    for at in range(len(scenario.costs)):
        np.testing.assert_array_equal(after[f"costs.{at + 1}"], before[f"costs.{at}"])
    np.testing.assert_allclose(after["costs"], before["costs"] + after["costs.0"], rtol=1e-12)
    gone = simulate(more.with_(costs=more.costs[1:]), trials=FEW, detail=True)
    assert_same(before, gone)


def test_the_order_of_the_cost_lines_changes_no_line() -> None:
    lines = (
        CostLine("Stand", Range(500, 900)),
        CostLine("Hotel", Range(100, 200)),
        CostLine("Visit", Range(150, 400), "visit"),
    )
    before = simulate(MAKE["national"].with_(costs=lines), trials=FEW, detail=True)
    after = simulate(MAKE["national"].with_(costs=lines[::-1]), trials=FEW, detail=True)
    for at in range(3):
        np.testing.assert_array_equal(after[f"costs.{2 - at}"], before[f"costs.{at}"])


def test_lines_of_the_same_name_have_luck_of_their_own_and_a_key_keeps_it() -> None:
    line = CostLine("Stand", Range(500, 900), key="stand")
    twice = MAKE["national"].with_(costs=(line, line, replace(line, label="Otherwise called")))
    result = simulate(twice, trials=FEW, detail=True)
    columns = [result[f"costs.{at}"] for at in range(3)]
    for one, other in itertools.combinations(columns, 2):
        # independent: the correlation of FEW trials has standard error 1 / sqrt(FEW)
        own = one / result["inputs.cost_overrun"]
        assert abs(np.corrcoef(own, other)[0, 1]) <= 4 / np.sqrt(FEW)
    renamed = MAKE["national"].with_(costs=(replace(line, label="Otherwise called"),))
    np.testing.assert_array_equal(simulate(renamed, trials=FEW, detail=True)["costs.0"], columns[0])


# Monotone, trial by trial.


def assert_never_less(scenario: Scenario, better: Scenario, trials: int = FEW) -> None:
    before, after = (simulate(s, trials=trials) for s in (scenario, better))
    assert (after["contribution"] >= before["contribution"]).all()
    rosy = [r["revenue_crediting_all_orders"] * r["margin"] for r in (before, after)]
    assert (rosy[1] >= rosy[0]).all()


HELPS = [*FUNNEL, "visitors", "order_value", "repeat_factor", "margin", "contacts_per_hour"]


@pytest.mark.by_turns(3)
@EVERY
@pytest.mark.parametrize("path", HELPS)
def test_a_higher_share_value_or_margin_never_lowers_the_contribution_of_any_trial(
    name: str, path: str
) -> None:
    scenario = MAKE[name]
    if path not in scenario.inputs:
        scenario = scenario.with_(inputs={p: MAKE["national"].inputs[p] for p in TEAM})
    belief = raised(scenario.inputs[path], PATHS[path].unit.scale)
    assert_never_less(scenario, scenario.with_(inputs={path: belief}))


@pytest.mark.parametrize("path", HELPS)
def test_a_higher_belief_raises_the_contribution_of_some_trial(path: str) -> None:
    """So that the test before cannot pass because nothing happens."""
    scenario = MAKE["national"].with_(inputs={"staff": Exact(3.0)})
    belief = raised(scenario.inputs[path], PATHS[path].unit.scale)
    before, after = (
        simulate(s, trials=FEW) for s in (scenario, scenario.with_(inputs={path: belief}))
    )
    assert (after["contribution"] > before["contribution"]).any()


@EVERY
@pytest.mark.parametrize("staff", [0.0, 0.5, 1.0, 4.0, 5.5, 40.0])
def test_more_staff_never_lowers_the_contribution_of_any_trial(name: str, staff: float) -> None:
    team = {path: MAKE["national"].inputs[path] for path in TEAM}
    scenario = MAKE[name].with_(inputs={**team, "staff": Exact(staff)})
    assert_never_less(scenario, scenario.with_(inputs={"staff": Exact(staff + 0.5)}))
    assert_never_less(scenario, scenario.without_staff_limit())


@MADE
@given(scenarios(), st.sampled_from(HELPS))
def test_in_any_scenario_a_higher_belief_never_lowers_a_contribution(
    scenario: Scenario, path: str
) -> None:
    assume(path in scenario.inputs)
    scenario = scenario.with_(triage=0.0)  # with it only on average: see `sim.capacity.triage`
    belief = raised(scenario.inputs[path], PATHS[path].unit.scale)
    assert_never_less(scenario, scenario.with_(inputs={path: belief}), trials=640)


@MADE
@given(scenarios(limited=True), st.floats(0, 3))
def test_in_any_scenario_more_staff_never_lowers_a_contribution(
    scenario: Scenario, more: float
) -> None:
    staff = scenario.inputs["staff"].likely + more
    scenario = scenario.with_(triage=0.0)  # with it only on average: see `sim.capacity.triage`
    assert_never_less(scenario, scenario.with_(inputs={"staff": Exact(staff)}), trials=640)


@EVERY
@pytest.mark.parametrize("amount", [0.0, 1.0, 12_345.67])
def test_a_higher_cost_lowers_the_profit_of_every_trial_by_exactly_itself(
    name: str, amount: float
) -> None:
    scenario = MAKE[name].with_(inputs={"cost_overrun": Exact(1.0)})
    line = CostLine("One more", Exact(amount))
    before = simulate(scenario, trials=FEW)
    after = simulate(scenario.with_(costs=(*scenario.costs, line)), trials=FEW)
    # a sum of floats is rounded: by half a unit in the last place of costs, and of profit
    rounding = np.spacing(after["costs"]) + np.spacing(np.abs(after["contribution"]))
    assert (np.abs(before["profit"] - after["profit"] - amount) <= 2 * rounding).all()
    same = np.abs(before["profit_crediting_all_orders"] - after["profit_crediting_all_orders"])
    wide = rounding + np.spacing(after["revenue_crediting_all_orders"])
    assert (np.abs(same - amount) <= 2 * wide).all()


# Whole people, and nobody from nowhere.


def assert_whole_people(result: Result) -> None:
    stages = {key: result[key] for key in STAGES}
    for count in stages.values():
        assert np.issubdtype(count.dtype, np.integer)
        assert (count >= 0).all()
    for before, after in itertools.pairwise(CHAIN):
        assert (stages[after] <= stages[before]).all()
    assert (stages["contacts"] + stages["unserved"] == stages["stand_visitors"]).all()
    phased = ["contacts", *(stage for stage, _ in STEPS)]
    for stage in phased:
        parts = result.by_phase(stage)
        assert (np.sum([*parts.values()], axis=0) == stages[stage]).all()
    for before, after in itertools.pairwise(phased):
        for phase in PHASES:
            assert (result[f"{after}.{phase}"] <= result[f"{before}.{phase}"]).all()
            assert (result[f"{after}.{phase}"] >= 0).all()


def value_of(result: Result, path: str) -> Any:
    """The input of every trial: drawn, or the one number it is known to be."""
    column = result.columns.get(f"inputs.{path}")
    return result.scenario.inputs[path].likely if column is None else column


def served_in_peaks(stand: Any, capacity: Any, rush: Any) -> Any:
    """Section 8 of the model, apart from the product: the concentration by bisection, and the day
    in two pieces, of which the full one needs no integral."""
    below, above = np.zeros(rush.shape), rush * rush + 10
    for _ in range(80):
        k = (below + above) / 2
        short = np.log(special.i0e(k)) > -np.log(rush)
        below, above = np.where(short, k, below), np.where(short, above, k)
    edge = np.arccos(np.clip(1 + np.log(capacity / (stand * rush)) / k, -1, 1))
    points, weights = np.polynomial.legendre.leggauss(100)
    theta = edge + (math.pi - edge) * (points[:, None] + 1) / 2
    come = stand * rush * np.exp(k * (np.cos(theta) - 1))
    return (edge * capacity + (math.pi - edge) / 2 * (weights @ come)) / math.pi


def assert_visitors_and_capacity(result: Result) -> None:
    """Steps 2 and 3 of a trial, from the inputs that were drawn."""
    visitors = np.rint(value_of(result, "visitors"))
    np.testing.assert_array_equal(result["visitors"], np.broadcast_to(visitors, result.trials))
    if not result.scenario.limited:
        assert (result["unserved"] == 0).all()
        return
    capacity = 1.0
    for path in TEAM:
        capacity = capacity * value_of(result, path)
    rush = value_of(result, "rush") if "rush" in result.scenario.inputs else 1.0
    stand = result["stand_visitors"].astype(float)
    stand, room, rush = (np.array(x) for x in np.broadcast_arrays(stand, capacity, rush))
    busy = (rush > 1) & (stand * rush > room) & (room > 0)
    # the floor of a product that is whole but for rounding may be either; of an integral too
    off = np.where(busy, 2e-9, 1e-12)
    room[busy] = served_in_peaks(stand[busy], room[busy], rush[busy])
    least, most = np.floor(room * (1 - off)), np.floor(room * (1 + off))
    assert (result["contacts"] >= np.minimum(result["stand_visitors"], least)).all()
    assert (result["contacts"] <= np.minimum(result["stand_visitors"], most)).all()


def assert_money_adds_up(result: Result) -> None:
    total = np.zeros(result.trials)
    for at, line in enumerate(result.scenario.costs):
        stage = PER[line.per]
        size = math.prod(value_of(result, key) for key in SIZE.get(line.per, ()))
        times = value_of(result, "cost_overrun") * size if stage is None else result[stage]
        spent = result[f"costs.{at}"]
        if isinstance(line.amount, Exact):
            np.testing.assert_allclose(spent, line.amount.value * times, rtol=1e-12)
        else:  # what one costs lies where the belief lies, whatever it is multiplied by
            times = np.broadcast_to(times, spent.shape)
            each = spent[times > 0] / times[times > 0]
            least, most = line.amount.quantile(np.array([-6.0, 6.0]))
            assert ((each >= least) & (each <= most)).all()
            assert (spent[times == 0] == 0).all()
        total += spent
    np.testing.assert_allclose(result["costs"], total, rtol=1e-12)
    margin = value_of(result, "margin")
    np.testing.assert_array_equal(result["contribution"], result["revenue"] * margin)
    np.testing.assert_array_equal(result["profit"], result["contribution"] - result["costs"])
    rosy = result["revenue_crediting_all_orders"] * margin - result["costs"]
    np.testing.assert_array_equal(result["profit_crediting_all_orders"], rosy)
    assert (result["revenue_crediting_all_orders"] >= result["revenue"]).all()
    if (result["costs"] > 0).all():
        np.testing.assert_array_equal(result["roi"], result["profit"] / result["costs"])


@EVERY
def test_people_are_whole_and_money_adds_up(name: str) -> None:
    assert_whole_people(detailed(name))
    assert_visitors_and_capacity(detailed(name))
    assert_money_adds_up(detailed(name))


@MADE
@given(scenarios())
def test_in_any_scenario_people_are_whole_and_money_adds_up(scenario: Scenario) -> None:
    result = simulate(scenario, trials=640, detail=True)
    assert_whole_people(result)
    assert_visitors_and_capacity(result)
    assert_money_adds_up(result)


@MADE
@given(scenarios(), positives(10, 1000), positives(0.5, 3))
def test_with_equal_orders_revenue_is_their_number_times_their_value(
    scenario: Scenario, value: Any, factor: Any
) -> None:
    inputs = {"order_value": value, "repeat_factor": factor, "order_value_spread": Exact(0.0)}
    result = simulate(scenario.with_(inputs=inputs), trials=640, detail=True)
    each = value_of(result, "order_value") * value_of(result, "repeat_factor")
    paid = [("revenue", "extra_orders")]
    if scenario.horizon is None:
        paid.append(("revenue_crediting_all_orders", "orders"))
    for revenue, orders in paid:
        np.testing.assert_allclose(result[revenue], result[orders] * each, rtol=1e-12)


@EVERY
def test_without_extra_orders_there_is_no_revenue_and_with_them_there_is(name: str) -> None:
    result = detailed(name)
    np.testing.assert_array_equal(result["revenue"] > 0, result["extra_orders"] > 0)
    crediting = result["revenue_crediting_all_orders"]
    np.testing.assert_array_equal(crediting > 0, result["orders"] > 0)
    equal = result["extra_orders"] == result["orders"]
    np.testing.assert_array_equal(result["revenue"][equal], crediting[equal])
    assert (result["revenue"] < crediting)[~equal].all()


def test_only_the_rates_move_with_the_good_fair_and_by_the_square_root_of_the_dependence() -> None:
    """Section 4, step 1: z = sqrt(dependence) W + sqrt(1 - dependence) e."""
    rates = {"reach_share", "follow_up_share", "call_share", "visit_share", "quote_share"}
    rates |= {"order_share"}
    trials = 32 * 512
    for dependence in (0.0, 0.3, 0.95):
        scenario = having("national", "hours_per_follow_up")[0].with_(dependence=dependence)
        result = simulate(scenario, trials=trials, detail=True)
        good = result["good_fair"]
        for path in UNCERTAIN:
            belief = scenario.inputs[path]
            if not isinstance(belief, Range):
                continue
            z = belief.z(result[f"inputs.{path}"])
            moment = result.measured(z * good, lambda x: float(x.mean()))
            root = np.sqrt(dependence) if path.partition(".")[0] in rates else 0.0
            assert abs(moment.value - root) <= 4 * moment.error, path
            square = result.measured(z * z, lambda x: float(x.mean()))
            assert abs(square.value - 1) <= 4 * square.error, path


# The error is right.

SEEDS = 40
FIGURES: dict[str, Callable[[Result], Measured]] = {
    "mean profit": lambda r: r.mean("profit"),
    "tenth of profit": lambda r: r.quantile("profit", 0.1),
    "ninetieth of profit": lambda r: r.quantile("profit", 0.9),
    "median profit": lambda r: r.quantile("profit", 0.5),
    "chance of covering costs": lambda r: r.chance_covering_costs,
    "chance of no orders": lambda r: r.chance_no_orders,
    "mean contacts": lambda r: r.mean("contacts"),
    "cost of an order": lambda r: r.cost_per("orders"),
}


@lru_cache
def repeated(name: str, trials: int) -> dict[str, list[Measured]]:
    """Every figure at each of the seeds."""
    results = [simulate(MAKE[name], trials=trials, seed=100 + seed) for seed in range(SEEDS)]
    return {figure: [ask(result) for result in results] for figure, ask in FIGURES.items()}


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize(
    ("name", "trials"), [(n, 2048) for n in (*FAIRS, "odd")] + [("national", 1500)]
)
def test_the_stated_error_is_the_spread_between_seeds(name: str, trials: int, figure: str) -> None:
    """Both are chi-square: the spread with SEEDS - 1 degrees of freedom, the mean square of the
    stated errors with REPLICATES - 1 for each seed. Their ratio is F distributed, and has to lie
    between the quantiles that 4 standard errors are for a normal variable."""
    found = repeated(name, trials)[figure]
    spread = np.var([m.value for m in found], ddof=1)
    stated = np.mean([m.error**2 for m in found])
    freedom = (SEEDS - 1, SEEDS * (REPLICATES - 1))
    least, most = np.asarray(stats.f.ppf(stats.norm.cdf([-4, 4]), *freedom))
    assert least <= spread / stated <= most


@pytest.mark.thorough
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("name", FAIRS)
def test_the_stated_error_of_whole_people_is_not_below_the_spread(name: str, share: float) -> None:
    """All stages and the certain line of the budget together: single ones stay or jump."""
    scenario = MAKE[name].with_(costs=MAKE[name].costs[:1])
    results = [simulate(scenario, trials=2048, seed=100 + seed) for seed in range(SEEDS)]
    for key in (*COUNTED, "costs"):
        found = [result.quantile(key, share) for result in results]
        spread = np.var([m.value for m in found], ddof=1)
        stated = np.mean([m.error**2 for m in found])
        most = stats.f.ppf(stats.norm.cdf(4), SEEDS - 1, SEEDS * (REPLICATES - 1))
        assert spread <= most * stated, key


@pytest.mark.parametrize(
    "figure",
    [
        "mean profit",
        "chance of covering costs",
        "ninetieth of profit",
    ],
)
def test_the_stated_error_is_right_for_the_fewest_trials_allowed(figure: str) -> None:
    test_the_stated_error_is_the_spread_between_seeds("national", 2 * REPLICATES, figure)


@pytest.mark.parametrize("name", FAIRS)
def test_the_figures_of_many_seeds_lie_around_the_exact_ones(name: str) -> None:
    """Against the mean that is known without simulating, in standard errors of the average."""
    scenario = MAKE[name].without_staff_limit()
    exact = means(scenario)
    found = [simulate(scenario, trials=FEW, seed=seed) for seed in range(SEEDS)]
    for key in ("profit", "costs", "contacts", "extra_orders"):
        values = np.array([result.mean(key).value for result in found])
        assert abs(values.mean() - exact[key]) <= 4 * values.std(ddof=1) / np.sqrt(SEEDS), key


def test_every_example_document_is_the_scenario_that_is_promised_here() -> None:
    for name in FAIRS:
        assert from_document(document(name)) == MAKE[name]
