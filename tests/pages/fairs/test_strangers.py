"""A stranger has a link, and reaches what it shows and the calculator: nothing of the company's."""

from __future__ import annotations

from typing import Any

import pytest

from sim import example
from sim.links.plan_link import encode
from store import Fairs
from tests.pages.fairs.booked import happened, kept, told
from tests.pages.visits import LOCALES, click
from words.catalogue import words

OURS = example("regional").with_(name="Our own fair")
FAIR = "Secret fair"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes is not at this machine."""
    monkeypatch.setattr("ui.visit.strangers.nearby", lambda: False)


@pytest.fixture
def book(fairs: Fairs) -> str:
    """A fair in the book, with all that can be kept of one; its id."""
    fair = kept(fairs, FAIR, frozen=True)
    happened(fairs, fair)
    return fair.id


def presented(visit: Any) -> str:
    """A customer's link, made by somebody at this machine."""
    maker = visit("en-US", "share", s=encode(OURS, 5))
    maker.at.radio[0].set_value("customer")
    click(maker, "make")
    (made,) = (b for b in maker.at.button if str(b.key).startswith("revoke."))
    return str(made.key).removeprefix("revoke.")


PAGES = ("fairs", "evaluate", "year", "compare", "share", "board")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LOCALES)
def test_no_page_shows_a_stranger_anything_of_the_book(
    page: str, language: str, visit: Any, book: str, elsewhere: None
) -> None:
    visitor = visit(LOCALES[language], page, s=encode(OURS, 5), fair=book)
    shown = told(visitor) + str([box.options for box in visitor.at.selectbox])
    assert FAIR not in shown
    assert not visitor.errors
    assert not [one for one in visitor.at.get("download_button") if one.key == "book_export"]
    closed = {"fairs": "book", "evaluate": "book", "share": "links"}
    if page in closed:
        assert words(language)(f"door.{closed[page]}.machine") in told(visitor)
    assert language == "en" or not visitor.english()


def test_from_a_customers_link_a_stranger_gets_to_no_link_and_no_book(
    visit: Any, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = presented(visit)
    monkeypatch.setattr("ui.visit.strangers.nearby", lambda: False)
    reader = visit("en-US", "board", p=link)
    assert "Our own fair" in told(reader)
    for page in ("fairs", "evaluate", "share"):
        reader.at.switch_page(f"pages/{page}.py")
        shown = told(reader.run())
        assert FAIR not in shown
        assert link not in shown
        assert "Our own fair" not in shown
        assert not [b for b in reader.at.button if b.key == "make" or "revoke" in str(b.key)]


def test_a_stranger_calculates_with_the_plan_of_its_own_link(visit: Any, elsewhere: None) -> None:
    visitor = visit("en-US", s=encode(OURS, 5))
    before = visitor.first
    assert visitor.plan == OURS
    assert visitor.type("likely.visitors", "9,000").first != before
    for page in ("drivers", "start", "method"):
        visitor.at.switch_page(f"pages/{page}.py")
        assert not visitor.run().errors


def test_what_was_on_the_screen_is_of_no_use_to_somebody_who_is_a_stranger_by_now(
    visit: Any, fairs: Fairs, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit("en-US", "fairs")
    assert FAIR in told(visitor)
    monkeypatch.setattr("ui.visit.strangers.nearby", lambda: False)
    assert FAIR not in told(click(visitor, "put_plan"))
    assert [fair.id for fair in fairs.listed()] == [book]


@pytest.mark.parametrize("language", LOCALES)
def test_the_key_of_the_server_opens_the_book(
    language: str, visit: Any, book: str, elsewhere: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUITTE_BOOK_KEY", "a key that nobody guesses")
    w = words(language)
    visitor = visit(LOCALES[language], "fairs")
    assert w("door.book.key") in told(visitor)
    assert visitor.type("door_key", "a key that somebody guesses").errors == [w("door.wrong")]
    assert FAIR not in told(visitor)
    assert language == "en" or not visitor.english()
    assert FAIR in told(visitor.type("door_key", "a key that nobody guesses"))
    visitor.at.switch_page("pages/share.py")
    assert w("door.reach.key") in told(visitor.run())


@pytest.mark.parametrize("language", LOCALES)
def test_before_a_link_is_made_it_is_said_what_else_its_reader_reaches(
    language: str, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    w = words(language)
    assert w("door.reach.machine") in told(visit(LOCALES[language], "share"))
    monkeypatch.setenv("QUITTE_BOOK", "open")
    monkeypatch.setattr("ui.visit.strangers.nearby", lambda: False)
    visitor = visit(LOCALES[language], "share")
    assert [box.value for box in visitor.at.warning] == [w("door.reach.open")]
    assert language == "en" or not visitor.english()
