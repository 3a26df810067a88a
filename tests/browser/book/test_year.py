"""A whole year in a real browser: plan, share, the fair, week 1, month 6, what was learned, and
the next plan."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sim.crm.example import example_csv
from sim.links.plan_link import encode
from sim.plan.file import example
from tests.browser.conftest import go, unfold
from tests.browser.test_accessible import violations_in_both
from tests.browser.test_phone import fits

pytestmark = pytest.mark.browser

FAIR_DAY = date.today() - timedelta(days=190)
PLAN = example("regional")
CSV = example_csv(PLAN, rows=300, language="nl", fair_day=FAIR_DAY)


def choose_day(page: Page, label: str, day: date, settled: Any) -> None:
    """Types a day into the box under a label."""
    box = page.get_by_test_id("stDateInput").filter(has_text=label)
    box.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%d%m%Y}")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settled(page)


def section(page: Page, name: str, settled: Any) -> None:
    page.get_by_test_id("stMain").get_by_role("radio", name=name).click()
    settled(page)


def begun(page: Page, settled: Any) -> None:
    """The plan on the screen becomes a fair, held some months ago."""
    page.get_by_role("button", name="Neem dit plan").click()
    settled(page)
    choose_day(page, "Eerste dag van de beurs", FAIR_DAY, settled)
    expect(page.locator("h2").first).to_have_text("Van deze beurs is nog niets ingevuld.")


def taken(page: Page, day: date, settled: Any) -> str:
    """Takes the leads of the CRM's file as they stood on a day; the sentence that follows."""
    choose_day(page, "Bekend op", day, settled)
    page.get_by_role("button", name=re.compile("^Neem deze cijfers over")).click()
    expect(page.locator("h2").first).to_have_text(re.compile(f"^Op {day.day} "))
    settled(page)
    return page.locator("h2").first.inner_text()


def test_a_year_from_the_plan_to_the_next_one(visit: Any, settled: Any, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes(CSV)
    plan = PLAN.with_(name="Jaarbeurs Test")
    page = visit(f"/share?s={encode(plan, 3)}", locale="nl-NL")  # shared before the fair
    expect(page.get_by_role("heading", level=1)).to_have_text("Delen")
    go(page, "Evaluatie")
    settled(page)
    begun(page, settled)

    unfold(page, "Uit je CRM")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("300 rijen zijn 300 leads")).to_be_visible()
    settled(page)
    week, half = FAIR_DAY + timedelta(days=7), FAIR_DAY + timedelta(days=183)
    first = taken(page, week, settled)
    later = taken(page, half, settled)
    assert first != later
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_contain_text("plan")
    page.get_by_role("button", name="Bewaar in het boek").click()
    expect(page.get_by_text("Alles is bewaard in het boek.")).to_be_visible()

    section(page, "Het verschil", settled)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(3)
    section(page, "Het team", settled)
    expect(page.get_by_label("Wat ging goed")).to_have_count(2)
    section(page, "Volgend jaar", settled)
    page.get_by_role("button", name=re.compile("^Plan ")).click()
    expect(page.get_by_text("Het nieuwe plan staat op de pagina Plan")).to_be_visible()
    page.get_by_role("link", name="Naar het plan").click()
    expect(page.locator("h2").first).to_have_text(re.compile("^Van 100 beurzen"))
    settled(page)
    again = visit("/fairs", locale="nl-NL")  # another day, another browser tab
    expect(again.get_by_text("Jaarbeurs Test").first).to_be_visible()


@pytest.mark.thorough
def test_every_part_of_the_evaluation_keeps_to_wcag(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes(CSV)
    page = visit("/evaluate", locale="nl-NL")
    assert violations_in_both(page) == []
    begun(page, settled)
    unfold(page, "Beurs en stand", "Orders", "Kosten", "Uit je CRM")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("300 rijen zijn 300 leads")).to_be_visible()
    taken(page, FAIR_DAY + timedelta(days=100), settled)
    assert violations_in_both(settled(page)) == []
    for name in ("Het verschil", "Het team", "Schattingen", "Volgend jaar"):
        section(page, name, settled)
        assert violations_in_both(settled(page)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["nl-NL"])
