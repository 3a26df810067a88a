"""Which steps together, on the command line: held against the core, and refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console import main as command_line
from sim import Exact, Scenario, dumps, example
from sim.plan.steps.changes import Plus, Times
from sim.plan.steps.step import Step
from sim.play.enough import covering_costs
from sim.together.sets import taking
from sim.together.together import best_within, cheapest
from tests.console.test_command_line import refused
from words.catalogue import words
from words.stepwise.suggested import suggested

PLAN = example("national").with_(
    steps=(
        Step("Person", Exact(2000.0), (("staff", Plus(1.0)),)),
        Step("Invite", Exact(1500.0), (("reach_share", Times(1.3)),)),
        Step("Quotes", Exact(900.0), (("quote_share.decision", Times(1.4)),)),
    )
)
QUICK = ["--trials", "2048"]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status = command_line.main(["together", *arguments, *QUICK])
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    return said.out


def file(folder: Path, plan: Scenario) -> str:
    path = folder / "fair.toml"
    path.write_text(dumps(plan), "utf-8")
    return str(path)


def measured(figure: Any) -> dict[str, float]:
    return {"value": figure.value, "error": figure.error}


def test_the_cheapest_that_reaches_the_chance_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(asked(capsys, file(tmp_path, PLAN), "--chance", "27", "--json"))
    found = cheapest(PLAN, 0.27, trials=2048)
    labels = [PLAN.steps[place].label for place in found.steps]
    assert found.reached
    assert told == {
        "reached": True,
        "cost": sum(PLAN.steps[place].cost.likely for place in found.steps),
        "chance": measured(found.chance),
        "steps": labels,
        "without": {
            label: measured(covering_costs(taking(PLAN, others), trials=2048))
            for label, others in zip(
                labels,
                [[x for x in found.steps if x != place] for place in found.steps],
                strict=True,
            )
        },
    }


def test_the_best_within_a_sum_and_what_is_not_reached(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, PLAN)
    told = json.loads(asked(capsys, path, "--chance", "95", "--within", "2400", "--json"))
    found = best_within(PLAN, 0.95, 2400.0, trials=2048)
    assert (told["reached"], told["cost"]) == (False, found.cost)
    assert told["chance"] == measured(found.chance)
    assert told["cost"] <= 2400


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_plan_without_steps_is_asked_about_a_few_that_its_lines_suggest(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    w = words(language)
    told = asked(capsys, "national", "--chance", "31", "--language", language)
    assert w("console.steps_together.suggested").partition(";")[0] in " ".join(told.split())
    found = cheapest(
        example("national").with_(steps=suggested(example("national"), w)), 0.31, trials=2048
    )
    assert found.steps
    for place in found.steps:
        assert suggested(example("national"), w)[place].label in told


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ('label = "x"\ncost = 1\nchange = {"inputs.visitors" = "+5"}', "steps[1].change.inputs"),
        ('label = "x"\ncost = 1\nchange = {"inputs.staff" = "-9"}', "steps[1].change.inputs.staff"),
        ('label = "x"\ncost = "much"\nchange = {"inputs.staff" = 3}', "steps[1].cost"),
    ],
)
def test_a_bad_step_is_refused_in_one_line(
    steps: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fair.toml"
    path.write_text(f"{dumps(example('national'))}\n[[steps]]\n{steps}\n", "utf-8")
    line = refused(capsys, "together", str(path))
    assert place in line


def test_a_sum_that_is_no_money_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "within" in refused(capsys, "together", "national", "--within", "-5")
