"""The table of costs under somebody's hands: nothing that is typed or pasted is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sim import Exact, dumps, loads
from sim.plan.budget import CostLine
from sim.plan.file import example
from sim.plan.scenario import Scenario
from tests.browser.book.test_filling_in import KEY
from tests.browser.busy import busy
from tests.browser.conftest import unfold
from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits, inputs
from words.catalogue import words

pytestmark = pytest.mark.browser

NL = words("nl")
MANY = [(f"Kost {n}", str(1000 + 7 * n)) for n in range(1, 31)]
ROW = ".st-key-lines-costs > :visible"
VALUES = "all => all.map(box => box.value)"


def costs(page: Page, code: str = "nl") -> Locator:
    """Opens the costs."""
    sidebar = page.get_by_test_id("stSidebar")
    unfold(page, words(code)("groups.costs"), within=sidebar)
    return sidebar


def emptied(page: Page, settled: Any, file: Path, costs_of: tuple[CostLine, ...] = ()) -> Locator:
    """The costs of a plan that has none yet, or these."""
    file.write_text(dumps(example("regional").with_(name="Leeg", costs=costs_of)), "utf-8")
    page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("h1")).to_have_text("Leeg")  # a file is on its way while nothing runs
    settled(page)
    page.keyboard.press("Escape")
    sidebar = costs(settled(page))
    expect(page.locator(ROW)).to_have_count(len(costs_of) + 1)
    return sidebar


def saved(page: Page, file: Path) -> Scenario:
    with page.expect_download() as download:
        page.get_by_role("button", name=NL("plan.save"), exact=True).click()
    download.value.save_as(file)
    return loads(file.read_bytes())


def added(*lines: tuple[str, float]) -> tuple[CostLine, ...]:
    """Lines per fair as the table keeps them: each with its name when it was added as its key."""
    return tuple(CostLine(name, Exact(amount), key=name) for name, amount in lines)


def box(page: Page, part: str, row: int, code: str = "nl") -> Locator:
    """A box of a row, from 1."""
    w = words(code)
    name = w("lines.part", part=w(f"lines.{part}"), n=row)
    return page.get_by_role("textbox", name=re.compile(rf"^{re.escape(name)}(:|$)"))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("onward", "before", "lines"),
    [(["Enter"], 20, MANY), (["Tab", "Tab"], 0, MANY[:10])],  # a long table is drawn the slowest
    ids=["Enter", "Tab"],
)
def test_lines_typed_at_once_on_a_busy_machine_are_all_kept(
    onward: list[str],
    before: int,
    lines: list[tuple[str, str]],
    visit: Any,
    settled: Any,
    tmp_path: Path,
) -> None:
    page = visit("/", locale="nl-NL")
    there = added(*((name, float(amount)) for name, amount in lines[:before]))
    emptied(page, settled, tmp_path / "begun.toml", there)
    box(page, "label", before + 1).click()
    with busy():
        for name, amount in lines[before:]:
            page.keyboard.type(name, delay=KEY)
            page.keyboard.press("Tab")
            page.keyboard.type(amount, delay=KEY)
            for key in onward:
                page.keyboard.press(key)
    settled(page)
    found = saved(page, tmp_path / "saved.toml")
    assert found.costs == added(*((name, float(amount)) for name, amount in lines))
    page.reload()
    costs(settled(page))
    shown = page.locator(".st-key-lines-costs input").evaluate_all(VALUES)
    names = [text for text in shown if text.startswith("Kost")]
    assert names == [name for name, _ in lines]


def test_a_row_comes_when_something_stands_in_the_one_above_it(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/", locale="nl-NL")
    emptied(page, settled, tmp_path / "empty.toml")
    rows = page.locator(ROW)
    expect(rows).to_have_count(1)
    box(page, "label", 1).click()
    page.keyboard.type("S")
    expect(rows).to_have_count(2)
    page.keyboard.press("Backspace")
    expect(rows).to_have_count(1)
    page.keyboard.press("Enter")  # of an empty row leads nowhere
    expect(box(page, "label", 1)).to_be_focused()


@pytest.mark.thorough
def test_what_cannot_be_read_stays_at_its_line_and_the_others_count(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/", locale="nl-NL")
    emptied(page, settled, tmp_path / "empty.toml")
    box(page, "label", 1).click()
    typed = [("Stand", "16.000"), ("Hotel", "veel"), ("Eten", "1.250,50")]
    with busy():
        for name, amount in typed:
            page.keyboard.type(name, delay=KEY)
            page.keyboard.press("Enter")
            page.keyboard.type(amount, delay=KEY)
            page.keyboard.press("Enter")
    settled(page)
    second = page.locator(ROW).nth(1)
    expect(second.get_by_role("alert")).to_have_text(re.compile("regel 2, bedrag: veel is geen"))
    expect(box(page, "likely", 2)).to_have_value("veel")
    found = saved(page, tmp_path / "saved.toml").costs
    assert found == added(("Stand", 16000.0), ("Eten", 1250.5))


@pytest.mark.thorough
def test_lines_pasted_into_the_table_are_shown_before_they_are_added(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/", locale="nl-NL")
    emptied(page, settled, tmp_path / "empty.toml")
    box(page, "label", 1).click()
    text = "Omschrijving\tBedrag\nStand\t16.000\nHotel\t2.500,50\nEten\tveel"
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          const told = {clipboardData, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', told));
        }""",
        text,
    )
    area = page.locator(".st-key-paste-costs textarea")
    expect(area).to_have_value(text)
    page.get_by_role("button", name=re.compile("Voeg 2 regels toe")).click()
    settled(page)
    expect(area).to_have_value("Eten\tveel")
    assert violations_in_both(page) == []
    found = saved(page, tmp_path / "saved.toml").costs
    assert found == added(("Stand", 16000.0), ("Hotel", 2500.5))


@pytest.mark.thorough
def test_costs_and_income_are_kept_whichever_of_the_two_is_open(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/", locale="nl-NL")
    sidebar = emptied(page, settled, tmp_path / "empty.toml")
    unfold(page, NL("budget.income"), within=sidebar)
    for place, name in (("income", "Subsidie"), ("costs", "Stand")):
        label = page.locator(f".st-key-lines-{place} input[type=text]").first
        label.click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.keyboard.type("500")
        page.keyboard.press("Enter")
        settled(page)
        if place == "income":
            sidebar.locator("summary").filter(has_text=NL("budget.income")).click()
            settled(page)
            expect(page.locator(".st-key-lines-income")).to_have_count(0)
    found = saved(page, tmp_path / "saved.toml")
    assert found.costs == added(("Stand", 500.0))
    assert [(line.label, line.amount) for line in found.income] == [("Subsidie", Exact(500.0))]


@pytest.mark.thorough
@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_line_that_is_refined_fits_a_phone_keeps_to_wcag_and_is_named(
    code: str, visit: Any, settled: Any
) -> None:
    page = visit("/", phone=True, locale={"nl": "nl-NL", "en": "en-US"}[code])
    inputs(page)
    costs(page, code)
    page.locator("[class*=st-key-refine-] button").first.click()
    settled(page)
    fits(page)
    assert violations_in_both(page) == []
    w, label = words(code), box(page, "label", 1, code).input_value()
    for part in ("likely", "low", "high"):
        told = w("lines.part_of", part=w(f"lines.{part}"), n=1, name=label)
        expect(page.get_by_role("textbox", name=told, exact=True)).to_be_visible()
