"""Files of six systems and lists in a real browser, from upload to taken over: before the fair on
the Plan page, and after it on Evaluate."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sim.actuals.actuals import LEADS
from tests.browser.book.test_year import begun, choose_day
from tests.browser.conftest import unfold
from tests.browser.test_accessible import violations
from tests.browser.test_phone import fits
from words.catalogue import words

pytestmark = pytest.mark.browser

NL = words("nl")
EXPORTS = Path(__file__).parents[2] / "sim/crm/exports"
TAKE = re.compile("^Neem deze cijfers over")
# Each with what its boxes hold once it is taken over.
FILES = {
    "01_hubspot_deals_en.csv": ("8", "7", "6", "4", "2", "1"),
    "10_pipedrive_deals_en.csv": ("8", "8", "5", "", "4", "2"),
    "15_odoo_leads_nl_one2many.xlsx": ("7", "5", "", "", "4", "2"),
    "25_monday_board.xlsx": ("6", "4", "", "", "3", "2"),
    "28_german_cp1252.csv": ("7", "5", "4", "", "3", "1"),
    "40_html_named_xls.xls": ("2", "", "", "", "", "1"),
}
ASKING = (
    "Naam;Bedrijf;Fase;Bedrag\nAnna;A;Koffie gedronken;\nBart;B;Koffie gedronken;\n"
    "Cas;C;Offerte;900\nDirk;D;Order;1.250\n"
)


def upload(page: Page, file: Path, settled: Any) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(re.compile(f"^{re.escape(file.name)}: "))).to_be_visible()
    settled(page)


def boxes(page: Page) -> tuple[str, ...]:
    return tuple(
        page.get_by_label(NL(f"stages.{stage}"), exact=True).input_value() for stage in LEADS
    )


@pytest.mark.thorough
@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
def test_six_exports_go_from_upload_to_taken_over(phone: bool, visit: Any, settled: Any) -> None:
    """Every other one on a phone: how a file is read does not depend on that."""
    page = visit("/evaluate", locale="nl-NL", phone=phone)
    begun(page, settled)
    unfold(page, "Uit je CRM")
    for name, expected in [*FILES.items()][phone::2]:
        upload(page, EXPORTS / name, settled)
        page.get_by_role("button", name=TAKE).click()
        expect(page.get_by_text(re.compile("^Overgenomen voor"))).to_be_visible()
        settled(page)
        assert boxes(page) == expected, name
    if phone:
        fits(page)
    assert violations(page) == []


@pytest.mark.thorough
def test_a_word_is_said_once_and_known_in_the_next_file(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(ASKING, "utf-8")
    second.write_text(ASKING.replace("Anna", "Zoë"), "utf-8")
    page = visit("/evaluate", locale="nl-NL")
    begun(page, settled)
    contacts = page.get_by_label(NL("stages.contacts"), exact=True)
    contacts.fill("9")
    contacts.press("Tab")
    settled(page)
    unfold(page, "Uit je CRM")
    upload(page, first, settled)
    take = page.get_by_role("button", name=TAKE)
    expect(page.get_by_text(NL.counted("leads.page.asked", 1, n=1))).to_be_visible()
    expect(take).to_have_count(0)
    assert violations(settled(page)) == []
    box = page.get_by_label("'Koffie gedronken' · 2 rijen")
    box.scroll_into_view_if_needed()  # a list that is open closes where the page scrolls
    settled(page)
    box.click()
    page.get_by_role("option", name=NL("leads.meanings.visits"), exact=True).click()
    expect(take).to_be_visible()
    settled(page)
    upload(page, second, settled)
    expect(page.get_by_text(NL("leads.page.recalled"))).to_be_visible()
    take.click()
    expect(page.get_by_text(re.compile("^Overgenomen voor"))).to_be_visible()
    settled(page)
    assert boxes(page) == ("4", "", "", "4", "2", "1")


@pytest.mark.thorough
@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
def test_last_fairs_leads_change_the_plan_by_one_click_and_another_undoes_it(
    phone: bool, visit: Any, settled: Any, tmp_path: Path
) -> None:
    file = tmp_path / "last.csv"
    stages = ["Order"] * 3 + ["Offerte"] * 8 + ["Gesprek"] * 129
    rows = "".join(f"N{n};B{n};{stage}\n" for n, stage in enumerate(stages))
    file.write_text(f"Naam;Bedrijf;Fase\n{rows}", "utf-8")
    page = visit("/", locale="nl-NL", phone=phone)
    if phone:
        page.get_by_test_id("stExpandSidebarButton").click()
        settled(page)
    unfold(page, NL("groups.follow_up"))
    rate = page.locator(".st-key-likely-follow_up_share input")
    before = rate.input_value()
    page.get_by_role("button", name=NL("leads.plan.offer")).click()
    settled(page)
    upload(page, file, settled)
    choose_day(page, NL("leads.plan.fair_day"), date.today() - timedelta(days=240), settled)
    page.get_by_role("button", name=NL("leads.plan.take")).click()
    expect(page.get_by_text(NL("leads.plan.taken"))).to_be_visible()
    settled(page)
    counted = page.get_by_text("140 goede gesprekken, 11 offertes, 3 orders")
    expect(counted).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=NL("leads.plan.undo")).click()
    expect(page.get_by_role("button", name=NL("leads.plan.take"))).to_be_visible()
    settled(page)
    assert rate.input_value() == before
