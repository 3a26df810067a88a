"""What is lost when things break, of what is saved in the store: `python -m benchmarks.faults
[SESSIONS] [KILLS]`.

So many sessions save without a pause, as the pages do, spread over two processes with one database:
each a fair and one version of its plan after the other. Meanwhile the database is stopped and
started, the disk is full, or a process is killed at some moment (SIGKILL) and started again. What
was confirmed to a session has to be in the database afterwards, to the letter, and nothing else may
be there but what a session asked for; wanted: 0 lost. What a session is told meanwhile is counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.page import ROOT
from store import Database, Fairs, StoreError
from tests.postgresql import PostgreSQL, running

SESSIONS: Final = 100
KILLS: Final = 20
RESTARTS: Final = 3
PROCESSES: Final = 2
BETWEEN: Final = (0.3, 1.0)  # seconds from one fault to the next
ROOM: Final = 2_000_000  # bytes that a file may have on the disk that is full
OWNER: Final = "sessions.example"
PAUSE: Final = 0.05  # seconds after something was refused


def content(session: int, version: int) -> str:
    """What a session saves as this version: nobody else saves the same."""
    return json.dumps({"session": session, "version": version, "text": "x" * 2000})


def session(number: int, database: Database, until: threading.Event) -> None:
    """Saves until it is to stop, and writes a line for each answer: what was confirmed, or why
    not."""
    fairs, fair, version = Fairs(database, OWNER), "", 0
    while not until.is_set():
        try:
            if not fair:
                fair = fairs.new(f"Fair of {number}", 2026).id
            asked = content(number, version + 1)
            version = fairs.save(fair, "plan", asked, base=version).version
            told = f"{number} {fair} {version}\n"
        except StoreError as problem:
            told = f"- {problem.code} 0\n"
            until.wait(PAUSE)
        os.write(1, told.encode())  # at once and whole: a line is shorter than a pipe's own size


def process(url: str, numbers: range) -> None:
    """Sessions in a process of their own; stops when its input ends."""
    database, until = Database(url), threading.Event()
    threads = [threading.Thread(target=session, args=(n, database, until)) for n in numbers]
    for one in threads:
        one.start()
    sys.stdin.readline()
    until.set()
    for one in threads:
        one.join()


@dataclass
class Watched:
    """Processes full of sessions, and all that was confirmed to them."""

    url: str
    each: int
    limit: int | None = None
    confirmed: set[tuple[int, str, int]] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    started: int = 0
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    readers: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """One process more."""
        first = self.started * self.each
        self.started += 1
        command = [sys.executable, "-m", "benchmarks.faults", "process", self.url]
        command += [str(first), str(first + self.each)]
        one = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self.limit is not None:
            resource.prlimit(one.pid, resource.RLIMIT_FSIZE, (self.limit, resource.RLIM_INFINITY))
        self.processes.append(one)
        reader = threading.Thread(target=self._read, args=(one,))
        reader.start()
        self.readers.append(reader)

    def kill(self) -> None:
        """One of them, at once, and another in its place."""
        victim = self.processes.pop(0)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.start()

    def more(self, saves: int, seconds: float = 60.0) -> None:
        """Waits until so many saves more were confirmed."""
        wanted, end = len(self.confirmed) + saves, time.monotonic() + seconds
        while len(self.confirmed) < wanted and time.monotonic() < end:
            time.sleep(0.05)

    def stop(self) -> None:
        for one in self.processes:
            one.communicate("stop\n")
        for reader in self.readers:
            reader.join()

    def _read(self, one: subprocess.Popen[str]) -> None:
        assert one.stdout
        for line in one.stdout:
            number, what, version = line.split()
            if number == "-":
                self.refused[what] += 1
            else:
                self.confirmed.add((int(number), what, int(version)))


def lost(watched: Watched) -> tuple[int, int]:
    """How many confirmed saves are not there to the letter, and how many are there that nobody
    asked for."""
    database = Database(watched.url)
    fairs = Fairs(database, OWNER)
    there: dict[tuple[str, int], str] = {}
    for fair in fairs.listed():
        for one in fairs.history(fair.id, "plan"):
            found = fairs.document(fair.id, "plan", one.version)
            there[fair.id, one.version] = found.content if found else ""
    database.close()
    missing = sum(
        there.get((fair, version)) != content(number, version)
        for number, fair, version in watched.confirmed
    )
    confirmed = {(fair, version) for _, fair, version in watched.confirmed}
    strange = sum(
        json.loads(text)["version"] != key[1] for key, text in there.items() if key not in confirmed
    )
    return missing, strange


def tried(what: str, watched: Watched, act: Callable[[], None]) -> bool:
    """Sessions at work while `act` breaks something, told in a line; whether nothing was lost."""
    begun = time.monotonic()
    for _ in range(PROCESSES):
        watched.start()
    watched.more(watched.each)
    act()
    watched.more(watched.each)  # they went on
    watched.stop()
    missing, strange = lost(watched)
    refused = ", ".join(f"{code} {n}" for code, n in sorted(watched.refused.items()))
    sessions, seconds = watched.started * watched.each, time.monotonic() - begun
    print(f"{what}: {sessions} sessions, {len(watched.confirmed)} saves confirmed in "
          f"{seconds:.0f} s, refused: {refused or 'nothing'}; lost {missing} (wanted: 0), not as "
          f"asked {strange} (wanted: 0)", flush=True)  # fmt: skip
    return missing == strange == 0


def kills(watched: Watched, times: int) -> Callable[[], None]:
    def act() -> None:
        for _ in range(times):
            time.sleep(random.uniform(*BETWEEN))
            watched.kill()
            watched.more(10)

    return act


def restarts(server: PostgreSQL, watched: Watched) -> Callable[[], None]:
    def act() -> None:
        for _ in range(RESTARTS):
            time.sleep(random.uniform(*BETWEEN))
            server.stop()
            time.sleep(random.uniform(*BETWEEN))
            server.start()
            watched.more(10)

    return act


def full(watched: Watched) -> Callable[[], None]:
    """The disk: it has no room until enough was refused, and then it has."""

    def act() -> None:
        end = time.monotonic() + 60
        while watched.refused["unwritable"] < watched.each and time.monotonic() < end:
            time.sleep(0.05)
        for one in watched.processes:
            resource.prlimit(
                one.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            )

    return act


@contextlib.contextmanager
def databases() -> Iterator[tuple[PostgreSQL, Callable[[], str], Callable[[], str]]]:
    """A server, and the addresses of new databases of both kinds."""
    numbers = iter(range(1000))
    with (
        contextlib.contextmanager(running)() as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        yield (
            server,
            lambda: server.url(server.new_database()),
            lambda: f"sqlite:///{Path(folder) / f'{next(numbers)}.db'}",
        )


def main() -> None:
    sessions, times = [*map(int, sys.argv[1:]), *(SESSIONS, KILLS)[len(sys.argv) - 1 :]]
    each = max(sessions // PROCESSES, 1)
    with databases() as (server, on_server, in_file):
        one = Watched(on_server(), each)
        good = [tried("PostgreSQL is restarted", one, restarts(server, one))]
        for kind, url in (("PostgreSQL", on_server), ("SQLite", in_file)):
            one = Watched(url(), each)
            good.append(tried(f"processes are killed, {kind}", one, kills(one, times)))
        one = Watched(in_file(), each, ROOM)
        good.append(tried("the disk is full, SQLite", one, full(one)))
    sys.exit(0 if all(good) else 1)
