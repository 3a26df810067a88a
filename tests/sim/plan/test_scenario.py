"""Scenarios: frozen, hashable, checked where they are made."""

from __future__ import annotations

import copy
import math
import pickle
import unicodedata
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import CostLine, Counted, Exact, Goal, Range, Scale, Scenario, ScenarioError, simulate
from sim.plan.beliefs import Belief
from sim.plan.budget import MOST_COSTS, Income
from sim.plan.choices.dates import DecisionDate
from sim.plan.funnel import PHASES
from sim.plan.parameters import PARAMETERS, PATHS, Unit, exactly, gone_with
from sim.plan.scenario import DEPENDENCE
from sim.plan.steps.changes import Times
from sim.plan.steps.step import Step
from tests.sim.made_up import FAIRS, fair, full, scenarios

FAIR = fair("national")
FULL = full(FAIR)  # with every input that a plan can have
# No line of its budget is paid per m2, per head or per day: no input is needed for the costs alone.
FREE = replace(FULL, costs=tuple(line for line in FULL.costs if not line.needs))
STAND = CostLine("Stand", Exact(10_000.0), key="stand")

# Another value for every field of a scenario; `True` where the simulated numbers depend on it.
OTHER: dict[str, tuple[Any, bool]] = {
    "name": ("Another fair", False),
    "inputs": ({**FAIR.inputs, "margin": exactly("margin", 0.5)}, True),
    "costs": ((STAND,), True),
    "goal": (Goal(1.0, 0.5), True),
    "dependence": (0.8, True),
    "currency": ("CHF", False),
    "hurdle": (0.6, False),
    "cost_dependence": (0.6, True),
    "triage": (0.6, True),
    "horizon": (9, True),
    "income": ((Income("Subsidy", Exact(1_000.0)),), True),
    "steps": ((Step("Invite", Exact(1.0), (("reach_share", Times(1.2)),)),), False),
    "decide": ((DecisionDate(624.0, months_before=3),), False),
    "evidence": ({"margin": "counted"}, False),
    "yours": (frozenset({"margin"}), False),
}


@pytest.mark.parametrize("name", [f.name for f in fields(Scenario)])
def test_every_field_makes_a_difference_and_only_some_make_one_to_the_numbers(name: str) -> None:
    value, counts = OTHER[name]  # a new field has to be given a place in that table
    other = FAIR.with_(**{name: value})
    assert other != FAIR
    assert hash(other) != hash(FAIR)
    assert (other.numbers != FAIR.numbers) == counts
    assert replace(other, **{name: getattr(FAIR, name)}) == FAIR


def test_a_scenario_with_the_same_numbers_has_the_same_results() -> None:
    words = {name: value for name, (value, counts) in OTHER.items() if not counts}
    other = FAIR.with_(**words, costs=[replace(line, label="?") for line in FAIR.costs])
    assert other.numbers == FAIR.numbers
    one, two = simulate(FAIR, trials=640, detail=True), simulate(other, trials=640, detail=True)
    for key, column in one.columns.items():
        assert (column == two.columns[key]).all()


def test_a_label_without_a_key_is_part_of_the_numbers() -> None:
    one, two = (FAIR.with_(costs=[CostLine(label, Range(100, 200))]) for label in "ab")
    assert one.numbers != two.numbers  # the label names the stream
    assert one.numbers.numbers == one.numbers


def test_the_order_in_which_inputs_are_given_does_not_count() -> None:
    turned = replace(FAIR, inputs=dict(reversed(list(FAIR.inputs.items()))))
    assert list(turned.inputs) != list(FAIR.inputs)
    assert turned == FAIR
    assert hash(turned) == hash(FAIR)
    one, two = simulate(FAIR, trials=64), simulate(turned, trials=64)
    assert (one["profit"] == two["profit"]).all()


def test_what_is_given_in_lists_and_sets_is_frozen() -> None:
    loose: dict[str, Any] = {"yours": {"margin"}, "costs": [STAND], "evidence": {"margin": "guess"}}
    frozen = loose | {"yours": frozenset({"margin"}), "costs": (STAND,)}
    assert replace(FAIR, **loose) == replace(FAIR, **frozen)
    assert hash(replace(FAIR, **loose)) == hash(replace(FAIR, **frozen))


@settings(deadline=None, derandomize=True, max_examples=30)
@given(scenarios())
def test_any_scenario_is_equal_to_its_copies_and_hashes_alike(scenario: Scenario) -> None:
    for other in (
        replace(scenario),
        scenario.with_(),
        copy.deepcopy(scenario),
        pickle.loads(pickle.dumps(scenario)),
    ):
        assert other == scenario
        assert hash(other) == hash(scenario)


def test_a_scenario_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        FAIR.name = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        FAIR.inputs["margin"] = Exact(0.5, Scale.SHARE)  # type: ignore[index]
    given_ = dict(FAIR.inputs)
    scenario = replace(FAIR, inputs=given_)
    given_["margin"] = Exact(0.5, Scale.SHARE)
    assert scenario == FAIR


