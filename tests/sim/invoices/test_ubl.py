"""Invoices are read as they were written: amounts, signs, names, and what they cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.invoices.invoice import Line
from sim.invoices.ubl import ENVELOPE, read_invoice
from sim.plan.problems import ScenarioError
from tests.sim.invoices.written import SPACE, STAND, STAND_COMES_TO, Written

CENTS = st.integers(-(10**8), 10**8).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
NAMES = st.sampled_from(["Standbouw", "Hotel, 3 nachten", "Drukwerk & folders", "<Catering>"])
DRAWN = st.builds(
    Written,
    lines=st.lists(st.tuples(NAMES, CENTS), min_size=1, max_size=8).map(tuple),
    of_all=st.lists(
        st.tuples(st.sampled_from(["charge", "allowance"]), NAMES, CENTS), max_size=4
    ).map(tuple),
)


def problem(content: bytes) -> ScenarioError:
    with pytest.raises(ScenarioError) as raised:
        read_invoice(content)
    return raised.value


def changed(before: str, after: str, written: Written = STAND) -> bytes:
    """An invoice in which something else stands once."""
    text = written.xml.decode()
    assert before in text
    return text.replace(before, after, 1).encode()


# What it says


def test_an_invoice_costs_its_lines_and_charges_less_its_allowances() -> None:
    read = read_invoice(STAND.xml)
    assert read.amount == STAND_COMES_TO
    assert read.lines == (
        Line("line", "Standruimte 12 m2", Decimal("2400.00")),
        Line("line", "Stroomaansluiting", Decimal("185.50")),
        Line("allowance", "Vroegboekkorting", Decimal("-240.00")),
        Line("charge", "Afvalheffing", Decimal("35.25")),
    )
    assert (read.kind, read.number, read.issued) == ("invoice", "2026-0417", date(2026, 3, 2))
    assert (read.seller, read.currency) == ("Beurshallen Leie nv", "EUR")


def test_what_was_paid_in_advance_is_part_of_the_costs() -> None:
    read = read_invoice(STAND.but(prepaid="1000.00").xml)
    assert (read.amount, read.prepaid, read.advance) == (STAND_COMES_TO, Decimal(1000), False)


def test_an_invoice_for_a_payment_in_advance_says_so() -> None:
    assert read_invoice(STAND.but(code="386").xml).advance


def test_a_negative_invoice_takes_back_what_it_names() -> None:
    written = Written(lines=(("Standruimte", "-2400.00"), ("Administratie", "50")))
    assert read_invoice(written.xml).amount == Decimal(-2350)


@given(DRAWN)
def test_lines_allowances_and_charges_always_come_to_the_amount(written: Written) -> None:
    cents = sum(round(float(amount) * 100) for _, amount in written.lines)
    for kind, _, amount in written.of_all:
        cents += round(float(amount) * 100) * (1 if kind == "charge" else -1)
    read = read_invoice(written.xml)
    assert read.amount * 100 == cents
    assert sum(line.amount for line in read.lines) == read.amount
    assert [line.description for line in read.lines] == [
        *(name for name, _ in written.lines),
        *(reason for _, reason, _ in written.of_all),
    ]


@given(DRAWN)
def test_a_credit_note_is_the_negative_of_the_invoice(written: Written) -> None:
    invoice, credit = read_invoice(written.xml), read_invoice(written.but(credit=True).xml)
    assert credit.kind == "credit_note"
    assert credit.amount == -invoice.amount
    assert [line.amount for line in credit.lines] == [-line.amount for line in invoice.lines]


def test_the_trading_name_stands_before_the_registered_one() -> None:
    assert read_invoice(STAND.but(trading="Leie Expo").xml).seller == "Leie Expo"


def test_prefixes_of_namespaces_do_not_matter() -> None:
    text = STAND.xml.decode().replace("cbc:", "b:").replace("xmlns:cbc", "xmlns:b")
    text = text.replace("<", "<u:").replace("<u:/", "</u:").replace("<u:?", "<?")
    text = text.replace("u:b:", "b:").replace("u:cac:", "cac:").replace("xmlns=", "xmlns:u=")
    assert read_invoice(text.encode()) == read_invoice(STAND.xml)


def test_an_invoice_is_found_in_the_envelope_of_an_access_point() -> None:
    space, _, name = ENVELOPE[1:].partition("}")
    body = STAND.xml.partition(b"?>")[2]
    wrapped = f'<s:{name} xmlns:s="{space}"><s:Header/>'.encode() + body + f"</s:{name}>".encode()
    assert read_invoice(wrapped) == read_invoice(STAND.xml)


def test_an_empty_line_before_it_is_no_hindrance() -> None:
    assert read_invoice(b"\r\n " + STAND.xml) == read_invoice(STAND.xml)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_an_invoice_is_read_in_any_encoding_that_it_names(encoding: str) -> None:
    text = STAND.but(seller="Café Société").xml.decode()
    named = text.replace("UTF-8", encoding.removesuffix("-sig"), 1)
    assert read_invoice(named.encode(encoding)).seller == "Café Société"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("2400", "2400"), ("+2400.0", "2400"), (" 2400.00\n", "2400"), ("2400.004", "2400.004")],
)
def test_an_amount_is_read_as_xml_writes_it(text: str, amount: str) -> None:
    assert read_invoice(changed("2400.00", text)).lines[0].amount == Decimal(amount)


def test_a_line_without_a_name_has_what_else_is_said_of_it() -> None:
    told = changed("Name>Standruimte 12 m2</cbc:Name", "Description>Hal 3</cbc:Description")
    assert read_invoice(told).lines[0].description == "Hal 3"
    more = "</cbc:Name><cbc:Description>Hal 3</cbc:Description></cac:Item>"
    both = changed("</cbc:Name></cac:Item>", more)
    assert read_invoice(both).lines[0].description == "Standruimte 12 m2: Hal 3"


def test_a_text_is_one_line_that_a_budget_can_hold() -> None:
    read = read_invoice(STAND.but(seller="Firma\n \u202eX" + "y" * 200).xml)
    assert read.seller == "Firma X" + "y" * 112 + "\u2026"
    assert len(read.key) == 120


def test_a_date_may_have_a_time_zone() -> None:
    assert read_invoice(STAND.but(issued="2026-03-02+01:00").xml).issued == date(2026, 3, 2)


def test_the_same_invoice_has_the_same_key_and_another_number_or_seller_another() -> None:
    keys = {
        read_invoice(one.xml).key
        for one in (
            STAND,
            STAND.but(seller="BEURSHALLEN LEIE NV"),
            STAND.but(number="2026-0418"),
            STAND.but(seller="Hotel Leie"),
            STAND.but(credit=True),
        )
    }
    assert len(keys) == 4


# What it cannot be


@pytest.mark.parametrize("total", ["2380.74", "2380.76", "2145.5", "0"])
def test_lines_that_do_not_come_to_the_amount_are_told_with_the_difference(total: str) -> None:
    told = problem(STAND.but(total=total).xml)
    assert told.code == "invoice_sum"
    assert told.values["got"] == pytest.approx(abs(float(STAND_COMES_TO) - float(total)))


def test_finer_amounts_may_miss_a_rounded_total_by_half_a_cent() -> None:
    lines = (("Kaarten", "33.333"), ("Kaarten", "33.332"))
    assert read_invoice(Written(lines=lines, total="66.67").xml).amount == Decimal("66.67")
    assert problem(Written(lines=lines, total="66.65").xml).values["got"] == pytest.approx(0.015)


@pytest.mark.parametrize(
    "text",
    ["1.250,00", "2,400.00", "2 400", "EUR 2400", "1e3", "NaN", "\u0663", "--2", "9" * 13],
)
def test_an_amount_in_another_form_is_told_and_not_guessed(text: str) -> None:
    told = problem(changed("2400.00", text))
    assert (told.code, told.values["got"]) == ("invoice_not_amount", text)


@pytest.mark.parametrize(
    "name",
    ["ID", "IssueDate", "DocumentCurrencyCode", "RegistrationName", "TaxExclusiveAmount",
     "TaxInclusiveAmount"],
)  # fmt: skip
def test_what_an_invoice_lacks_is_named(name: str) -> None:
    told = problem(STAND.xml.replace(f"cbc:{name}".encode(), b"cbc:Note"))
    assert (told.code, told.values["what"]) == ("invoice_missing", name)


@pytest.mark.parametrize(("credit", "name"), [(False, "InvoiceLine"), (True, "CreditNoteLine")])
def test_an_invoice_without_lines_is_told(credit: bool, name: str) -> None:
    told = problem(Written(lines=(), credit=credit).xml)
    assert (told.code, told.values["what"]) == ("invoice_missing", name)


@pytest.mark.parametrize("text", ["", "yes"])
def test_without_knowing_whether_it_is_a_charge_nothing_is_added(text: str) -> None:
    told = problem(changed("<cbc:ChargeIndicator>true", f"<cbc:ChargeIndicator>{text}"))
    assert (told.code, told.values["what"]) == ("invoice_missing", "ChargeIndicator")


def test_an_amount_in_another_currency_than_the_invoice_is_told() -> None:
    name = "LineExtensionAmount currencyID="
    told = problem(changed(f'{name}"EUR"', f'{name}"USD"'))
    assert (told.code, told.values) == ("invoice_currencies", {"got": "USD", "other": "EUR"})


@pytest.mark.parametrize("code", ["381", "396"])
def test_a_credit_note_in_the_form_of_an_invoice_is_not_guessed(code: str) -> None:
    assert problem(STAND.but(code=code).xml).code == "invoice_is_credit"


@pytest.mark.parametrize("text", ["02-03-2026", "2026-13-02", "soon"])
def test_a_date_that_is_none_is_told(text: str) -> None:
    assert problem(STAND.but(issued=text).xml).code == "invoice_not_date"


@pytest.mark.parametrize(
    ("content", "code", "got"),
    [
        (f'<Order xmlns="{SPACE}Order-2"/>', "invoice_is_other", "Order"),
        (f'<Invoice xmlns="{SPACE}Order-2"/>', "invoice_is_other", "Invoice"),
        ("<Invoice/>", "invoice_not_invoice", "Invoice"),
        ("<note>Stand 12</note>", "invoice_not_invoice", "note"),
        (
            '<r:CrossIndustryInvoice xmlns:r="urn:un:unece:uncefact:data:standard:'
            'CrossIndustryInvoice:100"/>',
            "invoice_is_cii",
            None,
        ),
    ],
)
def test_xml_that_is_no_invoice_in_ubl_is_told_what_it_is(
    content: str, code: str, got: str | None
) -> None:
    told = problem(content.encode())
    assert (told.code, told.values.get("got")) == (code, got)
