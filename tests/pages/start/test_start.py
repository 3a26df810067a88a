"""The seven questions through the app: what is said, the answer beside it, and what stays.

Long because one page is tried in one place.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.links.plan_link import encode
from sim.plan.beliefs import Exact, Range
from sim.plan.file import EXAMPLES, example
from sim.plan.parameters import PATHS, Unit
from sim.play.engine import SEED
from sim.start.facts import QUESTIONS
from tests.pages.start.asked import FACTS, LAST, key, page, say, shown, told
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, click


@pytest.mark.parametrize("language", LOCALES)
def test_the_answer_stands_beside_the_questions_from_the_first_number_on(
    language: str, visit: Any
) -> None:
    w = {"nl": NL, "en": EN}[language]
    visitor = page(visit, language)
    assert not visitor.at.header
    assert w("start.waiting") in shown(visitor)
    say(visitor, visitors="9000")
    assert visitor.first
    assert w("start.waiting") not in shown(visitor)
    assert w.counted("start.answered", 1, n="1", of="7") in shown(visitor)


@pytest.mark.parametrize("language", LOCALES)
def test_everything_that_a_marketing_lead_knows_is_asked_in_seven_questions(
    language: str, visit: Any
) -> None:
    visitor = page(visit, language)
    visitor.pick("start.kind.0", "regional")
    told(visitor, FACTS | LAST)
    inputs, base = visitor.plan.inputs, example("regional")
    assert visitor.plan.goal is None  # nobody has set one
    assert inputs["visitors"].likely == 9000
    assert isinstance(inputs["visitors"], Range)
    assert [inputs[one] for one in ("staff", "days", "area")] == [
        Exact(3.0),
        Exact(2.0),
        Exact(24.0),
    ]
    assert inputs["order_value"].likely == 42_000
    assert inputs["margin"].likely == pytest.approx(0.28)
    budget = [line for line in visitor.plan.costs if line.stage is None]
    assert sum(x.amount.likely * x.size(inputs) for x in budget) == pytest.approx(31_000, abs=1e-6)
    assert [x for x in visitor.plan.costs if x.stage] == [x for x in base.costs if x.stage][:1] or (
        [x.amount for x in visitor.plan.costs if x.stage]
        == [x.amount for x in base.costs if x.stage]
    )
    assert inputs["contacts_per_hour"] != base.inputs["contacts_per_hour"]
    w = {"nl": NL, "en": EN}[language]
    assert w.counted("start.answered", 7, n="7", of="7") in shown(visitor)
    assert len(FACTS | LAST) + 1 <= 15
    assert not visitor.english() if language == "nl" else True


def test_one_click_takes_back_what_the_last_fair_taught(visit: Any) -> None:
    visitor = told(page(visit), FACTS)
    before = visitor.plan
    told(visitor, LAST)
    assert visitor.plan != before
    assert "140 good conversations, 11 quotes, 3 orders" in shown(visitor)
    assert EN("start.learned_why") in shown(visitor)
    click(visitor, "start.leave_out")
    assert visitor.plan.numbers == before.numbers
    assert EN("start.learned_why") not in shown(visitor)
    assert visitor.box(key(visitor, "contacts.0")).value == ""


@pytest.mark.parametrize("language", LOCALES)
def test_orders_without_the_conversations_before_them_are_said_to_teach_nothing_yet(
    language: str, visit: Any
) -> None:
    w = {"nl": NL, "en": EN}[language]
    visitor = say(page(visit, language), orders__0="4")
    counts = f"4 {w.within(w('stages.orders'))}"
    assert w("start.learned_nothing", counts=counts) in shown(visitor)
    assert w("start.learned", counts=counts, fair=w("start.last_fair")) not in shown(visitor)
    assert w("start.learned_why") not in shown(visitor)
    say(visitor, contacts__0="180")
    assert w("start.learned_nothing", counts=counts) not in shown(visitor)
    assert w("start.learned_why") in shown(visitor)


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(
    ("box", "text"),
    [("costs", "31,000 incl. VAT"), ("order_value", "much"), ("staff", "us"), ("margin", "120 %")],
)
def test_a_box_that_cannot_be_read_leaves_the_number_that_the_plan_has(
    box: str, text: str, opened: bool, visit: Any
) -> None:
    visitor = told(page(visit), FACTS)
    before = visitor.plan
    if opened:  # by its link, where the boxes hold what the plan has
        visitor = page(visit, s=encode(before, SEED, "own"))
        assert visitor.box(key(visitor, "staff")).value == "3"
    say(visitor, **{box: text})
    assert len(visitor.errors) == 1
    assert (visitor.plan.costs, visitor.plan.inputs) == (before.costs, before.inputs)
    visitor.type(key(visitor, "days"), "4")
    assert visitor.plan.costs == before.costs
    days = Exact(4.0, PATHS["days"].unit.scale)
    assert {**visitor.plan.inputs} == {**before.inputs, "days": days}


def test_several_fairs_are_learned_from(visit: Any) -> None:
    visitor = told(page(visit), FACTS | LAST)
    one = visitor.plan
    click(visitor, "start.another")
    told(visitor, {"contacts.1": "90", "quotes.1": "12", "orders.1": "6"})
    assert visitor.plan.inputs["order_share.decision"] != one.inputs["order_share.decision"]
    assert EN("start.learned_more", counts="140 good conversations, 11 quotes, 3 orders",
              fair=EN("start.last_fair"), n="1") in shown(visitor)  # fmt: skip


def test_a_first_time_is_an_answer_and_hides_the_boxes_of_the_last_fair(visit: Any) -> None:
    visitor = page(visit)
    visitor.at.checkbox(key="start.first_time.0").set_value(True)
    visitor.run()
    assert EN.counted("start.answered", 1, n="1", of="7") in shown(visitor)
    assert not [one for one in visitor.at.text_input if str(one.key).startswith("start.contacts")]


def test_what_cannot_be_read_stays_in_its_box_and_loses_no_answer(visit: Any) -> None:
    visitor = say(page(visit), visitors="9000")
    before = visitor.plan
    say(visitor, margin="a lot")
    assert visitor.errors == [
        "Contribution margin: a lot is not a number; give a percentage from 0 to 100"
    ]
    assert visitor.plan == before
    assert visitor.box(key(visitor, "margin")).value == "a lot"
    visitor.pick("language_choice", "nl")
    assert visitor.box(key(visitor, "margin")).value == "a lot"
    assert visitor.box(key(visitor, "visitors")).value == "9.000"
    say(visitor, margin="28")
    assert not visitor.errors
    assert visitor.plan.inputs["margin"].likely == pytest.approx(0.28)


def test_more_orders_than_quotes_are_refused_at_their_box(visit: Any) -> None:
    visitor = told(page(visit), {"contacts.0": "140", "quotes.0": "3", "orders.0": "11"})
    (problem,) = visitor.errors
    assert problem.startswith("Orders: 11")


def test_a_reload_finds_the_answers_in_the_address(visit: Any) -> None:
    first = told(page(visit), FACTS | LAST)
    said = json.dumps({"kind": "national", "typed": FACTS | LAST, "code": "en"})
    again = page(visit, q=said)
    assert again.box(key(again, "visitors")).value == "9000"
    first.pick("start.kind.0", "national")
    assert again.plan.numbers == first.plan.numbers


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{", "null", '{"typed": 3}', '{"typed": {"visitors": 9000}}', '{"fairs": true}',
     '{"kind": "own"}', '{"code": "xx"}', "[" * 1900, '{"typed": {"margin": "' + "9" * 41 + '"}}',
     '{"typed": {"x": "1"}}', "9" * 2001],
)  # fmt: skip
def test_an_address_that_means_nothing_says_nothing(said: str, visit: Any) -> None:
    visitor = page(visit, q=said)
    assert EN("start.waiting") in shown(visitor)


def test_words_of_a_visitor_are_never_read_as_markdown(visit: Any) -> None:
    for text in HOSTILE:
        visitor = say(page(visit), costs=text[:40])
        assert len(visitor.errors) <= 1
        assert not any("<script>" in error for error in visitor.errors)


def test_starting_again_forgets_every_answer(visit: Any) -> None:
    visitor = told(page(visit), FACTS | LAST)
    click(visitor, "start.again")
    assert EN("start.waiting") in shown(visitor)
    assert visitor.plan.numbers == example("own").numbers
    assert visitor.box(key(visitor, "visitors")).value == ""


def test_an_example_that_nobody_changed_shows_the_way_to_the_questions(visit: Any) -> None:
    visitor = visit()
    links = [node.proto.label for node in visitor.at.get("page_link")]
    assert EN("start.offer") in links
    visitor.type("likely.visitors", "20,000")
    visitor.run()
    links = [node.proto.label for node in visitor.at.get("page_link")]
    assert EN("start.offer") not in links


def test_every_question_has_its_words() -> None:
    for w in (NL, EN):
        assert {*w.text("start.questions")} == {*QUESTIONS}
        assert {*w.text("start.kinds")} == {*EXAMPLES}
    assert {"visitors", "staff", "days", "area", "order_value", "margin"} <= {*PATHS}


@pytest.mark.parametrize("language", LOCALES)
def test_a_budget_out_of_a_spreadsheet_counts_instead_of_its_sum(language: str, visit: Any) -> None:
    visitor = say(page(visit, language), costs="1", area="24")
    visitor.open("start.budget.open.0")
    pasted = "Standruimte\t4.800,00\nStandbouw\t9.600,00\nCatering\t600,00\nTotaal\t15.000,00"
    visitor.type("start.budget.0", pasted)
    assert not visitor.errors
    budget = [line for line in visitor.plan.costs if line.stage is None]
    assert [(line.label, line.per, line.amount.likely) for line in budget] == [
        ("Standruimte", "m2", 200), ("Standbouw", "m2", 400), ("Catering", "fair", 600)
    ]  # fmt: skip
    say(visitor, area="12")
    inputs = visitor.plan.inputs
    money = [x.amount.likely * x.size(inputs) for x in visitor.plan.costs if x.stage is None]
    assert money == [4800, 9600, 600]


def test_a_budget_that_holds_no_amount_is_told_and_stays_where_it_was_pasted(visit: Any) -> None:
    visitor = say(page(visit), costs="1,000").open("start.budget.open.0")
    before = visitor.plan
    visitor.type("start.budget.0", "Catering\nStand")
    assert visitor.errors == [EN("lines.paste.no_amounts")]
    assert visitor.plan == before
    assert visitor.box("start.budget.0").value == "Catering\nStand"


@pytest.mark.parametrize(
    ("box", "typed", "meant"),
    [("costs", "31", 31_000), ("order_value", "12", 12_000), ("visitors", "9000000", 9000)],
)
@pytest.mark.parametrize("language", LOCALES)
def test_a_number_far_from_the_examples_is_asked_about_once(
    language: str, box: str, typed: str, meant: float, visit: Any
) -> None:
    w = {"nl": NL, "en": EN}[language]
    visitor = say(page(visit, language), **{box: typed})
    unit = Unit.COUNT if box == "visitors" else Unit.MONEY
    taken = w("inputs.doubt_take", meant=w.typed(meant, unit))
    assert taken in [button.label for button in visitor.at.button]
    held = w("inputs.doubt_example", typed="@", meant="@", before="@").split("@")[-2]
    assert any(held in text for text in visitor.texts())
    click(visitor, f"doubt.take.start.{box}")
    assert visitor.box(key(visitor, box)).value == w.typed(meant, unit)
    assert not [one for one in visitor.at.button if str(one.key).startswith("doubt.")]
    other = say(page(visit, language), **{box: typed})
    click(other, f"doubt.keep.start.{box}")
    assert other.box(key(other, box)).value == typed
    assert not [one for one in other.at.button if str(one.key).startswith("doubt.")]


def test_a_margin_without_its_sign_is_asked_about(visit: Any) -> None:
    visitor = say(page(visit, "nl"), margin="0,28")
    click(visitor, "doubt.take.start.margin")
    assert visitor.plan.inputs["margin"].likely == pytest.approx(0.28)


@pytest.mark.parametrize("text", ["24 m2", "24 m²", "24m2"])
def test_a_number_may_come_with_what_it_counts(text: str, visit: Any) -> None:
    visitor = say(page(visit, "nl"), area=text, staff="3 personen", days="2 dagen",
                  costs="31.000 excl. btw")  # fmt: skip
    assert not visitor.errors
    found = visitor.plan.inputs
    assert [found[path].likely for path in ("area", "staff", "days")] == [24, 3, 2]


def test_all_back_on_plan_means_the_answers_to_the_questions(visit: Any) -> None:
    visitor = say(page(visit, "en"), visitors="9000", costs="31.000")
    made = visitor.plan
    visitor.at.switch_page("plan.py")
    visitor.run()
    assert EN("plan.reset") not in [button.label for button in visitor.at.button]
    visitor.type("likely.visitors", "12,000")
    assert visitor.plan != made
    (back,) = (button for button in visitor.at.button if button.label == EN("plan.reset"))
    back.click()
    visitor.run()
    assert visitor.plan == made


def test_of_a_pasted_sheet_the_amounts_without_vat_are_taken(visit: Any) -> None:
    visitor = page(visit, "nl")
    text = "Post\tNetto\tBtw\tBruto\nStand\t16.000\t3.360\t19.360\nHotel\t40\t8\t48"
    visitor.open("start.budget.open.0").at.text_area[0].set_value(text)
    visitor.run()
    assert sorted(line.amount.likely for line in visitor.plan.costs if line.stage is None) == [
        40,
        16_000,
    ]
