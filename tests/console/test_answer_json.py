"""What the answer is told with: the JSON object, and the text for a terminal."""

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from console.answer_text import report
from sim.many.figures import summary
from sim.plan.beliefs import Counted, Exact
from sim.plan.budget import CostLine, Income
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES, STAGES
from sim.plan.parameters import PATHS, exactly
from sim.plan.scenario import Goal, Scenario
from sim.play.engine import simulate
from sim.play.expected import best_guess
from sim.play.result import COUNTED, Result

BANDS = ["mean", "p10", "p50", "p90"]
FORBIDDEN = (
    "P90",
    "p90",
    "P10",
    "confidence",
    "best case",
    "worst case",
    "percentile",
    "nan",
    "inf ",
)


def exact(scenario: Scenario, **inputs: float) -> Scenario:
    """Every belief at its likely value, some of them replaced."""
    likely = {path: exactly(path, belief.likely) for path, belief in scenario.inputs.items()}
    costs = tuple(CostLine(x.label, Exact(x.amount.likely), x.per) for x in scenario.costs)
    given = {
        path: exactly(path, inputs.get(path.partition(".")[0], x.value))
        for path, x in likely.items()
    }
    return scenario.with_(inputs=given, costs=costs)


@lru_cache
def scenarios() -> dict[str, Scenario]:
    regional = example("regional")
    none = {f"order_share.{phase}": exactly(f"order_share.{phase}", 0) for phase in PHASES}
    large = {
        "order_value": exactly("order_value", 1e12),
        "repeat_factor": exactly("repeat_factor", 1e6),
    }
    return {
        **{name: example(name) for name in EXAMPLES},
        "your own": example("own"),
        "no goal": regional.with_(goal=None),
        "all exact": exact(regional),
        "no costs": regional.with_(costs=()),
        "no orders": regional.with_(inputs=none),
        "no orders, all exact": exact(regional, order_share=0),
        "no margin": regional.with_(inputs={"margin": exactly("margin", 0)}),
        "no visitors": regional.with_(inputs={"visitors": exactly("visitors", 0)}),
        "orders of no value": regional.with_(inputs={"order_value": exactly("order_value", 0)}),
        "no staff limit": regional.without_staff_limit(),
        "enormous money": regional.with_(inputs=large, costs=(CostLine("x", Exact(1e12)),)),
        "tiny money": exact(regional, order_value=0.01).with_(costs=(CostLine("x", Exact(0.01)),)),
        "many visitors": regional.with_(inputs={"visitors": exactly("visitors", 1e8)}),
        "a long name": regional.with_(name="x" * 120, currency="y" * 120, hurdle=0.7),
        "a name of wide letters": regional.with_(name="展" * 120),
    }


NAMES = list(scenarios())


@lru_cache
def result_of(name: str) -> Result:
    return simulate(scenarios()[name], trials=2048)


def strict(data: dict[str, Any]) -> dict[str, Any]:
    """The data through JSON that knows no NaN and no Infinity."""
    back: dict[str, Any] = json.loads(json.dumps(data, allow_nan=False))
    return back


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_has_exactly_the_permanent_keys_in_their_order(name: str) -> None:
    data = strict(summary(result_of(name)))
    money = ("profit", "revenue", "costs", "income", "contribution", "roi")
    chances = ["covering_costs", "crediting_all_orders", "no_orders", "goal"]
    assert list(data) == [
        "trials",
        "seed",
        *(f"chance_{chance}" for chance in chances),
        *money,
        "stages",
        "best_guess",
        "break_even",
    ]
    assert list(data["profit"]) == [*BANDS, "typical_gain", "typical_loss"]
    assert all(list(data[key]) == BANDS for key in money[1:])
    assert list(data["stages"]) == list(STAGES)
    assert all(list(bands) == BANDS for bands in data["stages"].values())
    money_guessed = ["revenue", "costs", "profit", "roi", "profit_crediting_all_orders"]
    people_guessed = ["contacts", "calls", "visits", "quotes", "orders", "extra_orders"]
    assert list(data["best_guess"]) == people_guessed + money_guessed
    assert list(data["break_even"]) == ["revenue", "orders"]


