"""What a visitor sees at once: on a server that just started, in the language of the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go
from words.catalogue import words

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_the_first_request_to_a_fresh_server_may_be_for_any_page(
    contexts: Any, fresh_server: Any, visits: Any
) -> None:
    visit = visits(contexts, fresh_server)
    page = visit("/method")
    expect(page.locator("h1")).to_have_text("How Quitte works")
    expect(page.locator(".st-key-menu button")).to_have_count(3)
    page = visit("/")
    expect(page.locator("h2").first).to_have_text(re.compile("^Of 100 fairs planned like this"))
    visit.check()


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("locale", "sentence", "language"),
    [("nl-NL", "^Van 100 beurzen", "nl"), ("en-US", "^Of 100 fairs", "en"), ("fr-FR", "^Of", "en")],
)
def test_the_first_sentence_is_in_the_language_of_the_browser(
    locale: str, sentence: str, language: str, visit: Any
) -> None:
    page = visit("/", locale=locale)
    expect(page.locator("h2").first).to_have_text(re.compile(sentence))
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_title(f"Quitte · {words(language)('menu.plan')}")


def test_another_language_changes_the_page_and_keeps_the_answer(visit: Any, settled: Any) -> None:
    page = visit("/", locale="nl-NL")
    first = page.locator("h2").first
    numbers = re.findall(r"\d+", first.inner_text())
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(first).to_have_text(re.compile("^Of 100 fairs"))
    assert re.findall(r"\d+", first.inner_text()) == numbers
    expect(page.locator("html")).to_have_attribute("lang", "en")
    go(page, "How it works")
    expect(page.locator("h1")).to_have_text("How Quitte works")
    go(page, "Plan")
    expect(settled(page).locator("h2").first).to_have_text(re.compile("^Of 100 fairs"))


@pytest.mark.thorough
def test_a_box_left_by_a_click_on_another_language_keeps_its_number(
    visit: Any, settled: Any
) -> None:
    page = visit("/")
    page.get_by_label("Unique visitors of the fair: likely", exact=True).fill("15,000")
    page.get_by_role("radio", name="NL", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.get_by_label("Naam van de beurs")).to_be_visible()
    box = page.get_by_label("Unieke bezoekers van de beurs: waarschijnlijk", exact=True)
    expect(box).to_have_value("15.000")
    expect(settled(page).locator("h2").first).to_have_text(re.compile("^Van 100 beurzen"))


@pytest.mark.thorough
def test_a_plan_stays_while_the_visitor_reads_another_page(visit: Any, settled: Any) -> None:
    page = visit("/")
    first = page.locator("h2").first
    before = first.inner_text()
    page.get_by_label("Unique visitors of the fair: likely", exact=True).fill("60000")
    page.keyboard.press("Enter")
    expect(first).not_to_have_text(before)
    changed = first.inner_text()
    go(page, "How it works")
    expect(page.locator("h1")).to_have_text("How Quitte works")
    go(page, "Plan")
    expect(first).to_have_text(changed)


@pytest.mark.thorough
def test_the_language_that_was_chosen_is_spoken_at_the_next_visit(visit: Any, settled: Any) -> None:
    page = visit("/", locale="nl-BE")  # a browser of its own
    page.get_by_role("radio", name="EN", exact=True).click(force=True)
    expect(page.locator("h2").first).to_have_text(re.compile("^Of 100"))
    settled(page)
    again = visit("/method", locale="nl-BE")
    expect(again.locator("h1")).to_have_text("How Quitte works")
