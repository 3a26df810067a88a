"""What the board of a year says of the money that may be spent."""

from __future__ import annotations

import pytest

from sim.links.year_presentation import YearBrief, brief_of
from sim.plan.parameters import exactly
from sim.year.answer import Weighed, weighed
from sim.year.choices import under_choices
from sim.year.sets import Sets
from tests.sim.year.fairs import eight, year_of
from ui.year.board import advised
from words.catalogue import words

Played = tuple[Weighed, dict[str, Sets]]


@pytest.fixture(scope="module")
def played() -> Played:
    rich = (plan.with_(inputs={"margin": exactly("margin", 0.8)}) for plan in eight()[:3])
    year = year_of(*rich)
    return weighed(year, trials=512), under_choices(year, trials=64)


def brief(played: Played, chosen: int, budget: float | None) -> YearBrief:
    return brief_of(*played, ["A", "B", "C"], chosen, budget, "EUR")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_other_choice_is_said_to_bring_more_but_for_the_money_that_it_was_looked_for(
    language: str, played: Played
) -> None:
    """Without a budget that is what the ticked fairs cost: a dearer set may well bring more."""
    found, w = played[0], words(language)
    for chosen in (0b001, 0b011):
        spent = w.costs(found.told(chosen).cost)
        told = advised(brief(played, chosen, None), w)
        assert w("year.board.none_money", budget=spent) in told
    told = advised(brief(played, 0, None), w)
    assert w("year.board.none_limitless") in told
    told = advised(brief(played, 0b001, 54_321.0), w)
    assert w("year.board.none_money", budget=w.costs(54_321.0)) in told
