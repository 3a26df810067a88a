"""What is said of a file goes before what was guessed, and comes back as it was kept."""

from __future__ import annotations

import json

import pytest

from sim.crm.reading import Reading, read
from tests.sim.crm.tables import read_table
from ui.crm.said import Said, applied, dumps, headings, loads

FILE = b"Naam;Fase;Stadium;Bedrag\nAnna;Offerte;Zomaar;100\nBart;Order;Iets;200\n"


@pytest.fixture
def guessed() -> Reading:
    return read(FILE)


def test_without_anything_said_a_file_is_as_it_was_guessed(guessed: Reading) -> None:
    assert applied(guessed, Said()) == guessed


def test_a_column_that_is_said_to_be_one_thing_is_nothing_else(guessed: Reading) -> None:
    column = guessed.columns["value"]
    found = applied(guessed, Said().of_column("title", column))
    assert [role for role, name in found.columns.items() if name == column] == ["title"]


def test_a_meaning_goes_before_the_one_that_was_guessed_and_goes_with_its_column(
    guessed: Reading,
) -> None:
    said = Said().of_word("stage", "offerte", "visits")
    assert applied(guessed, said).words["stage"]["offerte"] == "visits"
    moved = said.of_column("stage", "Stadium")
    assert "offerte" not in applied(guessed, moved).words["stage"]
    assert said.of_word("stage", "offerte", None).words == {"stage": {}}


def test_a_column_that_the_file_does_not_have_is_passed_over(guessed: Reading) -> None:
    assert applied(guessed, Said(columns={"stage": "Elders"})) == guessed


def test_what_is_kept_comes_back() -> None:
    said = Said({"stage": "Fase", "value": None}, {"stage": {"x y": "lost.calls"}}, frozenset("a"))
    assert loads(dumps(said)) == said


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "3", '{"version": 9}', "[" * 100_000, '{"columns": {}}'],
)
def test_what_is_no_memory_is_none(text: str) -> None:
    assert loads(text) is None


def test_of_a_memory_that_was_tampered_with_only_what_can_be_meant_is_used() -> None:
    told = {
        "version": 1,
        "columns": {"stage": 3, "nobody": "x", "value": "Bedrag", "state": None},
        "words": {"stage": {"a": "orders", "b": "richest"}, "nobody": {"a": "orders"}},
        "settled": ["column fase", 3, "x" * 10_000],
    }
    expected = Said(
        {"value": "Bedrag", "state": None}, {"stage": {"a": "orders"}}, frozenset({"column fase"})
    )
    assert loads(json.dumps(told)) == expected


def test_headings_are_known_in_any_order_and_spelling_and_by_nothing_below_them() -> None:
    def of(text: str) -> str:
        return headings(read_table(text.encode()))

    here = of("Naam;Fase;Bedrag\nAnna;Offerte;1\n")
    assert here == of("bedrag;NAAM;fase\n7;Bart;Order\n")
    assert here != of("Naam;Fase;Waarde\nAnna;Offerte;1\n")
