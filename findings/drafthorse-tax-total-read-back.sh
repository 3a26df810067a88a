#!/usr/bin/env bash
# drafthorse 2025.2.0, seen on 2026-12-01.
#
# Guess: an invoice whose tax_total is set to 52.61 EUR and that is written and read back has a tax_total of
# 52.61 EUR, as its grand_total is 303.11 again.
#
# Behaviour: after reading tax_total is empty, of every file; the amount is in tax_total_other_currency,
# though the currency is that of the invoice. It is set in the one and found in the other; who copies the
# tax from invoices that he receives copies nothing.
#
# Seen: written 52.61; read tax_total no amount, tax_total_other_currency [('52.61', 'EUR')], grand_total
# 303.11.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check drafthorse==2025.2.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import date
from decimal import Decimal

from drafthorse.models.accounting import ApplicableTradeTax
from drafthorse.models.document import Document
from drafthorse.models.party import TaxRegistration
from drafthorse.models.tradelines import LineItem

invoice = Document()
invoice.context.guideline_parameter.id = "urn:cen.eu:en16931:2017"
invoice.header.id = "2027-001"
invoice.header.type_code = "380"
invoice.header.issue_date_time = date(2027, 3, 9)
seller, buyer = invoice.trade.agreement.seller, invoice.trade.agreement.buyer
seller.name, seller.address.country_id = "Standbouw BV", "NL"
seller.tax_registrations.add(TaxRegistration(id=("VA", "NL123456782B01")))
buyer.name, buyer.address.country_id = "Kaas NV", "NL"
line = LineItem()
line.document.line_id = "1"
line.product.name = "Demo"
line.agreement.net.amount = Decimal("100.20")
line.delivery.billed_quantity = (Decimal("2.5"), "HUR")
line.settlement.monetary_summation.total_amount = Decimal("250.50")
tax = ApplicableTradeTax()
tax.calculated_amount, tax.basis_amount = Decimal("52.61"), Decimal("250.50")
for part in (line.settlement.trade_tax, tax):
    part.type_code, part.category_code = "VAT", "S"
    part.rate_applicable_percent = Decimal("21")
invoice.trade.items.add(line)
settlement = invoice.trade.settlement
settlement.currency_code = "EUR"
settlement.trade_tax.add(tax)
total = settlement.monetary_summation
total.line_total = total.tax_basis_total = Decimal("250.50")
total.tax_total = (Decimal("52.61"), "EUR")
total.grand_total = total.due_amount = Decimal("303.11")

written = invoice.serialize(schema="FACTUR-X_EN16931")
read = Document.parse(written).trade.settlement.monetary_summation
others = [(str(amount), currency) for amount, currency in read.tax_total_other_currency.children]
print(repr(read.tax_total._amount), others, read.grand_total._amount)
assert b'<ram:TaxTotalAmount currencyID="EUR">52.61</ram:TaxTotalAmount>' in written
assert str(total.tax_total._amount) == "52.61"
assert not read.tax_total._amount
assert others == [("52.61", "EUR")]
assert str(read.grand_total._amount) == "303.11"
PYTHON
