"""A year in the book, through the app: kept, frozen, opened again, renamed, deleted, back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.actuals.year_forecast import loads
from store import Fairs, KeptYears
from tests.pages.visits import EN, HOSTILE, LOCALES, click, main
from ui.year.listed import LISTED, SETTINGS

BOX = "year.in_book"


@pytest.fixture
def years(fairs: Fairs) -> KeptYears:
    return KeptYears(fairs.database, fairs.owner)


def year(visit: Any, language: str = "en") -> Any:
    """A visitor of the page, with its box for the book open."""
    visitor = visit(LOCALES[language])
    visitor.at.switch_page("pages/year.py")
    return visitor.run().open(BOX)


def kept(visit: Any, language: str = "en") -> Any:
    visitor = year(visit, language).type("year.book.name", "Our year")
    return click(visitor, "year.book.keep")


def keys(visitor: Any) -> set[str]:
    return {str(button.key) for button in visitor.at.button}


def test_a_year_goes_into_the_book_with_its_fairs_once(
    visit: Any, fairs: Fairs, years: KeptYears
) -> None:
    visitor = kept(visit)
    assert not visitor.errors
    (one,) = years.listed()
    names = [fair.name for fair in fairs.listed()]
    assert sorted(names) == sorted(entry.scenario.name for entry in visitor.kept(LISTED))
    assert {*one.parts["plan"].fairs} == {fair.id for fair in fairs.listed()}
    assert {fair.year for fair in fairs.listed()} == {one.year}
    assert (one.name, "year.book.keep" in keys(visitor)) == ("Our year", False)
    other = kept(visit)  # somebody else, with the same fairs
    assert not other.errors
    assert len(fairs.listed()) == len(names)
    assert [each.parts["plan"].fairs for each in years.listed()] == [one.parts["plan"].fairs] * 2


def test_a_year_is_frozen_for_good_with_what_the_page_says(visit: Any, years: KeptYears) -> None:
    visitor = click(kept(visit), "year.book.freeze")
    assert EN("year.book.freeze_text") in main(visitor)
    click(visitor, "year.book.freeze_now")
    assert not visitor.errors
    (one,) = years.listed()
    document = years.latest(one.id, "frozen")
    assert document is not None
    made = loads(document.content)
    assert made.taken == (0, 1, 2)
    assert made.choice in ("by_mean", "own")
    n = EN.of_hundred(made.figures.chance)
    assert f"{n} end above zero" in str(visitor.at.header[0].value)
    assert f"{n} of 100 such years end above zero" in main(visitor)
    assert made.figures.p10 < made.figures.p50 < made.figures.p90
    assert "year.book.freeze" not in keys(visitor)


def test_another_visitor_opens_it_from_the_list_of_fairs_and_saves_a_change(
    visit: Any, years: KeptYears
) -> None:
    kept(visit)
    (one,) = years.listed()
    visitor = visit(LOCALES["nl"])
    visitor.at.switch_page("pages/fairs.py")
    visitor.run()
    click(visitor, f"year.open.{one.id}")
    assert not visitor.errors
    visitor.at.switch_page("pages/year.py")
    visitor.run().open(BOX)
    assert not visitor.english()
    visitor.at.segmented_control(key="year.together").set_value(1.0)
    click(visitor.run(), "year.book.keep")
    (saved,) = years.listed()
    assert saved.version("plan") == 2
    assert saved.parts["plan"].fairs == one.parts["plan"].fairs


def test_an_earlier_version_is_opened_and_saved_on_top_of_the_newest(
    visit: Any, years: KeptYears
) -> None:
    visitor = kept(visit)
    visitor.at.segmented_control(key="year.together").set_value(1.0)
    click(visitor.run(), "year.book.keep")
    (one,) = years.listed()
    visitor.open("year.book.more")
    click(visitor, "year.version.1")
    assert not visitor.errors
    assert visitor.kept(SETTINGS).together == 0.5
    assert "year.book.keep" in keys(visitor)
    click(visitor, "year.book.keep")
    assert not visitor.errors
    told = [json.loads(document.content) for document in (
        years.document(one.id, "plan", version) for version in (1, 2, 3)
    ) if document is not None]  # fmt: skip
    assert told[0] == told[2] != told[1]


def test_a_reload_finds_the_year_and_its_fairs_again(
    visit: Any, fairs: Fairs, years: KeptYears
) -> None:
    visitor = kept(visit)
    (one,) = years.listed()
    again = visit(LOCALES["en"])
    link = json.loads(years.latest(one.id, "plan").content)["year"]  # type: ignore[union-attr]
    again.at.query_params["y"] = link
    again.at.query_params["kept"] = f"{one.id}.1"
    again.at.switch_page("pages/year.py")
    again.run().open(BOX)
    assert not again.errors
    assert f"**{one.name}**" in main(again)
    assert [entry.fair for entry in again.kept(LISTED)] == [*one.parts["plan"].fairs]
    assert "year.book.keep" not in keys(again)  # nothing has changed
    assert len(fairs.listed()) == len(visitor.kept(LISTED))
    for wrong in ("", "x", f"{one.id}.7", f"{one.id}.²", "nobody.1"):
        other = visit(LOCALES["en"])
        other.at.query_params["kept"] = wrong
        other.at.switch_page("pages/year.py")
        other.run().open(BOX)
        assert not other.errors
        assert "year.book.keep" in keys(other)


def test_of_two_who_change_a_year_the_later_chooses(visit: Any, years: KeptYears) -> None:
    visitor = kept(visit)
    (one,) = years.listed()
    newest = years.latest(one.id, "plan")
    assert newest is not None
    theirs = newest.content.replace('"fairs"', ' "fairs"')
    years.save(one.id, "plan", theirs, newest.fairs, base=1, by="Bert")
    visitor.at.segmented_control(key="year.together").set_value(0.0)
    click(visitor.run(), "year.book.keep")
    assert "Bert" in str(visitor.at.warning[0].value)
    click(visitor, "year.book.mine")
    assert years.listed()[0].version("plan") == 3
    assert not visitor.at.warning


def test_a_year_is_renamed_deleted_and_brought_back(visit: Any, years: KeptYears) -> None:
    visitor = kept(visit).open("year.book.more")
    visitor.type("year.book.rename", "Next year")
    click(visitor, "year.book.renamed")
    (one,) = years.listed()
    assert one.name == "Next year"
    click(visitor, "year.book.delete")
    assert years.listed() == []
    assert "year.book.keep" in keys(visitor)  # the list itself is still there
    click(visitor, "year.book.undo")
    assert [each.name for each in years.listed()] == ["Next year"]
    visitor.at.selectbox(key="year.book.other").set_value(one.id)
    click(visitor.run(), "year.book.open")
    assert not visitor.errors


def test_a_name_that_cannot_be_kept_is_told_and_nothing_is_lost(
    visit: Any, years: KeptYears
) -> None:
    visitor = year(visit).type("year.book.name", " ")
    click(visitor, "year.book.keep")
    assert [str(one.value) for one in visitor.at.error] == [
        EN("fairs.store.not_year_name", most=120)
    ]
    assert years.listed() == []


@pytest.mark.thorough
@pytest.mark.parametrize("text", HOSTILE[:4])
def test_what_users_call_a_year_stays_plain_text(text: str, visit: Any, years: KeptYears) -> None:
    visitor = click(year(visit).type("year.book.name", text), "year.book.keep")
    assert [one.name for one in years.listed()] == [text]
    shown = [str(one.value) for one in (*visitor.at.markdown, *visitor.at.success)]
    assert not [one for one in shown if text in one]
