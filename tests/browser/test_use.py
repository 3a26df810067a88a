"""What a visitor does with mouse, keyboard and files, and what the page says then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sim import Exact, Range, dumps, loads
from sim.plan.file import example
from sim.plan.parameters import exactly
from words.catalogue import Words, words

pytestmark = pytest.mark.browser
EN = words("en")
HOSTILE = ["<script>alert(1)</script>", "**x** `y` [z](y) # _z_ <b>b</b>",
           ":smile: :material/home: $a$ ~b~", "W" * 120]  # fmt: skip
SENTENCE = re.compile(r"^Of 100 fairs planned like this one")


def first(page: Page) -> Any:
    return page.locator("h2").filter(has_text=SENTENCE)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def group(page: Page, name: str, w: Words = EN) -> Any:
    """Opens a group of inputs."""
    box = page.get_by_test_id("stExpander").filter(
        has=page.get_by_text(w(f"groups.{name}"), exact=True)
    )
    box.locator("summary").click()
    return box


def upload(page: Page, file: Path) -> None:
    page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
    page.locator("input[type=file]").set_input_files(file)


def test_the_slider_and_the_boxes_change_the_first_sentence(visit: Any) -> None:
    page = visit("/")
    before = first(page).inner_text()
    box, low = (
        page.get_by_label(f"Unique visitors of the fair: {part}", exact=True)
        for part in ("likely", "low")
    )
    expect(box).to_have_value("18,000")
    page.locator("input[type=range]").first.focus()
    press(page, "End")
    expect(box).to_have_value("100,000")
    expect(low).to_have_value("78,000")
    expect(first(page)).not_to_have_text(before)
    box.fill("18000")
    press(page, "Enter")
    expect(low).to_have_value("14,000")
    expect(first(page)).to_have_text(before)


@pytest.mark.thorough
def test_low_likely_and_high_typed_one_after_another_stay_as_typed(
    visit: Any, settled: Any
) -> None:
    page = visit("/", locale="nl-NL")
    parts = {"laag": "5.000", "waarschijnlijk": "9.000", "hoog": "12.000"}
    boxes = {
        part: page.get_by_label(f"Unieke bezoekers van de beurs: {part}", exact=True)
        for part in parts
    }
    told = page.locator(".st-key-row-visitors").get_by_test_id("stCaptionContainer")
    for part, text in parts.items():
        boxes[part].fill(text)
        press(page, "Tab")
        expect(told).to_contain_text(text)
        settled(page)
    expect(told).to_contain_text("1 op de 10 keer onder 5.000, 1 op de 10 keer boven 12.000")
    for part, text in parts.items():
        expect(boxes[part]).to_have_value(text)


@pytest.mark.thorough
def test_half_an_hour_typed_in_dutch_is_half_an_hour(visit: Any) -> None:
    page, w = visit("/", locale="nl-NL"), words("nl")
    group(page, "team", w)
    box = page.get_by_label("Effectieve standuren per dag", exact=True)
    box.last.wait_for()
    box = page.get_by_role("textbox", name="Effectieve standuren per dag", exact=True)
    box.fill("7,5")
    press(page, "Tab")
    slider = page.locator(".st-key-slide-hours_per_day input[type=range]")
    expect(slider).to_have_value("7.5")
    expect(box).to_have_value("7,5")


@pytest.mark.thorough
def test_a_key_held_down_on_a_slider_moves_it_step_by_step(visit: Any, settled: Any) -> None:
    page = visit("/")
    page.locator("input[type=range]").first.focus()
    press(page, *["ArrowRight"] * 8)
    expect(page.get_by_label("Unique visitors of the fair: likely", exact=True)).to_have_value(
        "22,000"
    )
    expect(settled(page).get_by_test_id("stException")).to_have_count(0)


def slider(page: Page, path: str) -> Any:
    return page.locator(f".st-key-slide-{path} input[type=range]")


def test_a_slider_held_down_loses_no_step_and_the_rest_of_the_page_follows(
    visit: Any, settled: Any
) -> None:
    page = visit("/")
    likely = page.get_by_label("Unique visitors of the fair: likely", exact=True)
    slider(page, "visitors").focus()
    for key, steps, value in (("ArrowRight", 24, "30,000"), ("ArrowLeft", 12, "24,000")):
        address, plain = page.url, page.get_by_text("Calculated without chance").inner_text()
        for _ in range(steps):
            page.keyboard.press(key)
            page.wait_for_timeout(33)  # as fast as a keyboard repeats
        expect(likely).to_have_value(value)
        expect(slider(page, "visitors")).to_have_value(value.replace(",", ""))
        expect(page.get_by_text(re.compile(f"as often above {value} as below"))).to_be_visible()
        expect(page.get_by_text("Calculated without chance")).not_to_have_text(plain)
        page.wait_for_url(lambda url, before=address: url != before)
    expect(settled(page).get_by_test_id("stException")).to_have_count(0)


def test_two_sliders_moved_at_once_both_keep_their_step(visit: Any, settled: Any) -> None:
    page = visit("/")
    group(page, "audience")
    slider(page, "target_share").wait_for(state="attached")
    for path in ("visitors", "target_share"):
        slider(settled(page), path).focus()
        press(page, "ArrowRight")
    slider(page, "visitors").focus()
    press(page, "ArrowRight")
    for label, value in (
        ("Unique visitors of the fair", "19,000"),
        ("Visitors in your target group", "6.5%"),
    ):
        expect(page.get_by_label(f"{label}: likely", exact=True)).to_have_value(value)


@pytest.mark.thorough
def test_a_number_that_was_counted_has_no_slider_until_it_is_a_range_again(
    visit: Any, settled: Any
) -> None:
    page = visit("/")
    group(page, "audience")
    one = slider(page, "target_share")
    one.wait_for(state="attached")
    settled(page).locator(".st-key-about-target_share button").first.click()
    page.get_by_role("radio", name="We counted").click()
    expect(one).to_have_count(0)
    page.get_by_role("radio", name="A range").click()
    expect(one).to_have_count(1)
    settled(page)
    page.keyboard.press("Escape")
    before = one.input_value()
    one.focus()
    press(page, "ArrowRight")
    expect(one).not_to_have_value(before)
    expect(settled(page).get_by_test_id("stException")).to_have_count(0)


@pytest.mark.thorough
def test_runs_that_overtake_one_another_keep_the_connection(visit: Any, settled: Any) -> None:
    page = visit("/")
    group(page, "goal")
    hurdle = settled(page).locator(".st-key-hurdle input[type=range]")
    hurdle.focus()
    for key in ("ArrowRight", "ArrowLeft") * 4:
        press(page, *[key] * 14)
        settled(page)
    press(page, "End")
    expect(page.get_by_text("Your hurdle of at least 100 of 100 is not met.")).to_be_visible()


def test_a_box_that_cannot_be_read_says_why_and_keeps_the_answer(visit: Any) -> None:
    page = visit("/")
    before = first(page).inner_text()
    page.get_by_label("Unique visitors of the fair: low", exact=True).fill("many")
    press(page, "Tab")
    alert = page.get_by_test_id("stSidebar").get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("many is not a number")
    expect(page.get_by_label("Unique visitors of the fair: low", exact=True)).to_have_value("many")
    expect(first(page)).to_have_text(before)


@pytest.mark.thorough
def test_the_picture_follows_the_switch_and_the_plan(visit: Any, settled: Any) -> None:
    page = visit("/")
    marks = page.get_by_test_id("stVegaLiteChart").first.locator("svg")
    expect(marks.locator(".mark-symbol path")).to_have_count(50)
    marks.locator(".mark-symbol path").first.hover()  # shows no columns, and hides no sentence
    buttons = page.get_by_test_id("stElementToolbar").first
    expect(buttons).to_be_visible()
    expect(page.locator("#vg-tooltip-element.visible")).to_have_count(0)
    sentence = page.locator(".st-key-headline").bounding_box()
    there = buttons.bounding_box()
    assert sentence
    assert there
    assert there["y"] >= sentence["y"] + sentence["height"] - 8
    for view, mark in (
        ("Histogram", ".mark-rect path[d]"),
        ("Curve of chances", ".mark-area path"),
    ):
        page.get_by_role("radio", name=view, exact=True).click()
        expect(marks.locator(mark).first).to_be_attached()
        expect(marks.locator(".mark-symbol path")).to_have_count(0)
    expect(marks.get_by_text("break-even", exact=True)).to_be_attached()


def type_amount(page: Page, text: str, w: Words) -> None:
    """Types the amount of the first line of the costs."""
    name = w("lines.part", part=w("lines.likely"), n=1)
    page.get_by_role("textbox", name=re.compile(f"^{name}:")).fill(text)
    press(page, "Enter")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("code", "locale", "text", "amount"),
    [
        ("nl", "nl-NL", "6.850", 6850.0),
        ("nl", "nl-NL", "6.850,50", 6850.5),
        ("en", "en-US", "6,850.50", 6850.5),
    ],
)
def test_an_amount_typed_into_the_table_of_costs_is_read_in_the_language_of_the_page(
    code: str, locale: str, text: str, amount: float, visit: Any, tmp_path: Path
) -> None:
    page, w = visit("/", locale=locale), words(code)
    sentence = page.locator("h2").first.inner_text()
    group(page, "costs", w)
    type_amount(page, text, w)
    expect(page.locator("h2").first).not_to_have_text(sentence)
    with page.expect_download() as download:
        page.get_by_role("button", name=w("plan.save"), exact=True).click()
    saved = tmp_path / "saved.toml"
    download.value.save_as(saved)
    assert loads(saved.read_bytes()).costs[0].amount == Exact(amount)


@pytest.mark.thorough
def test_an_amount_that_cannot_be_read_names_its_line_and_changes_nothing(visit: Any) -> None:
    page, w = visit("/", locale="nl-NL"), words("nl")
    sentence = page.locator("h2").first.inner_text()
    box = group(page, "costs", w)
    type_amount(page, "achtduizend", w)
    expect(box.get_by_role("alert")).to_have_text(
        re.compile("Kosten, regel 1, bedrag: achtduizend is geen getal; geef een bedrag vanaf 0$")
    )
    expect(page.locator("h2").first).to_have_text(sentence)


def test_a_wrong_file_gives_one_sentence_and_leaves_the_plan(visit: Any, tmp_path: Path) -> None:
    page = visit("/")
    before = first(page).inner_text()
    wrong = tmp_path / "wrong.toml"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    upload(page, wrong)
    alert = page.get_by_test_id("stPopoverBody").get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("The file was not opened; your plan is unchanged.")
    expect(first(page)).to_have_text(before)
    expect(page.locator("h1")).to_have_text("Regional business fair, 12 m²")


@pytest.mark.thorough
def test_a_plan_is_saved_as_it_is_and_opens_again_beside_its_example(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/")
    before = first(page).inner_text()
    page.get_by_label("Unique visitors of the fair: likely", exact=True).fill("36,000")
    press(page, "Enter")
    expect(first(page)).not_to_have_text(before)
    changed = first(page).inner_text()
    settled(page)  # a file that is asked for while the page is drawn again is not there any more
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.suggested_filename == "regional-business-fair-12-m².toml"
    saved = tmp_path / "saved.toml"
    download.value.save_as(saved)
    plan, origin = loads(saved.read_bytes()), example("regional")
    visitors = plan.inputs["visitors"]
    assert isinstance(visitors, Range)
    assert [visitors.low, visitors.likely, visitors.high] == pytest.approx([28e3, 36e3, 44e3])
    assert plan.numbers == origin.with_(inputs={"visitors": visitors}).numbers
    page.get_by_role("button", name="Undo all").click()
    expect(first(page)).to_have_text(before)
    upload(page, saved)
    expect(first(page).filter(has_text=changed)).to_be_visible()
    settled(page)  # until then the plan before stands there too
    expect(first(page)).to_have_text(changed)
    page.get_by_role("combobox", name="Start from").click()
    page.get_by_role("option").first.click()
    expect(first(page)).to_have_text(before)


@pytest.mark.thorough
def test_the_words_of_a_user_stand_on_the_page_as_they_were_typed(visit: Any, settled: Any) -> None:
    page, unseen = visit("/"), "[\u2060\u200b]?"
    for name in HOSTILE:
        page.get_by_label("Name of the fair").fill(name)
        press(page, "Enter")
        expected = re.compile(f"^{unseen.join(map(re.escape, name))}$")
        expect(page.locator("h1")).to_have_text(expected)
        made = page.locator("h1").locator("strong, em, b, a, code, img, script, del, .katex")
        expect(made).to_have_count(0)
        assert settled(page).evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.thorough
def test_what_a_file_holds_is_shown_and_never_fetched(visit: Any, tmp_path: Path) -> None:
    page, image = visit("/"), "![x](http://192.0.2.1/x.png)"
    file = tmp_path / "fair.toml"
    plan = example("own").with_(
        name=image, currency=image, inputs={"margin": exactly("margin", 0.2)}
    )
    file.write_text(dumps(plan), "utf-8")
    upload(page, file)
    expect(page.locator("h1")).to_contain_text("192.0.2.1")
    assert page.locator("img[src*='192.0.2.1']").count() == 0


@pytest.mark.thorough
def test_a_currency_with_a_dollar_sign_is_shown_as_it_is_written(
    visit: Any, settled: Any, tmp_path: Path
) -> None:
    page = visit("/")
    file = tmp_path / "fair.toml"
    file.write_text(dumps(example("own").with_(name="Ours", currency="US$")), "utf-8")
    upload(page, file)
    expect(page.locator("h1")).to_have_text("Ours")
    settled(page)  # until then the plan before stands there too
    expect(page.get_by_text("of extra revenue to break even")).to_contain_text("US$10,500")
    cells = page.get_by_role("cell")
    expect(cells.filter(has_text="US$10,500")).to_have_count(1)
    assert "\\" not in page.locator("body").inner_text()
    assert page.locator(".katex").count() == 0
