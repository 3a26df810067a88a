"""How long until the first picture: `python -m benchmarks.first`.

A browser that has never been here opens the Plan page of a server that has just been started, which
loads then what the page needs (cold), and a second such browser that of the same server (warm).
Told are the milliseconds from the address to the picture, what the server took of a processor for
it, and how many requests and kilobytes it were, messages of the websocket included. Beside it in
the same run stands a page with nothing but a chart: that much is Streamlit's own. The middle of the
turns counts.
"""

from __future__ import annotations

import base64
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.load import processor_seconds
from benchmarks.page import LEAST, ROOT, app, free_port, healthy

TURNS: Final = 3
STARTS: Final = 30  # seconds that a server may take to answer at all, and a page to its picture
WATCH: Final = """(() => {
  const chart = '[data-testid=stVegaLiteChart] svg.marks';
  const look = () => document.querySelector(chart)
    ? window.pictured = performance.now() : requestAnimationFrame(look);
  look(); })()"""


@dataclass(frozen=True)
class First:
    """A first picture: milliseconds in the browser, those of a processor that the server took,
    requests, and kilobytes that came over the line."""

    shown: float
    served: float
    requests: float
    kilobytes: float

    def __str__(self) -> str:
        return (
            f"{self.shown:.0f} ms, the server {self.served:.0f} ms of a processor, "
            f"{self.requests:.0f} requests, {self.kilobytes:.0f} kB"
        )


@contextmanager
def started(folder: Path) -> Iterator[tuple[str, int, float]]:
    """A server that nobody has asked anything yet: its address, the number of its process, and the
    milliseconds until it answered."""
    port, begun = free_port(), time.perf_counter()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    address = f"http://127.0.0.1:{port}/"
    with tempfile.TemporaryDirectory() as kept:
        own = {"QUITTE_DATABASE_URL": f"sqlite:///{Path(kept) / 'quitte.db'}"}
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | own | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            healthy(address)
            yield address, process.pid, 1000 * (time.perf_counter() - begun)
        finally:
            process.terminate()
            process.wait()


def opened(browser: Browser, address: str, server: int) -> First:
    """The page in a browser with nothing of it at hand."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    requests, told = [0], [0.0]

    def asked(_: Any) -> None:
        requests[0] += 1

    def came(event: dict[str, Any]) -> None:
        told[0] += event["encodedDataLength"]

    def said(event: dict[str, Any]) -> None:
        told[0] += len(base64.b64decode(event["response"]["payloadData"]))

    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", came)
    line.on("Network.webSocketFrameReceived", said)
    page.add_init_script(WATCH)
    before = processor_seconds(server)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.pictured", timeout=1000 * STARTS)
    shown = page.evaluate("() => window.pictured")
    served = processor_seconds(server) - before
    context.close()
    return First(shown, 1000 * served, requests[0], told[0] / 1024)


def middle(turns: list[First]) -> First:
    keys = ("shown", "served", "requests", "kilobytes")
    return First(*(statistics.median(getattr(turn, key) for turn in turns) for key in keys))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        places = {"Plan page": ROOT, "a chart alone": app(Path(folder) / "least", LEAST).folder}
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        starts: dict[str, list[float]] = {name: [] for name in places}
        found: dict[tuple[str, str], list[First]] = {}
        for _ in range(TURNS):
            for name, place in places.items():
                with started(place) as (address, server, milliseconds):
                    starts[name].append(milliseconds)
                    for state in ("cold", "warm"):
                        one = opened(browser, address, server)
                        found.setdefault((name, state), []).append(one)
        browser.close()
    for (name, state), turns in found.items():
        print(f"{name}, {state}: {middle(turns)}")
    for name, each in starts.items():
        print(f"{name}: the server answers after {statistics.median(each):.0f} ms")
    for state in ("cold", "warm"):
        plan, least = (middle(found[name, state]) for name in places)
        print(
            f"{state}, over a chart alone: {plan.shown / least.shown:.2f} of the time, "
            f"{plan.served / least.served:.2f} of the processor"
        )


if __name__ == "__main__":
    main()
