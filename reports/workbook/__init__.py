"""The workbooks: a plan, written and read back, and a year of fairs.

book     the workbook of a plan
reading  a plan out of a workbook that may have been changed
rows     a plan as rows: inputs and costs, as written and as read back
sheets   the sheets that are read back, and how every cell looks
steps    the sheet with the steps of a plan, written and read back
year     the workbook of a year: its sentence, its fairs, and every set of them
"""
