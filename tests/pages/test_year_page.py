"""The page of the year through the app: what a visitor does there, and what stands there then."""

from __future__ import annotations

from typing import Any

import pytest

from sim import dumps
from sim.links import plan_text
from sim.links.plan_link import Link, encode
from sim.links.year_link import FairOfYear, YearLink, decode_year, encode_year
from sim.plan.choices.dates import TODAY, DecisionDate
from sim.plan.file import EXAMPLES, example
from sim.year.settings import Settings
from sim.year.year import Overlap
from store import Fairs
from tests.pages.visits import EN, HOSTILE, LOCALES, click, main
from ui.visit.answers import answer
from ui.year.listed import LISTED, SETTINGS
from words.catalogue import words


def year(visit: Any, language: str = "en", **parameters: str) -> Any:
    """A visitor of the page."""
    visitor = visit(LOCALES[language])
    for name, value in parameters.items():
        visitor.at.query_params[name] = value
    visitor.at.switch_page("pages/year.py")
    return visitor.run()


def listed(visitor: Any) -> list[Any]:
    return [*(visitor.kept(LISTED) or ())]


def ticked(visitor: Any) -> list[str]:
    return [one.scenario.name for one in listed(visitor) if one.taken]


def headline(visitor: Any) -> str:
    return str(visitor.at.header[0].value)


def tick(visitor: Any, key: int) -> Any:
    box = visitor.at.checkbox(key=f"year.take.{key}")
    box.set_value(not box.value)
    return visitor.run()


@pytest.mark.parametrize("language", LOCALES)
def test_the_page_has_a_sentence_a_picture_and_a_row_a_fair(language: str, visit: Any) -> None:
    visitor, w = year(visit, language), words(language)
    assert not visitor.errors
    assert visitor.at.title[0].value == w("year.title")
    assert "100" in headline(visitor)
    ((axis, rows),) = visitor.chart()
    assert w("year.picture.axis") in axis
    assert list(rows["kind"]).count("dot") == 50
    assert [one.scenario.name for one in listed(visitor)] == [
        w.examples["fairs"][name] for name in EXAMPLES
    ]
    told = main(visitor)
    for one in listed(visitor):
        assert w.of_hundred(answer(one.scenario, 1).chance.value) in told
    assert w("year.firm.title") in [str(text.value) for text in visitor.at.subheader]


def test_the_dutch_page_holds_no_english(visit: Any) -> None:
    visitor = year(visit, "nl").open("year.add", "year.refine", "year.pairs", "year.months")
    assert not visitor.errors
    assert not visitor.english()
    visitor.type("year.budget", "veel").type("year.overlap", "130").type("year.link", "x")
    click(visitor, "year.current")
    assert len(visitor.errors) == 3  # of what was to be added the last
    assert not visitor.english()


def test_without_a_fair_the_year_is_nothing_and_with_one_it_is_that_fair(visit: Any) -> None:
    visitor = year(visit)
    for key in (1, 2, 3):
        tick(visitor, key)
    assert headline(visitor) == EN("year.first.nowhere", profit=EN.money(0.0, "EUR"))
    assert not visitor.chart()
    tick(visitor, 1)
    alone = answer(listed(visitor)[0].scenario, 1).chance.value
    assert f"{EN.of_hundred(alone)} end above zero" in headline(visitor)


def test_a_booked_fair_that_is_left_out_costs_its_fee(visit: Any) -> None:
    plan = example("regional").with_(name="Booked", decide=(DecisionDate(4_000.0, TODAY),))
    fairs = (FairOfYear(Link(plan), False), FairOfYear(Link(example("national")), False))
    link = encode_year(YearLink(fairs, Settings()))
    visitor = year(visit, y=link).open("year.months")
    nowhere = EN("year.first.nowhere", profit=EN.costs(-4_000.0))
    assert headline(visitor) == nowhere
    told = [str(one.value).replace("\\", "") for one in visitor.at.caption]
    assert nowhere in told
    (one,) = [each for each in told if "for cancelling" in each]
    assert one.endswith("Leaving out Booked costs €4,000 for cancelling.")
    assert "only cancelling costs money" in main(visitor)
    visitor.at.switch_page("pages/board.py")
    assert nowhere.partition(",")[0] in str(visitor.run().at.header[0].value)


def test_a_budget_chooses_what_it_pays_for_and_one_that_cannot_be_read_stays(visit: Any) -> None:
    visitor = year(visit).type("year.budget", "100,000")
    assert "over the budget" in main(visitor)
    cards = main(visitor)
    assert "With €10,000 more" in cards
    click(visitor, "year.other.by_chance")
    assert ticked(visitor) == [EN.examples["fairs"]["national"]]
    assert "is left" in main(visitor)
    visitor.type("year.budget", "a lot")
    assert len(visitor.errors) == 1
    assert visitor.at.text_input(key="year.budget").value == "a lot"
    assert visitor.kept(SETTINGS).budget == 100_000
    assert not visitor.type("year.budget", "").errors
    assert visitor.kept(SETTINGS).budget is None


