"""A person is one lead, however many rows, with the money of all that was ordered."""

from __future__ import annotations

from datetime import date

import pytest

from sim.actuals.actuals import LEADS
from sim.crm.people import person
from sim.crm.reading import read
from sim.crm.sheet import Sheet, standing


def sheet(*rows: str, head: str = "Contact;E-mail;Bedrijf;Status;Bedrag;Order op") -> Sheet:
    return read("\n".join([head, *rows]).encode()).sheet


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"email": "An@Example.org"}, {"email": "an@example.org"}, True),
        ({"email": "an@example.org", "company": "A"}, {"email": "an@example.org"}, True),
        ({"person": "An Peeters (an@example.org)"}, {"email": "an@example.org"}, True),
        ({"email": "an@example.org"}, {"email": "bart@example.org"}, False),
        ({"person": "An Peeters", "company": "Kempen"}, {"person": "an  peeters",
          "company": "KEMPEN"}, True),
        ({"person": "An", "surname": "Peeters", "company": "K"}, {"person": "An Peeters",
          "company": "K"}, True),
        ({"person": "An Peeters", "company": "Kempen"}, {"person": "An Peeters",
          "company": "Hoof"}, False),
    ],
)  # fmt: skip
def test_the_same_person_has_the_same_address_else_name_and_company(
    first: dict[str, str], second: dict[str, str], same: bool
) -> None:
    assert (person(first) == person(second)) is same
    assert person(first)


@pytest.mark.parametrize(
    "said", [{}, {"person": "An Peeters"}, {"company": "Kempen"}, {"email": "no address"}]
)
def test_a_name_or_a_company_alone_is_nobody(said: dict[str, str]) -> None:
    assert person(said) == ""


def test_the_furthest_deal_counts_won_before_open_before_lost() -> None:
    found = sheet(
        "An;an@x.be;A;Offerte;5;", "An;AN@x.be;A;Verloren;6;",
        "Bart;b@x.be;B;Nieuw;5;", "Bart;b@x.be;B;Verloren na offerte;6;",
        "Cas;c@x.be;C;Order;5;", "Cas;c@x.be;C;Offerte;6;", "Cas;c@x.be;C;Order;7;",
    )  # fmt: skip
    assert [(LEADS[lead.stage], lead.open) for lead in found.leads] == [
        ("quotes", True), ("contacts", True), ("orders", False),
    ]  # fmt: skip
    assert found.rows == 7
    assert standing(found).values == (12,)


def test_only_the_orders_of_a_day_count_their_money_on_it() -> None:
    found = sheet(
        "Cas;c@x.be;C;Order;5;10-10-2026", "Cas;c@x.be;C;Order;7;20-11-2026",
        "Dirk;d@x.be;D;Verloren;;",
    )  # fmt: skip
    assert standing(found, date(2026, 10, 9)).furthest["orders"] == 0
    assert standing(found, date(2026, 10, 10)).values == (5,)
    assert standing(found, date(2026, 11, 20)).values == (12,)


def test_a_record_that_stands_there_twice_has_its_money_once() -> None:
    head = "Record ID;Contact;Bedrijf;Status;Bedrag"
    found = sheet("7;An;A;Order;500", "7;An;A;Order;500", "8;An;A;Order;500", head=head)
    assert (len(found.leads), standing(found).values) == (1, (1000,))


def test_deals_without_a_person_are_leads_of_their_own() -> None:
    found = sheet("Lijn A;Kempen;Offerte", "Lijn B;Kempen;Nieuw", head="Deal;Bedrijf;Status")
    assert len(found.leads) == 2
