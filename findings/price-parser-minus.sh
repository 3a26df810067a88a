#!/usr/bin/env bash
# price-parser 0.5.1, seen on 2026-11-29.
#
# Guess: the minus sign of a credit note or a discount is part of its amount, at least where it
# stands right before the figures.
#
# Behaviour: every form of minus is left out and the amount is positive; nothing tells that there was
# one. A budget of a stand with a refund in it adds up to too much.
#
# Seen: "-250,00", "€ -250,00", "-€ 250,00" and "€ 250,00-" are all 250.00, and a bill of 1000 with a
# discount of 250 adds up to 1250.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from decimal import Decimal

from price_parser import Price

for text in ("-250,00", "€ -250,00", "-€ 250,00", "€ 250,00-"):
    found = Price.fromstring(text)
    print(repr(text), "->", found.amount, found.currency)
    assert found.amount == Decimal("250.00")
total = sum(Price.fromstring(text).amount for text in ("€ 1.000,00", "€ -250,00"))
print("sum", total)
assert total == 1250
PYTHON
