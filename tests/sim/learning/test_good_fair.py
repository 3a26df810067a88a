"""What all counts of a fair tell together, against weighted draws from the plan's own beliefs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim import Exact, Range, Scale, Scenario
from sim.actuals.actuals import LEADS, Actuals, evidence
from sim.draws.streams import REPLICATES, blocks, draws
from sim.evaluate.updated import updated
from sim.learning.good_fair import Together
from sim.learning.learning import Evidence, percentiles
from sim.plan.file import example
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS

NATIONAL = example("national")
RATES = ("follow_up_share", *(f"{step}_share.decision" for step in ("call", "visit", "quote")))
ORDERS = "order_share.decision"
TRIALS = 16_384


def dependent(dependence: float) -> Scenario:
    """Everybody is in the decision phase."""
    none = {f"mix.{phase}": Exact(0.0, Scale.SHARE) for phase in ("awareness", "orientation")}
    return NATIONAL.with_(inputs=none, dependence=dependence)


def weighted(plan: Scenario, counted: dict[str, Evidence]) -> tuple[dict[str, Array], Array]:
    """Rates drawn from the plan as section 4 of the model has it, and how well each draw explains
    what was counted: a sum over draws instead of any grid."""
    random, times = np.random.default_rng(3), 1_000_000
    good_fair = random.standard_normal(times)
    weight, rates = np.ones(times), {}
    for path in (*RATES, ORDERS):
        own = random.standard_normal(times)
        z = np.sqrt(plan.dependence) * good_fair + np.sqrt(1 - plan.dependence) * own
        rates[path] = plan.inputs[path].quantile(z)
        if path in counted:
            hits = counted[path].hits
            weight *= stats.binom.pmf(hits, hits + counted[path].misses, rates[path])
    return rates, weight / weight.sum()


def drawn(plan: Scenario, counted: dict[str, Evidence]) -> dict[str, Array]:
    together = Together(plan, counted)
    each = [together.drawn(draws(1, TRIALS, block)) for block in blocks(TRIALS)]
    return {path: np.concatenate([block[path] for block in each]) for path in each[0]}


@pytest.mark.parametrize("dependence", [0.0, 0.3, 0.8])
@pytest.mark.parametrize(
    "counted",
    [
        dict(zip(RATES[:2], (Evidence(17, 3), Evidence(9, 8)), strict=True)),
        dict(zip(RATES, (Evidence(30, 10), Evidence(25, 5), Evidence(12, 13), Evidence(1, 11)),
                 strict=True)),
        {ORDERS: Evidence(6, 2)},
    ],
)  # fmt: skip
def test_rates_are_what_all_counts_together_tell(
    dependence: float, counted: dict[str, Evidence]
) -> None:
    """Averages and products of two, within 4 standard errors of both sums."""
    plan = dependent(dependence)
    found, (rates, weight) = drawn(plan, counted), weighted(plan, counted)
    pairs = [(path, "") for path in rates]
    pairs += [(one, other) for one in rates for other in rates if one < other]
    for one, other in pairs:
        expected = rates[one] * (rates[other] if other else 1)
        middle = float(weight @ expected)
        error = float(np.sqrt((weight * weight) @ (expected - middle) ** 2))
        told = found[one] * (found[other] if other else 1)
        parts = [part.mean() for part in np.split(told, REPLICATES)]
        error = float(np.hypot(error, np.std(parts, ddof=1) / np.sqrt(REPLICATES)))
        assert abs(told.mean() - middle) <= 4 * error, (one, other)


@pytest.mark.parametrize("dependence", [0.0, 0.3, 0.95])
def test_a_rate_alone_learns_as_a_belief_does(dependence: float) -> None:
    plan, path = dependent(dependence), "call_share.decision"
    counted, belief = Evidence(25, 5, ((0.4, 10, 3),)), plan.inputs[path]
    assert isinstance(belief, Range)
    found = np.sort(drawn(plan, {path: counted})[path])
    for level, expected in zip((0.1, 0.5, 0.9), percentiles(belief, counted), strict=True):
        below = np.searchsorted(found, expected) / TRIALS
        assert abs(below - level) <= 4 * np.sqrt(level * (1 - level) / TRIALS)


def test_what_nothing_was_counted_of_is_as_in_the_plan() -> None:
    plan = dependent(0.4)
    block = next(blocks(TRIALS))
    numbers = draws(1, TRIALS, block)
    nothing = Together(plan, {"call_share.decision": Evidence(), "target_share": Evidence(4, 5)})
    assert not nothing.rates
    for path, rate in nothing.drawn(numbers).items():
        z = np.sqrt(0.4) * numbers.normal(0)
        z += np.sqrt(0.6) * numbers.normal(PATHS[path].stream(path) or 0)
        np.testing.assert_allclose(rate, plan.inputs[path].quantile(z))
    lonely = Together(dependent(0.0), {"call_share.decision": Evidence(9, 1)}).drawn(numbers)
    own = numbers.normal(PATHS[ORDERS].stream(ORDERS) or 0)
    np.testing.assert_allclose(lonely[ORDERS], plan.inputs[ORDERS].quantile(own))


@pytest.mark.parametrize("many", [0, 1, 10**6, 10**8])
@pytest.mark.parametrize("dependence", [0.0, 0.3, 0.95])
def test_all_and_none_of_any_number_draw_rates(dependence: float, many: int) -> None:
    """Counts that contradict one another, and the plan, as much as they can."""
    plan = dependent(dependence)
    counted = {
        path: Evidence(many * (at % 2), many * (1 - at % 2)) for at, path in enumerate(RATES)
    }
    for rate in drawn(plan, counted).values():
        assert ((rate >= 0) & (rate <= 1)).all()
    if many > 1000:
        spread = drawn(plan, {path: Evidence(many // 4, 3 * many // 4) for path in RATES})
        for path in RATES:
            assert spread[path].mean() == pytest.approx(1 / 4, abs=4 / np.sqrt(many))


def test_a_forecast_draws_its_rates_from_all_counts() -> None:
    """Good calls tell of a good fair: more quotes become orders than the plan expects."""
    plan = dependent(0.6)
    counts = (40, 39, 38, 20)
    reached = {f"{stage}.decision": n for stage, n in zip(LEADS, counts, strict=False)}
    told = Actuals(reached=reached)
    today = updated(plan, told, trials=TRIALS)
    rates, weight = weighted(plan, evidence(plan, told))
    chance = rates["quote_share.decision"] * rates[ORDERS]
    expected = float(weight @ chance)
    error = float(np.sqrt((weight * weight) @ (chance - expected) ** 2))
    found = today.mean("orders")
    assert abs(found.value - 20 * expected) <= 4 * np.hypot(found.error, 20 * error)
    alone = updated(plan.with_(dependence=0.0), told, trials=TRIALS).mean("orders")
    assert found.value > alone.value + 4 * np.hypot(found.error, alone.error)
