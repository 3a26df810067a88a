#!/usr/bin/env bash
# formulas 1.3.4 (works out the formulas of a workbook in Python), seen on 2026-11-30.
#
# Guess: VALUE("2,500") is 2500, as in Excel with English settings, or 2.5, as with Dutch ones, or
# #VALUE!, as for a text that is no number.
#
# Behaviour: with a comma in it the text is taken for a date and the value is the number of that day:
# 2,500 becomes the 1st of month 2 of a year that ends in 500. Where there is no such month, as in
# 13,000, it is #VALUE!, so in one column of amounts the small ones become hundreds of thousands and
# the large ones errors. With a point for the decimals, and in NUMBERVALUE, it is the amount.
#
# Seen: VALUE("2,500") 182654 (1 February 2400), VALUE("1,234") 85469 (1 January 2134),
# VALUE("13,000") #VALUE!, VALUE("2.5") 2.5, NUMBERVALUE("2,500") 2500.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check formulas==1.3.4 schedula==1.6.15 \
  numpy==2.4.6 scipy==1.16.3
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PYTHON'
import formulas

expected = {
    'VALUE("2,500")': 182654,
    'VALUE("1,234")': 85469,
    'VALUE("13,000")': "#VALUE!",
    'VALUE("2.5")': 2.5,
    'NUMBERVALUE("2,500")': 2500,
    "DATE(2400, 2, 1)": 182654,
    "DATE(2134, 1, 1)": 85469,
}
for formula, seen in expected.items():
    _, tree = formulas.Parser().ast("=" + formula)
    found = tree.compile()()
    found = found.tolist() if hasattr(found, "tolist") else found
    while isinstance(found, list):
        (found,) = found
    print(formula, found)
    assert (str(found) if isinstance(seen, str) else found) == seen
PYTHON
