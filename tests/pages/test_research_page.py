"""The page that tells what to find out first: what stands there, held against the core."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest

from sim import CostLine, Exact, Measured, Range, Result, Scenario
from sim.links.comparison_link import encode_comparison
from sim.links.plan_link import Link, encode
from sim.plan.document import from_document
from sim.plan.file import example
from sim.plan.parameters import PARAMETERS, exactly
from sim.play.enough import played, trials_for
from sim.why.information import Information, Worth, information, information_between
from sim.why.luck import expected_profit
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, main
from tests.sim.made_up import exact_document
from ui.questions import find_out
from ui.visit.answers import answer
from words import research as findings
from words.catalogue import words
from words.markdown import plain


def detailed(plan: Scenario, trials: int | None = None) -> Result:
    return played(plan, trials=trials, seed=1, detail=True)


def page(visit: Any, plan: Scenario | None = None, language: str = "en") -> Any:
    """A visitor of the page, with a plan of their own."""
    given = {} if plan is None else {"s": encode(plan, 1, "")}
    visitor = visit(LOCALES[language], "research", **given)
    assert not visitor.errors
    return visitor


def compared(visit: Any, *plans: Scenario) -> Any:
    """A visitor of the page who has compared these plans before."""
    visitor = visit("en-US", "compare", c=encode_comparison([Link(plan, 1) for plan in plans]))
    visitor.at.switch_page("pages/research.py")
    visitor.run()
    assert not visitor.errors
    return visitor


def rounded(value: Measured) -> float:
    """To the first figure of the error."""
    unit = 10.0 ** math.floor(math.log10(value.error))
    return round(value.value / unit) * unit


def amounts(text: str) -> list[float]:
    return [float(x.replace(",", "")) for x in re.findall(r"\u20ac([\d,.]*\d)", text)]


SURE = example("regional").with_(inputs={"order_value": exactly("order_value", 1e8)})
NOTHING = from_document(exact_document(margin=0)).with_(costs=())
EXTREMES = {
    "none_go": example("regional").with_(costs=()),
    "none_home": example("regional").with_(inputs={"margin": exactly("margin", 0.0)}),
    "none_even": NOTHING,
}


@pytest.mark.parametrize("name", ["national", "international"])
def test_the_most_valuable_numbers_come_first_each_no_finer_than_its_error(
    name: str, visit: Any
) -> None:
    plan = example(name)
    visitor, found = page(visit, plan), information(detailed(plan))
    head = visitor.first
    assert head.startswith(
        EN("research.first", action=action(found.inputs[0].path), amount="")[:40]
    )
    assert amounts(head) == [rounded(found.inputs[0].value)]
    (listed,) = (text for text in visitor.at.markdown if str(text.value).startswith("1. "))
    lines = str(listed.value).splitlines()
    something = [worth for worth in found.inputs if findings.something(worth.value)]
    assert len(lines) == len(something[:5]) > 0
    for line, worth in zip(lines, found.inputs, strict=False):
        assert action(worth.path) in line
        assert amounts(line) == [pytest.approx(rounded(worth.value), rel=0.005)]
    said = main(visitor)
    trials = detailed(plan)
    mean = trials.measured(expected_profit(trials), lambda x: float(x.mean()))
    if mean.hardly:
        assert EN("research.now_even") in said
    else:
        assert ("you would go" in said) == (mean.value > 0)
    assert pytest.approx(rounded(found.everything), rel=0.005) in amounts(said)


def action(path: str) -> str:
    key, _, phase = path.partition(".")
    of = EN(f"phases.{phase}") if phase else ""
    return str(EN.parameters[key]["find_out"]).format(phase=of)


def test_the_picture_holds_the_listed_numbers_and_everything_together(visit: Any) -> None:
    plan = example("international")
    visitor, found = page(visit, plan), information(detailed(plan))
    ((spec, rows),) = visitor.chart()
    assert EN("research.chart.axis") in spec
    bars = rows[rows["kind"] == "bar"]
    assert list(bars["x2"]) == [worth.value.value for worth in findings.valued(found)[:5]]
    assert set(rows[rows["kind"] == "bound"]["x"]) == {found.everything.value}
    noise = rows[rows["kind"] == "noise"]
    middle = (noise["x"] + noise["x2"]) / 2
    assert np.allclose(middle, list(bars["x2"]))
    assert any(EN("research.chart.alt") in text for text in visitor.texts())


def test_the_others_wait_in_a_box_and_what_hardly_pays_is_only_named(visit: Any) -> None:
    plan = example("international")
    visitor, found = page(visit, plan), information(detailed(plan))
    assert "|" not in main(visitor)
    assert EN("research.list.link") in [x.proto.label for x in visitor.at.main.get("page_link")]
    visitor.open("research.more")
    rows = [line for line in main(visitor).splitlines() if line.startswith("|")][2:]
    something = [w for w in found.inputs if w.value.value > 2 * w.value.error]
    idle = [w for w in found.inputs if w.value.value <= 2 * w.value.error]
    assert 0 < len(idle) < len(found.inputs) - 5
    assert [row.split(" | ")[0][2:] for row in rows] == [
        EN.input(worth.path) for worth in something[5:]
    ]
    named = next(line for line in main(visitor).splitlines() if line.startswith("Hardly worth"))
    for worth in idle:
        name = (
            "Sales visit after the fair" if worth.path.startswith("costs") else EN.input(worth.path)
        )
        assert name in named
    assert not amounts(named)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("case", EXTREMES)
def test_where_nothing_changes_the_decision_the_page_says_so_and_why(
    case: str, language: str, visit: Any
) -> None:
    visitor, w = page(visit, EXTREMES[case], language), words(language)
    assert visitor.first == w(f"research.{case}")
    assert visitor.chart() == []
    why = "research.certain" if case == "none_even" else f"research.{case.replace('_', '_why_')}"
    assert w(why) in main(visitor)
    assert not [box for box in visitor.at.expander if box.label.startswith("The other")]


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (SURE, "none_go"),
        (from_document(exact_document()), "none_go"),
        (from_document(exact_document(order_value=800)), "none_home"),
    ],
)
def test_a_plan_that_surely_pays_or_is_all_exact_leaves_nothing_to_find_out(
    plan: Scenario, told: str, visit: Any
) -> None:
    visitor = page(visit, plan)
    assert visitor.first == EN(f"research.{told}")
    certain = EN("research.certain") in main(visitor)
    assert certain == (plan.name == "exact")


@pytest.mark.parametrize(
    ("mean", "choice"), [(Measured(500.0, 10.0), "go"), (Measured(-500.0, 10.0), "home"),
                         (Measured(15.0, 10.0), "even")],
)  # fmt: skip
def test_numbers_that_matter_only_together_are_told_as_that(mean: Measured, choice: str) -> None:
    found = Information(Measured(320.4, 9.0), (Worth("margin", Measured(15.0, 8.0)),))
    for w in (NL, EN):
        first, *more = findings.headline(found, mean, example("regional"), w)
        assert first == w(f"research.alone_{choice}")
        assert w.money(320, "EUR") in more[0]
        assert w("research.good_fair", amount="")[:40] not in more[0]
        assert w.money(500, "EUR") in more[0] or choice == "even"


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("hurdle", [None, 0.1, 0.7])
def test_an_average_that_says_go_explains_itself_where_the_hurdle_says_no(
    hurdle: float | None, language: str, visit: Any
) -> None:
    w = words(language)
    plan = example("regional").with_(inputs={"order_value": Range(1000, 90_000)}, hurdle=hurdle)
    chance, mean = answer(plan, 1).chance.value, answer(plan, 1).bands["profit"][0]
    assert mean > 0
    assert 0.1 < chance < 0.5
    visitor = page(visit, plan, language)
    n, lost = w.of_hundred(chance), w.of_hundred(1 - chance)
    values = {"n": n, "lost": lost, "hurdle": round(100 * (hurdle or 0.5))}
    lines = {key: w(f"research.but_{key}", **values) for key in ("hurdle", "chance", "met")}
    expected = {None: {"chance"}, 0.1: set(), 0.7: {"hurdle"}}[hurdle]
    assert {key for key, line in lines.items() if line in main(visitor)} == expected
    assert w("research.now_go", mean=w.money(mean)) in main(visitor)
    visitor.at.switch_page("plan.py")
    shown = "\n".join(visitor.run().texts())
    assert w("reasons.mean_above", mean=w.signed(mean), n=lost) in shown


@pytest.mark.parametrize("value", [0.0, 5.0, 20.0, -1.0])
def test_an_amount_within_two_errors_of_zero_is_hardly_anything(value: float) -> None:
    assert not findings.something(Measured(value, 10.0))
    assert findings.something(Measured(value + 21.1, 10.0))
    assert not findings.something(Measured(0.0, 0.0))


def test_every_input_that_can_be_drawn_has_something_to_do() -> None:
    keys = {parameter.key for parameter in PARAMETERS if parameter.dimension is not None}
    for w in (NL, EN):
        assert {key for key, words in w.parameters.items() if "find_out" in words} == keys
        for parameter in PARAMETERS:
            for path in parameter.paths if parameter.key in keys else ():
                assert findings.action(path, [], w).endswith((".", "?"))


def test_lines_of_the_budget_are_told_apart_and_harm_nothing(visit: Any) -> None:
    wide = Range(5_000.0, 45_000.0, 20_000.0)
    lines = [CostLine(label, wide, "visit" if at else "fair") for at, label in enumerate(HOSTILE)]
    plan = example("national").with_(costs=tuple(lines))
    visitor = page(visit, plan.with_(costs=(*lines[:2], CostLine("a | b", wide))))
    visitor.open("research.more")
    assert not visitor.errors
    said = main(visitor)
    assert "<script>" not in said.replace("\\<script", "")
    for line in lines:
        do = findings.action(f"costs.{line.label}.1", [plan], EN)
        assert do.startswith("Ask for a fixed quote" if line.per == "fair" else "Find out what")
    twice = plan.with_(costs=(CostLine("x", Exact(1.0)), CostLine("x", wide, "order")))
    assert "per order" in findings.action("costs.x.2", [twice], EN)
    with pytest.raises(KeyError):
        findings.action("costs.x.3", [twice], EN)


def test_nothing_is_said_of_plans_to_compare_until_there_are_two(visit: Any) -> None:
    title = EN("research.between.title")
    assert title not in [head.value for head in page(visit).at.header]
    one = compared(visit, example("regional"))
    assert title not in [head.value for head in one.at.header]


def test_the_choice_between_compared_plans_is_worked_out_when_asked_for(visit: Any) -> None:
    plans = [example("regional"), example("international")]
    visitor = compared(visit, *plans)
    assert not visitor.chart()  # of the plan on the screen no number is worth anything by itself
    assert not visitor.at.subheader
    for plan in plans:
        assert plan.name.split(",")[0] in main(visitor)
    visitor.open("research.between")
    most = max(trials_for(plan) for plan in plans)
    found = information_between([detailed(plan, most) for plan in plans])
    assert amounts(visitor.at.subheader[0].value) == [
        pytest.approx(rounded(found.inputs[0].value), rel=0.005)
    ]
    ((_, rows),) = visitor.chart()
    assert list(rows[rows["kind"] == "bar"]["x2"]) == [
        w.value.value for w in findings.valued(found)[:5]
    ]
    assert f"choose **{plans[1].name}**: on average it earns" in main(visitor)


def test_between_plans_of_which_one_is_always_best_the_choice_stays_the_same(visit: Any) -> None:
    rich = SURE.with_(name="Rich")
    visitor = compared(visit, rich, SURE.with_(name="Poor", costs=(CostLine("x", Exact(9e5)),)))
    visitor.open("research.between")
    assert visitor.at.subheader[0].value == EN("research.between.none", name="Rich")
    poor = example("own").with_(name="A", inputs={"margin": exactly("margin", 0.0)})
    visitor = compared(visit, poor, poor.with_(name="B")).open("research.between")
    home = EN("compare.home")
    assert visitor.at.subheader[0].value == EN("research.between.none", name=home)
    assert EN("research.between.now_home", name=home, mean="") in main(visitor)


def test_numbers_that_change_the_choice_between_plans_only_together() -> None:
    found = Information(Measured(320.4, 9.0), (Worth("margin", Measured(15.0, 8.0)),))
    plans, means = [example("regional")] * 2, [Measured(1.0, 1.0), Measured(700.0, 9.0)]
    first, more = findings.between(found, means, plans, ["A*", "B*"], EN)
    assert first == EN("research.between.alone", name="B\\*")
    assert {700.0, 320.0} <= {*amounts(more)}


def test_plans_in_different_currencies_are_not_put_side_by_side(visit: Any) -> None:
    own = example("own")
    visitor = compared(visit, own, own.with_(currency="USD"))
    told = EN("research.between.currencies", currencies="EUR, USD")
    assert told in main(visitor)
    assert len(visitor.chart()) <= 1


def test_the_dutch_page_holds_no_english(visit: Any) -> None:
    visitor = page(visit, example("international"), "nl").open("research.more")
    assert not visitor.english()
    visitor.at.switch_page("pages/compare.py")
    visitor.run()
    visitor.at.switch_page("pages/research.py")
    visitor.run().open("research.between")
    assert not visitor.errors
    assert len(visitor.chart()) == 2
    assert not visitor.english()


def test_the_work_of_the_page_is_that_of_the_core() -> None:
    plan = example("own")
    found, (mean,) = find_out.worths(plan, 1)
    assert found == information(detailed(plan))
    assert mean.value == pytest.approx(float(expected_profit(detailed(plan)).mean()))
    assert plain(plan.name)
