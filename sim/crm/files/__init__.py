"""What stands in a file, whatever program wrote it: rows of text, one grid a sheet.

child      reads a workbook in a process of its own; `workbook` starts it
delimited  CSV and text: encoding, separator, rows
grid       rows of text as they stand in a sheet
markup     tables of HTML, which many programs call .xls
opened     any of these, by what is in the file and not by its name
workbook   XLSX, XLS and ODS, within bounds of memory and time
"""
