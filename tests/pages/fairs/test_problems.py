"""What users wrote in the book is never more than words, and what goes wrong is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.links import plan_text
from store import Fairs
from store.problems import BOOK, DATABASE
from tests.pages.fairs.booked import PLAN, page
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, click
from words.catalogue import words


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_words_in_the_book_are_never_read_as_markdown(text: str, visit: Any, fairs: Fairs) -> None:
    for year in (2025, 2026):
        id = fairs.new(text, year, series="same").id
        plan = PLAN.with_(name=text, currency="US$")
        fairs.save(id, "plan", plan_text.dumps(plan, 7), base=0, by=text)
    visitor = click(visit("en-US", "fairs"), f"open.{id}").type("likely.visitors", "9,000")
    other = plan_text.dumps(plan.with_(name=f"{text[:100]} 2"), 7)
    fairs.save(id, "plan", other, base=1, by=text)
    click(page(visitor), "put_plan")
    assert not visitor.errors
    at = visitor.at
    shown = [x.value for kind in (at.title, at.header, at.markdown, at.caption, at.success)
             for x in kind]  # fmt: skip
    assert text.isalnum() or not [element for element in shown if text in element]


@pytest.mark.parametrize("language", LOCALES)
def test_a_database_out_of_reach_gives_one_sentence_and_keeps_what_was_typed(
    language: str, visit: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visitor = visit(LOCALES[language], "fairs").type("put_name", "Abiss").type("book_by", "Ann")
    (tmp_path / "taken").write_text("a file, no folder")
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path}/taken/quitte.db")
    click(visitor, "put_plan")
    assert visitor.errors == [words(language)("fairs.store.unwritable")]
    assert language == "en" or not visitor.english()
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path}/back.db")
    visitor.run()
    assert visitor.at.text_input(key="put_name").value == "Abiss"
    assert visitor.at.text_input(key="book_by").value == "Ann"
    click(visitor, "put_plan")
    assert not visitor.errors


def test_a_part_that_cannot_be_read_leaves_the_page_whole(visit: Any, fairs: Fairs) -> None:
    fair = fairs.new("Abiss", 2026)
    other = fairs.new("Abiss", 2025)
    for id in (fair.id, other.id):
        for part in ("plan", "frozen", "record", "evaluation"):
            fairs.save(id, part, "no such thing", base=0)
    visitor = visit("en-US", "fairs")
    assert not visitor.errors
    click(visitor, f"open.{fair.id}")
    assert visitor.errors == [EN("fairs.store.not_plan")]


def test_everything_that_can_go_wrong_with_the_book_has_its_words() -> None:
    for w in (NL, EN):
        assert set(w.app["fairs"]["store"]) == set(DATABASE | BOOK)
