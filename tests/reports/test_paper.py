"""A paper of several pages: all of it is there, as text, for every reader."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pypdf
import pytest

from reports.paper import Paper, Section, paper_pdf
from tests.reports.printed import FORMULAS, LONG, squeezed

HOSTILE = '#panic("x") *b* $x$ \\u{41} @ref <l> ``` [ {braces}'
ROW = ("Visitors", "10,000 and 14,000", "12,345")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">'
    '<rect width="20" height="10" fill="#123456"/></svg>'
)


def paper(*sections: Section, title: str = "A fair 2026") -> Paper:
    return Paper(
        language="nl",
        title=title,
        made="Made on a day",
        first="The first sentence.",
        then=("The second.", "The third."),
        sections=sections,
        foot="Quitte",
        page="page {n} of {of}",
        date=datetime.date(2026, 11, 24),
    )


def read(one: Paper) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(paper_pdf(one)))


def text(one: Paper) -> str:
    return squeezed("".join(page.extract_text() for page in read(one).pages))


def test_everything_stands_on_the_paper() -> None:
    found = text(paper(Section("A head", ("One.\nTwo.",), (("What", "Band", "Real"), ROW))))
    for wanted in ("A fair 2026", "The first sentence.", "The third.", "A head", "One.", "Two.",
                   *ROW, "page 1 of 1"):  # fmt: skip
        assert squeezed(wanted) in found


@pytest.mark.parametrize("words", [HOSTILE, *FORMULAS, LONG])
def test_what_a_user_wrote_stays_as_it_is(words: str) -> None:
    section = Section(words, (words,), ((words, words), (words, words)))
    assert text(paper(section, title=words)).count(squeezed(words)) >= 7


def test_a_long_table_goes_on_over_pages_and_repeats_its_heads() -> None:
    rows = tuple((f"Row {n}", "1", "2") for n in range(200))
    pages = read(paper(Section("Long", table=(("What", "Low", "High"), *rows)))).pages
    assert len(pages) > 2
    assert all("High" in page.extract_text() for page in pages)


def test_it_is_tagged_has_a_title_a_language_and_says_what_a_picture_shows() -> None:
    found = read(paper(Section("Picture", picture=SVG, alt="what it shows")))
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert found.metadata is not None
    assert found.metadata.title == "A fair 2026"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "what it shows" in repr([o.get_object() for o in _all(root["/StructTreeRoot"])])


def _all(node: pypdf.generic.PdfObject, depth: int = 0) -> list[pypdf.generic.PdfObject]:
    there = node.get_object()
    if depth > 12:
        return []
    if isinstance(there, pypdf.generic.ArrayObject):
        return [found for one in there for found in _all(one, depth + 1)]
    if isinstance(there, pypdf.generic.DictionaryObject):
        return [there, *(_all(there["/K"], depth + 1) if "/K" in there else [])]
    return []


def test_letters_that_no_font_has_do_not_stop_it() -> None:
    assert len(read(paper(Section("\U0001f389 \u6f22\u5b57", ("\U000f0000",)))).pages) == 1


def test_equal_papers_are_equal_files() -> None:
    assert paper_pdf(paper(Section("A"))) == paper_pdf(paper(Section("A")))
