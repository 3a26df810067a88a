"""The page about time through the app: when the money comes, and what a visitor sets there.

Long because one page is tried in one place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from pictures import months as when_charts
from sim import CostLine, Exact, Scenario, simulate
from sim.decide.stories import Story
from sim.decide.timeline import Timeline, timeline
from sim.plan.file import EXAMPLES, dumps, example
from sim.plan.funnel import PHASES
from sim.plan.parameters import exactly
from sim.play.engine import SEED
from sim.play.result import Measured
from sim.play.trials import TRIALS
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, by_link
from ui.questions import when
from words.catalogue import words
from words.measured import amount

REGIONAL = example("regional")
MONTHS = tuple(f"months_to_order.{phase}" for phase in PHASES)


def page(visit: Any, plan: Scenario, language: str = "en") -> Any:
    return by_link(visit, "when", plan, language)


@lru_cache
def told_by_core(name: str) -> Timeline:
    return timeline(PLANS[name], trials=TRIALS, seed=SEED)


def without_months(plan: Scenario) -> Scenario:
    inputs = {path: belief for path, belief in plan.inputs.items() if path not in MONTHS}
    return replace(plan, inputs=inputs)


def all_paid_in(plan: Scenario, month: int) -> Scenario:
    return plan.with_(costs=tuple(replace(line, month=month) for line in plan.costs))


def after(months: float) -> dict[str, Exact]:
    """Every order comes after so many months."""
    return {path: exactly(path, months) for path in MONTHS}


PLANS: dict[str, Scenario] = {
    **{name: example(name) for name in EXAMPLES},
    "pays": REGIONAL.with_(inputs={"order_value": Exact(150_000.0)}),
    "no costs": REGIONAL.with_(costs=()),
    "no margin": REGIONAL.with_(inputs={"margin": exactly("margin", 0.0)}),
    "all exact": REGIONAL.with_(
        inputs={path: exactly(path, x.likely) for path, x in REGIONAL.inputs.items()}
    ),
    "nobody comes": REGIONAL.with_(inputs={"visitors": Exact(0.0)}),
    "nobody comes for an exact price": REGIONAL.with_(
        inputs={"visitors": Exact(0.0), "cost_overrun": exactly("cost_overrun", 1.0)},
        costs=(CostLine("All in", Exact(5000.0)),),
    ),
    "paid after the last order": all_paid_in(REGIONAL, 120),
    "paid years before": all_paid_in(REGIONAL, -60),
    "orders after ages": REGIONAL.with_(inputs=after(500.0)),
    "orders at once": REGIONAL.with_(inputs={"order_value": Exact(90_000.0), **after(0.0)}),
    "one month counts": REGIONAL.with_(horizon=1),
    "no month counts": REGIONAL.with_(horizon=0),
    "a horizon after everything": REGIONAL.with_(horizon=120),
    "enormous": REGIONAL.with_(inputs={"order_value": Exact(1e12)}),
}


def shown(visitor: Any) -> list[str]:
    return [str(node.value) for kind in (visitor.at.header, visitor.at.markdown) for node in kind]


def table(visitor: Any) -> list[list[str]]:
    """The rows of the page's only table, without its heads."""
    (found,) = [text for text in shown(visitor) if text.startswith("| ")]
    return [line.strip("| ").split(" | ") for line in found.splitlines()[2:]]


@pytest.mark.parametrize("language", LOCALES)
def test_fewer_than_half_ever_earn_back_their_costs_and_the_page_says_how_many(
    language: str, visit: Any
) -> None:
    visitor, w, core = page(visit, REGIONAL, language), words(language), told_by_core("regional")
    assert not visitor.errors
    assert w("when.months.link") in [x.proto.label for x in visitor.at.main.get("page_link")]
    assert visitor.at.title[0].value == w("when.title")
    final = core.paid_back[-1].value
    n = str(round(100 * final))
    assert 5 < int(n) < 45
    assert visitor.first == w("when.answer.never", n=n, end=w("when.answer.end"))
    half = next(m for m, x in zip(core.months, core.paid_back, strict=True) if x.value > final / 2)
    more = shown(visitor)[2]
    assert w("when.answer.of_those", month=half) in more
    assert w("when.answer.judged", month=core.judged_after) in more


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_that_pays_says_by_which_month_half_of_the_fairs_have_earned_it_back(
    language: str, visit: Any
) -> None:
    w, core = words(language), told_by_core("pays")
    chances = [x.value for x in core.paid_back]
    month = int(core.months[np.searchsorted(chances, 0.5)])
    assert min(abs(x - 0.5) for x in chances) > 0.01  # too far away to be in doubt
    n = str(round(100 * chances[-1]))
    expected = w("when.answer.half", month=month, n=n, end=w("when.answer.end"))
    assert page(visit, PLANS["pays"], language).first == expected


