"""How firm the answer is: the choices that are tried, and their chances played independently."""

from __future__ import annotations

import copy
import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import Counted, Range, Scenario
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, dumps, loads
from sim.plan.parameters import PATHS
from sim.play.enough import ENOUGH, played
from sim.why.robustness import Robustness, robustness
from sim.why.unmeasured import CHOICES, mean_profits, setting, variants
from tests.oracles import independent
from tests.sim.made_up import ODD, certain_document, document, fair

TRIALS = 8192
REFERENCE = Path(__file__).parents[2] / "reference" / "fairs"


def chosen(name: str, choice: str) -> dict[str, Any]:
    """The file of a fair under another choice, without the core."""
    made = copy.deepcopy(document(name))
    if choice.startswith("dependence"):
        made["dependence"] = {"dependence_none": 0.0, "dependence_strong": 0.6}[choice]
    if choice.startswith("spread"):
        made["inputs"]["order_value_spread"] *= {"spread_less": 0.5, "spread_more": 1.5}[choice]
    if choice.startswith("rush"):
        made["inputs"]["rush"] = {"rush_none": 1, "rush_strong": 2}[choice]
    return made


@pytest.mark.thorough
@pytest.mark.parametrize(
    "choice", [choice for choice in CHOICES if not choice.startswith("ranges")]
)
@pytest.mark.parametrize("name", ["regional", "national"])
def test_the_chance_under_a_choice_is_that_of_an_independent_simulation(
    name: str, choice: str
) -> None:
    plan = dict(variants(fair(name)))[choice]
    result = played(plan, trials=TRIALS, seed=1)
    plain = independent.simulate(chosen(name, choice), trials=4 * TRIALS, seed=2)
    other, error = independent.mean_and_error(np.asarray(plain["profit"]) >= 0)
    found = result.chance_covering_costs
    assert abs(found.value - other) <= 4 * float(np.hypot(found.error, error))
    beside = robust(name).chances[choice]
    assert abs(beside - found.value) <= 4 * math.hypot(ENOUGH, found.error)
    assert abs(beside - other) <= 4 * math.hypot(ENOUGH, error)


@cache
def robust(name: str) -> Robustness:
    return robustness(fair(name), trials=TRIALS, seed=1)


@pytest.mark.parametrize(("choice", "times"), [("ranges_wider", 1.5), ("ranges_widest", 2.0)])
@pytest.mark.parametrize("name", EXAMPLES)
def test_wider_ranges_are_so_many_times_as_wide_on_their_own_scale(
    name: str, choice: str, times: float
) -> None:
    plan = fair(name)
    wide = dict(variants(plan))[choice]
    moved = 0
    for path, belief in plan.inputs.items():
        other = wide.inputs[path]
        if not isinstance(belief, Range) or path not in plan.uncertain_paths:
            assert other == belief
            continue
        before, after = (
            np.diff(belief.scale.to_line(np.array([x.low, x.likely, x.high])))
            for x in (belief, other)
        )
        np.testing.assert_allclose(after, times * before, rtol=1e-9)
        moved += 1
    assert moved > 15
    assert wide.dependence == plan.dependence


def test_the_choices_are_tried_one_at_a_time() -> None:
    plan = fair("national")
    for choice, variant in variants(plan):
        changed = {path for path in PATHS if variant.inputs.get(path) != plan.inputs.get(path)}
        assert (variant.dependence != plan.dependence) == choice.startswith("dependence")
        assert (changed == {"order_value_spread"}) == choice.startswith("spread")
        assert (changed == {"rush"}) == choice.startswith("rush")
        assert (len(changed) > 1) == choice.startswith("ranges")
    assert tuple(choice for choice, _ in variants(plan)) == CHOICES
    asked = dict(variants(plan))
    assert (asked["dependence_none"].dependence, asked["dependence_strong"].dependence) == (0, 0.6)
    spreads = [
        asked[f"spread_{how}"].inputs["order_value_spread"].likely for how in ("less", "more")
    ]
    usual = document("national")["inputs"]["order_value_spread"]
    assert spreads == [usual / 2, usual * 1.5]