@pytest.mark.parametrize("name", NAMES)
def test_every_simulated_figure_has_a_value_and_an_error(name: str) -> None:
    data = summary(result_of(name))
    figures = [data[key] for key in data if key.startswith("chance") and data[key] is not None]
    tables = [data[key] for key in ("profit", "revenue", "costs", "income", "contribution", "roi")]
    figures += [table[band] for table in (*tables, *data["stages"].values()) for band in BANDS]
    for figure in figures:
        assert list(figure) == ["value", "error"]
        assert (figure["value"] is None) == (figure["error"] is None)
        assert figure["error"] is None or figure["error"] >= 0


def test_the_summary_tells_what_the_result_answers() -> None:
    result = result_of("regional")
    data, guess = summary(result), best_guess(result.scenario)
    assert (data["trials"], data["seed"]) == (2048, 1)
    covering = result.chance_covering_costs
    assert data["chance_covering_costs"] == {"value": covering.value, "error": covering.error}
    for key in ("profit", "revenue", "costs", "income", "contribution", "roi", *STAGES):
        told = data["stages"][key] if key in STAGES else data[key]
        figures = [result.mean(key), *(result.quantile(key, share) for share in (0.1, 0.5, 0.9))]
        for band, figure in zip(BANDS, figures, strict=True):
            assert told[band] == {"value": figure.value, "error": figure.error}
    losses = result["profit"][result["profit"] < 0]
    assert data["profit"]["typical_loss"] == np.quantile(losses, 0.5, method="inverted_cdf")
    for key, value in data["best_guess"].items():
        assert value == (guess.stages[key] if key in STAGES else getattr(guess, key))
    assert data["break_even"] == {
        "revenue": pytest.approx(guess.costs / guess.margin),
        "orders": guess.break_even_orders,
    }


def test_the_numbers_do_not_depend_on_threads() -> None:
    scenario = example("international")
    one, two = (simulate(scenario, trials=20_000, threads=threads) for threads in (1, 2))
    assert summary(one) == summary(two)
    assert report(one) == report(two)


def test_what_does_not_exist_is_null() -> None:
    assert summary(result_of("no goal"))["chance_goal"] is None
    free = summary(result_of("no costs"))
    assert free["roi"] == {band: {"value": None, "error": None} for band in BANDS}
    assert free["best_guess"]["roi"] is None
    assert free["profit"]["typical_loss"] is None
    assert free["chance_covering_costs"]["value"] == 1.0
    hopeless = summary(result_of("no orders"))
    assert hopeless["profit"]["typical_gain"] is None
    assert hopeless["chance_no_orders"]["value"] == 1.0
    assert summary(result_of("no margin"))["break_even"] == {"revenue": None, "orders": None}
    assert summary(result_of("orders of no value"))["break_even"]["orders"] is None


# The text


@pytest.mark.parametrize("name", NAMES)
def test_the_report_fits_80_columns_of_plain_letters_and_has_no_forbidden_word(name: str) -> None:
    text = report(result_of(name))
    wide = 2 if "wide" in name else 1
    assert max(len(line) * (wide if "展" in line else 1) for line in text.splitlines()) <= 80
    assert text.replace("展", "").isascii()
    assert not [word for word in FORBIDDEN if word in text]
    assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_has_50_dots_on_the_side_that_its_caption_says(name: str) -> None:
    lines = report(result_of(name)).splitlines()
    top = next(at for at, line in enumerate(lines) if line.strip() == "break-even")
    axis = next(at for at, line in enumerate(lines) if "+" in line and set(line) <= set("-+"))
    assert 1 <= axis - top - 1 <= 12
    line = lines[axis].index("+")
    rows = [row.ljust(80) for row in lines[top + 1 : axis]]
    assert all(row[line] == "|" for row in rows)
    left, right = (
        "".join(part) for part in zip(*((r[:line], r[line + 1 :]) for r in rows), strict=True)
    )
    assert set(left) <= {"x", " "}
    assert set(right) <= {"o", " "}
    assert left.count("x") + right.count("o") == 50
    caption = " ".join(lines[axis + 2 : axis + 4])
    assert f" {left.count('x')} x left of break-even, {right.count('o')} o right of it." in caption
    assert "exactly one will happen" in caption


