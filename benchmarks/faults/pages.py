"""What is lost when things break under the real app: `python -m benchmarks.faults.pages
[SESSIONS] [KILLS]`.

A browser shows once what it says to the server when Fairs opens and when a plan is saved there.
So many sessions then say the same over websockets, each with names of its own, through nginx to two
processes with one PostgreSQL: a visit for every save, until things have been broken often enough.
Meanwhile the database is stopped and started, then a process is killed (SIGKILL) and started again.
What a page said is in the book has to be there afterwards, with the plan to the letter; wanted: 0
lost, and nothing but what a session asked for.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import WebSocket, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from benchmarks.page import ROOT, free_port, healthy
from store import Database, Fairs
from tests.browser.deploy.proxy import before, needed
from tests.postgresql import PostgreSQL, running

SESSIONS: Final = 20
KILLS: Final = 20
RESTARTS: Final = 3
PROCESSES: Final = 2
BETWEEN: Final = (0.5, 2.0)  # seconds from one fault to the next
MORE: Final = 10  # saves that are confirmed between two faults
LONGEST: Final = 30.0  # seconds for an answer
PAUSE: Final = 0.2  # seconds after a visit that was cut off
FIRST: Final = "Shown by a browser"
NAME: Final = "put_name"
CONFIRMED: Final = "The plan is in the book, under "
OPEN: Final = {"QUITTE_BOOK": "open", "STREAMLIT_SERVER_COOKIE_SECRET": "for a benchmark only"}


@dataclass(frozen=True)
class Said:
    """What a browser says: on opening Fairs, and when its plan is saved under `FIRST`."""

    opened: bytes
    saved: bytes

    def under(self, name: str) -> bytes:
        """The same save under another name."""
        told = BackMsg.FromString(self.saved)
        (box,) = (w for w in told.rerun_script.widget_states.widgets if w.id.endswith(NAME))
        box.string_value = name
        return bytes(told.SerializeToString())


def listened(address: str) -> Said:
    """What a browser says on Fairs; its own save is the first in the book."""
    said: list[bytes] = []

    def listen(line: WebSocket) -> None:
        line.on("framesent", lambda one: said.append(one) if isinstance(one, bytes) else None)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(locale="en-US")
        page.on("websocket", listen)
        page.goto(f"{address}fairs")
        box = page.get_by_label("Name of the fair", exact=True)
        box.fill(FIRST)
        box.press("Enter")
        page.wait_for_timeout(2000)
        opened, before = said[0], len(said)
        page.get_by_role("button", name="Save in the book").click()
        page.get_by_text(CONFIRMED).wait_for()
        browser.close()
    return Said(opened, said[before])


@dataclass
class Told:
    """What the pages said to their sessions."""

    asked: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    refused: int = 0  # in a sentence on the page
    cut: int = 0  # by the end of a process


async def session(address: str, said: Said, number: int, until: threading.Event, t: Told) -> None:
    """Visit after visit, each with one save."""
    visits = 0
    while not until.is_set():
        visits += 1
        name = f"Fair {number:05} {visits:05}"  # none begins like another
        try:
            async with (
                asyncio.timeout(LONGEST),
                connect(
                    address.replace("http", "ws", 1) + "_stcore/stream",
                    subprotocols=[Subprotocol("streamlit")],
                    additional_headers={"Cookie": f"quitte_process={number:032x}"},
                    max_size=None,
                ) as line,
            ):
                await line.send(said.opened)
                await heard(line, "")
                t.asked.add(name)
                await line.send(said.under(name))
                if await heard(line, name):
                    t.confirmed.add(name)
                else:
                    t.refused += 1
        except (OSError, TimeoutError, WebSocketException):
            t.cut += 1
            await asyncio.sleep(PAUSE)


async def heard(line: ClientConnection, name: str) -> bool:
    """Waits until the script has ended; whether it said that this name is in the book."""
    found = begun = False
    async for said in line:
        assert isinstance(said, bytes)
        message = ForwardMsg.FromString(said)
        begun = begun or message.HasField("new_session")
        found = found or (bool(name) and f"{CONFIRMED}{name}".encode() in said)
        if begun and message.HasField("script_finished"):
            return found
    return found


class App:
    """Two processes of the app with one database."""

    def __init__(self, database: str) -> None:
        self.environment = os.environ | OPEN | {"QUITTE_DATABASE_URL": database}
        self.ports = [free_port() for _ in range(PROCESSES)]
        self.processes = [self._started(port) for port in self.ports]

    def _started(self, port: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
        one = subprocess.Popen(
            [*command, "--server.address=127.0.0.1"], cwd=ROOT, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        healthy(f"http://127.0.0.1:{port}/")
        return one

    def kill(self, at: int) -> None:
        """One of them, at once, and another in its place."""
        self.processes[at].send_signal(signal.SIGKILL)
        self.processes[at].wait()
        self.processes[at] = self._started(self.ports[at])

    def stop(self) -> None:
        for one in self.processes:
            one.kill()
            one.wait()


def more(told: Told) -> None:
    """Waits until some saves more were confirmed."""
    wanted, end = len(told.confirmed) + MORE, time.monotonic() + 120
    while len(told.confirmed) < wanted and time.monotonic() < end:
        time.sleep(0.05)


def restarts(server: PostgreSQL, told: Told) -> None:
    for _ in range(RESTARTS):
        time.sleep(random.uniform(*BETWEEN))
        server.stop()
        time.sleep(random.uniform(*BETWEEN))
        server.start()
        more(told)


def kills(app: App, told: Told, times: int) -> None:
    for number in range(times):
        time.sleep(random.uniform(*BETWEEN))
        app.kill(number % PROCESSES)
        more(told)


def lost(url: str, told: Told) -> tuple[int, int]:
    """How many plans that were confirmed are not in the book to the letter, and how many fairs are
    there that no session asked for."""
    database = Database(url)
    fairs = Fairs(database, "")
    there: dict[str, str] = {}
    for fair in fairs.listed():
        document = fairs.latest(fair.id, "plan")
        there[fair.name] = document.content if document else ""
    database.close()
    plan = there.pop(FIRST)  # every session saves the plan that a new visitor has
    assert plan
    return sum(there.get(name) != plan for name in told.confirmed), len({*there} - told.asked)


def tried(what: str, address: str, url: str, said: Said, act: Callable[[Told], None],
          sessions: int, told: Told) -> bool:  # fmt: skip
    """Sessions at work while `act` breaks something, told in a line; whether nothing was lost."""
    begun, until = time.monotonic(), threading.Event()
    before = len(told.confirmed), told.refused, told.cut

    async def all_() -> None:
        async with asyncio.TaskGroup() as group:
            for number in range(sessions):
                group.create_task(session(address, said, number + 1000 * before[0], until, told))

    crowd = threading.Thread(target=asyncio.run, args=(all_(),))
    crowd.start()
    try:
        more(told)
        act(told)
    finally:
        until.set()
        crowd.join()
    missing, strange = lost(url, told)
    counts = (len(told.confirmed) - before[0], told.refused - before[1], told.cut - before[2])
    print(f"{what}: {sessions} sessions, {counts[0]} saves confirmed in "
          f"{time.monotonic() - begun:.0f} s, refused in a sentence {counts[1]}, cut off "
          f"{counts[2]}; lost {missing} (wanted: 0), not as asked {strange} (wanted: 0)",
          flush=True)  # fmt: skip
    return missing == strange == 0


@contextlib.contextmanager
def deployed() -> Iterator[tuple[str, str, PostgreSQL, App]]:
    """The address of nginx, that of the database, its server, and the processes."""
    with contextlib.contextmanager(running)() as server, tempfile.TemporaryDirectory() as folder:
        url = server.url(server.new_database())
        app = App(url)
        try:
            with before(needed(), app.ports, Path(folder)) as proxy:
                yield f"{proxy.url}/", url, server, app
        finally:
            app.stop()


def main() -> None:
    sessions, times = [*map(int, sys.argv[1:]), *(SESSIONS, KILLS)[len(sys.argv) - 1 :]]
    with deployed() as (address, url, server, app):
        said, told = listened(address), Told()
        good = [
            tried("PostgreSQL is restarted", address, url, said,
                  lambda told: restarts(server, told), sessions, told),
            tried("processes are killed", address, url, said,
                  lambda told: kills(app, told, times), sessions, told),
        ]  # fmt: skip
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
