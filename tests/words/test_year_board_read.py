"""The sentences of a year's board are those that its reading test (`benchmarks.reading.years`)
knows to read."""

from __future__ import annotations

import pytest

from benchmarks.reading.page import plain, without_numbers
from benchmarks.reading.year_reader import (
    READERS,
    SPEECH,
    advised,
    by_averages,
    by_chances,
    headline,
    hurried,
    said,
)
from ui.frame.blocks import tabled
from words.catalogue import words
from words.languages import LANGUAGES
from words.markdown import quoted

ALL = ("Food + Drink", "Food + Drink Noord", "Zorg & ICT", "Metavak, hal 3")
CHOSEN = frozenset(ALL[1:3])


def board(language: str, advice: str, first: str = "first_go", many: bool = False) -> list[str]:
    """A board that tells of two of four fairs, the average of which is below that of one alone."""
    w, names = words(language), [quoted(name) for name in ALL]
    taken = " + ".join(names[1:3])
    called = w.counted("year.board.some", 2, n=2) if many else taken
    money = {"cost": w.costs(32_100.0), "low": w.money(-8_210.0)}
    figures = {"profit": w.money(0.0), "n": w.of_hundred(0.61), "m": w.of_hundred(0.39)}
    lines = [w(f"year.board.{first}", fairs=called, **money, **figures)]
    lines += [taken] if many else []
    lines += [w("year.second.sizes", middle=w.money(4_100.0), mean=w.money(5_320.0))]
    lines += [advice] if advice else []
    heads = [w(f"year.board.head.{head}") for head in ("choice", "cost", "n", "mean", "low")]
    rest = w("year.board.without", fairs=quoted(ALL[2]))
    rows = [
        [f"**{taken}**: x", "1", w.of_hundred(0.61), w.money(5_320.0), "1"],
        [
            f"**{w.capital(w('year.board.same'))} {rest}**: x",
            "1",
            w.of_hundred(0.4),
            w.money(6_400.0),
            "1",
        ],
        [f"**{w('year.board.these')}**: x", "1", w.of_hundred(0.97), w.money(-31.0), "1"],
        [f"**{w('year.nowhere')}**: x", w.money(0.0), "\u2013", w.money(0.0), w.money(0.0)],
    ]
    fair = w.capital(w("reports.year.fair"))
    fairs = [[fair, "x", "y", "z"], *([name, "1", "2", "3"] for name in names)]
    lines += [tabled([heads, *rows]), w("year.board.decides"), tabled(fairs)]
    lines += [w("year.board.foot", date="1", mark="A-1", trials=w.number(16_384), seed="1")]
    return [line for one in lines for line in plain(one).splitlines()]


def test_the_reader_of_years_reads_every_language() -> None:
    assert {*SPEECH} == {*LANGUAGES}


@pytest.mark.parametrize("language", SPEECH)
@pytest.mark.parametrize("many", [False, True])
def test_the_fairs_and_figures_of_the_first_sentence_are_read(language: str, many: bool) -> None:
    told = said(board(language, "", many=many), language)
    assert told.fairs == CHOSEN
    assert (told.chance, told.low, told.mean) == ((61, 61), -8_210, 5_320)
    assert told.years == 16_384


@pytest.mark.parametrize("language", SPEECH)
def test_advice_of_a_year_is_obeyed_and_without_it_the_averages_are(language: str) -> None:
    w, money = words(language), {"budget": "1"}
    go = [w.counted("year.board.go", n, n=n, mean="1") for n in (1, 2)]
    for advice in (*go, w("year.board.level")):
        assert advised(board(language, advice), language) == CHOSEN
    stay = [w(f"year.board.stay_{of}", **money) for of in ("money", "limitless")]
    for advice in (*stay, w("year.board.unpaid")):
        page = board(language, advice, "first_nowhere")
        assert advised(page, language) == hurried(page, language) == frozenset()
        assert headline(page, language) == frozenset()
    page = board(language, "")
    assert advised(page, language) is None
    assert hurried(page, language) == by_averages(page, language) == frozenset(ALL[1:2])
    assert by_chances(page, language) == CHOSEN
    assert headline(page, language) == CHOSEN


@pytest.mark.parametrize("language", SPEECH)
def test_a_page_of_a_year_without_numbers_says_nothing(language: str) -> None:
    page = without_numbers(board(language, ""), SPEECH[language].go)
    assert said(page, language).chance is None
    assert hurried(page, language) == frozenset()
    assert not any(reader(page, language) for reader in READERS.values())