@pytest.mark.parametrize("name", NAMES)
def test_the_funnel_has_every_stage_with_its_band(name: str) -> None:
    result = result_of(name)
    text = report(result)
    lines = text[text.index("\nvisitors") :].splitlines()[1:12]
    for stage, line in zip(STAGES, lines, strict=True):
        shown = [part for part in line.split() if part.replace(",", "").isdigit()]
        expected = [result.quantile(stage, share).value for share in (0.1, 0.5, 0.9)]
        assert [float(part.replace(",", "")) for part in shown] == expected


def played(profit: NDArray[np.float64]) -> Result:
    """A result that has this profit: costs 1,000 everywhere, half of the revenue is left."""
    scenario = example("regional").with_(inputs={"margin": exactly("margin", 0.5)}, goal=None)
    columns: dict[str, NDArray[Any]] = {
        key: np.ones(profit.size, dtype=np.int32) for key in COUNTED
    }
    revenue = (profit + 1000) * 2
    columns |= {"revenue": revenue, "revenue_crediting_all_orders": revenue + 400}
    return Result(scenario, profit.size, 1, columns | {"costs": np.full(profit.size, 1000.0)})


def sentences(profit: NDArray[np.float64]) -> str:
    """The report of this profit on one line."""
    shuffled = np.random.default_rng(1).permutation(profit)
    return " ".join(report(played(shuffled)).split())


@pytest.mark.parametrize(
    ("pays", "told"),
    [
        (3900, "39 would cover their costs, 61 would not."),
        (500, "5 would cover their costs, 95 would not."),
        (499, "fewer than 5 would cover their costs, more than 95 would not."),
        (9500, "95 would cover their costs, 5 would not."),
        (9501, "more than 95 would cover their costs, fewer than 5 would not."),
        (0, "fewer than 5 would cover their costs, more than 95 would not."),
        (10000, "more than 95 would cover their costs, fewer than 5 would not."),
    ],
)
def test_the_chance_is_told_in_whole_fairs_of_100(pays: int, told: str) -> None:
    profit = np.where(np.arange(10_000) < pays, 500.0, -500.0)
    assert f"Of 100 fairs planned like this one, {told}" in sentences(profit)


def test_the_second_sentence_tells_both_sides_and_the_worst_tenth() -> None:
    profit = np.repeat([14_712.0, -14_744.0, -24_700.0, -30_000.0], [4000, 4200, 1500, 300])
    assert (
        "If it pays, typically +14,700; if it does not, typically -14,700; "
        "in 18 of 100, -24,700 or worse." in sentences(profit)
    )


def test_a_worst_tenth_that_few_end_below_is_told_as_worse_than() -> None:
    profit = np.linspace(-1000, 1000, 10_000)
    assert "in 10 of 100, worse than -800." in sentences(profit)


def test_a_worst_figure_that_many_share_is_told_with_their_number() -> None:
    profit = np.where(np.arange(10_000) % 10 < 4, -1000.0, 800.0)
    assert "in 40 of 100, -1,000 and never worse." in sentences(profit)


def test_a_fair_that_never_or_always_pays_is_told_without_the_other_side() -> None:
    never, always = sentences(np.full(640, -700.0)), sentences(np.full(640, 0.0))
    assert "None of 640 simulated fairs pays; typically -700; in more than 95" in never
    assert "All 640 simulated fairs pay; typically 0; in more than 95 of 100, 0" in always


def test_an_average_above_zero_beside_a_probable_loss_is_explained() -> None:
    profit = np.where(np.arange(6400) % 10 < 3, 10_000.0, -1000.0)
    text = sentences(profit)
    assert "The average is above zero (+2,300) although 70 of 100 lose money" in text
    assert "average is above" not in sentences(-profit)
    assert "average is above" not in sentences(np.where(np.arange(6400) % 10 < 6, 900.0, -9.0))