def test_a_good_year_that_is_good_everywhere_makes_bad_years_worse(visit: Any) -> None:
    visitor = year(visit)
    before = headline(visitor)
    visitor.at.segmented_control(key="year.together").set_value(1.0)
    visitor.run()
    assert visitor.kept(SETTINGS).together == 1.0
    assert headline(visitor) != before


def test_fairs_are_added_once_each_replaced_by_smaller_ones_and_taken_out(visit: Any) -> None:
    visitor = year(visit).open("year.add")
    click(visitor, "year.current")
    assert len(visitor.errors) == 1  # it is in the list already
    click(visitor, "year.add_variant")
    assert not visitor.kept(LISTED)[3].taken
    tick(visitor, 4)
    assert listed(visitor)[3].scenario.name in ticked(visitor)
    assert listed(visitor)[0].scenario.name not in ticked(visitor)  # which it replaces
    swiss = example("own").with_(name="Swiss", currency="CHF")
    visitor.at.file_uploader[0].set_value(("fair.toml", dumps(swiss).encode(), "application/toml"))
    assert "CHF" in str(visitor.run().at.error[0].value)
    visitor.at.selectbox(key="year.out").set_value(1)
    click(visitor.run(), "year.remove")
    assert [one.key for one in listed(visitor)] == [2, 3]


def in_book(fairs: Fairs, *names: str, currency: str = "EUR") -> list[str]:
    """Fairs with a plan in the book; their ids."""
    ids = []
    for name in names:
        plan = example("regional").with_(name=name, currency=currency)
        ids.append(fairs.new(name, 2027).id)
        fairs.save(ids[-1], "plan", plan_text.dumps(plan, 1), base=0)
    return ids


def add_from_book(visitor: Any, ids: list[str]) -> Any:
    visitor.at.multiselect(key="year.book").set_value(ids)
    return click(visitor.run(), "year.add_book")


def test_fairs_of_the_book_take_the_place_of_examples_that_nobody_touched(
    visit: Any, fairs: Fairs
) -> None:
    assert "year.book" not in {box.key for box in year(visit).open("year.add").at.multiselect}
    ids = in_book(fairs, "First", "Second")
    visitor = add_from_book(year(visit), ids)
    assert not visitor.errors
    assert ticked(visitor) == ["First", "Second"]
    assert [one.fair for one in listed(visitor)] == ids
    link = encode_year(
        YearLink(tuple(FairOfYear(Link(example(one), 1, one)) for one in EXAMPLES), Settings())
    )
    again = add_from_book(year(visit, y=link), ids[:1])  # the first visit, loaded again
    assert ticked(again) == ["First"]


def test_an_example_that_was_moved_stays_beside_fairs_of_the_book(visit: Any, fairs: Fairs) -> None:
    ids = in_book(fairs, "First")
    visitor = year(visit).open("year.refine", "year.add")
    visitor.at.selectbox(key="year.month.2").set_value(4)
    visitor = add_from_book(visitor.run(), ids)
    assert [one.scenario.name for one in listed(visitor)] == [
        EN.examples["fairs"]["national"],
        "First",
    ]


def test_of_several_fairs_of_the_book_all_come_or_none_and_the_one_in_the_way_is_named(
    visit: Any, fairs: Fairs
) -> None:
    ids = [*in_book(fairs, "First"), *in_book(fairs, "Swiss", currency="CHF")]
    visitor = add_from_book(year(visit), ids)
    (told,) = visitor.errors
    assert "Swiss" in str(told)
    assert len(listed(visitor)) == len(EXAMPLES)
    assert visitor.at.multiselect(key="year.book").value == ids
    assert ticked(add_from_book(visitor, ids[1:])) == ["Swiss"]


def test_months_exclude_fairs_where_the_same_people_would_be_needed(visit: Any) -> None:
    visitor = year(visit).open("year.refine")
    visitor.at.checkbox(key="year.same_people").set_value(True)
    visitor.run()
    assert ticked(visitor) == [EN.examples["fairs"]["regional"]]
    visitor.at.selectbox(key="year.month.2").set_value(4)
    tick(visitor.run(), 2)
    assert len(ticked(visitor)) == 2
    assert EN("year.fairs.excluded") in main(visitor)


