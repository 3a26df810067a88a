"""Many visitors at once, over real websockets: `python -m benchmarks.load [VISITORS...]`, and with
`--processes 2` what two processes behind nginx do beside one.

A browser shows once what it says to the server when the Plan page opens, when a slider moves and
when it rests; every visitor says the same with numbers of its own, so that nothing is remembered
from anybody. Each moves the slider once in `EVERY` seconds, for `LASTS` seconds from when all have
opened the page. Told are the times from a move to its picture, and what server and visitors took of
the processors: where the visitors themselves need a whole one, the times are theirs.

With `--processes N [VISITORS]` nobody waits between two moves, and the moves a second of
a full process count: one alone, and N with one PostgreSQL behind nginx as in `deploy/`, in turns.
Wanted of two: 1.6 times as many. What everything else on the machine took is told too.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
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
from tests.browser.deploy.proxy import before, needed
from tests.postgresql import running

VISITORS: Final = (20, 50, 100, 200)
EVERY: Final = 5.0  # seconds from one move of a visitor to the next
LASTS: Final = 40.0  # seconds
OPENS: Final = 0.1  # seconds from one visitor who arrives to the next
REST: Final = 0.06  # seconds after which a slider rests
LOST: Final = 60.0  # seconds after which a picture is not waited for any more
SLIDER: Final = "slide.visitors"
LOWEST, HIGHEST = 6_000, 44_000  # visitors of the fair, as the slider has them
OPENED_AND_LEFT: Final = 300
FULL: Final = 24  # visitors without a pause, who keep two processes busy
FULL_LASTS: Final = 30.0  # seconds
TURNS: Final = 2
WANTED: Final = 1.6


@dataclass(frozen=True)
class Said:
    """What a browser says: on opening the page, on a move of the slider, and when it rests."""

    opened: bytes
    moved: bytes
    rested: bytes


@dataclass
class Found:
    """Seconds from each move to its picture, and how often there was none."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0


@dataclass(frozen=True)
class Taken:
    """Seconds on the clock, and of the processors by the app, by the visitors and by all else."""

    lasted: float
    app: float
    visitors: float
    others: float

    @staticmethod
    def so_far(servers: Sequence[int]) -> Taken:
        """Since each was started, the app's being the processes of these numbers."""
        app, own = sum(map(processor_seconds, servers)), _own_seconds()
        return Taken(time.monotonic(), app, own, _busy() - app - own)

    def since(self, before: Taken) -> Taken:
        return Taken(
            self.lasted - before.lasted,
            self.app - before.app,
            self.visitors - before.visitors,
            self.others - before.others,
        )

    def __str__(self) -> str:
        shares = {"the app": self.app, "the visitors": self.visitors, "all else": self.others}
        took = ", ".join(f"{who} {used / self.lasted:.0%}" for who, used in shares.items())
        return f"of one processor took {took}"


