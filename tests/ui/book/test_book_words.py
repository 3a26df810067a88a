"""The fair that a visit is about: held as first seen, saved on that, never over another's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store import Fairs
from ui.book import at_hand
from ui.visit import state
from ui.visit.database import fairs_of

OTHER = "a" * 24


@pytest.fixture(autouse=True)
def visit(screen: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path / 'book.db'}")
    monkeypatch.setattr("ui.visit.database.secrets", dict)
    monkeypatch.setattr("ui.visit.sign_in.secrets", dict)
    yield
    fairs_of("").database.close()


@pytest.fixture
def fairs() -> Fairs:
    return fairs_of("")


def test_nothing_is_at_hand_until_a_fair_is_taken(fairs: Fairs) -> None:
    assert at_hand.here() == ""
    assert at_hand.at_hand() is None
    assert at_hand.held("record") is None
    fair = fairs.new("Abiss", 2026)
    at_hand.take(fair.id)
    assert at_hand.at_hand() == fair


def test_an_address_names_the_fair_once(fairs: Fairs, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = fairs.new("A", 2026).id, fairs.new("B", 2026).id
    monkeypatch.setattr(state, "query_parameter", lambda key: first if key == "fair" else None)
    at_hand.arrive()
    assert at_hand.here() == first
    at_hand.take(second)
    at_hand.arrive()  # the same address, drawn again
    assert at_hand.here() == second


def test_a_part_is_held_as_it_was_first_seen(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    first = fairs.save(id, "record", "1", base=0)
    at_hand.take(id)
    assert at_hand.held("record") == first
    second = fairs.save(id, "record", "2", base=1)
    assert at_hand.held("record") == first
    at_hand.take(id)
    assert at_hand.held("record") == second


def test_what_is_saved_rests_on_what_was_held(fairs: Fairs) -> None:
    at_hand.take(fairs.new("A", 2026).id)
    at_hand.call_me("  Ann   B ")
    assert at_hand.held("record") is None
    for content in ("1", "2"):
        saved = at_hand.save("record", content)
        assert saved is not None
        assert (saved.content, saved.by) == (content, "Ann B")
        assert at_hand.held("record") == saved
    assert len(fairs.history(at_hand.here(), "record")) == 2


@pytest.mark.parametrize("part", ["plan", "record", "evaluation"])
def test_both_wait_until_the_visitor_has_chosen(part: str, fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    before = fairs.save(id, part, "before", base=0)
    for choice, expected in ((at_hand.keep_mine, "mine"), (at_hand.keep_theirs, "theirs 2")):
        at_hand.take(id)
        held = at_hand.held(part)
        assert held is not None
        theirs = fairs.save(id, part, f"theirs {held.version}", base=held.version, by="Bert")
        theirs = (
            theirs if held.version == 1 else fairs.save(id, part, "theirs 2", base=theirs.version)
        )
        assert at_hand.save(part, "mine") is None
        clash = at_hand.clash(part)
        assert clash is not None
        assert (clash.before, clash.theirs, clash.mine) == (held, theirs, "mine")
        assert at_hand.clashes(part) == [id]
        chosen = choice(part)
        assert chosen is not None
        assert chosen.content == expected
        assert at_hand.held(part) == chosen == fairs.latest(id, part)
        assert at_hand.clash(part) is None
    assert fairs.document(id, part, 1) == before


def test_a_third_who_saves_meanwhile_is_shown_too(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    at_hand.take(id)
    at_hand.held("record")
    fairs.save(id, "record", "Bert's", base=0)
    at_hand.save("record", "mine")
    third = fairs.save(id, "record", "Cees's", base=1)
    assert at_hand.keep_mine("record") is None
    clash = at_hand.clash("record")
    assert clash is not None
    assert clash.theirs == third
    assert at_hand.keep_mine("record") is not None
    assert [one.version for one in fairs.history(id, "record")] == [3, 2, 1]


def test_what_cannot_be_saved_is_told_once() -> None:
    at_hand.take(OTHER)
    assert at_hand.save("record", "1") is None
    found = at_hand.problem()
    assert found is not None
    assert found.code == "unknown_fair"
    assert at_hand.problem() is None


def test_the_choice_of_one_fair_is_not_that_of_another(fairs: Fairs) -> None:
    one, other = fairs.new("A", 2026).id, fairs.new("B", 2026).id
    at_hand.take(one)
    at_hand.held("record")
    fairs.save(one, "record", "theirs", base=0)
    at_hand.save("record", "mine")
    at_hand.take(other)
    assert at_hand.clash("record") is None
    assert at_hand.clash("record", one) is not None
    assert at_hand.save("record", "of the other") is not None
    assert at_hand.clash("record", one) is not None
