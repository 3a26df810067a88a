"""On a phone: nothing wider than the screen, everything within reach."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import unfold

pytestmark = pytest.mark.browser

# What sticks out of the screen, but for what scrolls inside a box of its own.
TOO_WIDE = """() => [...document.querySelectorAll('[data-testid=stApp] *')].filter(element => {
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0 || box.right <= innerWidth + 1) return false;
  for (let up = element.parentElement; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (/auto|scroll|hidden|clip/.test(style.overflowX) && up.getBoundingClientRect().right
        <= innerWidth + 1) return false;
  }
  return true;
}).map(element => `${element.tagName} ${element.dataset.testid ?? element.className}`)"""


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(TOO_WIDE) == []


def inputs(page: Page) -> Locator:
    """Opens the inputs."""
    page.get_by_test_id("stExpandSidebarButton").click()
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_be_in_viewport()
    return sidebar


@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
@pytest.mark.parametrize("path", ["/", "/method"])
def test_no_page_is_wider_than_a_phone(path: str, locale: str, visit: Any) -> None:
    page = visit(path, phone=True, locale=locale)
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    fits(page)


def test_beside_the_open_inputs_a_small_laptop_has_room_for_the_table_of_costs(visit: Any) -> None:
    page = visit("/", locale="nl-NL")
    page.set_viewport_size({"width": 1024, "height": 768})
    table = page.locator(".st-key-cost_shares table")
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box["x"] + box["width"] <= 1024
    expect(page.get_by_test_id("stSidebar")).to_be_in_viewport()


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("width", [800, 820, 1024])  # 1,600 at 200 %, a tablet, one on its side
def test_beside_the_open_inputs_the_answer_has_most_of_a_tablet(width: int, visit: Any) -> None:
    page = visit("/", locale="nl-NL")
    page.set_viewport_size({"width": width, "height": 1180})
    sidebar, answer = page.get_by_test_id("stSidebar"), page.get_by_test_id("stMainBlockContainer")
    expect(sidebar).to_be_in_viewport()
    assert answer.bounding_box()["width"] > width / 2
    assert sidebar.bounding_box()["width"] >= 300


@pytest.mark.thorough
def test_a_phone_shows_twenty_dots_that_each_stand_for_five_fairs(visit: Any) -> None:
    page = visit("/", phone=True)
    dots = page.get_by_test_id("stVegaLiteChart").first.locator("svg .mark-symbol path")
    expect(dots).to_have_count(20)
    expect(page.get_by_text(re.compile("Each dot is 5 of 100 fairs"))).to_be_visible()


@pytest.mark.thorough
def test_the_inputs_open_over_the_page_with_the_answer_above_them(visit: Any) -> None:
    page = visit("/", phone=True)
    first = page.locator("h2").first.inner_text()
    sidebar = inputs(page)
    fits(page)
    answer = sidebar.get_by_text(re.compile("^Of 100 fairs"))
    expect(answer).to_have_text(first)
    box = page.get_by_label("Unique visitors of the fair: likely", exact=True)
    expect(box).to_be_in_viewport()
    box.fill("90000")
    page.keyboard.press("Enter")
    expect(answer).not_to_have_text(first)
    fits(page)
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(sidebar).not_to_be_in_viewport()
    expect(page.locator("h2").first).to_be_in_viewport()


def test_the_answer_stays_in_sight_above_the_inputs(visit: Any) -> None:
    page = visit("/", phone=True)
    sidebar = inputs(page)
    unfold(page, "Follow-up", "Costs", within=sidebar)
    last = sidebar.locator(".st-key-lines-costs > :visible").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    fits(page)
    expect(sidebar.get_by_text(re.compile("^Of 100 fairs"))).to_be_in_viewport()
