"""What has to change, held against the core in both languages."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pytest

from pictures import actions as acting_charts
from sim import Exact, Income, Measured, Range
from sim.decide.actions import Levers
from sim.decide.dials import bounds_of
from sim.decide.levers import Needed, all_needed, needed
from sim.plan.parameters import exactly
from sim.play.enough import played
from tests.pages.levers.acted import EXACT, REGIONAL, RUN, ask, buttons, close, heads, page
from tests.pages.visits import EN, LOCALES, click, main
from ui.questions import levers
from ui.visit import state
from words import actions as acting_words
from words.catalogue import words
from words.costs import reckoned


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(("name", "n"), [("regional", 30), ("exact", 90)])
def test_the_nearest_number_is_the_first_sentence_and_every_row_is_the_cores(
    name: str, n: int, language: str, visit: Any
) -> None:
    plan, w = EXACT if name == "exact" else REGIONAL, words(language)
    visitor = ask(page(visit, plan, "number", language), "levers.wanted", n)
    visitor.open("levers.others")
    found = all_needed(plan, chance=n / 100, **RUN)
    able = [one for one in found if one.within(bounds_of(plan))]
    assert not found[0].reached
    assert any(acting_words.name(able[0].lever, plan, w) in head for head in heads(visitor))
    for one in able:
        row = acting_words.row(one, plan, w)
        assert row in [str(text.value) for text in visitor.at.markdown]
        assert one.likely is not None
        if language == "en":
            needed = re.search(r"needed \*\*(.*?)\*\*", row)
            assert needed is not None
            scale = 100 if "%" in needed[1] else 1
            assert close(needed[1], Measured(scale * one.likely.value, scale * one.likely.error))
    said = main(visitor)
    assert f"{w.of_hundred(found[0].today.value)} " in said
    (_, rows), *_ = visitor.chart()
    marks = rows[rows["kind"] == "mark"]
    assert len(marks) == min(len(able), levers.SHOWN)
    assert set(marks["state"]) == {"needed"}
    assert buttons(visitor) == [
        w("levers.number.set", needed=acting_words.simulated(one.lever, one.likely, plan, w))
        for one in able
        if one.likely
    ]


def test_the_picture_has_today_and_the_needed_value_on_a_scale_from_zero() -> None:
    now = Range(10.0, 40.0, 20.0)
    today, likely = Measured(0.2, 0.01), Measured(50.0, 1.0)
    one = Needed("order_value", 0.7, today, now, likely, now.moved(50.0), 2.0)
    fixed = replace(one, lever="costs.0", now=Exact(100.0))
    frame = acting_charts.levers_frame([(one, "a", "b"), (fixed, "c", "d")])
    first, second = (frame[frame["order"] == order].set_index("kind") for order in (0, 1))
    assert list(first.loc["band", ["x", "x2"]]) == [0.2, 0.8]
    assert first.loc["now", "x"] == 0.4
    assert first.loc["mark", "x"] == 1.0
    assert "band" not in second.index
    assert second.loc["mark", "x"] == 0.5
    assert set(frame["text"].dropna()) == {"a", "b", "c", "d"}


@pytest.mark.parametrize("language", LOCALES)
def test_where_no_number_is_enough_the_page_says_so_and_offers_less(
    language: str, visit: Any
) -> None:
    visitor, w = page(visit, REGIONAL, "number", language), words(language)
    result = played(REGIONAL, **RUN)
    assert w("levers.number.none", wanted=70) in main(visitor)
    n = w.of_hundred(result.chance_no_orders.value)
    assert w("levers.number.no_orders", n=n) in main(visitor)
    assert visitor.chart() == []
    less = 10 * (math.floor(10 * result.chance_covering_costs.value) + 1)
    assert buttons(visitor) == [w("levers.number.ask", n=less)]
    click(visitor, "levers.ask")
    assert visitor.at.number_input(key="levers.wanted").value == less
    assert w("levers.number.none", wanted=70) not in main(visitor)


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_that_is_good_enough_says_how_much_worse_each_number_may_become(
    language: str, visit: Any
) -> None:
    visitor, w = page(visit, EXACT, "number", language), words(language)
    found = all_needed(EXACT, chance=0.7, **RUN)
    assert found[0].reached
    today = w.of_hundred(found[0].today.value)
    assert heads(visitor)[0] == w("levers.number.reached", today=today, wanted=70)
    assert acting_words.row(found[0], EXACT, w) in main(visitor)
    assert not buttons(visitor)
    ((_, rows),) = visitor.chart()
    assert set(rows[rows["kind"] == "mark"]["state"]) == {"worse"}


def test_the_number_asked_for_starts_from_the_hurdle_and_is_kept_for_the_visit(visit: Any) -> None:
    visitor = page(visit, REGIONAL.with_(hurdle=0.25), "number")
    assert visitor.at.number_input(key="levers.wanted").value == 25
    ask(visitor, "levers.wanted", 35)
    visitor.at.switch_page("pages/when.py")
    visitor.run()
    visitor.at.switch_page("pages/levers.py")
    visitor.run()
    assert visitor.at.number_input(key="levers.wanted").value == 35
    assert EN("levers.number.none_beyond", today="@", wanted=35).split("@")[1] in main(visitor)


def test_what_goes_too_far_is_not_offered_until_somebody_allows_it(visit: Any) -> None:
    """A stand that costs 45 % less is another stand: 30 % may be saved, unless one says more."""
    visitor = ask(page(visit, EXACT, "number"), "levers.wanted", 90)

    def offered() -> list[str]:
        keys = [str(one.key) for one in visitor.at.button]
        return [key for key in keys if key.startswith("levers.set.costs.")]

    assert not offered()
    assert "Costs" in main(visitor).split("go further than")[1]
    ask(visitor, "levers.saved", 60)
    assert offered()


def test_an_uncertain_number_is_offered_as_far_as_somebody_allows(visit: Any) -> None:
    found = all_needed(REGIONAL, chance=0.3, people=reckoned(REGIONAL), **RUN)
    (far,) = (one for one in found if one.lever == "order_share.decision")
    assert bounds_of(REGIONAL).beyond < far.distance < 20
    visitor = ask(page(visit, REGIONAL, "number"), "levers.wanted", 30)

    def offered() -> bool:
        return "levers.set.order_share.decision" in [one.key for one in visitor.at.button]

    assert not offered()
    ask(visitor, "levers.far", math.ceil(far.distance))
    assert offered()


@pytest.mark.thorough
@pytest.mark.parametrize("lever", ["order_value", "order_share.decision"])
def test_a_number_is_put_into_the_plan_by_one_click_and_back_by_another(
    lever: str, visit: Any
) -> None:
    plan = REGIONAL.with_(hurdle=0.24, evidence={**REGIONAL.evidence, "order_value": "benchmark"})
    visitor = page(visit, plan, "number").open("levers.others")
    before = visitor.plan
    one = needed(plan, lever, chance=0.24, **RUN)
    click(visitor, f"levers.set.{lever}")
    after = visitor.plan
    assert after.inputs[lever] == one.belief
    assert after.evidence_for(lever) == "guess"
    assert lever in after.yours
    chance = played(after, **RUN).chance_covering_costs
    assert chance.value >= 0.24 - 2 * chance.error
    today = EN.of_hundred(chance.value)
    assert heads(visitor)[0] == EN("levers.number.reached", today=today, wanted=24)
    click(visitor, "levers.back")
    assert visitor.plan == before
    assert "levers.back" not in [one.key for one in visitor.at.button]


def test_the_way_back_pressed_twice_goes_back_once(screen: Any) -> None:
    before, lever = state.plan(), "staff"
    levers._take(lever, before.inputs[lever], Exact(before.inputs[lever].likely + 1))
    assert state.plan() != before
    for _ in range(2):
        levers._back()
        assert state.plan() == before


def test_what_was_put_into_the_plan_is_not_put_back_over_a_later_change(visit: Any) -> None:
    visitor = page(visit, REGIONAL.with_(hurdle=0.24), "number")
    click(visitor, "levers.set.order_value")
    visitor.at.switch_page("plan.py")
    visitor.run().open("group.value").type("likely.order_value", "17000")
    visitor.at.switch_page("pages/levers.py")
    visitor.run()
    assert "levers.back" not in [one.key for one in visitor.at.button]
    assert visitor.plan.inputs["order_value"].likely == 17_000


@pytest.mark.parametrize(
    ("now", "likely", "distance", "told"),
    [
        (Range(10.0, 40.0, 20.0), 39.0, 0.97, "inside"),
        (Range(10.0, 40.0, 20.0), 50.0, 1.3, "just"),
        (Range(10.0, 40.0, 20.0), 90.0, 2.2, "beyond"),
    ],
)
def test_how_far_is_told_against_todays_range(
    now: Range, likely: float, distance: float, told: str
) -> None:
    belief = now.moved(likely)
    one = Needed(
        "order_value", 0.7, Measured(0.2, 0.0), now, Measured(likely, 1.0), belief, distance
    )
    assert acting_words.far(one, EN) == EN(f"levers.far.{told}")


def test_an_exact_number_is_so_much_more_or_less_than_today() -> None:
    one = Needed("staff", 0.7, Measured(0.2, 0.0), Exact(4.0), Measured(5.0, 0.1), Exact(5.0), 0.25)
    assert acting_words.far(one, EN) == EN("levers.far.more", share="25%")
    less = replace(one, likely=Measured(3.0, 0.1), distance=-0.25)
    assert acting_words.far(less, EN) == EN("levers.far.less", share="25%")
    zero = replace(one, now=Exact(0.0), distance=math.inf)
    assert acting_words.far(zero, EN) == EN("levers.far.zero")


def test_income_is_not_named_as_the_nearest_where_a_lever_of_the_fair_can_do_it() -> None:
    plan = REGIONAL.with_(income=(Income("Subsidy", Exact(4_000.0)),))
    today = Measured(0.2, 0.0)
    half, more = exactly("margin", 0.5), Measured(4_400.0, 1.0)
    income = Needed("income.0", 0.7, today, Exact(4_000.0), more, Exact(more.value), 0.1)
    margin = Needed("margin", 0.7, today, exactly("margin", 0.3), Measured(0.5, 0.01), half, 0.7)
    found = Levers(today, Measured(0.0, 0.0), 1.0, (income, margin))
    assert acting_words.nearest_first(found) == [margin, income]
    first = acting_words.headline(found, 70, plan, EN)[0]
    assert EN.input("margin") in first
    assert "Subsidy" not in first


def test_a_number_that_may_not_get_worse_than_the_noise_has_no_room() -> None:
    one = Needed("margin", 0.7, Measured(0.7, 0.0), exactly("margin", 0.3), Measured(0.29, 0.006),
                 exactly("margin", 0.29), -0.03)  # fmt: skip
    wide = replace(one, likely=Measured(0.2, 0.006))
    found = Levers(one.today, Measured(0.0, 0.0), 1.0, (one, wide))
    assert acting_words.tight(found) == [one]
    assert acting_words.nearest_first(found) == [wide]
    first, more = acting_words.headline(found, 70, REGIONAL, EN)
    assert first == EN("levers.number.reached", today="70", wanted=70)
    name = EN.input("margin")
    assert more == EN("levers.number.reached_tight_only", name=name, wanted=70)
    both = replace(found, needed=(one, one))
    assert "2 of the numbers" in acting_words.headline(both, 70, REGIONAL, EN)[1]
