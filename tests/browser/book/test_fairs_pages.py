"""The book of fairs in a real browser: what is done with a fair, a phone, and WCAG."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits

pytestmark = pytest.mark.browser


def put(page: Page, name: str, by: str, settled: Any) -> None:
    """The plan on the screen into the book, as a new fair."""
    for label, text in (("Name of the fair", name), ("Your name", by)):
        box = page.get_by_label(label, exact=True)
        box.fill(text)
        box.press("Enter")
        settled(page)
    page.get_by_role("button", name="Save in the book").click()
    expect(page.get_by_text(f"The plan is in the book, under {name}")).to_be_visible()
    settled(page)


def card(page: Page, name: str) -> Locator:
    return page.locator("[class*='st-key-fair-']").filter(has_text=name)


@pytest.mark.thorough
def test_a_deleted_fair_comes_back(visit: Any, settled: Any) -> None:
    page = visit("/fairs")
    put(page, "Abiss Ieper", "Ann", settled)
    card(page, "Abiss Ieper").get_by_role("button", name="More").click()
    page.get_by_role("button", name="Delete this fair").click()
    expect(card(page, "Abiss Ieper")).to_have_count(0)
    page.locator(".st-key-undo").get_by_role("button").click()
    expect(card(page, "Abiss Ieper")).to_have_count(1)


@pytest.mark.thorough
def test_the_whole_book_is_taken_away_and_brought_in_again(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/fairs")
    put(page, "Taken away", "Ann", settled)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the whole book").click()
    file = tmp_path / "book.zip"
    download.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        assert "Taken away" in archive.read("book.json").decode()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(re.compile("From the file: 0 new, 0 as a copy"))).to_be_visible()


@pytest.mark.thorough
def test_a_frozen_forecast_is_the_one_of_the_plan_page(visit: Any, settled: Any) -> None:
    page = visit("/fairs")
    put(page, "Frozen early", "Ann", settled)
    card(page, "Frozen early").get_by_role("button", name="Freeze", exact=True).click()
    page.get_by_role("button", name="Freeze the forecast").click()
    told = card(page, "Frozen early").get_by_text(re.compile("^Forecast on"))
    expect(told).to_be_visible()
    n = re.findall(r"(\d+) of 100", told.inner_text())
    settled(page)
    card(page, "Frozen early").get_by_role("button", name="Open the plan").click()
    expect(page.locator("h2").first).to_have_text(re.compile(rf"\b{n[0]}\b"))


@pytest.mark.thorough
def test_the_book_keeps_to_wcag_with_all_parts_of_a_card_open(visit: Any, settled: Any) -> None:
    page = visit("/fairs")
    put(page, "Seen in both", "Ann", settled)
    found = violations_in_both(settled(page))
    card(page, "Seen in both").get_by_role("button", name="More").click()
    expect(page.get_by_role("button", name="Delete this fair")).to_be_visible()
    card(page, "Seen in both").get_by_role("button", name="Freeze", exact=True).click()
    expect(page.get_by_role("button", name="Freeze the forecast")).to_be_visible()
    page.get_by_text("How good our forecasts were").click()
    expect(page.get_by_text("Fairs that count so far: 0.")).to_be_visible()
    found += [wrong for wrong in violations_in_both(settled(page)) if wrong not in found]
    assert found == []


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_the_book_fits_a_phone(locale: str, visit: Any, settled: Any) -> None:
    filling = visit("/fairs")
    put(filling, f"Abiss {locale} in Ieper met nog een lange naam, Hal 5", "Ann", settled)
    page = visit("/fairs", phone=True, locale=locale)
    fits(page)
    card(page, f"Abiss {locale}").get_by_role("button", name=re.compile("More|Meer")).click()
    expect(page.get_by_role("button", name=re.compile("Delete|Verwijder")).last).to_be_visible()
    fits(settled(page))
