"""The table of costs under somebody's hands: nothing that is typed or pasted is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from sim import Exact, dumps, loads
from sim.plan.file import example
from sim.plan.scenario import CostLine, Scenario
from tests.browser.book.test_filling_in import KEY, busy
from tests.browser.conftest import unfold
from words.catalogue import words

pytestmark = pytest.mark.browser

NL = words("nl")
MANY = [(f"Kost {n}", str(1000 + 7 * n)) for n in range(1, 31)]
ROW = ".st-key-lines-costs > :visible"
NAMED = "all => all.map(box => box.getAttribute('aria-label'))"
VALUES = "all => all.map(box => box.value)"


def costs(page: Page, code: str = "nl") -> Locator:
    """Opens the costs."""
    sidebar = page.get_by_test_id("stSidebar")
    unfold(page, words(code)("groups.costs"), within=sidebar)
    return sidebar


def emptied(page: Page, settled: Any, file: Path) -> Locator:
    """The costs of a plan that has none yet."""
    file.write_text(dumps(example("regional").with_(costs=())), "utf-8")
    page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
    page.locator("input[type=file]").set_input_files(file)
    settled(page)
    page.keyboard.press("Escape")
    return costs(settled(page))


def saved(page: Page, file: Path) -> Scenario:
    with page.expect_download() as download:
        page.get_by_role("button", name=NL("plan.save"), exact=True).click()
    download.value.save_as(file)
    return loads(file.read_bytes())


def box(page: Page, part: str, row: int, code: str = "nl") -> Locator:
    """A box of a row, from 1."""
    w = words(code)
    name = w("lines.part", part=w(f"lines.{part}"), n=row)
    return page.get_by_role("textbox", name=re.compile(rf"^{re.escape(name)}(:|$)"))


@pytest.mark.parametrize("onward", [["Enter"], ["Tab", "Tab"]], ids=["Enter", "Tab"])
def test_thirty_lines_typed_at_once_on_a_busy_machine_are_all_kept(
    onward: list[str], visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/", locale="nl-NL")
    emptied(page, settled, tmp_path / "empty.toml")
    box(page, "label", 1).click()
    with busy():
        for name, amount in MANY:
            page.keyboard.type(name, delay=KEY)
            page.keyboard.press("Tab")
            page.keyboard.type(amount, delay=KEY)
            for key in onward:
                page.keyboard.press(key)
    settled(page)
    found = saved(page, tmp_path / "saved.toml")
    assert found.costs == tuple(CostLine(name, Exact(float(x))) for name, x in MANY)
    page.reload()
    costs(settled(page))
    shown = page.locator(".st-key-lines-costs input").evaluate_all(VALUES)
    names = [text for text in shown if text.startswith("Kost")]
    assert names == [name for name, _ in MANY]
