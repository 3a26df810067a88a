#!/usr/bin/env bash
# pyexcel 0.7.6 with pyexcel-ods3 0.6.1 and pyexcel-xlsx 0.6.1, seen on 2026-11-30; the workbooks are
# made by odfpy 1.4.1 and XlsxWriter 3.3.1.
#
# Guess: a cell with an amount in euros is a number, as one with a percentage is, in whichever format
# the same list of orders was saved.
#
# Behaviour: of an .ods file it is text with the currency behind it. A column "Bedrag" that a
# spreadsheet shows in euros has no number in it any more, while one that was left in the plain format
# has; sums of it fail or leave it out. Of an .xlsx file with a euro format it is the number. No option
# changes it; the change log says no more than that the type is recognized.
#
# Seen: .ods [2500, '2500.5 EUR', '2500 EUR', 0.125], .xlsx [2500, 2500.5, 2500, 0.125].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    pyexcel==0.7.6 pyexcel-ods3==0.6.1 pyexcel-xlsx==0.6.1 odfpy==1.4.1 xlsxwriter==3.3.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import pyexcel
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

CELLS = [
    ("2.500", 2500, "0", {"valuetype": "float"}),
    ("€ 2.500,50", 2500.5, "[$€-413] #,##0.00", {"valuetype": "currency", "currency": "EUR"}),
    ("€ 2.500,00", 2500, "[$€-413] #,##0.00", {"valuetype": "currency", "currency": "EUR"}),
    ("12,5%", 0.125, "0.0%", {"valuetype": "percentage"}),
]
document = OpenDocumentSpreadsheet()
row = TableRow()
for text, value, _, kind in CELLS:
    cell = TableCell(value=value, **kind)
    cell.addElement(P(text=text))
    row.addElement(cell)
table = Table(name="Orders")
table.addElement(row)
document.spreadsheet.addElement(table)
document.save("orders.ods")
with xlsxwriter.Workbook("orders.xlsx") as book:
    sheet = book.add_worksheet("Orders")
    for at, (_, value, form, _) in enumerate(CELLS):
        sheet.write_number(0, at, value, book.add_format({"num_format": form}))

(ods,) = pyexcel.get_array(file_name="orders.ods")
(xlsx,) = pyexcel.get_array(file_name="orders.xlsx")
print("ods", ods, "xlsx", xlsx)
assert ods == [2500, "2500.5 EUR", "2500 EUR", 0.125]
assert xlsx == [2500, 2500.5, 2500, 0.125]
PYTHON
