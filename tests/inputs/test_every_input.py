"""Every input of the model: declared, worded, used in a stage, and found wherever inputs are found.

What `PARAMETERS` holds is all that these tests know, so that they try the next input too
(`tests/inputs/test_made_up_input.py`).
"""

from __future__ import annotations

import io
import json
import re
import tomllib
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

import numpy as np
import openpyxl
import pytest

import reports
from console import main as command_line
from reports.workbook import rows
from sim import CostLine, Exact, Income, Measured, Result, Scenario, dumps, loads, simulate
from sim.actuals import guesses
from sim.actuals.actuals import Actuals
from sim.actuals.counted import tallies
from sim.actuals.guesses import Said, guessable
from sim.decide.comparison import differing
from sim.decide.dials import levers
from sim.decide.levers import needed
from sim.decide.sales import sales
from sim.evaluate.updated import updated
from sim.links.fingerprint import fingerprint
from sim.links.plan_link import decode, encode
from sim.plan.funnel import PHASES, STAGES, STEPS
from sim.plan.parameters import (
    BY_KEY,
    PARAMETERS,
    PATHS,
    Parameter,
    Unit,
    gone_with,
    needed_together,
)
from sim.play.answer import summarised
from sim.play.expected import best_guess, means
from sim.play.result import PHASED
from sim.why.drivers import drivers
from sim.why.information import information
from sim.why.luck import expected_profit
from tests.inputs.every import PHASE, PLAN, changed, changed_once, other
from tests.pages.evaluated import kept
from tests.pages.evaluated import page as evaluated
from tests.pages.visits import by_link, main
from tests.reports.printed import DAY
from ui.plan import sidebar
from words import research
from words import why as why_words
from words.catalogue import words
from words.languages import LANGUAGES

EN = words("en")
KEYS = list(BY_KEY)
DRAWN = [p.key for p in PARAMETERS if p.dimension is not None]
LEVERS = [p.key for p in PARAMETERS if p.lever]
GUESSABLE = [p.key for p in PARAMETERS if p.guessable]
TRIALS = 4096
FIGURES = ("revenue", "costs", "profit", *STAGES)


@lru_cache
def played(plan: Scenario) -> Result:
    return simulate(plan, trials=TRIALS, detail=True)


def zero(result: Result, difference: Any) -> bool:
    """Whether a figure of the trials averages to 0 within its error."""
    found: Measured = result.measured(difference, lambda x: float(x.mean()))
    scale = float(np.abs(result["profit"]).mean())
    return abs(found.value) <= 4 * found.error + 1e-9 * scale


# Declared and worded


@pytest.mark.parametrize("key", KEYS)
def test_an_input_is_declared_as_one_that_can_be(key: str) -> None:
    parameter = BY_KEY[key]
    assert parameter.group in sidebar.GROUPS
    assert not (parameter.certain and parameter.dimension is not None)
    assert not (parameter.dependent and parameter.dimension is None)
    assert parameter.step is None or parameter.step > 0
    if parameter.start is not None:
        assert parameter.optional
        assert all(one.start is not None for one in needed_together(key))
        assert parameter.read(parameter.start).likely > 0
    if parameter.needed_with:
        assert parameter.optional
        head = BY_KEY[parameter.needed_with]
        assert head.optional
        assert not head.needed_with
    if parameter.within:
        assert parameter.optional
        assert BY_KEY[parameter.within].optional
    if parameter.recorded:
        assert key in {field.name for field in fields(Actuals)}
        assert not parameter.phased
    if parameter.counted_of:
        assert parameter.unit is Unit.SHARE
        assert parameter.counted_of in STAGES


def test_a_share_of_a_step_is_counted_of_the_people_of_the_step_before() -> None:
    stages = dict(zip([share for _, share in STEPS], PHASED, strict=False))
    assert {share: BY_KEY[share].counted_of for share in stages} == stages


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_an_input_has_its_words_in_every_language(key: str, code: str) -> None:
    told = words(code).parameters.get(key, {})
    asked = {"label", "what", "where", "benchmark", "sources"}
    asked |= {"find_out"} if key in DRAWN else set()
    assert set(told) == asked, (
        f"the input {key!r} has the words {sorted(told)} in words/{code}/parameters.toml, and "
        f"needs {sorted(asked)}"
    )


