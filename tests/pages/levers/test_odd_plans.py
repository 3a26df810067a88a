"""Odd plans, hostile names and another language on the page of what can be done."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sim import CostLine, Exact
from sim.plan.document import from_document
from sim.plan.parameters import exactly
from tests.pages.levers.acted import EXACT, PARTS, REGIONAL, page
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, main
from tests.sim.made_up import ODD, certain_document
from words.catalogue import words
from words.markdown import plain

ODD_PLANS = {
    "no costs": REGIONAL.with_(costs=()),
    "no staff": REGIONAL.without_staff_limit(),
    "no goal": REGIONAL.with_(goal=None),
    "nobody comes": REGIONAL.with_(inputs={"visitors": Exact(0.0)}),
    "no margin": REGIONAL.with_(inputs={"margin": exactly("margin", 0.0)}),
    "no days": REGIONAL.with_(inputs={"days": Exact(0.0)}),
    "nobody on the stand": REGIONAL.with_(inputs={"staff": Exact(0.0)}),
    "costs per contact": REGIONAL.with_(costs=(CostLine("x", Exact(30.0), "contact"),)),
    "all exact": EXACT,
    "all certain": from_document(certain_document()),
    "enormous": REGIONAL.with_(inputs={"order_value": Exact(1e12)}),
    "odd": from_document(ODD),
    "dollars": REGIONAL.with_(currency="US$", hurdle=0.3),
}
SAID = {
    ("no costs", "number"): "number.free",
    ("no staff", "team"): "team.no_limit",
    ("no goal", "goal"): "goal.none",
    ("nobody comes", "step"): "step.none",
    ("nobody comes", "goal"): "goal.rates",
    ("no margin", "goal"): "goal.margin_never",
    ("no days", "team"): "goal.nobody",
}


@pytest.mark.thorough
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", ODD_PLANS)
def test_odd_plans_are_told_in_whole_sentences(name: str, language: str, visit: Any) -> None:
    w, visitor = words(language), page(visit, ODD_PLANS[name], "number", language)
    for part in PARTS:
        visitor.pick("levers.part", part)
        said = main(visitor)
        assert not re.search(r"\bnan\b|\binf\b|None|\{|\bnever\b|\bnooit\b", said.lower())
        if (name, part) in SAID:
            assert visitor.first == w(f"levers.{SAID[name, part]}")
        assert visitor.first.endswith(".")
        if language == "nl":
            assert not visitor.english()


def test_a_team_that_is_never_full_and_one_that_never_talks_have_nobody_to_choose(
    visit: Any,
) -> None:
    nobody = main(page(visit, ODD_PLANS["nobody comes"], "team"))
    assert EN("levers.triage.never_full") in nobody
    assert EN("levers.team.next_nothing") in nobody
    assert EN("levers.triage.nobody") in main(page(visit, ODD_PLANS["no days"], "team"))


def test_names_of_costs_harm_nothing(visit: Any) -> None:
    lines = tuple(CostLine(label, Exact(2000.0)) for label in HOSTILE)
    visitor = page(visit, REGIONAL.with_(costs=lines, hurdle=0.3, name=HOSTILE[1]), "number")
    visitor.open("levers.others")
    said = main(visitor)
    assert "<script>" not in said.replace("\\<script", "")
    assert "**x**" not in said
    assert f"**{plain(HOSTILE[1])}**" in main(visitor.pick("levers.part", "goal"))


@pytest.mark.parametrize("part", PARTS)
def test_the_dutch_page_holds_no_english(part: str, visit: Any) -> None:
    visitor = page(visit, REGIONAL.with_(hurdle=0.3), part, "nl")
    visitor.open("levers.others", "levers.points")
    assert not visitor.errors
    assert not visitor.english()


def test_the_part_that_is_open_stays_open_in_another_language(visit: Any) -> None:
    visitor = page(visit, REGIONAL, "step").pick("language_choice", "nl")
    assert visitor.first.startswith(NL("levers.step.first", step="", profit="")[:20])
