"""Simulation-based calibration (Talts and others 2018, arXiv 1804.06788): fairs are drawn from a
plan's own beliefs and played by an independent funnel; what is learned from each has to hold as
often as it says, at the end and at an early date with leads still open."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim import Exact, simulate
from sim.actuals import LEADS, RATES, Actuals, evidence, learned_plan
from sim.funnel import PHASES
from sim.johnson import Array
from sim.learning import Evidence, learned
from sim.scenario_file import example
from sim.updated import updated

FAIRS = 1000
# Costs are exact and orders equal in value: the oracle of the profit is two lines.
PLAN = example("national").with_(
    inputs={"order_value_spread": Exact(0.0), "cost_overrun": Exact(1.0)},
    costs=tuple(line for line in example("national").costs if line.per == "fair"),
)
COSTS = sum(line.amount.likely for line in PLAN.costs)


@dataclass(frozen=True, eq=False)
class Played:
    """True inputs, what is known of each fair on the day, and whether it covers its costs."""

    truth: dict[str, Array]
    known: list[Actuals]
    covers: Array


def inputs() -> dict[str, Array]:
    drawn = simulate(PLAN, trials=FAIRS, seed=11, detail=True)
    return {
        path: drawn.columns.get(f"inputs.{path}", np.full(FAIRS, belief.likely))
        for path, belief in PLAN.inputs.items()
    }


@cache
def played(months: int | None) -> Played:
    """Every lead goes on or not; of those who do a part has by now, and of the others another
    part is known to be lost by now, at a pace that nobody knows. None: everything is decided."""
    truth, random = inputs(), np.random.default_rng(5)
    told: list[dict[str, dict[str, int]]] = [{"reached": {}, "open": {}} for _ in range(FAIRS)]
    contacts = simulate(PLAN, trials=FAIRS, seed=11)["contacts"]
    mix = np.stack([truth[f"mix.{phase}"] for phase in PHASES], axis=1)
    split = random.multinomial(contacts, mix / mix.sum(axis=1, keepdims=True))
    orders = np.zeros(FAIRS, dtype=int)
    for at, phase in enumerate(PHASES):
        passed = 1.0 if months is None else PLAN.come_by(phase, months)
        came, later = split[:, at], np.zeros(FAIRS, dtype=int)
        note(told, "reached", f"contacts.{phase}", came)
        for before, stage in itertools.pairwise(LEADS):
            share = RATES[stage] if RATES[stage] in truth else f"{RATES[stage]}.{phase}"
            going = random.binomial(came, truth[share])
            gone = random.binomial(going, passed)
            pace = 1.0 if months is None else passed * random.uniform(size=FAIRS)
            lost = random.binomial(came - going, pace)
            later = random.binomial(later, truth[share]) + going - gone
            note(told, "open", f"{before}.{phase}", came - gone - lost)
            note(told, "reached", f"{stage}.{phase}", gone)
            came = gone
        orders += came + later
    extra = random.binomial(orders, truth["extra_share"])
    covers = extra * truth["order_value"] * truth["margin"] >= COSTS
    return Played(truth, [Actuals(months=months or 0, **each) for each in told], covers)


def note(told: list[dict[str, dict[str, int]]], kind: str, place: str, counts: Any) -> None:
    for each, count in zip(told, counts.tolist(), strict=True):
        each[kind][place] = count


@cache
def ranks(months: int | None) -> dict[str, Array]:
    """Where the true share lies in what was learned of it, 0 to 1, by path."""
    fairs = played(months)
    found: dict[str, list[float]] = {}
    for at, known in enumerate(fairs.known):
        for path, counted in evidence(PLAN, known).items():
            if not path.startswith("mix"):
                belief: Any = learned(PLAN.inputs[path], counted)
                found.setdefault(path, []).append(belief.z(np.array(fairs.truth[path][at])))
    return {path: stats.norm.cdf(each) for path, each in found.items()}


@pytest.mark.parametrize("months", [None, 6])
def test_ranges_that_say_eight_of_ten_hold_78_to_82_of_100(months: int | None) -> None:
    """All shares of 1,000 fairs together; each alone within 4 standard errors of 1,000 draws."""
    every = ranks(months)
    assert len(every) == 13
    pooled = np.concatenate(list(every.values()))
    assert 0.78 <= np.mean((pooled >= 0.1) & (pooled <= 0.9)) <= 0.82
    for path, each in every.items():
        for level in (0.1, 0.5, 0.9):
            error = np.sqrt(level * (1 - level) / FAIRS)
            assert abs((each <= level).mean() - level) <= 4 * error, path


@pytest.mark.parametrize("months", [None, 6])
def test_the_true_share_lies_anywhere_in_what_was_learned(months: int | None) -> None:
    """Ranks are uniform: ten classes of 1,000 fairs for each of 13 shares, chi-squared with 9
    degrees of freedom; no p-value below what one of 26 has 1 time in 10,000."""
    for path, each in ranks(months).items():
        counts = np.histogram(each, bins=10, range=(0, 1))[0]
        assert stats.chisquare(counts).pvalue > 1e-4 / 26, path


def test_the_split_over_the_phases_holds_as_often_as_it_says() -> None:
    fairs = played(None)
    random = np.random.default_rng(8)
    z = random.standard_normal((400, 3))
    truth = np.stack([fairs.truth[f"mix.{phase}"] for phase in PHASES], axis=1)
    truth /= truth.sum(axis=1, keepdims=True)
    rank = np.empty((FAIRS, 3))
    for at, known in enumerate(fairs.known):
        plan = learned_plan(PLAN, known)
        drawn = np.stack(
            [plan.inputs[f"mix.{phase}"].quantile(z[:, k]) for k, phase in enumerate(PHASES)],
            axis=1,
        )
        drawn /= drawn.sum(axis=1, keepdims=True)
        rank[at] = (drawn <= truth[at]).mean(axis=0)
    for each in rank.T:
        inside = np.mean((each >= 0.1) & (each <= 0.9))
        assert abs(inside - 0.8) <= 4 * np.sqrt(0.8 * 0.2 / FAIRS)


def test_reach_holds_as_often_where_the_target_group_was_not_counted() -> None:
    """The discount is first-order: 76 to 84 of 100 for 8 of 10, where taking the target group for
    counted holds fewer than 40."""
    fairs = simulate(PLAN, trials=FAIRS, seed=11, detail=True)
    held = plugged = 0
    for visitors, stand, true in zip(
        fairs["visitors"].tolist(),
        fairs["stand_visitors"].tolist(),
        fairs["inputs.reach_share"],
        strict=True,
    ):
        counted = evidence(PLAN, Actuals(visitors=visitors, stand_visitors=stand))["reach_share"]
        found = learned(PLAN.inputs["reach_share"], counted)
        held += found.low <= true <= found.high
        target = round(visitors * PLAN.inputs["target_share"].likely)
        taken = Evidence(stand, max(target - stand, 0))
        found = learned(PLAN.inputs["reach_share"], taken)
        plugged += found.low <= true <= found.high
    assert 0.76 <= held / FAIRS <= 0.84
    assert plugged / FAIRS < 0.4


def test_of_the_fairs_that_are_told_a_chance_about_as_many_cover_their_costs() -> None:
    """240 fairs in groups of 20 of 100 each; the error is that of so many coins."""
    fairs = played(6)
    told = [
        updated(PLAN, known, trials=128).chance_covering_costs.value for known in fairs.known[:240]
    ]
    chance, covers = np.array(told), fairs.covers[:240]
    for low in np.arange(0, 1, 0.2):
        group = (chance >= low) & (chance < low + 0.2)
        if group.sum() < 10:
            continue
        error = np.sqrt((chance[group] * (1 - chance[group])).sum()) / group.sum()
        assert abs(chance[group].mean() - covers[group].mean()) <= 4 * error, low
    assert ((chance - covers) ** 2).mean() < covers.mean() * (1 - covers.mean())
