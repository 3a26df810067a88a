"""`python -m sim many`: what it writes, what it says, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from console import main as command_line
from console.terminal import Bar
from sim.many.columns import flat
from tests.house import ROOT
from tests.sim.many.plans import written

QUICK = ("--trials", "128")
MANY = 999  # so many that a command is still at it when it is broken off


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = written(tmp_path / "plans", 3)
    (folder / "bad.toml").write_text("x =")
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = command_line.main(["many", *map(str, arguments)])
    told = capsys.readouterr()
    return status, " ".join(told.out.split()), told.err


def started(*arguments: object) -> subprocess.Popen[str]:
    """The real command, in a group of processes of its own, warnings as errors. It hears Ctrl-C
    also where the tests do not, as those that a shell has put into the background."""
    command = [sys.executable, "-W", "error", "-m", "sim", "many", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=pipe,
        stderr=pipe,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_a_row_has_what_the_command_says_of_the_plan_alone(
    plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = plans.parent / "answers.csv"
    status, told, error = said(capsys, plans, "--out", out, *QUICK, "--seed", "7")
    assert (status, error) == (0, "")
    assert told == (
        f"{out} has the answers of 4 plans. "
        "With 1 something is wrong: the column problem says what."
    )
    with out.open(encoding="utf-8", newline="") as opened:
        rows = {row["file"]: row for row in csv.DictReader(opened)}
    assert list(rows) == ["00.toml", "01.toml", "02.toml", "bad.toml"]
    for name in list(rows)[:3]:
        command_line.main([str(plans / name), "--json", *QUICK, "--seed", "7"])
        alone = flat(json.loads(capsys.readouterr().out))
        assert {key: float(rows[name][key]) for key in alone} == alone
    command_line.main([str(plans / "bad.toml")])
    assert capsys.readouterr().err == f"{plans / 'bad.toml'}: {rows['bad.toml']['problem']}\n"


def test_in_dutch_the_csv_is_one_of_a_dutch_spreadsheet_and_the_lines_are_the_same(
    plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, lines = plans.parent / "answers.csv", plans.parent / "answers.jsonl"
    status, told, error = said(capsys, plans, "--out", out, *QUICK, "--language", "nl")
    assert (status, error) == (0, "")
    assert told == (
        f"In {out} staan de antwoorden op 4 plannen. Met 1 is iets mis: de kolom problem zegt wat."
    )
    said(capsys, plans, "--out", lines, *QUICK, "--language", "nl")
    with out.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    for row, line in zip(rows, lines.read_text("utf-8").splitlines(), strict=True):
        other = json.loads(line)
        mean = other["profit.mean.value"]
        assert row["profit.mean.value"] == ("" if mean is None else str(mean).replace(".", ","))
        assert row["problem"] == other["problem"]
    assert rows[-1]["problem"].startswith("dit is geen geldige TOML")


def test_the_same_command_goes_on_and_says_what_was_there_in_any_language(
    plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = plans.parent / "answers.csv"
    said(capsys, plans / "00.toml", "--out", out, *QUICK)
    _, told, _ = said(capsys, plans, "--out", out, *QUICK, "--language", "nl")
    assert "1 ervan stond er al" in told
    _, told, _ = said(capsys, plans, "--out", out, *QUICK)
    assert "3 of them were there already and have not changed." in told


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "no out": (("PLANS",), "out: this is missing; give answers.csv, answers.parquet, "),
    "another ending": (("PLANS", "--out", "x.txt"), "out: '.txt' is not known here; allowed are"),
    "no such folder": (("PLANS", "--out", "HERE/no/x.csv"), "out: this cannot be written ("),
    "a folder": (("PLANS", "--out", "HERE/folder.csv"), "out: this cannot be written ("),
    "another file": (("PLANS", "--out", "HERE/mine.csv"), "out: there is such a file already"),
    "no plans": (("HERE/empty", "--out", "HERE/x.csv"), "HERE/empty: there is no plan in this"),
    "trials": (("PLANS", "--out", "HERE/x.csv", "--trials", "many"), "trials: 'many' is not a"),
    "seed": (("PLANS", "--out", "HERE/x.csv", "--seed", "-1"), "seed: -1 is no seed; give"),
}


def test_the_name_of_the_file_stands_on_one_line_however_long_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"{'a-b ' * 30}.csv"
    assert command_line.main(["many", "regional", "--out", str(out), *QUICK]) == 0
    assert f"{out} has the answer of 1 plan.\n" == capsys.readouterr().out


@pytest.mark.parametrize("what", WRONG)
def test_wrong_arguments_are_told_in_one_line_and_nothing_is_written(
    what: str, plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = plans.parent
    (here / "folder.csv").mkdir()
    (here / "empty").mkdir()
    (here / "mine.csv").write_text("a,b\n1,2\n")
    before = {file: file.stat().st_mtime_ns for file in here.rglob("*")}
    arguments, told = WRONG[what]
    filled = [one.replace("HERE", str(here)).replace("PLANS", str(plans)) for one in arguments]
    status, out, error = said(capsys, *filled)
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert error.startswith(f"python -m sim many: {told.replace('HERE', str(here))}")
    assert {file: file.stat().st_mtime_ns for file in here.rglob("*")} == before


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_scheduler_that_does_not_answer_is_told_in_one_line(
    plans: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    out = plans.parent / "x.csv"
    arguments = (plans, "--out", out, "--scheduler", "nowhere", "--language", language)
    status, told, error = said(capsys, *arguments)
    assert (status, told, error.count("\n"), out.exists()) == (2, "", 1, False)
    assert error.startswith("python -m sim many: scheduler: ")
    assert "'nowhere'" in error


def test_help_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("nl", "en"):
        with pytest.raises(SystemExit):
            command_line.main(["many", "--help", "--language", language])
        told = capsys.readouterr().out
        assert {"--out", "--scheduler", "--trials", "--seed"} <= set(told.split())
        assert "--json" not in told
        assert max(map(len, told.splitlines())) <= 80


def waits_for(file: Path, lines: int, process: subprocess.Popen[str]) -> None:
    """Until so many plans are answered."""
    for _ in range(1200):
        if file.exists() and file.read_bytes().count(b"\n") >= lines:
            return
        assert process.poll() is None
        time.sleep(0.05)
    pytest.fail("no plan was answered")


def test_ctrl_c_leaves_a_whole_table_and_the_same_command_goes_on(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "plans", MANY), tmp_path / "answers.csv"
    process = started(folder, "--out", out)
    waits_for(tmp_path / "answers.csv.unfinished", 2, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    told, error = process.communicate(timeout=60)
    with out.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert (process.returncode, told) == (130, "")
    assert error == (
        f"{out}: broken off after {len(rows)} of {MANY} plans, which it holds; "
        "the same command goes on from there\n"
    )
    assert 2 <= len(rows) < MANY
    assert sorted(file.name for file in tmp_path.iterdir()) == ["answers.csv", "plans"]
    again = started(*(folder / row["file"] for row in rows), "--out", out)
    told, error = again.communicate(timeout=60)
    assert (again.returncode, error) == (0, "")
    assert f"{len(rows)} of them were there already" in " ".join(told.split())


def test_progress_is_drawn_on_a_terminal_and_erased(
    plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = Screen()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(Bar, "WAIT", 0.0)
    monkeypatch.setattr(Bar, "PAUSE", 0.0)
    assert (
        command_line.main(["many", str(plans), "--out", str(plans.parent / "x.csv"), *QUICK]) == 0
    )
    *drawn, last, end = stream.getvalue().split("\r")[1:]
    assert drawn[-1] == f"[{'#' * 40}] 4 of 4 plans"
    assert (last.strip(), end) == ("", "")
