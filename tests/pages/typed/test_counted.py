"""What nobody has said counts nowhere: a count before both of its boxes are filled, and a goal."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Counted, Goal
from sim.links.plan_link import encode
from sim.plan.file import example
from sim.play.engine import SEED
from tests.pages.visits import LOCALES
from words.catalogue import words

EVERY = pytest.mark.parametrize("language", LOCALES)


@EVERY
def test_we_counted_begins_with_empty_boxes_and_counts_when_both_are_filled(
    language: str, visit: Any
) -> None:
    visitor, w = visit(LOCALES[language]), words(language)
    visitor.open("group.audience", "about.target_share")
    before, first = visitor.plan, visitor.first
    visitor.pick("kind.target_share", "counted")
    boxes = [visitor.at.text_input(key=f"{part}.target_share") for part in ("hits", "of")]
    assert [box.value for box in boxes] == ["", ""]
    visitor.type("hits.target_share", "12")
    assert (visitor.plan, visitor.first) == (before, first)
    assert w("inputs.counting") in [str(text.value) for text in visitor.at.caption]
    assert visitor.at.text_input(key="hits.target_share").value == "12"
    visitor.pick("language_choice", "en")
    assert visitor.at.text_input(key="hits.target_share").value == "12"
    assert not visitor.errors
    visitor.type("of.target_share", "1.500")
    assert visitor.plan.inputs["target_share"] == Counted(12, 1500)
    assert visitor.at.text_input(key="of.target_share").value == "1,500"
    assert not visitor.errors


@EVERY
def test_a_new_plan_has_no_goal_until_one_is_set(language: str, visit: Any) -> None:
    visitor, w = visit(LOCALES[language]).pick("plan_choice", "own"), words(language)
    visitor.open("group.goal")
    assert visitor.plan.goal is None
    joint = w("reasons.goal", revenue="|", margin="|", n="|").partition("|")[0]
    assert not any(joint in text for text in visitor.texts())
    visitor.type("goal.revenue", "100.000")
    assert not visitor.errors
    assert w("goal.half") in [str(text.value) for text in visitor.at.caption]
    visitor.type("goal.margin", "10")
    assert visitor.plan.goal == Goal(100_000, 0.1)
    assert any(joint in text for text in visitor.texts())


def test_a_link_to_a_new_plan_of_before_keeps_its_goal(visit: Any) -> None:
    plan = example("own").with_(goal=Goal(100_000, 0.1))
    assert visit("en-US", s=encode(plan, SEED, "own")).plan.goal == plan.goal