def chances(*values: float) -> Timeline:
    """A timeline whose fairs have paid themselves back so often, with an error of 0.01."""
    core = told_by_core("regional")
    paid = tuple(Measured(value, 0.01) for value in values)
    return replace(core, months=np.arange(len(values)), paid_back=paid)


@pytest.mark.parametrize(
    ("values", "key", "places"),
    [
        ((0.0, 0.3, 0.47, 0.6), "half", {"month": 3, "n": 60}),
        ((0.0, 0.49, 0.51, 0.6), "half_between", {"month": 1, "later": 3, "n": 60}),
        ((0.0, 0.3, 0.45, 0.495), "about", {"n": 50}),
        ((0.0, 0.3, 0.45, 0.51), "about", {"n": 51}),
        ((0.0, 0.3, 0.4, 0.44), "never", {"n": 44}),
        ((0.0, 0.01, 0.02, 0.04), "few", {"n": "fewer than 5"}),
        ((0.7, 0.7, 0.7, 0.7), "at_once", {"n": 70}),
    ],
)
def test_a_month_is_named_no_surer_than_the_simulation_knows_it(
    values: tuple[float, ...], key: str, places: dict[str, Any]
) -> None:
    first, *_ = when.payback(chances(*values), REGIONAL, EN, free=False)
    assert first == EN(f"when.answer.{key}", **places, end=EN("when.answer.end"))


@pytest.mark.parametrize("language", LOCALES)
def test_the_stories_say_which_stage_made_them_so_and_where_they_end(
    language: str, visit: Any
) -> None:
    w, core = words(language), told_by_core("national")
    visitor = page(visit, PLANS["national"], language)
    (lines,) = [text for text in shown(visitor) if text.startswith("- **")]
    assert len(lines.splitlines()) == 3
    for line, story, course in zip(lines.splitlines(), core.stories, core.courses, strict=True):
        assert line.lower().startswith(f"- **{w(f'when.story.{story.name}')}**")
        assert when.made_so(story, PLANS["national"], w) in line
        assert line.endswith(f"{w.signed(float(course[-1]))}.")
    assert [story.stage is None for story in core.stories] == [False, True, False]
    assert w("when.story.intro") in shown(visitor)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (Story("weak", 0, "quotes", 3, 8, 0, 2),
         "fewer quotes than usual, 3 instead of 8; extra orders: 0 instead of 2"),
        (Story("middle", 0, "quotes", 9, 8, 2, 2),
         "more quotes than usual, 9 instead of 8; extra orders: 2, as usual"),
        (Story("strong", 0, "extra_orders", 5, 2, 5, 2),
         "more extra orders from the fair than usual, 5 instead of 2"),
        (Story("middle", 0, None, None, None, 2, 2),
         "about as usual at every step; extra orders: 2, as usual"),
    ],
)  # fmt: skip
def test_a_story_says_what_made_it_so_and_how_many_orders_came_of_it(
    story: Story, expected: str
) -> None:
    assert when.made_so(story, REGIONAL, EN) == expected


def test_a_story_without_a_stage_was_made_so_by_the_money() -> None:
    told = {
        name: when.made_so(Story(name, 0, orders=2, usual_orders=2), REGIONAL, EN)
        for name in ("weak", "middle", "strong")
    }
    assert len({*told.values()}) == 3
    assert "low margin" in told["weak"]
    assert "good margin" in told["strong"]


def test_a_story_without_an_order_was_not_made_so_by_its_orders() -> None:
    assert when.made_so(Story("weak", 0), REGIONAL, EN).startswith("mostly the money: high costs;")
    assert when.made_so(Story("strong", 0), REGIONAL, EN).startswith("mostly the money: low costs;")


def test_what_is_the_same_in_every_fair_made_none_of_them_so() -> None:
    sure = REGIONAL.with_(
        inputs={"margin": exactly("margin", 0.1), "order_value": exactly("order_value", 20_000)}
    )
    one = Story("weak", 0, orders=2, usual_orders=2)
    for plan, expected in (
        (sure, "small orders or high costs"),  # each order has a value of its own
        (sure.with_(inputs={"order_value_spread": exactly("order_value_spread", 0)}), "high costs"),
        (REGIONAL.with_(costs=()), "small orders or a low margin"),
    ):
        assert when.made_so(one, plan, EN).startswith(f"mostly the money: {expected};")
    free = Story("strong", 0)
    assert when.made_so(free, REGIONAL.with_(costs=()), EN).startswith("about as usual")


