"""Which fairs of a year, on the command line: one object for programs, words for people, and one
line where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console import main as command_line
from console.terminal import WIDTH
from sim import dumps, example
from sim.play.enough import played
from words.languages import LANGUAGES

QUICK = ("--trials", "512")


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status = command_line.main(["year", *arguments, *QUICK])
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    return said.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert command_line.main(["year", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def test_the_object_has_the_sets_the_best_of_them_and_the_correlation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("regional", "national", "--budget", "120000", "international", "--json")
    told: dict[str, Any] = json.loads(asked(capsys, *arguments))
    assert [*told] == ["sets", "best", "correlation"]
    assert [*told["sets"][0]] == ["fairs", "cost", "mean", "chance_above_zero", "p10"]
    sets = {tuple(each["fairs"]): each for each in told["sets"]}
    assert {*sets} == {(), ("regional",), ("national",), ("regional", "national")}
    alone = played(example("national")).chance_covering_costs
    chance = {"value": alone.value, "error": alone.error}
    assert sets["national",]["chance_above_zero"] == chance
    assert told["sets"][told["best"]["by_mean"]]["fairs"] == []
    assert told["sets"][told["best"]["by_chance"]]["fairs"] == ["national"]
    rows = told["correlation"]
    assert [rows[at][at] for at in range(3)] == [1.0, 1.0, 1.0]
    assert rows[0][1] == pytest.approx(rows[1][0])


def test_a_budget_below_the_cheapest_fair_leaves_not_going_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = json.loads(asked(capsys, "regional", "--budget", "1", "--json"))
    assert [each["fairs"] for each in told["sets"]] == [[]]
    assert told["best"] == {"by_mean": 0, "by_chance": None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_in_words_fits_into_a_terminal(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    plans = ("regional", "national", "international")
    out = asked(capsys, *plans, "--budget", "400000", "--language", language)
    assert max(map(len, out.splitlines())) <= WIDTH
    assert "100" in out


def test_good_years_that_are_good_everywhere_make_the_fairs_more_alike(
    capsys: pytest.CaptureFixture[str],
) -> None:
    apart, together = (
        json.loads(asked(capsys, "regional", "national", "--together", share, "--json"))
        for share in ("0", "1")
    )
    assert apart["correlation"][0][1] < together["correlation"][0][1]


def test_what_is_wrong_is_one_line_that_names_the_plan(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    swiss, copy = tmp_path / "swiss.toml", tmp_path / "copy.toml"
    swiss.write_text(dumps(example("national").with_(currency="CHF")), "utf-8")
    copy.write_text(dumps(example("regional")), "utf-8")
    english = ("--language", "en")
    assert refused(capsys, "regional", str(swiss), *english).startswith(f"{swiss}: this plan is in")
    assert "number 1" in refused(capsys, "regional", "national", str(copy), *english)
    assert refused(capsys, "regional", "absent.toml", *english).startswith("absent.toml: ")
    assert "budget: 'much'" in refused(capsys, "regional", "--budget", "much", *english)
    assert "budget: -5" in refused(capsys, "regional", "--budget=-5", *english)
    assert "together: 2" in refused(capsys, "regional", "--together", "2", *english)
    assert "trials: 300000" in refused(capsys, "regional", "--trials", "300000", *english)
    assert "FILE" in refused(capsys, *english)
