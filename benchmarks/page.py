"""From a key on the slider to the changed chart in a real browser: `python -m benchmarks.page`.

The Plan page beside the least page there is: one slider, one chart with a constant specification,
a histogram drawn from NumPy. Both servers have the project's configuration; keys are pressed in
turns in one browser, and the ratio of the medians counts (wanted: 1.50 at most).
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TURNS = 40
LEAST = """
import numpy as np, pandas as pd, streamlit as st
x = st.slider("x", 0, 100, 50)
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


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        contextlib.ExitStack() as servers,
    ):
        least = Path(folder)
        (least / "app.py").write_text(LEAST)
        shutil.copytree(ROOT / ".streamlit", least / ".streamlit")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        pages = []
        for place, slider in (
            (least, "input[type=range]"),
            (ROOT, "[class*='st-key-slide-visitors'] input[type=range]"),
        ):
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.goto(servers.enter_context(server(place)))
            page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
            page.wait_for_selector(slider, state="attached")
            page.wait_for_timeout(2000)
            pages.append((page, slider))
        times: list[list[float]] = [[], []]
        for turn in range(TURNS):
            for at, (page, slider) in enumerate(pages):
                taken = press(page, slider, "ArrowRight" if turn < TURNS - 10 else "ArrowLeft")
                if taken is not None:
                    times[at].append(taken)
        base, ours = (statistics.median(each) for each in times)
        print(f"key to chart, Plan page over the least page: {ours / base:.2f} (wanted: 1.50)")
        print(f"medians in this run: {ours:.0f} ms over {base:.0f} ms")
        browser.close()


def press(page: Page, slider: str, key: str) -> float | None:
    """Milliseconds from the key to the last change of the chart; None where it did not change."""
    page.evaluate(WATCH, slider)
    page.keyboard.press(key)
    taken: float | None = page.evaluate("() => window.changed")
    page.wait_for_timeout(50)
    return taken


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running app; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(address + "_stcore/health", timeout=2)
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
