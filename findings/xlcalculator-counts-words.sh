#!/usr/bin/env bash
# xlcalculator 0.5.0, seen on 2026-11-30; the workbook is made by openpyxl 3.1.5.
#
# Guess: over a column of amounts with its heading, a remark and a cell still empty, COUNTIF(A1:A7,
# ">1000") counts the amounts above 1,000, as in a spreadsheet, and AVERAGE leaves out all else.
#
# Behaviour: words count as more than any number and an empty cell as 0, so orders above 1,000 are two
# too many and orders below one too many; COUNTIFS does the same. AVERAGE is #VALUE!, with one empty
# cell too. SUM, COUNT and MAX of the same cells are right. pycel 1.0b30 counts as guessed.
#
# Seen, "Bedrag", 2500, 1200, empty, "nog geen", 400, 0: above 1,000 4 (pycel 2), from 0 on 6 (4), below
# 1,000 3 (2), equal to 0 2 (1), AVERAGE #VALUE! (1025), SUM 4100, COUNT 4, MAX 2500 in both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    xlcalculator==0.5.0 pycel==1.0b30 openpyxl==3.1.5 setuptools==65.5.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import openpyxl
from pycel import ExcelCompiler
from xlcalculator import Evaluator, ModelCompiler

FORMULAS = {
    'COUNTIF(A1:A7,">1000")': ("4", 2),
    'COUNTIFS(A1:A7,">1000")': ("4", 2),
    'COUNTIF(A1:A7,">=0")': ("6", 4),
    'COUNTIF(A1:A7,"<1000")': ("3", 2),
    "COUNTIF(A1:A7,0)": ("2", 1),
    "AVERAGE(A1:A7)": ("#VALUE!", 1025),
    "AVERAGE(A2:A4)": ("#VALUE!", 1850),
    "SUM(A1:A7)": ("4100", 4100),
    "COUNT(A1:A7)": ("4", 4),
    "MAX(A1:A7)": ("2500", 2500),
}
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Orders"
for at, value in enumerate(["Bedrag", 2500, 1200, None, "nog geen", 400, 0], start=1):
    sheet.cell(at, 1, value)
for at, formula in enumerate(FORMULAS, start=1):
    sheet.cell(at, 3, "=" + formula)
book.save("orders.xlsx")

evaluator = Evaluator(ModelCompiler().read_and_parse_archive("orders.xlsx"))
other = ExcelCompiler("orders.xlsx")
for at, (formula, seen) in enumerate(FORMULAS.items(), start=1):
    cell = f"Orders!C{at}"
    found = (str(evaluator.evaluate(cell)), other.evaluate(cell))
    print(formula, *found)
    assert found == seen
PYTHON
