"""The table of answers, from the files to the last row.

What is in the table already stays there and is not played again: a row counts for every plan whose
file has the same content, wherever it lies and whatever it is called, as long as trials, seed and
the code of `sim` are the same (`sim.many.work.Job.fingerprint`). So the same command goes on where
it was broken off, and plays only what has changed since. Rows of problems are made anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sim.many import table
from sim.many.columns import FILE, FINGERPRINT, PROBLEM, Row
from sim.many.files import PlanFile
from sim.many.journal import Journal
from sim.many.work import Job, Outcome, Outcomes
from sim.plan.file import read
from sim.plan.problems import ScenarioError
from sim.play.engine import SEED
from sim.play.trials import TRIALS, check_run

Play = Callable[[Iterator[tuple[int, Job]]], Outcomes]


@dataclass(frozen=True)
class Asked:
    """Many plans, and how they are asked about.

    out      where the table is written
    trials   None: as many as one plan is played with where nobody asks for a number
    decimal  the mark in a CSV file
    """

    plans: tuple[PlanFile, ...]
    out: Path
    trials: int | None = None
    seed: int = SEED
    decimal: str = "."

    def check(self) -> None:
        """Raises `ScenarioError` where nothing of it can be answered."""
        check_run(TRIALS if self.trials is None else self.trials, self.seed)
        table.check(self.out)

    def job(self, plan: PlanFile) -> Job:
        """Raises `ScenarioError` where the file cannot be read."""
        return Job(read(plan.path), self.trials, self.seed)


@dataclass(frozen=True)
class Done:
    """How many rows there are, how many of them tell a problem, and how many were there before."""

    rows: int
    problems: int
    kept: int


class BrokenOffError(KeyboardInterrupt):
    """Broken off; what was done until then is in the table."""

    def __init__(self, done: Done) -> None:
        super().__init__(done)
        self.done = done


def answer(
    asked: Asked,
    play: Play,
    sentence: Callable[[ScenarioError], str] = str,
    progress: Callable[[int], object] = lambda rows: None,
) -> Done:
    """Answers all plans and writes the table, in the order of the plans.

    play      plays plans, by `sim.many.processes` or `sim.many.cluster`
    sentence  what the table says of a problem
    progress  called with the number of rows that there are

    A plan that cannot be answered has a row with its problem. Raises `ScenarioError` where all of
    it cannot be, and `BrokenOffError` for KeyboardInterrupt; in both cases the table holds what
    there is, and the rest is played by the next call.
    """
    asked.check()
    with Journal(asked.out) as journal:
        known = {row[FINGERPRINT]: row for row in table.rows(asked.out)} | journal.known
        run = _Run(asked, known, journal, sentence)
        progress(run.done.rows)
        try:
            with closing(play(run.jobs())) as outcomes:
                for number, outcome in outcomes:
                    run.take(number, outcome)
                    progress(run.done.rows)
        except KeyboardInterrupt:
            raise BrokenOffError(run.done) from None
        finally:
            table.write(asked.out, run.written(), asked.decimal)
            journal.remove()
    return run.done


class _Run:
    """The rows on their way. A job stands for all plans whose files have the same content."""

    def __init__(
        self,
        asked: Asked,
        known: dict[str, Row],
        journal: Journal,
        sentence: Callable[[ScenarioError], str],
    ) -> None:
        self.asked, self.journal, self.sentence = asked, journal, sentence
        self.rows: list[Row | None] = [None] * len(asked.plans)
        self.there = self.problems = self.kept = 0
        self.todo: dict[str, list[int]] = {}
        for at, plan in enumerate(asked.plans):
            try:
                fingerprint = asked.job(plan).fingerprint
            except ScenarioError as problem:
                self._tell(at, problem)
                continue
            row = known.get(fingerprint)
            if row is not None:
                self._put(at, row)
                self.kept += 1
            else:
                self.todo.setdefault(fingerprint, []).append(at)
        self.groups = list(self.todo.values())
        self.playing: dict[int, str] = {}

    @property
    def done(self) -> Done:
        return Done(self.there, self.problems, self.kept)

    def written(self) -> list[Row]:
        """The rows that there are, in the order of the plans."""
        return [row for row in self.rows if row is not None]

    def jobs(self) -> Iterator[tuple[int, Job]]:
        """What is to be played, each file read only when it is its turn; one that can no longer be
        read has its row by then."""
        for number, group in enumerate(self.groups):
            try:
                job = self.asked.job(self.asked.plans[group[0]])
            except ScenarioError as problem:
                self._all(number, problem)
                continue
            self.playing[number] = job.fingerprint
            yield number, job

    def take(self, number: int, outcome: Outcome) -> None:
        """The outcome of a job, for all its plans."""
        fingerprint = self.playing.pop(number)
        if isinstance(outcome, ScenarioError):
            self._all(number, outcome)
            return
        row = outcome | {FINGERPRINT: fingerprint}
        self.journal.add(row)
        for at in self.groups[number]:
            self._put(at, row)

    def _all(self, number: int, problem: ScenarioError) -> None:
        for at in self.groups[number]:
            self._tell(at, problem)

    def _tell(self, at: int, problem: ScenarioError) -> None:
        self._put(at, {FINGERPRINT: ""}, self.sentence(problem))
        self.problems += 1

    def _put(self, at: int, row: Row, problem: str = "") -> None:
        self.rows[at] = row | {FILE: self.asked.plans[at].name, PROBLEM: problem}
        self.there += 1
