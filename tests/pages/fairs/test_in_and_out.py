"""The plan on the screen goes into the book and comes back, of two at once too."""

from __future__ import annotations

from typing import Any

import pytest

from sim import dumps
from sim.links import plan_text
from store import Fairs
from tests.pages.fairs.booked import PLAN, kept, page, told
from tests.pages.visits import EN, LOCALES, NL, click
from words.catalogue import words


@pytest.mark.parametrize("language", LOCALES)
def test_the_plan_on_the_screen_goes_into_the_book_and_comes_back_equal(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    visitor = visit(LOCALES[language]).type("likely.visitors", "12345")
    plan = visitor.plan
    page(visitor).type("put_name", "Abiss").type("book_by", " Ann  B ")
    visitor.at.number_input(key="put_year").set_value(2027)
    visitor.run()
    assert w("fairs.list.empty") in told(visitor)
    click(visitor, "put_plan")
    assert not visitor.errors
    (fair,) = fairs.listed()
    assert (fair.name, fair.year, fair.by, fair.version("plan")) == ("Abiss", 2027, "Ann B", 1)
    document = fairs.latest(fair.id, "plan")
    assert document is not None
    assert plan_text.loads(document.content) == (plan, 1)
    assert w("fairs.done.put", name="Abiss 2027") in told(visitor)
    assert language == "en" or not visitor.english()
    reader = visit(LOCALES[language], "fairs")
    click(reader, f"open.{fair.id}")
    assert reader.plan == plan
    assert w("plan.from_book") in told(reader)


def test_a_plan_is_called_as_its_fair_after_a_rename_and_in_a_copy(
    visit: Any, fairs: Fairs
) -> None:
    plan = PLAN.with_(name="Abiss 2026, 24 m2")
    id = fairs.new(plan.name, 2026).id
    fairs.save(id, "plan", plan_text.dumps(plan, 7), base=0)
    visitor = click(visit("en-US", "fairs"), f"open.{id}")
    click(page(visitor), f"more.{id}")
    assert EN("fairs.card.copy_text", evaluate=EN("fairs.card.evaluate"), year=2027) in told(
        visitor
    )
    click(visitor, f"copy.{id}")
    visitor.type(f"name.{id}", "Abiss 2025, 24 m2")
    click(visitor, f"rename.{id}")
    assert visitor.plan.name == "Abiss 2025, 24 m2"
    (copy,) = (one for one in fairs.listed() if one.id != id)
    assert click(page(visitor), f"open.{copy.id}").plan.name == "Abiss 2027, 24 m2"


def test_the_book_proposes_the_year_that_the_name_tells(visit: Any) -> None:
    named = PLAN.with_(name="Abiss 2031")
    visitor = page(visit().upload(dumps(named).encode()))
    assert visitor.at.number_input(key="put_year").value == 2031


def test_the_plan_is_saved_again_into_the_fair_that_it_came_from(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(visit("en-US", "fairs"), f"open.{fair.id}")
    assert visitor.screen.seed == 7
    visitor.type("likely.visitors", "9,000")
    page(visitor)
    assert visitor.at.selectbox(key="put_where").value == fair.id
    click(visitor, "put_plan")
    assert not visitor.errors
    assert [one.version for one in fairs.history(fair.id, "plan")] == [2, 1]
    visitor.pick("put_where", "").type("put_name", "Another")
    click(visitor, "put_plan")
    assert {one.name for one in fairs.listed()} == {"Abiss", "Another"}


def test_opening_the_plan_in_another_language_speaks_it(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    reader = click(visit("nl-NL", "fairs"), f"open.{fair.id}")
    assert reader.plan.numbers == PLAN.numbers
    assert not reader.english()


def test_an_earlier_version_can_be_opened_and_saved_on_top(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    later = PLAN.with_(hurdle=0.7)
    fairs.save(fair.id, "plan", plan_text.dumps(later, 8), base=1, by="Bert")
    visitor = click(visit("en-US", "fairs"), f"more.{fair.id}")
    click(visitor, f"version.1.{fair.id}")
    assert visitor.plan.numbers == PLAN.numbers
    click(page(visitor), "put_plan")
    assert not visitor.errors
    assert fairs.fair(fair.id).version("plan") == 3


def test_the_later_sees_what_the_earlier_changed_and_chooses(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(visit("en-US", "fairs"), f"open.{fair.id}").type("likely.visitors", "9,000")
    theirs = PLAN.with_(hurdle=0.7, dependence=0.5)
    fairs.save(fair.id, "plan", plan_text.dumps(theirs, 7), base=1, by="Bert <b>")
    click(page(visitor), "put_plan")
    shown = told(visitor)
    assert EN("fairs.clash.title") in shown
    assert "Bert" in shown
    assert "9,000" in shown
    assert EN("fairs.clash.of_before") in shown
    assert fairs.fair(fair.id).version("plan") == 2
    page(visitor)  # the choice waits
    click(visitor, "clash.plan.mine")
    assert not visitor.errors
    assert EN("fairs.clash.title") not in told(visitor)
    newest = fairs.latest(fair.id, "plan")
    assert newest is not None
    assert newest.version == 3
    assert plan_text.loads(newest.content)[0].inputs["visitors"].likely == 9000


def test_who_goes_on_with_theirs_has_their_plan_on_the_screen_and_keeps_their_own(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs)
    visitor = click(visit("nl-NL", "fairs"), f"open.{fair.id}").type("likely.visitors", "9.000")
    mine = visitor.plan
    theirs = PLAN.with_(dependence=0.5)
    fairs.save(fair.id, "plan", plan_text.dumps(theirs, 9), base=1)
    click(page(visitor), "put_plan")
    assert NL("fairs.by.nobody") in told(visitor)
    assert not visitor.english()
    click(visitor, "clash.plan.theirs")
    assert visitor.plan.numbers == theirs.numbers
    assert mine in visitor.screen.plans.values()
    assert fairs.fair(fair.id).version("plan") == 2
    click(page(visitor), "put_plan")
    assert not visitor.errors


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_that_one_never_saw_is_not_saved_over_without_a_choice(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w, fair = words(language), kept(fairs)
    visitor = page(visit(LOCALES[language]).type("likely.visitors", "12345"))
    visitor.pick("put_where", fair.id)
    click(visitor, "put_plan")
    shown = told(visitor)
    assert w("fairs.clash.title_first") in shown
    assert "Ann" in shown
    assert w("fairs.clash.of_before") not in shown
    assert fairs.fair(fair.id) == fair
    assert language == "en" or not visitor.english()
    click(visitor, "clash.plan.mine")
    assert not visitor.errors
    assert fairs.fair(fair.id).version("plan") == 2
    assert w("fairs.done.put", name=fair.title) in told(visitor)
    click(visitor, "put_plan")
    assert fairs.fair(fair.id).version("plan") == 2  # the same once more is no new version


def test_two_choices_wait_for_each_other(visit: Any, fairs: Fairs) -> None:
    visitor = page(visit().type("likely.visitors", "12345"))
    for one in (kept(fairs, "Abiss"), kept(fairs, "Prowood")):
        page(visitor).pick("put_where", one.id)
        click(visitor, "put_plan")
        assert not visitor.errors
    for name in ("Abiss 2026", "Prowood 2026"):
        assert f"**{name}: {EN('fairs.clash.title_first')}**" in told(visitor)
        click(visitor, "clash.plan.mine")
    assert EN("fairs.clash.title_first") not in told(visitor)
    assert [one.version("plan") for one in fairs.listed()] == [2, 2]