@pytest.mark.parametrize(
    ("profits", "expected"),
    [
        ([0, -9, -9, 4], "Above zero from month 2; ends at +\u2060€4."),
        ([-9, 4, -1, 4], "Above zero from month 2; ends at +\u2060€4."),
        ([0, 1, 1, 4], "Never below zero; ends at +\u2060€4."),
        ([0, 4, 4, -2], "Ends at \u2212\u2060€2."),
    ],
)
def test_a_course_says_from_when_it_stays_above_zero(profits: list[float], expected: str) -> None:
    assert when.course_told([-1, 0, 1, 2], profits, REGIONAL, EN) == expected


def test_the_table_has_the_chances_and_the_bands_of_its_months(visit: Any) -> None:
    core, rows = told_by_core("national"), table(page(visit, PLANS["national"]))
    assert [re.findall(r"\d+", row[0]) for row in rows[:-1]] == [["0"], ["3"], ["6"], ["12"]]
    assert rows[-1][0] == EN("when.table.end")
    for row, month in zip(rows, (0, 3, 6, 12, -1), strict=True):
        low, _, middle, _, high = core.bands[month]
        assert row[1] == f"{EN.of_hundred(core.paid_back[month].value)} of 100 fairs"
        amounts = [int(re.sub(r"\D", "", text)) for text in re.findall(r"€[\d,]+", " ".join(row))]
        assert np.allclose(amounts, np.abs([middle, low, high]), rtol=0.05)


@pytest.mark.parametrize("language", LOCALES)
def test_the_deepest_point_is_told_with_its_band(language: str, visit: Any) -> None:
    w = words(language)
    low, median, high = (w.money(x.value) for x in told_by_core("regional").deepest)
    expected = w("when.deepest.band", median=median, low=low, high=high)
    assert expected in shown(page(visit, REGIONAL, language))


def test_the_picture_holds_the_bands_and_the_stories_of_the_core(visit: Any) -> None:
    core, ((spec, rows),) = told_by_core("regional"), page(visit, REGIONAL).chart()
    assert EN("when.picture.axis") in spec
    last = when_charts.shown_until(core)
    for kind, low, high in (("most", 0, 4), ("half", 1, 3), ("median", 2, 2)):
        band = rows[rows["kind"] == kind]
        assert list(band["x"]) == [*range(-1, last + 2)]
        assert [band["y"].iloc[0], band["y2"].iloc[0]] == [0, 0]
        assert np.allclose(band["y"].iloc[1:-1], core.bands[: last + 1, low])
        assert np.allclose(band["y2"].iloc[1:-1], core.bands[: last + 1, high])
    for story, course in zip(core.stories, core.courses, strict=True):
        line = rows[(rows["kind"] == "story") & (rows["name"] == EN(f"when.story.{story.name}"))]
        assert np.allclose(line["y"].iloc[1:-1], course[: last + 1])
    named = {EN(f"when.story.{story.name}") for story in core.stories}
    assert set(rows[rows["kind"] == "end"]["text"]) == named


@pytest.mark.parametrize("name", PLANS)
def test_the_picture_stops_only_where_nothing_more_is_to_be_seen(name: str) -> None:
    core = told_by_core(name)
    last = when_charts.shown_until(core)
    cut = core.months > last
    assert core.months[0] <= last <= core.months[-1]
    every = np.column_stack([core.bands, core.courses.T])
    height = max(every.max(), 0) - min(every.min(), 0)
    assert (np.abs(every[cut] - every[-1]) <= 0.01 * height).all()


@pytest.mark.parametrize(("narrow", "most"), [(True, 8), (False, 15)])
@pytest.mark.parametrize("name", PLANS)
def test_whole_months_and_only_a_few_are_named_under_the_picture(
    name: str, narrow: bool, most: int
) -> None:
    core = told_by_core(name)
    layers = when_charts.spec(core, "en", narrow=narrow)["layer"]
    months = layers[0]["encoding"]["x"]["axis"]["values"]
    assert 0 in months
    assert len(months) <= most
    assert all(isinstance(month, int) for month in months)
    assert core.months[0] <= months[0] <= months[-1] <= core.months[-1]


