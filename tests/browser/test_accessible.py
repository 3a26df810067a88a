"""Without a mouse, and for those who do not see the page: keyboard, and the rules of WCAG 2.2."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle, unfold

pytestmark = pytest.mark.browser

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
THEMES = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]
COLOURED = """hex => {
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  const app = getComputedStyle(document.querySelector('[data-testid=stApp]'));
  return app.backgroundColor === `rgb(${red}, ${green}, ${blue})`
    && !document.getAnimations().some(one => one instanceof CSSTransition);
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# In the dark all of axe's rules that look at a colour, in the light every one.
RULES = {"dark": ("color-contrast", "link-in-text-block"), "light": ()}
FOCUS = """() => {
  const element = document.activeElement;
  return element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText
    ?? element.innerText ?? '';
}"""


def violations(page: Page, only: tuple[str, ...] = ()) -> list[str]:
    """Rule, element and reason of everything that axe finds, by these of its rules or by all."""
    kind, values = ("rule", only) if only else ("tag", TAGS)
    options = {"runOnly": {"type": kind, "values": [*values]}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"]
    ]


def violations_in_both(page: Page) -> list[str]:
    """What axe finds in the dark colours and then in the light ones: a page follows its device from
    one to the other, and stays as it is otherwise."""
    found = []
    schemes: tuple[Literal["dark", "light"], ...] = ("dark", "light")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(COLOURED, arg=THEMES[scheme]["backgroundColor"])
        found += [f"{scheme}: {wrong}" for wrong in violations(settle(page), RULES[scheme])]
    return found


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the focus is on what has this name."""
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        passed.append(str(page.evaluate(FOCUS)).strip())
        if passed[-1] == name:
            return
    pytest.fail(f"Tab never reaches {name!r}, only {passed}")


@pytest.mark.thorough
def test_the_plan_keeps_to_wcag_with_groups_and_a_popover_open(visit: Any, settled: Any) -> None:
    page = visit("/", locale="nl-NL")
    unfold(page, "Publiek", "Kosten", within=page.get_by_test_id("stSidebar"))
    expect(page.locator(".st-key-lines-costs")).to_be_visible()
    assert violations_in_both(settled(page)) == []
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_test_id("stPopover").nth(1).get_by_role("button").click()
    expect(page.get_by_text("Hoe weet je het?")).to_be_visible()
    assert violations_in_both(settled(page)) == []


@pytest.mark.thorough
def test_the_explanation_keeps_to_wcag_with_two_inputs_open(visit: Any, settled: Any) -> None:
    page = visit("/method", locale="nl-NL")
    for at in (0, 1):
        settled(page).locator("summary").nth(at).click()
    expect(page.get_by_text("Wat het is.")).to_have_count(2)
    assert violations_in_both(settled(page)) == []


def test_tab_reaches_the_menu_the_boxes_and_the_pictures(visit: Any, settled: Any) -> None:
    page = visit("/")
    first = page.locator("h2").first
    before = first.inner_text()
    tab_to(page, "Unique visitors of the fair: likely")
    page.keyboard.press("Control+a")
    page.keyboard.type("60000")
    page.keyboard.press("Enter")
    expect(first).not_to_have_text(before)
    settled(page)
    tab_to(page, "Dots")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    chart = page.get_by_test_id("stVegaLiteChart").first.locator("svg")
    expect(chart.locator(".mark-symbol path")).to_have_count(0)
    expect(page.get_by_role("radio", name="Histogram", exact=True)).to_be_checked()


def test_every_picture_has_a_name_and_every_heading_its_level(visit: Any) -> None:
    page = visit("/")
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.map(element => element.tagName)")]  # fmt: skip
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for at in range(page.get_by_test_id("stVegaLiteChart").count()):
        chart = page.get_by_test_id("stVegaLiteChart").nth(at)
        roles = "@role='img' or @role='graphics-document'"  # before and after Vega has drawn it
        named = chart.locator(f"xpath=descendant-or-self::*[@aria-label != '' and ({roles})]")
        expect(named.first).to_be_attached()


@pytest.mark.thorough
@pytest.mark.parametrize("path", ["/board", "/share"])
def test_what_is_shared_keeps_to_wcag(path: str, visit: Any, settled: Any) -> None:
    page = visit(path, locale="nl-NL")
    if path == "/share":
        page.get_by_role("button", name="Maak de link").click()
        expect(page.get_by_role("link", name="Bekijk hem").first).to_be_visible()
    assert violations_in_both(settled(page)) == []
