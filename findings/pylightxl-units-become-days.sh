#!/usr/bin/env bash
# pylightxl 1.61, seen on 2026-11-29; the workbook is made by XlsxWriter 3.3.1.
#
# Guess: a cell with a number format that writes a unit behind the number is read as its number; only
# the letters outside quotation marks make a date of it.
#
# Behaviour: a d in the unit makes a date in 1900 of the number, as text. A column "Stands" with the
# format 0 "stands" has no number in it any more; where somebody chose "beurzen", it has.
#
# Seen:
#   3   0 "stands"    -> '1900/01/02 00:00:00'
#   14  0 "dagen"     -> '1900/01/13'
#   3   0 "beurzen"   -> 3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pylightxl==1.61 xlsxwriter==3.3.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import pylightxl
import xlsxwriter

rows = [
    (3, '0 "stands"', "1900/01/02 00:00:00"),
    (14, '0 "dagen"', "1900/01/13"),
    (3, '0 "beurzen"', 3),
]
with xlsxwriter.Workbook("units.xlsx") as book:
    sheet = book.add_worksheet("Deals")
    for at, (value, form, _) in enumerate(rows):
        sheet.write_number(at, 0, value, book.add_format({"num_format": form}))
cells = [row[0] for row in pylightxl.readxl("units.xlsx").ws("Deals").rows]
for (value, form, seen), cell in zip(rows, cells, strict=True):
    print(value, form, "->", repr(cell))
    assert cell == seen
PYTHON