@pytest.mark.thorough
def test_two_fairs_have_a_number_of_their_own_which_stays_with_them(visit: Any) -> None:
    visitor = year(visit).open("year.refine", "year.pairs").type("year.overlap", "20")
    before = headline(visitor)
    visitor.type("year.pair.2.3", "90")
    assert headline(visitor) != before
    visitor.type("year.pair.1.2", "a lot")
    assert len(visitor.errors) == 1
    assert visitor.at.text_input(key="year.pair.1.2").value == "a lot"
    assert visitor.kept(SETTINGS).pairs == (Overlap(1, 2, 0.9),)
    visitor.type("year.pair.1.2", "0")
    assert visitor.kept(SETTINGS).pairs == (Overlap(0, 1, 0.0), Overlap(1, 2, 0.9))
    visitor.open("year.add").at.selectbox(key="year.out").set_value(1)
    click(visitor.run(), "year.remove")
    assert visitor.kept(SETTINGS).pairs == (Overlap(0, 1, 0.9),)


def test_of_many_fairs_the_pairs_of_one_are_asked_at_a_time(visit: Any) -> None:
    fairs = tuple(FairOfYear(Link(example("regional").with_(name=name))) for name in "ABCDE")
    link = encode_year(YearLink(fairs, Settings(pairs=(Overlap(0, 4, 0.5),))))
    visitor = year(visit, y=link).open("year.refine", "year.pairs")
    visitor.at.selectbox(key="year.pairs.of").set_value(4)
    visitor.run()
    boxes = [box for box in visitor.at.text_input if str(box.key).startswith("year.pair.")]
    assert [box.value for box in boxes] == ["50%", "", "", ""]


def test_a_year_opens_from_its_own_link(visit: Any) -> None:
    fairs = tuple(
        FairOfYear(Link(example(name).with_(name=name), 5), taken=name != "national", month=at)
        for at, name in enumerate(reversed(EXAMPLES))
    )
    link = encode_year(YearLink(fairs, Settings(budget=300_000.0, together=0.0)))
    visitor = year(visit, y=link)
    assert not visitor.errors
    assert ticked(visitor) == ["international", "regional"]
    assert visitor.screen.seed == 5
    assert visitor.kept(SETTINGS).budget == 300_000
    assert visitor.at.text_input(key="year.budget").value == "300,000"
    assert len(year(visit, y="broken").errors) == 1
    assert decode_year(link).settings.together == 0.0


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_what_users_wrote_stays_plain_text(text: str, visit: Any) -> None:
    fairs = tuple(FairOfYear(Link(example(name).with_(name=text))) for name in EXAMPLES)
    link = encode_year(YearLink(fairs, Settings()))
    visitor = year(visit, y=link).open("year.add", "year.refine", "year.pairs", "year.months")
    assert not visitor.errors
    labels = [box.label for box in (*visitor.at.checkbox, *visitor.at.text_input)]
    shown = [str(one.value) for one in visitor.at.markdown]
    assert not [one for one in [*shown, *labels] if text in one]


def test_a_first_visit_with_a_plan_in_another_currency_begins_with_it_alone(visit: Any) -> None:
    swiss = example("own").with_(name="Swiss", currency="CHF")
    visitor = visit(LOCALES["en"], s=encode(swiss, 1))
    visitor.at.switch_page("pages/year.py")
    visitor.run().open("year.add")
    assert not visitor.errors
    assert [one.scenario.name for one in listed(visitor)] == ["Swiss"]
    assert "CHF" in headline(visitor)


def test_whoever_has_a_plan_of_their_own_finds_it_without_the_examples(visit: Any) -> None:
    plan = example("regional").with_(name="Ours", dependence=0.2)
    visitor = visit("en-US", "year", s=encode(plan, 1))
    assert not visitor.errors
    assert [one.scenario.name for one in listed(visitor)] == ["Ours"]
    assert "year.together" not in {one.key for one in visitor.at.segmented_control}


def test_examples_beside_one_that_was_changed_go_out_by_one_click(visit: Any) -> None:
    name = EN.examples["fairs"]["regional"]
    plan = example("regional").with_(name=name, dependence=0.2)
    visitor = visit("en-US", "year", s=encode(plan, 1, "regional")).open("year.add")
    assert len(listed(visitor)) == len(EXAMPLES)
    click(visitor, "year.without_examples")
    assert not visitor.errors
    assert [one.scenario.dependence for one in listed(visitor)] == [0.2]


def test_a_link_to_the_numbers_of_an_example_is_that_fair_and_no_second_one(visit: Any) -> None:
    plan = example("national").with_(name="Ours")
    visitor = visit("en-US", "year", s=encode(plan, 1))
    assert [one.scenario.name for one in listed(visitor)].count("Ours") == 1
    assert len(listed(visitor)) == len(EXAMPLES)