# Used


@pytest.mark.parametrize("key", KEYS)
def test_an_input_is_used_in_a_stage(key: str) -> None:
    before, after = played(PLAN), played(changed_once(key))
    moved = any((before[figure] != after[figure]).any() for figure in FIGURES)
    moved = moved or sales(before).hours != sales(after).hours  # which limit nothing
    assert moved, (
        f"no stage uses the input {key!r}: whatever is believed of it, every fair goes the same "
        "way. Use it in sim/play/engine.py, or take its line out of sim/plan/parameters.py"
    )


@pytest.mark.parametrize("key", KEYS)
def test_what_is_expected_of_a_fair_knows_the_input(key: str) -> None:
    """The averages over luck are worked out a second time, in closed form."""
    for plan in (PLAN, changed_once(key)):
        result = played(plan)
        assert zero(result, result["profit"] - expected_profit(result)), (
            f"E[profit | inputs] in sim/why/luck.py is not that of the simulation where {key!r} "
            "has another value"
        )


@pytest.mark.parametrize("key", KEYS)
def test_the_exact_averages_and_the_calculator_know_the_input(key: str) -> None:
    plan = changed_once(key).without_staff_limit().without("follow_up_hours")
    result = played(plan)
    assert zero(result, result["profit"] - means(plan)["profit"]), (
        f"means in sim/play/expected.py are not those of the simulation where {key!r} has another "
        "value"
    )
    limited, paired = changed_once(key), played(changed_once(key))
    if not zero(paired, paired["profit"] - played(PLAN)["profit"]):
        assert best_guess(limited).profit != best_guess(PLAN).profit, (
            f"best_guess in sim/play/expected.py stays what it is where {key!r} has another value"
        )


@pytest.mark.parametrize("key", KEYS)
def test_the_forecast_of_a_fair_of_which_nothing_is_known_is_the_plan(key: str) -> None:
    """What has come is laid over the plan, and the rest is played in `sim.evaluate.updated`."""
    plan = changed_once(key)
    forecast = updated(plan, Actuals(), trials=TRIALS)
    np.testing.assert_allclose(forecast["profit"], played(plan)["profit"], rtol=1e-9, atol=1e-6)


# File, link, workbook and fingerprint


@pytest.mark.parametrize("key", KEYS)
def test_an_input_comes_back_from_file_and_link(key: str) -> None:
    plan = changed(key)
    assert plan != PLAN
    assert key in tomllib.loads(dumps(plan))["inputs"]
    assert loads(dumps(plan)) == plan
    assert decode(encode(plan, 1)).scenario == plan
    assert fingerprint(plan, 1) != fingerprint(PLAN, 1)
    assert {one.place for one in differing([PLAN, plan])} == {*BY_KEY[key].paths}


@pytest.mark.parametrize("key", [p.key for p in PARAMETERS if p.optional])
def test_an_optional_input_may_be_left_out_with_what_is_needed_with_it(key: str) -> None:
    head = BY_KEY[key].needed_with or key
    without = PLAN.with_(horizon=None).without(head)
    gone = {path for one in gone_with(head) for path in one.paths}
    assert set(PLAN.inputs) - set(without.inputs) == gone
    assert loads(dumps(without)) == without
    assert decode(encode(without, 1)).scenario == without
    assert key not in {row.path.partition(".")[0] for row in rows.input_rows(without)}
    simulate(without, trials=64)


@lru_cache
def workbook(code: str) -> bytes:
    answer = summarised(played(PLAN))
    return reports.workbook(reports.Report(PLAN, answer, words(code), "", "", DAY))


