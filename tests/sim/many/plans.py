"""Plans for the tests of many: small, and each with an answer of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sim.many import table
from sim.many.columns import COLUMNS
from sim.many.files import found
from sim.many.run import Asked, Play, answer
from sim.many.work import Job, Outcome, Outcomes, answered
from sim.plan.file import dumps, example
from sim.plan.parameters import exactly
from sim.plan.scenario import Scenario

TRIALS = 128


def plan(number: int) -> Scenario:
    visitors = exactly("visitors", 1000 + 100 * number)
    return example("regional").with_(name=f"Fair {number}", inputs={"visitors": visitors})


def written(folder: Path, count: int) -> Path:
    """A folder with so many plans."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:02}.toml").write_text(dumps(plan(number)), "utf-8")
    return folder


def at_once(work: Callable[[Job], Outcome] = answered) -> Play:
    """Plays in this process, one after the other."""

    def play(jobs: Iterator[tuple[int, Job]]) -> Outcomes:
        for number, job in jobs:
            yield number, work(job)

    return play


def never(job: Job) -> Outcome:
    raise AssertionError("it was played again")


def columns(folder: Path, play: Play, progress: Callable[[int], object] = id) -> dict[str, str]:
    """The SHA-256 of each column of the table."""
    out = folder.parent / "answers.jsonl"
    out.unlink(missing_ok=True)
    asked = Asked(found([str(folder)]), out, TRIALS)
    done = answer(asked, play, progress=progress)
    assert (done.problems, done.kept) == (0, 0)
    rows = table.rows(out)
    return {
        key: hashlib.sha256(repr([row[key] for row in rows]).encode()).hexdigest()
        for key in COLUMNS
    }
