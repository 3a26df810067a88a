"""The fair that a visit is about: held as first seen, saved on that, never over another's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store import Fairs
from ui import book, state
from ui.shelf import fairs_of

OTHER = "a" * 24


@pytest.fixture(autouse=True)
def visit(screen: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path / 'book.db'}")
    monkeypatch.setattr("ui.shelf.secrets", dict)
    monkeypatch.setattr("ui.signed.secrets", dict)
    yield
    fairs_of("").database.close()


@pytest.fixture
def fairs() -> Fairs:
    return fairs_of("")


def test_nothing_is_at_hand_until_a_fair_is_taken(fairs: Fairs) -> None:
    assert book.here() == ""
    assert book.at_hand() is None
    assert book.held("record") is None
    fair = fairs.new("Abiss", 2026)
    book.take(fair.id)
    assert book.at_hand() == fair


def test_an_address_names_the_fair_once(fairs: Fairs, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = fairs.new("A", 2026).id, fairs.new("B", 2026).id
    monkeypatch.setattr(state, "query_parameter", lambda key: first if key == "fair" else None)
    book.arrive()
    assert book.here() == first
    book.take(second)
    book.arrive()  # the same address, drawn again
    assert book.here() == second


def test_a_part_is_held_as_it_was_first_seen(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    first = fairs.save(id, "record", "1", base=0)
    book.take(id)
    assert book.held("record") == first
    second = fairs.save(id, "record", "2", base=1)
    assert book.held("record") == first
    book.take(id)
    assert book.held("record") == second


def test_what_is_saved_rests_on_what_was_held(fairs: Fairs) -> None:
    book.take(fairs.new("A", 2026).id)
    book.call_me("  Ann   B ")
    assert book.held("record") is None
    for content in ("1", "2"):
        saved = book.save("record", content)
        assert saved is not None
        assert (saved.content, saved.by) == (content, "Ann B")
        assert book.held("record") == saved
    assert len(fairs.history(book.here(), "record")) == 2


@pytest.mark.parametrize("part", ["plan", "record", "evaluation"])
def test_both_wait_until_the_visitor_has_chosen(part: str, fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    before = fairs.save(id, part, "before", base=0)
    for choice, expected in ((book.keep_mine, "mine"), (book.keep_theirs, "theirs 2")):
        book.take(id)
        held = book.held(part)
        assert held is not None
        theirs = fairs.save(id, part, f"theirs {held.version}", base=held.version, by="Bert")
        theirs = (
            theirs if held.version == 1 else fairs.save(id, part, "theirs 2", base=theirs.version)
        )
        assert book.save(part, "mine") is None
        clash = book.clash(part)
        assert clash is not None
        assert (clash.before, clash.theirs, clash.mine) == (held, theirs, "mine")
        assert book.clashes(part) == [id]
        chosen = choice(part)
        assert chosen is not None
        assert chosen.content == expected
        assert book.held(part) == chosen == fairs.latest(id, part)
        assert book.clash(part) is None
    assert fairs.document(id, part, 1) == before


def test_a_third_who_saves_meanwhile_is_shown_too(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    book.take(id)
    book.held("record")
    fairs.save(id, "record", "Bert's", base=0)
    book.save("record", "mine")
    third = fairs.save(id, "record", "Cees's", base=1)
    assert book.keep_mine("record") is None
    clash = book.clash("record")
    assert clash is not None
    assert clash.theirs == third
    assert book.keep_mine("record") is not None
    assert [one.version for one in fairs.history(id, "record")] == [3, 2, 1]


def test_what_cannot_be_saved_is_told_once() -> None:
    book.take(OTHER)
    assert book.save("record", "1") is None
    found = book.problem()
    assert found is not None
    assert found.code == "unknown_fair"
    assert book.problem() is None


def test_the_choice_of_one_fair_is_not_that_of_another(fairs: Fairs) -> None:
    one, other = fairs.new("A", 2026).id, fairs.new("B", 2026).id
    book.take(one)
    book.held("record")
    fairs.save(one, "record", "theirs", base=0)
    book.save("record", "mine")
    book.take(other)
    assert book.clash("record") is None
    assert book.clash("record", one) is not None
    assert book.save("record", "of the other") is not None
    assert book.clash("record", one) is not None
