"""The comparison in a real browser: on a phone, by keyboard, in the dark, from its own link."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.conftest import unfold
from tests.browser.test_accessible import tab_to, violations_in_both
from tests.browser.test_phone import fits

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_the_comparison_keeps_to_wcag_with_everything_open(visit: Any, settled: Any) -> None:
    page = visit("/compare", locale="nl-NL")
    unfold(page, "Een plan toevoegen")
    unfold(page, "getallen verschillen")
    expect(page.locator("table")).to_have_count(2)
    found = violations_in_both(settled(page))
    page.get_by_role("button", name="Dit plan aanpassen").first.click()
    expect(page.get_by_label("Naam in deze vergelijking")).to_be_visible()
    found += [wrong for wrong in violations_in_both(settled(page)) if wrong not in found]
    assert found == []


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_nothing_is_wider_than_a_phone(locale: str, visit: Any, settled: Any) -> None:
    page = visit("/compare", phone=True, locale=locale)
    unfold(page)
    expect(page.locator("details[open]")).to_have_count(2)
    settled(page)
    fits(page)
    expect(page.locator("table")).to_have_count(0)  # lists instead
    dots = page.get_by_test_id("stVegaLiteChart").nth(1).locator("svg .mark-symbol path")
    expect(dots).to_have_count(20)


@pytest.mark.thorough
def test_a_comparison_is_changed_by_keyboard_and_its_address_opens_it_again(
    visit: Any, settled: Any
) -> None:
    page = visit("/compare")
    sentence = page.locator("h3").inner_text()
    assert re.search("beats .* in ", sentence)
    tab_to(page, "Change this plan")
    page.keyboard.press("Enter")
    name = page.get_by_label("Name in this comparison")
    expect(name).to_be_visible()
    name.fill("The small one")
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_have_text("The small one")
    page.get_by_role("button", name="Down", exact=True).click()
    expect(page.locator("h2").first).not_to_have_text("The small one")
    page.keyboard.press("Escape")
    unfold(page, "Add a plan")
    page.get_by_role("button", name="A copy of my plan now").click()
    expect(page.locator("[class*=st-key-head-compare]")).to_have_count(3)
    page.wait_for_url(
        lambda url: len(parse_qs(urlsplit(url).query).get("c", [""])[0].split("~")) == 3
    )
    settled(page)
    heads = page.locator("h2").all_inner_texts()
    path = page.url.partition("/compare")[2]
    again = visit("/compare" + path)
    assert again.locator("h2").all_inner_texts() == heads
    assert again.locator("h3").inner_text() != sentence


@pytest.mark.thorough
def test_a_plan_of_the_comparison_opens_on_the_plan_page(visit: Any, settled: Any) -> None:
    page = visit("/compare")
    page.get_by_role("button", name="Change this plan").nth(1).click()
    page.get_by_role("button", name="Take this plan to the Plan page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("National trade fair, 40 m²")
    assert "/compare" not in settled(page).url


def hurry(page: Page, name: str) -> None:
    """Follows the menu while pages come and go: a group that the next page closed opens again."""
    group = {"Vergelijken": "Beslissen", "Evaluatie": "Beurzen"}[name]
    link = page.get_by_role("link", name=name, exact=True)
    for _ in range(20):
        try:
            if not link.count():
                page.locator(".st-key-menu").get_by_role("button", name=group).click(timeout=1000)
            link.click(timeout=1000, no_wait_after=True)
        except TimeoutError:
            continue
        return
    pytest.fail(f"{name} cannot be reached")


@pytest.mark.thorough
def test_pages_that_are_left_before_they_are_drawn_leave_no_box_without_its_value(
    visit: Any, settled: Any
) -> None:
    page = visit("/", locale="nl-NL")
    for pause in (0, 20, 60, 130):
        for name in ("Vergelijken", "Evaluatie", "Vergelijken", "Vergelijken"):
            hurry(page, name)
            page.wait_for_timeout(pause)
        expect(settled(page).get_by_role("radio", name="NL", exact=True)).to_be_checked()
        expect(page.get_by_label("Een verlies van meer dan")).to_have_value("10.000")
