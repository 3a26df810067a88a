"""The table of costs on the page of the plan: what is typed there, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from sim import CostLine, Exact
from sim.play.expected import best_guess
from tests.pages.visits import click


def test_an_edit_of_the_budget_changes_what_it_takes(visit: Any) -> None:
    visitor = visit().open("group.costs")
    lines = visitor.plan.costs
    visitor.edit(
        edited_rows={"0": {"likely": "50,000"}}, added_rows=[{"label": "x", "likely": "7"}]
    )
    assert visitor.plan.costs == (CostLine(lines[0].label, Exact(50_000.0), key=lines[0].key),
                                  *lines[1:], CostLine("x", Exact(7.0)))  # fmt: skip
    before = visitor.plan
    for edit in ({"low": "9"}, {"label": None}, {"likely": "-1"}, {"high": "many"}):
        visitor.edit(edited_rows={"0": edit})
        assert len(visitor.errors) == 1
        assert visitor.plan == before
        assert "costs[" not in visitor.errors[0]


def test_a_line_per_square_metre_brings_the_size_of_the_stand_along(visit: Any) -> None:
    visitor = visit().open("group.costs")
    before = visitor.plan
    assert "area" not in before.inputs
    visitor.edit(edited_rows={"0": {"likely": "100", "per": "m2"}})
    assert not visitor.errors
    assert visitor.plan.costs[0].per == "m2"
    visitor.type("likely.area", "24")
    assert not visitor.errors
    assert visitor.plan.inputs["area"] == Exact(24.0)
    assert visitor.plan.yours == before.yours | {"area"}
    whole = best_guess(visitor.plan).costs_by_line[0]
    visitor.type("likely.area", "12")
    assert best_guess(visitor.plan).costs_by_line[0] == pytest.approx(whole / 2)
    click(visitor.open("about.area"), "leave_out.area")
    assert not visitor.errors
    assert (visitor.plan.costs[0].per, visitor.plan.costs[0].amount) == ("fair", Exact(1200.0))
    assert visitor.at.data_editor[0].value["likely"][0] == "1,200"


def test_a_line_per_person_stays_the_same_money_without_a_staff_limit(visit: Any) -> None:
    visitor = visit().open("group.costs", "group.team")
    visitor.edit(edited_rows={"0": {"likely": "100", "per": "person"}})
    staff = visitor.plan.inputs["staff"].likely
    visitor.at.toggle(key="limited").set_value(False)
    assert not visitor.run().errors
    assert visitor.plan.costs[0].amount == Exact(100.0 * staff)
    visitor.edit(edited_rows={"0": {"per": "person_day"}})
    assert visitor.errors == [
        "Costs, line 1, per what: this needs the number of people on the stand, which is missing"
    ]


def test_how_much_the_cost_lines_move_together_is_a_slider(visit: Any) -> None:
    visitor = visit().open("group.how")
    before = visitor.plan
    (slider,) = (one for one in visitor.at.slider if one.key == "cost_dependence")
    assert slider.value == 0
    slider.set_value(0.6)
    assert visitor.run().plan == before.with_(cost_dependence=0.6)
    assert not visitor.errors


def test_what_cannot_be_read_in_the_table_of_costs_stays_and_names_its_line(visit: Any) -> None:
    visitor = visit("nl-NL").open("group.costs")
    before = visitor.plan
    visitor.edit(edited_rows={"1": {"likely": "achtduizend"}})
    assert visitor.errors == [
        "Kosten, regel 2, bedrag: achtduizend is geen getal; geef een bedrag vanaf 0"
    ]
    assert visitor.plan == before
    visitor.pick("language_choice", "en")
    (told,) = visitor.errors
    assert told.startswith("Costs, line 2, amount: achtduizend is not a number")
    assert visitor.at.data_editor[0].value["likely"][1] == "achtduizend"
    visitor.edit(edited_rows={"1": {"likely": "6,850.50"}})
    assert not visitor.errors
    assert visitor.plan.costs[1].amount == Exact(6850.5)
