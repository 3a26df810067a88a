"""The questions on the command line: held against the core, and refused in one line.

Long because every refusal is one case of a table.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from console import main as command_line
from console.questions import QUESTIONS
from console.terminal import WIDTH
from sim import CostLine, Exact, Range, Scenario, dumps, simulate
from sim.decide.backwards import required
from sim.decide.dials import bounds_of
from sim.decide.levers import all_needed, step_worth
from sim.decide.team import team_curve
from sim.decide.timeline import timeline
from sim.decide.unmeasured import best_team, step_spans
from sim.many.figures import summary
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, example, load
from sim.plan.parameters import TEAM, exactly
from sim.play.enough import played, trials_for
from sim.why.drivers import drivers, good_fair, stages
from sim.why.information import information
from sim.why.luck import split
from sim.why.robustness import robustness
from sim.why.unmeasured import mean_profits
from tests.console.test_command_line import one_line, refused
from tests.sim.condition.plans import PLANS
from tests.sim.made_up import exact_document
from words.catalogue import words
from words.costs import cost_of_person, reckoned
from words.languages import FALLBACK, LANGUAGES

EN = words("en")
ROOT = Path(__file__).parents[2]
RUN: dict[str, Any] = {"trials": 512, "seed": 3}
QUICK = ["--trials", "512", "--seed", "3"]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is answered."""
    status = command_line.main([*arguments, *QUICK])
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    return said.out