def test_a_fair_without_a_limit_of_staff_has_no_rush_to_be_tried() -> None:
    asked = dict(variants(fair("national").without_staff_limit()))
    assert tuple(asked) == tuple(choice for choice in CHOICES if not choice.startswith("rush"))


def test_what_was_counted_stays_and_so_does_a_range_at_the_edge() -> None:
    odd = from_document(ODD)
    wide = dict(variants(odd))["ranges_wider"]
    counted = [path for path, belief in odd.inputs.items() if isinstance(belief, Counted)]
    assert counted
    assert all(wide.inputs[path] == odd.inputs[path] for path in counted)
    edge = Range(1e-9, 1 - 1e-9, 0.5, PATHS["reach_share"].unit.scale)
    kept = dict(variants(odd.with_(inputs={"reach_share": edge})))["ranges_wider"]
    assert 0 < kept.inputs["reach_share"].low <= edge.low


def test_the_range_goes_from_the_lowest_to_the_highest_and_names_what_moves_it_most() -> None:
    chances = (0.45, 0.38, 0.41, 0.4, 0.33, 0.4, 0.42, 0.39)
    found = Robustness(0.4, dict(zip(CHOICES, chances, strict=True)))
    assert (found.low, found.high, found.strongest) == (0.33, 0.45, "spread_less")
    outside = Robustness(0.5, dict.fromkeys(CHOICES, 0.45))
    assert (outside.low, outside.high) == (0.45, 0.5)


def test_where_nothing_is_uncertain_nothing_depends_on_a_choice() -> None:
    found = robustness(from_document(certain_document(order_value_spread=0)), trials=64)
    assert {found.planned, *found.chances.values()} == {1.0}


# Averages, and where the advice turns


@pytest.fixture(scope="module")
def international() -> Scenario:
    return loads((REFERENCE / "international.toml").read_text("utf-8"))


@pytest.mark.thorough
@pytest.mark.parametrize("choice", ["", "dependence_none", "ranges_wider"])
def test_the_average_under_a_choice_is_that_of_an_independent_simulation(
    international: Scenario, choice: str
) -> None:
    """Played in plain NumPy: +18,700 as planned, -40,400 where nothing moves together, +87,300 with
    ranges half as wide again."""
    found = mean_profits(international, trials=TRIALS, seed=1)
    mean = found.under[choice] if choice else found.planned
    plan = dict(variants(international))[choice] if choice else international
    plain = independent.simulate(tomllib.loads(dumps(plan)), trials=400_000, seed=3)
    other, error = independent.mean_and_error(np.asarray(plain["profit"]))
    assert abs(mean.value - other) <= 4 * float(np.hypot(mean.error, error))


def test_go_turns_into_stay_where_the_percentages_do_not_move_together(
    international: Scenario,
) -> None:
    found = mean_profits(international, trials=TRIALS, seed=1)
    assert found.planned.value > 0
    assert found.low == found.under["dependence_none"]
    assert found.high == found.under["ranges_widest"]
    turning = [setting(international, choice) for choice in found.turns]
    assert ("dependence", 0.0) in turning
    for choice in found.turns:
        assert found.under[choice].value + found.under[choice].doubt < 0
    assert found.under["spread_less"] == found.under["spread_more"] == found.planned


def test_a_loss_that_is_one_under_every_choice_never_turns() -> None:
    plan = loads((REFERENCE / "regional.toml").read_text("utf-8"))
    found = mean_profits(plan, trials=TRIALS, seed=1)
    assert found.planned.value < 0
    assert found.turns == ()
    assert found.high.value < 0


def test_every_choice_says_what_it_sets(international: Scenario) -> None:
    found = {setting(international, choice) for choice in CHOICES}
    assert found == {
        ("dependence", 0.0), ("dependence", 0.6), ("ranges", 1.5), ("ranges", 2.0),
        ("order_value_spread", 0.5), ("order_value_spread", 1.5), ("rush", 1.0), ("rush", 2.0),
    }  # fmt: skip
