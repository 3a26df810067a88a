"""Two browsers that save at the same moment, on SQLite or on PostgreSQL, and a server of
PostgreSQL that goes away under an open page. What each of the two does with all that is saved at
once is tested in `tests/store`, in `test_fairs.py`, `test_seen.py` and `test_at_once.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sim.links.plan_link import encode
from sim.plan.file import example
from tests.browser.book.test_fairs_pages import card, put
from tests.browser.conftest import Server, go, served
from tests.browser.test_accessible import violations
from tests.browser.test_share import LIKELY, plan_of, type_visitors
from tests.postgresql import PostgreSQL
from tests.store.made_up import beside
from words.catalogue import words

pytestmark = pytest.mark.browser
EN = words("en")
BRUSSELS = {"timezone_id": "Europe/Brussels"}  # a context of its own
RUNNING = "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState == 'running'"
Together = Callable[..., AbstractContextManager[None]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('kept') / 'quitte.db'}"
    running: PostgreSQL = request.getfixturevalue("postgresql")
    return running.url(running.new_database())


@pytest.fixture(scope="module")
def server(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the app on that database."""
    yield from served(tmp_path_factory.mktemp("server"), database=url)


@pytest.fixture
def together(url: str, settled: Any) -> Together:
    """``with together("fairs", one, other):`` whatever the pages save in there waits, until all
    of them wait."""

    @contextmanager
    def waiting(table: str, *pages: Page) -> Iterator[None]:
        lock = "BEGIN IMMEDIATE" if "sqlite" in url else f"LOCK TABLE {table} IN EXCLUSIVE MODE"
        with beside(url) as writer:
            writer.exec_driver_sql(lock)
            yield
            for page in pages:
                page.wait_for_function(RUNNING)
            writer.rollback()
        for page in pages:
            settled(page)

    return waiting


def title(page: Page, text: str, settled: Any) -> None:
    page.get_by_label("Title", exact=True).fill(text)
    page.keyboard.press("Tab")
    settled(page)


def change(page: Page, name: str, visitors: str, settled: Any) -> None:
    """Opens the plan of a fair, types another number, and goes back to the book."""
    card(page, name).get_by_role("button", name="Open the plan").click()
    expect(page.get_by_label(LIKELY, exact=True)).to_be_visible()
    type_visitors(settled(page), visitors)
    go(page, "All fairs")
    expect(page.locator("h1")).to_have_text("Fairs")
    settled(page)


def call(page: Page, name: str, settled: Any) -> None:
    box = page.get_by_label("Your name", exact=True)
    box.fill(name)
    box.press("Enter")
    settled(page)


@pytest.mark.thorough
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_of_two_links_made_at_the_same_moment_neither_is_lost(
    visit: Any, settled: Any, together: Together
) -> None:
    plan = f"/share?s={encode(example('regional'), 1)}"
    pages = {"Made by Ann": visit(plan), "Made by Bert": visit(plan, **BRUSSELS)}
    for name, page in pages.items():
        title(page, name, settled)
    with together("snapshots", *pages.values()):
        for page in pages.values():
            page.get_by_role("button", name="Make the link").click()
    for name, page in pages.items():
        look = page.get_by_role("link", name="Look at it")
        expect(look).to_have_count(1)
        expect(page.locator("[class*='st-key-made']")).to_contain_text(name)
        page.goto(str(look.get_attribute("href")))
        expect(page.locator("h1")).to_have_text(name)


