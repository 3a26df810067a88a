"""The first guess for which line of a budget an invoice's line is."""

from __future__ import annotations

import pytest

from sim.invoices.budget import guesses
from sim.invoices.ubl import read_invoice
from tests.sim.invoices.written import STAND, Written

BUDGET = ("Standruimte, 12 m²", "Stand build", "Catering", "Hôtel, 15 nachten", "Standbouw")


def of(written: Written, labels: tuple[str, ...] = BUDGET) -> list[int | None]:
    read = read_invoice(written.xml)
    return guesses(read.lines, read.seller, labels)


def guessed(*described: str, labels: tuple[str, ...] = BUDGET) -> list[int | None]:
    written = Written(lines=tuple((name, "100.00") for name in described))
    return of(written, labels)


@pytest.mark.parametrize(
    ("described", "place"),
    [
        ("Huur standruimte hal 3", 0),
        ("STANDBOUW volgens offerte", 4),
        ("Catering op de stand", 2),
        ("Hotel Astrid, 3 kamers", 3),
        ("Hotelkamers", 3),
        ("Parkeerkaarten", None),
        ("12 m2", None),
        ("Beurs 2026", None),
        ("", None),
    ],
)
def test_a_line_goes_to_the_label_with_which_it_has_most_in_common(
    described: str, place: int | None
) -> None:
    assert guessed(described or " ") == [place]


def test_a_line_that_says_nothing_goes_by_the_name_of_its_seller() -> None:
    written = Written(
        lines=(("Broodjes", "90.00"), ("Hotel", "80.00")), seller="Catering Vermeulen"
    )
    assert of(written) == [2, 3]


def test_a_word_that_few_labels_have_says_more_than_one_of_many() -> None:
    labels = ("Demo stand", "Demo film", "Demo toestel transport")
    assert guessed("Transport demo", labels=labels) == [2]


def test_words_that_stand_on_any_invoice_of_a_fair_decide_nothing() -> None:
    assert guessed("Factuur diensten beurs", labels=("Diensten op de beurs",)) == [None]


def test_a_discount_and_a_charge_without_a_name_of_their_own_go_with_most_of_the_money() -> None:
    written = Written(
        lines=(("Catering", "900.00"), ("Standbouw", "600.00"), ("Standbouw", "400.00")),
        of_all=(("allowance", "", "100.00"), ("charge", "Hotel", "20.00")),
    )
    assert of(written) == [2, 4, 4, 4, 3]


def test_without_a_budget_nothing_is_guessed() -> None:
    assert of(STAND, ()) == [None] * 4
