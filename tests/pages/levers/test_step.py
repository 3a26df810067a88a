"""One step more, held against the core in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Measured
from sim.decide.levers import Worth, step_worth
from sim.plan.file import example
from tests.pages.levers.acted import REGIONAL, RUN, cells, close, page
from tests.pages.visits import EN, LOCALES, main
from words import actions as acting_words
from words.catalogue import words
from words.costs import cost_of_person


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", ["regional", "national"])
def test_every_step_is_worth_what_the_core_says(name: str, language: str, visit: Any) -> None:
    plan, w = example(name), words(language)
    cost = cost_of_person(plan)
    assert cost
    visitor = page(visit, plan, "step", language)
    found = step_worth(plan, cost_of_person=cost, **RUN)
    rows = cells(visitor, w("levers.step.what"))
    assert len(rows) == len(found) == 4
    for (step, profit, chance), worth in zip(rows, found, strict=True):
        assert step == w.capital(w(f"levers.step.names.{worth.step}"))
        assert acting_words.money_difference(worth.profit, plan, w) == profit
        if language == "en":
            assert close(profit, worth.profit)
        if abs(worth.chance.value) <= 2 * worth.chance.error:
            assert chance == w("levers.step.hardly")
        elif round(100 * worth.chance.value) == 0:
            assert chance == w("levers.step.little_more")
        else:
            assert chance == w("levers.step.more", n=round(100 * worth.chance.value))
    best = max(found, key=lambda worth: worth.profit.value)
    assert w(f"levers.step.names.{best.step}") in visitor.first
    assert w("levers.step.priced", cost=w.costs(cost, plan.currency)) in main(visitor)


def test_a_difference_that_may_be_chance_is_called_that() -> None:
    assert acting_words.money_difference(Measured(19.0, 10.0), REGIONAL, EN) == EN(
        "levers.step.hardly"
    )
    assert acting_words.money_difference(Measured(21.0, 10.0), REGIONAL, EN) == "+\u2060\u20ac20"
    assert acting_words.money_difference(Measured(0.0, 0.0), REGIONAL, EN) == EN(
        "levers.step.nothing"
    )
    told = {(0.031, 0.01): "more", (-0.031, 0.01): "fewer"}
    for (value, error), which in told.items():
        found = acting_words.more_of_hundred(Measured(value, error), EN)
        assert found == EN(f"levers.step.{which}", n=3)
    few = {0.004: "little_more", -0.004: "little_fewer"}
    for value, which in few.items():
        assert acting_words.more_of_hundred(Measured(value, 1e-4), EN) == EN(f"levers.step.{which}")
    assert acting_words.more_of_hundred(Measured(0.01, 0.01), EN) == EN("levers.step.hardly")


def test_two_steps_that_cannot_be_told_apart_share_the_first_sentence() -> None:
    chance = Measured(0.0, 0.0)
    steps = [Worth("staff", Measured(100.0, 10.0), chance),
             Worth("margin", Measured(110.0, 10.0), chance)]  # fmt: skip
    names = {"step": EN("levers.step.names.margin"), "other": EN("levers.step.names.staff")}
    told = acting_words.step_headline(steps, REGIONAL, EN)
    assert told == EN("levers.step.tie", profit="+\u2060\u20ac110", **names)
    assert acting_words.step_headline(steps[:1], REGIONAL, EN).startswith("Most comes from one")
    assert acting_words.step_headline([], REGIONAL, EN) == EN("levers.step.none")