def test_names_at_the_ends_of_lines_keep_a_line_of_text_apart() -> None:
    places = when_charts.apart({"c": 30.0, "a": 1.0, "b": 1.0, "zero": 0.0}, 5.0)
    ordered = sorted(places, key=lambda name: places[name])
    assert ordered[0] == "zero"
    assert ordered[-1] == "c"
    gaps = np.diff([places[name] for name in ordered])
    assert (gaps >= 4.9).all()
    assert places["c"] == 30


# What a visitor sets


@pytest.mark.parametrize("language", LOCALES)
def test_a_cost_that_is_paid_earlier_moves_the_picture_and_no_profit(
    language: str, visit: Any
) -> None:
    visitor, w = page(visit, REGIONAL, language).open("when.due"), words(language)
    assert w("when.due.all_at_fair") in shown(visitor)
    first = visitor.first
    assert len(visitor.at.number_input) == len(REGIONAL.costs)
    visitor.at.number_input(key="when.due.0").set_value(-6)
    visitor.run()
    visitor.at.number_input(key="when.due.2").set_value(1)
    visitor.run()
    assert not visitor.errors
    months = [line.month for line in visitor.plan.costs]
    assert months == [-6, 0, 1, *[0] * (len(months) - 3)]
    at_fair = [replace(line, month=0) for line in visitor.plan.costs]
    assert [line.amount for line in at_fair] == [line.amount for line in REGIONAL.costs]
    assert w("when.due.told", before=1, at=len(months) - 2, after=1) in shown(visitor)
    told = "\n".join(shown(visitor))
    assert w.counted("when.due.before", 6, months=6) in told
    assert w.counted("when.due.after", 1, months=1) in told
    assert visitor.first == first
    ((_, rows),) = visitor.chart()
    assert rows["x"].min() == -7
    assert table(visitor)[0][0].lower() == w.counted("when.due.before", 6, months=6).lower()


def test_a_month_out_of_reach_is_taken_as_the_nearest(visit: Any) -> None:
    visitor = page(visit, REGIONAL).open("when.due")
    visitor.at.number_input(key="when.due.1").set_value(-1000)
    visitor.run()
    assert visitor.plan.costs[1].month == -60
    assert not visitor.errors


@pytest.mark.parametrize("language", LOCALES)
def test_a_horizon_says_what_it_leaves_out_and_what_the_answer_is_without_it(
    language: str, visit: Any
) -> None:
    visitor, w = page(visit, PLANS["national"], language), words(language)
    assert w("when.horizon.off") in shown(visitor)
    visitor.at.toggle(key="when.limited").set_value(True)
    visitor.run()
    assert visitor.plan.horizon == 12
    visitor.at.number_input(key="when.horizon").set_value(6)
    assert not visitor.run().errors
    plan = PLANS["national"].with_(horizon=6)
    assert visitor.plan.numbers == plan.numbers
    core = timeline(plan, trials=TRIALS, seed=SEED)
    with_limit, without = (
        w.of_hundred(simulate(x, trials=TRIALS, seed=SEED).chance_covering_costs.value)
        for x in (plan, PLANS["national"])
    )
    assert with_limit != without
    told = "\n".join(shown(visitor))
    assert w("when.horizon.headline", with_limit=with_limit, without=without) in told
    assert w.short(core.late.value, 2) in told
    assert amount(core.late_value, "EUR", w) in told
    assert w("when.answer.end_limited", month=6) in visitor.first
    assert w("when.answer.judged_limited", month=core.judged_after) in told
    visitor.at.toggle(key="when.limited").set_value(False)
    visitor.run()
    assert visitor.plan.horizon is None
    assert w("when.horizon.off") in shown(visitor)


def test_a_horizon_after_all_orders_leaves_out_nothing_and_says_so(visit: Any) -> None:
    told = "\n".join(shown(page(visit, PLANS["a horizon after everything"])))
    assert EN("when.horizon.late_none", month=120) in told
    n = EN.of_hundred(simulate(REGIONAL, trials=TRIALS, seed=SEED).chance_covering_costs.value)
    assert EN("when.horizon.headline_same", n=n) in told


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_without_months_takes_those_of_the_example(language: str, visit: Any) -> None:
    plan = without_months(example("own"))
    visitor, w = page(visit, plan, language), words(language)
    assert not visitor.errors
    assert w("when.months.missing") in shown(visitor)
    assert not visitor.chart()
    if language == "nl":
        assert not visitor.english()
    visitor.at.button(key="when.take").click()
    assert not visitor.run().errors
    for path in MONTHS:
        assert visitor.plan.inputs[path] == REGIONAL.inputs[path]
        assert visitor.plan.evidence_for(path) == REGIONAL.evidence_for(path)
    assert len(visitor.chart()) == 1
    assert w("when.months.missing") not in shown(visitor)