def test_with_lays_inputs_over_the_present_ones() -> None:
    other = FAIR.with_(inputs={"margin": Counted(1, 4)}, name="Another")
    assert other.name == "Another"
    assert other.inputs == {**FAIR.inputs, "margin": Counted(1, 4)}
    assert FAIR.inputs["margin"] == Range(0.18, 0.32, 0.25, Scale.SHARE)  # as in national.toml


@pytest.mark.parametrize("name", FAIRS)
def test_without_a_staff_limit_only_the_team_is_gone(name: str) -> None:
    scenario = fair(name)
    free = scenario.without_staff_limit()
    assert scenario.limited
    assert not free.limited
    assert set(scenario.inputs) - set(free.inputs) == {p.key for p in gone_with("staff")}
    assert free == replace(scenario, inputs=free.inputs)


def test_what_is_optional_may_be_left_out() -> None:
    needed = {p for parameter in PARAMETERS if not parameter.optional for p in parameter.paths}
    bare = Scenario("bare", {path: FAIR.inputs[path] for path in needed})
    assert bare.dependence == DEPENDENCE == 0.3  # model, section 3
    assert (bare.costs, bare.goal, bare.hurdle, bare.currency) == ((), None, None, "EUR")
    assert not bare.limited


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.key)
def test_what_is_needed_may_not_be_left_out(parameter: Any) -> None:
    for path in parameter.paths:
        rest = {key: belief for key, belief in FULL.inputs.items() if key != path}
        inside = any(other.within == parameter.key for other in PARAMETERS)
        free = not parameter.needed_with and not parameter.phased and not inside
        if parameter.optional and free:
            assert path not in replace(FREE, inputs=rest).inputs
            continue
        with pytest.raises(ScenarioError) as problem:
            replace(FREE, inputs=rest)
        assert (problem.value.code, problem.value.place) == ("missing", f"inputs.{path}")


@pytest.mark.parametrize("path", PATHS)
def test_every_input_is_held_to_its_limits(path: str) -> None:
    unit = PATHS[path].unit
    for value, code in (
        (unit.most * 1.001, "above"),
        (-0.001, "below"),
        (unit.least - 1e-9, "below"),
    ):
        with pytest.raises(ScenarioError) as problem:
            FULL.with_(inputs={path: Exact(value, unit.scale)})
        assert (problem.value.code, problem.value.place) == (code, f"inputs.{path}")
        assert problem.value.values["form"] == unit.form
    for value in (unit.least, unit.most):
        assert FULL.with_(inputs={path: Exact(value, unit.scale)}).inputs[path].likely == value


@pytest.mark.parametrize("path", PATHS)
def test_every_input_is_held_to_its_kind_of_belief(path: str) -> None:
    parameter = PATHS[path]
    share = parameter.unit is Unit.SHARE
    wrong: Belief = Range(1, 2) if share else Counted(1, 2)
    with pytest.raises(ScenarioError) as problem:
        FULL.with_(inputs={path: wrong})
    assert (problem.value.code, problem.value.place) == ("not_belief", f"inputs.{path}")
    scale = parameter.unit.scale
    uncertain = Range(scale.least + 0.1, scale.least + 0.2, None, scale)
    if parameter.certain:
        with pytest.raises(ScenarioError) as problem:
            FULL.with_(inputs={path: uncertain})
        assert (problem.value.code, problem.value.place) == ("exact_only", f"inputs.{path}")
    else:
        assert FULL.with_(inputs={path: uncertain}).inputs[path] == uncertain


def test_people_days_hours_and_the_spread_of_orders_are_always_exact() -> None:
    # Model, section 3; the size of the stand: section 8.
    known = {"staff", "days", "hours_per_day", "order_value_spread", "area"}
    assert known == {path for path in FAIR.inputs if PATHS[path].certain}


NOT_FINITE = [math.nan, math.inf, -math.inf]


