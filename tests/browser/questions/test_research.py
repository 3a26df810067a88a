"""What to find out first, in a real browser: in the dark, on a phone, without a mouse."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from sim import CostLine, Range
from sim.links.plan_link import encode
from sim.plan.file import example
from tests.browser.conftest import go, unfold
from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits

pytestmark = pytest.mark.browser
# Of the regional fair no number alone is worth finding out.
TOKEN = encode(example("international"), 1, "international")


@pytest.mark.thorough
def test_what_to_find_out_keeps_to_wcag_with_everything_open(visit: Any, settled: Any) -> None:
    page = visit(f"/compare?s={TOKEN}", locale="nl-NL")
    go(page, "Uitzoeken")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat eerst uitzoeken")
    unfold(page, "De andere getallen", "Reken het uit")
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(2)
    expect(page.locator("table")).to_have_count(1)
    assert violations_in_both(settled(page)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_nothing_is_wider_than_a_phone(locale: str, visit: Any, settled: Any) -> None:
    plan = example("international")
    lines = (*plan.costs, CostLine("W" * 120, Range(200.0, 5_000.0, 900.0)))
    token = encode(plan.with_(costs=lines), 1, "")
    page = visit(f"/research?s={token}", phone=True, locale=locale)
    unfold(page)
    fits(page)
    expect(page.locator("table")).to_have_count(0)  # a list instead
    expect(page.locator("svg .mark-rect path")).not_to_have_count(0)


def test_the_others_open_by_keyboard_and_every_bar_has_its_line_in_the_list(
    visit: Any, settled: Any
) -> None:
    page = visit(f"/research?s={TOKEN}")
    expect(page.locator("h2").first).to_have_text(re.compile(r"Worth about \u20ac[\d,]+\.$"))
    items = page.locator("ol > li")
    expect(items).to_have_count(5)
    bars = page.get_by_test_id("stVegaLiteChart").locator("svg .mark-rect.role-mark path")
    expect(bars).to_have_count(10)  # five bars, and for each the mark of everything together
    page.locator("summary").filter(has_text="The other").press("Enter")
    expect(page.locator("table")).to_have_count(1)
    settled(page)
