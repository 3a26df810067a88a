#!/usr/bin/env bash
# price-parser 0.5.1, seen on 2026-11-29.
#
# Guess: a price that begins with "0," is less than one euro, however many decimals it has: "0,125"
# cannot be a hundred and twenty-five with a mark of thousands, since no number begins with zero
# thousands.
#
# Behaviour: three figures after a comma or a point are taken for thousands there too. Prices per
# piece, per mail or per kWh with three decimals come out a thousand times too high; with two or
# four decimals they are right.
#
# Seen:
#   "€ 0,125 per flyer" -> 125     "€ 0.125 per flyer" -> 125
#   "€ 0,12 per flyer"  -> 0.12    "€ 0,1250 per flyer" -> 0.1250
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from decimal import Decimal

from price_parser import Price

expected = {
    "€ 0,125 per flyer": "125",
    "€ 0.125 per flyer": "125",
    "€ 0,12 per flyer": "0.12",
    "€ 0,1250 per flyer": "0.1250",
}
for text, amount in expected.items():
    found = Price.fromstring(text).amount
    print(repr(text), "->", found)
    assert found == Decimal(amount)
PYTHON