@lru_cache
def corrected() -> Scenario:
    """The plan of a workbook in which the likely value of every input was typed over."""
    book = openpyxl.load_workbook(io.BytesIO(workbook("nl")))
    (sheet,) = (book[name] for name in rows.sheet_names("inputs") if name in book.sheetnames)
    lines = {line[rows.KEY].value: line for line in sheet.iter_rows()}
    for path in PATHS:
        for column in range(rows.LOW, rows.OF + 1):
            lines[path][column].value = None
        lines[path][rows.LIKELY].value = other(path).likely
    saved = io.BytesIO()
    book.save(saved)
    return reports.scenario_from_workbook(saved.getvalue())


@pytest.mark.parametrize("key", KEYS)
def test_an_input_is_read_back_from_a_workbook(key: str) -> None:
    assert reports.scenario_from_workbook(workbook("en")) == PLAN
    for path in BY_KEY[key].paths:
        assert corrected().inputs[path] == other(path)
        assert path in corrected().yours


# The Plan page


@lru_cache
def plan_page(visit: Any) -> Any:
    """The page with all groups open, and what is told about every number."""
    visitor = by_link(visit, "method", PLAN)
    visitor.at.switch_page("plan.py")
    abouts = [f"about.{path}" for path in PATHS]
    visitor.open(*(f"group.{group}" for group in sidebar.GROUPS), *abouts)
    assert not visitor.errors
    return visitor


def shown(parameter: Parameter) -> str:
    """The path whose row the page shows first."""
    return f"{parameter.key}.{PHASE}" if parameter.phased else parameter.key


@pytest.mark.parametrize("key", KEYS)
def test_an_input_has_its_row_its_help_and_its_slider(key: str, visit: Any) -> None:
    visitor, parameter = plan_page(visit), BY_KEY[key]
    path = shown(parameter)
    assert f"likely.{path}" in {box.key for box in visitor.at.text_input}
    (slider,) = (one for one in visitor.at.slider if one.key == f"slide.{path}")
    assert slider.value == pytest.approx(PLAN.inputs[path].likely, rel=1e-6)
    assert parameter.step in (None, slider.step)
    told = [str(text.value) for text in visitor.at.markdown]
    assert f"**{EN.input(path)}**" in told
    for part in ("what", "where", "benchmark"):
        assert f"**{EN(f'inputs.{part}')}** {EN.parameters[key][part]}" in told
    assert (f"leave_out.{key}" in {button.key for button in visitor.at.button}) == (
        parameter.start is not None and not parameter.needed_with
    )


def test_the_rows_of_a_group_stand_in_the_order_of_their_declaration(visit: Any) -> None:
    boxes = [str(box.key) for box in plan_page(visit).at.text_input]
    at = {key.removeprefix("likely."): n for n, key in enumerate(boxes) if "likely." in key}
    for group in sidebar.GROUPS:
        inside = sorted((p for p in PARAMETERS if p.group == group), key=lambda p: p.phased)
        places = [at[shown(parameter)] for parameter in inside]
        assert places == sorted(places)


# Why, Find out, What to do


@pytest.mark.parametrize("key", KEYS)
def test_an_uncertain_input_is_among_what_the_profit_hangs_on(key: str) -> None:
    found = {one.path for one in drivers(played(PLAN))} & set(BY_KEY[key].paths)
    assert found == ({*BY_KEY[key].paths} if key in DRAWN else set())


@lru_cache
def question_page(visit: Any, name: str, *boxes: str, plan: Scenario = PLAN) -> str:
    """All that a page tells, as plain text."""
    visitor = by_link(visit, name, plan)
    visitor.open(*boxes)
    main(visitor)
    return re.sub(r"[\\\u2060\u200b]", "", "\n".join(visitor.texts()))


@pytest.mark.parametrize("key", DRAWN)
def test_why_names_every_input_that_is_drawn(key: str, visit: Any) -> None:
    told = question_page(visit, "drivers", "why.numbers")
    for path in BY_KEY[key].paths:
        assert why_words.name(path, PLAN, EN) in told


