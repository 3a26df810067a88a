#!/usr/bin/env bash
# python-calamine 0.9.1, with openpyxl 3.1.5 to write the sheet; seen on 2026-11-29.
#
# Guess: of a sheet with three rows and five columns from A1 on, `total_height` is 3 and `total_width`
# 5, as `height` and `width` are: a bound on the size of a sheet that somebody uploads is held against
# rows times columns.
#
# Behaviour: `total_height` and `total_width` are the places of the last row and the last column,
# counted from 0: one less. A sheet of one row, however wide, then has the size 0.
#
# Seen: height 3, total_height 2, width 5, total_width 4; of a single row of five: total_height 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 \
  openpyxl==3.1.5
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io

import openpyxl
from python_calamine import CalamineWorkbook


def sheet(rows):
    book = openpyxl.Workbook()
    for row in range(rows):
        book.active.append([f"lead {row}", "company", "stage", 5, "EUR"])
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return CalamineWorkbook.from_filelike(content).get_sheet_by_index(0)


three, one = sheet(3), sheet(1)
print("three rows of five:", three.height, three.total_height, three.width, three.total_width)
print("one row of five:", one.height, one.total_height, one.total_height * one.total_width)
assert (three.height, three.total_height) == (3, 2)
assert (three.width, three.total_width) == (5, 4)
assert (one.height, one.total_height) == (1, 0)
PYTHON
