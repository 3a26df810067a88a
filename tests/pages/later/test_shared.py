"""What others are shown: the board its advice, a customer what the maker of the link chose."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Exact, example, simulate
from sim.links.plan_link import encode
from sim.plan.choices.dates import DecisionDate, FeeShare
from sim.play.answer import summarised
from sim.play.enough import played
from sim.play.trials import TRIALS
from tests.pages.test_shared_pages import OURS, kept, page
from tests.pages.visits import EN, LOCALES
from words.catalogue import words


@pytest.mark.parametrize("language", LOCALES)
def test_a_customer_is_told_who_sends_it_what_comes_next_and_where_to_try_it(
    language: str, visit: Any
) -> None:
    w = words(language)
    maker = page(visit(LOCALES[language], s=encode(OURS, 5)), "share")
    maker.at.radio(key="audience").set_value("customer")
    maker.run()
    maker.at.text_input(key="letter.sender").set_value("Ann $1$ *Peeters*")
    maker.at.text_input(key="letter.next_step").set_value("Call me on Monday.")
    reader = page(visit(LOCALES[language], p=kept(maker, "customer")), "board")
    found = summarised(simulate(OURS, trials=TRIALS, seed=5))
    low, _, high = found.bands["contacts"][1:]
    assert reader.first == w("board.first_contacts", low=w.short(low), high=w.short(high))
    told = "\n".join(reader.texts()).replace("\\", "")
    extra = w("board.customer_orders", n=w.of_hundred(1 - found.chance_no_orders.value))
    assert extra in told
    assert w("board.customer_from", sender="Ann $1$ *Peeters*") in told
    assert "Call me on Monday." in told
    (link,) = reader.at.get("page_link")
    assert link.proto.page == "start"
    assert "s=" not in str(link.proto.query_string)
    assert reader.at.title[0].value == "Our own fair"


@pytest.mark.parametrize("told", ["none", "tens", "exact"])
def test_the_maker_chooses_how_the_chance_is_told_and_reads_what_can_be_concluded(
    told: str, visit: Any
) -> None:
    maker = page(visit("en-US", s=encode(OURS, 5)), "share")
    maker.at.radio(key="audience").set_value("customer")
    maker.run()
    maker.at.radio(key="letter.chance").set_value(told)
    maker.run()
    captions = [caption.value for caption in maker.at.caption]
    assert EN(f"share.letter.concluded.{told}") in captions
    offered = maker.at.selectbox(key="letter.first").options
    assert (EN("share.letter.firsts.chance") in offered) == (told != "none")
    reader = page(visit("en-US", p=kept(maker, "customer")), "board")
    chance = summarised(played(OURS, seed=5)).chance.value
    covers = EN.of_hundred(chance)
    sentences = {
        "exact": EN("answer.first", covers=covers, loses=EN.of_hundred(1 - chance)),
        "tens": EN("board.customer_tens", n=10 * round(10 * chance)),
    }
    shown = "\n".join(reader.texts())
    assert [key for key, one in sentences.items() if one in shown] == [told] * (told != "none")


@pytest.mark.parametrize("language", LOCALES)
def test_an_advice_to_go_though_most_fairs_lose_says_that_both_are_true(
    language: str, visit: Any
) -> None:
    w, plan = words(language), example("regional")
    for value, seldom in ((16_000.0, True), (60_000.0, False)):
        worth = Exact(value, plan.inputs["order_value"].scale)
        richer = plan.with_(inputs={"order_value": worth}, costs=plan.costs[:5])
        found = summarised(played(richer))
        assert found.bands["profit"][0] > 0
        assert (found.chance.value < 0.5) is seldom
        told = "\n".join(page(visit(LOCALES[language], s=encode(richer, 1)), "board").texts())
        assert w("board.advice.go_mean", mean=w.signed(found.bands["profit"][0], "EUR")) in told
        said = w("research.but_chance", lost=w.of_hundred(1 - found.chance.value))
        assert (said in told) is seldom


@pytest.mark.parametrize("language", LOCALES)
def test_the_board_is_advised_in_the_companys_own_terms(language: str, visit: Any) -> None:
    w = words(language)
    for hurdle, what in ((0.01, "go_hurdle"), (0.99, "not_hurdle"), (None, "not_mean")):
        plan = example("regional").with_(hurdle=hurdle, name="Ours")
        found = summarised(played(plan))
        visitor = page(visit(LOCALES[language], s=encode(plan, 1)), "board")
        told = "\n".join(visitor.texts())
        n, mean = w.of_hundred(found.chance.value), w.signed(found.bands["profit"][0], "EUR")
        line = w(f"board.advice.{what}", n=n, mean=mean, hurdle=round(100 * (hurdle or 0)))
        assert f"**{line}**" in told
        this = w("board.advice.option", name=w("board.advice.this"), n=n, mean=mean)
        assert this in told
        assert w("board.advice.home", money=w.signed(0.0, "EUR")) in told


def test_the_board_says_when_to_decide_again_and_what_cancelling_costs_then(visit: Any) -> None:
    date = DecisionDate(FeeShare(0.4, "stand_space"), "2099-03-01", known=("order_value",))
    plan = example("international").with_(decide=(date,), name="Ours")
    visitor = page(visit("en-US", s=encode(plan, 1)), "board")
    again = "Decide again on 1 March 2099: cancelling then costs €14,400."
    assert again in "\n".join(visitor.texts())
    reader = page(visit("en-US", p=kept(visitor, "board")), "board")
    assert again in "\n".join(reader.texts())