class Visitor:
    """One page that is open, without a browser."""

    def __init__(self, said: Said, number: int, every: float = EVERY) -> None:
        self.said = said
        self.every = every
        self.cookie = f"quitte_process={number:032x}"  # by which nginx keeps it at one process
        self.random = random.Random(number)
        self.moves = 0

    async def visit(self, address: str, found: Found, there: asyncio.Barrier, lasts: float) -> None:
        """Opens the page, and moves the slider from time to time for so long from when all are
        there."""
        url = address.replace("http", "ws", 1) + "_stcore/stream"
        try:
            async with connect(
                url,
                subprotocols=[Subprotocol("streamlit")],
                additional_headers={"Cookie": self.cookie},
                max_size=None,
            ) as line:
                await line.send(self.said.opened)
                await self._heard(line, "script_finished")
                await there.wait()
                until = time.monotonic() + lasts
                await asyncio.sleep(self.random.uniform(0, self.every))
                while time.monotonic() < until:
                    begun = time.monotonic()
                    await self._move(line, found)
                    await asyncio.sleep(max(self.every - (time.monotonic() - begun), 0))
        except (OSError, TimeoutError, WebSocketException, asyncio.BrokenBarrierError):
            found.errors += 1
            await there.abort()  # nobody waits for one who does not come

    async def _move(self, line: ClientConnection, found: Found) -> None:
        begun = time.monotonic()
        value = self.random.uniform(LOWEST, HIGHEST)
        self.moves += 1
        await line.send(self._at(self.said.moved, value))
        await self._heard(line, "picture")
        found.seconds.append(time.monotonic() - begun)
        await self._heard(line, "script_finished")
        await asyncio.sleep(REST)
        await line.send(self._at(self.said.rested, value))
        await self._heard(line, "script_finished")  # which asks for what depends on the number
        await self._heard(line, "script_finished")

    def _at(self, said: bytes, value: float) -> bytes:
        """The same with the slider elsewhere, nearly never where another visitor has it, after so
        many moves."""
        told = BackMsg.FromString(said)
        widgets = told.rerun_script.widget_states.widgets
        own = []  # what the browser's other widgets held is its own
        for widget in widgets:
            if widget.id.endswith(SLIDER):
                widget.double_array_value.data[:] = [value]
                own.append(widget)
            elif widget.HasField("json_trigger_value"):
                rested = json.loads(widget.json_trigger_value)
                rested[0]["value"] = self.moves
                widget.json_trigger_value = json.dumps(rested)
                own.append(widget)
        kept = [type(widget).FromString(widget.SerializeToString()) for widget in own]
        del widgets[:]
        widgets.extend(kept)
        return bytes(told.SerializeToString())

    async def _heard(self, line: ClientConnection, what: str) -> None:
        async with asyncio.timeout(LOST):
            async for said in line:
                assert isinstance(said, bytes)
                message = ForwardMsg.FromString(said)
                kind: str | None = message.WhichOneof("type")
                if kind == "delta" and message.delta.new_element.HasField("vega_lite_chart"):
                    kind = "picture"
                if kind == what:
                    return


