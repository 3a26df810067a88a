"""The PDF: the numbers of the page, on one sheet of paper, for every reader."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pypdf
import pytest

import reports
from reports.report import bands, grounds, headline, picture_in_words, reasons
from sim import simulate
from tests.reports.printed import LINK, PLANS, TRIALS, english, report, squeezed
from words import answer as sentences
from words.costs import likely_costs
from words.languages import LANGUAGES


@lru_cache
def read(plan: str, code: str = "en") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(reports.pdf(report(plan, code))))


def text(plan: str, code: str) -> str:
    return squeezed(read(plan, code).pages[0].extract_text())


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("plan", PLANS)
def test_every_plan_fits_on_one_page_of_a4(plan: str, code: str) -> None:
    pages = read(plan, code).pages
    assert len(pages) == 1
    assert [round(float(x)) for x in pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("plan", ["regional", "international", "bare", "odd"])
def test_the_paper_says_what_the_page_says(plan: str, code: str) -> None:
    told, found = report(plan, code), text(plan, code)
    wanted = [*headline(told), bands(told), *reasons(told), *grounds(told)]
    wanted += [
        sentences.noise(told.answer, told.words),
        told.fingerprint,
        told.words.date(told.date),
    ]
    wanted += [told.words("chart.caption_dots", n=2), told.plan.name]
    for sentence in wanted:
        assert squeezed(sentence) in found


def test_how_much_goes_together_is_told_as_the_number_that_was_given_and_no_percentage() -> None:
    _, together = grounds(report("regional"))
    assert f" {PLANS['regional'].dependence:g}" in together
    assert "%" not in together


@pytest.mark.parametrize("plan", ["regional", "national", "international"])
def test_eight_of_ten_fairs_and_half_of_them_end_where_the_paper_says(plan: str) -> None:
    told, found = report(plan), text(plan, "en")
    profit = simulate(PLANS[plan], trials=TRIALS, seed=1)["profit"]
    shares = {"median": 0.5}
    for inside, (low, high) in {0.8: ("low", "high"), 0.5: ("lower", "upper")}.items():
        shares |= {low: (1 - inside) / 2, high: (1 + inside) / 2}
    found_at = np.quantile(profit, list(shares.values()), method="inverted_cdf")
    ends = dict(zip(shares, found_at.tolist(), strict=True))
    amounts = {key: told.signed(end) for key, end in ends.items()}
    assert squeezed(told.words("reports.bands", **amounts)) in found


def test_the_table_of_costs_has_the_largest_lines_and_adds_up() -> None:
    told, found = report("international"), text("international", "en")
    *rows, total = likely_costs(told.plan, told.answer.guess, told.words, 9)
    assert sum(row.amount for row in rows) == pytest.approx(total.amount)
    assert sum(row.share or 0 for row in rows) == pytest.approx(1)
    for row in (*rows, total):
        assert squeezed(told.costs(row.amount)) in found
    lines = [row.amount for row in rows[:-2]]  # the rest and the overrun come last
    assert lines == sorted(lines, reverse=True)
    everything = list(likely_costs(told.plan, told.answer.guess, told.words))
    assert len(everything) == len(told.plan.costs) + 2


def test_the_hurdle_is_told_where_there_is_one() -> None:
    assert squeezed("Your hurdle of at least 70 of 100") in text("marks", "en")
    assert "hurdle" not in text("regional", "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_screen_reader_gets_language_title_structure_and_the_picture_in_words(code: str) -> None:
    pdf = read("regional", code)
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"].startswith(code)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == PLANS["regional"].name
    assert b"pdfuaid" in root["/Metadata"].get_data()
    found = list(tags(root["/StructTreeRoot"]))
    names = {name for name, _ in found}
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= names
    (alternative,) = [alt for name, alt in found if name == "/Figure"]
    assert alternative == picture_in_words(report("regional", code))


def tags(node: pypdf.generic.DictionaryObject) -> list[tuple[str, str]]:
    """Kind and alternative text of every element of the structure."""
    found = [(str(node.get("/S", "")), str(node.get("/Alt", "")))]
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if isinstance(child, pypdf.generic.DictionaryObject):
            found += tags(child)
    return found


def test_the_link_opens_the_plan_and_nothing_but_an_address_of_the_web_is_a_link() -> None:
    def targets(link: str) -> list[str]:
        pdf = pypdf.PdfReader(io.BytesIO(reports.pdf(replace(report("bare"), link=link))))
        found = pdf.pages[0].get("/Annots", [])
        return [str(one.get_object()["/A"]["/URI"]) for one in found]

    assert targets(LINK) == [LINK]
    assert targets(LINK + "x" * 2000) == [LINK + "x" * 2000]
    assert targets("") == targets("javascript:alert(1)") == []


def test_what_a_user_typed_is_text_and_never_part_of_the_template() -> None:
    found = text("marks", "en")
    assert squeezed(PLANS["marks"].name) in found
    assert "=1+1" in found


def test_letters_that_no_font_has_do_not_stop_the_page() -> None:
    assert "Messe" in text("foreign", "nl")


def test_the_same_report_is_the_same_file() -> None:
    assert reports.pdf(report("bare")) == reports.pdf(report("bare"))


@pytest.mark.parametrize("plan", ["regional", "long", "bare", "odd"])
def test_the_dutch_paper_has_no_english(plan: str) -> None:
    shown = " ".join(read(plan, "nl").pages[0].extract_text().split())
    assert english([shown], plan) == set()
