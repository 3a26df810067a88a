"""The year on paper tells what the page tells, with the names as they were typed."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

import reports
from sim.year.advice import advice
from sim.year.answer import Weighed, weighed
from sim.year.choices import firmness, under_choices
from sim.year.settings import Settings
from sim.year.year import set_of
from tests.sim.year.fairs import eight, year_of
from ui.year import said
from ui.year.paper import OnPaper, paper
from words.catalogue import words
from words.languages import LANGUAGES

NAMES = ("*First*", "Second", "Third $5")


@pytest.fixture(scope="module")
def found() -> Weighed:
    return weighed(year_of(*eight()[:3]), trials=512)


def held(found: Weighed, language: str, chosen: int) -> OnPaper:
    return OnPaper(
        found=found,
        told=found.told(chosen),
        firm=firmness(under_choices(found.year, trials=64), found.sets, chosen, 20_000.0),
        reasons={set_of([1]): ["by_mean", "by_chance"]},
        names=NAMES,
        settings=Settings(budget=20_000.0),
        currency="EUR",
        words=words(language),
        made=datetime.date(2026, 11, 2),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_has_the_sentence_the_fairs_and_other_choices(
    found: Weighed, language: str
) -> None:
    w = words(language)
    told = paper(held(found, language, set_of([0, 1])))
    assert told.first == said.first(found.told(set_of([0, 1])), "EUR", w)
    fairs, others, firm = told.sections
    assert [row[0] for row in fairs.table[1:]] == [*NAMES]
    assert [bool(row[1]) for row in fairs.table[1:]] == [True, True, False]
    assert fairs.picture.startswith("<svg")
    assert w("year.others.both") in others.paragraphs[0]
    assert "Second" in others.paragraphs[0]
    assert "100" in firm.paragraphs[0]
    assert reports.paper_pdf(told).startswith(b"%PDF")


def test_a_paper_of_other_fairs_than_the_advised_ones_names_these(found: Weighed) -> None:
    advised = advice(found, set_of([0]), 20_000.0).advised
    assert advised.chosen != set_of([0])
    (_, told) = paper(held(found, "en", set_of([0]))).then
    assert told.startswith("This is the ticked choice, not the advised one: ")
    names = said.fairs(advised, NAMES, words("en"))
    assert told.lower().endswith(f"{names}.".lower())
    if advised.fairs:
        assert len(paper(held(found, "en", advised.chosen)).then) == 1


def test_a_year_without_fairs_has_no_picture(found: Weighed) -> None:
    told = paper(held(found, "en", 0))
    assert told.first == words("en")("year.first.nowhere", profit="€0")
    assert not told.sections[0].picture
    assert reports.paper_pdf(told).startswith(b"%PDF")


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_fairs_fit_on_one_page(language: str) -> None:
    year = year_of(*eight(), *(plan.with_(horizon=18 + at) for at, plan in enumerate(eight()[:4])))
    found = weighed(year, trials=64)
    every = held(found, language, set_of(range(5)))
    names = [f"Trade fair number {at} of Somewhere" for at in range(12)]
    firm = firmness(under_choices(year, trials=64), found.sets, set_of(range(5)), 20_000.0)
    told = paper(replace(every, names=names, firm=firm))
    assert len(PdfReader(io.BytesIO(reports.paper_pdf(told))).pages) == 1
