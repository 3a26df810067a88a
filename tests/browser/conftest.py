"""A real server and a real Chromium, one of each for all tests; every test has its own context."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from urllib.error import URLError
from urllib.request import urlopen
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    WebSocket,
    expect,
    sync_playwright,
)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.frame.shell import GROUPS, PAGES
from words.catalogue import words

expect.set_options(timeout=15_000)

ROOT = Path(__file__).parent.parent.parent
HEALTH = "/_stcore/health"  # a page of two letters
LONGEST = 60  # seconds for one answer, on a machine with much else to do
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
ARGUMENTS += ["--process-per-site"]  # with `Contexts`: what runs the scripts has read them already
PHONE_AGENT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"
)
SETTLED = """looks => {
  const app = document.querySelector('[data-testid=stApp]');
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
  const drawn = app?.dataset.testScriptState === 'notRunning'
    && document.querySelector('h1') !== null
    && document.querySelector('[data-testid=stSkeleton]') === null
    && charts.every(chart => chart.querySelector('svg.marks, canvas.marks') !== null);
  const places = drawn
    && [...document.querySelectorAll('[data-testid=stElementContainer], summary')]
      .map(one => one.getBoundingClientRect().top).join();
  const still = drawn && window.placesBefore === places;
  window.placesBefore = places;
  window.stillFor = still ? (window.stillFor ?? 0) + 1 : 0;
  return window.stillFor >= looks;
}"""
FORBIDDEN = """document.addEventListener("securitypolicyviolation", told =>
  console.error(`Content Security Policy: ${told.violatedDirective} ${told.blockedURI}`))"""
MENU = ".st-key-top, [data-testid=stPopoverBody]"  # a group that is open stands over the page
OPENED = "box => box.open && box.querySelector('[data-testid=stElementContainer]') !== null"
LOOK = 50  # milliseconds between two looks: at every picture of the screen, they slow the page
STILL = 2  # looks in a row at which nothing has moved since the one before


@dataclass
class Server:
    """A running app: its address, what it has written so far, and the number of its process."""

    url: str
    log: Path
    process: int = 0

    def tracebacks(self, after: int = 0) -> str:
        """What the log says from the first error on; empty without one."""
        text = self.log.read_text("utf-8", "replace")[after:]
        found = re.search('Traceback|"event": "error"', text)
        return "" if found is None else text[found.start() :]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}{HEALTH}", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes], url: str) -> None:
    """Asks the server to end, and ends the process once it serves nobody any more: by itself it
    gives back first what it remembers, object by object, which took up to half a minute."""
    process.terminate()
    for _ in range(600):
        if process.poll() is not None or not _healthy(url):
            break
        time.sleep(0.05)
    process.kill()
    process.wait()


def served(
    folder: Path, port: int | None = None, *options: str, database: str | None = None
) -> Iterator[Server]:
    """A server that keeps its log in a folder, and its database too where none is given."""
    port, log = port or free_port(), folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", *options]
    server = Server(f"http://127.0.0.1:{port}", log)
    with log.open("wb") as out:
        url = database or f"sqlite:///{folder / 'quitte.db'}"
        kept = os.environ | {"QUITTE_DATABASE_URL": url}
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=kept
        )
    server.process = process.pid
    try:
        for _ in range(600):
            if process.poll() is not None or _healthy(server.url):
                break
            time.sleep(0.1)
        assert _healthy(server.url), log.read_text("utf-8", "replace")
        yield server
    finally:
        _stop(process, server.url)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that all tests share."""
    yield from served(tmp_path_factory.mktemp("server"))


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has asked anything yet."""
    yield from served(tmp_path)


def _chromium(playwright: Playwright) -> str | None:
    """Where a Chromium is, installed now where there is none; None where that fails too."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    own = playwright.chromium.executable_path
    if not Path(own).is_file():
        install = [sys.executable, "-m", "playwright", "install", "chromium"]
        try:
            subprocess.run(install, capture_output=True, timeout=300, check=False)
        except subprocess.TimeoutExpired:
            return None
    return own if Path(own).is_file() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = _chromium(playwright)
        if path is None:
            told = "no Chromium was found and none could be installed: the app was not tried in one"
            if os.environ.get("CI") == "true":
                pytest.fail(told)
            pytest.skip(told)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Runs:
    """What a page has asked of its server, and whether the newest of it has been answered.

    Read from the frames of the connection, so that no machine is too slow for it: a page looks at
    rest while what was clicked is still on its way.
    """

    of: ClassVar[WeakKeyDictionary[Page, Runs]] = WeakKeyDictionary()
    DONE: ClassVar = (
        ForwardMsg.FINISHED_SUCCESSFULLY,
        ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    )

    def __init__(self, page: Page) -> None:
        self.waits = self.runs = False
        self.asked = 0
        self.of[page] = self
        page.on("websocket", self._listen)

    def _listen(self, connection: WebSocket) -> None:
        connection.on("framesent", self._sent)
        connection.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.waits, self.runs = True, False
            self.asked += 1

    def _received(self, frame: str | bytes) -> None:
        if not isinstance(frame, bytes):
            return
        told = ForwardMsg.FromString(frame)
        if told.HasField("new_session"):
            self.runs = True
        elif told.HasField("script_finished") and self.runs and told.script_finished in self.DONE:
            self.waits = False


