"""Signing in with a real provider of OpenID Connect: each company sees its own book only."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sim.links.plan_link import encode
from sim.plan.file import example
from store import Database, Fairs
from tests.browser.conftest import Server, free_port, served, settle
from tests.browser.provider import Provider

PLAN = example("regional").with_(name="Our own fair")
pytest.importorskip("authlib", reason="requirements-signin.txt is not installed")
pytestmark = pytest.mark.browser


@pytest.fixture
def provider() -> Iterator[Provider]:
    running = Provider()
    yield running
    running.stop()


@pytest.fixture
def closed(provider: Provider, tmp_path: Path) -> Iterator[Server]:
    """A server whose book is for those who sign in."""
    port = free_port()
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(provider.secrets(f"http://127.0.0.1:{port}"))
    yield from served(tmp_path, port, f"--secrets.files={secrets}")


@pytest.fixture
def visitor(browser: Browser, closed: Server) -> Iterator[Callable[[], Page]]:
    """A new visitor of the book, with a plan of their own."""
    contexts: list[BrowserContext] = []

    def come() -> Page:
        contexts.append(browser.new_context(locale="en-US"))
        page = contexts[-1].new_page()
        page.goto(f"{closed.url}/fairs?s={encode(PLAN, 3)}")
        return settle(page)

    yield come
    for context in contexts:
        context.close()


def signed_in(page: Page, provider: Provider, **claims: Any) -> Page:
    """Presses the button, and is back on the page as somebody."""
    provider.claims = claims
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Fairs")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return settle(page)


@pytest.mark.thorough
def test_each_company_has_its_own_book_and_a_stranger_none(
    visitor: Callable[[], Page], closed: Server, provider: Provider
) -> None:
    ann = visitor()
    expect(ann.get_by_role("button", name="Save in the book")).to_have_count(0)
    signed_in(ann, provider, email="ann@one.example", email_verified=True)
    expect(ann.get_by_text("This is the book of one.example.")).to_be_visible()
    expect(ann.get_by_label("Name of the fair")).to_have_value("Our own fair")  # the plan is there
    ann.get_by_role("button", name="Save in the book").click()
    told = "The plan is in the book"
    expect(ann.get_by_text(told)).to_be_visible()
    expect(ann.get_by_text("by ann@one.example")).to_be_visible()
    bert = signed_in(visitor(), provider, email="b@two.example", email_verified=True)
    expect(bert.get_by_text("The book is still empty.")).to_be_visible()
    cees = visitor()
    signed_in(cees, provider, email="cees@one.example", email_verified=False)
    expect(cees.get_by_text("has not verified your e-mail address")).to_be_visible()
    expect(cees.get_by_role("button", name="Save in the book")).to_have_count(0)
    ann.get_by_role("button", name="Sign out").click()
    expect(ann.get_by_role("button", name="Sign out")).to_have_count(0)
    assert not closed.tracebacks()


@pytest.mark.thorough
def test_no_address_file_or_id_leads_to_the_book_of_another_company(
    visitor: Callable[[], Page], closed: Server, provider: Provider, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'quitte.db'}")
    one, two = (Fairs(database, f"{provider.url} {name}.example") for name in ("one", "two"))
    theirs = one.new("Their fair", 2026)
    two.new("Bert's fair", 2026)
    bert = signed_in(visitor(), provider, email="b@two.example", email_verified=True)
    expect(bert.get_by_text("Bert's fair 2026").first).to_be_visible()
    with bert.expect_download() as download:
        bert.get_by_role("button", name="Download the whole book").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        index = archive.read("book.json").decode()
    assert "Bert's fair" in index
    assert "Their fair" not in index
    bert.get_by_label("Search by name or year").fill("their")
    bert.keyboard.press("Enter")
    expect(bert.get_by_text("No fair matches.")).to_be_visible()
    guessed = f"{closed.url}/evaluate?fair={theirs.id}"
    bert.goto(guessed)
    expect(bert.get_by_text("This fair is not in your book.")).to_be_visible()
    expect(bert.get_by_text("Their fair")).to_have_count(0)
    index = index.replace(_id_in(index), theirs.id)  # a file that says it is the other's fair
    file = tmp_path / "forged.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("book.json", index.replace("Bert's fair", "Forged"))
    bert.goto(f"{closed.url}/fairs")
    settle(bert).locator("input[type=file]").set_input_files(file)
    expect(bert.get_by_text("From the file: 1 new")).to_be_visible()
    assert one.listed() == [theirs]
    settle(bert).get_by_role("button", name="Sign out").click()
    expect(bert.get_by_role("button", name="Sign out")).to_have_count(0)
    for address in (guessed, f"{closed.url}/fairs"):
        bert.goto(address)
        settle(bert)
        expect(bert.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        expect(bert.get_by_text("Bert's fair")).to_have_count(0)
    database.close()
    assert not closed.tracebacks()


def _id_in(index: str) -> str:
    """The id of the only fair in a book's index."""
    (fair,) = json.loads(index)["fairs"]
    return str(fair["id"])