@pytest.mark.parametrize(
    ("make", "code", "place"),
    [
        (lambda: FAIR.with_(name=""), "not_text_value", "name"),
        (lambda: FAIR.with_(name="  "), "not_text_value", "name"),
        (lambda: FAIR.with_(name="a\nb"), "not_text_value", "name"),
        (lambda: FAIR.with_(name="a" * 121), "not_text_value", "name"),
        (lambda: FAIR.with_(name=5), "not_text_value", "name"),
        (lambda: FAIR.with_(name="a" * 121 + "\u200b"), "not_text_value", "name"),
        (lambda: FAIR.with_(name="\u200b\u00a0\u00ad"), "not_text_value", "name"),
        *(
            (lambda x=x: FAIR.with_(name=f"a{x}b"), "not_text_value", "name")
            for x in (
                "\0",
                "\t",
                "\x85",
                "\u2028",
                "\u2029",
                "\ud800",
                "\ufffe",
                "\U0001ffff",
                "\ufdd0",
            )
        ),
        (lambda: FAIR.with_(currency="\t"), "not_text_value", "currency"),
        (lambda: FAIR.with_(dependence=0.96), "above", "dependence"),
        (lambda: FAIR.with_(dependence=-0.1), "below", "dependence"),
        (lambda: FAIR.with_(dependence=True), "not_number", "dependence"),
        (lambda: FAIR.with_(dependence=math.nan), "not_finite", "dependence"),
        (lambda: FAIR.with_(hurdle=1.1), "above", "hurdle"),
        (lambda: FAIR.with_(hurdle="half"), "not_number", "hurdle"),
        (lambda: FAIR.with_(evidence={"margin": "rumour"}), "not_one_of", "evidence.margin"),
        (lambda: FAIR.with_(evidence={"magrin": "guess"}), "unknown_key", "magrin"),
        (lambda: FAIR.with_(yours=frozenset({"magrin"})), "unknown_key", "magrin"),
        (lambda: FAIR.with_(inputs={"magrin": Exact(0.1)}), "unknown_key", "magrin"),
        (
            lambda: FAIR.with_(inputs={f"mix.{p}": Exact(0.0, Scale.SHARE) for p in PHASES}),
            "no_phase",
            "inputs.mix",
        ),
        (lambda: FAIR.with_(costs=[STAND] * (MOST_COSTS + 1)), "too_many", "costs"),
        (lambda: CostLine("", Exact(1.0)), "not_text_value", "label"),
        (lambda: CostLine("a\x00b", Exact(1.0)), "not_text_value", "label"),
        (lambda: CostLine("Stand", Exact(1.0), key="\n"), "not_text_value", "key"),
        (lambda: CostLine("Stand", Exact(1.0), key=cast(str, False)), "not_text_value", "key"),
        (lambda: CostLine("Stand", Exact(1.0), "lead"), "not_one_of", "per"),
        (lambda: CostLine("Stand", Exact(-1.0)), "below", "amount"),
        (lambda: CostLine("Stand", Exact(1.1e12)), "above", "amount"),
        (lambda: CostLine("Stand", Exact(0.5, Scale.SHARE)), "not_belief", "amount"),
        (lambda: CostLine("Stand", Counted(1, 2)), "not_belief", "amount"),
        (lambda: Goal(-1.0, 0.1), "below", "revenue"),
        (lambda: Goal(1.0, 1.1), "above", "margin"),
        (lambda: Goal(cast(float, "much"), 0.1), "not_number", "revenue"),
        (lambda: Goal(1.0, math.nan), "not_finite", "margin"),
        *((lambda x=x: Exact(x), "not_finite", "") for x in NOT_FINITE),
        *((lambda x=x: Range(1, x), "not_finite", "") for x in NOT_FINITE),
    ],
)
def test_what_no_scenario_can_be_is_refused_with_the_place(
    make: Callable[[], object], code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as problem:
        make()
    assert (problem.value.code, problem.value.place) == (code, place)
    told = str(problem.value)
    assert told.startswith(f"{place}: " if place else code)
    assert "\n" not in told


SPACES = [chr(x) for x in range(0x3001) if unicodedata.category(chr(x)) == "Zs"]
UNSEEN = ["\u00ad", "\u200b", "\u200d", "\u200e", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff"]


@pytest.mark.parametrize("pasted", [*(f"Stand{x}hire" for x in SPACES),
                                    *(f"St{x}and hi{x}re{x}" for x in UNSEEN)],
                         ids=ascii)  # fmt: skip
def test_spaces_are_spaces_and_what_is_not_seen_is_left_out(pasted: str) -> None:
    line = CostLine(pasted, Exact(1.0), key=pasted)
    assert (line.label, line.key) == ("Stand hire", "Stand hire")
    plan = FAIR.with_(name=pasted, currency=pasted, costs=(line,))
    assert (plan.name, plan.currency) == ("Stand hire", "Stand hire")
    assert plan.with_(costs=(CostLine("Stand hire", Exact(1.0), key="Stand hire"),)) == plan


SEEN = st.characters(exclude_categories=("C", "Z"), include_characters=" ")


@given(st.text(SEEN, min_size=1, max_size=120).filter(str.strip))
def test_a_name_of_letters_that_are_seen_stays_as_it_is(name: str) -> None:
    assert FAIR.with_(name=name).name == name
    assert CostLine(name, Exact(1.0)).label == name


def test_the_newest_letters_and_a_company_s_own_are_letters() -> None:
    for letter in ("\U000e0fff", "\ue000", "\U0001fae9", "\u0301"):
        assert FAIR.with_(name=f"Fair {letter}").name == f"Fair {letter}"


def test_the_most_cost_lines_are_allowed() -> None:
    assert len(FAIR.with_(costs=[STAND] * MOST_COSTS).costs) == MOST_COSTS
