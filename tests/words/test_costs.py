"""The table of costs is the same on the page and on paper."""

from __future__ import annotations

import pytest

from sim import CostLine, Exact, Scenario, example
from sim.plan.file import EXAMPLES
from sim.play.expected import best_guess
from words.catalogue import words
from words.costs import (
    HOUR,
    CostRow,
    grows_with_area,
    likely_costs,
    of_own_people,
    reckoned,
    without_one,
)
from words.languages import LANGUAGES


def rows(plan: Scenario, code: str = "en", most: int | None = None) -> list[CostRow]:
    return list(likely_costs(plan, best_guess(plan), words(code), most))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_line_stands_as_it_was_budgeted_and_the_overrun_apart(name: str, code: str) -> None:
    plan = example(name)
    *lines, overrun, total = rows(plan, code)
    w = words(code)
    times = {"fair": 1.0, "m2": plan.inputs["area"].likely}
    named = {"fair": "", "m2": w("costs.per_unit", per=w("per.m2"))}
    budget = [
        (named[line.per], line.amount.likely * times[line.per])
        for line in plan.costs
        if line.per in times
    ]
    shown = [(row.per, row.amount) for row in lines if row.per in named.values()]
    assert [per for per, _ in shown] == [per for per, _ in budget]
    money = [amount for _, amount in budget]
    assert [amount for _, amount in shown] == pytest.approx(money)
    assert len(budget) == len(plan.costs) - 1  # all but what is paid for a visit
    over = plan.inputs["cost_overrun"].likely - 1
    assert overrun.amount == pytest.approx(over * sum(money))
    assert overrun.label == w("costs.overrun", share=w.percent(over))
    assert total.amount == pytest.approx(sum(row.amount for row in (*lines, overrun)))
    assert [row.label for row in lines if row.typed] == [line.label for line in plan.costs]


def test_a_plan_that_keeps_to_its_budget_has_no_line_for_an_overrun() -> None:
    plan = example("regional")
    plan = plan.with_(inputs={"cost_overrun": Exact(1.0, plan.inputs["cost_overrun"].scale)})
    assert len(rows(plan)) == len(plan.costs) + 1


def test_what_costs_nothing_has_no_share_of_nothing() -> None:
    plan = example("regional").with_(costs=(CostLine("Stand", Exact(0.0)),))
    assert [row.part(words("en")) for row in rows(plan)] == ["", ""]


def test_the_smallest_lines_go_together_where_there_is_room_for_few() -> None:
    plan = example("international")
    most = 4
    *lines, _, total = rows(plan, most=most)
    assert len(lines) == most < len(plan.costs)
    assert [row.amount for row in lines[:-1]] == sorted(
        (row.amount for row in rows(plan)[: len(plan.costs)]), reverse=True
    )[: most - 1]
    assert total == rows(plan)[-1]
    assert not lines[-1].typed


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_line_of_several_says_how_many_they_are(code: str) -> None:
    plan, most = example("international"), 4
    *lines, _, _ = rows(plan, code, most)
    alone = sum(line.typed for line in lines)
    assert lines[-1].label == words(code)("reports.more_lines", n=len(plan.costs) - alone)


@pytest.mark.parametrize(
    ("label", "own"),
    [("Own staff at the fair, 48 h", True), ("STAND STAFF", True), ("Hotel, 15 nights", True),
     ("Eigen mensen op de beurs, 48 uur", True), ("Reiskosten", True), ("Verblijf", True),
     ("Own stand", False), ("Eigen stand", False), ("Hotels", False), ("Travelling", False),
     ("Onderreis", False), ("Sales visit after the fair", False), ("", False)],
)  # fmt: skip
def test_a_line_for_own_people_is_recognised_in_every_language(label: str, own: bool) -> None:
    assert of_own_people(label) == own


@pytest.mark.parametrize(
    ("label", "grows"),
    [("Stand space, 24 m²", True), ("STANDBOUW", True), ("Standhuur hal 3", True),
     ("Modular stand, a fifth of its price", True), ("Kale grond 24 m2", True),
     ("Stand staff", False), ("Standpersoneel", False), ("Catering", False),
     ("Eigen mensen op de stand", False), ("Understand buildings", False), ("", False)],
)  # fmt: skip
def test_a_line_for_the_space_or_the_stand_on_it_is_recognised_in_every_language(
    label: str, grows: bool
) -> None:
    assert grows_with_area(label) == grows


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_by_which_words(code: str) -> None:
    for what, recognised in (("own_people", of_own_people), ("grows_with_area", grows_with_area)):
        texts = words(code).examples["recognised"][what]
        assert texts
        assert all(recognised(text.replace("*", "")) for text in texts)


def test_one_more_person_is_reckoned_by_the_lines_for_people_or_else_at_their_hours() -> None:
    plan = example("national")
    team = {"staff": Exact(4.0), "days": Exact(3.0), "hours_per_day": Exact(6.0)}
    wages, space = CostLine("Own staff", Exact(3_000.0)), CostLine("Space", Exact(8_000.0))
    paid, silent = (plan.with_(inputs=team, costs=each) for each in ((wages, space), (space,)))
    assert reckoned(paid).cost == 3_000 / 4
    assert reckoned(paid).lines == ("Own staff",)
    assert reckoned(silent).cost == HOUR * 18
    per_person = CostLine("Hotel", Exact(400.0), "person")
    assert reckoned(silent.with_(costs=(space, per_person))).cost == 0  # the budget pays it already
    fewer = without_one(paid)
    assert fewer is not None
    assert [line.amount.likely for line in fewer.costs] == [2_250, 8_000]