def test_the_answer_is_told_beside_the_calculator_and_with_every_order_credited() -> None:
    profit = np.arange(-500.0, 500.0)  # half of 400 more revenue: 200 more profit
    text = sentences(profit)
    assert "50 would cover their costs, 50 would not." in text
    assert "the fair: 70 of 100 would cover their costs." in text
    guess = best_guess(played(profit).scenario)
    told = f"would say {guess.profit:+,.0f}, {100 * guess.profit / guess.costs:+.3g} % of the costs"
    assert told in text


def test_the_table_of_money_has_the_band_and_the_average() -> None:
    # by hand: 20 % at 0, 40 % at 1,000, 20 % at 2,000, the rest at 9,000: average 2,600
    profit = np.repeat([0.0, 1000.0, 2000.0, 9000.0], [6400, 12800, 6400, 6400])
    lines = report(played(profit)).splitlines()
    table = {line.split()[0]: line.split()[1:] for line in lines if line and line[0] != " "}
    assert table["profit"] == ["0", "+1,000", "+9,000", "+2,600"]
    assert table["contribution"] == ["1,000", "2,000", "10,000", "3,600"]
    assert table["ROI,"] == ["%", "0", "+100", "+900", "+260"]
    assert table["costs"] == ["1,000"] * 4


def test_the_plan_is_told_with_its_break_even() -> None:
    scenario = exact(example("own"), margin=0.10, cost_overrun=1.0, order_value=12_500)
    scenario = scenario.with_(costs=(CostLine("All", Exact(10_000)),), goal=Goal(50_000, 0.1))
    text = " ".join(report(simulate(scenario, trials=64)).split())
    # by hand: 10,000 / 10 % = 100,000; 100,000 / 12,500 = 8
    assert "costs 10,000 at 10 % margin: 100,000 of extra revenue, 8 orders." in text
    assert "The goal, revenue of 50,000 at 10 % margin:" in text


def test_the_inputs_are_told_by_how_well_they_are_known() -> None:
    scenario = example("regional").with_(
        inputs={"reach_share": Counted(3, 30)},
        evidence={"reach_share": "guess", "margin": "counted", "visitors": "benchmark"},
    )
    text = report(simulate(scenario, trials=64))
    total = sum(PATHS[path].dimension is not None for path in scenario.inputs)
    assert total == 26
    told = f"Of the {total} numbers: 2 counted, 1 from published benchmarks, {total - 3} guessed."
    assert told in text


def test_the_company_sees_its_own_hurdle() -> None:
    text = report(simulate(example("regional").with_(hurdle=0.7), trials=64))
    assert "at least 70 of 100" in text


def test_the_costs_of_what_nobody_reached_are_a_dash() -> None:
    assert "per order -." in report(result_of("no orders"))


def test_the_footnote_names_trials_and_seed() -> None:
    last = report(simulate(example("regional"), trials=64, seed=5)).split("\n\n")[-1]
    assert last.startswith("64 simulated fairs, seed 5. The simulation's own error: ")


def test_income_stands_beside_the_costs_and_in_the_break_even() -> None:
    plan = example("regional")
    with_income = plan.with_(income=(Income("Subsidy", Exact(1500.0)),))
    before, after = (summary(simulate(one, trials=2048)) for one in (plan, with_income))
    assert after["income"] == {band: {"value": 1500.0, "error": 0.0} for band in BANDS}
    assert before["income"] == {band: {"value": 0.0, "error": 0.0} for band in BANDS}
    less = before["break_even"]["revenue"] - after["break_even"]["revenue"]
    assert less == pytest.approx(1500 / plan.inputs["margin"].likely)
    text = report(simulate(with_income, trials=2048))
    assert "less income 1,500" in " ".join(text.split())
    assert "income" not in report(simulate(plan, trials=2048))