def listened(address: str) -> Said:
    """What a browser says on the Plan page."""
    said: list[bytes] = []

    def keep(frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            said.append(frame)

    def listen(line: WebSocket) -> None:
        line.on("framesent", keep)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.on("websocket", listen)
        page.goto(address)
        page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
        page.wait_for_timeout(3000)
        opened = said[0]
        page.focus(f"[class*='st-key-{SLIDER.replace('.', '-')}'] input[type=range]")
        said.clear()
        page.keyboard.press("PageUp")
        page.wait_for_timeout(3000)
        moved, rested = said[:2]
        browser.close()
    return Said(opened, moved, rested)


@contextlib.contextmanager
def started(port: int, database: str) -> Iterator[int]:
    """A running app on a port; the number of its process."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"QUITTE_DATABASE_URL": database},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        healthy(f"http://127.0.0.1:{port}/")
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def served() -> Iterator[tuple[str, int]]:
    """A running app with a database of its own; its address and the number of its process."""
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        started(port, f"sqlite:///{Path(folder) / 'quitte.db'}") as process,
    ):
        yield f"http://127.0.0.1:{port}/", process


@contextlib.contextmanager
def behind_nginx(count: int) -> Iterator[tuple[str, list[int]]]:
    """So many processes with one PostgreSQL; the address of nginx, and the processes' numbers."""
    with contextlib.ExitStack() as all_:
        database = all_.enter_context(contextlib.contextmanager(running)())
        url, ports = database.url(database.new_database()), [free_port() for _ in range(count)]
        processes = [all_.enter_context(started(port, url)) for port in ports]
        folder = Path(all_.enter_context(tempfile.TemporaryDirectory()))
        proxy = all_.enter_context(before(needed(), ports, folder))
        yield f"{proxy.url}/", processes


async def crowd(
    address: str,
    said: Said,
    visitors: int,
    every: float = EVERY,
    lasts: float = LASTS,
    first: int = 0,
    servers: Sequence[int] = (),
) -> tuple[Found, Taken]:
    """So many visitors at once, who come one after the other, and what was taken from when all are
    there. Those of another `first` have other numbers."""
    found, there = Found(), asyncio.Barrier(visitors + 1)
    async with asyncio.TaskGroup() as all_:
        for number in range(first, first + visitors):
            all_.create_task(Visitor(said, number, every).visit(address, found, there, lasts))
            await asyncio.sleep(OPENS)
        with contextlib.suppress(asyncio.BrokenBarrierError):
            await there.wait()
        begun = Taken.so_far(servers)
    return found, Taken.so_far(servers).since(begun)


async def opened_and_left(address: str, said: Said) -> None:
    """Visitors who look at the page and leave."""
    for number in range(OPENED_AND_LEFT):
        await Visitor(said, number).visit(address, Found(), asyncio.Barrier(1), 0.0)


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def processor_seconds(process: int) -> float:
    """Of a processor, that a process took so far; as Linux tells it."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(process: int) -> float:
    """That a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _busy() -> float:
    """Seconds that all processors together have worked since the machine was started."""
    told = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    idle = told[3] + told[4]
    return (sum(told[:8]) - idle) / os.sysconf("SC_CLK_TCK")


def measured(said: Said, visitors: int) -> None:
    """One crowd on a server of its own, in a line."""
    with served() as (address, server):
        asyncio.run(crowd(address, said, 1, lasts=1.0))  # what is loaded once
        found, taken = asyncio.run(crowd(address, said, visitors, servers=[server]))
        times = [1000 * one for one in found.seconds]
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        told = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, {len(times)} pictures, {found.errors} errors"
        print(f"{visitors:4d} visitors: {told}, {_megabytes(server):.0f} MB; {taken}, "
              f"{1000 * taken.app / len(times):.0f} ms a move", flush=True)  # fmt: skip


def moves_a_second(
    what: str, address: str, servers: list[int], said: Said, visitors: int, lasts: float, turn: int
) -> float:
    """Of visitors who never pause, told in a line with what everybody took of the processors; in
    each turn with other numbers, so that nothing is remembered."""
    first = 1000 * (2 * turn + 1)
    asyncio.run(crowd(address, said, len(servers) * 4, 0.0, 1.0, first + 1000))  # loaded once
    found, taken = asyncio.run(crowd(address, said, visitors, 0.0, lasts, first, servers))
    found_a_second = len(found.seconds) / taken.lasted
    print(f"{what}: {found_a_second:.1f} moves a second, {found.errors} errors; {taken}, "
          f"{1000 * taken.app / len(found.seconds):.0f} ms a move", flush=True)  # fmt: skip
    return found_a_second


def several(count: int, visitors: int = FULL, lasts: float = FULL_LASTS) -> None:
    """So many processes beside one, in turns."""
    with served() as (address, one), behind_nginx(count) as (behind, processes):
        said = listened(address)
        alone, together = [], []
        for turn in range(TURNS):
            crowd_of = (said, visitors, lasts, turn)
            alone.append(moves_a_second("1 process", address, [one], *crowd_of))
            what = f"{count} processes behind nginx"
            together.append(moves_a_second(what, behind, processes, *crowd_of))
    ratio = statistics.mean(together) / statistics.mean(alone)
    print(
        f"{count} processes over one: {ratio:.2f} times the moves a second (wanted of 2: {WANTED})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("visitors", type=int, nargs="*", help="at once; several crowds without")
    parser.add_argument("--processes", type=int, help="so many behind nginx, beside one, in turns")
    asked = parser.parse_args()
    if asked.processes:
        several(asked.processes, *asked.visitors[:1])
        return
    with served() as (address, _):
        said = listened(address)
    for number in asked.visitors or VISITORS:
        measured(said, number)
    with served() as (address, server):
        asyncio.run(opened_and_left(address, said))
        held = _megabytes(server)
        asyncio.run(opened_and_left(address, said))
        more = _megabytes(server) - held
        print(f"{OPENED_AND_LEFT} visitors more who came and left: {more:+.0f} MB")


if __name__ == "__main__":
    main()
