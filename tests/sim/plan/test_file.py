"""Scenario files: what is written is what is read, driven by the table of parameters."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import (
    EXAMPLES,
    CostLine,
    Counted,
    Exact,
    Goal,
    Range,
    Scale,
    Scenario,
    ScenarioError,
    dumps,
    example,
    load,
    loads,
)
from sim.plan.beliefs import Belief
from sim.plan.budget import Income
from sim.plan.choices.dates import DecisionDate, FeeShare
from sim.plan.document import from_document
from sim.plan.file import LARGEST
from sim.plan.funnel import PER, SIZE
from sim.plan.parameters import PATHS
from sim.plan.steps.changes import Plus, Times
from sim.plan.steps.step import Step
from tests.sim.made_up import FAIRS, ODD, document, fair, full, scenarios

FAIR = fair("regional")
FILE = (resources.files("sim") / "fairs" / "regional.toml").read_text("utf-8")

# A value other than the usual one for every field that a file can hold.
SCENARIO: dict[str, Any] = {
    "name": "Fair \"é\", \\ and 'quotes' = [1] # no comment",
    "inputs": {**FAIR.inputs, "margin": Exact(0.125, Scale.SHARE)},
    "costs": (CostLine("Only line", Exact(1e-7)),),
    "goal": Goal(123_456.789, 0.07),
    "dependence": 0.1 + 0.2,
    "currency": "CHF",
    "hurdle": 2 / 3,
    "cost_dependence": 0.9,
    "triage": 1 / 3,
    "horizon": 120,
    "evidence": {"margin": "counted", "mix.decision": "benchmark"},
    "income": (Income("Subsidy", Range(1.0, 9.0), "contact", "a.b c", 3),),
    "steps": (
        Step('"x" # = ', Range(0.1, 1e5, 7.0), (("staff", Plus(0.3)), ("margin", Times(1 / 3)))),
        Step("y", Exact(1e-7), (("reach_share", Counted(3, 9)), ("days", Plus(-1e-7)))),
    ),
    "decide": (
        DecisionDate(0.1 + 0.2, "today"),
        DecisionDate(FeeShare(1 / 3, "stand_space"), "2027-03-01", known=("visitors",)),
    ),
    "yours": frozenset({"margin", "call_share.decision"}),
}
COST_LINE: dict[str, Any] = {
    "label": 'Ürün = "x" # \' \\u0041',
    "amount": Range(0.1, 1e5, 7.0),
    "per": "quote",
    "key": "a.b c",
    "month": -7,
    "over": 2.5,
}
GOAL: dict[str, Any] = {"revenue": 1e12, "margin": 1.0}


def forms(path: str) -> list[Belief]:
    """Every form that a belief about this input can take, with numbers that are hard to write."""
    parameter = PATHS[path]
    scale = parameter.unit.scale
    exact: list[Belief] = [Exact(x, scale) for x in (parameter.unit.least, 1.0, 0.1 + 0.2, 1 / 3)]
    if parameter.certain:
        return [*exact, Exact(parameter.unit.most, scale)]
    if scale is Scale.ABOVE_ONE:
        ranges = [Range(1.1, 1.1 + 0.2, None, scale), Range(1 + 1e-5, 1.7, 5 / 3, scale)]
        return [*(Exact(x, scale) for x in (1.0, 1.1 + 0.2, parameter.unit.most)), *ranges]
    ranges = [Range(0.1, 0.1 + 0.2, None, scale), Range(1e-5, 0.7, 2 / 3, scale)]
    if scale is Scale.SHARE:
        return exact + ranges + [Range(1e-9, 1 - 1e-9, 0.5, scale), Counted(0, 1), Counted(12, 150)]
    return exact + ranges


@pytest.mark.parametrize("path", PATHS)
def test_every_input_comes_back_from_a_file_in_every_form(path: str) -> None:
    for belief in forms(path):
        others = {other: Exact(0.5, Scale.SHARE) for other in PATHS if other.startswith("mix.")}
        scenario = full(FAIR).with_(inputs={**others, path: belief})
        again = loads(dumps(scenario))
        assert again.inputs[path] == belief
        assert again == scenario


@pytest.mark.parametrize("name", [f.name for f in fields(Scenario)])
def test_every_field_of_a_scenario_comes_back_from_a_file(name: str) -> None:
    scenario = FAIR.with_(**{name: SCENARIO[name]})  # a new field needs a value in that table
    assert scenario != FAIR
    again = loads(dumps(scenario))
    assert getattr(again, name) == getattr(scenario, name)
    assert again == scenario


@pytest.mark.parametrize("name", [f.name for f in fields(CostLine)])
def test_every_field_of_a_cost_line_comes_back_from_a_file(name: str) -> None:
    line = replace(CostLine("Stand", Exact(1.0)), **{name: COST_LINE[name]})
    assert line != CostLine("Stand", Exact(1.0))
    assert loads(dumps(FAIR.with_(costs=[line]))).costs == (line,)


@pytest.mark.parametrize("name", [f.name for f in fields(Goal)])
def test_every_field_of_a_goal_comes_back_from_a_file(name: str) -> None:
    goal = replace(Goal(5.0, 0.5), **{name: GOAL[name]})
    assert goal != Goal(5.0, 0.5)
    assert loads(dumps(FAIR.with_(goal=goal))).goal == goal


@pytest.mark.parametrize("per", PER)
def test_every_kind_of_cost_line_comes_back_in_its_place(per: str) -> None:
    lines = (CostLine("a", Exact(1.0)), CostLine("b", Range(1, 2), per), CostLine("a", Exact(3.0)))
    assert loads(dumps(full(FAIR).with_(costs=lines))).costs == lines


PRINTED = st.characters(exclude_categories=("C", "Z")) | st.just(" ")
TEXTS = st.text(PRINTED, min_size=1, max_size=120).filter(lambda text: bool(text.strip()))
NUMBERS = st.floats(0, 1e12)
AMOUNTS = st.builds(Exact, NUMBERS) | st.lists(
    st.floats(1, 1e5), min_size=3, max_size=3, unique=True
).map(sorted).filter(lambda x: x[0] * 1.0001 < x[1] < x[2] / 1.0001).map(
    lambda x: Range(x[0], x[2], x[1])
)
PERS = st.sampled_from([per for per in PER if per not in SIZE])  # which any plan can have
LINES = st.builds(CostLine, TEXTS, AMOUNTS, PERS, st.just("") | TEXTS)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(scenarios(), TEXTS, TEXTS, st.floats(0, 0.95), st.floats(0, 1), st.lists(LINES, max_size=3))
def test_any_scenario_comes_back_from_a_file(
    scenario: Scenario,
    name: str,
    currency: str,
    dependence: float,
    share: float,
    lines: list[CostLine],
) -> None:
    full = scenario.with_(
        name=name,
        currency=currency,
        dependence=dependence,
        hurdle=share,
        goal=Goal(share * 1e9, share),
        costs=lines,
    )
    for written in (scenario, full):
        text = dumps(written)
        assert loads(text) == written
        assert loads(text.encode()) == written
        assert dumps(loads(text)) == text


@pytest.mark.parametrize("name", FAIRS)
def test_an_example_has_what_stands_in_its_file(name: str) -> None:
    raw, scenario = document(name), example(name)
    assert (scenario.name, scenario.currency, scenario.dependence) == (
        raw["name"],
        raw["currency"],
        raw["dependence"],
    )
    for path, belief in scenario.inputs.items():
        key, _, phase = path.partition(".")
        assert belief.raw == (raw["inputs"][key][phase] if phase else raw["inputs"][key])
    assert len(scenario.inputs) == sum(
        len(value) if isinstance(value, dict) else 1 for value in raw["inputs"].values()
    )
    lines = [(line["label"], line["amount"], line.get("per", "fair")) for line in raw["costs"]]
    assert [(line.label, line.amount.raw, line.per) for line in scenario.costs] == lines
    assert [line.key for line in scenario.costs] == [line["key"] for line in raw["costs"]]
    assert scenario.goal == Goal(**raw["goal"])
    assert scenario.evidence == raw["evidence"]
    assert loads(dumps(scenario)) == scenario


def test_the_examples_and_the_plan_of_ones_own_can_be_loaded_by_name() -> None:
    assert EXAMPLES == FAIRS
    for name in EXAMPLES:
        assert load(name) == example(name)
    own = example("own")
    assert own.goal is None  # until somebody sets one
    assert own.inputs["margin"].likely == 0.10  # model, section 1: the example everyone starts from
    assert sum(line.amount.likely for line in own.costs) == 10_000


def test_a_file_is_loaded_from_its_path(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(dumps(FAIR), "utf-8")
    assert load(str(file)) == FAIR
    file.write_bytes(b"\xef\xbb\xbf" + dumps(FAIR).replace("\n", "\r\n").encode())
    assert load(str(file)) == FAIR  # as an editor on Windows writes it


def test_a_file_goes_before_an_example_of_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "regional").write_text(dumps(FAIR.with_(name="Mine")), "utf-8")
    assert load("regional").name == "Mine"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "not_text"),
        (b"name = '\x00'", "not_text"),
        (b"name = ", "not_toml"),
        (b"[inputs]\n[inputs]\n", "not_toml"),
        (b"a = " + b"[" * 50_000 + b"]" * 50_000, "not_toml"),
        (b"a = " + b"9" * 10_000, "not_toml"),
        (b"#" * (LARGEST + 1), "too_large"),
        (b"", "missing"),
    ],
)
def test_what_is_no_scenario_file_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(content)
    with pytest.raises(ScenarioError) as problem:
        load(str(file))
    assert problem.value.code == code
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('# a fair\nname = "x"\nseats == 3\n', 3),
        ('name = "x"\nname = "y"\n\n\n', 2),  # told by the parser at the end of the file
        ('name = "x"\nnote = "no end', 2),
        ("\n\na = " + "9" * 10_000, 3),
        ("\na = " + "[" * 50_000 + "]" * 50_000, 2),
        ("\n\n\n" + "a." * 5_000 + "b = 1", 4),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(content: str, line: int) -> None:
    with pytest.raises(ScenarioError) as problem:
        loads(content)
    assert problem.value.code == "not_toml"
    assert problem.value.values["line"] == line
    assert "(at " not in str(problem.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for file, code in (
        (tmp_path, "folder"),
        (tmp_path / "none.toml", "absent"),
        (tmp_path / ("a" * 5000), "unreadable"),
    ):
        with pytest.raises(ScenarioError) as problem:
            load(str(file))
        assert problem.value.code == code
    with pytest.raises(ScenarioError, match="regional, national, international"):
        load("reginal")


def changed(pattern: str, instead: str) -> str:
    """The regional fair with one thing written otherwise."""
    text, count = re.subn(pattern, lambda _: instead, FILE, count=1, flags=re.MULTILINE)
    assert count == 1
    return text


@pytest.mark.parametrize(
    ("pattern", "instead", "code", "place"),
    [
        (r"^name = .*", 'nmae = "Fair"', "unknown", "nmae"),
        (r"^name = .*", "zzz = 1", "unknown_key", "zzz"),
        (r"^name = .*", "name = 5", "not_text_value", "name"),
        (r"^name = .*", '"na\\nme" = 5', "unknown", "na me"),
        (r"^currency = .*", 'currency = ""', "not_text_value", "currency"),
        (r"^dependence = .*", "dependence = 1", "above", "dependence"),
        (r"^dependence = .*", "dependence = [0.1, 0.2]", "not_number", "dependence"),
        (r"^dependence = .*", "hurdle = -1", "below", "hurdle"),
        (r"^dependence = .*", "yours = 'margin'", "not_list", "yours"),
        (r"^dependence = .*", "yours = [1]", "not_list", "yours"),
        (r"^dependence = .*", "yours = ['margn']", "unknown", "yours.margn"),
        (r"^margin = \[.*", "", "missing", "inputs.margin"),
        (r"^margin = \[.*", "magrin = 0.3", "unknown", "inputs.magrin"),
        (r"^margin = \[.*", "margin = 30", "above", "inputs.margin"),
        (r"^margin = \[.*", "margin = -0.3", "below", "inputs.margin"),
        (r"^margin = \[.*", "margin = '30 %'", "not_number", "inputs.margin"),
        (r"^margin = \[.*", "margin = true", "not_number", "inputs.margin"),
        (r"^margin = \[.*", "margin = 2026-01-01", "not_number", "inputs.margin"),
        (r"^margin = \[.*", "margin = nan", "not_finite", "inputs.margin"),
        (r"^margin = \[.*", "margin = [0.3]", "not_belief", "inputs.margin"),
        (r"^margin = \[.*", "margin = [0.3, 0.2]", "low_not_below_high", "inputs.margin"),
        (r"^margin = \[.*", "margin = [0.1, 0.4, 0.3]", "likely_outside", "inputs.margin"),
        (r"^margin = \[.*", "margin = {hits = 1}", "not_belief", "inputs.margin"),
        (r"^margin = \[.*", "margin = {hits = 3, of = 2}", "hits_above_of", "inputs.margin"),
        (r"^margin = \[.*", "margin = {low = 1, of = 2}", "not_belief", "inputs.margin"),
        (r"^visitors = .*", "visitors = {hits = 1, of = 2}", "shares_only", "inputs.visitors"),
        (r"^visitors = .*", "visitors = [0, 5]", "below", "inputs.visitors"),
        (r"^visitors = .*", "visitors = 1e9", "above", "inputs.visitors"),
        (r"^visitors = .*", "visitors = [1, 1e9]", "too_wide", "inputs.visitors"),
        (r"^staff = .*", "staff = [1, 2]", "exact_only", "inputs.staff"),
        (r"^staff = .*", "staff = {hits = 1, of = 2}", "exact_only", "inputs.staff"),
        (r"^days = .*", "", "missing", "inputs.days"),
        (r"^mix = .*", "mix = 0.3", "not_table", "inputs.mix"),
        (r"^mix = .*", "mix = {awareness = 0.3}", "missing", "inputs.mix.orientation"),
        (r"^mix = .*", "mix = {awarenes = 0.3}", "unknown", "inputs.mix.awarenes"),
        (
            r"^mix = .*",
            "mix = {awareness = 0, orientation = 0, decision = 0}",
            "no_phase",
            "inputs.mix",
        ),
        (
            r"^months_to_order = .*",
            "months_to_order = {decision = 601, awareness = 1, orientation = 1}",
            "above",
            "inputs.months_to_order.decision",
        ),
        (r"\[\[costs\]\]", "[[csots]]", "unknown", "csots"),
        (r"amount = 130$", "amont = 130", "unknown", "costs[1].amont"),
        (r"amount = 130$", "", "missing", "costs[1].amount"),
        (r"amount = 130$", "amount = -1", "below", "costs[1].amount"),
        (r"amount = 450", "amount = [2, 1]", "low_not_below_high", "costs[2].amount"),
        (r"amount = 450", "amount = {hits = 1, of = 2}", "shares_only", "costs[2].amount"),
        (r"^label = .*", "", "missing", "costs[1].label"),
        (r"^label = .*", "label = ''", "not_text_value", "costs[1].label"),
        (r"^key = .*", "key = false", "not_text_value", "costs[1].key"),
        (r"^key = .*", "key = []", "not_text_value", "costs[1].key"),
        (r'per = "visit"', 'per = "vistor"', "not_one_of", "costs[11].per"),
        (r"^area = .*", "", "size_missing", "costs[1].per"),
        (r'per = "visit"', "per = 5", "not_one_of", "costs[11].per"),
        (r"^revenue = .*", "", "missing", "goal.revenue"),
        (r"^revenue = .*", "revenue = -1", "below", "goal.revenue"),
        (r"^revenue = .*", "revenue = [1, 2]", "not_number", "goal.revenue"),
        (r"^revenue = .*", "revnue = 1", "unknown", "goal.revnue"),
        (r'^visitors = "benchmark"', 'visitors = "rumour"', "not_one_of", "evidence.visitors"),
        (r'^visitors = "benchmark"', 'vistors = "guess"', "unknown", "evidence.vistors"),
        (r"^\[inputs\]", "[[inputs]]", "not_table", "inputs"),
        (r"^\[goal\]", "[[goal]]", "not_table", "goal"),
    ],
)
def test_what_is_wrong_in_a_file_is_refused_with_its_place(
    pattern: str, instead: str, code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as problem:
        loads(changed(pattern, instead))
    assert (problem.value.code, problem.value.place) == (code, place)
    assert "\n" not in str(problem.value)
    assert str(problem.value).startswith(place.replace("\n", " "))


def test_a_name_of_thousands_of_parts_is_refused_before_it_is_read() -> None:
    """Half a million parts would take hours; a text of the greatest length is no name."""
    with pytest.raises(ScenarioError) as problem:
        loads(f"{FILE}\n{'a.' * 450_000}a = 1")
    assert problem.value.values["line"] == FILE.count("\n") + 2
    dotted = FAIR.with_(name="a." * 60)
    assert loads(dumps(dotted)) == dotted


@pytest.mark.parametrize("table", ["inputs", "costs", "goal", "evidence"])
@pytest.mark.parametrize("value", [5, "text", [1], True, None])
def test_a_table_that_is_none_is_refused_with_its_place(table: str, value: Any) -> None:
    with pytest.raises(ScenarioError) as problem:
        from_document({**document("regional"), table: value})
    assert problem.value.code in ("not_table", "not_list")
    assert problem.value.place.startswith(table)


def test_a_document_with_every_kind_of_belief_is_read() -> None:
    scenario = from_document(ODD)
    kinds = {type(belief) for belief in scenario.inputs.values()}
    assert kinds == {Exact, Range, Counted}
    assert loads(dumps(scenario)) == scenario