# Odd plans


@pytest.mark.thorough
@pytest.mark.parametrize("name", PLANS)
def test_odd_plans_leave_the_page_whole_and_dutch(name: str, visit: Any) -> None:
    visitor = page(visit, PLANS[name], "nl")
    assert not visitor.errors
    told = "\n".join(visitor.texts())
    assert not re.search(r"\bnan\b|\binf\b|\bNone\b|0[.,]0000", told)
    assert not [cell for row in table(visitor) for cell in row if NL("format.never") in cell]
    assert not visitor.open("when.due").english()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("no costs", "answer.free"),
        ("nobody comes", "answer.no_orders"),
        ("orders at once", "answer.judged_at_once"),
        ("no costs", "deepest.nothing"),
    ],
)
def test_what_is_certain_is_said_plainly(name: str, key: str, visit: Any) -> None:
    assert EN(f"when.{key}") in "\n".join(shown(page(visit, PLANS[name])))


def test_without_margin_not_one_fair_earns_back_its_costs(visit: Any) -> None:
    expected = EN("when.answer.none", end=EN("when.answer.end"))
    assert page(visit, PLANS["no margin"]).first == expected


def test_where_every_fair_goes_the_same_way_no_stories_are_told_apart(visit: Any) -> None:
    visitor = page(visit, PLANS["nobody comes for an exact price"])
    assert EN("when.story.same", end=EN.signed(-5000.0)) in shown(visitor)
    assert EN("when.deepest.same", median=EN.money(5000.0)) in shown(visitor)
    ((_, rows),) = visitor.chart()
    assert "story" not in set(rows["kind"])


def test_orders_that_come_at_once_leave_nothing_to_advance_in_half_of_the_fairs(
    visit: Any,
) -> None:
    high = EN.money(told_by_core("orders at once").deepest[2].value)
    assert EN("when.deepest.some", high=high) in shown(page(visit, PLANS["orders at once"]))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cost_line_stays_plain_text(text: str, visit: Any) -> None:
    plan = REGIONAL.with_(costs=(CostLine(text, Exact(100.0), month=2),))
    visitor = page(visit, plan).open("when.due")
    assert not visitor.errors
    labels = [str(box.label) for box in visitor.at.number_input]
    rows = [
        one
        for one in shown(visitor)
        if one.endswith(f"*{EN.counted('when.due.after', 2, months=2)}*")
    ]
    assert len(rows) == len(labels) == 1
    assert text.isalnum() or not [one for one in (*labels, *rows) if text in one]


def test_the_page_is_the_same_plan_as_everywhere(visit: Any) -> None:
    visitor = page(visit, PLANS["national"]).open("when.due")
    visitor.at.number_input(key="when.due.3").set_value(4)
    visitor.run()
    visitor.at.switch_page("plan.py")
    visitor.run()
    assert visitor.plan.costs[3].month == 4
    assert "month = 4" in dumps(visitor.plan)


@pytest.mark.parametrize("name", PLANS)
def test_so_many_fairs_end_beyond_the_weak_and_the_strong_one_as_is_said(name: str) -> None:
    found = told_by_core(name)
    below, above = (
        float((found.profit < found.courses[0, -1]).mean()),
        float((found.profit > found.courses[-1, -1]).mean()),
    )
    key = f"when.story.intro{'_worst' * (below < 0.05)}{'_best' * (above < 0.05)}"
    assert when.intro(found, EN) == EN(key)
    assert below < 0.05 or 0.08 < below < 0.12
    assert above < 0.05 or 0.08 < above < 0.12


def test_where_single_fairs_end_elsewhere_not_every_fair_is_said_to_go_the_same_way(
    visit: Any,
) -> None:
    seldom = {path: exactly(path, 0.01) for path in REGIONAL.inputs if "order_share" in path}
    sure = PLANS["all exact"].with_(
        inputs={**seldom, "cost_overrun": exactly("cost_overrun", 1.0)},
        costs=(CostLine("All in", Exact(5000.0)),),
    )
    said = shown(page(visit, sure))
    assert EN("when.story.same_most", end=EN.signed(-5000.0)) in said
    assert EN("when.story.same", end=EN.signed(-5000.0)) not in said
