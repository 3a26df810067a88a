"""What a presentation link of a year keeps: its board, and nothing of its plans."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.links.presentation import from_content
from sim.links.year_presentation import YearBrief, brief_of, content
from sim.year.answer import weighed
from sim.year.choices import under_choices
from tests.sim.year.fairs import eight, year_of


@pytest.fixture(scope="module")
def brief() -> YearBrief:
    year = year_of(*eight()[:3])
    under = under_choices(year, trials=64)
    found = weighed(year, trials=512)
    return brief_of(found, under, ["A", "B", "C"], 1, 40_000.0, "EUR")


def test_without_a_budget_no_set_is_named_that_costs_more_than_what_was_chosen() -> None:
    year = year_of(*eight()[:3])
    under = under_choices(year, trials=64)
    found = weighed(year, trials=512)
    names = ["A", "B", "C"]
    costs = {}
    for chosen in (0, *(1 << at for at in range(3))):
        told = brief_of(found, under, names, chosen, None, "EUR")
        costs[chosen] = max(one.told.cost for one in told.advice.choices)
        if chosen:
            assert costs[chosen] <= found.told(chosen).cost
    assert costs[0] >= min(found.told(1 << at).cost for at in range(3))


def test_a_link_gives_back_the_board_that_it_kept(brief: YearBrief) -> None:
    again: Any = from_content(content(brief), "board")
    assert isinstance(again, YearBrief)
    assert content(again) == content(brief)
    assert (again.mark, again.advice, again.firm) == (brief.mark, brief.advice, brief.firm)


def test_no_plan_is_kept_with_it(brief: YearBrief) -> None:
    kept = content(brief)
    assert "margin" not in kept
    plans = eight()[:3]
    for plan in plans:
        assert plan.name not in kept
        assert str(plan.inputs["order_value"].likely) not in kept
    assert {*json.loads(kept)} == {"year"}


def test_other_names_have_the_same_mark_and_other_money_another(brief: YearBrief) -> None:
    told = json.loads(content(brief))
    told["year"]["rows"][0]["name"] = "Other"
    other: Any = from_content(json.dumps(told), "board")
    assert other.mark == brief.mark
    told["year"]["rows"][0]["cost"] += 1
    assert from_content(json.dumps(told), "board").mark != brief.mark  # type: ignore[union-attr]


@pytest.mark.parametrize("gone", ["advice", "rows", "firm", "levels", "middle"])
def test_a_board_that_is_not_whole_is_refused(gone: str, brief: YearBrief) -> None:
    told = json.loads(content(brief))
    del told["year"][gone]
    with pytest.raises((KeyError, TypeError, AttributeError)):
        from_content(json.dumps(told), "board")
