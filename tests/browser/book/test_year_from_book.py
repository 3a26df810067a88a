"""A year of fairs that stand in the book, by hand: how many clicks and keys it takes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sim.links import plan_text
from sim.plan.file import example
from store import Fairs
from store.database import Database
from tests.browser.conftest import Server

pytestmark = pytest.mark.browser

FAIRS = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot")
HANDS = len(FAIRS) + 3  # a click a fair; the box open and shut, adding
COUNTED = """() => { window.hands = 0;
for (const kind of ["pointerdown", "keydown"])
  addEventListener(kind, event => { window.hands += event.isTrusted ? 1 : 0; }, true); }"""


@pytest.fixture
def booked(fresh_server: Server) -> Server:
    """A server in whose book these fairs stand."""
    database = Database(f"sqlite:///{fresh_server.log.parent / 'quitte.db'}")
    fairs = Fairs(database, "")
    for name in FAIRS:
        plan = plan_text.dumps(example("regional").with_(name=name), 1)
        fairs.save(fairs.new(name, 2027).id, "plan", plan, base=0)
    database.close()
    return fresh_server


@pytest.mark.thorough
def test_six_fairs_of_the_book_are_a_year_after_few_clicks_and_keys(
    booked: Server, visits: Any, contexts: Any, settled: Any
) -> None:
    visit = visits(contexts, booked)
    page: Page = visit("/year", locale="nl-NL")
    page.evaluate(COUNTED)
    page.get_by_test_id("stMultiSelect").get_by_role("combobox").click()
    for name in FAIRS:
        page.get_by_role("option", name=name).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Uit het boek toevoegen").click()
    for name in FAIRS:
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    settled(page)
    assert page.locator(".st-key-year-fairs").get_by_role("checkbox").count() == len(FAIRS)
    assert len(FAIRS) < page.evaluate("window.hands") <= HANDS
    visit.check()
