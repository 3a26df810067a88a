"""The frame around every page: one calm line, by mouse and by keyboard, and little above the page.

Two bounds stand here as numbers: how far down a page begins (before it was 141 pixels on a laptop
and 219 on a phone), and on how many lines the menu stands.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from sim.links.plan_link import decode
from tests.browser.conftest import HEALTH, MENU, go
from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits, inputs
from ui.frame.shell import GROUPS, PAGES
from words.catalogue import words

pytestmark = pytest.mark.browser

LAPTOP, PHONE = 72, 110  # pixels above a page's heading
CLOSEST = 40  # pixels from one line of the menu to the next, at least


def tops(page: Page) -> list[float]:
    """Where the names in the menu stand."""
    found: list[float] = page.locator(".st-key-menu :is(a, button)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    return found


def heading(page: Page) -> float:
    return float(page.locator("h1").evaluate("one => one.getBoundingClientRect().top"))


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def menu(page: Page, group: str) -> Locator:
    return page.locator(".st-key-menu").get_by_role("button", name=group)


@pytest.mark.thorough
@pytest.mark.parametrize(("path", "locale"), [("/", "nl-NL"), ("/drivers", "en-US")])
def test_the_menu_is_one_line_with_the_page_close_below_it(
    path: str, locale: str, visit: Any
) -> None:
    """Its names are those of the language on every page; a smaller laptop below has both."""
    page = visit(path, locale=locale, viewport={"width": 1280, "height": 900})
    assert max(tops(page)) - min(tops(page)) < CLOSEST / 2
    line = page.locator(".st-key-top").bounding_box()
    assert line["height"] < CLOSEST
    assert heading(page) < LAPTOP
    phone = visit(path, locale=locale, phone=True)
    assert max(tops(phone)) - min(tops(phone)) < CLOSEST / 2
    assert heading(phone) < PHONE
    fits(phone)


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL", "en-US"])
def test_beside_open_inputs_on_a_small_laptop_the_menu_is_still_one_line(
    locale: str, visit: Any
) -> None:
    page = visit("/", locale=locale, viewport={"width": 1024, "height": 768})
    assert max(tops(page)) - min(tops(page)) < CLOSEST / 2
    last = page.locator(".st-key-menu :is(a, button)").last.bounding_box()
    assert last["x"] + last["width"] <= 1024


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_page_is_reached_with_its_plan_and_has_a_title_of_its_own(
    language: str, visit: Any, settled: Any
) -> None:
    """Every other one in Dutch, those between in English."""
    w = words(language)
    page = visit("/", locale=language)
    page.get_by_label(w("plan.name"), exact=True).fill("Secret fair")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Secret fair")
    settled(page)
    in_menu = [(key, file) for key, file in PAGES[1:] if key != "start"]  # asked for on Plan
    assert len({w(f"menu.{key}") for key, _ in in_menu}) == len(in_menu)
    for key, file in in_menu[language == "en" :: 2]:
        go(page, w(f"menu.{key}"))
        expect(page).to_have_url(re.compile(rf"/{file[6:-3]}\?"))
        expect(page).to_have_title(f"Quitte · {w(f'menu.{key}')}")
        plan = re.search(r"[?&]s=([\w-]+)", page.url)
        assert plan is not None
        assert decode(plan[1]).scenario.name == "Secret fair"
        assert "Secret" not in settled(page).title()


@pytest.mark.thorough
@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_link_about_to_be_followed_has_the_plan_as_it_is_now(
    way: str, visit: Any, settled: Any
) -> None:
    page = visit("/")
    page.locator("[class*='st-key-slide-visitors'] input[type=range]").press("PageUp")
    expect(page.locator("[class*='st-key-boxes-visitors'] input").nth(1)).not_to_have_value(
        "18,000"
    )
    likely = page.locator("[class*='st-key-boxes-visitors'] input").nth(1).input_value()
    settled(page)
    menu(page, "Decide").click()
    link = page.locator(MENU).get_by_role("link", name="Board", exact=True)
    link.hover() if way == "mouse" else link.focus()
    plan = re.search(r"[?&]s=([\w-]+)", str(link.get_attribute("href")))
    assert plan is not None
    found = decode(plan[1]).scenario.inputs["visitors"].likely
    assert f"{found:,.0f}" == likely


@pytest.mark.thorough
def test_a_link_for_a_customer_has_a_title_that_tells_no_name(visit: Any, settled: Any) -> None:
    page = visit("/share")
    page.get_by_role("radio", name=re.compile("customer", re.IGNORECASE)).click(force=True)
    settled(page)
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("link", name="Look at it").first
    expect(link).to_be_visible()
    address = str(link.get_attribute("href"))
    shown = visit(address[address.index("/board") :])
    expect(shown.locator("h1")).to_have_text("Regional business fair, 12 m²")
    expect(shown).to_have_title(f"Quitte · {words('en')('menu.question')}")
    expect(shown.locator(".st-key-menu")).to_have_count(0)


def test_a_page_opened_from_the_keyboard_begins_at_its_heading(visit: Any, settled: Any) -> None:
    page = visit("/")
    menu(page, "Understand").focus()
    page.keyboard.press("Enter")
    expect(focused(page)).to_have_text("Why")
    page.keyboard.press("ArrowDown")
    expect(focused(page)).to_have_text("When")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/when"))
    expect(focused(page)).to_have_text(str(page.locator("h1").inner_text()))
    expect(page.locator("h1")).to_be_focused()
    settled(page)
    expect(page.locator("h1")).to_be_focused()
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    page.keyboard.press("Shift+Tab")  # back to the line above
    assert page.evaluate("document.activeElement.closest('.st-key-top') !== null")


def test_escape_and_tab_lead_out_of_an_open_group_to_the_menu(visit: Any) -> None:
    page = visit("/method")
    for keys, name in ((["Escape"], "Decide"), (["Shift+Tab"], "Decide"), (["Tab"] * 5, "Fairs")):
        menu(page, "Decide").focus()
        page.keyboard.press("Enter")
        expect(focused(page)).to_have_text("What to do")
        for key in keys:
            page.keyboard.press(key)
        expect(menu(page, name)).to_be_focused()
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


@pytest.mark.thorough
def test_the_present_place_is_told_and_looks_otherwise_than_the_focus(visit: Any) -> None:
    page = visit("/when")
    expect(page.locator("[aria-current]")).to_have_text([re.compile("^Understand")])
    menu(page, "Understand").click()
    expect(page.locator("[aria-current=page]")).to_have_text(["When"])
    page.keyboard.press("Escape")
    menu(page, "Fairs").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")  # as a keyboard gives the focus
    looks = "one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).boxShadow]"
    here, elsewhere = (menu(page, name).evaluate(looks) for name in ("Understand", "Fairs"))
    assert here[0] == "none"
    assert "inset" in here[1]
    assert elsewhere[0] == "solid"
    assert "inset" not in elsewhere[1]
    plan = visit("/")
    expect(plan.locator("[aria-current]")).to_have_text(["Plan"])


@pytest.mark.thorough
def test_the_plan_opens_in_another_tab_from_any_page(visit: Any) -> None:
    page = visit("/when")
    link = page.locator(".st-key-menu").get_by_role("link", name="Plan")
    address = link.evaluate("link => link.href")
    expect(visit(address[address.index("/", 8) :]).locator("h1")).to_have_text(
        "Regional business fair, 12 m²"
    )


@pytest.mark.thorough
@pytest.mark.parametrize("phone", [False, True])
def test_the_open_menu_keeps_to_wcag(phone: bool, visit: Any) -> None:
    page = visit("/when", locale="nl-NL", phone=phone)
    for group in GROUPS:
        menu(page, words("nl")(f"menu.groups.{group}")).click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        if phone:
            fits(page)
        assert violations_in_both(page) == []
        page.keyboard.press("Escape")


@pytest.mark.thorough
def test_a_phone_begins_with_the_answer_though_the_inputs_were_left_open(visit: Any) -> None:
    page = visit("/", phone=True)
    inputs(page)
    page.goto(visit.server.url + HEALTH)
    again = visit("/", phone=True)
    expect(again.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    expect(again.locator("h2").first).to_be_in_viewport()


@pytest.mark.thorough
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_on_a_page_is_the_one_where_the_visitor_is(zone: str, visit: Any) -> None:
    before = datetime.now(UTC)
    page = visit("/board", timezone_id=zone)
    told = page.get_by_test_id("stCaptionContainer").all_inner_texts()
    moments = (before + timedelta(seconds=s) for s in (0, 60))
    days = {words("en").date(moment.astimezone(ZoneInfo(zone)).date()) for moment in moments}
    assert any(day in text for text in told for day in days), told