def test_no_part_of_the_evaluation_is_wider_than_a_phone(
    locale: str, visit: Any, settled: Any, tmp_path: Path
) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes(CSV)
    page = visit("/evaluate", locale=locale, phone=True)
    begun(page, settled)
    unfold(page, "Uit je CRM")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("300 rijen zijn 300 leads")).to_be_visible()
    taken(page, FAIR_DAY + timedelta(days=100), settled)
    fits(page)
    for name in ("Het verschil", "Het team", "Schattingen", "Volgend jaar"):
        section(page, name, settled)
        fits(page)


@pytest.mark.thorough
def test_what_is_not_saved_outlives_a_reload_until_it_is_saved_or_discarded(
    visit: Any, settled: Any
) -> None:
    page = visit("/evaluate", locale="nl-NL")
    begun(page, settled)
    unfold(page, "Beurs en stand")
    visitors = page.get_by_label("Bezoekers", exact=True)
    visitors.fill("12.345")
    visitors.press("Tab")
    expect(page.locator("h2").first).to_have_text(re.compile("^Op "))
    settled(page)
    page.reload()
    expect(page.get_by_text("Dit had je in deze browser ingevuld")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Bewaar in het boek").click()
    expect(page.get_by_text("Alles is bewaard in het boek.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Alles is bewaard in het boek.")).to_be_visible()
    settled(page)
    unfold(page, "Beurs en stand")
    expect(visitors).to_have_value("12.345")
    visitors.fill("1")
    visitors.press("Tab")
    page.get_by_role("button", name="Gooi weg").click()
    page.get_by_role("button", name="Ja, gooi het weg").click()
    expect(visitors).to_have_value("12.345")
    settled(page)
    page.reload()
    expect(page.get_by_text("Alles is bewaard in het boek.")).to_be_visible()


@pytest.mark.thorough
def test_the_address_follows_the_fair_that_is_chosen(visit: Any, settled: Any) -> None:
    page = visit("/evaluate", locale="nl-NL")
    addresses = []
    for name in ("Eerste keus", "Tweede keus"):
        page.goto(
            re.sub("/evaluate.*", f"/evaluate?s={encode(PLAN.with_(name=name), 3)}", page.url)
        )
        settled(page)
        page.get_by_role("button", name="Neem dit plan").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        expect(page).to_have_url(re.compile("fair="))
        addresses.append(page.url)
        settled(page)
    page.get_by_role("button", name="Een andere beurs").click()
    expect(page).not_to_have_url(re.compile("fair="))
    settled(page)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile("^Eerste keus")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eerste keus")
    assert "Eerste keus" in settled(page).get_by_role("heading", level=1).inner_text()
    go(page, "Alle beurzen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beurzen")
    settled(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eerste keus")
    page.goto(addresses[1])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tweede keus")


@pytest.mark.thorough
def test_the_evaluation_comes_down_as_a_pdf(visit: Any, settled: Any, tmp_path: Path) -> None:
    page = visit("/evaluate", locale="nl-NL")
    begun(page, settled)
    with page.expect_download() as download:
        page.get_by_role("button", name="Evaluatie (PDF)").click()
    file = tmp_path / "evaluation.pdf"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith(f"-{date.today().year}.pdf")


@pytest.mark.thorough
def test_boxes_that_were_opened_stay_open_in_another_language_and_another_part(
    visit: Any, settled: Any
) -> None:
    page = visit("/evaluate", locale="nl-NL")
    begun(page, settled)
    unfold(page, "Beurs en stand")
    page.get_by_label("Standbezoekers", exact=True).fill("8.000")
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(page.get_by_label("Stand visitors", exact=True)).to_have_value("8,000")
    settled(page)
    section(page, "The team", settled)
    section(page, "Fill in", settled)
    expect(page.get_by_label("Stand visitors", exact=True)).to_be_visible()
