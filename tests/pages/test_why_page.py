"""The page that tells why through the app: what stands there, held against the core.

Long because one page is tried in one place.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from pictures import why as why_charts
from sim import CostLine, Exact, Measured, Range, Result, Scenario
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import STAGES
from sim.plan.parameters import PATHS, Unit, exactly
from sim.play.engine import SEED
from sim.play.enough import played
from sim.play.trials import TRIALS
from sim.why import losing as why_found
from sim.why.drivers import Driver, drawn_values, drivers, good_fair, stages
from sim.why.losing import Hangs
from sim.why.luck import Split, split
from sim.why.robustness import Robustness, robustness
from sim.why.unmeasured import CHOICES, Span
from tests.pages.visits import EN, HOSTILE, LOCALES, by_link
from words import research as findings
from words import why as why_words
from words.catalogue import words
from words.markdown import dollars_escaped, quoted
from words.measured import signed_amount

REGIONAL = example("regional")
ALL_EXACT = {path: exactly(path, belief.likely) for path, belief in REGIONAL.inputs.items()}
NOBODY = {"visitors": Exact(0.0), "cost_overrun": exactly("cost_overrun", 1.0)}
MEANS = Span(Measured(-900.0, 5.0), dict.fromkeys(CHOICES, Measured(-900.0, 5.0)))
WIDE = Range(4_000.0, 45_000.0, 20_000.0)

PLANS: dict[str, Scenario] = {
    **{name: example(name) for name in EXAMPLES},
    "pays": REGIONAL.with_(inputs={"order_value": Exact(120_000.0)}),
    "surely pays": REGIONAL.without_staff_limit().with_(
        inputs={"order_value": Exact(1e9), "visitors": Exact(3e6)}
    ),
    "no costs": REGIONAL.with_(costs=()),
    "no margin": REGIONAL.with_(inputs={"margin": exactly("margin", 0.0)}),
    "all exact": REGIONAL.with_(inputs=ALL_EXACT, costs=(CostLine("All in", Exact(5000.0)),)),
    "one uncertain": REGIONAL.with_(
        inputs=ALL_EXACT | {"margin": REGIONAL.inputs["margin"]},
        costs=(CostLine("All in", Exact(5000.0)),),
    ),
    "an uncertain line only": REGIONAL.with_(
        inputs=ALL_EXACT | NOBODY, costs=(CostLine("All in", WIDE),)
    ),
    "nobody comes": REGIONAL.with_(inputs={"visitors": Exact(0.0)}),
    "nobody comes for an exact price": REGIONAL.with_(
        inputs=NOBODY, costs=(CostLine("All in", Exact(5000.0)),)
    ),
    "no dependence": REGIONAL.with_(dependence=0.0),
    "a long currency": replace(REGIONAL, currency="W" * 20),
    "enormous": REGIONAL.with_(inputs={"order_value": Exact(1e12)}),
}


def page(visit: Any, plan: Scenario, language: str = "en") -> Any:
    return by_link(visit, "drivers", plan, language)


@lru_cache
def core(name: str) -> Result:
    return played(PLANS[name], trials=TRIALS, seed=SEED, detail=True)


@lru_cache
def hangs(name: str) -> Hangs:
    """What the page works with; held against the core below."""
    found = drivers(core(name))
    counts = {stage: core(name).quantiles(stage, np.array([0.1, 0.9])) for stage in STAGES}
    usual = {path: beliefs(path, PLANS[name]) for path in (each.path for each in found)}
    usual |= {stage: (float(low), float(high)) for stage, (low, high) in counts.items()}
    profit = core(name)["profit"]
    same = bool(np.ptp(profit) == 0)
    mean, fair = core(name).mean("profit"), good_fair(core(name))
    return Hangs(mean, same, found, stages(core(name)), usual, fair)


def beliefs(path: str, plan: Scenario) -> tuple[float, float]:
    """An input or a line of the budget where its own part is low and high; no two lines have the
    same name."""
    if path in PATHS and PATHS[path].dependent:
        ends = np.array([-1, 1]) * math.sqrt(1 - plan.dependence) * ndtri(0.9)
        low, high = plan.inputs[path].quantile(ends).tolist()
        return low, high
    if path in PATHS:
        return plan.inputs[path].low, plan.inputs[path].high
    (line,) = (x for x in plan.costs if path == f"costs.{x.key or x.label}.1")
    return line.amount.low, line.amount.high


def shown(visitor: Any) -> list[str]:
    kinds = (visitor.at.header, visitor.at.markdown, visitor.at.caption)
    return [str(node.value) for kind in kinds for node in kind]


def said(visitor: Any) -> str:
    return "\n".join(shown(visitor))


def rows(visitor: Any, head: str) -> list[list[str]]:
    """The rows of the table whose first column has this head."""
    (found,) = (text for text in shown(visitor) if text.startswith(f"| {head} |"))
    return [line.strip("| ").split(" | ") for line in found.splitlines()[2:]]


def value(path: str, x: float) -> str:
    unit = PATHS[path].unit if path in PATHS else Unit.MONEY if "." in path else Unit.AMOUNT
    if unit is Unit.SHARE:
        return EN.percent(x)
    return EN.money(x) if unit is Unit.MONEY else EN.short(x)


# What the profit hangs on


def test_what_the_page_works_with_is_that_of_the_core() -> None:
    for name in ("national", "an uncertain line only", "nobody comes for an exact price"):
        assert why_found.hangs(core(name)) == hangs(name)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_strongest_number_is_named_with_both_its_ends(
    name: str, language: str, visit: Any
) -> None:
    visitor, w = page(visit, PLANS[name], language), words(language)
    best = drivers(core(name))[0]
    called = quoted(w.input(best.path))
    assert f"'{called}'" in visitor.first
    assert best.chance_low is not None
    assert best.chance_high is not None
    low_at, high_at = beliefs(best.path, PLANS[name])
    expected = w(
        "drivers.hangs.ends",
        name=called,
        low_at=why_words.value(best.path, low_at, PLANS[name], w),
        high_at=why_words.value(best.path, high_at, PLANS[name], w),
        low=signed_amount(best.low, "EUR", w),
        high=signed_amount(best.high, "EUR", w),
        low_n=w.of_hundred(best.chance_low.value),
        high_n=w.of_hundred(best.chance_high.value),
    )
    assert expected in shown(visitor)
    for link, target in (("drivers.hangs.link", "levers"), ("drivers.luck.link", "research")):
        (found,) = (x for x in visitor.at.main.get("page_link") if x.proto.label == w(link))
        assert found.proto.page == target
        assert found.proto.query_string.startswith("s=")


@pytest.mark.parametrize("name", [*EXAMPLES, "one uncertain", "an uncertain line only"])
def test_the_picture_holds_the_eight_strongest_of_the_core(name: str, visit: Any) -> None:
    spec, data = page(visit, PLANS[name]).chart()[0]
    found = [one for one in drivers(core(name)) if apart(one)][:8]
    assert EN("drivers.hangs.axis") in spec
    bars = data[data["kind"] == "bar"]
    assert np.allclose(bars["x"], [min(x.low.value, x.high.value) for x in found])
    assert np.allclose(bars["x2"], [max(x.low.value, x.high.value) for x in found])
    ends = data[data["kind"] == "end"]
    for state, side in (("low", "low"), ("high", "high")):
        values = [getattr(x, side).value for x in found]
        assert np.allclose(ends[ends["state"] == state]["x"], values)
    assert ((ends["x"] >= 0) == (ends["side"] == "covers")).all()
    names = data[data["kind"] == "name"]["text"]
    assert list(names) == [findings.name(x.path, [PLANS[name]], EN) for x in found]
    mean = core(name).mean("profit").value
    assert np.allclose(data[data["kind"] == "mean"]["x"], mean)
    for at, one in enumerate(found):
        beside = data[(data["order"] == at) & data["kind"].isin(["left", "right"])]
        low, high = beliefs(one.path, PLANS[name])
        smaller, larger = value(one.path, low), value(one.path, high)
        expected = [smaller, larger] if one.low.value <= one.high.value else [larger, smaller]
        assert list(beside.sort_values("x")["text"]) == expected


def apart(one: Driver) -> bool:
    return one.swing > 2 * one.between.error


@pytest.mark.parametrize("name", ["regional", "international"])
def test_the_tables_on_request_have_every_number_and_every_count(name: str, visit: Any) -> None:
    visitor = page(visit, PLANS[name])
    assert not [
        text for text in shown(visitor) if text.startswith(f"| {EN('drivers.table.number')}")
    ]
    visitor.open("why.numbers", "why.counts")
    for head, found in (("number", drivers(core(name))), ("count", stages(core(name)))):
        lines = rows(visitor, EN(f"drivers.table.{head}"))
        told_apart = [one for one in found if apart(one)]
        assert len(told_apart) == len(lines) >= 6
        for cells, one in zip(lines, told_apart, strict=True):
            assert cells[0] == quoted(why_words.name(one.path, PLANS[name], EN))
            for cell, end, chance in (
                (cells[1], one.low, one.chance_low),
                (cells[2], one.high, one.chance_high),
            ):
                assert signed_amount(end, "EUR", EN) in cell
                assert chance is not None
                assert cell.endswith(f", {EN.of_hundred(chance.value)} of 100")
        idle = [why_words.name(one.path, PLANS[name], EN) for one in found if not apart(one)]
        assert all(quoted(one) in said(visitor) for one in idle)


@pytest.mark.parametrize("language", LOCALES)
def test_the_counts_say_which_tells_most_and_which_tells_first(language: str, visit: Any) -> None:
    w, found = words(language), {one.path: one for one in stages(core("national"))}
    most = max(found.values(), key=lambda one: one.swing)
    assert most.path == "extra_orders"
    half = [s for s in STAGES if s != "unserved" and found[s].swing >= most.swing / 2]
    text = said(page(visit, PLANS["national"], language))
    assert w("drivers.counts.earliest", name=w(f"stages.{half[0]}")) in text
    assert signed_amount(most.high, "EUR", w) in text


def driver(path: str, low: float, high: float, error: float = 100.0) -> Driver:
    return Driver(path, Measured(low, error), Measured(high, error), Measured(0.1, 0.01),
                  Measured(0.4, 0.01))  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "key"),
    [
        ([(-9000, 5000), (-5000, 1000)], "one"),
        ([(-9000, 5000), (-9000, 4900), (-5000, 1000)], "two"),
        ([(-9000, 5000), (-9000, 4900), (-9000, 4800)], "many"),
        ([(-2000, -1800), (-2000, -1900)], "noise"),
        ([], "exact"),
    ],
)
def test_a_number_stands_out_only_where_the_simulation_can_tell(
    ends: list[tuple[float, float]], key: str
) -> None:
    paths = ["margin", "target_share", "reach_share"]
    found = tuple(driver(path, *both) for path, both in zip(paths, ends, strict=False))
    usual = dict.fromkeys(paths, (0.1, 0.2))
    first, *_ = why_words.headline(
        Hangs(Measured(-2000.0, 50.0), False, found, (), usual), REGIONAL, EN
    )
    names = [EN.input(path) for path in paths]
    assert first == EN(f"drivers.hangs.{key}", name=names[0], other=names[1], n=2)


# Luck


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_luck_is_told_in_tenths_of_the_core(name: str, language: str, visit: Any) -> None:
    visitor, w, found = page(visit, PLANS[name], language), words(language), split(core(name))
    parts = (found.luck, found.good_fair, found.known)
    luck, fair, known = (why_words.tenths(share, w) for share in parts)
    assert w("drivers.luck.three", luck=luck, fair=fair, known=known) in shown(visitor)
    assert abs(int(re.findall(r"\d+", luck)[0]) / 10 - found.luck.value) <= 0.1
    _, data = visitor.chart()[1]
    drawn = data[data["kind"] == "part"]
    assert np.allclose(drawn["x2"] - drawn["x"], [part.value for part in parts])


@pytest.mark.parametrize(
    ("share", "error", "expected"),
    [(0.5, 0.01, "5"), (0.55, 0.01, "5 to 6"), (0.02, 0.001, "fewer than 1"), (0.0, 0.0, "0"),
     (0.98, 0.001, "more than 9"), (1.0, 0.0, "10")],
)  # fmt: skip
def test_tenths_are_no_surer_than_the_trials(share: float, error: float, expected: str) -> None:
    assert why_words.tenths(Measured(share, error), EN) == expected


@pytest.mark.parametrize(
    ("share", "error", "key"),
    [(0.0, 0.0, "only_known"), (1.0, 0.0, "only_luck"), (0.99, 0.005, "nearly_luck"),
     (0.01, 0.005, "nearly_known")],
)  # fmt: skip
def test_luck_that_is_all_or_nothing_is_said_plainly(share: float, error: float, key: str) -> None:
    found = Split(Measured(share, error), Measured(0.0, 0.0), Measured(1 - share, error))
    assert why_words.luck(found, EN) == EN(f"drivers.luck.{key}")


# Which fairs lose


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_thirds_are_counted_in_the_trials(name: str, visit: Any) -> None:
    visitor, result = page(visit, PLANS[name]), core(name)
    path, profit = drivers(result)[0].path, result["profit"]
    ordered = profit[np.argsort(drawn_values(result)[path], kind="stable")]
    third = TRIALS // 3
    low, middle, high = (
        EN.of_hundred(float((part >= 0).mean()))
        for part in (ordered[:third], ordered[third : TRIALS - third], ordered[-third:])
    )
    assert EN("drivers.thirds.chance", low=low, middle=middle, high=high) in shown(visitor)
    losing = float((ordered[:third] < 0).sum() / (profit < 0).sum())
    (sentence,) = (text for text in shown(visitor) if "of every 10 fairs that lose" in text)
    assert abs(int(re.findall(r"\*\*(\d+)", sentence)[0]) / 10 - losing) <= 0.1
    _, data = visitor.chart()[2]
    dots = data[data["kind"] == "dot"]
    assert len(dots) == 50
    for state in why_charts.STATES:
        assert abs((dots["state"] == state).sum() - 50 / 3) <= 2
    loses = float((profit < 0).mean())
    assert abs((dots["x"] < 0).mean() - loses) <= 0.08  # a column of dots is as wide as that
    bad = dots[dots["side"] == "bad"]
    assert set(bad["state"]) == {"low"}
    assert (bad["x"] < 0).mean() > (dots[dots["side"] == "good"]["x"] < 0).mean()


def test_where_more_is_worse_the_highest_third_is_the_bad_one(visit: Any) -> None:
    visitor = page(visit, PLANS["an uncertain line only"])
    assert EN("drivers.thirds.all_lose") in shown(visitor)
    dear = REGIONAL.with_(
        inputs=ALL_EXACT | {"order_value": Exact(90_000.0)}, costs=(CostLine("All in", WIDE),)
    )
    visitor = page(visit, dear)
    (sentence,) = (text for text in shown(visitor) if "of every 10 fairs that lose" in text)
    assert "in its highest third" in sentence
    _, data = visitor.chart()[2]
    assert set(data[(data["kind"] == "dot") & (data["side"] == "bad")]["state"]) == {"high"}


# How firm the answer is


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_range_over_what_nobody_has_measured_is_that_of_the_core(
    name: str, language: str, visit: Any
) -> None:
    visitor, w = page(visit, PLANS[name], language), words(language)
    found = robustness(PLANS[name], trials=TRIALS, seed=SEED)
    low, high = w.of_hundred(found.low), w.of_hundred(found.high)
    text = said(visitor)
    assert w("drivers.firm.range", low=low, high=high) in text
    assert w(f"robust.{found.strongest}") in text
    lines = rows(visitor, w("drivers.firm.choice"))
    chances = [found.planned, *found.chances.values()]
    assert [cells[1] for cells in lines] == [w("robust.of", n=w.of_hundred(x)) for x in chances]
    under = found.means.from_(core(name).mean("profit").value)  # as the answer has it
    means = [under.planned, *under.under.values()]
    assert [cells[2] for cells in lines] == [signed_amount(mean, "EUR", w) for mean in means]
    assert [cells[0] for cells in lines][1:] == [w(f"robust.{choice}") for choice in CHOICES]


def test_a_choice_that_moves_no_whole_fair_is_not_called_the_strongest() -> None:
    def chances(*values: float) -> Robustness:
        return Robustness(0.4, dict(zip(CHOICES, values, strict=False)), MEANS)

    first, second = why_words.firm(chances(0.4, 0.402, 0.396, 0.404, 0.396), EN), "drivers.firm"
    assert first == [EN(f"{second}.same", n="40")]
    *_, last = why_words.firm(chances(0.4, 0.4049, 0.4, 0.4, 0.4), EN)
    assert "instead of" not in last
    *_, last = why_words.firm(chances(0.3, 0.45, 0.4, 0.4, 0.4), EN)
    assert EN("robust.dependence_none") in last
    assert "30 instead of 40" in last


# Odd plans


@pytest.mark.thorough
@pytest.mark.parametrize("name", PLANS)
def test_odd_plans_leave_the_page_whole_and_dutch(name: str, visit: Any) -> None:
    visitor = page(visit, PLANS[name], "nl").open("why.numbers", "why.counts")
    assert not visitor.errors
    text = "\n".join(visitor.texts())
    assert not re.search(r"\bnan\b|\binf\b|\bNone\b|NaN", text)
    assert not visitor.english()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("all exact", ["hangs.exact", "luck.only_luck", "thirds.skip"]),
        ("nobody comes", ["luck.only_known", "thirds.all_lose", "counts.none"]),
        ("nobody comes for an exact price", ["hangs.same_more", "luck.none", "thirds.skip"]),
        ("no costs", ["thirds.none_lose"]),
        ("surely pays", ["thirds.few_lose"]),
        ("no margin", ["thirds.all_lose"]),
    ],
)
def test_what_is_certain_is_said_plainly(name: str, keys: list[str], visit: Any) -> None:
    text = said(page(visit, PLANS[name]))
    for key in keys:
        parts = re.split(r"\{\w+\}", EN.app["drivers"][key.split(".")[0]][key.split(".")[1]])
        assert all(part in text for part in parts), key


def test_a_page_of_exact_numbers_has_no_picture_and_asks_for_a_range(visit: Any) -> None:
    visitor = page(visit, PLANS["all exact"])
    assert visitor.chart() == []
    mean = signed_amount(core("all exact").mean("profit"), "EUR", EN)
    assert EN("drivers.hangs.exact_more", profit=mean) in shown(visitor)


def test_the_good_or_bad_fair_is_told_only_where_numbers_move_together(visit: Any) -> None:
    for name, together in (("regional", True), ("no dependence", False)):
        assert ("In the worst 20 of 100 fairs" in said(page(visit, PLANS[name]))) == together


@pytest.mark.thorough
@pytest.mark.parametrize("text", HOSTILE)
def test_a_cost_line_stays_plain_text(text: str, visit: Any) -> None:
    line = CostLine(text, Range(1_000.0, 90_000.0, 20_000.0), key="wide")
    plan = REGIONAL.with_(costs=(line,))  # under one key: played once for all these words
    visitor = page(visit, plan).open("why.numbers")
    assert not visitor.errors
    name = why_words.name("costs.wide.1", plan, EN)
    assert text in name
    assert dollars_escaped(f"'{quoted(name)}'") in visitor.first
    (row,) = (line for line in said(visitor).splitlines() if line.startswith("| Costs"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    assert text.isalnum() or text not in said(visitor)


@pytest.mark.parametrize("currency", ["$", "a|b", "**", "W" * 20])
def test_a_currency_stays_plain_text(currency: str, visit: Any) -> None:
    try:
        plan = replace(REGIONAL, currency=currency)
    except ValueError:
        return
    visitor = page(visit, plan).open("why.numbers", "why.counts")
    assert not visitor.errors
    for head in ("number", "count"):
        assert {len(cells) for cells in rows(visitor, EN(f"drivers.table.{head}"))} == {3}
