"""Plans played on the processors of this machine, each by a process of its own.

A process that ends in the middle of a plan (the system takes its memory, or somebody kills it) is
replaced, and the plan is played once more; where that ends it again, the plan's row says so.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Final

from sim.many.work import Job, Outcome, Outcomes, answered
from sim.plan.problems import ScenarioError

Work = Callable[[Job], Outcome]
TRIES: Final = 2


def played(
    jobs: Iterator[tuple[int, Job]], *, workers: int | None = None, work: Work = answered
) -> Outcomes:
    """The outcome of each job beside its number, in the order in which they are done.

    Jobs are asked for one by one, as a process is free. `workers`: processes at once; as many as
    there are processors where it is None.
    """
    crew: list[_Worker] = []
    again: list[_Task] = []
    todo = (_Task(number, job) for number, job in jobs)
    try:
        while True:
            while again:
                _give(crew, again.pop(), work)
            while sum(map(_busy, crew)) < (workers or processors()):
                if (task := next(todo, None)) is None:
                    break
                _give(crew, task, work)
            if not any(map(_busy, crew)):
                return
            for worker in _heard(crew):
                task, outcome = worker.outcome()
                if outcome is None:
                    crew.remove(worker)
                    worker.end()
                    if task.tries < TRIES:
                        again.append(task)
                        continue
                    outcome = ScenarioError("process_ended")
                yield task.number, outcome
    finally:
        for worker in crew:
            worker.end()


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Task:
    """A job and how often it was begun."""

    def __init__(self, number: int, job: Job) -> None:
        self.number, self.job, self.tries = number, job, 0


class _Worker:
    """A process that plays one plan at a time."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")  # the same on every system
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        with _uninterrupted():
            self.process.start()
        theirs.close()
        self.task: _Task | None = None

    def give(self, task: _Task) -> None:
        self.task = task
        task.tries += 1
        with contextlib.suppress(OSError):  # it has ended, which `outcome` finds
            self.connection.send(task.job)

    def outcome(self) -> tuple[_Task, Outcome | None]:
        """What it was given and what came of it; None where the process has ended."""
        task, self.task = self.task, None
        assert task is not None
        try:
            return task, self.connection.recv()
        except (EOFError, OSError):
            return task, None

    def end(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join()


def _busy(worker: _Worker) -> bool:
    return worker.task is not None


def _give(crew: list[_Worker], task: _Task, work: Work) -> None:
    """To one that is free, otherwise to a new one."""
    worker = next((one for one in crew if not _busy(one)), None)
    if worker is None:
        worker = _Worker(work)
        crew.append(worker)
    worker.give(task)


def _heard(crew: list[_Worker]) -> list[_Worker]:
    """Those that have something to say, or have ended; waits for the first."""
    ready = wait([worker.connection for worker in crew if _busy(worker)])
    return [worker for worker in crew if worker.connection in ready]


def _serve(connection: Connection, work: Work) -> None:
    """The life of a process, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(work(connection.recv()))


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started here never hears Ctrl-C, which a terminal sends to all processes: the one
    that started them ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
