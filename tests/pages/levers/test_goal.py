"""What the goal takes, held against the core in both languages."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pytest

from sim import Measured, simulate
from sim.decide.actions import Backwards
from sim.decide.backwards import required
from sim.plan.file import example
from sim.plan.scenario import Goal
from tests.pages.levers.acted import REGIONAL, RUN, ask, cells, close, page
from tests.pages.visits import EN, LOCALES, main
from ui.questions import goal
from words.catalogue import words
from words.markdown import plain
from words.measured import count


@pytest.mark.parametrize("language", LOCALES)
def test_the_card_has_what_the_core_requires(language: str, visit: Any) -> None:
    visitor, w = page(visit, REGIONAL, "goal", language), words(language)
    ask(visitor, "levers.goal_wanted", 40)
    found = required(REGIONAL, chance=0.4, **RUN)
    assert found.counts is not None
    rows = cells(visitor, w("levers.card.what"))
    shown = [row[1].strip("*") for row in rows]
    stages = ("contacts", "followed_up", "calls", "visits", "quotes", "orders", "extra_orders")
    counts = [count(found.counts[stage], w) for stage in stages]
    a_day = [w.short(x) for x in (found.contacts_a_day, found.calls_a_day) if x]
    assert shown == [counts[0], a_day[0], counts[1], counts[2], a_day[1], *counts[3:]]
    if language == "en":
        for stage, text in zip(stages, counts, strict=True):
            assert close(text, found.counts[stage])
    contacts, orders = counts[0], counts[5]
    assert visitor.first == w("levers.goal.first", contacts=contacts, orders=orders, wanted=40)
    assert w("levers.goal.factor", factor=w.short(found.factor or 0)) in main(visitor)
    assert f"**{plain(visitor.plan.name)}**" in main(visitor)


def test_how_many_people_the_goal_takes_follows_from_the_day(visit: Any) -> None:
    found = required(REGIONAL, chance=0.7, **RUN)
    told = goal.by_whom(found, REGIONAL, EN)
    a_day, possible = found.contacts_a_day or 0, found.contacts_possible or 0
    assert possible == 18  # 6 hours, 3 contacts an hour
    assert f"{math.ceil(2 * a_day / possible)} people on the stand instead of 2" in told
    easy = replace(found, contacts_a_day=12.0)
    assert goal.by_whom(easy, REGIONAL, EN) == EN("levers.goal.enough", possible=18, a_day=12)


@pytest.mark.parametrize("language", LOCALES)
def test_a_goal_that_the_margin_does_not_allow_is_said_to_be_out_of_reach(
    language: str, visit: Any
) -> None:
    plan, w = example("national"), words(language)
    visitor = page(visit, plan, "goal", language)
    found = required(plan, chance=0.7, **RUN)
    assert found.counts is None
    assert visitor.first == w("levers.goal.margin_low", wanted=70)
    ceiling = w.of_hundred(found.ceiling.value)
    assert f"{ceiling} " in main(visitor)
    (most,) = re.findall(r"(?:at most|hoogstens) ([\d.,]+)", main(visitor))
    margin = float(most.replace(",", ".")) / 100
    assert (simulate(plan, **RUN)["margin"] >= margin).mean() >= 0.7
    assert plan.goal is not None
    lower = plan.with_(goal=Goal(plan.goal.revenue, margin))
    assert required(lower, chance=0.7, **RUN).ceiling.value >= 0.7


def test_a_goal_is_set_here_where_there_is_none(visit: Any) -> None:
    visitor = page(visit, REGIONAL.with_(goal=None), "goal")
    assert visitor.first == EN("levers.goal.none")
    visitor.at.text_input(key="goal.revenue").set_value("50,000")
    visitor.at.text_input(key="goal.margin").set_value("12")
    visitor.run()
    assert visitor.plan.goal == Goal(50_000, 0.12)
    assert visitor.first.startswith("It takes ")


def test_the_goal_says_why_it_cannot_be_reached() -> None:
    found = required(REGIONAL, chance=0.7, **RUN)
    none = replace(found, factor=None, counts=None, contacts_a_day=None, calls_a_day=None)
    cases = [
        (Measured(1.0, 0.0), 0.2, "rates"),
        (Measured(0.4, 0.0), 0.2, "margin_low"),
        (Measured(0.0, 0.0), 0.2, "margin_never"),
        (Measured(0.0, 0.0), 0.0, "margin_never"),
    ]
    for ceiling, margin, key in cases:
        first, why, today = goal.headline(
            Backwards(replace(none, ceiling=ceiling), margin), 70, REGIONAL, EN
        )
        assert first == EN(f"levers.goal.{key}", wanted=70)
        assert today.startswith("As planned, fewer than 5")
        assert ("20%" in why) == (margin > 0 and key != "rates")
    assert why == EN("levers.goal.margin_none")
