"""What came of a fair, on the command line: held against the core, and refused in one line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from console import main as command_line
from sim import loads, simulate
from sim.actuals.file import dumps as record_text
from sim.actuals.record import Entry, Record
from sim.evaluate.next_plan import next_plan
from sim.evaluate.several import Past
from sim.evaluate.updated import updated
from sim.many.figures import summary
from sim.plan.file import example
from tests.console.test_command_line import refused

QUICK = ["--trials", "1024", "--seed", "3"]
RUN: dict[str, Any] = {"trials": 1024, "seed": 3}
PLAN = example("national")

TOTALS = {"contacts": 290, "followed_up": 218, "calls": 66, "visits": 30, "quotes": 19, "orders": 3}


def record(
    fair_day: str = "2026-03-01", day: str = "2026-06-01", figures: Mapping[str, int] = TOTALS
) -> Record:
    return Record(date.fromisoformat(fair_day), (Entry(date.fromisoformat(day), figures),))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "fair.json"
    file.write_text(record_text(record()), "utf-8")
    return file


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status = command_line.main(["evaluate", "national", *arguments, *QUICK])
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    return said.out


def figures(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answered(capsys, *arguments, "--json"))
    return found


def test_the_json_is_that_of_an_answer_for_the_fair_as_known_on_its_last_day(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(capsys, str(kept))
    expected = summary(updated(PLAN, record().known(), **RUN))
    assert {key: found[key] for key in expected} == expected
    assert found["on"] == "2026-06-01"
    assert found["too_early"] is True
    ends = [found[end] for end in ("all_open_lost", "all_open_go_on")]
    lost, on = (end["chance_covering_costs"]["value"] for end in ends)
    assert lost < found["chance_covering_costs"]["value"] < on


def test_a_figure_that_does_not_count_yet_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = record("2025-03-01", "2025-06-01", {"contacts": 290, "open.contacts": 0})
    (tmp_path / "before.json").write_text(record_text(early), "utf-8")
    late = record(figures={"orders": 3, "quotes": 9})
    (tmp_path / "late.json").write_text(record_text(late), "utf-8")
    found = figures(capsys, str(tmp_path))["gaps"]
    assert found == {"2026-03-01": {"orders": "contacts", "quotes": "contacts"}}
    said = " ".join(answered(capsys, str(tmp_path), "--language", "en").split())
    assert "2026-03-01 this does not count yet: orders, quotes. Tell contacts too." in said


@pytest.mark.parametrize(
    ("code", "told"), [("en", "this does not count, as the plan"), ("nl", "telt niet mee, omdat")]
)
def test_money_of_a_line_that_the_plan_lacks_is_told_wherever_it_is_asked(
    code: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = len(PLAN.costs) - 1
    costs = {f"costs.{last}": 100, f"costs.{last + 1}": 30_000, "income.0": 500}
    (tmp_path / "fair.json").write_text(record_text(record(figures=TOTALS | costs)), "utf-8")
    lacking = {"2026-03-01": [f"costs.{last + 1}", "income.0"]}
    assert figures(capsys, str(tmp_path))["unplanned"] == lacking
    said = " ".join(answered(capsys, str(tmp_path), "--language", code).split())
    assert told in said
    assert f": costs.{last + 1}, income.0." in said
    note, rest = answered(capsys, str(tmp_path), "--next", "--language", code).split("\n", 1)
    assert note.startswith("# ")
    assert told in note
    assert loads(rest) == loads(f"{note}\n{rest}")


def test_of_a_record_whose_lines_the_plan_has_nothing_is_said_to_lack(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figures(capsys, str(kept))["unplanned"] == {}
    assert not answered(capsys, str(kept), "--next").startswith("#")


def test_what_was_learned_stands_by_path_with_what_it_was_and_where_it_is_from(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    learned = figures(capsys, str(kept))["learned"]
    followed = learned["follow_up_share"]
    before = PLAN.inputs["follow_up_share"]
    assert followed["before"] == {"low": before.low, "likely": before.likely, "high": before.high}
    assert followed["low"] < followed["likely"] < followed["high"]
    assert followed["from"]["2026-03-01"] == {"power": 1.0, "hits": 218, "of": 218, "open": 72}
    assert learned["call_share.decision"]["from"]["2026-03-01"]["counts"] == TOTALS
    assert "extra_share" not in learned


def test_a_day_before_leaves_out_what_was_told_since(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = record().with_entry(Entry(date(2026, 9, 1), {"orders": 9}))
    file = tmp_path / "fair.json"
    file.write_text(record_text(both), "utf-8")
    early = figures(capsys, str(file), "--on", "2026-06-01")
    late = figures(capsys, str(file))
    assert (early["on"], late["on"]) == ("2026-06-01", "2026-09-01")
    assert early["chance_covering_costs"] != late["chance_covering_costs"]
    assert early["stages"]["orders"]["p10"]["value"] >= 3
    assert late["stages"]["orders"]["p10"]["value"] >= 9


def test_of_several_records_the_latest_is_told_and_all_are_learned_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = {"contacts": 140, "quotes": 11, "orders": 3, "open.contacts": 0, "open.quotes": 0}
    older = record("2025-03-01", "2026-02-01", few)
    for name, one in (("b", record()), ("a", older)):
        (tmp_path / f"{name}.json").write_text(record_text(one), "utf-8")
    files = [str(tmp_path / f"{name}.json") for name in ("b", "a")]
    found = figures(capsys, *files)
    assert found == figures(capsys, str(tmp_path))
    assert found["chance_covering_costs"] == figures(capsys, files[0])["chance_covering_costs"]
    assert set(found["learned"]["call_share.decision"]["from"]) == {"2025-03-01", "2026-03-01"}


def test_the_plan_for_the_next_fair_is_a_scenario_file(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = loads(answered(capsys, str(kept), "--next"))
    expected = next_plan(PLAN, [Past("2026-03-01", record().known())]).plan
    assert found.inputs == expected.inputs
    assert found.evidence_for("follow_up_share") == "counted"
    assert 0 < simulate(found, trials=1024).chance_covering_costs.value < 1


@pytest.mark.parametrize(("code", "told"), [("en", "too early"), ("nl", "te vroeg")])
def test_the_words_tell_both_ends_and_what_was_learned(
    code: str, told: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(capsys, str(kept), "--language", code)
    assert told in found
    assert "287" in found
    assert all(len(line) <= 80 for line in found.splitlines())


GOOD = {
    "contacts": 290, "open.contacts": 120, "followed_up": 150, "open.followed_up": 40,
    "calls": 70, "open.calls": 15, "visits": 40, "open.visits": 8, "quotes": 25, "open.quotes": 15,
    "orders": 4,
}  # fmt: skip


@pytest.mark.parametrize(("code", "told"), [("en", "lies above both"), ("nl", "boven allebei")])
def test_an_answer_that_does_not_lie_between_its_two_ends_says_so(
    code: str, told: str, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "good.json"
    file.write_text(record_text(record("2026-03-01", "2026-04-01", GOOD)), "utf-8")
    said = " ".join(answered(capsys, str(file), "--language", code).split())
    assert told in said
    assert told not in " ".join(answered(capsys, str(kept), "--language", code).split())


def test_a_fair_of_which_nothing_is_open_is_told_without_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = {f"open.{stage}": 0 for stage in TOTALS if stage != "orders"}
    file = tmp_path / "fair.json"
    file.write_text(record_text(record(figures=TOTALS | nobody)), "utf-8")
    found = figures(capsys, str(file))
    assert found["too_early"] is False
    assert found["all_open_lost"]["chance_covering_costs"] == found["chance_covering_costs"]
    assert "open lead" not in answered(capsys, str(file), "--language", "en")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not a record"),
        ('{"version": 1, "fair_day": "2026-03-01", "entries": [{"day": "2026-06-01", '
         '"figures": {"contacts": 3, "orders": 5}}]}', "orders"),
        ('{"version": 1, "fair_day": "2026-03-01", "entries": [{"day": "2026-06-01", '
         '"figures": {"contact": 3}}]}', "contacts"),
        ('{"version": 1, "fair_day": "2026-03-01", "currency": "USD", "entries": []}', "currency"),
        ('{"version": 1, "fair_day": "2026-03-01", "entries": [{"day": "2026-06-01", '
         '"figures": {"contacts": 3}, "costs": {"hotel": 300}}]}', "costs"),
    ],
)  # fmt: skip
def test_a_record_that_is_wrong_is_refused_in_one_line_with_its_file(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(content, "utf-8")
    line = refused(capsys, "evaluate", "national", str(file), *QUICK)
    assert line.startswith(f"{file}: ")
    assert told in line


def test_what_is_missing_or_twice_is_refused_in_one_line(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    again = tmp_path / "again.json"
    again.write_text(kept.read_text("utf-8"), "utf-8")
    for arguments, told in (
        (["national"], "RECORD"),
        (["national", str(tmp_path / "none.json")], "cannot be read"),
        (["national", str(empty)], "no records"),
        (["national", str(kept), str(again)], "2026-03-01"),
        (["national", str(kept), "--on", "soon"], "soon"),
        (["nowhere.toml", str(kept)], "nowhere.toml"),
    ):
        assert told in refused(capsys, "evaluate", *arguments, *QUICK), arguments
