"""The page about time in a real browser: on a phone, in the dark, by keyboard, with its inputs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from sim import CostLine, Exact
from sim.links.plan_link import encode
from sim.plan.file import example
from tests.browser.conftest import unfold
from tests.browser.test_accessible import tab_to, violations_in_both
from tests.browser.test_phone import fits

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_the_page_keeps_to_wcag_with_its_inputs_open(visit: Any, settled: Any) -> None:
    page = visit("/when", locale="nl-NL")
    unfold(page, "Verander wanneer kosten worden betaald")
    expect(page.locator("[class*=st-key-when-due] input")).to_have_count(11)
    page.get_by_text("Stop met tellen na een aantal maanden").click()
    expect(page.get_by_label("Laatste maand waarin orders meetellen")).to_be_visible()
    assert violations_in_both(settled(page)) == []
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.map(element => element.tagName)")]  # fmt: skip
    assert levels[:2] == [1, 2]
    assert all(later - before <= 1 for before, later in pairwise(levels))


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_nothing_is_wider_than_a_phone(locale: str, visit: Any, settled: Any) -> None:
    line = CostLine("W" * 120, Exact(2e9), month=-6)
    plan = example("international")
    long = encode(plan.with_(costs=(line, *plan.costs), horizon=24), 1, "")
    page = visit(f"/when?s={long}", phone=True, locale=locale)
    page.locator("summary").last.click()
    expect(page.get_by_label("W" * 120)).to_be_visible()
    fits(settled(page))
    expect(page.locator("table")).to_have_count(0)  # lists instead


def test_the_three_stories_are_named_inside_the_picture(visit: Any) -> None:
    chart = visit("/when").get_by_test_id("stVegaLiteChart")
    frame = chart.bounding_box()
    texts = chart.locator("svg .mark-text text")
    shown = {}
    for at in range(texts.count()):
        box = texts.nth(at).bounding_box()
        shown[texts.nth(at).inner_html()] = box
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert {"weak", "middle", "strong", "break-even", "fair"} <= set(shown)
    rights = sorted(shown[name]["y"] for name in ("weak", "middle", "strong", "break-even"))
    assert all(lower - upper >= 12 for upper, lower in pairwise(rights))


@pytest.mark.thorough
def test_a_cost_is_moved_before_the_fair_by_keyboard_and_stays_in_the_address(
    visit: Any, settled: Any
) -> None:
    page = visit("/when")
    sentence = page.locator("h2").first.inner_text()
    unfold(page, "Change when costs are paid")
    first = page.get_by_role("spinbutton").first
    expect(first).to_be_visible()
    tab_to(page, str(first.get_attribute("aria-label")))
    page.keyboard.press("Control+a")
    page.keyboard.type("-9")
    page.keyboard.press("Enter")
    expect(page.get_by_text("9 months before the fair").last).to_be_visible()
    settled(page)
    expect(page.locator("table")).to_contain_text("9 months before the fair")
    assert page.locator("h2").first.inner_text() == sentence
    again = visit("/when" + page.url.partition("/when")[2])
    expect(again.locator("table")).to_contain_text("9 months before the fair")
