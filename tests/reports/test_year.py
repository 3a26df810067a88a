"""The workbook of a year, read back by another library."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import openpyxl
import pytest

from reports import YearReport, year_png, year_workbook
from sim.links.year_presentation import brief_of
from sim.year.answer import Weighed, weighed
from sim.year.choices import under_choices
from sim.year.year import set_of
from tests.sim.year.fairs import eight, year_of
from words.catalogue import words
from words.languages import LANGUAGES


@pytest.fixture(scope="module")
def found() -> Weighed:
    return weighed(year_of(*eight()[:4], clashes=((0, 1),)), trials=512)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_the_fairs_and_every_set_that_the_year_allows(
    found: Weighed, language: str
) -> None:
    w, names = words(language), ["=1+1", "Second", "Third", "Fourth"]
    report = YearReport(found, names, set_of([1, 2]), "A sentence.", 9e4, "https://x.example", w)
    book = openpyxl.load_workbook(io.BytesIO(year_workbook(report)))
    fairs, sets = book[w("reports.year.fairs")], book[w("reports.year.sets")]
    assert fairs["A1"].value == "A sentence."
    rows = [[cell.value for cell in row] for row in fairs.iter_rows(6, 9, 1, 5)]
    assert [row[:2] for row in rows] == [
        ["=1+1", None],
        ["Second", "x"],
        ["Third", "x"],
        ["Fourth", None],
    ]
    assert fairs["A6"].data_type == "s"
    assert rows[0][4] is None  # not beside the second
    for at, row in enumerate(rows):
        assert row[2] == pytest.approx(found.year.planned[at])
        assert row[3] == pytest.approx(100 * found.alone[at].value)
    told: list[list[Any]] = [[cell.value for cell in row] for row in sets.iter_rows(2)]
    assert len(told) == found.sets.chosen.size == 12
    means = [row[1] for row in told]
    assert means == sorted(means, reverse=True)
    for row in told:
        chosen = set_of([at for at in range(4) if row[4 + at]])
        profit = found.years.profit(chosen)
        assert row[1] == pytest.approx(profit.mean())
        assert row[2] == pytest.approx(100 * np.mean(profit > 0))
        low = np.quantile(profit, 0.1, method="inverted_cdf")
        assert row[3] == pytest.approx(low)


def height(picture: bytes) -> int:
    assert picture.startswith(b"\x89PNG")
    return int.from_bytes(picture[20:24])


def test_a_year_that_pays_for_no_fair_is_sent_without_a_picture(found: Weighed) -> None:
    under = under_choices(found.year, trials=64)
    drawn = []
    for budget in (1.0, 1e6):
        brief = brief_of(found, under, "ABCD", 0, budget, "EUR")
        drawn.append(year_png(brief, ["A sentence."], "2027", "AB12-CD34", words("en")))
    assert 3 * height(drawn[0]) < height(drawn[1])