@pytest.mark.thorough
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_of_two_who_save_a_fair_at_once_the_second_sees_what_the_first_changed_and_chooses(
    visit: Any, settled: Any, together: Together
) -> None:
    fair = "Two at once"
    put(first := visit("/fairs"), fair, "Ann", settled)
    pages = {"Ann": first, "Bert": visit("/fairs", **BRUSSELS)}
    typed = {"Ann": "11,111", "Bert": "22,222"}
    for who, page in pages.items():
        change(page, fair, typed[who], settled)
        call(page, who, settled)
    with together("fairs", *pages.values()):
        for page in pages.values():
            page.get_by_role("button", name="Save in the book").click()
    late = []
    for who, page in pages.items():
        saved = page.get_by_text(f"The plan is in the book, under {fair}")
        clash = page.locator(".st-key-clash-plan")
        expect(saved.or_(clash)).to_be_visible()
        late += [who] if clash.count() else []
    (second,) = late
    (winner,) = set(pages) - {second}

    page = pages[second]
    clash = page.locator(".st-key-clash-plan")
    expect(clash.get_by_text(re.compile(f"{winner} saved a newer version"))).to_be_visible()
    row = clash.locator("tr").filter(has_text="Unique visitors of the fair")
    for text in typed.values():
        expect(row).to_contain_text(text)
    assert violations(settled(page)) == []
    clash.get_by_role("button", name="Save mine as the newest").click()
    expect(clash).to_have_count(0)
    settled(page)
    card(page, fair).get_by_role("button", name="More").click()
    for version in ("Version 1", "Version 2", "Version 3"):
        expect(page.get_by_role("button", name=re.compile(version))).to_be_visible()
    page.get_by_role("button", name=re.compile("Version 2")).click()  # what the first had saved
    expect(page.get_by_label(LIKELY, exact=True)).to_have_value(typed[winner])


@pytest.mark.thorough
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_of_two_who_rename_a_fair_at_once_the_second_sees_the_other_name_and_chooses(
    visit: Any, settled: Any, together: Together
) -> None:
    put(first := visit("/fairs"), "Two names", "Ann", settled)
    pages = {"Named by Ann": first, "Named by Bert": visit("/fairs", **BRUSSELS)}
    for name, page in pages.items():
        card(page, "Two names").get_by_role("button", name="More").click()
        expect(page.get_by_role("button", name="Save name, year and series")).to_be_visible()
        box = card(page, "Two names").get_by_label("Name of the fair", exact=True)
        box.fill(name)
        box.press("Tab")
        settled(page)
    with together("fairs", *pages.values()):
        for page in pages.values():
            page.get_by_role("button", name="Save name, year and series").click()
    late = []
    for name, page in pages.items():
        clash = page.locator("[class*='st-key-clash-names']").first
        expect(page.get_by_text(f"It is now {name}").or_(clash)).to_be_visible()
        late += [name] if clash.count() else []
    (second,) = late
    (winner,) = set(pages) - {second}
    page = pages[second]
    clash = page.locator("[class*='st-key-clash-names']").first
    row = clash.locator("tr").filter(has_text="Name of the fair")
    for name in ("Two names", *pages):
        expect(row).to_contain_text(name)
    assert violations(settled(page)) == []
    clash.get_by_role("button", name="Go on with theirs").click()
    expect(page.locator("[class*='clash-names']")).to_have_count(0)
    expect(card(page, winner)).to_have_count(1)
    settled(page)
    page.reload()
    expect(card(settled(page), winner)).to_have_count(1)
    expect(card(page, second)).to_have_count(0)


@pytest.mark.thorough
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_costs_one_sentence_and_no_plan(
    visit: Any, settled: Any, postgresql: PostgreSQL
) -> None:
    def told(part: str) -> None:
        """The one sentence."""
        sentence = EN(f"{part}.store.unreachable")
        expect(page.get_by_test_id("stAlert").filter(has_text=sentence)).to_have_count(1)
        expect(page.get_by_test_id("stAlert")).to_have_count(1)
        assert plan_of(page).inputs["visitors"].likely == 12_345

    def leave(link: str, heading: str) -> None:
        go(page, link)
        expect(page.locator("h1")).to_have_text(heading)
        settled(page)

    page = visit("/")
    type_visitors(page, "12,345")
    leave("Share", "Share")
    title(page, "While it was away", settled)
    make = page.get_by_role("button", name="Make the link")
    postgresql.stop()
    try:
        make.click()
        told("share")
        leave("All fairs", "Fairs")
        told("fairs")
        leave("Share", "Share")
        told("share")
    finally:
        postgresql.start()
    title(page, "Once it was back", settled)
    make.click()
    made = page.locator("[class*='st-key-made']").filter(has_text="Once it was back")
    expect(made).to_have_count(1)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert plan_of(page).inputs["visitors"].likely == 12_345
