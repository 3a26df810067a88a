"""What a range means, said at its input: how far up it reaches, and 9 of 10 as others mean it."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Range
from sim.plan.parameters import Unit
from sim.plan.tails import from_nine_of_ten
from tests.pages.visits import EN, LOCALES, NL, click
from ui.editing.nine_of_ten import eight_of_ten
from words.beliefs import far_up
from words.catalogue import words

EVERY = pytest.mark.parametrize("language", LOCALES)


@EVERY
def test_a_range_that_reaches_far_up_says_so_at_its_input(language: str, visit: Any) -> None:
    visitor, w = visit(LOCALES[language]).open("group.value"), words(language)
    captions = [str(text.value) for text in visitor.at.caption]
    assert not any("trending_up" in text for text in captions)
    visitor.type("high.order_value", "200.000").type("low.order_value", "2.000")
    belief = visitor.plan.inputs["order_value"]
    told = far_up(belief, Unit.MONEY, w).replace("$", "\\$")
    assert told
    assert f":material/trending_up: {told}" in [str(text.value) for text in visitor.at.caption]
    if language == "nl":
        assert not visitor.english()


def test_the_sentence_about_the_reach_is_in_the_numbers_of_the_range() -> None:
    """Lognormals: the 99th percentile of 10 to 200 is 677, the mean of 1 to 1,000 is 1,195."""
    assert [far_up(Range(10, 200), Unit.MONEY, w) for w in (NL, EN)] == [
        "1 op de 100 keer ligt dit boven €\u00a0680, 3,4 keer je hoog van €\u00a0200.",
        "1 time in 100 this is above €680, 3.4 times your high of €200.",
    ]
    assert [far_up(Range(1, 1_000), Unit.COUNT, w) for w in (NL, EN)] == [
        "Gemiddeld komt dit uit op 1.200, boven je hoog van 1.000: 1 op de 100 keer ligt het boven "
        "17.000.",
        "On average this comes to 1,200, above your high of 1,000: 1 time in 100 it is above "
        "17,000.",
    ]
    assert far_up(Range(10, 100), Unit.MONEY, EN) == ""


@EVERY
def test_nine_of_ten_becomes_eight_of_ten_in_one_click_and_back(language: str, visit: Any) -> None:
    visitor, w = visit(LOCALES[language]), words(language)
    visitor.open("about.visitors")
    assert "nine.take.visitors" not in {str(button.key) for button in visitor.at.button}
    visitor.type("low.visitors", "15.000")
    typed = visitor.plan.inputs["visitors"]
    became, exact = eight_of_ten(typed), from_nine_of_ten(typed)
    assert became is not None
    assert exact is not None
    assert (became.low, became.high) == pytest.approx((exact.low, exact.high), rel=1e-3)
    assert became.low == round(exact.low, -1)  # of 15 thousand, four figures
    ends = {end: w.short(getattr(became, end), 5) for end in ("low", "high")}
    assert visitor.at.button(key="nine.take.visitors").label == w("inputs.nine_take", **ends)
    first = visitor.first
    click(visitor, "nine.take.visitors")
    assert visitor.plan.inputs["visitors"] == became
    assert visitor.at.text_input(key="low.visitors").value == ends["low"]
    assert "nine.take.visitors" not in {str(button.key) for button in visitor.at.button}
    if language == "nl":
        assert not visitor.english()
    click(visitor, "nine.back.visitors")
    assert (visitor.plan.inputs["visitors"], visitor.first) == (typed, first)
    assert visitor.at.text_input(key="low.visitors").value == w.number(15_000)
