"""Filling in what came of a fair, as fast as people type: nothing moves, nothing is lost, and every
box says what it is for."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sim.actuals.actuals import LEADS
from sim.actuals.record import OPEN, REACHED
from sim.plan.funnel import PHASES
from tests.browser.book.test_year import begun, section
from tests.browser.busy import busy
from tests.browser.test_accessible import violations
from tests.browser.test_phone import fits
from words.catalogue import words

pytestmark = pytest.mark.browser

NL = words("nl")
KEY = 90  # milliseconds from one key to the next
PLACE = "() => document.activeElement.getBoundingClientRect().top"
SEEN = """() => {
  const box = document.activeElement, seen = new Set();
  const look = () => {
    seen.add(box.isConnected ? Math.round(box.getBoundingClientRect().top) : 'gone');
    window.looking = requestAnimationFrame(look);
  };
  window.seen = seen;
  look();
}"""
SEEN_SO_FAR = "() => { cancelAnimationFrame(window.looking); return [...window.seen]; }"


def by_phase(page: Page, settled: Any) -> None:
    section(page, NL("evaluate.leads.phases"), settled)


@pytest.mark.thorough
def test_nothing_moves_and_no_box_goes_at_the_first_figure(visit: Any, settled: Any) -> None:
    for phone in (False, True):
        page = visit("/evaluate", locale="nl-NL", phone=phone)
        begun(page, settled)
        page.get_by_label(NL("stages.contacts"), exact=True).click()
        before = settled(page).evaluate(PLACE)
        page.evaluate(SEEN)
        page.keyboard.type("140", delay=KEY)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=NL("evaluate.choose.save"))).to_be_visible()
        settled(page)
        assert page.evaluate(SEEN_SO_FAR) == [round(before)]
        assert page.evaluate(PLACE) == before


@pytest.mark.thorough
def test_no_figure_is_lost_however_fast_it_is_typed_on_a_busy_machine(
    visit: Any, settled: Any
) -> None:
    page = visit("/evaluate", locale="nl-NL")
    begun(page, settled)
    by_phase(page, settled)
    typed = []
    page.get_by_label(NL("stages.contacts")).first.click()
    with busy():
        for number, phase in enumerate(PHASES):
            for at, stage in enumerate(LEADS):
                came = 990 - 150 * at - number
                typed += [(f"{stage}.{phase}", str(came))]
                if stage != LEADS[-1]:
                    typed += [(f"open.{stage}.{phase}", str(100 + at + number))]
        for _, text in typed:
            page.keyboard.type(text, delay=KEY)
            page.keyboard.press("Tab")
    settled(page)
    assert {key for key, _ in typed} == {*REACHED, *OPEN}
    boxes = page.locator("[class*='st-key-boxes'] input")
    assert boxes.evaluate_all("all => all.map(box => box.value)") == [text for _, text in typed]
    page.get_by_role("button", name=NL("evaluate.choose.save")).click()
    expect(page.get_by_text(NL("evaluate.choose.saved"))).to_be_visible()
    page.reload()
    settled(page)  # a record with phases opens by phase
    assert boxes.evaluate_all("all => all.map(box => box.value)") == [text for _, text in typed]


@pytest.mark.thorough
def test_every_box_says_its_phase_to_who_cannot_see_it(visit: Any, settled: Any) -> None:
    page = visit("/evaluate", locale="nl-NL")
    begun(page, settled)
    by_phase(page, settled)
    page.get_by_role("textbox", name=NL(f"phases.{PHASES[-1]}")).first.wait_for()
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    names = [
        node["name"]["value"]
        for node in tree
        if node.get("role", {}).get("value") == "textbox" and node["name"]["value"]
    ]
    spoken = [" ".join(name.split()) for name in names]
    for phase in PHASES:
        called = NL(f"phases.{phase}")
        for stage in LEADS:
            assert f"{NL(f'stages.{stage}')} ({called})" in spoken
        about = f"({NL.within(NL('stages.quotes'))}, {called})"
        assert f"{NL('evaluate.figures.open')} {about}" in spoken
    assert len(set(spoken)) == len(spoken)
    seen = page.locator("[class*='st-key-boxes'] label p").filter(visible=True)
    shown = {one.inner_text() for one in seen.all() if (one.bounding_box() or {})["width"] > 1}
    assert shown == {NL(f"stages.{stage}") for stage in LEADS} | {NL("evaluate.figures.open")}


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_totals_and_who_is_open_fit_a_phone_and_keep_to_wcag(
    locale: str, visit: Any, settled: Any
) -> None:
    w = words(locale[:2])
    page = visit("/evaluate", locale="nl-NL", phone=True)
    begun(page, settled)
    page.get_by_role("radio", name=locale[:2].upper(), exact=True).click()
    settled(page)
    for stage, text in (("contacts", "140"), ("orders", "3")):
        page.get_by_label(w(f"stages.{stage}"), exact=True).fill(text)
        page.keyboard.press("Tab")
        settled(page)
    section(page, w("evaluate.leads.steps"), settled)
    expect(page.locator(".st-key-boxes-totals input")).to_have_count(6)
    expect(page.locator(".st-key-boxes-open input")).to_have_count(5)
    for rows, least in ((".st-key-boxes-totals", 2), (".st-key-boxes-open", 2)):
        tops = page.locator(f"{rows} input").evaluate_all(
            "all => all.map(box => Math.round(box.getBoundingClientRect().top))"
        )
        assert tops.count(tops[0]) >= least
    fits(page)
    assert violations(settled(page)) == []
