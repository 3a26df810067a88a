"""A number a hundred or a thousand times away is asked about at its box; it counts as typed until
the visitor says otherwise, and what only follows from it waits."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Goal
from sim.actuals.record import Record
from sim.plan.parameters import Unit
from store import Fairs
from tests.pages.evaluated import EARLY, FAIR_DAY, PLAN, kept, page
from tests.pages.visits import LOCALES, click
from ui.actuals import held
from words.catalogue import Words, words

MONEY = Unit.MONEY
EVERY = pytest.mark.parametrize("language", LOCALES)


def asked(visitor: Any, place: str, w: Words, **told: str) -> bool:
    """Whether the question stands there, with a button for each answer."""
    keys = {str(button.key) for button in visitor.at.button}
    both = {f"doubt.take.{place}", f"doubt.keep.{place}"}
    assert both <= keys or not both & keys
    kind = "doubt_planned" if "planned" in told else "doubt" if "before" in told else "doubt_new"
    told["before"] = told.pop("planned", told.get("before", ""))
    sentence = w(f"inputs.{kind}", **told)
    assert both.isdisjoint(keys) or sentence in [str(text.value) for text in visitor.at.markdown]
    return both <= keys


@EVERY
def test_hints_that_only_follow_from_a_number_in_doubt_wait_until_it_is_settled(
    language: str, visit: Any
) -> None:
    visitor, w = visit(LOCALES[language]), words(language)
    before = [str(hint.value) for hint in visitor.at.warning]
    visitor.type("likely.visitors", "16")
    told = {"typed": "16", "meant": w.number(16_000), "before": w.number(18_000)}
    assert asked(visitor, "visitors", w, **told)
    assert [str(hint.value) for hint in visitor.at.warning] == before
    click(visitor, "doubt.keep.visitors")
    assert len(visitor.at.warning) > len(before)  # now they are about what the visitor means
    assert not asked(visitor, "visitors", w, **told)


@EVERY
def test_a_share_typed_as_a_fraction_is_asked_about_with_one_click(
    language: str, visit: Any
) -> None:
    visitor, w = visit(LOCALES[language]).open("group.value"), words(language)
    visitor.type("likely.margin", "0.06")
    told = {"typed": w.percent(0.0006), "meant": w.percent(0.06), "before": w.percent(0.3)}
    assert asked(visitor, "margin", w, **told)
    click(visitor, "doubt.take.margin")
    assert visitor.plan.inputs["margin"].likely == 0.06


@EVERY
def test_the_goal_is_asked_about_against_the_goal_of_before(language: str, visit: Any) -> None:
    visitor, w = visit(LOCALES[language]).open("group.goal"), words(language)
    visitor.type("goal.revenue", "120")
    told = {"typed": "120", "meant": w.number(120_000), "before": w.number(100_000)}
    assert asked(visitor, "goal", w, **told)
    assert visitor.plan.goal == Goal(120, 0.1)
    visitor.type("goal.revenue", "121")  # held against the goal of before, not the doubtful one
    assert asked(visitor, "goal", w, **told | {"typed": "121", "meant": w.number(121_000)})
    click(visitor, "doubt.take.goal")
    assert visitor.plan.goal == Goal(121_000, 0.1)
    assert visitor.at.text_input(key="goal.revenue").value == w.number(121_000)
    visitor.type("goal.margin", "0,06")
    told = {"typed": w.percent(0.0006), "meant": w.percent(0.06), "before": w.percent(0.1)}
    assert asked(visitor, "goal", w, **told)
    click(visitor, "doubt.keep.goal")
    assert visitor.plan.goal == Goal(121_000, 0.0006)
    assert not asked(visitor, "goal", w, **told)
    if language == "nl":
        assert not visitor.english()


@EVERY
def test_a_margin_of_a_first_goal_is_asked_about_though_nothing_stood_there(
    language: str, visit: Any
) -> None:
    visitor, w = visit(LOCALES[language]).open("group.goal"), words(language)
    visitor.type("goal.revenue", "").at.text_input(key="goal.margin").set_value("")
    visitor.run()
    assert visitor.plan.goal is None
    visitor.at.text_input(key="goal.margin").set_value("0.2")
    visitor.type("goal.revenue", "16")
    told = {"typed": w.percent(0.002), "meant": w.percent(0.2)}
    assert asked(visitor, "goal", w, **told)
    click(visitor, "doubt.take.goal")
    assert visitor.plan.goal == Goal(16, 0.2)


def evaluating(visit: Any, fairs: Fairs, language: str) -> tuple[Any, Any]:
    """A visitor who fills in what came of a fair, and what is known of a figure."""
    id = kept(fairs, EARLY)
    visitor = page(visit, id, language)
    visitor.open("evaluate.audience", "evaluate.costs", "evaluate.orders")

    def said(key: str) -> Any:
        record = visitor.kept(held.HELD)[id].record
        return record.said()[key][0]

    return visitor, said


@EVERY
def test_a_figure_is_asked_about_against_what_stood_there_or_against_the_budget(
    language: str, visit: Any, fairs: Fairs
) -> None:
    (visitor, said), w = evaluating(visit, fairs, language), words(language)
    visitor.type("figure.visitors", "16")
    told = {"typed": "16", "meant": w.number(16_000)}
    assert asked(visitor, "figure.visitors", w, **told, before=w.number(16_000))
    assert said("visitors") == 16
    click(visitor, "doubt.take.figure.visitors")
    assert said("visitors") == 16_000
    assert visitor.box("figure.visitors").value == w.number(16_000)

    budget = PLAN.costs[0].amount.likely * PLAN.costs[0].size(PLAN.inputs)
    visitor.type("figure.costs.0", w.typed(budget / 1000, MONEY))
    told = {"typed": w.typed(budget / 1000, MONEY), "meant": w.typed(budget, MONEY)}
    assert asked(visitor, "figure.costs.0", w, **told, planned=w.typed(budget, MONEY))
    click(visitor, "doubt.keep.figure.costs.0")
    assert said("costs.0") == budget / 1000
    assert not asked(visitor, "figure.costs.0", w, **told)
    assert not visitor.errors


@EVERY
def test_each_value_of_an_order_and_the_margin_are_asked_about_against_the_plan(
    language: str, visit: Any, fairs: Fairs
) -> None:
    (visitor, said), w = evaluating(visit, fairs, language), words(language)
    visitor.type("figure.values", "11.000\n12")
    value = PLAN.inputs["order_value"].likely
    told = {"typed": "12", "meant": w.number(12_000), "planned": w.typed(value, MONEY)}
    assert asked(visitor, "figure.values", w, **told)
    click(visitor, "doubt.take.figure.values")
    assert said("values") == (11_000, 12_000)

    visitor.type("figure.margin", "0.11")
    told = {"typed": w.percent(0.0011), "meant": w.percent(0.11), "planned": w.percent(0.3)}
    assert asked(visitor, "figure.margin", w, **told)
    click(visitor, "doubt.take.figure.margin")
    assert said("margin") == pytest.approx(0.11)
    assert not visitor.errors
    if language == "nl":
        assert not visitor.english()


def test_small_counts_that_grow_are_not_asked_about(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, Record(FAIR_DAY))
    visitor = page(visit, id)
    for text in ("1", "40", "290"):
        visitor.type("figure.contacts", text)
        keys = {str(button.key) for button in visitor.at.button}
        assert not {key for key in keys if key.startswith("doubt.")}
