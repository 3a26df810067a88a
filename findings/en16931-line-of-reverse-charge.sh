#!/usr/bin/env bash
# en16931 0.2, seen on 2026-12-01.
#
# Guess: a line to a customer in Belgium, whose tax is reversed, has 0% and category AE, one of those
# that the library knows; the total of 100.00 is 100.00.
#
# Behaviour: a percentage of 0 counts as none at all. The line has no tax, is not valid, and the tax and
# the total of the invoice are errors about None. So are those of a line of 0% that is exempt (E) or zero
# rated (Z); written as the text "0" it is a tax of 0%, and the total is 100.00.
#
# Seen: tax None, valid False, total AttributeError: 'NoneType' object has no attribute 'percent'; with
# "0" Tax AE: 0, valid True, 100.00.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    en16931==0.2 jinja2==3.1.6 lxml==6.1.3 py-money==0.5.0 requests==2.34.2
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from en16931 import Invoice, InvoiceLine


def seen(percent, category):
    line = InvoiceLine(
        quantity=1, unit_code="EA", price=100, item_name="Stand", currency="EUR",
        tax_percent=percent, tax_category=category,
    )
    invoice = Invoice(invoice_id="2027-001", currency="EUR")
    invoice.add_line(line)
    try:
        total = str(invoice.total())
    except AttributeError as error:
        total = str(error)
    print(repr(percent), category, line.tax, line.is_valid(), total)
    return line.tax is None, line.is_valid(), total


for category in ("AE", "E", "Z"):
    assert seen(0, category) == (True, False, "'NoneType' object has no attribute 'percent'")
assert seen(0.21, "S") == (False, True, "121.00")
assert seen("0", "AE") == (False, True, "100.00")
PYTHON
