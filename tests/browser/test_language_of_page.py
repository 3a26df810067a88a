"""A Dutch page speaks Dutch throughout: what Streamlit itself writes, too; an English one is left
as Streamlit draws it.

Every text, name, title and placeholder of every page is collected, with all boxes open, and must
hold none of the words below: English ones that are no Dutch. Left out are what is quoted of others
(sources have titles in their own language), and the names of icons, which are drawn as pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import unfold
from ui.frame.shell import PAGES
from ui.frame.spoken import replaced
from words.catalogue import words

pytestmark = pytest.mark.browser

ENGLISH = (
    "the and to for with by are upload drag drop file files browse help show chart copy close "
    "skip select choose press increment decrement limit save view source editor clear "
    "running axis titled values from collapse sidebar expand heading no search day month year "
    "previous next symbol mark group container main streamlit remove delete start end value add "
    "edit toggle visibility fullscreen exit option options loading please wait calendar row "
    "columns hide sort ascending connecting error try again yyyy today "
    "selected available empty visualization invalid required"
)
ALSO_DUTCH = {"open", "data", "download", "link", "app", "spec", "format", "stop", "per", "is"}
WORD = re.compile(rf"\b({'|'.join(ENGLISH.split())})\b", re.IGNORECASE)

SEEN = """() => {
  const seen = [];
  const icons = '[data-testid=stIconMaterial], [translate=no]';
  const aside = `script, style, noscript, a[href^="http"], ${icons}`;
  const shown = node => node.checkVisibility?.({visibilityProperty: true}) ?? true;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.parentElement;
    if (at && !at.closest(aside) && shown(at)) seen.push(texts.currentNode.data);
  }
  for (const node of document.querySelectorAll('*')) if (shown(node))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description',
        'aria-roledescription', 'aria-valuetext']) seen.push(node.getAttribute(name) ?? '');
  return seen.map(text => text.trim()).filter(Boolean);
}"""


def seen(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SEEN)
    return found


def english(texts: list[str]) -> Iterator[str]:
    """Those that hold a word of English; what is quoted is a title or a name."""
    for text in sorted({*texts}):
        if WORD.search(re.sub(r"'[^']*'|\{\w+\}|Vega-Lite", "", text)):
            yield text


def test_the_words_that_must_not_occur_are_no_dutch_and_find_streamlits_own() -> None:
    assert not {*ENGLISH.split()} & ALSO_DUTCH
    own = [theirs for theirs, _ in replaced(words("nl"))]
    without = {"Open", "Stop", "Download as PNG", "Download as CSV", "Format", "Autosize",
               "legend", "Show data", "Copied"}  # fmt: skip
    assert [text for text in own if not WORD.search(text) and ":" not in text
            and text not in without and "column" not in text] == []  # fmt: skip
    dutch = [mine for _, mine in replaced(words("nl"))]
    assert list(english(dutch)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("file", [file for key, file in PAGES if key != "method"])
def test_a_dutch_page_holds_no_english(file: str, visit: Any, settled: Any) -> None:
    page = visit("/" if file == "plan.py" else f"/{file[6:-3]}", locale="nl-NL")
    if file == "pages/evaluate.py":
        page.get_by_role("button", name=words("nl")("evaluate.choose.take")).first.click()
        settled(page)
        page.get_by_test_id("stDateInput").first.get_by_role("spinbutton").first.click()
        expect(page.get_by_role("grid")).to_be_visible()  # the calendar
        assert list(english(seen(page))) == []
        page.keyboard.press("Escape")
    unfold(page)
    charts = page.get_by_test_id("stVegaLiteChart")
    if charts.count():
        charts.first.hover()
    assert list(english(seen(settled(page)))) == []


def test_the_explanation_in_dutch_holds_no_english(visit: Any) -> None:
    assert list(english(seen(visit("/method", locale="nl-NL")))) == []


@pytest.mark.thorough
def test_numbers_in_sliders_are_written_as_on_the_page_in_a_browser_of_another_language(
    visit: Any, settled: Any
) -> None:
    page = visit("/", locale="en-US", timezone_id="Europe/Amsterdam")  # a browser of its own
    page.get_by_role("radio", name="NL", exact=True).click(force=True)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    settled(page)
    expect(page.locator("input[type=range]").first).to_have_attribute("aria-valuetext", "18.000")
    unfold(page, words("nl")("groups.how"))
    told = page.get_by_test_id("stSidebar").locator("input[type=range]").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-valuetext'))"
    )  # fmt: skip
    assert "0,3" in told
    assert not [one for one in told if re.fullmatch(r"\d+\.\d{1,2}", one)]


@pytest.mark.thorough
def test_a_page_turned_to_english_says_again_what_streamlit_says(visit: Any, settled: Any) -> None:
    own = visit("/", locale="en-US")
    unfold(own, "Costs")
    before = sorted({*seen(own)})
    turned = visit("/", locale="nl-NL")
    turned.get_by_role("radio", name="EN", exact=True).click(force=True)
    expect(turned.locator("html")).to_have_attribute("lang", "en")
    settled(turned)
    unfold(turned, "Costs")
    assert sorted({*seen(turned)}) == before


def test_the_english_page_is_left_as_streamlit_draws_it(visit: Any) -> None:
    page = visit("/", locale="en-US")
    expect(page.get_by_text("Skip to main content")).to_be_attached()
    assert replaced(words("en")) == []
