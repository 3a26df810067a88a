"""The truth of `benchmarks.reading.years` where it can be worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from benchmarks.advice.plans import document
from benchmarks.plain_fairs import Floats
from benchmarks.reading.plain_years import PlainYear, likely_costs, profits
from sim.plan.document import from_document
from sim.play.expected import best_guess

TRIALS = 65_536


def exact(name: str, value: float, **inputs: float) -> dict[str, Any]:
    """A fair of which everything is known, of orders of one value and without a limit of people."""
    of = document(name)
    for key, belief in of["inputs"].items():
        if isinstance(belief, dict):
            of["inputs"][key] = {phase: one[1] for phase, one in belief.items()}
        elif isinstance(belief, list):
            of["inputs"][key] = belief[1]
    for key in ("staff", "days", "hours_per_day", "contacts_per_hour"):
        del of["inputs"][key]
    of["inputs"] |= {"order_value": value, "order_value_spread": 0.0, **inputs}
    for line in of["costs"]:
        line["amount"] = line["amount"][1] if isinstance(line["amount"], list) else line["amount"]
    return of


def means(of: PlainYear) -> tuple[list[Any], Floats, Floats]:
    """The sets, the average of each and its standard error."""
    every = np.stack([*profits(of, TRIALS, np.random.default_rng(3))])
    return of.sets, every.mean(axis=1), every.std(axis=1) / np.sqrt(TRIALS)


def year(*fairs: Any, **told: Any) -> PlainYear:
    count = len(fairs)
    names, months = tuple(map(str, range(count))), tuple(range(count))
    return PlainYear("", names, fairs, months=told.pop("months", months), ticked=(), **told)


def test_costs_by_hand_are_those_of_the_single_number_calculation() -> None:
    for name in ("regional", "national", "international"):
        of = document(name)
        assert likely_costs(of) == pytest.approx(best_guess(from_document(of)).costs)


def test_customers_met_before_are_lost_to_the_later_fair_and_to_no_other() -> None:
    first, then = exact("regional", 16_000.0), exact("national", 45_000.0)
    of = year(first, then, budget=1e9, overlap=0.8, stand=5_000.0)
    sets, mean, error = means(of)
    alone, later, both = (mean[sets.index(one)] for one in ((0,), (1,), (0, 1)))
    found = [best_guess(from_document(one)) for one in (first, then)]
    assert sets[0] == ()
    assert mean[0] == 0
    for value, one in ((alone, found[0]), (later, found[1])):
        assert abs(value - one.profit + 5_000) < 4 * error.max()
    smaller, larger = sorted(one.stages["target_visitors"] for one in found)
    lost = 0.8 * smaller / larger * first["inputs"]["reach_share"]
    expected = alone + later + 5_000 - lost * found[1].contribution
    assert abs(both - expected) < 6 * error.max()


def test_sets_cost_no_more_than_the_money_and_nobody_is_at_two_at_once() -> None:
    fairs = [exact("regional", value) for value in (1.0, 2.0, 3.0)]
    each = likely_costs(fairs[0])
    assert year(*fairs, budget=2 * each).sets == [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2)]
    told = year(*fairs, budget=9 * each, months=(4, 4, 5), same_people=True)
    assert told.sets == [(), (0,), (1,), (2,), (0, 2), (1, 2)]


def test_two_fairs_of_a_firm_vary_together_by_its_margin_where_nothing_else_is_unknown() -> None:
    """The covariance of two contributions, m x and m y with x and y of their own, is
    E x E y Var(m)."""
    values = (45_000.0, 60_000.0)
    fairs = [exact("national", value) for value in values]
    orders = [best_guess(from_document(fair)).revenue for fair in fairs]
    for fair in fairs:
        fair["inputs"]["margin"] = [0.15, 0.25, 0.38]
    margin = from_document(fairs[0]).inputs["margin"]
    found = margin.quantile(ndtri((np.arange(100_000) + 0.5) / 100_000))
    of = year(*fairs, budget=1e9)
    every = dict(zip(of.sets, profits(of, TRIALS, np.random.default_rng(5)), strict=True))
    both = np.stack([every[0,] - every[0,].mean(), every[1,] - every[1,].mean()])
    products = both[0] * both[1]
    error = products.std() / np.sqrt(TRIALS)
    assert abs(products.mean() - orders[0] * orders[1] * found.var()) < 4 * error
