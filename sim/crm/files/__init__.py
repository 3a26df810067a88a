"""What stands in a file, whatever program wrote it: its tables, their rows and cells.

cells       amounts and days as people and programs write them, a whole column at a time
child       reads a workbook in a process of its own; `workbook` starts it
delimited   CSV and text: encoding, separator, rows
grid        rows of text as they stand in a sheet
markup      tables of HTML, which many programs call .xls
opened      a file of any kind, by what is in it and not by its name
rows        which rows are the header, and which are no leads
table       the table of a sheet: its columns by name, and the rows that may be leads
vocabulary  what CRMs write, in all languages: `../words/`, one file a language
workbook    XLSX, XLS and ODS, within bounds of memory and time
"""
