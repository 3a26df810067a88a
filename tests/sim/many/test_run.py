"""The table of answers: a row a plan, whatever is wrong with one, and work that goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.many import run, table
from sim.many.columns import Row, flat
from sim.many.figures import summary
from sim.many.files import found
from sim.many.run import Asked, BrokenOffError, Done, answer
from sim.many.work import Job, Outcome, Outcomes, answered
from sim.plan.file import dumps
from sim.plan.problems import ScenarioError
from sim.play.enough import played
from tests.sim.many.plans import TRIALS, at_once, never, plan, written


def asked(folder: Path, out: Path, trials: int | None = TRIALS, seed: int = 1) -> Asked:
    return Asked(found([str(folder)]), out, trials, seed)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return written(tmp_path / "plans", 4)


@pytest.fixture(params=table.FORMATS)
def out(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / f"answers{request.param}"


def by_name(out: Path) -> dict[str, Row]:
    return {row["file"]: row for row in table.rows(out)}


def test_a_row_has_the_figures_of_the_plan_alone(plans: Path, out: Path) -> None:
    assert answer(asked(plans, out, seed=7), at_once()) == Done(rows=4, problems=0, kept=0)
    for number, (name, row) in enumerate(by_name(out).items()):
        alone = flat(summary(played(plan(number), trials=TRIALS, seed=7)))
        assert (name, row["name"], row["problem"]) == (
            f"{number:02}.toml",
            f"Fair {number}",
            None or "",
        )
        assert {key: row[key] for key in alone} == alone


def test_without_a_number_a_plan_is_played_as_often_as_one_alone(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    answer(asked(written(tmp_path / "plans", 1), out, trials=None), at_once())
    (row,) = table.rows(out)
    alone = flat(summary(played(plan(0))))
    assert {key: row[key] for key in alone} == alone


def wrong(file: Path, how: str) -> None:
    if how == "no TOML":
        file.write_text("x =")
    elif how == "a wrong number":
        file.write_text(dumps(plan(1)).replace("margin = ", "margin = 7 #"))
    elif how == "too large":
        with file.open("wb") as opened:
            opened.truncate(2**30)  # 1 GB, none of it on the disk
    else:
        file.write_bytes(b"PK\3\4\0\0")


@pytest.mark.parametrize("how", ["no TOML", "a wrong number", "too large", "a workbook"])
def test_a_bad_file_is_a_row_with_its_sentence_and_stops_nothing(plans: Path, how: str) -> None:
    wrong(plans / "01.toml", how)
    out = plans.parent / "answers.jsonl"
    done = answer(asked(plans, out), at_once(), lambda problem: f"told: {problem.code}")
    assert done == Done(rows=4, problems=1, kept=0)
    rows = by_name(out)
    assert [bool(row["problem"]) for row in rows.values()] == [False, True, False, False]
    assert rows["01.toml"]["problem"].startswith("told: ")
    assert rows["01.toml"]["profit.mean.value"] is None


def test_whatever_goes_wrong_with_a_plan_is_told_in_its_row(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(scenario: object, **_: object) -> None:
        raise MemoryError if scenario == plan(1) else ZeroDivisionError("by zero")

    monkeypatch.setattr("sim.many.work.played", fails)
    out = plans.parent / "answers.jsonl"
    answer(asked(plans, out), at_once(), lambda problem: str(problem))
    told = [row["problem"] for row in table.rows(out)]
    assert told[1] == "trials: no_memory"
    assert told[0] == told[2] == "unforeseen (detail ZeroDivisionError: by zero)"


def test_what_is_there_and_unchanged_is_not_played_again(plans: Path, out: Path) -> None:
    answer(asked(plans, out), at_once())
    before = out.read_bytes()
    assert answer(asked(plans, out), at_once(never)) == Done(rows=4, problems=0, kept=4)
    if out.suffix != ".parquet":
        assert out.read_bytes() == before
    (plans / "02.toml").write_text(dumps(plan(9)))
    (plans / "00.toml").rename(plans / "renamed.toml")
    assert answer(asked(plans, out), at_once()).kept == 3
    names = {name: row["name"] for name, row in by_name(out).items()}
    assert names == {"01.toml": "Fair 1", "02.toml": "Fair 9", "03.toml": "Fair 3",
                     "renamed.toml": "Fair 0"}  # fmt: skip


@pytest.mark.parametrize("change", ["trials", "seed", "code"])
def test_rows_of_other_trials_seed_or_code_are_played_again(
    plans: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = plans.parent / "answers.csv"
    answer(asked(plans, out), at_once())
    if change == "code":
        monkeypatch.setattr("sim.many.work.version", lambda: "another")
    other = {"trials": {"trials": 2 * TRIALS}, "seed": {"seed": 2}}.get(change, {})
    assert answer(asked(plans, out, **other), at_once()) == Done(rows=4, problems=0, kept=0)


def test_a_row_with_a_problem_is_tried_again(plans: Path) -> None:
    out = plans.parent / "answers.csv"

    def full(job: Job) -> Outcome:
        return ScenarioError("no_memory", "trials")

    assert answer(asked(plans, out), at_once(full)).problems == 4
    assert answer(asked(plans, out), at_once()) == Done(rows=4, problems=0, kept=0)


def test_the_same_plan_twice_is_played_once_and_has_two_rows(plans: Path) -> None:
    written(plans / "again", 2)
    played: list[Job] = []

    def counted(job: Job) -> Outcome:
        played.append(job)
        return answered(job)

    out = plans.parent / "answers.jsonl"
    assert answer(asked(plans, out), at_once(counted)).rows == 6
    rows = by_name(out)
    assert len(played) == 4
    assert rows["00.toml"] == rows["again/00.toml"] | {"file": "00.toml"}


def stopped(after: int, error: type[BaseException]) -> run.Play:
    def play(jobs: Iterator[tuple[int, Job]]) -> Outcomes:
        for done, (number, job) in enumerate(jobs):
            if done == after:
                raise error("scheduler_lost")
            yield number, answered(job)

    return play


@pytest.mark.parametrize(
    ("error", "raised"), [(KeyboardInterrupt, BrokenOffError), (ScenarioError, ScenarioError)]
)
def test_broken_off_leaves_a_whole_table_and_the_next_call_goes_on(
    plans: Path, out: Path, error: type[BaseException], raised: type[BaseException]
) -> None:
    with pytest.raises(raised):
        answer(asked(plans, out), stopped(2, error))
    assert list(by_name(out)) == ["00.toml", "01.toml"]
    assert {file.name for file in plans.parent.iterdir()} == {"plans", out.name}
    assert answer(asked(plans, out), at_once()) == Done(rows=4, problems=0, kept=2)


def test_broken_off_early_loses_no_row_of_before(plans: Path, out: Path) -> None:
    answer(asked(plans, out), at_once())
    (plans / "00.toml").write_text(dumps(plan(9)))
    with pytest.raises(BrokenOffError) as broken:
        answer(asked(plans, out), stopped(0, KeyboardInterrupt))
    assert broken.value.done == Done(rows=3, problems=0, kept=3)
    assert list(by_name(out)) == ["01.toml", "02.toml", "03.toml"]


def killed(plans: Path, out: Path, after: int) -> Path:
    """The journal as a process leaves it that is killed after so many plans."""
    kept: list[bytes] = []
    journal = out.with_name(f"{out.name}.unfinished")

    def progress(rows: int) -> None:
        if rows == after:
            kept.append(journal.read_bytes())

    answer(asked(plans, out), at_once(), progress=progress)
    out.unlink()
    journal.write_bytes(kept[0])
    return journal


def test_a_killed_run_is_taken_up_where_it_was_without_its_half_written_line(
    plans: Path, out: Path
) -> None:
    journal = killed(plans, out, after=3)
    assert journal.read_bytes().count(b"\n") == 3
    os.truncate(journal, journal.stat().st_size - 30)
    anew: list[Job] = []

    def counted(job: Job) -> Outcome:
        anew.append(job)
        lines = journal.read_bytes().split(b"\n")
        assert all(json.loads(line) for line in lines[:-1])
        return answered(job)

    assert answer(asked(plans, out), at_once(counted)) == Done(rows=4, problems=0, kept=2)
    assert len(anew) == 2
    assert not journal.exists()
    for number, row in enumerate(table.rows(out)):
        alone = flat(summary(played(plan(number), trials=TRIALS)))
        assert {key: row[key] for key in alone} == alone


def test_a_file_of_something_else_under_the_name_of_the_journal_is_left(plans: Path) -> None:
    journal = plans.parent / "answers.csv.unfinished"
    journal.write_text("dear diary\n")
    with pytest.raises(ScenarioError, match="not_answers"):
        answer(asked(plans, plans.parent / "answers.csv"), at_once(never))
    assert journal.read_text() == "dear diary\n"


def test_progress_counts_rows_up_to_all_of_them(plans: Path) -> None:
    out = plans.parent / "answers.csv"
    (plans / "00.toml").write_text("x =")
    told: list[int] = []
    answer(asked(plans, out), at_once(), progress=told.append)
    assert told == [0, 1, 2, 3, 4]
    told.clear()
    answer(asked(plans, out), at_once(), progress=told.append)
    assert told == [3, 4]


def test_a_file_that_changes_or_goes_before_its_turn_is_taken_as_it_is_by_then(
    plans: Path,
) -> None:
    def changing(job: Job) -> Outcome:
        (plans / "02.toml").write_text(dumps(plan(9)))
        (plans / "03.toml").unlink(missing_ok=True)
        return answered(job)

    out = plans.parent / "answers.jsonl"
    assert answer(asked(plans, out), at_once(changing), str) == Done(rows=4, problems=1, kept=0)
    rows = by_name(out)
    assert (rows["02.toml"]["name"], rows["03.toml"]["problem"][:6]) == ("Fair 9", "absent")
    assert answer(asked(plans, out), at_once(never)).kept == 3


@pytest.mark.parametrize("trials", [3, True, 10**12], ids=["too few", "no number", "too many"])
def test_wrong_trials_are_refused_before_anything_is_written(plans: Path, trials: int) -> None:
    out = plans.parent / "answers.csv"
    with pytest.raises(ScenarioError, match="not_trials"):
        answer(asked(plans, out, trials=trials), at_once(never))
    assert not out.exists()
