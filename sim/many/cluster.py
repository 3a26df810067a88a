"""Plans played by the workers of a Dask cluster, on other machines too: https://distributed.dask.org.

Workers give the same numbers to the last bit, because figures hang on nothing but the plan, trials,
seed and the code (`sim.many.work.version`), and a worker with other code is refused. Where a worker
is lost, Dask gives its plans to the others. The scheduler needs nothing of Quitte, and no machine
the files: their content travels.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sim.many.run import Play
from sim.many.work import Job, Outcome, Outcomes, version
from sim.plan.problems import ScenarioError

if TYPE_CHECKING:
    from distributed import Client, Future

SCHEDULER: Final = "scheduler"  # the place that a problem names
PATIENCE: Final = 30  # seconds for the scheduler to answer, and for a worker to come
AT_ONCE: Final = 4  # plans with the cluster for each of its threads, so that none has to wait
LOGS: Final = ("distributed", "distributed.client", "distributed.comm", "tornado.application")


@contextmanager
def connected(address: str, *, patience: float = PATIENCE) -> Iterator[Play]:
    """What plays plans on the cluster of a scheduler. Raises `ScenarioError` where Dask is not
    installed, nobody answers at the address within so many seconds, or no worker comes."""
    try:
        from distributed import Client
    except ImportError:
        what, file = "Dask", "requirements-many.txt"
        raise ScenarioError("not_installed", SCHEDULER, what=what, file=file) from None
    with _quiet():
        with ThreadPoolExecutor(1) as apart:  # whoever asks may run a loop of their own
            apart.submit(asyncio.run, _reach(address, patience)).result()
        with Client(address, timeout=patience, set_as_default=False) as client:
            try:
                client.wait_for_workers(1, timeout=patience)
            except TimeoutError:
                raise ScenarioError("no_workers", SCHEDULER, got=round(patience)) from None
            yield lambda jobs: _played(client, jobs)


async def _reach(address: str, patience: float) -> None:
    """Asks who is there. Raises `ScenarioError`, where a client would go on asking or end in a
    traceback: nobody, no such address, or a server of something else."""
    from distributed.core import rpc
    from distributed.security import Security

    try:
        given = Security().get_connection_args("client")
        async with rpc(address, connection_args=given) as scheduler:
            who = await asyncio.wait_for(scheduler.identity(), patience)
        if who["type"] != "Scheduler":
            raise ValueError(who["type"])
    except Exception:
        raise ScenarioError("no_scheduler", SCHEDULER, got=repr(address)) from None


def _played(client: Client, jobs: Iterator[tuple[int, Job]]) -> Outcomes:
    """The outcome of each job beside its number, in the order in which they are done."""
    from distributed import as_completed

    errand, own = _errand(), version()
    numbers: dict[Future[Any], int] = {}
    done = as_completed(loop=client.loop)

    def give() -> None:
        threads = sum(client.nthreads().values())
        more = max(AT_ONCE * max(threads, 1) - len(numbers), 0)
        for number, job in islice(jobs, more):
            asked = (job.content, job.trials, job.seed, own)
            future = client.submit(errand, *asked, key=f"plan-{number}-{job.fingerprint}")
            numbers[future] = number
            done.add(future)

    try:
        give()
        for future in done:
            yield numbers.pop(future), _outcome(future)
            give()
    finally:
        client.cancel(list(numbers))


def _outcome(future: Future[Any]) -> Outcome:
    """Raises `ScenarioError` for what is wrong with the cluster and not with the plan."""
    if future.status == "finished":
        outcome: Outcome | None = future.result()
        if outcome is None:
            raise ScenarioError("other_version", SCHEDULER)
        return outcome
    if future.status != "error":
        raise ScenarioError("scheduler_lost", SCHEDULER)
    error = future.exception()
    if type(error).__name__ == "KilledWorker":  # it took several workers with it
        return ScenarioError("process_ended")
    return ScenarioError("unforeseen", detail=f"{type(error).__name__}: {error}")


def _errand() -> Callable[..., Any]:
    """What a worker does. A function inside a function travels as it is and not by its name, so
    that the scheduler need not know it, and a worker without Quitte can say so."""

    def errand(content: bytes, trials: int | None, seed: int, version: str) -> Any:
        try:
            from sim.many import work
        except ImportError:
            return None
        return work.answered(work.Job(content, trials, seed)) if work.version() == version else None

    return errand


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask would tell a terminal of connections is told here in one sentence."""
    loggers = [logging.getLogger(name) for name in LOGS]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for logger in loggers:
                logger.setLevel(logging.CRITICAL + 1)
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
