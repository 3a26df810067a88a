"""The board's sentences are those that the reading test (`benchmarks.reading`) knows to read."""

from __future__ import annotations

import pytest

from benchmarks.reading.page import without_numbers
from benchmarks.reading.reader import SPEECH, advised, by_averages, by_forecast, hurried
from words.catalogue import words
from words.languages import LANGUAGES

ADVICE = ("go_mean", "smaller_mean", "not_mean", "go_hurdle", "smaller_hurdle", "not_hurdle")


def board(language: str, going: float, home: float, advice: str = "") -> list[str]:
    """A board with these averages of going and not going, and the same typical gain and loss."""
    w = words(language)
    money = {key: w.signed(x, "EUR") for key, x in (("going", going), ("home", home))}
    told = {"n": "41", "hurdle": 40, "option": "", "worth": "", "mean": money["going"]}
    worse = w("answer.worse", amount=w.signed(-99_000, "EUR"))
    gain, loss = (w.signed(x, "EUR") for x in (2 * abs(going), going))
    lines = [
        w("answer.first", covers="41", loses="59"),
        w("answer.second", gain=gain, loss=loss, worse=worse),
        w("board.advice.option", name=w("board.advice.this"), n="41", mean=money["going"]),
        w("board.advice.home", money=money["home"]),
    ]
    return [*lines, w(f"board.advice.{advice}", **told)] if advice else lines


def test_the_reader_reads_every_language() -> None:
    assert {*SPEECH} == {*LANGUAGES}


@pytest.mark.parametrize("language", SPEECH)
def test_advice_is_obeyed_and_averages_are_compared(language: str) -> None:
    speech = SPEECH[language]
    for advice in ADVICE:
        page = [line.replace("\u2060", "").replace("\u00a0", " ")
                for line in board(language, -9_300, -640, advice)]  # fmt: skip
        assert advised(page, speech) is advice.startswith("go")
        assert hurried(page, speech) is advice.startswith("go")
        assert by_averages(page, speech) is False
    for going, home in ((12_400, 0), (-640, -1_250), (-1_250, -640), (-31, 0)):
        page = [line.replace("\u2060", "").replace("\u00a0", " ")
                for line in board(language, going, home)]  # fmt: skip
        assert by_averages(page, speech) is (going > home)
        assert hurried(page, speech) is (going > home)
        expected = (41 * 2 * abs(going) + 59 * going) / 100 > home
        assert by_forecast(page, speech) is expected
        bare = without_numbers(page, speech.book + speech.leave)
        assert hurried(bare, speech) is False
