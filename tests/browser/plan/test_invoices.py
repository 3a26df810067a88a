"""Invoices in a browser: dropped, placed and taken over, on a phone too."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import unfold
from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits, inputs
from tests.sim.invoices.written import STAND, Written
from words.catalogue import words

pytestmark = pytest.mark.browser

LONG = "Opbouw en afbraak van een modulaire stand met vloer, wanden en verlichting volgens offerte"
BUILD = Written(lines=((LONG, "1850.00"),), number="F-113", seller="Standbouw Peeters")
FILES = [
    {"name": "stand.xml", "mimeType": "text/xml", "buffer": STAND.xml},
    {"name": "build.xml", "mimeType": "text/xml", "buffer": BUILD.xml},
    {"name": "factuur.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"},
]
CUT = "one => one.scrollWidth > one.clientWidth + 1"


def dropped(page: Page, code: str) -> Locator:
    """Opens the part among the inputs and drops the files on it."""
    w = words(code)
    sidebar = page.get_by_test_id("stSidebar")
    unfold(page, w("groups.costs"), w("invoices.title"), within=sidebar)
    sidebar.locator("input[type=file]").set_input_files(FILES)  # type: ignore[arg-type]
    expect(sidebar.locator("[class*=st-key-invoice-]")).to_have_count(2)
    return sidebar


@pytest.mark.thorough
@pytest.mark.parametrize("code", ["nl", "en"])
def test_on_a_phone_invoices_are_taken_over_and_nothing_is_cut(
    code: str, visit: Any, settled: Any
) -> None:
    w = words(code)
    page = visit("/", phone=True, locale={"nl": "nl-NL", "en": "en-US"}[code])
    inputs(page)
    sidebar = dropped(page, code)
    fits(settled(page))
    boxes = sidebar.locator("[class*=st-key-invoice-] [data-testid=stSelectbox]")
    expect(boxes).to_have_count(5)
    for box in boxes.all():
        for part in box.locator("label p, input").all():
            assert not part.evaluate(CUT), part.inner_text()
    sidebar.get_by_role("button", name=w("invoices.plan.take")).click()
    expect(sidebar.get_by_text(w.counted("invoices.plan.taken", 2, n=2))).to_be_visible()
    fits(settled(page))


@pytest.mark.thorough
def test_the_part_for_invoices_keeps_to_wcag(visit: Any, settled: Any) -> None:
    page = visit("/", locale="nl-NL")
    dropped(page, "nl")
    assert violations_in_both(settled(page)) == []
