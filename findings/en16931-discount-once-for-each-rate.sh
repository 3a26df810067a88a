#!/usr/bin/env bash
# en16931 0.2, seen on 2026-12-01.
#
# Guess: of an invoice with 100.00 at 21% and 100.00 at 9%, and 10% off, the tax is 90.00 at 21% and 90.00
# at 9%, 27.00 together; whichever way the 20.00 is shared between the rates, it is taken off once.
#
# Behaviour: the whole discount is taken off the base of each rate: 80.00 at 21% and 80.00 at 9%. With a
# line of 0.00 at 9% beside 100.00 at 21% the tax is less than without that line, for 9% of -10.00 is
# counted too. A charge is added to each rate likewise. With one rate all is well.
#
# Seen: tax 24.00, total 204.00; beside a line of 0.00 18.00, without it 18.90; 10% more 36.00.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    en16931==0.2 jinja2==3.1.6 lxml==6.1.3 py-money==0.5.0 requests==2.34.2
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from en16931 import Invoice, InvoiceLine


def seen(*lines, **terms):
    invoice = Invoice(invoice_id="2027-001", currency="EUR")
    for price, rate in lines:
        invoice.add_line(
            InvoiceLine(
                quantity=1, unit_code="EA", price=price, item_name="Stand", currency="EUR",
                tax_percent=rate, tax_category="S",
            )
        )
    for name, value in terms.items():
        setattr(invoice, name, value)
    print(lines, terms, invoice.tax_amount(), invoice.total())
    return str(invoice.tax_amount()), str(invoice.total())


assert seen((100, 0.21), (100, 0.09)) == ("30.00", "230.00")
assert seen((100, 0.21), discount_percent=0.1) == ("18.90", "108.90")
assert seen((100, 0.21), (100, 0.09), discount_percent=0.1) == ("24.00", "204.00")
assert seen((100, 0.21), (0, 0.09), discount_percent=0.1) == ("18.00", "108.00")
assert seen((100, 0.21), (100, 0.09), charge_percent=0.1) == ("36.00", "256.00")
PYTHON