def figures(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What is answered as JSON, which has to be strict."""

    def never(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    text = asked(capsys, *arguments, "--json")
    found: dict[str, Any] = json.loads(text, parse_constant=never)
    return found


def file(tmp_path: Path, plan: Scenario) -> str:
    path = tmp_path / "plan.toml"
    path.write_text(dumps(plan), "utf-8")
    return str(path)


def measured(figure: Any) -> dict[str, float | None]:
    return {
        key: float(x) if math.isfinite(x) else None
        for key, x in (("value", figure.value), ("error", figure.error))
    }


def leaves(found: Any, above: str = "") -> Iterator[str]:
    """Dotted places of everything in a JSON value, lists by their first."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from leaves(value, f"{above}.{key}")
    elif isinstance(found, list) and found:
        yield from leaves(found[0], above + "[]")
    else:
        yield above[1:]


# What the figures are


def test_drivers_are_those_of_the_core_with_the_luck(capsys: pytest.CaptureFixture[str]) -> None:
    result = played(example("national"), **RUN, detail=True)
    found = figures(capsys, "drivers", "national")
    assert found["luck"] == measured(split(result).luck)
    assert found["not_known_yet"] == measured(split(result).known)
    fair = good_fair(result)
    assert fair is not None
    assert found["good_fair"]["share"] == measured(split(result).good_fair)
    assert found["good_fair"]["low"] == measured(fair.low)
    parts = (found["luck"], found["not_known_yet"], found["good_fair"]["share"])
    assert sum(part["value"] for part in parts) == pytest.approx(1.0)
    for key, name, expected in (
        ("inputs", "input", drivers(result)),
        ("stages", "stage", stages(result)),
    ):
        assert [each[name] for each in found[key]] == [driver.path for driver in expected]
        for each, driver in zip(found[key], expected, strict=True):
            for end in ("low", "high", "chance_low", "chance_high"):
                assert each[end] == measured(getattr(driver, end))
    for each, driver in zip(found["inputs"], drivers(result), strict=True):
        assert each["spread"] == measured(driver.between)
        assert each["fifths"] == [measured(fifth) for fifth in driver.fifths]


def test_levers_are_those_of_the_core_for_the_chance_that_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = example("national")
    expected = all_needed(plan, chance=0.3, people=reckoned(plan), **RUN)
    found = figures(capsys, "levers", "national", "--chance", "30")
    assert found["chance"] == 0.3
    assert found["bounds"] == vars(bounds_of(plan))
    assert found["today"] == measured(expected[0].today)
    assert len(found["levers"]) == len(expected)
    for each, needed in zip(found["levers"], expected, strict=True):
        assert each["lever"] == needed.lever
        assert each["possible"] == (needed.likely is not None)
        assert each["likely"] == (None if needed.likely is None else measured(needed.likely))
        assert each["now"]["likely"] == needed.now.likely
        assert each["offered"] == needed.within(bounds_of(plan))
    assert {each["possible"] for each in found["levers"]} == {True, False}
    labels = [each["label"] for each in found["levers"] if each["lever"] == "costs.0"]
    assert labels == [plan.costs[0].label]


def test_steps_team_and_backwards_are_those_of_the_core(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = example("national")
    found = figures(capsys, "steps", "national")
    cost = found["cost_of_person"]
    assert cost == cost_of_person(plan)
    expected = step_worth(plan, cost_of_person=cost, **RUN)
    under = step_spans(plan, [x.step for x in expected], cost_of_person=cost, seed=3)
    for step, x in zip(found["steps"], expected, strict=True):
        assert (step["step"], step["profit"]) == (x.step, measured(x.profit))
        assert step["chance"] == measured(x.chance)
        assert (step["low"], step["high"]) == (
            measured(under[x.step].low), measured(under[x.step].high)
        )  # fmt: skip
        assert len(step["turns"]) == len(under[x.step].turns)
    team = figures(capsys, "team", "national", "--cost-of-person", "2500")
    best = best_team(plan, [x["staff"] for x in team["points"]], cost_of_person=2500.0, seed=3)
    assert (team["best_mean_low"], team["best_mean_high"]) == (best.low.value, best.high.value)
    curve = team_curve(plan, cost_of_person=2500.0, **RUN)
    assert [point["staff"] for point in team["points"]] == [x.staff for x in curve.points]
    assert [point["mean"] for point in team["points"]] == [measured(x.mean) for x in curve.points]
    assert (team["best_mean"], team["cost_of_person"]) == (curve.best_mean.staff, 2500.0)
    back = figures(capsys, "backwards", "national", "--chance", "20")
    needed = required(plan, chance=0.2, **RUN)
    assert (back["chance"], back["factor"]) == (0.2, needed.factor)
    assert needed.counts is not None
    assert back["counts"] == {stage: measured(x) for stage, x in needed.counts.items()}


def test_information_robustness_and_when_are_those_of_the_core(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = example("national")
    expected = information(simulate(plan, **RUN, detail=True))
    found = figures(capsys, "information", "national")
    assert found["everything"] == measured(expected.everything)
    assert found["inputs"] == [
        {"input": x.path, "worth": measured(x.value)} for x in expected.inputs
    ]
    firm, choices = robustness(plan, **RUN), figures(capsys, "robustness", "national")
    assert {key: x["value"] for key, x in choices["chances"].items()} == firm.chances
    assert (choices["low"]["value"], choices["strongest"]) == (firm.low, firm.strongest)
    months, told = timeline(plan, **RUN), figures(capsys, "when", "national")
    assert told["months"] == months.months.tolist()
    assert told["profit"]["p50"] == months.bands[:, 2].tolist()
    assert told["paid_back"][-1] == measured(months.paid_back[-1])
    assert [x["profit"][-1] for x in told["stories"]] == months.courses[:, -1].tolist()
    assert told["judged_after"] == months.judged_after


def test_keys_are_permanent(capsys: pytest.CaptureFixture[str]) -> None:
    """Adding keys is fine; these are read by other programs."""
    kept = {
        "drivers": "luck.value inputs[].input inputs[].chance_high.error stages[].stage",
        "levers": "chance today.error levers[].lever levers[].now.low levers[].possible "
        "levers[].distance levers[].inside levers[].reached levers[].offered bounds.beyond",
        "steps": "steps[].step steps[].profit.value steps[].chance.error steps[].low.value",
        "team": "planned cost_of_person best_mean best_mean_low best_chance points[].staff "
        "points[].p90.value points[].unserved.error points[].contacts.value",
        "backwards": "chance today.value ceiling.value factor counts.contacts.value "
        "contacts_a_day contacts_possible calls_a_day",
        "information": "going.value everything.error inputs[].input inputs[].worth.value",
        "robustness": "planned.value low.error high.value strongest chances.ranges_wider.value",
        "together": "reached cost chance.value chance.error",
        "when": "months[] profit.p10[] paid_back[].value deepest.p50.value judged_after "
        "late.value late_value.error stories[].name stories[].stage stories[].profit[]",
        "later": "going.value fee_today decide_now advice open.value worth.error "
        "chance_of_cancelling dates",
    }
    assert set(kept) == set(QUESTIONS)
    for word, keys in kept.items():
        chance = ["--chance", "20"] if "chance" in QUESTIONS[word].options else []
        found = figures(capsys, word, "national", *chance)
        run = [found.get(key) for key in ("question", "trials", "seed")]
        assert run == ([None] * 3 if QUESTIONS[word].bare else [word, 512, 3])
        assert set(keys.split()) <= set(leaves(found)), word


# What is told


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("word", QUESTIONS)
def test_every_question_is_answered_in_plain_words_that_fit_a_terminal(
    word: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = asked(capsys, word, name)
    first, *_, last = told.rstrip("\n").split("\n\n")
    assert first == example(name).name
    foot = "512 simulated fairs, seed 3. Money in EUR. The page shows 8,192 fairs."
    assert " ".join(last.split()) == foot
    assert all(len(line) <= WIDTH and line == line.rstrip() for line in told.splitlines())
    assert told.isascii()
    assert not re.search(r"nan|inf(?!o)|None|_|\{|EVPPI|varian|percentile", told)


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != FALLBACK])
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("question", [[], *([word] for word in QUESTIONS)], ids=" ".join)
def test_every_answer_fits_a_terminal_in_every_language(
    question: list[str], name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = asked(capsys, *question, name, "--language", language).splitlines()
    assert [line for line in lines if len(line) > WIDTH or line != line.rstrip()] == []
    run = words(language)("console.foot.run", trials=512, seed=3, currency="EUR")
    assert (run in " ".join(lines)) == bool(question)


def test_the_figures_in_words_are_those_of_the_core(capsys: pytest.CaptureFixture[str]) -> None:
    plan = example("national")
    needed = all_needed(plan, **RUN)
    today = round(100 * needed[0].today.value)
    told = asked(capsys, "levers", "national")
    assert f"{today} of 100 cover their costs as planned; 70 of 100 are asked for." in told
    luck = split(simulate(plan, **RUN, detail=True)).luck
    assert 0.005 < luck.error < 0.1
    digits = 0 if luck.error >= 0.01 else 1
    share = f"{100 * luck.value:.{digits}f}"
    assert f"{share} % is luck" in " ".join(asked(capsys, "drivers", "national").split())
    firm = robustness(plan, **RUN)
    low, high = round(100 * firm.low), round(100 * firm.high)
    assert f"{low} to {high} of 100" in " ".join(asked(capsys, "robustness", "national").split())
    judged = timeline(plan, **RUN).judged_after
    assert f"Before month {judged} it is too early" in asked(capsys, "when", "national")


def test_an_amount_within_two_errors_of_zero_is_hardly_worth_knowing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    worth = information(simulate(example("international"), **RUN, detail=True)).inputs
    table, hardly = asked(capsys, "information", "international").split("Hardly worth knowing: ")
    idle = [each.path for each in worth if each.value.value <= 2 * each.value.error]
    assert 0 < len(idle) < len(worth)
    hardly = " ".join(hardly.split())
    for each in worth:
        key, _, phase = each.path.removesuffix(".1").partition(".")
        name = key.replace("_", " ") + (f" ({phase})" if phase else "")
        name = "Sales visit after the fair" if key == "costs" else name
        assert (name in hardly) == (each.path in idle)
        assert (f"\n{name} " in table) == (each.path not in idle)


def test_the_advice_carries_its_range_and_where_it_turns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = str(ROOT / "tests" / "reference" / "fairs" / "international.toml")
    plan = load(path)
    going = mean_profits(plan, **RUN)
    found = figures(capsys, "information", path)
    advice = found["advice"]
    assert advice["go"] is (going.planned.value > 0)
    assert advice["mean"] == found["going"] == measured(going.planned)
    assert (advice["low"], advice["high"]) == (measured(going.low), measured(going.high))
    (apart,) = (turn for turn in advice["turns"] if turn["choice"] == "dependence")
    assert apart["value"] == 0.0
    assert apart["mean"]["value"] == going.under["dependence_none"].value < 0
    told = " ".join(asked(capsys, "information", path).split())
    assert "The advice turns under another choice: rates do not move together (-" in told


EXTREMES: dict[str, Scenario] = {
    "no costs": example("national").with_(costs=()),
    "no margin": example("national").with_(inputs={"margin": exactly("margin", 0.0)}),
    "surely pays": example("national").with_(inputs={"order_value": exactly("order_value", 1e8)}),
    "no visitors": example("national").with_(inputs={"visitors": exactly("visitors", 0.0)}),
    "all exact": from_document(exact_document()).with_(
        inputs={
            **{path: exactly(path, 2.0) for path in TEAM},
            **{f"months_to_order.{phase}": exactly(f"months_to_order.{phase}", 3.0)
               for phase in ("awareness", "orientation", "decision")},
        }
    ),
    "a horizon": example("national").with_(horizon=6),
    "strange lines": example("national").with_(
        costs=(CostLine("W" * 120, Range(100.0, 9e3, 2e3)), CostLine("x", Exact(0.0), "order"),
               CostLine("x", Range(1.0, 9.0), "call"))
    ),
    "half a person": example("national").with_(inputs={"staff": exactly("staff", 0.5)}),
}  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("case", EXTREMES)
@pytest.mark.parametrize("word", QUESTIONS)
def test_an_extreme_plan_is_answered_as_text_and_as_strict_json(
    word: str, case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = EXTREMES[case]
    if plan.goal is None:
        plan = plan.with_(goal=example("national").goal)
    path = file(tmp_path, plan)
    told = asked(capsys, word, path)
    assert not re.search(r"\b(nan|inf|None)\b", told)
    assert all(len(line) <= WIDTH for line in told.splitlines())
    found = figures(capsys, word, path)
    assert ("reached" in found) if QUESTIONS[word].bare else (found["question"] == word)


def test_long_names_make_room_for_large_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = CostLine("W" * 120, Range(100.0, 900.0), "visit")
    dear = {"order_value": exactly("order_value", 1e9)}
    path = file(tmp_path, EXTREMES["surely pays"].with_(costs=(long,), inputs=dear))
    told = asked(capsys, "drivers", path).splitlines()
    (row,) = (line for line in told if line.startswith("W"))
    assert re.match(r"W{20,}\.\.\.  \+", row)
    assert len(row) == max(map(len, told)) == WIDTH


def test_what_an_extreme_plan_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(word: str, case: str) -> str:
        return " ".join(asked(capsys, word, file(tmp_path, EXTREMES[case])).split())

    assert "No single answer changes the decision: go." in told("information", "no costs")
    assert "No single answer changes the decision: stay home." in told("information", "no margin")
    assert "Every number is exact: only luck is left." in told("drivers", "all exact")
    assert "100 % is luck" in told("drivers", "all exact")
    assert "That is enough." in told("levers", "surely pays")
    assert "No extra order comes" in told("when", "no visitors")
    assert "After month 6 come" in told("when", "a horizon")
    assert "W" * 27 + "..." in told("levers", "strange lines")


# What is refused


@pytest.mark.parametrize("word", ["levers", "backwards"])
@pytest.mark.parametrize("chance", ["0", "100", "-5", "abc", "", "nan", "inf", "1e999", "0.7"])
def test_a_wrong_chance_is_told_in_one_line(
    word: str, chance: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = refused(capsys, word, "regional", f"--chance={chance}")
    assert line.startswith("regional: chance: ")
    assert line.endswith("a number from 1 to 99")


@pytest.mark.parametrize("cost", ["-1", "abc", "", "nan", "inf", "1e13"])
def test_a_wrong_cost_of_a_person_is_told_in_one_line(
    cost: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = refused(capsys, "team", "regional", f"--cost-of-person={cost}")
    assert line.startswith("regional: cost-of-person: ")


@pytest.mark.parametrize(
    "option", ["saved=-1", "saved=101", "people=x", "people=", "beyond=-1", "more=nan"]
)
def test_a_wrong_bound_is_told_in_one_line(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, "levers", "regional", f"--{option}")
    assert line.startswith(f"regional: {option.partition('=')[0]}: ")


def test_what_goes_too_far_is_offered_where_somebody_allows_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At the regional fair 50 of 100 takes order values of several times what is believed."""
    plan = load(str(ROOT / "tests" / "reference" / "fairs" / "regional.toml"))
    value = next(x for x in all_needed(plan, chance=0.5, **RUN) if x.lever == "order_value")
    assert value.likely is not None
    assert value.distance > 2
    path = str(ROOT / "tests" / "reference" / "fairs" / "regional.toml")
    for allowed, bounds in ((False, []), (True, [f"--beyond={value.distance + 1}"])):
        told = asked(capsys, "levers", path, "--chance", "50", *bounds)
        row = next((x for x in told.splitlines() if x.startswith("order value  ")), "")
        assert bool(row) == allowed
        assert ("order value" in told.partition("--saved")[2]) != allowed


@pytest.mark.parametrize(
    ("word", "plan", "told"),
    [
        ("backwards", example("own").with_(goal=None), "goal: this is missing"),
        ("team", example("own").without_staff_limit(), "inputs.staff: this is missing"),
        ("when", from_document(exact_document()), "inputs.months_to_order: this is missing"),
    ],
)
def test_a_plan_that_cannot_be_asked_is_told_in_one_line(
    word: str, plan: Scenario, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, plan)
    assert refused(capsys, word, path).startswith(f"{path}: {told}")


@pytest.mark.parametrize(
    "arguments",
    [["drivers"], ["drivers", "regional", "more"], ["drivers", "regional", "--chance", "60"],
     ["team", "regional", "--chance", "60"], ["steps", "regional", "--saved", "1"],
     ["levers", "regional", "--chance"], ["when", "--what", "regional"]],
)  # fmt: skip
def test_wrong_arguments_of_a_question_are_told_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert one_line(said.err).startswith("python -m sim: ")


@pytest.mark.parametrize(("option", "value"), [("trials", "63"), ("trials", "x"), ("seed", "-1")])
def test_wrong_trials_and_seeds_are_told_as_without_a_question(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = refused(capsys, "steps", "regional", f"--{option}={value}")
    assert line.startswith(f"regional: {option}: ")


# The real command, and what stays as it was


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-m", "sim", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=60)


def test_the_command_answers_a_question_and_refuses_with_status_2(tmp_path: Path) -> None:
    done = run("backwards", "national", *QUICK, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["question"] == "backwards"
    path = file(tmp_path, example("own").with_(goal=None))
    done = run("backwards", path, *QUICK)
    assert (done.returncode, done.stdout) == (2, b"")
    assert one_line(done.stderr.decode()).startswith(f"{path}: goal: ")


@pytest.mark.parametrize("word", QUESTIONS)
def test_a_file_called_as_a_question_is_reached_by_its_folder(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = example("own").with_(goal=example("national").goal)
    shutil.copy(file(tmp_path, replace(plan, name="A file")), tmp_path / word)
    found = figures(capsys, f"./{word}")
    assert found == json.loads(json.dumps(summary(played(plan, **RUN))))
    assert asked(capsys, word, word).startswith("A file\n")


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["regional", "income"])
def test_a_question_is_asked_of_as_many_fairs_as_the_answer(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, PLANS[name])
    for question in ([], ["steps"], ["backwards"]):
        assert command_line.main([*question, path, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["trials"] == trials_for(PLANS[name])
    assert command_line.main(["steps", path]) == 0
    assert "The page shows" not in capsys.readouterr().out


def test_help_names_every_question_and_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command_line.main(["--help"])
    told = capsys.readouterr().out
    assert all(
        f"  {word} " in told and EN(f"console.questions.{word}") in told for word in QUESTIONS
    )
    for word, each in QUESTIONS.items():
        with pytest.raises(SystemExit):
            command_line.main([word, "--help"])
        told = capsys.readouterr().out
        assert f"python -m sim {word}" in told
        assert ("--chance" in told) == ("chance" in each.options)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [[], *([word] for word in QUESTIONS)], ids=" ".join)
def test_help_fits_a_terminal_in_every_language(
    question: list[str],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    with pytest.raises(SystemExit):
        command_line.main([*question, "--help", "--language", language])
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if len(line) > WIDTH] == []
    about = words(language)("console.help.questions", program="python -m sim")
    assert (about in told) == (not question)


def test_a_question_needs_neither_pandas_nor_the_statistics_of_scipy() -> None:
    code = (
        "import sys, sim.__main__ as m; m.main(['drivers', 'regional', '--trials', '64']);"
        "print({'pandas', 'scipy.stats'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    assert done.stdout.strip().endswith(b"set()")
