"""The seven questions, and the plan that they made and that was changed elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from sim.links.plan_link import encode
from sim.plan.beliefs import Exact
from sim.plan.file import example
from sim.plan.parameters import PATHS, Unit
from sim.play.engine import SEED
from tests.pages.start.asked import FACTS, key, page, say, shown, told
from tests.pages.visits import EN, LOCALES, NL


def test_a_number_that_was_refined_on_the_plan_page_survives_the_next_answer(visit: Any) -> None:
    visitor = say(page(visit), visitors="9000")
    visitor.at.switch_page("plan.py")
    visitor.run().open("group.audience")
    visitor.type("likely.target_share", "9")
    refined = visitor.plan.inputs["target_share"]
    visitor.opened.clear()
    visitor.at.switch_page("pages/start.py")
    visitor.run()
    assert visitor.box(key(visitor, "visitors")).value == "9000"
    visitor.pick("start.kind.0", "national")
    say(visitor, visitors="12000")
    assert visitor.plan.inputs["target_share"] == refined
    assert visitor.plan.inputs["visitors"].likely == 12_000
    assert visitor.plan.inputs["order_value"] == example("national").inputs["order_value"]


def refine(visitor: Any, group: str, **texts: str) -> Any:
    """Other numbers on the Plan page, and back to the questions."""
    visitor.at.switch_page("plan.py")
    visitor.run().open(f"group.{group}")
    for box, text in texts.items():
        visitor.type(box.replace("__", "."), text)
    visitor.opened.clear()
    visitor.at.switch_page("pages/start.py")
    return visitor.run()


@pytest.mark.parametrize("language", LOCALES)
def test_boxes_show_what_the_plan_says_after_it_was_refined(language: str, visit: Any) -> None:
    w = {"nl": NL, "en": EN}[language]
    visitor = refine(told(page(visit, language), FACTS), "audience", likely__visitors="12345")
    assert visitor.plan.inputs["visitors"].likely == 12_345
    shown_in_box = visitor.box(key(visitor, "visitors")).value
    assert w.parse(shown_in_box, Unit.COUNT) == 12_345
    assert w.counted("start.refined", 1, n="1") not in shown(visitor)
    refine(visitor, "audience", likely__target_share="9")
    assert w.counted("start.refined", 1, n="1") in shown(visitor)
    before = visitor.plan
    say(visitor, days="4")
    assert visitor.plan == before.with_(inputs={"days": Exact(4.0)})


def test_lines_of_costs_that_were_refined_stay_and_their_sum_stands_in_the_box(visit: Any) -> None:
    visitor = say(page(visit).pick("start.kind.0", "national"), costs="31,000", area="24")
    visitor.at.switch_page("plan.py")
    visitor.run().open("group.costs")
    lines = [one for one in visitor.plan.costs if one.stage is None]
    (rest,) = (at for at, one in enumerate(lines, start=1) if one.per == "fair")
    visitor.fill(rest, likely="20,000")
    refined = [one for one in visitor.plan.costs if one.stage is None]
    total = sum(one.amount.likely * one.size(visitor.plan.inputs) for one in refined)
    assert total != 31_000
    visitor.opened.clear()
    visitor.at.switch_page("pages/start.py")
    visitor.run()
    assert EN.parse(visitor.box(key(visitor, "costs")).value, Unit.MONEY) == round(total)
    assert EN.counted("start.of_lines", len(refined), n=str(len(refined))) in shown(visitor)
    say(visitor, visitors="9000", area="30")
    assert [one for one in visitor.plan.costs if one.stage is None] == refined
    say(visitor, costs="7,000")
    budget = [one for one in visitor.plan.costs if one.stage is None]
    assert sum(x.amount.likely * x.size(visitor.plan.inputs) for x in budget) == pytest.approx(7000)


def test_a_link_to_ones_own_plan_opens_the_questions_with_its_numbers(visit: Any) -> None:
    first = refine(told(page(visit), FACTS), "audience", likely__target_share="9")
    by_link = page(visit, s=encode(first.plan, SEED, "own"))
    assert by_link.plan == first.plan
    for box in ("visitors", "staff", "days", "area", "costs", "order_value", "margin"):
        unit = PATHS[box].unit if box in PATHS else Unit.MONEY
        typed = EN.parse(by_link.box(key(by_link, box)).value, unit)
        expected = NL.parse(FACTS[box], unit) if box != "margin" else 0.28
        assert typed == pytest.approx(expected)
    say(by_link, staff="4")
    assert by_link.plan == first.plan.with_(inputs={"staff": Exact(4.0)})


def test_a_link_to_another_plan_stays_beside_the_one_that_the_questions_make(visit: Any) -> None:
    other = example("national").with_(name="Autumn *fair*")
    visitor = page(visit, s=encode(other, SEED, ""))
    assert "You have Autumn" in shown(visitor)
    say(visitor, visitors="9000")
    assert "You have Autumn" not in shown(visitor)
    assert visitor.plan.inputs["visitors"].likely == 9000
    assert visitor.plan.name == EN.examples["fairs"]["own"]


def test_the_answer_is_that_of_the_boxes_after_another_plan_was_opened(visit: Any) -> None:
    visitor = told(page(visit), FACTS)
    mine = visitor.plan
    visitor.at.switch_page("plan.py")
    visitor.run()
    visitor.pick("plan_choice", "international")
    assert visitor.plan != mine
    visitor.at.switch_page("pages/start.py")
    visitor.run()
    assert visitor.plan == mine
