"""The page of what can be done: its four parts held against the core, in both languages.

Long because one page is tried in one place.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pytest

from pictures import actions as acting_charts
from sim import CostLine, Exact, Measured, Range, Scenario, simulate
from sim.decide.actions import Backwards, Levers, Team
from sim.decide.backwards import required
from sim.decide.levers import Needed, Worth, all_needed, step_worth
from sim.decide.team import TeamCurve, TeamPoint, team_curve
from sim.plan.document import from_document
from sim.plan.file import example
from sim.plan.parameters import exactly
from sim.plan.scenario import Goal
from sim.play.trials import PAGE
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, by_link, click, main
from tests.sim.made_up import ODD, certain_document, exact_document
from ui.questions import goal, levers, person, team
from ui.visit import state
from words import actions as acting_words
from words.catalogue import words
from words.markdown import plain
from words.measured import count

RUN: dict[str, Any] = {"trials": PAGE, "seed": 1}
REGIONAL = example("regional")
EXACT = from_document(exact_document())
PARTS = ("number", "step", "team", "goal")


def page(visit: Any, plan: Scenario, part: str, language: str = "en") -> Any:
    """One part of the page."""
    return by_link(visit, "levers", plan, language).pick("levers.part", part)


def ask(visitor: Any, key: str, n: int) -> Any:
    visitor.at.number_input(key=key).set_value(n)
    return visitor.run()


def cells(visitor: Any, head: str) -> list[list[str]]:
    """The rows of the table with this first head, without the heads."""
    (text,) = [
        str(text.value) for text in visitor.at.markdown if str(text.value).startswith(f"| {head}")
    ]
    return [line.strip("| ").split(" | ") for line in text.splitlines()[2:]]


def number(text: str) -> float:
    (found,) = re.findall(r"[\d.,]*\d", text)
    return float(found.replace(",", ""))


def close(shown: str, value: Measured) -> bool:
    """Rounded to three figures or to its error, whichever is coarser, and to no less."""
    unit = max(value.error, abs(value.value) * 10 ** (-2))
    return abs(number(shown) - value.value) <= unit


# What has to change


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(("name", "n"), [("regional", 30), ("exact", 90)])
def test_the_nearest_number_is_the_first_sentence_and_every_row_is_the_cores(
    name: str, n: int, language: str, visit: Any
) -> None:
    plan, w = EXACT if name == "exact" else REGIONAL, words(language)
    visitor = ask(page(visit, plan, "number", language), "levers.wanted", n)
    visitor.open("levers.others")
    found = all_needed(plan, chance=n / 100, **RUN)
    able = [one for one in found if one.likely is not None]
    assert not found[0].reached
    assert w.input(found[0].lever) in visitor.first
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
    assert [one.label for one in visitor.at.button] == [
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
    result = simulate(REGIONAL, **RUN)
    assert visitor.first == w("levers.number.none", wanted=70)
    n = w.of_hundred(result.chance_no_orders.value)
    assert w("levers.number.no_orders", n=n) in main(visitor)
    assert visitor.chart() == []
    less = 10 * (math.floor(10 * result.chance_covering_costs.value) + 1)
    assert [one.label for one in visitor.at.button] == [w("levers.number.ask", n=less)]
    visitor.press()
    assert visitor.at.number_input(key="levers.wanted").value == less
    assert visitor.first != w("levers.number.none", wanted=70)


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_that_is_good_enough_says_how_much_worse_each_number_may_become(
    language: str, visit: Any
) -> None:
    visitor, w = page(visit, EXACT, "number", language), words(language)
    found = all_needed(EXACT, chance=0.7, **RUN)
    assert found[0].reached
    today = w.of_hundred(found[0].today.value)
    assert visitor.first == w("levers.number.reached", today=today, wanted=70)
    assert acting_words.row(found[0], EXACT, w) in main(visitor)
    assert not visitor.at.button
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
    assert "35 of 100" in main(visitor)


@pytest.mark.parametrize("lever", ["order_value", "order_share.decision", "costs.9", "staff"])
def test_a_number_is_put_into_the_plan_by_one_click_and_back_by_another(
    lever: str, visit: Any
) -> None:
    plan = REGIONAL.with_(hurdle=0.24, evidence={**REGIONAL.evidence, "order_value": "benchmark"})
    visitor = page(visit, plan, "number").open("levers.others")
    before = visitor.plan
    (one,) = [one for one in all_needed(plan, chance=0.24, **RUN) if one.lever == lever]
    click(visitor, f"levers.set.{lever}")
    after = visitor.plan
    if lever.startswith("costs."):
        assert after.costs[9].amount == one.belief
        assert after.costs[:9] == before.costs[:9]
    else:
        assert after.inputs[lever] == one.belief
        assert after.evidence_for(lever) == "guess"
        assert lever in after.yours
    chance = simulate(after, **RUN).chance_covering_costs.value
    assert chance >= 0.24
    today = EN.of_hundred(chance)
    assert visitor.first == EN("levers.number.reached", today=today, wanted=24)
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
    visitor.at.switch_page("app.py")
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


def test_a_number_that_may_not_get_worse_than_the_noise_has_no_room() -> None:
    one = Needed("margin", 0.7, Measured(0.7, 0.0), exactly("margin", 0.3), Measured(0.29, 0.006),
                 exactly("margin", 0.29), -0.03)  # fmt: skip
    wide = replace(one, likely=Measured(0.2, 0.006))
    found = Levers(one.today, Measured(0.0, 0.0), 1.0, (one, wide))
    assert acting_words.tight(found) == [one]
    assert acting_words.moved(found) == [wide]
    first, more = acting_words.headline(found, 70, REGIONAL, EN)
    assert first == EN("levers.number.reached", today="70", wanted=70)
    name = EN.input("margin")
    assert more == EN("levers.number.reached_tight_only", name=name, wanted=70)
    both = replace(found, needed=(one, one))
    assert "2 of the numbers" in acting_words.headline(both, 70, REGIONAL, EN)[1]


# One step more


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", ["regional", "national"])
def test_every_step_is_worth_what_the_core_says(name: str, language: str, visit: Any) -> None:
    plan, w = example(name), words(language)
    visitor, found = page(visit, plan, "step", language), step_worth(plan, **RUN)
    rows = cells(visitor, w("levers.step.what"))
    assert len(rows) == len(found) == 4
    for (step, profit, chance), worth in zip(rows, found, strict=True):
        assert step == w.capital(w(f"levers.step.names.{worth.step}"))
        assert acting_words.more(worth.profit, plan, w) == profit
        if language == "en":
            assert close(profit, worth.profit)
        if abs(worth.chance.value) <= 2 * worth.chance.error:
            assert chance == w("levers.step.hardly")
        else:
            assert chance == w("levers.step.more", n=round(100 * worth.chance.value))
    best = max(found, key=lambda worth: worth.profit.value)
    assert w(f"levers.step.names.{best.step}") in visitor.first
    assert w("levers.step.wages") in main(visitor)


def test_a_difference_that_may_be_chance_is_called_that() -> None:
    assert acting_words.more(Measured(19.0, 10.0), REGIONAL, EN) == EN("levers.step.hardly")
    assert acting_words.more(Measured(21.0, 10.0), REGIONAL, EN) == "+\u2060\u20ac20"
    assert acting_words.more(Measured(0.0, 0.0), REGIONAL, EN) == EN("levers.step.nothing")
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


# The stand team


@pytest.mark.parametrize("language", LOCALES)
def test_the_curve_of_the_team_is_the_cores_with_what_a_person_costs(
    language: str, visit: Any
) -> None:
    w = words(language)
    visitor = page(visit, REGIONAL, "team", language).open("levers.points")
    line = next(one for one in visitor.plan.costs if one.key == "own_staff_48")
    assert person.proposed(REGIONAL) == line.amount.likely / 2  # the plan has two people
    total = w.money(line.amount.likely, "EUR", 5)
    values = {"lines": f"'{line.label}'", "total": total, "people": person.people(2, w)}
    source = w("levers.team.cost_proposed", **values)
    assert source in main(visitor)
    visitor.type("levers.person", "")
    assert w("levers.team.cost_none") in main(visitor)
    visitor.type("levers.person", "1.500" if language == "nl" else "1,500")
    assert source not in main(visitor)
    assert w("levers.team.cost_given", cost=w.money(1500)) in main(visitor)
    curve = team_curve(REGIONAL, cost_of_person=1500.0, **RUN)
    (_, rows), (_, unserved) = visitor.chart()
    bands = rows[rows["kind"] == "band"]
    for key, column in (("p10", "y"), ("p90", "y2"), ("p50", "median"), ("mean", "mean")):
        expected = [getattr(point, key).value for point in curve.points]
        assert list(bands[column]) == pytest.approx(expected)
    assert list(unserved["y"]) == [point.unserved.value for point in curve.points]
    table = cells(visitor, w("levers.team.heads.staff"))
    assert [row[0] for row in table] == [person.people(x.staff, w) for x in curve.points]
    assert [row[3] for row in table] == [w.of_hundred(x.chance.value) for x in curve.points]
    named = rows[rows["kind"] == "named"].set_index("label")["text"]
    assert w("levers.team.plan") in named["2"]
    assert w("levers.team.best") in named[f"{curve.best_mean.staff:g}"]


def point(staff: float, mean: float, unserved: float = 3.0, contacts: float = 9.0) -> TeamPoint:
    money = [Measured(mean + way, 1.0) for way in (0, -50, 0, 50)]
    rest = (0.2 + staff / 100, unserved, contacts)
    return TeamPoint(staff, *money, *(Measured(x, 0.0) for x in rest))


@pytest.mark.parametrize(
    ("means", "best", "told"),
    [
        ((0, 10, 30), (20, 1), "edge"),
        ((0, 30, 10), (0, 0), "as_planned"),
        ((30, 10, 0), (20, 1), "better"),
        ((30, 30, 30), (0, 0), "same_few"),
        ((11, 10, 0), (1, 1), "same"),
    ],
)
def test_the_best_number_of_people_is_told_no_surer_than_it_is(
    means: tuple[float, ...], best: tuple[float, float], told: str
) -> None:
    curve = TeamCurve(tuple(point(at, mean) for at, mean in enumerate(means, start=1)))
    found = Team(curve, Measured(*best), Measured(5.0, 1.0))
    for w in (NL, EN):
        first, *more = team.headline(found, REGIONAL, w)
        names = {"best": person.people(curve.best_mean.staff, w),
                 "planned": person.people(2, w)}  # fmt: skip
        gain = w.signed(best[0])
        assert first == w(f"levers.team.{told}", more=gain, **names)
        assert more[-1] == w("levers.team.next", amount=w.signed(5.0))
        assert (len(more) == 2) == (told in ("edge", "better"))


@pytest.mark.parametrize(
    ("value", "error", "told"),
    [(0.0, 0.0, "nothing"), (1.0, 1.0, "hardly"), (-9.0, 1.0, "loses")],
)
def test_the_next_person_may_bring_nothing_or_less(value: float, error: float, told: str) -> None:
    curve = TeamCurve((point(2, 1),))
    found = Team(curve, Measured(0.0, 0.0), Measured(value, error))
    *_, last = team.headline(found, REGIONAL, EN)
    assert last == EN(f"levers.team.next_{told}", amount=EN.signed(value))


def test_a_cost_that_cannot_be_read_is_named_and_stays_as_it_was_typed(visit: Any) -> None:
    visitor = page(visit, REGIONAL, "team").type("levers.person", "lots")
    (wrong,) = visitor.errors
    assert "lots" in wrong
    assert visitor.at.text_input(key="levers.person").value == "lots"
    visitor.type("levers.person", "-5")
    assert len(visitor.errors) == 1
    visitor.type("levers.person", "2000")
    assert not visitor.errors
    visitor.type("levers.person", "")
    assert EN("levers.team.cost_none") in main(visitor)


@pytest.mark.parametrize("language", LOCALES)
def test_triage_is_set_here_and_told_against_the_same_fairs_without(
    language: str, visit: Any
) -> None:
    w = words(language)
    visitor = page(visit, REGIONAL, "team", language).slide("levers.triage", 60)
    assert visitor.plan.triage == 0.6
    rows = cells(visitor, w("levers.triage.share"))
    assert len(rows) == 3
    for row, triage in zip(rows, (0.0, 0.6, 1.0), strict=True):
        result = simulate(REGIONAL.with_(triage=triage), **RUN, detail=True)
        decision = result["contacts.decision"].mean()
        assert row[0].startswith(w.percent(triage))
        if language == "en":
            assert number(row[1]) == pytest.approx(decision, rel=0.01)
            assert number(row[2]) == pytest.approx(result["contacts"].mean() - decision, rel=0.01)
            assert close(row[3], Measured(abs(result.mean("profit").value), 100.0))
        assert row[4] == w.of_hundred(result.chance_covering_costs.value)
    assert w("levers.triage.yours", share=w.percent(0.6)) == rows[1][0]
    assert w("levers.triage.roles") in main(visitor)


# Backwards


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


# Odd plans


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
