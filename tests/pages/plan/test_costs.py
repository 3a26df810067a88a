"""The table of costs on the page of the plan: what is typed there, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from sim import CostLine, Exact, dumps
from sim.plan.file import example
from sim.play.expected import best_guess
from tests.pages.visits import HOSTILE, NL, click


def test_an_edit_of_the_budget_changes_what_it_takes(visit: Any) -> None:
    visitor = visit().open("group.costs")
    lines = visitor.plan.costs
    visitor.fill(1, likely="50,000").fill(len(lines) + 1, label="x", likely="7")
    assert visitor.plan.costs == (CostLine(lines[0].label, Exact(50_000.0), "m2", lines[0].key),
                                  *lines[1:], CostLine("x", Exact(7.0), key="x"))  # fmt: skip
    before = visitor.plan
    for edit in ({"low": "9"}, {"label": ""}, {"likely": "-1"}, {"high": "many"}):
        ((part, text),) = edit.items()
        visitor.fill(1, **edit)
        assert len(visitor.errors) == 1
        assert visitor.plan == before
        assert "costs[" not in visitor.errors[0]
        assert visitor.line(1, part).value == text


def test_a_line_per_square_metre_brings_the_size_of_the_stand_along(visit: Any) -> None:
    visitor = visit().pick("plan_choice", "own").open("group.costs")
    before = visitor.plan
    assert "area" not in before.inputs
    visitor.fill(1, likely="100", per="m2")
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
    assert visitor.line(1, "likely").value == "1,200"


def test_a_line_per_person_stays_the_same_money_without_a_staff_limit(visit: Any) -> None:
    visitor = visit().open("group.costs", "group.team")
    visitor.fill(1, likely="100", per="person")
    staff = visitor.plan.inputs["staff"].likely
    visitor.at.toggle(key="limited").set_value(False)
    assert not visitor.run().errors
    assert visitor.plan.costs[0].amount == Exact(100.0 * staff)
    visitor.fill(1, per="person_day")
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
    visitor.fill(2, likely="achtduizend")
    assert visitor.errors == [
        "Kosten, regel 2, bedrag: achtduizend is geen getal; geef een bedrag vanaf 0"
    ]
    assert visitor.plan == before
    visitor.pick("language_choice", "en")
    (told,) = visitor.errors
    assert told.startswith("Costs, line 2, amount: achtduizend is not a number")
    assert visitor.line(2, "likely").value == "achtduizend"
    visitor.fill(2, likely="6,850.50")
    assert not visitor.errors
    assert visitor.plan.costs[1].amount == Exact(6850.5)


def test_a_row_that_was_just_begun_is_not_told_of_and_counts_once_it_is_whole(visit: Any) -> None:
    visitor = visit().open("group.costs")
    before, n = visitor.plan, len(visitor.plan.costs)
    visitor.fill(n + 1, label="Hotel")
    assert not visitor.errors
    assert visitor.plan == before
    visitor.fill(n + 2, label="Food", likely="70")
    told = f"Costs, line {n + 1}, amount: this is missing; give an amount from 0"
    assert visitor.errors == [told]
    assert visitor.plan.costs == (*before.costs, CostLine("Food", Exact(70.0), key="Food"))
    visitor.fill(n + 1, likely="300")
    assert not visitor.errors
    assert [line.label for line in visitor.plan.costs[n:]] == ["Hotel", "Food"]


def test_a_line_is_deleted_behind_its_click(visit: Any) -> None:
    visitor = visit().open("group.costs")
    before = visitor.plan.costs
    visitor.refine(2, "refine").refine(2, "delete")
    assert visitor.plan.costs == (before[0], *before[2:])
    assert visitor.line(2, "label").value == before[2].label
    visitor.fill(2, likely="12")
    assert visitor.plan.costs[1] == CostLine(
        before[2].label, Exact(12.0), before[2].per, before[2].key
    )


def test_a_line_that_was_emptied_is_gone(visit: Any) -> None:
    visitor = visit().open("group.costs")
    before = visitor.plan.costs
    visitor.fill(1, likely="")
    assert visitor.plan.costs == before
    visitor.fill(1, label="")
    assert not visitor.errors
    assert visitor.plan.costs == before[1:]


def test_the_boxes_follow_all_undone_another_plan_and_another_language(visit: Any) -> None:
    visitor = visit().open("group.costs")
    first = visitor.plan.costs[0]
    visitor.fill(1, likely="99", label="Ours").fill(2, likely="many")
    assert visitor.line(2, "likely").value == "many"
    visitor.pick("language_choice", "nl")
    assert [visitor.line(1, "label").value, visitor.line(2, "likely").value] == ["Ours", "many"]
    next(one for one in visitor.at.button if one.label == NL("plan.reset")).click()
    assert not visitor.run().errors
    assert visitor.line(1, "label").value == visitor.plan.costs[0].label
    assert visitor.plan.costs[0].key == first.key
    other = example("regional").with_(costs=(CostLine("Alles", Exact(1234.5)),))
    visitor.upload(dumps(other).encode())
    assert [visitor.line(1, part).value for part in ("label", "likely")] == ["Alles", "1.234,5"]


def test_under_the_table_stands_the_total_of_the_page(visit: Any) -> None:
    visitor = visit("nl-NL").open("group.costs")
    for text in ("50.000", "100"):
        visitor.fill(1, likely=text)
        guess = best_guess(visitor.plan)
        planned, _ = guess.planned(visitor.plan)
        (told,) = (one for one in visitor.texts() if "zoals begroot" in one)
        whole = NL.costs(guess.costs, visitor.plan.currency)
        assert f"**{whole}**" in told
        assert NL.costs(sum(planned), visitor.plan.currency) in told
        assert sum(whole in one for one in visitor.texts()) >= 2  # and in the table of shares


PASTED = "Wat\tBedrag\nStand\t16.000\nHotel\t300\nEten\tveel"


def pasted(visitor: Any, text: str) -> Any:
    (box,) = visitor.at.text_area
    box.set_value(text)
    return visitor.run()


def test_pasted_lines_are_asked_about_added_and_what_is_left_stays(visit: Any) -> None:
    visitor = click(visit("nl-NL").open("group.costs"), "paste.open.costs")
    before = visitor.plan.costs
    pasted(visitor, PASTED)
    assert visitor.plan.costs == before
    assert visitor.at.button(key="paste.add.costs").disabled
    (told,) = (str(one.value) for one in visitor.at.warning if "veel is geen getal" in one.value)
    assert told.startswith("Regel 4 (Eten veel)")
    (asked,) = (one for one in visitor.at.segmented_control if str(one.key).startswith("paste.m"))
    asked.set_value(",")
    visitor.run()
    click(visitor, "paste.add.costs")
    new = tuple(CostLine(x, Exact(y), key=x) for x, y in (("Stand", 16000.0), ("Hotel", 300.0)))
    assert visitor.plan.costs == (*before, *new)
    assert visitor.line(len(before) + 1, "likely").value == "16.000"
    assert visitor.at.text_area[0].value == "Eten\tveel"
    pasted(visitor, "Eten\t80,5")
    click(visitor, "paste.add.costs")
    assert visitor.plan.costs == (*before, *new, CostLine("Eten", Exact(80.5), key="Eten"))
    assert not visitor.at.text_area


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_paste_are_never_more_than_words(text: str, visit: Any) -> None:
    visitor = click(visit().open("group.costs"), "paste.open.costs")
    pasted(visitor, f"{text}\t12.5\n{text}\t{text}")
    click(visitor, "paste.add.costs")
    assert not visitor.at.exception
    assert visitor.plan.costs[-1] == CostLine(text, Exact(12.5), key=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_name_of_a_line_is_never_more_than_words(text: str, visit: Any) -> None:
    visitor = visit().open("group.costs").fill(1, label=text, low="1")
    assert visitor.plan.costs[0].label == text  # low without high does not count yet
    assert len(visitor.errors) == 1
    visitor.fill(1, low="")
    assert not visitor.errors
