"""The page of the year in a real browser: by mouse, on a phone, in the dark, from its own link."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import unfold
from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_the_year_keeps_to_wcag_with_everything_open(visit: Any, settled: Any) -> None:
    page = visit("/year", locale="nl-NL")
    unfold(page)
    expect(page.locator("table")).to_have_count(1)
    assert violations_in_both(settled(page)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_nothing_of_the_year_is_wider_than_a_phone(locale: str, visit: Any, settled: Any) -> None:
    page = visit("/year", phone=True, locale=locale)
    unfold(page)
    fits(settled(page))
    dots = page.get_by_test_id("stVegaLiteChart").locator("svg .mark-symbol path")
    expect(dots).to_have_count(20)


@pytest.mark.thorough
@pytest.mark.parametrize("width", [660, 720, 960])  # a desktop of 1,440 at 200 % is 720
def test_names_of_fairs_can_be_read_in_a_narrow_window(
    width: int, visit: Any, settled: Any
) -> None:
    page = visit("/year")
    page.set_viewport_size({"width": width, "height": 700})
    names = settled(page).locator("[class*=st-key-year-row] [data-testid=stCheckbox] p")
    boxes = [name.bounding_box() for name in names.all()]
    assert len(boxes) == 3
    assert all(box["width"] > 70 and box["height"] < 90 for box in boxes)


@pytest.mark.thorough
def test_a_year_is_chosen_by_mouse_and_its_address_opens_it_again(visit: Any, settled: Any) -> None:
    page = visit("/year")
    before = page.locator("h2").first.inner_text()
    page.get_by_text("National trade fair, 40 m²", exact=True).first.click()
    expect(page.locator("h2").first).not_to_have_text(before)
    budget = page.get_by_label("Budget for all fairs")
    budget.fill("100000")
    budget.press("Enter")
    expect(page.get_by_text("over the budget")).to_be_visible()
    settled(page)
    path = page.url.partition("/year")[2]
    again = visit("/year" + path)
    assert again.locator("h2").first.inner_text() == page.locator("h2").first.inner_text()
    expect(again.get_by_label("Budget for all fairs")).to_have_value("100,000")
    expect(again.get_by_role("checkbox", name="National trade fair, 40 m²")).not_to_be_checked()
