#!/usr/bin/env bash
# xlsx2csv 0.8.6, seen on 2026-11-29; the workbook is made by XlsxWriter 3.3.1.
#
# Guess: a cell with a number format that writes a unit behind the number, such as 0 "dagen" or
# 0 "deals", becomes the number in the CSV file, with or without its unit.
#
# Behaviour: letters within the quotation marks count as those of a date (d, m, y, h, s), the format
# itself is filled in with the parts of a day, and the number is nowhere in the file: 12 deals and
# 250 deals differ only in the day of a date. A unit without one of these letters ("EUR") comes
# through as the number.
#
# Seen:
#   14     0 "dagen"       -> 0 "13agen"
#   12     0 "deals"       -> 0 "11eals"
#   12000  0 "bezoekers"   -> 0 "bezoekers"
#   1250   #,##0 "EUR"     -> 1250
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 xlsxwriter==3.3.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import csv
import io

import xlsxwriter
from xlsx2csv import Xlsx2csv

rows = [
    (14, '0 "dagen"', '0 "13agen"'),
    (12, '0 "deals"', '0 "11eals"'),
    (12000, '0 "bezoekers"', '0 "bezoekers"'),
    (1250, '#,##0 "EUR"', "1250"),
]
with xlsxwriter.Workbook("units.xlsx") as book:
    sheet = book.add_worksheet()
    for at, (value, form, _) in enumerate(rows):
        sheet.write_number(at, 0, value, book.add_format({"num_format": form}))
out = io.StringIO()
Xlsx2csv("units.xlsx").convert(out)
cells = [row[0] for row in csv.reader(io.StringIO(out.getvalue()))]
for (value, form, seen), cell in zip(rows, cells, strict=True):
    print(value, form, "->", cell)
    assert cell == seen
PYTHON
