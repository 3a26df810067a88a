#!/usr/bin/env bash
# pylightxl 1.61, seen on 2026-11-29; the workbook is made by XlsxWriter 3.3.1.
#
# Guess: hours worked at a stand, 36:30 in the format [h]:mm, are read as a day and a half or as a
# time of 36 hours and 30 minutes.
#
# Behaviour: the whole days are dropped. 36:30 and 12:30 are read as the same text, and a crew of four
# days is worth the hours of half a day.
#
# Seen: 36:30 -> '12:30:00', 12:30 -> '12:30:00', 48:00 -> '00:00:00'.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pylightxl==1.61 xlsxwriter==3.3.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import pylightxl
import xlsxwriter

hours = {36.5: "12:30:00", 12.5: "12:30:00", 48.0: "00:00:00"}
with xlsxwriter.Workbook("hours.xlsx") as book:
    sheet = book.add_worksheet("Crew")
    form = book.add_format({"num_format": "[h]:mm"})
    for at, worked in enumerate(hours):
        sheet.write_number(at, 0, worked / 24, form)
cells = [row[0] for row in pylightxl.readxl("hours.xlsx").ws("Crew").rows]
for (worked, seen), cell in zip(hours.items(), cells, strict=True):
    print(worked, "hours ->", repr(cell))
    assert cell == seen
PYTHON
