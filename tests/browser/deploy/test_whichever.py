"""Two processes behind nginx with a sign-in: what was begun at one goes on at the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sim.links.plan_link import encode
from tests.browser.conftest import Runs, Server, free_port, settle
from tests.browser.deploy.pair import brought, pair, ports
from tests.browser.deploy.proxy import Proxy, before, needed
from tests.browser.provider import Provider
from tests.browser.test_share import OURS, made, plan_of
from tests.browser.test_sign_in import signed_in
from tests.postgresql import PostgreSQL

pytest.importorskip("authlib", reason="requirements-signin.txt is not installed")
pytestmark = [pytest.mark.browser, pytest.mark.thorough]
ANN = {"email": "ann@one.example", "email_verified": True}
AT = "/_stcore/host-config"  # what every page asks its process for when it opens


@dataclass(frozen=True)
class Deployment:
    """nginx, its processes by their addresses, and for each a cookie that leads there."""

    proxy: Proxy
    processes: dict[str, Server]
    cookies: dict[str, str]
    provider: Provider

    @property
    def both(self) -> tuple[str, str]:
        one, other = self.processes
        return one, other

    def at(self, process: str, context: BrowserContext) -> None:
        """From now on this process answers the browser."""
        name, _, value = self.cookies[process].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": self.proxy.url}])

    def open(self, page: Page, path: str, process: str) -> Page:
        """A page, which only this process has answered."""
        self.at(process, page.context)
        before = Runs.of[page].asked
        with self.proxy.noticed(AT) as found:
            page.goto(self.proxy.url + path)
        assert {*found} == {process}
        return settle(page, before + 1)


@pytest.fixture(scope="module")
def deployment(
    postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    provider, port = Provider(), free_port()
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text(provider.secrets(f"http://127.0.0.1:{port}"))
    folder = tmp_path_factory.mktemp("nginx")
    with (
        pair(postgresql, tmp_path_factory, f"--secrets.files={secrets}") as processes,
        before(needed(), ports(processes), folder, port) as proxy,
    ):
        yield Deployment(proxy, processes, proxy.cookies(), provider)
        for server in processes.values():
            assert not server.tracebacks()
    provider.stop()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[[], Page]]:
    """A new visitor, of whom nobody knows anything yet."""
    contexts: list[BrowserContext] = []

    def come() -> Page:
        contexts.append(browser.new_context(locale="en-US"))
        page = contexts[-1].new_page()
        Runs(page)
        return page

    yield come
    for context in contexts:
        context.close()


def ann_at(process: str, deployment: Deployment, page: Page) -> Page:
    """Ann, who has signed in at this process, on the book's page with a plan of hers."""
    deployment.open(page, f"/fairs?s={encode(OURS, 3)}", process)
    signed_in(page, deployment.provider, **ANN)
    return page


def test_who_signed_in_at_one_process_finds_the_book_at_the_other(
    deployment: Deployment, visitor: Callable[[], Page]
) -> None:
    one, other = deployment.both
    ann = ann_at(one, deployment, visitor())
    ann.get_by_role("button", name="Save in the book").click()
    expect(ann.get_by_text("by ann@one.example")).to_be_visible()
    deployment.open(ann, "/fairs", other)
    expect(ann.get_by_text("This is the book of one.example.")).to_be_visible()
    expect(ann.locator("[class*='st-key-fair-']").filter(has_text=OURS.name)).to_have_count(1)
    ann.get_by_role("button", name="Sign out").click()
    expect(ann.get_by_role("button", name="Sign out")).to_have_count(0)
    deployment.open(ann, "/fairs", one)
    expect(ann.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_a_link_made_at_one_process_opens_at_the_other_and_ends_at_both(
    deployment: Deployment, visitor: Callable[[], Page]
) -> None:
    one, other = deployment.both
    ann = ann_at(one, deployment, visitor())
    deployment.open(ann, f"/share?s={encode(OURS, 3)}", one)
    link = made(ann, "Board", "For the board", settle).removeprefix(deployment.proxy.url)
    stranger = deployment.open(visitor(), link, other)
    expect(stranger.locator("h1")).to_have_text("For the board")
    card = ann.locator("[class*='st-key-made']").filter(has_text="For the board")
    card.get_by_role("button", name="End it").click()
    expect(card.get_by_text("You ended it on")).to_be_visible()
    deployment.open(stranger, link, other)
    expect(stranger.get_by_text("This link opens nothing, or nothing any more")).to_be_visible()


def test_files_go_up_and_come_down_at_the_process_that_a_visitor_was_moved_to(
    deployment: Deployment, visitor: Callable[[], Page], tmp_path: Path
) -> None:
    one, other = deployment.both
    page = deployment.open(visitor(), "/", one)
    deployment.open(page, "/", other)
    brought(page, OURS)
    expect(page).to_have_url(re.compile("s=1"))
    assert plan_of(page) == OURS
    for process in (one, other):
        deployment.open(page, f"/share?s={encode(OURS, 6)}", process)
        for label, start in (("PDF", b"%PDF"), ("Excel, to", b"PK")):
            with page.expect_download() as download:
                page.get_by_role("button", name=re.compile(label)).click()
            assert download.value.path().read_bytes().startswith(start)
            settle(page)
