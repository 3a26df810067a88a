"""What can be done, in a real browser: in the dark, on a phone, by keyboard, and on paper."""

from __future__ import annotations

import io
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from sim import CostLine, Exact
from sim.links.plan_link import encode
from sim.plan.file import example
from tests.browser.conftest import unfold
from tests.browser.test_accessible import tab_to, violations_in_both
from tests.browser.test_phone import fits
from words.catalogue import words

pytestmark = pytest.mark.browser
NL, EN = words("nl"), words("en")
LOCALES = {"nl-NL": NL, "en-US": EN}
PARTS = ("number", "step", "team", "goal")
REGIONAL = example("regional")
WITHIN_REACH = encode(REGIONAL.with_(hurdle=0.3), 1, "")  # a few numbers can do it alone
PRINTED = "window.print = () => { window.printed = document.documentElement.className; }"


def turn_to(page: Page, part: str, w: Any) -> None:
    page.get_by_text(w(f"levers.parts.{part}"), exact=True).click()
    expect(page.locator(f".st-key-levers-{part}")).to_be_attached()


def told(text: str) -> list[str]:
    """The words of a text; on paper some letters are drawn as one."""
    return unicodedata.normalize("NFKC", text).split()


@pytest.mark.thorough
def test_every_part_keeps_to_wcag_with_its_boxes_open(visit: Any, settled: Any) -> None:
    page = visit(f"/levers?s={WITHIN_REACH}", locale="nl-NL")
    for part in PARTS:
        turn_to(page, part, NL)
        unfold(settled(page))
        assert violations_in_both(settled(page)) == [], part
        levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all(
            "all => all.map(element => element.tagName)")]  # fmt: skip
        assert levels[:2] == [1, 2], part
        assert all(later - before <= 1 for before, later in pairwise(levels)), part


@pytest.mark.thorough
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_wider_than_a_phone(locale: str, visit: Any, settled: Any) -> None:
    plan = example("international")
    lines = (*plan.costs, CostLine("W" * 120, Exact(400_000.0)))
    goal = plan.goal
    assert goal is not None
    wide = plan.with_(costs=lines, hurdle=0.3, goal=type(goal)(goal.revenue, 0.1))
    page = visit(f"/levers?s={encode(wide, 1, '')}", phone=True, locale=locale)
    for part in PARTS:
        turn_to(page, part, LOCALES[locale])
        unfold(settled(page))
        fits(settled(page))
    expect(page.locator("table")).to_have_count(1)  # the card


@pytest.mark.thorough
def test_a_number_goes_into_the_plan_and_back_by_keyboard_and_into_the_address(
    visit: Any, settled: Any
) -> None:
    page = visit(f"/levers?s={WITHIN_REACH}")
    first = page.locator("h2").first
    before, address = first.inner_text(), page.url
    into = page.locator("[class*=st-key-levers-set] button").first
    tab_to(page, into.inner_text())
    page.keyboard.press("Enter")
    expect(first).not_to_have_text(before)
    settled(page)
    assert page.url != address
    back = page.locator(".st-key-levers-back button")
    back.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_text(before)
    expect(back).to_have_count(0)
    settled(page)
    assert page.url == address


@pytest.mark.thorough
def test_names_and_values_in_the_picture_keep_clear_of_each_other(visit: Any) -> None:
    page = visit(f"/levers?s={WITHIN_REACH}", phone=True, locale="nl-NL")
    texts = page.get_by_test_id("stVegaLiteChart").first.locator("svg .mark-text text")
    boxes = sorted(
        (box["y"], box["x"], box["x"] + box["width"])
        for box in (texts.nth(at).bounding_box() for at in range(texts.count()))
        if box["width"]
    )
    rows = [(one, other) for one, other in pairwise(boxes) if other[0] - one[0] < 6]
    assert rows
    for (_, left, right), (_, begins, ends) in rows:
        assert right <= begins or ends <= left


@pytest.mark.thorough
@pytest.mark.parametrize("locale", LOCALES)
def test_the_card_is_printed_alone_on_one_page(locale: str, visit: Any, settled: Any) -> None:
    long = encode(REGIONAL.with_(name=" ".join(["Wide name"] * 12)), 1, "")
    w, page = LOCALES[locale], visit(f"/levers?s={long}", locale=locale, color_scheme="dark")
    turn_to(page, "goal", w)
    settled(page)
    page.evaluate(PRINTED)
    card = page.locator(".st-key-card")
    shown = card.inner_text()
    page.get_by_role("button", name=w("levers.goal.print")).click()
    assert "print-alone" in page.evaluate("window.printed")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) == 1
    assert told(paper.pages[0].extract_text()) == told(shown)


def test_after_printing_the_card_the_whole_page_prints_again(visit: Any, settled: Any) -> None:
    page = visit("/levers")
    turn_to(page, "goal", EN)
    settled(page)
    page.evaluate(PRINTED)
    page.get_by_role("button", name=EN("levers.goal.print")).click()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "print-alone" not in page.evaluate("document.documentElement.className")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "".join(one.extract_text() for one in paper.pages)
    assert EN("levers.title") in text
    assert EN("levers.card.title") in text
