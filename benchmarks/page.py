"""From a key on the slider to the changed chart in a real browser: `python -m benchmarks.page`.

Three pages with the project's configuration, keys pressed in turns in one browser, and the ratios
of the medians count. The Plan page is held against its own picture alone: one slider, the same
simulation, the same constant specification, nothing else; wanted: 1.50 at most, for a step of the
slider and for a jump. How much of the time is the question itself is told by a page that asks none:
one slider and a histogram of NumPy's own draws.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TURNS = 40
WANTED = 1.5
STEPS = ("ArrowRight",)
JUMPS = ("PageUp", "ArrowLeft")  # ten steps on, one back: never where the last move leads
ALONE = """
import streamlit as st
from pictures import answer as chart_rows
from pictures import base as charts
from sim.plan.file import example
from ui.frame.blocks import picture
from ui.visit.answers import answer
from words.catalogue import words

plan, w = example("regional"), words("en")
visitors = st.slider("Visitors", 500.0, 100_000.0, 18_000.0, step=500.0)
plan = plan.with_(inputs={"visitors": plan.inputs["visitors"].moved(visitors)})
rows = chart_rows.rows("dots", answer(plan, 1), w)
picture(rows, charts.spec("dots", "en"), key="chart", alt=w("alt.dots"))
"""
LEAST = """
import numpy as np, pandas as pd, streamlit as st
x = st.slider("x", 0, 1000, 500)
n, edges = np.histogram(np.random.default_rng(0).normal(x, 10, 10_000), 40)
st.vega_lite_chart(pd.DataFrame({"x": edges[:-1], "y": n}), {
    "mark": {"type": "bar", "aria": False},
    "encoding": {"x": {"field": "x", "type": "quantitative"},
                 "y": {"field": "y", "type": "quantitative"}}}, key="chart")
"""
WATCH = """selector => { window.changed = new Promise(done => {
  const slider = document.querySelector(selector);
  const chart = document.querySelector('[data-testid=stVegaLiteChart]');
  let start = 0, last = 0, quiet = null;
  const seen = new MutationObserver(() => {
    last = performance.now(); clearTimeout(quiet);
    quiet = setTimeout(() => { seen.disconnect(); done(last - start); }, 300); });
  seen.observe(chart, {subtree: true, childList: true, attributes: true, characterData: true});
  slider.addEventListener('keydown', () => { start = performance.now(); },
                          {once: true, capture: true});
  slider.focus();
  setTimeout(() => { seen.disconnect(); done(null); }, 8000); }); }"""


class Place(NamedTuple):
    """An app, and its slider."""

    folder: Path
    slider: str = "input[type=range]"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        alone, least = (app(Path(folder) / name, text)
                        for name, text in (("alone", ALONE), ("least", LEAST)))  # fmt: skip
        plan = Place(ROOT, "[class*='st-key-slide-visitors'] input[type=range]")
        step, alone_step, least_step = medians((plan, alone, least), STEPS)
        jump, alone_jump = medians((plan, alone), JUMPS)
    print(f"a step, Plan page over its picture alone: {step / alone_step:.2f} (wanted: {WANTED})")
    print(f"a jump, Plan page over its picture alone: {jump / alone_jump:.2f} (wanted: {WANTED})")
    print(f"a step, Plan page over a chart that answers nothing: {step / least_step:.2f}")
    print(f"medians in this run: steps {step:.0f}, {alone_step:.0f} and {least_step:.0f} ms, "
          f"jumps {jump:.0f} and {alone_jump:.0f} ms")  # fmt: skip


def app(folder: Path, text: str) -> Place:
    """A page of its own with the project's configuration."""
    folder.mkdir()
    (folder / "app.py").write_text(text)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    return Place(folder)


def medians(places: Sequence[Place], keys: Sequence[str]) -> list[float]:
    """Milliseconds from a key to the last change of the chart, for each page."""
    with sync_playwright() as playwright, contextlib.ExitStack() as servers:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        pages = []
        for place in places:
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.goto(servers.enter_context(server(place.folder)))
            page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
            page.wait_for_selector(place.slider, state="attached")
            page.wait_for_timeout(2000)
            pages.append(page)
        times: list[list[float]] = [[] for _ in places]
        for turn in range(TURNS):
            for page, place, taken in zip(pages, places, times, strict=True):
                if (ms := press(page, place.slider, keys[turn % len(keys)])) is not None:
                    taken.append(ms)
        browser.close()
    return [statistics.median(taken) for taken in times]


def press(page: Page, slider: str, key: str) -> float | None:
    """Milliseconds from the key to the last change of the chart; None where it did not change."""
    page.evaluate(WATCH, slider)
    page.keyboard.press(key)
    taken: float | None = page.evaluate("() => window.changed")
    page.wait_for_timeout(50)
    return taken


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def healthy(address: str) -> None:
    """Waits until a server answers."""
    for _ in range(200):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address + "_stcore/health", timeout=2)
            return
        time.sleep(0.1)


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running app; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    address = f"http://127.0.0.1:{port}/"
    try:
        healthy(address)
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