@cache
def between_going_and_not() -> Scenario:
    """The plan with so much money more, or less, that it is even on average: there is something to
    find out."""
    mean = float(played(PLAN)["profit"].mean())
    if mean < 0:
        return PLAN.with_(income=(*PLAN.income, Income("Even", Exact(-mean))))
    return PLAN.with_(costs=(*PLAN.costs, CostLine("Even", Exact(mean))))


@pytest.mark.parametrize("key", DRAWN)
def test_find_out_says_of_every_input_that_is_drawn_what_to_do(key: str, visit: Any) -> None:
    plan = between_going_and_not()
    told = question_page(visit, "research", "research.more", plan=plan)
    worth = {one.path: one for one in information(played(plan)).inputs}
    for path in BY_KEY[key].paths:
        assert path in worth
        for w in map(words, LANGUAGES):
            assert research.action(path, [PLAN], w).endswith((".", "?"))
        assert research.action(path, [PLAN], EN) in told or EN.input(path) in told


@pytest.mark.parametrize("key", KEYS)
def test_what_to_do_names_an_input_where_it_is_a_lever(key: str, visit: Any) -> None:
    told = question_page(visit, "levers", "levers.others")
    for path in BY_KEY[key].paths:
        assert (path in levers(PLAN)) == BY_KEY[key].lever
        if BY_KEY[key].lever:
            assert EN.input(path) in told


@pytest.mark.parametrize("key", LEVERS)
def test_a_lever_turned_as_far_as_is_needed_is_enough(key: str) -> None:
    for path in BY_KEY[key].paths:
        today = played(PLAN).chance_covering_costs.value
        found = needed(PLAN, path, chance=today - 0.03, trials=TRIALS)
        assert found.belief is not None
        turned = PLAN.with_(inputs={path: found.belief})
        # what these two have to be is an order statistic of the trials, counted
        again = simulate(turned, trials=TRIALS, chances=path not in ("order_value", "margin"))
        assert again.chance_covering_costs.value >= today - 0.03 - 1 / TRIALS


# Guesses


@lru_cache
def asked(visit: Any, fairs: Any) -> list[str]:
    """What the table of guesses offers to guess."""
    visitor = evaluated(visit, kept(fairs, plan=PLAN)).pick("evaluate.section", "guesses")
    columns = json.loads(visitor.at.dataframe[0].proto.columns)
    return list(columns["path"]["type_config"]["options"])


def test_the_table_of_guesses_offers_what_a_fair_shows(visit: Any, fairs: Any) -> None:
    offered = [one["value"] if isinstance(one, dict) else one for one in asked(visit, fairs)]
    assert offered == [path for path, parameter in PATHS.items() if parameter.guessable]


@pytest.mark.parametrize("key", GUESSABLE)
def test_a_guess_is_kept_and_held_against_what_was_told(key: str) -> None:
    stages = ("contacts", "followed_up", "calls", "visits", "quotes", "orders")
    reached = {f"{s}.{phase}": 64 >> at for at, s in enumerate(stages) for phase in PHASES}
    still = {place: 0 for place in reached if "orders" not in place}
    known = Actuals(60, 9000, 900, 300, reached, still, extra_orders=3, margin=0.25)
    plan = PLAN.with_(triage=0.0)  # with it, who talks is not who came
    for path in BY_KEY[key].paths:
        assert path in guessable(plan)
        said = (Said("Els", path, 0.1, 0.4),)
        assert guesses.loads(guesses.dumps(said)) == said
        (held,) = guesses.held_against(said, "fair", plan, known)
        assert held.figure == path
    assert set(tallies(plan, known)) <= {path for path, p in PATHS.items() if p.counted_of}


# The command line


@pytest.mark.parametrize(
    ("question", "keys"), [("drivers", DRAWN), ("information", DRAWN), ("levers", LEVERS)]
)
def test_the_command_line_answers_about_every_input(
    question: str, keys: list[str], tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(dumps(PLAN), "utf-8")
    assert command_line.main([question, str(file), "--json", "--trials", "1024"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said)
    for key in keys:
        assert all(f'"{path}"' in said for path in BY_KEY[key].paths), key
