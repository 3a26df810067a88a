#!/usr/bin/env bash
# en16931 0.2, seen on 2026-12-01.
#
# Guess: 1,000 leaflets at 0.335 are 335.00, and 12,000 prints at 0.004 are 48.00: the standard lets the
# price of a unit have more than two decimals, and only the amount of the line is in cents.
#
# Behaviour: the price is put in cents before it is multiplied, and is written to the file so. A price
# below half a cent is 0, and so is its line. A quantity keeps its decimals.
#
# Seen: 340.00 with a price of 0.34 in the file, 0.00 for the prints; 2.5 at 100.20 250.50.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    en16931==0.2 jinja2==3.1.6 lxml==6.1.3 py-money==0.5.0 requests==2.34.2
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import re

from en16931 import Entity, Invoice, InvoiceLine


def party(name):
    return Entity(
        name=name, tax_scheme="VAT", tax_scheme_id="NL123456782B01", country="NL",
        party_legal_entity_id="12345678", registration_name=name, mail="info@example.com",
        endpoint="NL123456782B01", endpoint_scheme="NL:VAT", address="Markt 1", postalzone="3511 AA",
        city="Utrecht",
    )


def seen(quantity, price):
    invoice = Invoice(invoice_id="2027-001", currency="EUR")
    invoice.seller_party, invoice.buyer_party = party("Drukkerij BV"), party("Kaas BV")
    invoice.issue_date, invoice.due_date = "2027-03-09", "2027-04-08"
    invoice.add_line(
        InvoiceLine(
            quantity=quantity, unit_code="EA", price=price, item_name="Folder", currency="EUR",
            tax_percent=0.21, tax_category="S",
        )
    )
    (written,) = re.findall(r"PriceAmount[^>]*>([\d.]+)", invoice.to_xml())
    print(quantity, price, invoice.subtotal(), written)
    return str(invoice.subtotal()), float(written)


assert seen(2.5, 100.20) == ("250.50", 100.2)
assert seen(1000, 0.335) == ("340.00", 0.34)
assert seen(12000, 0.004) == ("0.00", 0)
PYTHON
