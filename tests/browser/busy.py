"""A machine with much else to do, without anything that does it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SLICE = 0.01  # seconds that others have a core, and then those of the test


def _begun_here() -> list[int]:
    """Every process that this one has begun, and that they have: servers, the browser and what
    drives it."""
    found: list[int] = []
    ahead = [os.getpid()]
    while ahead:
        for told in Path(f"/proc/{ahead.pop()}/task").glob("*/children"):
            with suppress(OSError):  # a thread that has ended since
                ahead += [int(pid) for pid in told.read_text().split()]
        found = [*{*found, *ahead}]
    return found


def _send(processes: list[int], what: signal.Signals) -> None:
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, what)


@contextmanager
def busy() -> Iterator[None]:
    """The servers and the browser get half of the time, as where each core has something else to
    do. They are held up instead of that: it is the same wherever this runs, and whoever else runs
    here is not slowed down."""
    processes, ended = _begun_here(), threading.Event()
    assert processes, "nothing here would be slower"

    def hold_up() -> None:
        try:
            while not ended.wait(SLICE):
                _send(processes, signal.SIGSTOP)
                ended.wait(SLICE)
                _send(processes, signal.SIGCONT)
        finally:
            _send(processes, signal.SIGCONT)

    other = threading.Thread(target=hold_up)
    other.start()
    try:
        yield
    finally:
        ended.set()
        other.join()
