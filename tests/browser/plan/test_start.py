"""The seven questions as a marketing lead answers them, with nothing but the facts at hand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits
from words.catalogue import words

pytestmark = pytest.mark.browser

KEY = 90  # milliseconds from one key to the next
LINES = "Standruimte 24 m2\t6.240,00\nStandbouw\t9.360,00\nStroom en internet\t900,00\n" \
    "Meubels\t1.200,00\nDrukwerk\t1.500,00\nUitnodigingen\t2.300,00\nCatering\t1.500,00\n" \
    "Hotel\t2.400,00\nEigen mensen\t5.600,00"  # fmt: skip
FACTS = ("9.000", "3", "2", "24", "", "42.000", "28", "140", "11", "3")  # costs are pasted


def boxes(page: Page) -> Any:
    return page.locator("[class*='st-key-boxes-start'] input")


def begun(page: Page, settled: Any) -> int:
    """The seven questions from the home page on, the kind of fair chosen; how many entries it
    took."""
    w = words("nl")
    page.get_by_test_id("stMain").get_by_text(w("start.offer")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(w("start.title"))
    expect(page.get_by_text(w("start.waiting"))).to_be_visible()
    settled(page)
    page.get_by_role("radio", name=w("start.kinds.national"), exact=True).click()
    settled(page)
    return 1


def budget(page: Page, settled: Any) -> int:
    """The costs out of a spreadsheet; how many entries they took."""
    w = words("nl")
    page.get_by_text(w("lines.paste.open")).click()
    page.get_by_label(w("lines.paste.box")).fill(LINES)
    page.keyboard.press("Control+Enter")
    settled(page)
    expect(page.get_by_text(re.compile(r"9 regels, samen €.31\.000"))).to_be_visible()
    return 1


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
def test_the_facts_at_hand_give_an_answer_in_fifteen_entries_typed_in_one_go(
    phone: bool, visit: Any, settled: Any
) -> None:
    w, page = words("nl"), visit("/", locale="nl-NL", phone=phone)
    entries = begun(page, settled)
    boxes(page).first.click()
    for text in FACTS:
        page.keyboard.type(text, delay=KEY)
        entries += bool(text)
        page.keyboard.press("Tab")
        if not text:  # past the line that opens the box for a budget
            page.keyboard.press("Tab")
    settled(page)
    kept = boxes(page).evaluate_all("all => all.map(box => box.value)")
    assert [text for text in kept if text] == [text for text in FACTS if text]
    entries += budget(page, settled)
    expect(page.get_by_text(w.counted("start.answered", 7, n="7", of="7"))).to_be_visible()
    expect(
        page.get_by_text(re.compile("140 goede gesprekken, 11 offertes, 3 orders"))
    ).to_be_visible()
    assert entries <= 15
    slim = page.locator(".st-key-mini-start")
    if phone:
        fits(page)
        boxes(page).last.scroll_into_view_if_needed()
        expect(slim).to_be_in_viewport()
    else:
        expect(slim).to_be_hidden()
    assert violations_in_both(settled(page)) == []
    first = page.locator("h2").first.inner_text()
    page.reload()
    settled(page)
    assert page.locator("h2").first.inner_text() == first
    assert boxes(page).evaluate_all("all => all.map(box => box.value)") == kept
    page.get_by_role("link", name=w("start.refine")).click()
    settled(page)
    expect(page.locator("h2").first).to_have_text(first)
