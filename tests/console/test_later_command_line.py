"""Deciding later on the command line: the figures of the core, under keys for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import dumps, example, loads, simulate
from sim.later.dates import later
from sim.plan.choices.dates import DecisionDate
from tests.console.test_command_line import refused
from tests.console.test_questions_command_line import QUICK, RUN, asked, figures, file, measured

DATES = """
[[decide]]
date = 2027-01-15
fee = { share = 0.4, of = "Stand space" }
known = ["visitors"]
[[decide]]
date = 2027-03-01
fee = { share = 0.8, of = "Stand space" }
known = ["follow_up_share", "order_value"]
"""
PLAN = loads(dumps(example("national")) + DATES)


def test_json_has_the_dates_in_their_order_as_the_core_finds_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(capsys, "later", file(tmp_path, PLAN))
    expected = later(simulate(PLAN, **RUN, detail=True))
    assert found["worth"] == measured(expected.worth)
    assert found["going"] == measured(expected.going)
    assert (found["fee_today"], found["decide_now"]) == (0, "cancel")
    first, second = found["dates"]
    assert first["date"], second["date"] == ("2027-01-15", "2027-03-01")
    assert (first["fee"], second["fee"]) == (3200, 6400)
    assert first["known"] == ["visitors"]
    assert second["known"] == ["visitors", "follow_up_share", "order_value"]
    for told, moment in zip(found["dates"], expected.dates, strict=True):
        assert told["worth"] == measured(moment.worth)
        assert told["chance_of_cancelling"] == measured(moment.cancelled)
    each = [one["chance_of_cancelling"]["value"] for one in found["dates"]]
    assert found["chance_of_cancelling"] == pytest.approx(sum(each))


def test_one_number_alone_says_where_to_cancel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates = (DecisionDate(0.0, "2027-03-01", known=("order_value",)),)
    plan = example("international").with_(decide=dates)
    path = file(tmp_path, plan)
    (one,) = figures(capsys, "later", path)["dates"]
    value = plan.inputs["order_value"]
    assert one["cancel_where"]["input"] == "order_value"
    assert value.low < one["cancel_where"]["below"] < value.high
    assert "2027-03-01: cancel where order value is below" in asked(capsys, "later", path)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_date_is_told_with_its_fee_in_every_language(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = asked(capsys, "later", file(tmp_path, PLAN), "--language", language)
    for moment in ("2027-01-15", "2027-03-01"):
        assert told.count(moment) == 2
    assert "3,200" in told or "3.200" in told


def test_a_plan_without_dates_is_told_how_to_name_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "[[decide]]" in asked(capsys, "later", "national")
    assert figures(capsys, "later", "national")["dates"] == []


def test_a_bad_date_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(dumps(example("national")) + "[[decide]]\ndate = 2027-03-01\n", "utf-8")
    told = refused(capsys, "later", str(path), *QUICK)
    assert "decide[1].fee: this is missing" in told
