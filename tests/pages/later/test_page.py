"""Deciding later through the app: what a visitor says of dates, and what that is worth."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sim import Scenario, example
from sim.later.dates import later
from sim.plan.choices.dates import FIRST_DAY, LAST_DAY, DecisionDate, FeeShare
from sim.play.enough import played
from tests.pages.visits import EN, NL, by_link, click, main
from ui.later.changes import SCALE, with_terms
from words.measured import amount

PLAN = example("international")
RENT = 120 * 300
NEXT_YEAR = date.today() + timedelta(days=365)


def dated(*dates: DecisionDate) -> Scenario:
    return PLAN.with_(decide=dates)


def at(fee: float, *known: str, months: int = 3) -> DecisionDate:
    return DecisionDate(fee, months_before=months, known=known)


def opened(visit: Any, plan: Scenario, language: str = "en") -> Any:
    """With the box of the dates open."""
    visitor = by_link(visit, "when", plan, language)
    visitor.at.session_state["when.later"] = True
    return visitor.run()


def test_without_dates_the_page_asks_for_them_in_one_sentence(visit: Any) -> None:
    told = main(by_link(visit, "when", PLAN))
    assert EN("when.later.none") in told


@pytest.mark.parametrize("w", [EN, NL], ids=["en", "nl"])
def test_the_page_tells_what_the_core_finds(w: Any, visit: Any) -> None:
    plan = dated(DecisionDate(900.0, NEXT_YEAR.isoformat(), known=("order_value",)))
    found = later(played(plan, detail=True))
    told = main(by_link(visit, "when", plan, w.code)).replace("\\", "")
    assert w("when.later.wait", worth=amount(found.worth, "EUR", w)) in told
    day = w("when.later.on", day=w.date(NEXT_YEAR))
    assert w("when.later.again", when=day, fee=w.money(900)) in told
    assert w("when.later.cancelled", n=w.of_hundred(found.dates[0].cancelled.value)) in told


def test_dates_without_news_are_said_to_be_worth_nothing(visit: Any) -> None:
    assert EN("when.later.no_news") in main(by_link(visit, "when", dated(at(100.0))))


def test_any_day_that_a_plan_may_have_stands_in_its_box(visit: Any) -> None:
    plan = dated(*(DecisionDate(5.0, day.isoformat()) for day in (FIRST_DAY, LAST_DAY)))
    visitor = opened(visit, plan)
    assert not visitor.errors
    boxes = [visitor.at.date_input(key=f"later.{n}.when").value for n in (0, 1)]
    assert boxes == [FIRST_DAY, LAST_DAY]


def test_a_day_that_is_over_counts_no_more(visit: Any) -> None:
    plan = dated(DecisionDate(5.0, "2020-01-01", known=("order_value",)))
    assert EN("when.later.over") in main(by_link(visit, "when", plan))


def test_the_terms_of_an_organiser_are_shares_of_the_rent(visit: Any) -> None:
    visitor = click(opened(visit, PLAN), "later.take")
    plan = visitor.plan
    assert [one.months_before for one in plan.decide] == [9, 6, 4, 2]
    money = [one.money(plan.costs, plan.inputs) for one in plan.decide]
    assert money == pytest.approx([share * RENT for _, share in SCALE])
    days = with_terms(PLAN, date(2027, 10, 1)).decide
    assert days[0].date == "2027-01-03"  # 271 days before


def test_what_is_typed_becomes_the_plan(visit: Any) -> None:
    visitor = opened(visit, dated(at(100.0)))
    visitor.at.text_input(key="later.0.fee").set_value("624")
    visitor.run()
    assert visitor.plan.decide[0].fee == 624
    visitor.at.multiselect(key="later.0.known").set_value(["order_value", "visitors"])
    visitor.run()
    assert visitor.plan.decide[0].paths == ("visitors", "order_value")
    visitor.at.selectbox(key="later.0.of").set_value("stand_space")
    visitor.at.text_input(key="later.0.fee").set_value("40")
    visitor.run()
    assert visitor.plan.decide[0].fee == FeeShare(0.4, "stand_space")
    visitor.at.number_input(key="later.0.when").set_value(5)
    visitor.run()
    assert visitor.plan.decide[0].months_before == 5


def test_what_cannot_be_read_stays_with_a_sentence_and_the_plan_as_it_was(visit: Any) -> None:
    before = dated(at(100.0), at(200.0, months=2))
    visitor = opened(visit, before)
    visitor.at.text_input(key="later.0.fee").set_value("much")
    visitor.run()
    assert visitor.plan == before
    assert visitor.at.text_input(key="later.0.fee").value == "much"
    assert [error.value for error in visitor.at.error]
    visitor.at.text_input(key="later.0.fee").set_value("50")
    visitor.at.number_input(key="later.0.when").set_value(2)
    visitor.run()
    assert visitor.plan == before  # two dates on one month
    (error,) = visitor.at.error
    assert EN("problems.same_moment", got="2") in error.value


def test_dates_come_and_go(visit: Any) -> None:
    visitor = click(opened(visit, PLAN), "later.add.months")
    visitor = click(visitor, "later.add.months")
    visitor = click(visitor, "later.add.today")
    assert [one.when for one in visitor.plan.decide] == ["today", 6, 5]
    visitor = click(visitor, "later.1.delete")
    assert [one.when for one in visitor.plan.decide] == ["today", 5]
    visitor = click(click(visitor, "later.0.delete"), "later.0.delete")
    assert visitor.plan == PLAN
    visitor = click(visitor, "later.add.day")
    assert visitor.plan.decide[0].date > date.today().isoformat()
