"""What a presentation link keeps, and what a customer's link never holds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim import CostLine, Exact, Goal, Scenario, simulate
from sim.later.verdict import Option, Verdict
from sim.links.fingerprint import marked
from sim.links.presentation import Brief, Letter, Outlook, content, from_content, outlook
from sim.plan.choices.dates import DecisionDate
from sim.plan.file import EXAMPLES, example
from sim.play.answer import summarised
from sim.why.drivers import drivers, good_fair
from sim.why.unmeasured import mean_profits

SECRET = example("regional").with_(
    costs=(CostLine("Secret stand", Exact(98_765.0)),),
    goal=Goal(876_543.0, 0.4567),
    inputs={"margin": Exact(0.34567, example("regional").inputs["margin"].scale)},
)


def brief(plan: Scenario) -> Brief:
    result = simulate(plan, trials=512, seed=9, detail=True)
    going = mean_profits(plan, trials=512, seed=9)
    return Brief(plan, summarised(result), drivers(result), fair=good_fair(result), going=going)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_kept_for_the_board_is_there_again(name: str) -> None:
    made = brief(example(name))
    again = from_content(content(made, "board"), "board")
    assert isinstance(again, Brief)
    assert again.plan == made.plan
    assert again.answer.document() == made.answer.document()
    assert again.drivers == made.drivers[: len(again.drivers)]
    assert len(again.drivers) == 5
    assert again.fair == made.fair
    assert again.going == made.going


def test_a_link_of_before_opens_without_the_good_fair_and_without_advice() -> None:
    made = brief(example("national"))
    kept = json.loads(content(made, "board"))
    del kept["fair"], kept["going"]
    older = from_content(json.dumps(kept), "board")
    assert isinstance(older, Brief)
    assert (older.fair, older.going) == (None, None)
    assert older.drivers == made.drivers[:5]


def test_a_customers_link_has_no_margin_cost_goal_or_money_in_it() -> None:
    made = brief(SECRET)
    kept = content(made, "customer", Letter(chance="exact"))
    for word in ("Secret", "98765", "876543", "4567", "34567", "margin", "cost", "goal", "profit",
                 "revenue", "plan", "levels"):  # fmt: skip
        assert word not in kept.replace("chance_", "").replace(".0", "")
    again = from_content(kept, "customer")
    assert isinstance(again, Outlook)
    assert again.chance == made.answer.chance.value
    assert set(json.loads(kept)["bands"]) == set(again.bands)
    assert again.bands["contacts"] == made.answer.bands["contacts"]
    assert sum(again.evidence.values()) == len(SECRET.uncertain_paths)


def test_the_chance_is_left_out_or_rounded_before_anything_is_kept() -> None:
    made = brief(example("national"))
    exact = made.answer.chance.value
    untold = json.loads(content(made, "customer"))
    assert untold["chance"] is None
    assert str(exact) not in json.dumps(untold)
    tens = from_content(content(made, "customer", Letter(chance="tens")), "customer")
    assert isinstance(tens, Outlook)
    assert tens.chance is not None
    assert 10 * tens.chance == pytest.approx(round(10 * tens.chance), abs=1e-9)
    assert abs(tens.chance - exact) <= 0.05
    assert str(exact) not in content(made, "customer", Letter(chance="tens", first="chance"))


def test_a_first_sentence_that_is_not_told_becomes_another() -> None:
    answer = brief(example("national")).answer
    for letter in (Letter(first="chance"), Letter(first="own", opening="  ")):
        assert outlook(example("national"), answer, letter).first == "contacts"
    own = outlook(example("national"), answer, Letter(first="own", opening="Come and see."))
    assert (own.first, own.opening) == ("own", "Come and see.")


def test_texts_of_the_maker_change_no_mark_and_links_of_before_keep_theirs() -> None:
    plan = example("national")
    answer = brief(plan).answer
    told = Letter("Ann", "Call me.", "own", "Come and see.")
    assert outlook(plan, answer, told).mark == outlook(plan, answer).mark
    old = vars(outlook(plan, answer, Letter(chance="exact", first="chance")))
    before = {key: old[key] for key in [*old][: [*old].index("first")]}
    again = from_content(json.dumps(before), "customer")
    assert isinstance(again, Outlook)
    assert again.first == "chance"
    assert again.mark == marked(json.dumps(before | {"name": ""}, sort_keys=True))


def test_a_board_link_keeps_the_advice_and_an_old_one_has_none() -> None:
    plan = example("national")
    date = DecisionDate(624.0, "2027-03-01")
    told = Verdict("later", 0.4, 0.3, -5.0, -2.0, Option("stand", 0.35, 3.0), 46.0, date)
    made = replace(brief(plan), verdict=told)
    again = from_content(content(made, "board"), "board")
    assert isinstance(again, Brief)
    assert again.verdict == told
    older = from_content(content(brief(plan), "board"), "board")
    assert isinstance(older, Brief)
    assert older.verdict is None


def test_a_customer_is_told_which_orders_do_not_count() -> None:
    made = brief(SECRET.with_(horizon=9))
    again = from_content(content(made, "customer"), "customer")
    assert isinstance(again, Outlook)
    assert again.horizon == 9
    kept = json.loads(content(made, "customer"))
    del kept["horizon"]  # links of before there was one
    older = from_content(json.dumps(kept), "customer")
    assert isinstance(older, Outlook)
    assert older.horizon is None


def test_a_customers_mark_tells_what_is_shown_apart_and_nothing_else() -> None:
    plan = SECRET.with_(costs=(), goal=None)
    made = outlook(plan, brief(plan).answer)
    dearer = plan.with_(inputs={"margin": Exact(0.2, plan.inputs["margin"].scale)})
    assert made.mark == outlook(dearer, brief(dearer).answer).mark  # no costs: always covered
    renamed = from_content(content(brief(plan.with_(name="x")), "customer"), "customer")
    assert isinstance(renamed, Outlook)
    assert made.mark == renamed.mark
    fewer = plan.with_(inputs={"visitors": Exact(100.0)})
    assert made.mark != outlook(fewer, brief(fewer).answer).mark
