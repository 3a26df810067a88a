"""Plans on the processors of this machine: equal numbers, also where a process is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
from functools import partial
from pathlib import Path

import pytest

from sim.many import processes, table
from sim.many.columns import COLUMNS
from sim.many.files import found
from sim.many.run import Asked, Done, answer
from sim.many.work import Job, Outcome, answered
from sim.plan.file import dumps
from sim.plan.problems import ScenarioError
from tests.sim.many.plans import TRIALS, at_once, columns, plan, written

FEW = 12


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("many") / "plans", FEW)


@pytest.fixture(scope="module")
def alone(plans: Path) -> dict[str, str]:
    """The columns of the plans as this process plays them, one after the other."""
    return columns(plans, at_once())


@pytest.mark.thorough
def test_two_processes_give_the_numbers_of_one_to_the_last_bit(
    plans: Path, alone: dict[str, str]
) -> None:
    assert columns(plans, partial(processes.played, workers=2)) == alone
    assert len(set(alone.values())) > len(COLUMNS) / 2  # the columns tell plans apart


@pytest.mark.thorough
def test_a_process_that_is_killed_is_replaced_and_no_number_changes(
    plans: Path, alone: dict[str, str]
) -> None:
    killed: list[int] = []

    def kill(rows: int) -> None:
        if rows == 3:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    assert columns(plans, partial(processes.played, workers=2), kill) == alone
    assert killed
    assert multiprocessing.active_children() == []


def deadly(job: Job) -> Outcome:
    """One plan ends the process that plays it, each time."""
    if b'Fair 1"' in job.content:
        os.kill(os.getpid(), signal.SIGKILL)
    return answered(job)


@pytest.mark.thorough
def test_a_plan_that_ends_its_process_twice_is_a_row_and_stops_nothing(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "plans", 4), tmp_path / "answers.jsonl"
    play = partial(processes.played, workers=2, work=deadly)
    done = answer(Asked(found([str(folder)]), out, TRIALS), play, lambda problem: problem.code)
    assert done == Done(rows=4, problems=1, kept=0)
    assert [row["problem"] for row in table.rows(out)] == ["", "process_ended", "", ""]


def test_whoever_stops_asking_leaves_no_process_behind() -> None:
    job = Job(dumps(plan(0)).encode(), TRIALS, 1)
    asked = iter([(0, job), (1, Job(b"x =", TRIALS, 1)), (2, job)])
    outcomes = processes.played(asked, workers=1)
    assert next(outcomes)[0] == 0
    assert multiprocessing.active_children()
    outcomes.close()
    assert multiprocessing.active_children() == []


def test_where_nothing_is_to_be_played_no_process_is_started() -> None:
    assert list(processes.played(iter([]))) == []
    assert processes.processors() >= 1


def test_a_problem_is_the_same_when_it_comes_from_another_process() -> None:
    jobs = [Job(b"x =", TRIALS, 1), Job(b"", TRIALS, 1), Job(dumps(plan(1)).encode(), 3, 1)]
    told = dict(processes.played(iter(enumerate(jobs)), workers=1))
    for number, job in enumerate(jobs):
        here, there = answered(job), told[number]
        assert isinstance(here, ScenarioError)
        assert isinstance(there, ScenarioError)
        assert (there.code, there.place, there.values) == (here.code, here.place, here.values)
        assert str(there) == str(here)