def settle(page: Page, asked: int = 0) -> Page:
    """Waits until so much has been asked, what was asked last has been answered, every picture is
    drawn, and nothing moves on the screen any more."""
    end, runs = time.monotonic() + LONGEST, Runs.of.get(page)
    while runs is not None and (runs.waits or runs.asked < asked) and time.monotonic() < end:
        page.wait_for_timeout(20)
    page.wait_for_function(SETTLED, arg=STILL, polling=LOOK, timeout=1000 * LONGEST)
    return page


def unfold(page: Page, *names: str | re.Pattern[str], within: Locator | None = None) -> None:
    """Opens the boxes with these names, or every one that is closed, one after the other: what one
    shows moves all that is below it."""
    boxes = (page.locator("body") if within is None else within).locator("details")
    closed = boxes.and_(page.locator(":not([open])"))
    settle(page)
    for name in names or [""] * closed.count():
        head = page.locator("summary").filter(has_text=name)
        box = closed.filter(has=head).first.element_handle()
        closed.filter(has=head).first.locator("summary").click()
        page.wait_for_function(OPENED, arg=box)
        settle(page)


def go(page: Page, name: str) -> None:
    """Follows the menu to the page that is called so, through the group that it stands in."""
    w = words(str(page.locator("html").get_attribute("lang")))
    (key,) = (key for key, _ in PAGES if w(f"menu.{key}") == name)
    for group, pages in GROUPS.items():
        if key in pages:
            told = w(f"menu.groups.{group}")
            page.locator(".st-key-menu").get_by_role("button", name=told).click()
    page.locator(MENU).get_by_role("link", name=name, exact=True).click()


class Contexts:
    """One context for each kind of visitor: its pages share what the browser has loaded.

    A page without a script stays open in each, because the process that draws a site's pages ends
    with the last of them, and a new one would have to read all scripts of the app anew: a third of
    what a page takes. What a tab keeps is still its own.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.opened: dict[str, BrowserContext] = {}

    def __call__(self, url: str, phone: bool, options: dict[str, Any]) -> BrowserContext:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        options = {"locale": "en-US", "viewport": size, "reduced_motion": "reduce"} | options
        if phone:
            options |= {"user_agent": PHONE_AGENT, "has_touch": True, "is_mobile": True}
        kind = repr(sorted(options.items()))
        if kind not in self.opened:
            self.opened[kind] = self.browser.new_context(**options)
            self.opened[kind].add_init_script(FORBIDDEN)
            self.opened[kind].new_page().goto(f"{url}{HEALTH}")
        return self.opened[kind]


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


class Visits:
    """Opens pages, and remembers what must not happen on them."""

    def __init__(self, contexts: Contexts, server: Server) -> None:
        self.contexts = contexts
        self.server = server
        self.pages: list[Page] = []
        self.wrong: list[str] = []
        self.after = len(server.log.read_text("utf-8", "replace"))

    def __call__(self, path: str = "/", *, phone: bool = False, **options: Any) -> Page:
        page = self.contexts(self.server.url, phone, options).new_page()
        Runs(page)
        self.pages.append(page)
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        page.on("console", lambda told: self._said(told.text))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(self.server.url + path)
        return settle(page)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:")):
            self.wrong.append(f"another host was asked: {url}")

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text or "Permissions-Policy" in text:
            self.wrong.append(f"a header forbids what the page does: {text}")

    def check(self) -> None:
        # The next visitor has chosen no language yet and has left no inputs open.
        for page in self.pages:
            if not page.is_closed():
                page.evaluate("localStorage.clear()")
                page.close()
        for context in {page.context for page in self.pages}:
            context.clear_cookies()
        told = self.server.tracebacks(self.after)
        assert not self.wrong
        assert not told, told


@pytest.fixture
def visits() -> type[Visits]:
    """For a test that has a server of its own."""
    return Visits


@pytest.fixture
def visit(contexts: Contexts, server: Server) -> Iterator[Visits]:
    """``visit("/method", locale="nl-NL")`` is a settled page of a new visitor."""
    visits = Visits(contexts, server)
    yield visits
    visits.check()


@pytest.fixture
def settled() -> Callable[[Page], Page]:
    return settle
