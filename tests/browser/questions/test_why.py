"""The page that tells why in a real browser: in the dark, on a phone, without a mouse."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from sim import CostLine, Range
from sim.links.plan_link import encode
from sim.plan.file import example
from tests.browser.conftest import unfold
from tests.browser.test_accessible import tab_to, violations_in_both
from tests.browser.test_phone import fits

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_the_page_keeps_to_wcag_with_its_tables_open(visit: Any, settled: Any) -> None:
    page = visit("/drivers", locale="nl-NL")
    unfold(page)
    expect(page.locator("table")).to_have_count(3)
    assert violations_in_both(settled(page)) == []
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.map(element => element.tagName)")]  # fmt: skip
    assert levels[:2] == [1, 2]
    assert all(later - before <= 1 for before, later in pairwise(levels))


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_nothing_is_wider_than_a_phone(locale: str, visit: Any, settled: Any) -> None:
    plan = example("international")
    line = CostLine("W" * 120, Range(2e5, 2e6, 6e5))
    long = replace(plan, currency="W" * 20, costs=(line, *plan.costs))
    page = visit(f"/drivers?s={encode(long, 1, '')}", phone=True, locale=locale)
    expect(page.locator("h2").first).to_contain_text("W" * 120)
    unfold(page)
    fits(settled(page))
    expect(page.locator("table")).to_have_count(0)  # lists instead


@pytest.mark.thorough
def test_every_name_and_every_end_is_inside_the_picture(visit: Any) -> None:
    for phone in (False, True):
        chart = visit("/drivers", phone=phone).get_by_test_id("stVegaLiteChart").first
        frame, texts = chart.bounding_box(), chart.locator("svg .mark-text.role-mark text")
        boxes = [texts.nth(at).bounding_box() for at in range(texts.count())]
        assert len(boxes) == 1 + 3 * 8  # the average; a name and two values for each number
        for box in boxes:
            assert frame["x"] <= box["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"]


@pytest.mark.thorough
def test_the_tables_open_by_keyboard_and_the_page_leads_on(visit: Any, settled: Any) -> None:
    page = visit("/drivers")
    first = page.locator("summary").first
    tab_to(page, first.inner_text())
    page.keyboard.press("Enter")
    expect(page.locator("table")).to_have_count(2)  # and the one of the choices
    token = "new URL(location.href).searchParams.get('s')"
    plan = settled(page).evaluate(token)
    page.get_by_role("link", name="What to find out first").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What to find out first")
    assert settled(page).evaluate(token) == plan
